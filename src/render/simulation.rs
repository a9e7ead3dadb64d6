//! What simulated people make of a pack: as a page and as JSON.

use indexmap::IndexMap;
use serde::Serialize;

use crate::pack::Pack;
use crate::render::json::PackJson;
use crate::render::number::whole;
use crate::render::page::{Align, Cell, Column, Page, Table};
use crate::scoring::{Band, METHOD};
use crate::simulation::{Coverage, Population, Responder, Shares, chance_line};
use crate::text::capitalised;

/// What was simulated.
#[derive(Debug)]
pub struct Simulated<'a> {
    pub pack: &'a Pack,
    /// Indices of the roles that are shown.
    pub roles: Vec<usize>,
    pub people: usize,
    /// Whether there are so many roles that each is shown with the people of its own only.
    pub is_large: bool,
    pub seed: u64,
    pub shares: Vec<Shares>,
    pub coverage: Vec<Coverage>,
}

impl Simulated<'_> {
    /// Returns the kinds of people that a role is shown with.
    fn shares_of(&self, role: usize) -> impl Iterator<Item = &Shares> {
        self.shares.iter().filter(move |shares| !self.is_large || shares.responder.role().is_none_or(|own| own == role))
    }
}

/// Builds the page.
pub fn page(simulated: &Simulated<'_>) -> Page {
    let mut page = Page::default();
    page.title(format!("{} simulated people of each kind, seed {}", simulated.people, simulated.seed));
    page.paragraph("How many of a kind end up in each band of each role, in percent. Blank means none.");
    if let Some(own) = simulated.shares.iter().find(|shares| simulated.is_large && shares.responder.role().is_some()) {
        let roles = simulated.pack.roles().len();
        page.paragraph(format!(
            "The pack has {roles} roles: each is shown with its own ideal and needs only, and {} people of each of these two.",
            own.people
        ));
    }
    for role in &simulated.roles {
        let blueprint = &simulated.pack.roles()[*role];
        page.heading(format!(
            "{}: a blind pick earns {} in its areas, it needs {} on average",
            blueprint.title,
            whole(chance_line(simulated.pack, *role), &[]),
            whole(demand(simulated.pack, *role), &[]),
        ));
        page.table(bands(simulated, *role));
    }
    page.heading("Coverage of the 90% ranges: how many of 100 hold the true value");
    page.paragraph(POPULATIONS);
    page.list(simulated.coverage.iter().map(|found| about(found.population)).collect());
    page.table(coverage_by_kind(simulated));
    page.table(coverage_by_role(simulated));
    page.paragraph(
        "Repeats: how often the first role is first again in a second sitting, where it is the best fit with more than 95% \
         and with less than 50%. Within: how often a printed value lies within the range of its draws before the range is \
         widened to take it in.",
    );
    page
}

/// Who is simulated for coverage; stated wherever coverage is.
const POPULATIONS: &str = "People with known true scores. Their style shares are even over 10 to 90, and statements are \
    answered by Lord's binomial error model. The kinds differ in how scenarios are answered:";

fn about(population: Population) -> String {
    format!("{}: {}", population.code(), population.about())
}

fn bands(simulated: &Simulated<'_>, role: usize) -> Table {
    let mut table = Table::new([("Responder", Align::Left)]);
    let named = |title: String| Column { title, align: Align::Right };
    table.columns.extend(Band::ALL.iter().map(|band| named(short(*band).to_owned())));
    table.columns.push(named("ranked first".to_owned()));
    for shares in simulated.shares_of(role) {
        let mut row: Vec<Cell> = vec![capitalised(&name(simulated.pack, shares.responder)).into()];
        row.extend(shares.bands[role].iter().map(|share| Cell::from(percent(*share))));
        row.push(percent(shares.first[role]).into());
        table.rows.push(row);
    }
    table
}

fn short(band: Band) -> &'static str {
    match band {
        Band::PrimaryFit => "primary",
        Band::NearPrimaryFit => "near-primary",
        Band::PotentialCapabilityGap => "potential",
        Band::CapableStyleStretch => "capable",
        Band::PartialMatch => "partial",
        Band::Distant => "distant",
        Band::InsufficientEvidence => "insufficient",
    }
}

/// A share with one decimal; what is not nothing never looks like it.
fn percent(share: f64) -> String {
    match 100.0 * share {
        0.0 => String::new(),
        small if small < 0.05 => "<0.1".to_owned(),
        value => format!("{value:.1}"),
    }
}

fn name(pack: &Pack, responder: Responder) -> String {
    match responder {
        Responder::Random => "random".to_owned(),
        Responder::AllAgree => "agrees with everything".to_owned(),
        Responder::AllMiddle => "always the middle".to_owned(),
        Responder::FirstOption => "always the first option".to_owned(),
        Responder::BestOption { probability } => format!("best option with probability {probability}"),
        Responder::Ideal { role, noise } => format!("ideal {}, noise {noise}", pack.roles()[role].id),
        Responder::AtEveryNeed { role } => format!("exactly at every need of {}", pack.roles()[role].id),
    }
}

fn demand(pack: &Pack, role: usize) -> f64 {
    let needs = &pack.roles()[role].competency;
    let weight: f64 = needs.iter().map(|need| need.weight.get()).sum();
    needs.iter().map(|need| need.weight.get() * need.need.score.get()).sum::<f64>() / weight
}

fn coverage_by_kind(simulated: &Simulated<'_>) -> Table {
    let mut table = Table::new([
        ("Kind", Align::Left),
        ("Dimensions", Align::Right),
        ("Areas", Align::Right),
        ("Personality", Align::Right),
        ("Competency", Align::Right),
        ("Overall", Align::Right),
        ("Within", Align::Right),
        ("Repeats", Align::Right),
    ]);
    for found in &simulated.coverage {
        let [personality, competency, overall] = found.over_roles();
        let repeats = [found.repeats_when_sure, found.repeats_when_unsure];
        let repeats = repeats.map(|share| share.map_or_else(|| "-".to_owned(), |share| whole(100.0 * share, &[])));
        table.row([
            found.population.code().into(),
            covered(found.dimensions),
            covered(found.areas),
            covered(personality),
            covered(competency),
            covered(overall),
            covered(found.within_draws),
            repeats.join(" / ").into(),
        ]);
    }
    let [personality, competency, overall] = over_kinds(simulated.coverage.iter().map(Coverage::over_roles));
    let average = |values: fn(&Coverage) -> Option<f64>| mean(simulated.coverage.iter().map(values));
    table.row([
        "average".into(),
        covered(average(|found| found.dimensions)),
        covered(average(|found| found.areas)),
        covered(personality),
        covered(competency),
        covered(overall),
        covered(average(|found| found.within_draws)),
        "".into(),
    ]);
    table
}

fn coverage_by_role(simulated: &Simulated<'_>) -> Table {
    let mut table = Table::new([
        ("Role, over all kinds", Align::Left),
        ("Personality", Align::Right),
        ("Competency", Align::Right),
        ("Overall", Align::Right),
    ]);
    for role in &simulated.roles {
        let [personality, competency, overall] = over_kinds(simulated.coverage.iter().map(|found| found.roles[*role]));
        let title = simulated.pack.roles()[*role].title.clone();
        table.row([title.into(), covered(personality), covered(competency), covered(overall)]);
    }
    table
}

/// The mean over the kinds of people: of personality, competency and the overall value.
fn over_kinds(shares: impl Iterator<Item = [Option<f64>; 3]>) -> [Option<f64>; 3] {
    let shares: Vec<[Option<f64>; 3]> = shares.collect();
    std::array::from_fn(|axis| mean(shares.iter().map(|share| share[axis])))
}

fn mean(shares: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let shares: Option<Vec<f64>> = shares.collect();
    shares.map(|shares| shares.iter().sum::<f64>() / shares.len() as f64)
}

fn covered(share: Option<f64>) -> Cell {
    share.map(|share| format!("{:.1}", 100.0 * share)).unwrap_or_default().into()
}

#[derive(Debug, Serialize)]
struct SimulatedJson<'a> {
    schema_version: u32,
    tool: String,
    method: &'static str,
    pack: PackJson<'a>,
    people: usize,
    seed: u64,
    roles: Vec<SimulatedRoleJson<'a>>,
    /// By kind of people.
    coverage: IndexMap<&'static str, CoverageJson<'a>>,
}

#[derive(Debug, Serialize)]
struct SimulatedRoleJson<'a> {
    role: &'a str,
    /// What a blind pick earns in the role's areas, weighted, 0 to 100.
    chance: f64,
    demand: f64,
    responders: Vec<ResponderJson>,
}

#[derive(Debug, Serialize)]
struct ResponderJson {
    responder: String,
    people: usize,
    /// Share of people by band.
    bands: IndexMap<&'static str, f64>,
    ranked_first: f64,
}

#[derive(Debug, Serialize)]
struct CoverageJson<'a> {
    about: &'static str,
    dimensions: Option<f64>,
    areas: Option<f64>,
    roles: IndexMap<&'a str, RoleCoverageJson>,
    within_draws: Option<f64>,
    repeats_when_sure: Option<f64>,
    repeats_when_unsure: Option<f64>,
}

#[derive(Debug, Serialize)]
struct RoleCoverageJson {
    personality: Option<f64>,
    competency: Option<f64>,
    overall: Option<f64>,
}

/// Builds the JSON object.
///
/// # Errors
///
/// Those of the JSON writer.
pub fn json(simulated: &Simulated<'_>) -> serde_json::Result<String> {
    let pack = simulated.pack;
    let object = SimulatedJson {
        schema_version: 2,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        method: METHOD,
        pack: pack.into(),
        people: simulated.people,
        seed: simulated.seed,
        roles: simulated.roles.iter().map(|role| role_json(simulated, *role)).collect(),
        coverage: simulated.coverage.iter().map(|found| coverage_json(simulated, found)).collect(),
    };
    serde_json::to_string_pretty(&object).map(|json| json + "\n")
}

fn coverage_json<'a>(simulated: &'a Simulated<'_>, found: &Coverage) -> (&'static str, CoverageJson<'a>) {
    let role = |role: &usize| {
        let [personality, competency, overall] = found.roles[*role];
        (simulated.pack.roles()[*role].id.as_str(), RoleCoverageJson { personality, competency, overall })
    };
    let json = CoverageJson {
        about: found.population.about(),
        dimensions: found.dimensions,
        areas: found.areas,
        roles: simulated.roles.iter().map(role).collect(),
        within_draws: found.within_draws,
        repeats_when_sure: found.repeats_when_sure,
        repeats_when_unsure: found.repeats_when_unsure,
    };
    (found.population.code(), json)
}

fn role_json<'a>(simulated: &'a Simulated<'a>, role: usize) -> SimulatedRoleJson<'a> {
    let responder = |shares: &Shares| ResponderJson {
        responder: name(simulated.pack, shares.responder),
        people: shares.people,
        bands: Band::ALL.iter().map(|band| band.code()).zip(shares.bands[role]).collect(),
        ranked_first: shares.first[role],
    };
    SimulatedRoleJson {
        role: simulated.pack.roles()[role].id.as_str(),
        chance: chance_line(simulated.pack, role),
        demand: demand(simulated.pack, role),
        responders: simulated.shares_of(role).map(responder).collect(),
    }
}
