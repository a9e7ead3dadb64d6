//! `rolefit check`: what is looked at, what is reported, and what decides the exit code.

use insta::assert_snapshot;

use crate::world::{World, rolefit};

const QUESTIONNAIRE: &str = include_str!("../gallery/dominant-part/bad/questionnaire.yaml");

/// A pack with one warning: a dominant part.
fn dominant() -> World {
    rolefit().pack_against("dominant-part")
}

fn code(world: World, args: &[&str]) -> Option<i32> {
    world.args(["check"].iter().chain(args).copied()).run().code
}

#[test]
fn lines_with_carriage_returns_are_shown_as_those_without() {
    let checked = |text: &str| {
        rolefit()
            .pack("worked-example")
            .file("worked-example/engineer.yaml", text)
            .args(["check", "worked-example"])
            .run()
    };
    let role =
        rolefit().pack("worked-example").read("worked-example/engineer.yaml").replace("weight: 60", "wieght: 60");
    let (unix, windows) = (checked(&role), checked(&role.replace('\n', "\r\n")));
    assert_eq!(unix.code, Some(1));
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&windows.stdout), lines(&unix.stdout));
}

#[test]
fn the_built_in_pack_is_clean_and_so_are_the_examples() {
    assert_snapshot!(rolefit().args(["check", "--built-in"]).run());
    let world = rolefit().example("ana.toml").example("dara.yaml");
    assert_snapshot!(world.args(["check", "ana.toml", "dara.yaml"]).run());
}

#[test]
fn answers_to_a_pack_that_is_not_sound_are_not_called_clean() {
    let world = rolefit().pack("worked-example").example("ana.toml").example("ben.toml");
    let broken = world.read("worked-example/engineer.yaml").replacen("weight: 60", "weight: 70", 1);
    let world = world.file("worked-example/engineer.yaml", &broken);
    let outcome = world.args(["check", "ana.toml", "ben.toml", "--roles", "worked-example"]).run();
    assert_eq!((outcome.code, outcome.stdout.matches("weights-sum").count()), (Some(1), 1), "{outcome}");
}

#[test]
fn a_note_about_the_pack_is_said_once_for_all_answers() {
    let world = rolefit().pack("roles").example("ana.toml").example("ben.toml");
    let changed = world.read("roles/senior.yaml") + "# ours\n";
    let outcome = world.file("roles/senior.yaml", &changed).args(["check", "ana.toml", "ben.toml"]).run();
    assert_eq!((outcome.code, outcome.stderr.matches("the pack in `roles`").count()), (Some(0), 1), "{outcome}");
}

#[test]
fn a_role_file_without_a_questionnaire_is_not_taken_for_answers() {
    let role = include_str!("../gallery/dominant-part/bad/engineer.yaml");
    let world = rolefit().file("alone/engineer.yaml", role);
    let world = world.args(["check", "alone/engineer.yaml"]);
    assert_snapshot!(world.run(), @"
    exit code 1
    --- stdout ---
    error[RF014] no-pack: no `questionnaire.yaml` in `alone`
    --> alone
     = help: a pack is a folder with `questionnaire.yaml` and one role file per role; start one with `rolefit init DIR`
    --- stderr ---
    1 file: 1 error
    ");
    assert_snapshot!(world.inside("alone").args(["check", "engineer.yaml", "--format", "concise"]).run(), @"
    exit code 1
    --- stdout ---
    .:1:1: error[RF014] no-pack: no `questionnaire.yaml` in `.`
    --- stderr ---
    1 file: 1 error
    ");
}

#[test]
fn fail_on_decides_the_exit_code_in_every_form() {
    for form in ["human", "json", "sarif", "github"] {
        assert_eq!(code(dominant(), &["pack", "--format", form]), Some(0), "{form}");
        assert_eq!(code(dominant(), &["pack", "--format", form, "--fail-on", "warning"]), Some(1), "{form}");
        assert_eq!(code(dominant(), &["pack", "--format", form, "--fail-on", "never"]), Some(0), "{form}");
    }
}

#[test]
fn hiding_a_finding_does_not_change_the_exit_code() {
    assert_eq!(code(dominant(), &["pack", "--fail-on", "warning", "--min-severity", "error"]), Some(1));
}

#[test]
fn rules_are_chosen_by_code_or_name() {
    assert_eq!(code(dominant(), &["pack", "--fail-on", "note", "--ignore", "RF110"]), Some(0));
    assert_eq!(code(dominant(), &["pack", "--fail-on", "note", "--ignore", "dominant-part"]), Some(0));
    assert_eq!(code(dominant(), &["pack", "--fail-on", "note", "--select", "weights-sum"]), Some(0));
    assert_eq!(code(dominant(), &["pack", "--fail-on", "note", "--select", "rf110"]), Some(1));
    assert_snapshot!(dominant().args(["check", "pack", "--select", "dominant-prat"]).run());
}

#[test]
fn a_path_that_is_not_there_or_holds_nothing_is_exit_2() {
    assert_snapshot!(rolefit().args(["check", "nowhere"]).run());
    assert_eq!(code(rolefit().file("empty/note.txt", "no role"), &["empty"]), Some(2));
}

#[test]
fn a_configuration_sets_severities_and_ignores_per_path() {
    let error = dominant().file("rolefit.toml", "[severity]\ndominant-part = \"error\"\n");
    assert_eq!(code(error, &["pack"]), Some(1));
    let error = "[severity]\nRF110 = \"error\"\n[[ignore]]\npath = \"pack/*.yaml\"\nrules = [\"RF110\"]\n";
    assert_eq!(code(dominant().file("rolefit.toml", error), &["pack", "--fail-on", "note"]), Some(0));
    assert_eq!(code(dominant().file("rolefit.toml", error), &["pack", "--fail-on", "note", "--no-config"]), Some(1));
    let wrong = "[severity]\ndominant-prat = \"error\"\n[[ignore]]\npath = \"[\"\nrules = []\n";
    assert_snapshot!(dominant().file("rolefit.toml", wrong).args(["check", "pack"]).run());
}

#[test]
fn one_file_that_does_not_parse_hides_nothing_of_the_others() {
    let world = dominant().file("pack/broken.yaml", "id: [\n");
    assert_snapshot!(world.args(["check", "pack", "--format", "concise"]).run());
}

#[test]
fn a_pack_without_a_sound_role_still_gets_its_advice() {
    let world = rolefit().file("pack/questionnaire.yaml", QUESTIONNAIRE).file("pack/broken.yaml", "id: [\n");
    assert_eq!(code(world, &["pack"]), Some(1));
    let alone = rolefit().file("pack/questionnaire.yaml", QUESTIONNAIRE);
    assert_eq!(code(alone, &["pack"]), Some(1));
}

#[test]
fn a_comment_is_only_called_unused_by_a_run_that_looked_for_its_rule() {
    let commented = |comment: &str, line: &str| {
        let role = dominant().read("pack/engineer.yaml");
        dominant().file("pack/engineer.yaml", &role.replace(line, &format!("{line} # rolefit: ignore[{comment}]")))
    };
    let strict = |world: World, args: &[&str]| code(world, &[args, &["--fail-on", "note"]].concat());
    let unused = || commented("RF116", "title: Engineer");
    assert_eq!(strict(unused(), &["pack", "--select", "RF900"]), Some(1));
    assert_eq!(strict(unused(), &["pack/engineer.yaml", "--select", "RF900"]), Some(1));
    let broken = unused().file("pack/other.yaml", "id: [\n").args(["check", "pack", "--select", "RF900"]).run();
    assert!(broken.stdout.contains("RF003") && !broken.stdout.contains("RF900"), "{broken}");
    // What a used comment silences may be left out of the run.
    for choice in ["--select=RF900", "--ignore=RF110"] {
        assert_eq!(strict(commented("RF110", "weight: 60"), &["pack", choice]), Some(0), "{choice}");
    }
}

#[test]
fn a_comment_silences_advice_about_an_unsound_role_and_never_an_error() {
    let role = dominant().read("pack/engineer.yaml");
    let unsound = role.replace("need: working", "need: fine # rolefit: ignore[RF105]");
    let unsound = unsound.replace("title: Engineer", "title: no # rolefit: ignore[RF150]");
    let world = dominant().file("pack/engineer.yaml", &unsound).args(["check", "pack", "--format", "concise"]);
    let found = world.run().stdout;
    assert!(found.contains("RF105") && !found.contains("RF150"), "{found}");
    let key = QUESTIONNAIRE.replacen("toward: planner", "toward: plan", 1);
    let key = key.replacen("    statements:\n", "    statements:\n      # rolefit: ignore[RF105]\n", 1);
    assert_eq!(code(dominant().file("pack/questionnaire.yaml", &key), &["pack"]), Some(1));
}

#[test]
fn a_baseline_lets_only_new_findings_count() {
    let world = dominant().args(["check", "pack", "--write-baseline", "known.json", "--fail-on", "note"]);
    assert_eq!(world.run().code, Some(0));
    let known = world.read("known.json");
    let strict = ["pack", "--baseline", "known.json", "--fail-on", "note"];
    assert_eq!(code(dominant().file("known.json", &known), &strict), Some(0));
    // Moved lines are the same findings; a new fault is not.
    let moved = dominant().file("known.json", &known);
    let role = moved.read("pack/engineer.yaml");
    assert_eq!(code(moved.file("pack/engineer.yaml", &format!("# a line more\n{role}")), &strict), Some(0));
    let broken = dominant().file("known.json", &known).file("pack/new.yaml", "id: [\n");
    assert_eq!(code(broken, &strict), Some(1));
    // What is gone is said.
    let outcome = rolefit().file("known.json", &known);
    let outcome = outcome.args(["check", "--built-in", "--baseline", "known.json"]).run();
    assert_snapshot!(outcome);
}

#[test]
fn files_are_named_from_the_root_of_the_repository_in_every_form() {
    let world = || dominant().file(".git/HEAD", "").inside("pack");
    for format in ["human", "concise", "json", "ndjson", "github", "gitlab", "sarif", "junit", "markdown"] {
        for path in [".", "../pack", "engineer.yaml"] {
            let shown = world().args(["check", path, "--format", format]).run().stdout;
            assert!(shown.contains("pack/engineer.yaml") && !shown.contains("../"), "{format} {path}: {shown}");
        }
    }
    // Outside of a repository there is no better name than the one that was typed.
    let shown = dominant().inside("pack").args(["check", ".", "--format", "concise"]).run().stdout;
    assert!(shown.starts_with("engineer.yaml:"), "{shown}");
}

#[test]
fn a_configuration_and_a_baseline_hold_from_every_folder() {
    let ignore = "[[ignore]]\npath = \"pack/*.yaml\"\nrules = [\"RF110\"]\n";
    let ignored = dominant().file(".git/HEAD", "").file("rolefit.toml", ignore).inside("pack");
    assert_eq!(code(ignored, &[".", "--fail-on", "note"]), Some(0));
    let world = dominant().file(".git/HEAD", "").args(["check", "pack", "--write-baseline", "known.json"]);
    world.run();
    let world = world.inside("pack").args(["check", "--baseline", "../known.json", "--fail-on", "note", "."]);
    assert_eq!(world.run().code, Some(0));
}

#[test]
fn what_fixes_the_day_or_names_the_baseline_must_be_readable() {
    let world = dominant().env("SOURCE_DATE_EPOCH", "soon").args(["check", "pack"]);
    let epoch = "error: invalid SOURCE_DATE_EPOCH `soon`, expected seconds since 1970; unset it, or use `--today`\n";
    assert_eq!(world.run().refused(), epoch);
    let world = dominant().args(["check", "pack", "--baseline", "known.json"]);
    let baseline = "error: cannot read the baseline `known.json`: no such file; `--write-baseline` writes one\n";
    assert_eq!(world.run().refused(), baseline);
    let baseline = "error: cannot read the baseline `known.json`: the file is UTF-16, expected UTF-8\n";
    assert_eq!(world.bytes("known.json", b"\xff\xfe{\0").run().refused(), baseline);
}
