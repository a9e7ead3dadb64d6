//! Which files the paths on the command line mean, and what is in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};

use crate::cli::BatchInput;
use crate::commands::batch::request::RequestedInputs;
use crate::load::read::{self, display_name, input_name, reason};
use crate::load::{AnswersFormat, answers};
use crate::output::print::show_note;
use crate::source::Source;
use crate::text::{count, printable};

/// What is read as one input: a table, a file of one object a line, or answers files that were named side by side.
#[derive(Debug)]
pub(super) struct NamedInput {
    /// What messages call it: the name of its first file, or its number where names are not to be shown.
    pub name: String,
    pub files: NamedFiles,
}

/// The files of one input.
#[derive(Debug)]
pub(super) enum NamedFiles {
    Table(PathBuf),
    Lines(PathBuf),
    /// Answers files, at least one.
    Answers(Vec<PathBuf>),
}

/// Finds every file that was named, and what each of them holds.
pub(super) fn named_inputs(wanted: &RequestedInputs, is_anonymous: bool) -> Result<Vec<NamedInput>> {
    let mut inputs: Vec<NamedInput> = Vec::new();
    for path in &wanted.files {
        for path in expand(path)? {
            // The name of a file may be that of a person.
            let name = if is_anonymous { format!("input {}", inputs.len() + 1) } else { input_name(&path) };
            let files = match kind(&path, &name, wanted.format)? {
                BatchInput::Csv => NamedFiles::Table(path),
                BatchInput::Ndjson => NamedFiles::Lines(path),
                BatchInput::Answers => match inputs.last_mut().map(|last| &mut last.files) {
                    // Neighbours are one input.
                    Some(NamedFiles::Answers(files)) => {
                        files.push(path);
                        continue;
                    }
                    Some(NamedFiles::Table(_) | NamedFiles::Lines(_)) | None => NamedFiles::Answers(vec![path]),
                },
            };
            inputs.push(NamedInput { name, files });
        }
    }
    Ok(inputs)
}

/// Turns a folder or a pattern into the files that it means, in order.
pub(in crate::commands) fn expand(path: &Path) -> Result<Vec<PathBuf>> {
    let shown = printable(&path.display().to_string());
    if path.is_dir() {
        let mut files = Vec::new();
        let mut others = 0;
        for entry in fs::read_dir(path).with_context(|| format!("reading `{shown}`"))? {
            let path = entry.with_context(|| format!("reading `{shown}`"))?.path();
            let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if is_hidden || !path.is_file() {
                continue;
            }
            match AnswersFormat::of(&path) {
                Some(AnswersFormat::Line) if !has_lines(&path) => others += 1,
                Some(_) => files.push(path),
                None => {}
            }
        }
        if others > 0 {
            let others = count(others, "text file");
            show_note(&format!("left out {others} without a line of answers (`rolefit1:...`) in `{shown}`"));
        }
        files.sort();
        if files.is_empty() {
            bail!(
                "no answers files (.toml, .yaml, .json or .txt) in the folder `{shown}`; name tables one by one, or as `{shown}/*.csv`"
            );
        }
        return Ok(files);
    }
    let pattern = path.to_string_lossy();
    if path.exists() || path == Path::new("-") || !pattern.contains(['*', '?', '[']) {
        return Ok(vec![path.to_path_buf()]);
    }
    let found = glob::glob(&pattern).with_context(|| format!("`{shown}` is not a valid pattern"))?;
    let found = found.collect::<Result<Vec<PathBuf>, _>>();
    let found = found.map_err(|error| {
        anyhow!("`{shown}`: cannot read `{}`: {}", display_name(error.path()), reason(error.error(), "no such folder"))
    })?;
    let files: Vec<PathBuf> = found.into_iter().filter(|path| path.is_file()).collect();
    if files.is_empty() {
        bail!("nothing matches `{shown}`");
    }
    Ok(files)
}

/// Goes by the name of a file; standard input shows what it is by its first character.
fn kind(path: &Path, name: &str, asked: Option<BatchInput>) -> Result<BatchInput> {
    if let Some(asked) = asked {
        return Ok(asked);
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("txt") if has_lines(path) => Ok(BatchInput::Answers),
        Some("csv" | "tsv" | "tab" | "txt" | "xlsx" | "xlsm") => Ok(BatchInput::Csv),
        Some("ndjson" | "jsonl") => Ok(BatchInput::Ndjson),
        _ if AnswersFormat::of(path).is_some() => Ok(BatchInput::Answers),
        _ if !path.exists() => bail!("cannot read `{name}`: no such file or folder"),
        Some("xls" | "xlsb" | "ods" | "numbers") => {
            bail!(
                "`{name}` is a workbook of another kind; open it in a spreadsheet and save it as `.xlsx` or CSV UTF-8"
            )
        }
        _ => bail!("unknown format of `{name}`; add `--input-format csv`, `ndjson` or `answers`"),
    }
}

/// Reads a text that may hold lines of answers, as the HTML form copies them; nothing of other files, and of what cannot be read.
pub(super) fn text_of_lines(path: &Path) -> Option<Arc<Source>> {
    (AnswersFormat::of(path) == Some(AnswersFormat::Line)).then(|| read::regular_file(path).ok())?
}

/// Whether a text holds lines of answers.
fn has_lines(path: &Path) -> bool {
    text_of_lines(path).is_some_and(|source| !answers::lines(source.text()).is_empty())
}
