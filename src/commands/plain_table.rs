//! Opens tables whose cells are no answers, be they text or a sheet of a workbook.

use std::fs;
use std::io::{self, Cursor, Read};
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use encoding_rs::Encoding;

use crate::commands::people::is_standard_input;
use crate::commands::workbook::AS_TABLE;
use crate::load::read::{input_name, reason};
use crate::load::workbook::{Workbook, is_workbook};
use crate::survey::Problem;
use crate::survey::dialect::StatedDialect;
use crate::survey::plain::PlainTable;
use crate::text::all_of;

/// Reads the bytes of a file, or of standard input.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        bail!("`{}` is a folder, not a file; name a file in it", input_name(path));
    }
    let read = if is_standard_input(path) {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|error| anyhow!("cannot read `{}`: {}", input_name(path), reason(&error, "no such file")))
}

/// Reads a table; of a workbook with several sheets the one whose name and header are wanted. The encoding that was asked for is for
/// what is not UTF-8, as of two tables often only one is in it.
pub(super) fn table(
    bytes: Vec<u8>,
    name: &str,
    encoding: Option<&'static Encoding>,
    is_wanted: impl Fn(&str, &[String]) -> bool,
) -> Result<PlainTable> {
    let asked = StatedDialect { delimiter: None, encoding: encoding.filter(|_| !is_utf_8(&bytes)) };
    read(bytes, asked, is_wanted).map_err(|problem| said(&problem, name))
}

/// Whether bytes are UTF-8, and not other encodings of ASCII: UTF-16 has NUL bytes, and ISO-2022-JP escapes.
fn is_utf_8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(['\0', '\u{1b}']))
}

/// Says what is wrong with a table that messages call by a name.
pub(super) fn said(problem: &Problem, name: &str) -> anyhow::Error {
    anyhow!("{name}: {problem}")
}

fn read(
    bytes: Vec<u8>,
    asked: StatedDialect,
    is_wanted: impl Fn(&str, &[String]) -> bool,
) -> Result<PlainTable, Problem> {
    if !is_workbook(&bytes)? {
        return PlainTable::of(&bytes, asked);
    }
    let mut book = Workbook::open(Cursor::new(bytes))?;
    let mut filled = Vec::new();
    for sheet in book.sheets().to_vec() {
        if let Some(header) = book.head(&sheet)?.into_iter().next() {
            filled.push((is_wanted(&sheet, &header), sheet));
        }
    }
    let any = filled.iter().any(|(is_wanted, _)| *is_wanted);
    let sheets: Vec<String> =
        filled.into_iter().filter(|(is_wanted, _)| *is_wanted || !any).map(|(_, sheet)| sheet).collect();
    match sheets.as_slice() {
        [] => Err(Problem::new("the workbook is empty").help("name another file")),
        [sheet] => {
            let table = book.write(sheet, usize::MAX, Cursor::new(Vec::new()))?;
            PlainTable::of(&table.into_inner(), AS_TABLE)
        }
        several => {
            let names: Vec<String> = several.iter().map(|sheet| format!("`{sheet}`")).collect();
            let message = format!("several sheets may be meant: {}", all_of(names.iter().map(String::as_str)));
            Err(Problem::new(message).help("save the one that is meant as CSV"))
        }
    }
}
