//! Rows that were not scored: collected as they came, mended, and read again.

use insta::assert_snapshot;

use crate::cohort::{HEADER, over, survey};

const ROWS: &str =
    "ana,4,2,4,2,a,a,a\nben,7,2,4,2,\"a, b\",a,a\n=1+1,\"say \"\"no\"\"\",2,-4,2,a,a,@a\n-5,6,2,4,2,a,a,a\n";

#[test]
fn rejected_rows_keep_their_cells_and_get_a_reason() {
    let world = over(
        &format!("{HEADER},note\n{}", ROWS.replace(",a\n", ",a,+1\n").replace("@a\n", "@a,\"two\nlines\"\n")),
        "--rejects rejects.csv",
    );
    assert_eq!(world.run().code, Some(1));
    assert_snapshot!(world.read("rejects.csv"));
}

#[test]
fn mended_rows_are_read_again_and_nobody_is_lost() {
    let world = over(&format!("{HEADER}\n{ROWS}"), "-o first.csv --rejects rejects.csv");
    assert_eq!(world.run().code, Some(1));
    let rejects = world.read("rejects.csv");
    let mended = rejects.replacen("ben,7,", "ben,5,", 1).replacen("\"a, b\"", "b", 1);
    let world =
        world.file("rejects.csv", &mended).args(["batch", "rejects.csv", "-o", "second.csv", "--rejects", "again.csv"]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let persons = |csv: &str| -> Vec<String> {
        csv.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    };
    assert_eq!(persons(&world.read("first.csv")), ["ana"]);
    assert_eq!(persons(&world.read("second.csv")), ["ben"]);
    // What is still wrong stands there as it did, with one column of reasons.
    let left: Vec<&str> = rejects.lines().filter(|line| !line.starts_with("ben,")).collect();
    assert_eq!(world.read("again.csv").lines().collect::<Vec<_>>(), left);
}

#[test]
fn what_kept_a_cell_from_running_is_taken_off_again() {
    let mapping = "missing = [\"-\"]\n[columns]\n\"- my week\" = \"tempo-week\"\n";
    let table = "id,- my week,ops-alert,focus-quiet-block\n@ana,4,-,9\n-x,4,a,9\n";
    let world = survey().file("responses.csv", table).file("survey.toml", mapping);
    let world = world.args("batch responses.csv --map survey.toml --rejects rejects.csv".split(' '));
    assert_eq!(world.run().code, Some(1));
    let rejects = world.read("rejects.csv");
    assert!(
        rejects.starts_with("id,'- my week,ops-alert,focus-quiet-block,row,reason (--map survey.toml)\n'@ana,4,'-,9,"),
        "{rejects}"
    );
    let world = world.file("rejects.csv", &rejects.replace(",9,", ",5,"));
    let outcome = world.args("batch rejects.csv --map survey.toml --format ndjson".split(' ')).run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let found = ["@ana", "-x"].map(|id| outcome.stdout.contains(&format!("{{\"person\":\"{id}\"")));
    assert_eq!(found, [true, true], "{outcome}");
}

#[test]
fn who_has_no_id_gets_no_pseudonym_among_the_rejected() {
    let table = format!("{HEADER}\n,7,2,4,2,a,a,a\n ,8,2,4,2,a,a,a\nana,9,2,4,2,a,a,a\n");
    let world = over(&table, "--rejects rejects.csv --anonymize key");
    assert_eq!(world.run().code, Some(1));
    let rejects = world.read("rejects.csv");
    let ids: Vec<&str> = rejects.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    assert!(matches!(ids.as_slice(), ["", "", ana] if ana.starts_with("p-")), "{rejects}");
}

#[test]
fn a_column_of_reasons_that_people_gave_stays() {
    let world = over(&format!("{HEADER},reason\nana,7,2,4,2,a,a,a,because\n"), "--rejects rejects.csv");
    assert_eq!(world.run().code, Some(1));
    let expected =
        format!("{HEADER},reason,row,reason\nana,7,2,4,2,a,a,a,because,2,`focus-quiet-block`: 7 is outside 1 to 5\n");
    assert_eq!(world.read("rejects.csv"), expected);
}

#[test]
fn without_anything_to_reject_an_earlier_list_is_replaced_by_an_empty_one() {
    let world = over(&format!("{HEADER}\nana,4,2,4,2,a,a,a\n"), "--rejects rejects.csv")
        .file("rejects.csv", "an earlier one\n");
    assert_eq!(world.run().code, Some(0));
    assert_eq!(world.read("rejects.csv"), format!("{HEADER},row,reason\n"));
}

#[test]
fn a_delimiter_a_mark_and_rows_of_headers_are_kept() {
    let table = "StartDate;Q1\nStart Date;tempo-week\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\";\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n2026-01-31;6\n";
    let world =
        over(table, "--map clients.toml --rejects rejects.csv --bom").file("clients.toml", "preset = \"qualtrics\"\n");
    let outcome = world.run();
    assert!(outcome.stdout.starts_with("\u{feff}person,"), "{outcome}");
    assert_eq!(
        world.read("rejects.csv"),
        format!(
            "\u{feff}{}2026-01-31;6;4;`tempo-week`: 6 is outside 1 to 5\n",
            table
                .split("2026")
                .next()
                .unwrap()
                .replacen("Q1\n", "Q1;row;reason (--map clients.toml)\n", 1)
                .replacen("tempo-week\n", "tempo-week;;\n", 1)
                .replacen("QID1\"\"}\"\n", "QID1\"\"}\";;\n", 1)
        )
    );
}

const LINES: &str = r#"{"person": {"id": "ana"}, "answers": {"tempo-week": 4}}
{"person": {"id": "ben"}, "answers": {"tempo-week": 7, "tempo-wek": 1}}
{"person": {"id": "cleo"}, "answers": {"tempo-week": 4}
[]
{"person": ["dora"], "answers": {"tempo-week": 4}}
"#;

#[test]
fn objects_that_were_not_scored_can_be_mended_as_well() {
    let world = survey().file("a.ndjson", LINES).args(["batch", "a.ndjson", "--rejects", "rejects.ndjson"]);
    let outcome = world.run();
    assert_snapshot!(format!("{outcome}--- rejects ---\n{}", world.read("rejects.ndjson")));
    let mended = world.read("rejects.ndjson").replace("7, \"tempo-wek\": 1", "5");
    let world = world.file("mended.ndjson", mended.lines().next().unwrap()).args(["batch", "mended.ndjson"]);
    assert!(world.run().stdout.contains("\nben,engineer,"));
}

#[test]
fn answers_files_that_cannot_be_read_are_named() {
    let world = survey()
        .file("answers/ana.toml", "[answers]\ntempo-week = 4\n")
        .file("answers/ben.toml", "[answers]\napi-timeout = 'a'\ntempo-week = 7\n")
        .file("answers/cleo.yaml", "answers: [\n")
        .file("answers/dan.json", "")
        .args(["batch", "answers", "--rejects", "rejects.ndjson"]);
    let outcome = world.run();
    assert_snapshot!(format!("{outcome}--- rejects ---\n{}", world.read("rejects.ndjson")));
}

#[test]
fn ids_that_a_spreadsheet_would_run_are_guarded_and_numbers_stay_numbers() {
    let table = format!("{HEADER}\n=1+1,4,2,4,2,a,a,a\n\"@x,\"\"y\"\"\",4,2,4,2,a,a,a\n007,4,2,4,2,a,a,a\n");
    for args in ["", "--wide"] {
        let outcome = over(&table, args).run();
        for (row, expected) in outcome.stdout.lines().skip(1).zip(["'=1+1,", "\"'@x,\"\"y\"\"\",", "007,"]) {
            assert!(row.starts_with(expected), "{outcome}");
        }
    }
    let outcome = over(&table, "--format ndjson").run();
    assert!(outcome.stdout.starts_with("{\"person\":\"=1+1\","), "{outcome}");
}

#[test]
fn a_stray_nul_byte_is_named_where_it_stands_and_can_be_mended() {
    let table =
        format!("{HEADER},note\nana,4,2,4,2,a,a,a,ok\nben,4\0,2,4,2,a,a,a,\"x\ny\0z\"\ncleo,4,2,4,2,a,a,a,ok\n");
    let world = over(&table, "-o first.csv --rejects rejects.csv");
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let rejects = world.read("rejects.csv");
    let reasons = "`focus-quiet-block`: a NUL byte in line 3, column 2; remove it; `note`: a NUL byte in line 4, column 9; remove it";
    assert_eq!(rejects, format!("{HEADER},note,row,reason\nben,4\0,2,4,2,a,a,a,\"x\ny\0z\",3,\"{reasons}\"\n"));
    assert!(world.read("first.csv").contains("\ncleo,"));
    let again = world.file("again.csv", &rejects).run_with("batch again.csv --rejects second.csv".split(' '));
    assert_eq!((again.code, again.stdout.lines().count()), (Some(1), 1), "{again}");
}

#[test]
fn a_nul_byte_among_the_names_of_columns_is_named() {
    let outcome = over("id,focus-quiet\0-block\nana,4\n", "").run();
    assert!(outcome.refused().contains("NUL byte in row 1, column B"));
}

/// Ids and notes that run as a formula for a reader of one list separator or another.
#[test]
fn no_cell_runs_whatever_separator_a_file_is_read_with() {
    let starts = ["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "﹦1", "﹢1", "﹣1", "﹫x", "\u{2212}1", " =1"];
    let ids: Vec<String> = starts
        .iter()
        .enumerate()
        // The number keeps full-width spellings apart from their plain ones: ids are compared folded.
        .flat_map(|(number, start)| ["", "a,", "a;", "a\t", "a|"].map(|before| format!("{before}{start}{number}")))
        .collect();
    for delimiter in [",", ";", "\t", "|"] {
        let header = format!("{HEADER},note").replace(',', delimiter);
        let row = |id: &str, first: &str| {
            let answers = [first, "2", "4", "2", "a", "a", "a"].join(delimiter);
            format!("\"{id}\"{delimiter}{answers}{delimiter}\"{id}\"\n")
        };
        let rows: String = ids.iter().flat_map(|id| [row(id, "4"), row(&format!("{id}!"), "-9")]).collect();
        let world = over(&format!("{header}\n{rows}"), "-o scores.csv --rejects rejects.csv");
        assert_eq!(world.run().code, Some(1));
        world.run_with("batch responses.csv -o wide.csv --wide".split(' '));
        for name in ["scores.csv", "wide.csv", "rejects.csv"] {
            let text = world.read(name);
            assert!(text.lines().count() > ids.len());
            for separator in [b',', b';', b'\t', b'|'] {
                let mut reader = csv::ReaderBuilder::new();
                let reader = reader.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
                for cell in
                    reader.into_records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
                {
                    let runs = cell
                        .trim_start()
                        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '\u{2212}']);
                    assert!(!runs || cell == "-9", "{name} has {cell:?} between {:?}", char::from(separator));
                }
            }
        }
        // What was rejected can be mended, and is then whose it was.
        let mended = world
            .read("rejects.csv")
            .replace(&format!("{delimiter}-9{delimiter}"), &format!("{delimiter}4{delimiter}"));
        let world = world.file("mended.csv", &mended);
        let outcome = world.run_with("batch mended.csv --format ndjson --top 1".split(' '));
        let people: Vec<String> = outcome
            .stdout
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["person"].as_str().unwrap().to_owned())
            .collect();
        let expected: Vec<String> = ids.iter().map(|id| format!("{}!", id.trim())).collect();
        assert_eq!(people, expected, "{outcome}");
    }
}
