//! Exports shaped like those of five survey tools, from the same three people: whatever the tool, the answers are the same.

use std::fs;
use std::path::Path;

use rolefit::batch::dialect::{Asked, sniff};
use rolefit::batch::proposal::Proposal;
use rolefit::batch::sample::Sample;
use rolefit::batch::{Catalogue, Column, Layout};
use rolefit::load::mapping::{self, Mapping};
use rolefit::load::pack::from_texts;
use rolefit::load::preset::{PRESETS, Preset};
use rolefit::pack::Pack;
use rolefit::source::Source;

/// What each person chose, item by item in order of the questionnaire.
const CHOICES: [[Option<u16>; 7]; 3] = [
    [Some(4), Some(1), Some(3), Some(2), Some(0), Some(1), Some(0)],
    [Some(0), Some(4), Some(2), Some(3), Some(1), Some(0), None],
    [Some(2), None, Some(4), Some(0), Some(3), Some(2), Some(1)],
];

fn pack() -> Pack {
    from_texts([
        ("questionnaire.yaml", include_str!("packs/survey/questionnaire.yaml")),
        ("engineer.yaml", include_str!("packs/survey/engineer.yaml")),
    ])
    .expect("a sound pack")
}

fn export(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/responses").join(format!("{name}.csv"));
    fs::read(path).expect("an export")
}

fn read(head: &[u8], catalogue: &Catalogue<'_>, mapping: &mut Mapping) -> Sample {
    Sample::read(head, false, catalogue, mapping, Asked::default()).expect("a table")
}

fn cells(row: &[String]) -> Vec<&str> {
    row.iter().map(String::as_str).collect()
}

/// Reads every answer of every person.
fn choices(sample: &Sample, layout: &Layout, catalogue: &Catalogue<'_>) -> Vec<Vec<Option<u16>>> {
    let mut items: Vec<_> = layout.items().collect();
    items.sort_by_key(|(_, item)| *item);
    let people = sample.rows.iter().map(|row| cells(row)).filter(|row| !layout.skips(row));
    let choice = |row: &[&str], (column, item)| catalogue.read(item, row[column]).expect("an answer");
    people.map(|row| items.iter().map(|place| choice(&row, *place)).collect()).collect()
}

fn values(sample: &Sample, layout: &Layout, wanted: Column) -> Vec<String> {
    let Some(column) = layout.columns.iter().position(|column| *column == wanted) else { return Vec::new() };
    let people = sample.rows.iter().filter(|row| !layout.skips(&cells(row)));
    people.map(|row| row[column].clone()).collect()
}

#[test]
fn every_tool_exports_the_same_answers() {
    let pack = pack();
    for habits in &PRESETS {
        let mut mapping = Mapping { preset: Some(habits.preset), ..Mapping::default() };
        let catalogue = Catalogue::of(&pack, &mapping);
        let head = export(habits.name);
        let sample = read(&head, &catalogue, &mut mapping);
        assert_eq!(sniff(&head, &catalogue, &mapping, Asked::default()), Ok(sample.dialect), "{}", habits.name);
        assert_eq!(sample.dialect.header_rows, habits.header_rows);
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
    ] {
        let mut mapping = Mapping { preset: Some(preset), ..Mapping::default() };
        let catalogue = Catalogue::of(&pack, &mapping);
        let sample = read(&export(preset.habits().name), &catalogue, &mut mapping);
        let layout = sample.layout(&catalogue, &mapping).expect("a layout");
        assert_eq!(values(&sample, &layout, Column::Id), ids);
        assert_eq!(values(&sample, &layout, Column::Time).first().map(String::as_str), Some(time));
    }
}

#[test]
fn a_preview_of_the_survey_is_no_person() {
    let pack = pack();
    let mut mapping = Mapping { preset: Some(Preset::Qualtrics), ..Mapping::default() };
    let catalogue = Catalogue::of(&pack, &mapping);
    let sample = read(&export("qualtrics"), &catalogue, &mut mapping);
    let layout = sample.layout(&catalogue, &mapping).expect("a layout");
    let skipped: Vec<bool> = sample.rows.iter().map(|row| layout.skips(&cells(row))).collect();
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
fn without_a_word_about_the_tool_three_rows_of_headers_are_no_people() {
    let pack = pack();
    let mapping = Mapping::default();
    let catalogue = Catalogue::of(&pack, &mapping);
    let problem = sniff(&export("qualtrics"), &catalogue, &mapping, Asked::default()).expect_err("three rows");
    assert_eq!(problem.message, "row 3 looks like a header of Qualtrics (ImportId)");
    for name in ["google-forms", "ms-forms", "typeform", "limesurvey"] {
        let sample = read(&export(name), &catalogue, &mut mapping.clone());
        let layout = sample.layout(&catalogue, &mapping).expect("a layout");
        assert_eq!(choices(&sample, &layout, &catalogue), CHOICES, "{name}");
    }
}
