//! The way of a coach: a form, what a survey tool exports of it, results. In at most three commands for each tool, over the files of
//! `examples/exports`, which are made here of seeded people: `UPDATE_EXAMPLES=1` writes them anew.

use std::path::Path;
use std::{env, fs};

use rolefit::pack::Pack;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::cohort;
use crate::world::{World, rolefit};

const PEOPLE: u64 = 30;

/// The columns that a tool puts before the questions, with what they hold of a person: `#` is a number, `@` a name.
type Own = &'static [(&'static str, &'static str)];

/// How a tool writes answers.
#[derive(Clone, Copy)]
enum Wording {
    /// The labels of the scale, and the texts of options.
    Texts,
    /// The numbers of the scale, and the places of options from 1.
    Places,
    /// The same with the letters of a code before them.
    Codes(&'static str),
}

const NAMES: [&str; PEOPLE as usize] = [
    "Ada", "Bela", "Cleo", "Dora", "Emil", "Finn", "Gina", "Hugo", "Iris", "Jana", "Kofi", "Lena", "Milo", "Nora",
    "Omar", "Pia", "Quinn", "Rosa", "Sami", "Tara", "Udo", "Vera", "Wim", "Xenia", "Yara", "Zeno", "Amir", "Bea",
    "Carl", "Dina",
];

/// A table as a tool exports it: headers, and a row a person.
fn export(pack: &Pack, own: Own, wording: Wording, header: impl Fn(usize, &str) -> String) -> Vec<Vec<String>> {
    let questionnaire = pack.questionnaire();
    let statements = questionnaire.statements().map(|(_, statement)| statement.text.clone());
    let scenarios = questionnaire.scenarios().map(|(_, scenario)| scenario.first.prompt.clone());
    let texts: Vec<String> = statements.chain(scenarios).collect();
    let names = own.iter().map(|(name, _)| (*name).to_owned());
    let mut rows =
        vec![names.chain(texts.iter().enumerate().map(|(item, text)| header(item, text))).collect::<Vec<_>>()];
    for (seed, name) in (0..PEOPLE).zip(NAMES) {
        let of_tool = own.iter().map(|(_, cell)| {
            let minute = format!("{:02}", seed + 10);
            let cell = cell.replace('#', &(seed + 101).to_string()).replace('~', &minute);
            match cell.as_str() {
                "@" => name.to_owned(),
                _ => cell.replace('@', &format!("{}@", name.to_lowercase())),
            }
        });
        let answers = cohort::answers(pack, seed);
        let cells = answers.iter().enumerate().map(|(item, answer)| written(pack, wording, item, answer));
        rows.push(of_tool.chain(cells).collect());
    }
    rows
}

/// An answer as a tool writes it; who skips a question of a form leaves nothing.
fn written(pack: &Pack, wording: Wording, item: usize, answer: &str) -> String {
    if matches!(answer, "skip" | "") {
        return String::new();
    }
    let questionnaire = pack.questionnaire();
    let scenario = item.checked_sub(questionnaire.statements().count());
    let scenario = scenario.and_then(|item| questionnaire.scenarios().nth(item)).map(|(_, scenario)| scenario);
    let (place, text) = match scenario {
        Some(scenario) => {
            let place = scenario.options.iter().position(|option| option.id.as_str() == answer).unwrap();
            (place, scenario.options[place].text.clone())
        }
        None => {
            let place = (answer.parse::<i32>().unwrap() - questionnaire.scale.min) as usize;
            (place, questionnaire.scale.labels[place].clone())
        }
    };
    match wording {
        Wording::Texts => text,
        Wording::Places => (place + 1).to_string(),
        Wording::Codes(before) => format!("{before}{}", place + 1),
    }
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// Everything behind the person of each row.
fn without_people(table: &str) -> Vec<String> {
    table.lines().map(|row| row.split_once(',').unwrap().1.to_owned()).collect()
}

/// Scores an export in one command behind the form, and compares it with the plain table of the same answers.
fn walk(name: &str, bytes: &[u8], tool: &str, mapping: Option<&str>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/exports").join(name);
    if env::var_os("UPDATE_EXAMPLES").is_some() {
        fs::write(&path, bytes).unwrap();
    }
    assert!(fs::read(&path).is_ok_and(|kept| kept == bytes), "run UPDATE_EXAMPLES=1 cargo test --test cli survey_walk");
    let world = rolefit().pack("roles");
    let pack = cohort::load(&world, "roles");
    let form = rolefit().args(["questions", "--format", "csv"]).run();
    assert_eq!(form.code, Some(0), "the form");
    let plain = cohort::table(&pack, PEOPLE, ',').replace("skip", "");
    let plain = rolefit().file("plain.csv", &plain).args(["batch", "plain.csv"]).run();
    let args = ["batch", name, "-o", "scores.csv", "--each", "cards"].into_iter();
    let args = args.chain(mapping.map_or(&[][..], |_| &["--map", "map.toml"]).iter().copied());
    let world: World = rolefit().bytes(name, bytes).file("map.toml", mapping.unwrap_or_default()).args(args);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{tool}: {outcome}");
    assert!(outcome.stderr.contains(&format!("preset `{tool}`, columns for 102 of 102 items")), "{outcome}");
    assert!(outcome.stderr.contains("\n30 rows read: 30 scored\n"), "{outcome}");
    assert_eq!(without_people(&world.read("scores.csv")), without_people(&plain.stdout), "{tool}");
    assert_eq!(world.files().iter().filter(|file| file.starts_with("cards/")).count(), 30);
}

fn pack() -> Pack {
    cohort::load(&rolefit().pack("roles"), "roles")
}

#[test]
fn google_forms() {
    let own: Own = &[("Timestamp", "2024/05/01 1:~:19 PM GMT+2"), ("Email Address", "@example.org")];
    let in_grid = |item, text: &str| {
        if item < 40 { format!("How true is this of you? [{text}]") } else { text.to_owned() }
    };
    walk("google-forms.csv", &csv(&export(&pack(), own, Wording::Texts, in_grid)), "google-forms", None);
}

#[test]
fn microsoft_forms() {
    let own: Own = &[
        ("ID", "#"),
        ("Start time", "2024-05-01 13:~:00"),
        ("Completion time", "2024-05-01 14:~:19"),
        ("Email", "@example.org"),
        ("Name", "@"),
    ];
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2024, 5, 1).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    for (row, cells) in export(&pack(), own, Wording::Texts, |_, text| text.to_owned()).iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row as u32, column as u16, number).unwrap(),
                Err(_) => sheet.write_string(row as u32, column as u16, cell).unwrap(),
            };
        }
    }
    walk("microsoft-forms.xlsx", &book.save_to_buffer().unwrap(), "ms-forms", None);
}

#[test]
fn qualtrics() {
    let own: Own = &[
        ("StartDate", "2024-05-01 13:~:00"),
        ("EndDate", "2024-05-01 14:~:19"),
        ("Status", "0"),
        ("ResponseId", "R_#"),
        ("RecordedDate", "2024-05-01 14:~:20"),
    ];
    let mut rows = export(&pack(), own, Wording::Places, |_, text| text.to_owned());
    let tags = own.iter().map(|(name, _)| (*name).to_owned());
    let tags = tags.chain((own.len()..rows[0].len()).map(|column| format!("QID{column}"))).collect::<Vec<_>>();
    let imports = tags.iter().map(|tag| format!("{{\"ImportId\":\"{tag}\"}}")).collect();
    rows.insert(0, tags);
    rows.insert(2, imports);
    let mut preview = rows[3].clone();
    (preview[2], preview[3]) = ("1".to_owned(), "R_100".to_owned());
    rows.insert(3, preview);
    walk("qualtrics.csv", &csv(&rows), "qualtrics", None);
}

#[test]
fn limesurvey() {
    let own: Own = &[
        ("id. Response ID", "#"),
        ("submitdate. Date submitted", "2024-05-01 13:~:19"),
        ("lastpage. Last page", "4"),
        ("startlanguage. Start language", "en"),
    ];
    let rows = export(&pack(), own, Wording::Codes("AO0"), |item, text| format!("G01Q{item:02}. {text}"));
    let mapping = "codes = [\"AO01\", \"AO02\", \"AO03\", \"AO04\", \"AO05\"]\n";
    walk("limesurvey.csv", &csv(&rows), "limesurvey", Some(mapping));
}

#[test]
fn survey_monkey() {
    let own: Own = &[
        ("Respondent ID", "1140#"),
        ("Collector ID", "4221"),
        ("Start Date", "05/01/2024 01:~:00 PM"),
        ("End Date", "05/01/2024 02:~:19 PM"),
        ("IP Address", ""),
        ("Email Address", "@example.org"),
    ];
    let mut rows = export(&pack(), own, Wording::Texts, |_, text| text.to_owned());
    let second = (0..rows[0].len()).map(|column| if column < own.len() { "" } else { "Response" }.to_owned()).collect();
    rows.insert(1, second);
    walk("survey-monkey.csv", &csv(&rows), "survey-monkey", None);
}
