//! Every form of findings, from one fixture; and SARIF against its published schema.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up or find may panic")]

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use insta::{assert_snapshot, with_settings};
use rolefit::diagnostic::{Diagnostic, Fix, Label, sort};
use rolefit::render::findings::{FindingFormat, Summary, fingerprints, write};
use rolefit::rule::{Rule, RulePage, Severity};
use rolefit::source::{Source, Span};
use serde_json::{Value, json};

static WEIGHTS: Rule = Rule {
    code: "RF102",
    name: "weights-sum",
    severity: Severity::Error,
    page: RulePage {
        what: "The weights of an axis do not add up to 100.",
        why: "A fit would be too high or too low.",
        bad: "focus: { weight: 60 }\ntempo: { weight: 60 }\n",
        good: "focus: { weight: 60 }\ntempo: { weight: 40 }\n",
        fix: "Change the weights until they do.",
    },
};

const UNWRITTEN: RulePage = RulePage { what: "", why: "", bad: "", good: "", fix: "" };
static SIGNALS: Rule = Rule { code: "RF150", name: "vague-signal", severity: Severity::Warning, page: UNWRITTEN };
static GROWTH: Rule = Rule { code: "RF160", name: "no-growth", severity: Severity::Note, page: UNWRITTEN };
static TITLE: Rule = Rule { code: "RF170", name: "duplicate-title", severity: Severity::Error, page: UNWRITTEN };

const SRE: &str = "\
id: sre
title: Größe & Betrieb
work_style:
  focus: { target: balanced, weight: 70 }
  tempo: { target: balanced, weight: 50 }
signals: { strong: [ prüft Größen ], weak: [ rät,
    statt zu messen ] }
";

fn span(source: &Source, covered: &str) -> Span {
    let start = source.text().rfind(covered).unwrap();
    start..start + covered.len()
}

fn label(source: &Arc<Source>, covered: &str, text: &str) -> Option<Label> {
    Some(Label { source: Arc::clone(source), span: span(source, covered), text: text.to_owned() })
}

fn fix(source: &Arc<Source>, covered: &str, text: &str) -> Option<Fix> {
    let (source, span) = (Arc::clone(source), span(source, covered));
    Some(Fix { title: "make one signal of it".to_owned(), source, span, text: text.to_owned() })
}

/// An error with a related place in the same file, a warning with a fix over two lines behind letters of two bytes, a note about a
/// whole file, and an error full of what forms must escape, with a related place in another file.
fn findings() -> Vec<Diagnostic> {
    let sre = Source::new("roles/sre.yaml", SRE);
    let hostile = Source::new("./roles/a,b: 100%.yaml", "title: Größe & Betrieb # \u{202e}\u{1b}[31m");
    let mut findings = vec![
        Diagnostic::at(&WEIGHTS, &sre, span(&sre, "50"), "the weights of `work_style` add up to 120")
            .label("20 too much")
            .related(label(&sre, "70", "the others"))
            .note("70 + 50 = 120")
            .help("lower the weights until they add up to 100"),
        Diagnostic::at(&SIGNALS, &sre, span(&sre, "[ rät,\n    statt zu messen ]"), "`weak` names one signal only")
            .fix(fix(&sre, "rät,\n    ", "rät ")),
        Diagnostic::about_file(&GROWTH, "roles/backend.yaml", "no area has a growth step").help("add `grow`"),
        Diagnostic::at(
            &TITLE,
            &hostile,
            span(&hostile, "Größe & Betrieb"),
            "50%, 1:1 of `<b title=\"x\">|x|</b>`,\nnot [all](https://evil.example)\u{1b}[31m",
        )
        .related(label(&sre, "Größe & Betrieb", "first, <here>"))
        .note("]]> & <!-- ::error::"),
    ];
    sort(&mut findings);
    findings
}

fn written(form: FindingFormat) -> String {
    let findings = findings();
    write(form, &findings, &Summary::of(3, &findings), 100)
}

/// Compares with a snapshot that has no version in it.
macro_rules! assert_form {
    ($form:expr) => {
        let filters = [
            (concat!("rolefit ", env!("CARGO_PKG_VERSION")), "rolefit [VERSION]"),
            (concat!("\"version\": \"", env!("CARGO_PKG_VERSION")), "\"version\": \"[VERSION]"),
        ];
        with_settings!({ filters => filters }, { assert_snapshot!(written($form)) });
    };
}

#[test]
fn human_has_the_layout_of_rustc() {
    assert_snapshot!(anstream::adapter::strip_str(&written(FindingFormat::Human)).to_string());
}

#[test]
fn concise_has_one_line_per_finding() {
    assert_form!(FindingFormat::Concise);
}

#[test]
fn json_has_its_documented_keys_in_their_order() {
    assert_form!(FindingFormat::Json);
}

#[test]
fn ndjson_has_the_objects_of_json_one_a_line() {
    let lines: Vec<Value> =
        written(FindingFormat::Ndjson).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let json: Value = serde_json::from_str(&written(FindingFormat::Json)).unwrap();
    assert_eq!(json["findings"], Value::Array(lines));
}

#[test]
fn github_gets_the_worst_first_and_everything_escaped() {
    assert_form!(FindingFormat::Github);
}

#[test]
fn gitlab_gets_a_line_and_a_fingerprint_for_everything() {
    assert_form!(FindingFormat::Gitlab);
}

#[test]
fn sarif_describes_rules_and_places() {
    assert_form!(FindingFormat::Sarif);
}

#[test]
fn junit_has_a_suite_per_file() {
    assert_form!(FindingFormat::Junit);
}

#[test]
fn markdown_has_a_table_under_the_counts() {
    assert_form!(FindingFormat::Markdown);
}

#[test]
fn no_findings_are_a_good_result_in_every_form() {
    let empty = |form| write(form, &[], &Summary::of(3, &[]), 100);
    for form in [FindingFormat::Human, FindingFormat::Concise, FindingFormat::Ndjson, FindingFormat::Github] {
        assert_eq!(empty(form), "");
    }
    let value = |form| -> Value { serde_json::from_str(&empty(form)).unwrap() };
    assert_eq!(value(FindingFormat::Json)["summary"], json!({ "errors": 0, "warnings": 0, "notes": 0 }));
    assert_eq!(value(FindingFormat::Gitlab), json!([]));
    assert_eq!(value(FindingFormat::Sarif)["runs"][0]["results"], json!([]));
    assert_eq!(empty(FindingFormat::Markdown), "## rolefit check\n\n3 files: no findings\n");
    assert_snapshot!(empty(FindingFormat::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="rolefit check" tests="1" failures="0" errors="0">
      <testsuite name="rolefit check" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="rolefit check" name="3 files: no findings"/>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn nothing_from_a_file_drives_a_terminal_in_any_form() {
    let forms = [
        FindingFormat::Concise,
        FindingFormat::Json,
        FindingFormat::Ndjson,
        FindingFormat::Github,
        FindingFormat::Gitlab,
    ];
    for form in forms.into_iter().chain([FindingFormat::Sarif, FindingFormat::Junit, FindingFormat::Markdown]) {
        let text = written(form);
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\r']), "{form:?}: {text}");
    }
    // Colours of our own are dropped where there is no terminal; the message must not bring any.
    assert!(!written(FindingFormat::Human).contains("\u{1b}[31m"));
}

#[test]
fn one_finding_has_one_fingerprint_in_every_form() {
    let value = |form| -> Value { serde_json::from_str(&written(form)).unwrap() };
    let (json, gitlab, sarif) = (value(FindingFormat::Json), value(FindingFormat::Gitlab), value(FindingFormat::Sarif));
    for (index, fingerprint) in fingerprints(&findings()).into_iter().enumerate() {
        assert_eq!(json["findings"][index]["fingerprint"], *fingerprint);
        assert_eq!(gitlab[index]["fingerprint"], *fingerprint);
        assert_eq!(sarif["runs"][0]["results"][index]["partialFingerprints"]["rolefitFinding/v1"], *fingerprint);
    }
}

const SARIF_SCHEMA: &str = "tests/schemas/sarif-2.1.0.json";

fn sarif_schema() -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(SARIF_SCHEMA);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn sarif_keeps_to_its_published_schema() {
    let schema = sarif_schema();
    for text in [written(FindingFormat::Sarif), write(FindingFormat::Sarif, &[], &Summary::of(0, &[]), 100)] {
        let mut faults = Vec::new();
        faults_of(&serde_json::from_str(&text).unwrap(), &schema, &schema, "", &mut faults);
        assert_eq!(faults, Vec::<String>::new());
    }
}

#[test]
fn the_reader_of_the_schema_sees_what_is_wrong() {
    let schema = sarif_schema();
    let mut log: Value = serde_json::from_str(&written(FindingFormat::Sarif)).unwrap();
    log["version"] = json!("2.2");
    log["runs"][0]["results"][0]["colour"] = json!("red");
    log["runs"][0]["results"][0]["message"] = json!({});
    log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] = json!(0);
    log["runs"][0]["tool"]["driver"].as_object_mut().unwrap().remove("name");
    let mut faults = Vec::new();
    faults_of(&log, &schema, &schema, "", &mut faults);
    let faults: BTreeSet<&str> = faults.iter().map(String::as_str).collect();
    let expected = [
        "/runs/0/results/0/colour is unknown",
        "/runs/0/results/0/message fits no alternative",
        "/runs/0/results/1/locations/0/physicalLocation/region/startLine is under 1",
        "/runs/0/tool/driver lacks name",
        "/version is none of its values",
    ];
    assert_eq!(faults, BTreeSet::from(expected));
}

/// An independent reader of the schema, for machines that have one.
#[test]
fn sarif_keeps_to_its_published_schema_as_others_read_it() {
    const VALIDATE: &str = "
import json, sys
try:
    from jsonschema.validators import validator_for
except ImportError:
    sys.exit(77)
schema = json.load(open(sys.argv[1], encoding='utf-8'))
log = json.loads(sys.stdin.buffer.read().decode('utf-8'))
faults = [fault.message for fault in validator_for(schema)(schema).iter_errors(log)]
sys.exit('\\n'.join(faults) or 0)
";
    let mut command = Command::new(std::env::var("ROLEFIT_PYTHON").unwrap_or_else(|_| "python3".to_owned()));
    command.args(["-c", VALIDATE, SARIF_SCHEMA]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let Ok(mut child) = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn() else { return };
    let mut input = child.stdin.take().unwrap();
    // A reader that is not there has not read.
    let _ = input.write_all(written(FindingFormat::Sarif).as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 77)), "{said}");
}

/// Collects where a value breaks a schema: the part of draft 4 that the schema of SARIF speaks, without formats.
fn faults_of(value: &Value, schema: &Value, root: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap();
        return faults_of(value, target, root, at, faults);
    }
    let fits = |schema: &Value| {
        let mut faults = Vec::new();
        faults_of(value, schema, root, at, &mut faults);
        faults.is_empty()
    };
    let matching =
        |key: &str| schema[key].as_array().map(|schemas| schemas.iter().filter(|schema| fits(schema)).count());
    if matching("anyOf") == Some(0) || matching("oneOf").is_some_and(|number| number != 1) {
        faults.push(format!("{at} fits no alternative"));
    }
    if schema["enum"].as_array().is_some_and(|values| !values.contains(value)) {
        faults.push(format!("{at} is none of its values"));
    }
    let is_of = |kind: &Value| match (kind.as_str().unwrap(), value) {
        ("object", Value::Object(_)) | ("array", Value::Array(_)) | ("string", Value::String(_)) => true,
        ("boolean", Value::Bool(_)) | ("null", Value::Null) | ("number", Value::Number(_)) => true,
        ("integer", number) => number.is_i64() || number.is_u64(),
        _ => false,
    };
    let is_right = match &schema["type"] {
        Value::Null => true,
        Value::Array(kinds) => kinds.iter().any(is_of),
        kind => is_of(kind),
    };
    if !is_right {
        faults.push(format!("{at} has the wrong type"));
    }
    match value {
        Value::Number(number) => {
            if let Some(least) = schema["minimum"].as_f64().filter(|least| number.as_f64().unwrap() < *least) {
                faults.push(format!("{at} is under {least}"));
            }
        }
        Value::Array(items) => {
            if schema["minItems"].as_u64().is_some_and(|least| (items.len() as u64) < least) {
                faults.push(format!("{at} has too few items"));
            }
            for (index, item) in items.iter().enumerate() {
                faults_of(item, &schema["items"], root, &format!("{at}/{index}"), faults);
            }
        }
        Value::Object(members) => {
            for key in schema["required"].as_array().into_iter().flatten().map(|key| key.as_str().unwrap()) {
                if !members.contains_key(key) {
                    faults.push(format!("{at} lacks {key}"));
                }
            }
            for (key, member) in members {
                let at = format!("{at}/{key}");
                match (&schema["properties"][key], &schema["additionalProperties"]) {
                    (Value::Null, Value::Bool(false)) => faults.push(format!("{at} is unknown")),
                    (Value::Null, others) => faults_of(member, others, root, &at, faults),
                    (known, _) => faults_of(member, known, root, &at, faults),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
