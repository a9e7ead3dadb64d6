//! `rolefit simulate`: which bands people of known kinds end up in, and what the intervals hold.

use insta::assert_snapshot;

use crate::world::rolefit;

#[test]
fn the_page_shows_every_kind_and_the_coverage() {
    assert_snapshot!(rolefit().args(["simulate", "--people", "200", "--role", "principal", "--width", "110"]).run());
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let run = |seed: &str| rolefit().args(["simulate", "--people", "50", "--seed", seed]).run().to_string();
    assert_eq!(run("3"), run("3"));
    assert_ne!(run("3"), run("4"));
}

#[test]
fn json_has_every_role_and_shares_that_add_up() {
    let outcome = rolefit().args(["simulate", "--people", "50", "--format", "json"]).run();
    let json = outcome.json();
    let roles = json["roles"].as_array().expect("roles");
    assert_eq!(roles.len(), 4);
    for responder in roles.iter().flat_map(|role| role["responders"].as_array().expect("responders")) {
        let bands = responder["bands"].as_object().expect("bands").values();
        let sum: f64 = bands.map(|share| share.as_f64().expect("a share")).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{responder}");
    }
}

#[test]
fn a_share_outside_0_to_1_is_refused() {
    assert_snapshot!(rolefit().args(["simulate", "--noise", "1.5"]).run());
}
