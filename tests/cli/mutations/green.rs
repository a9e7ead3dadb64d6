//! A repository that `init` made, with one line broken, is never called sound: whatever the paths, the folder that the
//! program runs in, the form of output, and all that can silence findings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rolefit::random::SplitMix64;
use tempfile::TempDir;

use super::mutation::broken_line;
use super::{FORMS, witness};

/// How many broken lines are tried; each is checked by one way of calling after the other.
const BROKEN: usize = 100;

/// How many broken lines are tried of each file that belongs to the pack.
const BROKEN_BELONGINGS: usize = 10;

/// A repository as `init` makes it, with all that could silence findings: a configuration and a baseline of the clean state.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self { folder: TempDir::new().unwrap() };
        fs::create_dir_all(repository.path("demo/.git")).unwrap();
        repository.run(".", &["init", "demo"]);
        let off = "[severity]\nRF110 = \"off\"\nRF150 = \"off\"\n\n[[ignore]]\npath = \"roles\"\nrules = [\"RF122\"]\n";
        fs::write(repository.path("demo/off.toml"), off).unwrap();
        repository.run("demo", &["check", "--write-baseline", "known.json"]);
        #[cfg(unix)]
        std::os::unix::fs::symlink(repository.path("demo"), repository.path("link")).unwrap();
        repository
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, inside: &str, args: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        program.args(args).current_dir(self.path(inside)).env_clear().output().unwrap()
    }

    /// The ways to call `check`: a folder to run in, and arguments.
    fn calls(&self) -> Vec<(&'static str, Vec<String>)> {
        let absolute = self.path("demo/roles").display().to_string();
        let link = if cfg!(unix) { "link/roles" } else { "demo/roles" };
        let calls: [(&str, &[&str]); 20] = [
            ("demo", &[]),
            ("demo", &["roles"]),
            ("demo/roles", &[]),
            ("demo/roles", &["."]),
            (".", &["demo/roles"]),
            (".", &["./demo/../demo/roles"]),
            (".", &[&absolute]),
            (".", &[link]),
            ("demo", &["roles/questionnaire.yaml"]),
            ("demo", &["roles/senior.yaml"]),
            ("demo", &["roles/manager.yaml", "roles/backend.yaml"]),
            ("demo", &["roles", "answers/ana.toml"]),
            ("demo", &["--select", "RF110"]),
            ("demo", &["roles", "--select", "RF900", "--min-severity", "error"]),
            ("demo", &["roles", "--baseline", "known.json"]),
            ("demo", &["roles", "--config", "off.toml", "--ignore", "RF119"]),
            ("demo", &["--diff"]),
            ("demo", &["--fix"]),
            (".", &["demo/roles/questionnaire.yaml", "--diff"]),
            ("demo", &["roles", "--fix", "--baseline", "known.json", "--select", "RF110"]),
        ];
        calls.into_iter().map(|(inside, args)| (inside, args.iter().map(|arg| (*arg).to_owned()).collect())).collect()
    }
}

#[test]
fn a_repository_with_a_broken_line_is_never_green() {
    let repository = Repository::new();
    let calls = repository.calls();
    for (inside, args) in &calls {
        let args: Vec<&str> = ["check"].into_iter().chain(args.iter().map(String::as_str)).collect();
        assert_eq!(repository.run(inside, &args).status.code(), Some(0), "{args:?} before anything is broken");
    }
    let names = ["questionnaire.yaml", "backend.yaml", "manager.yaml", "principal.yaml", "senior.yaml"];
    let names_of_key = witness::questionnaire(&fs::read(repository.path("demo/roles/questionnaire.yaml")).unwrap()).1;
    let (mut broken, mut tried) = (0, 0);
    while broken < BROKEN {
        let mut random = SplitMix64::new(tried);
        tried += 1;
        let file = repository.path("demo/roles").join(names[random.below(names.len())]);
        let before = fs::read(&file).unwrap();
        let after = broken_line(&before, &mut random);
        if !is_broken(&file, &after, &names_of_key) {
            continue;
        }
        fs::write(&file, &after).unwrap();
        let (inside, args) = &calls[broken % calls.len()];
        let form = format!("--format={}", FORMS[broken % FORMS.len()]);
        let is_diff = args.iter().any(|arg| arg == "--diff");
        let mut args: Vec<&str> = ["check"].into_iter().chain(args.iter().map(String::as_str)).collect();
        if !is_diff {
            args.push(&form);
        }
        let output = repository.run(inside, &args);
        // What `--fix` mended is sound; otherwise the fault is still there, and reported.
        let is_fixed = fs::read(&file).unwrap() != after && !is_broken(&file, &fs::read(&file).unwrap(), &names_of_key);
        if !(is_fixed && args.contains(&"--fix")) {
            assert_eq!(output.status.code(), Some(1), "{args:?} in {inside}, seed {}: {output:?}", tried - 1);
            let said = if is_diff { &output.stderr } else { &output.stdout };
            assert!(!said.is_empty(), "{args:?} in {inside}, seed {}: {output:?}", tried - 1);
        }
        fs::write(&file, &before).unwrap();
        broken += 1;
    }
}

/// Whether the witness sees a fault in a file when it holds other text.
fn is_broken(file: &Path, text: &[u8], names: &witness::Names) -> bool {
    let is_key = file.ends_with("questionnaire.yaml");
    let faults = if is_key { witness::questionnaire(text).0 } else { witness::role(text, names) };
    !faults.is_empty()
}

#[test]
fn broken_answers_are_never_green() {
    let repository = Repository::new();
    let file = repository.path("demo/answers/ana.toml");
    let before = fs::read(&file).unwrap();
    let key = fs::read(repository.path("demo/roles/questionnaire.yaml")).unwrap();
    let (_, names) = witness::questionnaire(&key);
    let mut broken = 0;
    for seed in 0..45 {
        let after = broken_line(&before, &mut SplitMix64::new(seed));
        if witness::answers("ana.toml", &after, &names).is_empty() {
            continue;
        }
        fs::write(&file, &after).unwrap();
        let calls = [
            &["check", "answers/ana.toml"][..],
            &["check", "roles", "answers/ana.toml", "--select", "RF110", "--format", "sarif"],
            &["check", "./answers/ana.toml", "--baseline", "known.json", "--built-in"],
            &["check", "answers/ana.toml", "--diff"],
            &["check", "roles", "answers/ana.toml", "--fix"],
        ];
        let args = calls[broken % calls.len()];
        assert_eq!(repository.run("demo", args).status.code(), Some(1), "{args:?}, seed {seed}");
        broken += 1;
    }
    assert!(broken > 15, "only {broken} seeds break the answers");
}

#[test]
fn what_belongs_to_a_pack_is_never_green_when_a_line_is_broken() {
    let repository = Repository::new();
    let calls = repository.calls();
    let (_, names) = witness::questionnaire(&fs::read(repository.path("demo/roles/questionnaire.yaml")).unwrap());
    let belongings = [
        "demo/.github/workflows/roles.yaml",
        "demo/answers/ana.toml",
        "demo/roles/_tests/people.yaml",
        "demo/roles/schemas/cases.json",
        "demo/roles/schemas/questionnaire.json",
        "demo/roles/schemas/role.json",
    ];
    let all = files(&repository.path("demo/roles")).len() + files(&repository.path("demo/answers")).len() + 1;
    assert_eq!(all, belongings.len() + 5, "every file that `init` writes is broken here or with the pack");
    let mut broken = [0; 6];
    for seed in 0.. {
        let of = seed % belongings.len();
        if broken.iter().all(|times| *times >= BROKEN_BELONGINGS) {
            break;
        }
        let name = belongings[of];
        let file = repository.path(name);
        let before = fs::read(&file).unwrap();
        let after = broken_line(&before, &mut SplitMix64::new(seed as u64));
        let faults = match name.rsplit_once('/').unwrap().1 {
            "roles.yaml" => witness::workflow(&after),
            "ana.toml" => witness::answers("ana.toml", &after, &names),
            "people.yaml" => witness::cases(&after),
            _ => witness::schema(&after, &before),
        };
        if faults.is_empty() || broken[of] == BROKEN_BELONGINGS {
            continue;
        }
        fs::write(&file, &after).unwrap();
        let (inside, args) = &calls[(broken[of] * belongings.len() + of) % calls.len()];
        let args: Vec<&str> = ["check"].into_iter().chain(args.iter().map(String::as_str)).collect();
        let output = repository.run(inside, &args);
        assert_eq!(output.status.code(), Some(1), "{args:?} in {inside}, {name}, seed {seed}, {faults:?}: {output:?}");
        // None of these files is a role: a fix of one is not ours to make.
        assert_eq!(fs::read(&file).unwrap(), after, "{args:?}");
        fs::write(&file, &before).unwrap();
        broken[of] += 1;
    }
}

/// Every file in a folder and below.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
