//! Detects in which encoding a text is written, and decodes it. What is uncertain is an error that asks for it.

use encoding_rs::{DecoderResult, Encoding, UTF_8, WINDOWS_1252};

use crate::survey::problem::Problem;

/// Finds the encoding of a text, and the length of its mark.
///
/// # Errors
///
/// NUL bytes that no encoding was asked for.
pub(super) fn encoding_of(
    head: &[u8],
    asked: Option<&'static Encoding>,
) -> Result<(&'static Encoding, usize), Problem> {
    if let Some(marked) = Encoding::for_bom(head) {
        return Ok(marked);
    }
    if asked.is_none() && is_likely_utf_16(head) {
        let problem = Problem::new("the text contains NUL bytes, like UTF-16 without a byte-order mark");
        return Err(problem.help("name the encoding, as in `--encoding utf-16le`, or save the file as CSV UTF-8"));
    }
    Ok((asked.unwrap_or_else(|| likely_encoding(head)), 0))
}

/// Text in UTF-16 is a NUL in every other byte, where it is mostly ASCII.
fn is_likely_utf_16(head: &[u8]) -> bool {
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    nuls(0).max(nuls(1)) > head.len() / 8
}

/// European spreadsheets write windows-1252 with semicolons: taken where the text is not UTF-8, and every byte is a character.
fn likely_encoding(head: &[u8]) -> &'static Encoding {
    let is_utf_8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first.iter().filter(|byte| **byte == mark).count();
    let has_semicolons = count(b';') > count(b',');
    if !is_utf_8 && has_semicolons && head.iter().all(is_windows_1252) { WINDOWS_1252 } else { UTF_8 }
}

/// Whether a byte of windows-1252 is a character that tables have.
fn is_windows_1252(byte: &u8) -> bool {
    !matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0x7f) && (*byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r'))
}

/// Decodes the start of a text; a character that is cut off at the end is left out.
///
/// # Errors
///
/// The first bytes that mean nothing in the encoding.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Problem> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, false);
    let DecoderResult::Malformed(length, beyond) = result else { return Ok(text) };
    let offset = read.saturating_sub(usize::from(length) + usize::from(beyond));
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let line = text.matches('\n').count() + 1;
    let message = format!("the text is not {}: byte 0x{byte:02X} in line {line}", encoding.name());
    Err(Problem::new(message).help("if it comes from Excel, try `--encoding windows-1252`, or save it as CSV UTF-8"))
}
