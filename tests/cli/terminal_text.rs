//! What files, names and arguments hold, through every command and form: nothing of it drives a terminal.

use crate::world::{Outcome, World, rolefit};

/// What must not be printed raw, whatever it comes from: as the standards have it, and not as the program does.
fn is_harmful(character: char) -> bool {
    matches!(
        u32::from(character),
        0..=9 | 0xb..=0x1f | 0x7f..=0x9f | 0x61c | 0x2028..=0x202e | 0x2066..=0x206f | 0xfff9..=0xfffb | 0xe0000..=0xe007f
    )
}

const LETTERS: &str = "می\u{200c}خواهم क्\u{200d}ष 👩\u{200d}💻";

/// A text of everything harmful, of all scripts below the ideographs, and of samples from there on.
fn everything() -> String {
    let characters = (char::MIN..=char::MAX).filter(|character| {
        let number = u32::from(*character);
        is_harmful(*character) || number < 0x3000 && number != 10 || number % 331 == 0
    });
    characters.collect()
}

/// Every harmful character, short enough for a title.
fn harmful() -> String {
    (char::MIN..=char::MAX).filter(|character| is_harmful(*character)).collect::<String>() + LETTERS
}

/// Writes a text in quotes that YAML, TOML and JSON alike read.
fn in_quotes(text: &str) -> String {
    let escaped = text.chars().map(|character| match character {
        '"' | '\\' => format!("\\{character}"),
        character if u32::from(character) > 0xffff && is_harmful(character) => {
            format!("\\U{:08x}", u32::from(character))
        }
        character if is_harmful(character) => format!("\\u{:04x}", u32::from(character)),
        character => character.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A pack, answers and an export that say the worst wherever words are free.
fn worst() -> World {
    let (short, long) = (in_quotes(&harmful()), in_quotes(&everything()));
    let pack = rolefit().pack("worked-example");
    let questionnaire = pack.read("worked-example/questionnaire.yaml");
    let questionnaire = questionnaire
        .replace("title: API", &format!("title: {short}"))
        .replace("title: Worked example", &format!("title: {short}"))
        .replace("provenance: author", &format!("provenance: author, note: {long}"));
    let role = pack.read("worked-example/engineer.yaml").replace("title: Engineer", &format!("title: {short}"));
    let role = format!(
        "{role}summary: {long}\nresponsibilities: [ {short} ]\ncareer: {{ next: [ {short} ] }}\n\
         context: {{ day: {short}, kpis: [ {{ name: {short}, target: {short} }} ] }}\n"
    );
    let raw: String = everything().chars().filter(|character| !matches!(character, '\0' | '"' | '\\' | '\r')).collect();
    let raw_line: String = raw.chars().filter(|character| is_harmful(*character)).collect::<String>() + LETTERS;
    let id: String = harmful().replace(['\0', '\r'], "");
    rolefit()
        .file("pack/questionnaire.yaml", &questionnaire)
        .file("pack/engineer.yaml", &role)
        .file("id.toml", &format!("person.id = {short}\n{}", crate::world::WORKED_EXAMPLE))
        .file("values.toml", &format!("[answers]\nfocus-1 = {short}\n{short} = 1\napi-1 = {long}\n"))
        .file("raw.toml", &format!("[answers]\nfocus-1 = 9 # {raw_line}\n"))
        .file("control.toml", &format!("[answers]\n# {raw}\nfocus-1 = 9 # {raw_line}\n"))
        .file("raw.yaml", &format!("answers:\n  focus-1: 9 # {raw_line}\n"))
        .file("raw.json", &format!("{{\"answers\": {{\"focus-1\": 9, \"{raw_line}\": 1}}}}\n"))
        .file("export.csv", &format!("id,focus-1,\"{id}\"\n\"{id}\",4,x\n\"{id}2\",\"{id}\",x\nana,9,x\n"))
        .file("broken/questionnaire.yaml", &questionnaire)
        .file("broken/engineer.yaml", &format!("{role}{short}: 1 # {raw_line}\n").replace("weight: 60", "wieght: 60"))
}

fn is_clean(outcome: &Outcome) -> bool {
    !format!("{}{}", outcome.stdout, outcome.stderr).contains(is_harmful)
}

#[test]
fn no_command_prints_what_drives_a_terminal() {
    let world = worst();
    for args in [
        "score id.toml values.toml raw.toml control.toml raw.yaml raw.json --why",
        "score id.toml --format markdown",
        "score id.toml --format csv",
        "score id.toml --format json",
        "score id.toml --format ndjson",
        "roles",
        "roles engineer",
        "method",
        "questions --format text",
        "questions --format markdown",
        "questions --format csv",
        "questions --format json",
        "questions --format toml",
        "simulate --people 5",
        "simulate --people 5 --format json",
        "batch export.csv",
        "batch export.csv --wide",
        "batch export.csv --format ndjson --full",
        "batch export.csv --format table",
        "batch export.csv --format markdown",
        "map export.csv",
        "assess",
        "check values.toml raw.toml control.toml raw.yaml raw.json broken",
        "check values.toml broken --format concise",
        "check values.toml broken --format json",
        "check values.toml broken --format ndjson",
        "check values.toml broken --format github",
        "check values.toml broken --format gitlab",
        "check values.toml broken --format sarif",
        "check values.toml broken --format junit",
        "check values.toml broken --format markdown",
    ] {
        let outcome = world.run_with(args.split(' ').chain(["--roles", "pack", "--color", "never"]));
        assert!(outcome.stdout.len() + outcome.stderr.len() > 20, "{outcome}");
        let found = format!("{}{}", outcome.stdout, outcome.stderr).chars().find(|found| is_harmful(*found));
        assert!(is_clean(&outcome), "{args} prints {found:?}\n{outcome}");
    }
}

#[test]
fn no_argument_drives_the_terminal() {
    let text: String = harmful().replace('\0', "");
    for args in [
        vec!["score", &text],
        vec!["score", "a.toml", "--role", &text],
        vec!["score", "a.toml", "--format", &text],
        vec!["score", "--top", &text],
        vec!["roles", &text],
        vec!["rule", &text],
        vec![text.as_str()],
        vec!["check", &text],
        vec!["check", "--select", &text],
        vec!["batch", &text],
        vec!["questions", "--roles", &text],
        vec!["map", &text],
        vec!["review", &text],
    ] {
        let outcome = rolefit().args(args.iter().copied()).run();
        assert_eq!(outcome.code, Some(2), "{outcome}");
        let is_said = [&outcome.stderr, &outcome.stdout].iter().any(|text| text.starts_with("error"));
        assert!(is_clean(&outcome) && is_said, "{outcome}");
    }
}

#[test]
fn joiners_reach_people_as_they_were_written() {
    let world = worst();
    for args in [
        "score id.toml",
        "score id.toml --format csv",
        "score id.toml --format markdown",
        "roles engineer",
        "questions --format text",
        "questions --format markdown",
        "questions --format toml",
        "questions --format json",
        "batch export.csv --format ndjson",
    ] {
        let outcome = world.run_with(args.split(' ').chain(["--roles", "pack", "--width", "300"]));
        assert!(outcome.stdout.contains('\u{200c}') && outcome.stdout.contains('\u{200d}'), "{args}: {outcome}");
    }
}
