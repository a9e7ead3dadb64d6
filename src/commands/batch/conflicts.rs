//! Inputs and results that mean nothing together, refused before anything is written; and what an earlier run left behind.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::commands::batch::bytes::Bytes;
use crate::commands::batch::input::{Input, Kind};
use crate::commands::batch::request::{BatchRequest, RequestedInputs, RequestedResults};
use crate::commands::people::is_standard_input;
use crate::load::read::display_name;
use crate::output::destination::{destination, is_standard, take};
use crate::output::marker::Marker;
use crate::output::print::show_note;

/// What says how a table is written means nothing where there is none.
pub(super) fn check_dialect(wanted: &RequestedInputs, inputs: &[Input]) -> Result<()> {
    if inputs.iter().any(|input| matches!(input.kind, Kind::Table(_))) {
        return Ok(());
    }
    if wanted.dialect.encoding.is_some() {
        bail!("`--encoding` needs a table as input; remove it, and save files in other encodings as UTF-8");
    }
    if wanted.dialect.delimiter.is_some() {
        bail!("`--delimiter` needs a table as input; remove it, or add `--input-format csv`");
    }
    if wanted.columns.is_some() {
        bail!("`--columns` needs a table as input; remove it, or add `--input-format csv`");
    }
    Ok(())
}

/// No result is written over what is read, nor over another result or a new key.
pub(super) fn check_outputs(request: &BatchRequest, inputs: &[Input]) -> Result<()> {
    let BatchRequest { key, results, .. } = request;
    let outputs = || results.files();
    let to_standard = outputs().filter(|path| is_standard(Some(path))).count() + usize::from(results.output.is_none());
    if to_standard > 1 {
        bail!("only one result can go to standard output; name a file with `-o`");
    }
    if let Some(key) = key.as_deref().filter(|key| key.is_file()) {
        let file = destination(key);
        if read(request, inputs).any(|path| destination(path) == file) {
            bail!("the key file `{}` is also an input; name another file", display_name(key));
        }
    }
    // A key that is not there yet is written first.
    let mut taken: Vec<PathBuf> = key.iter().map(|key| destination(key)).collect();
    for path in outputs().chain(key).filter(|path| !is_standard(Some(path))) {
        for (folder, content) in [(&results.cards, "cards"), (&results.reports, "reports")] {
            if folder.as_deref().is_some_and(|folder| destination(folder).starts_with(destination(path))) {
                bail!("`{}` is already the folder for {content}; name another file", display_name(path));
            }
        }
    }
    for path in outputs().filter(|path| !is_standard(Some(path))) {
        take(path, read(request, inputs).chain(key), &mut taken)?;
    }
    let mut headers: Vec<String> = inputs.iter().map(|input| input.rejects_header(None)).collect();
    headers.dedup();
    if results.rejects.is_some() && headers.len() > 1 {
        bail!(
            "rejected rows of inputs that are written differently do not fit into one file; run `rolefit batch` for each"
        );
    }
    Ok(())
}

/// Names every file that a run reads or writes, but for its cards.
pub(super) fn named<'a>(request: &'a BatchRequest, inputs: &'a [Input]) -> impl Iterator<Item = &'a PathBuf> {
    read(request, inputs).chain(&request.key).chain(request.results.files())
}

/// Names every file that a run reads, but for its key.
fn read<'a>(request: &'a BatchRequest, inputs: &'a [Input]) -> impl Iterator<Item = &'a PathBuf> {
    request.inputs.named().chain(inputs.iter().flat_map(files))
}

/// The files that an input is read from, also where a pattern was named.
fn files(input: &Input) -> Vec<&PathBuf> {
    match &input.kind {
        Kind::Files(files) => files.iter().map(|file| &file.path).filter(|path| !is_standard_input(path)).collect(),
        Kind::Table(_) | Kind::Lines(_) => input.bytes().and_then(Bytes::path).into_iter().collect(),
    }
}

/// Says that the files of an earlier run do not belong together, if a mark says so.
pub(super) fn note_a_broken_set(wanted: &RequestedResults) {
    if let Some(output) = wanted.output.as_deref().filter(|output| Marker::of(&destination(output)).is_there()) {
        show_note(&format!(
            "an earlier run was killed while it put `{}` and the files beside it in place; until this run is done, they may be of two runs",
            display_name(output)
        ));
    }
}
