//! `rolefit score` when something is missing or wrong: files, names, and answers.

use insta::assert_snapshot;

use crate::world::{WORKED_EXAMPLE, rolefit};

#[test]
fn the_files_that_can_be_read_come_first_and_the_others_are_findings() {
    let world = rolefit()
        .example("ana.toml")
        .example("ben.toml")
        .file("broken.toml", "[answers]\nfocus-quiet-block = 7\nfocus-share-screen = 2\nsvc-split-invoicing = \"e\"\n");
    let world = world.args(["score", "broken.toml", "ana.toml", "bem.toml", "ben.toml", "--top", "1", "--width", "80"]);
    assert_snapshot!(world.run(), @r#"
    exit code 2
    --- stdout ---
    Role fit of ana

    Principal Backend Engineer or Backend / Platform Engineer: the answers do not
    settle which fits best.

      #   Role                            Overall    P    C   Band
    ──────────────────────────────────────────────────────────────────────────
     *1   Principal Backend Engineer   89 (71-98)   99   79   primary fit 79%

    * may be the best fit. P personality (work style), C competency (technical
    judgment). In brackets: where the value lies with 90%, as far as these answers
    tell. Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another.

    Role fit of ben

    Of 4 roles, Backend / Platform Engineer fits best; the answers leave little
    doubt (95%).

      #   Role                             Overall    P    C   Band
    ───────────────────────────────────────────────────────────────────────────
     *1   Backend / Platform Engineer   90 (71-98)   94   86   primary fit 89%

    * may be the best fit. P personality (work style), C competency (technical
    judgment). In brackets: where the value lies with 90%, as far as these answers
    tell. Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another.

    Describes answers against role descriptions, in percent of the maximum possible;
    not percentiles, and not a hiring decision. Method rolefit-2axis/2,
    questionnaire backend-family@2.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    error[RF202] answer-outside-scale: `focus-quiet-block` = 7 is outside 1 to 5
     --> broken.toml:2:21
      |
    2 | focus-quiet-block = 7
      |                     ^
      |
      = help: 1 strongly disagree to 5 strongly agree, or "skip"

    error[RF201] unknown-item: unknown item `focus-share-screen`
     --> broken.toml:3:1
      |
    3 | focus-share-screen = 2
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: an item with a similar id exists: `focus-shared-screen`

    error[RF203] unknown-option: `svc-split-invoicing` has no option `e`
     --> broken.toml:4:23
      |
    4 | svc-split-invoicing = "e"
      |                       ^^^
      |
      = help: answer `a`, `b`, `c` or `d`, or "skip"

    error[RF001] unreadable-file: cannot read `bem.toml`: no such file
    --> bem.toml
     = help: a file with a similar name exists: `ben.toml`
    "#);
}

#[test]
fn a_role_that_does_not_exist_is_answered_with_the_nearest() {
    let world = rolefit().example("ana.toml").args(["score", "ana.toml", "--role", "pricipal"]);
    assert_eq!(world.run().refused(), "error: unknown role `pricipal`; a role with a similar id exists: `principal`\n");
    assert_eq!(
        world.args(["score", "ana.toml", "--why", "plumber"]).run().refused(),
        "error: unknown role `plumber`; the pack has `backend`, `manager`, `principal` and `senior`\n"
    );
}

#[test]
fn a_missing_file_is_answered_with_the_nearest() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "anna.toml"]).run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error[RF001] unreadable-file: cannot read `anna.toml`: no such file
    --> anna.toml
     = help: a file with a similar name exists: `ana.toml`
    ");
}

#[test]
fn roles_without_evidence_are_listed_apart_with_what_is_missing() {
    assert_snapshot!(rolefit().example("gus.toml").args(["score", "gus.toml"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of gus

    No fit yet: personality (work style; 24 of 40 statements answered) and competency (technical
    judgment; 5 of 62 scenarios answered) are not scored, and a fit needs both axes.

    2 notices about the answers: `--verbose` shows them.

    Describes answers against role descriptions, in percent of the maximum possible; not percentiles,
    and not a hiring decision. Method rolefit-2axis/2, questionnaire backend-family@2.0.0; key: author;
    validity evidence: none declared.
    --- stderr ---
    ");
}

#[test]
fn a_card_without_evidence_claims_nothing() {
    assert_snapshot!(rolefit().example("gus.toml").args(["score", "gus.toml", "--role", "backend", "--why"]).run());
}

#[test]
fn the_same_answer_to_every_statement_refuses_the_personality_axis() {
    let alike = statements_alike(WORKED_EXAMPLE);
    let world = rolefit().pack("worked-example").file("ida.toml", &alike);
    assert_snapshot!(world.args(["score", "ida.toml", "--roles", "worked-example", "--width", "80"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of ida

    No fit yet: every statement has the same answer, so personality (work style) is
    not scored, and a fit needs both axes.

    What the other axis says, which alone is no fit
      - Engineer: competency 69

    1 notice about the answers: `--verbose` shows it.

    Describes answers against role descriptions, in percent of the maximum possible;
    not percentiles, and not a hiring decision. Method rolefit-2axis/2,
    questionnaire worked-example@1.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    ");
}

fn statements_alike(answers: &str) -> String {
    let alike = |line: &str| match line.split_once(" = ") {
        Some((id, answer)) if answer.parse::<u8>().is_ok() => format!("{id} = 3\n"),
        _ => format!("{line}\n"),
    };
    answers.lines().map(alike).collect()
}

#[test]
fn unanswered_items_are_named_and_the_rest_is_scored() {
    let partly = WORKED_EXAMPLE.replace("focus-2 = 5\n", "focus-2 = \"skip\"\n").replace("ops-3 = \"c\"\n", "");
    let world = rolefit().pack("worked-example").file("ida.toml", &partly);
    assert_snapshot!(world.args(["score", "ida.toml", "--roles", "worked-example", "--width", "80"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of ida

      #   Role           Overall    P    C   Band
    ─────────────────────────────────────────────────────────────
     *1   Engineer   81 (49-100)   79   84   primary fit 52%
                                             or near-primary 21%

    * may be the best fit. P personality (work style), C competency (technical
    judgment). In brackets: where the value lies with 90%, as far as these answers
    tell. Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another. 1 notice about the
    answers: `--verbose` shows it.

    Describes answers against role descriptions, in percent of the maximum possible;
    not percentiles, and not a hiring decision. Method rolefit-2axis/2,
    questionnaire worked-example@1.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    ");
}

#[test]
fn a_part_without_score_leaves_its_coverage_beside_the_role() {
    let ana = rolefit().example("ana.toml").read("ana.toml");
    let partly: String =
        ana.lines().filter(|line| !line.starts_with("prag-")).map(|line| format!("{line}\n")).collect();
    let world = rolefit().file("ana.toml", &partly).args(["score", "ana.toml", "--top", "2", "--width", "80"]);
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    Role fit of ana

    Principal Backend Engineer or Backend / Platform Engineer: the answers do not
    settle which fits best.

      #   Role                             Overall    P    C   Band
    ───────────────────────────────────────────────────────────────────────────
     *1   Principal Backend Engineer    88 (71-98)   99   78   primary fit 74%
          coverage: P 100%, C 95%
     *2   Backend / Platform Engineer   85 (66-98)   92   78   primary fit 70%

    * may be the best fit. P personality (work style), C competency (technical
    judgment). In brackets: where the value lies with 90%, as far as these answers
    tell. Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another. 2 notices about the
    answers: `--verbose` shows them.

    Describes answers against role descriptions, in percent of the maximum possible;
    not percentiles, and not a hiring decision. Method rolefit-2axis/2,
    questionnaire backend-family@2.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    ");
    let world = world.args(["score", "ana.toml", "--top", "2", "--width", "140"]);
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    Role fit of ana

    Principal Backend Engineer or Backend / Platform Engineer: the answers do not settle which fits
    best.

      #   Role                          Overall      Personality       Competency   Band                Coverage   Main gap
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     *1   Principal Backend          88 (71-98)   ▇▇▇▇▇▇▇▇▇▇  99   ▇▇▇▇▇▇▇▇··  78   primary fit 74%   100% / 95%   Observability and debugging:
          Engineer                                                                                                 20 points below the need
     *2   Backend / Platform         85 (66-98)   ▇▇▇▇▇▇▇▇▇·  92   ▇▇▇▇▇▇▇▇··  78   primary fit 70%                API contract design: its
          Engineer                                                                                                 gate is passed with 75%

    * may be the best fit. In brackets: where the value lies with 90%, as far as these answers tell.
    Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another. 2 notices about the answers:
    `--verbose` shows them.

    Describes answers against role descriptions, in percent of the maximum possible; not percentiles,
    and not a hiring decision. Method rolefit-2axis/2, questionnaire backend-family@2.0.0; key: author;
    validity evidence: none declared.
    --- stderr ---
    ");
}

#[test]
fn answers_to_another_version_are_read_with_a_notice() {
    let older = format!("questionnaire = \"worked-example@0.9.0\"\n{WORKED_EXAMPLE}focus-0 = 3\n");
    let world = rolefit().pack("worked-example").file("ida.toml", &older.replace("tempo-1 = 4\n", ""));
    assert_snapshot!(world.args(["score", "ida.toml", "--roles", "worked-example", "--width", "80"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of ida

      #   Role          Overall    P    C   Band
    ───────────────────────────────────────────────────────────
     *1   Engineer   69 (32-97)   70   69   near-primary 25%
                                            or primary fit 27%

    * may be the best fit. P personality (work style), C competency (technical
    judgment). In brackets: where the value lies with 90%, as far as these answers
    tell. Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another. 2 notices about the
    answers: `--verbose` shows them.

    Describes answers against role descriptions, in percent of the maximum possible;
    not percentiles, and not a hiring decision. Method rolefit-2axis/2,
    questionnaire worked-example@1.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    ");
}

#[test]
fn a_file_that_why_took_for_a_role_is_named() {
    let outcome = rolefit().example("ana.toml").args(["score", "--why", "ana.toml"]).run();
    assert_snapshot!(outcome);
}

#[test]
fn two_people_with_one_id_are_noted() {
    let world = rolefit().example("ana.toml").file("twin.toml", "person.id = 'ana'\n[answers]\n");
    let outcome = world.args(["score", "ana.toml", "twin.toml", "--format", "csv", "--top", "1"]).run();
    assert_snapshot!(outcome);
}

#[test]
fn a_flood_of_findings_is_counted_and_not_shown_whole() {
    let flood: String = (0..50_000).map(|index| format!("  k{index}: !x 3\n")).collect();
    let outcome = rolefit().file("tags.yaml", &format!("answers:\n{flood}")).args(["score", "tags.yaml"]).run();
    assert!(outcome.refused().ends_with("\nand 9901 findings more\n"));
}
