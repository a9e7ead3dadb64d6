//! The difference between two texts of a file, in the unified form that `patch` and `git apply` read.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::render::findings::path;
use crate::text::{drives_a_terminal, printable};

/// Shows what changes between two texts of a file, with colours that a pipe drops.
pub fn unified(name: &str, before: &str, after: &str) -> String {
    let bold = Style::new().bold();
    let name = printable(path(name));
    // The first line makes `git apply` read the names from the root of the repository, wherever it is called. The tab
    // ends a name with spaces for `patch`.
    let end = if name.contains(' ') { "\t" } else { "" };
    let mut shown = format!(
        "{bold}diff --git a/{name} b/{name}{bold:#}\n{bold}--- a/{name}{bold:#}{end}\n{bold}+++ b/{name}{bold:#}{end}\n"
    );
    let diff = TextDiff::from_lines(before, after);
    for hunk in diff.unified_diff().iter_hunks() {
        let cyan = AnsiColor::Cyan.on_default();
        shown.push_str(&format!("{cyan}{}{cyan:#}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', AnsiColor::Red.on_default()),
                ChangeTag::Insert => ('+', AnsiColor::Green.on_default()),
            };
            let (text, end) = line(change.value());
            shown.push_str(&format!("{style}{sign}{text}{style:#}{end}"));
        }
    }
    shown
}

/// Takes a line apart from its end. What would drive a terminal is replaced; tabs and a byte-order mark, which do not,
/// stay, so that the difference can be applied.
fn line(line: &str) -> (String, &str) {
    let text = line.trim_end_matches(['\r', '\n']);
    let is_harmless = |letter: char| matches!(letter, '\t' | '\u{feff}') || !drives_a_terminal(letter);
    let shown = text.chars().map(|letter| if is_harmless(letter) { letter } else { '\u{fffd}' }).collect();
    let end = &line[text.len()..];
    (shown, if end.ends_with('\n') { end } else { "\n\\ No newline at end of file\n" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anstream::adapter::strip_str;

    #[test]
    fn line_ends_and_their_absence_are_shown_as_they_are() {
        let shown = unified("./a.yaml", "a: 1\r\nb: 2", "a: 1\r\nb: 3");
        let expected = "diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\r\n-b: 2\n\
                        \\ No newline at end of file\n+b: 3\n\\ No newline at end of file\n";
        assert_eq!(strip_str(&shown).to_string(), expected);
    }

    #[test]
    fn text_from_a_file_cannot_drive_the_terminal() {
        let shown = unified("a\u{1b}", "\u{feff}a:\t1 \u{1b}[31m\n", "\u{feff}a:\t2 \u{202e}\n");
        let expected = "@@ -1 +1 @@\n-\u{feff}a:\t1 \u{fffd}[31m\n+\u{feff}a:\t2 \u{fffd}\n";
        let shown = strip_str(&shown).to_string();
        assert_eq!(
            shown.split_once("+++ b/a\u{fffd}\n"),
            Some(("diff --git a/a\u{fffd} b/a\u{fffd}\n--- a/a\u{fffd}\n", expected))
        );
    }
}
