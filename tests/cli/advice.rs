//! The advice of `rolefit check`, as far as a run decides about it: comments, days, numbers of items and of roles.

use serde_json::Value;

use crate::world::{World, rolefit};

/// Runs a check and returns the code and severity of each finding.
fn found(world: World, args: &[&str]) -> Vec<String> {
    let outcome = world.args(["check", "--format", "json"].iter().chain(args).copied()).run();
    let json: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = json["findings"].as_array().unwrap().iter();
    findings.map(|finding| text(finding, "code") + " " + &text(finding, "severity")).collect()
}

/// A pack with one warning, and a comment on its line.
fn commented(comment: &str) -> World {
    let world = rolefit().pack_against("dominant-part");
    let role = world.read("pack/engineer.yaml").replace("weight: 60", &format!("weight: 60 # rolefit: {comment}"));
    world.file("pack/engineer.yaml", &role)
}

#[test]
fn a_comment_silences_advice_by_code_or_name() {
    assert_eq!(found(commented("nothing"), &["pack"]), ["RF110 warning", "RF900 warning"]);
    assert_eq!(found(commented("ignore[RF110] by design"), &["pack"]), [""; 0]);
    assert_eq!(found(commented("ignore[dominant-part] by design"), &["pack"]), [""; 0]);
    assert_eq!(found(commented("ignore[RF111]"), &["pack"]), ["RF110 warning", "RF900 warning"]);
}

#[test]
fn a_comment_holds_through_its_day_wherever_the_day_comes_from() {
    let until = || commented("ignore[RF110] until=2026-06-30 until the team has grown");
    let expired = ["RF110 warning", "RF901 warning"];
    assert_eq!(found(until(), &["pack", "--today", "2026-06-30"]), [""; 0]);
    assert_eq!(found(until(), &["pack", "--today", "2026-07-01"]), expired);
    // 23:59:59 of that day, and the second after.
    assert_eq!(found(until().env("SOURCE_DATE_EPOCH", "1782863999"), &["pack"]), [""; 0]);
    assert_eq!(found(until().env("SOURCE_DATE_EPOCH", "1782864000"), &["pack"]), expired);
    let both = until().env("SOURCE_DATE_EPOCH", "1782864000");
    assert_eq!(found(both, &["pack", "--today", "2026-06-30"]), [""; 0]);
    assert_eq!(found(commented("ignore[RF110] until=2001-01-01"), &["pack"]), expired);
}

#[test]
fn too_few_items_for_any_score_are_errors() {
    // The packs of the gallery have four statements and two scenarios.
    let without = |rule: &str, from: &str, to: &str| {
        let world = rolefit().pack_against(rule);
        let key = world.read("pack/questionnaire.yaml");
        let (start, end) = (key.find(from).unwrap(), key.find(to).unwrap_or(key.len()));
        world.file("pack/questionnaire.yaml", &(key[..start].to_owned() + &key[end..]))
    };
    let statements = |from| without("few-statements", from, "competency:");
    assert_eq!(found(statements("      - { id: tempo-open-end"), &["pack"])[0], "RF130 warning");
    assert_eq!(found(statements("      - { id: tempo-checklist"), &["pack"])[0], "RF130 error");
    assert_eq!(found(rolefit().pack_against("few-scenarios"), &["pack"]), ["RF131 warning"]);
    let scenario = found(without("few-scenarios", "      - id: ops-deploy", "\0"), &["pack"]);
    assert!(scenario.contains(&"RF131 error".to_owned()), "{scenario:?}");
}

#[test]
fn rules_by_simulation_look_at_large_packs_only_when_asked() {
    let world = rolefit().pack("worked-example");
    let role = world.read("worked-example/engineer.yaml");
    let twins = |count: usize| {
        (1..count).fold(rolefit().pack("worked-example"), |world, number| {
            let twin = role.replace("id: engineer", &format!("id: twin-{number}"));
            world.file(&format!("worked-example/twin-{number}.yaml"), &twin)
        })
    };
    let number_found =
        |world, args: &[&str]| found(world, &[&["worked-example", "--select", "twin-roles"], args].concat()).len();
    assert_eq!(number_found(twins(50), &[]), 49);
    assert_eq!(number_found(twins(51), &[]), 0);
    assert_eq!(number_found(twins(51), &["--deep"]), 50);
    // A comment about a rule that was not looked for is not called unused.
    let unused = |count: usize, rule: &str, args: &[&str]| {
        let commented = role.replace("title: Engineer", &format!("title: Engineer # rolefit: ignore[{rule}]"));
        let world = twins(count).file("worked-example/engineer.yaml", &commented);
        found(world, &[&["worked-example", "--select", "RF900"], args].concat())
    };
    assert_eq!(unused(1, "twin-roles", &[]), ["RF900 warning"]);
    assert_eq!(unused(51, "twin-roles", &[]), [""; 0]);
    assert_eq!(unused(51, "RF117", &[]), [""; 0]);
    assert_eq!(unused(51, "twin-roles", &["--deep"]), ["RF900 warning"]);
    assert_eq!(unused(51, "flat-scenario", &[]), ["RF900 warning"]);
}
