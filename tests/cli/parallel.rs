//! `--form`, and tables and lines of people who answered one form or the other.

use insta::assert_snapshot;

use crate::world::{World, rolefit};

fn pairs() -> World {
    rolefit().pack("pairs").env("ROLEFIT_ROLES", "pairs")
}

fn stdout(world: World, args: &str) -> String {
    let outcome = world.args(args.split_whitespace()).run();
    assert_eq!(outcome.code, Some(0), "{args}: {}", outcome.stderr);
    outcome.stdout
}

/// What a person of form b answered, and the same as a table and a line.
const TOML: &str = "[form]\nparallel = \"b\"\n[answers]\ntempo-1 = 4\ntempo-2 = 2\napi-rename-public = \"b\"\n\
                    api-list = \"b\"\nops-alert-queue = \"b\"\n";
const TABLE: &str = "id,tempo-1,tempo-2,api-rename-public,api-list,ops-alert-queue\nana,4,2,b,b,b\n";
/// A person of form a.
const FIRST: &str = "[answers]\ntempo-1 = 4\ntempo-2 = 2\napi-rename = \"b\"\napi-list = \"b\"\nops-alert = \"b\"\n";
/// Both, each on a line.
const LINES: &str = r#"{"person":{"id":"ana"},"answers":{"tempo-1":4,"tempo-2":2,"api-rename-public":"b","api-list":"b","ops-alert-queue":"b"}}
{"person":{"id":"ben"},"answers":{"tempo-1":4,"tempo-2":2,"api-rename":"b","api-list":"b","ops-alert":"b"}}
"#;

#[test]
fn every_format_of_the_questions_shows_the_stems_of_the_form() {
    for format in ["text", "markdown", "csv", "toml", "json"] {
        let first = stdout(pairs(), &format!("questions --format {format}"));
        assert!(first.contains("two clients") && !first.contains("strangers"), "{first}");
        let second = stdout(pairs(), &format!("questions --format {format} --form b"));
        assert!(second.contains("strangers") && !second.contains("two clients"), "{second}");
        assert!(second.contains("Offer a cursor"), "{second}");
    }
    let blank = stdout(pairs(), "questions --format toml --form b");
    assert!(blank.contains("parallel = \"b\"") && blank.contains("\nops-alert-queue = \"\""), "{blank}");
    assert_eq!(pairs().file("me.toml", &blank).args(["score", "me.toml"]).run().code, Some(0));
}

#[test]
fn a_pack_without_twins_has_no_form_b() {
    let outcome =
        rolefit().pack("worked-example").args(["questions", "--form", "b", "--roles", "worked-example"]).run();
    assert_eq!(outcome.code, Some(2));
    assert_snapshot!(outcome.stderr, @r"
    error: this pack has one form only: no scenario has a twin; omit `--form`
    ");
}

#[test]
fn assess_writes_the_form_and_goes_on_with_no_other() {
    let world = pairs().stdin("4\n2\n").args(["assess", "-o", "me.toml", "--form", "b"]);
    assert_eq!(world.run().code, Some(0));
    let text = world.read("me.toml");
    assert!(text.contains("parallel = \"b\""), "{text}");
    let missing = world.run_with(["assess", "-o", "me.toml", "--no-input"]).stdout;
    assert!(missing.contains("api-rename-public\n"), "{missing}");
    let other = world.run_with(["assess", "-o", "me.toml", "--form", "a"]);
    assert_eq!(other.code, Some(2));
    assert_snapshot!(other.stderr, @r"
    error: `me.toml` was started with `--form b`; resume it without `--form`, or name another file with `-o`
    ");
}

#[test]
fn a_table_and_lines_of_both_forms_come_to_what_score_says() {
    let row = |text: &str, line: usize| text.lines().nth(line).unwrap().to_owned();
    let scored = stdout(pairs().file("ana.toml", TOML).file("ben.toml", FIRST), "score ana.toml ben.toml --format csv");
    assert_ne!(row(&scored, 1).replace("ana", "ben"), row(&scored, 2));
    let table = stdout(pairs().file("a.csv", TABLE), "batch a.csv --certainty");
    assert_eq!(row(&table, 1), row(&scored, 1));
    let lines = stdout(pairs().file("a.ndjson", LINES), "batch a.ndjson --certainty");
    assert_eq!([row(&lines, 1), row(&lines, 2)], [row(&scored, 1), row(&scored, 2)]);
}

#[test]
fn columns_of_both_stems_of_a_pair_stop_the_run() {
    let table = "id,ops-alert,ops-alert-queue\nana,a,\nben,,b\n";
    let outcome = pairs().file("a.csv", table).args(["batch", "a.csv"]).run();
    assert_eq!(outcome.code, Some(2));
    assert_snapshot!(outcome.stderr, @r"
    error: a.csv: `ops-alert` and `ops-alert-queue` are one pair, and both have a column: column B `ops-alert` and column C `ops-alert-queue`; split the table by form: one file with the people of form a, one with those of form b
    ");
}

#[test]
fn the_result_says_which_form_was_answered() {
    let json = stdout(pairs().file("ana.toml", TOML), "score ana.toml --format json");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value[0]["form"], serde_json::json!({ "kind": "full", "parallel": "b" }));
    assert!(stdout(pairs().file("ana.toml", TOML), "score ana.toml --verbose").contains("Parallel form: b."));
}
