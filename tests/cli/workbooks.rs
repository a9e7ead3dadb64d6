//! Workbooks as inputs: a sheet is read as the CSV that a spreadsheet would save of it.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::cohort::{self, HEADER, over, survey};
use crate::world::{World, rolefit};

/// A workbook of sheets, each given as CSV; whole numbers without a leading zero are numbers.
fn workbook(sheets: &[(&str, &str)]) -> Workbook {
    let mut book = Workbook::new();
    for (name, table) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_bytes());
        for (row, cells) in rows.into_records().enumerate() {
            for (column, cell) in cells.unwrap().iter().enumerate() {
                let (row, column) = (row as u32, column as u16);
                match cell.parse::<f64>() {
                    Ok(number) if number.to_string() == cell => sheet.write_number(row, column, number).unwrap(),
                    _ if cell.is_empty() => continue,
                    _ => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    book
}

fn bytes(sheets: &[(&str, &str)]) -> Vec<u8> {
    workbook(sheets).save_to_buffer().unwrap()
}

#[test]
fn groups_of_people_may_be_a_sheet_of_a_workbook() {
    let world = rolefit().example("cohort.csv");
    world.run_with(["batch", "cohort.csv", "-o", "scores.csv"]);
    let groups = "id,team\nana,a\nben,b\nchi,a\n";
    let notes = "about\nmade by hand\n";
    let world = world.file("groups.csv", groups).bytes("groups.xlsx", &bytes(&[("notes", notes), ("teams", groups)]));
    let world = world.bytes("two.xlsx", &bytes(&[("spring", groups), ("autumn", groups)]));
    for command in [&["audit", "scores.csv"][..], &["stats", "cohort.csv", "--by"]] {
        let run = |file| {
            let args = command.iter().copied().chain([file, "--min-count", "1", "--format", "json"]);
            world.run_with(args)
        };
        assert!(run("groups.csv").stdout.contains("\"a\""), "{}", run("groups.csv"));
        assert_eq!(run("groups.csv").stdout, run("groups.xlsx").stdout);
        let refused = run("two.xlsx");
        assert_eq!(refused.code, Some(2));
        assert!(refused.stderr.contains("two.xlsx: several sheets may be meant: `spring` and `autumn`"), "{refused}");
    }
}

/// A run of `batch` over a workbook for the pack `survey`.
fn over_book(mut book: Workbook, args: &str) -> World {
    let args = ["batch", "responses.xlsx"].into_iter().chain(args.split_whitespace());
    survey().bytes("responses.xlsx", &book.save_to_buffer().unwrap()).args(args)
}

#[test]
fn a_workbook_and_the_csv_of_its_cells_give_the_same_bytes() {
    let world = rolefit().pack("roles");
    let pack = cohort::load(&world, "roles");
    let mut table = cohort::table(&pack, 30, ',').replace("\np0007,", "\n007,9").replace("\np0003,", "\n3,");
    table += "\"Lima, \"\"Ana\"\"\",4\n";
    let width = table.lines().next().unwrap().split(',').count();
    table = table.replace("\",4\n", &format!("\",4{}\n", ",".repeat(width - 2)));
    let results = |input: &str| {
        let args = "-o s.csv --rejects r.csv --summary s.json --profile p.csv --each cards";
        let world = rolefit()
            .file("responses.csv", &table)
            .bytes("responses.xlsx", &bytes(&[("Notes", "Thank you"), ("Form responses 1", &table)]))
            .args(["batch", input].into_iter().chain(args.split(' ')));
        let outcome = world.run();
        assert_eq!(outcome.code, Some(1), "{outcome}");
        let said = outcome.stderr.replace(input, "INPUT");
        let (note, said) = said.split_once('\n').unwrap();
        let files = world.files().into_iter().filter(|file| !file.starts_with("responses"));
        let files: Vec<(String, String)> = files.map(|file| (file.clone(), world.read(&file))).collect();
        (note.to_owned(), said.to_owned(), files)
    };
    let (of_csv, of_book) = (results("responses.csv"), results("responses.xlsx"));
    assert_eq!(of_book.0, "note: INPUT: sheet `Form responses 1`, columns for 102 of 102 items");
    assert_eq!(of_book.1, of_csv.1);
    assert!(of_book.2 == of_csv.2, "the files");
    assert!(of_csv.2.len() > 30);
}

#[test]
fn numbers_are_read_as_they_are_shown_and_text_as_it_is() {
    let mut book = workbook(&[("Answers", HEADER)]);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write_number(1, 0, 1.0).unwrap().write_number(1, 1, 4.000_000_000_000_001).unwrap();
    sheet.write_string(2, 0, "007").unwrap().write_string(2, 1, "5").unwrap();
    sheet.write_string(3, 0, "=1+1").unwrap().write_number(3, 1, 4.5).unwrap();
    let world = over_book(book, "-o s.csv --rejects r.csv --top 1");
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let people: Vec<String> =
        world.read("s.csv").lines().skip(1).map(|row| row.split(',').next().unwrap().to_owned()).collect();
    assert_eq!(people, ["1", "007"]);
    assert!(outcome.stderr.contains("responses.xlsx: row 4: `focus-quiet-block`: "), "{outcome}");
    assert!(world.read("r.csv").contains("'=1+1"));
}

#[test]
fn errors_of_formulas_reject_their_rows() {
    let mut book =
        workbook(&[("Answers", &format!("{HEADER}\nana,4,2,4,2,a,a,a\nben,4,2,4,2,a,a,a\nchi,4,2,4,2,a,a,a\n"))]);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write_formula(2, 0, Formula::new("=XLOOKUP(1,A1,A1)").set_result("#N/A")).unwrap();
    sheet.write_formula(3, 2, Formula::new("=NA()").set_result("#N/A")).unwrap();
    let outcome = over_book(book, "-o s.csv").run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("row 3: `id`: `#N/A` is the error of a formula\n"), "{outcome}");
    assert!(outcome.stderr.contains("row 4: `focus-shared-screen`: "), "{outcome}");
    let same = over(&format!("{HEADER}\n#REF!,4,2,4,2,a,a,a\n"), "-o s.csv").run();
    assert!(same.stderr.contains("row 2: `id`: `#REF!` is the error of a formula\n"), "{same}");
}

#[test]
fn a_formula_that_was_never_calculated_is_no_missing_answer() {
    let rows = format!("{HEADER}\nana,4,2,4,2,a,a,a\n");
    let with = |formula: Formula| {
        let mut book = workbook(&[("Answers", &rows)]);
        book.worksheet_from_index(0).unwrap().write_formula(1, 2, formula).unwrap();
        book.save_to_buffer().unwrap()
    };
    let run = |book: &[u8]| survey().bytes("r.xlsx", book).run_with("batch r.xlsx -o s.csv".split(' '));
    // Libraries write formulas without what they come to.
    let book = edited(&with(Formula::new("=2+2").set_result("4")), "<v>4</v></c><c r=\"D2\"", "</c><c r=\"D2\"");
    let said = run(&book).refused();
    assert!(said.contains("row 2 has a formula without a value; open the workbook in a spreadsheet"), "{said}");
    // What comes to nothing has a value.
    let outcome = run(&edited(&with(Formula::new("=IF(1,A1)").set_result("x")), "<v>x</v>", "<v></v>"));
    assert!(outcome.code == Some(0) && outcome.stderr.contains("unanswered-items 1"), "{outcome}");
}

#[test]
fn typed_times_leave_no_question_of_day_and_month() {
    let mut book = workbook(&[("Answers", &format!("{HEADER},Timestamp\nana,1,2,4,2,a,a,a\nana,5,2,4,2,a,a,a\n"))]);
    let format = Format::new().set_num_format("d/m/yyyy hh:mm");
    for (row, (month, day)) in [(1, (2, 5)), (2, (1, 12))] {
        let time = ExcelDateTime::from_ymd(2024, month, day).unwrap().and_hms(9, 30, 0.0).unwrap();
        book.worksheet_from_index(0).unwrap().write_datetime_with_format(row, 8, &time, &format).unwrap();
    }
    let world = over_book(book, "-o s.csv --duplicates latest --map map.toml")
        .file("map.toml", "[person]\nid = \"id\"\ntime = \"Timestamp\"\n");
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stderr.contains("row 2 is scored, responses.xlsx: row 3 set aside"), "{outcome}");
}

/// Replaces a text in every part of a workbook.
fn edited(book: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut parts = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        archive.start_file(part.name().unwrap().into_owned(), SimpleFileOptions::default()).unwrap();
        archive.write_all(text.replace(from, to).as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn days_are_counted_from_the_year_that_the_workbook_says() {
    let mut book = workbook(&[("Answers", &format!("{HEADER},Timestamp\nana,9,2,4,2,a,a,a\n"))]);
    let format = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    book.worksheet_from_index(0).unwrap().write_number_with_format(1, 8, 44_000.5, &format).unwrap();
    let book = book.save_to_buffer().unwrap();
    let from_1904 = edited(&book, "<workbookPr ", "<workbookPr date1904=\"1\" ");
    for (book, day) in [(&from_1904, "2024-06-19"), (&book, "2020-06-18")] {
        let world = survey().bytes("responses.xlsx", book);
        assert_eq!(world.run_with("batch responses.xlsx --rejects r.csv -o s.csv".split(' ')).code, Some(1));
        assert!(world.read("r.csv").contains(&format!("a,a,a,{day} 12:00:00,2,")), "{}", world.read("r.csv"));
    }
}

#[test]
fn several_sheets_with_answers_stop_the_run_until_one_is_named() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\n");
    let items = HEADER.replace(',', "\n");
    let book = || workbook(&[("Spring", &table), ("Items", &items), ("Autumn", &table.replace("ana", "ben"))]);
    let said = over_book(book(), "").run().refused();
    assert_eq!(
        said,
        "error: responses.xlsx: several sheets have columns of items: `Spring` and `Autumn`; name one with `--sheet`\n"
    );
    let outcome = over_book(book(), "--sheet Autumn").run();
    assert!(outcome.code == Some(0) && outcome.stdout.contains("\nben,"), "{outcome}");
    let said = over_book(book(), "--sheet Winter").run().refused();
    assert!(said.contains("no sheet `Winter`; the workbook has `Spring`, `Items` and `Autumn`"), "{said}");
    let said = over(&table, "--sheet Spring").run().refused();
    assert!(said.contains("`--sheet` needs a workbook"), "{said}");
}

#[test]
fn rows_keep_their_numbers_and_a_later_row_may_be_wider() {
    let mut book = workbook(&[("Answers", &format!("{HEADER}\nana,4,2,4,2,a,a,a\n"))]);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet
        .write_string(2000, 0, "ben")
        .unwrap()
        .write_number(2000, 1, 9)
        .unwrap()
        .write_string(2000, 20, "a note")
        .unwrap();
    sheet.write_blank(5000, 0, &Format::new().set_bold()).unwrap();
    let outcome = over_book(book, "-o s.csv").run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(
        outcome.stderr.contains("responses.xlsx: row 2001: `focus-quiet-block`: 9 is outside 1 to 5\n"),
        "{outcome}"
    );
    assert!(outcome.stderr.contains("2 rows read: 1 scored, 1 rejected"), "{outcome}");
}

#[test]
fn what_is_no_readable_workbook_is_refused() {
    for (start, said) in [
        (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], "the workbook is encrypted, or of an old kind (`.xls`)"),
        (b"PK\x03\x04nothing", "this is not a workbook, or it is damaged"),
    ] {
        let world = survey().bytes("responses.xlsx", start).args(["batch", "responses.xlsx"]);
        let refused = world.run().refused();
        assert!(refused.starts_with(&format!("error: responses.xlsx: {said}")), "{refused}");
        let refused = world.args(["map", "responses.xlsx"]).run().refused();
        assert!(refused.contains(said), "{refused}");
    }
    let whole = bytes(&[("Answers", HEADER)]);
    let cut = survey().bytes("responses.xlsx", &whole[..whole.len() / 2]).args(["batch", "responses.xlsx"]);
    assert!(cut.run().refused().contains("or it is damaged"));
}

#[test]
fn a_mapping_is_made_from_a_workbook_and_reads_it() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\n").replace("tempo-week", "Week").replace("id,", "Id,");
    let world = survey().bytes("r.xlsx", &bytes(&[("Answers", &table)])).args(["map", "r.xlsx", "-o", "map.toml"]);
    let outcome = world.run();
    assert!(outcome.stderr.contains("r.xlsx: sheet `Answers`, 1 row of headers"), "{outcome}");
    assert!(world.read("map.toml").contains("Week"), "{}", world.read("map.toml"));
}
