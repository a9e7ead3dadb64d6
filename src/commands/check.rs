//! `rolefit check`: everything that is wrong with packs and answers files, and advice about what is not.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, anyhow, bail};

use crate::check;
use crate::cli::{CheckArgs, FailOn, Global, LeastSeverity};
use crate::commands::baseline::Baseline;
use crate::commands::findings::Outputs;
use crate::commands::look::look;
use crate::commands::{Outcome, baseline, fix, pack};
use crate::diagnostic::{Diagnostic, rename, sort};
use crate::lint::catalogue;
use crate::lint::filter::{Choice, code};
use crate::lint::fix::mend;
use crate::lint::resolve::check_pack;
use crate::load::config::{self, Config};
use crate::load::date::Date;
use crate::load::files::{self, PackFiles, PackLocation};
use crate::load::ignores::{Ignore, apply};
use crate::load::pack::survey;
use crate::load::{answers, repository};
use crate::output::print::show_findings;
use crate::rule::Severity;
use crate::text::excerpt;

pub(super) fn run(args: &CheckArgs, global: &Global) -> Result<Outcome> {
    let outputs = Outputs::of(args)?;
    let config = match configuration(args) {
        Ok(config) => config,
        Err(problems) => {
            show_findings(&problems, look(global, None));
            return Ok(Outcome::Failed);
        }
    };
    let baseline = args.baseline.as_deref().map(baseline::read).transpose()?;
    let sieve = Sieve { args, choice: choice(args)?, config, baseline, today: today(args)? };
    let mut targets = targets(args, global)?;
    if args.fix || args.diff {
        let mended = mend(&mut targets.packs, |packs| {
            let findings = sieve.judged(Seen::of(packs, args.deep));
            sieve.shown(sieve.counted(findings))
        });
        // Where there is no file, that is what is to be said.
        if args.diff && targets.files() > 0 {
            fix::show(&mended)?;
            return Ok(if mended.is_empty() { Outcome::Done } else { Outcome::Findings });
        }
        fix::write(&mended)?;
    }
    let mut seen = Seen::of(&targets.packs, args.deep);
    seen.look_at_answers(&targets.answers, global);
    let files = seen.files;
    let findings = sieve.judged(seen);
    if let Some(baseline) = &sieve.baseline {
        baseline.show_gone(&findings);
    }
    let mut findings = sieve.counted(findings);
    if let Some(path) = &args.write_baseline {
        baseline::write(&findings, path)?;
        findings.clear();
    }
    let is_failure = findings.iter().any(|finding| fails(args.fail_on, finding.severity));
    outputs.write(&sieve.shown(findings), files, global)?;
    Ok(match (files, is_failure) {
        (0, _) => Outcome::Failed,
        (_, true) => Outcome::Findings,
        (_, false) => Outcome::Done,
    })
}

/// What decides about findings: comments and flags, the configuration, the baseline.
struct Sieve<'a> {
    args: &'a CheckArgs,
    choice: Choice,
    config: Config,
    baseline: Option<Baseline<'a>>,
    today: Date,
}

impl Sieve<'_> {
    /// Returns what is to be said about files, in order.
    fn judged(&self, seen: Seen) -> Vec<Diagnostic> {
        // Comments first: one that silences a rule which is not asked for is still in use.
        let findings = apply(seen.findings, &seen.ignores, &catalogue(), self.today).into_iter();
        let findings = findings.filter(|finding| self.choice.includes(finding.rule)).filter_map(|finding| {
            let severity = self.config.severity_of(&finding)?;
            Some(Diagnostic { severity, ..finding })
        });
        let mut findings: Vec<_> = findings.collect();
        let here = std::env::current_dir().unwrap_or_default();
        if let Some(root) = repository::root(&here) {
            rename(&mut findings, |file| repository::name_below(root, &here, file));
        }
        sort(&mut findings);
        findings
    }

    /// Returns the findings that are new.
    fn counted(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        match &self.baseline {
            Some(baseline) => baseline.without_known(findings),
            None => findings,
        }
    }

    fn shown(&self, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        findings.retain(|finding| finding.severity >= least(self.args.min_severity));
        findings
    }
}

fn choice(args: &CheckArgs) -> Result<Choice> {
    let codes = |names: &[String]| names.iter().map(|name| code(name)).collect::<Result<Vec<_>>>();
    Ok(Choice { select: codes(&args.select)?, ignore: codes(&args.ignore)? })
}

/// The configuration that was named, or the one found upward from here.
fn configuration(args: &CheckArgs) -> Result<Config, Vec<Diagnostic>> {
    let found = || std::env::current_dir().ok().and_then(|here| config::find(&here));
    match args.config.clone().or_else(|| if args.no_config { None } else { found() }) {
        Some(path) => config::load(&path, &catalogue()),
        None => Ok(Config::default()),
    }
}

/// Dates in comments are compared with a day that can be fixed: the same command then says the same tomorrow.
fn today(args: &CheckArgs) -> Result<Date> {
    if let Some(today) = args.today {
        return Ok(today);
    }
    let seconds = match std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty()) {
        Some(text) => text.parse().map_err(|_| {
            let text = excerpt(&text, 40);
            anyhow!("SOURCE_DATE_EPOCH is `{text}`, expected seconds since 1970; unset it, or give `--today`")
        })?,
        None => {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(since.as_secs()).unwrap_or(i64::MAX / 2)
        }
    };
    Ok(Date::of_epoch(seconds))
}

fn fails(fail_on: FailOn, severity: Severity) -> bool {
    match fail_on {
        FailOn::Error => severity >= Severity::Error,
        FailOn::Warning => severity >= Severity::Warning,
        FailOn::Note => true,
        FailOn::Never => false,
    }
}

fn least(severity: LeastSeverity) -> Severity {
    match severity {
        LeastSeverity::Error => Severity::Error,
        LeastSeverity::Warning => Severity::Warning,
        LeastSeverity::Note => Severity::Note,
    }
}

/// What to look at: packs or parts of them, and answers files.
#[derive(Default)]
struct Targets {
    packs: Vec<PackFiles>,
    answers: Vec<PathBuf>,
}

impl Targets {
    fn files(&self) -> usize {
        self.packs.iter().map(|files| files.iter().count()).sum::<usize>() + self.answers.len()
    }
}

/// Sorts the paths into packs and answers files; single role files of one folder are one pack.
fn targets(args: &CheckArgs, global: &Global) -> Result<Targets> {
    if args.paths.is_empty() {
        let pack = match pack::location(global) {
            PackLocation::BuiltIn => files::built_in_texts(),
            PackLocation::Folder(folder) => files::folder(&folder),
        };
        return Ok(Targets { packs: vec![pack], answers: Vec::new() });
    }
    let mut targets = Targets::default();
    let mut single: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
    for path in &args.paths {
        if path.is_dir() {
            targets.packs.push(files::folder(path));
        } else if !path.exists() {
            bail!("there is no file or folder `{}`", excerpt(&path.display().to_string(), 200));
        } else if files::is_pack_file(path) {
            let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
            match single.iter_mut().find(|(other, _)| *other == folder) {
                Some((_, names)) => names.push(path.clone()),
                None => single.push((folder, vec![path.clone()])),
            }
        } else {
            targets.answers.push(path.clone());
        }
    }
    targets.packs.extend(single.into_iter().map(|(folder, paths)| files::chosen(&folder, &paths)));
    Ok(targets)
}

/// What has been looked at so far.
#[derive(Default)]
struct Seen {
    findings: Vec<Diagnostic>,
    ignores: Vec<Ignore>,
    files: usize,
}

impl Seen {
    fn of(packs: &[PackFiles], deep: bool) -> Self {
        let mut seen = Self::default();
        for files in packs {
            seen.look_at_pack(files.clone(), deep);
        }
        seen
    }

    /// Answers are what a person said: nothing is mended in them.
    fn look_at_answers(&mut self, paths: &[PathBuf], global: &Global) {
        if paths.is_empty() {
            return;
        }
        self.files += paths.len();
        // Of answers to an unsound pack nothing can be said but that.
        let found: Vec<Diagnostic> = match pack::load(global) {
            Ok(pack) => paths.iter().filter_map(|path| answers::file(path, None, &pack).err()).flatten().collect(),
            Err(problems) => problems,
        };
        self.findings.extend(found.into_iter().map(|finding| finding.fix(None)));
    }

    fn look_at_pack(&mut self, files: PackFiles, deep: bool) {
        self.files += files.iter().count();
        let is_whole = files.is_whole;
        let mut survey = survey(files);
        // Where a file is missing or wrong, comments only look unused: what they silence may not have been reached.
        let pack = survey.pack.as_ref().filter(|_| is_whole && survey.problems.is_empty());
        let is_looked_for = |rule: &str| pack.is_some_and(|pack| check::is_looked_for(rule, pack, deep));
        survey.ignores.iter_mut().for_each(|ignore| ignore.note_looked_for(is_looked_for));
        self.ignores.append(&mut survey.ignores);
        self.findings.extend(check_pack(survey, is_whole, deep));
    }
}
