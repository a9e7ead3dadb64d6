//! A second opinion on a file: its keys and sums, read as plain values and held against lists written out here.

use std::collections::BTreeSet;

use serde_yaml::Value;

/// What a reader of plain values sees wrong with a file.
#[derive(Debug)]
#[expect(dead_code, reason = "what they hold is for whoever reads of a failure")]
pub enum Fault {
    Unreadable(String),
    UnknownKey(String),
    MissingKey(String),
    OtherSchema,
    WrongSum(f64),
}

/// What a value may hold.
enum Known {
    Anything,
    /// These keys.
    Table(&'static [(&'static str, Known)]),
    /// Any keys, each over the same.
    Each(&'static Known),
    List(&'static Known),
}
use Known::{Anything, Each, List, Table};

const ROLE: Known = Table(&[
    ("schema", Anything),
    ("id", Anything),
    ("title", Anything),
    ("track", Anything),
    ("summary", Anything),
    ("mission", Anything),
    ("work_style", Each(&Table(&[("target", INTERVAL), ("weight", Anything), ("why", Anything)]))),
    ("competency", Each(&NEED)),
    ("responsibilities", Anything),
    ("signals", Table(&[("strong", Anything), ("weak", Anything), ("red_flags", Anything)])),
    ("career", Table(&[("from", Anything), ("next", Anything), ("adjacent", Anything)])),
    ("context", CONTEXT),
    ("variants", Each(&VARIANT)),
]);
const VARIANT: Known = Table(&[
    ("why", Anything),
    ("summary", Anything),
    ("mission", Anything),
    ("work_style", Each(&Table(&[("target", INTERVAL), ("weight", Anything), ("why", Anything)]))),
    ("competency", Each(&OVERLAID_NEED)),
    ("responsibilities", Anything),
    ("signals", Table(&[("strong", Anything), ("weak", Anything), ("red_flags", Anything)])),
    ("context", CONTEXT),
]);
const OVERLAID_NEED: Known = Table(&[
    ("weight", Anything),
    ("need", Anything),
    ("importance", Anything),
    ("gate", Anything),
    ("why", Anything),
    ("meets", Anything),
    ("excels", Anything),
    ("grow", Anything),
]);
const INTERVAL: Known = Table(&[("min", Anything), ("max", Anything)]);
const NEED: Known = Table(&[
    ("weight", Anything),
    ("need", Anything),
    ("importance", Anything),
    ("gate", Anything),
    ("meets", Anything),
    ("excels", Anything),
    ("grow", Anything),
]);
const CONTEXT: Known = Table(&[
    ("day", Anything),
    ("suits", Anything),
    ("does_not_suit", Anything),
    ("experience", Anything),
    ("milestones", MILESTONES),
    ("kpis", List(&KPI)),
    ("tools", List(&TOOL)),
    ("outcomes", Anything),
    ("deliverables", Anything),
    ("environment", Anything),
    ("collaboration", List(&Table(&[("who", Anything), ("exchange", Anything), ("often", Anything)]))),
    ("decisions", Table(&[("alone", Anything), ("with", Anything), ("escalate", Anything)])),
    ("rhythm", Table(&[("daily", Anything), ("weekly", Anything), ("quarterly", Anything)])),
    ("goals", Anything),
    ("skills", List(&SKILL)),
    ("promotion", Anything),
    ("failure_modes", Anything),
    ("ai", Table(&[("assists", Anything), ("stays_human", Anything), ("expects", Anything)])),
    ("exercises", List(&EXERCISE)),
    ("faq", Anything),
    ("terms", Anything),
]);
const KPI: Known = Table(&[
    ("name", Anything),
    ("target", Anything),
    ("kind", Anything),
    ("reason", Anything),
    ("frequency", Anything),
]);
const TOOL: Known =
    Table(&[("name", Anything), ("category", Anything), ("used_for", Anything), ("commonality", Anything)]);
const SKILL: Known =
    Table(&[("name", Anything), ("level", Anything), ("importance", Anything), ("used_for", Anything)]);
const EXERCISE: Known = Table(&[("title", Anything), ("time", Anything), ("give", Anything), ("look_for", Anything)]);
const MILESTONES: Known = Table(&[
    ("days_30", Anything),
    ("days_60", Anything),
    ("days_90", Anything),
    ("months_6", Anything),
    ("months_12", Anything),
]);

const QUESTIONNAIRE: Known = Table(&[
    ("schema", Anything),
    ("id", Anything),
    ("version", Anything),
    ("title", Anything),
    ("instruction", Anything),
    ("key", Table(&[("provenance", Anything), ("note", Anything)])),
    ("scoring", SCORING),
    ("scale", Table(&[("min", Anything), ("max", Anything), ("labels", Anything)])),
    ("work_style", Each(&DIMENSION)),
    ("competency", Each(&AREA)),
]);
const SCORING: Known = Table(&[
    ("strengths", Each(&INTERVAL)),
    ("levels", Anything),
    ("tolerance", Anything),
    ("min_answered", Table(&[("statements", Anything), ("scenarios", Anything)])),
    ("min_coverage", Anything),
    ("bands", Table(&[("high", Anything), ("mid", Anything)])),
]);
const DIMENSION: Known = Table(&[
    ("poles", Table(&[("low", Anything), ("high", Anything)])),
    ("about", Anything),
    ("statements", List(&Table(&[("id", Anything), ("toward", Anything), ("text", Anything)]))),
    ("evidence", EVIDENCE),
]);
const AREA: Known = Table(&[
    ("title", Anything),
    ("about", Anything),
    ("scenarios", List(&Table(&[("id", Anything), ("prompt", Anything), ("options", Each(&OPTION)), ("twin", TWIN)]))),
    ("evidence", EVIDENCE),
]);
const TWIN: Known =
    Table(&[("id", Anything), ("prompt", Anything), ("key", Each(&Table(&[("credit", Anything), ("why", Anything)])))]);
const OPTION: Known = Table(&[("credit", Anything), ("text", Anything), ("why", Anything)]);
const EVIDENCE: Known = Table(&[("sem", Anything), ("reliability", Anything), ("sd", Anything), ("sample", Anything)]);

const ANSWERS: Known = Table(&[
    ("schema", Anything),
    ("questionnaire", Anything),
    ("person", Table(&[("id", Anything)])),
    ("answers", Anything),
    (
        "form",
        Table(&[
            ("kind", Anything),
            ("parallel", Anything),
            ("roles", Anything),
            ("seed", Anything),
            ("items_digest", Anything),
        ]),
    ),
]);

const CASE: Known = Table(&[
    ("about", Anything),
    ("answers", Anything),
    ("simulated", Table(&[("kind", Anything), ("people", Anything), ("seed", Anything)])),
    ("contenders", Anything),
    ("roles", Each(&Table(&[("at_least", Anything), ("at_most", Anything), ("shares", Each(&INTERVAL))]))),
]);

const WORKFLOW: Known = Table(&[("name", Anything), ("on", Anything), ("permissions", Anything), ("jobs", Each(&JOB))]);
const JOB: Known = Table(&[("if", Anything), ("runs-on", Anything), ("steps", List(&STEP))]);
const STEP: Known =
    Table(&[("if", Anything), ("uses", Anything), ("run", Anything), ("with", Anything), ("env", Anything)]);

/// The names that a questionnaire defines, for the files that use them.
#[derive(Default)]
pub struct Names {
    parts: BTreeSet<String>,
    items: BTreeSet<String>,
    reference: String,
}

/// Looks at a questionnaire, and names what it defines.
pub fn questionnaire(text: &[u8]) -> (Vec<Fault>, Names) {
    let value = match yaml(text) {
        Ok(value) => value,
        Err(fault) => return (vec![fault], Names::default()),
    };
    let mut names =
        Names { reference: format!("{}@{}", text_of(&value["id"]), text_of(&value["version"])), ..Names::default() };
    for (axis, items) in [("work_style", "statements"), ("competency", "scenarios")] {
        for (part, content) in entries(&value[axis]) {
            names.parts.insert(format!("{axis}.{}", text_of(part)));
            names.items.extend(content[items].as_sequence().into_iter().flatten().map(|item| text_of(&item["id"])));
            let twins = content[items].as_sequence().into_iter().flatten().filter_map(|item| item.get("twin"));
            names.items.extend(twins.map(|twin| text_of(&twin["id"])));
        }
    }
    (unknown_keys(&value, &QUESTIONNAIRE), names)
}

/// Looks at a role, for which the names of a questionnaire are keys and whose weights add up to 100.
pub fn role(text: &[u8], names: &Names) -> Vec<Fault> {
    let value = match yaml(text) {
        Ok(value) => value,
        Err(fault) => return vec![fault],
    };
    let mut faults = unknown_keys(&value, &ROLE);
    for axis in ["work_style", "competency"] {
        let parts: Vec<(&Value, &Value)> = entries(&value[axis]).collect();
        let routes = parts.iter().map(|(part, _)| format!("{axis}.{}", text_of(part)));
        faults.extend(routes.filter(|route| !names.parts.contains(route)).map(Fault::UnknownKey));
        let sum: f64 = parts.iter().filter_map(|(_, part)| part["weight"].as_f64()).sum();
        if (sum - 100.0).abs() > 1e-6 {
            faults.push(Fault::WrongSum(sum));
        }
    }
    faults
}

/// Looks at answers, for which the items of a questionnaire are keys, unless they were given to another version of it.
pub fn answers(name: &str, text: &[u8], names: &Names) -> Vec<Fault> {
    let read = match name.rsplit_once('.') {
        Some((_, "toml")) => toml(text),
        Some((_, "json")) => json(text),
        _ => yaml(text),
    };
    let value = match read {
        Ok(value) => value,
        Err(fault) => return vec![fault],
    };
    let mut faults = unknown_keys(&value, &ANSWERS);
    let reference = value["questionnaire"].as_str();
    if reference.is_none_or(|reference| reference == names.reference) {
        let items = entries(&value["answers"]).map(|(item, _)| text_of(item));
        faults.extend(items.filter(|item| !names.items.contains(item)).map(Fault::UnknownKey));
    }
    faults
}

/// Looks at the cases that `init` writes, which name these roles.
pub fn cases(text: &[u8]) -> Vec<Fault> {
    let value = match yaml(text) {
        Ok(value) => value,
        Err(fault) => return vec![fault],
    };
    let mut faults = unknown_keys(&value, &Table(&[("schema", Anything), ("cases", Each(&CASE))]));
    for (name, case) in entries(&value["cases"]) {
        let roles = entries(&case["roles"]).map(|(role, _)| role);
        let all = roles.chain(case["contenders"].as_sequence().into_iter().flatten()).map(text_of);
        let unknown = all.filter(|role| !["backend", "manager", "principal", "senior"].contains(&role.as_str()));
        faults.extend(unknown.map(Fault::UnknownKey));
        if case.get("answers").is_some() == case.get("simulated").is_some() {
            faults.push(Fault::MissingKey(text_of(name)));
        }
    }
    faults
}

/// Looks at the workflow that `init` writes: what the service that runs it asks for.
pub fn workflow(text: &[u8]) -> Vec<Fault> {
    let value = match yaml(text) {
        Ok(value) => value,
        Err(fault) => return vec![fault],
    };
    let mut faults = unknown_keys(&value, &WORKFLOW);
    let is_there = |value: &Value, key: &str| value.get(key).is_some();
    let mut missing = |value: &Value, key: &str| {
        if !is_there(value, key) {
            faults.push(Fault::MissingKey(key.to_owned()));
        }
    };
    missing(&value, "on");
    missing(&value, "jobs");
    for (_, job) in entries(&value["jobs"]) {
        missing(job, "runs-on");
        missing(job, "steps");
        for step in job["steps"].as_sequence().into_iter().flatten() {
            missing(step, if is_there(step, "uses") { "uses" } else { "run" });
        }
    }
    faults
}

/// Looks at a schema, which must say what another text of it says.
pub fn schema(text: &[u8], sound: &[u8]) -> Vec<Fault> {
    match (json(text), json(sound)) {
        (Ok(value), Ok(sound)) if value == sound => Vec::new(),
        (Ok(_), _) => vec![Fault::OtherSchema],
        (Err(fault), _) => vec![fault],
    }
}

fn yaml(bytes: &[u8]) -> Result<Value, Fault> {
    serde_yaml::from_str(text(bytes)?).map_err(|error| Fault::Unreadable(error.to_string()))
}

fn json(bytes: &[u8]) -> Result<Value, Fault> {
    serde_json::from_str(text(bytes)?).map_err(|error| Fault::Unreadable(error.to_string()))
}

fn toml(bytes: &[u8]) -> Result<Value, Fault> {
    toml::from_str(text(bytes)?).map_err(|error| Fault::Unreadable(error.to_string()))
}

fn text(bytes: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| Fault::Unreadable(error.to_string()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn unknown_keys(value: &Value, known: &Known) -> Vec<Fault> {
    // Keys of one's own may stand at the top.
    let own = |key: &Value| key.as_str().is_some_and(|key| key.starts_with("x-"));
    let top = entries(value).filter(|(key, _)| !own(key)).map(|(key, value)| (key.clone(), value.clone()));
    let mut found = Vec::new();
    walk(&Value::Mapping(top.collect()), known, "", &mut found);
    found
}

fn walk(value: &Value, known: &Known, route: &str, found: &mut Vec<Fault>) {
    match known {
        Anything => {}
        Table(keys) => {
            for (key, value) in entries(value) {
                let route = format!("{route}.{}", text_of(key));
                match keys.iter().find(|(name, _)| key.as_str() == Some(*name)) {
                    Some((_, known)) => walk(value, known, &route, found),
                    None => found.push(Fault::UnknownKey(route)),
                }
            }
        }
        Each(known) => {
            for (key, value) in entries(value) {
                walk(value, known, &format!("{route}.{}", text_of(key)), found);
            }
        }
        List(known) => value.as_sequence().into_iter().flatten().for_each(|value| walk(value, known, route, found)),
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    value.as_mapping().into_iter().flatten()
}

/// A text as it is, any other value as it is written.
fn text_of(value: &Value) -> String {
    match value.as_str() {
        Some(text) => text.to_owned(),
        None => serde_yaml::to_string(value).unwrap_or_default().trim_end().to_owned(),
    }
}
