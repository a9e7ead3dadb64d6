//! A run over every input: people are scored as they come, and once more where somebody came twice.

use std::io::{self, Read};
use std::slice;

use anyhow::{Context, Result, anyhow, bail};

use crate::batch::answers_worker::AnswersWorker;
use crate::batch::chunks::{Broken, Cause, Chunks, Fault, LONGEST_RECORD, Start};
use crate::batch::context::BatchContext;
use crate::batch::csv_worker::CsvWorker;
use crate::batch::lines::Lines;
use crate::batch::models::SharedModels;
use crate::batch::people::id_hashes::repeated;
use crate::batch::people::row::{Names, Row};
use crate::batch::plan::{Plan, Purpose};
use crate::batch::profiles;
use crate::batch::rows::Rows;
use crate::batch::run::{Accept, Stop, run};
use crate::batch::wide::Wide;
use crate::batch::writer::Writer;
use crate::cli::Duplicates;
use crate::commands::batch::books::Books;
use crate::commands::batch::bytes::Bytes;
use crate::commands::batch::duplicates::{Decision, decide};
use crate::commands::batch::input::{Input, Kind};
use crate::commands::batch::key;
use crate::commands::batch::messages::Messages;
use crate::commands::batch::output::Output;
use crate::commands::batch::request::{BatchContent, BatchRequest};
use crate::commands::batch::sheet::TableWriter;
use crate::output::print::show_note;
use crate::output::progress::Progress;
use crate::pack::Pack;
use crate::render::Filter;
use crate::render::page::Look;
use crate::scoring::Draws;
use crate::survey::Catalogue;
use crate::text::{all_of, count};

/// What is read, and how.
pub(super) struct Cohort<'a> {
    pub request: &'a BatchRequest,
    pub context: &'a BatchContext<'a>,
    pub catalogue: &'a Catalogue<'a>,
    pub inputs: &'a [Input],
}

/// Decides what people are scored with, and what is shown of them.
pub(super) fn context<'p>(request: &BatchRequest, pack: &'p Pack, filter: Filter) -> Result<BatchContext<'p>> {
    let wanted = &request.results;
    let models = SharedModels::of(pack);
    let writer = match wanted.content {
        BatchContent::WideRows => Writer::Wide(Wide::of(pack, filter.clone())),
        BatchContent::Rows { has_certainty } => Writer::Rows(Rows::of(pack, filter.clone(), has_certainty)),
        BatchContent::Full { .. } => Writer::Full,
        BatchContent::Compact { has_certainty, .. } => {
            Writer::Lines(Box::new(Lines::of(pack, filter.clone(), has_certainty)))
        }
        BatchContent::Markdown | BatchContent::Text => Writer::People,
    };
    let has_details = wanted.cards.is_some() || wanted.reports.is_some() || writer.needs_details();
    Ok(BatchContext {
        draws: has_details.then(|| Draws::of(&models.first())),
        writer,
        pack,
        models,
        filter,
        pseudonyms: request.key.as_deref().map(key::pseudonyms).transpose()?,
        has_cards: wanted.cards.is_some(),
        reports: wanted.reports.as_ref().map(|_| wanted.printing),
        has_list: wanted.has_workbook(),
        has_profiles: wanted.profile.is_some() || wanted.has_workbook(),
    })
}

impl Cohort<'_> {
    /// Says how the tables are written and what their columns are.
    fn say_what_was_found(&self) {
        for input in self.inputs {
            if let Kind::Table(table) = &input.kind {
                table.notes(&input.name, self.context.pack).iter().for_each(|note| show_note(note));
            }
        }
        if self.request.inputs.columns.is_some() {
            show_note("a part of a table: people who are also in other parts are not detected");
        }
    }

    /// Scores everybody; when some come more than once, again without their other rows. The output is complete then, but
    /// not kept yet.
    pub(super) fn score(&self, look: Look) -> Result<(Output<'_>, Vec<Decision>)> {
        self.say_what_was_found();
        let mut output = self.open(look, Messages::few_or_all(self.request.is_verbose))?;
        self.pass(&Purpose::Scores, &[], &mut output)?;
        output.messages.say_the_rest();
        if output.counts.read == 0 && self.request.inputs.columns.is_none() {
            let names: Vec<&str> = self.inputs.iter().map(|input| input.name.as_str()).collect();
            bail!("no people in {}; nothing written", all_of(names));
        }
        let decisions = self.decisions(std::mem::take(&mut output.id_hashes))?;
        if !decisions.is_empty() {
            drop(output);
            output = self.open(look, Messages::silent())?;
            self.pass(&Purpose::Scores, &decisions, &mut output)?;
        }
        output.end_sheet()?;
        Ok((output, decisions))
    }

    fn open(&self, look: Look, messages: Messages) -> Result<Output<'_>> {
        let length = self.inputs.iter().map(|input| input.bytes().and_then(Bytes::length)).sum();
        let wanted = &self.request.results;
        let progress = Progress::of(self.request.has_progress, length);
        let mut output = Output::open(self.request, self.inputs, self.context.pack.roles().len(), messages, progress)?;
        output.sheet = TableWriter::of(wanted, self.context, look);
        output.books = Books::of(wanted, self.context, self.inputs)?;
        let mark = wanted.mark;
        let header = match &self.context.writer {
            _ if !wanted.has_header => String::new(),
            Writer::Rows(rows) => rows.header(),
            Writer::Wide(wide) => wide.header().to_owned(),
            Writer::Lines(_) | Writer::Full | Writer::People | Writer::Answers => String::new(),
        };
        // The mark is for tables alone.
        let of_result = if wanted.content.is_csv() { mark } else { "" };
        output.write(&format!("{of_result}{header}"))?;
        let of_profiles = if wanted.has_header { profiles::header(self.context.pack) } else { String::new() };
        output.write_profiles(format!("{mark}{of_profiles}").as_bytes())?;
        let first = self.inputs.first().filter(|_| wanted.has_header);
        let rejects = first.map(|input| input.rejects_header(self.request.inputs.mapping.as_deref()));
        let rejects = rejects.unwrap_or_default();
        let mark = if rejects.is_empty() { "" } else { mark };
        output.write_rejects(format!("{mark}{rejects}").as_bytes())?;
        Ok(output)
    }

    /// Reads every input once.
    fn pass(&self, purpose: &Purpose, decisions: &[Decision], output: &mut Output) -> Result<()> {
        for (index, input) in self.inputs.iter().enumerate() {
            let aside = decisions.iter().flat_map(|decision| &decision.rows).filter(|(input, _)| *input == index);
            let mut aside: Vec<usize> = aside.map(|(_, record)| *record).collect();
            aside.sort_unstable();
            output.before_number = input.before_number();
            self.read(input, purpose, &aside, output)?;
            if input.bytes().is_some_and(Bytes::has_changed) {
                bail!("`{}` changed while it was read; nothing written; run the command again", input.name);
            }
        }
        output.progress.clear();
        Ok(())
    }

    /// Reads one input, but for the rows that are set aside.
    fn read(&self, input: &Input, purpose: &Purpose, aside: &[usize], output: &mut Output) -> Result<()> {
        let reading = || format!("reading `{}`", input.name);
        let jobs = self.request.jobs;
        let read = match &input.kind {
            Kind::Table(table) => {
                let mut plan = Plan::of(self.context, self.catalogue, table.shape(&input.stem), purpose.clone());
                plan.set_aside = aside.to_vec();
                let chunks = self.sized(table.chunks().with_context(reading)?);
                run(chunks, jobs, || CsvWorker::of(&plan), output)
            }
            Kind::Lines(bytes) => {
                let chunks = self.sized(Chunks::of(bytes.text().with_context(reading)?, Start::FIRST, None));
                run(chunks, jobs, || AnswersWorker::of(self.context, &input.name, &input.stem, purpose, aside), output)
            }
            Kind::Files(files) => {
                let mut worker = AnswersWorker::of(self.context, "", "", purpose, aside);
                for (record, file) in files.iter().enumerate() {
                    let name = self.place(input, record, 0);
                    output.before_number = format!("{name}:");
                    output.accept(worker.file(record, &name, file.read(self.context.pack)))?;
                }
                Ok(())
            }
        };
        read.map_err(|stop| in_words(input, stop))
    }

    /// Keeps what a chunk comes to small.
    fn sized<R: Read>(&self, chunks: Chunks<R>) -> Chunks<R> {
        if self.context.is_roomy() { chunks.small() } else { chunks }
    }

    /// Decides about everybody who comes more than once.
    fn decisions(&self, id_hashes: Vec<u64>) -> Result<Vec<Decision>> {
        if self.request.duplicates == Duplicates::Keep {
            return Ok(Vec::new());
        }
        let suspects = repeated(id_hashes);
        if suspects.is_empty() {
            return Ok(Vec::new());
        }
        let messages = Messages::few_or_all(self.request.is_verbose);
        let place =
            |Row { input, occurrence }: &Row| self.place(&self.inputs[*input], occurrence.record, occurrence.line);
        let names = Names { pseudonyms: self.context.pseudonyms.as_ref(), place: &place };
        decide(self.rows(suspects)?, self.request.duplicates, &names, messages)
    }

    /// Finds the rows of people who may come more than once.
    fn rows(&self, suspects: Vec<u64>) -> Result<Vec<Row>> {
        let purpose = Purpose::Occurrences(suspects);
        let mut rows = Vec::new();
        for (index, input) in self.inputs.iter().enumerate() {
            let roles = self.context.pack.roles().len();
            let mut output = Output::nowhere(roles, Messages::silent(), Progress::of(false, None));
            let alone = Cohort { inputs: slice::from_ref(input), ..*self };
            alone.pass(&purpose, &[], &mut output)?;
            rows.extend(output.occurrences.into_iter().map(|occurrence| Row { input: index, occurrence }));
        }
        Ok(rows)
    }

    /// What messages call a person's place: a line, or a file. The names of answers files are people's names.
    fn place(&self, input: &Input, record: usize, line: usize) -> String {
        match &input.kind {
            Kind::Files(files) if self.context.pseudonyms.is_some() => {
                format!("file {} of {}", record + 1, files.len())
            }
            Kind::Files(files) => files[record].name(),
            Kind::Table(_) => format!("{}{record}", input.before_number()),
            Kind::Lines(_) => format!("{}{line}", input.before_number()),
        }
    }
}

/// Says why nothing was written.
fn in_words(input: &Input, stop: Stop) -> anyhow::Error {
    let name = &input.name;
    match stop {
        Stop::Broken(Broken { line, cause: Cause::Unreadable(error) })
            if error.kind() == io::ErrorKind::InvalidData =>
        {
            anyhow!("{name}:{line}: {error}; nothing written; look at this line, or save the file as CSV UTF-8")
        }
        Stop::Broken(Broken { cause: Cause::Unreadable(error), .. }) => {
            anyhow::Error::new(error).context(format!("reading `{name}`"))
        }
        Stop::Broken(Broken { line, cause: Cause::UnclosedQuote }) => {
            anyhow!("{name}:{line}: unclosed quote; nothing written")
        }
        Stop::Broken(Broken { line, cause: Cause::TooLong }) => anyhow!(
            "{name}:{line}: the line is longer than {} MiB; nothing written; look for missing line endings",
            LONGEST_RECORD >> 20,
        ),
        Stop::Fault(Fault::NotUtf8 { line, byte }) => {
            let help = match input.kind {
                Kind::Table(_) => {
                    "if the file comes from Excel, try `--encoding windows-1252`, or save it as CSV UTF-8"
                }
                Kind::Lines(_) | Kind::Files(_) => "JSON must be UTF-8: save the file as UTF-8",
            };
            anyhow!("{name}:{line}: byte 0x{byte:02X} is not valid UTF-8; nothing written; {help}")
        }
        Stop::Fault(Fault::Ragged { row, cells, columns }) => anyhow!(
            "{name}: row {row}: {} here, {columns} in the header, and nothing was written; look for a missing quote or delimiter in this row or just before it",
            count(cells, "cell"),
        ),
        Stop::Unwritable(error) => error.into(),
    }
}
