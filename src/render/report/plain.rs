//! A page of blocks as a document of its own, in the frame of the reports.

use maud::{Markup, html};

use crate::render::page::{Align, Block, Cell, Choices, GAP, NumberedQuestion, Page, Table};
use crate::render::report::frame::{Paper, document, masthead};

/// Writes a page as HTML; `name` says what kind of page it is, `reference` what it was made from.
pub fn page(name: &str, reference: &str, content: &Page, paper: Paper) -> String {
    let title = content.blocks.iter().find_map(|block| match block {
        Block::Title(title) => Some(title.as_str()),
        _ => None,
    });
    let body = html! {
        (masthead(name, reference))
        main.blueprint.plain { @for (index, block) in content.blocks.iter().enumerate() { (shown(block, index == 0)) } }
    };
    document(title.unwrap_or(name), paper, &body)
}

fn shown(block: &Block, is_first: bool) -> Markup {
    match block {
        Block::Title(text) if is_first => html! { h1 { (text) } },
        Block::Title(text) => html! { h2 { (text) } },
        Block::Heading(text) => html! { h2 { (text) } },
        Block::Paragraph(text) => html! { p { (prose(text)) } },
        Block::Aside(text) => html! { p.reading { (prose(text)) } },
        Block::List(items) => html! { ul { @for item in items { li { (prose(item)) } } } },
        Block::Table(content) => table(content),
        Block::Code(text) => html! { pre { (text) } },
        Block::Question(item) => question(item),
    }
}

/// A text in which names and codes stand in backticks; a lone one is what it is.
fn prose(text: &str) -> Markup {
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return html! { (text) };
    }
    html! { @for (index, piece) in pieces.iter().enumerate() { @if index % 2 == 1 { code { (piece) } } @else { (piece) } } }
}

fn table(content: &Table) -> Markup {
    let right = |index: usize| content.columns[index].align == Align::Right;
    // A last column without a word is one to write in.
    let is_to_fill_in = content.rows.iter().all(|row| row.last().is_some_and(Cell::is_empty));
    html! {
        table.to-fill-in[is_to_fill_in] {
            thead { tr {
                @for (index, column) in content.columns.iter().enumerate() {
                    th.right[right(index)] scope="col" { (column.title) }
                }
            } }
            tbody {
                @for row in &content.rows {
                    tr {
                        @for (index, cell) in row.iter().enumerate() {
                            @if index == 0 && !cell.is_empty() { th scope="row" { (lines(cell)) } }
                            @else if cell.is_empty() { td {} }
                            // Where a row is too wide for its columns, each cell says which it is of.
                            @else { td.right[right(index)] { span.of { (content.columns[index].title) } (lines(cell)) } }
                        }
                    }
                }
            }
        }
    }
}

fn lines(cell: &Cell) -> Markup {
    html! { @for (index, line) in cell.lines.iter().enumerate() { @if index > 0 { br; } (line) } }
}

fn question(item: &NumberedQuestion) -> Markup {
    html! {
        p { b { (item.number) ". " } (item.text) }
        @match &item.choices {
            Choices::Elsewhere => {}
            Choices::Row(choices) | Choices::Lines(choices) => { ul { @for choice in choices { li { (choice) } } } }
            Choices::Gap => { p { (GAP) } }
        }
    }
}
