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

#[test]
fn in_a_large_pack_each_role_has_people_of_its_own_and_all_cost_as_much_as_those_of_fifty() {
    let mut world = rolefit().pack("worked-example");
    let role = world.read("worked-example/engineer.yaml");
    for number in 1..=59 {
        let other = role.replace("id: engineer", &format!("id: r{number}"));
        world = world.file(&format!("worked-example/r{number}.yaml"), &other);
    }
    let world = world.args(["simulate", "--roles", "worked-example", "--people", "6", "--format", "json"]);
    let json = world.run().json();
    for role in json["roles"].as_array().expect("roles") {
        let responders = role["responders"].as_array().expect("responders");
        let own = |name: String| responders.iter().find(|found| found["responder"] == name).expect("its own");
        let id = role["role"].as_str().expect("an id");
        assert_eq!(responders.len(), 7, "{id}");
        assert_eq!(own(format!("exactly at every need of {id}"))["people"], 5);
        assert_eq!(own("random".to_owned())["people"], 6);
    }
    let one = world.args(["simulate", "--roles", "worked-example", "--people", "6", "--role", "r7"]).run();
    let words =
        "The pack has 60 roles: each is shown with its own ideal and needs only, and 6 people of each of these two.";
    assert!(one.stdout.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{one}");
}
