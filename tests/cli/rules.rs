//! `rolefit rule`: every rule has a page, and its examples do what they say.

use std::collections::HashSet;

use insta::assert_snapshot;
use rolefit::commands::catalogue;
use rolefit::diagnostic::Diagnostic;
use rolefit::load::{Format, answers, pack, translation};
use rolefit::rule::{RULES, Severity};
use rolefit::source::Source;

use crate::world::rolefit;

#[test]
fn every_rule_is_listed() {
    assert_snapshot!(rolefit().args(["rule"]).run());
}

#[test]
fn a_rule_is_explained_with_a_bad_and_a_good_example() {
    assert_snapshot!(rolefit().args(["rule", "RF102"]).run(), @"
    exit code 0
    --- stdout ---
    RF102 weights-sum (error)

    The weights of an axis do not add up to 100.

    Why it matters
    A weight is the share of the axis that a part decides. With any other sum the intended shares are
    unclear, and roles cannot be compared.

    Bad
        competency:
          security: { weight: 60, need: working }
          communication: { weight: 30, need: working }

    Good
        competency:
          security: { weight: 60, need: working }
          communication: { weight: 40, need: working }

    How to fix it
    Change one weight by the reported difference, or spread it over several.
    --- stderr ---
    ");
}

#[test]
fn a_rule_is_found_by_its_code_in_either_case_and_by_its_name() {
    let page = rolefit().args(["rule", "RF105"]).run().printed();
    for name in ["rf105", "unknown-name"] {
        assert_eq!(rolefit().args(["rule", name]).run().printed(), page);
    }
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest() {
    let refused = |name: &str| rolefit().args(["rule", name]).run().refused();
    assert_eq!(
        refused("weight-sum"),
        "error: unknown rule `weight-sum`; a rule with a similar name exists: `weights-sum`\n"
    );
    assert_eq!(refused("fonts"), "error: unknown rule `fonts`; `rolefit rule` lists all rules\n");
}

#[test]
fn codes_rise_and_names_are_unique() {
    let rules = catalogue();
    assert!(rules.windows(2).all(|pair| pair[0].code < pair[1].code));
    let names: HashSet<_> = rules.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules.len());
}

#[test]
fn every_page_says_all_there_is_to_say() {
    for rule in catalogue() {
        let page = &rule.page;
        for text in [page.what, page.why, page.fix] {
            assert!(text.ends_with('.') && text.len() > 20, "{}: {text}", rule.code);
        }
        assert!(!page.bad.is_empty() && page.bad != page.good, "{}", rule.code);
        assert!(!page.good.ends_with('\n') && !page.bad.ends_with('\n'), "{}", rule.code);
    }
}

#[test]
fn good_examples_can_be_read() {
    for rule in catalogue() {
        let good = rule.page.good;
        if is_toml(good) {
            toml::from_str::<toml::Table>(good).unwrap_or_else(|error| panic!("{}: {error}", rule.code));
        } else if !is_command(good) {
            serde_yaml::from_str::<serde_yaml::Value>(good).unwrap_or_else(|error| panic!("{}: {error}", rule.code));
        }
    }
}

#[test]
fn examples_of_what_loading_refuses_are_refused_and_accepted() {
    for rule in RULES.iter().filter(|rule| rule.severity == Severity::Error && !is_command(rule.page.bad)) {
        let raises = |example: &str| findings(example).iter().any(|finding| finding.rule == *rule);
        assert!(raises(rule.page.bad), "{} is not raised by its bad example", rule.code);
        assert!(!raises(rule.page.good), "{} is raised by its good example", rule.code);
    }
}

/// Puts an example into the shipped pack, in place of the same top-level keys, and loads the whole.
fn findings(example: &str) -> Vec<Diagnostic> {
    let world = rolefit().pack("roles");
    let (questionnaire, role) = (world.read("roles/questionnaire.yaml"), world.read("roles/senior.yaml"));
    // Its variants stand on the axes that an example may replace.
    let role = role.split("\nvariants:").next().unwrap_or_default().to_owned();
    let texts = if is_toml(example) {
        let pack = pack::from_texts([("questionnaire.yaml", &*questionnaire), ("senior.yaml", &*role)]).unwrap();
        return answers::text(&Source::new("ana.toml", example), Format::Toml, "ana", &pack).err().unwrap_or_default();
    } else if example.starts_with("# i18n/de.yaml\n") {
        let pack = pack::from_texts([("questionnaire.yaml", &*questionnaire), ("senior.yaml", &*role)]).unwrap();
        let text = format!("status: draft\n{example}");
        return translation::reading(&Source::new("de.yaml", text), "de", &pack).found;
    } else if example.starts_with("# questionnaire.yaml\n") {
        [("questionnaire.yaml", with(&questionnaire, example)), ("senior.yaml", role)]
    } else {
        [("questionnaire.yaml", questionnaire), ("senior.yaml", with(&role, example))]
    };
    pack::from_texts(texts.iter().map(|(name, text)| (*name, text.as_str()))).err().unwrap_or_default()
}

/// Replaces top-level keys of a file by those of an example. Nothing but a comment replaces everything.
fn with(file: &str, example: &str) -> String {
    let key =
        |line: &str| line.split_once(':').map(|(key, _)| key.to_owned()).filter(|key| !key.starts_with([' ', '#']));
    let replaced: Vec<_> = example.lines().filter_map(key).collect();
    if replaced.is_empty() {
        return example.to_owned();
    }
    let mut kept = Vec::new();
    let mut is_kept = true;
    for line in file.lines() {
        if let Some(key) = key(line) {
            is_kept = !replaced.contains(&key);
        }
        if is_kept {
            kept.push(line);
        }
    }
    kept.extend(example.lines());
    kept.join("\n") + "\n"
}

fn is_command(example: &str) -> bool {
    example.starts_with("$ ")
}

fn is_toml(example: &str) -> bool {
    example.lines().next().is_some_and(|line| line.starts_with("# ") && line.ends_with(".toml"))
}
