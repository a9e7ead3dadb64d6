//! Workbooks (`.xlsx`) that are written: tables come as CSV, a piece at a time, and become sheets of numbers and texts. The library
//! makes a workbook without rows, in memory; these are put into its sheets here, so that memory does not grow with them, and a
//! full disk is an error: the library keeps rows in files of its own, and panics when it cannot write them.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Write};

use csv::{Reader, ReaderBuilder, StringRecord};
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook as Book, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::output::spool::Spool;
use crate::render::csv::unguarded;

/// What a sheet has room for.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
const LONGEST_TEXT: usize = 32_767;

/// Numbers with more digits than this would be rounded.
const MOST_DIGITS: usize = 15;

/// How many rows decide how wide the columns are, and how narrow and wide they can be, in characters.
const LOOKED_AT: u32 = 200;
const NARROWEST: usize = 8;
const WIDEST: usize = 48;

/// How hard parts are packed, of 9: tables are not much smaller with more, and take twice as long.
const EFFORT: i64 = 3;

/// A sheet whose rows take more room than this as CSV, in bytes, may be a part of more than 4 GiB.
const LARGE: u64 = 256 << 20;

/// The year in which every workbook says that it was made, so that the same results are the same bytes.
const YEAR: u16 = 2000;

/// What the cells of a sheet are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Results: texts first, such as an id, then texts and numbers with two decimals.
    Computed,
    /// What was received: a number only where it is read back as it came.
    Received,
}

/// How the table of a sheet is written as CSV.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SheetLayout {
    pub cells: CellKind,
    pub delimiter: u8,
    /// How many of its first rows stay in sight.
    pub header_rows: u32,
    /// How many of its first columns hold texts, whatever they look like; of what was received this is not known.
    pub texts: usize,
}

impl SheetLayout {
    /// A table of results under one row of headers.
    pub(crate) const RESULTS: Self = Self { cells: CellKind::Computed, delimiter: b',', header_rows: 1, texts: 1 };
}

/// A workbook; its rows wait in files without a name.
#[derive(Debug, Default)]
pub(crate) struct WorkbookWriter {
    sheets: Vec<SheetWriter>,
}

#[derive(Debug)]
struct SheetWriter {
    name: &'static str,
    layout: SheetLayout,
    /// Its rows as they came.
    rows: BufWriter<Spool>,
    size: u64,
    /// The row that comes next, from 0.
    next: u32,
    /// For each column the longest text so far.
    widths: Vec<usize>,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellFormat {
    Plain,
    Header,
    /// For texts that a spreadsheet would take for something else when somebody edits them.
    Text,
    Hundredths,
}

impl CellFormat {
    /// Returns what a cell says of it: its place among the formats of the workbook, where it is not that of all others.
    fn style(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Header => " s=\"1\"",
            Self::Text => " s=\"2\"",
            Self::Hundredths => " s=\"3\"",
        }
    }
}

impl WorkbookWriter {
    /// Begins a sheet.
    pub(crate) fn add(&mut self, name: &'static str, layout: SheetLayout) -> io::Result<()> {
        let rows = BufWriter::new(Spool::new()?);
        self.sheets.push(SheetWriter { name, layout, rows, size: 0, next: 0, widths: Vec::new() });
        Ok(())
    }

    /// Adds whole rows of CSV to a sheet.
    pub(crate) fn write(&mut self, name: &str, rows: &[u8]) -> io::Result<()> {
        let Some(sheet) = self.sheets.iter_mut().find(|sheet| sheet.name == name) else { return Ok(()) };
        let mut reader = sheet.layout.reader(rows);
        let mut row = StringRecord::new();
        while reader.read_record(&mut row).map_err(io::Error::other)? {
            sheet.measure(&row)?;
        }
        sheet.size += rows.len() as u64;
        sheet.rows.write_all(rows)
    }

    /// Writes the whole workbook.
    pub(crate) fn save(self, to: impl Write) -> io::Result<()> {
        let frame = frame(&self.sheets).map_err(|error| io::Error::other(format!("making the workbook: {error}")))?;
        let mut parts = ZipArchive::new(Cursor::new(frame))?;
        let mut to = UntilFailed { to, error: None };
        let mut archive = ZipWriter::new_stream(&mut to);
        let mut sheets: Vec<(String, SheetWriter)> =
            (1..).zip(self.sheets).map(|(number, sheet)| (format!("xl/worksheets/sheet{number}.xml"), sheet)).collect();
        for index in 0..parts.len() {
            let mut part = parts.by_index(index)?;
            let mut text = String::new();
            part.read_to_string(&mut text)?;
            let name = part.name()?.into_owned();
            let sheet = sheets.iter().position(|(part, _)| *part == name).map(|index| sheets.swap_remove(index).1);
            archive.start_file(name, options(sheet.as_ref().is_some_and(|sheet| sheet.size > LARGE)))?;
            match sheet {
                Some(sheet) => sheet.fill(&text, &mut archive)?,
                None => archive.write_all(text.as_bytes())?,
            }
        }
        archive.finish()?;
        to.error.map_or(Ok(()), Err)
    }
}

/// How a part is packed; without a time, so that the same results are the same bytes.
fn options(is_large: bool) -> SimpleFileOptions {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    options
        .compression_level(Some(EFFORT))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600)
        .large_file(is_large)
}

/// Makes a workbook that has everything but the rows.
fn frame(sheets: &[SheetWriter]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new();
    let time = ExcelDateTime::from_ymd(YEAR, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&time));
    let header = Format::new().set_bold().set_num_format("@");
    let text = Format::new().set_num_format("@");
    let hundredths = Format::new().set_num_format("0.00");
    for sheet in sheets {
        let worksheet = book.add_worksheet().set_name(sheet.name)?;
        worksheet.set_freeze_panes(sheet.layout.header_rows, 0)?;
        for (column, width) in (0..).zip(&sheet.widths) {
            worksheet.set_column_width(column, (*width).clamp(NARROWEST, WIDEST) as u32 + 2)?;
        }
        let (row, column) = (sheet.next.saturating_sub(1), sheet.widths.len().saturating_sub(1) as u16);
        // Ids are texts on purpose.
        worksheet.ignore_error_range(0, 0, row, column, IgnoreError::NumberStoredAsText)?;
        // In the order of their places. The first and the last cell say how large the sheet is.
        for format in [&header, &text, &hundredths] {
            worksheet.write_blank(0, 0, format)?;
        }
        worksheet.write_blank(row, column, &text)?;
    }
    book.save_to_buffer()
}

/// Writes until that fails, and says so at the end: an archive complains by itself where it cannot be finished.
struct UntilFailed<W> {
    to: W,
    error: Option<io::Error>,
}

impl<W: Write> Write for UntilFailed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error.is_none() {
            self.error = self.to.write_all(bytes).err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl SheetLayout {
    fn reader<R: Read>(self, rows: R) -> Reader<R> {
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(rows)
    }
}

impl SheetWriter {
    /// Looks at a row before it is kept.
    fn measure(&mut self, row: &StringRecord) -> io::Result<()> {
        if self.next >= MOST_ROWS {
            return Err(self.too_large("more than 1,048,576 rows"));
        }
        if row.len() > MOST_COLUMNS {
            return Err(self.too_large("more than 16,384 columns"));
        }
        for (place, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let text = self.text(cell);
            if self.widths.len() <= place {
                self.widths.resize(place + 1, 0);
            }
            if self.next < LOOKED_AT {
                let width = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
                self.widths[place] = self.widths[place].max(width);
            }
            if text.len() > LONGEST_TEXT && text.encode_utf16().count() > LONGEST_TEXT {
                let what = format!("more than 32,767 characters in a cell of row {}", self.next + 1);
                return Err(self.too_large(&what));
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Writes the sheet of a workbook without rows, with the rows in it.
    fn fill(mut self, frame: &str, to: &mut impl Write) -> io::Result<()> {
        let parts = frame.split_once("<sheetData>").zip(frame.rsplit_once("</sheetData>"));
        let ((before, _), (_, behind)) =
            parts.ok_or_else(|| io::Error::other("making the workbook: no place for rows"))?;
        let columns: Vec<String> = (0..self.widths.len() as u16).map(column_number_to_name).collect();
        let rows = std::mem::replace(&mut self.rows, BufWriter::new(Spool::new()?));
        let rows: File = rows.into_inner().map_err(io::IntoInnerError::into_error)?.into_file()?;
        write!(to, "{before}<sheetData>")?;
        let mut reader = self.layout.reader(BufReader::new(rows));
        let (mut row, mut xml) = (StringRecord::new(), Vec::new());
        for number in 1.. {
            if !reader.read_record(&mut row).map_err(io::Error::other)? {
                break;
            }
            xml.clear();
            self.row(number, &row, &columns, &mut xml)?;
            to.write_all(&xml)?;
        }
        write!(to, "</sheetData>{behind}")
    }

    fn row(&self, number: u32, row: &StringRecord, columns: &[String], xml: &mut Vec<u8>) -> io::Result<()> {
        write!(xml, "<row r=\"{number}\">")?;
        for (place, (cell, column)) in row.iter().zip(columns).enumerate().filter(|(_, (cell, _))| !cell.is_empty()) {
            let text = self.text(cell);
            let (format, is_number) = self.format(number, place, &text);
            let style = format.style();
            if is_number {
                write!(xml, "<c r=\"{column}{number}\"{style}><v>{text}</v></c>")?;
            } else {
                let space = if text.trim() == text { "" } else { " xml:space=\"preserve\"" };
                let text = escaped(&text);
                write!(xml, "<c r=\"{column}{number}\"{style} t=\"inlineStr\"><is><t{space}>{text}</t></is></c>")?;
            }
        }
        xml.write_all(b"</row>")
    }

    /// Says how a cell looks, and whether it is a number.
    fn format(&self, number: u32, place: usize, text: &str) -> (CellFormat, bool) {
        if number <= self.layout.header_rows {
            return (CellFormat::Header, false);
        }
        let is_computed = self.layout.cells == CellKind::Computed;
        let is_text = place < self.layout.texts;
        match plain_number(text).filter(|_| !is_text) {
            Some(_) if is_computed && text.contains('.') => (CellFormat::Hundredths, true),
            Some(value) if is_computed || value.to_string() == text => (CellFormat::Plain, true),
            Some(_) | None if is_text || looks_like_another(text) => (CellFormat::Text, false),
            Some(_) | None => (CellFormat::Plain, false),
        }
    }

    /// Takes off what keeps a cell of CSV from running as a formula: text cannot. What looked so before stays guarded in what
    /// was received, so that it comes back as it was.
    fn text<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        let text = unguarded(cell);
        if self.layout.cells == CellKind::Received && unguarded(&text) != text {
            return Cow::Borrowed(cell);
        }
        text
    }

    fn too_large(&self, what: &str) -> io::Error {
        io::Error::other(format!(
            "the sheet `{}` would have {what}, which no spreadsheet opens; nothing written; name a `.csv` file",
            self.name
        ))
    }
}

/// Reads a plain number: digits, perhaps with a sign and decimals, without a leading zero.
fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = are_digits(whole) && are_digits(decimals) && (whole == "0" || !whole.starts_with('0'));
    (is_plain && whole.len() + decimals.len() <= MOST_DIGITS && text != "-0").then(|| text.parse().ok())?
}

/// Whether a spreadsheet would take a text for a number, a time or a formula, were it typed.
fn looks_like_another(text: &str) -> bool {
    text.trim_start()
        .starts_with(|first: char| first.is_ascii_digit() || matches!(first, '=' | '+' | '-' | '@' | '.' | '\''))
}

/// Writes a text for a workbook, where XML has no way to write a character, and where a text looks like what stands for one.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for (place, character) in text.char_indices() {
        match character {
            '&' => xml += "&amp;",
            '<' => xml += "&lt;",
            '>' => xml += "&gt;",
            '_' if stands_for_a_character(&text[place..]) => xml += "_x005F_",
            '\t' | '\n' => xml.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml += &format!("_x{:04X}_", u32::from(character)),
            _ => xml.push(character),
        }
    }
    xml
}

/// Whether a text begins like `_x0041_`, which workbooks have for `A`.
fn stands_for_a_character(text: &str) -> bool {
    let code = text.strip_prefix("_x").and_then(|code| code.as_bytes().first_chunk());
    code.is_some_and(|[digits @ .., end]: &[u8; 5]| *end == b'_' && digits.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk with room for so many bytes.
    struct Room(usize);

    impl Write for Room {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn book() -> WorkbookWriter {
        let mut book = WorkbookWriter::default();
        for name in ["scores", "people"] {
            book.add(name, SheetLayout::RESULTS).expect("a file without a name");
            book.write(name, b"person,overall\nana,88.35\n").expect("two rows");
        }
        book
    }

    #[test]
    fn a_disk_that_becomes_full_is_an_error_wherever_it_does() {
        let mut whole = Vec::new();
        book().save(&mut whole).expect("a workbook");
        for room in (0..whole.len()).step_by(97) {
            let error = book().save(Room(room)).expect_err("no room");
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{room}: {error}");
        }
        book().save(Room(whole.len())).expect("room for all of it");
    }

    #[test]
    fn what_xml_cannot_hold_is_written_as_workbooks_do() {
        for (text, xml) in [
            ("a < b & c > \"d\"", "a &lt; b &amp; c &gt; \"d\""),
            ("a\tb\nc\rd\u{1}\u{ffff}", "a\tb\nc_x000D_d_x0001__xFFFF_"),
            ("_x0041_ _x41_ _xé_x0041_", "_x005F_x0041_ _x41_ _xé_x005F_x0041_"),
        ] {
            assert_eq!(escaped(text), xml);
        }
    }
}
