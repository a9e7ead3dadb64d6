//! How the cost of a run grows with what is in the files: findings and texts in one line, near-duplicate scenarios, and roles
//! to simulate. Each is measured at two sizes, and the exponent of its growth is printed: 1 is linear, 2 is quadratic.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rolefit::load::files::{QUESTIONNAIRE, built_in};
use tempfile::TempDir;

/// How often each size is measured; the fastest run counts.
const RUNS: usize = 3;

/// A folder to run the program in, its arguments, and the exit code that it must have.
struct Case(TempDir, &'static [&'static str], i32);

/// Makes a case of a size.
type Prepare = fn(usize) -> Case;

fn main() -> io::Result<()> {
    let cases: [(&str, [usize; 2], Prepare); 5] = [
        ("findings in one line of a role", [1_000, 8_000], findings_in_one_line_of_a_role),
        ("findings in one line of answers", [1_000, 8_000], findings_in_one_line_of_answers),
        ("texts in one line of a role", [10_000, 80_000], texts_in_one_line_of_a_role),
        ("near-duplicate scenarios", [1_000, 8_000], near_duplicate_scenarios),
        ("simulated people of roles", [50, 500], simulated_people_of_roles),
    ];
    for (name, sizes, case) in cases {
        let [few, many] = sizes.map(|size| fastest(&case(size)).as_secs_f64());
        let [small, large] = sizes;
        let exponent = libm::log(many / few) / libm::log(large as f64 / small as f64);
        writeln!(io::stdout(), "{name:32} {small:6}: {few:7.3} s  {large:6}: {many:7.3} s  exponent {exponent:.2}")?;
    }
    Ok(())
}

fn fastest(Case(folder, args, code): &Case) -> Duration {
    let run = || {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        program.args(*args).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        assert_eq!(program.status().expect("the program starts").code(), Some(*code));
        start.elapsed()
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
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

fn findings_in_one_line_of_a_role(findings: usize) -> Case {
    let folder = pack();
    let keys = (0..findings).fold(String::new(), |mut keys, number| {
        let _ = write!(keys, ", key{number}: 1");
        keys
    });
    let role = "id: engineer, title: Engineer, work_style: { focus: { target: any } }, competency: { api: { weight: 100, need: 75 } }";
    write(folder.path(), "engineer.yaml", &format!("{{ {role}{keys} }}\n"));
    Case(folder, &["check", "."], 1)
}

fn findings_in_one_line_of_answers(findings: usize) -> Case {
    let folder = pack();
    let answers: Vec<String> = (0..findings).map(|number| format!("\"item-{number}\": 1")).collect();
    write(folder.path(), "ana.json", &format!("{{ \"answers\": {{ {} }} }}\n", answers.join(", ")));
    Case(folder, &["check", "ana.json", "--roles", ".", "--format", "sarif"], 1)
}

fn texts_in_one_line_of_a_role(texts: usize) -> Case {
    let folder = pack();
    let role = include_str!("../tests/packs/survey/engineer.yaml");
    let texts = "Answer for it, ".repeat(texts);
    write(folder.path(), "engineer.yaml", &format!("{role}responsibilities: [{texts}]\n"));
    Case(folder, &["check", ".", "--no-config"], 1)
}

fn near_duplicate_scenarios(scenarios: usize) -> Case {
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
    // The pack has too few statements.
    Case(folder, &["check", ".", "--no-config"], 1)
}

fn simulated_people_of_roles(roles: usize) -> Case {
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
    Case(folder, &["simulate", "--roles", ".", "--people", "100"], 0)
}
