//! `rolefit compare`: what changed between two sittings, beyond both errors or not.

use serde_json::Value;

use crate::world::{World, rolefit};

/// Ana in spring, and in autumn with other answers to one dimension and one area.
fn sittings() -> World {
    let world = rolefit().example("ana.toml");
    let spring = world.read("ana.toml");
    let low = |line: &str| {
        let id = line.split(" = ").next().unwrap();
        match id {
            _ if id.starts_with("tempo-") => {
                format!("{id} = {}", 6 - line.split(" = ").nth(1).unwrap().trim().parse::<i32>().unwrap())
            }
            _ => line.to_owned(),
        }
    };
    let autumn: Vec<String> = spring.lines().map(low).collect();
    world.file("autumn.toml", &autumn.join("\n"))
}

#[test]
fn a_change_is_clear_only_beyond_both_errors() {
    let printed = sittings().args(["compare", "ana.toml", "autumn.toml", "--width", "100"]).run().printed();
    assert!(
        printed.starts_with("From ana.toml to autumn.toml\n\nOne change is beyond both errors: Tempo "),
        "{printed}"
    );
    let line = |part: &str| printed.lines().find(|line| line.trim_start().starts_with(part)).unwrap().to_owned();
    assert!(line("Tempo").ends_with("more adapter: clear"), "{printed}");
    assert!(line("Focus").ends_with("the same") && line("Security").ends_with("the same"), "{printed}");
    assert!(printed.contains("up to one in ten may"));
    let same = sittings().args(["compare", "ana.toml", "ana.toml"]).run().printed();
    assert!(same.contains("No change is beyond both errors: whatever differs may be chance."), "{same}");
    assert!(!same.contains("clear") && same.matches("the same").count() >= 19, "{same}");
}

#[test]
fn the_page_has_the_values_of_both_sittings() {
    let world = sittings();
    world.run_with(["compare", "ana.toml", "autumn.toml", "--report", "x.html", "-o", "x.txt"]).printed();
    let html = world.read("x.html");
    for file in ["ana.toml", "autumn.toml"] {
        let result: Value = world.run_with(["score", file, "--format", "json"]).json()[0].clone();
        let tempo = &result["profile"]["work_style"]["tempo"];
        for name in ["from", "to"] {
            assert!(html.contains(&format!("<data value=\"{}\">", tempo[name].as_f64().unwrap())), "{file} {name}");
        }
    }
    assert_eq!(html.matches("<svg").count(), html.matches("aria-label=\"").count());
    assert!(html.contains("more adapter: clear</b>") && !html.contains("<script"));
    assert!(world.read("x.txt").starts_with("From ana.toml to autumn.toml\n"));
}

#[test]
fn what_is_scored_at_one_sitting_only_is_said() {
    let world = sittings();
    let ana = world.read("ana.toml");
    let kept = |is_kept: fn(&str) -> bool| -> String {
        let lines = ana.lines().filter(|line| !line.contains(" = ") || !line.contains('-') || is_kept(line));
        lines.collect::<Vec<_>>().join("\n")
    };
    let world =
        world.file("styles.toml", &kept(|line| line.ends_with(char::is_numeric))).file("none.toml", "[answers]\n");
    let compare = |after: &str| world.run_with(["compare", "ana.toml", after]).printed().replace('\n', " ");
    let styles = compare("styles.toml");
    assert!(styles.contains("Only 4 of the 19 dimensions and areas are scored at both sittings."), "{styles}");
    let none = compare("none.toml");
    assert!(none.contains("Nothing can be compared: no dimension or area is scored at both sittings."), "{none}");
    assert!(!none.contains("chance") && !none.contains("Of 0"), "{none}");
}

#[test]
fn other_questions_are_not_compared() {
    let world = sittings();
    let other = format!("questionnaire = \"backend-family@1.0.0\"\n{}", world.read("ana.toml"));
    let without =
        other.lines().filter(|line| !line.starts_with("questionnaire = \"backend-family@2")).collect::<Vec<_>>();
    let world = world.file("other.toml", &without.join("\n"));
    let refused = world.run_with(["compare", "ana.toml", "other.toml"]).refused();
    assert!(refused.starts_with("error: cannot compare `other.toml`: "), "{refused}");
    assert!(refused.ends_with("; what differs could come from the questions, not from the person\n"), "{refused}");
    let refused = world.run_with(["compare", "ana.toml", "none.toml"]).refused();
    assert!(refused.contains("cannot read `none.toml`"), "{refused}");
    let refused = world.run_with(["compare", "ana.toml", "autumn.toml", "--report", "ana.toml"]).refused();
    assert!(refused.contains("`ana.toml` is an input and is not overwritten"), "{refused}");
}
