//! `rolefit roles`: the pack's roles, or one role's card.

use anyhow::{Result, bail};

use crate::cli::{Global, RolesArgs};
use crate::commands::{Outcome, Printout, look, pack};
use crate::pack::Pack;
use crate::render::role_card;
use crate::text::{each_of, excerpt, nearest};

pub(super) fn run(args: &RolesArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, None);
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let page = match &args.id {
        None => role_card::list(&pack).to_text(look),
        Some(id) => role_card::card(&pack, &pack.roles()[index(&pack, id)?]).to_text(look),
    };
    Printout::from(page).print()?;
    Ok(Outcome::Done)
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
