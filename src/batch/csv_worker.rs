//! One worker over a table: from a chunk of records to results.

use std::collections::BTreeSet;

use memchr::memchr;

use crate::answers::{Answers, Form, Responses};
use crate::batch::chunks::{Chunk, Fault};
use crate::batch::people::id_hashes::id_hash;
use crate::batch::people::identity::trimmed;
use crate::batch::plan::{Plan, Purpose};
use crate::batch::records::{Cells, Records};
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
    spans: Cells,
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

impl<'p> CsvWorker<'p> {
    pub fn of(plan: &'p Plan<'p>) -> Self {
        Self { plan, responses: plan.blank.clone(), spans: Cells::default(), scorer: Scorer::of(plan.context) }
    }

    /// Scores the records of a chunk.
    fn records(&mut self, chunk: &Chunk) -> Result<(), Fault> {
        let bytes = chunk.bytes();
        let has_nuls = memchr(0, bytes).is_some();
        let mut records = Records::of(bytes, self.plan.table.delimiter);
        let mut spans = std::mem::take(&mut self.spans);
        while records.read(&mut spans) {
            let cells: Vec<&[u8]> = spans.iter(bytes).collect();
            let place = RecordPlace { chunk, lines: records.lines, records: records.records, has_nuls };
            self.cells(&cells, place)?;
        }
        self.spans = spans;
        Ok(())
    }

    /// Scores a record cell by cell.
    fn cells(&mut self, cells: &[&[u8]], place: RecordPlace<'_>) -> Result<(), Fault> {
        let plan = self.plan;
        // What an earlier run put into the cells of rows that it rejected is taken off again.
        let bare: Vec<_>;
        let mended: Vec<&[u8]>;
        let cells = if plan.table.appended.is_some() {
            let texts = cells.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default());
            bare = texts.map(unguarded).collect::<Vec<_>>();
            mended = bare.iter().map(|cell| cell.as_bytes()).collect();
            &mended
        } else {
            cells
        };
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
        // What holds one is not read as an answer as well.
        let readable = |cell| if place.has_nuls && memchr(0, cell).is_some() { b"".as_slice() } else { cell };
        plan.read(&mut self.responses, cells.iter().copied().map(readable), |reason| reasons.push(reason));
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

    fn occurrence(&mut self, person: &[u8], cells: &[&[u8]], place: RecordPlace<'_>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let time = self.plan.columns().iter().position(|column| *column == ColumnMeaning::Time);
        self.scorer.results.occurrences.push(Occurrence {
            person: text(person),
            is_numbered: self.plan.id(cells).is_none(),
            line: place.line(),
            record: place.record(),
            answered: self.responses.progress().1,
            time: time.map(|column| text(trimmed(cells[column]))),
        });
    }
}
