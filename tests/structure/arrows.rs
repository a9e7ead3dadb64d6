//! Data moves one way through the house. This test reads the `use` lines and fails on an arrow that runs backwards.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sources::rust_files;

/// A room, and the rooms it may look into. What is not listed may not be used.
const ROOMS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("text", &[]),
    ("rule", &[]),
    ("random", &[]),
    ("route", &[]),
    ("diagnostic", &["rule", "source"]),
    ("pack", &[]),
    ("answers", &["pack", "random", "text"]),
    ("scoring", &["answers", "pack", "random", "text"]),
    ("simulation", &["answers", "pack", "random", "scoring"]),
    ("statistics", &["answers", "pack", "scoring"]),
    ("comparison", &["answers", "pack", "random", "route", "scoring", "simulation", "text"]),
    ("expectation", &["answers", "pack", "random", "route", "scoring", "simulation", "text"]),
    ("check", &["answers", "diagnostic", "pack", "random", "route", "rule", "scoring", "simulation", "text"]),
    // The interview tells what the statements say before the scenarios begin.
    ("assess", &["answers", "pack", "scoring", "text"]),
    ("panel", &["pack", "random"]),
    // What files are read to: a case is one of several kinds of simulated people, and names bands.
    (
        "load",
        &[
            "answers",
            "diagnostic",
            "expectation",
            "pack",
            "panel",
            "route",
            "rule",
            "scoring",
            "simulation",
            "source",
            "text",
        ],
    ),
    ("schema", &["load", "pack"]),
    ("lint", &["answers", "check", "diagnostic", "load", "pack", "route", "rule", "schema", "source", "text"]),
    (
        "render",
        &[
            "answers",
            "comparison",
            "diagnostic",
            "pack",
            "panel",
            "rule",
            "scoring",
            "simulation",
            "source",
            "statistics",
            "text",
        ],
    ),
    ("output", &["diagnostic", "load", "render", "text"]),
    ("survey", &["load", "pack", "text"]),
    (
        "batch",
        &[
            "answers",
            "diagnostic",
            "load",
            "output",
            "pack",
            "random",
            "render",
            "scoring",
            "source",
            "statistics",
            "survey",
            "text",
        ],
    ),
    ("cli", &["load", "render"]),
    // Commands tie everything together.
    (
        "commands",
        &[
            "answers",
            "assess",
            "batch",
            "check",
            "cli",
            "comparison",
            "diagnostic",
            "expectation",
            "lint",
            "load",
            "output",
            "pack",
            "panel",
            "random",
            "render",
            "route",
            "rule",
            "schema",
            "scoring",
            "simulation",
            "source",
            "statistics",
            "survey",
            "text",
        ],
    ),
];

/// Rooms without IO: they know no file, no terminal and no file format.
const PURE: &[&str] = &[
    "source",
    "text",
    "rule",
    "diagnostic",
    "random",
    "route",
    "pack",
    "answers",
    "scoring",
    "simulation",
    "statistics",
    "comparison",
    "expectation",
    "check",
    "assess",
    "panel",
];

/// What a pure room may not mention.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::env",
    "std::process",
    "std::time",
    "clap",
    "anstream",
    "comfy_table",
    "crossterm",
    "csv::",
    "serde_json",
    "serde_yaml",
    "toml::",
    "terminal_size",
    "tempfile",
];

/// Returns each source file with its room and its text above the tests.
fn sources() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let relative = path.strip_prefix(&root).expect("inside src").to_path_buf();
            let first = relative.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            (relative, first.trim_end_matches(".rs").to_owned(), code)
        })
        .collect()
}

/// The rooms named after `crate::` in a piece of code, comments left out.
fn rooms_used(code: &str) -> Vec<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = lines.flat_map(|line| line.split("crate::").skip(1));
    names.map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()).collect()
}

#[test]
fn every_arrow_runs_forward() {
    for (path, room, code) in sources() {
        if matches!(room.as_str(), "main" | "lib") {
            continue;
        }
        let allowed = ROOMS.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("the room `{room}` is not on the plan: {}", path.display()));
        for used in rooms_used(&code) {
            let is_known = ROOMS.iter().any(|(name, _)| *name == used);
            assert!(!is_known || used == room || allowed.contains(&used.as_str()), "{} uses {used}", path.display());
        }
    }
}

#[test]
fn the_core_knows_no_file_no_terminal_and_no_format() {
    for (path, room, code) in sources() {
        if PURE.contains(&room.as_str()) {
            for outside in OUTSIDE {
                assert!(!code.contains(outside), "{} mentions {outside}", path.display());
            }
        }
    }
}

#[test]
fn the_reader_of_use_lines_sees_what_it_should() {
    let code = "use crate::load::read;\n// crate::render\nlet x = crate::pack::Id::suggest(crate::text::count(1, n));";
    assert_eq!(rooms_used(code), ["load", "pack", "text"]);
}
