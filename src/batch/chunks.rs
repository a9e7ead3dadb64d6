//! A stream of bytes cut into chunks of whole records, for workers that each take the next one.

use std::cell::Cell;
use std::io::{self, Read};
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};

pub use crate::batch::starts::Start;
use crate::batch::starts::{Extent, Starts};

/// Bytes of a chunk: large enough to make taking turns cheap, small enough to stay in a core's cache.
const CHUNK: usize = 256 * 1024;

/// Bytes of a small chunk: some twenty people, where everything is asked.
const SMALL: usize = 4 * 1024;

/// A record longer than this, in bytes, is none: a quote was never closed, or line ends are missing.
pub const LONGEST_RECORD: usize = 16 * 1024 * 1024;

/// Whole records of a table.
#[derive(Debug, Default)]
pub struct Chunk {
    /// What lies behind the end is left over from before.
    buffer: Vec<u8>,
    end: usize,
    /// From 0, without gaps.
    pub index: usize,
    /// Without quotes every line is a record.
    pub has_quotes: bool,
    delimiter: Option<u8>,
    /// Those of all chunks of the stream.
    starts: Arc<Starts>,
    is_counted: Cell<bool>,
    /// Once somebody asked.
    start: Cell<Option<Start>>,
}

impl Chunk {
    /// Returns the records.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[..self.end]
    }

    /// Starts over with some bytes.
    fn take(&mut self, bytes: &[u8]) {
        self.end = bytes.len();
        self.make_room(self.end);
        self.buffer[..self.end].copy_from_slice(bytes);
    }

    /// Makes room once, and not for every chunk: filling it with zeros takes time.
    fn make_room(&mut self, length: usize) {
        if self.buffer.len() < length {
            self.buffer.resize(length, 0);
        }
    }

    /// Reads until there are as many bytes as wanted; says whether the stream is at its end.
    fn fill(&mut self, reader: &mut impl Read, wanted: usize) -> io::Result<bool> {
        self.make_room(wanted);
        while self.end < wanted {
            match reader.read(&mut self.buffer[self.end..wanted]) {
                Ok(0) => return Ok(true),
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    /// Sees to it that the chunk is text.
    pub(super) fn check_text(&self) -> Result<(), Fault> {
        // The quicker look is enough for most.
        if self.bytes().is_ascii() {
            return Ok(());
        }
        std::str::from_utf8(self.bytes()).map(drop).map_err(|error| {
            let (before, after) = self.bytes().split_at(error.valid_up_to());
            Fault::NotUtf8 { line: self.start().line + newlines(before), byte: after[0] }
        })
    }

    /// Returns where the records begin, as soon as all chunks before this one are counted.
    pub(super) fn start(&self) -> Start {
        if let Some(start) = self.start.get() {
            return start;
        }
        self.count();
        let start = self.starts.of(self.index);
        self.start.set(Some(start));
        start
    }

    /// Counts the records, for those behind them.
    pub(super) fn count(&self) {
        if !self.is_counted.get() {
            let bytes = self.bytes();
            let records = match self.delimiter.filter(|_| self.has_quotes) {
                Some(delimiter) => rows(bytes, Ends::of(bytes, delimiter)),
                None => rows(bytes, memchr_iter(b'\n', bytes)),
            };
            self.enter(newlines(bytes), records);
        }
    }

    /// Takes what somebody has counted on the way.
    pub(super) fn enter(&self, lines: usize, records: usize) {
        if !self.is_counted.replace(true) {
            self.starts.enter(self.index, Extent { lines, records });
        }
    }
}

/// What makes a whole input untrustworthy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    NotUtf8 { line: usize, byte: u8 },
    Ragged { row: usize, cells: usize, columns: usize },
}

/// What keeps a stream from being read to its end, so many lines behind the start of the chunk.
#[derive(Debug)]
pub struct Broken {
    pub lines: usize,
    pub cause: Cause,
}

#[derive(Debug)]
pub enum Cause {
    /// It cannot be read, or not be decoded.
    Unreadable(io::Error),
    /// A quote opens that is never closed.
    UnclosedQuote,
    /// A record is longer than any.
    TooLong,
}

/// Cuts a stream into chunks.
#[derive(Debug)]
pub struct Chunks<R> {
    reader: R,
    /// What was read beyond the last whole record.
    rest: Vec<u8>,
    index: usize,
    /// Bytes of a chunk, unless a record is longer.
    size: usize,
    /// A quote that opens behind it may hold line ends; without one, every line is a record.
    delimiter: Option<u8>,
    starts: Arc<Starts>,
}

impl<R: Read> Chunks<R> {
    /// Starts at a line, and at a row.
    pub fn of(reader: R, start: Start, delimiter: Option<u8>) -> Self {
        Self { reader, rest: Vec::new(), index: 0, size: CHUNK, delimiter, starts: Arc::new(Starts::at(start)) }
    }

    /// Makes chunks small, for results that take far more room, and time, than what they are made from.
    pub fn small(self) -> Self {
        Self { size: SMALL, ..self }
    }

    /// Returns where its chunks begin.
    pub(super) fn starts(&self) -> Arc<Starts> {
        Arc::clone(&self.starts)
    }

    /// Fills a chunk with the next records; says whether there were any.
    ///
    /// # Errors
    ///
    /// A stream that cannot be read, or whose last record does not end.
    pub fn next(&mut self, chunk: &mut Chunk) -> Result<bool, Broken> {
        chunk.starts = self.starts();
        chunk.is_counted.set(false);
        chunk.start.set(None);
        (chunk.index, chunk.delimiter) = (self.index, self.delimiter);
        self.index += 1;
        chunk.take(&self.rest);
        self.rest.clear();
        let mut wanted = self.size;
        loop {
            let is_at_end = chunk.fill(&mut self.reader, wanted).map_err(|error| {
                let lines = newlines(chunk.bytes());
                Broken { lines, cause: Cause::Unreadable(error) }
            })?;
            let quoting = self.delimiter.filter(|_| memchr(b'"', chunk.bytes()).is_some());
            chunk.has_quotes = quoting.is_some();
            let bytes = chunk.bytes();
            let (end, open) = match quoting {
                Some(delimiter) => last_end(bytes, delimiter),
                None => (memrchr(b'\n', bytes).map_or(0, |last| last + 1), None),
            };
            let broken = |open: usize, cause| Err(Broken { lines: newlines(&bytes[..open]), cause });
            if is_at_end {
                match open {
                    Some(open) => return broken(open, Cause::UnclosedQuote),
                    None => break,
                }
            }
            if end > 0 {
                self.rest.extend_from_slice(&bytes[end..]);
                chunk.end = end;
                break;
            }
            if chunk.end >= LONGEST_RECORD {
                return open.map_or_else(|| broken(0, Cause::TooLong), |open| broken(open, Cause::UnclosedQuote));
            }
            wanted = 2 * chunk.end;
        }
        Ok(!chunk.bytes().is_empty())
    }
}

fn newlines(bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes).count()
}

/// Counts rows as a spreadsheet does: an empty line is one as well.
fn rows(bytes: &[u8], ends: impl Iterator<Item = usize>) -> usize {
    let mut start = 0;
    let mut count = 0;
    for end in ends {
        count += 1;
        start = end + 1;
    }
    count + usize::from(start < bytes.len())
}

/// Returns where the last whole record ends, and where a quote opened that is not closed.
fn last_end(bytes: &[u8], delimiter: u8) -> (usize, Option<usize>) {
    let mut ends = Ends::of(bytes, delimiter);
    let end = ends.by_ref().last().map_or(0, |last| last + 1);
    (end, ends.open)
}

/// The places of line ends that end a record: those outside of quotes. A quote only opens where a cell begins.
struct Ends<'b> {
    bytes: &'b [u8],
    delimiter: u8,
    at: usize,
    /// Where the quote opened that is not closed.
    open: Option<usize>,
}

impl<'b> Ends<'b> {
    fn of(bytes: &'b [u8], delimiter: u8) -> Self {
        Self { bytes, delimiter, at: 0, open: None }
    }
}

impl Iterator for Ends<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let next = match self.open {
                Some(_) => memchr(b'"', &self.bytes[self.at..]),
                None => memchr::memchr2(b'"', b'\n', &self.bytes[self.at..]),
            };
            let place = self.at + next?;
            self.at = place + 1;
            let follows = self.bytes.get(place + 1);
            match (self.open, self.bytes[place]) {
                (None, b'\n') => return Some(place),
                (None, _) => {
                    // Inside of a cell it is a character like any other.
                    let begins = place == 0 || [self.delimiter, b'\n'].contains(&self.bytes[place - 1]);
                    self.open = begins.then_some(place);
                }
                (Some(_), _) if follows == Some(&b'"') => self.at += 1,
                (Some(_), _) => self.open = None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(String, usize, usize)> {
        let mut chunks = Chunks::of(text.as_bytes(), Start { line: 2, record: 1 }, Some(b','));
        let mut chunk = Chunk::default();
        let mut found = Vec::new();
        while chunks.next(&mut chunk).expect("whole") {
            let text = String::from_utf8(chunk.bytes().to_vec()).expect("text");
            let Start { line, record } = chunk.start();
            found.push((text, line, record));
        }
        found
    }

    #[test]
    fn a_long_stream_is_cut_between_records() {
        let row = format!("{},\"two\nlines, \"\"quoted\"\"\",5 \" wide\n", "x".repeat(1000));
        let text = row.repeat(600);
        let chunks = cut(&text);
        assert!(chunks.len() > 2);
        assert_eq!(chunks.iter().map(|(text, ..)| text.as_str()).collect::<String>(), text);
        for (text, line, record) in &chunks {
            assert!(text.len() % row.len() == 0);
            assert_eq!(*line, 2 + 2 * (record - 1));
        }
    }

    #[test]
    fn small_chunks_are_small_and_a_longer_record_stays_whole() {
        let text = format!("{}{}\n", "a,b\n".repeat(10_000), "x".repeat(3 * SMALL));
        let mut chunks = Chunks::of(text.as_bytes(), Start::FIRST, Some(b',')).small();
        let mut chunk = Chunk::default();
        let mut lengths = Vec::new();
        while chunks.next(&mut chunk).expect("whole") {
            lengths.push(chunk.bytes().len());
        }
        assert_eq!(lengths.iter().sum::<usize>(), text.len());
        assert!(lengths.pop().is_some_and(|last| last > 3 * SMALL));
        assert!(lengths.iter().all(|length| *length <= SMALL), "{lengths:?}");
    }

    #[test]
    fn where_lines_are_records_quotes_mean_nothing() {
        let text = "{\"a\": \"b\"}\n\"\n".repeat(30_000);
        let mut chunks = Chunks::of(text.as_bytes(), Start::FIRST, None);
        let mut chunk = Chunk::default();
        while chunks.next(&mut chunk).expect("lines") {
            assert!(chunk.bytes().ends_with(b"\n") && !chunk.has_quotes);
            chunk.count();
        }
        assert_eq!(chunk.start(), Start { line: 60_001, record: 60_001 });
    }

    #[test]
    fn empty_lines_are_rows_and_lines_within_quotes_are_none() {
        let count = |text: &[u8]| rows(text, Ends::of(text, b','));
        assert_eq!(count(b"a\n\r\n\nb"), 4);
        assert_eq!(count(b"\"a\n\"\n\n\"b\"\n"), 3);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found_where_it_opened() {
        let mut chunks = Chunks::of(&b"a,b\n\"c\",d\ne,\"f\ng,h\n"[..], Start::FIRST, Some(b','));
        let broken = chunks.next(&mut Chunk::default());
        assert!(matches!(broken, Err(Broken { lines: 2, cause: Cause::UnclosedQuote })));
    }

    #[test]
    fn a_line_without_end_is_no_quote() {
        let line = "x".repeat(LONGEST_RECORD + 1);
        for delimiter in [None, Some(b',')] {
            let mut chunks = Chunks::of(line.as_bytes(), Start::FIRST, delimiter);
            let broken = chunks.next(&mut Chunk::default());
            assert!(matches!(broken, Err(Broken { lines: 0, cause: Cause::TooLong })), "{broken:?}");
        }
    }
}
