//! Results as CSV: one row per person and role, safe to open in a spreadsheet.

use std::borrow::Cow;

use crate::render::Sheet;
use crate::render::number::hundredths;
use crate::scoring::Fit;
use crate::text::printable;

/// The columns, in order.
pub const HEADER: [&str; 13] = [
    "person",
    "role",
    "rank",
    "band",
    "overall",
    "from",
    "to",
    "personality",
    "competency",
    "p_best",
    "contender",
    "coverage",
    "flags",
];

/// The columns that take draws to compute; a batch only has them when it is asked for certainty.
pub const OF_CERTAINTY: [&str; 4] = ["from", "to", "p_best", "contender"];

/// The flag of a fit with a gate that is almost surely failed.
pub const GATE_FAILED: &str = "gate-failed";

/// Starts a table; its cells are quoted by [`cell()`], which quotes more than one separator asks for.
pub fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Never).from_writer(Vec::new())
}

/// Writes the rows of one person under a header that is written once.
///
/// # Errors
///
/// Those of the writer.
pub fn write_rows<W: std::io::Write>(writer: &mut csv::Writer<W>, sheet: &Sheet<'_>) -> csv::Result<()> {
    for fit in sheet.fits() {
        let sure = sheet.certainty(fit);
        let number = |value: Option<f64>| value.map(hundredths).unwrap_or_default();
        // The weaker of the two axes, in percent: an axis is no better covered than its emptiest half.
        let coverage = 100.0 * fit.personality.coverage.min(fit.competency.coverage);
        writer.write_record([
            cell(&sheet.answers.person),
            sheet.pack.roles()[fit.role].id.to_string(),
            fit.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            fit.band.code().to_owned(),
            number(fit.overall),
            number(sure.map(|sure| sure.overall.low)),
            number(sure.map(|sure| sure.overall.high)),
            number(fit.personality.score),
            number(fit.competency.score),
            number(sure.map(|sure| sure.p_best)),
            sure.map(|sure| sure.is_contender.to_string()).unwrap_or_default(),
            hundredths(coverage),
            flags(sheet, fit),
        ])?;
    }
    Ok(())
}

fn flags(sheet: &Sheet<'_>, fit: &Fit) -> String {
    let mut flags: Vec<String> = sheet.notices.iter().map(|notice| notice.code.to_string()).collect();
    if fit.has_failed_gate() {
        flags.push(GATE_FAILED.to_owned());
    }
    quoted(&flags.join(";")).into_owned()
}

/// Returns a text as a cell: cleaned, kept from running as a formula, and quoted where it must be. Numbers of ours never
/// pass through here: they stay numbers.
pub fn cell(text: &str) -> String {
    quoted(&guarded(&printable(text))).into_owned()
}

/// What parts cells or rows for one reader of tables or another, whichever list separator it is set to.
fn parts(character: char) -> bool {
    matches!(character, ',' | ';' | '\t' | '|' | '\r' | '\n')
}

/// Quotes a text that any reader would take for more than one cell.
pub fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains(|character| character == '"' || parts(character)) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

/// Keeps spreadsheets from running a text as a formula, with an apostrophe before each part of it that one could take for
/// a cell of its own.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if !text.split(parts).any(is_guardable) {
        return Cow::Borrowed(text);
    }
    let guard = |part: &str| if is_guardable(part) { format!("'{part}") } else { part.to_owned() };
    Cow::Owned(text.split_inclusive(parts).map(guard).collect())
}

/// Takes off what [`guarded()`] has put into a text.
pub fn unguarded(text: &str) -> Cow<'_, str> {
    let bare = |part| str::strip_prefix(part, '\'').filter(|rest| is_guardable(rest));
    if !text.contains('\'') || !text.split(parts).any(|part| bare(part).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_inclusive(parts).map(|part| bare(part).unwrap_or(part)).collect())
}

/// The signs that a formula begins with: the common ones, and their full-width, small and mathematical forms, which programs read as
/// those (Unicode's NFKC makes the forms but for the last the same).
const FORMULA_SIGNS: [char; 13] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '\u{2212}'];

/// Whether a part of a text would run unless it is guarded: spreadsheets trim blanks, and read other forms of the signs as the
/// common ones. What looks guarded already is guarded once more, so that nothing is lost when that is taken off.
fn is_guardable(part: &str) -> bool {
    let text = part.trim_start_matches('\'');
    text.trim_start_matches(|letter: char| letter == '"' || letter.is_whitespace()).starts_with(FORMULA_SIGNS)
}

/// How a table is written for spreadsheets that are set to another country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation {
    /// The delimiter of cells.
    pub delimiter: u8,
    pub has_decimal_comma: bool,
}

impl Notation {
    pub const PLAIN: Self = Self { delimiter: b',', has_decimal_comma: false };

    /// Writes whole rows of a table anew. In quotes nothing changes, as is every text with one of the delimiters in it; the first
    /// cell of a row is an id, and no number.
    pub fn respell(self, rows: &[u8]) -> Cow<'_, [u8]> {
        if self == Self::PLAIN {
            return Cow::Borrowed(rows);
        }
        let mut written = Vec::with_capacity(rows.len());
        let (mut start, mut is_first, mut is_quoted) = (0, true, false);
        for (place, byte) in rows.iter().enumerate() {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b',' | b'\n' if !is_quoted => {
                    let cell = &rows[start..place];
                    let is_number = self.has_decimal_comma && !is_first && is_decimal(cell);
                    written.extend(cell.iter().map(|byte| if is_number && *byte == b'.' { b',' } else { *byte }));
                    written.push(if *byte == b',' { self.delimiter } else { b'\n' });
                    (start, is_first) = (place + 1, *byte == b'\n');
                }
                _ => {}
            }
        }
        written.extend_from_slice(&rows[start..]);
        Cow::Owned(written)
    }
}

/// Whether a cell is a number with decimals.
fn is_decimal(cell: &[u8]) -> bool {
    let digits = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let cell = cell.strip_prefix(b"-").unwrap_or(cell);
    cell.iter().position(|byte| *byte == b'.').is_some_and(|point| digits(&cell[..point]) && digits(&cell[point + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_in_another_notation_has_the_same_cells() {
        let rows = "person,role,overall\n1.5,a,88.35\n\"x,\"\"1.5\"\"\",b,-0.25\nv1.2,c-1.2,\n";
        let with = |delimiter, has_decimal_comma| {
            String::from_utf8(Notation { delimiter, has_decimal_comma }.respell(rows.as_bytes()).into_owned())
                .expect("text")
        };
        assert_eq!(with(b',', false), rows);
        assert_eq!(with(b';', true), "person;role;overall\n1.5;a;88,35\n\"x,\"\"1.5\"\"\";b;-0,25\nv1.2;c-1.2;\n");
        assert_eq!(
            with(b'\t', false),
            "person\trole\toverall\n1.5\ta\t88.35\n\"x,\"\"1.5\"\"\"\tb\t-0.25\nv1.2\tc-1.2\t\n"
        );
    }

    #[test]
    fn a_formula_is_kept_from_running() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell(" +1"), "' +1");
        assert_eq!(cell("\t@x"), "' @x");
        assert_eq!(cell("＝1+1"), "'＝1+1");
        assert_eq!(cell("ana-1"), "ana-1");
    }

    #[test]
    fn a_text_runs_whichever_separator_it_is_read_with() {
        let signs = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "\u{2212}"];
        let starts = signs.map(|sign| ["", " ", "\"", "\u{a0}\""].map(|blank| format!("{blank}{sign}1")));
        for start in starts.as_flattened() {
            for between in ["", ",", ";", "\t", "|", "\n", "\r\n", ";;"] {
                let text = format!("a{between}{start}{between}'{start}").split_off(usize::from(between.is_empty()));
                let row = format!("x,{},y\n", quoted(&guarded(&text)));
                for separator in [b',', b';', b'\t', b'|'] {
                    let reader = csv::ReaderBuilder::new()
                        .has_headers(false)
                        .flexible(true)
                        .delimiter(separator)
                        .from_reader(row.as_bytes())
                        .into_records();
                    for read in
                        reader.flat_map(|record| record.expect("text").iter().map(str::to_owned).collect::<Vec<_>>())
                    {
                        let trimmed = read.trim_start_matches([' ', '\u{a0}']);
                        assert!(!signs.iter().any(|sign| trimmed.starts_with(sign)), "{text:?} as {row:?}: {read:?}");
                    }
                }
                assert_eq!(unguarded(&guarded(&text)), text);
            }
        }
    }

    #[test]
    fn what_was_guarded_before_comes_back_as_it_was() {
        for text in ["", "'", "'a", "'=1", "''-x", "a;'=1", "'\"=1", "- -", "a,b", "-5"] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
    }
}
