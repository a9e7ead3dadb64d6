//! `rolefit roles`: the pack's roles, one role's card, or several side by side.

use anyhow::{Context, Result, bail};

use crate::cli::{Global, ReportPaper, RolesArgs, RolesFormat};
use crate::commands::{Outcome, Printout, look, pack, report};
use crate::output::file::Readers;
use crate::pack::{Pack, Role};
use crate::render::page::Page;
use crate::render::report::blueprint;
use crate::render::role_beside::beside;
use crate::render::role_card;
use crate::render::role_json::json;
use crate::render::role_sections::CardSection;
use crate::text::{each_of, excerpt, nearest};

/// How many roles have room side by side.
const MOST_BESIDE: usize = 4;

pub(super) fn run(args: &RolesArgs, global: &Global) -> Result<Outcome> {
    check_sections(args)?;
    let look = look(global, args.output.as_deref());
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let roles: Vec<&Role> = named(args, &pack)?.into_iter().map(|index| &pack.roles()[index]).collect();
    let text = match args.format {
        RolesFormat::Text => page(&pack, &roles, &args.section)?.to_text(look),
        RolesFormat::Markdown => page(&pack, &roles, &args.section)?.to_markdown(),
        RolesFormat::Html => html(&pack, &roles, args.paper),
        RolesFormat::Json if roles.is_empty() => {
            json(&pack, &pack.roles().iter().collect::<Vec<_>>()).context("writing JSON")?
        }
        RolesFormat::Json => json(&pack, &roles).context("writing JSON")?,
    };
    Printout::from(text).write(args.output.as_deref(), Readers::AsUsual)?;
    Ok(Outcome::Done)
}

/// Finds the roles that were named, each once.
fn named(args: &RolesArgs, pack: &Pack) -> Result<Vec<usize>> {
    let roles = indices(pack, &args.ids)?;
    let twice = roles.iter().enumerate().find(|(place, role)| roles[..*place].contains(role));
    if let Some((_, role)) = twice {
        bail!("duplicate role `{}`; name each once", pack.roles()[*role].id);
    }
    if roles.len() > MOST_BESIDE {
        bail!("{} roles have no room side by side; name {MOST_BESIDE} at most", roles.len());
    }
    Ok(roles)
}

fn page(pack: &Pack, roles: &[&Role], wanted: &[CardSection]) -> Result<Page> {
    match roles {
        [] => Ok(role_card::list(pack)),
        [role] => card(pack, role, wanted),
        several => Ok(beside(pack, several)),
    }
}

/// Prints a role's card, or the sections of it that are asked for.
fn card(pack: &Pack, role: &Role, wanted: &[CardSection]) -> Result<Page> {
    if wanted.is_empty() {
        return Ok(role_card::card(pack, role));
    }
    let filled = role_card::filled_sections(role);
    if let Some(section) = wanted.iter().find(|section| !filled.contains(section)) {
        let others = each_of(filled.iter().map(|section| section.name()));
        bail!("the role `{}` says nothing under `{section}`; it has {others}", role.id);
    }
    Ok(role_card::sections(pack, role, wanted))
}

/// A section is one of a card to read.
fn check_sections(args: &RolesArgs) -> Result<()> {
    if args.section.is_empty() {
        return Ok(());
    }
    if args.ids.len() > 1 {
        bail!("`--section` needs one role; with several, both axes are shown side by side");
    }
    match args.format {
        RolesFormat::Text | RolesFormat::Markdown => Ok(()),
        RolesFormat::Html | RolesFormat::Json => bail!("`--section` needs `--format text` or `--format markdown`"),
    }
}

fn html(pack: &Pack, roles: &[&Role], paper: ReportPaper) -> String {
    let paper = report::paper(paper);
    match roles {
        [] => blueprint::all(pack, paper),
        [role] => blueprint::one(pack, role, paper),
        several => blueprint::beside(pack, several, paper),
    }
}

/// Finds the index of a role by its id, or says which roles there are.
pub(super) fn index(pack: &Pack, id: &str) -> Result<usize> {
    if let Some(index) = pack.roles().iter().position(|role| role.id.as_str() == id) {
        return Ok(index);
    }
    let ids = pack.roles().iter().map(|role| role.id.as_str());
    let help = match nearest(id, ids.clone()) {
        Some(similar) => format!("a role with a similar id exists: `{similar}`"),
        None => format!("the pack has {}", each_of(ids)),
    };
    bail!("unknown role `{}`; {help}", excerpt(id, 40))
}

/// Finds the indices of several roles.
pub(super) fn indices(pack: &Pack, ids: &[String]) -> Result<Vec<usize>> {
    ids.iter().map(|id| index(pack, id)).collect()
}
