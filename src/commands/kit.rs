//! `rolefit kit`: an interview kit for a role.

use anyhow::Result;

use crate::cli::{Global, KitArgs, KitFormat};
use crate::commands::{Outcome, Printout, look, pack, report, roles};
use crate::output::file::Readers;
use crate::render::kit::kit;
use crate::render::report::plain;

pub(super) fn run(args: &KitArgs, global: &Global) -> Result<Outcome> {
    let Some(pack) = pack::find(global, look(global, args.output.as_deref())) else { return Ok(Outcome::Failed) };
    let page = kit(&pack, &pack.roles()[roles::index(&pack, &args.role)?]);
    let text = match args.format {
        KitFormat::Markdown => page.to_markdown(),
        KitFormat::Html => {
            plain::page("Interview kit", &pack.questionnaire().reference(), &page, report::paper(args.paper))
        }
    };
    Printout::from(text).write(args.output.as_deref(), Readers::AsUsual)?;
    Ok(Outcome::Done)
}
