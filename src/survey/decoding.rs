//! A stream of bytes in some encoding, read as UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, WINDOWS_1252};

/// Bytes that are decoded in one go.
const PIECE: usize = 64 * 1024;

/// Reads UTF-8 off a stream in another encoding.
pub struct Decoding<R> {
    reader: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    /// How much of the text has been handed out.
    given: usize,
    is_at_end: bool,
    /// What comes next means nothing.
    is_broken: bool,
}

impl<R: Read> Decoding<R> {
    /// Starts behind a byte-order mark.
    pub fn of(reader: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { reader, decoder, raw: vec![0; PIECE], text: Vec::new(), given: 0, is_at_end: false, is_broken: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.is_broken {
            let message = format!("the text is not {}", self.decoder.encoding().name());
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let read = self.reader.read(&mut self.raw)?;
        self.is_at_end = read == 0;
        let stray =
            if self.decoder.encoding() == WINDOWS_1252 { self.raw[..read].iter().position(is_undefined) } else { None };
        let read = stray.unwrap_or(read);
        let room = self.decoder.max_utf8_buffer_length_without_replacement(read).unwrap_or(4 * PIECE);
        self.text.resize(room, 0);
        let (result, _, written) =
            self.decoder.decode_to_utf8_without_replacement(&self.raw[..read], &mut self.text, self.is_at_end);
        // The text before is read first, so that the place is known.
        self.is_broken = stray.is_some() || matches!(result, DecoderResult::Malformed(..));
        self.text.truncate(written);
        self.given = 0;
        Ok(())
    }
}

/// Bytes that are no character of windows-1252; decoders make control characters of them.
fn is_undefined(byte: &u8) -> bool {
    matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && (self.is_broken || !self.is_at_end) {
            self.refill()?;
        }
        let left = &self.text[self.given..];
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_in_another_encoding_reads_as_utf_8() {
        let text = "Größe €\n".repeat(50_000);
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut read = String::new();
        Decoding::of(utf_16.as_slice(), encoding_rs::UTF_16LE).read_to_string(&mut read).expect("text");
        assert!(read == text);
        let (windows, _, _) = WINDOWS_1252.encode(&text);
        read.clear();
        Decoding::of(&*windows, WINDOWS_1252).read_to_string(&mut read).expect("text");
        assert!(read == text);
    }

    #[test]
    fn a_byte_that_is_no_character_is_refused_however_late_it_comes() {
        let mut text = b"Gr\xf6\xdfe\n".repeat(50_000);
        text.push(0x81);
        let mut read = String::new();
        let error = Decoding::of(text.as_slice(), WINDOWS_1252).read_to_string(&mut read).unwrap_err();
        assert_eq!(error.to_string(), "the text is not windows-1252");
        assert_eq!(read, "Größe\n".repeat(50_000));
    }

    #[test]
    fn what_means_nothing_is_refused() {
        let lone_surrogate = [0x41, 0x00, 0x00, 0xd8, 0x41, 0x00];
        let mut read = Vec::new();
        let error = Decoding::of(&lone_surrogate[..], encoding_rs::UTF_16LE).read_to_end(&mut read).unwrap_err();
        assert_eq!((read.as_slice(), error.to_string().as_str()), (&b"A"[..], "the text is not UTF-16LE"));
    }
}
