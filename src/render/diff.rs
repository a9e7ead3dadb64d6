//! The difference between two texts of a file, in the unified form that `patch` and `git apply` read.

use std::borrow::Cow;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::render::findings::path;
use crate::text::{drives_a_terminal, marked};

/// What reads a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffReader {
    /// A terminal: with colours, and without what would drive it.
    Terminal,
    /// A file or another program, such as `git apply`: every character as it is.
    Program,
}

/// Shows what changes between two texts of a file.
pub fn unified(name: &str, before: &str, after: &str, reader: DiffReader) -> String {
    let styled = |style: Style| if reader == DiffReader::Terminal { style } else { Style::new() };
    let bold = styled(Style::new().bold());
    let [old, new] = ["a", "b"].map(|side| quoted(&format!("{side}/{}", path(name))));
    // The first line makes `git apply` read the names from the root of the repository, wherever it runs. The tab
    // ends a name with spaces for `patch`.
    let end = if name.contains(' ') && !old.starts_with('"') { "\t" } else { "" };
    let mut shown =
        format!("{bold}diff --git {old} {new}{bold:#}\n{bold}--- {old}{bold:#}{end}\n{bold}+++ {new}{bold:#}{end}\n");
    let diff = TextDiff::from_lines(before, after);
    for hunk in diff.unified_diff().iter_hunks() {
        let cyan = styled(AnsiColor::Cyan.on_default());
        shown.push_str(&format!("{cyan}{}{cyan:#}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', styled(AnsiColor::Red.on_default())),
                ChangeTag::Insert => ('+', styled(AnsiColor::Green.on_default())),
            };
            let (text, end) = line(change.value(), reader);
            shown.push_str(&format!("{style}{sign}{text}{style:#}{end}"));
        }
    }
    shown
}

/// Quotes a name as git does where it holds what would end it, or what a terminal would act on.
fn quoted(name: &str) -> String {
    let is_special = |letter: char| matches!(letter, '"' | '\\') || drives_a_terminal(letter);
    if !name.contains(is_special) {
        return name.to_owned();
    }
    let escaped = name.chars().map(|letter| {
        if is_special(letter) {
            letter.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("\\{byte:03o}")).collect()
        } else {
            letter.to_string()
        }
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// Takes a line apart from its end. On a terminal, what would drive it is replaced; tabs and a byte-order mark do not.
fn line(line: &str, reader: DiffReader) -> (Cow<'_, str>, &str) {
    let text = line.trim_end_matches(['\r', '\n']);
    let shown = if reader == DiffReader::Terminal { marked(text) } else { Cow::Borrowed(text) };
    let end = &line[text.len()..];
    (shown, if end.ends_with('\n') { end } else { "\n\\ No newline at end of file\n" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anstream::adapter::strip_str;

    #[test]
    fn line_ends_and_their_absence_are_shown_as_they_are() {
        let shown = unified("./a.yaml", "a: 1\r\nb: 2", "a: 1\r\nb: 3", DiffReader::Terminal);
        let expected = "diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\r\n-b: 2\n\
                        \\ No newline at end of file\n+b: 3\n\\ No newline at end of file\n";
        assert_eq!(strip_str(&shown).to_string(), expected);
    }

    #[test]
    fn text_from_a_file_cannot_drive_the_terminal_and_reaches_a_program_as_it_is() {
        let shown = |reader| unified("a\u{1b}", "\u{feff}a:\t1 \u{1b}[31m\n", "\u{feff}a:\t2 \u{202e}\n", reader);
        let header = "diff --git \"a/a\\033\" \"b/a\\033\"\n--- \"a/a\\033\"\n+++ \"b/a\\033\"\n@@ -1 +1 @@\n";
        let on_screen = strip_str(&shown(DiffReader::Terminal)).to_string();
        assert_eq!(on_screen, format!("{header}-\u{feff}a:\t1 \u{fffd}[31m\n+\u{feff}a:\t2 \u{fffd}\n"));
        let expected = format!("{header}-\u{feff}a:\t1 \u{1b}[31m\n+\u{feff}a:\t2 \u{202e}\n");
        assert_eq!(shown(DiffReader::Program), expected);
    }
}
