//! `rolefit test`: what the pack says of people beside what its tests expect.

mod failures;
mod update;

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::cli::{Global, TestArgs, TestFormat};
use crate::commands::outputs::Outputs;
use crate::commands::{Outcome, look, pack};
use crate::diagnostic::Diagnostic;
use crate::expectation::{Case, Observed, People};
use crate::load::cases::{self, Cases, FOLDER};
use crate::load::files::PackLocation;
use crate::load::pack::load;
use crate::load::read::display_name;
use crate::output::print::{show_findings, show_summary};
use crate::pack::Pack;
use crate::render::findings::cases::{Tested, junit, summary};
use crate::render::findings::{github, human};

pub(super) fn run(args: &TestArgs, global: &Global) -> Result<Outcome> {
    let outputs = Outputs::of(&args.format, TestFormat::Human, &args.pack.iter().collect::<Vec<_>>(), Vec::new())?;
    let folder = folder(args, global)?;
    let pack = match load(&PackLocation::Folder(folder.clone())) {
        Ok(pack) => pack::as_variant(pack, global)?,
        Err(findings) => {
            show_findings(&findings, look(global, None));
            return Ok(Outcome::Failed);
        }
    };
    let (read, problems) = read(&folder, &pack);
    if read.is_empty() && problems.is_empty() {
        anyhow::bail!(
            "no cases in `{}`; the page on CI in `docs` shows how to write one, and `rolefit init DIR` writes a first",
            display_name(&folder.join(FOLDER))
        );
    }
    let tested: Vec<Tested> = read.iter().flat_map(|cases| test(cases, &pack)).collect();
    if args.update {
        show_findings(&problems, look(global, None));
        return update::write(&read, &tested).map(|()| outcome(&[], &problems));
    }
    outputs.write(global, |format, look| match format {
        TestFormat::Human => human(&all(&tested, &problems), look.width),
        TestFormat::Junit => junit(&tested, &problems),
        TestFormat::Github => github(&all(&tested, &problems)),
    })?;
    show_summary(&summary(&tested, read.len(), &problems));
    Ok(outcome(&tested, &problems))
}

/// Finds the pack folder: the one that is named, or the one that every command would find. The built-in one has no folder.
fn folder(args: &TestArgs, global: &Global) -> Result<PathBuf> {
    if let Some(folder) = &args.pack {
        return Ok(folder.clone());
    }
    match pack::location(global) {
        PackLocation::Folder(folder) => {
            pack::note_here(global);
            Ok(folder)
        }
        PackLocation::BuiltIn => anyhow::bail!("no pack here; name a folder"),
    }
}

/// Reads every file of cases, as far as that goes.
fn read(folder: &Path, pack: &Pack) -> (Vec<Cases>, Vec<Diagnostic>) {
    let files = match cases::files(folder) {
        Ok(files) => files,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for path in files {
        match cases::file(&path, pack) {
            Ok(cases) => read.push(cases),
            Err(found) => problems.extend(found),
        }
    }
    (read, problems)
}

fn test(cases: &Cases, pack: &Pack) -> Vec<Tested> {
    let test = |case: &Case| {
        let observed = match &case.people {
            People::One(answers) => Observed::of_one(pack, &answers.responses),
            People::Simulated(simulated) => Observed::of_many(pack, *simulated),
        };
        let line = failures::line(cases, &case.name);
        let file = cases.places.source().name().to_owned();
        Tested { file, name: case.name.clone(), line, failures: failures::of(cases, case, pack, &observed) }
    };
    cases.cases.iter().map(test).collect()
}

/// Puts together what is said, in file order.
fn all(tested: &[Tested], problems: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = tested.iter().flat_map(|case| case.failures.clone()).collect();
    all.extend_from_slice(problems);
    crate::diagnostic::sort(&mut all);
    all
}

fn outcome(tested: &[Tested], problems: &[Diagnostic]) -> Outcome {
    if !problems.is_empty() {
        Outcome::Failed
    } else if tested.iter().any(|case| !case.failures.is_empty()) {
        Outcome::Findings
    } else {
        Outcome::Done
    }
}
