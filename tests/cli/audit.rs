//! `rolefit audit`: how often groups have an outcome.

use std::collections::BTreeMap;
use std::fmt::Write;

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::{World, rolefit};

/// Numbers that look random and are the same everywhere.
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The code of a band that an overall fit has here.
fn band(overall: u64) -> &'static str {
    match overall {
        75.. => "primary-fit",
        60.. => "near-primary-fit",
        50.. => "partial-match",
        _ => "distant",
    }
}

/// Results of people for two roles; every second person is in `f`, and has fewer points for `senior`.
fn scores(people: usize) -> String {
    let mut draws = Draws(5);
    let mut text = "person,role,rank,band,overall,personality,competency,coverage,flags\n".to_owned();
    for index in 0..people {
        let backend = 35 + draws.below(60);
        let senior = 45 + draws.below(50) - if index % 2 == 0 { 25 } else { 0 };
        let is_first = backend >= senior;
        for (role, overall, comes_first) in [("backend", backend, is_first), ("senior", senior, !is_first)] {
            let rank = if comes_first { 1 } else { 2 };
            writeln!(text, "p{index},{role},{rank},{},{overall}.00,60.00,60.00,100.00,", band(overall)).unwrap();
        }
    }
    text
}

/// Their groups: the region of the first four is rare, and somebody has none.
fn groups(people: usize) -> String {
    let mut text = "person,gender,region\n".to_owned();
    for index in 0..people {
        let gender = if index.is_multiple_of(2) { "f" } else { "m" };
        let region = match index {
            0..4 => "islands",
            20..26 => "",
            index => ["north", "north", "south", "south"][index % 4],
        };
        writeln!(text, "p{index},{gender},{region}").unwrap();
    }
    text + "x,f,south\n"
}

fn audit(people: usize, args: &str) -> World {
    let args = ["audit", "scores.csv", "groups.csv"].into_iter().chain(args.split_whitespace());
    rolefit().file("scores.csv", &scores(people)).file("groups.csv", &groups(people)).args(args)
}

fn json_of(world: &World) -> Value {
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    serde_json::from_str(&outcome.stdout).unwrap()
}

/// Names of groups that are shown of a way of grouping.
fn shown(json: &Value, grouping: usize) -> Vec<String> {
    let groups = json["groupings"][grouping]["roles"][0]["groups"].as_array().unwrap();
    let names = |group: &Value| {
        group["name"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join("/")
    };
    groups.iter().map(names).collect()
}

#[test]
fn the_page_says_first_what_so_many_people_can_tell() {
    assert_snapshot!(audit(120, "--width 80").run());
}

#[test]
fn a_document_has_the_same_tables() {
    assert_snapshot!(audit(60, "--column gender --outcome first --format markdown").run());
}

#[test]
fn every_line_of_an_audit_fits_a_narrow_terminal() {
    for width in [50, 80] {
        let page = audit(120, &format!("--ascii --width {width}")).run().stdout;
        for line in page.lines() {
            assert!(line.chars().count() <= width && line.is_ascii(), "{width}: {line}");
        }
    }
}

#[test]
fn a_few_people_are_said_to_say_nothing_of_fairness() {
    let page = audit(24, "").run().stdout;
    let page = page.replace('\n', " ");
    assert!(page.contains("No two groups have thirty people, which is too few to judge fairness"), "{page}");
    let json = json_of(&audit(24, "--format json"));
    let group = &json["groupings"][0]["roles"][1]["groups"][0];
    assert_eq!(
        (group["below_four_fifths"].clone(), json["groupings"][0]["roles"][1]["false_alarms"].clone()),
        (Value::Null, Value::Null)
    );
    assert!(group["ratio"].as_f64().is_some_and(|ratio| ratio < 0.8), "{group}");
}

#[test]
fn ratios_are_those_that_aedt_audit_finds() {
    // Its generator with 5,000 people, seed 41, and six points less for one group.
    let counts = [
        ("American Indian or Alaska Native", 167, 50, 0.896_660),
        ("Asian", 581, 194, 1.0),
        ("Black or African American", 632, 128, 0.606_551),
        ("Hispanic or Latino", 953, 298, 0.936_478),
        ("Native Hawaiian or Pacific Islander", 92, 27, 0.878_922),
        ("Two or More Races", 243, 80, 0.985_957),
        ("White", 2332, 723, 0.928_505),
    ];
    let mut scores = "person,role,rank,band,overall,personality,competency,coverage,flags\n".to_owned();
    let mut groups = "person,race_ethnicity\n".to_owned();
    let mut person = 0;
    for (group, people, selected, _) in counts {
        for index in 0..people {
            person += 1;
            let overall = if index < selected { 70 } else { 50 };
            writeln!(scores, "{person},senior,1,{},{overall}.00,,,,", band(overall)).unwrap();
            writeln!(groups, "{person},{group}").unwrap();
        }
    }
    let args = ["audit", "scores.csv", "groups.csv", "--format", "json"];
    let json = rolefit().file("scores.csv", &scores).file("groups.csv", &groups).args(args).run().json();
    let found = json["groupings"][0]["roles"][0]["groups"].as_array().unwrap();
    for ((group, people, selected, ratio), found) in counts.into_iter().zip(found) {
        assert_eq!(
            (&found["name"][0], &found["people"], &found["with_outcome"]),
            (&group.into(), &people.into(), &selected.into())
        );
        assert!((found["ratio"].as_f64().unwrap() - ratio).abs() < 1e-6, "{found}");
    }
    assert_eq!(found[2]["below_four_fifths"], true);
    assert!(found[2]["p_adjusted"].as_f64().unwrap() < 1e-5);
}

#[test]
fn an_outcome_is_a_band_the_first_place_or_a_threshold() {
    let with_outcome = |args: &str| -> Vec<u64> {
        let json = json_of(&audit(60, &format!("{args} --column gender --format json")));
        let roles = json["groupings"][0]["roles"].as_array().unwrap();
        roles
            .iter()
            .flat_map(|role| role["groups"].as_array().unwrap())
            .map(|group| group["with_outcome"].as_u64().unwrap())
            .collect()
    };
    let text = scores(60);
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let counted = |is_hit: &dyn Fn(&[&str]) -> bool| -> Vec<u64> {
        let of = |role: &str, gender: usize| {
            let person = |row: &[&str]| row[0][1..].parse::<usize>().unwrap() % 2;
            rows.iter().filter(|row| row[1] == role && person(row) == gender && is_hit(row)).count() as u64
        };
        vec![of("backend", 0), of("backend", 1), of("senior", 0), of("senior", 1)]
    };
    let overall = |row: &[&str]| row[4].parse::<f64>().unwrap();
    assert_eq!(with_outcome(""), counted(&|row| overall(row) >= 60.0));
    assert_eq!(with_outcome("--band primary-fit"), counted(&|row| overall(row) >= 75.0));
    assert_eq!(with_outcome("--outcome first"), counted(&|row| row[2] == "1"));
    assert_eq!(with_outcome("--outcome threshold --threshold 66"), counted(&|row| overall(row) >= 66.0));
    let median = |role: &str| {
        let mut scores: Vec<f64> = rows.iter().filter(|row| row[1] == role).map(|row| overall(row)).collect();
        scores.sort_by(f64::total_cmp);
        f64::midpoint(scores[29], scores[30])
    };
    let (backend, senior) = (median("backend"), median("senior"));
    let above = |row: &[&str]| overall(row) > if row[1] == "backend" { backend } else { senior };
    assert_eq!(with_outcome("--outcome threshold --threshold median"), counted(&above));
}

#[test]
fn small_groups_are_hidden_and_do_not_follow_from_the_others() {
    let json = json_of(&audit(120, "--format json"));
    // Four people on the islands alone would follow from the total.
    assert_eq!(shown(&json, 1), ["south"]);
    assert_eq!(json["groupings"][1]["hidden"], serde_json::json!([["islands"], ["north"]]));
    // Three women without a region would follow from all women but those in the south.
    assert_eq!(json["groupings"][2]["by"], serde_json::json!(["gender", "region"]));
    assert!(shown(&json, 2).iter().all(|name| name.ends_with("/south")), "{json}");
    let all = json_of(&audit(120, "--min-count 1 --format json"));
    assert_eq!(shown(&all, 1), ["islands", "north", "south"]);
    assert_eq!(shown(&all, 2).len(), 6);
    let said = audit(120, "").run().stderr;
    assert!(said.contains("hidden: fewer than 5 people, or others could be worked out"), "{said}");
}

/// Results of people for one role, and their groups in two columns; so many of each pair of groups are given.
fn audit_of_pairs(pairs: &[(&str, &str, usize)]) -> World {
    let mut scores = "person,role,rank,band,overall,personality,competency,coverage,flags\n".to_owned();
    let mut groups = "person,department,team\n".to_owned();
    let people = pairs.iter().flat_map(|(one, other, people)| std::iter::repeat_n((one, other), *people));
    for (index, (one, other)) in people.enumerate() {
        let overall = if index.is_multiple_of(3) { 70 } else { 40 };
        writeln!(scores, "p{index},senior,1,{},{overall}.00,60.00,60.00,100.00,", band(overall)).unwrap();
        writeln!(groups, "p{index},{one},{other}").unwrap();
    }
    let args = ["audit", "scores.csv", "groups.csv", "--format", "json"];
    rolefit().file("scores.csv", &scores).file("groups.csv", &groups).args(args)
}

#[test]
fn that_nobody_is_in_a_pair_of_groups_gives_no_other_pair_away() {
    // Of 20 in one department 17 are in one team, whose people are all there: so three would be in the other team.
    let json = json_of(&audit_of_pairs(&[("a", "x", 17), ("a", "y", 3), ("b", "y", 20)]));
    assert_eq!(shown(&json, 0), ["a", "b"]);
    assert_eq!(shown(&json, 1), ["x", "y"]);
    let pairs = &json["groupings"][2];
    assert_eq!(pairs["hidden"], serde_json::json!([["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"]]));
    assert_eq!(pairs["empty"], serde_json::json!([]));
    let page = audit_of_pairs(&[("a", "x", 17), ("a", "y", 3), ("b", "y", 20)]);
    let page = page.run_with(["audit", "scores.csv", "groups.csv"]).stdout;
    assert!(!page.contains("Nobody with scores"), "{page}");
    // Where nothing is hidden, it is said.
    let large = json_of(&audit_of_pairs(&[("a", "x", 17), ("a", "y", 9), ("b", "y", 20)]));
    assert_eq!(large["groupings"][2]["empty"], serde_json::json!([["b", "x"]]));
}

#[test]
fn five_hidden_groups_of_five_people_may_be_of_any_size() {
    let ones = ["c", "d", "e", "f", "g"].map(|group| (group, "x", 1));
    let world = audit_of_pairs(&[&[("a", "x", 20), ("b", "x", 20)], ones.as_slice()].concat());
    let mut groups = world.read("groups.csv");
    groups += "p99,h,x\n";
    let json = json_of(&world.file("groups.csv", &groups));
    let departments = &json["groupings"][0];
    assert_eq!(departments["hidden"], serde_json::json!([["c"], ["d"], ["e"], ["f"], ["g"], ["h"]]));
    assert_eq!(departments["empty"], serde_json::json!([]));
}

#[test]
fn people_without_a_group_and_groups_without_people_are_said() {
    let groups = groups(60).replace("p7,m,south\n", "").replace("p9,m,north\n", "");
    let world = audit(60, "--min-count 1").file("groups.csv", &groups.replace("x,f,south", "x,d,south"));
    let outcome = world.run();
    assert!(outcome.stderr.contains("note: 2 people of 60 not in the table of groups"), "{outcome}");
    let left_out = "Left out: people with scores who are not in the table of groups: 2; people of the table without scores: 1; \
                    people of the table without `region`: 6.";
    assert!(outcome.stdout.replace('\n', " ").contains(left_out), "{outcome}");
    assert!(outcome.stdout.contains("Nobody with scores: d."), "{outcome}");
    let without_id = world.file("groups.csv", &groups.replace("p11,", ",")).run();
    assert!(without_id.stderr.contains("note: groups.csv: 1 row without an id in `person`, not used"), "{without_id}");
}

#[test]
fn results_are_read_in_every_form_that_they_are_written_in() {
    let world =
        rolefit().example("cohort.csv").file("groups.csv", "person,team\nana,a\nben,b\nchi,a\ndara,b\neli,a\nfen,b\n");
    let audit_of = |file: &str| {
        let args = ["audit", file, "groups.csv", "--min-count", "1", "--format", "json"];
        let outcome = world.run_with(args);
        assert_eq!(outcome.code, Some(0), "{file}: {outcome}");
        outcome.stdout
    };
    let write = |args: &[&str]| {
        let outcome = world.run_with(["batch", "cohort.csv"].into_iter().chain(args.iter().copied()));
        assert_eq!(outcome.code, Some(1), "{outcome}");
    };
    write(&["-o", "rows.csv"]);
    let expected = audit_of("rows.csv");
    write(&["-o", "wide.csv", "--wide"]);
    write(&["-o", "comma.csv", "--decimal-comma", "--bom"]);
    write(&["-o", "book.xlsx"]);
    write(&["-o", "compact.json", "--format", "json"]);
    write(&["-o", "lines.ndjson", "--format", "ndjson"]);
    write(&["-o", "full.ndjson", "--format", "ndjson", "--full"]);
    for file in ["wide.csv", "comma.csv", "book.xlsx", "compact.json", "lines.ndjson", "full.ndjson"] {
        assert_eq!(audit_of(file), expected, "{file}");
    }
}

#[test]
fn groups_are_read_however_a_spreadsheet_writes_them() {
    let expected = audit(60, "--format json").run().stdout;
    let text = groups(60);
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let forms = [text.replace(',', ";").into_bytes(), text.replace('\n', "\r\n").into_bytes(), utf_16];
    for bytes in forms {
        let world = audit(60, "--format json");
        std::fs::write(world.path().join("groups.csv"), bytes).unwrap();
        assert_eq!(world.run().stdout, expected);
    }
}

#[test]
fn csv_of_an_audit_has_the_numbers_of_json() {
    let json = json_of(&audit(120, "--format json"));
    let text = audit(120, "--format csv").run().stdout;
    let rows: Vec<BTreeMap<String, String>> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| row["by"] == "gender" && row["role"] == "senior" && row["group"] == "f").unwrap();
    let found = &json["groupings"][0]["roles"][1]["groups"][0];
    for (column, value) in
        [("ratio", &found["ratio"]), ("p_adjusted", &found["p_adjusted"]), ("rate_to", &found["rate"]["to"])]
    {
        assert_eq!(row[column], format!("{:.6}", value.as_f64().unwrap()));
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let turned = |text: String| {
        let (header, rows) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        format!("{header}\n{}\n", rows.join("\n"))
    };
    let world = audit(90, "").file("scores.csv", &turned(scores(90))).file("groups.csv", &turned(groups(90)));
    assert_eq!(audit(90, "").run().to_string(), world.run().to_string());
}

#[test]
fn what_cannot_be_audited_is_said() {
    let refused = |world: World| world.run().refused();
    assert_eq!(refused(audit(30, "--threshold 70")), "error: `--threshold` is for `--outcome threshold`\n");
    assert_eq!(
        refused(audit(30, "--outcome threshold")),
        "error: missing `--threshold`; give points such as `--threshold 70`, or `median`\n"
    );
    assert_eq!(
        refused(audit(30, "--band primry-fit")),
        "error: unknown band `primry-fit`; a band with a similar code exists: `primary-fit`\n"
    );
    assert_eq!(
        refused(audit(30, "--role senor")),
        "error: no results for the role `senor`; a role with a similar id exists: `senior`\n"
    );
    assert_eq!(
        refused(audit(30, "").file("groups.csv", "person,g\nzoe,f\n")),
        "error: no person of the results is in the table of groups; are the ids the same in both?\n"
    );
    assert_eq!(
        refused(audit(30, "").file("scores.csv", "person,focus\nana,3\n")),
        "error: scores.csv: these are no results: columns such as `person`, `role`, `rank`, `band` and `overall` are missing; give \
         what `rolefit batch` writes, with its header\n"
    );
    let twice = scores(30) + "p3,senior,1,distant,1.00,,,,\n";
    assert_eq!(
        refused(audit(30, "").file("scores.csv", &twice)),
        "error: scores.csv: line 62: `p3` has two results for `senior`; score one row per person, as with `batch --duplicates latest`\n"
    );
    assert!(refused(audit(30, "").file("scores.csv", "[{}]")).contains("missing field `person`"));
    let folder = audit(30, "");
    std::fs::remove_file(folder.path().join("groups.csv")).unwrap();
    std::fs::create_dir(folder.path().join("groups.csv")).unwrap();
    assert_eq!(refused(folder), "error: `groups.csv` is a folder, not a file; name a file in it\n");
    assert!(refused(audit(30, "-o groups.csv")).contains("`groups.csv` is an input and is not overwritten"));
}

#[test]
fn texts_of_a_table_of_groups_cannot_drive_a_terminal_or_run_as_formulas() {
    let evil = groups(60).replace(",f,", ",=1+1\u{1b}[31m,");
    let page = audit(60, "--width 80").file("groups.csv", &evil).run().stdout;
    assert!(!page.contains('\u{1b}'), "{page}");
    let table = audit(60, "--format csv").file("groups.csv", &evil).run().stdout;
    assert!(table.contains(",'=1+1"), "{table}");
}

/// Answers of people to the pack of the worked example; every second one answers the statements of one dimension the other way round.
fn responses(people: usize) -> String {
    let mut draws = Draws(9);
    let statements =
        ["focus-1", "focus-2", "focus-3", "focus-4", "focus-5", "tempo-1", "tempo-2", "tempo-3", "tempo-4", "tempo-5"];
    let scenarios = ["api-1", "api-2", "api-3", "ops-1", "ops-2", "ops-3"];
    let mut text = format!("id,{},{}\n", statements.join(","), scenarios.join(","));
    for index in 0..people {
        let mut cells = vec![format!("p{index}")];
        for id in statements {
            let points_high = !matches!(id, "focus-4" | "focus-5" | "tempo-5");
            let is_high = id.starts_with("focus") || index % 2 == 1;
            let answer = if is_high == points_high { 4 } else { 1 };
            cells.push((answer + draws.below(2)).to_string());
        }
        cells.extend(scenarios.map(|_| ["a", "b", "c"][draws.below(3) as usize].to_owned()));
        writeln!(text, "{}", cells.join(",")).unwrap();
    }
    text
}

#[test]
fn targets_that_separate_groups_are_found_in_full_results() {
    let world =
        rolefit().pack("worked-example").env("ROLEFIT_ROLES", "worked-example").file("responses.csv", &responses(60));
    let world = world.file("groups.csv", &groups(60));
    world.run_with(["batch", "responses.csv", "--format", "ndjson", "--full", "-o", "full.ndjson"]).code.unwrap();
    let args = ["audit", "full.ndjson", "groups.csv", "--column", "gender", "--min-count", "1"];
    let json = world.run_with(args.into_iter().chain(["--format", "json"])).json();
    let targets = json["groupings"][0]["targets"].as_array().unwrap();
    let unlikely: Vec<&str> = targets
        .iter()
        .filter(|target| target["p_adjusted"].as_f64().unwrap() < 0.05)
        .map(|target| target["id"].as_str().unwrap())
        .collect();
    assert!(!unlikely.is_empty() && unlikely.iter().all(|id| *id == "tempo"), "{targets:?}");
    // The difference is that of the means of what `batch` printed.
    let found = targets.iter().find(|target| target["id"] == "tempo").unwrap();
    let people: Vec<Value> =
        world.read("full.ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mean = |parity: usize| {
        let points = people.iter().skip(parity).step_by(2).map(|person| {
            let role = person["roles"].as_array().unwrap().iter().find(|role| role["role"] == found["role"]).unwrap();
            let parts = role["personality"]["parts"].as_array().unwrap();
            parts.iter().find(|part| part["dimension"] == "tempo").unwrap()["contribution"].as_f64().unwrap()
        });
        let points: Vec<f64> = points.collect();
        points.iter().sum::<f64>() / points.len() as f64
    };
    let sign = if found["group"][0] == "f" { 1.0 } else { -1.0 };
    let difference = sign * (mean(0) - mean(1));
    assert!((found["points"]["value"].as_f64().unwrap() - difference).abs() < 1e-9, "{found} {difference}");
    let page = world.run_with(args.into_iter().chain(["--width", "80"])).stdout;
    let section = page.split_once("Targets of roles by gender").unwrap().1;
    assert_snapshot!(section);
    // Compact results have no parts.
    world.run_with(["batch", "responses.csv", "-o", "rows.csv"]).code.unwrap();
    let page = world.run_with(["audit", "rows.csv", "groups.csv"]).stdout.replace('\n', " ");
    assert!(
        page.contains("can be said of full results: `rolefit batch") && !page.contains("Targets of roles"),
        "{page}"
    );
}

#[test]
fn a_page_of_an_audit_holds_everything_and_escapes_names() {
    let groups = groups(60).replace(",f,", ",<b>f</b>,").replace("region", "<script>region");
    let world = audit(60, "--format html -o audit.html").file("groups.csv", &groups);
    assert_eq!(world.run().code, Some(0));
    let page = world.read("audit.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h1>Scores by groups</h1>"), "{page}");
    assert!(page.contains("&lt;b&gt;f&lt;/b&gt;") && page.contains("By &lt;script&gt;region"), "{page}");
    assert!(
        !page.contains("<script") && !page.contains("<b>f") && !page.contains("http://") && !page.contains("https://")
    );
    assert!(page.contains("scores.csv by groups.csv") && page.contains("<code>primary-fit</code>"), "{page}");
}

/// Writes 5,000 people with a score and whether they are selected, then the ratios by two ways of grouping, where aedt-audit is installed.
const AEDT_SCRIPT: &str = "import json, sys\nfrom aedt_audit.impact import impact_ratios\nfrom aedt_audit.rates import selection_rates\n\
    from aedt_audit.synth import synthetic_applicants\n\
    people = synthetic_applicants(5000, seed=41, score_bias={('race_ethnicity', 'Black or African American'): -6})\n\
    people.to_csv(sys.argv[1])\n\
    for by in ['sex', 'race_ethnicity']:\n    table = impact_ratios(selection_rates(people, by=[by], outcome='selected'))\n    \
    print(json.dumps(dict(zip(table[by], table['impact_ratio']))))\n";

#[test]
fn ratios_are_those_of_aedt_audit_where_it_is_installed() {
    let python = std::env::var_os("ROLEFIT_PYTHON").unwrap_or_else(|| "python3".into());
    let world = rolefit();
    let people = world.path().join("people.csv");
    let output = std::process::Command::new(python).args(["-c", AEDT_SCRIPT]).arg(&people).output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        #[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
        {
            eprintln!(
                "the Python of ROLEFIT_PYTHON has no aedt-audit: ratios are only compared with those that are written down"
            );
        }
        return;
    };
    let mut scores = "person,role,rank,band,overall\n".to_owned();
    let mut groups = "person,sex,race\n".to_owned();
    for row in csv::Reader::from_path(&people).unwrap().records() {
        let row = row.unwrap();
        let band = if &row[4] == "True" { "primary-fit" } else { "distant" };
        writeln!(scores, "{},senior,1,{band},{}", &row[0], &row[3]).unwrap();
        writeln!(groups, "{},{},{}", &row[0], row[1].replace("unknown", ""), &row[2]).unwrap();
    }
    let args = ["audit", "scores.csv", "groups.csv", "--format", "json"];
    let json = json_of(&world.file("scores.csv", &scores).file("groups.csv", &groups).args(args));
    for (index, line) in String::from_utf8(output.stdout).unwrap().lines().enumerate() {
        let expected: BTreeMap<String, f64> = serde_json::from_str(line).unwrap();
        let found = json["groupings"][index]["roles"][0]["groups"].as_array().unwrap();
        assert!(found.len() > 1);
        for group in found {
            let expected = expected[group["name"][0].as_str().unwrap()];
            assert!((group["ratio"].as_f64().unwrap() - expected).abs() < 1e-9, "{group} {expected}");
        }
    }
}

/// Three roles of every person; the third one comes first for some and last for others.
fn three_roles(people: usize, is_written: impl Fn(&str, usize) -> bool) -> String {
    let mut text = "person,role,rank,band,overall\n".to_owned();
    for index in 0..people {
        for (place, role) in ["backend", "senior", "manager"].into_iter().enumerate() {
            let rank = 1 + (place + index / 2) % 3;
            if is_written(role, rank) {
                writeln!(text, "p{index},{role},{rank},distant,{}.00", 80 - 10 * rank).unwrap();
            }
        }
    }
    text
}

fn rows_of(table: &str) -> &str {
    table.split_once('\n').unwrap().1
}

#[test]
fn the_first_place_of_one_role_is_counted_among_everybody_who_is_ranked() {
    let counted = |is_written: &dyn Fn(&str, usize) -> bool| {
        let world = audit(60, "--role senior --column gender --outcome first --format json");
        let json = json_of(&world.file("scores.csv", &three_roles(60, is_written)));
        let groups = json["groupings"][0]["roles"][0]["groups"].as_array().unwrap().clone();
        groups.iter().map(|group| (group["people"].clone(), group["with_outcome"].clone())).collect::<Vec<_>>()
    };
    let of_everything = counted(&|_, _| true);
    assert_eq!(of_everything, [(30.into(), 10.into()), (30.into(), 10.into())]);
    assert_eq!(counted(&|role, _| role == "senior"), of_everything);
    assert_eq!(counted(&|_, rank| rank == 1), of_everything);
}

#[test]
fn scores_of_which_the_last_roles_were_left_out_are_not_compared() {
    for args in ["", "--outcome threshold --threshold 60", "--outcome threshold --threshold median --role senior"] {
        for top in 1..3 {
            let world = audit(60, args).file("scores.csv", &three_roles(60, |_, rank| rank <= top));
            let refused = world.run().refused();
            assert!(refused.contains("write scores without `batch --top`, compare `--outcome first`"), "{refused}");
        }
    }
    let both = three_roles(60, |_, rank| rank <= 1) + rows_of(&three_roles(9, |_, rank| rank > 1));
    assert!(
        audit(60, "")
            .file("scores.csv", &both)
            .run()
            .refused()
            .contains("others have `backend`, `manager` and `senior`")
    );
    // Of two roles that were asked for, the first one alone.
    let asked = three_roles(60, |role, rank| (role == "senior" && rank < 3) || (role == "backend" && rank == 2));
    assert_eq!(audit(60, "").file("scores.csv", &asked).run().code, Some(2));
    // One role alone, or another pack for other people, leaves nothing out.
    let one = three_roles(60, |role, _| role == "senior");
    assert_eq!(audit(60, "").file("scores.csv", &one).run().code, Some(0));
    let two = three_roles(60, |_, _| true) + "x1,architect,1,distant,3.00\n";
    assert_eq!(audit(60, "").file("scores.csv", &two).run().code, Some(0));
}

#[test]
fn what_is_no_rank_or_no_score_is_said_with_its_place() {
    for (cells, said) in [
        ("1,distant,NaN", "overall fit `NaN` is outside 0 to 100"),
        ("1,distant,inf", "overall fit `inf` is outside 0 to 100"),
        ("1,distant,1000", "overall fit `1000` is outside 0 to 100"),
        ("1,distant,-3", "overall fit `-3` is outside 0 to 100"),
        ("-2,distant,3", "rank `-2` is not a whole number from 1"),
        ("0,distant,3", "rank `0` is not a whole number from 1"),
        ("1.5,distant,3", "rank `1.5` is not a whole number from 1"),
    ] {
        let table = format!("person,role,rank,band,overall\np1,senior,1,distant,3\np2,senior,{cells}\n");
        let expected = format!("error: scores.csv: line 3: {said}\n");
        assert_eq!(audit(30, "").file("scores.csv", &table).run().refused(), expected);
    }
    let json = r#"{"person":"p1","roles":[{"role":"senior","rank":1,"band":"distant","overall":1000}]}"#;
    assert_eq!(
        audit(30, "").file("scores.csv", json).run().refused(),
        "error: scores.csv: `p1`, `senior`: overall fit `1000` is outside 0 to 100\n"
    );
}

#[test]
fn a_threshold_is_shown_as_it_was_typed() {
    let page = audit(60, "--outcome threshold --threshold 69.96").run().stdout;
    assert!(page.contains("Outcome, for each role: the overall fit is 69.96 or more."), "{page}");
}

#[test]
fn groups_are_comparable_where_one_role_has_scores_of_both() {
    let unscored: String = (0..60).map(|index| format!("p{index},architect,,insufficient-evidence,\n")).collect();
    let table = scores(60).replace(",personality,competency,coverage,flags", "").replace(",60.00,60.00,100.00,", "");
    let page = audit(60, "").file("scores.csv", &(table + &unscored)).run().stdout.replace('\n', " ");
    assert!(page.contains("That is enough to see a gross difference") && page.contains("architect"), "{page}");
    let page = audit(60, "").file("scores.csv", &format!("person,role,rank,band,overall\n{unscored}")).run().stdout;
    let page = page.replace('\n', " ");
    assert!(
        page.contains("No two groups are shown with scores for one role")
            && page.contains("look There is nothing to compare. "),
        "{page}"
    );
}

#[test]
fn nothing_is_compared_where_no_group_has_the_outcome() {
    let page = audit(60, "--outcome threshold --threshold 100").run().stdout.replace('\n', " ");
    assert!(
        page.contains("There is nothing to compare: no group that is shown has anybody with the outcome."),
        "{page}"
    );
    assert!(!page.contains("larger than chance") && page.contains("0 comparisons in all"), "{page}");
}

#[test]
fn full_results_of_two_packs_or_two_variants_are_not_compared() {
    let world =
        rolefit().pack("worked-example").env("ROLEFIT_ROLES", "worked-example").file("responses.csv", &responses(20));
    world.run_with(["batch", "responses.csv", "--format", "ndjson", "--full", "-o", "full.ndjson"]).code.unwrap();
    let text = world.read("full.ndjson");
    let (before, after) = text.split_at(text.match_indices('\n').nth(9).unwrap().0);
    let digest = serde_json::from_str::<Value>(before.lines().next().unwrap()).unwrap()["pack"]["digest"].clone();
    let digest = digest.as_str().unwrap();
    let another = after.replace(digest, &"0".repeat(64));
    let variant = after.replace(digest, &format!("{digest}\",\"variant\":\"lead"));
    for (after, what) in [(another, "pack"), (variant, "variant of the roles")] {
        let world = audit(20, "").file("scores.csv", &format!("{before}{after}"));
        let expected =
            format!("error: scores.csv: `p10` was scored with another {what}; score everybody with one pack\n");
        assert_eq!(world.run().refused(), expected);
    }
    let array = format!("[{}]", (before.to_owned() + &after.replace(digest, "0")).trim().replace('\n', ","));
    assert!(audit(20, "").file("scores.csv", &array).run().refused().contains("another pack"));
    assert_eq!(audit(20, "").file("scores.csv", &text).run().code, Some(0));
}

#[test]
fn a_table_that_is_not_utf_8_is_read_in_the_encoding_that_is_asked_for() {
    let place = |text: String| text.replace("p1,", "Jürgen,").replace(",f,", ",für,");
    let world = || audit(60, "--format json").file("scores.csv", &place(scores(60)));
    let expected = world().file("groups.csv", &place(groups(60))).run().stdout;
    let latin: Vec<u8> = place(groups(60)).chars().map(|letter| letter as u8).collect();
    let world = world();
    std::fs::write(world.path().join("groups.csv"), latin).unwrap();
    let refused = world.run().refused();
    assert!(refused.contains("try `--encoding windows-1252`"), "{refused}");
    let args = ["audit", "scores.csv", "groups.csv", "--format", "json", "--encoding", "windows-1252"];
    assert_eq!(world.run_with(args).stdout, expected);
}
