//! How sure a result is, as a user sees it: contenders, likely bands, declared evidence, response quality.

use insta::assert_snapshot;

use crate::world::rolefit;

const QUESTIONNAIRE: &str = include_str!("../packs/worked-example/questionnaire.yaml");
const ROLE: &str = include_str!("../packs/worked-example/engineer.yaml");

/// Two roles that ask for nearly the same.
fn twins(questionnaire: &str) -> crate::world::World {
    let twin = ROLE.replace("id: engineer", "id: twin").replace("title: Engineer", "title: Twin");
    rolefit()
        .file("pack/questionnaire.yaml", questionnaire)
        .file("pack/engineer.yaml", ROLE)
        .file("pack/twin.yaml", &twin.replace("need: 82", "need: 81"))
        .file("ida.toml", IDA)
}

const IDA: &str = "[answers]
focus-1 = 4\nfocus-2 = 5\nfocus-3 = 3\nfocus-4 = 2\nfocus-5 = 1
tempo-1 = 4\ntempo-2 = 3\ntempo-3 = 3\ntempo-4 = 4\ntempo-5 = 2
api-1 = 'a'\napi-2 = 'b'\napi-3 = 'b'\nops-1 = 'a'\nops-2 = 'a'\nops-3 = 'c'
";

#[test]
fn roles_that_the_answers_do_not_settle_are_both_marked() {
    assert_snapshot!(twins(QUESTIONNAIRE).args(["score", "ida.toml", "--roles", "pack", "--why"]).run());
}

#[test]
fn declared_evidence_wins_and_names_its_sample() {
    let declared = QUESTIONNAIRE
        .replace(
            "    poles: { low: adapter",
            "    evidence: { sem: 4, sample: 120 engineers }\n    poles: { low: adapter",
        )
        .replace(
            "    title: API",
            "    evidence: { reliability: 0.84, sd: 15, sample: 120 engineers }\n    title: API",
        );
    let outcome = twins(&declared).args(["score", "ida.toml", "--roles", "pack", "--format", "json"]).run();
    let json = outcome.json();
    let tempo = &json[0]["profile"]["work_style"]["tempo"];
    assert_eq!((tempo["se"].as_f64(), tempo["source"].as_str()), (Some(4.0), Some("declared")));
    assert_eq!(tempo["sample"], "120 engineers");
    let (api, ops) = (&json[0]["profile"]["competency"]["api"], &json[0]["profile"]["competency"]["ops"]);
    assert_eq!((api["sample"].as_str(), ops["sample"].is_null()), (Some("120 engineers"), true));
    // The same answers: surer where evidence says so.
    let width = |area: &serde_json::Value| area["to"].as_f64().unwrap() - area["from"].as_f64().unwrap();
    assert!(width(api) < 25.0 && width(ops) > 35.0, "{api} {ops}");
}

#[test]
fn evidence_in_no_known_form_is_refused() {
    let wrong = QUESTIONNAIRE
        .replace(
            "    poles: { low: adapter",
            "    evidence: { reliability: 0.9, sample: s }\n    poles: { low: adapter",
        )
        .replace("    title: API", "    evidence: { reliability: 1.2, sd: 80, sample: s }\n    title: API");
    assert_snapshot!(twins(&wrong).args(["score", "ida.toml", "--roles", "pack"]).run());
}

#[test]
fn response_quality_stands_under_its_own_heading_and_changes_nothing() {
    let straight = IDA.replace(
        "focus-1 = 4\nfocus-2 = 5\nfocus-3 = 3\nfocus-4 = 2\nfocus-5 = 1",
        "focus-1 = 4\nfocus-2 = 4\nfocus-3 = 4\nfocus-4 = 4\nfocus-5 = 4",
    );
    let outcome = twins(QUESTIONNAIRE)
        .file("ida.toml", &straight)
        .args(["score", "ida.toml", "--roles", "pack", "--verbose"])
        .run();
    assert_snapshot!(outcome);
    let csv = twins(QUESTIONNAIRE)
        .file("ida.toml", &straight)
        .args(["score", "ida.toml", "--roles", "pack", "--format", "csv"])
        .run();
    assert!(csv.printed().contains("long-run"));
}

#[test]
fn a_shuffled_order_of_presentation_is_taken_from_the_file() {
    let style = "focus-1 = 4\nfocus-2 = 4\nfocus-3 = 4\nfocus-4 = 4\nfocus-5 = 4
tempo-1 = 1\ntempo-2 = 2\ntempo-3 = 1\ntempo-4 = 2\ntempo-5 = 1\n";
    let printed = |form: &str| {
        let world = twins(QUESTIONNAIRE).file("ida.toml", &format!("[answers]\n{style}{form}"));
        world.args(["score", "ida.toml", "--roles", "pack", "--verbose"]).run().printed()
    };
    assert!(printed("").contains("5 identical answers in a row, of 10 statements"));
    // Dealt out among the tempo statements, the same answers are no run.
    assert!(!printed("[form]\nseed = 1\n").contains("in a row"));
}

#[test]
fn certainty_does_not_depend_on_who_else_is_scored() {
    let alone = rolefit().example("ana.toml").args(["score", "ana.toml", "--format", "ndjson"]).run().printed();
    let among = rolefit().example("ana.toml").example("ben.toml");
    let among = among.args(["score", "ben.toml", "ana.toml", "--format", "ndjson"]).run().printed();
    assert_eq!(among.lines().nth(1), alone.lines().next());
}
