//! `rolefit roles`: the pack's roles, or one role's card.

use anyhow::{Result, bail};

use crate::cli::{Global, RolesArgs};
use crate::commands::{Outcome, Printout, look, pack};
use crate::pack::{Pack, Role};
use crate::render::page::Page;
use crate::render::role_card;
use crate::render::role_sections::CardSection;
use crate::text::{each_of, excerpt, nearest};

pub(super) fn run(args: &RolesArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, None);
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let page = match &args.id {
        None => role_card::list(&pack).to_text(look),
        Some(id) => card(&pack, &pack.roles()[index(&pack, id)?], &args.section)?.to_text(look),
    };
    Printout::from(page).print()?;
    Ok(Outcome::Done)
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
