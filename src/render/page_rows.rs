//! Lays a page out as rows of cells, for a sheet of a workbook: a text is a row of its own, and a table keeps its columns.

use crate::render::page::{Block, Page, Table};
use crate::text::printable;

impl Page {
    /// Returns the page row by row; between blocks is an empty one.
    pub fn to_rows(&self) -> Vec<Vec<String>> {
        let blocks = self.blocks.iter().map(|block| match block {
            Block::Title(text) | Block::Heading(text) | Block::Paragraph(text) | Block::Aside(text) => {
                vec![vec![printable(text)]]
            }
            Block::List(items) => items.iter().map(|item| vec![format!("- {}", printable(item))]).collect(),
            Block::Table(table) => rows(table),
            Block::Code(text) => text.lines().map(|line| vec![printable(line)]).collect(),
            Block::Question(item) => vec![vec![item.number.to_string(), printable(&item.text)]],
        });
        blocks.flat_map(|rows| [vec![vec![String::new()]], rows].concat()).collect()
    }
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let titles = table.columns.iter().map(|column| printable(&column.title)).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| printable(&cell.lines.join(" "))).collect());
    [titles].into_iter().chain(rows).collect()
}
