//! Parts of a table without a header, as an engine hands them to one process each.

use crate::cohort;
use crate::world::{Outcome, rolefit};

const PEOPLE: u64 = 30;

/// A header, and the rows below it.
fn table() -> (String, Vec<String>) {
    let world = rolefit().pack("roles");
    let table = cohort::table(&cohort::load(&world, "roles"), PEOPLE, ',');
    let mut lines = table.split_inclusive('\n').map(str::to_owned);
    (lines.next().expect("a header"), lines.collect())
}

fn part(header: &str, rows: &str, more: &str) -> Outcome {
    let args = format!("batch - --input-format csv --columns header.csv --no-header {more}");
    rolefit().file("header.csv", header).args(args.split_whitespace()).stdin(rows).run()
}

#[test]
fn parts_of_a_table_give_the_rows_of_the_whole() {
    let (header, rows) = table();
    let whole = rolefit().file("whole.csv", &(header.clone() + &rows.concat())).args(["batch", "whole.csv"]).run();
    let mut joined: String = whole.stdout.split_inclusive('\n').take(1).collect();
    for size in rows.chunks(11) {
        let outcome = part(&header, &size.concat(), "");
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        assert!(
            outcome.stderr.contains("a part of a table: people who are also in other parts are not detected"),
            "{}",
            outcome.stderr
        );
        joined += &outcome.stdout;
    }
    assert_eq!(joined, whole.stdout);
}

#[test]
fn a_part_may_be_empty() {
    let outcome = part(&table().0, "", "");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""), "{}", outcome.stderr);
}

#[test]
fn a_part_may_begin_with_a_mark() {
    let (header, rows) = table();
    let outcome = part(&header, &format!("\u{feff}{}", rows.concat()), "");
    assert_eq!(outcome.stdout, part(&header, &rows.concat(), "").stdout);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
}

#[test]
fn rows_of_a_part_are_counted_from_its_first_and_rejected_without_a_header() {
    let (header, rows) = table();
    let mut cells: Vec<&str> = rows[1].trim_end().split(',').collect();
    cells[1] = "9";
    let broken = format!("{}{}\n{}", rows[0], cells.join(","), rows[2]);
    let args = "batch - --input-format csv --columns header.csv --no-header --rejects rejected.csv";
    let world = rolefit().file("header.csv", &header).args(args.split_whitespace()).stdin(&broken);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("<stdin>: row 2: "), "{}", outcome.stderr);
    let rejected = world.read("rejected.csv");
    assert!(rejected.starts_with(&cells.join(",")), "{rejected}");
    assert_eq!(rejected.lines().count(), 1, "{rejected}");
}

#[test]
fn a_person_who_is_twice_in_a_part_ends_its_run() {
    let (header, rows) = table();
    let outcome = part(&header, &format!("{}{}", rows[0], rows[0]), "");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{}", outcome.stderr);
}

#[test]
fn what_has_a_header_of_its_own_is_no_part() {
    let (header, rows) = table();
    let outcome = part(&header, &(header.clone() + &rows[0]), "");
    assert_eq!(outcome.code, Some(2));
    assert_eq!(outcome.stderr, "error: <stdin>: the first row is the header; remove that row, or `--columns`\n");
}

#[test]
fn flags_that_mean_nothing_there_are_refused() {
    let (header, rows) = table();
    let outcome = part(&header, &rows[0], "--format ndjson");
    assert_eq!(outcome.code, Some(2));
    assert_eq!(outcome.stderr, "error: `--no-header` needs CSV; remove it, or use `--format csv`\n");
    let outcome = rolefit().file("header.csv", &header).args(["batch", "a.ndjson", "--columns", "header.csv"]);
    let outcome = outcome.file("a.ndjson", "{}\n").run();
    assert_eq!(outcome.code, Some(2));
    assert_eq!(outcome.stderr, "error: `--columns` needs a table as input; remove it, or add `--input-format csv`\n");
}
