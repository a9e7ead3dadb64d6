//! Everybody's answers as `batch` reads them, with the same rejects and duplicates, but scored by nobody: for `stats`.

use std::path::PathBuf;

use anyhow::Result;

use crate::batch::context::BatchContext;
use crate::batch::counts::Counts;
use crate::batch::models::SharedModels;
use crate::batch::writer::Writer;
use crate::cli::Duplicates;
use crate::commands::batch::cohort::Cohort;
use crate::commands::batch::input::{Input, gather};
use crate::commands::batch::messages::say;
use crate::commands::batch::paths::named_inputs;
use crate::commands::batch::request::{BatchContent, BatchRequest, RequestedInputs, RequestedResults};
use crate::commands::batch::{arguments, conflicts};
use crate::load::mapping::Mapping;
use crate::output::file::Readers;
use crate::output::print::show_note;
use crate::pack::Pack;
use crate::render::Filter;
use crate::render::csv::Notation;
use crate::render::page::Look;
use crate::render::report::frame::Paper;
use crate::render::report::printing::Printing;
use crate::statistics::recorded::RecordedAnswers;
use crate::survey::Catalogue;
use crate::survey::evidence::missing_in_words;
use crate::text::count;

/// What is read, and where rows go that cannot be.
#[derive(Debug)]
pub(in crate::commands) struct ReadRequest {
    pub inputs: RequestedInputs,
    pub duplicates: Duplicates,
    /// Where the result goes: none of the inputs.
    pub output: Option<PathBuf>,
    pub rejects: Option<PathBuf>,
    pub readers: Readers,
    pub jobs: usize,
    pub is_verbose: bool,
    pub has_progress: bool,
}

/// Everybody's answers.
#[derive(Debug)]
pub(in crate::commands) struct ReadAnswers {
    pub answers: RecordedAnswers,
    pub rejected: usize,
}

/// Reads everybody's answers; rows that cannot be read are said, and written where that is asked for.
pub(in crate::commands) fn read(
    wanted: ReadRequest,
    pack: &Pack,
    mapping: &Mapping,
    look: Look,
) -> Result<ReadAnswers> {
    let questionnaire = pack.questionnaire();
    let mut request = batch_request(wanted);
    arguments::check_streams(&request.inputs.files, request.inputs.format)?;
    let catalogue = Catalogue::of(pack, mapping);
    let named = named_inputs(&request.inputs, false)?;
    let inputs = gather(named, &request.inputs, &catalogue, mapping)?;
    conflicts::check_dialect(&request.inputs, &inputs)?;
    conflicts::check_outputs(&request, &inputs)?;
    missing_in_words(&catalogue).iter().for_each(|note| show_note(note));
    // The result is written when it is there.
    request.results.output = None;
    let context = BatchContext {
        pack,
        models: SharedModels::of(pack),
        draws: None,
        writer: Writer::Answers,
        filter: Filter::default(),
        pseudonyms: None,
        has_cards: false,
        has_list: false,
        reports: None,
        has_profiles: false,
    };
    let cohort = Cohort { request: &request, context: &context, catalogue: &catalogue, inputs: &inputs };
    let (mut output, _) = cohort.score(look)?;
    let rows = std::mem::take(&mut output.answers);
    let counts = output.counts.clone();
    output.keep()?;
    say_counts(&counts, &inputs, request.results.rejects.is_some());
    Ok(ReadAnswers { answers: RecordedAnswers::of(rows, questionnaire), rejected: counts.rejected })
}

fn batch_request(wanted: ReadRequest) -> BatchRequest {
    BatchRequest {
        inputs: wanted.inputs,
        results: RequestedResults {
            output: wanted.output,
            content: BatchContent::Rows { has_certainty: false },
            rejects: wanted.rejects,
            profile: None,
            summary: None,
            cards: None,
            reports: None,
            printing: Printing { paper: Paper::A4, has_answers: false },
            readers: wanted.readers,
            notation: Notation::PLAIN,
            mark: "",
            has_header: true,
        },
        roles: Vec::new(),
        top: None,
        duplicates: wanted.duplicates,
        key: None,
        min_count: 1,
        jobs: wanted.jobs,
        is_verbose: wanted.is_verbose,
        has_progress: wanted.has_progress,
    }
}

fn say_counts(counts: &Counts, inputs: &[Input], has_rejects: bool) {
    let noun = if inputs.iter().all(Input::is_files) { "file" } else { "row" };
    let Counts { read, scored, rejected, duplicates, skipped, empty, .. } = counts;
    let hint = if has_rejects { "" } else { " (write them to a file with `--rejects FILE`)" };
    let others = [
        (*rejected, format!("rejected{hint}")),
        (*duplicates, "set aside as duplicates".to_owned()),
        (*skipped, "marked as previews or tests".to_owned()),
        (*empty, "without an id or an answer".to_owned()),
    ];
    let others =
        others.into_iter().filter(|(number, _)| *number > 0).map(|(number, words)| format!(", {number} {words}"));
    say(&format!("{} read: {scored} used{}", count(*read, noun), others.collect::<String>()));
}
