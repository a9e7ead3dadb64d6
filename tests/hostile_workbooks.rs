//! Workbooks that are damaged, or made to harm: each is read or refused, and none takes more than a little memory. 2,000 seeded
//! mutations here; `ROLEFIT_MUTATIONS=100000` makes more.

use std::io::{Cursor, Read, Write};
use std::{env, fs};

use rolefit::load::workbook::{Refusal, Workbook};
use rolefit::random::SplitMix64;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const MUTATIONS: usize = 2_000;

/// The most memory that all of it may take, in KiB.
const MOST_MEMORY: usize = 256 << 10;

/// Pieces that mean something to who reads a part of a workbook.
const PIECES: [&str; 40] = [
    "<",
    ">",
    "</c>",
    "</row>",
    "</sheetData>",
    "<c r=\"A1\"><v>4</v></c>",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<c r=\"A1048577\"><v>1</v></c>",
    "<c r=\"A99999999999\"><v>1</v></c>",
    "<c r=\"ZZZZZZZ1\"><v>1</v></c>",
    "<c r=\"\"><v/></c>",
    "<row r=\"4294967295\">",
    "<row r=\"0\">",
    "<c t=\"s\"><v>99999999</v></c>",
    "<c t=\"s\"><v>-1</v></c>",
    "<c t=\"d\"><v>2024-13-45T99:99</v></c>",
    "<c t=\"e\"><v>#WHAT!</v></c>",
    "<c t=\"b\"><v>7</v></c>",
    "<c s=\"99999\"><v>1e308</v></c>",
    "<c s=\"2\"><v>-1e308</v></c>",
    "<c s=\"2\"><v>NaN</v></c>",
    "<c s=\"2\"><v>2958466</v></c>",
    "<is><r><t>a</t></r></is>",
    "<f t=\"shared\" si=\"4294967295\" ref=\"A1:XFD1048576\"/>",
    "&#x0;",
    "&amp",
    "&lol;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml version=\"1.0\"?>",
    "\u{fffe}",
    "_x0000_",
    " count=\"99999999999\"",
    " uniqueCount=\"18446744073709551615\"",
    " uniqueCount=\"99999999999\"",
    " r:id=\"rId9\"",
    " date1904=\"true\"",
    "\0",
];

/// A workbook with what there may be in one: numbers, texts, times, formulas and their errors, styles, and a second sheet.
fn seed() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let (time, bold) = (Format::new().set_num_format("d/m/yyyy hh:mm"), Format::new().set_bold());
    for row in 0..12 {
        let number = f64::from(row);
        sheet.write_string(row, 0, format!("person <{}> & others", row % 5)).expect("a text");
        sheet.write_number(row, 1, number * 0.7).expect("a number");
        sheet.write_boolean(row, 2, row % 2 == 0).expect("a truth");
        let date = ExcelDateTime::from_ymd(2024, 5, row as u8 + 1).expect("a day");
        sheet.write_datetime_with_format(row, 3, &date, &time).expect("a time");
        sheet.write_formula(row, 4, Formula::new("=1/0").set_result("#DIV/0!")).expect("a formula");
        sheet.write_blank(row, 6, &bold).expect("a blank cell");
    }
    book.add_worksheet().write_string(3, 3, "notes").expect("a text");
    book.save_to_buffer().expect("a workbook")
}

type Parts = Vec<(String, Vec<u8>)>;

fn unpacked(book: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(book)).expect("an archive");
    let number = archive.len();
    let read = |index| {
        let mut part = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a whole part");
        (part.name().expect("a name").into_owned(), bytes)
    };
    (0..number).map(read).collect()
}

fn packed(parts: &Parts, method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(method);
        archive.start_file(name.clone(), options).expect("a part");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

/// Changes bytes in the way that files go wrong.
fn change(bytes: &mut Vec<u8>, random: &mut SplitMix64) {
    let (a, b) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
    let (start, end) = (a.min(b), a.max(b));
    match random.below(8) {
        0 => drop(bytes.drain(start..end.min(start + 200))),
        1 => {
            let copy = bytes[start..end.min(start + 500)].to_vec();
            drop(bytes.splice(b..b, copy));
        }
        2 => bytes.truncate(end),
        3 if start < bytes.len() => bytes[start] ^= 1 << random.below(8),
        4 => {
            // A number becomes another.
            let digits = bytes.iter().skip(start).position(u8::is_ascii_digit).map(|place| place + start);
            if let Some(place) = digits {
                bytes[place] = b'0' + random.below(10) as u8;
            }
        }
        _ => {
            let piece = PIECES[random.below(PIECES.len())].bytes();
            drop(bytes.splice(a..a, piece));
        }
    }
}

/// Reads a workbook as `batch` does; returns the bytes of its tables, or why there are none.
fn read(bytes: &[u8]) -> Result<usize, Refusal> {
    let mut book = Workbook::open(Cursor::new(bytes))?;
    let mut size = 0;
    for sheet in book.sheets().to_vec() {
        book.head(&sheet)?;
        size += book.write(&sheet, usize::MAX, Cursor::new(Vec::new()))?.into_inner().len();
    }
    Ok(size)
}

/// The most memory that this process has had, in KiB, where the system says it.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB")?.trim().parse().ok());
    peak.unwrap_or_default()
}

#[test]
fn no_workbook_makes_the_reader_fail_or_takes_much_memory() {
    let number = env::var("ROLEFIT_MUTATIONS").ok().and_then(|number| number.parse().ok()).unwrap_or(MUTATIONS);
    let seed = seed();
    let parts = unpacked(&seed);
    assert!(read(&seed).is_ok_and(|size| size > 500));
    let mut random = SplitMix64::named("workbooks");
    let mut were_read = 0;
    for case in 0..number {
        // Most mutations are within a part: those of the archive are found by its checksums.
        let bytes = if case % 8 == 0 {
            let mut bytes = seed.clone();
            change(&mut bytes, &mut random);
            bytes
        } else {
            let mut parts = parts.clone();
            for _ in 0..=random.below(3) {
                let part = random.below(parts.len());
                change(&mut parts[part].1, &mut random);
            }
            packed(&parts, CompressionMethod::Stored)
        };
        let run = std::panic::catch_unwind(|| read(&bytes).is_ok());
        assert!(run.is_ok(), "mutation {case} fails");
        were_read += usize::from(run.unwrap_or_default());
        assert!(peak() < MOST_MEMORY, "mutation {case} takes {} KiB", peak());
    }
    // As many are refused as are read, more or less: all or none would test little.
    assert!(were_read > number / 10 && were_read < number * 9 / 10, "{were_read} of {number} are read");
}

fn refused(parts: &Parts) -> String {
    let answer = read(&packed(parts, CompressionMethod::Deflated));
    assert!(matches!(answer, Err(Refusal::Said(..))), "{answer:?}");
    answer.err().map(|refusal| format!("{refusal:?}")).unwrap_or_default()
}

/// Replaces the only place of a text in a part of the seed.
fn with(name: &str, from: &str, to: &str) -> Parts {
    let mut parts = unpacked(&seed());
    let part = parts.iter_mut().find(|(part, _)| part == name).expect("the part");
    let text = String::from_utf8(part.1.clone()).expect("text");
    assert_eq!(text.matches(from).count(), 1, "{text}");
    part.1 = text.replace(from, to).into_bytes();
    parts
}

#[test]
fn a_small_archive_that_is_large_inside_is_refused() {
    let sheet = "xl/worksheets/sheet1.xml";
    let large = "too large when it is unpacked";
    let row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(500_000);
    assert!(refused(&with(sheet, "<sheetData>", &format!("<sheetData>{row}"))).contains(large));
    let texts = "<si><t></t></si>".repeat(1_200_000);
    assert!(refused(&with("xl/sharedStrings.xml", "</sst>", &format!("{texts}</sst>"))).contains(large));
    // Many parts that are no part of the workbook, each of little size.
    let mut parts = unpacked(&seed());
    parts.extend((0..20).map(|number| (format!("xl/media/{number}.bin"), vec![0; 1 << 20])));
    assert!(refused(&parts).contains(large));
}

#[test]
fn what_a_workbook_claims_of_itself_is_not_trusted() {
    let texts = "xl/sharedStrings.xml";
    for claimed in ["18446744073709551615", "99999999999", "00099999999999"] {
        let parts = with(texts, "uniqueCount=\"6\"", &format!("uniqueCount=\"{claimed}\""));
        assert!(refused(&parts).contains("damaged"), "{claimed}");
    }
    assert!(read(&packed(&with(texts, "uniqueCount=\"6\"", "uniqueCount=\"0\""), CompressionMethod::Stored)).is_ok());
    for cell in ["A1048577", "A4294967295", "A99999999999", "XFE2"] {
        let parts = with("xl/worksheets/sheet2.xml", "<c r=\"D4\"", &format!("<c r=\"{cell}\""));
        assert!(refused(&parts).contains("damaged"), "{cell}");
    }
}
