//! Answers files, right and wrong, in TOML, YAML and JSON: what loads is the same in each, what does not is named.

use std::fs;
use std::path::Path;

use rolefit::answers::{Answers, FormKind, NoticeCode, items_digest};
use rolefit::diagnostic::Diagnostic;
use rolefit::load::{AnswersFormat, Format, answers, pack::from_texts, read};
use rolefit::pack::{Chosen, Pack, Parallel};
use rolefit::source::Source;

use crate::packs;

const QUESTIONNAIRE: &str = include_str!("../packs/worked-example/questionnaire.yaml");
const ROLE: &str = include_str!("../packs/worked-example/engineer.yaml");
/// A second role, which asks for one dimension and one area only.
const PILOT: &str = "id: pilot
title: Pilot
work_style:
  focus: { target: moderate concentrator, weight: 100 }
competency:
  ops: { weight: 100, need: 75 }
";

const TOML: &str = r#"schema = 1
questionnaire = "worked-example@1.0.0"

[person]
id = "Mia"

[form]
kind = "short"
seed = 7

[answers]
focus-1 = 1
focus-5 = 5
tempo-1 = "skip"
tempo-4 = 2
api-1 = "b"
ops-2 = "skip"
ops-3 = "d"
"#;
const YAML: &str = r"schema: 1
questionnaire: worked-example@1.0.0
person: { id: Mia }
form: { kind: short, seed: 7 }
answers:
  focus-1: 1
  focus-5: 5
  tempo-1: skip
  tempo-4: 2
  api-1: b
  ops-2: skip
  ops-3: d
";
const JSON: &str = r#"{
  "schema": 1,
  "questionnaire": "worked-example@1.0.0",
  "person": { "id": "Mia" },
  "form": { "kind": "short", "seed": 7 },
  "answers": {
    "focus-1": 1, "focus-5": 5, "tempo-1": "skip", "tempo-4": 2,
    "api-1": "b", "ops-2": "skip", "ops-3": "d"
  }
}
"#;
const SAME: [(&str, &str); 3] = [("file.toml", TOML), ("file.yaml", YAML), ("file.json", JSON)];

fn pack() -> Pack {
    let texts = [("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", ROLE), ("pilot.yaml", PILOT)];
    from_texts(texts).expect("sound")
}

/// Writes an answers file and loads it; findings speak of it by its name alone.
fn load(name: &str, content: impl AsRef<[u8]>) -> Result<Answers, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, content).expect("written");
    answers::file(&path, None, &pack()).map_err(|findings| show(&findings, folder.path()))
}

fn show(findings: &[Diagnostic], folder: &Path) -> String {
    packs::show(findings).replace(&format!("{}/", read::display_name(folder)), "")
}

/// Loads files that are wrong, each on its own, and shows the findings about all of them.
fn findings<'a>(files: impl IntoIterator<Item = (&'a str, impl AsRef<[u8]>)>) -> String {
    files.into_iter().map(|(name, content)| load(name, content).expect_err("something is wrong")).collect()
}

fn notices(name: &str, content: &str) -> String {
    let answers = load(name, content).expect("legal");
    answers.notices.iter().map(|notice| format!("{}: {}\n{:?}\n", notice.code, notice.message, notice.about)).collect()
}

#[test]
fn the_same_answers_load_alike_in_every_format() {
    let [toml, yaml, json] = SAME.map(|(name, text)| format!("{:#?}", load(name, text).expect("legal")));
    assert_eq!(toml, yaml);
    assert_eq!(toml, json);
    assert_eq!(toml, format!("{:#?}", load("file.YML", YAML).expect("legal")));

    let answers = load("file.toml", TOML).expect("legal");
    let responses = &answers.responses;
    assert_eq!(answers.person, "Mia");
    assert_eq!((answers.form.kind, answers.form.seed), (FormKind::Short(Vec::new()), Some(7)));
    // In steps above the lowest response, which is 1.
    let places = |chosen: &[Option<Chosen>]| chosen.iter().map(|chosen| chosen.map(Chosen::place)).collect::<Vec<_>>();
    assert_eq!(places(&responses.statements[..5]), [Some(0), None, None, None, Some(4)]);
    assert_eq!(places(&responses.statements[5..]), [None, None, None, Some(1), None]);
    assert_eq!(places(&responses.scenarios), [Some(1), None, None, None, None, Some(3)]);
    // The short form leaves out api-3 and ops-3. The latter was answered all the same: it stands in for ops-2, which was not.
    assert_eq!(responses.scenarios_presented, [true, true, false, true, false, true]);
    assert!(answers.notices.is_empty());
}

#[test]
fn a_byte_order_mark_and_crlf_load_as_if_absent() {
    for (name, text) in SAME {
        let marked = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let [plain, marked] = [text, &marked].map(|text| format!("{:?}", load(name, text).expect("legal")));
        assert_eq!(plain, marked, "{name}");
    }
}

#[test]
fn a_mark_and_crlf_leave_the_places_of_findings_alone() {
    for (name, text) in SAME {
        let wrong = text.replace("tempo-4", "tempo-44");
        let marked = format!("\u{feff}{}", wrong.replace('\n', "\r\n"));
        assert_eq!(findings([(name, &wrong)]), findings([(name, &marked)]), "{name}");
    }
}

#[test]
fn skip_null_and_empty_texts_are_missing_answers() {
    let files = [
        ("file.toml", "[answers]\nfocus-1 = \"skip\"\nfocus-2 = \"\"\napi-1 = 'skip'\napi-2 = \"\"\n"),
        ("file.yaml", "answers: { focus-1: skip, focus-2: ~, focus-3: null, focus-4: , api-1: \"skip\", api-2: ~ }\n"),
        (
            "file.json",
            r#"{"answers": {"focus-1": "skip", "focus-2": null, "api-1": "skip", "api-2": null, "api-3": ""}}"#,
        ),
    ];
    for (name, text) in files {
        let answers = load(name, text).expect("legal");
        assert_eq!(answers.responses.progress(), (16, 0), "{name}");
        assert_eq!(answers.skipped.into_iter().collect::<Vec<_>>(), ["api-1", "focus-1"], "{name}");
    }
}

#[test]
fn an_answer_to_what_was_not_asked_counts_as_asked_and_a_skip_does_not() {
    let form = "form: { kind: roles, roles: [pilot] }";
    let answers = "answers: { tempo-4: skip, tempo-5: 3, api-1: skip, api-3: a }";
    let responses = load("file.yaml", format!("{form}\n{answers}\n")).expect("legal").responses;
    assert_eq!(responses.statements_presented[5..], [false, false, false, false, true]);
    assert_eq!(responses.scenarios_presented, [false, false, true, true, true, true]);
}

#[test]
fn a_person_without_an_id_is_named_after_the_file() {
    for (name, text) in [("mia.b.toml", "answers = {}"), ("mia.b.yaml", "person: {}\nanswers: {}")] {
        assert_eq!(load(name, text).expect("legal").person, "mia.b");
    }
    assert_eq!(load("mia.json", r#"{"person": {"id": "Jo"}, "answers": {}}"#).expect("legal").person, "Jo");
    let source = Source::new("<stdin>", "[answers]\n");
    assert_eq!(answers::text(&source, Format::Toml, "stdin", &pack()).expect("legal").person, "stdin");
}

#[test]
fn everything_wrong_with_answers_comes_at_once_and_in_file_order() {
    let toml = "[answers]\nops-9 = 'a'\nfocus-1 = 6\napi-1 = 'e'\nfocus-2 = 'agree'\nfocus-3 = 3.0\nfocus-4 = true
focus-5 = [3]\napi-2 = ['a']\napi-3 = 2\nnonsense = 1\ntempo-1 = 1979-05-27\ntempo-2 = 99999999999999999999
tempo-3 = {a = 1}\napi-2x = 'a'\n[form]\nkind = 'roles'\nroles = ['piloot']\n";
    let yaml = "answers:\n  ops-9: a\n  focus-1: 0\n  api-1: A\n  focus-2: '3'\n  focus-3: 2.5\n  focus-4: true
  focus-5:\n    - 3\n  api-2: { a: b }\n  api-3: true\n  nonsense: 1\n  tempo-1: .nan
  tempo-2: 99999999999999999999\n  tempo-3: -1e300\nform: { kind: roles, roles: [piloot] }\n";
    let json = r#"{"form": {"kind": "roles", "roles": ["piloot"]},
 "answers": {"ops-9": "a", "focus-1": -1, "api-1": "e", "focus-2": "3", "focus-3": 1e0, "focus-4": false,
  "focus-5": [3, [4]], "api-2": {"a": {}}, "api-3": 2.5, "nonsense": null, "tempo-2": 99999999999999999999}}"#;
    insta::assert_snapshot!(findings([("file.toml", toml)]));
    insta::assert_snapshot!(findings([("file.yaml", yaml)]));
    insta::assert_snapshot!(findings([("file.json", json)]));
}

#[test]
fn an_answer_through_an_alias_is_shown_where_it_is_used() {
    insta::assert_snapshot!(findings([("file.yaml", "answers: { focus-1: &x 9, focus-2: *x, focus-3: *x }")]));
}

#[test]
fn a_long_file_keeps_its_places() {
    let mut lines: Vec<_> = (0..100).map(|number| format!("  x{number}: 1\n")).collect();
    lines.push("  focus-1: 9\n".to_owned());
    let shown = findings([("file.yaml", format!("answers:\n{}", lines.concat()))]);
    for (line, place) in [(2, "3 `x0`"), (66, "3 `x64`"), (101, "3 `x99`"), (102, "12 `9`")] {
        assert!(shown.contains(&format!("at file.yaml:{line}:{place}\n")), "line {line} of {shown}");
    }
    assert_eq!(shown.matches("error[").count(), 101);
}

#[test]
fn a_key_that_stands_twice_is_shown_in_every_format() {
    let toml = "[answers]\nfocus-1 = 3\nfocus-2 = 1\n\"focus-1\" = 4\n[answers]\n";
    let yaml = "answers:\n  focus-1: 3\n  focus-2: 1\n  'focus-1': 4\nanswers: {}\n";
    let json = "{\"answers\": {\"focus-1\": 3,\n\"focus-2\": 1,\n\"focus-\\u0031\": 4}, \"answers\": {}}";
    insta::assert_snapshot!(findings([("file.toml", toml), ("file.yaml", yaml), ("file.json", json)]));
}

#[test]
fn a_file_without_content_is_empty() {
    let files = [
        ("a.toml", ""),
        ("b.yaml", " \r\n\n"),
        ("c.json", "\u{feff}"),
        ("d.toml", "# nothing\n"),
        ("e.yaml", "# nothing\n"),
        ("f.yaml", "---\n"),
        ("g.json", "null"),
    ];
    insta::assert_snapshot!(findings(files));
}

#[test]
fn a_file_without_answers_or_of_another_shape_is_named() {
    let files = [
        ("a.toml", "[answer]\nfocus-1 = 3\n"),
        ("b.yaml", "focus-1: 3\n"),
        ("c.json", "{}"),
        ("d.json", "[3, 3]"),
        ("e.toml", "answers = 'none'\n"),
        ("f.yaml", "answers:\n"),
        ("g.yaml", "answers: { [a]: 1 }\nperson: Mia\n"),
    ];
    insta::assert_snapshot!(findings(files));
}

#[test]
fn unknown_keys_offer_the_nearest_one() {
    let toml = "persn = 1\n[answers]\n[person]\nname = 'Mia'\n[form]\nrole = []\n";
    insta::assert_snapshot!(findings([("file.toml", toml)]));
}

#[test]
fn keys_of_ones_own_begin_with_x_and_stand_at_the_top() {
    load("file.toml", "x-note = [1, {a = 1979-05-27}]\n[answers]\n").expect("legal");
    load("file.yaml", "x-note: { [a]: ~ }\nanswers: {}\n").expect("legal");
    load("file.json", r#"{"x-note": [1, {"a": null}], "answers": {}}"#).expect("legal");
    insta::assert_snapshot!(findings([
        ("file.yaml", "answers: { x-note: 1 }"),
        ("file.toml", "answers={}\nform.x-a=1")
    ]));
}

#[test]
fn values_of_another_type_are_named_by_their_route() {
    let toml = ["questionnaire = 7", "person.id = 7", "form.seed = -1", "form.kind = 'ful'", "schema = '1'"];
    let toml = toml.map(|line| ("file.toml", format!("{line}\n[answers]\n")));
    let yaml = ["person: { id: [a] }", "form: { seed: 0.5 }", "form: { seed: -1, roles: pilot }", "schema: -1"];
    let yaml = yaml.map(|line| ("file.yaml", format!("{line}\nanswers: {{}}\n")));
    let json = [r#""questionnaire": {}"#, r#""person": {"id": 7}"#, r#""form": {"seed": -1, "kind": null}"#];
    let json = json.map(|entry| ("file.json", format!("{{\"answers\": {{}},\n{entry}}}")));
    insta::assert_snapshot!(findings(toml.into_iter().chain(yaml).chain(json)));
    // Quotes around a name of digits are not asked for in YAML.
    assert_eq!(load("file.yaml", "person: { id: 7 }\nanswers: {}").expect("legal").person, "7");
}

#[test]
fn answers_to_another_questionnaire_are_refused() {
    let toml = TOML.replace("worked-example", "other-example");
    insta::assert_snapshot!(findings([("file.toml", toml.as_str()), ("b.yaml", "questionnaire: x\nanswers: {}")]));
}

#[test]
fn answers_to_another_version_are_taken_with_a_notice() {
    let toml = TOML.replace("@1.0.0", "@0.9.0").replace("focus-5 = 5", "focus-7 = 99\nold-1 = 'x'");
    insta::assert_snapshot!(notices("file.toml", &toml));
    assert_eq!(load("file.toml", &toml).expect("legal").responses.statements[0], Chosen::new(0));
    // The id alone names no version, and what is known must still be legal.
    assert_eq!(notices("file.toml", &TOML.replace("@1.0.0", "")), "");
    insta::assert_snapshot!(findings([("file.toml", toml.replace("focus-1 = 1", "focus-1 = 9"))]));
}

#[test]
fn a_form_says_which_items_were_presented() {
    let presented = |form: &str| {
        let answers = load("file.yaml", format!("form: {form}\nanswers: {{}}")).expect("legal");
        let shown = |flags: &[bool]| flags.iter().map(|flag| if *flag { 'x' } else { '.' }).collect::<String>();
        let (statements, scenarios) = (&answers.responses.statements_presented, &answers.responses.scenarios_presented);
        format!("{:?} {} {}", answers.form.kind, shown(statements), shown(scenarios))
    };
    assert_eq!(presented("~"), "Full xxxxxxxxxx xxxxxx");
    assert_eq!(presented("{}"), "Full xxxxxxxxxx xxxxxx");
    assert_eq!(presented("{ kind: full, seed: 3 }"), "Full xxxxxxxxxx xxxxxx");
    assert_eq!(presented("{ kind: short }"), "Short([]) xxxxxxxxxx xx.xx.");
    assert_eq!(presented("{ kind: short, roles: [pilot] }"), "Short([Id(\"pilot\")]) xxxxx..... ...xx.");
    assert_eq!(presented("{ kind: roles, roles: [pilot] }"), "Roles([Id(\"pilot\")]) xxxxx..... ...xxx");
    let both = "Roles([Id(\"pilot\"), Id(\"engineer\")]) xxxxxxxxxx xxxxxx";
    assert_eq!(presented("{ kind: roles, roles: [pilot, engineer] }"), both);
}

#[test]
fn a_form_for_roles_names_roles_of_the_pack() {
    let yaml = "form: { kind: roles, roles: [engineer, engeneer, cook] }\nanswers: {}";
    insta::assert_snapshot!(findings([("a.yaml", yaml), ("b.toml", "[form]\nkind = 'roles'\n[answers]\n")]));
}

#[test]
fn other_wordings_of_the_items_are_noticed() {
    let with_digest = |digest: &str| TOML.replace("seed = 7", &format!("items_digest = '{digest}'"));
    let answers = load("file.toml", with_digest("00")).expect("legal");
    assert_eq!(answers.notices[0].code, NoticeCode::ItemsChanged);
    insta::assert_snapshot!(notices("file.toml", &with_digest("00")));
    assert_eq!(
        notices(
            "file.toml",
            &with_digest(&items_digest(pack().questionnaire(), &pack().questionnaire().parallels(Parallel::A)))
        ),
        ""
    );
}

#[test]
fn a_newer_schema_hides_everything_else() {
    let files =
        [("a.toml", "schema = 2\nanything = 'goes'"), ("b.yaml", "schema: 3\n"), ("c.json", r#"{"schema": 9}"#)];
    insta::assert_snapshot!(findings(files));
}

#[test]
fn several_syntax_errors_of_a_toml_file_come_in_file_order() {
    let toml = "[answers]\nfocus-1 = \nfocus-2 = skip\nfocus-3 4\nfocus-4 = 'a\nöde = 1\nfocus-5 = 1 2\n[person\n";
    insta::assert_snapshot!(findings([("file.toml", toml)]));
}

#[test]
fn a_syntax_error_of_a_yaml_or_json_file_has_its_place() {
    let yaml = [
        "answers:\n  focus-1: 3\n focus-2: 3",
        "answers: { focus-1: 3",
        "answers: { focus-1: *x }",
        "# ééééé\nanswers: { focus-1:, api-1: a }",
    ];
    let json = ["{\"é\": 1,\n\"é\", 2}", "{\"answers\": {\n\"focus-1\": 3,}}", "{'a': 1}", "{\"answers\": {}}\n{}"];
    let json = json.iter().chain(&["{\"answers\": {\"focus-1\":", "{\"x-a\": \"\\ud83d\"}"]);
    let (yaml, json) = (yaml.iter().map(|text| ("file.yaml", text)), json.map(|text| ("file.json", text)));
    insta::assert_snapshot!(findings(yaml.chain(json)));
}

#[test]
fn a_number_however_far_from_the_scale_is_outside_of_it() {
    for number in [0, 6, 101, 256, 257, i64::from(i32::MAX) + 2, i64::MAX, i64::MIN] {
        let found = load("file.json", format!("{{\"answers\": {{\"focus-1\": {number}}}}}")).expect_err("no response");
        assert!(found.contains(&format!("`focus-1` = {number} is outside 1 to 5")), "{found}");
    }
}

#[test]
fn json_that_no_yaml_reader_would_take_is_json_all_the_same() {
    let (name, blanks) = ("k".repeat(2000), " ".repeat(2000));
    let note = format!("\t\"x-{name}\"{blanks}: [\"\u{7f}\\/\\ud83d\\ude00\\\\\"]");
    let answers = load("file.json", format!("{{{note},\n\"answers\"\n:\t{{\"focus-1\":3 }}}}")).expect("legal");
    assert_eq!(answers.responses.statements[0], Chosen::new(2));
}

#[test]
fn a_tab_that_indents_yaml_is_shown() {
    let after =
        ["answers:\n\tfocus-1: 3", "answers:\n  focus-1: 3\n\tfocus-2: 3", "answers:\n  api-1: 'a'\n  \tapi-2: b"];
    insta::assert_snapshot!(findings(after.map(|text| ("file.yaml", text))));
    load("file.yaml", "answers:\n  focus-1:\t3\t# three\n").expect("a tab between words is no indentation");
    load("file.json", "{\n\t\"answers\": {\n\t\t\"focus-1\": 3\n\t}\n}").expect("JSON has no indentation");
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let utf16: Vec<u8> = "\u{feff}[answers]\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big_endian: Vec<u8> = "\u{feff}[answers]\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let files: [(&str, &[u8]); 4] = [
        ("a.toml", &utf16),
        ("b.yaml", &big_endian),
        ("c.yaml", b"person:\n  id: Ren\xe9\nanswers: {}"),
        ("d.json", b"{\"answers\":\n{}}\0"),
    ];
    insta::assert_snapshot!(findings(files));
}

#[test]
fn a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read() {
    let padded = |bytes: usize| format!("{TOML}#{}", "-".repeat(bytes - TOML.len() - 1));
    assert_eq!(load("file.toml", padded(read::MAX_BYTES)).expect("legal").person, "Mia");
    insta::assert_snapshot!(findings([("file.toml", padded(read::MAX_BYTES + 1))]));
}

#[test]
fn hostile_yaml_is_refused_without_a_hang() {
    let bomb: String = (1..60)
        .map(|level| format!("x-{level}: &l{level} [{}]\n", vec![format!("*l{}", level - 1); 9].join(", ")))
        .collect();
    let bomb = format!("x-0: &l0 lol\n{bomb}answers: {{ focus-1: *l59 }}\n");
    let cycle = "answers: &a { focus-1: *a }\n".to_owned();
    insta::assert_snapshot!(findings([("bomb.yaml", bomb), ("cycle.yaml", cycle)]));
}

#[test]
fn of_a_file_of_nothing_but_faults_the_first_are_reported() {
    let pack = from_texts([("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", ROLE)]).expect("sound");
    let numbered = |line: fn(usize) -> String| (0..10_100).map(line).collect::<String>();
    for text in [
        "x-a:\n".to_owned() + &"- !t 1\n".repeat(10_100),
        "x-a: \"".to_owned() + &"\u{2028}".repeat(10_100) + "\"\n",
        "answers:\n".to_owned() + &"  focus-1: 1\n".repeat(10_100),
        numbered(|number| format!("answerz{number}: 1\n")) + "answers: {}\n",
        "answers:\n".to_owned() + &numbered(|number| format!("  item-{number}: 1\n")),
        "answers:\n".to_owned() + &numbered(|number| format!("  item-{number}: {{}}\n")),
    ] {
        let found = answers::text(&Source::new("a.yaml", text), Format::Yaml, "a", &pack).expect_err("refused");
        assert_eq!(found.len(), 10_001);
        assert_eq!(
            found.iter().filter(|finding| finding.message == "10000 problems; reading stopped there").count(),
            1
        );
    }
}

#[test]
fn aliases_to_long_texts_and_files_of_nothing_but_values_are_refused() {
    let bytes = format!("x-a: &a '{}'\nanswers: {{ {} }}\n", "z".repeat(70_000), "k: *a, ".repeat(1000));
    let seq = |text: &str| text.repeat(1_000_001);
    let shown = findings([
        ("bytes.yaml", bytes),
        ("many.yaml", format!("x-a: [{}]", seq("1,"))),
        ("many.json", format!("{{\"x-a\": [{}1]}}", seq("1,"))),
        ("many.toml", format!("x-a = [{}]", seq("1,\n"))),
    ]);
    insta::assert_snapshot!(shown, @"
    error[RF009] oversized-file: aliases expand to more than 64 MiB
      at bytes.yaml
      help: replace aliases with their values
    error[RF009] oversized-file: the file holds more than 1 million values
      at many.yaml
      help: is it the right file?
    error[RF009] oversized-file: the file holds more than 1 million values
      at many.json
      help: is it the right file?
    error[RF009] oversized-file: the file holds more than 1 million values
      at many.toml
      help: is it the right file?
    ");
}

#[test]
fn nesting_a_hundred_thousand_deep_is_refused_without_a_crash() {
    let deep = |start: &str, end: &str| format!("{}1{}", start.repeat(100_000), end.repeat(100_000));
    let files = [
        ("a.yaml", deep("[", "")),
        ("b.yaml", deep("{a: ", "")),
        ("c.yaml", deep("- ", "")),
        ("d.json", deep("[", "]")),
        ("e.json", deep("{\"a\":", "}")),
        ("f.json", deep("[", "")),
        ("g.toml", format!("a={}", deep("[", ""))),
        ("h.toml", format!("a={}", deep("{a=", "}"))),
        ("i.toml", format!("a{}=1", ".a".repeat(100_000))),
        ("j.toml", format!("[answers]\n[a{}]\n[b{}]", ".a".repeat(100_000), ".a".repeat(100_000))),
    ];
    insta::assert_snapshot!(findings(files));
    let shallow = format!("{}{}", "[".repeat(60), "]".repeat(60));
    load("file.json", format!("{{\"x-a\": {shallow}, \"answers\": {{}}}}")).expect("deep enough for anybody");
}

#[test]
fn a_name_of_megabytes_is_cut_in_messages() {
    let shown = findings([("file.toml", format!("answers.{} = 1", "k".repeat(10_000_000)))]);
    let first = shown.lines().next().unwrap_or_default();
    let name = format!("{}...", "k".repeat(57));
    assert_eq!(first, format!("error[RF201] unknown-item: unknown item `{name}`"));
}

#[test]
fn constructs_that_yaml_readers_disagree_about_are_refused() {
    let yaml = ["answers: {}\n---\nanswers: {}\n", "x-a: &a { focus-1: 3 }\nanswers:\n  <<: *a\n"];
    let yaml = yaml.iter().chain(&["answers: { focus-1: !!int '3' }"]);
    insta::assert_snapshot!(findings(
        yaml.map(|text| ("file.yaml", text)).chain([("file.json", &r#"{"answers": {"<<": 3}}"#)])
    ));
}

#[test]
fn a_path_that_cannot_be_read_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let open = |name: &str, format| answers::file(&at(name), format, &pack());
    let shown = |name: &str| show(&open(name, None).expect_err("unreadable"), folder.path());
    fs::create_dir(at("answers.toml")).unwrap();
    fs::write(at("mia.toml"), TOML).unwrap();
    fs::write(at("mia"), TOML).unwrap();
    insta::assert_snapshot!(["answers.toml", "mai.toml", "nobody.json", "mia"].map(shown).concat());
    assert_eq!(open("mia", Some(AnswersFormat::Toml)).expect("legal").person, "Mia");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mia.toml");
    fs::write(&path, TOML).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything, so that there is nothing to see then.
    if fs::read(&path).is_err() {
        let found = answers::file(&path, None, &pack()).expect_err("unreadable");
        assert_eq!(found[0].message, format!("cannot read `{}`: no permission to read it", path.display()));
    }
}

#[test]
fn a_wrong_value_hides_no_other_error_and_help_is_in_the_syntax_of_the_file() {
    let toml =
        "scema = 1\nquestionnaire = 7\n[form]\nkind = 'shrt'\nroles = 'pilot'\n[answers]\nfocus-1 = 9\napi-1 = 'e'\n";
    let yaml = "person: Mia\nform: { kind: roles, roles: pilot }\nanswers: { focus-1: 9, api-1: 1e400 }\n";
    let json = r#"{"person": {"id": ["Mia"]}, "form": {"seed": 1e400, "roles": "pilot"}}"#;
    let files =
        [("a.toml", toml), ("b.yaml", yaml), ("c.json", json), ("d.toml", "questionnaire = 'worked-example'\n")];
    insta::assert_snapshot!(findings(files));
}
