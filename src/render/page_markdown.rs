//! Writes a page as Markdown. Text from files is escaped: it can neither format nor link nor hide anything.

use crate::render::page::{Align, Block, Cell, Choices, GAP, NumberedQuestion, Page, Table};
use crate::text::printable;

impl Page {
    /// Writes the page as Markdown.
    pub fn to_markdown(&self) -> String {
        self.blocks.iter().map(write_block).collect::<Vec<_>>().join("\n")
    }
}

impl Table {
    /// Writes the rows as Markdown, to follow others; the table without rows, as a page, comes before them.
    pub fn rows_to_markdown(&self) -> String {
        rows(self)
    }
}

fn write_block(block: &Block) -> String {
    match block {
        Block::Title(text) => format!("## {}\n", heading(text)),
        Block::Heading(text) => format!("### {}\n", heading(text)),
        Block::Paragraph(text) => format!("{}\n", escaped(text)),
        Block::Aside(text) => format!("*{}*\n", inline(text)),
        Block::List(items) => items.iter().map(|item| format!("- {}\n", escaped(item))).collect(),
        Block::Table(table) => write_table(table),
        Block::Code(text) => write_code(text),
        Block::Question(item) => write_item(item),
    }
}

/// A heading may end in number signs of its own.
fn heading(text: &str) -> String {
    let text = inline(text);
    text.strip_suffix('#').map_or_else(|| text.clone(), |start| format!("{start}\\#"))
}

/// A question on paper, with boxes to tick.
fn write_item(item: &NumberedQuestion) -> String {
    let boxed = |choice: &String| format!("[ ] {}", inline(choice));
    let choices = match &item.choices {
        Choices::Elsewhere => String::new(),
        Choices::Row(choices) => format!("\n{}\n", choices.iter().map(boxed).collect::<Vec<_>>().join(" · ")),
        Choices::Lines(choices) => {
            choices.iter().fold("\n".to_owned(), |list, choice| list + "- " + &boxed(choice) + "\n")
        }
        Choices::Gap => format!("\n{GAP}\n"),
    };
    format!("**{}.** {}\n{choices}", item.number, inline(&item.text))
}

fn write_table(table: &Table) -> String {
    head(table) + &rows(table)
}

/// The titles of a table, and the rule below them.
fn head(table: &Table) -> String {
    let titles: Vec<String> = table.columns.iter().map(|column| in_cell(&column.title)).collect();
    let rule = table.columns.iter().map(|column| match column.align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    });
    row(&titles) + &row(&rule.collect::<Vec<_>>())
}

/// The rows of a table, however many are above them.
fn rows(table: &Table) -> String {
    let cell = |cell: &Cell| match cell.lines.as_slice() {
        // A star alone has no other end.
        [line] if line.matches('*').count() == 1 => in_cell(line).replace("\\*", "*"),
        lines => lines.iter().map(|line| in_cell(line)).collect::<Vec<_>>().join("<br>"),
    };
    table.rows.iter().map(|cells| row(&cells.iter().map(cell).collect::<Vec<_>>())).collect()
}

/// In a table a bar would begin another cell.
fn in_cell(text: &str) -> String {
    inline(text).replace('|', "\\|")
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// Fences code with more backticks than it holds anywhere, so that it cannot end the fence.
fn write_code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    let lines: String = text.lines().map(|line| format!("{}\n", printable(line))).collect();
    format!("{fence}\n{lines}{fence}\n")
}

/// Escapes what Markdown or HTML would act on in a block of its own, and nothing else: it is also read in plain editors.
fn escaped(text: &str) -> String {
    let inline = inline(text);
    match start_of_block(&inline) {
        Some(mark) => format!("{}\\{}", &inline[..mark], &inline[mark..]),
        None => inline,
    }
}

/// Returns the place of the character that makes a heading, a list, a task or a quotation of what follows.
fn start_of_block(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && text[digits..].starts_with(['.', ')']);
    let mark = if is_numbered { digits } else { 0 };
    let first = text[mark..].chars().next()?;
    let behind = text[mark + first.len_utf8()..].trim_start_matches(first);
    let is_alone = behind.is_empty() || behind.starts_with(char::is_whitespace);
    match first {
        '>' => Some(mark),
        '[' => ["[ ]", "[x]", "[X]"].iter().any(|task| text.starts_with(task)).then_some(mark),
        '#' | '+' | '-' | '=' => is_alone.then_some(mark),
        _ => (is_numbered && is_alone).then_some(mark),
    }
}

/// Escapes what Markdown or HTML would act on anywhere in a line.
fn inline(text: &str) -> String {
    let clean = printable(text);
    let clean = clean.trim();
    let mut escaped = String::with_capacity(clean.len());
    let mut before = None;
    for (place, character) in clean.char_indices() {
        let behind = &clean[place + character.len_utf8()..];
        let after = behind.chars().next();
        let is_between = |kind: fn(char) -> bool| before.is_some_and(kind) && after.is_some_and(kind);
        match character {
            '&' if is_entity(behind) => escaped.push_str("&amp;"),
            '<' if after.is_some_and(|after| after.is_ascii_alphabetic() || "/!?".contains(after)) => {
                escaped.push_str("&lt;");
            }
            // A mention notifies someone; in an address it is only read.
            '@' if !is_between(char::is_alphanumeric) => escaped.push_str("&#64;"),
            '_' if is_between(char::is_alphanumeric) => escaped.push('_'),
            '*' if is_between(char::is_whitespace) => escaped.push('*'),
            ']' if after.is_some_and(|after| "([:".contains(after)) => escaped.push_str("\\]"),
            '\\' if after.is_some_and(|after| !after.is_ascii_punctuation()) => escaped.push('\\'),
            '\\' | '`' | '*' | '_' | '~' => escaped.extend(['\\', character]),
            character => escaped.push(character),
        }
        before = Some(character);
    }
    // Many readers of Markdown make links of bare addresses.
    escaped.replace("://", "&#58;//").replace("www.", "www&#46;")
}

/// Whether a text behind an ampersand makes a character of it.
fn is_entity(behind: &str) -> bool {
    let name =
        |name: &str| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '#');
    behind.split_once(';').is_some_and(|(before, _)| name(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_cannot_end_its_fence() {
        assert_eq!(write_code("a:\n  - b"), "```\na:\n  - b\n```\n");
        assert_eq!(write_code("```\n# title"), "````\n```\n# title\n````\n");
    }

    #[test]
    fn text_from_a_file_cannot_format_or_link() {
        for (text, written) in [
            ("# [a](b) <img> `x` *y*", "\\# [a\\](b) &lt;img> \\`x\\` \\*y\\*"),
            ("[a]: b", "[a\\]: b"),
            ("[x] done", "\\[x] done"),
            ("> said", "\\> said"),
            ("1. first", "1\\. first"),
            ("- first", "\\- first"),
            ("---", "\\---"),
            ("_a_ __b__ ~~c~~", "\\_a\\_ \\_\\_b\\_\\_ \\~\\~c\\~\\~"),
            ("&lt; &#64;x", "&amp;lt; &amp;#64;x"),
            ("</a> <!-- x", "&lt;/a> &lt;!-- x"),
            ("https://x.y www.x.y @ana", "https&#58;//x.y www&#46;x.y &#64;ana"),
            ("\\* \\", "\\\\\\* \\\\"),
        ] {
            assert_eq!(escaped(text), written, "{text}");
        }
        assert_eq!(in_cell("a | b # [c]"), "a \\| b # [c]");
        assert_eq!(heading("C #"), "C \\#");
    }

    #[test]
    fn what_means_nothing_stays_as_it_is() {
        for text in [
            "a # b - c",
            "work_style and snake_case_too",
            "2 * 3 > 5, a < b, <0.1",
            "R&D, Q&A",
            "ana.lima@example.org",
            "[optional] part, see [1]",
            "a | b",
            "-5 points, #1",
            "1.5 times, 2026",
            "C:\\temp",
        ] {
            assert_eq!(escaped(text), text);
        }
    }
}
