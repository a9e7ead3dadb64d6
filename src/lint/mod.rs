//! From files and options to everything that is to be said about them: what loading refuses, advice, and what comments
//! and configurations make of it.
//!
//! A command turns flags into [`Options`] and paths into [`Targets`], and shows what [`lint`] returns.

mod belongings;
pub mod beside;
mod configs;
pub mod filter;
pub mod fix;
mod relation;
mod resolve;
pub mod targets;
mod translations;

use std::env;
use std::path::PathBuf;

use crate::check::{self, CHECKS};
use crate::diagnostic::{Diagnostic, rename, sort};
use crate::load::date::Date;
use crate::load::pack::survey;
use crate::load::{answers, ignores, pack, read, repository, workflow};
use crate::rule::{RULES, Rule};

use configs::Configs;
use filter::RuleSelection;
pub use targets::{TargetPack, Targets};

/// Where settings of rules come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigChoice {
    /// From the `rolefit.toml` that is nearest to each pack.
    #[default]
    Nearest,
    /// From this file, for every pack.
    File(PathBuf),
    Nothing,
}

/// What decides about findings.
#[derive(Debug)]
pub struct Options {
    pub choice: RuleSelection,
    pub config: ConfigChoice,
    /// The day that `until=` of comments is compared with.
    pub today: Date,
    /// Whether rules by simulation look at large packs, too.
    pub deep: bool,
}

/// Returns everything that is to be said about files, in order, named as their repository has them.
pub fn lint(targets: &Targets, options: &Options) -> Vec<Diagnostic> {
    let mut configs = Configs::new(&options.config);
    let mut findings = targets.problems.clone();
    for path in &targets.configs {
        configs.add(path);
    }
    for pack in &targets.packs {
        findings.extend(of_pack(pack, options, &mut configs));
    }
    findings.extend(configs.into_findings(&options.choice));
    findings.extend(targets.workflows.iter().flat_map(|path| workflow::problems(path)));
    findings.extend(of_answers(targets));
    let idle = targets.answers.iter().flat_map(|path| answers::idle_ignores(path));
    findings.extend(idle.filter(|finding| options.choice.includes(finding.rule)));
    let here = env::current_dir().unwrap_or_default();
    if let Some(root) = repository::root(&here) {
        rename(&mut findings, |file| repository::name_below(root, &here, file));
    }
    sort(&mut findings);
    findings
}

fn of_pack(pack: &TargetPack, options: &Options, configs: &mut Configs) -> Vec<Diagnostic> {
    let mut survey = survey(pack.files.clone());
    // Where a file is wrong, comments only look unused: what they silence may not have been reached.
    let sound = survey.pack.as_ref().filter(|_| survey.problems.is_empty());
    let is_looked_for = |rule: &str| sound.is_some_and(|pack| check::is_looked_for(rule, pack, options.deep));
    survey.ignores.iter_mut().for_each(|ignore| ignore.note_looked_for(is_looked_for));
    let ignores = std::mem::take(&mut survey.ignores);
    let paths = pack.paths();
    let paths_of = |finding: &Diagnostic| paths.get(finding.file()).map(Vec::as_slice).unwrap_or_default();
    let belonging =
        pack.folder.as_deref().map(|folder| pack.belongings.findings(folder, sound, options.today)).unwrap_or_default();
    let config = configs.of(pack);
    if sound.is_some() {
        config.note_looked_at(paths.values(), is_looked_for);
    }
    let findings = resolve::findings(survey, options.deep);
    // Patterns first, then comments, so that all that silence a finding are in use, also when it is not asked for.
    let (belonging, advice): (Vec<_>, Vec<_>) = belonging.into_iter().partition(|finding| finding.rule.is_refusal());
    findings.iter().chain(&advice).for_each(|finding| config.note_finding(finding, paths_of(finding)));
    let mut findings = ignores::apply(findings, &ignores, &catalogue(), options.today);
    if let Some(named) = pack.named() {
        let questionnaire = pack.files.questionnaire.as_ref().map(|file| file.source.name());
        relation::keep_related(&mut findings, &named, questionnaire);
    }
    let judged = findings.into_iter().chain(advice).filter(|finding| options.choice.includes(finding.rule)).filter_map(
        |finding| {
            let severity = config.severity_of(&finding, paths_of(&finding))?;
            Some(Diagnostic { severity, ..finding })
        },
    );
    // What is broken here is refused by whoever uses it, so nothing silences it.
    judged.chain(belonging).collect()
}

/// Answers are what a person said: nothing in them is fixed, and nothing silenced.
fn of_answers(targets: &Targets) -> Vec<Diagnostic> {
    if targets.answers.is_empty() {
        return Vec::new();
    }
    let found: Vec<Diagnostic> = match pack::load(&targets.answers_pack) {
        Ok(pack) => {
            targets.answers.iter().filter_map(|path| answers::file(path, None, &pack).err()).flatten().collect()
        }
        // Of answers to an unsound pack nothing can be said but that, once.
        Err(_) if targets.holds_answers_pack() => {
            targets.answers.iter().filter_map(|path| read::regular_file(path).err()).collect()
        }
        Err(problems) => problems,
    };
    found.into_iter().map(|finding| finding.fix(None)).collect()
}

/// Returns every rule there is, in order of its code: those of loading, of advice and of ignore comments.
pub fn catalogue() -> Vec<&'static Rule> {
    let mut rules = RULES.to_vec();
    rules.extend(CHECKS.iter().map(|check| check.rule));
    rules.extend([&ignores::UNUSED_IGNORE, &ignores::EXPIRED_IGNORE]);
    rules.sort_by_key(|rule| rule.code);
    rules
}
