//! `rolefit questions`: what is asked without what it measures, in every form, and the way back into `score`.

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::{WORKED_EXAMPLE, World, rolefit};

/// Everything that could give the key away is `secret`, and no number of it occurs elsewhere. Two texts would like to be a
/// formula, a format or a line of the blank.
const QUESTIONNAIRE: &str = r#"
id: small
version: 2.1.0
title: Small *questionnaire*
instruction: would-do
key: { provenance: secret-provenance, note: secret-note }
scale: { min: 1, max: 3, labels: [no, partly, "yes"] }
scoring: { tolerance: 17.25 }
work_style:
  secret-focus:
    poles: { low: secret-low, high: secret-high }
    about: secret-about
    statements:
      - { id: quiet, toward: secret-high, text: "I like a *quiet* room." }
      - { id: talk, toward: secret-low, text: "=I talk\nkind = \"short\"" }
  secret-tempo:
    poles: { low: secret-slow, high: secret-fast }
    statements:
      - { id: plan, toward: secret-slow, text: "I plan \e[31mmy week." }
competency:
  secret-area:
    title: Secret title
    about: secret-about
    scenarios:
      - id: outage
        prompt: The service is down at night and the one who knows it is asleep. What do you do?
        options:
          a: { credit: 0.91, text: Wake them., why: secret-why }
          b: { credit: 0.37, text: "Restart it, and read the log while it comes up again, to see what went wrong.", why: secret-why }
  secret-second:
    title: Secret title two
    scenarios:
      - id: review
        prompt: What do you review first?
        options:
          x: { credit: 0.83, text: Tests., why: secret-why }
          "y": { credit: 0.29, text: Names., why: secret-why }
"#;

const ROLES: [(&str, &str); 2] = [
    (
        "pack/pilot.yaml",
        "id: pilot\ntitle: Pilot
work_style:\n  secret-focus: { target: strong secret-high, weight: 100, why: secret-why }
competency:\n  secret-area: { need: 71.5, weight: 100, meets: secret-bar }\n",
    ),
    (
        "pack/cook.yaml",
        "id: cook\ntitle: Cook
work_style:\n  secret-tempo: { target: strong secret-fast, weight: 100 }
competency:\n  secret-second: { need: 71.5, weight: 100 }\n",
    ),
];

const FORMATS: [&str; 6] = ["text", "markdown", "html", "csv", "toml", "json"];

fn small() -> World {
    ROLES
        .iter()
        .fold(rolefit(), |world, (name, text)| world.file(name, text))
        .file("pack/questionnaire.yaml", QUESTIONNAIRE)
}

/// Runs `rolefit questions` with more arguments on a pack.
fn questions(world: World, pack: &str, args: &[&str]) -> World {
    world.args(["questions", "--roles", pack].iter().chain(args).copied())
}

/// The ids of a form, in order of presentation.
fn ids(args: &[&str]) -> Vec<String> {
    let json = rolefit().args(["questions", "--format", "json"].iter().chain(args).copied()).run().json();
    let items = json["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn text_is_for_reading_in_a_terminal() {
    assert_snapshot!(questions(small(), "pack", &["--width", "50"]).run());
}

#[test]
fn markdown_is_for_print() {
    assert_snapshot!(questions(small(), "pack", &["--format", "markdown"]).run());
}

#[test]
fn csv_has_one_row_per_item() {
    assert_snapshot!(questions(small(), "pack", &["--format", "csv"]).run());
}

#[test]
fn toml_is_a_blank_answers_file() {
    assert_snapshot!(questions(small(), "pack", &["--format", "toml", "--role", "pilot", "--seed", "7"]).run());
}

#[test]
fn json_has_everything_in_one_object() {
    assert_snapshot!(questions(small(), "pack", &["--format", "json", "--short"]).run());
}

#[test]
fn nothing_of_the_key_appears_in_any_form() {
    for format in FORMATS {
        for form in [&[][..], &["--short"], &["--role", "pilot"]] {
            let printed = questions(small(), "pack", &[&["--format", format], form].concat()).run().printed();
            assert!(printed.contains("What do you do?"), "{printed}");
            let printed = printed.to_lowercase();
            for secret in ["secret", "0.91", "0.37", "0.83", "0.29", "71.5", "17.25", "credit", "why", "\u{1b}"] {
                assert!(!printed.contains(secret), "{format} shows `{secret}`:\n{printed}");
            }
        }
    }
}

#[test]
fn a_form_has_only_what_its_roles_need_and_a_short_one_less_of_everything() {
    let of_roles = |roles: &[&str]| {
        let args: Vec<&str> = roles.iter().flat_map(|role| ["--role", role]).chain(["--format", "csv"]).collect();
        questions(small(), "pack", &args).run().printed()
    };
    assert!(of_roles(&["pilot"]).contains("\noutage,") && !of_roles(&["pilot"]).contains("\nreview,"));
    assert_eq!(of_roles(&["pilot", "cook", "pilot"]), of_roles(&["cook", "pilot"]));
    // Four dimensions with three statements each way, and two scenarios of as many areas as 20 minutes allow.
    let short = rolefit().args(["questions", "--short", "--format", "json"]).run();
    let items = serde_json::from_str::<Value>(&short.stdout).unwrap()["items"].as_array().unwrap().len();
    assert_eq!((ids(&[]).len(), items), (102, 48));
    assert_snapshot!(short.stderr, @"note: 20 minutes leave no time for Security, Release engineering and Pragmatism, so these areas will not be scored; `--short --role ID` asks what one role needs");
    assert_eq!(ids(&["--short", "--role", "manager"]).len(), 24 + 2 * 7);
}

#[test]
fn neighbours_measure_different_things_in_an_order_that_the_seed_decides() {
    let first = ids(&[]);
    let dimension = |id: &String| id.split('-').next().unwrap().to_owned();
    let neighbours = first[..40].windows(2).filter(|pair| dimension(&pair[0]) == dimension(&pair[1]));
    assert_eq!(neighbours.count(), 0, "{first:?}");
    assert_eq!(first, ids(&["--seed", "1"]));
    assert_ne!(first, ids(&["--seed", "2"]));
}

/// Writes a blank and reads it.
fn blank(world: World, args: &[&str]) -> (World, String) {
    let world = world.args(["questions", "--format", "toml", "-o", "blank.toml"].iter().chain(args).copied());
    let outcome = world.run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""));
    let blank = world.read("blank.toml");
    (world, blank)
}

/// Puts an answer in place of each `""` that `answer` has one for, by item and number of the line.
fn filled(blank: &str, answer: impl Fn(&str, usize) -> Option<String>) -> String {
    let answered = |(number, line): (usize, &str)| {
        let (id, rest) = line.split_once(" = \"\"").filter(|(id, _)| *id != "id")?;
        Some(format!("{id} = {}{rest}\n", answer(id, number)?))
    };
    let line = |(number, line)| answered((number, line)).unwrap_or_else(|| format!("{line}\n"));
    blank.lines().enumerate().map(line).collect()
}

#[test]
fn a_filled_in_blank_scores_as_a_file_by_hand() {
    let pack = ["--roles", "worked-example"];
    let (_, blank) = blank(rolefit().pack("worked-example"), &pack);
    let by_hand: toml::Table = WORKED_EXAMPLE.parse().unwrap();
    let filled = filled(&blank, |id, _| Some(by_hand["answers"][id].to_string()));
    assert_eq!(filled.matches("= \"\"").count(), 1, "only the person is not named:\n{filled}");
    let score = |text: &str| {
        let world = rolefit().pack("worked-example").file("me.toml", text);
        world.args(["score", "me.toml", "--format", "json"].iter().chain(&pack).copied()).run().json()
    };
    let (mut from_blank, mut from_hand) = (score(&filled), score(WORKED_EXAMPLE));
    // Only the order in which the items were asked differs.
    for result in [&mut from_blank, &mut from_hand] {
        result[0]["profile"]["quality"]["longest_run"].take();
    }
    assert_eq!(from_blank, from_hand);
    assert_eq!(from_blank[0]["roles"][0]["rank"], 1);
}

#[test]
fn every_form_of_the_built_in_pack_scores_once_filled_in() {
    for form in [&[][..], &["--short"], &["--role", "principal"], &["--short", "--role", "principal"]] {
        let (world, blank) = blank(rolefit(), form);
        let parts = ["focus-", "reasoning-", "orientation-", "tempo-"];
        let answers = filled(&blank, |id, number| {
            let is_statement = parts.iter().any(|part| id.starts_with(part));
            Some(if is_statement { (1 + number % 5).to_string() } else { "\"a\"".to_owned() })
        });
        let world = world.file("me.toml", &answers);
        let result = &world.args(["score", "me.toml", "--role", "principal", "--format", "json"]).run().json()[0];
        assert!(result["roles"][0]["rank"].is_number(), "{form:?} {result:#}");
        let notices = result["notices"].as_array().unwrap();
        let is_about_the_form = |notice: &&Value| {
            ["unanswered-items", "items-changed", "other-version"].map(Value::from).contains(&notice["code"])
        };
        assert_eq!(notices.iter().find(is_about_the_form), None, "{form:?}");
    }
}

#[test]
fn an_untouched_blank_and_a_partly_filled_one_are_insufficient_evidence() {
    let (world, blank) = blank(rolefit().pack("worked-example"), &["--roles", "worked-example"]);
    let partly = filled(&blank, |id, number| id.starts_with("focus").then(|| (1 + number % 5).to_string()));
    let world = world.file("partly.toml", &partly.replace("id = \"\"", "id = \"Mia\""));
    assert_snapshot!(world.args(["score", "blank.toml", "partly.toml", "--roles", "worked-example"]).run());
}

#[test]
fn a_number_that_keeps_the_quotes_of_the_blank_is_explained() {
    let (world, blank) = blank(rolefit(), &[]);
    let quoted = blank.replace("focus-quiet-block = \"\"", "focus-quiet-block = \"4\"");
    let said = world.file("me.toml", &quoted).args(["score", "me.toml"]).run().stderr;
    assert!(said.contains("found the text `4`") && said.contains("= help: write the number without quotes"), "{said}");
}

#[test]
fn a_blank_never_replaces_a_file_that_may_hold_answers() {
    let world = rolefit().file("me.toml", "[answers]\n").file("form.csv", "old");
    let world = world.args(["questions", "--format", "toml", "-o", "me.toml"]);
    assert_snapshot!(world.run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: `me.toml` exists and may contain answers; name another file
    ");
    assert_eq!(world.read("me.toml"), "[answers]\n");
    let world = world.args(["questions", "--format", "csv", "-o", "form.csv"]);
    assert_eq!(world.run().printed(), "");
    assert!(world.read("form.csv").starts_with("id,part,text,options\n"));
}

#[test]
fn flags_that_cannot_be_met_are_refused() {
    assert_snapshot!(rolefit().args(["questions", "--role", "principle"]).run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: unknown role `principle`; a role with a similar id exists: `principal`
    ");
    // TOML has no number for it.
    let seed = rolefit().args(["questions", "--seed", "9223372036854775808"]).run().refused();
    assert!(seed.contains("is not in 0..=9223372036854775807"), "{seed}");
}

#[test]
fn only_headings_are_coloured_and_nothing_without_colours() {
    let coloured = questions(small(), "pack", &["--color", "always"]).run().printed();
    let plain = questions(small(), "pack", &[]).env("NO_COLOR", "1").run().printed();
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    let is_coloured = |line: &&str| line.contains('\u{1b}');
    assert_eq!(coloured.lines().filter(is_coloured).count(), 3, "the title and two headings");
}

#[test]
fn a_scale_too_long_to_list_gets_room_for_a_number() {
    let labelled = "scale: { min: 1, max: 3, labels: [no, partly, \"yes\"] }";
    let with_scale = |scale: &str| small().file("pack/questionnaire.yaml", &QUESTIONNAIRE.replace(labelled, scale));
    let hundred = "scale: { min: 0, max: 100 }";
    let csv = questions(with_scale(hundred), "pack", &["--format", "csv"]).run().printed();
    assert!(csv.contains(",0 to 100\n"), "{csv}");
    let blank = questions(with_scale(hundred), "pack", &["--format", "toml"]).run().printed();
    assert!(blank.contains("quiet = \"\" # 0 to 100\n"), "{blank}");
    let markdown = questions(with_scale(hundred), "pack", &["--format", "markdown"]).run().printed();
    assert!(markdown.contains("Answers: 0 to 100; 0 is full disagreement, 100 is full agreement."), "{markdown}");
    assert!(markdown.contains("room.\n\n......"), "{markdown}");
    let csv = questions(with_scale("scale: { min: -1, max: 1 }"), "pack", &["--format", "csv"]).run().printed();
    assert!(csv.contains("\"'-1\n0\n1\""), "{csv}");
}
