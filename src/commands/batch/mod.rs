//! `rolefit batch`: a cohort at once, from a survey export or from answers files.

mod duplicates;
mod input;
mod output;
mod report;
mod sheet;
mod watch;

use std::fs;
use std::io;
use std::path::Path;
use std::thread::available_parallelism;

use anyhow::{Context, Result, anyhow, bail};

use crate::batch::Catalogue;
use crate::batch::answered::Desk;
use crate::batch::chunks::{Broken, Chunks};
use crate::batch::keys::{Keys, repeated};
use crate::batch::lines::Lines;
use crate::batch::plan::{Plan, Purpose, Table};
use crate::batch::pseudonyms::Pseudonyms;
use crate::batch::rows::Rows;
use crate::batch::run::{Accept, Fault, Stop, run as score};
use crate::batch::scribe::Setting;
use crate::batch::wide::Wide;
use crate::batch::worker::Worker;
use crate::batch::writer::Writer;
use crate::cli::{BatchArgs, BatchFormat, Duplicates, Global};
use crate::commands::output::{look, show_findings, show_note, write_private_file};
use crate::commands::{Outcome, pack, roles};
use crate::load::{answers, mapping, read};
use crate::render::Filter;
use crate::scoring::{Draws, Model};
use crate::text::count;
use duplicates::{Decision, Row, decide};
use input::{Input, Kind, gather};
use output::{Cards, Output, Shape, Target};
use report::Report;

pub(super) fn run(args: &BatchArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.output.as_deref());
    check_choices(args)?;
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let mapping = match args.map.as_deref().map(|path| mapping::load(path, &pack)).transpose() {
        Ok(mapping) => mapping.unwrap_or_default(),
        Err(problems) => {
            show_findings(&problems, look);
            return Ok(Outcome::Failed);
        }
    };
    let catalogue = Catalogue::of(&pack, &mapping);
    let model = Model::of(&pack);
    let filter = Filter { roles: roles::indices(&pack, &args.role)?, top: args.top.map(|top| top as usize) };
    let inputs = gather(args, &catalogue, &mapping)?;
    check_outputs(args, &inputs)?;
    for input in &inputs {
        if let Kind::Table(table) = &input.kind {
            table.notes(&input.name, &pack).iter().for_each(|note| show_note(note));
        }
    }
    let setting = Setting {
        writer: writer(args, &pack, &filter),
        pack: &pack,
        draws: &Draws::of(&model),
        model: &model,
        filter,
        pseudonyms: args.anonymize.as_deref().map(pseudonyms).transpose()?,
        has_cards: args.each.is_some(),
    };
    let cohort = Cohort { args, setting: &setting, catalogue: &catalogue, inputs: &inputs };
    let (counts, decisions) = cohort.score(look)?;
    let report = Report { pack: &pack, counts: &counts, decisions: &decisions, shows_small_cells: args.small_cells };
    if let Some(path) = &args.summary {
        report.write(path)?;
    }
    report.say();
    Ok(if counts.rejected > 0 { Outcome::Findings } else { Outcome::Done })
}

/// Refuses flags that mean nothing together.
fn check_choices(args: &BatchArgs) -> Result<()> {
    let is_json = matches!(args.format, BatchFormat::Json | BatchFormat::Ndjson);
    let is_csv = args.format == BatchFormat::Csv;
    if args.wide && !is_csv {
        bail!("`--wide` is a form of CSV; leave it out, or add `--format csv`");
    }
    if args.bom && !is_csv {
        bail!("`--bom` is for CSV; leave it out, or add `--format csv`");
    }
    if args.full && !is_json {
        bail!("`--full` is a form of JSON; add `--format ndjson` or `json`");
    }
    if args.certainty && (args.wide || !is_csv && !is_json) {
        bail!("`--certainty` is for CSV with one row per role, NDJSON and JSON");
    }
    Ok(())
}

/// No result is written over what is read, nor over another result.
fn check_outputs(args: &BatchArgs, inputs: &[Input]) -> Result<()> {
    let mut taken: Vec<_> = args.files.iter().chain(&args.map).filter_map(|path| fs::canonicalize(path).ok()).collect();
    for input in inputs {
        if let Kind::Files(files) = &input.kind {
            taken.extend(files.iter().filter_map(|path| fs::canonicalize(path).ok()));
        }
    }
    for path in [&args.output, &args.rejects, &args.summary].into_iter().flatten() {
        let full = fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.clone());
        if path != Path::new("-") && fs::metadata(&full).map_or(true, |data| data.is_file()) {
            if taken.contains(&full) {
                bail!("`{}` is read or written already; name another file", read::display_name(path));
            }
            taken.push(full);
        }
    }
    let mut kinds: Vec<_> = inputs.iter().map(rejects_header).collect();
    kinds.dedup();
    if args.rejects.is_some() && kinds.len() > 1 {
        bail!("rejected rows of inputs with different columns do not fit into one file; run `rolefit batch` for each");
    }
    Ok(())
}

fn writer(args: &BatchArgs, pack: &crate::pack::Pack, filter: &Filter) -> Writer {
    let filter = filter.clone();
    match args.format {
        BatchFormat::Csv if args.wide => Writer::Wide(Wide::of(pack, filter)),
        BatchFormat::Csv => Writer::Rows(Rows::of(pack, filter, args.certainty)),
        BatchFormat::Ndjson | BatchFormat::Json if args.full => Writer::Full,
        BatchFormat::Ndjson | BatchFormat::Json => Writer::Lines(Box::new(Lines::of(pack, filter, args.certainty))),
        BatchFormat::Markdown | BatchFormat::Table => Writer::People,
    }
}

/// Reads the key of pseudonyms, or makes one.
fn pseudonyms(path: &Path) -> Result<Pseudonyms> {
    /// A key that is shorter could be tried out.
    const LEAST: usize = 16;
    match fs::read(path) {
        Ok(key) if key.trim_ascii().len() >= LEAST => Ok(Pseudonyms::with(key.trim_ascii())),
        Ok(_) => bail!("the key in `{}` is shorter than {LEAST} bytes", path.display()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = Pseudonyms::new_key()?;
            write_private_file(path, format!("{key}\n").as_bytes())?;
            show_note(&format!("wrote a new key to `{}`; who has it can link pseudonyms to ids", path.display()));
            Ok(Pseudonyms::with(key.as_bytes()))
        }
        Err(error) => Err(error).with_context(|| format!("reading the key in `{}`", path.display())),
    }
}

/// The header of the file of rejected rows.
fn rejects_header(input: &Input) -> String {
    match &input.kind {
        Kind::Table(table) => {
            let delimiter = table.delimiter();
            let rows = table.header.iter().enumerate().map(|(index, row)| {
                let reason = if index == 0 { "reason" } else { "" };
                crate::batch::rows::line(row.iter().chain([reason]), delimiter)
            });
            rows.collect()
        }
        Kind::Lines(_) | Kind::Files(_) => String::new(),
    }
}

/// What is read, and how.
struct Cohort<'a> {
    args: &'a BatchArgs,
    setting: &'a Setting<'a>,
    catalogue: &'a Catalogue<'a>,
    inputs: &'a [Input],
}

impl<'a> Cohort<'a> {
    /// Scores everybody; when some come more than once, again without their other rows.
    fn score(&self, look: crate::render::page::Look) -> Result<(crate::batch::counts::Counts, Vec<Decision>)> {
        let mut output = self.open()?;
        let keys = self.pass(&Purpose::Scores, &[], &mut output)?;
        let mut decisions = Vec::new();
        if self.args.duplicates != Duplicates::Keep {
            let suspects = repeated(keys).context("looking for people who come twice")?;
            if !suspects.is_empty() {
                let name = |person: &str| self.shown(person);
                decisions = decide(self.rows(suspects)?, self.args.duplicates, name)?;
                self.say(&decisions);
            }
        }
        if !decisions.is_empty() {
            output = self.open()?;
            self.pass(&Purpose::Scores, &decisions, &mut output)?;
        }
        if output.counts.read == 0 {
            bail!("there are no people in {}", count(self.inputs.len(), "input"));
        }
        let people = std::mem::take(&mut output.people);
        if self.args.format == BatchFormat::Table {
            output.begin(&sheet::page(self.setting, &people).to_text(look), "").context("writing the result")?;
        } else if self.args.format == BatchFormat::Markdown {
            output.begin(&sheet::page(self.setting, &people).to_markdown(), "").context("writing the result")?;
        }
        Ok((output.keep().context("writing the result")?, decisions))
    }

    fn open(&self) -> Result<Output<'a>> {
        let args = self.args;
        let result = Target::open(args.output.as_deref())?;
        let rejects = args.rejects.as_deref().map(|path| Target::open(Some(path))).transpose()?;
        watch::interrupts([result.path(), rejects.as_ref().and_then(Target::path)]);
        let cards = args.each.as_deref().map(Cards::of).transpose()?;
        let length = self.inputs.iter().map(|input| input.bytes().and_then(input::Bytes::length)).sum();
        let shape = Shape {
            is_array: args.format == BatchFormat::Json,
            is_verbose: args.verbose,
            shows_progress: !args.no_progress,
            length,
        };
        let mut output = Output::of(self.setting.model.roles.len(), result, rejects, cards, &shape);
        let header = match &self.setting.writer {
            Writer::Rows(rows) => rows.header(),
            Writer::Wide(wide) => wide.header().to_owned(),
            Writer::Lines(_) | Writer::Full | Writer::People => String::new(),
        };
        let mark = if args.bom { "\u{feff}" } else { "" };
        let rejects = self.inputs.first().map(rejects_header).unwrap_or_default();
        output.begin(&format!("{mark}{header}"), &rejects).context("writing the result")?;
        Ok(output)
    }

    /// Reads every input once.
    fn pass(&self, purpose: &Purpose, decisions: &[Decision], output: &mut Output<'a>) -> Result<Vec<Keys>> {
        let jobs = self.args.jobs.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from);
        let mut keys = Vec::new();
        for (index, input) in self.inputs.iter().enumerate() {
            let aside = decisions.iter().flat_map(|decision| &decision.rows).filter(|(input, _)| *input == index);
            let mut aside: Vec<usize> = aside.map(|(_, record)| *record).collect();
            aside.sort_unstable();
            output.input = &input.name;
            let length = input.bytes().and_then(input::Bytes::length);
            let read = match &input.kind {
                Kind::Table(table) => {
                    let layout = &table.layout;
                    let shape = Table { layout, delimiter: table.delimiter(), stem: &input.stem };
                    let mut plan = Plan::of(self.setting, self.catalogue, shape, purpose.clone());
                    plan.set_aside = aside;
                    let chunks = table.chunks(plan.counts_records());
                    let chunks = chunks.with_context(|| format!("reading `{}`", input.name))?;
                    score(chunks, jobs, || Worker::of(&plan), output)
                }
                Kind::Lines(bytes) => {
                    let file = bytes.open().with_context(|| format!("reading `{}`", input.name))?;
                    let chunks = Chunks::of(file, Vec::new(), 1, None, true);
                    let desk = || Desk::of(self.setting, &input.name, &input.stem, purpose, &aside);
                    score(chunks, jobs, desk, output)
                }
                Kind::Files(files) => {
                    let mut desk = Desk::of(self.setting, "", "", purpose, &aside);
                    for (record, path) in files.iter().enumerate() {
                        desk.turn_the_page();
                        desk.take(1, record, &read::display_name(path), answers::file(path, None, self.setting.pack));
                        output.accept(desk.page()).context("writing the result")?;
                    }
                    Ok(vec![crate::batch::run::Work::keys(desk)])
                }
            };
            keys.extend(read.map_err(|stop| in_words(&input.name, stop))?);
            if input.bytes().and_then(input::Bytes::length) != length {
                bail!("`{}` changed while it was read, and nothing was written; run it again", input.name);
            }
        }
        Ok(keys)
    }

    /// Finds the rows of people who may come more than once.
    fn rows(&self, suspects: Vec<u64>) -> Result<Vec<Row>> {
        let purpose = Purpose::Occurrences(suspects);
        let mut rows = Vec::new();
        for (index, input) in self.inputs.iter().enumerate() {
            let shape = Shape { is_array: false, is_verbose: false, shows_progress: false, length: None };
            let mut output = Output::of(self.setting.model.roles.len(), Target::Nowhere, None, None, &shape);
            let alone = Cohort { inputs: std::slice::from_ref(input), ..*self };
            alone.pass(&purpose, &[], &mut output)?;
            rows.extend(output.occurrences.into_iter().map(|occurrence| {
                let place = match &input.kind {
                    Kind::Files(files) => read::display_name(&files[occurrence.record]),
                    Kind::Table(_) | Kind::Lines(_) => format!("{}:{}", input.name, occurrence.line),
                };
                Row { input: index, place, occurrence }
            }));
        }
        Ok(rows)
    }

    fn shown(&self, person: &str) -> String {
        match &self.setting.pseudonyms {
            Some(pseudonyms) => pseudonyms.of(person.as_bytes()),
            None => person.to_owned(),
        }
    }

    fn say(&self, decisions: &[Decision]) {
        const MOST_SHOWN: usize = 10;
        let shown = if self.args.verbose { decisions.len() } else { MOST_SHOWN };
        for Decision { person, kept, set_aside, .. } in decisions.iter().take(shown) {
            output::say(&format!("`{person}`: {kept} is scored, {} set aside", set_aside.join(", ")));
        }
        if let Some(more @ 1..) = decisions.len().checked_sub(shown) {
            output::say(&format!("and {more} more people with several rows; `-v` shows them all"));
        }
    }
}

fn in_words(name: &str, stop: Stop) -> anyhow::Error {
    match stop {
        Stop::Broken(Broken::Unreadable(error)) => anyhow::Error::new(error).context(format!("reading `{name}`")),
        Stop::Broken(Broken::UnclosedQuote { line }) => {
            anyhow!("{name}:{line}: a quote that opens here is never closed, and nothing was written")
        }
        Stop::Fault(Fault::NotUtf8 { line, byte }) => anyhow!(
            "{name}:{line}: byte 0x{byte:02X} is not UTF-8, and nothing was written; if the file comes from Excel try `--encoding windows-1252`"
        ),
        Stop::Fault(Fault::Ragged { line, cells, columns }) => anyhow!(
            "{name}:{line}: {}, the header has {columns}, and nothing was written; look for a missing quote or delimiter there or just before",
            count(cells, "cell"),
        ),
        Stop::Unwritable(error) => anyhow::Error::new(error).context("writing the result"),
    }
}
