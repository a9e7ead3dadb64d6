//! `rolefit panel`: ratings of candidates, sealed before they are shown.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::cli::{Global, PanelAction, PanelArgs, PanelReportArgs, SealArgs, ShowArgs};
use crate::commands::kit::write_document;
use crate::commands::{Outcome, Printout, look, pack};
use crate::diagnostic::Diagnostic;
use crate::load::read::display_name;
use crate::load::{Format, answers, pack::file_digest, ratings};
use crate::output::file::{Readers, write_new_file};
use crate::output::print::{show_findings, show_summary};
use crate::pack::Pack;
use crate::panel::RatingSheet;
use crate::render::page::Page;
use crate::render::panel::{self, PanelOfOne};
use crate::scoring::{Model, assess};
use crate::source::Source;
use crate::text::{count, each_of, excerpt};

/// What the name of a seal ends in, behind the name of its file.
const SEAL: &str = "seal";

/// The rating files that could be read.
struct Read {
    sheets: Vec<(PathBuf, RatingSheet, String)>,
    /// Names of files that cannot be read as ratings and have no seal.
    open: Vec<String>,
    /// Whether a file could not be read.
    has_problems: bool,
}

pub(super) fn run(args: &PanelArgs, global: &Global) -> Result<Outcome> {
    let Some(pack) = pack::find(global, look(global, None)) else { return Ok(Outcome::Failed) };
    match &args.action {
        PanelAction::Seal(args) => seal(args, &pack, global),
        PanelAction::Show(args) => show(args, &pack, global),
        PanelAction::Report(args) => write_report(args, &pack, global),
    }
}

fn seal(args: &SealArgs, pack: &Pack, global: &Global) -> Result<Outcome> {
    let read = read(&args.files, pack, global);
    for (path, sheet, digest) in &read.sheets {
        let shown = display_name(path);
        if !write_new_file(&seal_of(path), format!("{digest}\n").as_bytes())? {
            match is_sealed(path, digest) {
                true => show_summary(&format!("`{shown}` was sealed before")),
                false => bail!(
                    "`{shown}` has changed since it was sealed; put it back as it was, or agree to remove its seal"
                ),
            }
            continue;
        }
        show_summary(&format!("sealed `{shown}`: what {} says of {}, {digest}", sheet.rater, sheet.candidate));
    }
    Ok(if read.has_problems { Outcome::Failed } else { Outcome::Done })
}

fn show(args: &ShowArgs, pack: &Pack, global: &Global) -> Result<Outcome> {
    let mut read = read(&rating_files(&args.paths)?, pack, global);
    if let Some(name) = &args.candidate {
        read.sheets.retain(|(_, sheet, _)| &sheet.candidate == name);
        if read.sheets.is_empty() {
            bail!("no ratings of `{}`", excerpt(name, 40));
        }
    }
    check_sealed(&read, args.raters)?;
    let look = look(global, None);
    let answers = args.answers.as_deref().map(|path| answers::file(path, None, pack)).transpose();
    let Ok(answers) = answers.map_err(|problems| show_findings(&problems, look)) else { return Ok(Outcome::Failed) };
    if let (Some(path), Some(answers), Some(name)) = (&args.answers, &answers, &args.candidate)
        && answers.person != *name
    {
        bail!(
            "`{}` has the answers of `{}`, not of `{}`; if they are the same person, write that name as `id` under `[person]`",
            display_name(path),
            excerpt(&answers.person, 40),
            excerpt(name, 40)
        );
    }
    let own = answers.map(|answers| {
        let model = Model::asking(pack, answers.responses.parallels.clone());
        let profile = assess(&model, &answers.responses).profile;
        (0..model.areas.len()).map(|area| profile.area_score(&model, area)).collect::<Vec<_>>()
    });
    let pages: Vec<String> =
        panels(&read, pack, own.as_deref()).iter().map(|one| panel::candidate(one).to_text(look)).collect();
    Printout::from(pages.join("\n")).print()?;
    Ok(if read.has_problems { Outcome::Failed } else { Outcome::Done })
}

fn write_report(args: &PanelReportArgs, pack: &Pack, global: &Global) -> Result<Outcome> {
    let read = read(&rating_files(&args.paths)?, pack, global);
    check_sealed(&read, args.raters)?;
    let all = panels(&read, pack, None);
    let mut page = Page::default();
    for role in pack.roles() {
        let of_role: Vec<&PanelOfOne<'_>> = all.iter().filter(|one| one.role.id == role.id).collect();
        if !of_role.is_empty() {
            page.blocks.extend(panel::report(pack, role, &of_role).blocks);
        }
    }
    page.blocks.extend(all.iter().flat_map(|one| panel::candidate(one).blocks));
    write_document(&page, "Panel", pack, &args.document, Readers::Owner)?;
    Ok(if read.has_problems { Outcome::Failed } else { Outcome::Done })
}

/// Names the rating files: folders give their `*.yaml` and `*.yml`, in order.
fn rating_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).with_context(|| format!("reading {}", display_name(path)))?;
        let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.retain(|file| file.is_file() && Format::of(file) == Some(Format::Yaml));
        found.sort();
        files.extend(found);
    }
    Ok(files)
}

/// Reads rating files; one with problems is shown and left out.
fn read(files: &[PathBuf], pack: &Pack, global: &Global) -> Read {
    let (mut sheets, mut open, mut problems): (Vec<_>, _, Vec<Diagnostic>) = (Vec::new(), Vec::new(), Vec::new());
    for path in files {
        match ratings::load(path, pack) {
            Ok((sheet, source)) => sheets.push((path.clone(), sheet, digest(&source))),
            Err(found) => {
                problems.extend(found);
                open.extend((path.exists() && !seal_of(path).exists()).then(|| display_name(path)));
            }
        }
    }
    show_findings(&problems, look(global, None));
    Read { sheets, open, has_problems: !problems.is_empty() }
}

fn digest(source: &Source) -> String {
    file_digest("ratings", source.text())
}

fn seal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(SEAL);
    PathBuf::from(name)
}

fn is_sealed(path: &Path, digest: &str) -> bool {
    fs::read_to_string(seal_of(path)).is_ok_and(|sealed| sealed.trim() == digest)
}

/// Nothing is shown until every rating is sealed as it is, and each candidate has enough raters, each once.
fn check_sealed(read: &Read, raters: u32) -> Result<()> {
    let changed = read.sheets.iter().filter(|(path, _, digest)| !is_sealed(path, digest));
    let open: Vec<String> = read.open.iter().cloned().chain(changed.map(|(path, ..)| display_name(path))).collect();
    if !open.is_empty() {
        let open = each_of(open.iter().map(String::as_str));
        bail!("nothing is shown before all ratings are sealed; not sealed, or changed since: {open}");
    }
    if read.sheets.is_empty() {
        bail!("no ratings to show");
    }
    for (candidate, role) in people(read) {
        let of_this: Vec<&str> = of(read, candidate, role).map(|sheet| sheet.rater.as_str()).collect();
        if let Some(rater) =
            of_this.iter().enumerate().find_map(|(place, rater)| of_this[..place].contains(rater).then_some(rater))
        {
            bail!("duplicate ratings of `{}` by `{}`; each rater has one", excerpt(candidate, 40), excerpt(rater, 40));
        }
        if of_this.len() < raters as usize {
            bail!(
                "`{}` has {}, and the panel needs {raters}; `--raters` says how many it takes",
                excerpt(candidate, 40),
                count(of_this.len(), "sealed rating"),
            );
        }
    }
    Ok(())
}

/// The candidates with the roles they are rated for, in order of name.
fn people(read: &Read) -> Vec<(&str, usize)> {
    let mut people: Vec<(&str, usize)> =
        read.sheets.iter().map(|(_, sheet, _)| (sheet.candidate.as_str(), sheet.role)).collect();
    people.sort_unstable();
    people.dedup();
    people
}

fn of<'r>(read: &'r Read, candidate: &'r str, role: usize) -> impl Iterator<Item = &'r RatingSheet> {
    let sheets = read.sheets.iter().map(|(_, sheet, _)| sheet);
    sheets.filter(move |sheet| sheet.candidate == candidate && sheet.role == role)
}

fn panels<'a>(read: &'a Read, pack: &'a Pack, own: Option<&'a [Option<f64>]>) -> Vec<PanelOfOne<'a>> {
    let panel = |(candidate, role): (&'a str, usize)| {
        let mut sheets: Vec<&RatingSheet> = of(read, candidate, role).collect();
        sheets.sort_by(|a, b| a.rater.cmp(&b.rater));
        PanelOfOne { pack, role: &pack.roles()[role], candidate, sheets, answers: own }
    };
    people(read).into_iter().map(panel).collect()
}
