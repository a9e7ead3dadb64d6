//! Shows a page in a terminal: wrapped to its width, in Unicode or ASCII, with colours that a pipe drops.

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, Color, ColumnConstraint, ContentArrangement, Width};
use unicode_width::UnicodeWidthStr;

use crate::render::page::{Align, Block, Cell, Choices, Column, GAP, Look, NumberedQuestion, Page, Table, Tone};
use crate::text::printable;

const TITLE: Style = Style::new().bold().underline();
const HEADING: Style = Style::new().bold();
const ASIDE: Style = AnsiColor::BrightBlack.on_default();

/// Prose reads badly in longer lines than this, however wide the terminal is.
const MAX_PROSE: usize = 100;

impl Page {
    /// Shows the page in a terminal.
    pub fn to_text(&self, look: Look) -> String {
        show(self, look)
    }
}

fn show(page: &Page, look: Look) -> String {
    let mut text = String::new();
    let mut previous: Option<&Block> = None;
    for block in &page.blocks {
        // A list belongs to the sentence above it, everything to its heading, and questions to each other where no
        // choices come between them; a table has blank lines around it.
        let is_attached = matches!(
            (previous, block),
            (Some(Block::Heading(_)), _)
                | (Some(Block::Paragraph(_)), Block::List(_))
                | (Some(Block::Question(NumberedQuestion { choices: Choices::Elsewhere, .. })), Block::Question(_))
        );
        if previous.is_some() && !is_attached {
            text.push('\n');
        }
        previous = Some(block);
        text.push_str(&show_block(block, look));
    }
    text
}

fn show_block(block: &Block, look: Look) -> String {
    let width = usize::from(look.width).min(MAX_PROSE);
    match block {
        Block::Title(text) => format!("{}\n", styled(TITLE, &wrap(text, width, ""))),
        Block::Heading(text) => format!("{}\n", styled(HEADING, &wrap(text, width, ""))),
        Block::Paragraph(text) => format!("{}\n", wrap(text, width, "")),
        Block::Aside(text) => format!("{}\n", styled(ASIDE, &wrap(text, width, ""))),
        Block::List(items) => items.iter().map(|item| format!("  - {}\n", wrap(item, width - 4, "    "))).collect(),
        Block::Table(table) => show_table(table, look),
        Block::Code(text) => text.lines().map(|line| format!("    {}\n", printable(line))).collect(),
        Block::Question(item) => show_item(item, width),
    }
}

fn show_item(item: &NumberedQuestion, width: usize) -> String {
    let choices = match &item.choices {
        Choices::Elsewhere => String::new(),
        Choices::Row(choices) => format!("     {}\n", wrap(&choices.join(" · "), width - 5, "     ")),
        Choices::Lines(choices) => {
            choices.iter().map(|choice| format!("     {}\n", wrap(choice, width - 8, "        "))).collect()
        }
        Choices::Gap => format!("     {}\n", &GAP[..GAP.len().min(width - 5)]),
    };
    format!("{:>3}. {}\n{choices}", item.number, wrap(&item.text, width - 5, "     "))
}

/// Wraps cleaned text; every line but the first begins with `indent`.
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
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
    match widths(table, usize::from(look.width)) {
        Some(widths) => draw_table(table, &widths, look),
        None => show_block(&Block::List(sentences(table)), look),
    }
}

/// Shares the room among the columns: no word and no number is broken, and what is left over goes to all alike until
/// each has what it holds. `None` when even the longest words have no room.
fn widths(table: &Table, room: usize) -> Option<Vec<usize>> {
    let needs: Vec<(usize, usize)> = (0..table.columns.len()).map(|index| least_and_full(table, index)).collect();
    // A space on either side of each cell, and one more between two cells.
    let drawing = 3 * needs.len() - 1;
    let mut left = room.checked_sub(drawing + needs.iter().map(|(least, _)| least).sum::<usize>())?;
    let mut widths: Vec<usize> = needs.iter().map(|(least, _)| *least).collect();
    let mut is_growing = true;
    while is_growing {
        is_growing = false;
        for (width, (_, full)) in widths.iter_mut().zip(&needs) {
            if *width < *full && left > 0 {
                *width += 1;
                left -= 1;
                is_growing = true;
            }
        }
    }
    Some(widths)
}

/// The width of a column's longest word and of its longest line; numbers are not broken at all.
fn least_and_full(table: &Table, index: usize) -> (usize, usize) {
    let column = &table.columns[index];
    let cells = table.rows.iter().flat_map(|row| &row[index].lines);
    let (mut least, mut full) = (0, 0);
    for line in std::iter::once(&column.title).chain(cells).map(|line| printable(line)) {
        let word = line.split(' ').map(UnicodeWidthStr::width).max().unwrap_or_default();
        full = full.max(line.width());
        least = least.max(if column.align == Align::Right { line.width() } else { word });
    }
    (least, full)
}

/// The rows where the table has no room: what each is about, which may be said in a row above, then each column by name.
fn sentences(table: &Table) -> Vec<String> {
    let mut about = String::new();
    let sentence = |row: &Vec<Cell>| {
        let mut cells = row.iter().map(|cell| cell.lines.join(", "));
        if let Some(said) = cells.next().filter(|said| !said.is_empty()) {
            about = said;
        }
        let named = |(column, text): (&Column, String)| (!text.is_empty()).then(|| format!("{} {text}", column.title));
        let columns: Vec<_> = table.columns[1..].iter().zip(cells).filter_map(named).collect();
        format!("{about}: {}", columns.join("; "))
    };
    table.rows.iter().map(sentence).collect()
}

fn draw_table(table: &Table, widths: &[usize], look: Look) -> String {
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
    for ((column, width), drawn) in table.columns.iter().zip(widths).zip(drawn.column_iter_mut()) {
        let padded = u16::try_from(width + 2).unwrap_or(look.width);
        drawn.set_constraint(ColumnConstraint::Absolute(Width::Fixed(padded)));
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
