//! A stream of bytes cut into chunks of whole records, for workers that each take the next one.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

use crate::batch::run::Fault;

/// Bytes of a chunk: large enough to make taking turns cheap, small enough to stay in a core's cache.
const CHUNK: usize = 256 * 1024;

/// A record longer than this is none: a quote was never closed.
const LONGEST_RECORD: usize = 16 * 1024 * 1024;

/// Whole records of a table.
#[derive(Debug, Default)]
pub struct Chunk {
    /// What lies behind the end is left over from before.
    buffer: Vec<u8>,
    end: usize,
    /// From 0, without gaps.
    pub index: usize,
    /// The line that the first record begins on, from 1.
    pub first_line: usize,
    /// The number of the first record, from 1.
    pub first_record: usize,
    /// Without quotes every line is a record.
    pub has_quotes: bool,
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
            Fault::NotUtf8 { line: self.first_line + newlines(before), byte: after[0] }
        })
    }
}

/// What keeps a stream from being read to its end.
#[derive(Debug)]
pub enum Broken {
    Unreadable(io::Error),
    /// A quote opened on this line is never closed.
    UnclosedQuote {
        line: usize,
    },
}

/// Cuts a stream into chunks.
#[derive(Debug)]
pub struct Chunks<R> {
    reader: R,
    /// What was read beyond the last whole record.
    rest: Vec<u8>,
    index: usize,
    line: usize,
    record: usize,
    /// A quote that opens behind it may hold line ends; without one, every line is a record.
    delimiter: Option<u8>,
    counts_records: bool,
    is_at_end: bool,
}

impl<R: Read> Chunks<R> {
    /// Starts at a line, with what has been read of the stream already. Counting records costs a look at every byte.
    pub fn of(reader: R, rest: Vec<u8>, line: usize, delimiter: Option<u8>, counts_records: bool) -> Self {
        Self { reader, rest, index: 0, line, record: 1, delimiter, counts_records, is_at_end: false }
    }

    /// Fills a chunk with the next records; says whether there were any.
    ///
    /// # Errors
    ///
    /// A stream that cannot be read, or whose last record does not end.
    pub fn next(&mut self, chunk: &mut Chunk) -> Result<bool, Broken> {
        (chunk.index, chunk.first_line, chunk.first_record) = (self.index, self.line, self.record);
        self.index += 1;
        chunk.take(&self.rest);
        self.rest.clear();
        let mut wanted = CHUNK;
        loop {
            self.is_at_end = chunk.fill(&mut self.reader, wanted).map_err(Broken::Unreadable)?;
            let bytes = chunk.bytes();
            let quoting = self.delimiter.filter(|_| memchr(b'"', bytes).is_some());
            let (end, open) = match quoting {
                Some(delimiter) => last_end(bytes, delimiter),
                None => (memrchr(b'\n', bytes).map_or(0, |last| last + 1), None),
            };
            chunk.has_quotes = quoting.is_some();
            if self.is_at_end {
                if let Some(open) = open {
                    return Err(Broken::UnclosedQuote { line: self.line + newlines(&chunk.bytes()[..open]) });
                }
                break;
            }
            if end > 0 {
                self.rest.extend_from_slice(&chunk.bytes()[end..]);
                chunk.end = end;
                break;
            }
            if chunk.end >= LONGEST_RECORD {
                let open = open.unwrap_or_default();
                return Err(Broken::UnclosedQuote { line: self.line + newlines(&chunk.bytes()[..open]) });
            }
            wanted = 2 * chunk.end;
        }
        let bytes = chunk.bytes();
        self.line += newlines(bytes);
        if self.counts_records {
            self.record += match self.delimiter.filter(|_| chunk.has_quotes) {
                Some(delimiter) => records(bytes, Ends::of(bytes, delimiter)),
                None => records(bytes, memchr_iter(b'\n', bytes)),
            };
        }
        Ok(!bytes.is_empty())
    }
}

fn newlines(bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes).count()
}

/// Counts records; an empty line is none.
fn records(bytes: &[u8], ends: impl Iterator<Item = usize>) -> usize {
    let mut start = 0;
    let mut count = 0;
    for end in ends.chain([bytes.len()]) {
        count += usize::from(!matches!(&bytes[start.min(end)..end], [] | [b'\r']));
        start = end + 1;
    }
    count
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
        let mut chunks = Chunks::of(text.as_bytes(), Vec::new(), 2, Some(b','), true);
        let mut chunk = Chunk::default();
        let mut found = Vec::new();
        while chunks.next(&mut chunk).expect("whole") {
            let text = String::from_utf8(chunk.bytes().to_vec()).expect("text");
            found.push((text, chunk.first_line, chunk.first_record));
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
    fn where_lines_are_records_quotes_mean_nothing() {
        let text = "{\"a\": \"b\"}\n\"\n".repeat(30_000);
        let mut chunks = Chunks::of(text.as_bytes(), Vec::new(), 1, None, true);
        let mut chunk = Chunk::default();
        while chunks.next(&mut chunk).expect("lines") {
            assert!(chunk.bytes().ends_with(b"\n") && !chunk.has_quotes);
        }
        assert_eq!((chunks.line, chunks.record), (60_001, 60_001));
    }

    #[test]
    fn empty_lines_are_no_records() {
        let count = |text: &[u8]| records(text, Ends::of(text, b','));
        assert_eq!(count(b"a\n\r\n\nb"), 2);
        assert_eq!(count(b"\"a\n\"\n\n\"b\"\n"), 2);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found_where_it_opened() {
        let mut chunks = Chunks::of(&b"a,b\n\"c\",d\ne,\"f\ng,h\n"[..], Vec::new(), 1, Some(b','), false);
        assert!(matches!(chunks.next(&mut Chunk::default()), Err(Broken::UnclosedQuote { line: 3 })));
    }
}
