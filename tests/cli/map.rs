//! `rolefit map`: what it recognises in an export, what it proposes, and what it asks for.

use insta::assert_snapshot;

use crate::cohort::{HEADER, survey};
use crate::world::{World, rolefit};

/// An export in which little is as the questionnaire has it: other words, two languages, a second answer in a cell.
const FOREIGN: &str = "\
Zeitstempel;E-Mail;Ihr Name;I do my hardest work with all notifications off;tempo-week;I like sharing a screen with a \
teammate - all day, if need be. [Row 1];api-timeout;An alert fires every night, and nobody acts ...;Kommentar
2024-05-01;ana@example.org;Ana;4;ganz und gar;2;Ask what the callers need.;a;\"viel; und mehr\"
2024-05-02;ben@example.org;Ben;1;Ganz  und gar!;5;frag nach;b;
2024-05-03;chi@example.org;Chi;3;7;;a;a;
2024-05-04;dan@example.org;Dan;3;teils / teils;;a, b;c;
";

fn world() -> World {
    rolefit().pack("survey").file("responses.csv", FOREIGN)
}

fn map(world: World, args: &[&str]) -> World {
    world.args([&["map", "responses.csv", "--roles", "survey"], args].concat())
}

#[test]
fn what_is_not_recognised_is_offered_with_what_is_nearest() {
    assert_snapshot!(map(world(), &[]).run(), @r#"
    exit code 1
    --- stdout ---
    # How `responses.csv` names items and answers. Lines that begin with `#` have no effect.
    schema = 1
    preset = "google-forms" # Google Forms, detected from the header
    # header_rows = 1
    # delimiter = ";"
    # encoding = "utf-8"
    # ignore = [] # headers of columns to ignore
    # missing = [] # values of unanswered cells, such as "N/A"

    [person]
    # id = "E-Mail" # perhaps
    # name = "Ihr Name" # perhaps
    # time = "Zeitstempel" # by the preset

    [columns]
    # Items without a column: `focus-quiet-block`, `focus-shared-screen`, `tempo-turns`,
    # `api-rename-field` and `ops-alert`.
    # "E-Mail" = "..." # column B: not recognised
    # "Ihr Name" = "..." # column C: not recognised
    # "I do my hardest work with all notifications off" = "focus-quiet-block" # column D: not recognised, nearest match
    "tempo-week" = "tempo-week" # column E: its id
    "I like sharing a screen with a teammate - all day, if need be. [Row 1]" = "focus-shared-screen" # column F: contains its id or text: is it this item?
    "api-timeout" = "api-timeout" # column G: its id
    # "An alert fires every night, and nobody acts ..." = "ops-alert" # column H: not recognised, nearest match
    # "Kommentar" = "..." # column I: not recognised

    # Words for the numbers 1 to 5.
    [labels]
    # "ganz und gar" = ... # 2 times, first in row 2
    # "7" = ... # 1 time, first in row 4
    # "teils / teils" = ... # 1 time, first in row 5

    [options.api-timeout]
    # a: Ask what the callers need.
    # b: Set a timeout of 5 s / retry twice.
    # c: Wait & see.
    # "frag nach" = "..." # 1 time, first in row 3
    # "a, b" = "..." # 1 time, first in row 5
    --- stderr ---
    note: 3 columns resemble an item that has no column: D `I do my hardest work with all notific...` (`focus-quiet-block`), F `I like sharing a screen with a teamma...` (`focus-shared-screen`) and H `An alert fires every night, and nobod...` (`ops-alert`); map it to an item under `[columns]` in a mapping, or list its header under `ignore`
    responses.csv: UTF-8, delimiter `;`, 1 row of headers, preset `google-forms` (detected)
    2 of 7 items found, 6 columns unused, 5 values not understood
    "#);
}

#[test]
fn an_edited_mapping_makes_everything_understood() {
    let mapping = r#"
ignore = ["Kommentar", "Zeitstempel"]
missing = ["7"]
[person]
id = "E-Mail"
name = "Ihr Name"
[columns]
"I do my hardest work with all notifications off" = "focus-quiet-block"
"An alert fires every night, and nobody acts ..." = "ops-alert"
"I like sharing a screen with a teammate - all day, if need be. [Row 1]" = "focus-shared-screen"
[labels]
"ganz und gar" = 5
"teils / teils" = 3
[options.api-timeout]
"frag nach" = "a"
"a, b" = "b"
[options.ops-alert]
"c" = "b"
"#;
    let world = world().file("cohort.toml", mapping);
    let outcome = map(world, &["--map", "cohort.toml", "-o", "cohort.toml"]);
    assert_snapshot!(outcome.run(), @"
    exit code 0
    --- stdout ---
    --- stderr ---
    responses.csv: UTF-8, delimiter `;`, 1 row of headers, preset `google-forms` (detected)
    5 of 7 items found, 0 columns unused, 0 values not understood
    ");
    assert_snapshot!(outcome.read("cohort.toml"), @r#"
    # How `responses.csv` names items and answers. Lines that begin with `#` have no effect.
    schema = 1
    preset = "google-forms" # Google Forms, detected from the header
    # header_rows = 1
    # delimiter = ";"
    # encoding = "utf-8"
    ignore = ["Kommentar", "Zeitstempel"] # headers of columns to ignore
    missing = ["7"] # values of unanswered cells, such as "N/A"

    [person]
    id = "E-Mail"
    name = "Ihr Name"
    # time = "..."

    [columns]
    # Items without a column: `tempo-turns` and `api-rename-field`.
    "I do my hardest work with all notifications off" = "focus-quiet-block" # column D: as mapped
    "tempo-week" = "tempo-week" # column E: its id
    "I like sharing a screen with a teammate - all day, if need be. [Row 1]" = "focus-shared-screen" # column F: as mapped
    "api-timeout" = "api-timeout" # column G: its id
    "An alert fires every night, and nobody acts ..." = "ops-alert" # column H: as mapped

    # Words for the numbers 1 to 5.
    [labels]
    "ganz und gar" = 5
    "teils / teils" = 3

    [options.api-timeout]
    # a: Ask what the callers need.
    # b: Set a timeout of 5 s / retry twice.
    # c: Wait & see.
    "frag nach" = "a"
    "a, b" = "b"

    [options.ops-alert]
    # a: Find out whether it matters; delete it if not.
    # b: Mute it.
    "c" = "b"
    "#);
    // Now that everything is mapped, nothing changes any more.
    outcome.run();
    let before = outcome.read("cohort.toml");
    assert_eq!(outcome.run().code, Some(0));
    assert_eq!(outcome.read("cohort.toml"), before);
}

#[test]
fn a_mapped_column_that_is_not_there_is_named_with_its_nearest() {
    let mapping = "[columns]\n\"Tempo week\" = \"tempo-week\"\n\"Ein Alarm\" = \"ops-alert\"\n";
    let outcome = map(world().file("cohort.toml", mapping), &["--map", "cohort.toml"]).run();
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.contains("# \"Ein Alarm\" = \"ops-alert\" # not in this file"), "{outcome}");
    assert_snapshot!(outcome.stderr, @"
    note: no column `Tempo week` (mapped to `tempo-week`) in the file; a column with a similar header exists: `tempo-week`
    note: no column `Ein Alarm` (mapped to `ops-alert`) in the file; correct the header in the mapping, or remove the line
    note: 3 columns resemble an item that has no column: D `I do my hardest work with all notific...` (`focus-quiet-block`), F `I like sharing a screen with a teamma...` (`focus-shared-screen`) and H `An alert fires every night, and nobod...` (`ops-alert`); map it to an item under `[columns]` in a mapping, or list its header under `ignore`
    responses.csv: UTF-8, delimiter `;`, 1 row of headers, preset `google-forms` (detected)
    2 of 7 items found, 6 columns unused, 5 values not understood
    ");
}

#[test]
fn columns_that_could_be_several_items_or_are_one_twice_are_said() {
    let table = "tempo-week,One. [ops-alert],ops_alert,tempo-turns. I plan my week before it begins.\n4,a,a,3\n";
    let outcome = map(rolefit().pack("survey").file("responses.csv", table), &[]).run();
    assert_snapshot!(outcome, @r#"
    exit code 1
    --- stdout ---
    # How `responses.csv` names items and answers. Lines that begin with `#` have no effect.
    schema = 1
    # preset = "google-forms" # or ms-forms, typeform, qualtrics, limesurvey, survey-monkey
    # header_rows = 1
    # delimiter = ","
    # encoding = "utf-8"
    # ignore = [] # headers of columns to ignore
    # missing = [] # values of unanswered cells, such as "N/A"

    [person]
    # id = "..."
    # name = "..."
    # time = "..."

    [columns]
    # Items without a column: `focus-quiet-block`, `focus-shared-screen`, `tempo-turns`,
    # `api-rename-field` and `api-timeout`.
    "tempo-week" = "tempo-week" # column A: its id
    "One. [ops-alert]" = "ops-alert" # column B: a row of a grid
    # "ops_alert" = "ops-alert" # column C: duplicate
    # "tempo-turns. I plan my week before it begins." = "..." # column D: could be `tempo-week` or `tempo-turns`
    --- stderr ---
    note: column D `tempo-turns. I plan my week before it begins.` could be `tempo-week` or `tempo-turns`; name its item under `[columns]` in a mapping; `rolefit map` writes one to edit
    note: `ops-alert` has two columns: column B `One. [ops-alert]` and column C `ops_alert`; list the header of one under `ignore` in a mapping, or map both under `[columns]` where each person answered one of them
    responses.csv: UTF-8, delimiter `,`, 1 row of headers
    2 of 7 items found, 0 columns unused, 0 values not understood
    "#);
}

#[test]
fn a_column_without_any_header_is_not_proposed() {
    let outcome = map(rolefit().pack("survey").file("responses.csv", "id,tempo-week,\nana,4,\n"), &[]).run();
    assert!(!outcome.stdout.contains("column C"), "{outcome}");
    assert!(outcome.stdout.contains("\"tempo-week\" = \"tempo-week\" # column B: its id"), "{outcome}");
}

#[test]
fn a_table_that_cannot_be_read_says_what_to_do() {
    let run =
        |table: &str, args: &[&str]| map(rolefit().pack("survey").file("responses.csv", table), args).run().refused();
    assert_snapshot!(run("", &[]), @"error: responses.csv: the file is empty");
    assert_snapshot!(run("id;tempo-week;ops-alert\n1;4;a\n", &["--delimiter", ","]), @"error: responses.csv: only 1 column found with the delimiter `,`; the first line contains 2 `;`; try `--delimiter ';'`");
    assert_snapshot!(run("i\0d\0,\0", &[]), @"error: responses.csv: the text contains NUL bytes, like UTF-16 without a byte-order mark; name the encoding, as in `--encoding utf-16le`, or save the file as CSV UTF-8");
    assert_snapshot!(run("PK\u{3}\u{4}", &[]), @"error: responses.csv: this is not a workbook, or it is damaged: invalid Zip archive: Could not find EOCD; open it in a spreadsheet and save it as `.xlsx`, or as CSV UTF-8");
    assert_snapshot!(run("tempo-week\n4\n", &["--encoding", "windows-1525"]), @"
    error: invalid value 'windows-1525' for '--encoding <NAME>': expected a name such as `windows-1252` or `utf-16le`

    For more information, try '--help'.
    ");
    assert_snapshot!(run("tempo-week\n4\n", &["--delimiter", "ab"]), @"
    error: invalid value 'ab' for '--delimiter <CHARACTER>': expected `,`, `;`, `|` or `tab`

    For more information, try '--help'.
    ");
    assert_snapshot!(rolefit().args(["map", "responces.csv"]).file("responses.csv", "x").run().refused(), @"
    error[RF001] unreadable-file: cannot read `responces.csv`: no such file
    --> responces.csv
     = help: a file with a similar name exists: `responses.csv`
    ");
}

#[test]
fn an_export_without_some_of_its_headers_is_mapped_and_scored_as_it_is() {
    let import = "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",x,x,x\n";
    let people = "2026-01-31,2026-01-31,R_1,4\n2026-01-31,2026-01-31,R_2,5\n";
    for (headers, said) in [(import, "2 rows"), ("", "1 row")] {
        let table = format!("StartDate,EndDate,ResponseId,tempo_week\n{headers}{people}");
        let world = map(rolefit().pack("survey").file("responses.csv", &table), &["-o", "survey.toml"]);
        let mapped = world.run();
        assert_eq!(mapped.code, Some(0), "{mapped}");
        assert!(mapped.stderr.contains(&format!("{said} of headers, preset `qualtrics`")), "{mapped}");
        let scored = world.args(["batch", "responses.csv", "--map", "survey.toml", "--roles", "survey"]).run();
        let people: Vec<&str> = scored.stdout.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
        assert_eq!(people, ["R_1", "R_2"], "{scored}");
    }
}

#[test]
fn a_row_that_is_not_as_wide_as_the_header_is_told() {
    let table = "id,tempo-week\nana,4\nben\n";
    let outcome = map(rolefit().pack("survey").file("responses.csv", table), &["-o", "survey.toml"]).run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert_snapshot!(outcome.stderr, @"
    note: row 3 has 1 cell, the header has 2; look for a missing quote or delimiter in this row or the one before it
    responses.csv: UTF-8, delimiter `,`, 1 row of headers
    1 of 7 items found, 0 columns unused, 0 values not understood
    ");
}

#[test]
fn a_table_without_any_known_column_is_exit_2_with_a_mapping_to_fill_in() {
    let table = "Name,Frage 1\nAna,ja\n";
    assert_snapshot!(map(rolefit().pack("survey").file("responses.csv", table), &[]).run(), @r#"
    exit code 2
    --- stdout ---
    # How `responses.csv` names items and answers. Lines that begin with `#` have no effect.
    schema = 1
    # preset = "google-forms" # or ms-forms, typeform, qualtrics, limesurvey, survey-monkey
    # header_rows = 1
    # delimiter = ","
    # encoding = "utf-8"
    # ignore = [] # headers of columns to ignore
    # missing = [] # values of unanswered cells, such as "N/A"

    [person]
    # id = "..."
    # name = "Name" # perhaps
    # time = "..."

    [columns]
    # Items without a column: `focus-quiet-block`, `focus-shared-screen`, `tempo-week`, `tempo-turns`,
    # `api-rename-field`, `api-timeout` and `ops-alert`.
    # "Name" = "..." # column A: not recognised
    # "Frage 1" = "..." # column B: not recognised
    --- stderr ---
    note: no column matches an item of the questionnaire `survey`; the header has 2 cells; columns are matched by the id or text of an item; `rolefit map` shows what was recognised
    responses.csv: UTF-8, delimiter `,`, 1 row of headers
    0 of 7 items found, 2 columns unused, 0 values not understood
    "#);
}

#[test]
fn standard_input_and_tabs_are_taken_too() {
    let run =
        rolefit().pack("survey").args(["map", "-", "--roles", "survey"]).stdin("id\ttempo-week\r\n1\t4\r\n").run();
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stdout.contains("# delimiter = \"tab\""), "{run}");
}

#[test]
fn neither_responses_nor_an_edited_mapping_are_overwritten() {
    let world = map(world().file("cohort.toml", "ignore = [\"Kommentar\"]"), &["-o", "cohort.toml"]);
    assert_snapshot!(world.run().refused(), @"error: `cohort.toml` already exists; name another file, or pass it with `--map` to extend it");
    let world = map(world, &["-o", "responses.csv"]);
    assert_snapshot!(world.run().refused(), @"error: `responses.csv` is the input; name another file for the mapping");
    assert_eq!(world.read("responses.csv"), FOREIGN);
}

#[test]
fn the_shipped_pack_is_found_in_an_export_of_its_ids_and_of_its_texts() {
    let roles = rolefit::load::pack::load(&rolefit::load::files::PackLocation::BuiltIn).unwrap();
    let questionnaire = roles.questionnaire();
    let statements = questionnaire.statements().map(|(_, it)| (it.id.to_string(), it.text.clone()));
    let scenarios = questionnaire.scenarios().map(|(_, it)| (it.first.id.to_string(), it.first.prompt.clone()));
    let (ids, texts): (Vec<_>, Vec<_>) = statements.chain(scenarios).unzip();
    let quoted = |names: &[String]| {
        names.iter().map(|name| format!("\"{}\"", name.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    for header in [quoted(&ids), quoted(&texts)] {
        let run = rolefit().file("responses.csv", &header).args(["map", "responses.csv"]).run();
        assert_eq!(run.code, Some(0), "{run}");
        assert!(run.stderr.contains("102 of 102 items found, 0 columns unused, 0 values not understood"), "{run}");
    }
}

#[test]
fn map_and_batch_agree_on_rows_that_no_mapping_makes_readable() {
    let header = format!("{HEADER},tempo week 2,note");
    let row = |id: &str, second: &str, note: &str| format!("\n{id},4,2,4,2,a,a,a,{second},{note}");
    let mapping = "[columns]\n\"tempo-week\" = \"tempo-week\"\n\"tempo week 2\" = \"tempo-week\"\n";
    for (rows, said) in [
        (row("ana", "", "x\0y"), Some("1 row with a NUL byte: row 2, column J; remove it")),
        (
            row("ana", "", "") + &row("#N/A", "", ""),
            Some("1 row with the error of a formula as the id: row 3, column A"),
        ),
        (row("ana", "3", "") + &row("ben", "", ""), Some("1 row with two answers to one item: row 2, column I")),
        (row("ana", "", "#N/A") + &row("ben", "", "3"), None),
    ] {
        let world = survey().file("responses.csv", &format!("{header}{rows}\n")).file("map.toml", mapping);
        let mapped = world.run_with("map responses.csv --map map.toml -o new.toml".split(' '));
        let scored = world.run_with("batch responses.csv --map map.toml -o s.csv".split(' '));
        assert_eq!(mapped.code, scored.code, "{mapped} {scored}");
        assert_eq!(mapped.code, Some(i32::from(said.is_some())), "{mapped}");
        assert!(said.is_none_or(|said| mapped.stderr.contains(said)), "{mapped}");
    }
}
