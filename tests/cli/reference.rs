//! `rolefit score --reference`: where scores lie in a sample that says who it is.

use std::fmt::Write;

use insta::assert_snapshot;

use crate::world::{World, rolefit};

const DECLARED: &str = "# n: 40
# date: 2026-05
# source: volunteers, two teams
# questionnaire: worked-example@1.0.0
";

const ANSWERS: &str = r#"[answers]
focus-1 = 4
focus-2 = 4
focus-3 = 3
focus-4 = 2
focus-5 = 3
tempo-1 = 4
tempo-2 = 5
tempo-3 = 4
tempo-4 = 4
tempo-5 = 2
api-1 = "a"
api-2 = "b"
api-3 = "a"
ops-1 = "a"
ops-2 = "b"
ops-3 = "a"
"#;

/// A sample of 40 people: `focus` from 0 to 97.5, and 50 in `api` but for one without a score.
fn table() -> String {
    let mut text = "person,focus_estimate,focus_from,api_estimate\n".to_owned();
    for index in 0..40 {
        let api = if index == 7 { "" } else { "50.00" };
        writeln!(text, "p{index},{:.2},0.00,{api}", f64::from(index) * 2.5).unwrap();
    }
    text
}

fn beside(sample: &str, args: &str) -> World {
    let args = ["score", "ana.toml", "--roles", "worked-example", "--reference", "teams-2026.csv"]
        .into_iter()
        .chain(args.split_whitespace());
    rolefit().pack("worked-example").file("ana.toml", ANSWERS).file("teams-2026.csv", sample).args(args)
}

#[test]
fn scores_have_percentiles_in_the_sample_that_is_named() {
    let page = beside(&format!("{DECLARED}{}", table()), "--width 80").run().printed();
    assert_snapshot!(page.split_once("Beside the sample").unwrap().1);
}

#[test]
fn a_percentile_counts_the_sample_and_its_range_takes_both_errors_in() {
    let json = beside(&format!("{DECLARED}{}", table()), "--format json").run().json();
    let reference = &json[0]["reference"];
    assert_eq!(
        (&reference["name"], &reference["n"], &reference["date"], &reference["source"]),
        (&"teams-2026".into(), &40.into(), &"2026-05".into(), &"volunteers, two teams".into())
    );
    let known = &json[0]["profile"]["work_style"]["focus"];
    let [score, from, to] = ["score", "from", "to"].map(|key| known[key].as_f64().unwrap());
    let share = |end: f64| (0..40).filter(|index| f64::from(*index) * 2.5 < end).count() as f64 * 2.5;
    let found = &reference["work_style"]["focus"];
    let percentile = |key: &str| found[key].as_f64().unwrap();
    assert!((percentile("percentile") - share(score)).abs() < 1e-9, "{found} {score}");
    assert!(percentile("from") < share(from) && percentile("to") > share(to), "{found} {from} {to}");
    assert_eq!(reference["competency"]["api"]["people"], 39);
    // A part without a column has no percentile.
    assert_eq!(reference["competency"].as_object().unwrap().keys().collect::<Vec<_>>(), ["api"]);
    let without = rolefit().pack("worked-example").file("ana.toml", ANSWERS);
    let without = without.args(["score", "ana.toml", "--roles", "worked-example", "--format", "json"]).run().json();
    assert!(without[0].get("reference").is_none());
}

#[test]
fn what_batch_writes_is_a_sample_once_it_is_declared() {
    let world = rolefit().example("cohort.csv").example("ana.toml");
    world.run_with(["batch", "cohort.csv", "-o", "scores.csv", "--profile", "profile.csv"]);
    let declared = "# n: 7\n# date: 2026-11-29\n# source: the example\n# questionnaire: backend-family@2.0.0\n";
    let plain = format!("{declared}{}", world.read("profile.csv"));
    let with_semicolons =
        |line: &str| if line.starts_with('#') { format!("{line};;\r\n") } else { line.replace(',', ";") + "\r\n" };
    let spreadsheet: String = plain.lines().map(with_semicolons).collect();
    for table in [plain, spreadsheet] {
        let world = rolefit().example("ana.toml").file("norms.csv", &table);
        let page = world.args(["score", "ana.toml", "--reference", "norms.csv"]).run().printed();
        assert!(page.contains("7 people, 2026-11-29: the example.") && page.contains("Pragmatism"), "{page}");
    }
}

#[test]
fn a_sample_that_does_not_say_what_it_is_is_refused() {
    let refused = |sample: &str| beside(sample, "").run().refused();
    assert_snapshot!(refused(&table()), @"error: teams-2026.csv: the sample does not say its `n`, `date`, `source` and `questionnaire`; add a line such as `# n: 240` above the header");
    assert_snapshot!(refused(&format!("{}{}", DECLARED.replace("# source: volunteers, two teams", "# source:"), table())), @"error: teams-2026.csv: the sample does not say its `source`; add a line such as `# source: backend engineers of three companies, volunteers` above the header");
    assert_snapshot!(refused(&format!("{}{}", DECLARED.replace("@1.0.0", "@0.9.0"), table())), @"error: teams-2026.csv: the sample answered `worked-example@0.9.0`, and this is `worked-example@1.0.0`; use a sample of this questionnaire and version");
    assert_snapshot!(refused(&format!("{}{}", DECLARED.replace("40", "41"), table())), @"error: teams-2026.csv: `n` says 41, and the table has 40 rows; correct `n`, or give the whole table");
    assert_snapshot!(refused(&format!("{}{}", DECLARED.replace("2026-05", "spring"), table())), @"error: teams-2026.csv: `spring` is not a date; write it as `2026-05-31` or `2026-05`");
    assert_snapshot!(refused(&format!("{DECLARED}{}", table().replace("97.50", "9750"))), @"error: teams-2026.csv: line 45: `9750` is not a score from 0 to 100");
    assert_snapshot!(refused(&format!("{DECLARED}person,overall\na,3\n")), @"error: teams-2026.csv: no column of scores, such as `focus_estimate`; give what `rolefit batch --profile` writes");
    assert_snapshot!(beside(&format!("{DECLARED}{}", table()), "--format csv").run().refused(), @"error: `--reference` needs `--format table`, `markdown`, `json` or `ndjson`");
}
