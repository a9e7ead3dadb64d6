//! Exports shaped like those of six survey tools, from the same three people: whatever the tool, the answers are the same.

use std::fs;
use std::path::Path;

use rolefit::load::files::PackLocation;
use rolefit::load::mapping::{self, Mapping};
use rolefit::load::pack::{from_texts, load};
use rolefit::load::preset::{PRESETS, Preset};
use rolefit::pack::Pack;
use rolefit::source::Source;
use rolefit::survey::dialect::{Record, StatedDialect};
use rolefit::survey::proposal::Proposal;
use rolefit::survey::sample::Sample;
use rolefit::survey::{Catalogue, ColumnMeaning, Item, Layout};

use proptest::prelude::*;

/// What each person chose, item by item in order of the questionnaire.
const CHOICES: [[Option<u16>; 7]; 3] = [
    [Some(4), Some(1), Some(3), Some(2), Some(0), Some(1), Some(0)],
    [Some(0), Some(4), Some(2), Some(3), Some(1), Some(0), None],
    [Some(2), None, Some(4), Some(0), Some(3), Some(2), Some(1)],
];

fn pack() -> Pack {
    from_texts([
        ("questionnaire.yaml", include_str!("../packs/survey/questionnaire.yaml")),
        ("engineer.yaml", include_str!("../packs/survey/engineer.yaml")),
    ])
    .expect("a sound pack")
}

fn export(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/responses").join(format!("{name}.csv"));
    fs::read(path).expect("an export")
}

fn read(head: &[u8], catalogue: &Catalogue<'_>, mapping: &mut Mapping) -> Sample {
    Sample::read(head, false, catalogue, mapping, StatedDialect::default()).expect("a table")
}

/// Reads every answer of every person.
fn choices(sample: &Sample, layout: &Layout, catalogue: &Catalogue<'_>) -> Vec<Vec<Option<u16>>> {
    let mut items: Vec<_> = layout.items().collect();
    items.sort_by_key(|(_, item)| *item);
    let people = sample.rows.iter().map(Record::cells).filter(|row| !layout.skips(row));
    let choice = |row: &[&str], (column, item)| catalogue.read(item, row[column]).expect("an answer");
    people.map(|row| items.iter().map(|place| choice(&row, *place)).collect()).collect()
}

fn values(sample: &Sample, layout: &Layout, wanted: ColumnMeaning) -> Vec<String> {
    let Some(column) = layout.columns.iter().position(|column| *column == wanted) else { return Vec::new() };
    let people = sample.rows.iter().filter(|row| !layout.skips(&row.cells()));
    people.map(|row| row.cells[column].to_owned()).collect()
}

#[test]
fn every_tool_exports_the_same_answers() {
    let pack = pack();
    for habits in &PRESETS {
        let mut mapping = Mapping { preset: Some(habits.preset), ..Mapping::default() };
        let catalogue = Catalogue::of(&pack, &mapping);
        let head = export(habits.name);
        let sample = read(&head, &catalogue, &mut mapping);
        let header_rows = match habits.preset {
            Preset::Qualtrics => 3,
            Preset::SurveyMonkey => 2,
            _ => 1,
        };
        assert_eq!(sample.dialect.header_rows, header_rows, "{}", habits.name);
        let layout = sample.layout(&catalogue, &mapping).expect("a layout");
        assert_eq!(choices(&sample, &layout, &catalogue), CHOICES, "{}", habits.name);
        assert!(layout.missing(&pack).is_empty());
    }
}

#[test]
fn every_tool_says_who_answered_and_when() {
    let pack = pack();
    for (preset, ids, time) in [
        (Preset::GoogleForms, ["ana@example.org", "ben@example.org", "chi@example.org"], "2024/05/01 1:28:19 PM GMT+2"),
        (Preset::MsForms, ["1", "2", "3"], "5/1/24 9:41:02"),
        (
            Preset::Typeform,
            ["hefupfubphvacf8sv12c", "odwdp4nzj1xg6m9l36od", "v2gcwk3yq8t0zr5bn7mx"],
            "2024-05-01 09:41:02",
        ),
        (Preset::Qualtrics, ["R_2xkVn3GfHq1Zb7P", "R_1Fq9sT4LmWc0y8d", "R_3oJ5pKz7UeXa2Br"], "2024-05-02 09:41:03"),
        (Preset::Limesurvey, ["11", "12", "13"], "2024-05-01 09:41:02"),
        (Preset::SurveyMonkey, ["11870001", "11870002", "11870003"], "05/01/2024 09:41:02 AM"),
    ] {
        let mut mapping = Mapping { preset: Some(preset), ..Mapping::default() };
        let catalogue = Catalogue::of(&pack, &mapping);
        let sample = read(&export(preset.habits().name), &catalogue, &mut mapping);
        let layout = sample.layout(&catalogue, &mapping).expect("a layout");
        assert_eq!(values(&sample, &layout, ColumnMeaning::Id), ids);
        assert_eq!(values(&sample, &layout, ColumnMeaning::Time).first().map(String::as_str), Some(time));
    }
}

#[test]
fn a_preview_of_the_survey_is_no_person() {
    let pack = pack();
    let mut mapping = Mapping { preset: Some(Preset::Qualtrics), ..Mapping::default() };
    let catalogue = Catalogue::of(&pack, &mapping);
    let sample = read(&export("qualtrics"), &catalogue, &mut mapping);
    let layout = sample.layout(&catalogue, &mapping).expect("a layout");
    let skipped: Vec<bool> = sample.rows.iter().map(|row| layout.skips(&row.cells())).collect();
    assert_eq!(skipped, [true, false, false, false]);
}

#[test]
fn every_tool_is_told_by_its_columns_and_the_proposal_reads_back_as_the_same_layout() {
    let pack = pack();
    for habits in &PRESETS {
        let mut mapping = Mapping::default();
        let catalogue = Catalogue::of(&pack, &mapping);
        let head = export(habits.name);
        let sample = read(&head, &catalogue, &mut mapping);
        assert_eq!(mapping.preset, Some(habits.preset));
        let layout = sample.layout(&catalogue, &mapping).expect("a layout");
        let text = Proposal::of(&sample, &mapping, &catalogue, true).to_toml("export.csv");
        let mut again = mapping::text(&Source::new("export.toml", text.as_str()), &pack)
            .unwrap_or_else(|findings| panic!("{text}\n{findings:?}"));
        assert_eq!(again.columns.len(), 7);
        let catalogue = Catalogue::of(&pack, &again);
        let sample = read(&head, &catalogue, &mut again);
        assert_eq!(sample.layout(&catalogue, &again).expect("a layout").columns, layout.columns, "{text}");
    }
}

#[test]
fn without_a_word_about_the_tool_every_answer_is_read() {
    let pack = pack();
    let mapping = Mapping::default();
    let catalogue = Catalogue::of(&pack, &mapping);
    for name in PRESETS.iter().map(|habits| habits.name) {
        let mut mapping = mapping.clone();
        let sample = read(&export(name), &catalogue, &mut mapping);
        let layout = sample.layout(&catalogue, &mapping).expect("a layout");
        assert_eq!(choices(&sample, &layout, &catalogue), CHOICES, "{name}");
    }
}

/// What survey tools and spreadsheets do to a text on its way.
fn dresses(text: &str) -> [String; 7] {
    [
        text.to_owned(),
        format!("\u{a0}{text}\u{200b} "),
        text.to_uppercase(),
        format!("<p><strong>{text}</strong></p>"),
        text.replace(' ', "\r\n"),
        text.replace('\'', "\u{2019}").replace('-', "\u{2011}"),
        text.replace('&', "&amp;").trim_end_matches('.').to_owned(),
    ]
}

#[test]
fn every_question_and_every_answer_of_the_shipped_pack_is_known_in_every_dress() {
    let pack = load(&PackLocation::BuiltIn).expect("a sound pack");
    let mapping = Mapping::default();
    let catalogue = Catalogue::of(&pack, &mapping);
    let questionnaire = pack.questionnaire();
    let texts = questionnaire.statements().map(|(_, statement)| &statement.text);
    let texts = texts.chain(questionnaire.scenarios().map(|(_, scenario)| &scenario.first.prompt));
    for (item, text) in catalogue.items().zip(texts) {
        for header in dresses(text).iter().chain(&[format!("Q7. {text} (2)"), format!("Grid [{text}]")]) {
            let layout = Layout::of(&[header], &catalogue, &mapping).expect("a layout");
            assert_eq!(layout.columns, [ColumnMeaning::Item(item)], "{header}");
        }
    }
    for (index, (_, scenario)) in questionnaire.scenarios().enumerate() {
        for (choice, option) in (0..).zip(&scenario.options) {
            let marked = [format!("{}) {}", option.id, option.text), format!("{}. {}", choice + 1, option.text)];
            for cell in dresses(&option.text).iter().chain(&marked) {
                assert_eq!(catalogue.read(Item::Scenario(index), cell), Ok(Some(choice)), "{cell}");
            }
        }
    }
    for (choice, label) in (0..).zip(&questionnaire.scale.labels) {
        for cell in
            dresses(label).iter().chain(&[format!("{} - {label}", choice + 1), format!("{label} ({})", choice + 1)])
        {
            assert_eq!(catalogue.read(Item::Statement(0), cell), Ok(Some(choice)), "{cell}");
        }
    }
}

/// Texts with a taste for what survey tools and their users write.
fn scrawl() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[ -~]{0,6}",
        "\\PC{0,4}",
        Just("strongly agree".to_owned()),
        Just("Leave it.".to_owned()),
        Just("tempo-week".to_owned()),
        Just("I plan my week before it begins.".to_owned()),
        prop::sample::select(vec![
            "<p>", "&nbsp;", "&#x", "[", "]", "(2)", "5 - ", "b) ", " - ", "Q3: ", "\u{200b}", ";", "-", "4,0"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..6).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn no_header_and_no_cell_breaks_anything(header in scrawl(), cell in scrawl()) {
        let pack = pack();
        for habits in &PRESETS {
            let mapping = Mapping { preset: Some(habits.preset), ..Mapping::default() };
            let catalogue = Catalogue::of(&pack, &mapping);
            let _ = Layout::of(&[&header, "ops-alert"], &catalogue, &mapping);
            for item in catalogue.items() {
                if let Err(reason) = catalogue.read(item, &cell) {
                    let start = format!("`{}`: ", catalogue.id(item));
                    prop_assert!(reason.starts_with(&start), "{reason}");
                    prop_assert!(!reason.contains(['\n', '\u{1b}', '\u{202e}']), "{reason}");
                }
            }
        }
    }

    #[test]
    fn a_proposal_reads_back_whatever_the_headers_are(headers in prop::collection::vec(scrawl(), 1..6), cell in scrawl()) {
        let pack = pack();
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let header: Vec<String> = headers.iter().map(|header| quoted(header)).collect();
        let table = format!("{},tempo-turns,api-timeout\n{}{},{}\n", header.join(","), ",".repeat(headers.len()), quoted(&cell), quoted(&cell));
        let mut mapping = Mapping::default();
        let catalogue = Catalogue::of(&pack, &mapping);
        let sample = Sample::read(table.as_bytes(), false, &catalogue, &mut mapping, StatedDialect { delimiter: Some(b','), encoding: None });
        let Ok(sample) = sample else { return Ok(()) };
        let text = Proposal::of(&sample, &mapping, &catalogue, true).to_toml("export.csv");
        let again = mapping::text(&Source::new("export.toml", text.as_str()), &pack);
        prop_assert!(again.is_ok(), "{text}\n{again:?}");
        let again = again.expect("a mapping");
        if let Ok(layout) = sample.layout(&catalogue, &mapping) {
            let other = sample.layout(&Catalogue::of(&pack, &again), &again).expect("a layout");
            // A header that holds an id or a text with more around it is offered, where nothing was recognised.
            let is_kept = |(found, column): (&ColumnMeaning, &ColumnMeaning)| found == column || *column == ColumnMeaning::Other;
            prop_assert!(other.columns.iter().zip(&layout.columns).all(is_kept), "{text}");
        }
    }
}
