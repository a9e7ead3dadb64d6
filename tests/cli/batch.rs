//! What is wrong with responses, and how it is said: a bad row never stops the good ones, a broken file stops everything.

use insta::assert_snapshot;

use crate::cohort::{HEADER, over, survey};
use crate::world::{Outcome, World, rolefit};

const GOOD: &str = "ana,4,2,4,2,a,a,a\n";

/// Runs over rows under the usual header.
fn rows(rows: &str) -> Outcome {
    over(&format!("{HEADER}\n{rows}"), "").run()
}

/// The messages of a run that could not do it, and printed nothing.
fn refusal(table: &str, args: &str) -> String {
    let outcome = over(table, args).run();
    outcome.refused()
}

#[test]
fn a_row_that_cannot_be_scored_is_named_and_the_others_are_scored() {
    assert_snapshot!(rows(&format!("{GOOD}ben,7,2,4,2,a,e,a\n\ncleo,4,2,4.5,2,a,a,a\ndan,4,2,4,2,a,a,a\n")));
}

#[test]
fn an_unknown_label_says_what_was_expected() {
    assert_snapshot!(rows(
        "ana,agree strongly,2,4,2,a,a,a\nben,4,2,4,2,\"Leave it, and document\",a,a\ncleo,4,2,4,2,a;b,a,a\n\
         dora,neither agree nor disagree,2,4,2,a,a,a\neli,agree; disagree,2,4,2,a,a,a\nfay,5 (agree),2,4,2,a,a,a\n\
         gus,5 (Strongly agree),agree: 4,4,2,a,a,a\n"
    ));
}

#[test]
fn a_person_with_few_answers_gets_no_fit_and_is_no_error() {
    assert_snapshot!(rows("ana,4,,,,a,,\nben,,,,,,,\n"));
}

#[test]
fn the_same_answer_everywhere_is_flagged_and_not_scored() {
    assert_snapshot!(rows("ana,3,3,3,3,a,a,a\n"));
}

#[test]
fn a_row_is_counted_through_quotes_and_empty_lines() {
    let quoted = "\"a\nn\na\",4,2,4,2,a,a,a\r\n\r\n\n\"ben\",7,2,4,2,a,a,a\n,,,,,,,\n\ncleo,8,2,4,2,\"Leave\nit.\",a,a\n\ndan,9,2,4,2,a,a,a";
    let outcome = rows(quoted);
    let lines: Vec<&str> = outcome.stderr.lines().filter(|line| line.starts_with("responses.csv:")).collect();
    assert_eq!(
        lines,
        [
            "responses.csv: row 5: `focus-quiet-block`: 7 is outside 1 to 5",
            "responses.csv: row 8: `focus-quiet-block`: 8 is outside 1 to 5",
            "responses.csv: row 10: `focus-quiet-block`: 9 is outside 1 to 5",
        ]
    );
    let table = "id,\"I do my\nhardest work with every\nnotification switched off.\",api-timeout\r\n\r\nana,7,a\r\n\"ben\",7,a\r\n";
    let outcome = over(table, "").run();
    assert!(
        outcome.stderr.contains("responses.csv: row 3: ") && outcome.stderr.contains("responses.csv: row 4: "),
        "{outcome}"
    );
}

#[test]
fn ten_messages_are_shown_and_the_rest_is_counted() {
    let table =
        format!("{HEADER}\n{GOOD}{}", (0..25).map(|number| format!("p{number},9,2,4,2,a,a,a\n")).collect::<String>());
    let outcome = over(&table, "").run();
    let about_rows = |outcome: &Outcome| outcome.stderr.matches("outside 1 to 5").count();
    assert_eq!((outcome.code, about_rows(&outcome)), (Some(1), 10));
    assert!(outcome.stderr.contains("\nand 15 more like these; `-v` shows them all\n"), "{outcome}");
    let outcome = over(&table, "-v").run();
    assert_eq!(about_rows(&outcome), 25);
    assert!(!outcome.stderr.contains("more like these"), "{outcome}");
}

#[test]
fn a_broken_table_is_refused_with_its_line_and_nothing_is_written() {
    let table = |rows: &str| format!("{HEADER}\n{GOOD}{rows}");
    let broken = [
        ("a short row", table("ben,4,2,4\n")),
        ("a long row", table("ben,4,2,4,2,a,a,a,a\n")),
        ("an open quote", table("\"be\nn\",4,2,4,2,a,a,a\ncleo,\"4,2,4,2,a,a,a\ndan,4,2,4,2,a,a,a\n")),
        ("an open quote in the header", "id,\"tempo-week\nana,4\nben,5\n".to_owned()),
        ("no known column", "name,age\nana,7\n".to_owned()),
        ("a header twice", "id,tempo-week,tempo-week\nana,4,5\n".to_owned()),
        ("an item twice", "id,tempo-week,I plan my week before it begins.\nana,4,5\n".to_owned()),
        ("two ids", "id,ID,tempo-week\nana,b,4\n".to_owned()),
        ("nobody", format!("{HEADER}\n")),
        ("nobody but empty rows", format!("{HEADER}\n\n,,,,,,,\n")),
        ("nothing", "\n".to_owned()),
        ("Macs of old", table("").replace('\n', "\r")),
        ("no text", "id,tempo-week\0\n".to_owned()),
    ];
    let mut said = String::new();
    for (what, table) in broken {
        let world = over(&table, "-o scores.csv --rejects rejects.csv --summary summary.json --each cards");
        let world = world.file("scores.csv", "an earlier result\n");
        said += &format!("# {what}\n{}", world.run().refused());
        assert_eq!(world.read("scores.csv"), "an earlier result\n");
        let left: Vec<String> = world.files().into_iter().filter(|file| !file.starts_with("survey/")).collect();
        assert_eq!(left, ["responses.csv", "scores.csv"], "{what}");
        assert_eq!(over(&table, "").run().stdout, "", "{what}");
    }
    assert_snapshot!(said);
}

#[test]
fn bytes_that_are_no_utf_8_are_refused_wherever_they_stand() {
    let near = survey().bytes("responses.csv", b"id,tempo-week\nana,4\nRen\xe9,4\n").args(["batch", "responses.csv"]);
    let mut far = b"id,tempo-week\n".to_vec();
    far.extend("ana,4\n".repeat(100_000).bytes());
    far.extend(b"Ren\xe9,4\n");
    let far = survey().bytes("responses.csv", &far).args(["batch", "responses.csv"]);
    let mut units: Vec<u16> = format!("\u{feff}id,tempo-week\n{}", "ana,4\n".repeat(100_000)).encode_utf16().collect();
    units.extend([0xd800, u16::from(b'\n')]);
    let lone: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
    let lone = survey().bytes("responses.csv", &lone).args(["batch", "responses.csv"]);
    let workbook = survey().bytes("responses.csv", b"PK\x03\x04\x14\x00").args(["batch", "responses.csv"]);
    assert_snapshot!([near, far, lone, workbook].map(|world| world.run().refused()).concat());
}

#[test]
fn objects_that_are_no_utf_8_are_refused_with_advice_that_helps() {
    let object = r#"{"person": {"id": "René"}, "answers": {"tempo-week": 4}}"#;
    let latin: Vec<u8> = object.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let wide: Vec<u8> = format!("\u{feff}{object}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let refused = |bytes: &[u8]| survey().bytes("a.ndjson", bytes).args(["batch", "a.ndjson"]).run().refused();
    assert_snapshot!([&latin, &wide, b"\xef\xbb".as_slice()].map(refused).concat(), @"
    error: a.ndjson:1: byte 0xE9 is not valid UTF-8; nothing written; JSON must be UTF-8: save the file as UTF-8
    error: a.ndjson:1: byte 0xFF is not valid UTF-8; nothing written; JSON must be UTF-8: save the file as UTF-8
    error: a.ndjson:1: byte 0xEF is not valid UTF-8; nothing written; JSON must be UTF-8: save the file as UTF-8
    ");
}

#[test]
fn a_delimiter_that_parts_nothing_is_refused() {
    assert_snapshot!(refusal(&format!("{HEADER}\n{GOOD}").replace(',', ";"), "--delimiter ,"));
}

#[test]
fn a_mapped_column_that_is_not_there_is_refused() {
    let world = over(&format!("{HEADER}\n{GOOD}"), "--map clients.toml").file(
        "clients.toml",
        "[person]\ntime = \"Timestamp\"\n[columns]\n\"I plan my weeks\" = \"tempo-week\"\n\"focus quiet block\" = \"focus-quiet-block\"\n",
    );
    assert_snapshot!(world.run().refused());
}

#[test]
fn rows_of_a_survey_tool_above_the_answers_are_no_people() {
    let table = "StartDate,Q1\nStart Date,tempo-week\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n2026-01-31,4\n";
    for args in ["", "--map clients.toml"] {
        let world = over(table, args).file("clients.toml", "preset = \"qualtrics\"\n");
        let outcome = world.run();
        assert_eq!((outcome.code, outcome.stdout.lines().count()), (Some(0), 2), "{outcome}");
    }
}

#[test]
fn below_a_title_the_ids_and_what_a_tool_adds_are_still_found() {
    let table = "My survey,,\nZeitstempel,id,tempo-week\n2026-01-31,ana,4\n2026-01-31,ben,5\n";
    let mapping = "preset = \"google-forms\"\nheader_rows = 2\n";
    let outcome = over(table, "--map survey.toml").file("survey.toml", mapping).run();
    let people: Vec<&str> = outcome.stdout.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    assert_eq!(people, ["ana", "ben"], "{outcome}");
}

#[test]
fn text_of_a_table_never_drives_the_terminal() {
    let table = format!(
        "{HEADER}\n\"i\u{1b}[2Jd\",\u{1b}[2J,2,4,2,a,a,a\n\"i\u{202e}d\",4,2,4,2,a,a,a\ni\u{202e}d,4,2,4,2,a,a,a\n"
    );
    for args in [
        "",
        "--duplicates first --format table",
        "--duplicates keep --format ndjson --full",
        "--wide --duplicates latest",
    ] {
        let outcome = over(&table, args).run();
        let is_safe = |character: char| !character.is_control() && character != '\u{202e}' || character == '\n';
        assert!(format!("{}{}", outcome.stdout, outcome.stderr).chars().all(is_safe), "{outcome}");
    }
}

/// Scores the example cohort, of which one row cannot be scored.
fn example(args: &str) -> String {
    let args = ["batch", "cohort.csv"].into_iter().chain(args.split_whitespace());
    let outcome = rolefit().example("cohort.csv").args(args).run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    outcome.stdout
}

#[test]
fn who_is_shown_one_role_still_has_the_first_that_they_have() {
    let firsts = |args: &str| -> Vec<String> {
        let wide = example(&format!("--wide {args}"));
        wide.lines().skip(1).map(|row| row.split(',').nth(1).unwrap().to_owned()).collect()
    };
    let everybody = ["principal", "backend", "senior", "manager", "backend", "senior", ""];
    assert_eq!(firsts(""), everybody);
    assert_eq!(firsts("--role senior"), everybody);
    assert_eq!(firsts("--role senior --role manager --top 1"), everybody);
    assert!(example("--wide --role senior").contains("\nana,principal,3,near-primary-fit,"));
}

#[test]
fn where_a_table_has_no_room_every_row_says_whose_it_is() {
    let list = example("--format table --width 40");
    for start in ["  - ana: # 1; role principal;", "  - ana: # 2; role backend;", "  - gus: # –; role senior;"] {
        assert!(list.contains(start), "{start}\n{list}");
    }
    assert!(!list.contains("- : "), "{list}");
}

/// The example cohort's first person, many times.
fn many(people: usize) -> World {
    let table = rolefit().example("cohort.csv").read("cohort.csv");
    let (header, rows) = table.split_once('\n').unwrap();
    let (_, answers) = rows.lines().next().unwrap().split_once(',').unwrap();
    let rows: String = (1..=people).map(|person| format!("p{person},{answers}\n")).collect();
    rolefit().file("cohort.csv", &format!("{header}\n{rows}"))
}

#[test]
fn many_people_are_one_table_of_markdown_and_several_of_a_terminal() {
    let headers = |form: &str, people: usize| {
        let args = ["batch", "cohort.csv", "--format", form, "--role", "backend"];
        let page = many(people).args(args).run().stdout;
        assert_eq!(page.matches("primary fit").count(), people, "{page}");
        assert_eq!(page.matches("not a hiring").count(), 1, "{page}");
        page.lines().filter(|line| line.contains("personality")).count()
    };
    assert_eq!(["markdown", "table"].map(|form| headers(form, 200)), [1, 1]);
    assert_eq!(["markdown", "table"].map(|form| headers(form, 401)), [1, 3]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_written_takes_no_memory_however_much_it_is() {
    for (people, form) in [(4000, "table"), (20_000, "markdown --top 1"), (3000, "ndjson --full --jobs 2")] {
        let args = ["batch", "cohort.csv", "--format"].into_iter().chain(form.split_whitespace());
        let peak = |people: usize| many(people).args(args.clone()).peak();
        // Half of them fill everything that is on its way at once; the other half adds nothing.
        let (half, all) = (peak(people / 2), peak(people));
        assert!(half > 0 && all < half + 5, "{form}: {half} MiB for half of them, {all} MiB for all");
    }
}
