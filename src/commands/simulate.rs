//! `rolefit simulate`: seeded people of known kinds through a pack, to see whether its blueprints tell people apart.

use anyhow::{Context, Result};

use crate::cli::{Global, SimulateArgs, SimulationFormat};
use crate::commands::{Outcome, Printout, look, pack, roles};
use crate::output::file::Readers;
use crate::pack::Pack;
use crate::random::SplitMix64;
use crate::render::simulation::{Simulated, json, page};
use crate::scoring::{Draws, Model};
use crate::simulation::{Population, Responder, coverage, shares};

pub(super) fn run(args: &SimulateArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.output.as_deref());
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let roles = match args.role.as_slice() {
        [] => (0..pack.roles().len()).collect(),
        ids => roles::indices(&pack, ids)?,
    };
    let simulated = simulate(&pack, roles, args);
    let text = match args.format {
        SimulationFormat::Table => page(&simulated).to_text(look),
        SimulationFormat::Markdown => page(&simulated).to_markdown(),
        SimulationFormat::Json => json(&simulated).context("writing JSON")?,
    };
    Printout::from(text).write(args.output.as_deref(), Readers::AsUsual)?;
    Ok(Outcome::Done)
}

/// Everyone is scored for every role. With more roles than this, only the people of roles that are shown are simulated, and
/// as many of them in all as there would be for this many roles.
const MOST_ROLES: usize = 50;

/// Each kind has a stream of its own, so that adding one changes no other.
fn simulate<'a>(pack: &'a Pack, roles: Vec<usize>, args: &SimulateArgs) -> Simulated<'a> {
    let model = Model::of(pack);
    let people = args.people as usize;
    let number = pack.roles().len();
    let is_large = number > MOST_ROLES;
    let stream = |kind: usize| SplitMix64::named(&format!("rolefit-simulate/{}/{kind}", args.seed));
    let general = [
        Responder::Random,
        Responder::AllAgree,
        Responder::AllMiddle,
        Responder::FirstOption,
        Responder::BestOption { probability: args.probability },
    ];
    let ideal = (0..number).map(|role| Responder::Ideal { role, noise: args.noise });
    let at_every_need = (0..number).map(|role| Responder::AtEveryNeed { role });
    let of_a_role = if is_large { (people * MOST_ROLES).div_ceil(roles.len().max(MOST_ROLES)) } else { people };
    let is_simulated = |role: usize| !is_large || roles.contains(&role);
    let kinds = general.into_iter().chain(ideal).chain(at_every_need).enumerate();
    let shares = kinds
        .filter(|(_, responder)| responder.role().is_none_or(is_simulated))
        .map(|(kind, responder)| {
            let people = if responder.role().is_some() { of_a_role } else { people };
            shares(pack, &model, responder, people, &mut stream(kind))
        })
        .collect();
    let draws = Draws::of(&model);
    let covered = |population: Population| {
        let name = format!("rolefit-simulate/{}/{}", args.seed, population.code());
        coverage(pack, &model, &draws, population, people, &mut SplitMix64::named(&name))
    };
    let coverage = Population::ALL.into_iter().map(covered).collect();
    Simulated { pack, roles, people, is_large, seed: args.seed, shares, coverage }
}
