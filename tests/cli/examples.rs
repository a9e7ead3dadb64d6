//! The people in `examples/`: each loads, and each is the story that it tells.

use serde_json::Value;

use crate::world::{World, rolefit};

const PEOPLE: [&str; 7] = ["ana.toml", "ben.toml", "chi.toml", "dara.yaml", "eli.toml", "fen.json", "gus.toml"];

/// The same people in one table, and one more with an answer that cannot be read.
const COHORT: &str = "cohort.csv";

/// Returns role and band of each row in order of the ranking.
fn ranking(person: &str) -> Vec<(String, String)> {
    let result = rolefit().example(person).args(["score", person, "--format", "json"]).run().json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    result[0]["roles"].as_array().unwrap().iter().map(|role| (text(&role["role"]), text(&role["band"]))).collect()
}

fn first(person: &str) -> (String, String) {
    ranking(person).swap_remove(0)
}

fn fit(role: &str, band: &str) -> (String, String) {
    (role.to_owned(), band.to_owned())
}

#[test]
fn four_people_each_fit_another_role() {
    assert_eq!(first("ana.toml"), fit("principal", "primary-fit"));
    assert_eq!(first("ben.toml"), fit("backend", "primary-fit"));
    assert_eq!(first("chi.toml"), fit("senior", "primary-fit"));
    assert_eq!(first("dara.yaml"), fit("manager", "primary-fit"));
}

#[test]
fn eli_would_work_that_way_but_cannot_show_the_judgment_yet() {
    assert_eq!(first("eli.toml"), fit("backend", "potential-capability-gap"));
}

#[test]
fn fen_decides_well_and_works_in_another_way() {
    assert_eq!(first("fen.json").1, "capable-style-stretch");
}

#[test]
fn gus_stopped_too_early_for_any_role() {
    let ranking = ranking("gus.toml");
    assert_eq!(ranking.len(), 4);
    assert!(ranking.iter().all(|(_, band)| band == "insufficient-evidence"), "{ranking:?}");
}

#[test]
fn every_example_is_listed_here() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    // What is in folders of its own has a test of its own.
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let mut names: Vec<_> = files.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    names.retain(|name| name != COHORT);
    names.sort();
    assert_eq!(names, PEOPLE);
}

#[test]
fn the_cohort_is_the_same_people() {
    let world = PEOPLE.into_iter().fold(rolefit(), World::example).example(COHORT);
    let world = world.args(["score", "--format", "csv"].into_iter().chain(PEOPLE));
    let alone = world.run().printed();
    let outcome = world.args(["batch", COHORT, "--certainty"]).run();
    assert_eq!((outcome.code, outcome.stdout), (Some(1), alone));
    assert!(
        outcome.stderr.contains("cohort.csv: row 9: `focus-quiet-block`: 7 is outside 1 to 5"),
        "{}",
        outcome.stderr
    );
}

/// Runs `score` over all examples.
fn score(people: &[&str], more: &[&str]) -> String {
    let world = PEOPLE.into_iter().fold(rolefit(), World::example);
    world.args(["score"].iter().chain(people).chain(more).copied()).run().printed()
}

#[test]
fn the_same_files_give_the_same_bytes() {
    for format in ["table", "json", "ndjson", "markdown", "csv"] {
        let more = ["--format", format, "--why"];
        assert_eq!(score(&PEOPLE, &more), score(&PEOPLE, &more), "{format}");
    }
}

#[test]
fn the_order_of_files_changes_the_order_of_people_and_nothing_else() {
    let turned: Vec<&str> = PEOPLE.into_iter().rev().collect();
    for (format, between) in
        [("ndjson", "\n"), ("csv", "\n"), ("table", "Role fit of "), ("markdown", "## Role fit of ")]
    {
        let blocks = |people: &[&str]| {
            let printed = score(people, &["--format", format]);
            // The last block of a page ends with the purpose line of all.
            let people = printed.split("\nDescribes").next().unwrap().split("\n*Describes").next().unwrap();
            let mut blocks: Vec<String> = people.split(between).map(|block| block.trim().to_owned()).collect();
            blocks.sort();
            blocks
        };
        assert_eq!(blocks(&PEOPLE), blocks(&turned), "{format}");
    }
}

#[test]
fn words_that_judge_or_compare_people_are_never_printed() {
    const NEVER: [&str; 12] = [
        "hire",
        "hiring",
        "reject",
        "percentile",
        "average",
        "norm group",
        "top talent",
        "clinical",
        "diagnos",
        "disorder",
        "iq",
        "weak candidate",
    ];
    // What the output is not, and decisions that growth steps ask to write down.
    const SAID_TO_BE_NOT: [&str; 3] = ["not a hiring decision", "not percentiles", "rejected alternatives"];
    for role in ["backend", "manager", "principal", "senior"] {
        for format in ["table", "markdown", "csv", "json"] {
            let printed = score(&PEOPLE, &["--format", format, "--why", role]);
            let one_line = printed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let text = SAID_TO_BE_NOT.iter().fold(one_line, |text, phrase| text.replace(phrase, ""));
            for word in NEVER {
                let begins = |part: &str| part.starts_with(word);
                let found = text
                    .split(|letter: char| !letter.is_alphabetic() && letter != ' ')
                    .any(|phrase| phrase.split(' ').any(begins) || (word.contains(' ') && phrase.contains(word)));
                assert!(!found, "`{word}` in {format} of {role}:\n{printed}");
            }
        }
    }
}

#[test]
fn every_page_says_what_it_is_and_what_it_is_not() {
    for format in ["table", "markdown"] {
        let printed = score(&PEOPLE, &["--format", format]);
        let text = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(text.matches("not a hiring decision").count(), 1, "{format}");
        assert!(text.contains("validity evidence: none declared"), "{format}");
        assert!(text.contains("Method rolefit-2axis/2, questionnaire backend-family"), "{format}");
    }
}
