//! Mapping files, right and wrong: what loads, and how what does not is named.

use rolefit::diagnostic::Diagnostic;
use rolefit::load::mapping::{self, Mapping};
use rolefit::load::pack::from_texts;
use rolefit::load::preset::Preset;
use rolefit::source::Source;

use crate::packs;

const QUESTIONNAIRE: &str = include_str!("../packs/survey/questionnaire.yaml");
const ROLE: &str = include_str!("../packs/survey/engineer.yaml");

fn load(text: &str) -> Result<Mapping, Vec<Diagnostic>> {
    let pack = from_texts([("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", ROLE)]).expect("a sound pack");
    mapping::text(&Source::new("clients.toml", text), &pack)
}

fn findings(text: &str) -> String {
    packs::show(&load(text).expect_err("a finding"))
}

#[test]
fn everything_that_a_mapping_can_say_is_read() {
    let mapping = load(
        r#"
schema = 1
preset = "ms-forms"
header_rows = 2
delimiter = "tab"
encoding = "latin1"
ignore = ["Comments"]
missing = ["N/A", "keine Angabe"]
codes = ["A1", "A2"]
x-note = "from the spring cohort"

[person]
id = "Email"
name = "Name"
time = "Completion time"

[columns]
"My week" = "tempo-week"
"Alert\nat night" = "ops-alert"

[labels]
"ganz und gar" = 5
"gar nicht" = 1

[options.api-timeout]
"frag nach" = "a"

[missing_in]
tempo-week = ["99"]
"#,
    )
    .expect("a sound mapping");
    assert_eq!(mapping.codes, ["A1", "A2"]);
    assert_eq!(mapping.missing_in.values().flatten().collect::<Vec<_>>(), ["99"]);
    assert_eq!((mapping.preset, mapping.header_rows, mapping.delimiter), (Some(Preset::MsForms), Some(2), Some(b'\t')));
    assert_eq!(mapping.encoding.map(encoding_rs::Encoding::name), Some("windows-1252"));
    assert_eq!(mapping.person.id.as_deref(), Some("Email"));
    assert_eq!(mapping.columns["Alert\nat night"].as_str(), "ops-alert");
    assert_eq!(mapping.labels.values().copied().collect::<Vec<_>>(), [4, 0]);
    let (scenario, words) = mapping.options.first().expect("a scenario");
    assert_eq!((scenario.as_str(), words["frag nach"]), ("api-timeout", 0));
}

#[test]
fn everything_wrong_with_a_mapping_comes_at_once_and_in_file_order() {
    insta::assert_snapshot!(findings(
        r#"
delimiter = ";;"
encoding = "windows-1525"
header_rows = 0

[columns]
"My week" = "tempo-weak"
"Alert" = "alert"

[labels]
"ganz und gar" = 6

[options.tempo-week]
"ja" = "a"

[options.api-timeout]
"frag nach" = "d"
"#
    ), @r#"
    error[RF105] unknown-name: `;;` is no delimiter
      at clients.toml:2:13 `";;"`
      help: expected `,`, `;`, `|` or `tab`
    error[RF105] unknown-name: `windows-1525` is no encoding
      at clients.toml:3:12 `"windows-1525"`
      help: expected a name such as `windows-1252` or `utf-16le`
    error[RF103] illegal-number: `header_rows` is 0
      at clients.toml:4:15 `0`
      help: use a number from 1 to 9
    error[RF201] unknown-item: unknown item `tempo-weak`
      at clients.toml:7:13 `"tempo-weak"`
      help: an item with a similar id exists: `tempo-week`
    error[RF201] unknown-item: unknown item `alert`
      at clients.toml:8:11 `"alert"`
      help: the ids of all items are in the pack's `questionnaire.yaml`
    error[RF202] answer-outside-scale: `ganz und gar` = 6 is outside 1 to 5
      at clients.toml:11:18 `6`
      help: give the number of the scale that the label means
    error[RF203] unknown-option: `tempo-week` is a statement and has no options
      at clients.toml:13:10 `tempo-week`
      help: put the labels of all statements under `[labels]`
    error[RF203] unknown-option: `api-timeout` has no option `d`
      at clients.toml:17:15 `"d"`
      help: write `a`, `b` or `c`
    "#);
}

#[test]
fn unknown_keys_and_presets_offer_the_nearest_one() {
    insta::assert_snapshot!(findings("lables = {}\npreset = \"google-form\"\n[person]\nmail = \"x\"\n"), @r#"
    error[RF005] unknown-key: unknown key `lables` in the mapping file
      at clients.toml:1:1 `lables`
      note: keys of your own must begin with `x-`
      help: a key with a similar name exists: `labels`
    error[RF105] unknown-name: `preset` is `google-form`, expected `google-forms`, `ms-forms`, `typeform`, `qualtrics`, `limesurvey` or `survey-monkey`
      at clients.toml:2:10 `"google-form"`
      help: a similar name exists: `google-forms`
    error[RF005] unknown-key: unknown key `mail` in `person`
      at clients.toml:4:1 `mail`
      help: known keys: `id`, `name` and `time`
    "#);
}
