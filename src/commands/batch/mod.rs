//! `rolefit batch`: a cohort at once, from a survey export or from answers files.

pub(super) mod arguments;
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
pub(super) mod read;
mod report;
mod reports;
mod request;
mod sheet;
mod table;

use anyhow::{Context, Result};

use crate::cli::{BatchArgs, Global};
use crate::commands::look::look;
use crate::commands::{Outcome, pack, roles};
use crate::load::mapping;
use crate::output::print::{show_findings, show_note};
use crate::render::Filter;
use crate::survey::Catalogue;
use crate::survey::evidence::missing_in_words;
use cohort::Cohort;
use input::{Input, gather};
use report::Report;
pub(super) use report::SummaryJson;

pub(super) fn run(args: &BatchArgs, global: &Global) -> Result<Outcome> {
    let request = &arguments::request(args)?;
    let wanted = &request.results;
    let look = look(global, wanted.output.as_deref());
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let mapping = request.inputs.mapping.as_deref().map(|path| mapping::load(path, &pack)).transpose();
    let Ok(mapping) = mapping.map_err(|problems| show_findings(&problems, look)) else { return Ok(Outcome::Failed) };
    let mapping = mapping.unwrap_or_default();
    let catalogue = Catalogue::of(&pack, &mapping);
    let filter = Filter { roles: roles::indices(&pack, &request.roles)?, top: request.top };
    let named = paths::named_inputs(&request.inputs, request.is_anonymous())?;
    let inputs = gather(named, &request.inputs, &catalogue, &mapping)?;
    conflicts::check_dialect(&request.inputs, &inputs)?;
    conflicts::note_a_broken_set(wanted);
    conflicts::check_outputs(request, &inputs)?;
    missing_in_words(&catalogue).iter().for_each(|note| show_note(note));
    let context = cohort::context(request, &pack, filter)?;
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
