//! Where `rolefit check` sends its findings: forms, files, and the counts on standard error.

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::{World, rolefit};

/// A pack with one error: the weights of an axis of one of its two roles add up to 110.
fn broken() -> World {
    let world = rolefit().pack("worked-example");
    let role = world.read("worked-example/engineer.yaml");
    let other = role.replace("id: engineer", "id: other").replacen("weight: 60", "weight: 70", 1);
    world.file("worked-example/other.yaml", &other)
}

#[test]
fn findings_are_the_result_and_the_counts_stand_beside_it() {
    let outcome = broken().args(["check", "worked-example", "--format", "concise"]).run();
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.lines().any(|line| line.contains(": error[RF102] weights-sum: ")), "{outcome}");
    assert!(outcome.stderr.starts_with("3 files: 1 error"), "{outcome}");
}

#[test]
fn people_are_the_default_readers() {
    let default = broken().args(["check", "worked-example"]).run();
    let human = broken().args(["check", "worked-example", "--format", "human"]).run();
    assert!(default.stdout.contains("error[RF102] weights-sum: "), "{default}");
    assert_eq!((default.code, default.stdout), (human.code, human.stdout));
}

#[test]
fn forms_go_to_files_beside_standard_output_with_one_exit_code() {
    let forms = ["github", "json=out.json", "sarif=out.sarif"].map(|form| format!("--format={form}"));
    let world = broken().args(["check", "./worked-example"].map(str::to_owned).into_iter().chain(forms));
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.starts_with("::error title=rolefit RF102 weights-sum,file=worked-example/"), "{outcome}");
    let json: Value = serde_json::from_str(&world.read("out.json")).unwrap();
    assert_eq!(json["summary"]["errors"], 1);
    let sarif: Value = serde_json::from_str(&world.read("out.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(!world.files().iter().any(|file| file.contains(".rolefit-")));
}

#[test]
fn a_file_can_hold_human_findings_without_colours() {
    let world = broken().args(["check", "worked-example", "--format", "human=out.txt", "--color", "always"]);
    let outcome = world.run();
    assert_eq!(outcome.stdout, "");
    let text = world.read("out.txt");
    assert!(text.contains("error[RF102]") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn two_forms_cannot_share_a_place() {
    let twice = |first: &str, second: &str| {
        rolefit().args(["check", "worked-example", "--format", first, "--format", second]).run().refused()
    };
    assert_snapshot!(twice("json", "sarif=-"), @"error: only one format can go to standard output; send others to files, such as `sarif=out.sarif`");
    assert_snapshot!(twice("json=out", "sarif=./out"), @"error: `./out` is already used by another output; name another file");
    let baseline = ["check", "worked-example", "--write-baseline", "out", "--format", "json=out"];
    assert_snapshot!(rolefit().args(baseline).run().refused(), @"error: `out` is already used by another output; name another file");
}

#[test]
fn a_file_that_is_read_is_not_replaced() {
    for (args, file) in [
        (["worked-example", "--format", "json=worked-example/other.yaml"], "worked-example/other.yaml"),
        (["ana.toml", "--format", "sarif=./ana.toml"], "ana.toml"),
        (["ana.toml", "--write-baseline", "ana.toml"], "ana.toml"),
        (
            ["worked-example/other.yaml", "--write-baseline", "worked-example/questionnaire.yaml"],
            "worked-example/questionnaire.yaml",
        ),
    ] {
        let world = broken().example("ana.toml").args([&["check"], args.as_slice()].concat());
        let before = world.read(file);
        let stderr = world.run().refused();
        assert!(stderr.ends_with("is an input and is not overwritten; name another file\n"), "{stderr}");
        assert_eq!(world.read(file), before);
    }
}

#[test]
fn a_form_that_does_not_exist_is_answered_with_the_nearest() {
    assert_snapshot!(rolefit().args(["check", "--format", "sarf=out.sarif"]).run().refused());
    assert_snapshot!(rolefit().args(["check", "--format", "sarif="]).run().refused());
}

#[test]
fn a_file_that_cannot_be_written_is_a_failure() {
    let stderr = broken().args(["check", "worked-example", "--format", "json=no/out.json"]).run().refused();
    assert_snapshot!(stderr, @"error: writing `no/out.json`: no folder `no`");
}
