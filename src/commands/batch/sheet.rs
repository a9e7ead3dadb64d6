//! Many people to read: a row per person and role, in order of input, written as they come.

use std::io;
use std::path::Path;

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

use crate::batch::context::BatchContext;
use crate::batch::person_fits::PersonFits;
use crate::batch::rows::shown;
use crate::commands::batch::request::{BatchContent, RequestedResults};
use crate::output::destination::is_standard;
use crate::render::csv::GATE_FAILED;
use crate::render::number::{percent, whole};
use crate::render::page::{Align, Cell, Look, Page, Table};
use crate::render::words;

/// So many people share a header on a terminal: its columns are as wide as they need, and nobody has more people in sight.
const BLOCK: usize = 200;

/// People on their way to a reader.
#[derive(Debug)]
pub(super) struct TableWriter<'a> {
    context: &'a BatchContext<'a>,
    form: SheetForm,
    /// Those who are not written yet.
    pending: Vec<(String, PersonFits)>,
    has_begun: bool,
}

/// What is written.
#[derive(Clone, Copy, Debug)]
enum SheetForm {
    /// One table of Markdown.
    Markdown,
    /// Tables with a header every so often.
    Text { look: Look, has_colours: bool },
}

impl<'a> TableWriter<'a> {
    /// Begins one, if the result is for reading.
    pub(super) fn of(wanted: &RequestedResults, context: &'a BatchContext<'a>, look: Look) -> Option<Self> {
        let form = match wanted.content {
            BatchContent::Markdown => SheetForm::Markdown,
            BatchContent::Text => SheetForm::Text { look, has_colours: has_colours(wanted.output.as_deref()) },
            BatchContent::Rows { .. }
            | BatchContent::WideRows
            | BatchContent::Compact { .. }
            | BatchContent::Full { .. } => return None,
        };
        Some(Self { context, form, pending: Vec::new(), has_begun: false })
    }

    /// Takes the next people, and returns what can be written now.
    pub(super) fn take(&mut self, people: &[(String, PersonFits)]) -> String {
        self.pending.extend(people.iter().cloned());
        let mut text = String::new();
        while self.pending.len() >= BLOCK {
            text += &self.block(BLOCK);
        }
        text
    }

    /// Returns the rest.
    pub(super) fn end(mut self) -> String {
        let rest =
            if self.has_begun && self.pending.is_empty() { String::new() } else { self.block(self.pending.len()) };
        let mut purpose = Page::default();
        purpose.aside(words::purpose(self.context.pack.questionnaire()));
        format!("{rest}\n{}", self.written(&purpose))
    }

    /// Lays out the first of the pending people.
    fn block(&mut self, people: usize) -> String {
        let mut table = Table::new([
            ("person", Align::Left),
            ("#", Align::Right),
            ("role", Align::Left),
            ("band", Align::Left),
            ("overall", Align::Right),
            ("personality", Align::Right),
            ("competency", Align::Right),
            ("coverage", Align::Right),
            ("flags", Align::Left),
        ]);
        for (person, fits) in self.pending.drain(..people) {
            add(&mut table, self.context, &person, &fits);
        }
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        match self.form {
            SheetForm::Markdown if !is_first => table.rows_to_markdown(),
            SheetForm::Markdown | SheetForm::Text { .. } => {
                let mut page = Page::default();
                page.table(table);
                let gap = if is_first { "" } else { "\n" };
                format!("{gap}{}", self.written(&page))
            }
        }
    }

    fn written(&self, page: &Page) -> String {
        match self.form {
            SheetForm::Markdown => page.to_markdown(),
            SheetForm::Text { look, has_colours: true } => page.to_text(look),
            SheetForm::Text { look, has_colours: false } => strip_str(&page.to_text(look)).to_string(),
        }
    }
}

/// Adds a row per role that is shown of a person.
fn add(table: &mut Table, context: &BatchContext<'_>, person: &str, fits: &PersonFits) {
    let bands = context.pack.questionnaire().settings.bands;
    let number =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| whole(value, &[bands.high, bands.mid]));
    let flags: Vec<String> = fits.flags.codes().map(|code| in_words(&code.to_string())).collect();
    for (index, (rank, fit)) in shown(&context.filter, fits).enumerate() {
        let once = |text: &str| if index == 0 { text.to_owned() } else { String::new() };
        let gate = if fit.a_gate_failed { in_words(GATE_FAILED) } else { String::new() };
        let said = [once(&flags.join(", ")), gate];
        table.row([
            Cell::from(once(person)),
            Cell::from(rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string())),
            Cell::from(context.pack.roles()[fit.role].id.to_string()),
            Cell::from(fit.band.to_string()),
            Cell::from(number(fit.overall)),
            Cell::from(number(fit.personality)),
            Cell::from(number(fit.competency)),
            Cell::from(percent(fit.coverage)),
            Cell::from(said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")),
        ]);
    }
}

/// Whether a text may have colours where it goes.
fn has_colours(output: Option<&Path>) -> bool {
    is_standard(output)
        && match AutoStream::choice(&io::stdout()) {
            ColorChoice::Always | ColorChoice::AlwaysAnsi => true,
            ColorChoice::Auto | ColorChoice::Never => false,
        }
}

/// Writes a code so that it can be broken into lines.
fn in_words(code: &str) -> String {
    code.replace('-', " ")
}
