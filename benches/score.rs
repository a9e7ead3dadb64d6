//! What one person costs: reading the pack, reading the answers, scoring, and a whole run from start to exit.

use std::process::{Command, Stdio};

use divan::{Bencher, black_box};
use rolefit::load::files::PackLocation;
use rolefit::load::{Format, answers, pack};
use rolefit::scoring::{Draws, Model, Uncertainty, assess};
use rolefit::source::Source;

const ANA: &str = include_str!("../examples/ana.toml");

fn main() {
    divan::main();
}

#[divan::bench]
fn load_the_built_in_pack() {
    black_box(pack::load(&PackLocation::BuiltIn).expect("sound"));
}

#[divan::bench]
fn load_the_same_pack_from_a_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/roles").into();
    black_box(pack::load(&PackLocation::Folder(folder)).expect("sound"));
}

#[divan::bench]
fn parse_an_answers_file(bencher: Bencher<'_, '_>) {
    let pack = pack::load(&PackLocation::BuiltIn).expect("sound");
    bencher.bench(|| answers::text(&Source::new("ana.toml", ANA), Format::Toml, "ana", &pack).expect("legal"));
}

#[divan::bench]
fn compile_the_model(bencher: Bencher<'_, '_>) {
    let pack = pack::load(&PackLocation::BuiltIn).expect("sound");
    bencher.bench(|| Model::of(&pack));
}

#[divan::bench]
fn score_one_person(bencher: Bencher<'_, '_>) {
    let pack = pack::load(&PackLocation::BuiltIn).expect("sound");
    let answers = answers::text(&Source::new("ana.toml", ANA), Format::Toml, "ana", &pack).expect("legal");
    let model = Model::of(&pack);
    bencher.bench(|| assess(&model, &answers.responses));
}

#[divan::bench]
fn make_the_draws(bencher: Bencher<'_, '_>) {
    let model = Model::of(&pack::load(&PackLocation::BuiltIn).expect("sound"));
    bencher.bench(|| Draws::of(&model));
}

#[divan::bench]
fn take_all_draws_through_one_person(bencher: Bencher<'_, '_>) {
    let pack = pack::load(&PackLocation::BuiltIn).expect("sound");
    let answers = answers::text(&Source::new("ana.toml", ANA), Format::Toml, "ana", &pack).expect("legal");
    let model = Model::of(&pack);
    let draws = Draws::of(&model);
    let assessment = assess(&model, &answers.responses);
    bencher.bench_local(|| Uncertainty::of(&model, &draws, &assessment.profile, &assessment.ranking));
}

#[divan::bench(sample_count = 50)]
fn start_to_exit() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/ana.toml");
    let program = env!("CARGO_BIN_EXE_rolefit");
    let status = Command::new(program).args(["score", path]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.expect("the program starts").success());
}
