//! `rolefit diff`: what a change to a pack means, and what it does to people.

mod side;

use std::collections::BTreeSet;
use std::thread;

use anyhow::{Result, bail};

use crate::answers::{Form, Responses};
use crate::cli::{DiffArgs, DiffFailOn, DiffFormat, Global};
use crate::commands::batch::paths::expand;
use crate::commands::outputs::Outputs;
use crate::commands::{Outcome, look, pack};
use crate::comparison::{Change, ChangeClass, ChangedFile, Effect, PackComparison, changes};
use crate::diagnostic::Diagnostic;
use crate::load::answers;
use crate::load::config::{Acceptance, acceptances};
use crate::load::document::Places;
use crate::load::files::QUESTIONNAIRE;
use crate::load::pack::{Survey, file_digest, survey};
use crate::load::translation;
use crate::output::print::{show_findings, show_note, show_summary};
use crate::pack::Pack;
use crate::render::comparison::{FoundChange, PackDiff, annotations, json, markdown, text};
use crate::route::Step;
use crate::rule::{DESCRIBED_CHANGE, KEY_CHANGE, SCORED_CHANGE};
use crate::simulation::Population;
use crate::text::{all_of, excerpt, printable};
use side::{Side, sides};

/// Of how many people of each kind the contenders are looked at: that takes many times as long as all else.
const SAMPLED: usize = 100;

pub(super) fn run(args: &DiffArgs, global: &Global) -> Result<Outcome> {
    let outputs = Outputs::of(&args.format, DiffFormat::Human, &args.people.iter().collect::<Vec<_>>(), Vec::new())?;
    let Some((old, new)) = sides(args, global)? else { return Ok(Outcome::Done) };
    let accepted = new.config.as_ref().map(acceptances).transpose();
    let (mut before, mut after) = (survey(old.files.clone()), survey(new.files.clone()));
    let older = args.from_variant.as_ref().or(global.variant.as_ref());
    for (survey, name) in [(&mut before, older), (&mut after, global.variant.as_ref())] {
        if let Some(name) = name
            && let Some(pack) = survey.pack.take()
        {
            survey.pack = Some(pack::variant_of(pack, name)?);
        }
    }
    let problems: Vec<Diagnostic> = before.problems.iter().chain(&after.problems).cloned().collect();
    let (accepted, (Some(old_pack), Some(new_pack)), true) =
        (accepted, (&before.pack, &after.pack), problems.is_empty())
    else {
        show_findings(&problems, look(global, None));
        return Ok(Outcome::Failed);
    };
    let accepted = match accepted {
        Ok(accepted) => accepted.unwrap_or_default(),
        Err(problems) => {
            show_findings(&problems, look(global, None));
            return Ok(Outcome::Failed);
        }
    };
    note_stale(&accepted, &after, &new);
    note_translations(&old, &new);
    let all = changes(old_pack, new_pack);
    let wording = all.iter().filter(|change| change.class == ChangeClass::Wording).count();
    let found = found(&all, &before, &after, &new, &accepted);
    let (simulated, people) = effects(args, old_pack, new_pack, &found)?;
    let mut diff = PackDiff {
        old: old_pack,
        new: new_pack,
        acceptance: acceptance(&all, &before, &after, &new),
        changes: found,
        wording,
        seed: args.seed,
        simulated,
        people,
        failures: Vec::new(),
    };
    diff.failures = failures(args, &diff);
    outputs.write(global, |format, look| match format {
        DiffFormat::Human => text(&diff, look),
        DiffFormat::Markdown => markdown(&diff),
        DiffFormat::Json => json(&diff),
        DiffFormat::Github => annotations(&diff),
    })?;
    if !diff.is_empty() {
        show_summary(&diff.summary());
    }
    Ok(if diff.failures.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// Says which translations changed: what is compared is the questionnaire, and a letter stands for other words there as well.
fn note_translations(old: &Side, new: &Side) {
    let names: BTreeSet<&String> = old.translations.keys().chain(new.translations.keys()).collect();
    let is_changed = |name: &&String| old.translations.get(*name) != new.translations.get(*name);
    let changed: Vec<String> = names
        .into_iter()
        .filter(is_changed)
        .map(|name| format!("`{}`", printable(&new.name_of(&format!("{}/{name}", translation::FOLDER)))))
        .collect();
    if !changed.is_empty() {
        let (files, verb) = (all_of(changed.iter().map(String::as_str)), if changed.len() == 1 { "is" } else { "are" });
        show_note(&format!(
            "{files} {verb} not the same, and translations are not compared: read them beside the questionnaire, because answers are kept \
             by letter"
        ));
    }
}

/// Gives every change but those of wording its place, in file order.
fn found(changes: &[Change], before: &Survey, after: &Survey, new: &Side, accepted: &[Acceptance]) -> Vec<FoundChange> {
    let changes = changes.iter().filter(|change| change.class > ChangeClass::Wording);
    let mut found: Vec<FoundChange> = changes
        .map(|change| FoundChange {
            class: change.class,
            finding: finding(change, before, after, new),
            accepted: reason(&file_of(change, before, after), new, accepted),
        })
        .collect();
    found.sort_by(|a, b| {
        let place = |change: &FoundChange| (change.finding.file().to_owned(), change.finding.offset());
        place(a).cmp(&place(b))
    });
    found
}

fn finding(change: &Change, before: &Survey, after: &Survey, new: &Side) -> Diagnostic {
    let rule = match change.class {
        ChangeClass::Wording | ChangeClass::Described => &DESCRIBED_CHANGE,
        ChangeClass::Scored => &SCORED_CHANGE,
        ChangeClass::Key => &KEY_CHANGE,
    };
    let located = places(change, after).and_then(|places| Some((places, places.tree()?)));
    let span = located.and_then(|(places, tree)| {
        let overlaid = in_variant(change, after).and_then(|steps| tree.locate(&steps, change.aim));
        Some((places.source(), overlaid.or_else(|| tree.locate(&change.steps, change.aim))?))
    });
    match span {
        Some((source, span)) => Diagnostic::at(rule, source, span, &change.message),
        None => Diagnostic::about_file(rule, new.name_of(&file_of(change, before, after).0), &change.message),
    }
}

/// Returns the steps to a change below the variant that the newer role is shown as.
fn in_variant(change: &Change, after: &Survey) -> Option<Vec<Step>> {
    let ChangedFile::Role(id) = &change.file else { return None };
    let note = after.pack.as_ref()?.role(id.as_str())?.variant.as_ref()?;
    let below = ["variants", note.id.as_str()].map(|key| Step::Key(key.to_owned()));
    Some(below.into_iter().chain(change.steps.iter().cloned()).collect())
}

fn places<'s>(change: &Change, survey: &'s Survey) -> Option<&'s Places> {
    match &change.file {
        ChangedFile::Questionnaire => survey.questionnaire.as_ref(),
        ChangedFile::Role(id) => survey.roles.get(id.as_str()),
    }
}

/// Returns the name in its folder, and the text now, of the file that a change is in; of one that is gone no text.
fn file_of(change: &Change, before: &Survey, after: &Survey) -> (String, String) {
    match (places(change, after), places(change, before)) {
        (Some(places), _) => named_text(places),
        (None, Some(places)) => (named_text(places).0, String::new()),
        (None, None) => (QUESTIONNAIRE.to_owned(), String::new()),
    }
}

/// Returns why a change to a file is meant, where that is said of the file as it reads now.
fn reason((name, text): &(String, String), new: &Side, accepted: &[Acceptance]) -> Option<String> {
    let path = new.in_config(name);
    let digest = file_digest(name, text);
    let is_of_file = |acceptance: &&Acceptance| acceptance.path.trim_start_matches("./") == path;
    accepted.iter().filter(is_of_file).find(|known| known.digest == digest).map(|known| known.reason.clone())
}

/// Names acceptances of this pack's files that are of another text than the one that is there now. Other packs may share the file.
fn note_stale(accepted: &[Acceptance], after: &Survey, new: &Side) {
    let files = after.roles.values().chain(&after.questionnaire);
    let current: Vec<(String, String)> = files.map(named_text).collect();
    for acceptance in accepted {
        let path = acceptance.path.trim_start_matches("./");
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_current = |(file, text): &(String, String)| file == name && file_digest(file, text) == acceptance.digest;
        if new.in_config(name) == path && !current.iter().any(is_current) {
            let (path, digest) = (excerpt(path, 60), excerpt(&acceptance.digest, 20));
            show_note(&format!(
                "`[[accept]]` with digest `{digest}` no longer fits `{path}`; remove it from `rolefit.toml`"
            ));
        }
    }
}

/// Returns the name of a file in its folder, and its text.
fn named_text(places: &Places) -> (String, String) {
    let name = places.source().name();
    (name.rsplit('/').next().unwrap_or(name).to_owned(), places.source().text().to_owned())
}

/// Writes what would accept every file with a change that people may be scored differently by.
fn acceptance(changes: &[Change], before: &Survey, after: &Survey, new: &Side) -> String {
    let scored = changes.iter().filter(|change| change.class > ChangeClass::Wording);
    let mut files: Vec<(String, String)> = scored.map(|change| file_of(change, before, after)).collect();
    files.sort();
    files.dedup();
    let entry = |(name, text): &(String, String)| {
        let (path, digest) = (new.in_config(name), file_digest(name, text));
        format!("[[accept]]\npath = \"{path}\"\ndigest = \"{digest}\"\nreason = \"\"\n")
    };
    files.iter().map(entry).collect::<Vec<_>>().join("\n")
}

/// Looks at simulated people and at real ones, where anything that is scored differs.
fn effects(args: &DiffArgs, old: &Pack, new: &Pack, found: &[FoundChange]) -> Result<(Option<Effect>, Option<Effect>)> {
    let real = people(args, old)?;
    if !found.iter().any(|change| change.class >= ChangeClass::Scored) {
        return Ok((None, None));
    }
    let comparison = PackComparison::between(old, new);
    let simulated = (args.simulated > 0).then(|| simulated(&comparison, args.simulated as usize, args.seed));
    let real = real.map(|real| {
        let number = real.len();
        comparison.effect(real.iter().map(|(responses, form)| (responses.clone(), form)), number)
    });
    Ok((simulated, real))
}

/// As many of each kind, each on a thread of its own: the result is the same with any number of processors.
fn simulated(comparison: &PackComparison<'_>, people: usize, seed: u64) -> Effect {
    let kinds = Population::ALL.len();
    let groups = Population::ALL.into_iter().enumerate();
    let groups = groups.map(|(index, kind)| (kind, people / kinds + usize::from(index < people % kinds)));
    thread::scope(|scope| {
        let runs: Vec<_> = groups
            .map(|(kind, people)| scope.spawn(move || comparison.simulated(kind, people, seed, SAMPLED)))
            .collect();
        let effects = runs.into_iter().map(|run| run.join().unwrap_or_default());
        effects.fold(Effect::default(), Effect::plus)
    })
}

/// Reads the answers of real people, whose names are not kept.
fn people(args: &DiffArgs, pack: &Pack) -> Result<Option<Vec<(Responses, Form)>>> {
    if args.people.is_empty() {
        return Ok(None);
    }
    let (mut people, mut unread) = (Vec::new(), 0);
    for pattern in &args.people {
        for path in expand(pattern)? {
            match answers::file(&path, None, pack) {
                Ok(answers) => people.push((answers.responses, answers.form)),
                Err(_) => unread += 1,
            }
        }
    }
    if people.is_empty() {
        bail!("none of the {unread} answers files of `--people` fits the older pack; `rolefit check` says why");
    }
    if unread > 0 {
        let all = people.len() + unread;
        show_note(&format!("{unread} of {all} answers files do not fit the older pack and are left out"));
    }
    Ok(Some(people))
}

/// Says why the run fails.
fn failures(args: &DiffArgs, diff: &PackDiff<'_>) -> Vec<String> {
    let worst = diff.changes.iter().filter(|change| change.accepted.is_none()).map(|change| change.class).max();
    let is_scored_open = worst >= Some(ChangeClass::Scored);
    let mut failures = Vec::new();
    let least = match args.fail_on {
        DiffFailOn::None => return failures,
        DiffFailOn::Described => ChangeClass::Described,
        DiffFailOn::Scored => ChangeClass::Scored,
        DiffFailOn::Band | DiffFailOn::FirstRole | DiffFailOn::Key => ChangeClass::Key,
    };
    if let Some(worst) = worst.filter(|worst| *worst >= least) {
        failures.push(match worst {
            ChangeClass::Key => "old answers no longer mean the same".to_owned(),
            ChangeClass::Scored => "something that is scored has changed".to_owned(),
            ChangeClass::Described | ChangeClass::Wording => "something that is described has changed".to_owned(),
        });
    }
    let is_first = matches!(args.fail_on, DiffFailOn::Band | DiffFailOn::FirstRole);
    let groups = [("simulated people", &diff.simulated), ("people", &diff.people)];
    for (who, effect) in groups.into_iter().filter_map(|(who, effect)| Some((who, effect.as_ref()?))) {
        let is_over = |people: usize| is_scored_open && effect.share(people) > args.allow + 1e-9;
        if is_first && is_over(effect.first()) {
            failures.push(format!("another first role for {:.1}% of {who}", 100.0 * effect.share(effect.first())));
        }
        if args.fail_on == DiffFailOn::Band && is_over(effect.bands) {
            failures.push(format!("another band for {:.1}% of {who}", 100.0 * effect.share(effect.bands)));
        }
    }
    failures
}
