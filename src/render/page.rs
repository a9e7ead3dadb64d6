//! A page: blocks of prose, lists and tables, before anyone decides how they look.

/// Blocks in reading order.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub blocks: Vec<Block>,
}

/// A piece of a page. Texts may come from files: they are cleaned or escaped when shown.
#[derive(Clone, Debug)]
pub enum Block {
    /// The page's own title.
    Title(String),
    Heading(String),
    Paragraph(String),
    /// A less prominent paragraph, such as the purpose line.
    Aside(String),
    List(Vec<String>),
    Table(Table),
    /// A piece of a file or of a terminal, kept line by line.
    Code(String),
    Question(NumberedQuestion),
}

/// A numbered question.
#[derive(Clone, Debug)]
pub struct NumberedQuestion {
    pub number: usize,
    pub text: String,
    pub choices: Choices,
}

/// The answers to choose from, as shown under a question.
#[derive(Clone, Debug)]
pub enum Choices {
    /// Said elsewhere, once for many questions.
    Elsewhere,
    /// Short ones, side by side.
    Row(Vec<String>),
    /// One a line.
    Lines(Vec<String>),
    /// Room to write one.
    Gap,
}

/// A table; every row has as many cells as there are columns. An empty first cell repeats the one above.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    pub title: String,
    pub align: Align,
}

/// How the text of a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// The content of a cell: one or more lines.
#[derive(Clone, Debug)]
pub struct Cell {
    pub lines: Vec<String>,
    pub tone: Tone,
}

/// How a cell is coloured where colours are shown. Never the only sign of anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    Fair,
    Faint,
}

/// A line to write on by hand.
pub const GAP: &str = "........................................";

/// How wide a page may be, and with which characters it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub width: u16,
    pub ascii: bool,
}

impl Page {
    pub fn title(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Title(text.into()));
    }

    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    pub fn aside(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Aside(text.into()));
    }

    /// Adds a list, unless it would be empty.
    pub fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds a list under its own heading, unless it would be empty.
    pub fn headed_list(&mut self, heading: &str, items: &[String]) {
        if !items.is_empty() {
            self.heading(heading);
            self.list(items.to_vec());
        }
    }

    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    pub fn code(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Code(text.into()));
    }

    pub fn item(&mut self, item: NumberedQuestion) {
        self.blocks.push(Block::Question(item));
    }
}

impl Table {
    /// Starts a table with these columns.
    pub fn new<const N: usize>(columns: [(&str, Align); N]) -> Self {
        let columns = columns.into_iter().map(|(title, align)| Column { title: title.to_owned(), align }).collect();
        Self { columns, rows: Vec::new() }
    }

    pub fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.into());
    }

    /// Takes out a column by its title.
    pub fn without(mut self, title: &str) -> Self {
        if let Some(index) = self.columns.iter().position(|column| column.title == title) {
            self.columns.remove(index);
            for row in &mut self.rows {
                row.remove(index);
            }
        }
        self
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { lines: vec![text.into()], tone: Tone::Plain }
    }
}

impl Cell {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(String::is_empty)
    }

    /// A cell of several lines.
    pub fn lines(lines: Vec<String>) -> Self {
        Self { lines, tone: Tone::Plain }
    }

    /// The same cell in another colour.
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// Draws a score of 0 to 100 as a bar of ten.
pub fn bar(score: f64, ascii: bool) -> String {
    let filled = ((score / 10.0).round() as usize).min(10);
    let (full, empty) = if ascii { ("#", ".") } else { ("▇", "·") };
    format!("{}{}", full.repeat(filled), empty.repeat(10 - filled))
}
