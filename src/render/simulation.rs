//! What simulated people make of a pack: as a page and as JSON.

use indexmap::IndexMap;
use serde::Serialize;

use crate::pack::Pack;
use crate::render::json::PackJson;
use crate::render::number::whole;
use crate::render::page::{Align, Cell, Column, Page, Table};
use crate::scoring::{Band, METHOD};
use crate::simulation::{Coverage, Responder, Shares, chance_line};
use crate::text::capitalised;

/// What was simulated.
#[derive(Debug)]
pub struct Simulated<'a> {
    pub pack: &'a Pack,
    /// Indices of the roles that are shown.
    pub roles: Vec<usize>,
    pub people: usize,
    pub seed: u64,
    pub shares: Vec<Shares>,
    pub coverage: Coverage,
}

/// Builds the page.
pub fn page(simulated: &Simulated<'_>) -> Page {
    let mut page = Page::default();
    page.title(format!("{} simulated people of each kind, seed {}", simulated.people, simulated.seed));
    page.paragraph("How many of a kind end up in each band of each role, in percent. A blank is none at all.");
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
    page.heading("Coverage of the 90% intervals, in percent");
    page.paragraph(POPULATION);
    page.table(coverage_of_parts(simulated));
    page.table(coverage_of_roles(simulated));
    let percent = |share: Option<f64>| {
        share.map_or_else(|| "no one".to_owned(), |share| format!("{}%", whole(100.0 * share, &[])))
    };
    page.paragraph(format!(
        "A first role with P(best) above 0.95 is first again in a second sitting for {}, one below 0.5 for {}.",
        percent(simulated.coverage.repeats_when_sure),
        percent(simulated.coverage.repeats_when_unsure),
    ));
    page
}

/// Who is simulated for coverage; stated wherever coverage is.
const POPULATION: &str = "People with known true scores: style shares even over 10 to 90, statements answered by Lord's \
    binomial error model; skill even over 0 to 1 with a spread of 0.25 over the areas, scenarios answered with the best \
    option at that probability and otherwise with any. Intervals of dimensions and personality are confidence \
    intervals; those of areas, competency and overall are ranges over repeated sittings and hold less.";

fn bands(simulated: &Simulated<'_>, role: usize) -> Table {
    let mut table = Table::new([("Responder", Align::Left)]);
    let named = |title: String| Column { title, align: Align::Right };
    table.columns.extend(Band::ALL.iter().map(|band| named(short(*band).to_owned())));
    table.columns.push(named("ranked first".to_owned()));
    for shares in &simulated.shares {
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
    }
}

fn demand(pack: &Pack, role: usize) -> f64 {
    let needs = &pack.roles()[role].competency;
    let weight: f64 = needs.iter().map(|need| need.weight.get()).sum();
    needs.iter().map(|need| need.weight.get() * need.need.score.get()).sum::<f64>() / weight
}

fn coverage_of_parts(simulated: &Simulated<'_>) -> Table {
    let mut table = Table::new([("Dimension or area", Align::Left), ("Coverage", Align::Right)]);
    let questionnaire = simulated.pack.questionnaire();
    let dimensions =
        questionnaire.dimensions.iter().map(|part| part.id.to_string()).zip(&simulated.coverage.dimensions);
    let areas = questionnaire.areas.iter().map(|part| part.id.to_string()).zip(&simulated.coverage.areas);
    for (id, share) in dimensions.chain(areas) {
        table.row([id.into(), covered(*share)]);
    }
    table
}

fn coverage_of_roles(simulated: &Simulated<'_>) -> Table {
    let mut table = Table::new([
        ("Role", Align::Left),
        ("Personality", Align::Right),
        ("Competency", Align::Right),
        ("Overall", Align::Right),
    ]);
    for role in &simulated.roles {
        table.row([
            simulated.pack.roles()[*role].title.clone().into(),
            covered(simulated.coverage.personality[*role]),
            covered(simulated.coverage.competency[*role]),
            covered(simulated.coverage.overall[*role]),
        ]);
    }
    table
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
    roles: Vec<RoleJson<'a>>,
    coverage: CoverageJson<'a>,
}

#[derive(Debug, Serialize)]
struct RoleJson<'a> {
    role: &'a str,
    /// What a blind pick earns in the role's areas, weighted, 0 to 100.
    chance: f64,
    demand: f64,
    responders: Vec<ResponderJson>,
}

#[derive(Debug, Serialize)]
struct ResponderJson {
    responder: String,
    /// Share of people by band.
    bands: IndexMap<&'static str, f64>,
    ranked_first: f64,
}

#[derive(Debug, Serialize)]
struct CoverageJson<'a> {
    population: &'static str,
    work_style: IndexMap<&'a str, Option<f64>>,
    competency: IndexMap<&'a str, Option<f64>>,
    roles: IndexMap<&'a str, RoleCoverageJson>,
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
    let questionnaire = pack.questionnaire();
    let coverage = &simulated.coverage;
    let object = SimulatedJson {
        schema_version: 1,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        method: METHOD,
        pack: pack.into(),
        people: simulated.people,
        seed: simulated.seed,
        roles: simulated.roles.iter().map(|role| role_json(simulated, *role)).collect(),
        coverage: CoverageJson {
            population: POPULATION,
            work_style: by_id(questionnaire.dimensions.iter().map(|part| part.id.as_str()), &coverage.dimensions),
            competency: by_id(questionnaire.areas.iter().map(|part| part.id.as_str()), &coverage.areas),
            roles: simulated
                .roles
                .iter()
                .map(|role| {
                    let shares = RoleCoverageJson {
                        personality: coverage.personality[*role],
                        competency: coverage.competency[*role],
                        overall: coverage.overall[*role],
                    };
                    (pack.roles()[*role].id.as_str(), shares)
                })
                .collect(),
            repeats_when_sure: coverage.repeats_when_sure,
            repeats_when_unsure: coverage.repeats_when_unsure,
        },
    };
    serde_json::to_string_pretty(&object).map(|json| json + "\n")
}

fn by_id<'a>(ids: impl Iterator<Item = &'a str>, shares: &[Option<f64>]) -> IndexMap<&'a str, Option<f64>> {
    ids.zip(shares.iter().copied()).collect()
}

fn role_json<'a>(simulated: &'a Simulated<'a>, role: usize) -> RoleJson<'a> {
    let responder = |shares: &Shares| ResponderJson {
        responder: name(simulated.pack, shares.responder),
        bands: Band::ALL.iter().map(|band| band.code()).zip(shares.bands[role]).collect(),
        ranked_first: shares.first[role],
    };
    RoleJson {
        role: simulated.pack.roles()[role].id.as_str(),
        chance: chance_line(simulated.pack, role),
        demand: demand(simulated.pack, role),
        responders: simulated.shares.iter().map(responder).collect(),
    }
}
