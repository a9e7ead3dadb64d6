//! `rolefit roles`: the pack's roles, or one role's card.

use anyhow::{Result, bail};

use crate::cli::{Global, RolesArgs};
use crate::commands::{Outcome, Printout, look, pack};
use crate::pack::{Pack, Role};
use crate::render::role_card;
use crate::text::{excerpt, nearest, one_of};

pub(super) fn run(args: &RolesArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, None);
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let page = match &args.id {
        None => role_card::list(&pack).to_text(look),
        Some(id) => role_card::card(&pack, find(&pack, id)?).to_text(look),
    };
    Printout::from(page).print()?;
    Ok(Outcome::Done)
}

/// Finds a role by its id, or says which roles there are.
pub(super) fn find<'a>(pack: &'a Pack, id: &str) -> Result<&'a Role> {
    if let Some(role) = pack.role(id) {
        return Ok(role);
    }
    let ids = pack.roles().iter().map(|role| role.id.as_str());
    let help = match nearest(id, ids.clone()) {
        Some(similar) => format!("a role with a similar id exists: `{similar}`"),
        None => format!("the pack has {}", one_of(ids).replace(" or ", " and ")),
    };
    bail!("there is no role `{}`; {help}", excerpt(id, 40))
}
