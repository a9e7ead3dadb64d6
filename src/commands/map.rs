//! `rolefit map`: what the columns and answers of a survey's export mean, as a mapping file to edit.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};

use crate::cli::{Global, MapArgs};
use crate::commands::people::is_standard_input;
use crate::commands::{Outcome, Printout, look, pack, workbook};
use crate::diagnostic::Diagnostic;
use crate::load::mapping::{self, Mapping};
use crate::load::read::{self, FileHead, display_name, input_name};
use crate::output::destination::{behind, replaces_a_file};
use crate::output::file::Readers;
use crate::output::print::{show_findings, show_note, show_summary};
use crate::pack::Pack;
use crate::source::Source;
use crate::survey::dialect::{StatedDialect, shown};
use crate::survey::evidence::{doubts, missing_in_words};
use crate::survey::faults::unreadable_rows;
use crate::survey::proposal::Proposal;
use crate::survey::sample::{ROWS, Sample};
use crate::survey::{Catalogue, Problem};
use crate::text::{count, excerpt};

/// As many rows of a workbook are looked at as of a table, and one more: so it is known that there are more.
const LAST_ROW: usize = ROWS + 40;

pub(super) fn run(args: &MapArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.output.as_deref());
    check_output(args)?;
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let (mut mapping, mut head) = match inputs(args, &pack) {
        Ok(inputs) => inputs,
        Err(findings) => {
            show_findings(&findings, look);
            return Ok(Outcome::Failed);
        }
    };
    let catalogue = Catalogue::of(&pack, &mapping);
    let is_guess = mapping.preset.is_none();
    let sheet = sheet(args, &mut head, &catalogue, &mapping)?;
    let sample = sample(args, &head, &catalogue, &mut mapping)?;
    let proposal = Proposal::of(&sample, &mapping, &catalogue, is_guess);
    let text = proposal.to_toml(&input_name(&args.file));
    let mut problems = problems_of(&sample, &catalogue, &mapping);
    if problems.is_empty() && proposal.is_complete() {
        problems.extend(read_again(&text, &head, &pack, &sample, &catalogue, &mapping));
    }
    Printout::from(text).write(args.output.as_deref(), Readers::AsUsual)?;
    problems.iter().for_each(|problem| show_note(&problem.to_string()));
    missing_in_words(&catalogue).iter().for_each(|note| show_note(note));
    show_summary(&format!(
        "{}: {}",
        input_name(&args.file),
        dialect_in_words(&sample, sheet.as_deref(), &mapping, is_guess)
    ));
    show_summary(&found_in_words(&proposal));
    Ok(if proposal.known() == 0 {
        Outcome::Failed
    } else if problems.is_empty() && proposal.is_complete() {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

/// Everything for which `batch` would refuse the table.
fn problems_of(sample: &Sample, catalogue: &Catalogue<'_>, mapping: &Mapping) -> Vec<Problem> {
    let mut problems = sample.layout(catalogue, mapping).err().unwrap_or_default();
    let recognised = sample.recognise(catalogue, mapping);
    problems.extend(doubts(sample, &recognised, catalogue));
    // Where the header is refused, no row is looked at.
    if problems.is_empty() {
        problems.extend(unreadable_rows(sample, &recognised, catalogue, mapping));
    }
    problems.extend(sample.ragged());
    problems
}

/// Reads the table with the mapping that is about to be written: what `map` calls finished, `batch` must read the same way.
fn read_again(
    text: &str,
    head: &FileHead,
    pack: &Pack,
    sample: &Sample,
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
) -> Vec<Problem> {
    let Ok(mut again) = mapping::text(&Source::new("mapping", text), pack) else {
        return vec![Problem::new("the mapping cannot be read back").help("edit what it says of the columns")];
    };
    let other = Catalogue::of(pack, &again);
    let found = match Sample::read(&head.bytes, head.is_cut, &other, &mut again, StatedDialect::default()) {
        Ok(found) => found,
        Err(problem) => return vec![problem],
    };
    let problems = problems_of(&found, &other, &again);
    let columns = |sample: &Sample, catalogue, mapping| sample.layout(catalogue, mapping).map(|layout| layout.columns);
    if problems.is_empty() && columns(&found, &other, &again) != columns(sample, catalogue, mapping) {
        let problem = Problem::new("the mapping does not say everything that was recognised");
        return vec![problem.help("rename headers that are blank or repeated in the file")];
    }
    problems
}

/// A mapping that someone has edited is not replaced by a new proposal, unless that began with it.
fn check_output(args: &MapArgs) -> Result<()> {
    let Some(output) = args.output.as_deref().filter(|output| replaces_a_file(output)) else { return Ok(()) };
    let is_same = |other: &Path| behind(other) == behind(output);
    if is_same(&args.file) {
        bail!("`{}` is the input; name another file for the mapping", display_name(output));
    }
    if !args.map.as_deref().is_some_and(is_same) {
        bail!("`{}` already exists; name another file, or pass it with `--map` to extend it", display_name(output));
    }
    Ok(())
}

fn inputs(args: &MapArgs, pack: &Pack) -> Result<(Mapping, FileHead), Vec<Diagnostic>> {
    let mut mapping = match &args.map {
        Some(path) => mapping::load(path, pack)?,
        None => Mapping::default(),
    };
    mapping.preset = args.preset.or(mapping.preset);
    // What is asked for here will be needed again when the mapping is used.
    mapping.delimiter = args.delimiter.or(mapping.delimiter);
    mapping.encoding = args.encoding.or(mapping.encoding);
    let head = read::head(&args.file).map_err(|problem| vec![problem])?;
    Ok((mapping, head))
}

/// Takes the sheet of a workbook in place of its bytes, and returns its name.
fn sheet(args: &MapArgs, head: &mut FileHead, catalogue: &Catalogue<'_>, mapping: &Mapping) -> Result<Option<String>> {
    let name = input_name(&args.file);
    let saved = if is_standard_input(&args.file) {
        workbook::saved(Cursor::new(&head.bytes), args.sheet.as_deref(), LAST_ROW, catalogue, mapping)
    } else {
        let file = File::open(&args.file).with_context(|| format!("reading `{name}`"))?;
        if !file.metadata()?.is_file() {
            return Ok(None);
        }
        workbook::saved(file, args.sheet.as_deref(), LAST_ROW, catalogue, mapping)
    };
    let saved = saved.map_err(Problem::from);
    let saved = saved.map_err(|Problem { message, help }| anyhow!("{name}: {message}; {}", help.join("; ")))?;
    let Some(mut saved) = saved else { return Ok(None) };
    head.bytes.clear();
    saved.table.read_to_end(&mut head.bytes)?;
    head.is_cut = false;
    Ok(Some(saved.name))
}

fn sample(args: &MapArgs, head: &FileHead, catalogue: &Catalogue<'_>, mapping: &mut Mapping) -> Result<Sample> {
    match Sample::read(&head.bytes, head.is_cut, catalogue, mapping, StatedDialect::default()) {
        Ok(sample) if sample.header.is_empty() => bail!("{}: the file is empty", input_name(&args.file)),
        Ok(sample) => Ok(sample),
        Err(Problem { message, help }) => bail!("{}: {message}; {}", input_name(&args.file), help.join("; ")),
    }
}

/// Says how the table is written, as far as that was not said before.
fn dialect_in_words(sample: &Sample, sheet: Option<&str>, mapping: &Mapping, is_guess: bool) -> String {
    let dialect = sample.dialect;
    let mark = if dialect.has_mark { " with a byte-order mark" } else { "" };
    let preset = match mapping.preset.map(|preset| preset.habits().name) {
        Some(name) if is_guess => format!(", preset `{name}` (detected)"),
        Some(name) => format!(", preset `{name}`"),
        None => String::new(),
    };
    let headers = count(dialect.header_rows, "row");
    match sheet {
        Some(sheet) => format!("sheet `{}`, {headers} of headers{preset}", excerpt(sheet, 40)),
        None => format!(
            "{}{mark}, delimiter `{}`, {headers} of headers{preset}",
            dialect.encoding.name(),
            shown(dialect.delimiter),
        ),
    }
}

fn found_in_words(proposal: &Proposal<'_>) -> String {
    let sample = proposal.sample();
    let part =
        if sample.is_part { format!(" in the first {}", count(sample.rows.len(), "row")) } else { String::new() };
    format!(
        "{} of {} found, {} unused, {} not understood{part}",
        proposal.known(),
        count(proposal.items(), "item"),
        count(proposal.unused(), "column"),
        count(proposal.unread(), "value"),
    )
}
