//! How a table of responses is written: its encoding, its delimiter, and how many rows name the columns. What cannot be
//! known for sure is asked for.

use encoding_rs::{DecoderResult, Encoding, UTF_8};

use crate::load::mapping::Mapping;
use crate::load::preset::{Habits, Preset};
use crate::survey::cells::Catalogue;
use crate::survey::layout::Layout;
use crate::survey::problem::Problem;
use crate::survey::recognition::is_import_row;
use crate::text::{count, printable};

/// The delimiters that are looked for, in order of preference.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many records decide about the delimiter.
const RECORDS: usize = 20;

/// What the command line says about a table; it wins over the mapping.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
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
    /// How many rows name the columns; the first answers stand in the next one.
    pub header_rows: usize,
}

/// Finds out how a table is written from its first bytes, which may end anywhere.
///
/// # Errors
///
/// Bytes that are no text of the encoding, a delimiter that was asked for and parts nothing, and rows that look like
/// headers but are not known to be, or the other way round.
pub fn sniff(head: &[u8], catalogue: &Catalogue<'_>, mapping: &Mapping, asked: Asked) -> Result<Dialect, Problem> {
    let (encoding, mark) = encoding_of(head, asked.encoding.or(mapping.encoding))?;
    let text = decode(&head[mark..], encoding)?;
    check_lines(&text)?;
    let delimiter = delimiter_of(&text, catalogue, mapping, asked.delimiter.or(mapping.delimiter))?;
    let header_rows = header_rows_of(&records(&text, delimiter, RECORDS), mapping)?;
    Ok(Dialect { delimiter, encoding, has_mark: mark > 0, header_rows })
}

/// Finds the encoding of a text, and the length of its mark.
///
/// # Errors
///
/// A workbook, and NUL bytes that no encoding was asked for.
pub(super) fn encoding_of(
    head: &[u8],
    asked: Option<&'static Encoding>,
) -> Result<(&'static Encoding, usize), Problem> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        let problem = Problem::new("this is a workbook or an archive, not a text");
        return Err(problem.help("open it in a spreadsheet and save it as CSV UTF-8"));
    }
    if let Some(marked) = Encoding::for_bom(head) {
        return Ok(marked);
    }
    if asked.is_none() && head.contains(&0) {
        let problem = Problem::new("the text holds NUL bytes, as UTF-16 without its mark does");
        return Err(problem.help("name the encoding, as in `--encoding utf-16le`, or save the file as CSV UTF-8"));
    }
    Ok((asked.unwrap_or(UTF_8), 0))
}

/// Decodes the start of a text; a character that is cut off at the end is left out.
///
/// # Errors
///
/// The first bytes that mean nothing in the encoding.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Problem> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, false);
    let DecoderResult::Malformed(length, beyond) = result else { return Ok(text) };
    let offset = read.saturating_sub(usize::from(length) + usize::from(beyond));
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let line = text.matches('\n').count() + 1;
    let message = format!("the text is not {}: byte 0x{byte:02X} in line {line}", encoding.name());
    Err(Problem::new(message).help("if it comes from Excel, try `--encoding windows-1252`, or save it as CSV UTF-8"))
}

/// Refuses a text whose lines cannot be told apart, and one that begins with a word to a spreadsheet.
///
/// # Errors
///
/// Carriage returns without a line feed between rows, and a first line such as `sep=;`.
pub(super) fn check_lines(text: &str) -> Result<(), Problem> {
    let first = text.lines().next().unwrap_or_default();
    if first.starts_with("sep=") && first.chars().count() <= 5 {
        let problem =
            Problem::new(format!("its first line, `{}`, is for a spreadsheet and no header", printable(first)));
        return Err(problem.help("take that line out"));
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
        let problem = Problem::new("its lines end with a carriage return alone, as on Macs of old");
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
    let attempts = DELIMITERS.map(|delimiter| (Attempt::of(text, delimiter, catalogue, mapping), delimiter));
    // The first of equals stays.
    let best = attempts.iter().rev().max_by_key(|(attempt, _)| *attempt).map_or(b',', |(_, delimiter)| *delimiter);
    let Some(asked) = asked else { return Ok(best) };
    let header = records(text, asked, 1);
    let others = text.lines().next().unwrap_or_default().bytes().filter(|byte| *byte == best).count();
    if header.first().is_some_and(|row| row.len() == 1) && best != asked && others > 0 {
        let message = format!(
            "only 1 column found with the delimiter `{}`; the first line holds {}",
            shown(asked),
            count(others, &format!("`{}`", shown(best))).replace("`s", "`")
        );
        return Err(Problem::new(message).help(format!("`--delimiter {}` would part them", typed(best))));
    }
    Ok(asked)
}

/// How well a delimiter parts a text; more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Attempt {
    known: usize,
    even_rows: usize,
    width: usize,
}

impl Attempt {
    fn of(text: &str, delimiter: u8, catalogue: &Catalogue<'_>, mapping: &Mapping) -> Self {
        let rows = records(text, delimiter, RECORDS);
        let width = rows.first().map(Vec::len).unwrap_or_default();
        let names = rows.iter().take(mapping.header_rows());
        let known = names.map(|row| {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            Layout::known(&cells, catalogue, mapping)
        });
        let known = known.max().unwrap_or_default();
        let even_rows = if width > 1 { rows.iter().filter(|row| row.len() == width).count() } else { 0 };
        Self { known, even_rows, width }
    }
}

/// Decides how many rows name the columns. Rows of headers taken for people, and people taken for headers, would both go
/// unseen.
pub(super) fn header_rows_of(rows: &[Vec<String>], mapping: &Mapping) -> Result<usize, Problem> {
    let wanted = mapping.header_rows();
    let habits = mapping.preset.map(Preset::habits).filter(|habits| habits.header_rows > 1);
    match (import_row(rows).map(|row| row + 1), mapping.header_rows) {
        // Some take rows out before they use an export; people begin behind this one all the same.
        (Some(last), None) if habits.is_some() => Ok(last),
        (Some(last), _) if last > wanted => {
            let Habits { name, tool, .. } = Preset::Qualtrics.habits();
            let problem = Problem::new(format!("row {last} looks like a header of {tool} (ImportId)"));
            let help = "use a mapping with `preset = \"{}\"`; `rolefit map --preset {}` writes one";
            Err(problem.help(help.replace("{}", name)))
        }
        (Some(last), Some(_)) if last < wanted => {
            let message = format!("row {last} is the last of the headers (ImportId), so row {wanted} is a person's");
            Err(Problem::new(message).help(format!("say `header_rows = {last}` in the mapping, or take the line out")))
        }
        (None, None) if wanted > 1 => {
            let name = habits.map(|habits| habits.name).unwrap_or_default();
            let message = format!("`{name}` exports have {wanted} rows of headers, but no row here holds ImportId");
            Err(Problem::new(message).help("say how many there are with `header_rows = 1` in a mapping"))
        }
        _ => Ok(wanted),
    }
}

/// Finds the row that a survey tool puts right above the answers for its own import.
pub(super) fn import_row(rows: &[Vec<String>]) -> Option<usize> {
    rows.iter().take(3).position(|row| {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        is_import_row(&cells)
    })
}

/// Reads the first records of a text. Widths may differ; whoever scores them will say so.
pub(super) fn records(text: &str, delimiter: u8, most: usize) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records = reader.records().take(most).map_while(Result::ok);
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
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
    use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

    use super::*;
    use crate::survey::tests::pack;

    fn sniffed(head: &[u8], mapping: &Mapping, asked: Asked) -> Result<Dialect, String> {
        let pack = pack();
        sniff(head, &Catalogue::of(&pack, mapping), mapping, asked).map_err(|problem| problem.message)
    }

    fn plainly(head: &[u8]) -> Result<Dialect, String> {
        sniffed(head, &Mapping::default(), Asked::default())
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
        let asked = Asked { delimiter: Some(b','), encoding: None };
        assert_eq!(
            sniffed(b"id;tempo-week;ops-alert\n", &Mapping::default(), asked),
            Err("only 1 column found with the delimiter `,`; the first line holds 2 `;`".to_owned())
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
            Err("the text holds NUL bytes, as UTF-16 without its mark does".to_owned())
        );
        assert_eq!(
            plainly(b"id,tempo-week\nRen\xe9,4\n"),
            Err("the text is not UTF-8: byte 0xE9 in line 2".to_owned())
        );
        let asked = Asked { delimiter: None, encoding: Some(WINDOWS_1252) };
        let latin = sniffed(b"id,tempo-week\nRen\xe9,4\n", &Mapping::default(), asked);
        assert_eq!(latin.map(|dialect| dialect.encoding), Ok(WINDOWS_1252));
        assert_eq!(plainly(b"PK\x03\x04..."), Err("this is a workbook or an archive, not a text".to_owned()));
        assert!(plainly("id,tempo-week\né".as_bytes().split_last().expect("bytes").1).is_ok());
    }

    #[test]
    fn lines_that_cannot_be_told_apart_are_refused() {
        let macs = Err("its lines end with a carriage return alone, as on Macs of old".to_owned());
        assert_eq!(plainly(b"id,tempo-week\r1,4\r2,5\r"), macs);
        assert_eq!(plainly(b"id,\"I plan my\nweek\"\r1,4\r"), macs);
        assert!(plainly(b"id,\"tempo\rweek\",ops-alert\n1,4,a\n").is_ok());
        assert!(plainly(b"id,tempo-week\r\n1,4\r\n").is_ok());
        let sep = plainly(b"sep=;\r\nid;tempo-week\r\n1;4\r\n");
        assert_eq!(sep, Err("its first line, `sep=;`, is for a spreadsheet and no header".to_owned()));
    }

    #[test]
    fn rows_of_headers_are_no_people_and_people_are_no_headers() {
        let three = b"StartDate,Q1\nStart Date,tempo-week\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",x\n2026,4\n";
        assert_eq!(plainly(three), Err("row 3 looks like a header of Qualtrics (ImportId)".to_owned()));
        let preset = Mapping { preset: Some(Preset::Qualtrics), ..Mapping::default() };
        assert_eq!(sniffed(three, &preset, Asked::default()).map(|dialect| dialect.header_rows), Ok(3));
        assert_eq!(
            sniffed(b"StartDate,tempo-week\n2026,4\n2026,5\n2026,1\n", &preset, Asked::default()),
            Err("`qualtrics` exports have 3 rows of headers, but no row here holds ImportId".to_owned())
        );
        let two = b"StartDate,tempo-week\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",x\n2026,4\n2026,5\n";
        assert_eq!(sniffed(two, &preset, Asked::default()).map(|dialect| dialect.header_rows), Ok(2));
        let three = Mapping { header_rows: Some(3), ..preset.clone() };
        assert_eq!(
            sniffed(two, &three, Asked::default()),
            Err("row 2 is the last of the headers (ImportId), so row 3 is a person's".to_owned())
        );
        let one = Mapping { header_rows: Some(1), ..preset };
        let dialect = sniffed(b"StartDate,tempo-week\n2026,4\n", &one, Asked::default());
        assert_eq!(dialect.map(|dialect| dialect.header_rows), Ok(1));
    }
}
