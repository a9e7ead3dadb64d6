//! `rolefit diff`: what a change to a pack means, and what it does to people, from folders and from git.

use std::collections::HashMap;
use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::{World, rolefit};

/// The shipped pack as `old` and as `roles`, of which one need is lower.
fn world() -> World {
    let world = rolefit().pack("roles");
    let mut world = world;
    for name in world.files().into_iter().filter(|name| name.ends_with(".yaml") && !name.contains("_tests")) {
        let text = world.read(&name);
        world = world.file(&name.replace("roles/", "old/"), &text);
    }
    let senior = world.read("roles/senior.yaml");
    world.file(
        "roles/senior.yaml",
        &senior.replacen("need: proficient", "need: foundation", 1).replacen("gate: working", "gate: foundation", 1),
    )
}

fn git(world: &World, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]).args(args);
    let output = command.current_dir(world.path()).env("HOME", world.path()).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A repository whose branch `topic` has the lower need, and whose main branch went on elsewhere.
fn repository() -> World {
    let world = world();
    let changed = world.read("roles/senior.yaml");
    let world = world.file("roles/senior.yaml", &rolefit().pack("roles").read("roles/senior.yaml"));
    git(&world, &["init", "--quiet", "--initial-branch=main", "."]);
    git(&world, &["add", "roles"]);
    git(&world, &["commit", "--quiet", "--message=begin"]);
    git(&world, &["checkout", "--quiet", "-b", "topic"]);
    let world = world.file("roles/senior.yaml", &changed);
    git(&world, &["commit", "--quiet", "--all", "--message=lower"]);
    git(&world, &["checkout", "--quiet", "main"]);
    let manager = world.read("roles/manager.yaml");
    let world = world.file("roles/manager.yaml", &manager.replacen("need: ", "need: expert # ", 1));
    git(&world, &["commit", "--quiet", "--all", "--message=elsewhere"]);
    git(&world, &["checkout", "--quiet", "topic"]);
    world
}

#[test]
fn a_change_is_shown_with_its_place_its_class_and_what_it_does() {
    assert_snapshot!(world().args(["diff", "old", "roles", "--simulated", "200", "--fail-on", "first-role"]).run());
}

#[test]
fn nothing_changed_prints_nothing() {
    let world = rolefit().pack("roles");
    for format in ["human", "markdown", "github"] {
        assert_eq!(world.run_with(["diff", "roles", "roles", "--format", format]).printed(), "", "{format}");
    }
    let reworded = world.read("roles/senior.yaml").replacen("Designs, builds", "# More.\n  Builds, designs", 1);
    let world = world.file("new/senior.yaml", &reworded);
    let mut world = world;
    for name in ["backend", "manager", "principal", "questionnaire", "i18n/ar", "i18n/de"] {
        let text = world.read(&format!("roles/{name}.yaml"));
        world = world.file(&format!("new/{name}.yaml"), &text);
    }
    assert_eq!(world.run_with(["diff", "roles", "new", "--fail-on", "described"]).printed(), "");
    let json = world.run_with(["diff", "roles", "new", "--format", "json"]).json();
    assert_eq!((&json["wording"], json["changes"].as_array().unwrap().len()), (&1.into(), 0));
}

#[test]
fn a_translation_that_changed_is_named_because_it_is_not_compared() {
    let world = repository();
    let german = world.read("roles/i18n/de.yaml");
    let diff = |world: &World, args: &[&str]| {
        let outcome = world.run_with([&["diff", "--simulated", "0", "--fail-on", "none"], args].concat());
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.stderr
    };
    assert!(!diff(&world, &[]).contains("translations"));
    let world = world.file("roles/i18n/de.yaml", &german.replace('\n', "\r\n"));
    assert!(!diff(&world, &[]).contains("translations"), "line ends mean nothing");
    let world = world.file(
        "roles/i18n/de.yaml",
        &german.replacen("    a: ", "    a: Nicht: ", 1).replacen(": Nicht: ", ": Nicht ", 1),
    );
    let world = world.file("roles/i18n/fr.yaml", "language: fr\nstatus: draft\n");
    for args in [&[][..], &["main...:roles", "roles"]] {
        let said = diff(&world, args);
        let named =
            "note: `roles/i18n/de.yaml` and `roles/i18n/fr.yaml` are not the same, and translations are not compared";
        assert!(said.contains(named), "{said}");
    }
}

#[test]
fn a_branch_is_compared_with_where_it_left_the_main_one_and_a_folder_gives_the_same() {
    let world = repository();
    let json = |args: &[&str]| -> Value {
        let outcome = world.run_with([&["diff", "--simulated", "100", "--format", "json"], args].concat());
        serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{outcome}"))
    };
    let from_git = json(&[]);
    let messages: Vec<&str> =
        from_git["changes"].as_array().unwrap().iter().map(|change| change["message"].as_str().unwrap()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert_eq!(from_git, json(&["old"]));
    assert_eq!(from_git, json(&["main..."]));
    assert_eq!(from_git, json(&["main...", "topic"]));
    assert_eq!(from_git, json(&["main...:roles", "roles"]));
    assert_eq!(json(&["main"])["changes"].as_array().unwrap().len(), 3);
    let human = world.run_with(["diff", "--simulated", "0"]);
    assert!(human.stderr.starts_with("note: comparing with ") && human.stderr.contains(" left `main`"), "{human}");
}

#[test]
fn a_clone_without_history_is_told_what_to_fetch() {
    let origin = repository();
    git(&origin, &["checkout", "--quiet", "main"]);
    let clone = rolefit();
    let url = format!("file://{}", origin.path().display());
    git(&clone, &["clone", "--quiet", "--depth=1", "--branch=topic", &url, "clone"]);
    git(&clone, &["clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=topic", &url, "wide"]);
    let world = clone.inside("clone");
    assert_snapshot!(world.run_with(["diff"]).refused(), @"error: this clone has no main branch; fetch the history (`fetch-depth: 0`), or name a revision");
    let wide = world.inside("wide");
    assert_snapshot!(wide.run_with(["diff"]).refused(), @"error: this clone does not reach back to where `origin/HEAD` was left; fetch the history (`fetch-depth: 0`)");
    let world = wide.inside("clone");
    let said = world.run_with(["diff", "mian"]).refused();
    assert!(said.starts_with("error: `mian` is neither a folder nor a revision here"), "{said}");
}

#[test]
fn a_pack_that_was_not_there_before_is_new() {
    let world = rolefit().pack("roles").file("README.md", "ours\n");
    git(&world, &["init", "--quiet", "--initial-branch=main", "."]);
    git(&world, &["add", "README.md"]);
    git(&world, &["commit", "--quiet", "--message=begin"]);
    let outcome = world.run_with(["diff"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""), "{outcome}");
    assert!(outcome.stderr.ends_with("note: there was no pack before: everything is new\n"), "{outcome}");
}

#[test]
fn what_fails_is_chosen_and_a_share_of_people_may_be_allowed() {
    let world = world();
    let code = |args: &[&str]| world.run_with([&["diff", "old", "roles", "--simulated", "100"], args].concat()).code;
    for (fail_on, expected) in
        [("none", 0), ("key", 0), ("first-role", 1), ("band", 1), ("scored", 1), ("described", 1)]
    {
        assert_eq!(code(&["--fail-on", fail_on]), Some(expected), "{fail_on}");
    }
    assert_eq!(code(&["--fail-on", "band", "--allow", "100%"]), Some(0));
    assert_eq!(code(&["--fail-on", "scored", "--allow", "1"]), Some(1));
    assert_eq!(code(&["--allow", "5 of 100"]), Some(2));
    let key = world.read("roles/questionnaire.yaml");
    let world = world.file("roles/questionnaire.yaml", &key.replacen("credit: 0.2", "credit: 0.3", 1));
    let outcome = world.run_with(["diff", "old", "roles", "--simulated", "0"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stdout.contains("error[RF313] key-change: the credit of option"), "{outcome}");
}

#[test]
fn an_intended_change_is_accepted_until_the_file_is_edited_again() {
    let world = world();
    let args = ["diff", "old", "roles", "--simulated", "50", "--fail-on", "scored"];
    let printed = world.run_with(args).stdout;
    let (_, entry) = printed.split_once("    [[accept]]\n").unwrap();
    let entry: Vec<&str> = entry.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let entry = format!("[[accept]]\n{}\n", entry.join("\n"));
    // Where there is no repository and no configuration yet, names are those of the pack.
    let world = world.file("roles/rolefit.toml", &entry.replace("reason = \"\"", "reason = \"seniors were too few\""));
    let accepted = world.run_with(args);
    assert_eq!(accepted.code, Some(0), "{accepted}");
    assert!(
        accepted.stdout.starts_with("Accepted: 2 changes in roles/senior.yaml: seniors were too few\n"),
        "{accepted}"
    );
    let senior = world.read("roles/senior.yaml");
    let edited = world.file("roles/senior.yaml", &format!("{senior}# Another edit.\n"));
    assert!(!accepted.stderr.contains("[[accept]]"), "{accepted}");
    let stale = edited.run_with(args);
    assert_eq!(stale.code, Some(1));
    assert!(stale.stderr.contains("no longer fits `senior.yaml`; remove it from `rolefit.toml`"), "{stale}");
    let empty = edited.file("roles/rolefit.toml", &entry);
    let refused = empty.run_with(args);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("no reason is given here"), "{refused}");
}

/// Person and role to rank, band and overall value, as a batch writes them.
fn batch(world: &World, roles: &str) -> HashMap<(String, String), (String, String, f64)> {
    let rows = world.run_with(["batch", "people", "--roles", roles, "--format", "json"]);
    let rows: Value = serde_json::from_str(&rows.stdout).unwrap_or_else(|_| panic!("{rows}"));
    let mut found = HashMap::new();
    for person in rows.as_array().unwrap() {
        for role in person["roles"].as_array().unwrap() {
            let Some(overall) = role["overall"].as_f64() else { continue };
            let key = (person["person"].to_string(), role["role"].as_str().unwrap().to_owned());
            found.insert(key, (role["rank"].to_string(), role["band"].to_string(), overall));
        }
    }
    found
}

#[test]
fn numbers_of_real_people_equal_two_batches_and_name_nobody() {
    let mut world = world();
    for name in ["ana.toml", "ben.toml", "chi.toml", "eli.toml"] {
        let text = rolefit().example(name).read(name);
        world = world.file(&format!("people/{name}"), &text);
    }
    for name in world.files().into_iter().filter(|name| name.contains("_tests/answers/")) {
        let text = world.read(&name);
        world = world.file(&format!("people/{}", name.rsplit('/').next().unwrap()), &text);
    }
    let args = ["diff", "old", "roles", "--simulated", "0", "--people", "people", "--format", "json"];
    let outcome = world.run_with(args);
    let json: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{outcome}"));
    let (before, after) = (batch(&world, "old"), batch(&world, "roles"));
    assert_eq!(json["people"]["people"], 12);
    let moved = |role: &str| {
        let rows = before.iter().filter(|((_, id), _)| id == role);
        rows.map(|(key, old)| (old, &after[key])).collect::<Vec<_>>()
    };
    let senior = &json["people"]["roles"]["senior"];
    let bands = moved("senior").iter().filter(|(old, new)| old.1 != new.1).count();
    assert_eq!(senior["bands_changed"], bands);
    let shifts: Vec<f64> = moved("senior").iter().map(|(old, new)| new.2 - old.2).collect();
    let mean = shifts.iter().sum::<f64>() / shifts.len() as f64;
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-9;
    assert!(mean.abs() > 0.1 && near(&senior["mean"], mean), "{senior} {mean}");
    assert!(near(&senior["least"], shifts.iter().copied().fold(f64::INFINITY, f64::min)));
    assert!(near(&senior["most"], shifts.iter().copied().fold(f64::NEG_INFINITY, f64::max)));
    let first = |rows: &HashMap<(String, String), (String, String, f64)>| -> HashMap<String, String> {
        let firsts = rows.iter().filter(|(_, row)| row.0 == "1");
        firsts.map(|((person, role), _)| (person.clone(), role.clone())).collect()
    };
    let (old, new) = (first(&before), first(&after));
    assert_eq!(json["people"]["first_changed"], old.iter().filter(|(person, role)| new[*person] != **role).count());
    let human = world.run_with(["diff", "old", "roles", "--people", "people/*.toml", "--simulated", "0"]).to_string();
    assert!(human.contains("12 people by their answers") && !human.contains("ready-senior"), "{human}");
}

#[test]
fn a_comment_has_a_mark_by_which_it_is_found_again() {
    let world = world().args([
        "diff",
        "old",
        "roles",
        "--simulated",
        "100",
        "--format",
        "markdown=comment.md",
        "--format",
        "github",
    ]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(
        outcome.stdout.starts_with("::warning title=rolefit RF312 scored-change,file=roles/senior.yaml,line="),
        "{outcome}"
    );
    assert!(outcome.stdout.contains("\n::notice title=rolefit diff::of 100 simulated people, another first role for "));
    let comment = world.read("comment.md");
    assert!(comment.starts_with("<!-- rolefit diff -->\n## What this changes in the roles\n"), "{comment}");
    assert!(comment.contains("100 simulated people, seed 1"), "{comment}");
}
