//! `rolefit batch`: a cohort at once, from a survey export or from answers files.

mod arguments;
mod books;
mod bytes;
mod cards;
mod cohort;
mod conflicts;
mod duplicates;
mod input;
mod key;
mod messages;
mod output;
pub(super) mod paths;
mod report;
mod reports;
mod request;
mod sheet;
mod table;

use anyhow::{Context, Result};

use crate::batch::context::BatchContext;
use crate::batch::lines::Lines;
use crate::batch::models::SharedModels;
use crate::batch::rows::Rows;
use crate::batch::wide::Wide;
use crate::batch::writer::Writer;
use crate::cli::{BatchArgs, Global};
use crate::commands::look::look;
use crate::commands::{Outcome, pack, roles};
use crate::load::mapping;
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
use request::BatchContent;

pub(super) fn run(args: &BatchArgs, global: &Global) -> Result<Outcome> {
    let request = &arguments::request(args)?;
    let wanted = &request.results;
    let look = look(global, wanted.output.as_deref());
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let mapping = match request.inputs.mapping.as_deref().map(|path| mapping::load(path, &pack)).transpose() {
        Ok(mapping) => mapping.unwrap_or_default(),
        Err(problems) => {
            show_findings(&problems, look);
            return Ok(Outcome::Failed);
        }
    };
    let catalogue = Catalogue::of(&pack, &mapping);
    let models = SharedModels::of(&pack);
    let filter = Filter { roles: roles::indices(&pack, &request.roles)?, top: request.top };
    let inputs = gather(request, &catalogue, &mapping)?;
    conflicts::check_dialect(&request.inputs, &inputs)?;
    conflicts::check_outputs(request, &inputs)?;
    missing_in_words(&catalogue).iter().for_each(|note| show_note(note));
    output::note_a_broken_set(wanted);
    say_what_was_found(&inputs, &pack);
    let writer = writer(wanted.content, &pack, &filter);
    let context = BatchContext {
        draws: (wanted.cards.is_some() || wanted.reports.is_some() || writer.needs_details())
            .then(|| Draws::of(&models.first())),
        writer,
        pack: &pack,
        models,
        filter,
        pseudonyms: request.key.as_deref().map(key::pseudonyms).transpose()?,
        has_cards: wanted.cards.is_some(),
        reports: wanted.reports.as_ref().map(|_| wanted.printing),
        has_list: wanted.has_workbook(),
        has_profiles: wanted.profile.is_some() || wanted.has_workbook(),
    };
    let cohort = Cohort { request, context: &context, catalogue: &catalogue, inputs: &inputs };
    let (mut output, decisions) = cohort.score(look)?;
    let counts = output.counts.clone();
    let report = Report {
        pack: &pack,
        counts: &counts,
        decisions: &decisions,
        noun: if inputs.iter().all(Input::is_files) { "file" } else { "row" },
        least: request.min_count,
        has_rejects: wanted.rejects.is_some(),
    };
    if wanted.summary.is_some() {
        output.write_summary(&report.json().context("writing the summary")?)?;
    }
    if wanted.reports.is_some() {
        output.write_index(&pack, wanted.printing.paper)?;
    }
    output.keep()?;
    report.say();
    Ok(if counts.rejected > 0 { Outcome::Findings } else { Outcome::Done })
}

fn say_what_was_found(inputs: &[Input], pack: &Pack) {
    for input in inputs {
        if let Kind::Table(table) = &input.kind {
            table.notes(&input.name, pack).iter().for_each(|note| show_note(note));
        }
    }
}

fn writer(content: BatchContent, pack: &Pack, filter: &Filter) -> Writer {
    let filter = filter.clone();
    match content {
        BatchContent::WideRows => Writer::Wide(Wide::of(pack, filter)),
        BatchContent::Rows { has_certainty } => Writer::Rows(Rows::of(pack, filter, has_certainty)),
        BatchContent::Full { .. } => Writer::Full,
        BatchContent::Compact { has_certainty, .. } => Writer::Lines(Box::new(Lines::of(pack, filter, has_certainty))),
        BatchContent::Markdown | BatchContent::Text => Writer::People,
    }
}
