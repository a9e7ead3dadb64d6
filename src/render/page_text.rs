//! Shows a page in a terminal: wrapped to its width, in Unicode or ASCII, with colours that a pipe drops.

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, Color, ContentArrangement};

use crate::render::page::{Align, Block, Cell, Look, Page, Table, Tone};
use crate::text::printable;

const TITLE: Style = Style::new().bold().underline();
const HEADING: Style = Style::new().bold();
const ASIDE: Style = AnsiColor::BrightBlack.on_default();

/// Prose reads badly in longer lines than this, however wide the terminal is.
const MAX_PROSE: usize = 100;

pub(super) fn show(page: &Page, look: Look) -> String {
    let mut text = String::new();
    for block in &page.blocks {
        let is_first = text.is_empty();
        if !is_first && !matches!(block, Block::List(_)) && !text.ends_with(AFTER_HEADING) {
            text.push('\n');
        }
        if text.ends_with(AFTER_HEADING) {
            text.truncate(text.len() - AFTER_HEADING.len());
        }
        text.push_str(&show_block(block, look));
    }
    text.strip_suffix(AFTER_HEADING).map(str::to_owned).unwrap_or(text)
}

/// Marks the end of a heading, after which no blank line follows; it never reaches the reader.
const AFTER_HEADING: &str = "\u{0}";

fn show_block(block: &Block, look: Look) -> String {
    let width = usize::from(look.width).min(MAX_PROSE);
    match block {
        Block::Title(text) => format!("{}\n", styled(TITLE, &wrap(text, width, ""))),
        Block::Heading(text) => format!("{}\n{AFTER_HEADING}", styled(HEADING, &wrap(text, width, ""))),
        Block::Paragraph(text) => format!("{}\n", wrap(text, width, "")),
        Block::Aside(text) => format!("{}\n", styled(ASIDE, &wrap(text, width, ""))),
        Block::List(items) => items.iter().map(|item| format!("  - {}\n", wrap(item, width - 4, "    "))).collect(),
        Block::Table(table) => show_table(table, look),
    }
}

/// Wraps cleaned text; every line but the first begins with `indent`.
fn wrap(text: &str, width: usize, indent: &str) -> String {
    // Ids are kebab-case and must survive: a line breaks at spaces only.
    let options = textwrap::Options::new(width.max(20))
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::wrap(printable(text).trim(), options).join(&format!("\n{indent}"))
}

/// Styles each line by itself, so that a pager or a cut line keeps its colours straight.
fn styled(style: Style, text: &str) -> String {
    text.lines().map(|line| format!("{style}{line}{style:#}")).collect::<Vec<_>>().join("\n")
}

fn show_table(table: &Table, look: Look) -> String {
    let mut drawn = comfy_table::Table::new();
    let line = if look.ascii { '-' } else { '─' };
    let style =
        comfy_table::presets::NOTHING.header_separator(comfy_table::LineStyle::none().fill(line).junction(line));
    drawn.load_style(style);
    drawn.set_content_arrangement(ContentArrangement::Dynamic);
    drawn.set_width(look.width);
    drawn.enforce_styling();
    drawn.style_text_only();
    drawn.set_header(table.columns.iter().map(|column| printable(&column.title)).collect::<Vec<_>>());
    for row in &table.rows {
        drawn.add_row(row.iter().map(drawn_cell).collect::<Vec<_>>());
    }
    for (column, drawn) in table.columns.iter().zip(drawn.column_iter_mut()) {
        drawn.set_cell_alignment(match column.align {
            Align::Left => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
        });
    }
    let lines: Vec<String> = drawn.lines().map(|line| line.trim_end().to_owned()).collect();
    format!("{}\n", lines.join("\n"))
}

fn drawn_cell(cell: &Cell) -> comfy_table::Cell {
    let text: Vec<String> = cell.lines.iter().map(|line| printable(line)).collect();
    let drawn = comfy_table::Cell::new(text.join("\n"));
    match cell.tone {
        Tone::Plain => drawn,
        Tone::Good => drawn.fg(Color::Green),
        Tone::Fair => drawn.fg(Color::Yellow),
        Tone::Faint => drawn.fg(Color::DarkGrey),
    }
}
