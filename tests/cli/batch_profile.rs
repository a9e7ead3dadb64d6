//! The table of profiles: one row a person, with the values that `score` reports.

use std::collections::HashMap;

use serde_json::Value;

use crate::cohort::{self, HEADER, over};
use crate::world::{World, rolefit};

/// Reads a table by the names of its columns.
fn rows(world: &World, file: &str) -> Vec<HashMap<String, String>> {
    let text = world.read(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// Prints a number of `score` as a table does.
fn shown(value: &Value) -> String {
    let number = |value: f64| format!("{:.2}", (value * 100.0).round_ties_even() / 100.0).replace("-0.00", "0.00");
    value.as_f64().map(number).unwrap_or_default()
}

#[test]
fn every_value_is_that_of_score() {
    for pack in ["roles", "odd"] {
        let world = rolefit().pack(pack);
        let loaded = cohort::load(&world, pack);
        let people = 40;
        let world = rolefit().pack(pack).file("cohort.csv", &cohort::table(&loaded, people, ','));
        let world = (0..people)
            .fold(world, |world, seed| world.file(&format!("{}.toml", cohort::id(seed)), &cohort::toml(&loaded, seed)));
        let files: Vec<String> = (0..people).map(|seed| format!("{}.toml", cohort::id(seed))).collect();
        let score = format!("score --format ndjson --roles {pack} {}", files.join(" "));
        let world = world.args(score.split(' '));
        let alone = world.run().printed();
        let world = world.args(["batch", "cohort.csv", "--roles", pack, "-o", "s.csv", "--profile", "p.csv"]);
        assert_eq!(world.run().code, Some(0));
        let rows = rows(&world, "p.csv");
        assert_eq!(rows.len(), alone.lines().count(), "{pack}");
        for (row, line) in rows.iter().zip(alone.lines()) {
            let result: Value = serde_json::from_str(line).unwrap();
            let profile = &result["profile"];
            assert_eq!(row["person"], result["person"]["id"].as_str().unwrap());
            let parts = ["work_style", "competency"].map(|axis| profile[axis].as_object().unwrap());
            let mut columns = 4;
            for (id, part) in parts.into_iter().flatten() {
                for (column, key) in
                    [("estimate", "score"), ("as_answered", "answered_score"), ("from", "from"), ("to", "to")]
                {
                    assert_eq!(row[&format!("{id}_{column}")], shown(&part[key]), "{pack} {line} {id} {key}");
                }
                assert_eq!(row[&format!("{id}_answered")], part["answered"].to_string());
                columns += 5;
            }
            assert_eq!(row["longest_run"], profile["quality"]["longest_run"].to_string());
            assert_eq!(row["irv"], shown(&profile["quality"]["irv"]));
            assert_eq!(row["guessing_z"], shown(&profile["guessing"]["z"]));
            assert_eq!(row.len(), columns, "no other columns");
        }
    }
}

#[test]
fn a_row_that_is_not_scored_has_no_profile_and_ids_are_guarded() {
    let table = format!("{HEADER}\n=1+1,4,2,4,2,a,a,a\nben,9,2,4,2,a,a,a\nchi,,,,,a,,\n");
    let world = over(&table, "-o s.csv --profile p.csv --rejects r.csv");
    assert_eq!(world.run().code, Some(1));
    let rows = rows(&world, "p.csv");
    let people: Vec<&str> = rows.iter().map(|row| row["person"].as_str()).collect();
    assert_eq!(people, ["'=1+1", "chi"]);
    let chi = &rows[1];
    assert_eq!((chi["tempo_estimate"].as_str(), chi["tempo_answered"].as_str()), ("", "0"), "{chi:?}");
}

#[test]
fn pseudonyms_stand_in_the_profiles_as_in_the_scores() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\nana,4,2,4,2,b,a,a\n");
    let world = over(&table, "-o s.csv --profile p.csv --anonymize key --duplicates latest");
    assert_eq!(world.run().code, Some(0));
    let person = |file: &str| rows(&world, file)[0]["person"].clone();
    assert_eq!(person("p.csv"), person("s.csv"));
    assert!(!world.read("p.csv").contains("ana"));
    assert_eq!(world.read("p.csv").lines().count(), 2, "the header, and one row for a person with two");
}

#[test]
fn profiles_can_have_a_mark_beside_any_form() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\n");
    let world = over(&table, "--format ndjson -o s.ndjson --profile p.csv --bom");
    assert_eq!(world.run().code, Some(0));
    assert!(world.read("p.csv").starts_with("\u{feff}person,"));
    assert!(world.read("s.ndjson").starts_with('{'));
}

#[cfg(unix)]
#[test]
fn only_their_owner_can_read_profiles_and_a_broken_run_leaves_none() {
    use std::os::unix::fs::PermissionsExt;
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\n");
    let world = over(&table, "-o s.csv --profile p.csv");
    assert_eq!(world.run().code, Some(0));
    let mode = std::fs::metadata(world.path().join("p.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let world = over(&format!("{table}ben,4\n"), "-o s.csv --profile p.csv");
    assert_eq!(world.run().code, Some(2));
    assert_eq!(world.files().iter().filter(|file| file.ends_with(".csv")).count(), 1, "{:?}", world.files());
    let said = over(&table, "-o s.csv --profile s.csv").run().refused();
    assert!(said.contains("s.csv"), "{said}");
}

#[test]
fn tables_can_be_written_for_spreadsheets_of_other_countries() {
    let table = format!("{HEADER}\n\"1.5; x\",4,2,4,2,a,a,a\nben,5,2,4,2,b,a,a\n");
    let plain = over(&table, "-o s.csv --profile p.csv");
    assert_eq!(plain.run().code, Some(0));
    for (flags, delimiter, comma) in [
        ("--decimal-comma", b';', true),
        ("--output-delimiter tab", b'\t', false),
        ("--output-delimiter tab --decimal-comma", b'\t', true),
    ] {
        let world = over(&table, &format!("-o s.csv --profile p.csv {flags}"));
        assert_eq!(world.run().code, Some(0));
        for file in ["s.csv", "p.csv"] {
            let read = |text: String, delimiter| {
                let reader =
                    csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
                reader
                    .into_records()
                    .map(|row| row.unwrap().iter().map(str::to_owned).collect())
                    .collect::<Vec<Vec<_>>>()
            };
            let (expected, found) = (read(plain.read(file), b','), read(world.read(file), delimiter));
            assert_eq!(expected.len(), found.len());
            for (expected, found) in expected.iter().flatten().zip(found.iter().flatten()) {
                let is_number = expected.contains('.') && expected.parse::<f64>().is_ok();
                let expected = if comma && is_number { expected.replace('.', ",") } else { expected.clone() };
                assert_eq!(*found, expected, "{flags} {file}");
            }
        }
    }
    let said = over(&table, "--decimal-comma --output-delimiter ,").run().refused();
    assert!(said.contains("`--decimal-comma` needs another delimiter"), "{said}");
    let said = over(&table, "--decimal-comma --format ndjson").run().refused();
    assert!(said.contains("`--decimal-comma` needs CSV"), "{said}");
}
