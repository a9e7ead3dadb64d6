//! One worker over a table: from a chunk of records to results.

use std::borrow::Cow;
use std::collections::BTreeSet;

use memchr::memchr;

use crate::answers::{Answers, Form, Responses};
use crate::batch::chunks::{Chunk, Fault};
use crate::batch::people::id_hashes::id_hash;
use crate::batch::people::identity::trimmed;
use crate::batch::plan::{Plan, Purpose};
use crate::batch::records::{CellBuffer, Cells, Records};
use crate::batch::reject::reject_row;
use crate::batch::results::{Occurrence, Results};
use crate::batch::run::Work;
use crate::batch::scorer::Scorer;
use crate::render::csv::unguarded;
use crate::survey::layout::ColumnMeaning;

/// Scores chunks of a table; its buffers are kept from one to the next.
#[derive(Debug)]
pub struct CsvWorker<'p> {
    plan: &'p Plan<'p>,
    responses: Responses,
    buffer: CellBuffer,
    scorer: Scorer<'p>,
}

/// Where a record stands: so many lines and records behind the start of its chunk.
#[derive(Clone, Copy, Debug)]
struct RecordPlace<'c> {
    chunk: &'c Chunk,
    lines: usize,
    records: usize,
    /// Whether a cell of the chunk may hold a NUL byte.
    has_nuls: bool,
}

impl RecordPlace<'_> {
    /// Returns the number of its line, from 1.
    fn line(self) -> usize {
        self.chunk.start.line + self.lines
    }

    /// Returns its row in the table, as a spreadsheet counts.
    fn record(self) -> usize {
        self.chunk.start.record + self.records
    }
}

impl Work for CsvWorker<'_> {
    fn chunk(&mut self, chunk: &Chunk, results: Results) -> Result<Results, Fault> {
        self.scorer.begin(results);
        self.scorer.results.bytes = chunk.bytes().len();
        chunk.check_text()?;
        self.records(chunk)?;
        Ok(std::mem::take(&mut self.scorer.results))
    }
}

/// Returns a cell without what keeps it from running as a formula.
fn bare(cell: &[u8]) -> Cow<'_, [u8]> {
    match std::str::from_utf8(cell).map(unguarded) {
        Ok(Cow::Borrowed(text)) => Cow::Borrowed(text.as_bytes()),
        Ok(Cow::Owned(text)) => Cow::Owned(text.into_bytes()),
        Err(_) => Cow::Borrowed(cell),
    }
}

impl<'p> CsvWorker<'p> {
    pub fn of(plan: &'p Plan<'p>) -> Self {
        Self { plan, responses: plan.blank.clone(), buffer: CellBuffer::default(), scorer: Scorer::of(plan.context) }
    }

    /// Scores the records of a chunk.
    fn records(&mut self, chunk: &Chunk) -> Result<(), Fault> {
        let bytes = chunk.bytes();
        let has_nuls = memchr(0, bytes).is_some();
        let mut records = Records::of(bytes, self.plan.table.delimiter);
        let mut buffer = std::mem::take(&mut self.buffer);
        while records.read(&mut buffer) {
            let place = RecordPlace { chunk, lines: records.lines, records: records.records, has_nuls };
            let cells = buffer.cells(bytes);
            if self.plan.table.appended.is_some() {
                // What an earlier run put into the cells of rows that it rejected is taken off again.
                self.record(cells.map(bare).cells(&[]), place)?;
            } else {
                self.record(cells, place)?;
            }
        }
        self.buffer = buffer;
        Ok(())
    }

    /// Scores a record cell by cell.
    fn record(&mut self, cells: Cells<'_>, place: RecordPlace<'_>) -> Result<(), Fault> {
        let plan = self.plan;
        let columns = plan.columns().len();
        if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(());
        }
        if cells.len() != columns {
            return Err(Fault::Ragged { row: place.record(), cells: cells.len(), columns });
        }
        if plan.skips(cells) {
            self.scorer.results.counts.skipped += 1;
            return Ok(());
        }
        let person = plan.person(cells, || plan.row(cells).unwrap_or_else(|| place.record()));
        if plan.is_set_aside(|| place.record()) {
            self.scorer.results.set_aside();
            return Ok(());
        }
        if let Purpose::Occurrences(suspects) = &plan.purpose
            && suspects.binary_search(&id_hash(&person)).is_err()
        {
            return Ok(());
        }
        let mut reasons = if place.has_nuls { plan.stray_nuls(cells, || place.line()) } else { Vec::new() };
        reasons.extend(plan.failed_id(cells));
        let without_nuls: CellBuffer;
        let readable = if place.has_nuls {
            // What holds one is not read as an answer as well.
            without_nuls = cells.map(|cell| Cow::Borrowed(if memchr(0, cell).is_some() { b"" } else { cell }));
            without_nuls.cells(&[])
        } else {
            cells
        };
        plan.read(&mut self.responses, readable, &mut reasons);
        if reasons.is_empty() && plan.id(cells).is_none() && self.responses.progress().1 == 0 {
            self.scorer.results.counts.empty += 1;
            return Ok(());
        }
        match &plan.purpose {
            Purpose::Occurrences(_) if reasons.is_empty() => self.occurrence(&person, cells, place),
            Purpose::Occurrences(_) => {}
            Purpose::Scores if reasons.is_empty() => self.score(&person, plan.name(cells).as_deref()),
            Purpose::Scores => {
                let row = place.record();
                reject_row(&mut self.scorer.results.rejects, plan, cells, row, &reasons);
                self.scorer.results.reject(reasons.into_iter().map(|reason| (row, reason)));
            }
        }
        Ok(())
    }

    /// Scores what the responses hold.
    fn score(&mut self, person: &[u8], name: Option<&str>) {
        if self.plan.context.shows_rows_only() {
            let notices = self.plan.not_asked.as_slice();
            return self.scorer.score_row(person, &self.responses, notices, &self.plan.statements);
        }
        let answers = Answers {
            person: String::from_utf8_lossy(person).into_owned(),
            form: Form::default(),
            responses: self.responses.clone(),
            skipped: BTreeSet::new(),
            notices: self.plan.not_asked.iter().cloned().collect(),
        };
        self.scorer.assess(answers, name);
    }

    fn occurrence(&mut self, person: &[u8], cells: Cells<'_>, place: RecordPlace<'_>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let time = self.plan.columns().iter().position(|column| *column == ColumnMeaning::Time);
        self.scorer.results.occurrences.push(Occurrence {
            person: text(person),
            is_numbered: self.plan.id(cells).is_none(),
            line: place.line(),
            record: place.record(),
            answered: self.responses.progress().1,
            time: time.map(|column| text(trimmed(cells.at(column)))),
        });
    }
}
