//! What text from files, names and arguments may not do to a terminal, and how wide it is there. The one place that
//! decides about characters: every way out asks here.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether a terminal would act on a character, or a reader would see another text than there is: control characters,
/// the marks that turn the direction of their neighbours, line and paragraph separators, and the invisible ones between
/// or behind which text can hide. Joiners are letters of Persian, Hindi and emoji, and stay.
pub fn drives_a_terminal(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{206f}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Cleans text of everything that drives a terminal, for one line: line breaks and tabs become single spaces.
pub fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            character if drives_a_terminal(character) => clean.push('\u{fffd}'),
            character => clean.push(character),
        }
    }
    clean
}

/// Puts a mark in place of each character that drives a terminal; line breaks and tabs stay, so that places in the text
/// are the same lines and columns.
pub fn marked(text: &str) -> Cow<'_, str> {
    let is_marked = |character| drives_a_terminal(character) && !matches!(character, '\n' | '\t');
    if text.contains(is_marked) { Cow::Owned(text.replace(is_marked, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Returns how many columns a text takes in a terminal.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Returns the start of a text that takes at most so many columns. What people see as one character is not cut apart.
pub fn cut(text: &str, most: usize) -> &str {
    let mut taken = 0;
    for (start, character) in text.grapheme_indices(true) {
        taken += columns(character);
        if taken > most {
            return &text[..start];
        }
    }
    text
}

/// Shortens `text` to at most so many columns for use inside a message, with `...` for what is left out.
pub fn excerpt(text: &str, most: usize) -> String {
    let clean = printable(text.trim());
    if columns(&clean) <= most {
        return clean;
    }
    format!("{}...", cut(&clean, most.saturating_sub(3)).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_a_file_cannot_drive_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\r\nc\u{202e}d"), "a\u{fffd}[31mb c\u{fffd}d");
        assert_eq!(marked("a\u{9b}b\n\tc\r\n"), "a\u{fffd}b\n\tc\u{fffd}\n");
    }

    #[test]
    fn exactly_these_characters_are_neutralised() {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for character in (char::MIN..=char::MAX).filter(|character| drives_a_terminal(*character)) {
            let number = u32::from(character);
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => ranges.push((number, number)),
            }
            assert!(!printable(&character.to_string()).contains(character), "U+{number:04X}");
        }
        let expected = [
            (0, 0x1f),
            (0x7f, 0x9f),
            (0x61c, 0x61c),
            (0x2028, 0x202e),
            (0x2066, 0x206f),
            (0xfff9, 0xfffb),
            (0xe0000, 0xe007f),
        ];
        assert_eq!(ranges, expected);
    }

    #[test]
    fn joiners_and_marks_of_scripts_stay() {
        for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "👩\u{200d}💻", "a\u{200e}b\u{200f}c\u{200b}d\u{2060}e"]
        {
            assert_eq!(printable(text), text);
            assert_eq!(marked(text), text);
        }
    }

    #[test]
    fn an_excerpt_says_that_it_was_cut() {
        assert_eq!(excerpt("one two three", 8), "one t...");
        assert_eq!(excerpt(" short\n", 8), "short");
    }

    #[test]
    fn cuts_count_columns_and_part_no_character() {
        assert_eq!(excerpt("漢字漢字漢字", 9), "漢字漢...");
        assert_eq!(excerpt("漢字漢字", 8), "漢字漢字");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}e\u{301}");
        assert_eq!(cut("a👩\u{200d}💻b", 2), "a");
        assert_eq!(cut("a👩\u{200d}💻b", 3), "a👩\u{200d}💻");
    }
}
