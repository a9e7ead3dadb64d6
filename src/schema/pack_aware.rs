//! What a pack adds to the schemas of its files: the names it defines, for editors to complete and to check.

use serde_json::{Map, Value, json};

use crate::pack::{Pack, Poles, Questionnaire, Settings, Target};

/// Adds the dimensions with their targets, the areas, the levels and the role ids of a pack.
pub(super) fn role(schema: &mut Value, pack: &Pack) {
    let Questionnaire { dimensions, areas, settings, .. } = pack.questionnaire();
    let style = schema["definitions"]["StyleFile"].clone();
    let styles = dimensions.iter().map(|dimension| {
        let mut style = described(&style, &dimension.about);
        let words = json!({ "enum": targets(&dimension.poles, settings) });
        style["properties"]["target"] = json!({ "anyOf": [words, { "$ref": "#/definitions/IntervalFile" }] });
        (dimension.id.to_string(), style)
    });
    close(&mut schema["properties"]["work_style"], styles.collect());
    let need = schema["definitions"]["NeedFile"].clone();
    let needs = areas.iter().map(|area| (area.id.to_string(), described(&need, &area.about)));
    close(&mut schema["properties"]["competency"], needs.collect());
    let levels: Vec<&String> = settings.levels.keys().collect();
    let score = json!({ "type": "number", "minimum": 0, "maximum": 100 });
    schema["definitions"]["Level"]["anyOf"] = json!([{ "enum": levels }, score]);
    for list in ["from", "next", "adjacent"] {
        // A career may name titles that no role of the pack has.
        let titles = json!({ "anyOf": [{ "enum": role_ids(pack) }, { "type": "string" }] });
        schema["definitions"]["Career"]["properties"][list]["items"] = titles;
    }
}

/// Adds the poles that statements of each dimension may point to. New dimensions may be added.
pub(super) fn questionnaire(schema: &mut Value, pack: &Pack) {
    let (file, statement) =
        (schema["definitions"]["DimensionFile"].clone(), schema["definitions"]["StatementFile"].clone());
    let dimensions = pack.questionnaire().dimensions.iter().map(|dimension| {
        let mut statement = statement.clone();
        let Poles { low, high } = &dimension.poles;
        statement["properties"]["toward"] =
            json!({ "description": "The pole that agreement points to.", "enum": [low, high] });
        let mut file = file.clone();
        file["properties"]["statements"]["items"] = statement;
        (dimension.id.to_string(), file)
    });
    schema["properties"]["work_style"]["properties"] = dimensions.collect::<Map<_, _>>().into();
}

/// Adds the items with the answers they take, and the role ids.
pub(super) fn answers(schema: &mut Value, pack: &Pack) {
    let questionnaire = pack.questionnaire();
    let scale = &questionnaire.scale;
    let statements = questionnaire.statements().map(|(_, statement)| {
        let responses = (scale.min..=scale.max).map(Value::from).collect();
        (statement.id.to_string(), item(&statement.text, responses))
    });
    let stems =
        questionnaire.scenarios().flat_map(|(_, scenario)| scenario.stems().map(move |(_, stem)| (scenario, stem)));
    let scenarios = stems.map(|(scenario, stem)| {
        let letters = scenario.options.iter().map(|option| option.id.as_str());
        // Where options are numbered, their numbers may be written as such.
        let numbers = letters.clone().filter_map(|letter| Some(Value::from(letter.parse::<i64>().ok()?)));
        let options = letters.clone().map(Value::from).chain(numbers).collect();
        (stem.id.to_string(), item(&stem.prompt, options))
    });
    let items = statements.chain(scenarios).collect();
    close(&mut schema["properties"]["answers"], items);
    schema["definitions"]["FormFile"]["properties"]["roles"]["items"] = json!({ "enum": role_ids(pack) });
}

/// Adds the role ids, and the areas that a role may have.
pub(super) fn ratings(schema: &mut Value, pack: &Pack) {
    schema["properties"]["role"]["enum"] = json!(role_ids(pack));
    let rating = schema["definitions"]["RatingFile"].clone();
    let ratings = pack.questionnaire().areas.iter().map(|area| (area.id.to_string(), described(&rating, &area.about)));
    close(&mut schema["properties"]["ratings"], ratings.collect());
}

/// Adds what there is to translate, each described by the original.
pub(super) fn translation(schema: &mut Value, pack: &Pack) {
    let Questionnaire { dimensions, areas, .. } = pack.questionnaire();
    let dimension = schema["definitions"]["DimensionTextFile"].clone();
    let of_dimension =
        |id: &str, poles: &Poles| (id.to_owned(), described(&dimension, &format!("{} to {}", poles.low, poles.high)));
    let dimensions = dimensions.iter().map(|part| of_dimension(part.id.as_str(), &part.poles));
    close(&mut schema["properties"]["dimensions"], dimensions.collect());
    let areas = areas.iter().map(|area| (area.id.to_string(), original(&area.title)));
    close(&mut schema["properties"]["areas"], areas.collect());
    let statements = pack.questionnaire().statements();
    let statements = statements.map(|(_, statement)| (statement.id.to_string(), original(&statement.text)));
    close(&mut schema["properties"]["statements"], statements.collect());
    let scenario = schema["definitions"]["ScenarioTextFile"].clone();
    let scenarios = pack.questionnaire().scenarios().map(|(_, asked)| {
        let mut scenario = scenario.clone();
        scenario["properties"]["prompt"] = original(&asked.first.prompt);
        let options = asked.options.iter().map(|option| (option.id.to_string(), original(&option.text)));
        close(&mut scenario["properties"]["options"], options.collect());
        (asked.first.id.to_string(), scenario)
    });
    close(&mut schema["properties"]["scenarios"], scenarios.collect());
}

/// A text to be translated.
fn original(text: &str) -> Value {
    json!({ "description": text, "type": "string" })
}

/// An item: what it says, and what answers it, besides not answering.
fn item(text: &str, mut answers: Vec<Value>) -> Value {
    answers.extend([Questionnaire::SKIP.into(), "".into(), Value::Null]);
    json!({ "description": text, "enum": answers })
}

/// Every target in words: `any`, `balanced`, and each strength toward each pole.
fn targets(poles: &Poles, settings: &Settings) -> Vec<String> {
    let of_strength = |strength: &String| {
        if strength == Settings::BALANCED {
            vec![strength.clone()]
        } else {
            [&poles.low, &poles.high].map(|pole| format!("{strength} {pole}")).to_vec()
        }
    };
    settings.strengths.keys().flat_map(of_strength).chain([Target::ANY.to_owned()]).collect()
}

fn role_ids(pack: &Pack) -> Vec<&str> {
    pack.roles().iter().map(|role| role.id.as_str()).collect()
}

/// A part's schema, with what the pack says about the part where it says anything.
fn described(part: &Value, about: &str) -> Value {
    let mut part = part.clone();
    if !about.is_empty() {
        part["description"] = about.into();
    }
    part
}

/// Gives a mapping of free keys the keys that there are, and no others.
fn close(map: &mut Value, parts: Map<String, Value>) {
    map["properties"] = parts.into();
    map["additionalProperties"] = false.into();
    if let Some(map) = map.as_object_mut() {
        map.remove("propertyNames");
    }
}
