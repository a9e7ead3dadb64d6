//! `rolefit method`: the scoring method in words, with the settings in force.

use anyhow::Result;

use crate::cli::Global;
use crate::commands::{Outcome, Printout, look, pack};
use crate::render::method;

pub(super) fn run(global: &Global) -> Result<Outcome> {
    let look = look(global, None);
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    Printout::from(method::page(&pack).to_text(look)).print()?;
    Ok(Outcome::Done)
}
