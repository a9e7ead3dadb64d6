//! `rolefit report`: a page about a person, to read, print and hand on.

use anyhow::{Result, bail};

use crate::cli::{Global, ReportArgs, ReportPaper};
use crate::commands::people::{Models, Scored, check_inputs};
use crate::commands::{Outcome, Printout, look, pack, people, roles};
use crate::output::destination::keep_inputs;
use crate::output::file::Readers;
use crate::output::print::show_findings;
use crate::pack::Pack;
use crate::render::Filter;
use crate::render::report::assemble::{SHOWN, assemble};
use crate::render::report::frame::Paper;
use crate::render::report::page;
use crate::render::report::view::Report;

pub(super) fn run(args: &ReportArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.output.as_deref());
    if args.files.is_empty() {
        bail!("missing answers file; try `rolefit report ANSWERS.toml -o report.html`");
    }
    check_inputs(&args.files, args.input_format)?;
    if let Some(output) = &args.output {
        keep_inputs(output, args.files.iter())?;
    }
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let filter = filter(args, &pack)?;
    let (people, findings) = people::load(&args.files, args.input_format, &pack);
    // An earlier report is not replaced by nothing.
    if !people.is_empty() {
        let models = Models::of(&pack, &people);
        let report = |answers| report(&Scored::of(&pack, &models, answers), &filter, !args.no_answers);
        let reports: Vec<_> = people.iter().map(report).collect();
        let text = page(&reports, paper(args.paper));
        Printout::from(text).write(args.output.as_deref(), Readers::of_personal(args.shared))?;
    }
    show_findings(&findings, look);
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// The roles that are shown in full, where they are named or counted.
fn filter(args: &ReportArgs, pack: &Pack) -> Result<Filter> {
    Ok(Filter { roles: roles::indices(pack, &args.role)?, top: args.top.map(|top| top as usize) })
}

/// Says everything about one person. Where no role is asked for, those that may be the best fit come first.
fn report(scored: &Scored<'_>, filter: &Filter, has_answers: bool) -> Report {
    let is_chosen = !filter.roles.is_empty() || filter.top.is_some();
    let leading = Filter { roles: scored.sheet(filter).leading(SHOWN), top: None };
    assemble(&scored.sheet(if is_chosen { filter } else { &leading }), has_answers)
}

fn paper(paper: ReportPaper) -> Paper {
    match paper {
        ReportPaper::A4 => Paper::A4,
        ReportPaper::Letter => Paper::Letter,
    }
}
