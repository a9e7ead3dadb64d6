//! Exports that would come to wrong numbers: columns that nobody claimed, codes that are counted from elsewhere, and what a mapping
//! says of both.

use insta::assert_snapshot;

use crate::cohort::{HEADER, over, survey};
use crate::world::Outcome;

/// Scores a table, and returns what is said where that is refused.
fn refused(table: &str) -> String {
    over(table, "").run().refused()
}

fn persons(outcome: &Outcome) -> Vec<&str> {
    outcome.stdout.lines().skip(1).filter_map(|row| row.split(',').next()).collect()
}

#[test]
fn a_column_that_resembles_an_item_without_one_stops_the_run() {
    for header in [
        "tempo-week (required)",
        "tempo_week - Selected Choice",
        "12. I plan my week before it begins. - Selected Choice",
        "I plan my week before it begins (required)",
        "<p>I plan my week before it <em>begins</em>.</p> (one answer)",
        "I plan my week before it beg...",
        "I plan my weeks before they begin.",
        "tempo-weak",
    ] {
        let said = refused(&format!("id,ops-alert,{header}\nana,a,x\n"));
        assert!(said.contains("resembles an item that has no column: C `"), "{header}: {said}");
        assert!(said.contains("(`tempo-week`)"), "{header}: {said}");
        // Where the item has its column, it is another question.
        let outcome = over(&format!("id,tempo-week,{header}\nana,4,x\n"), "").run();
        assert_eq!(outcome.code, Some(0), "{header}: {outcome}");
    }
}

#[test]
fn a_column_beside_a_question_is_not_taken_for_its_answer() {
    let plain = over(&format!("{HEADER}\nana,5,1,4,2,a,a,a\n"), "").run();
    assert_eq!(plain.code, Some(0), "{plain}");
    for header in [
        "tempo-week comment",
        "tempo-week - comment",
        "tempo-week (comment)",
        "tempo-week[comment]",
        "tempo-week[other]",
        "tempo-week_TEXT",
        "tempo-week_5_TEXT",
        "tempo-week.1",
        "tempo-week 2",
        "Comment on tempo-week",
        "I plan my week before it begins. [Score]",
        "I plan my week before it begins. Why?",
        "Why? I plan my week before it begins.",
        "Points - I plan my week before it begins.",
    ] {
        // What is in it could be an answer, and it may stand on either side.
        for table in
            [format!("{HEADER},{header}\nana,5,1,4,2,a,a,a,1\n"), format!("{header},{HEADER}\n1,ana,5,1,4,2,a,a,a\n")]
        {
            let outcome = over(&table, "").run();
            assert_eq!((outcome.code, &outcome.stdout), (Some(0), &plain.stdout), "{header}: {outcome}");
        }
    }
}

#[test]
fn a_mapping_is_not_proposed_for_a_column_beside_a_question() {
    let header = HEADER.replace("tempo-week", "tempo-week comment,tempo-week");
    let table = format!("{header}\nana,5,1,2,4,2,a,a,a\n");
    let proposal = survey().file("a.csv", &table).args(["map", "a.csv"]).run();
    assert_eq!(proposal.code, Some(0), "{proposal}");
    let lines: Vec<&str> = proposal.stdout.lines().filter(|line| line.contains("tempo-week")).collect();
    let not_taken = "# \"tempo-week comment\" = \"...\" # column D: not recognised";
    assert_eq!(lines, [not_taken, "\"tempo-week\" = \"tempo-week\" # column E: its id"]);
}

#[test]
fn a_column_of_answers_that_nobody_claimed_stops_the_run() {
    assert_snapshot!(refused("id,q1,ops-alert,q1.1\nana,5,a,4\nben,,b,Agree\ncleo,2,a,1\n"), @"error: responses.csv: 2 columns hold answers, and `focus-quiet-block`, `focus-shared-screen`, `tempo-week`, `tempo-turns`, `api-rename-field` and 1 more have no column: B `q1` and D `q1.1`; map it to an item under `[columns]` in a mapping, or list its header under `ignore`; `rolefit map` writes one");
    for harmless in ["4\nben,b,7\n", "1\nben,b,2\ncleo,b,3\n", "yes\n", "\n"] {
        let outcome = over(&format!("id,ops-alert,Team\nana,a,{harmless}"), "").run();
        assert_eq!(outcome.code, Some(0), "{outcome}");
    }
}

#[test]
fn a_mapping_that_maps_or_ignores_the_column_lets_the_run_go_on() {
    let table = "id,ops-alert,tempo-week (required)\nana,a,4\n";
    let run = |mapping: &str| over(table, "--map survey.toml --format ndjson").file("survey.toml", mapping).run();
    let mapped = run("[columns]\n\"tempo-week (required)\" = \"tempo-week\"\n");
    assert_eq!(mapped.code, Some(0), "{mapped}");
    assert!(mapped.stderr.contains("columns for 2 of 7 items"), "{mapped}");
    let ignored = run("ignore = [\"tempo-week (required)\"]\n");
    assert_eq!(ignored.code, Some(0), "{ignored}");
    assert!(ignored.stderr.contains("columns for 1 of 7 items"), "{ignored}");
    // The proposal says it without a hand's turn.
    let world = survey().file("a.csv", table).args(["map", "a.csv", "-o", "a.toml"]);
    assert_eq!(world.run().code, Some(1));
    let world = world.args(["batch", "a.csv", "--map", "a.toml"]);
    assert!(world.run().stderr.contains("columns for 2 of 7 items"));
}

#[test]
fn codes_that_are_counted_from_0_are_said_once_and_nothing_is_scored() {
    let zero = format!("{HEADER}\nana,4,1,3,0,0,1,0\nben,3,1,4,1,1,0,1\ncleo,3,2,2,3,2,1,0\n");
    assert_snapshot!(refused(&zero), @r#"
    responses.csv: 1 column with the codes 0 to 3, but the scale is 1 to 5: E `tempo-turns`; if they start at 0, set `codes = ["0", "1", "2", "3", "4"]` in a mapping; if 0 means no answer, set `missing = ["0"]`; `rolefit map` writes one
    error: responses.csv: 3 columns with the codes 0 to 2, but positions are 1 to 4: F `api-rename-field`, G `api-timeout` and H `ops-alert`; if they start at 0, set `codes = ["0", "1", "2", "3", "4"]` in a mapping; if 0 means no answer, set `missing = ["0"]`; `rolefit map` writes one
    "#);
    let run = |mapping: &str| over(&zero, "--map survey.toml").file("survey.toml", mapping).run();
    let from_0 = run("codes = [\"0\", \"1\", \"2\", \"3\", \"4\"]\n");
    assert_eq!(from_0.code, Some(0), "{from_0}");
    let from_1 = format!("{HEADER}\nana,5,2,4,1,a,b,a\nben,4,2,5,2,b,a,b\ncleo,4,3,3,4,c,b,a\n");
    assert_eq!(from_0.stdout, over(&from_1, "").run().stdout);
    let missing = run("missing = [\"0\"]\n");
    assert_eq!((missing.code, persons(&missing).len()), (Some(0), 3), "{missing}");
}

#[test]
fn a_single_code_is_said_as_one() {
    let said = refused(&format!("{HEADER}\nana,4,1,3,0,a,a,a\n"));
    assert!(said.contains("1 column with the code 0, but the scale is 1 to 5: E `tempo-turns`"), "{said}");
}

#[test]
fn once_one_scenario_is_counted_from_0_no_other_is_counted_from_1() {
    let table = "id,api-rename-field,api-timeout,ops-alert\nana,3,1,0\nben,1,2,1\n";
    let mapping = "[options.ops-alert]\n\"0\" = \"a\"\n\"1\" = \"b\"\n";
    let said = over(table, "--map survey.toml").file("survey.toml", mapping).run().refused();
    assert!(said.contains("2 columns with the codes 1 to 3, but positions are 1 to 4"), "{said}");
}

#[test]
fn answers_on_a_scale_of_more_points_are_said_once_and_nothing_is_scored() {
    let seven = format!("{HEADER}\nana,4,1,3,6,a,a,a\nben,7,1,6,1,a,a,a\ncleo,3,2,7,3,a,a,a\n");
    let said = refused(&seven);
    let codes = "3 columns with the codes 1 to 7, but the scale is 1 to 5: B `focus-quiet-block`, D `tempo-week` and E `tempo-turns`";
    assert!(said.contains(codes), "{said}");
    // One such number may be a slip, and 9 may stand for no answer.
    for others in ["6,1,3,2", "9,9,9,9"] {
        let outcome = over(&format!("{HEADER}\nana,4,1,3,2,a,a,a\nben,{others},a,a,a\n"), "").run();
        assert_eq!((outcome.code, persons(&outcome)), (Some(1), vec!["ana"]), "{outcome}");
    }
}

#[test]
fn codes_that_are_counted_from_2_are_said_and_nothing_is_scored() {
    let said = refused(&format!("{HEADER}\nana,6,1,3,2,a,a,a\nben,6,1,5,1,a,a,a\ncleo,2,2,4,3,a,a,a\n"));
    assert!(said.contains("1 column with the codes 2 to 6, but the scale is 1 to 5: B `focus-quiet-block`"), "{said}");
    // A column with a 1, or with numbers further off, is not counted from 2.
    for others in ["1,2,4,3", "9,2,4,3"] {
        let table = format!("{HEADER}\nana,6,1,3,2,a,a,a\nben,6,1,5,1,a,a,a\ncleo,{others},a,a,a\n");
        assert_eq!(over(&table, "").run().code, Some(1), "{others}");
    }
}

#[test]
fn a_single_number_outside_of_the_scale_rejects_its_row_alone() {
    for row in ["ben,9,2,4,2,a,a,a", "ben,6,2,4,2,a,a,a", "ben,0,5,5,5,a,a,a"] {
        let table = format!("{HEADER}\nana,5,1,5,5,a,a,a\n{row}\n");
        let outcome = over(&table, "").run();
        assert_eq!((outcome.code, persons(&outcome)), (Some(1), vec!["ana"]), "{outcome}");
    }
}

#[test]
fn a_word_for_no_answer_that_is_an_answer_is_said() {
    let mapping = "missing = [\"3\"]\n[missing_in]\nops-alert = [\"b\", \"99\"]\n";
    let table = format!("{HEADER}\nana,4,3,4,2,a,b,b\n");
    let world = over(&table, "--map survey.toml --format ndjson").file("survey.toml", mapping);
    let outcome = world.run();
    let notes: Vec<&str> = outcome.stderr.lines().filter(|line| line.contains("read as no answer")).collect();
    assert_snapshot!(notes.join("\n"), @"
    note: `3` is an answer of `focus-quiet-block`, but the mapping lists it as missing; it is read as no answer
    note: `b` is an answer of `ops-alert`, but the mapping lists it as missing; it is read as no answer
    ");
    let mapped = world.args(["map", "responses.csv", "--map", "survey.toml"]).run();
    assert!(notes.iter().all(|note| mapped.stderr.contains(note)), "{mapped}");
}

#[test]
fn a_branch_of_two_columns_can_be_mapped_where_each_person_has_one_of_them_filled() {
    let table =
        "id,ops-alert,2. I plan my week before it begins.,9. I plan my week before it begins.\nana,a,4,\nben,a,,5\n";
    assert!(refused(table).contains("`tempo-week` has two columns"));
    let mapping = "[columns]\n\"2. I plan my week before it begins.\" = \"tempo-week\"\n\"9. I plan my week before it begins.\" = \"tempo-week\"\n";
    let run =
        |table: &str, args: &str| over(table, &format!("{args} --map survey.toml")).file("survey.toml", mapping).run();
    let plain = "id,ops-alert,tempo-week\nana,a,4\nben,a,5\n";
    for args in ["", "--wide", "--format ndjson", "--format ndjson --full", "--certainty"] {
        let branch = run(table, args);
        assert_eq!(branch.code, Some(0), "{branch}");
        assert_eq!(branch.stdout, over(plain, args).run().stdout, "{args}");
    }
    let both = run(&table.replace("4,\n", "4,5\n"), "");
    assert_eq!((both.code, persons(&both)), (Some(1), vec!["ben"]), "{both}");
    assert!(both.stderr.contains("`tempo-week`: answered in more than one column"), "{both}");
}

#[test]
fn what_map_calls_finished_batch_reads() {
    let two_rows =
        "id,How true?,,What now?\n,I plan my week before it begins.,tempo-turns,ops-alert\n1,4,5,a\n2,3,2,b\n";
    let repeated = "id,Q1,Q1,Q1\n,tempo-week,tempo-turns,ops-alert\nana,4,5,a\n";
    // The column is named by the row that names its item, not by the question above it.
    let proposal = survey().file("a.csv", two_rows).args(["map", "a.csv"]).run();
    assert!(proposal.stdout.contains("\n\"I plan my week before it begins.\" = \"tempo-week\" #"), "{proposal}");
    for table in [two_rows, repeated] {
        let world = survey().file("a.csv", table).args(["map", "a.csv", "-o", "a.toml"]);
        let mapped = world.run();
        assert_eq!(mapped.code, Some(0), "{mapped}");
        let toml = world.read("a.toml");
        assert!(toml.contains("\n\"tempo-turns\" = \"tempo-turns\" #") && !toml.contains("\n\"\" ="), "{toml}");
        let scored = world.args(["batch", "a.csv", "--map", "a.toml"]).run();
        assert_eq!(scored.code, Some(0), "{scored}");
        assert!(scored.stderr.contains("columns for 3 of 7 items"), "{scored}");
    }
}

#[test]
fn codes_of_a_tool_are_mapped_in_one_line() {
    let table = "id,tempo-week,api-timeout,ops-alert\nana,A4,A3,A2\nben,A1,A1,A1\n";
    let world = survey().file("a.csv", table).args(["map", "a.csv"]);
    let mapped = world.run();
    let line = mapped.stdout.lines().find(|line| line.contains("codes = ")).expect("a proposal");
    assert_snapshot!(line, @r#"# codes = ["A1", "A2", "A3", "A4", "A5"] # perhaps: codes of the first answer of every item, the second, and so on"#);
    let codes = |answers: &str| {
        let table = format!("id,tempo-week,api-timeout,ops-alert\nana,{answers}\n");
        let mapped = survey().file("a.csv", &table).args(["map", "a.csv"]).run();
        let line = mapped.stdout.lines().find(|line| line.contains("codes = ")).map(str::to_owned);
        line.map(|line| line.split(" # ").next().unwrap_or_default().to_owned())
    };
    assert_eq!(codes("0,1,2").expect("a proposal"), r#"# codes = ["0", "1", "2", "3", "4"]"#);
    assert_eq!(codes("A05,A01,A02").expect("a proposal"), r#"# codes = ["A01", "A02", "A03", "A04", "A05"]"#);
    // No item has a sixth answer.
    assert_eq!(codes("A6,A1,A2"), None);
    let mapping = line.trim_start_matches("# ");
    let scored = over(table, "--map codes.toml --wide").file("codes.toml", mapping).run();
    assert_eq!(
        scored.stdout,
        over("id,tempo-week,api-timeout,ops-alert\nana,4,c,b\nben,1,a,a\n", "--wide").run().stdout
    );
    assert_eq!(scored.code, Some(0), "{scored}");
}

#[test]
fn spam_previews_and_tests_of_a_survey_are_no_people() {
    let header = "StartDate,EndDate,Status,ResponseId,tempo-week\nStart Date,End Date,Response Type,Response ID,x\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",x,x,x,x\n";
    let statuses = [
        "0",
        "1",
        "2",
        "4",
        "8",
        "9",
        "12",
        "16",
        "17",
        "32",
        "40",
        "IP Address",
        "Imported",
        "Spam",
        "Survey Preview",
        "Survey Preview Spam",
        "Offline Survey Preview",
        "Imported (Spam)",
    ];
    let rows: String = statuses.iter().map(|status| format!("2026,2026,{status},R {status},4\n")).collect();
    let outcome = over(&format!("{header}{rows}"), "").run();
    assert_eq!(persons(&outcome), ["R 0", "R 4", "R 16", "R 32", "R IP Address", "R Imported"], "{outcome}");
}

#[test]
fn a_note_of_a_preset_is_about_the_column_that_it_supplied() {
    let map = |header: &str| survey().file("a.csv", header).args(["map", "a.csv"]).run().stdout;
    let own = map("StartDate,EndDate,ResponseId,id,tempo-week\n");
    assert!(own.contains("# id = \"id\" # by its header\n"), "{own}");
    let of_response = map("StartDate,EndDate,ResponseId,tempo-week\n");
    assert!(of_response.contains("# id = \"ResponseId\" # by the preset: of the response"), "{of_response}");
}
