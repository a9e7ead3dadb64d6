//! `rolefit fmt`: files of packs in one layout.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::cli::{FmtArgs, Global};
use crate::commands::fix::{difference, print_differences, replace};
use crate::commands::{Outcome, look, pack};
use crate::diagnostic::Diagnostic;
use crate::load::files::{self, PackLocation};
use crate::load::layout::laid_out;
use crate::load::{read, translation};
use crate::output::destination::is_standard;
use crate::output::print::{Printout, print_exact, show_findings, show_note, show_summary};
use crate::source::Source;
use crate::text::count;

/// A file as it was read; standard input has no path.
struct FileToLayOut {
    source: Arc<Source>,
    path: Option<PathBuf>,
}

/// A file whose layout is another one.
struct Relaid {
    file: FileToLayOut,
    after: String,
}

pub(super) fn run(args: &FmtArgs, global: &Global) -> Result<Outcome> {
    let is_piped = args.paths.iter().any(|path| is_standard(Some(path)));
    if is_piped && args.paths.len() > 1 {
        bail!("standard input cannot be formatted together with files");
    }
    let (files, mut problems) = read_all(&paths(args, global)?);
    let (read, mut left) = (files.len(), 0);
    let mut relaid = Vec::new();
    for file in files {
        match laid_out(&file.source) {
            // A text that is passed on must be printed as it is, too.
            Ok(Some(after)) if after != file.source.text() || is_piped => relaid.push(Relaid { file, after }),
            Ok(Some(_)) => {}
            Ok(None) => {
                left += 1;
                show_note(&format!("left `{}` as it is: another layout would change what it says", file.source.name()));
            }
            Err(found) => problems.extend(found),
        }
    }
    show_findings(&problems, look(global, None));
    let is_failure = !problems.is_empty() || left > 0;
    if is_piped && !args.check && !args.diff {
        relaid.iter().try_for_each(|text| print_exact(&text.after))?;
        return Ok(if is_failure { Outcome::Failed } else { Outcome::Done });
    }
    relaid.retain(|text| text.after != text.file.source.text());
    let would_change = put(&relaid, read, args)?;
    Ok(if is_failure {
        Outcome::Failed
    } else if would_change {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

/// Writes, names or shows what changes, and returns whether that is a finding.
fn put(relaid: &[Relaid], read: usize, args: &FmtArgs) -> Result<bool> {
    let changing = count(relaid.len(), "file");
    if args.diff {
        let difference = |text: &Relaid| difference(text.file.path.as_deref(), &text.file.source, &text.after);
        print_differences(&relaid.iter().map(difference).collect::<Result<String>>()?)?;
    } else if args.check {
        Printout::from(relaid.iter().map(|text| format!("{}\n", text.file.source.name())).collect::<String>())
            .print()?;
    } else {
        for Relaid { file, after } in relaid {
            if let Some(path) = &file.path {
                replace(path, &file.source, after)?;
            }
        }
    }
    let looks_only = args.check || args.diff;
    show_summary(&match (relaid.is_empty(), looks_only) {
        (true, _) => format!("{}: nothing to format", count(read, "file")),
        (false, true) => format!("would format {changing} of {read}"),
        (false, false) => format!("formatted {changing} of {read}"),
    });
    Ok(looks_only && !relaid.is_empty())
}

/// Returns what is named, or the pack that every command would find. The built-in one has no files.
fn paths(args: &FmtArgs, global: &Global) -> Result<Vec<PathBuf>> {
    if !args.paths.is_empty() {
        return Ok(args.paths.clone());
    }
    match pack::location(global) {
        PackLocation::Folder(folder) => {
            pack::note_here(global);
            Ok(vec![folder])
        }
        PackLocation::BuiltIn => bail!("no pack here; name a folder or a file"),
    }
}

/// Reads every file, as far as that goes. One that is named twice is read once.
fn read_all(paths: &[PathBuf]) -> (Vec<FileToLayOut>, Vec<Diagnostic>) {
    let (mut files, mut problems) = (Vec::<FileToLayOut>::new(), Vec::new());
    for path in paths {
        let (found, wrong) = read_one(path);
        problems.extend(wrong);
        for file in found {
            if !files.iter().any(|known| known.source.name() == file.source.name()) {
                files.push(file);
            }
        }
    }
    (files, problems)
}

/// Reads the translations of a pack.
fn translations(pack: &Path) -> (Vec<FileToLayOut>, Vec<Diagnostic>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    match translation::files(pack) {
        Ok(paths) => paths.into_iter().for_each(|path| match read::regular_file(&path) {
            Ok(source) => files.push(FileToLayOut { source, path: Some(path) }),
            Err(problem) => problems.push(problem),
        }),
        Err(problem) => problems.push(problem),
    }
    (files, problems)
}

fn read_one(path: &Path) -> (Vec<FileToLayOut>, Vec<Diagnostic>) {
    if path.is_dir() {
        let pack = files::folder(path);
        let files = pack.iter().map(|file| FileToLayOut { source: Arc::clone(&file.source), path: file.path.clone() });
        let (translations, mut problems) = translations(path);
        problems.extend(pack.problems.iter().cloned());
        return (files.chain(translations).collect(), problems);
    }
    if is_standard(Some(path)) {
        return match read::standard_input() {
            Ok(source) => (vec![FileToLayOut { source, path: None }], Vec::new()),
            Err(problem) => (Vec::new(), vec![problem]),
        };
    }
    match read::file(path) {
        Ok(source) => (vec![FileToLayOut { source, path: Some(path.to_path_buf()) }], Vec::new()),
        Err(problem) => (Vec::new(), vec![problem]),
    }
}
