//! Detects how a table of responses is written: delimiter and number of header rows. What is uncertain is an
//! error that asks for it.

use std::cmp::Reverse;

use csv::StringRecord;
use encoding_rs::Encoding;

use crate::load::mapping::Mapping;
use crate::load::preset::{Habits, Preset};
use crate::survey::cells::Catalogue;
use crate::survey::fold::{fold, trim};
use crate::survey::layout::{ColumnMeaning, Layout, letters};
use crate::survey::names::How;
use crate::survey::problem::Problem;
use crate::survey::recognition::{RecognisedBy, Recognition, is_import_row, recognise};
use crate::text::{count, excerpt, printable};

/// The delimiters that are looked for, in order of preference.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many records decide about the delimiter.
const RECORDS: usize = 20;

/// What the command line says about a table; it wins over the mapping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatedDialect {
    pub delimiter: Option<u8>,
    pub encoding: Option<&'static Encoding>,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    pub encoding: &'static Encoding,
    /// Whether the text begins with a byte-order mark.
    pub has_mark: bool,
    /// How many rows name the columns; the first answers are in the next one.
    pub header_rows: usize,
}

/// Refuses a text whose lines cannot be told apart, and one that begins with a word to a spreadsheet.
///
/// # Errors
///
/// Carriage returns without a line feed between rows, and a first line such as `sep=;`.
pub(super) fn check_lines(text: &str) -> Result<(), Problem> {
    let first = text.lines().next().unwrap_or_default();
    let hint = first.trim_matches(['"', ',', ';', '\t', ' ']).to_ascii_lowercase();
    if hint == "sep=" || hint == "sep=|" {
        let problem = Problem::new(format!("the first line, `{}`, is an Excel hint, not a header", printable(first)));
        return Err(problem.help("delete the line: row 2 is the header"));
    }
    let (mut is_quoted, mut has_returns) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return Ok(()),
            b'\r' if !is_quoted => has_returns = true,
            _ => {}
        }
    }
    if has_returns {
        let problem = Problem::new("line endings that are only CR are not supported");
        return Err(problem.help("save it as CSV UTF-8"));
    }
    Ok(())
}

/// Chooses the delimiter that gives the most columns of items, then the most rows as wide as the header.
pub(super) fn delimiter_of(
    text: &str,
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
    asked: Option<u8>,
) -> Result<u8, Problem> {
    let attempts = DELIMITERS.map(|delimiter| (DelimiterScore::of(text, delimiter, catalogue, mapping), delimiter));
    // The first of equals stays.
    let best = attempts.iter().rev().max_by_key(|(attempt, _)| *attempt).map_or(b',', |(_, delimiter)| *delimiter);
    let Some(asked) = asked else { return Ok(best) };
    let header = records(text, asked, 1);
    let others = text.lines().next().unwrap_or_default().bytes().filter(|byte| *byte == best).count();
    if header.first().is_some_and(|row| row.cells.len() == 1) && best != asked && others > 0 {
        let message = format!(
            "only 1 column found with the delimiter `{}`; the first line contains {}",
            shown(asked),
            count(others, &format!("`{}`", shown(best))).replace("`s", "`")
        );
        return Err(Problem::new(message).help(format!("try `--delimiter {}`", typed(best))));
    }
    Ok(asked)
}

/// Chooses the delimiter that gives the most rows as wide as the header, and the widest ones.
pub(super) fn even_delimiter(text: &str) -> u8 {
    let evenness = |delimiter: &u8| evenness(&records(text, *delimiter, RECORDS));
    // The first of equals stays.
    DELIMITERS.into_iter().rev().max_by_key(evenness).unwrap_or(b',')
}

/// Returns how many rows are as wide as the header, unless that is one column, and how wide it is.
fn evenness(rows: &[Record]) -> (usize, usize) {
    let width = rows.first().map(|row| row.cells.len()).unwrap_or_default();
    let even_rows = if width > 1 { rows.iter().filter(|row| row.cells.len() == width).count() } else { 0 };
    (even_rows, width)
}

/// How well a delimiter parts a text; more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DelimiterScore {
    known: usize,
    even_rows: usize,
    width: usize,
}

impl DelimiterScore {
    fn of(text: &str, delimiter: u8, catalogue: &Catalogue<'_>, mapping: &Mapping) -> Self {
        let rows = records(text, delimiter, RECORDS);
        let names = rows.iter().take(mapping.header_rows.unwrap_or(MOST_FURTHER + 1));
        let known = names.map(|row| Layout::known(&row.cells(), catalogue, mapping));
        let known = known.max().unwrap_or_default();
        let (even_rows, width) = evenness(&rows);
        Self { known, even_rows, width }
    }
}

/// Names the first NUL among the names of columns by its place. One in a row behind them is that row's own fault.
pub(super) fn check_marks(header: &[Record]) -> Result<(), Problem> {
    let found = header.iter().find_map(|record| {
        let column = record.cells.iter().position(|cell| cell.contains('\0'))?;
        Some(format!("NUL byte in row {}, column {}", record.row, letters(column)))
    });
    let Some(found) = found else { return Ok(()) };
    Err(Problem::new(found).help("delete it from the cell, or export the table again"))
}

/// Decides how many rows name the columns, where neither the mapping nor a row for importing says it otherwise: further rows are
/// headers where they name items.
pub(super) fn header_rows_of(rows: &[Record], catalogue: &Catalogue<'_>, mapping: &Mapping) -> Result<usize, Problem> {
    match (import_row(rows).map(|row| row + 1), mapping.header_rows) {
        (Some(last), None) if mapping.preset == Some(Preset::Qualtrics) => Ok(last),
        (Some(last), wanted) if last > wanted.unwrap_or(1) => {
            let Habits { name, tool, .. } = Preset::Qualtrics.habits();
            let problem = Problem::new(format!("row {last} looks like a header of {tool} (ImportId)"));
            Err(problem
                .help(format!("use a mapping with `preset = \"{name}\"`; `rolefit map --preset {name}` writes one")))
        }
        (Some(last), Some(wanted)) if last < wanted => {
            let message = format!("row {last} is the last header row (ImportId), so row {wanted} is an answer row");
            Err(Problem::new(message).help(format!("set `header_rows = {last}` in the mapping, or remove that line")))
        }
        (_, Some(wanted)) => Ok(wanted),
        (_, None) => Ok(1 + further_headers(rows, catalogue, mapping)),
    }
}

/// Counts the rows behind the first that name items themselves, or say of columns of items only that answers follow.
fn further_headers(rows: &[Record], catalogue: &Catalogue<'_>, mapping: &Mapping) -> usize {
    let Some((first, others)) = rows.split_first() else { return 0 };
    let above = recognise(&[&first.cells()], catalogue, mapping);
    let is_header = |record: &&Record| is_header(&record.cells(), &above, catalogue, mapping);
    others.iter().take(MOST_FURTHER).take_while(is_header).count()
}

/// No tool writes more rows of headers, but for those that Qualtrics marks.
const MOST_FURTHER: usize = 2;

/// What SurveyMonkey writes below a question instead of the row of a grid.
const ANSWERS_FOLLOW: [&str; 3] = ["response", "open-ended response", "text"];

fn is_header(cells: &[&str], above: &[Recognition], catalogue: &Catalogue<'_>, mapping: &Mapping) -> bool {
    let (mut texts, mut ids, mut follow, mut answers) = (0, 0, 0, 0);
    for ((cell, recognition), above) in cells.iter().zip(recognise(&[cells], catalogue, mapping)).zip(above) {
        match (recognition, above) {
            (Recognition::One(ColumnMeaning::Item(_), RecognisedBy::Item(How::Id)), _) => ids += 1,
            (Recognition::One(ColumnMeaning::Item(_), RecognisedBy::Item(_) | RecognisedBy::Mapping), _) => texts += 1,
            (_, Recognition::One(ColumnMeaning::Item(_), _)) if ANSWERS_FOLLOW.contains(&fold(cell).as_str()) => {
                follow += 1;
            }
            (_, Recognition::One(ColumnMeaning::Item(item), _)) if !trim(cell).is_empty() => {
                answers += usize::from(catalogue.read(*item, cell).is_ok());
            }
            _ => {}
        }
    }
    // An id may be a word that is in a cell by chance.
    answers == 0 && (texts > 0 || ids > 1 || follow > 0)
}

/// Finds the row that a survey tool puts right above the answers for its own import.
pub(super) fn import_row(rows: &[Record]) -> Option<usize> {
    rows.iter().take(3).position(|row| is_import_row(&row.cells()))
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub cells: StringRecord,
    /// Its number as a spreadsheet counts: from 1, empty rows included, and a cell of several lines is one.
    pub row: usize,
    /// Where the next one begins: a byte, and a line from 1.
    pub end: (usize, usize),
}

impl Record {
    pub fn cells(&self) -> Vec<&str> {
        self.cells.iter().collect()
    }
}

/// Reads the first records of a text. Widths may differ; whoever scores them will say so.
pub(super) fn records(text: &str, delimiter: u8, most: usize) -> Vec<Record> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut found, mut record, mut row) = (Vec::new(), StringRecord::new(), 0);
    while found.len() < most && reader.read_record(&mut record).unwrap_or(false) {
        // A record is said to begin where the empty lines before it do.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let start = found.last().map_or(start, |last: &Record| start.max(last.end.0));
        let empty = text[start..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        row += 1 + empty.filter(|byte| *byte == b'\n').count();
        let position = reader.position();
        let (byte, line) = (position.byte() as usize, position.line() as usize);
        // It stops in the middle of a line end of two characters.
        let is_within = text[..byte].ends_with('\r') && text[byte..].starts_with('\n');
        let end = (byte + usize::from(is_within), line + usize::from(is_within));
        found.push(Record { cells: fitted(&record), row, end });
    }
    found
}

/// Copies a record into no more room than its cells need: a thousand of them are kept.
fn fitted(cells: &StringRecord) -> StringRecord {
    let mut record = StringRecord::with_capacity(cells.as_slice().len(), cells.len());
    record.extend(cells);
    record
}

/// Says which line looks like the header, where the first names no item.
pub(super) fn header_below(text: &str, catalogue: &Catalogue<'_>, mapping: &Mapping) -> Option<Problem> {
    let known = |record: &Record| Layout::known(&record.cells(), catalogue, mapping);
    let (row, known, _) = DELIMITERS
        .iter()
        .flat_map(|delimiter| records(text, *delimiter, RECORDS).into_iter().skip(1).map(|record| (record, *delimiter)))
        .map(|(record, delimiter)| (record.row, known(&record), delimiter))
        .max_by_key(|(row, known, _)| (*known, Reverse(*row)))?;
    let first = text.lines().next().unwrap_or_default();
    let problem = Problem::new(format!(
        "the first line, `{}`, names no item, but row {row} looks like the header: it names {}",
        excerpt(first, 40),
        count(known, "item")
    ));
    (known > 1).then(|| {
        problem.help(format!("delete {}", if row == 2 { "row 1".to_owned() } else { format!("rows 1 to {}", row - 1) }))
    })
}

/// Shows a delimiter in a message.
pub fn shown(delimiter: u8) -> String {
    if delimiter == b'\t' { "tab".to_owned() } else { char::from(delimiter).to_string() }
}

/// Writes a delimiter as a shell takes it.
fn typed(delimiter: u8) -> String {
    if delimiter == b'\t' { "tab".to_owned() } else { format!("'{}'", char::from(delimiter)) }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

    use super::*;
    use crate::survey::sample::Sample;
    use crate::survey::tests::pack;

    fn sniffed(head: &[u8], mapping: &Mapping, asked: StatedDialect) -> Result<Dialect, String> {
        let pack = pack();
        let sample = Sample::read(head, false, &Catalogue::of(&pack, mapping), &mut mapping.clone(), asked);
        sample.map(|sample| sample.dialect).map_err(|problem| problem.message)
    }

    fn plainly(head: &[u8]) -> Result<Dialect, String> {
        sniffed(head, &Mapping::default(), StatedDialect::default())
    }

    #[test]
    fn the_delimiter_is_the_one_that_gives_the_most_items() {
        for (head, delimiter) in [
            ("id,tempo-week,ops-alert\n1,4,a\n", b','),
            ("id;tempo-week;ops-alert\n1;4;a\n", b';'),
            ("id\ttempo-week\tops-alert\n", b'\t'),
            ("id|tempo-week|ops-alert", b'|'),
            ("\"An alert fires every night, and nobody acts on it. What should be done?\";tempo-week;x\n", b';'),
            ("tempo-week\n4\n5\n", b','),
            ("a;b\n1,5;2\n2,5;3\n", b';'),
        ] {
            assert_eq!(plainly(head.as_bytes()).map(|dialect| dialect.delimiter), Ok(delimiter), "{head}");
        }
    }

    #[test]
    fn a_delimiter_that_parts_nothing_is_refused() {
        let asked = StatedDialect { delimiter: Some(b','), encoding: None };
        assert_eq!(
            sniffed(b"id;tempo-week;ops-alert\n", &Mapping::default(), asked),
            Err("only 1 column found with the delimiter `,`; the first line contains 2 `;`".to_owned())
        );
        assert!(sniffed(b"tempo-week\n4\n", &Mapping::default(), asked).is_ok());
    }

    #[test]
    fn marks_decide_about_the_encoding_and_nothing_is_guessed_without_one() {
        let utf_16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let marked = plainly(b"\xef\xbb\xbfid,tempo-week\n").expect("UTF-8");
        assert_eq!((marked.encoding, marked.has_mark), (UTF_8, true));
        let mut head = vec![0xff, 0xfe];
        head.extend(utf_16("id\ttempo-week\n1\t4\n"));
        // A head may end in the middle of a character.
        head.push(b'x');
        let marked = plainly(&head).expect("UTF-16");
        assert_eq!((marked.encoding, marked.delimiter), (UTF_16LE, b'\t'));
        let swapped = [0xfe, 0xff, 0, b'i', 0, b'd'];
        assert_eq!(plainly(&swapped).map(|dialect| dialect.encoding), Ok(UTF_16BE));
        assert_eq!(
            plainly(&utf_16("id,tempo-week")),
            Err("the text contains NUL bytes, like UTF-16 without a byte-order mark".to_owned())
        );
        assert_eq!(
            plainly(b"id,tempo-week\nRen\xe9,4\n"),
            Err("the text is not UTF-8: byte 0xE9 in line 2".to_owned())
        );
        let asked = StatedDialect { delimiter: None, encoding: Some(WINDOWS_1252) };
        let latin = sniffed(b"id,tempo-week\nRen\xe9,4\n", &Mapping::default(), asked);
        assert_eq!(latin.map(|dialect| dialect.encoding), Ok(WINDOWS_1252));
        assert!(plainly("id,tempo-week\né".as_bytes().split_last().expect("bytes").1).is_ok());
    }

    #[test]
    fn lines_that_cannot_be_told_apart_are_refused() {
        let macs = Err("line endings that are only CR are not supported".to_owned());
        assert_eq!(plainly(b"id,tempo-week\r1,4\r2,5\r"), macs);
        assert_eq!(plainly(b"id,\"I plan my\nweek\"\r1,4\r"), macs);
        assert!(plainly(b"id,\"tempo\rweek\",ops-alert\n1,4,a\n").is_ok());
        assert!(plainly(b"id,tempo-week,\"ops\ralert\"").is_ok());
        assert!(plainly(b"id,tempo-week\r\n1,4\r\n").is_ok());
        let sep = plainly(b"sep=;\r\nid;tempo-week\r\n1;4\r\n");
        assert_eq!(sep, Err("the first line, `sep=;`, is an Excel hint, not a header".to_owned()));
        for hint in ["\"sep=,\"", "SEP=;", "sep=\t", "\"Sep=|\""] {
            let found = plainly(format!("{hint}\nid;tempo-week\n1;4\n").as_bytes()).expect_err("a hint");
            assert!(found.contains("is an Excel hint"), "{found}");
        }
    }

    #[test]
    fn lines_above_the_header_are_told_from_it() {
        for (above, row) in [("Cohort of May\n", 2), ("# exported\n\n# by me\n", 4), ("Survey;;\nMay;2024;\n", 3)] {
            let found = plainly(format!("{above}id;tempo-week;ops-alert\n1;4;a\n").as_bytes()).expect_err("a title");
            assert!(
                found.ends_with(&format!("names no item, but row {row} looks like the header: it names 2 items")),
                "{found}"
            );
        }
        let one = plainly(b"Cohort of May\nid;tempo-week\n1;4\n").map(|dialect| dialect.header_rows);
        assert_eq!(one, Ok(1), "a word that is an id may stand in any row");
    }

    #[test]
    fn a_stray_nul_is_named_by_its_place() {
        let found = plainly(b"id,tempo-week,no\0te\n1,4,a\n");
        assert_eq!(found, Err("NUL byte in row 1, column C".to_owned()));
        assert!(plainly(b"id,tempo-week,note\n2,5,x\0y\n").is_ok(), "that row's own fault");
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does() {
        for end in ["\n", "\r\n"] {
            let text = "id,\"two\nlines\"\n\n\n1,2\n3,4\n\n5,6".replace('\n', end);
            let rows: Vec<usize> = records(&text, b',', 10).iter().map(|record| record.row).collect();
            assert_eq!(rows, [1, 4, 5, 7], "{end:?}");
            assert!(text[records(&text, b',', 1)[0].end.0..].starts_with(&format!("{end}{end}1")));
        }
    }

    #[test]
    fn windows_1252_with_semicolons_is_taken_where_every_byte_fits() {
        let read = |text: &[u8]| plainly(text).map(|dialect| dialect.encoding);
        assert_eq!(read(b"id;tempo-week\nRen\xe9;4\n"), Ok(WINDOWS_1252));
        assert!(read(b"id,tempo-week\nRen\xe9,4\n").is_err());
        assert!(read(b"id;tempo-week\nRen\xe9\x81;4\n").is_err());
        assert_eq!(read("id;tempo-week\nRené;4\n".as_bytes()), Ok(UTF_8));
    }

    #[test]
    fn a_second_row_of_headers_is_recognised() {
        let rows = |text: &str| plainly(text.as_bytes()).map(|dialect| dialect.header_rows);
        let texts = "Id,How true?,,What now?\n,tempo-week,I plan my week before it begins.,Response\n1,4,5,a\n";
        assert_eq!(rows(&texts.replace("tempo-week", "I don't mind days that turn out differently")), Ok(2));
        assert_eq!(rows("id,ops-alert,api-timeout\n,Response,Response\n1,a,b\n"), Ok(2));
        assert_eq!(rows("id,Q1,Q2\n,tempo-week,ops-alert\n1,4,a\n"), Ok(2));
        // People are no headers, whatever they write.
        for person in ["1,a,b", "1,a,tempo-week", "1,,", "1,,tempo-week", "response,a,", "tempo-week,a,tempo-turns"] {
            assert_eq!(rows(&format!("id,ops-alert,api-timeout\n{person}\n")), Ok(1), "{person}");
        }
    }

    #[test]
    fn rows_of_headers_are_no_people_and_people_are_no_headers() {
        let three = b"StartDate,Q1\nStart Date,tempo-week\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",x\n2026,4\n";
        assert_eq!(plainly(three).map(|dialect| dialect.header_rows), Ok(3));
        let other = Mapping { preset: Some(Preset::MsForms), ..Mapping::default() };
        let found = sniffed(three, &other, StatedDialect::default());
        assert_eq!(found, Err("row 3 looks like a header of Qualtrics (ImportId)".to_owned()));
        let preset = Mapping { preset: Some(Preset::Qualtrics), ..Mapping::default() };
        assert_eq!(sniffed(three, &preset, StatedDialect::default()).map(|dialect| dialect.header_rows), Ok(3));
        let without = sniffed(b"StartDate,tempo-week\n2026,4\n2026,5\n2026,1\n", &preset, StatedDialect::default());
        assert_eq!(without.map(|dialect| dialect.header_rows), Ok(1));
        let two = b"StartDate,tempo-week\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",x\n2026,4\n2026,5\n";
        assert_eq!(sniffed(two, &preset, StatedDialect::default()).map(|dialect| dialect.header_rows), Ok(2));
        let three = Mapping { header_rows: Some(3), ..preset.clone() };
        assert_eq!(
            sniffed(two, &three, StatedDialect::default()),
            Err("row 2 is the last header row (ImportId), so row 3 is an answer row".to_owned())
        );
        let one = Mapping { header_rows: Some(1), ..preset };
        let dialect = sniffed(b"StartDate,tempo-week\n2026,4\n", &one, StatedDialect::default());
        assert_eq!(dialect.map(|dialect| dialect.header_rows), Ok(1));
    }
}
