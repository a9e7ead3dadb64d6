//! People whom every hiring manager knows, in `tests/personas/`: the shipped roles must say of each what such a manager would.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::world::rolefit;

/// What must hold of one person; only what is named is compared.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectations {
    #[serde(rename = "who")]
    _who: String,
    first: Option<String>,
    /// Points of the overall value between the first role and the second, at least.
    lead: Option<f64>,
    /// Roles from higher to lower.
    #[serde(default)]
    order: Vec<String>,
    #[serde(default)]
    at_least: BTreeMap<String, String>,
    #[serde(default)]
    at_most: BTreeMap<String, String>,
    #[serde(default)]
    not: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct Personas {
    personas: BTreeMap<String, Expectations>,
}

/// How near a band is; a gap of judgment and a stretch of style are equally far.
fn nearness(band: &str) -> usize {
    match band {
        "primary-fit" => 4,
        "near-primary-fit" => 3,
        "potential-capability-gap" | "capable-style-stretch" => 2,
        "partial-match" => 1,
        "distant" => 0,
        other => panic!("no band: {other}"),
    }
}

/// One role of a result: id, overall value and band, in order of the ranking.
fn ranking(person: &str, answers: &str) -> Vec<(String, f64, String)> {
    let file = format!("{person}.toml");
    let result = rolefit().file(&file, answers).args(["score", &file, "--format", "json"]).run().json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let roles = result[0]["roles"].as_array().unwrap();
    roles.iter().map(|role| (text(&role["role"]), role["overall"].as_f64().unwrap(), text(&role["band"]))).collect()
}

#[test]
fn the_shipped_roles_say_of_known_people_what_a_hiring_manager_would() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/personas");
    let text = fs::read_to_string(folder.join("expectations.yaml")).unwrap();
    let Personas { personas } = serde_yaml::from_str(&text).unwrap();
    assert!(personas.len() >= 7);
    for (person, expected) in &personas {
        let answers = fs::read_to_string(folder.join(format!("{person}.toml"))).unwrap();
        let ranking = ranking(person, &answers);
        let place = |role: &String| ranking.iter().position(|(id, ..)| id == role).unwrap();
        let band = |role: &String| ranking[place(role)].2.as_str();
        if let Some(first) = &expected.first {
            assert_eq!(ranking[0].0, *first, "{person}: {ranking:?}");
        }
        if let Some(lead) = expected.lead {
            assert!(ranking[0].1 - ranking[1].1 >= lead, "{person}: {ranking:?}");
        }
        assert!(expected.order.is_sorted_by_key(place), "{person}: {ranking:?}");
        for (role, least) in &expected.at_least {
            assert!(nearness(band(role)) >= nearness(least), "{person}, {role}: {ranking:?}");
        }
        for (role, most) in &expected.at_most {
            assert!(nearness(band(role)) <= nearness(most), "{person}, {role}: {ranking:?}");
        }
        for (role, bands) in &expected.not {
            assert!(bands.iter().all(|other| other != band(role)), "{person}, {role}: {ranking:?}");
        }
    }
}
