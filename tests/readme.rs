//! Every command, every file and the table of rules of the README, tried as a newcomer would. `UPDATE_README=1` rewrites its
//! output.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use rolefit::answers::{Answers, Form, FormKind, Responses};
use rolefit::assess::{Interview, Key, Screen};
use rolefit::commands::catalogue;
use rolefit::load::files::PackLocation;
use rolefit::load::pack::load;

/// A fenced block: its info string, its lines, and the line its content begins at.
struct Block {
    info: String,
    lines: Vec<String>,
    first: usize,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                open = Some(Block { info: info.to_owned(), lines: Vec::new(), first: number + 1 });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.lines.push(line.to_owned()),
            (None, None) => {}
        }
    }
    blocks
}

/// Runs a command line as typed; `cargo run` is the program that is under test.
fn run(folder: &Path, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_rolefit"));
    let path = format!("{}:{}", program.parent().expect("a folder").display(), env::var("PATH").unwrap_or_default());
    let command = command.replace("cargo run --release --quiet --", "rolefit");
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}; }} 2>&1")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .output()
        .expect("a shell");
    String::from_utf8(output.stdout).expect("text")
}

fn copy_examples(folder: &Path) {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    fs::create_dir(folder.join("examples")).expect("a folder");
    for entry in fs::read_dir(examples).expect("examples") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), folder.join("examples").join(entry.file_name())).expect("a copy");
    }
}

/// Puts the table of all rules between its markers.
fn with_rules(text: &str) -> String {
    let (start, end) = ("<!-- rules -->\n", "<!-- /rules -->\n");
    let (before, rest) = text.split_once(start).expect("a marker where the table of rules begins");
    let (_, after) = rest.split_once(end).expect("a marker where the table of rules ends");
    let row = |cells: [&str; 4]| format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    let rules = catalogue();
    let rows = rules.iter().map(|rule| row([rule.code, rule.name, &rule.severity.to_string(), rule.page.what]));
    let table: String =
        [row(["code", "name", "severity", "what it finds"]), row(["---"; 4])].into_iter().chain(rows).collect();
    format!("{before}{start}{table}{end}{after}")
}

/// Draws a question of the built-in pack as `rolefit assess` does, with an earlier answer.
fn question() -> Vec<String> {
    let pack = load(&PackLocation::BuiltIn).expect("a sound pack");
    let form = Form { kind: FormKind::Full, seed: Some(1) };
    let responses = Responses::on_form(&pack, &form.kind);
    let answers = Answers { person: String::new(), form, responses, skipped: BTreeSet::new(), notices: Vec::new() };
    let mut interview = Interview::new(pack.questionnaire(), &answers, "answers.toml".to_owned());
    for key in [Key::Enter, Key::Char('4'), Key::Char('2'), Key::Left] {
        interview.press(key);
    }
    Screen::new(80, 14).draw(&interview)
}

#[test]
fn the_readme_says_what_happens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).expect("the README");
    let folder = tempfile::tempdir().expect("a folder");
    copy_examples(folder.path());
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // From the end, so that line numbers of earlier blocks stay right while output is put in.
    let mut replacements = Vec::new();
    for block in blocks(&text) {
        if let Some((_, name)) = block.info.split_once("file=") {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
            fs::write(file, block.lines.join("\n") + "\n").expect("a file");
        } else if block.info == "console" {
            let mut shown = Vec::new();
            for command in block.lines.iter().filter_map(|line| line.strip_prefix("$ ")) {
                shown.push(format!("$ {command}"));
                // This very test is what that command runs.
                if command != "cargo test" {
                    shown.extend(run(folder.path(), command).lines().map(str::to_owned));
                }
            }
            replacements.push((block.first..block.first + block.lines.len(), shown));
        } else if block.info == "text screen" {
            replacements.push((block.first..block.first + block.lines.len(), question()));
        } else if block.info == "yaml" {
            // A piece of a file: it must at least be YAML.
            serde_yaml::from_str::<serde_yaml::Value>(&block.lines.join("\n")).expect("a piece of YAML");
        } else {
            panic!("a block that no test reads: ```{} in line {}", block.info, block.first);
        }
    }
    assert!(replacements.len() >= 5, "the README shows its commands in console blocks");
    for (range, shown) in replacements.into_iter().rev() {
        lines.splice(range, shown);
    }
    let fresh = with_rules(&(lines.join("\n") + "\n"));
    if env::var_os("UPDATE_README").is_some() {
        fs::write(&path, &fresh).expect("a writable README");
    } else {
        assert_eq!(text, fresh, "the README is out of date: run UPDATE_README=1 cargo test --test readme");
    }
}
