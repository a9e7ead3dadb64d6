//! `rolefit batch`: a cohort at once, from a survey export or from answers files.

mod books;
mod bytes;
mod cards;
mod choices;
mod cohort;
mod duplicates;
mod input;
mod key;
mod messages;
mod output;
pub(super) mod paths;
mod report;
mod reports;
mod sheet;
mod table;

use anyhow::{Context, Result};

use crate::batch::context::BatchContext;
use crate::batch::lines::Lines;
use crate::batch::models::SharedModels;
use crate::batch::rows::Rows;
use crate::batch::wide::Wide;
use crate::batch::writer::Writer;
use crate::cli::{BatchArgs, BatchFormat, Global};
use crate::commands::look::look;
use crate::commands::{Outcome, pack, roles};
use crate::load::mapping;
use crate::load::read::display_name;
use crate::output::print::{show_findings, show_note};
use crate::pack::Pack;
use crate::render::Filter;
use crate::scoring::Draws;
use crate::survey::Catalogue;
use crate::survey::evidence::missing_in_words;
use cohort::Cohort;
use input::{Input, Kind, gather};
use report::Report;
pub(super) use report::SummaryJson;

pub(super) fn run(args: &BatchArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.output.as_deref());
    choices::check_flags(args)?;
    books::check_workbooks(args)?;
    choices::check_inputs(args)?;
    let args = &with_named_mapping(args);
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let mapping = match args.map.as_deref().map(|path| mapping::load(path, &pack)).transpose() {
        Ok(mapping) => mapping.unwrap_or_default(),
        Err(problems) => {
            show_findings(&problems, look);
            return Ok(Outcome::Failed);
        }
    };
    let catalogue = Catalogue::of(&pack, &mapping);
    let models = SharedModels::of(&pack);
    let filter = Filter { roles: roles::indices(&pack, &args.role)?, top: args.top.map(|top| top as usize) };
    let inputs = gather(args, &catalogue, &mapping)?;
    choices::check_dialect(args, &inputs)?;
    choices::check_outputs(args, &inputs)?;
    missing_in_words(&catalogue).iter().for_each(|note| show_note(note));
    output::note_a_broken_set(args);
    say_what_was_found(&inputs, &pack);
    let writer = writer(args, &pack, &filter);
    let context = BatchContext {
        draws: (args.each.is_some() || args.reports.is_some() || writer.needs_details())
            .then(|| Draws::of(&models.first())),
        writer,
        pack: &pack,
        models,
        filter,
        pseudonyms: args.anonymize.as_deref().map(key::pseudonyms).transpose()?,
        has_cards: args.each.is_some(),
        reports: args.reports.as_ref().map(|_| args.page.printing()),
        has_profiles: args.profile.is_some() || books::has_workbook(args),
    };
    let cohort = Cohort { args, context: &context, catalogue: &catalogue, inputs: &inputs };
    let (mut output, decisions) = cohort.score(look)?;
    let counts = output.counts.clone();
    let report = Report {
        pack: &pack,
        counts: &counts,
        decisions: &decisions,
        noun: if inputs.iter().all(Input::is_files) { "file" } else { "row" },
        least: least(args),
        has_rejects: args.rejects.is_some(),
    };
    if args.summary.is_some() {
        output.write_summary(&report.json().context("writing the summary")?)?;
    }
    if args.reports.is_some() {
        output.write_index(&pack, args.page.printing().paper)?;
    }
    output.keep()?;
    report.say();
    Ok(if counts.rejected > 0 { Outcome::Findings } else { Outcome::Done })
}

/// Takes the mapping that a table of rejected rows names, where none is given.
fn with_named_mapping(args: &BatchArgs) -> BatchArgs {
    let mut args = args.clone();
    if let ([table], None) = (args.files.as_slice(), &args.map)
        && let Some(mapping) = table::mapping_named_in(table)
    {
        show_note(&format!("mapping `{}`, which `{}` names", display_name(&mapping), display_name(table)));
        args.map = Some(mapping);
    }
    args
}

/// Counts of fewer people are hidden: none, unless results are made for others.
fn least(args: &BatchArgs) -> usize {
    let default = if args.anonymize.is_some() { 5 } else { 1 };
    args.min_count.map_or(default, |least| least as usize)
}

fn say_what_was_found(inputs: &[Input], pack: &Pack) {
    for input in inputs {
        if let Kind::Table(table) = &input.kind {
            table.notes(&input.name, pack).iter().for_each(|note| show_note(note));
        }
    }
}

fn writer(args: &BatchArgs, pack: &Pack, filter: &Filter) -> Writer {
    let filter = filter.clone();
    match args.format {
        BatchFormat::Csv if args.wide => Writer::Wide(Wide::of(pack, filter)),
        BatchFormat::Csv => Writer::Rows(Rows::of(pack, filter, args.certainty)),
        BatchFormat::Ndjson | BatchFormat::Json if args.full => Writer::Full,
        BatchFormat::Ndjson | BatchFormat::Json => Writer::Lines(Box::new(Lines::of(pack, filter, args.certainty))),
        BatchFormat::Markdown | BatchFormat::Table => Writer::People,
    }
}
