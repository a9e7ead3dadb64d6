//! Who is who in an export: ids in several spellings, rows without anybody, and one numbering of rows everywhere.

use insta::assert_snapshot;

use crate::cohort::{HEADER, over, survey};
use crate::world::Outcome;

fn persons(outcome: &Outcome) -> Vec<&str> {
    outcome.stdout.lines().skip(1).filter_map(|row| row.split(',').next()).collect()
}

fn people(ids: &[&str]) -> String {
    let rows: String = ids.iter().map(|id| format!("{id},4,2,4,2,a,a,a\n")).collect();
    format!("{HEADER}\n{rows}")
}

#[test]
fn two_spellings_of_an_id_stop_the_run_as_duplicates_do() {
    for [one, other] in [
        ["ana@example.org", "ana@example.org\u{a0}"],
        ["ana@example.org", "\u{200b}ana@example.org"],
        ["ana@example.org", "Ana@Example.org"],
        ["Jos\u{e9}", "Jose\u{301}"],
        ["Ana Lima", "Ana\u{a0} Lima"],
        ["101", "101.0"],
    ] {
        let table = people(&[one, "ben", other]);
        let said = over(&table, "").run().refused();
        assert!(said.contains("appears 2 times"), "{said}");
        assert!(said.contains("responses.csv: row 2 and responses.csv: row 4"), "{said}");
        let all = over(&table, "--duplicates keep").run();
        assert_eq!(persons(&all).len(), 3, "{all}");
        let first = over(&table, "--duplicates first").run();
        assert_eq!(persons(&first), [one.trim_matches('\u{200b}'), "ben"], "{first}");
        // For pseudonyms they are one person as well.
        let hidden = over(&table, "--duplicates keep --anonymize key").run();
        let hidden = persons(&hidden);
        assert!(hidden[0] == hidden[2] && hidden[0] != hidden[1], "{hidden:?}");
    }
    let apart = over(&people(&["R_1a", "R_1A", "101", "1010", "0101"]), "").run();
    assert_eq!(persons(&apart), ["R_1a", "R_1A", "101", "1010", "0101"], "{apart}");
}

#[test]
fn two_spellings_are_said_where_one_row_is_chosen() {
    let outcome = over(&people(&["ana@example.org", "ANA@example.org"]), "--duplicates first").run();
    let said =
        "`ana@example.org` (in different spellings): responses.csv: row 2 is scored, responses.csv: row 3 set aside";
    assert!(outcome.stderr.contains(said), "{outcome}");
}

#[test]
fn ids_of_objects_are_compared_alike() {
    let lines = ["ana@example.org", "Ana@example.org"]
        .map(|id| format!("{{\"person\":{{\"id\":\"{id}\"}},\"answers\":{{\"tempo-week\":4}}}}\n"));
    let said = survey().file("a.ndjson", &lines.concat()).args(["batch", "a.ndjson"]).run().refused();
    assert!(
        said.contains("`ana@example.org` appears 2 times (in different spellings): a.ndjson:1 and a.ndjson:2"),
        "{said}"
    );
}

#[test]
fn who_has_neither_an_id_nor_an_answer_is_left_out_and_counted() {
    let table =
        format!("started,{HEADER}\n9:00,2,4,2,4,2,a,a,a\n9:05,,,,,,,,\n9:06, ,skip,,,,,,\n9:10,4,5,1,4,2,b,b,b\n");
    for args in ["", "--duplicates latest", "--format ndjson", "--summary s.json"] {
        let world = over(&table, args);
        let outcome = world.run();
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(outcome.stderr.contains("2 rows read: 2 scored\n2 rows left out: no id and no answer\n"), "{outcome}");
    }
    // Somebody with an answer is somebody, and so is somebody with an id.
    let table = format!("{HEADER}\nana,,,,,,,\n,4,,,,,,\n");
    assert_eq!(persons(&over(&table, "").run()), ["ana", "3"]);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does_by_map_and_batch_and_for_people_without_an_id() {
    let table = "tempo-week,\"ops-\nalert\",note\n4,a,\"two\nlines\"\n\n,,\n\r\n5,?,\n3,b,\n";
    let table = table.replace("\"ops-\nalert\"", "ops-alert");
    let world = over(&table, "--rejects rejects.csv");
    let outcome = world.run();
    assert_eq!(persons(&outcome), ["2", "7"], "{outcome}");
    assert!(outcome.stderr.contains("responses.csv: row 6: `ops-alert`"), "{outcome}");
    let rejects = world.read("rejects.csv");
    assert!(rejects.starts_with("tempo-week,ops-alert,note,row,reason\n5,?,,6,\"`ops-alert`: "), "{rejects}");
    let mapped = survey().file("a.csv", &table).args(["map", "a.csv"]).run();
    assert!(mapped.stdout.contains("\"?\" = \"...\" # 1 time, first in row 6"), "{mapped}");
    // Corrected, the person keeps the number.
    let world = world.file("rejects.csv", &rejects.replace("5,?", "5,a")).args(["batch", "rejects.csv"]);
    assert_eq!(persons(&world.run()), ["6"]);
}

#[test]
fn rejected_rows_name_the_mapping_that_they_need() {
    let mapping = "[columns]\n\"My week\" = \"tempo-week\"\n[labels]\n\"totally\" = 5\n";
    let world = survey().file("a.csv", "id,My week\nana,totally\nben,hardly\n").file("my maps/spring.toml", mapping);
    let world = world.args(["batch", "a.csv", "--map", "my maps/spring.toml", "--rejects", "rejects.csv"]);
    assert_eq!(world.run().code, Some(1));
    let rejects = world.read("rejects.csv");
    assert_snapshot!(rejects, @r#"
    id,My week,row,reason (--map my maps/spring.toml)
    ben,hardly,3,"`tempo-week`: unknown answer `hardly`; expected 1 to 5 or `strongly disagree` to `strongly agree`, or define it under `[labels]` in a mapping"
    "#);
    let world = world.file("rejects.csv", &rejects.replace("hardly", "totally"));
    let world = world.args(["batch", "rejects.csv", "--rejects", "again.csv"]);
    let outcome = world.run();
    assert_eq!((outcome.code, persons(&outcome)), (Some(0), vec!["ben"]), "{outcome}");
    assert!(outcome.stderr.contains("mapping `my maps/spring.toml`, which `rejects.csv` names"), "{outcome}");
    assert_eq!(world.read("again.csv").lines().next(), rejects.lines().next());
}

#[test]
fn items_without_a_column_are_flagged_for_each_person() {
    let table = "id,tempo-week,ops-alert\nana,4,a\nben,5,b\n";
    for args in ["", "--wide", "--format ndjson", "--format ndjson --full"] {
        let outcome = over(table, args).run();
        assert_eq!(outcome.stdout.matches("items-not-asked").count(), 2, "{outcome}");
    }
    assert!(!over(&people(&["ana"]), "").run().stdout.contains("items-not-asked"));
}

#[test]
fn times_of_browsers_and_spreadsheets_tell_which_row_is_the_latest() {
    let latest = |times: [&str; 2]| {
        let rows: String =
            times.iter().zip(["4", "2"]).map(|(time, week)| format!("\"{time}\",ana,{week},3\n")).collect();
        let table = format!("Timestamp,Email Address,tempo-week,tempo-turns\n{rows}");
        let outcome = over(&table, "--duplicates latest").run();
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.stderr.contains("responses.csv: row 2 is scored")
    };
    assert!(latest([
        "Mon Sep 08 2025 13:58:23 GMT-0500 (Central Daylight Time)",
        "Mon Sep 08 2025 11:48:03 GMT-0700 (Mountain)"
    ]));
    assert!(!latest([
        "Mon Sep 08 2025 13:58:23 GMT-0500 (Central Daylight Time)",
        "Mon Sep 08 2025 12:48:03 GMT-0700 (Mountain)"
    ]));
    assert!(latest(["45678.5731", "45678.5"]) && !latest(["45678", "45679.25"]));
}
