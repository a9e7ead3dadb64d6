//! A text of a few bytes that is written many times.

/// Copied so many bytes at once: a copy whose length is known beforehand takes no call.
const AT_ONCE: usize = 32;

/// A text that is written many times, most often a short one. A system's own copy of a few bytes can take longer than all else
/// that a row needs.
#[derive(Debug)]
pub(super) struct ShortText {
    start: [u8; AT_ONCE],
    /// How many bytes of the start there are.
    length: usize,
    rest: Box<[u8]>,
}

impl ShortText {
    pub(super) fn of(text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref();
        let length = text.len().min(AT_ONCE);
        let mut start = [0; AT_ONCE];
        start[..length].copy_from_slice(&text[..length]);
        Self { start, length, rest: text[length..].into() }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.start);
        out.truncate(out.len() - AT_ONCE + self.length);
        if !self.rest.is_empty() {
            out.extend_from_slice(&self.rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_any_length_is_written_whole() {
        for length in 0..100 {
            let text: Vec<u8> = (0..length).collect();
            let mut out = b"before".to_vec();
            ShortText::of(&text).write(&mut out);
            assert_eq!(out, [b"before", text.as_slice()].concat());
        }
    }
}
