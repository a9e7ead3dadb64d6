//! The worked example of the method's specification: every number that an independent program found, to 1e-9.

use std::path::Path;

use serde_json::Value;

use crate::world::rolefit;

const TOLERANCE: f64 = 1e-9;

fn expected() -> Value {
    serde_json::from_str(include_str!("../worked-example/expected.json")).unwrap()
}

/// Compares everything that is expected with what is there.
fn compare(expected: &Value, actual: &Value, path: &str) {
    match expected {
        Value::Object(entries) => {
            for (key, value) in entries {
                let found = actual.get(key).unwrap_or_else(|| panic!("no {path}/{key} in {actual}"));
                compare(value, found, &format!("{path}/{key}"));
            }
        }
        Value::Number(number) => {
            let (expected, actual) = (number.as_f64().unwrap(), actual.as_f64().unwrap());
            assert!((expected - actual).abs() <= TOLERANCE, "{path}: {actual} is not {expected}");
        }
        other => assert_eq!(other, actual, "{path}"),
    }
}

#[test]
fn the_worked_example_comes_out_to_the_ninth_decimal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked-example");
    let pack = folder.join("pack");
    for (file, expected) in expected().as_object().unwrap() {
        let answers = folder.join(file);
        let args = ["score", answers.to_str().unwrap(), "--roles", pack.to_str().unwrap(), "--format", "json"];
        let json = rolefit().args(args).run().json();
        let result = &json[0];
        assert_eq!(result["method"], "rolefit-2axis/2");
        compare(&expected["guessing_z"], &result["profile"]["guessing"]["z"], "guessing");
        compare(&expected["work_style"], &result["profile"]["work_style"], file);
        compare(&expected["competency"], &result["profile"]["competency"], file);
        let scored: Vec<&Value> =
            result["roles"].as_array().unwrap().iter().filter(|role| !role["rank"].is_null()).collect();
        let roles = expected["roles"].as_array().unwrap();
        assert_eq!(roles.len(), scored.len(), "{file}");
        for (expected, actual) in roles.iter().zip(scored) {
            compare(expected, actual, &format!("{file}/{}", expected["role"]));
        }
    }
}
