//! Writes a page as Markdown. Text from files is escaped: it can neither format nor link nor hide anything.

use crate::render::page::{Align, Block, Cell, Choices, GAP, Item, Page, Table};
use crate::text::printable;

pub(super) fn write(page: &Page) -> String {
    page.blocks.iter().map(write_block).collect::<Vec<_>>().join("\n")
}

fn write_block(block: &Block) -> String {
    match block {
        Block::Title(text) => format!("## {}\n", escaped(text)),
        Block::Heading(text) => format!("### {}\n", escaped(text)),
        Block::Paragraph(text) => format!("{}\n", escaped(text)),
        Block::Aside(text) => format!("*{}*\n", escaped(text)),
        Block::List(items) => items.iter().map(|item| format!("- {}\n", escaped(item))).collect(),
        Block::Table(table) => write_table(table),
        Block::Code(text) => write_code(text),
        Block::Item(item) => write_item(item),
    }
}

/// A question on paper, with boxes to tick.
fn write_item(item: &Item) -> String {
    let boxed = |choice: &String| format!("[ ] {}", escaped(choice));
    let choices = match &item.choices {
        Choices::Elsewhere => String::new(),
        Choices::Row(choices) => format!("\n{}\n", choices.iter().map(boxed).collect::<Vec<_>>().join(" · ")),
        Choices::Lines(choices) => {
            choices.iter().fold("\n".to_owned(), |list, choice| list + "- " + &boxed(choice) + "\n")
        }
        Choices::Gap => format!("\n{GAP}\n"),
    };
    format!("**{}.** {}\n{choices}", item.number, escaped(&item.text))
}

fn write_table(table: &Table) -> String {
    head(table) + &rows(table)
}

/// The titles of a table, and the rule below them.
fn head(table: &Table) -> String {
    let titles: Vec<String> = table.columns.iter().map(|column| escaped(&column.title)).collect();
    let rule = table.columns.iter().map(|column| match column.align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    });
    row(&titles) + &row(&rule.collect::<Vec<_>>())
}

/// The rows of a table, however many stand above them.
pub(super) fn rows(table: &Table) -> String {
    let cell = |cell: &Cell| cell.lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>");
    table.rows.iter().map(|cells| row(&cells.iter().map(cell).collect::<Vec<_>>())).collect()
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

/// Escapes everything that Markdown or HTML would act on.
fn escaped(text: &str) -> String {
    let clean = printable(text);
    let mut escaped = String::with_capacity(clean.len());
    for (index, character) in clean.trim().chars().enumerate() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => escaped.extend(['\\', character]),
            '#' | '+' | '-' | '=' if index == 0 => escaped.extend(['\\', character]),
            character => escaped.push(character),
        }
    }
    // Many readers of Markdown make links of bare addresses.
    escaped.replace("://", "&#58;//").replace("www.", "www&#46;").replace('@', "&#64;")
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
        assert_eq!(escaped("# [a](b) <img> | `x` *y*"), "\\# \\[a\\](b) &lt;img&gt; \\| \\`x\\` \\*y\\*");
        assert_eq!(escaped("a # b - c"), "a # b - c");
        assert_eq!(escaped("https://x.y www.x.y a@x.y"), "https&#58;//x.y www&#46;x.y a&#64;x.y");
    }
}
