//! Workbooks: one sheet of an `.xlsx` file as the table that a spreadsheet would save as CSV, so that there is one way to read cells.

use std::fmt;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};
use memchr::memmem;

/// What a workbook begins with: that of an archive.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// What older and encrypted workbooks begin with.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Parts of a workbook take no more room than this when they are unpacked, in bytes; those that are kept in memory less.
const LARGEST_PART: u64 = 4 << 30;
const LARGEST_KEPT: u64 = 256 << 20;

/// All parts together take no more room than so many times that of the archive, unless they are small; tables take about ten times.
const LARGEST_RATIO: u64 = 100;
const SMALL: u64 = 16 << 20;

/// What the list of texts claims to be the number of them; the library reserves room for as many.
const CLAIMED: &[u8] = b"uniqueCount";

/// A text takes at least so many bytes in the list.
const SHORTEST_TEXT: usize = 5;

/// A table takes no more room than this in bytes.
const LARGEST_TABLE: u64 = 4 << 30;

/// How many rows of a sheet are looked at before it is read.
const HEAD: usize = 20;

/// How many rows decide how wide a table is, unless a later one is wider.
const FIRST: usize = 1000;

/// How the names of workbooks of other kinds end.
const OTHER_KINDS: [&str; 5] = ["xls", "xlsm", "xlsb", "ods", "numbers"];

/// Says whether a workbook is meant, by how the name of a file ends.
pub(crate) fn names_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// Says whether the name of a file ends like that of a workbook of a kind that is not written.
pub(crate) fn names_other_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|extension| OTHER_KINDS.iter().any(|other| extension.eq_ignore_ascii_case(other)))
}

/// Why a workbook cannot be read as a table.
#[derive(Debug)]
pub enum Refusal {
    /// What is wrong, and what to do.
    Said(String, &'static str),
    Unreadable(io::Error),
}

impl Refusal {
    fn said(message: impl Into<String>, help: &'static str) -> Self {
        Self::Said(message.into(), help)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl From<XlsxError> for Refusal {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::said("the workbook is encrypted", "save it without a password"),
            other => {
                Self::said(format!("the workbook is damaged: {other}"), "open it in a spreadsheet and save it again")
            }
        }
    }
}

/// Says whether a file is a workbook, by its first bytes.
///
/// # Errors
///
/// A workbook of another kind, or an encrypted one.
pub fn is_workbook(start: &[u8]) -> Result<bool, Refusal> {
    if start.starts_with(COMPOUND) {
        let help = "save it as `.xlsx` without a password, or as CSV UTF-8";
        return Err(Refusal::said("the workbook is encrypted, or of an old kind (`.xls`)", help));
    }
    Ok(start.starts_with(ARCHIVE))
}

/// A workbook of which one sheet is read.
pub struct Workbook<R> {
    book: Xlsx<R>,
    /// Its sheets with cells, in order.
    sheets: Vec<String>,
}

impl<R: Read + Seek> Workbook<R> {
    /// Opens a workbook.
    ///
    /// # Errors
    ///
    /// An archive that is none, that is damaged, or that is far larger inside than out.
    pub fn open(mut reader: R) -> Result<Self, Refusal> {
        check_sizes(&mut reader)?;
        reader.rewind()?;
        let book = Xlsx::new(reader)?;
        let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets = sheets.map(|sheet| sheet.name.clone()).collect();
        Ok(Self { book, sheets })
    }

    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Returns the first rows of a sheet, as far as they have cells.
    ///
    /// # Errors
    ///
    /// A sheet that is not there, or that is damaged.
    pub fn head(&mut self, sheet: &str) -> Result<Vec<Vec<String>>, Refusal> {
        let mut rows = Vec::new();
        self.rows(sheet, |_, cells| {
            rows.push(cells);
            Ok(rows.len() < HEAD)
        })?;
        Ok(rows)
    }

    /// Writes a sheet as CSV, up to a number of rows. Every row is as wide as the widest.
    ///
    /// # Errors
    ///
    /// A sheet that is not there, that is damaged, or too large.
    pub fn write<W: Write + Seek>(&mut self, sheet: &str, rows: usize, mut to: W) -> Result<W, Refusal> {
        let mut width = 0;
        self.rows(sheet, |row, cells| {
            width = width.max(cells.len());
            Ok(row < FIRST)
        })?;
        loop {
            let mut table = CsvTable { writer: BufWriter::new(&mut to), width, next: 0, written: 0 };
            let mut wider = None;
            self.rows(sheet, |row, cells| {
                if cells.len() > width {
                    wider = Some(cells.len());
                    return Ok(false);
                }
                table.row(row, &cells)?;
                Ok(row + 1 < rows)
            })?;
            table.writer.flush()?;
            drop(table);
            match wider {
                None => return Ok(to),
                // Later rows are rarely wider: what was written is written again.
                Some(wider) => width = wider,
            }
            to.rewind()?;
        }
    }

    /// Hands over every row that has a cell with something in it, with its number from 0, until that is enough.
    fn rows(
        &mut self,
        sheet: &str,
        mut take: impl FnMut(usize, Vec<String>) -> Result<bool, Refusal>,
    ) -> Result<(), Refusal> {
        let mut reader = self.book.worksheet_cells_reader(sheet)?;
        let (mut row, mut cells) = (0, Vec::new());
        while let Some(cell) = reader.next_cell_with_formula_metadata()? {
            let (at, column) = (cell.pos.0 as usize, cell.pos.1 as usize);
            if cell.formula.is_some() && cell.value == DataRef::Empty {
                let help = "open the workbook in a spreadsheet and save it again";
                return Err(Refusal::said(format!("row {} has a formula without a value", at.saturating_add(1)), help));
            }
            let text = text(&cell.value);
            if text.is_empty() {
                continue;
            }
            if at < row || at > LAST_ROW || column > LAST_COLUMN {
                let help = "open it in a spreadsheet and save it again";
                return Err(Refusal::said("the workbook is damaged: its cells are not in order", help));
            }
            if at > row && !cells.is_empty() && !take(row, std::mem::take(&mut cells))? {
                return Ok(());
            }
            row = at;
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
        if !cells.is_empty() {
            take(row, cells)?;
        }
        Ok(())
    }
}

/// The last row and the last column that a spreadsheet has, from 0.
const LAST_ROW: usize = 1_048_575;
const LAST_COLUMN: usize = 16_383;

/// A table that is being written.
struct CsvTable<W: Write> {
    writer: BufWriter<W>,
    width: usize,
    /// The row that comes next, from 0.
    next: usize,
    written: u64,
}

impl<W: Write> CsvTable<W> {
    /// Writes a row, behind those without cells.
    fn row(&mut self, row: usize, cells: &[String]) -> Result<(), Refusal> {
        let mut line = Vec::new();
        line.resize(row - self.next, b'\n');
        for column in 0..self.width {
            if column > 0 {
                line.push(b',');
            }
            let cell = cells.get(column).map_or("", String::as_str);
            if cell.contains([',', '"', '\n', '\r']) {
                line.extend_from_slice(format!("\"{}\"", cell.replace('"', "\"\"")).as_bytes());
            } else {
                line.extend_from_slice(cell.as_bytes());
            }
        }
        line.push(b'\n');
        self.written += line.len() as u64;
        if self.written > LARGEST_TABLE {
            return Err(Refusal::said("the sheet is too large", "save it as CSV UTF-8"));
        }
        self.writer.write_all(&line)?;
        self.next = row + 1;
        Ok(())
    }
}

/// Unpacks every part once: what an archive says of its sizes need not be true.
fn check_sizes(reader: &mut (impl Read + Seek)) -> Result<(), Refusal> {
    let mut left = reader.seek(SeekFrom::End(0))?.saturating_mul(LARGEST_RATIO).max(SMALL);
    reader.rewind()?;
    let mut archive = zip::ZipArchive::new(reader).map_err(|error| damaged(&error))?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = part.name().map_err(|error| damaged(&error))?.to_ascii_lowercase();
        let most = if name.contains("worksheets/") { LARGEST_PART } else { LARGEST_KEPT }.min(left);
        let mut part = (&mut part).take(most + 1);
        let size = if name.ends_with("sharedstrings.xml") {
            check_texts(&mut part)?
        } else {
            io::copy(&mut part, &mut io::sink()).map_err(|error| damaged(&error))?
        };
        left = left.checked_sub(size).filter(|_| size <= most).ok_or_else(|| {
            Refusal::said("the workbook is too large when it is unpacked", "save the sheet as CSV UTF-8")
        })?;
    }
    Ok(())
}

/// Unpacks the list of texts, and returns its size. No number in it is larger than it has room for.
fn check_texts(part: &mut impl Read) -> Result<u64, Refusal> {
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    let most = bytes.len() / SHORTEST_TEXT + 1;
    let claims = memmem::find_iter(&bytes, CLAIMED).map(|place| {
        let behind = &bytes[place + CLAIMED.len()..];
        let number = behind.iter().skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
        number.fold(0_usize, |number, digit| number.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
    });
    // In another encoding than all spreadsheets write they would not be found.
    let is_text = bytes.iter().take(4).all(|byte| *byte != 0 && *byte < 0xfe);
    if !is_text || claims.into_iter().any(|claimed| claimed > most) {
        return Err(damaged(&"the list of texts is not what it claims"));
    }
    Ok(bytes.len() as u64)
}

fn damaged(error: &dyn fmt::Display) -> Refusal {
    let help = "open it in a spreadsheet and save it as `.xlsx`, or as CSV UTF-8";
    Refusal::said(format!("this is not a workbook, or it is damaged: {error}"), help)
}

/// Returns what a spreadsheet saves of a cell; times are written so that day and month cannot be confused.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) => time_text(time),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Whole numbers below this have at most 15 digits.
const WHOLE: f64 = 1e15;

/// Spreadsheets show 15 digits: what is left of a sum beyond them is no fraction.
fn number_text(number: f64) -> String {
    // Nearly all are whole, and few digits.
    if number.fract() == 0.0 && number.abs() < WHOLE {
        return (number as i64).to_string();
    }
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    (shown + 0.0).to_string()
}

fn time_text(time: &ExcelDateTime) -> String {
    if time.is_duration() {
        return number_text(time.as_f64());
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let fraction = if milli > 0 { format!(".{milli:03}") } else { String::new() };
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}")
}
