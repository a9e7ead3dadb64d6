//! The action's scripts, run as its steps run them: with programs that are not the real ones, in folders with blanks.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

const VERSION: &str = concat!("v", env!("CARGO_PKG_VERSION"));
const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
const ARCHIVE: &str = "rolefit-x86_64-unknown-linux-musl.tar.gz";

/// A copy of the action under a name with blanks, and programs of our own before those of the system.
struct Runner {
    folder: TempDir,
}

impl Runner {
    fn new() -> Self {
        let runner = Self { folder: TempDir::with_prefix("a b ").unwrap() };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::create_dir_all(runner.at("act ion/.github/action")).unwrap();
        fs::copy(root.join("action.yml"), runner.at("act ion/action.yml")).unwrap();
        for name in ["install.sh", "check.sh", "test.sh", "pull.sh", "diff.sh", "comment.sh", "digests"] {
            let name = format!(".github/action/{name}");
            fs::copy(root.join(&name), runner.at("act ion").join(&name)).unwrap();
        }
        fs::create_dir(runner.at("bin")).unwrap();
        // What is served is a file beside the programs.
        runner.program("curl", "while [ $# -gt 0 ]; do case $1 in --output) out=$2; shift;; http*) echo \"GET $1\";; esac; shift; done\ncp \"${0%/*}/served\" \"$out\"");
        let packed = runner.at("packed");
        fs::create_dir(&packed).unwrap();
        fs::write(packed.join("rolefit"), "the program").unwrap();
        let tar = Command::new("tar").arg("-czf").arg(runner.at("bin/served")).arg("-C").arg(&packed).arg(".").status();
        assert!(tar.unwrap().success());
        runner
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.at("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn script(&self, name: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("bash");
        command.arg(self.at("act ion/.github/action").join(name));
        command.current_dir(&self.folder).env("PATH", format!("{}:{path}", self.at("bin").display()));
        for variable in ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "FORMAT", "FAIL_ON", "SUMMARY", "PATHS"] {
            command.env_remove(variable);
        }
        command
    }

    fn install(&self, version: &str) -> (Option<i32>, String) {
        let script =
            self.script("install.sh").args(["me/rolefit", version, "Linux-X64"]).arg(self.at("to ols")).output();
        shown(&script.unwrap())
    }

    fn is_installed(&self) -> bool {
        fs::read_to_string(self.at("to ols/rolefit")).is_ok_and(|text| text == "the program")
    }
}

fn shown(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn an_action_pinned_by_commit_installs_its_release() {
    for version in [VERSION, COMMIT, ""] {
        let runner = Runner::new();
        runner.program("gh", "echo \"gh $*\"");
        let (code, printed) = runner.install(version);
        assert_eq!(code, Some(0), "{printed}");
        let expected = format!(
            "GET https://github.com/me/rolefit/releases/download/{VERSION}/{ARCHIVE}\n\
             gh attestation verify {ARCHIVE} --repo me/rolefit\n"
        );
        assert_eq!(printed, expected);
        assert!(runner.is_installed());
    }
}

#[test]
fn an_asset_that_cannot_be_verified_is_not_unpacked() {
    let runner = Runner::new();
    runner.program("gh", "exit 1");
    let (code, printed) = runner.install(VERSION);
    assert_eq!(code, Some(2));
    let expected = format!("::error::{ARCHIVE} of {VERSION} could not be verified and was not unpacked");
    assert_eq!(printed.lines().last(), Some(expected.as_str()));
    assert!(!runner.is_installed());
}

#[test]
fn a_digest_in_the_repository_decides_alone() {
    let runner = Runner::new();
    runner.program("gh", "exit 1");
    let served = fs::read(runner.at("bin/served")).unwrap();
    let digest: String = Sha256::digest(served).iter().map(|byte| format!("{byte:02x}")).collect();
    let digests = runner.at("act ion/.github/action/digests");
    fs::write(&digests, format!("# known\n{digest}  {VERSION}/{ARCHIVE}\n")).unwrap();
    assert_eq!(runner.install(COMMIT).0, Some(0));
    assert!(runner.is_installed());

    let runner = Runner::new();
    runner.program("gh", "exit 0");
    let digests = runner.at("act ion/.github/action/digests");
    fs::write(&digests, format!("{}  {VERSION}/{ARCHIVE}\n", digest.replace(|digit| digit != '0', "0"))).unwrap();
    assert_eq!(runner.install(VERSION).0, Some(2));
    assert!(!runner.is_installed());
}

#[test]
fn a_version_that_is_no_tag_is_refused_before_anything_is_asked_for() {
    for version in ["v1/../../x", "$(id)", "-o", "a b"] {
        let (code, printed) = Runner::new().install(version);
        assert_eq!(
            (code, printed.as_str()),
            (Some(2), "::error::the version is not the tag of a release, such as v0.1.0\n"),
            "{version}"
        );
    }
}

#[test]
fn a_release_that_is_not_there_fails_the_step() {
    let runner = Runner::new();
    runner.program("curl", "exit 22");
    assert_eq!(runner.install(VERSION).0, Some(22));
}

#[test]
fn no_word_of_an_input_is_expanded_and_paths_may_hold_blanks() {
    let runner = Runner::new();
    runner.program("rolefit", "for word in \"$@\"; do echo \"[$word]\"; done; exit 1");
    let outputs = runner.at("out puts");
    let script = runner
        .script("check.sh")
        .env("PATHS", "  my roles\r\n\n$(touch expanded)\n*\n--fix\n")
        .env("FORMAT", "github; id")
        .env("FAIL_ON", "`id`")
        .env("GITHUB_OUTPUT", &outputs)
        .output();
    let (code, printed) = shown(&script.unwrap());
    assert_eq!(code, Some(1));
    let expected =
        "[check]\n[--format=github; id]\n[--fail-on=`id`]\n[--]\n[my roles]\n[$(touch expanded)]\n[*]\n[--fix]\n";
    assert_eq!(printed, expected);
    assert!(!runner.at("expanded").exists());
    assert_eq!(fs::read_to_string(outputs).unwrap(), "exit-code=1\n");
    for paths in ["", "\n \n"] {
        let script = runner.script("check.sh").env("PATHS", paths).output();
        assert!(shown(&script.unwrap()).1.ends_with("[--]\n[roles]\n"));
    }
}

#[test]
fn cases_and_differences_are_run_with_the_words_of_the_inputs() {
    let runner = Runner::new();
    runner.program("rolefit", "for word in \"$@\"; do echo \"[$word]\"; done; echo said > \"com ment\"; exit 1");
    let script = runner.script("test.sh").env("PACK", "$(touch expanded) *").output();
    let (code, printed) = shown(&script.unwrap());
    assert_eq!((code, printed.as_str()), (Some(1), "[test]\n[--format=github]\n[--]\n[$(touch expanded) *]\n"));
    let script = runner
        .script("diff.sh")
        .env("PACK", "my roles")
        .env("FAIL_ON", "`id`")
        .env("ALLOW", "5%; id")
        .env("BASE", "$(touch expanded)")
        .env("COMMENT", "com ment")
        .env("GITHUB_OUTPUT", runner.at("outputs"))
        .env("GITHUB_STEP_SUMMARY", runner.at("summary"))
        .output();
    let (code, printed) = shown(&script.unwrap());
    let expected = "[diff]\n[--roles=my roles]\n[--format=github]\n[--format=markdown=com ment]\n[--fail-on=`id`]\n\
                    [--allow=5%; id]\n[--]\n[origin/$(touch expanded)...]\n";
    assert_eq!((code, printed.as_str()), (Some(1), expected));
    assert!(!runner.at("expanded").exists());
    assert_eq!(fs::read_to_string(runner.at("outputs")).unwrap(), "comment-file=com ment\n");
    assert_eq!(fs::read_to_string(runner.at("summary")).unwrap(), "said\n");
}

/// Runs git in a folder, and returns what it prints.
fn git(folder: &Path, args: &[&str]) -> String {
    let name = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let output = Command::new("git").args(name).args(args).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_pull_request_from_a_fork_is_compared_as_data_and_none_that_moved_on() {
    let runner = Runner::new();
    let (origin, clone) = (runner.at("origin"), runner.at("clone"));
    fs::create_dir(&origin).unwrap();
    let commit = |file: &str| {
        fs::write(origin.join(file), file).unwrap();
        git(&origin, &["add", "."]);
        git(&origin, &["commit", "--quiet", "--message", file]);
        git(&origin, &["rev-parse", "HEAD"])
    };
    git(&origin, &["init", "--quiet", "--initial-branch=main", "."]);
    let left = commit("one");
    git(&origin, &["checkout", "--quiet", "-b", "topic"]);
    let head = commit("of the fork");
    git(&origin, &["update-ref", "refs/pull/5/head", "HEAD"]);
    git(&origin, &["checkout", "--quiet", "main"]);
    git(&origin, &["branch", "--quiet", "-D", "topic"]);
    commit("later");
    git(runner.folder.path(), &["clone", "--quiet", "origin", "clone"]);
    let pull = |known: &str| {
        runner.program("gh", &format!("for word in \"$@\"; do echo \"[$word]\" >&2; done; printf '{known}'"));
        let _ = fs::remove_file(runner.at("outputs"));
        let mut script = runner.script("pull.sh");
        script.current_dir(&clone).env("REPOSITORY", "me/roles").env("HEAD", &head).env("FROM", "ana:to pic");
        let output = script.env("GITHUB_OUTPUT", runner.at("outputs")).output().unwrap();
        (output, fs::read_to_string(runner.at("outputs")).unwrap_or_default())
    };
    let (output, outputs) = pull("5 main\\n");
    assert_eq!((output.status.code(), outputs), (Some(0), format!("number=5\nold={left}\nnew={head}\n")));
    assert!(String::from_utf8_lossy(&output.stderr).contains("[head=ana:to pic]\n"));
    assert!(!clone.join("of the fork").exists(), "nothing of the fork is checked out");

    runner.program("rolefit", "for word in \"$@\"; do echo \"[$word]\"; done");
    let mut script = runner.script("diff.sh");
    script.env("BASE", "").env("OLD", &left).env("NEW", &head).env("COMMENT", "x");
    let (_, printed) = shown(&script.output().unwrap());
    assert!(printed.ends_with(&format!("[--]\n[{left}]\n[{head}]\n")), "{printed}");

    let (output, outputs) = pull("");
    assert_eq!((output.status.code(), outputs.as_str()), (Some(0), ""));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("no open pull request from ana:to pic"));
}

/// What `gh` is asked to do about a comment, where it knows those with these numbers.
fn comment(known: &str, text: Option<&str>) -> (Option<i32>, String) {
    let runner = Runner::new();
    let words = "for word in \"$@\"; do echo \"[$word]\" >> asked; done";
    runner.program("gh", &format!("case \"$*\" in *--paginate*) printf '{known}';; *) {words};; esac"));
    if let Some(text) = text {
        fs::write(runner.at("com ment"), text).unwrap();
    }
    let script = runner
        .script("comment.sh")
        .env("COMMENT", "com ment")
        .env("REPOSITORY", "me/roles")
        .env("NUMBER", "7")
        .output()
        .unwrap();
    (script.status.code(), fs::read_to_string(runner.at("asked")).unwrap_or_default())
}

#[test]
fn a_pull_request_has_one_comment_that_is_kept_up_to_date() {
    let written = |method: &str, place: &str| {
        format!(
            "[api]\n[--silent]\n[--method]\n[{method}]\n[repos/me/roles/issues/{place}]\n[--field]\n[body=@com ment]\n"
        )
    };
    assert_eq!(comment("", Some("text")), (Some(0), written("POST", "7/comments")));
    assert_eq!(comment("31\\n32\\n", Some("text")), (Some(0), written("PATCH", "comments/31")));
    assert_eq!(comment("31\\n", Some("")), (Some(0), written("PATCH", "comments/31")));
    assert_eq!(comment("", Some("")), (Some(0), String::new()));
    assert_eq!(comment("31\\n", None), (Some(0), String::new()));
}

/// In a line that a shell runs, an expression of the workflow's language would be pasted before the shell reads it.
#[test]
fn inputs_reach_the_shell_through_the_environment_alone() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    let action: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(action["inputs"]["version"]["default"], VERSION);
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    for step in steps {
        let run = step["run"].as_str().unwrap();
        assert!(!run.contains("${{"), "{run}");
        for path in run.match_indices("$GITHUB_ACTION_PATH") {
            assert!(run[..path.0].ends_with('"'), "{run}");
        }
    }
}
