//! Flags and files that mean nothing together, refused before anything is read or written.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::cli::{BatchArgs, BatchFormat, BatchInput};
use crate::commands::batch::bytes::Bytes;
use crate::commands::batch::input::{Input, Kind};
use crate::load::read::display_name;
use crate::output::destination::{destination, is_standard, take};
use crate::render::csv::Notation;

/// Refuses flags that mean nothing together.
pub(super) fn check_flags(args: &BatchArgs) -> Result<()> {
    let is_json = matches!(args.format, BatchFormat::Json | BatchFormat::Ndjson);
    let is_csv = args.format == BatchFormat::Csv;
    if args.wide && !is_csv {
        bail!("`--wide` needs CSV; remove it, or use `--format csv`");
    }
    if args.bom && !is_csv && args.profile.is_none() {
        bail!("`--bom` needs CSV; remove it, or use `--format csv`");
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

/// How tables are written.
pub(super) fn notation(args: &BatchArgs) -> Notation {
    let default = if args.decimal_comma { b';' } else { b',' };
    Notation { delimiter: args.output_delimiter.unwrap_or(default), has_decimal_comma: args.decimal_comma }
}

/// Refuses inputs that cannot be read as they are named.
pub(super) fn check_inputs(args: &BatchArgs) -> Result<()> {
    if args.files.is_empty() {
        bail!("missing input file; try `rolefit batch responses.csv -o scores.csv`");
    }
    let streams = args.files.iter().filter(|path| *path == Path::new("-")).count();
    if streams > 1 {
        bail!("`-` (standard input) can only be given once");
    }
    if streams == 1 && args.input_format.is_none_or(|format| format == BatchInput::Answers) {
        bail!("unknown format of standard input; add `--input-format csv` or `--input-format ndjson`");
    }
    Ok(())
}

/// What says how a table is written means nothing where there is none.
pub(super) fn check_dialect(args: &BatchArgs, inputs: &[Input]) -> Result<()> {
    if inputs.iter().any(|input| matches!(input.kind, Kind::Table(_))) {
        return Ok(());
    }
    if args.encoding.is_some() {
        bail!("`--encoding` needs a table as input; remove it, and save files in other encodings as UTF-8");
    }
    if args.delimiter.is_some() {
        bail!("`--delimiter` needs a table as input; remove it, or add `--input-format csv`");
    }
    Ok(())
}

/// No result is written over what is read, nor over another result or a new key.
pub(super) fn check_outputs(args: &BatchArgs, inputs: &[Input]) -> Result<()> {
    let outputs = || [&args.output, &args.rejects, &args.profile, &args.summary].into_iter().flatten();
    let to_standard = outputs().filter(|path| is_standard(Some(path))).count() + usize::from(args.output.is_none());
    if to_standard > 1 {
        bail!("only one result can go to standard output; name a file with `-o`");
    }
    if let Some(key) = args.anonymize.as_deref().filter(|key| key.is_file()) {
        let file = destination(key);
        if read(args, inputs).any(|path| destination(path) == file) {
            bail!("the key file `{}` is also an input; name another file", display_name(key));
        }
    }
    // A key that is not there yet is written first.
    let mut taken: Vec<PathBuf> = args.anonymize.iter().map(|key| destination(key)).collect();
    for path in outputs().chain(&args.anonymize).filter(|path| !is_standard(Some(path))) {
        for (folder, content) in [(&args.each, "cards"), (&args.reports, "reports")] {
            if folder.as_deref().is_some_and(|folder| destination(folder).starts_with(destination(path))) {
                bail!("`{}` is already the folder for {content}; name another file", display_name(path));
            }
        }
    }
    for path in outputs().filter(|path| !is_standard(Some(path))) {
        take(path, read(args, inputs).chain(&args.anonymize), &mut taken)?;
    }
    let mut headers: Vec<String> = inputs.iter().map(|input| input.rejects_header(None)).collect();
    headers.dedup();
    if args.rejects.is_some() && headers.len() > 1 {
        bail!(
            "rejected rows of inputs that are written differently do not fit into one file; run `rolefit batch` for each"
        );
    }
    Ok(())
}

/// Names every file that a run reads or writes, but for its cards.
pub(super) fn named<'a>(args: &'a BatchArgs, inputs: &'a [Input]) -> impl Iterator<Item = &'a PathBuf> {
    let results = [&args.output, &args.rejects, &args.profile, &args.summary];
    read(args, inputs).chain(&args.anonymize).chain(results.into_iter().flatten())
}

/// Names every file that a run reads, but for its key.
fn read<'a>(args: &'a BatchArgs, inputs: &'a [Input]) -> impl Iterator<Item = &'a PathBuf> {
    args.files.iter().chain(&args.map).chain(inputs.iter().flat_map(files))
}

/// The files that an input is read from, also where a pattern was named.
fn files(input: &Input) -> Vec<&PathBuf> {
    match &input.kind {
        Kind::Files(files) => files.iter().map(|file| &file.path).collect(),
        Kind::Table(_) | Kind::Lines(_) => input.bytes().and_then(Bytes::path).into_iter().collect(),
    }
}
