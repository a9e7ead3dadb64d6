//! `batch` equals `score` of each person's own file, digit for digit: in every form, for every input, on any number of threads.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rolefit::load::{Format, answers};
use rolefit::scoring::{Model, assess};
use rolefit::source::Source;
use serde_json::Value;

use crate::cohort;
use crate::world::{World, rolefit};

/// The shipped pack, one that needs no tables because its scale is too wide for them, one with odd settings that has them but
/// not the short way of reading, and one with both that is larger than most.
const PACKS: [&str; 4] = ["roles", "odd", "narrow", "broad"];

const PEOPLE: u64 = 250;

fn pack_files(pack: &str) -> World {
    match pack {
        // As the odd one, on a scale of five points of which three take two characters.
        "narrow" => {
            let world = rolefit().pack("odd");
            let questionnaire = world.read("odd/questionnaire.yaml").replace("min: -3, max: 7", "min: -3, max: 1");
            let world = world.file("odd/questionnaire.yaml", &questionnaire);
            ["questionnaire", "pilot", "sailor"].iter().fold(rolefit(), |copy, file| {
                copy.file(&format!("narrow/{file}.yaml"), &world.read(&format!("odd/{file}.yaml")))
            })
        }
        "broad" => cohort::broad(),
        pack => rolefit().pack(pack),
    }
}

/// A world with a table of people and with a file of each of them, for one pack.
fn world(pack: &str, people: u64) -> World {
    let world = pack_files(pack);
    let loaded = cohort::load(&world, pack);
    let world = world.file("cohort.csv", &cohort::table(&loaded, people, ','));
    (0..people).fold(world, |world, seed| {
        world.file(&format!("answers/{}.toml", cohort::id(seed)), &cohort::toml(&loaded, seed))
    })
}

fn run(world: World, pack: &str, args: &str) -> (World, String) {
    let args: Vec<String> = args.split_whitespace().chain(["--roles", pack]).map(str::to_owned).collect();
    let world = world.args(args);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    (world, outcome.stdout)
}

/// Every person's own file, in order.
static EVERYONE: LazyLock<String> =
    LazyLock::new(|| (0..PEOPLE).map(|seed| format!("answers/{}.toml ", cohort::id(seed))).collect());

#[test]
fn many_people_get_what_each_gets_alone() {
    for pack in PACKS {
        let (world, certain) = run(world(pack, PEOPLE), pack, &format!("score {} --format csv", *EVERYONE));
        let (world, together) = run(world, pack, "batch cohort.csv --certainty");
        assert!(certain == together, "{pack}, with certainty: {}", difference(&certain, &together));
        let alone = without_certainty(&certain);
        let (world, together) = run(world, pack, "batch cohort.csv");
        assert!(alone == together, "{pack}: {}", difference(&alone, &together));
        let (_, of_files) = run(world, pack, "batch answers");
        assert!(alone == of_files, "{pack}, a folder: {}", difference(&alone, &of_files));
        let flags: BTreeSet<&str> =
            alone.lines().skip(1).flat_map(|row| row.rsplit(',').next().unwrap().split(';')).collect();
        let bands: BTreeSet<&str> = alone.lines().skip(1).map(|row| row.split(',').nth(3).unwrap()).collect();
        assert!(flags.len() >= 6 && bands.len() >= 5, "the people of {pack} are too much alike: {flags:?}, {bands:?}");
    }
}

#[test]
fn thousands_of_people_get_the_numbers_of_the_method_to_the_last_digit() {
    let people = 4000;
    let world = pack_files("roles");
    let pack = cohort::load(&world, "roles");
    let ndjson: String = (0..people).map(|seed| cohort::json(&pack, seed) + "\n").collect();
    let world = world.file("cohort.csv", &cohort::table(&pack, people, ',')).file("people.ndjson", &ndjson);
    let (world, lines) = run(world, "roles", "batch cohort.csv --format ndjson");
    let (_, of_lines) = run(world, "roles", "batch people.ndjson --format ndjson");
    assert!(lines == of_lines, "{}", difference(&lines, &of_lines));
    let model = Model::of(&pack);
    let mut rows = lines.lines();
    for (seed, person) in (0..people).zip(ndjson.lines()) {
        let answers = answers::text(&Source::new("a.json", person), Format::Json, "", &pack).unwrap();
        let line = rows.next().unwrap();
        let row: Value = serde_json::from_str(line).unwrap();
        let roles = row["roles"].as_array().unwrap();
        let ranking = assess(&model, &answers.responses).ranking;
        assert_eq!((row["person"].as_str(), roles.len()), (Some(&*cohort::id(seed)), ranking.fits().len()));
        for (role, fit) in roles.iter().zip(ranking.fits()) {
            assert_eq!(role["role"].as_str(), Some(pack.roles()[fit.role].id.as_str()));
            assert_eq!(role["rank"].as_u64(), fit.rank.map(|rank| rank as u64));
            assert_eq!(role["band"].as_str(), Some(fit.band.code()));
            // As text: reading a number may change its last digit.
            let text = |number: Option<f64>| serde_json::to_string(&number).unwrap();
            let [overall, personality, competency] =
                [fit.overall, fit.personality.score, fit.competency.score].map(text);
            let numbers = format!("\"overall\":{overall},\"personality\":{personality},\"competency\":{competency},");
            assert!(line.contains(&numbers), "{numbers} is not in {line}");
            assert_eq!(role["gate_failed"].as_bool(), Some(fit.has_failed_gate()));
        }
    }
    assert_eq!(rows.next(), None);
}

#[test]
fn in_whatever_order_the_columns_stand_people_get_the_same() {
    for pack in ["roles", "broad"] {
        let world = world(pack, 200);
        let loaded = cohort::load(&world, pack);
        let (mut world, expected) = run(world, pack, "batch answers");
        for seed in 0..16 {
            let order = cohort::shuffled(&loaded, seed);
            world = world.file("shuffled.csv", &cohort::table_in_order(&loaded, 200, ',', &order));
            let (shuffled, found) = run(world, pack, "batch shuffled.csv");
            assert!(found == expected, "{pack}, order {seed}: {}", difference(&expected, &found));
            world = shuffled;
        }
    }
}

/// Takes out the columns that a batch has only with `--certainty`.
fn without_certainty(csv: &str) -> String {
    let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let is_kept = |index: usize| !["from", "to", "p_best", "contender"].contains(&header[index]);
    let row = |line: &str| {
        let cells = line.split(',').enumerate().filter(|(index, _)| is_kept(*index)).map(|(_, cell)| cell);
        cells.collect::<Vec<_>>().join(",") + "\n"
    };
    csv.lines().map(row).collect()
}

fn difference(left: &str, right: &str) -> String {
    let lines = left.lines().zip(right.lines()).find(|(left, right)| left != right);
    lines.map_or_else(|| "their lengths differ".to_owned(), |(left, right)| format!("\n{left}\n{right}"))
}

#[test]
fn with_everything_said_a_person_gets_the_object_that_they_get_alone() {
    for pack in PACKS {
        let files: String = (0..60).map(|seed| format!("answers/{}.toml ", cohort::id(seed))).collect();
        let (world, alone) = run(world(pack, 60), pack, &format!("score {files} --format ndjson"));
        let (world, together) = run(world, pack, "batch cohort.csv --format ndjson --full");
        assert!(alone == together, "{pack}: {}", difference(&alone, &together));
        let (world, array) = run(world, pack, "batch cohort.csv --format json --full");
        let array: Vec<Value> = serde_json::from_str(&array).unwrap();
        let lines: Vec<Value> = alone.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(array, lines);
        let (_, some) = run(world, pack, "batch cohort.csv --format ndjson --full --top 1");
        assert!(
            some.lines()
                .all(|line| { serde_json::from_str::<Value>(line).unwrap()["roles"].as_array().unwrap().len() == 1 })
        );
    }
}

/// The rows of a long CSV as person, role and the cells after.
fn long(csv: &str) -> Vec<Vec<String>> {
    csv.lines().skip(1).map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

#[test]
fn the_wide_form_carries_the_same_cells() {
    for pack in PACKS {
        let (world, csv) = run(world(pack, 200), pack, "batch cohort.csv");
        let (_, wide) = run(world, pack, "batch cohort.csv --wide");
        let mut lines = wide.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"')).collect::<Vec<_>>());
        let header = lines.next().unwrap();
        let people: Vec<Vec<&str>> = lines.collect();
        assert_eq!(people.len(), 200);
        let cell = |person: &str, column: &str| {
            let row = people.iter().find(|row| row[0] == person).unwrap();
            row[header.iter().position(|name| *name == column).unwrap()].to_owned()
        };
        for row in long(&csv) {
            let (person, role) = (row[0].as_str(), row[1].as_str());
            for (index, column) in
                ["rank", "band", "overall", "personality", "competency", "coverage"].iter().enumerate()
            {
                assert_eq!(cell(person, &format!("{role}_{column}")), row[index + 2], "{person} {role} {column}");
            }
            let own: Vec<&str> = row[8].split(';').filter(|flag| *flag != "gate-failed" && !flag.is_empty()).collect();
            assert_eq!(cell(person, "flags"), own.join(";"));
            assert_eq!(cell(person, &format!("{role}_gate")) == "gate-failed", row[8].ends_with("gate-failed"));
            if row[2] == "1" {
                assert_eq!(cell(person, "first"), role);
            }
        }
    }
}

#[test]
fn the_compact_lines_carry_the_same_numbers_in_full() {
    for pack in PACKS {
        let (world, csv) = run(world(pack, 200), pack, "batch cohort.csv");
        let (world, lines) = run(world, pack, "batch cohort.csv --format ndjson");
        let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (_, array) = run(world, pack, "batch cohort.csv --format json");
        assert_eq!(serde_json::from_str::<Vec<Value>>(&array).unwrap(), objects);
        let mut rows = long(&csv).into_iter();
        for object in &objects {
            for role in object["roles"].as_array().unwrap() {
                let row = rows.next().unwrap();
                let number = |key: &str| role[key].as_f64();
                assert_eq!((object["person"].as_str(), role["role"].as_str()), (Some(&*row[0]), Some(&*row[1])));
                assert_eq!(role["rank"].as_u64().map(|rank| rank.to_string()).unwrap_or_default(), row[2]);
                assert_eq!(role["band"].as_str(), Some(&*row[3]));
                for (key, cell) in [("overall", &row[4]), ("personality", &row[5]), ("competency", &row[6])] {
                    assert_close(number(key), cell);
                }
                assert_close(number("coverage").map(|share| 100.0 * share), &row[7]);
                assert_eq!(role["gate_failed"].as_bool(), Some(row[8].ends_with("gate-failed")));
            }
        }
        assert!(rows.next().is_none());
    }
}

fn assert_close(number: Option<f64>, cell: &str) {
    match number {
        Some(number) => assert!((number - cell.parse::<f64>().unwrap()).abs() < 0.005_001, "{number} {cell}"),
        None => assert_eq!(cell, ""),
    }
}

#[test]
fn certainty_adds_what_score_says() {
    let (world, csv) = run(world("roles", 10), "roles", "batch cohort.csv --certainty");
    let (world, alone) = run(world, "roles", "score answers/p0003.toml --format json");
    let full: Value = serde_json::from_str(&alone).unwrap();
    let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let cell = |row: &[String], name: &str| row[header.iter().position(|column| *column == name).unwrap()].clone();
    let rows: Vec<Vec<String>> = long(&csv).into_iter().filter(|row| row[0] == "p0003").collect();
    let mut compared = 0;
    for (row, role) in rows.iter().zip(full[0]["roles"].as_array().unwrap()) {
        let sure = &role["uncertainty"];
        if let Some(from) = sure["overall"]["from"].as_f64() {
            assert_close(Some(from), &cell(row, "from"));
            assert_close(sure["overall"]["to"].as_f64(), &cell(row, "to"));
            assert_close(sure["p_best"].as_f64(), &cell(row, "p_best"));
            assert_eq!(sure["contender"].to_string(), cell(row, "contender"));
            compared += 1;
        }
    }
    assert!(compared > 0, "{full:#}");
    let (_, lines) = run(world, "roles", "batch cohort.csv --certainty --format ndjson");
    let line: Value = serde_json::from_str(lines.lines().nth(3).unwrap()).unwrap();
    for (compact, full) in line["roles"].as_array().unwrap().iter().zip(full[0]["roles"].as_array().unwrap()) {
        assert_eq!(compact["uncertainty"], full["uncertainty"]);
    }
}
