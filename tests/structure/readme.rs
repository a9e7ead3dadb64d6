//! Every command, every file and the table of rules of the README and of the pages in `docs/`, tried as a newcomer would: each
//! page starts in a folder of its own that holds the examples. `UPDATE_README=1` rewrites their output.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, thread};

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

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder with files") {
        let (path, copy) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).expect("an entry");
        if path.is_dir() { copy_folder(&path, &copy) } else { fs::copy(path, copy).map(drop).expect("a copy") }
    }
}

/// Puts the table of all rules between its markers, on a page that has them.
fn with_rules(text: &str) -> String {
    let (start, end) = ("<!-- rules -->\n", "<!-- /rules -->\n");
    let Some((before, rest)) = text.split_once(start) else {
        return text.to_owned();
    };
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
    let form = Form { kind: FormKind::Full, parallel: None, seed: Some(1), language: None };
    let responses = Responses::on_form(&pack, &form);
    let answers = Answers { person: String::new(), form, responses, skipped: BTreeSet::new(), notices: Vec::new() };
    let mut interview = Interview::new(&pack, &answers, "answers.toml".to_owned());
    for key in [Key::Enter, Key::Char('4'), Key::Char('2'), Key::Left] {
        interview.press(key);
    }
    Screen::new(80, 14).draw(&interview)
}

/// The README and every page of `docs/`.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).expect("docs").map(|entry| entry.expect("an entry").path());
    let docs = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    [root.join("README.md")].into_iter().chain(docs).collect()
}

/// A page as it should be: its commands run in a fresh folder, with what they print today.
fn run_page(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), &folder.path().join("examples"));
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // From the end, so that line numbers of earlier blocks stay right while output is put in.
    let mut replacements = Vec::new();
    for block in blocks(text) {
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
        } else {
            assert_eq!(block.info, "yaml", "line {} begins a block that no test reads", block.first);
            // A piece of a file: it must at least be YAML.
            serde_yaml::from_str::<serde_yaml::Value>(&block.lines.join("\n")).expect("a piece of YAML");
        }
    }
    for (range, shown) in replacements.into_iter().rev() {
        lines.splice(range, shown);
    }
    with_rules(&(lines.join("\n") + "\n"))
}

/// What is out of date on a page, or nothing once it was rewritten.
fn outdated(page: &Path) -> Option<String> {
    let text = fs::read_to_string(page).expect("a page");
    let fresh = run_page(&text);
    if env::var_os("UPDATE_README").is_some() {
        fs::write(page, &fresh).expect("a writable page");
        return None;
    }
    let diff = similar::TextDiff::from_lines(&text, &fresh).unified_diff().to_string();
    (text != fresh).then(|| format!("{}:\n{diff}", page.display()))
}

#[test]
fn the_readme_and_every_page_of_docs_say_what_happens() {
    let outdated: Vec<String> = thread::scope(|scope| {
        let runs: Vec<_> = pages().into_iter().map(|page| scope.spawn(move || outdated(&page))).collect();
        runs.into_iter().filter_map(|run| run.join().expect("a page with blocks that the test reads")).collect()
    });
    let outdated = outdated.join("\n");
    let help = "run UPDATE_README=1 cargo test --test structure; where texts of the questionnaire have changed, first \
        UPDATE_EXAMPLES=1 cargo test --test cli survey_walk";
    assert!(outdated.is_empty(), "{help}:\n{outdated}");
}

#[test]
fn the_pages_show_their_commands_and_the_table_of_rules() {
    let texts: Vec<String> = pages().iter().map(|page| fs::read_to_string(page).expect("a page")).collect();
    let consoles = texts.iter().flat_map(|text| blocks(text)).filter(|block| block.info == "console").count();
    assert!(consoles >= 15, "only {consoles} console blocks");
    assert!(texts.iter().any(|text| text.contains("<!-- rules -->")), "no page has the table of rules");
}

#[test]
fn the_readme_takes_five_minutes() {
    let readme = fs::read_to_string(&pages()[0]).expect("the README");
    let lines = readme.lines().count();
    assert!(lines <= 250, "{lines} lines: move detail to docs/");
}

#[test]
fn links_of_the_pages_lead_somewhere() {
    let mut broken = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in pages().into_iter().chain([root.join("CONTRIBUTING.md")]) {
        let text = fs::read_to_string(&page).expect("a page");
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        for link in links.filter(|link| !link.contains("://")) {
            let file = link.split('#').next().unwrap_or_default();
            if !page.parent().expect("a folder").join(file).exists() {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

/// Paths in backticks, such as `src/check/` or `tests/cli/help.rs`, of this repository.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    const FOLDERS: [&str; 7] = ["src/", "tests/", "benches/", "docs/", "examples/", ".ci/", ".github/"];
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| FOLDERS.iter().any(|folder| code.starts_with(folder)) && !code.contains([' ', '*', '<', '\n']))
}

#[test]
fn paths_that_the_pages_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut number = 0;
    for page in pages().into_iter().chain([root.join("CONTRIBUTING.md"), root.join("CHANGELOG.md")]) {
        let text = fs::read_to_string(&page).expect("a page");
        // Outside of blocks, where backticks come in pairs.
        let prose: String = text.split("```").step_by(2).collect();
        for path in paths(&prose) {
            assert!(root.join(path).exists(), "{} names `{path}`, which is not there", page.display());
            number += 1;
        }
    }
    assert!(number >= 30, "only {number} paths");
}
