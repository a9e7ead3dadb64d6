//! What a run came to, and a card for each person.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::cohort::{self, HEADER, over, survey};
use crate::world::{World, rolefit};

/// A cohort on the built-in pack, with a few rows that cannot be scored.
fn cohort_of(people: u64) -> World {
    let world = rolefit().pack("roles");
    let table = cohort::table(&cohort::load(&world, "roles"), people, ',');
    rolefit().file("responses.csv", &table.replace("\np0007,", "\np0007,9"))
}

#[test]
fn the_summary_counts_everybody_and_hides_the_few_on_request() {
    let args = "batch responses.csv -o scores.csv --rejects rejects.csv --summary s.json --min-count 5";
    let world = cohort_of(60).args(args.split(' '));
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let summary = world
        .read("s.json")
        .lines()
        .filter(|line| !line.contains("\"pack\"") && !line.contains("\"tool\""))
        .collect::<Vec<_>>()
        .join("\n");
    assert_snapshot!(format!("{}--- summary ---\n{summary}", outcome.stderr));
}

fn sum(counts: &Value) -> u64 {
    counts.as_object().unwrap().values().map(|people| people.as_u64().unwrap()).sum()
}

#[test]
fn all_counts_are_shown_and_add_up() {
    let world = cohort_of(60).args("batch responses.csv -o - --summary s.json".split(' '));
    let outcome = world.run();
    let summary: Value = serde_json::from_str(&world.read("s.json")).unwrap();
    let count = |key: &str| summary[key].as_u64().unwrap();
    assert_eq!((count("read"), count("scored"), count("rejected"), count("duplicates")), (60, 59, 1, 0));
    assert_eq!(sum(&summary["first_role"]) + count("insufficient_evidence"), 59);
    for bands in summary["bands"].as_object().unwrap().values() {
        assert_eq!(sum(bands), 59);
    }
    let first = |role: &str| outcome.stdout.lines().filter(|row| row.contains(&format!(",{role},1,"))).count() as u64;
    for (role, people) in summary["first_role"].as_object().unwrap() {
        assert_eq!(first(role), people.as_u64().unwrap(), "{role}");
    }
    for (flag, people) in summary["flags"].as_object().unwrap() {
        let raised: BTreeSet<&str> = outcome
            .stdout
            .lines()
            .filter(|row| row.rsplit(',').next().unwrap().trim_matches('"').split(';').any(|other| other == flag))
            .map(|row| row.split(',').next().unwrap())
            .collect();
        assert_eq!(raised.len() as u64, people.as_u64().unwrap(), "{flag}");
    }
}

/// A cohort of people of the examples, each of whom comes some times.
fn example_cohort(people: &[(&str, usize)]) -> World {
    let world = rolefit().example("cohort.csv");
    let cohort = world.read("cohort.csv");
    let (header, _) = cohort.split_once('\n').unwrap();
    let rows = people.iter().flat_map(|(id, times)| {
        let row = cohort.lines().find(|row| row.starts_with(&format!("{id},"))).unwrap();
        (0..*times).map(move |time| row.replacen(id, &format!("{id}{time}"), 1))
    });
    let table = format!("{header}\n{}\n", rows.collect::<Vec<_>>().join("\n"));
    world.file("responses.csv", &table).args("batch responses.csv -o - --summary s.json".split(' '))
}

fn summary(world: &World) -> Value {
    serde_json::from_str(&world.read("s.json")).unwrap()
}

#[test]
fn a_single_small_count_is_hidden_with_another_one() {
    let world = example_cohort(&[("ana", 12), ("dara", 9), ("chi", 3), ("gus", 6)]);
    let said = world.run().stderr;
    assert!(said.contains("\nfirst role: manager 9, principal 12, senior 3\n"), "{said}");
    assert!(!said.contains("hidden"), "{said}");
    let world = world.args("batch responses.csv -o - --summary s.json --min-count 5".split(' '));
    let said = world.run().stderr;
    assert!(said.contains("\nfirst role: backend (hidden), manager 9, principal 12, senior (hidden)\n"), "{said}");
    assert!(said.ends_with(
        "\nhidden: counts below 5, and one more where only one would be hidden; show them with `--min-count 1`\n"
    ));
    let summary = summary(&world);
    assert_eq!(summary["insufficient_evidence"], Value::Null, "the next larger: {summary}");
    assert_eq!(summary["first_band"]["insufficient-evidence"], Value::Null, "the same people: {summary}");
    let first = json!({ "backend": null, "manager": 9, "principal": 12, "senior": null });
    assert_eq!(summary["first_role"], first, "{summary}");
}

#[test]
fn results_with_pseudonyms_hide_small_counts_unless_asked() {
    let cohort = [("ana", 12), ("dara", 9), ("chi", 3), ("gus", 6)];
    let said = |flags: &str| {
        let args = format!("batch responses.csv -o - --anonymize key {flags}");
        example_cohort(&cohort).args(args.trim().split(' ')).run().stderr
    };
    assert!(said("").contains("senior (hidden)"), "{}", said(""));
    assert!(said("--min-count 3").contains("manager 9, principal 12, senior 3"), "{}", said("--min-count 3"));
    assert!(said("--min-count 10").contains("manager (hidden)"), "{}", said("--min-count 10"));
}

#[test]
fn nobody_is_ranked_against_others() {
    let world = cohort_of(60).args("batch responses.csv -o scores.csv --summary s.json".split(' '));
    let outcome = world.run();
    for text in [outcome.stderr.replace("responses.csv: row 9: ", ""), world.read("s.json")] {
        assert!(!text.contains("p00"), "{text}");
    }
    let persons: Vec<String> = world
        .read("scores.csv")
        .lines()
        .skip(1)
        .step_by(4)
        .map(|row| row.split(',').next().unwrap().to_owned())
        .collect();
    assert!(persons.is_sorted(), "the order of the input");
}

#[test]
fn a_summary_can_go_to_standard_output() {
    let world = over(&format!("{HEADER}\nana,4,2,4,2,a,a,a\n"), "-o scores.csv --summary -");
    let outcome = world.run();
    assert_eq!(serde_json::from_str::<Value>(&outcome.stdout).unwrap()["scored"], 1);
}

#[test]
fn a_card_says_what_score_says_with_its_reasons() {
    let world = rolefit().pack("roles");
    let pack = cohort::load(&world, "roles");
    let world = rolefit().file("responses.csv", &cohort::table(&pack, 12, ','));
    let world = (0..12)
        .fold(world, |world, seed| world.file(&format!("{}.toml", cohort::id(seed)), &cohort::toml(&pack, seed)));
    let mut world =
        world.args("batch responses.csv -o scores.csv --each cards --role senior --role backend".split(' '));
    assert_eq!(world.run().code, Some(0));
    let cards: Vec<String> = world.files().into_iter().filter(|file| file.starts_with("cards/")).collect();
    assert_eq!(cards, (0..12).map(|seed| format!("cards/{}.md", cohort::id(seed))).collect::<Vec<_>>());
    for seed in 0..12 {
        let file = format!("{}.toml", cohort::id(seed));
        world = world.args(["score", &file, "--why", "--format", "markdown", "--role", "senior", "--role", "backend"]);
        assert_eq!(world.read(&format!("cards/{}.md", cohort::id(seed))), world.run().stdout);
    }
}

/// A table with a column of names that a mapping names.
fn named(args: &str) -> World {
    let table =
        "id,Full name,focus-quiet-block,tempo-week,api-timeout\nr-1,Ana *Lima*,4,2,a\nr-2,,4,2,a\nr-3,r-3,4,2,a\n";
    over(table, args).file("map.toml", "ignore = []\n[person]\nid = \"id\"\nname = \"Full name\"\n")
}

#[test]
fn a_mapped_name_stands_on_the_card_and_in_the_list_of_people() {
    let world = named("--map map.toml --format table --each cards -o people.txt");
    assert_eq!(world.run().code, Some(0));
    let people = world.read("people.txt");
    assert!(
        people.contains(" Ana ")
            && people.contains("*Lima*")
            && people.contains("r-2")
            && !people.contains("r-3 (r-3)"),
        "{people}"
    );
    assert!(world.read("cards/r-1.md").starts_with("## Role fit of Ana \\*Lima\\* (r-1)\n"), "the file has the id");
    assert!(world.read("cards/r-2.md").starts_with("## Role fit of r-2\n"));
    let world = named("--map map.toml --format markdown");
    assert!(world.run().stdout.contains("| Ana \\*Lima\\* (r-1) |"));
    for format in ["csv", "ndjson", "ndjson --full"] {
        assert!(!named(&format!("--map map.toml --format {format}")).run().stdout.contains("Lima"), "{format}");
    }
}

#[test]
fn names_never_stand_beside_pseudonyms() {
    let world = named("--map map.toml --format table --each cards -o people.txt --anonymize key --profile p.csv");
    assert_eq!(world.run().code, Some(0));
    for file in world.files() {
        assert!(["key", "responses.csv"].contains(&file.as_str()) || !world.read(&file).contains("Lima"), "{file}");
    }
}

#[test]
fn cards_have_safe_names_and_nobodys_is_lost() {
    let ids = ["../../up", "a/b", "a-b", "A-B", "CON", "...", "a:b", "é\u{301}", "=1+1"];
    let rows: String = ids.iter().map(|id| format!("{id},4,2,4,2,a,a,a\n")).collect();
    let world = over(&format!("{HEADER}\n{rows}"), "--each deep/cards -o scores.csv");
    assert_eq!(world.run().code, Some(0));
    let cards: Vec<String> = world.files().into_iter().filter(|file| file.ends_with(".md")).collect();
    assert_snapshot!(cards.join("\n"), @"
    deep/cards/1-1.md
    deep/cards/A-B-3.md
    deep/cards/a-b-2.md
    deep/cards/a-b-4.md
    deep/cards/a-b.md
    deep/cards/person-CON.md
    deep/cards/person.md
    deep/cards/up.md
    deep/cards/é.md
    ");
}

#[test]
fn a_card_takes_no_name_of_another_result() {
    let rows: String = ["ana", "ben", "chi"].map(|id| format!("{id},4,2,4,2,a,a,a\n")).concat();
    let args = "-o cards/ana.md --rejects ./cards/Ben.md --summary cards/../cards/s.json --each cards";
    let world = over(&format!("{HEADER}\n{rows}"), args).file("cards/notes.txt", "mine\n");
    assert_eq!(world.run().code, Some(0));
    let cards: Vec<String> = world.files().into_iter().filter(|file| file.starts_with("cards/")).collect();
    assert_eq!(
        cards.join(" "),
        "cards/Ben.md cards/ana-2.md cards/ana.md cards/ben-2.md cards/chi.md cards/notes.txt cards/s.json"
    );
    assert!(world.read("cards/ana.md").starts_with("person,role,"), "the result");
    assert!(world.read("cards/ana-2.md").contains("ana"), "the card");
}

#[test]
fn a_card_takes_no_name_of_an_input_that_a_pattern_names() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\n");
    let world =
        survey().file("cards/ana.md", &table).args("batch cards/*.md --input-format csv --each cards".split(' '));
    assert_eq!(world.run().code, Some(0));
    assert_eq!(world.read("cards/ana.md"), table);
    assert!(world.read("cards/ana-2.md").contains("ana"), "{:?}", world.files());
}

#[test]
fn a_folder_in_the_way_of_a_card_stops_the_run_before_anything_is_replaced() {
    let rows: String = ["ana", "ben", "chi"].map(|id| format!("{id},4,2,4,2,a,a,a\n")).concat();
    let world = over(&format!("{HEADER}\n{rows}"), "-o scores.csv --rejects r.csv --summary s.json --each cards")
        .file("cards/chi.md/notes.txt", "mine\n")
        .file("scores.csv", "old\n");
    let files = world.files();
    let said = world.run().refused();
    assert!(
        said.ends_with(
            "error: cannot write the card `cards/chi.md`: it is a folder; nothing written; move it, or name another folder for the cards\n"
        ),
        "{said}"
    );
    assert_eq!(world.files(), files);
    assert_eq!(world.read("scores.csv"), "old\n");
}

#[test]
fn cards_of_long_ids_are_written_in_any_script() {
    let ids = ["\u{20000}".repeat(80), "\u{20000}".repeat(81), "é".repeat(300), "a".repeat(500)];
    let rows: String = ids.iter().map(|id| format!("{id},4,2,4,2,a,a,a\n")).collect();
    let world = over(&format!("{HEADER}\n{rows}"), "--each cards -o scores.csv");
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(world.files().iter().filter(|file| file.starts_with("cards/")).count(), 4);
}

#[test]
fn cards_that_name_people_are_noted_beside_pseudonyms() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\nben,4,2,4,2,a,a,a\n");
    let first = over(&table, "--each cards -o scores.csv");
    let outcome = first.run();
    assert!(!outcome.stderr.contains("held"), "{outcome}");
    assert_eq!(first.run().stderr, outcome.stderr, "the same cards again");
    let outcome = first.args("batch responses.csv --each cards -o cards/all.md --anonymize key".split(' ')).run();
    let note =
        "note: `cards` also contains 2 other Markdown files; name an empty folder to keep these cards separate\n";
    assert!(outcome.stderr.contains(note), "{outcome}");
}

#[test]
fn cards_of_an_earlier_run_are_replaced_and_others_left_alone() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\nana,5,2,4,2,a,a,a\n");
    let world = over(&table, "--each cards -o scores.csv --duplicates latest")
        .file("cards/ana.md", "old\n")
        .file("cards/notes.md", "mine\n");
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0));
    assert!(outcome.stderr.contains("\nnote: `cards` also contains 1 other Markdown file; "), "{outcome}");
    assert_eq!(
        world.files().into_iter().filter(|file| file.starts_with("cards/")).collect::<Vec<_>>(),
        ["cards/ana.md", "cards/notes.md"]
    );
    assert!(world.read("cards/ana.md").contains("ana") && world.read("cards/notes.md") == "mine\n");
}
