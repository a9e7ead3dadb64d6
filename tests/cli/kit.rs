//! `rolefit kit`: what interviewers take along.

use insta::assert_snapshot;

use crate::world::rolefit;

#[test]
fn a_kit_of_a_bare_role_has_its_areas_and_a_scorecard() {
    let args = ["kit", "engineer", "--roles", "worked-example"];
    assert_snapshot!(rolefit().pack("worked-example").args(args).run().printed());
}

#[test]
fn a_kit_has_everything_that_a_role_says_for_interviewers_and_nothing_of_the_questionnaire() {
    for role in ["backend", "senior", "principal", "manager"] {
        let kit = rolefit().args(["kit", role]).run().printed();
        let json = rolefit().args(["roles", role, "--format", "json"]).run().json();
        let shown = json["roles"][0]["competency"].as_array().unwrap();
        for need in shown {
            let meets = need["meets"].as_str().unwrap();
            assert!(kit.contains(meets), "{role}: {meets}");
        }
        for text in ["### Exercise: ", "### Red flags", "### Scorecard", "Look for: "] {
            assert!(kit.contains(text), "{role}: {text}");
        }
        let questions = rolefit().args(["questions", "--format", "json"]).run().json();
        let prompts: Vec<String> = questions
            .to_string()
            .split("\"text\":\"")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .filter(|text| text.len() > 60)
            .collect();
        assert!(!prompts.is_empty());
        assert!(prompts.iter().all(|prompt| !kit.contains(prompt)), "{role}");
    }
}

#[test]
fn areas_come_by_weight_and_a_variant_has_its_own() {
    let first = |args: &[&str]| {
        let kit = rolefit().args(args.iter().copied()).run().stdout;
        kit.lines().find(|line| line.contains("(weight")).map(str::to_owned)
    };
    assert_eq!(
        first(&["kit", "senior"]).as_deref(),
        Some("### Code quality and testing (weight 16, critical, need proficient (75), floor working (65))")
    );
    assert_ne!(first(&["kit", "manager"]), first(&["kit", "manager", "--variant", "startup"]));
}

#[test]
fn a_kit_is_a_page_without_requests_too() {
    let world = rolefit().args(["kit", "senior", "--format", "html", "-o", "kit.html"]);
    world.run().printed();
    let page = world.read("kit.html");
    assert!(page.starts_with("<!DOCTYPE html>") || page.starts_with("<!doctype html>"));
    assert!(page.contains("<h1>Interview kit: Senior Backend Engineer</h1>"));
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"));
}

#[test]
fn a_kit_for_an_unknown_role_is_refused() {
    assert_eq!(
        rolefit().args(["kit", "senor"]).run().refused(),
        "error: unknown role `senor`; a role with a similar id exists: `senior`\n"
    );
}
