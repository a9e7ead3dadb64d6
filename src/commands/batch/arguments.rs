//! From the arguments of `batch` to what they ask for. Flags that mean nothing together are refused before anything is read.

use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use anyhow::{Result, bail};

use crate::cli::{BatchArgs, BatchFormat, BatchInput, ReadingArgs};
use crate::commands::batch::request::{BatchContent, BatchRequest, RequestedInputs, RequestedResults};
use crate::commands::batch::table::mapping_named_in;
use crate::load::read::display_name;
use crate::load::workbook::{names_other_workbook, names_workbook};
use crate::output::destination::is_standard;
use crate::output::file::Readers;
use crate::output::print::show_note;
use crate::render::csv::Notation;
use crate::survey::dialect::StatedDialect;
use crate::text::BYTE_ORDER_MARK;

/// Counts of fewer people are hidden where results are made for others.
const ANONYMOUS_MIN_COUNT: usize = 5;

/// Decides what the arguments ask for.
pub(super) fn request(args: &BatchArgs) -> Result<BatchRequest> {
    check_flags(args)?;
    check_workbooks(args)?;
    check_inputs(args)?;
    let default_min_count = if args.anonymize.is_some() { ANONYMOUS_MIN_COUNT } else { 1 };
    Ok(BatchRequest {
        inputs: RequestedInputs { columns: args.columns.clone(), ..requested_inputs(&args.files, &args.reading) },
        results: results(args),
        roles: args.role.clone(),
        top: args.top.map(|top| top as usize),
        duplicates: args.duplicates,
        key: args.anonymize.clone(),
        min_count: args.min_count.map_or(default_min_count, |least| least as usize),
        jobs: jobs(args.jobs),
        is_verbose: args.verbose,
        has_progress: !args.no_progress,
    })
}

/// Decides what is read, and how.
pub(in crate::commands) fn requested_inputs(files: &[PathBuf], args: &ReadingArgs) -> RequestedInputs {
    RequestedInputs {
        files: files.to_vec(),
        format: args.input_format,
        mapping: mapping(files, args.map.as_ref()),
        dialect: StatedDialect { delimiter: args.delimiter, encoding: args.encoding },
        sheet: args.sheet.clone(),
        columns: None,
    }
}

/// Decides how many worker threads there are.
pub(in crate::commands) fn jobs(asked: Option<u16>) -> usize {
    asked.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from)
}

/// Takes the mapping that a table of rejected rows names, where none is given.
fn mapping(files: &[PathBuf], asked: Option<&PathBuf>) -> Option<PathBuf> {
    if let ([table], None) = (files, asked)
        && let Some(mapping) = mapping_named_in(table)
    {
        show_note(&format!("mapping `{}`, which `{}` names", display_name(&mapping), display_name(table)));
        return Some(mapping);
    }
    asked.cloned()
}

fn results(args: &BatchArgs) -> RequestedResults {
    let default_delimiter = if args.decimal_comma { b';' } else { b',' };
    RequestedResults {
        output: args.output.clone(),
        content: content(args),
        rejects: args.rejects.clone(),
        profile: args.profile.clone(),
        summary: args.summary.clone(),
        cards: args.each.clone(),
        reports: args.reports.clone(),
        printing: args.page.printing(),
        readers: Readers::of_personal(args.shared),
        notation: Notation {
            delimiter: args.output_delimiter.unwrap_or(default_delimiter),
            has_decimal_comma: args.decimal_comma,
        },
        mark: if args.bom { BYTE_ORDER_MARK } else { "" },
        has_header: !args.no_header,
    }
}

fn content(args: &BatchArgs) -> BatchContent {
    let is_array = args.format == BatchFormat::Json;
    match args.format {
        BatchFormat::Csv if args.wide => BatchContent::WideRows,
        BatchFormat::Csv => BatchContent::Rows { has_certainty: args.certainty },
        BatchFormat::Ndjson | BatchFormat::Json if args.full => BatchContent::Full { is_array },
        BatchFormat::Ndjson | BatchFormat::Json => BatchContent::Compact { has_certainty: args.certainty, is_array },
        BatchFormat::Markdown => BatchContent::Markdown,
        BatchFormat::Table => BatchContent::Text,
    }
}

/// Refuses flags that mean nothing together.
fn check_flags(args: &BatchArgs) -> Result<()> {
    let is_json = matches!(args.format, BatchFormat::Json | BatchFormat::Ndjson);
    let is_csv = args.format == BatchFormat::Csv;
    if args.wide && !is_csv {
        bail!("`--wide` needs CSV; remove it, or use `--format csv`");
    }
    for (is_given, flag) in [(args.bom, "--bom"), (args.no_header, "--no-header")] {
        if is_given && !is_csv && args.profile.is_none() {
            bail!("`{flag}` needs CSV; remove it, or use `--format csv`");
        }
    }
    if (args.output_delimiter.is_some() || args.decimal_comma) && !is_csv && args.profile.is_none() {
        let flag = if args.decimal_comma { "--decimal-comma" } else { "--output-delimiter" };
        bail!("`{flag}` needs CSV; remove it, or use `--format csv`");
    }
    if args.decimal_comma && args.output_delimiter == Some(b',') {
        bail!("`--decimal-comma` needs another delimiter; use `--output-delimiter ';'` or `tab`");
    }
    if args.full && !is_json {
        bail!("`--full` needs JSON; use `--format ndjson` or `--format json`");
    }
    if args.certainty && (args.wide || !is_csv && !is_json) {
        bail!("`--certainty` needs NDJSON, JSON, or CSV without `--wide`");
    }
    if args.each.as_deref().is_some_and(|folder| is_standard(Some(folder))) {
        bail!("`--each` needs a folder, not `-`; write `./-` for a folder named `-`");
    }
    if args.reports.as_deref().is_some_and(|folder| is_standard(Some(folder))) {
        bail!("`--reports` needs a folder, not `-`; write `./-` for a folder named `-`");
    }
    if args.anonymize.as_deref().is_some_and(|key| is_standard(Some(key))) {
        bail!("`--anonymize` needs a key file, not `-`; write `./-` for a file named `-`");
    }
    Ok(())
}

/// Refuses inputs that cannot be read as they are named.
fn check_inputs(args: &BatchArgs) -> Result<()> {
    if args.files.is_empty() {
        bail!("missing input file; try `rolefit batch responses.csv -o scores.csv`");
    }
    if args.columns.as_deref() == Some(Path::new("-")) {
        bail!("`--columns` needs a file with the header, not `-`; write `./-` for a file named `-`");
    }
    check_streams(&args.files, args.reading.input_format)
}

/// Refuses standard input where it is unclear what it holds.
pub(super) fn check_streams(files: &[PathBuf], format: Option<BatchInput>) -> Result<()> {
    let streams = files.iter().filter(|path| *path == Path::new("-")).count();
    if streams > 1 {
        bail!("`-` (standard input) can only be given once");
    }
    if streams == 1 && format.is_none() {
        bail!(
            "unknown format of standard input; add `--input-format csv`, `ndjson`, or `answers` for lines of answers"
        );
    }
    Ok(())
}

/// Refuses workbooks that cannot be written, and flags that mean nothing for them.
fn check_workbooks(args: &BatchArgs) -> Result<()> {
    let has_workbook = args.output.as_deref().is_some_and(names_workbook);
    let tables = || [&args.output, &args.rejects, &args.profile].into_iter().flatten();
    if let Some(other) = tables().find(|path| names_other_workbook(path)) {
        bail!("cannot write `{}`: workbooks are written as `.xlsx`; name such a file", display_name(other));
    }
    if let Some(summary) = args.summary.as_deref().filter(|path| names_workbook(path) || names_other_workbook(path)) {
        bail!("`--summary` writes JSON, not a workbook; name a `.json` file in place of `{}`", display_name(summary));
    }
    if has_workbook && args.format != BatchFormat::Csv {
        bail!("`-o` names a workbook, which has tables only; remove `--format`, or name another file");
    }
    let has_csv = args.format == BatchFormat::Csv && !has_workbook
        || args.profile.as_deref().is_some_and(|path| !names_workbook(path));
    let flags = [
        (args.bom, "--bom"),
        (args.no_header, "--no-header"),
        (args.decimal_comma, "--decimal-comma"),
        (args.output_delimiter.is_some(), "--output-delimiter"),
    ];
    if let Some((_, flag)) = flags.iter().find(|(is_given, _)| *is_given && !has_csv)
        && tables().any(|path| names_workbook(path))
    {
        bail!("`{flag}` is for CSV; remove it, because a workbook needs none");
    }
    Ok(())
}
