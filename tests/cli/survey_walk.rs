//! The way of a coach: a form, what a survey tool exports of it, results. In at most three commands for each tool.

use rolefit::pack::Pack;
use rust_xlsxwriter::Workbook;

use crate::cohort;
use crate::world::{World, rolefit};

const PEOPLE: u64 = 30;

/// The columns that a tool puts before the questions, with what they hold of a person: `#` is a number, `@` an address.
type Own = &'static [(&'static str, &'static str)];

/// A table as a tool exports it: headers, and a row a person.
fn export(pack: &Pack, own: Own, header: impl Fn(usize, &str) -> String) -> Vec<Vec<String>> {
    let questionnaire = pack.questionnaire();
    let statements = questionnaire.statements().map(|(_, statement)| statement.text.clone());
    let scenarios = questionnaire.scenarios().map(|(_, scenario)| scenario.first.prompt.clone());
    let texts: Vec<String> = statements.chain(scenarios).collect();
    let first = questionnaire.statements().count();
    let names = own.iter().map(|(name, _)| (*name).to_owned());
    let mut rows =
        vec![names.chain(texts.iter().enumerate().map(|(item, text)| header(item, text))).collect::<Vec<_>>()];
    for seed in 0..PEOPLE {
        let of_tool = own.iter().map(|(_, cell)| {
            cell.replace('#', &(seed + 101).to_string()).replace('@', &format!("{}@example.org", cohort::id(seed)))
        });
        let cells = cohort::answers(pack, seed).into_iter().enumerate().map(|(item, answer)| {
            let scenario = item.checked_sub(first).and_then(|item| questionnaire.scenarios().nth(item));
            let option = scenario.and_then(|(_, it)| it.options.iter().find(|option| option.id.as_str() == answer));
            option.map_or_else(|| if answer == "skip" { String::new() } else { answer.clone() }, |it| it.text.clone())
        });
        rows.push(of_tool.chain(cells).collect());
    }
    rows
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
fn walk(name: &str, bytes: &[u8], tool: &str) {
    let world = rolefit().pack("roles");
    let pack = cohort::load(&world, "roles");
    let form = rolefit().args(["questions", "--format", "csv"]).run();
    assert_eq!(form.code, Some(0), "the form");
    let plain = cohort::table(&pack, PEOPLE, ',').replace("skip", "");
    let plain = rolefit().file("plain.csv", &plain).args(["batch", "plain.csv"]).run();
    let world: World = rolefit().bytes(name, bytes).args(["batch", name, "-o", "scores.csv", "--each", "cards"]);
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
    let own: Own = &[("Timestamp", "2024/05/01 1:28:19 PM GMT+2"), ("Email Address", "@")];
    let rows =
        export(
            &pack(),
            own,
            |item, text| {
                if item < 40 { format!("How true is this of you? [{text}]") } else { text.to_owned() }
            },
        );
    walk("responses.csv", &csv(&rows), "google-forms");
}

#[test]
fn microsoft_forms() {
    let own: Own = &[
        ("ID", "#"),
        ("Start time", "2024-05-01 13:20:00"),
        ("Completion time", "2024-05-01 13:28:19"),
        ("Email", "anonymous"),
        ("Name", ""),
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in export(&pack(), own, |_, text| text.to_owned()).iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row as u32, column as u16, number).unwrap(),
                Err(_) => sheet.write_string(row as u32, column as u16, cell).unwrap(),
            };
        }
    }
    walk("responses.xlsx", &book.save_to_buffer().unwrap(), "ms-forms");
}

#[test]
fn qualtrics() {
    let own: Own = &[
        ("StartDate", "2024-05-01 13:20:00"),
        ("EndDate", "2024-05-01 13:28:19"),
        ("Status", "IP Address"),
        ("ResponseId", "R_#"),
        ("RecordedDate", "2024-05-01 13:28:20"),
    ];
    let mut rows = export(&pack(), own, |_, text| text.to_owned());
    let tags = own.iter().map(|(name, _)| (*name).to_owned());
    let tags = tags.chain((own.len()..rows[0].len()).map(|column| format!("QID{column}"))).collect::<Vec<_>>();
    let imports = tags.iter().map(|tag| format!("{{\"ImportId\":\"{tag}\"}}")).collect();
    rows.insert(0, tags);
    rows.insert(2, imports);
    walk("export.csv", &csv(&rows), "qualtrics");
}

#[test]
fn limesurvey() {
    let own: Own = &[
        ("id. Response ID", "#"),
        ("submitdate. Date submitted", "2024-05-01 13:28:19"),
        ("lastpage. Last page", "4"),
        ("startlanguage. Start language", "en"),
    ];
    let rows = export(&pack(), own, |item, text| format!("G01Q{item:02}. {text}"));
    walk("results.csv", &csv(&rows), "limesurvey");
}

#[test]
fn survey_monkey() {
    let own: Own = &[
        ("Respondent ID", "1140#"),
        ("Collector ID", "4221"),
        ("Start Date", "05/01/2024 01:20:00 PM"),
        ("End Date", "05/01/2024 01:28:19 PM"),
        ("IP Address", ""),
        ("Email Address", ""),
    ];
    let mut rows = export(&pack(), own, |_, text| text.to_owned());
    let second = (0..rows[0].len()).map(|column| if column < own.len() { "" } else { "Response" }.to_owned()).collect();
    rows.insert(1, second);
    walk("survey.csv", &csv(&rows), "survey-monkey");
}
