//! `rolefit score` for programs and documents: JSON, NDJSON, CSV, Markdown, and where they are written.

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::{Outcome, WORKED_EXAMPLE, World, rolefit};

/// Scores the worked example in a format.
fn worked(format: &str) -> Outcome {
    let world = rolefit().pack("worked-example").file("ida.toml", WORKED_EXAMPLE);
    world.args(["score", "ida.toml", "--roles", "worked-example", "--format", format]).run()
}

#[test]
fn json_has_its_documented_keys_in_their_order() {
    assert_snapshot!(worked("json"));
}

#[test]
fn json_numbers_are_not_rounded() {
    let result = worked("json").json();
    let role = &result[0]["roles"][0];
    let number = |value: &Value| value.as_f64().unwrap();
    let (personality, competency) = (number(&role["personality"]["score"]), number(&role["competency"]["score"]));
    assert_eq!(number(&role["overall"]), (personality * competency).sqrt());
    let (api, ops) = (100.0 * (220.0 / 3.0 - 45.0) / (75.0 - 45.0), 100.0 * (220.0 / 3.0 - 45.0) / (82.0 - 45.0));
    assert!((number(&role["competency"]["answered_score"]) - (0.7 * api + 0.3 * ops)).abs() < 1e-9);
    for (axis, total) in [("personality", "score"), ("competency", "before_gates")] {
        let parts = role[axis]["parts"].as_array().unwrap();
        let sum: f64 = parts.iter().map(|part| number(&part["contribution"])).sum();
        assert!((sum - number(&role[axis][total])).abs() < 1e-9, "{axis}");
    }
}

#[test]
fn json_is_an_array_even_of_one_and_null_stands_for_what_is_not_scored() {
    let result = rolefit().example("gus.toml").args(["score", "gus.toml", "--format", "json"]).run().json();
    assert_eq!(result.as_array().unwrap().len(), 1);
    let role = &result[0]["roles"][0];
    for value in [&role["rank"], &role["overall"], &role["personality"]["score"], &role["competency"]["score"]] {
        assert_eq!(*value, Value::Null);
    }
    assert_eq!(role["band"], "insufficient-evidence");
    let codes: Vec<&Value> = result[0]["notices"].as_array().unwrap().iter().map(|notice| &notice["code"]).collect();
    assert_eq!(codes, ["unanswered-items", "part-not-scored"]);
}

#[test]
fn ndjson_has_the_objects_of_json_one_a_line() {
    let world = rolefit().example("ana.toml").example("fen.json").example("gus.toml");
    let world = world.args(["score", "ana.toml", "fen.json", "gus.toml", "--format", "json"]);
    let array = world.run().json();
    let lines = world.args(["score", "ana.toml", "fen.json", "gus.toml", "--format", "ndjson"]).run().printed();
    let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(objects), array);
    assert_eq!(lines.lines().count(), 3);
}

#[test]
fn csv_is_one_row_a_person_and_role_with_two_decimals() {
    let world = rolefit().example("ana.toml").example("gus.toml");
    assert_snapshot!(world.args(["score", "ana.toml", "gus.toml", "--format", "csv"]).run(), @r#"
    exit code 0
    --- stdout ---
    person,role,rank,band,overall,from,to,personality,competency,p_best,contender,coverage,flags
    ana,principal,1,primary-fit,88.71,70.71,97.92,99.01,79.48,0.59,true,100.00,
    ana,backend,2,primary-fit,84.99,66.20,98.39,92.08,78.44,0.38,true,100.00,
    ana,senior,3,near-primary-fit,73.44,57.62,90.29,77.41,69.67,0.03,false,100.00,
    ana,manager,4,distant,47.64,38.07,61.41,43.92,51.68,0.00,false,100.00,
    gus,backend,,insufficient-evidence,,,,,,,,0.00,"unanswered-items;part-not-scored"
    gus,manager,,insufficient-evidence,,,,,,,,0.00,"unanswered-items;part-not-scored"
    gus,principal,,insufficient-evidence,,,,,,,,0.00,"unanswered-items;part-not-scored"
    gus,senior,,insufficient-evidence,,,,,,,,0.00,"unanswered-items;part-not-scored"
    --- stderr ---
    "#);
}

#[test]
fn csv_keeps_a_spreadsheet_from_running_a_name() {
    let named = |id: &str| format!("person.id = '{id}'\n{WORKED_EXAMPLE}");
    let world = rolefit().pack("worked-example").file("a.toml", &named("=HYPERLINK(\"http://x\")"));
    let world = world.file("b.toml", &named("@SUM(1)")).file("c.toml", &named("Ida, née Ö"));
    let world = world.args(["score", "a.toml", "b.toml", "c.toml", "--roles", "worked-example", "--format", "csv"]);
    assert_snapshot!(world.run(), @r#"
    exit code 0
    --- stdout ---
    person,role,rank,band,overall,from,to,personality,competency,p_best,contender,coverage,flags
    "'=HYPERLINK(""http://x"")",engineer,1,near-primary-fit,71.02,32.87,97.58,73.33,68.78,1.00,true,100.00,
    '@SUM(1),engineer,1,near-primary-fit,71.02,32.87,97.58,73.33,68.78,1.00,true,100.00,
    "Ida, née Ö",engineer,1,near-primary-fit,71.02,32.87,97.58,73.33,68.78,1.00,true,100.00,
    --- stderr ---
    "#);
}

#[test]
fn markdown_is_the_wide_table_without_bars() {
    let world = rolefit().example("ana.toml").args(["score", "ana.toml", "--format", "markdown"]);
    assert_snapshot!(world.run(), @r"
    exit code 0
    --- stdout ---
    ## Role fit of ana

    Principal Backend Engineer or Backend / Platform Engineer: the answers do not settle which fits best.

    | # | Role | Overall | Personality | Competency | Band | Main gap |
    | ---: | --- | ---: | ---: | ---: | --- | --- |
    | *1 | Principal Backend Engineer | 89 (71-98) | 99 | 79 | primary fit 79% | Observability and debugging: 20 points below the need |
    | *2 | Backend / Platform Engineer | 85 (66-98) | 92 | 78 | primary fit 72% | API contract design: its gate is passed with 76% |
    | 3 | Senior Backend Engineer | 73 (58-90) | 77 | 70 | near-primary fit 16% or primary fit 35% | Code quality and testing: its gate is passed with 67% |
    | 4 | Backend Engineering Manager | 48 (38-61) | 44 | 52 | distant 88% | orientation: 48 points more systems than the target |

    *\* may be the best fit. In brackets: where the value lies with 90%, as far as these answers tell. Beside the band: its probability.*

    Parallel form: a.

    *Describes answers against role descriptions, in percent of the maximum possible; not percentiles, and not a hiring decision. Method rolefit-2axis/2, questionnaire backend-family@2.0.0; key: author; validity evidence: none declared.*
    --- stderr ---
    ");
    assert_snapshot!("markdown_with_a_card", world.args(["score", "ana.toml", "--format", "markdown", "--why"]).run());
}

#[test]
fn markdown_from_a_file_can_neither_format_nor_link() {
    let hostile = format!("person.id = '[me](http://x) <b>|`*_'\n{WORKED_EXAMPLE}");
    let world = rolefit().pack("worked-example").file("ida.toml", &hostile);
    let world = world.args(["score", "ida.toml", "--roles", "worked-example", "--format", "markdown"]);
    let title = "## Role fit of [me\\](http&#58;//x) &lt;b>|\\`\\*\\_\n";
    assert!(world.run().printed().starts_with(title));
}

#[test]
fn an_unknown_format_is_answered_with_the_known_ones() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--format", "xml"]).run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: invalid value 'xml' for '--format <FORMAT>'
      [possible values: table, json, ndjson, markdown, csv]

    For more information, try '--help'.
    ");
}

fn writing_to(output: &str) -> World {
    rolefit().example("ana.toml").args(["score", "ana.toml", "--top", "1", "--format", "csv", "-o", output])
}

const TOP: &str = "person,role,rank,band,overall,from,to,personality,competency,p_best,contender,coverage,flags\n\
                   ana,principal,1,primary-fit,88.71,70.71,97.92,99.01,79.48,0.59,true,100.00,\n";

#[test]
fn a_result_is_written_to_a_file_and_nothing_is_left_beside_it() {
    let world = writing_to("fits.csv");
    assert_eq!(world.run().printed(), "");
    assert_eq!(world.read("fits.csv"), TOP);
    assert_eq!(world.files(), ["ana.toml", "fits.csv"]);
    let world = world.file("fits.csv", "a much longer result of an earlier run\n".repeat(99).as_str());
    assert_eq!(world.run().printed(), "");
    assert_eq!(world.read("fits.csv"), TOP);
    assert_eq!(writing_to("-").run().printed(), TOP);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let world = writing_to("no/fits.csv");
    assert_eq!(world.run().refused(), "error: writing `no/fits.csv`: no folder `no`\n");
    assert_eq!(world.files(), ["ana.toml"]);
    let world = writing_to("results").file("results/fits.csv", "mine");
    assert_eq!(world.run().refused(), "error: writing `results`: it is a folder\n");
    assert_eq!((world.files().len(), world.read("results/fits.csv").as_str()), (2, "mine"));
}

#[test]
fn answers_and_earlier_results_are_not_lost() {
    let world = writing_to("./ana.toml");
    assert_eq!(world.run().refused(), "error: `./ana.toml` is an input and is not overwritten; name another file\n");
    assert!(world.read("ana.toml").contains("[answers]"));
    let world = rolefit().file("fits.csv", "earlier").args(["score", "gone.toml", "--format", "csv", "-o", "fits.csv"]);
    assert!(world.run().refused().contains("cannot read `gone.toml`: no such file"));
    assert_eq!(world.read("fits.csv"), "earlier");
}

#[test]
fn a_file_holds_no_colours() {
    let world = rolefit().example("ana.toml");
    let world = world.args(["--color", "always", "score", "ana.toml", "--why", "-o", "ana.txt"]);
    assert_eq!(world.run().printed(), "");
    assert_eq!(world.read("ana.txt"), world.args(["score", "ana.toml", "--why"]).run().printed());
}

#[cfg(unix)]
#[test]
fn a_shared_file_that_is_replaced_keeps_its_mode() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let world = rolefit().example("ana.toml").args(["score", "ana.toml", "--shared", "-o", "fits.csv"]);
    let world = world.file("fits.csv", "old");
    let path = world.path().join("fits.csv");
    set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    assert_eq!(world.run().printed(), "");
    assert_eq!(metadata(path).unwrap().permissions().mode() & 0o777, 0o640);
}
