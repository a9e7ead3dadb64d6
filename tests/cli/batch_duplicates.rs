//! People who come more than once: nobody is scored twice, and nobody's row is dropped without a word.

use std::fmt::Write;

use insta::assert_snapshot;

use crate::cohort::{HEADER, over, survey};
use crate::world::{World, rolefit};

/// Ana comes three times, and Ben twice; the times are not in order.
const TWICE: &str = "id,Timestamp,tempo-week,tempo-turns,focus-quiet-block,focus-shared-screen\n\
    ana,2026-03-01 10:00,1,1,1,2\n\
    ben,2026-03-01 11:00,1,2,3,\n\
    ana,2026-03-03 09:00:30,2,2,3,\n\
    cleo,2026-03-02 10:00,3,3,3,4\n\
    ana,2026-03-02 10:00,4,4,5,\n\
    ben,2026-03-01 10:59,5,1,5,1\n";

const TIMES: &str = "[person]\ntime = \"Timestamp\"\n";

#[test]
fn by_default_they_are_listed_and_nothing_is_written() {
    let world = over(TWICE, "-o scores.csv --summary s.json --each cards").file("scores.csv", "an earlier result\n");
    assert_snapshot!(world.run().refused());
    assert_eq!(world.read("scores.csv"), "an earlier result\n");
    let left: Vec<String> = world.files().into_iter().filter(|file| !file.starts_with("survey/")).collect();
    assert_eq!(left, ["responses.csv", "scores.csv"]);
}

/// The rows of a run as person and personality: enough to tell them apart.
fn kept(args: &str) -> (Vec<String>, String) {
    let world = over(TWICE, &format!("{args} --format ndjson --full")).file("clients.toml", TIMES);
    let outcome = world.file("timeless.toml", "ignore = [\"Timestamp\"]\n").run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let rows = outcome.stdout.lines().map(|line| {
        let person: serde_json::Value = serde_json::from_str(line).unwrap();
        let style = &person["profile"]["work_style"]["tempo"]["answered_score"];
        format!("{} {}", person["person"]["id"].as_str().unwrap(), style)
    });
    (rows.collect(), outcome.stderr)
}

#[test]
fn the_row_that_counts_is_chosen_and_said() {
    let (first, said) = kept("--duplicates first");
    assert_eq!(first, ["ana 50.0", "ben 37.5", "cleo 50.0"]);
    assert_snapshot!(said, @"
    note: responses.csv: UTF-8, separated by commas, preset `google-forms`, columns for 4 of 7 items
    note: responses.csv: no column for `api-rename-field`, `api-timeout` and `ops-alert`: treated as not asked, not as unanswered
    `ana`: responses.csv: row 2 is scored, responses.csv: row 4 and responses.csv: row 6 set aside
    `ben`: responses.csv: row 3 is scored, responses.csv: row 7 set aside
    6 rows read: 3 scored, 3 set aside as duplicates
    insufficient evidence: 3 of 3 (100%)
    flags: items-not-asked 3, unanswered-items 1, part-not-scored 1, long-run 2
    ");
    let (complete, said) = kept("--duplicates most-complete");
    assert_eq!(complete, ["ana 50.0", "cleo 50.0", "ben 100.0"]);
    assert!(said.contains("`ben`: responses.csv: row 7 is scored, responses.csv: row 3 set aside\n"), "{said}");
    let (latest, said) = kept("--duplicates latest --map clients.toml");
    assert_eq!(latest, ["ben 37.5", "ana 50.0", "cleo 50.0"]);
    assert!(
        said.contains(
            "`ana`: responses.csv: row 4 is scored, responses.csv: row 2 and responses.csv: row 6 set aside\n"
        ),
        "{said}"
    );
    // Google Forms has a column of times.
    assert_eq!(kept("--duplicates latest").0, latest);
    let (last, said) = kept("--duplicates latest --map timeless.toml");
    assert_eq!(last, ["cleo 50.0", "ana 50.0", "ben 100.0"]);
    assert!(said.contains("`ana`: responses.csv: row 6 is scored"), "{said}");
    let (all, said) = kept("--duplicates keep");
    assert_eq!(all.len(), 6);
    assert!(!said.contains("set aside"), "{said}");
}

/// The rows of `TWICE` with these times for ana, in order; returns which of them is scored.
fn latest(times: [&str; 3]) -> String {
    let table = TWICE
        .replace("2026-03-01 10:00,", &format!("\"{}\",", times[0]))
        .replace("2026-03-03 09:00:30,", &format!("\"{}\",", times[1]))
        .replace("2026-03-02 10:00,4", &format!("\"{}\",4", times[2]));
    let outcome = over(&table, "--duplicates latest --map clients.toml").file("clients.toml", TIMES).run();
    let said = outcome.stderr.lines().find_map(|line| line.strip_prefix("`ana`: ").or(line.strip_prefix("error: ")));
    said.unwrap_or_default().to_owned()
}

#[test]
fn the_latest_time_is_found_however_a_tool_writes_it() {
    for times in [
        ["2024/05/01 11:00:00 a. m. GMT-5", "2024/05/01 1:28:19 p. m. GMT-5", "2024/05/01 12:59:59 p. m. GMT-5"],
        ["2024/05/01 11:00:00AM", "2024/05/01 1:28:19\u{202f}PM", "2024/05/01 12:59:59\u{a0}a.m."],
        ["2024-05-01T13:28:19+02:00", "2024-05-01T13:28:19-05:00", "2024-05-01T13:28:19Z"],
        ["2024-05-01 13:28", "2024-05-01, 13:28:19", "2024-05-01"],
        ["2026-01-31 10:00 EST", "2026-07-31 10:00 EDT", "2026-07-01 10:00"],
        ["2024-05-01 13:28 MESZ", "2024-05-01, 13:28:19 MESZ", "2024-05-01 13.27 MESZ"],
    ] {
        let said = latest(times);
        assert_eq!(
            said, "responses.csv: row 4 is scored, responses.csv: row 2 and responses.csv: row 6 set aside",
            "{times:?}"
        );
    }
}

#[test]
fn times_in_zones_that_cannot_be_compared_stop_the_run() {
    for times in [
        ["2024-05-01 13:00 Z", "2024-05-01 12:00 EST", "2024-05-01 11:00 Z"],
        ["2024-10-27 02:50 CEST", "2024-10-27 02:10 CET", "2024-10-27 02:00 CEST"],
        ["2024-05-01 10:00 GMT+9", "2024-05-01 09:00", "2024-05-01 08:00 GMT-5"],
    ] {
        let said = latest(times);
        let expected =
            format!("responses.csv: row 4: cannot compare the time of `ana`: `{}` has a different time zone", times[1]);
        assert!(said.starts_with(&expected), "{said}");
    }
}

#[test]
fn a_short_year_that_may_come_first_stops_the_run() {
    let said = latest(["24/05/30", "24/06/01", "24/04/01"]);
    assert!(said.contains("`24/05/30` is not a time"), "{said}");
}

#[test]
fn day_and_month_are_told_apart_by_the_file_or_where_it_does_not_matter() {
    for times in [
        ["01.05.2024 13:28:19", "03.04.2025 13:28:19", "04.03.2025 13:28:19"],
        // Nobody needs to know.
        ["5/1/24 9:41:02", "5/3/24 9:41:02", "5/2/24 10:00:00"],
        ["5/2/2024 9:41:02", "5/2/2024 13:28:19", "5/2/2024 1:29:00"],
        // The thirteenth tells the others.
        ["2/3/2024 9:00", "1/4/2024 9:00", "13/3/2024 9:00"],
        ["3/2/2024 9:00", "4/1/2024 9:00", "3/13/2024 9:00"],
    ] {
        let said = latest(times);
        assert_eq!(
            said, "responses.csv: row 4 is scored, responses.csv: row 2 and responses.csv: row 6 set aside",
            "{times:?}"
        );
    }
}

#[test]
fn day_and_month_that_cannot_be_told_apart_stop_the_run() {
    let refused = |place: &str, time: &str| {
        format!(
            "{place}: cannot compare the time of `ana`: ambiguous day and month in `{time}`; choose `--duplicates first`, `most-complete` or `keep`"
        )
    };
    assert_eq!(
        latest(["2/3/2024 9:00", "1/4/2024 9:00", "1/1/2024 9:00"]),
        refused("responses.csv: row 2", "2/3/2024 9:00")
    );
    // One contradicts the other.
    assert_eq!(latest(["2024-01-01", "13/4/2024", "4/14/2024"]), refused("responses.csv: row 4", "13/4/2024"));
    // What one file says does not hold for another.
    let row = "4,2,4,2,a,a,a\n";
    let header = HEADER.replacen("id,", "id,Timestamp,", 1);
    let world = survey()
        .file("clients.toml", TIMES)
        .file("spring.csv", &format!("{header}\nana,13/4/2024,{row}ana,1/2/2024,{row}"))
        .file("autumn.csv", &format!("{header}\nben,1/5/2024,{row}ana,2/5/2024,{row}"));
    let args = "batch spring.csv autumn.csv --map clients.toml --duplicates latest";
    let said = world.args(args.split(' ')).run().refused();
    assert!(said.contains(&refused("autumn.csv: row 3", "2/5/2024")), "{said}");
}

#[test]
fn a_time_in_words_of_another_language_is_not_guessed() {
    for time in ["2024/05/01 1:28:19 nachm. MESZ", "2024/05/01 1:28:19 \u{39c}\u{39c}"] {
        let said = latest(["2024-05-01", time, "2024-05-02"]);
        assert_eq!(
            said,
            format!(
                "responses.csv: row 4: cannot compare the time of `ana`: `{time}` is not a time such as 2026-01-31 14:05; choose `--duplicates first`, `most-complete` or `keep`"
            )
        );
    }
}

#[test]
fn a_time_that_cannot_be_told_stops_the_run() {
    let table = TWICE.replace("2026-03-02 10:00,4", "asked by phone,4");
    let world = over(&table, "--duplicates latest --map clients.toml").file("clients.toml", TIMES);
    assert_snapshot!(world.run().refused());
    let table = TWICE.replace("2026-03-02 10:00,4", ",4");
    let world = over(&table, "--duplicates latest --map clients.toml").file("clients.toml", TIMES);
    assert_snapshot!(world.run().refused());
}

#[test]
fn they_are_found_across_files() {
    let row = "4,2,4,2,a,a,a\n";
    let world = survey()
        .file("spring.csv", &format!("{HEADER}\nana,{row}ben,{row}"))
        .file("autumn.csv", &format!("{HEADER}\nana,{row}"))
        .file("late/ben.toml", "[answers]\ntempo-week = 4\n");
    let world = world.args(["batch", "spring.csv", "autumn.csv", "late", "--duplicates", "latest"]);
    assert_snapshot!(world.run());
}

/// The last lines of a run that was refused, whichever row is to be scored.
fn whatever_is_chosen(world: World, args: &str) -> String {
    let mut world = world;
    let mut said = Vec::new();
    for choice in ["error", "latest", "first", "most-complete"] {
        world = world.args(format!("batch {args} --duplicates {choice}").split(' '));
        let refused = world.run().refused();
        said.push(refused.lines().filter(|line| !line.starts_with("note:")).collect::<Vec<_>>().join("\n"));
    }
    world = world.args(format!("batch {args} --duplicates keep").split(' '));
    assert_eq!(world.run().code, Some(0));
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    said.remove(0)
}

#[test]
fn somebody_without_an_id_is_not_taken_for_somebody_else() {
    let row = "4,2,4,2,a,a,a\n";
    let world = survey().file("a.csv", &format!("{HEADER}\n2,{row},{row}x,{row}3,{row}"));
    assert_snapshot!(whatever_is_chosen(world, "a.csv"), @"
    a.csv: row 3: row has no id; generated id `3` collides with a.csv: row 5; give it an id
    error: 1 row without an id would be confused with another; nothing written; give every row an id, rename one of two files with the same name, or use `--duplicates keep`
    ");
    let nameless = format!("{}\n{row}{row}", HEADER.replacen("id,", "", 1));
    let world = survey().file("spring/responses.csv", &nameless).file("autumn/responses.csv", &nameless);
    assert_snapshot!(whatever_is_chosen(world, "spring/responses.csv autumn/responses.csv"), @"
    autumn/responses.csv: row 2: row has no id; generated id `responses-2` collides with spring/responses.csv: row 2; give it an id
    autumn/responses.csv: row 3: row has no id; generated id `responses-3` collides with spring/responses.csv: row 3; give it an id
    error: 2 rows without an id would be confused with another; nothing written; give every row an id, rename one of two files with the same name, or use `--duplicates keep`
    ");
    let answers = r#""answers": {"tempo-week": 4}"#;
    let lines = format!("{{\"person\": {{\"id\": \"3\"}}, {answers}}}\n{{{answers}}}\n{{{answers}}}\n");
    let world = survey().file("a.ndjson", &lines);
    assert_snapshot!(whatever_is_chosen(world, "a.ndjson"), @"
    a.ndjson:3: row has no id; generated id `3` collides with a.ndjson:1; give it an id
    error: 1 row without an id would be confused with another; nothing written; give every row an id, rename one of two files with the same name, or use `--duplicates keep`
    ");
    // An id that is the number of its line is an id all the same.
    let world = over(&format!("{HEADER}\n1,{row}1,{row}"), "--duplicates first");
    assert_eq!(world.run().code, Some(0));
    let line = format!("{{\"person\": {{\"id\": \"1\"}}, {answers}}}\n");
    let world = survey().file("a.ndjson", &line.repeat(2)).args(["batch", "a.ndjson", "--duplicates", "latest"]);
    assert_eq!(world.run().code, Some(0));
}

#[test]
fn they_are_found_far_apart_and_bad_rows_are_said_once() {
    let row = "4,2,4,2,a,a,a\n";
    let mut table = format!("{HEADER}\n");
    for number in 0..40_000 {
        let bad = if number == 17 { "9" } else { "" };
        write!(table, "p{},{bad}{row}", if number % 9999 == 9998 { 5 } else { number }).unwrap();
    }
    let outcome = over(&table, "--duplicates first").run();
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.stdout.lines().count(), 1 + 40_000 - 4 - 1);
    assert_eq!(outcome.stdout.lines().filter(|line| line.starts_with("p5,")).count(), 1);
    assert_snapshot!(outcome.stderr);
}

#[test]
fn many_of_them_are_counted_once_ten_are_shown() {
    let table: String = (0..30).map(|number| format!("p{},4,2,4,2,a,a,a\n", number / 2)).collect();
    let table = format!("{HEADER}\n{table}");
    for (args, shown) in [("", 10), ("-v", 15), ("--duplicates first", 10), ("--duplicates first -v", 15)] {
        let said = over(&table, args).run().stderr;
        let about: Vec<&str> =
            said.lines().filter(|line| line.starts_with("`p") || line.starts_with("duplicate person `p")).collect();
        assert_eq!(
            (about.len(), said.contains("\nand 5 more like these; `-v` shows them all\n")),
            (shown, shown == 10),
            "{said}"
        );
    }
}

#[test]
fn rows_that_are_rejected_do_not_count_and_the_help_says_so() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\nana,9,2,4,2,a,a,a\n");
    let outcome = over(&table, "--duplicates latest").run();
    assert!(outcome.stderr.contains("\n2 rows read: 1 scored, 1 rejected"), "{outcome}");
    let help = rolefit().args(["batch", "--help"]).run().printed();
    assert!(help.contains("several rows of one person (rejected rows are ignored)"), "{help}");
}

#[test]
fn many_rows_of_a_person_are_counted_once_a_few_are_shown() {
    let table = format!("{HEADER}\n{}", "ana,4,2,4,2,a,a,a\n".repeat(2000));
    let refused = over(&table, "-v").run().refused();
    let places = "responses.csv: row 2, responses.csv: row 3, responses.csv: row 4, responses.csv: row 5, responses.csv: row 6 and 1995 more";
    assert!(refused.contains(&format!("\n`ana` appears 2000 times: {places}\n")), "{refused}");
    let world = over(&table, "--duplicates first --summary s.json");
    let said = world.run().stderr;
    let places = "responses.csv: row 3, responses.csv: row 4, responses.csv: row 5, responses.csv: row 6, responses.csv: row 7 and 1994 more";
    assert!(said.contains(&format!("\n`ana`: responses.csv: row 2 is scored, {places} set aside\n")), "{said}");
    let summary: serde_json::Value = serde_json::from_str(&world.read("s.json")).unwrap();
    assert_eq!(summary["decisions"][0]["set_aside"].as_array().unwrap().len(), 1999);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_known_of_many_who_come_twice_takes_little_memory() {
    let peak = |people: usize| {
        let once: String = (0..people).map(|person| format!("p{person},4,2,4,2,a,a,a\n")).collect();
        over(&format!("{HEADER}\n{once}{once}"), "--duplicates first").peak()
    };
    // What a few people take is the program itself, which a build for tests makes large.
    let (few, all) = (peak(20), peak(100_000));
    assert!(few > 0 && all < few + 64, "{few} MiB for a few, {all} MiB for all");
}
