//! `rolefit init`: a folder to start from, set up whole or left alone.

use insta::assert_snapshot;

use crate::world::rolefit;

const FILES: [&str; 11] = [
    "demo/.github/workflows/roles.yaml",
    "demo/answers/ana.toml",
    "demo/roles/_tests/people.yaml",
    "demo/roles/backend.yaml",
    "demo/roles/manager.yaml",
    "demo/roles/principal.yaml",
    "demo/roles/questionnaire.yaml",
    "demo/roles/schemas/cases.json",
    "demo/roles/schemas/questionnaire.json",
    "demo/roles/schemas/role.json",
    "demo/roles/senior.yaml",
];

#[test]
fn a_fresh_folder_is_set_up_with_the_next_steps() {
    let world = rolefit().args(["init", "demo"]);
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    Wrote 11 files to demo:
      demo/roles/backend.yaml                a role blueprint
      demo/roles/manager.yaml                a role blueprint
      demo/roles/principal.yaml              a role blueprint
      demo/roles/questionnaire.yaml          what people are asked, and the key
      demo/roles/senior.yaml                 a role blueprint
      demo/roles/schemas/role.json           a schema, for completion and checks in an editor
      demo/roles/schemas/questionnaire.json  a schema, for completion and checks in an editor
      demo/roles/schemas/cases.json          a schema, for completion and checks in an editor
      demo/roles/_tests/people.yaml          a first test, for `rolefit test`
      demo/answers/ana.toml                  one person's answers
      demo/.github/workflows/roles.yaml      a workflow that checks the pack on every push

    The workflow builds rolefit from its source, and is skipped until the repository variable `ROLEFIT_SOURCE` has
    the address of that source.

    Next:
      rolefit score demo/answers/ana.toml --roles demo/roles
      rolefit roles principal --roles demo/roles
      rolefit test demo/roles
      rolefit assess --roles demo/roles
    --- stderr ---
    ");
    assert_eq!(world.files(), FILES);
    let shipped = rolefit().pack("roles").example("ana.toml");
    assert_eq!(world.read("demo/answers/ana.toml"), shipped.read("ana.toml"));
    assert_eq!(world.read("demo/roles/principal.yaml"), shipped.read("roles/principal.yaml"));
}

#[test]
fn what_init_wrote_works_with_the_commands_it_names() {
    let world = rolefit().args(["init", "demo"]);
    let next = world.run().printed().split_once("Next:\n").unwrap().1.to_owned();
    let mut world = world;
    for line in next.lines() {
        world = world.args(line.trim().strip_prefix("rolefit ").unwrap().split(' '));
        let outcome = world.run();
        assert_eq!(outcome.code, Some(0), "{line}: {outcome}");
        let names = match line.split(' ').nth(3).unwrap() {
            "assess" => "40 statements and 62 scenarios",
            "test" => "2 cases in 1 file: all passed",
            _ => "Principal Backend Engineer",
        };
        assert!(outcome.to_string().contains(names), "{line}: {outcome}");
    }
    let built_in = rolefit().example("ana.toml").args(["score", "ana.toml", "--format", "json"]).run().printed();
    let written = world.args(["score", "demo/answers/ana.toml", "--roles", "demo/roles", "--format", "json"]);
    assert_eq!(written.run().printed(), built_in);
}

#[test]
fn nothing_is_ever_overwritten() {
    let world = rolefit().args(["init", "demo"]);
    world.run().printed();
    let world = world.file("demo/roles/senior.yaml", "mine\n");
    assert_snapshot!(world.run(), @"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: `demo/roles/backend.yaml`, `demo/roles/manager.yaml`, `demo/roles/principal.yaml` and 8 others already exist; nothing written; name an empty folder
    ");
    assert_eq!(world.read("demo/roles/senior.yaml"), "mine\n");
    assert_eq!(world.files(), FILES);
}

#[test]
fn one_file_in_the_way_and_nothing_is_written() {
    let world = rolefit().file("demo/answers/ana.toml", "mine\n").args(["init", "demo"]);
    assert_eq!(
        world.run().refused(),
        "error: `demo/answers/ana.toml` already exists; nothing written; name an empty folder\n"
    );
    assert_eq!(world.files(), ["demo/answers/ana.toml"]);
    assert_eq!(world.read("demo/answers/ana.toml"), "mine\n");
}

#[test]
fn other_files_in_the_folder_are_left_alone() {
    let world = rolefit().file("demo/README.md", "mine\n").args(["init", "demo"]);
    world.run().printed();
    assert_eq!(world.files().len(), FILES.len() + 1);
    assert_eq!(world.read("demo/README.md"), "mine\n");
}

#[test]
fn the_folder_may_be_this_one_under_any_name() {
    let world = rolefit();
    let full = world.path().display().to_string();
    let world = world.args(["init", &full]);
    let printed = world.run().printed();
    assert!(printed.contains("\n  rolefit score ./answers/ana.toml --roles ./roles\n"), "{printed}");
    assert!(world.files().contains(&"roles/senior.yaml".to_owned()));
}

#[test]
fn a_folder_with_a_space_is_quoted_in_the_next_steps() {
    let printed = rolefit().args(["init", "my pack"]).run().printed();
    assert!(
        printed.contains("\n  rolefit score \"my pack/answers/ana.toml\" --roles \"my pack/roles\"\n"),
        "{printed}"
    );
}

#[test]
fn a_file_where_the_folder_should_be_is_named() {
    let world = rolefit().file("demo", "mine\n").args(["init", "demo"]);
    assert_snapshot!(world.run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: making the folder `demo/roles`: Not a directory (os error 20)
    ");
    assert_eq!(world.read("demo"), "mine\n");
}
