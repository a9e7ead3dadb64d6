//! A stream of bytes cut into chunks of whole records, for workers that each take the next one.

use std::io::{self, Read};

use memchr::memchr_iter;

use crate::batch::extent::{Extent, open_quote};

/// Bytes of a chunk: large enough to make handing it over cheap, small enough to stay in a core's cache.
const CHUNK: usize = 128 * 1024;

/// Bytes of a small chunk: some twenty people, where everything is asked.
const SMALL: usize = 4 * 1024;

/// A record longer than this, in bytes, is none: a quote was never closed, or line ends are missing.
pub const LONGEST_RECORD: usize = 16 * 1024 * 1024;

/// Where some records begin: a line, and a row as a spreadsheet counts, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub line: usize,
    pub record: usize,
}

impl Start {
    pub const FIRST: Self = Self { line: 1, record: 1 };
}

/// Whole records of a table.
#[derive(Debug)]
pub struct Chunk {
    /// What lies behind the end is left over from before.
    buffer: Vec<u8>,
    end: usize,
    pub start: Start,
}

impl Default for Chunk {
    fn default() -> Self {
        Self { buffer: Vec::new(), end: 0, start: Start::FIRST }
    }
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
            Fault::NotUtf8 { line: self.start.line + newlines(before), byte: after[0] }
        })
    }
}

/// What makes a whole input untrustworthy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    NotUtf8 { line: usize, byte: u8 },
    Ragged { row: usize, cells: usize, columns: usize },
}

/// What keeps a stream from being read on from a line.
#[derive(Debug)]
pub struct Broken {
    pub line: usize,
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
    /// Where the next chunk begins.
    start: Start,
    /// Bytes of a chunk, unless a record is longer.
    size: usize,
    /// A quote that opens behind it may hold line ends; without one, every line is a record.
    delimiter: Option<u8>,
}

impl<R: Read> Chunks<R> {
    /// Starts at a line, and at a row.
    pub fn of(reader: R, start: Start, delimiter: Option<u8>) -> Self {
        Self { reader, rest: Vec::new(), start, size: CHUNK, delimiter }
    }

    /// Makes chunks small, for results that take far more room, and time, than what they are made from.
    pub fn small(self) -> Self {
        Self { size: SMALL, ..self }
    }

    /// Fills a chunk with the next records; says whether there were any.
    ///
    /// # Errors
    ///
    /// A stream that cannot be read, or whose last record does not end.
    pub fn next(&mut self, chunk: &mut Chunk) -> Result<bool, Broken> {
        chunk.start = self.start;
        chunk.take(&self.rest);
        self.rest.clear();
        let mut wanted = self.size;
        loop {
            let is_at_end = chunk.fill(&mut self.reader, wanted).map_err(|error| {
                let line = self.start.line + newlines(chunk.bytes());
                Broken { line, cause: Cause::Unreadable(error) }
            })?;
            let bytes = chunk.bytes();
            let Extent { end, lines, records } = Extent::of(bytes, self.delimiter);
            if is_at_end || end == 0 && bytes.len() >= LONGEST_RECORD {
                // The last record may end without a line end.
                let quote = self.delimiter.and_then(|delimiter| Some(end + open_quote(&bytes[end..], delimiter)?));
                let broken = |at: usize, cause| Broken { line: self.start.line + newlines(&bytes[..at]), cause };
                match quote {
                    Some(quote) => return Err(broken(quote, Cause::UnclosedQuote)),
                    None if !is_at_end => return Err(broken(0, Cause::TooLong)),
                    None => {}
                }
            } else if end > 0 {
                self.rest.extend_from_slice(&bytes[end..]);
                chunk.end = end;
            }
            if is_at_end || end > 0 {
                self.start.line += lines;
                self.start.record += records;
                return Ok(!chunk.bytes().is_empty());
            }
            wanted = 2 * chunk.end;
        }
    }
}

fn newlines(bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes).count()
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
            let Start { line, record } = chunk.start;
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
            assert!(chunk.bytes().ends_with(b"\n"));
        }
        assert_eq!(chunk.start, Start { line: 60_001, record: 60_001 });
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found_where_it_opened() {
        let mut chunks = Chunks::of(&b"a,b\n\"c\",d\ne,\"f\ng,h\n"[..], Start::FIRST, Some(b','));
        let broken = chunks.next(&mut Chunk::default());
        assert!(matches!(broken, Err(Broken { line: 3, cause: Cause::UnclosedQuote })));
    }

    #[test]
    fn a_line_without_end_is_no_quote() {
        let line = "x".repeat(LONGEST_RECORD + 1);
        for delimiter in [None, Some(b',')] {
            let mut chunks = Chunks::of(line.as_bytes(), Start::FIRST, delimiter);
            let broken = chunks.next(&mut Chunk::default());
            assert!(matches!(broken, Err(Broken { line: 1, cause: Cause::TooLong })), "{broken:?}");
        }
    }
}
