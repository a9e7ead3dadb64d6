//! `rolefit fmt`: one layout, and nothing that a file says is changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use rolefit::load::layout::laid_out;
use rolefit::random::SplitMix64;
use rolefit::source::Source;
use serde_yaml::Value;

use crate::mutations::mutation::mutated;
use crate::world::{World, rolefit};

const TIDY: &str = "id: team\n\n# rolefit: ignore[RF110] two parts by design\nlabels: [low, high] # in order\n";
const WILD: &str =
    "id:   team\n\n\n\n# rolefit: ignore[RF110] two parts by design\nlabels: [ low,high ]   # in order\n";

fn wild() -> World {
    rolefit().file("pack/questionnaire.yaml", TIDY).file("pack/team.yaml", WILD)
}

#[test]
fn files_are_written_in_one_layout_and_a_second_run_changes_nothing() {
    let world = wild().args(["fmt", "pack"]);
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    --- stderr ---
    formatted 1 file of 2
    ");
    assert_eq!(world.read("pack/team.yaml"), TIDY);
    assert_eq!(world.read("pack/questionnaire.yaml"), TIDY);
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    --- stderr ---
    2 files: nothing to format
    ");
}

#[test]
fn check_names_the_files_and_diff_shows_the_lines_without_writing() {
    let world = wild().args(["fmt", "pack", "--check"]);
    assert_snapshot!(world.run(), @"
    exit code 1
    --- stdout ---
    pack/team.yaml
    --- stderr ---
    would format 1 file of 2
    ");
    let world = world.args(["fmt", "pack", "--diff"]);
    assert_snapshot!(world.run(), @"
    exit code 1
    --- stdout ---
    diff --git a/pack/team.yaml b/pack/team.yaml
    --- a/pack/team.yaml
    +++ b/pack/team.yaml
    @@ -1,6 +1,4 @@
    -id:   team
    -
    -
    +id: team
     
     # rolefit: ignore[RF110] two parts by design
    -labels: [ low,high ]   # in order
    +labels: [low, high] # in order
    --- stderr ---
    would format 1 file of 2
    ");
    assert_eq!(world.read("pack/team.yaml"), WILD);
}

#[test]
fn standard_input_is_passed_on_in_one_layout() {
    let world = rolefit().stdin(WILD).args(["fmt", "-"]);
    assert_eq!(world.run().stdout, TIDY);
    assert_eq!(rolefit().stdin(TIDY).args(["fmt", "-"]).run().stdout, TIDY);
    let checked = rolefit().stdin(WILD).args(["fmt", "-", "--check"]).run();
    assert_eq!((checked.code, checked.stdout.as_str()), (Some(1), "<stdin>\n"));
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_the_others_are_formatted() {
    let world = wild().file("pack/broken.yaml", "id: [\n").args(["fmt", "pack"]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.stderr.contains("pack/broken.yaml"), "{outcome}");
    assert_eq!(world.read("pack/team.yaml"), TIDY);
    assert_eq!(world.read("pack/broken.yaml"), "id: [\n");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let world = rolefit().file("team.yaml", &windows(WILD)).args(["fmt", "team.yaml"]);
    assert_eq!(world.run().code, Some(0));
    assert_eq!(world.read("team.yaml"), windows(TIDY));
}

#[test]
fn the_shipped_roles_are_in_this_layout() {
    let roles = Path::new(env!("CARGO_MANIFEST_DIR")).join("roles");
    let outcome = rolefit().args(["fmt", "--check", &roles.to_string_lossy()]).run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""));
}

#[test]
fn nothing_that_a_file_says_changes_and_a_second_layout_is_the_first() {
    let files = yaml_files();
    let mut random = SplitMix64::new(21);
    let mut relaid = 0;
    for (at, file) in files.iter().enumerate() {
        let other = &files[(at + 1) % files.len()];
        let spaced = file.replace(": ", ":   ").replace("\n", "\n\n\n");
        let mutated = (0..2).map(|_| mutated(file.as_bytes(), other.as_bytes(), &mut random));
        for text in mutated.chain([spaced.into_bytes()]).filter_map(|text| String::from_utf8(text).ok()) {
            let Ok(Some(laid)) = laid_out(&Source::new("a.yaml", text.as_str())) else { continue };
            // A mapping with a key too many is laid out as well, and read by few.
            let [before, after] = [&text, &laid].map(|text| serde_yaml::from_str::<Value>(text).ok());
            assert_eq!(before, after, "{text}");
            let again = laid_out(&Source::new("a.yaml", laid.as_str()));
            assert_eq!(again.ok().flatten().as_deref(), Some(laid.as_str()), "{text}");
            relaid += usize::from(laid != text);
        }
    }
    assert!(relaid >= files.len(), "only {relaid} of {} files", files.len());
}

/// Every file of the packs that rules are shown with, and of those with odd forms.
fn yaml_files() -> Vec<String> {
    let mut folders: Vec<PathBuf> =
        ["tests/gallery", "tests/packs"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).into();
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                paths.push(path);
            }
        }
    }
    let texts: BTreeSet<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    texts.into_iter().collect()
}
