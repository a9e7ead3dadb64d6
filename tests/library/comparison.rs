//! What a change to a pack means: single mutations of the shipped pack, each in its class, and what changes nothing.

use rolefit::answers::Form;
use rolefit::comparison::{Change, ChangeClass, ChangedFile, PackComparison, changes};
use rolefit::load::pack::from_texts;
use rolefit::pack::Pack;
use rolefit::simulation::Population;
use serde_yaml::Value;

use crate::packs;

const ROLE: &str = "senior.yaml";
const KEY: &str = "questionnaire.yaml";

fn pack(files: &[(String, String)]) -> Pack {
    from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .map_err(|findings| packs::show(&findings))
        .expect("a sound pack")
}

/// The shipped pack with one file edited as data.
fn mutated(file: &str, edit: fn(&mut Value)) -> Pack {
    let mut files = packs::shipped();
    let (_, text) = files.iter_mut().find(|(name, _)| name == file).expect("a shipped file");
    let mut value: Value = serde_yaml::from_str(text).expect("YAML");
    edit(&mut value);
    *text = serde_yaml::to_string(&value).expect("YAML");
    pack(&files)
}

fn set(value: &mut Value, new: impl Into<Value>) {
    *value = new.into();
}

fn add(number: &mut Value, more: f64) {
    *number = (number.as_f64().expect("a number") + more).into();
}

fn list(value: &mut Value) -> &mut Vec<Value> {
    value.as_sequence_mut().expect("a list")
}

fn push(value: &mut Value) {
    list(value).push("Something else altogether".into());
}

fn reword(value: &mut Value) {
    let text = format!("{} Really.", value.as_str().expect("a text"));
    *value = text.into();
}

/// The first area of a role with, or without, a gate.
fn area(role: &mut Value, with_gate: bool) -> &mut Value {
    let areas = role["competency"].as_mapping_mut().expect("areas");
    areas.iter_mut().map(|(_, need)| need).find(|need| need.get("gate").is_some() == with_gate).expect("an area")
}

fn statements(key: &mut Value) -> &mut Vec<Value> {
    list(&mut key["work_style"]["focus"]["statements"])
}

fn scenario(key: &mut Value) -> &mut Value {
    &mut key["competency"]["service-design"]["scenarios"][0]
}

fn swap(value: &mut Value, one: &str, other: &str, part: &str) {
    let (a, b) = (value[one][part].clone(), value[other][part].clone());
    value[one][part] = b;
    value[other][part] = a;
}

use ChangeClass::{Described, Key, Scored, Wording};

/// A mutation by its name, its file, the edit, and the class of the worst that it changes.
type Mutation = (&'static str, &'static str, fn(&mut Value), ChangeClass);

const OF_ROLES: [Mutation; 25] = [
    ("a title in other words", ROLE, |role| reword(&mut role["title"]), Wording),
    ("a summary in other words", ROLE, |role| reword(&mut role["summary"]), Wording),
    ("a reason in other words", ROLE, |role| reword(&mut role["work_style"]["focus"]["why"]), Wording),
    ("what meets a need in other words", ROLE, |role| reword(&mut area(role, true)["meets"]), Wording),
    ("a responsibility in other words", ROLE, |role| reword(&mut role["responsibilities"][0]), Wording),
    ("another day", ROLE, |role| reword(&mut role["context"]["day"]), Wording),
    ("no mission", ROLE, |role| set(&mut role["mission"], ""), Described),
    ("another responsibility", ROLE, |role| push(&mut role["responsibilities"]), Described),
    ("another strong signal", ROLE, |role| push(&mut role["signals"]["strong"]), Described),
    ("another growth step", ROLE, |role| push(&mut area(role, true)["grow"]), Described),
    ("another next role", ROLE, |role| push(&mut role["career"]["next"]), Described),
    ("another tool", ROLE, |role| push(&mut role["context"]["tools"]), Described),
    ("one figure less", ROLE, |role| drop(list(&mut role["context"]["kpis"]).pop()), Described),
    ("one milestone less", ROLE, |role| drop(list(&mut role["context"]["milestones"]["days_30"]).pop()), Described),
    ("another track", ROLE, |role| set(&mut role["track"], "management"), Described),
    (
        "optional without a gate",
        ROLE,
        |role| {
            let need = area(role, false);
            let is_optional = need["importance"] == "optional";
            set(&mut need["importance"], if is_optional { "important" } else { "optional" });
        },
        Described,
    ),
    ("critical without a gate", ROLE, |role| set(&mut area(role, false)["importance"], "critical"), Scored),
    (
        "other weights of style",
        ROLE,
        |role| {
            add(&mut role["work_style"]["focus"]["weight"], 5.0);
            add(&mut role["work_style"]["tempo"]["weight"], -5.0);
        },
        Scored,
    ),
    ("another target", ROLE, |role| set(&mut role["work_style"]["focus"]["target"], "balanced"), Scored),
    (
        "a target that is any",
        ROLE,
        |role| {
            let weight = role["work_style"]["focus"]["weight"].as_f64().expect("a weight");
            add(&mut role["work_style"]["tempo"]["weight"], weight);
            set(&mut role["work_style"]["focus"]["target"], "any");
            role["work_style"]["focus"].as_mapping_mut().expect("a target").remove("weight");
        },
        Scored,
    ),
    ("a lower need", ROLE, |role| set(&mut area(role, true)["need"], 70), Scored),
    ("a higher gate", ROLE, |role| set(&mut area(role, true)["gate"], 71), Scored),
    ("no gate", ROLE, |role| drop(area(role, true).as_mapping_mut().expect("a need").remove("gate")), Scored),
    ("a gate where there was none", ROLE, |role| set(&mut area(role, false)["gate"], "foundation"), Scored),
    ("another id", ROLE, |role| set(&mut role["id"], "senior-two"), Scored),
];

const OF_THE_KEY: [Mutation; 27] = [
    ("a statement with a word more", KEY, |key| reword(&mut statements(key)[0]["text"]), Wording),
    ("a prompt with a word more", KEY, |key| reword(&mut scenario(key)["prompt"]), Wording),
    ("an option with a word more", KEY, |key| reword(&mut scenario(key)["options"]["a"]["text"]), Wording),
    ("a reason of the key in other words", KEY, |key| reword(&mut scenario(key)["options"]["a"]["why"]), Wording),
    ("what a dimension is about in other words", KEY, |key| reword(&mut key["work_style"]["focus"]["about"]), Wording),
    (
        "the title of an area in other words",
        KEY,
        |key| reword(&mut key["competency"]["service-design"]["title"]),
        Wording,
    ),
    ("another version", KEY, |key| set(&mut key["version"], "99.0.0"), Described),
    ("another provenance", KEY, |key| set(&mut key["key"]["provenance"], "expert-panel"), Described),
    ("a level that nobody uses", KEY, |key| set(&mut key["scoring"]["levels"]["novel"], 44), Described),
    (
        "a statement that denies itself",
        KEY,
        |key| {
            set(
                &mut statements(key)[0]["text"],
                "I never do my hardest work in long stretches with every notification switched off.",
            );
        },
        Described,
    ),
    (
        "a statement in place of another",
        KEY,
        |key| set(&mut statements(key)[0]["text"], "Cats are nicer than dogs."),
        Described,
    ),
    ("another tolerance", KEY, |key| set(&mut key["scoring"]["tolerance"], 30), Scored),
    ("another cut-off", KEY, |key| set(&mut key["scoring"]["bands"]["high"], 77), Scored),
    ("another level", KEY, |key| set(&mut key["scoring"]["levels"]["working"], 66), Scored),
    (
        "another strength",
        KEY,
        |key| {
            set(
                &mut key["scoring"]["strengths"]["moderate"],
                serde_yaml::from_str::<Value>("{ min: 56, max: 75 }").expect("YAML"),
            );
        },
        Scored,
    ),
    ("another share of answers", KEY, |key| set(&mut key["scoring"]["min_answered"]["statements"], 0.7), Scored),
    (
        "declared evidence",
        KEY,
        |key| {
            let evidence = "{ sem: 6, sample: 90 engineers }";
            set(&mut key["work_style"]["focus"]["evidence"], serde_yaml::from_str::<Value>(evidence).expect("YAML"));
        },
        Scored,
    ),
    (
        "a new statement",
        KEY,
        |key| {
            let new = "{ id: focus-new, toward: collaborator, text: I like to pair. }";
            statements(key).push(serde_yaml::from_str(new).expect("YAML"));
        },
        Scored,
    ),
    ("a statement gone", KEY, |key| drop(statements(key).pop()), Key),
    ("a statement that points the other way", KEY, |key| set(&mut statements(key)[0]["toward"], "collaborator"), Key),
    ("a statement under another id", KEY, |key| set(&mut statements(key)[0]["id"], "focus-other"), Key),
    (
        "two statements with each other's words",
        KEY,
        |key| {
            let statements = statements(key);
            let text = statements[0]["text"].clone();
            statements[0]["text"] = statements[1]["text"].clone();
            statements[1]["text"] = text;
        },
        Key,
    ),
    ("a scenario gone", KEY, |key| drop(list(&mut key["competency"]["service-design"]["scenarios"]).pop()), Key),
    ("another credit", KEY, |key| set(&mut scenario(key)["options"]["d"]["credit"], 0.65), Key),
    (
        "another credit of a twin",
        KEY,
        |key| {
            add(&mut scenario(key)["twin"]["key"]["d"]["credit"], 0.05);
        },
        Key,
    ),
    ("two options with each other's words", KEY, |key| swap(&mut scenario(key)["options"], "a", "c", "text"), Key),
    ("labels in another order", KEY, |key| list(&mut key["scale"]["labels"]).reverse(), Key),
];

/// Says which changes there are, with their classes.
fn show(found: &[Change]) -> String {
    found.iter().map(|change| format!("{:?} {:?}: {}\n", change.class, change.file, change.message)).collect()
}

#[test]
fn single_mutations_of_the_shipped_pack_are_each_of_their_class() {
    let old = pack(&packs::shipped());
    let mut wrong = Vec::new();
    for (name, file, edit, class) in OF_ROLES.into_iter().chain(OF_THE_KEY) {
        let found = changes(&old, &mutated(file, edit));
        let is_in_file = |change: &Change| (change.file == ChangedFile::Questionnaire) == (file == KEY);
        let worst = found.iter().map(|change| change.class).max();
        if worst != Some(class) || !found.iter().all(is_in_file) {
            wrong.push(format!("{name}: expected {class:?}\n{}", show(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(OF_ROLES.len() + OF_THE_KEY.len() >= 40);
}

#[test]
fn a_questionnaire_under_another_id_or_scale_is_another_key() {
    let old = pack(&packs::shipped());
    for edit in [
        (|key: &mut Value| set(&mut key["id"], "other")) as fn(&mut Value),
        |key| set(&mut key["instruction"], "would-do"),
        |key| {
            set(&mut key["scale"]["max"], 6);
            push(&mut key["scale"]["labels"]);
        },
        |key| swap_poles(&mut key["work_style"]["focus"]),
        |key| drop(scenario(key).as_mapping_mut().expect("a scenario").remove("twin")),
    ] {
        let found = changes(&old, &mutated(KEY, edit));
        assert_eq!(found.iter().map(|change| change.class).max(), Some(Key), "{}", show(&found));
    }
}

fn swap_poles(dimension: &mut Value) {
    let low = dimension["poles"]["low"].clone();
    dimension["poles"]["low"] = dimension["poles"]["high"].clone();
    dimension["poles"]["high"] = low;
}

/// Everything in another order, without a comment and in another layout.
#[test]
fn order_comments_and_layout_change_nothing() {
    let old = pack(&packs::shipped());
    let (_, reversed) = packs::reversed(&packs::shipped());
    let found = changes(&old, &pack(&reversed));
    assert!(found.is_empty(), "{}", show(&found));
    for file in [ROLE, KEY] {
        let found = changes(&old, &mutated(file, |_| {}));
        assert!(found.is_empty(), "{}", show(&found));
    }
}

#[test]
fn people_keep_everything_where_nothing_is_scored_differently() {
    let old = pack(&packs::shipped());
    let (_, reversed) = packs::reversed(&packs::shipped());
    let new = pack(&reversed);
    let effect = PackComparison::between(&old, &new).simulated(Population::Tilt, 40, 1, 5);
    assert_eq!((effect.people, effect.sampled), (40, 5));
    assert_eq!((effect.first(), effect.bands, effect.contenders), (0, 0, 0));
    assert!(effect.roles.values().all(|role| role.least.abs() < 1e-9 && role.most.abs() < 1e-9), "{effect:?}");
}

#[test]
fn a_role_that_is_gone_moves_those_who_had_it_first() {
    let old = pack(&packs::shipped());
    let mut files = packs::shipped();
    files.retain(|(name, _)| name != "manager.yaml");
    let new = pack(&files);
    let effect = PackComparison::between(&old, &new).simulated(Population::Mixture, 60, 1, 0);
    assert!(effect.first() > 0);
    let from = effect.moves.keys().map(|(from, _)| from.as_ref().expect("ranked").to_string());
    assert!(from.into_iter().all(|role| role == "manager"), "{effect:?}");
    assert!(!effect.roles.keys().any(|role| role.as_str() == "manager"));
}

/// An answer to an item that is gone goes nowhere; a pair keeps the stem that was asked.
#[test]
fn answers_follow_the_ids_of_items_and_options() {
    let old = pack(&packs::shipped());
    let new = mutated(KEY, |key| {
        statements(key).remove(0);
        swap(&mut scenario(key)["options"], "a", "b", "credit");
    });
    let responses = packs::random_responses(&old, 7);
    let matched = rolefit::comparison::ItemMatch::between(&old, &new);
    let carried = matched.carry_over(&responses, &Form::default(), &old, &new);
    assert_eq!(carried.statements, responses.statements[1..]);
    assert_eq!(carried.scenarios, responses.scenarios);
    assert_eq!(carried.parallels, responses.parallels);
}
