//! How the cost of a run grows with what is in the files: findings in one line, near-duplicate scenarios, and roles to
//! simulate. Each is measured at two sizes; where the second is eight or ten times the first, so should be its time.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use divan::Bencher;
use rolefit::load::files::{QUESTIONNAIRE, built_in};
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// A folder with a sound pack of one role, in which tests replace what they measure.
fn pack() -> TempDir {
    let folder = TempDir::new().expect("a folder of our own");
    write(folder.path(), QUESTIONNAIRE, include_str!("../tests/packs/survey/questionnaire.yaml"));
    write(folder.path(), "engineer.yaml", include_str!("../tests/packs/survey/engineer.yaml"));
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("room for the files");
}

fn run(folder: &Path, args: &[&str], code: i32) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rolefit"));
    program.args(args).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    assert_eq!(program.status().expect("the program starts").code(), Some(code));
}

#[divan::bench(args = [1_000, 8_000], sample_count = 5, sample_size = 1)]
fn findings_in_one_line_of_a_role(bencher: Bencher<'_, '_>, findings: usize) {
    let folder = pack();
    let keys = (0..findings).fold(String::new(), |mut keys, number| {
        let _ = write!(keys, ", key{number}: 1");
        keys
    });
    let role = "id: engineer, title: Engineer, work_style: { focus: { target: any } }, competency: { api: { weight: 100, need: 75 } }";
    write(folder.path(), "engineer.yaml", &format!("{{ {role}{keys} }}\n"));
    bencher.bench_local(|| run(folder.path(), &["check", "."], 1));
}

#[divan::bench(args = [1_000, 8_000], sample_count = 5, sample_size = 1)]
fn findings_in_one_line_of_answers(bencher: Bencher<'_, '_>, findings: usize) {
    let folder = pack();
    let answers: Vec<String> = (0..findings).map(|number| format!("\"item-{number}\": 1")).collect();
    write(folder.path(), "ana.json", &format!("{{ \"answers\": {{ {} }} }}\n", answers.join(", ")));
    bencher.bench_local(|| run(folder.path(), &["check", "ana.json", "--roles", ".", "--format", "sarif"], 1));
}

#[divan::bench(args = [1_000, 8_000], sample_count = 5, sample_size = 1)]
fn near_duplicate_scenarios(bencher: Bencher<'_, '_>, scenarios: usize) {
    let folder = pack();
    let questionnaire = include_str!("../tests/packs/survey/questionnaire.yaml").to_owned();
    let scenarios = (0..scenarios).fold(questionnaire, |mut text, number| {
        let _ = write!(
            text,
            "      - id: same-{number}\n        prompt: Alert {number} fires every night, and nobody acts on it. What should be done?\n        options:\n          \
             a: {{ credit: 1.0, text: Find out whether it matters. }}\n          b: {{ credit: 0.0, text: Mute it. }}\n"
        );
        text
    });
    write(folder.path(), QUESTIONNAIRE, &scenarios);
    bencher.bench_local(|| run(folder.path(), &["check", ".", "--no-config"], 0));
}

#[divan::bench(args = [50, 500], sample_count = 3, sample_size = 1)]
fn simulated_people_of_roles(bencher: Bencher<'_, '_>, roles: usize) {
    let folder = TempDir::new().expect("a folder of our own");
    for file in built_in::FILES {
        write(folder.path(), file.name, file.text);
    }
    let backend = built_in::FILES.iter().find(|file| file.name == "backend.yaml").expect("a built-in role").text;
    let (head, career) = backend.split_once("\ncareer:").unwrap_or((backend, ""));
    assert!(!career.contains("\nwork_style:"), "careers stand at the end");
    for number in built_in::FILES.len() - 1..roles {
        let text = head.replacen("id: backend", &format!("id: role-{number}"), 1) + "\n";
        write(folder.path(), &format!("role-{number}.yaml"), &text);
    }
    bencher.bench_local(|| run(folder.path(), &["simulate", "--roles", ".", "--people", "100"], 0));
}
