//! Workbooks (`.xlsx`) that are written: tables come as CSV, a piece at a time, and become sheets of numbers and texts.

use std::fmt;
use std::io;

use csv::{ByteRecord, ReaderBuilder};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook as Book, Worksheet, XlsxError};

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
pub(crate) struct WorkbookWriter {
    book: Book,
    sheets: Vec<SheetWriter>,
    formats: Formats,
}

impl fmt::Debug for WorkbookWriter {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("WorkbookWriter").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

#[derive(Debug)]
struct SheetWriter {
    name: &'static str,
    layout: SheetLayout,
    /// The row that comes next, from 0.
    next: u32,
    /// For each column the longest text so far.
    widths: Vec<usize>,
}

struct Formats {
    header: Format,
    /// For texts that a spreadsheet would take for something else when somebody edits them.
    text: Format,
    hundredths: Format,
}

impl WorkbookWriter {
    pub(crate) fn new() -> Self {
        let mut book = Book::new();
        if let Ok(time) = ExcelDateTime::from_ymd(YEAR, 1, 1) {
            book.set_properties(&DocProperties::new().set_creation_datetime(&time));
        }
        let formats = Formats {
            header: Format::new().set_bold().set_num_format("@"),
            text: Format::new().set_num_format("@"),
            hundredths: Format::new().set_num_format("0.00"),
        };
        Self { book, sheets: Vec::new(), formats }
    }

    /// Begins a sheet.
    pub(crate) fn add(&mut self, name: &'static str, layout: SheetLayout) -> io::Result<()> {
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(unwritable)?;
        sheet.set_name(name).map_err(unwritable)?;
        sheet.set_freeze_panes(layout.header_rows, 0).map_err(unwritable)?;
        self.sheets.push(SheetWriter { name, layout, next: 0, widths: Vec::new() });
        Ok(())
    }

    /// Adds whole rows of CSV to a sheet.
    pub(crate) fn write(&mut self, name: &str, rows: &[u8]) -> io::Result<()> {
        let Some(index) = self.sheets.iter().position(|sheet| sheet.name == name) else { return Ok(()) };
        let worksheet = self.book.worksheet_from_index(index).map_err(unwritable)?;
        let sheet = &mut self.sheets[index];
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(sheet.layout.delimiter).from_reader(rows);
        let mut row = ByteRecord::new();
        while reader.read_byte_record(&mut row).map_err(io::Error::other)? {
            sheet.write(worksheet, &self.formats, &row)?;
        }
        Ok(())
    }

    /// Writes the whole workbook.
    pub(crate) fn save(mut self, to: impl io::Write + Send) -> io::Result<()> {
        for (index, sheet) in self.sheets.iter().enumerate() {
            let worksheet = self.book.worksheet_from_index(index).map_err(unwritable)?;
            for (column, width) in (0..).zip(&sheet.widths) {
                let width = (*width).clamp(NARROWEST, WIDEST) as u32;
                worksheet.set_column_width(column, width + 2).map_err(unwritable)?;
            }
            if let (Some(row), Some(column)) = (sheet.next.checked_sub(1), sheet.widths.len().checked_sub(1)) {
                // Ids are texts on purpose.
                let (column, error) = (column as u16, IgnoreError::NumberStoredAsText);
                worksheet.ignore_error_range(0, 0, row, column, error).map_err(unwritable)?;
            }
        }
        self.book.save_to_writer(to).map_err(unwritable)
    }
}

impl SheetWriter {
    fn write(&mut self, worksheet: &mut Worksheet, formats: &Formats, row: &ByteRecord) -> io::Result<()> {
        if self.next >= MOST_ROWS {
            return Err(self.too_large("more than 1,048,576 rows"));
        }
        if row.len() > MOST_COLUMNS {
            return Err(self.too_large("more than 16,384 columns"));
        }
        let is_header = self.next < self.layout.header_rows;
        for (place, cell) in row.iter().enumerate() {
            let cell = String::from_utf8_lossy(cell);
            if !cell.is_empty() {
                self.cell(worksheet, formats, place, &cell, is_header)?;
            }
        }
        self.next += 1;
        Ok(())
    }

    fn cell(
        &mut self,
        worksheet: &mut Worksheet,
        formats: &Formats,
        place: usize,
        cell: &str,
        is_header: bool,
    ) -> io::Result<()> {
        let (row, column) = (self.next, place as u16);
        let text = self.text(cell);
        if self.widths.len() <= place {
            self.widths.resize(place + 1, 0);
        }
        if row < LOOKED_AT {
            self.widths[place] =
                self.widths[place].max(text.lines().map(|line| line.chars().count()).max().unwrap_or(0));
        }
        if text.encode_utf16().count() > LONGEST_TEXT {
            return Err(self.too_large(&format!("more than 32,767 characters in a cell of row {}", row + 1)));
        }
        let is_text = place < self.layout.texts;
        match number(&text).filter(|_| !is_header && !is_text) {
            Some(number) if self.layout.cells == CellKind::Computed && text.contains('.') => {
                worksheet.write_number_with_format(row, column, number, &formats.hundredths)
            }
            Some(number) if self.layout.cells == CellKind::Computed || number.to_string() == text => {
                worksheet.write_number(row, column, number)
            }
            Some(_) | None if is_header => worksheet.write_string_with_format(row, column, text, &formats.header),
            Some(_) | None if is_text || looks_like_another(&text) => {
                worksheet.write_string_with_format(row, column, text, &formats.text)
            }
            Some(_) | None => worksheet.write_string(row, column, text),
        }
        .map(drop)
        .map_err(unwritable)
    }

    /// Takes off what keeps a cell of CSV from running as a formula: text cannot. What looked so before stays guarded in what
    /// was received, so that it comes back as it was.
    fn text(&self, cell: &str) -> String {
        let text = unguarded(cell);
        if self.layout.cells == CellKind::Received && unguarded(&text) != text {
            return cell.to_owned();
        }
        text.into_owned()
    }

    fn too_large(&self, what: &str) -> io::Error {
        io::Error::other(format!(
            "the sheet `{}` would have {what}, which no spreadsheet opens; nothing written; name a `.csv` file",
            self.name
        ))
    }
}

/// Reads a plain number: digits, perhaps with a sign and decimals, without a leading zero.
fn number(text: &str) -> Option<f64> {
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

/// Says what went wrong with the files in which rows wait, or with the file that is written.
fn unwritable(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(format!("making the workbook: {other}")),
    }
}
