//! Ten thousand seeded mutations of the shipped files: the program survives each of them, and takes none for sound that
//! holds an unknown key or a wrong sum. Whether it does is the word of a witness that shares no code with the program.
//!
//! The program runs as its users run it, in every form of output by turns. Roles are mutated a hundred to a pack, since
//! the questionnaire costs most to read; rules by simulation do not run over so many. They do where the questionnaire
//! is mutated, which is done less often and beside two roles only, for the sake of time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up or find may panic")]

mod green;
pub mod mutation;
mod witness;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rolefit::random::SplitMix64;
use serde_json::Value;
use tempfile::TempDir;

use mutation::mutated;
use witness::Fault;

const ROLES: usize = 2_900;
const QUESTIONNAIRES: usize = 150;
const ANSWERS: usize = 6_950;
const IN_ONE_RUN: usize = 100;

/// Forms of output, one of which each run writes beside JSON.
const FORMS: [&str; 7] = ["human", "concise", "github", "gitlab", "sarif", "junit", "markdown"];

#[test]
fn mutated_roles_are_not_taken_for_sound_in_silence() {
    let (key, roles) = shipped_pack();
    let (_, names) = witness::questionnaire(key.as_bytes());
    let mut seen = Seen::default();
    for run in 0..ROLES / IN_ONE_RUN {
        let mut random = SplitMix64::new(run as u64);
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("questionnaire.yaml"), &key).unwrap();
        let mut files = Vec::new();
        for number in 0..IN_ONE_RUN {
            let [(name, text), (_, other)] = [(); 2].map(|()| &roles[random.below(roles.len())]);
            // Two roles of one id would hide what else is wrong with them.
            let text = text.replace("\nid: ", &format!("\nid: r{number}-"));
            let text = mutated(text.as_bytes(), other.as_bytes(), &mut random);
            files.push((format!("{number:02}-{name}"), text));
        }
        let refused = refused(run, &folder, &files, &["."]);
        for (name, text) in &files {
            seen.compare(&witness::role(text, &names), refused.contains(name), text);
        }
    }
    seen.assert_something_of_everything();
}

#[test]
fn mutated_questionnaires_are_not_taken_for_sound_in_silence() {
    let (key, mut roles) = shipped_pack();
    roles.truncate(2);
    let folder = TempDir::new().unwrap();
    for (name, text) in &roles {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut seen = Seen::default();
    for run in 0..QUESTIONNAIRES {
        let mut random = SplitMix64::new(run as u64);
        let other = &roles[random.below(roles.len())].1;
        let text = mutated(key.as_bytes(), other.as_bytes(), &mut random);
        let (mut faults, names) = witness::questionnaire(&text);
        faults.extend(roles.iter().flat_map(|(_, text)| witness::role(text.as_bytes(), &names)));
        let files = [("questionnaire.yaml".to_owned(), text)];
        let refused = refused(run, &folder, &files, &["."]);
        seen.compare(&faults, !refused.is_empty(), &files[0].1);
    }
}

#[test]
fn mutated_answers_are_not_taken_for_legal_in_silence() {
    let (_, names) = witness::questionnaire(shipped_pack().0.as_bytes());
    let answers = shipped("examples");
    let mut seen = Seen::default();
    for run in 0..ANSWERS / IN_ONE_RUN {
        let mut random = SplitMix64::new(run as u64);
        let folder = TempDir::new().unwrap();
        let mut files = Vec::new();
        for number in 0..IN_ONE_RUN {
            let [(name, text), (_, other)] = [(); 2].map(|()| &answers[random.below(answers.len())]);
            files.push((format!("{number:02}-{name}"), mutated(text.as_bytes(), other.as_bytes(), &mut random)));
        }
        let named: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let refused = refused(run, &folder, &files, &named);
        for (name, text) in &files {
            seen.compare(&witness::answers(name, text, &names), refused.contains(name), text);
        }
    }
}

#[test]
fn a_key_or_an_item_that_stands_twice_is_never_read_in_silence() {
    let (key, roles) = shipped_pack();
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("questionnaire.yaml"), &key).unwrap();
    let twice = |files: &[(String, String)]| -> Vec<_> {
        files.iter().flat_map(|(name, text)| with_a_key_twice(name, text)).collect()
    };
    let (of_roles, of_answers) = (twice(&roles), twice(&shipped("examples")));
    assert!(of_roles.len() + of_answers.len() > 1000);
    // Answers beside a broken pack are not looked into, so they have a folder to themselves.
    let elsewhere = TempDir::new().unwrap();
    for (folder, files) in [(&folder, &of_roles), (&elsewhere, &of_answers)] {
        let named: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let found = refused(0, folder, files, &named);
        assert_eq!(named.iter().find(|name| !found.contains(**name)), None);
    }
    // It costs the most to read, with every role beside it: one role, and every twentieth line, stand for all.
    let alone = TempDir::new().unwrap();
    fs::write(alone.path().join(&roles[0].0), &roles[0].1).unwrap();
    for (name, text) in with_a_key_twice("questionnaire.yaml", &key).into_iter().step_by(20) {
        let files = [("questionnaire.yaml".to_owned(), text)];
        assert!(refused(0, &alone, &files, &["questionnaire.yaml"]).contains("questionnaire.yaml"), "{name}");
    }
}

/// Copies of a file with one of its keys or items twice, each named after the line. KPIs have no ids: they may repeat.
fn with_a_key_twice(name: &str, text: &str) -> Vec<(String, Vec<u8>)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let begins_entry = |line: &str| {
        let line = line.trim_start().trim_start_matches("- ").trim_start_matches(['{', ' ', '"']);
        let rest = line.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter));
        rest.len() < line.len()
            && !line.starts_with("name:")
            && [": ", ":\n", " =", "\":"].iter().any(|end| rest.starts_with(end))
    };
    let twice =
        |at: usize| (format!("{}-{name}", at + 1), [&lines[..=at], &lines[at..]].concat().concat().into_bytes());
    (0..lines.len()).filter(|at| begins_entry(lines[*at])).map(twice).collect()
}

/// The shipped questionnaire, and the roles by file name.
fn shipped_pack() -> (String, Vec<(String, String)>) {
    let mut files = shipped("roles");
    let key = files.iter().position(|(name, _)| name == "questionnaire.yaml").unwrap();
    (files.remove(key).1, files)
}

/// The files of a folder of the repository, in order of their names.
fn shipped(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Writes files into a folder, checks paths there, and returns the names of the files with errors.
fn refused(run: usize, folder: &TempDir, files: &[(String, Vec<u8>)], paths: &[&str]) -> BTreeSet<String> {
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let form = format!("--format={}=.findings", FORMS[run % FORMS.len()]);
    let mut program = Command::new(env!("CARGO_BIN_EXE_rolefit"));
    program.args(["check", "--no-config", "--format=json", &form]).args(paths);
    let output = program.current_dir(folder).env_clear().output().unwrap();
    if !matches!(output.status.code(), Some(0 | 1)) {
        let folder = keep(files);
        panic!("the program did not survive {folder}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = found["findings"].as_array().unwrap();
    let errors = findings.iter().filter(|finding| finding["severity"] == "error");
    errors.map(|finding| finding["file"].as_str().unwrap().to_owned()).collect()
}

/// Writes files where they can be looked at after the test, and says where.
fn keep(files: &[(String, Vec<u8>)]) -> String {
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap().keep();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder.display().to_string()
}

/// What the mutations came to.
#[derive(Debug, Default)]
struct Seen {
    sound: usize,
    unreadable: usize,
    unknown_key: usize,
    wrong_sum: usize,
}

impl Seen {
    /// Counts a file, which has to be refused if the witness sees a fault in it.
    fn compare(&mut self, faults: &[Fault], is_refused: bool, text: &[u8]) {
        if !faults.is_empty() && !is_refused {
            panic!("taken for sound in {}: {faults:?}", keep(&[("mutated".to_owned(), text.to_vec())]));
        }
        match faults.first() {
            _ if !is_refused => self.sound += 1,
            Some(Fault::Unreadable(_)) => self.unreadable += 1,
            Some(Fault::UnknownKey(_)) => self.unknown_key += 1,
            Some(Fault::WrongSum(_)) => self.wrong_sum += 1,
            Some(Fault::MissingKey(_) | Fault::OtherSchema) | None => {}
        }
    }

    /// Mutations that all break in one way would prove little.
    fn assert_something_of_everything(&self) {
        let Self { sound, unreadable, unknown_key, wrong_sum } = *self;
        assert!([sound, unreadable, unknown_key, wrong_sum].iter().all(|number| *number > 200), "{self:?}");
    }
}
