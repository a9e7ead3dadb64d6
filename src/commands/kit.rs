//! `rolefit kit`: an interview kit for a role.

use anyhow::Result;

use crate::cli::{DocumentArgs, DocumentFormat, Global, KitArgs};
use crate::commands::{Outcome, Printout, look, pack, report, roles};
use crate::output::file::Readers;
use crate::pack::Pack;
use crate::render::kit::kit;
use crate::render::page::Page;
use crate::render::report::plain;

pub(super) fn run(args: &KitArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.document.output.as_deref());
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let page = kit(&pack, &pack.roles()[roles::index(&pack, &args.role)?]);
    write_document(&page, "Interview kit", &pack, &args.document, Readers::AsUsual)?;
    Ok(Outcome::Done)
}

/// Writes a page as a document; `name` says what kind of page it is.
pub(super) fn write_document(
    page: &Page,
    name: &str,
    pack: &Pack,
    args: &DocumentArgs,
    readers: Readers,
) -> Result<()> {
    let text = match args.format {
        DocumentFormat::Markdown => page.to_markdown(),
        DocumentFormat::Html => plain::page(name, &pack.questionnaire().reference(), page, report::paper(args.paper)),
    };
    Printout::from(text).write(args.output.as_deref(), readers)
}
