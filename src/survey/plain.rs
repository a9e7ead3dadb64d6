//! Tables whose cells are no answers: of groups, of scores, of norms. One row names the columns, and every row is as wide as it.

use csv::{ReaderBuilder, StringRecord};

use crate::survey::dialect::{Record, StatedDialect, check_lines, check_marks, even_delimiter, records};
use crate::survey::encoding::{decode, encoding_of};
use crate::survey::fold::trim;
use crate::survey::problem::Problem;
use crate::text::count;

/// A table, with the names of its columns.
#[derive(Debug)]
pub struct PlainTable {
    text: String,
    delimiter: u8,
    /// What lines above the header say, such as `# date: 2026-05-31`.
    notes: Vec<(String, String)>,
    /// The names of the columns, without white space around them.
    pub header: Vec<String>,
}

impl PlainTable {
    /// Reads the header of a table in any encoding and with any delimiter that responses may have.
    ///
    /// # Errors
    ///
    /// Bytes that are no text, lines that cannot be told apart, and a table without a header.
    pub fn of(bytes: &[u8], asked: StatedDialect) -> Result<Self, Problem> {
        let (encoding, mark) = encoding_of(bytes, asked.encoding)?;
        let mut text = decode(&bytes[mark..], encoding)?;
        let mut notes = Vec::new();
        while let Some((note, length)) = note(&text) {
            notes.push(note);
            text.drain(..length);
        }
        check_lines(&text)?;
        let delimiter = asked.delimiter.unwrap_or_else(|| even_delimiter(&text));
        let header = records(&text, delimiter, 1);
        check_marks(&header)?;
        let names = header.first().map(Record::cells).unwrap_or_default();
        let header: Vec<String> = names.into_iter().map(|name| trim(name).to_owned()).collect();
        if header.iter().all(String::is_empty) {
            return Err(Problem::new("the table is empty").help("its first row names the columns"));
        }
        Ok(Self { text, delimiter, notes, header })
    }

    /// Returns what a line above the header says, unless that is nothing.
    pub fn note(&self, name: &str) -> Option<&str> {
        let mut named = self.notes.iter().filter(|(key, text)| key == name && !text.is_empty());
        named.next().map(|(_, text)| text.as_str())
    }

    /// Returns the place of a column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell.eq_ignore_ascii_case(name))
    }

    /// Hands over every row that has something in it, with the number of its line.
    ///
    /// # Errors
    ///
    /// A row of another width, and what the function says.
    pub fn each(&self, mut take: impl FnMut(u64, &StringRecord) -> Result<(), Problem>) -> Result<(), Problem> {
        let mut reader =
            ReaderBuilder::new().delimiter(self.delimiter).flexible(true).from_reader(self.text.as_bytes());
        let mut row = StringRecord::new();
        while reader.read_record(&mut row).map_err(|error| Problem::new(error.to_string()))? {
            if row.iter().all(|cell| trim(cell).is_empty()) {
                continue;
            }
            let line = row.position().map_or(0, csv::Position::line) + self.notes.len() as u64;
            if row.len() != self.header.len() {
                let cells = count(row.len(), "cell");
                let problem = Problem::new(format!("line {line} has {cells}, the header has {}", self.header.len()));
                return Err(problem.help("look for a missing quote or delimiter in this line or the one before it"));
            }
            take(line, &row)?;
        }
        Ok(())
    }
}

/// Reads a first line such as `# date: 2026-05-31`, with its length. Spreadsheets put quotes around it, and delimiters behind.
fn note(text: &str) -> Option<((String, String), usize)> {
    let line = text.split_inclusive('\n').next()?;
    let bare = trim(line).trim_start_matches('"').strip_prefix('#')?;
    let (key, value) = bare.split_once(':')?;
    let key = trim(key);
    let value = value.trim_end_matches(['"', ',', ';', '\t', '|', ' ', '\r', '\n']);
    let is_name = !key.is_empty() && key.chars().all(|letter| letter.is_ascii_lowercase());
    is_name.then(|| ((key.to_owned(), trim(value).to_owned()), line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, Problem> {
        let table = PlainTable::of(bytes, StatedDialect::default())?;
        let mut rows = vec![table.header.clone()];
        table.each(|_, row| {
            rows.push(row.iter().map(str::to_owned).collect());
            Ok(())
        })?;
        Ok(rows)
    }

    #[test]
    fn a_table_reads_alike_however_it_is_written() {
        let utf_16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("id;ort\r\nana;Köln\r\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for bytes in [
            "id,ort\nana,Köln\n".as_bytes(),
            "\u{feff}id\tort\r\nana\tKöln".as_bytes(),
            "id|ort\n\n\"ana\"|Köln\n|\n".as_bytes(),
            b"id;ort\nana;K\xf6ln\n",
            &utf_16,
        ] {
            assert_eq!(rows(bytes).unwrap(), [["id", "ort"], ["ana", "Köln"]], "{bytes:?}");
        }
        assert_eq!(rows("id;a,b,c\n1;x\n2;y,z\n".as_bytes()).unwrap()[2], ["2", "y,z"]);
    }

    #[test]
    fn lines_above_the_header_are_notes() {
        let text = "# n: 240\r\n\"# source: open survey, unpaid\",,,\n# date: ,,\nid,g\na\n";
        let table = PlainTable::of(text.as_bytes(), StatedDialect::default()).unwrap();
        assert_eq!((table.note("n"), table.note("source")), (Some("240"), Some("open survey, unpaid")));
        assert_eq!((table.note("date"), table.header.as_slice()), (None, &["id".to_owned(), "g".to_owned()][..]));
        assert_eq!(table.each(|_, _| Ok(())).unwrap_err().message, "line 5 has 1 cell, the header has 2");
        assert_eq!(rows(b"#,g\n1,f\n").unwrap()[0], ["#", "g"]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let refused = |bytes: &[u8]| rows(bytes).unwrap_err().message;
        assert_eq!(refused(b"id,g\na,f\nb\n"), "line 3 has 1 cell, the header has 2");
        assert_eq!(refused(b""), "the table is empty");
        assert!(refused(b"id,g\na,\xff\n").starts_with("the text is not UTF-8"));
    }
}
