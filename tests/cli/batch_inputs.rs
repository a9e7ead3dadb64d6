//! However responses are written down, and on however many threads they are scored, the result has the same bytes.

use std::collections::HashMap;
use std::fmt::Write;

use insta::assert_snapshot;

use crate::cohort::{self, HEADER, survey};
use crate::world::{World, rolefit};

/// A small cohort on the built-in pack.
const PEOPLE: u64 = 40;

fn cohort_of(people: u64, delimiter: char) -> String {
    let world = rolefit().pack("roles");
    cohort::table(&cohort::load(&world, "roles"), people, delimiter)
}

fn result(world: World, args: &str) -> String {
    let outcome = world.args(args.split_whitespace()).run();
    assert_eq!(outcome.code, Some(0), "{args}: {}", outcome.stderr);
    outcome.stdout
}

fn expected() -> String {
    result(rolefit().file("a.csv", &cohort_of(PEOPLE, ',')), "batch a.csv")
}

#[test]
fn every_delimiter_line_end_and_quoting_gives_the_same_rows() {
    let expected = expected();
    assert_eq!(expected.lines().count(), 1 + 4 * 40);
    for (name, delimiter) in [("a.csv", ';'), ("a.csv", '|'), ("a.tsv", '\t'), ("a.txt", ',')] {
        let world = rolefit().file(name, &cohort_of(PEOPLE, delimiter));
        assert_eq!(result(world, &format!("batch {name}")), expected, "{name} with {delimiter:?}");
    }
    let table = cohort_of(PEOPLE, ',');
    let quoted: String =
        table.lines().map(|line| format!("\"{}\"\n", line.split(',').collect::<Vec<_>>().join("\",\""))).collect();
    for (what, text) in [
        ("quoted", quoted),
        ("CRLF", table.replace('\n', "\r\n")),
        ("a mark", format!("\u{feff}{table}")),
        ("no line end at the end", table.trim_end().to_owned()),
        ("empty lines", table.replace('\n', "\n\r\n\n")),
        ("empty rows", table.replace('\n', &format!("\n{}\n  \n", ",".repeat(100)))),
        ("spaces around cells", table.replace(',', " , ")),
        ("another case", table.to_uppercase().replace("P0", "p0")),
    ] {
        assert_eq!(result(rolefit().file("a.csv", &text), "batch a.csv"), expected, "{what}");
    }
    let world = rolefit().stdin(&table);
    assert_eq!(result(world, "batch - --input-format csv"), expected, "standard input");
}

#[test]
fn every_encoding_gives_the_same_rows() {
    // The ids are not the same in every encoding.
    let table = cohort_of(PEOPLE, ';').replace("p00", "Größe-");
    let expected = result(rolefit().file("a.csv", &table), "batch a.csv");
    assert!(expected.contains("\nGröße-07,"));
    let units = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{table}").encode_utf16().flat_map(to_bytes).collect()
    };
    for (what, bytes) in [("little end first", units(u16::to_le_bytes)), ("big end first", units(u16::to_be_bytes))] {
        assert_eq!(result(rolefit().bytes("a.csv", &bytes), "batch a.csv"), expected, "{what}");
    }
    let latin: Vec<u8> = table.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    assert_eq!(result(rolefit().bytes("a.csv", &latin), "batch a.csv --encoding windows-1252"), expected);
    let unmarked: Vec<u8> = units(u16::to_le_bytes)[2..].to_vec();
    assert_eq!(result(rolefit().bytes("a.csv", &unmarked), "batch a.csv --encoding utf-16le"), expected);
}

#[test]
fn objects_and_files_of_answers_give_the_same_rows() {
    let expected = expected();
    let world = rolefit().pack("roles");
    let pack = cohort::load(&world, "roles");
    let lines: Vec<String> = (0..PEOPLE).map(|seed| cohort::json(&pack, seed)).collect();
    let world = rolefit().file("a.ndjson", &(lines.join("\n\n") + "\n  \n")).file("b.jsonl", &lines.join("\r\n"));
    let marked = format!("\u{feff}{}", lines.join("\n"));
    let world = world.file("c.ndjson", &marked);
    let world = (0..PEOPLE).fold(world, |world, seed| match seed % 2 {
        0 => world.file(&format!("answers/{}.toml", cohort::id(seed)), &cohort::toml(&pack, seed)),
        _ => world.file(&format!("answers/{}.json", cohort::id(seed)), &lines[seed as usize]),
    });
    let world = world.file("answers/README.md", "# No answers\n").file("answers/.hidden.toml", "[answers]\n");
    let world = world.stdin(&lines.join("\n"));
    let mut world = world;
    for args in ["a.ndjson", "b.jsonl", "c.ndjson", "answers", "answers/p*", "- --input-format ndjson"] {
        world = world.args(format!("batch {args}").split_whitespace());
        let outcome = world.run();
        assert_eq!(outcome.code, Some(0), "{args}: {}", outcome.stderr);
        assert_eq!(outcome.stdout, expected, "{args}");
    }
}

/// Enough people for many chunks, a hundred or so of them in rows that cannot be scored.
fn large() -> World {
    let mut table = cohort_of(12_000, ',');
    for number in (0..12_000).step_by(97) {
        table = table.replacen(&format!("\np{number:04},"), &format!("\np{number:04},9"), 1);
    }
    assert!(table.len() > 2_000_000);
    rolefit().file("large.csv", &table)
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let mut world = large();
    for form in ["csv", "csv --wide --bom", "json", "table --role backend --top 1"] {
        let run = |world: World, jobs: &str| {
            let args = format!(
                "batch large.csv --format {form} --jobs {jobs} -o out --rejects rejects.csv --summary s.json -v"
            );
            let world = world.args(args.split_whitespace());
            let outcome = world.run();
            assert_eq!(outcome.code, Some(1), "{outcome}");
            let results = [world.read("out"), world.read("rejects.csv"), world.read("s.json"), outcome.stderr];
            (world, results)
        };
        let (again, one) = run(world, "1");
        let (again, four) = run(again, "4");
        assert!(one == four, "{form}");
        assert_eq!(one[1].lines().count(), 1 + 12_000_usize.div_ceil(97), "{form}");
        world = again;
    }
    // What says everything of a person takes its time.
    let pack = cohort::load(&rolefit().pack("roles"), "roles");
    let lines: String = (0..250).map(|seed| cohort::json(&pack, seed) + "\n").collect();
    assert!(lines.len() > 500_000);
    let run = |world: World, jobs: &str| result(world, &format!("batch a.ndjson --format ndjson --full --jobs {jobs}"));
    let one = run(rolefit().file("a.ndjson", &lines), "1");
    assert!(one == run(rolefit().file("a.ndjson", &lines), "4"));
}

#[test]
fn a_mark_that_stands_before_a_row_is_read_alike_with_and_without_quotes() {
    let run = |ben: &str| {
        let table = format!("{HEADER}\n\u{feff}ana,4,2,4,2,a,a,a\n{ben},4,2,4,2,a,a,a\n");
        result(survey().file("a.csv", &table), "batch a.csv")
    };
    assert_eq!(run("ben"), run("\"ben\""));
}

#[test]
fn without_a_column_of_ids_it_is_said_what_that_means() {
    let note = |header: &str| {
        let row = "x,".repeat(header.split(',').count()) + "4";
        let outcome = survey().file("a.csv", &format!("{header},tempo-week\n{row}\n")).args(["batch", "a.csv"]).run();
        let is_numbered = outcome.stderr.contains("numbered by row");
        assert_eq!(persons(&outcome.stdout), [if is_numbered { "2" } else { "x" }], "{outcome}");
        outcome.stderr.lines().find(|line| line.contains("ids")).unwrap_or_default().to_owned()
    };
    assert_snapshot!(["Email Address,Timestamp", "Seen,Timestamp", "User ID", "Age", "Email,Start time,Completion time,ID"].map(note).join("\n"), @"
    note: a.csv: ids from `Email Address`
    note: a.csv: no column of ids: people are numbered by row, and duplicates are not detected
    note: a.csv: no column of ids: people are numbered by row, and duplicates are not detected; if `User ID` has ids, name it under `[person]` of a mapping
    note: a.csv: no column of ids: people are numbered by row, and duplicates are not detected
    note: a.csv: ids from `ID`, a number for each response: duplicates are not detected; if `Email` tells people apart, name it under `[person]` of a mapping
    ");
}

fn persons(csv: &str) -> Vec<&str> {
    csv.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

#[test]
fn a_form_made_from_the_questions_scores_without_a_mapping() {
    let world = survey().args(["questions", "--format", "csv"]);
    let questions = world.run().printed();
    let mut reader = csv::Reader::from_reader(questions.as_bytes());
    let (mut header, mut row) = ("id".to_owned(), "ana".to_owned());
    for record in reader.deserialize::<HashMap<String, String>>() {
        let record = record.unwrap();
        write!(header, ",\"{}\"", record["text"].replace('"', "\"\"")).unwrap();
        row += match record["id"].as_str() {
            "focus-quiet-block" => ",strongly agree",
            "focus-shared-screen" => ",2",
            "tempo-week" => ",neither",
            "tempo-turns" => ",Agree",
            "api-rename-field" => ",Leave it.",
            "api-timeout" => ",b) Set a timeout of 5 s / retry twice.",
            _ => ",A",
        };
    }
    let table = format!("{header}\n{row}\n");
    let by_id = format!("{HEADER}\nana,5,2,3,4,c,b,a\n");
    let world = world.file("form.csv", &table).file("ids.csv", &by_id);
    assert_eq!(result(world, "batch form.csv"), result(survey().file("ids.csv", &by_id), "batch ids.csv"));
}

#[test]
fn without_an_id_people_are_named_by_the_number_of_their_row() {
    let row = "4,2,4,2,a,a,a\n";
    let nameless = format!("{}\n{}", HEADER.strip_prefix("id,").unwrap(), row.repeat(3));
    let world = survey().file("a.csv", &nameless).file("b.csv", &nameless);
    let both = result(world, "batch a.csv b.csv");
    assert_eq!(persons(&both), ["a-2", "a-3", "a-4", "b-2", "b-3", "b-4"]);
    // A row without an answer is nobody's; the numbers are those of the rows.
    let holes = nameless.replace("a,a,a\n4", "a,a,a\n,,,,,,\n4");
    let csv = result(survey().file("a.csv", &holes), "batch a.csv");
    assert_eq!(persons(&csv), ["2", "4", "6"]);
    // Where most have an id the others are numbered all the same, in whatever chunk they stand.
    let mut table = format!("{HEADER}\n");
    for number in 1..=30_000 {
        let id = if number % 7000 == 0 { " ".to_owned() } else { format!("p{number}") };
        write!(table, "{id},{row}").unwrap();
    }
    let csv = result(survey().file("a.csv", &table), "batch a.csv");
    let unnamed: Vec<&str> = persons(&csv).into_iter().filter(|person| !person.starts_with('p')).collect();
    assert_eq!(unnamed, ["7001", "14001", "21001", "28001"]);
}

#[test]
fn without_an_id_people_are_named_by_the_number_of_their_line_whatever_stands_between() {
    let answers =
        r#"{"answers": {"focus-quiet-block": 4, "tempo-week": 4, "api-rename-field": "a", "ops-alert": "a"}}"#;
    // Lines of blanks are nobody's, in chunks of their own as well as between others.
    let is_blank = |number: usize| number.is_multiple_of(500) || (3000..3100).contains(&number);
    let lines: String =
        (1..=8000).map(|it| if is_blank(it) { "  \n".to_owned() } else { format!("{answers}\n") }).collect();
    assert!(lines.len() > 2 * 256 * 1024);
    let csv = result(survey().file("a.ndjson", &lines), "batch a.ndjson --top 1");
    let expected: Vec<String> = (1..=8000).filter(|it| !is_blank(*it)).map(|it| it.to_string()).collect();
    assert_eq!(persons(&csv), expected);
}

#[test]
fn what_was_found_in_a_table_is_said() {
    let part = "id;focus-quiet-block;api-timeout\nana;4;a\n";
    let world = survey().file("part.csv", part).args(["batch", "part.csv"]);
    assert_snapshot!(world.run());
}

#[test]
fn several_inputs_of_several_kinds_are_one_cohort() {
    let world = survey()
        .file("a.csv", &format!("{HEADER}\nana,4,2,4,2,a,a,a\n"))
        .file("b.tsv", &format!("{HEADER}\nben,4,2,4,2,a,a,a\n").replace(',', "\t"))
        .file("c.ndjson", "{\"answers\": {\"tempo-week\": 4}}\n")
        .file("more/dora.toml", "[answers]\ntempo-week = 4\n")
        .file("eli.yaml", "answers: { tempo-week: 4 }\n");
    let csv = result(world, "batch eli.yaml more a.csv c.ndjson more/dora.toml b.tsv --duplicates keep");
    assert_eq!(persons(&csv), ["eli", "dora", "ana", "c-1", "dora", "ben"]);
}
