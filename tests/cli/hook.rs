//! The shipped hooks, run by pre-commit itself: every commit that breaks the pack is stopped. Where pre-commit or git is
//! not installed, this says so and tests what the hooks are made of.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::world::{World, rolefit};

fn hooks() -> serde_yaml::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The program that `ROLEFIT_PRE_COMMIT` names, or the one on the path.
fn pre_commit() -> Option<PathBuf> {
    let program = env::var_os("ROLEFIT_PRE_COMMIT").map_or_else(|| PathBuf::from("pre-commit"), PathBuf::from);
    let runs =
        |program: &Path| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    (runs(&program) && runs(Path::new("git"))).then_some(program)
}

/// Runs a program in a repository, with this build of `rolefit` on the path.
fn run(world: &World, program: &Path, args: &[&str]) -> (bool, String) {
    let built = Path::new(env!("CARGO_BIN_EXE_rolefit")).parent().unwrap();
    let path =
        env::join_paths([built.to_path_buf()].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap())))
            .unwrap();
    let mut command = Command::new(program);
    command.args(args).current_dir(world.path()).env("PATH", path).env("HOME", world.path());
    for (key, value) in [
        ("GIT_AUTHOR_NAME", "a"),
        ("GIT_AUTHOR_EMAIL", "a@b"),
        ("GIT_COMMITTER_NAME", "a"),
        ("GIT_COMMITTER_EMAIL", "a@b"),
    ] {
        command.env(key, value);
    }
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

/// A repository whose hook is the shipped one that runs the installed program.
fn repository(pre_commit: &Path) -> World {
    let hook = hooks().as_sequence().unwrap().iter().find(|hook| hook["id"] == "rolefit-check-system").unwrap().clone();
    let config = serde_json::json!({ "repos": [{ "repo": "local", "hooks": [hook] }] });
    let world =
        rolefit().pack("roles").file("README.md", "ours\n").file(".pre-commit-config.yaml", &config.to_string());
    let git = Path::new("git");
    assert!(run(&world, git, &["init", "--quiet", "."]).0);
    assert!(run(&world, git, &["add", "README.md", "roles", ".pre-commit-config.yaml"]).0);
    let (is_installed, said) = run(&world, pre_commit, &["install"]);
    assert!(is_installed, "{said}");
    let (is_done, said) = run(&world, git, &["commit", "--quiet", "-m", "begin"]);
    assert!(is_done, "{said}");
    world
}

#[test]
fn every_commit_that_breaks_the_pack_is_stopped() {
    let Some(pre_commit) = pre_commit() else {
        #[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
        {
            eprintln!("pre-commit or git is not installed: the hooks are not run");
        }
        return;
    };
    let git = Path::new("git");
    let mut world = repository(&pre_commit);
    let senior = world.read("roles/senior.yaml");
    let key = world.read("roles/questionnaire.yaml");
    let area = "  service-design:\n";
    for (file, text) in [
        ("roles/senior.yaml", "id: [\n".to_owned()),
        ("roles/copy.yaml", senior.clone()),
        ("roles/questionnaire.yaml", key.replacen("\nid: ", "\nids: ", 1)),
        ("roles/NEW.YAML", "id: [\n".to_owned()),
        ("roles/questionnaire.yaml", key.replacen(&area_of(&key), area, 1)),
    ] {
        world = world.file(file, &text);
        stopped(&world, git, file);
    }
    fs::remove_file(world.path().join("roles/questionnaire.yaml")).unwrap();
    stopped(&world, git, "no questionnaire");
    // What breaks nothing passes: notes, drafts, and files that are none of the pack.
    for (file, text) in [("README.md", "theirs\n"), ("roles/_draft.yaml", "id: [\n")] {
        world = world.file(file, text);
        assert!(run(&world, git, &["add", "--all", "roles", "README.md"]).0);
        let (is_done, said) = run(&world, git, &["commit", "--quiet", "-m", "x"]);
        assert!(is_done, "{file}: {said}");
    }
}

/// The line of the first area of a questionnaire.
fn area_of(key: &str) -> String {
    let after = key.split_once("\ncompetency:\n").unwrap().1;
    after.lines().find(|line| line.starts_with("  ") && line.ends_with(':')).unwrap().to_owned() + "\n"
}

fn stopped(world: &World, git: &Path, file: &str) {
    assert!(run(world, git, &["add", "--all", "roles"]).0);
    let (is_done, said) = run(world, git, &["commit", "--quiet", "-m", "x"]);
    assert!(!is_done && said.contains("rolefit check"), "{file}: {said}");
    assert!(run(world, git, &["reset", "--quiet", "--hard"]).0);
}

#[test]
fn the_hooks_look_at_the_whole_pack_on_every_commit() {
    for hook in hooks().as_sequence().unwrap() {
        let id = hook["id"].as_str().unwrap();
        let entry = id.trim_end_matches("-system").replacen('-', " ", 1);
        assert_eq!(
            (&hook["entry"], &hook["pass_filenames"], &hook["always_run"]),
            (&entry.into(), &false.into(), &true.into())
        );
    }
}
