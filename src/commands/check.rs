//! `rolefit check`: everything that is wrong with packs and answers files, and advice about what is not.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, anyhow, bail};

use crate::cli::{CheckArgs, FailOn, Global, LeastSeverity};
use crate::commands::{Outcome, baseline, findings, fix, pack};
use crate::diagnostic::Diagnostic;
use crate::lint::beside::not_looked_at;
use crate::lint::filter::{RuleSelection, code, code_to_ignore};
use crate::lint::fix::mend;
use crate::lint::{ConfigChoice, Options, Targets, lint};
use crate::load::date::Date;
use crate::load::files::PackLocation;
use crate::load::read;
use crate::output::print::show_note;
use crate::rule::Severity;
use crate::text::excerpt;

pub(super) fn run(args: &CheckArgs, global: &Global) -> Result<Outcome> {
    let outputs = findings::outputs(args)?;
    let options = options(args)?;
    let baseline = args.baseline.as_deref().map(baseline::read).transpose()?;
    let new = |findings| match &baseline {
        Some(baseline) => baseline.without_known(findings),
        None => findings,
    };
    let shown = |mut findings: Vec<Diagnostic>| {
        findings.retain(|finding| finding.severity >= least(args.min_severity));
        findings
    };
    let mut targets = targets(args, global)?;
    targets.skipped.iter().for_each(|skipped| show_note(skipped));
    if let Some(beside) = not_looked_at(&targets) {
        show_note(&beside);
    }
    // Where there is no file, that is what is to be said.
    let is_diff = args.diff && targets.files() > 0;
    let mut mended = None;
    if args.fix || is_diff {
        let fixed = mend(&mut targets, |targets| shown(new(lint(targets, &options))));
        if is_diff {
            fix::show(&fixed)?;
        } else {
            fix::write(&fixed)?;
        }
        mended = Some(fixed);
    }
    let all = lint(&targets, &options);
    let mut found = new(all.clone());
    if let Some(baseline) = &baseline {
        baseline.show_hidden(&all, found.len());
    }
    if let Some(path) = &args.write_baseline {
        found = baseline::write(found, path)?;
    }
    let would_change = is_diff && mended.is_some_and(|mended| !mended.is_empty());
    let is_failure = would_change || found.iter().any(|finding| fails(args.fail_on, finding.severity));
    if is_diff {
        fix::show_left(&shown(found), targets.files());
    } else {
        findings::show(&outputs, &shown(found), targets.files(), global)?;
    }
    Ok(match (targets.files(), is_failure) {
        (0, _) if !targets.is_all_skipped() => Outcome::Failed,
        (_, true) => Outcome::Findings,
        (_, false) => Outcome::Done,
    })
}

/// Sorts out what to look at: the paths, or the pack that every command would find. The built-in one is not meant by nothing.
fn targets(args: &CheckArgs, global: &Global) -> Result<Targets> {
    if !args.paths.is_empty() {
        let targets = Targets::of(&args.paths, pack::location(global));
        if !targets.answers.is_empty() {
            pack::note_here(global);
        }
        return Ok(targets);
    }
    let location = pack::location(global);
    match &location {
        PackLocation::Folder(folder) => {
            pack::note_here(global);
            Ok(Targets::of(std::slice::from_ref(folder), location.clone()))
        }
        PackLocation::BuiltIn if global.built_in => {
            let mut targets = Targets::of(&[], location);
            targets.add_built_in();
            Ok(targets)
        }
        PackLocation::BuiltIn => bail!("no pack here; name a folder, or `--built-in`"),
    }
}

fn options(args: &CheckArgs) -> Result<Options> {
    let config = match &args.config {
        _ if args.no_config => ConfigChoice::Nothing,
        None => ConfigChoice::Nearest,
        Some(path) => match read::regular_file(path) {
            // What is wrong in it is a finding; without it, the wrong things would be said about everything.
            Err(problem) if !path.is_file() => bail!("{}", problem.message),
            Ok(_) | Err(_) => ConfigChoice::File(path.clone()),
        },
    };
    let select = args.select.iter().map(|name| code(name)).collect::<Result<_>>()?;
    let ignore = args.ignore.iter().map(|name| code_to_ignore(name)).collect::<Result<_>>()?;
    Ok(Options { choice: RuleSelection { select, ignore }, config, today: today(args)?, deep: args.deep })
}

/// Dates in comments are compared with a day that can be fixed: the same command then says the same tomorrow.
fn today(args: &CheckArgs) -> Result<Date> {
    if let Some(today) = args.today {
        return Ok(today);
    }
    let seconds = match std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty()) {
        Some(text) => text.parse().map_err(|_| {
            let text = excerpt(&text, 40);
            anyhow!("invalid SOURCE_DATE_EPOCH `{text}`, expected seconds since 1970; unset it, or use `--today`")
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
