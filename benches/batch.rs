//! What a cohort costs. A sample is 1,000 people: its microseconds are nanoseconds a person.

#[path = "generate/cohort.rs"]
mod cohort;

use cohort::Cohort;
use divan::{Bencher, black_box};
use rolefit::batch::chunks::{Chunk, Chunks, Start};
use rolefit::batch::context::BatchContext;
use rolefit::batch::csv_worker::CsvWorker;
use rolefit::batch::lines::Lines;
use rolefit::batch::models::SharedModels;
use rolefit::batch::plan::{Plan, Purpose, TableShape};
use rolefit::batch::results::Results;
use rolefit::batch::rows::Rows;
use rolefit::batch::run::Work;
use rolefit::batch::writer::Writer;
use rolefit::load::files::PackLocation;
use rolefit::load::mapping::Mapping;
use rolefit::load::pack;
use rolefit::pack::Pack;
use rolefit::render::Filter;
use rolefit::survey::{Catalogue, Layout};

const PEOPLE: Cohort = Cohort { people: 1000, bad: 0, is_quoted: false };

fn main() {
    divan::main();
}

/// Returns a header, and the records below it.
fn table(pack: &Pack) -> (String, String) {
    let mut bytes = Vec::new();
    PEOPLE.write(pack, &mut bytes).expect("memory is never full");
    let text = String::from_utf8(bytes).expect("text");
    let (header, records) = text.split_once('\n').expect("lines");
    (header.to_owned(), records.to_owned())
}

/// Returns the only chunk of so few records.
fn chunk(records: &str) -> Chunk {
    let mut chunk = Chunk::default();
    let is_any = Chunks::of(records.as_bytes(), Start { line: 2, record: 2 }, Some(b',')).next(&mut chunk);
    assert!(is_any.expect("whole records") && chunk.bytes().len() == records.len());
    chunk
}

#[divan::bench]
fn cut_off_a_chunk(bencher: Bencher<'_, '_>) {
    let pack = pack::load(&PackLocation::BuiltIn).expect("sound");
    let (_, records) = table(&pack);
    bencher.bench(|| chunk(black_box(&records)));
}

/// Reads and scores a chunk, and writes what a form makes of it.
fn score(bencher: Bencher<'_, '_>, form: impl FnOnce(&Pack) -> Writer) {
    let pack = pack::load(&PackLocation::BuiltIn).expect("sound");
    let (header, records) = table(&pack);
    let mapping = Mapping::default();
    let catalogue = Catalogue::of(&pack, &mapping);
    let header: Vec<&str> = header.split(',').collect();
    let layout = Layout::of(&header, &catalogue, &mapping).expect("every item has its column");
    let context = BatchContext {
        pack: &pack,
        models: SharedModels::of(&pack),
        draws: None,
        writer: form(&pack),
        filter: Filter::default(),
        pseudonyms: None,
        has_cards: false,
        reports: None,
        has_list: false,
        has_profiles: false,
    };
    let plan = Plan::of(
        &context,
        &catalogue,
        TableShape { layout: &layout, names: None, delimiter: b',', stem: "", appended: None },
        Purpose::Scores,
    );
    let chunk = chunk(&records);
    let mut worker = CsvWorker::of(&plan);
    let mut results = Results::default();
    bencher.bench_local(|| {
        results = worker.chunk(&chunk, std::mem::take(&mut results)).expect("sound");
        results.out.len()
    });
}

#[divan::bench]
fn score_and_write_nothing(bencher: Bencher<'_, '_>) {
    score(bencher, |pack| Writer::Rows(Rows::of(pack, Filter { top: Some(0), ..Filter::default() }, false)));
}

#[divan::bench]
fn score_and_write_rows(bencher: Bencher<'_, '_>) {
    score(bencher, |pack| Writer::Rows(Rows::of(pack, Filter::default(), false)));
}

#[divan::bench]
fn score_and_write_lines(bencher: Bencher<'_, '_>) {
    score(bencher, |pack| Writer::Lines(Box::new(Lines::of(pack, Filter::default(), false))));
}
