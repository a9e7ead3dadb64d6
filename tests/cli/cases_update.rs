//! `rolefit test --update`: what is observed takes the place of what does not hold, and nothing else changes.

use insta::assert_snapshot;

use crate::cases::world;

const CASES: &str = "\
# Kept.
cases:
  mixed:   # kept, too
    answers: answers/mixed.toml
    contenders:
    - engineer
    roles:
      engineer: { at_least: primary-fit, not: [near-primary-fit, distant], overall: { min: 90, max: 95 } }  # kept
  new:
    answers: answers/mixed.toml
  many:
    simulated: { kind: random, people: 100 }
    # Kept.
    roles: { engineer: { competency: { min: 70 }, shares: { distant: { max: 0 } } } }
";

#[test]
fn what_is_observed_is_written_and_shown_and_holds_from_then_on() {
    let world = world(CASES).args(["test", "worked-example", "--update"]);
    assert_snapshot!(world.run());
    assert_eq!(world.run_with(["test", "worked-example"]).printed_beside("3 cases in 1 file: all passed\n"), "");
    let again = world.read("worked-example/_tests/people.yaml");
    assert_eq!(world.run().printed_beside("nothing to update\n"), "");
    assert_eq!(world.read("worked-example/_tests/people.yaml"), again);
}

#[test]
fn a_file_that_cannot_be_read_is_left_alone_and_the_others_are_updated() {
    let world =
        world("cases:\n  mixed:\n    answers: answers/mixed.toml\n    roles: { engineer: { band: distant } }\n")
            .file("worked-example/_tests/broken.yaml", "cases: [\n")
            .args(["test", "worked-example", "--update"]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("syntax-error") && outcome.stderr.contains("updated 1 expectation in 1 file"));
    assert_eq!(world.read("worked-example/_tests/broken.yaml"), "cases: [\n");
    assert!(!world.read("worked-example/_tests/people.yaml").contains("distant"));
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let cases = "\u{feff}cases:\r\n  mixed:\r\n    answers: answers/mixed.toml\r\n    roles: { engineer: { band: distant } }\r\n";
    let world = world(cases).args(["test", "worked-example", "--update"]);
    assert_eq!(world.run().code, Some(0));
    let band = world.read("worked-example/_tests/people.yaml");
    let band = band.split("band: ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert_eq!(world.read("worked-example/_tests/people.yaml"), cases.replace("distant", &band));
}
