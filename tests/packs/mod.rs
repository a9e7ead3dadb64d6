//! Packs for tests, and seeded people who answer them.
#![allow(dead_code, clippy::unwrap_used, reason = "each test binary uses a part; a missing fixture may panic")]

use std::fs;
use std::path::Path;

use rolefit::answers::Responses;
use rolefit::pack::{Chosen, Pack};

/// Returns the names and texts of the pack in `roles/`.
pub fn shipped() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("roles");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Turns the order of everything around: items, parts and options inside files, and the names of role files.
pub fn reversed(files: &[(String, String)]) -> (String, Vec<(String, String)>) {
    let turned: Vec<(String, String)> = files
        .iter()
        .enumerate()
        .map(|(index, (name, text))| {
            let mut value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
            turn(&mut value);
            let is_questionnaire = name == "questionnaire.yaml";
            let name = if is_questionnaire { name.clone() } else { format!("{}-{name}", 9 - index) };
            (name, serde_yaml::to_string(&value).unwrap())
        })
        .collect();
    let questionnaire = turned.iter().find(|(name, _)| name == "questionnaire.yaml").unwrap().1.clone();
    (questionnaire, turned)
}

fn turn(value: &mut serde_yaml::Value) {
    match value {
        serde_yaml::Value::Mapping(map) => {
            let mut entries: Vec<_> = std::mem::take(map).into_iter().collect();
            entries.reverse();
            for (_, value) in &mut entries {
                turn(value);
            }
            *map = entries.into_iter().collect();
        }
        // Labels of the scale are the one list whose order means something.
        serde_yaml::Value::Sequence(list) if list.iter().all(serde_yaml::Value::is_mapping) => {
            list.reverse();
            list.iter_mut().for_each(turn);
        }
        _ => {}
    }
}

/// Answers every item of a pack by chance, the same for the same seed.
pub fn random_responses(pack: &Pack, seed: u64) -> Responses {
    let questionnaire = pack.questionnaire();
    let mut random = Random(seed);
    let mut responses = Responses::blank(questionnaire);
    for response in &mut responses.statements {
        *response = Chosen::new(random.below(questionnaire.scale.steps() as u64 + 1) as usize);
    }
    for (response, (_, scenario)) in responses.scenarios.iter_mut().zip(questionnaire.scenarios()) {
        *response = Chosen::new(random.below(scenario.options.len() as u64) as usize);
    }
    responses
}

/// Responses on a scale that begins with 1.
pub fn from_one(responses: impl IntoIterator<Item = usize>) -> Vec<Option<Chosen>> {
    responses.into_iter().map(|response| Chosen::new(response - 1)).collect()
}

/// Options by their index.
pub fn options(options: impl IntoIterator<Item = usize>) -> Vec<Option<Chosen>> {
    options.into_iter().map(Chosen::new).collect()
}

/// Carries responses over to a pack with the same items in another order.
pub fn carry_over(from: &Pack, responses: &Responses, to: &Pack) -> Responses {
    let mut carried = Responses::blank(to.questionnaire());
    for (target, (_, statement)) in carried.statements.iter_mut().zip(to.questionnaire().statements()) {
        let source = from.questionnaire().statements().position(|(_, other)| other.id == statement.id).unwrap();
        *target = responses.statements[source];
    }
    for (target, (_, scenario)) in carried.scenarios.iter_mut().zip(to.questionnaire().scenarios()) {
        let source =
            from.questionnaire().scenarios().position(|(_, other)| other.first.id == scenario.first.id).unwrap();
        let (_, original) = from.questionnaire().scenarios().nth(source).unwrap();
        *target = responses.scenarios[source].and_then(|option| {
            let id = &original.options[option.place()].id;
            Chosen::new(scenario.options.iter().position(|other| other.id == *id).unwrap())
        });
    }
    carried
}

/// SplitMix64: small, seeded, the same everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// Shows findings as `file:line:column severity[code] name: message`, each with its related places, notes and help.
pub fn show(findings: &[rolefit::diagnostic::Diagnostic]) -> String {
    use rolefit::diagnostic::{Label, Place};
    let place = |label: &Label| {
        let position = label.source.position(label.span.start);
        let span = label.source.slice(&label.span);
        format!("{}:{}:{} `{span}` {}", label.source.name(), position.line, position.column, label.text)
    };
    let mut shown = String::new();
    for finding in findings {
        let at = match &finding.place {
            Place::File(name) => name.clone(),
            Place::Text(label) => place(label),
        };
        let rule = finding.rule;
        shown +=
            &format!("{}[{}] {}: {}\n  at {}\n", finding.severity, rule.code, rule.name, finding.message, at.trim());
        shown.extend(finding.related.iter().map(|label| format!("  see {}\n", place(label))));
        shown.extend(finding.notes.iter().map(|note| format!("  note: {note}\n")));
        shown.extend(finding.help.iter().map(|help| format!("  help: {help}\n")));
    }
    shown
}
