//! The programs in `examples/` that score a table inside of an engine, where a variable names a Python that has the engine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cohort;
use crate::world::rolefit;

const PEOPLE: u64 = 60;

/// Runs the program of an engine over a cohort in which one row is rejected, and compares its parts with one run.
fn parts_are_the_whole(engine: &str, python: &Path, part: impl Fn(&Path) -> bool) {
    let world = rolefit().pack("roles");
    let table = cohort::table(&cohort::load(&world, "roles"), PEOPLE, ',');
    let mut rows: Vec<String> = table.lines().map(str::to_owned).collect();
    let (person, rest) = rows[7].split_once(',').expect("an id");
    let (_, rest) = rest.split_once(',').expect("an answer");
    rows[7] = format!("{person},9,{rest}");
    let world = world.file("people.csv", &(rows.join("\n") + "\n"));
    let whole = world.run_with(["batch", "people.csv"]);
    assert_eq!(whole.code, Some(1), "{}", whole.stderr);

    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(engine).join("score.py");
    let ours = Path::new(env!("CARGO_BIN_EXE_rolefit")).parent().expect("a folder");
    let others = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([ours.to_path_buf()].into_iter().chain(env::split_paths(&others))).expect("paths");
    let run = Command::new(python)
        .arg(program)
        .args(["people.csv", "scored", "3"])
        .current_dir(world.path())
        .env("PATH", path)
        .env("PYSPARK_PYTHON", python)
        .output()
        .expect("a Python");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));

    let files = || world.files().into_iter().filter(|file| file.starts_with("scored/")).map(PathBuf::from);
    let read = |file: PathBuf| fs::read_to_string(world.path().join(file)).expect("a text");
    let mut parts: Vec<String> = files().filter(|file| part(file)).map(read).collect();
    assert!(parts.iter().filter(|part| !part.is_empty()).count() > 1, "several parts");
    parts.sort();
    let mut scored: Vec<&str> = parts.iter().flat_map(|part| part.lines()).collect();
    let mut expected: Vec<&str> = whole.stdout.lines().skip(1).collect();
    scored.sort_unstable();
    expected.sort_unstable();
    assert_eq!(scored, expected);
    let rejected: String = files().filter(|file| file.to_string_lossy().contains("rejected")).map(read).collect();
    assert!(rejected.starts_with(&rows[7]), "{rejected}");
    assert_eq!(rejected.lines().count(), 1, "{rejected}");
}

#[test]
fn duckdb_scores_the_parts_of_a_table() {
    let Some(python) = env::var_os("ROLEFIT_DUCKDB") else { return };
    parts_are_the_whole("duckdb", python.as_ref(), |file| file.to_string_lossy().starts_with("scored/part-"));
}

#[test]
fn spark_scores_the_parts_of_a_table() {
    let Some(python) = env::var_os("ROLEFIT_SPARK") else { return };
    parts_are_the_whole("spark", python.as_ref(), |file| file.to_string_lossy().starts_with("scored/scores/part-"));
}
