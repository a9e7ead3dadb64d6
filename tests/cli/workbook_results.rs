//! Workbooks as results: the same values as the CSV, as numbers and texts, and nothing that runs.

use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx};

use rolefit::render::csv::unguarded;

use crate::cohort::{self, HEADER, over, survey};
use crate::world::{World, rolefit};

/// Reads a sheet of a workbook that a run has written.
fn sheet(world: &World, file: &str, name: &str) -> Range<Data> {
    let mut book = Xlsx::new(Cursor::new(std::fs::read(world.path().join(file)).unwrap())).unwrap();
    book.worksheet_range(name).unwrap()
}

fn sheets(world: &World, file: &str) -> Vec<String> {
    Xlsx::new(Cursor::new(std::fs::read(world.path().join(file)).unwrap())).unwrap().sheet_names()
}

/// Returns the cells of a CSV table, without what keeps them from running.
fn csv_cells(table: &str) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_bytes());
    let bare = |cell: &str| unguarded(cell).into_owned();
    reader.into_records().map(|row| row.unwrap().iter().map(bare).collect()).collect()
}

/// Compares a sheet with a table of CSV, cell by cell, and returns how many of its cells are numbers.
fn assert_same(sheet: &Range<Data>, table: &str) -> usize {
    let rows = csv_cells(table);
    assert_eq!(sheet.height(), rows.len());
    let mut numbers = 0;
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            match sheet.get((row, column)).unwrap_or(&Data::Empty) {
                Data::Empty => assert_eq!(cell, "", "row {row}, column {column}"),
                Data::String(text) => assert_eq!(text, cell, "row {row}, column {column}"),
                Data::Float(number) => {
                    assert_eq!(cell.parse(), Ok(*number), "row {row}, column {column}");
                    assert!(row > 0 && column > 0 || !cell.starts_with('0'), "{cell}");
                    numbers += 1;
                }
                other => panic!("{other:?} in row {row}, column {column}"),
            }
        }
    }
    numbers
}

/// Thirty people with two unusual ids, and a row that is rejected.
fn people(world: &World) -> String {
    let pack = cohort::load(world, "roles");
    let table = cohort::table(&pack, 30, ',').replace("\np0007,", "\n007,").replace("\np0003,", "\n=1+1,");
    table.replacen("\np0009,4", "\np0009,9", 1).replacen("\np0009,3", "\np0009,9", 1)
        + &cohort::table(&pack, 31, ',').lines().last().unwrap().replacen("p0030,", "\"Lima, \"\"Ana\"\"\nB\",99", 1)
        + "\n"
}

#[test]
fn a_workbook_has_the_values_of_the_csv() {
    let world = rolefit().pack("roles");
    let world = world.file("responses.csv", &people(&rolefit().pack("roles")));
    for flags in ["", "--top 2", "--wide", "--role manager --certainty", "--role backend --role senior --wide --top 1"]
    {
        let run = |results: &str| {
            let args = ["batch", "responses.csv"].into_iter().chain(results.split(' ')).chain(flags.split_whitespace());
            let outcome = world.run_with(args);
            assert_eq!(outcome.code, Some(1), "{flags}: {outcome}");
            outcome.stderr
        };
        let said = run("-o s.csv --rejects r.csv --profile p.csv");
        assert_eq!(run("-o s.xlsx --rejects r.xlsx --profile p.xlsx"), said);
        let scores = world.read("s.csv");
        assert!(assert_same(&sheet(&world, "s.xlsx", "scores"), &scores) > 29, "{flags}");
        for file in ["s.xlsx", "p.xlsx"] {
            assert!(assert_same(&sheet(&world, file, "profile"), &world.read("p.csv")) > 300);
        }
        for file in ["s.xlsx", "r.xlsx"] {
            assert!(assert_same(&sheet(&world, file, "rejected"), &world.read("r.csv")) > 40);
        }
        let names = sheets(&world, "s.xlsx");
        if flags.contains("--wide") {
            assert_eq!(names, ["scores", "profile", "rejected", "method"]);
            continue;
        }
        assert_eq!(names, ["scores", "people", "profile", "rejected", "method"]);
        let mut last = String::new();
        let firsts = scores.lines().filter(|row| {
            let person = row.split(',').next().unwrap().to_owned();
            std::mem::replace(&mut last, person.clone()) != person
        });
        let firsts = firsts.collect::<Vec<_>>().join("\n");
        assert_same(&sheet(&world, "s.xlsx", "people"), &firsts);
    }
    assert_eq!(sheets(&world, "p.xlsx"), ["profile", "method"]);
    assert_eq!(sheets(&world, "r.xlsx"), ["rejected"]);
}

#[test]
fn the_same_people_are_the_same_bytes_and_only_for_their_owner() {
    let world = rolefit().file("responses.csv", &people(&rolefit().pack("roles")));
    let run = |args: &str| {
        let args = ["batch", "responses.csv", "-o", "s.xlsx"].into_iter().chain(args.split_whitespace());
        assert_eq!(world.run_with(args).code, Some(1));
        std::fs::read(world.path().join("s.xlsx")).unwrap()
    };
    let first = run("--jobs 1");
    assert!(first == run("--jobs 4"), "the bytes");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = || std::fs::metadata(world.path().join("s.xlsx")).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600);
        std::fs::remove_file(world.path().join("s.xlsx")).unwrap();
        run("--shared");
        assert_ne!(mode() & 0o044, 0);
    }
    assert_eq!(world.files(), ["responses.csv", "s.xlsx"]);
}

#[test]
fn a_workbook_says_with_what_it_was_made() {
    let world = over(&format!("{HEADER}\nana,4,2,4,2,a,a,a\n"), "-o s.xlsx");
    assert_eq!(world.run().code, Some(0));
    let method = sheet(&world, "s.xlsx", "method");
    let fact = |name: &str| {
        let row = method.rows().find(|row| row[0] == Data::String(name.to_owned()));
        row.unwrap_or_else(|| panic!("no {name}"))[1].to_string()
    };
    assert_eq!(fact("input"), "responses.csv");
    assert_eq!(fact("scored"), "1");
    assert!(fact("tool").starts_with("rolefit "), "{}", fact("tool"));
    assert_eq!(fact("pack").len(), 64);
    let text = method.rows().map(|row| row[0].to_string()).collect::<Vec<_>>().join("\n");
    assert!(text.contains("Scoring method rolefit-2axis/2"), "{text}");
}

#[test]
fn rejected_rows_in_a_workbook_are_corrected_and_read_again_by_their_mapping() {
    let table = "Who,Focus,Tempo\n'=1,9,2\n=1+1,9,2\n007,4,7\nana,4,2\n";
    let mapping = "[person]\nid = \"Who\"\n[columns]\nFocus = \"focus-quiet-block\"\nTempo = \"tempo-week\"\n";
    let world = over(table, "--map way/map.toml -o s.csv --rejects r.xlsx").file("way/map.toml", mapping);
    assert_eq!(world.run().code, Some(1));
    let again = world.run_with(["batch", "r.xlsx", "--rejects", "r2.csv", "-o", "s2.csv"]);
    assert_eq!(again.code, Some(1), "{again}");
    assert!(again.stderr.contains("mapping `way/map.toml`, which `r.xlsx` names"), "{again}");
    let cells = csv_cells(&world.read("r2.csv"));
    let ids: Vec<&str> = cells.iter().skip(1).map(|row| row[0].as_str()).collect();
    assert_eq!(ids, ["'=1", "=1+1", "007"]);
}

#[test]
fn names_are_in_the_list_of_people_alone_and_never_beside_pseudonyms() {
    let rows = "ana,4,2,4,2,a,a,a,Ana Lima\nben,5,1,4,2,b,a,a,\nana,1,5,4,2,a,a,a,007\nana,2,5,4,2,a,a,a,\"=1,2\"\n";
    let mapping = "[person]\nid = \"id\"\nname = \"Called\"\n";
    let world = over(&format!("{HEADER},Called\n{rows}"), "").file("map.toml", mapping);
    let run = |flags: &str| {
        let args = "batch responses.csv --map map.toml --duplicates keep -o s.xlsx".split(' ');
        let outcome = world.run_with(args.chain(flags.split_whitespace()));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let texts = |name: &str| -> Vec<Vec<String>> {
            sheet(&world, "s.xlsx", name).rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
        };
        assert!(!texts("scores").concat().iter().any(|cell| cell.contains("Lima")), "{flags}");
        texts("people")
    };
    for flags in ["", "--wide", "--top 1", "--role engineer --top 2"] {
        let people = run(flags);
        let names: Vec<[&str; 2]> = people.iter().map(|row| [row[0].as_str(), row[1].as_str()]).collect();
        let expected = [["person", "name"], ["ana", "Ana Lima"], ["ben", ""], ["ana", "007"], ["ana", "=1,2"]];
        assert_eq!(names, expected, "{flags}");
        assert_eq!(sheet(&world, "s.xlsx", "people").get((3, 1)), Some(&Data::String("007".to_owned())));
    }
    let people = run("--anonymize key");
    assert_eq!((people.len(), people[0][1].as_str()), (5, "role"));
    assert!(people[1][0].starts_with("p-"), "{people:?}");
    assert_eq!(
        world
            .run_with(
                "batch responses.csv --map map.toml --duplicates keep -o s.xlsx --wide --anonymize key".split(' ')
            )
            .code,
        Some(0)
    );
    assert_eq!(sheets(&world, "s.xlsx"), ["scores", "profile", "rejected", "method"]);
}

#[test]
fn pseudonyms_are_all_that_a_workbook_says_of_people() {
    let table = format!("{HEADER},Note\nana@example.org,4,2,4,2,a,a,a,secret\nben@example.org,9,2,4,2,a,a,a,secret\n");
    let world = over(&table, "-o s.xlsx --anonymize key").args([
        "batch",
        "responses.csv",
        "-o",
        "s.xlsx",
        "--rejects",
        "r.xlsx",
        "--anonymize",
        "key",
    ]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    for file in ["s.xlsx", "r.xlsx"] {
        for name in sheets(&world, file) {
            let text: Vec<String> = sheet(&world, file, &name).rows().flatten().map(ToString::to_string).collect();
            let text = text.join(" ");
            assert!(!text.is_empty());
            for hidden in ["ana", "ben@", "secret", "responses"] {
                assert!(
                    !text.replace("analy", "").contains(hidden) || name == "method" && hidden == "ana",
                    "{name}: {hidden}"
                );
            }
        }
    }
}

#[test]
fn answers_that_are_no_rows_are_listed_with_the_reasons() {
    let world = survey()
        .file("people.ndjson", "{\"answers\": {\"focus-quiet-block\": 9}}\n{\"answers\": {\"tempo-week\": 4}}\n");
    let outcome = world.run_with(["batch", "people.ndjson", "-o", "s.xlsx"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let rejected = sheet(&world, "s.xlsx", "rejected");
    let cells: Vec<String> = rejected.rows().flatten().map(ToString::to_string).collect();
    assert_eq!(cells[..3], ["place", "reason", "people.ndjson:1"]);
    assert!(cells[3].contains("9 is outside 1 to 5"), "{cells:?}");
    let said = world.run_with(["batch", "people.ndjson", "--rejects", "r.xlsx"]).refused();
    assert!(said.contains("name an `.ndjson` file for `--rejects`"), "{said}");
}

#[test]
fn what_a_workbook_cannot_hold_is_said_and_nothing_is_written() {
    let long = "x".repeat(32_768);
    let table = format!("{HEADER},Note\nana,9,2,4,2,a,a,a,{long}\n");
    let world = over(&table, "--rejects r.xlsx");
    let said = world.run().refused();
    assert!(said.contains("the sheet `rejected` would have more than 32,767 characters in a cell of row 2"), "{said}");
    assert!(said.contains("nothing written; name a `.csv` file"), "{said}");
    assert!(!world.files().contains(&"r.xlsx".to_owned()));
    let table = format!("{HEADER},{}\n,9,2,4,2,a,a,a,{}\n", "n,".repeat(16_383), ",".repeat(16_383));
    let said = over(&table, "--rejects r.xlsx").run().refused();
    assert!(said.contains("more than 16,384 columns"), "{said}");
}

#[test]
fn names_and_flags_that_no_workbook_goes_with_are_refused() {
    let world = over(&format!("{HEADER}\nana,4,2,4,2,a,a,a\n"), "");
    for (args, said) in [
        ("-o s.xls", "cannot write `s.xls`: workbooks are written as `.xlsx`"),
        ("--rejects r.ods", "cannot write `r.ods`"),
        ("--summary s.xlsx", "`--summary` writes JSON, not a workbook"),
        ("-o s.xlsx --format json", "remove `--format`"),
        ("-o s.xlsx --bom", "`--bom` is for CSV"),
        ("-o s.XLSX --decimal-comma", "`--decimal-comma` is for CSV"),
    ] {
        let refused = world.run_with(["batch", "responses.csv"].into_iter().chain(args.split(' '))).refused();
        assert!(refused.contains(said), "{args}: {refused}");
    }
    assert_eq!(world.files().iter().filter(|file| file.contains('.') && !file.contains('/')).count(), 1);
    let both = world.run_with("batch responses.csv -o s.xlsx --profile p.csv --bom".split(' '));
    assert_eq!(both.code, Some(0), "{both}");
    assert!(world.read("p.csv").starts_with('\u{feff}'));
    assert_eq!(sheet(&world, "s.xlsx", "profile").get((0, 0)), Some(&Data::String("person".to_owned())));
}

#[test]
fn texts_of_every_kind_come_back_as_they_were() {
    let ids =
        ["_x0041_", " blank ", "a\u{1}b", "<&>\"'", "Zoë\u{200b}", "\u{1f600}", "1e5", "TRUE", "+49", "1/2", "#N/B"];
    let rows: String = ids.iter().map(|id| format!("\"{}\",4,2,4,2,a,a,9\n", id.replace('"', "\"\""))).collect();
    let world = over(&format!("{HEADER}\n{rows}"), "--rejects r.csv");
    assert_eq!(world.run().code, Some(1));
    assert_eq!(world.run_with(["batch", "responses.csv", "--rejects", "r.xlsx"]).code, Some(1));
    let again = world.run_with(["batch", "r.xlsx", "--rejects", "again.csv"]);
    assert_eq!(again.code, Some(1), "{again}");
    assert_eq!(csv_cells(&world.read("again.csv")), csv_cells(&world.read("r.csv")));
}

#[test]
fn other_libraries_open_what_is_written() {
    let python = std::env::var_os("ROLEFIT_PYTHON").unwrap_or_else(|| "python3".into());
    if !Command::new(&python).args(["-c", "import openpyxl"]).output().is_ok_and(|it| it.status.success()) {
        #[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
        {
            eprintln!("the Python of ROLEFIT_PYTHON has no openpyxl: workbooks are not opened with it");
        }
        return;
    }
    let world = rolefit().file("responses.csv", &people(&rolefit().pack("roles")));
    assert_eq!(world.run_with("batch responses.csv -o s.xlsx".split(' ')).code, Some(1));
    let script = "import openpyxl, sys\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        assert book.sheetnames == ['scores', 'people', 'profile', 'rejected', 'method'], book.sheetnames\n\
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]\n\
        assert not [cell for cell in cells if cell.data_type == 'f'], 'a formula'\n\
        ids = [row[0].value for row in book['people'].iter_rows()]\n\
        assert '=1+1' in ids and '007' in ids, ids\n\
        assert all(sheet.freeze_panes == 'A2' for sheet in book.worksheets[:4])\n\
        scores = [cell for cell in book['scores']['E'] if isinstance(cell.value, float)]\n\
        assert len(scores) > 50 and all(cell.number_format == '0.00' for cell in scores)\n";
    let outcome = Command::new(&python).arg("-c").arg(script).arg(world.path().join("s.xlsx")).output().unwrap();
    assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stderr));
}

#[test]
fn a_missing_folder_for_temporary_files_is_said_and_nothing_is_written() {
    let world = over(&format!("{HEADER}\nana,4,2,4,2,a,a,a\n"), "-o s.xlsx").env("TMPDIR", "/no/such/folder");
    let before = world.files();
    let refused = world.run().refused();
    assert!(refused.contains("/no/such/folder"), "{refused}");
    assert!(!refused.contains("panicked"), "{refused}");
    assert_eq!(world.files(), before);
}
