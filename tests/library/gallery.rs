//! A gallery of rules: for each that gives advice about a sound pack, one pack that breaks it and nothing else, and one
//! that keeps it.
//!
//! The folders are found by listing `tests/gallery`: `<name of the rule>/bad` and `<name of the rule>/good`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rolefit::check::CHECKS;
use rolefit::load::files;
use rolefit::load::pack::survey;
use rolefit::rule::{MISSING_TRANSLATION, RULES, Rule, Severity};

/// The repository: the working folder of every run, so that paths in messages are short.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gallery() -> PathBuf {
    repository().join("tests/gallery")
}

/// The names of the folders in the gallery.
fn names() -> BTreeSet<String> {
    let entries = fs::read_dir(gallery()).expect("a gallery");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// Every rule that gives advice about a pack, in order of its code. The others refuse a pack or are about its translations, and
/// have tests of their own.
fn rules() -> Vec<&'static Rule> {
    let is_advice = |rule: &&Rule| rule.severity < Severity::Error && rule != &&MISSING_TRANSLATION;
    let of_loading = RULES.iter().copied().filter(is_advice);
    let mut rules: Vec<_> = CHECKS.iter().map(|check| check.rule).chain(of_loading).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// The names of the rules that a pack of the gallery raises; it loads without a problem.
fn raised(name: &str, kind: &str) -> BTreeSet<&'static str> {
    let survey = survey(files::folder(&gallery().join(name).join(kind)));
    assert!(survey.problems.is_empty(), "{name}/{kind}: {:?}", survey.problems);
    let found = rolefit::check::run(&survey.pack.expect("a sound pack"), false);
    survey.advice.iter().map(|advice| advice.rule.name).chain(found.iter().map(|finding| finding.rule.name)).collect()
}

/// What a run of the program on a folder prints, from the repository as its working folder.
fn shown(folder: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
    let output = command.args(["check", folder]).current_dir(repository()).env_clear().output().expect("a run");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn rules_stand_in_order_of_their_codes() {
    assert!(CHECKS.windows(2).all(|pair| pair[0].rule.code < pair[1].rule.code));
}

#[test]
fn every_rule_has_a_folder_and_every_folder_a_rule() {
    let rules: BTreeSet<String> = rules().iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(names(), rules);
}

#[test]
fn a_bad_pack_raises_its_rule_and_no_other() {
    for name in names() {
        assert_eq!(raised(&name, "bad"), BTreeSet::from([name.as_str()]), "{name}/bad");
    }
}

#[test]
fn a_good_pack_raises_nothing() {
    for name in names() {
        assert_eq!(raised(&name, "good"), BTreeSet::new(), "{name}/good");
    }
}

#[test]
fn a_bad_pack_that_can_be_fixed_is_clean_afterwards_and_any_other_stays_as_it_is() {
    let mut fixed = BTreeSet::new();
    for name in names() {
        let (folder, before) = copied(&gallery().join(&name).join("bad"));
        let check = |flag: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
            command.args(["check", flag, "--fail-on", "note", "--color", "never"]).arg(folder.path());
            let output = command.env_clear().output().expect("a run");
            (output.status.code(), String::from_utf8(output.stdout).expect("text"))
        };
        let (_, difference) = check("--diff");
        assert_eq!(read(folder.path()), before, "{name}: --diff writes nothing");
        let (code, shown) = check("--fix");
        if difference.is_empty() {
            assert_eq!(read(folder.path()), before, "{name}");
        } else {
            assert_eq!((code, shown.as_str()), (Some(0), ""), "{name}");
            fixed.insert(name);
        }
    }
    assert_eq!(fixed, BTreeSet::from(["ambiguous-scalar", "unknown-neighbour"].map(str::to_owned)));
}

/// Copies a folder, and returns the copy with the files in it.
fn copied(folder: &Path) -> (tempfile::TempDir, BTreeMap<PathBuf, Vec<u8>>) {
    let copy = tempfile::tempdir().expect("a folder");
    for (name, text) in read(folder) {
        fs::write(copy.path().join(name), text).expect("a copy");
    }
    let files = read(copy.path());
    (copy, files)
}

/// Reads every file of a folder, by its name.
fn read(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries.map(|entry| (entry.file_name().into(), fs::read(entry.path()).expect("a file"))).collect()
}

#[test]
fn what_every_bad_pack_shows() {
    let pages = rules().into_iter().map(|rule| shown(&format!("tests/gallery/{}/bad", rule.name)));
    insta::assert_snapshot!(pages.collect::<Vec<_>>().join("\n"));
}
