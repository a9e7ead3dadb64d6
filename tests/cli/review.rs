//! `rolefit review`: answers beside the key, in every format; what keeps its key, and form b.

use insta::assert_snapshot;

use crate::world::{World, rolefit};

/// One answer that is not the best, one skipped, one open.
const ANA: &str = "[answers]\napi-rename = \"b\"\nops-alert = \"skip\"\n";

fn pairs(answers: &str) -> World {
    rolefit().pack("pairs").env("ROLEFIT_ROLES", "pairs").file("ana.toml", answers)
}

fn review(answers: &str, args: &[&str]) -> String {
    pairs(answers).args(["review", "ana.toml"].iter().chain(args).copied()).run().printed()
}

#[test]
fn a_review_shows_the_answer_the_best_one_and_the_reasons() {
    assert_snapshot!("review_80", review(ANA, &["--width", "80"]));
    assert_snapshot!("review_50", review(ANA, &["--width", "50"]));
    assert_snapshot!("review_markdown", review(ANA, &["--format", "markdown"]));
    assert_snapshot!("review_json", review(ANA, &["--format", "json"]));
}

#[test]
fn every_format_shows_every_text_of_the_shipped_key() {
    let world = rolefit().example("ana.toml");
    // Lines are broken in one, and signs escaped in the other.
    let bare = |text: &str| text.replace(['\\', '`'], "").split_whitespace().collect::<Vec<_>>().join(" ");
    let show = |format: &str| bare(&world.run_with(["review", "ana.toml", "--built-in", "--format", format]).printed());
    let json = world.run_with(["review", "ana.toml", "--built-in", "--format", "json"]).json();
    let (text, markdown) = (show("text"), show("markdown"));
    let mut scenarios = 0;
    for area in json["areas"].as_array().unwrap() {
        for scenario in area["scenarios"].as_array().unwrap() {
            scenarios += 1;
            assert_eq!(scenario["best"].as_array().unwrap().len(), 1);
            let options = scenario["options"].as_array().unwrap();
            assert!(options.iter().any(|option| option["id"] == scenario["chosen"]));
            let whys = options.iter().map(|option| &option["why"]).chain([&scenario["prompt"]]);
            for why in whys.map(|why| bare(why.as_str().unwrap())) {
                assert!(text.contains(&why) && markdown.contains(&why), "{why}");
            }
        }
    }
    assert_eq!(scenarios, 62);
}

#[test]
fn what_may_still_be_answered_keeps_its_key() {
    for format in ["text", "markdown", "json"] {
        let text = review("[answers]\n", &["--format", format]);
        assert!(text.contains("api-list") && !text.contains("Offer a cursor"), "{text}");
    }
    let short = "[form]\nkind = \"roles\"\nroles = [\"operator\"]\n[answers]\nops-alert = \"a\"\n";
    let role = "id: operator\ntitle: Operator\nwork_style:\n  tempo: { target: balanced, weight: 100 }\n\
                competency:\n  ops: { weight: 100, need: proficient, importance: important }\n";
    let outcome = pairs(short).file("pairs/operator.yaml", role).args(["review", "ana.toml"]).run().printed();
    assert!(outcome.contains("Not on this form: api-rename, api-list."), "{outcome}");
    assert!(outcome.contains("Your answer, the best: a)"), "{outcome}");
}

#[test]
fn form_b_is_refused_unless_asked_twice() {
    for answers in
        ["[form]\nparallel = \"b\"\n[answers]\nops-alert-queue = \"b\"\n", "[answers]\napi-rename-public = \"skip\"\n"]
    {
        let world = pairs(answers);
        let outcome = world.run_with(["review", "ana.toml", "-o", "review.txt"]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""));
        assert!(!world.path().join("review.txt").exists());
        let said = "answers 1 scenario of form b, which is kept for a second sitting; to reveal the key all the same, add `--reveal-form-b`";
        assert_eq!(outcome.stderr, format!("error: `ana.toml` {said}\n"));
        assert!(world.run_with(["review", "ana.toml", "--reveal-form-b"]).printed().contains("Earns 1:"));
    }
    // What is on both forms gives nothing of form b away; nor does a form of which nothing was answered.
    for answers in ["[form]\nparallel = \"b\"\n[answers]\napi-list = \"b\"\n", "[form]\nparallel = \"b\"\n[answers]\n"]
    {
        assert!(!review(answers, &[]).contains("ops-alert-queue: "));
    }
}

#[test]
fn areas_are_chosen_by_name_or_by_role() {
    let one = review(ANA, &["--area", "ops"]);
    assert!(one.contains("Operations") && !one.contains("api-rename"), "{one}");
    assert_snapshot!(pairs(ANA).args(["review", "ana.toml", "--area", "opps"]).run().refused(), @"error: unknown area `opps`; an area with a similar id exists: `ops`");
    let world = rolefit().example("ana.toml");
    let manager = world.run_with(["review", "ana.toml", "--built-in", "--role", "manager"]).printed();
    assert!(manager.contains("People leadership") && !manager.contains("prag-"), "{manager}");
}

#[test]
fn notices_about_the_answers_are_said_and_a_missing_file_is_an_error() {
    let old = "questionnaire = \"pairs@0.9.0\"\n[answers]\nops-alert = \"a\"\n";
    for format in ["text", "markdown", "json"] {
        let said = review(old, &["--format", format, "--width", "200"]);
        assert!(said.contains("nswers are for"), "{said}");
    }
    assert_eq!(pairs(ANA).args(["review", "ben.toml"]).run().code, Some(2));
    assert!(pairs(ANA).args(["review", "-"]).run().refused().contains("--input-format"));
}
