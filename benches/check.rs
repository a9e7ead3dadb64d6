//! What a check of 1,000 role files costs: a whole run, and its parts.

#[path = "generate/roles.rs"]
mod roles;

use std::process::{Command, Stdio};

use divan::Bencher;
use rolefit::check;
use rolefit::load::files;
use rolefit::load::pack::{load_folder, survey};
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn generated() -> TempDir {
    let folder = TempDir::new().expect("a folder of our own");
    roles::write(folder.path()).expect("room for the files");
    folder
}

#[divan::bench(sample_count = 20)]
fn start_to_exit(bencher: Bencher<'_, '_>) {
    let folder = generated();
    bencher.bench_local(|| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        program.args(["check", "--no-config", "--fail-on", "note"]).arg(folder.path());
        let status = program.stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("the program starts").success());
    });
}

#[divan::bench(sample_count = 20)]
fn read_the_files(bencher: Bencher<'_, '_>) {
    let folder = generated();
    bencher.bench_local(|| files::folder(folder.path()));
}

#[divan::bench(sample_count = 20)]
fn take_them_through_all_stages(bencher: Bencher<'_, '_>) {
    let folder = generated();
    bencher.with_inputs(|| files::folder(folder.path())).bench_local_values(survey);
}

#[divan::bench(sample_count = 20)]
fn run_every_rule(bencher: Bencher<'_, '_>) {
    let pack = load_folder(generated().path()).expect("sound");
    bencher.bench_local(|| check::run(&pack, false));
}
