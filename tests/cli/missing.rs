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

     #   Role                                      G     P    C   Certainty
    ────────────────────────────────────────────────────────────────────────────────
     1   Principal Backend Engineer               99   100   98   likely first, 77%
         primary fit                           83-98
         Reliability operations: 2 points
         below the need

    G overall, P personality (work style), C competency (technical judgment).
    Certainty: how often the role comes first over 512 simulated sittings; 90% of
    them lie in the range beside the overall value, and "=" marks roles that they
    cannot tell apart. Bands and order follow the scores themselves.

    Role fit of ben

     #   Role                                G    P    C   Certainty
    ────────────────────────────────────────────────────────────────────────────────
     1   Backend / Platform Engineer        94   98   90   almost surely first, 99%
         primary fit or potential,       72-96
         capability gap
         Distributed correctness: 8
         points below the need

    G overall, P personality (work style), C competency (technical judgment).
    Certainty: how often the role comes first over 512 simulated sittings; 90% of
    them lie in the range beside the overall value, and "=" marks roles that they
    cannot tell apart. Bands and order follow the scores themselves.

    Describes answers against role descriptions; it is not a hiring decision. Scores
    are percent of the maximum possible, not percentiles. Method rolefit-2axis/1,
    questionnaire backend-family@1.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    error[RF202] answer-outside-scale: `focus-quiet-block` = 7 is outside 1 to 5
     --> broken.toml:2:21
      |
    2 | focus-quiet-block = 7
      |                     ^
      |
      = help: 1 strongly disagree to 5 strongly agree, or "skip"

    error[RF201] unknown-item: the questionnaire has no item `focus-share-screen`
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
    assert_eq!(
        world.run().refused(),
        "error: there is no role `pricipal`; a role with a similar id exists: `principal`\n"
    );
    assert_eq!(
        world.args(["score", "ana.toml", "--why", "plumber"]).run().refused(),
        "error: there is no role `plumber`; the pack has `backend`, `manager`, `principal` and `senior`\n"
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

    Not ranked: insufficient evidence
      - Backend / Platform Engineer: orientation has too few answers (personality 0% scored; competency
        0% scored)
      - Backend Engineering Manager: orientation has too few answers (personality 0% scored; competency
        0% scored)
      - Principal Backend Engineer: reasoning has too few answers (personality 0% scored; competency 0%
        scored)
      - Senior Backend Engineer: orientation has too few answers (personality 0% scored; competency 0%
        scored)

    Notices
      - 29 of 91 items answered; not answered: focus-written-thread, focus-early-call, focus-day-alone,
        focus-session-energy, reasoning-case-at-hand, reasoning-principle and 56 others
      - too few answers to score 18 parts: focus, reasoning, orientation, tempo, service-design,
        api-contracts and 12 others

    Response quality (nothing is dropped or changed because of it)
      - over 5 scenarios the judgment answers cannot be told from guessing

    Describes answers against role descriptions; it is not a hiring decision. Scores are percent of the
    maximum possible, not percentiles. Method rolefit-2axis/1, questionnaire backend-family@1.0.0; key:
    author; validity evidence: none declared.
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

    Not ranked: insufficient evidence
      - Engineer: every statement has the same answer, so work style is not scored
        (personality 0% scored; competency 89)

    Response quality (nothing is dropped or changed because of it)
      - every answered statement has the same raw answer; the personality axis is
        not scored

    Describes answers against role descriptions; it is not a hiring decision. Scores
    are percent of the maximum possible, not percentiles. Method rolefit-2axis/1,
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
    assert_snapshot!(world.args(["score", "ida.toml", "--roles", "worked-example", "--width", "80"]).run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ida

     #   Role                               G    P    C   Certainty
    ────────────────────────────────────────────────────────────────────────────────
     1   Engineer                          94   92   96   almost surely first, 100%
         primary fit or near-primary    43-99
         fit
         tempo: 5 points more adapter
         than the target

    G overall, P personality (work style), C competency (technical judgment).
    Certainty: how often the role comes first over 512 simulated sittings; 90% of
    them lie in the range beside the overall value, and "=" marks roles that they
    cannot tell apart. Bands and order follow the scores themselves.

    Notices
      - 14 of 16 items answered; not answered: focus-2, ops-3

    Describes answers against role descriptions; it is not a hiring decision. Scores
    are percent of the maximum possible, not percentiles. Method rolefit-2axis/1,
    questionnaire worked-example@1.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    "#);
}

#[test]
fn a_part_without_score_leaves_its_coverage_beside_the_role() {
    let ana = rolefit().example("ana.toml").read("ana.toml");
    let partly: String =
        ana.lines().filter(|line| !line.starts_with("prag-")).map(|line| format!("{line}\n")).collect();
    let world = rolefit().file("ana.toml", &partly).args(["score", "ana.toml", "--top", "2", "--width", "80"]);
    assert_snapshot!(world.run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ana

     #   Role                                      G     P    C   Certainty
    ────────────────────────────────────────────────────────────────────────────────
     1   Principal Backend Engineer               99   100   98   likely first, 78%
         primary fit                           83-99
         Reliability operations: 2 points
         below the need
         scored: personality 100%,
         competency 95%
     2   Backend / Platform Engineer              94    94   93   seldom first, 19%
         primary fit or potential,             73-96
         capability gap
         focus: 8 points more collaborator
         than the target

    G overall, P personality (work style), C competency (technical judgment).
    Certainty: how often the role comes first over 512 simulated sittings; 90% of
    them lie in the range beside the overall value, and "=" marks roles that they
    cannot tell apart. Bands and order follow the scores themselves.

    Notices
      - 88 of 91 items answered; not answered: prag-daily-file, prag-job-scheduler,
        prag-large-imports
      - too few answers to score 1 part: pragmatism

    Describes answers against role descriptions; it is not a hiring decision. Scores
    are percent of the maximum possible, not percentiles. Method rolefit-2axis/1,
    questionnaire backend-family@1.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    "#);
    let world = world.args(["score", "ana.toml", "--top", "2", "--width", "140"]);
    assert_snapshot!(world.run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ana

     #   Role             Band              Overall   Range      Personality       Competency   Certainty          Coverage   Largest gap
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     1   Principal        primary fit            99   83-99   ▇▇▇▇▇▇▇▇▇▇ 100   ▇▇▇▇▇▇▇▇▇▇  98   likely first,    100% / 95%   Reliability
         Backend                                                                                78%                           operations: 2
         Engineer                                                                                                             points below the
                                                                                                                              need
     2   Backend /        primary fit or         94   73-96   ▇▇▇▇▇▇▇▇▇·  94   ▇▇▇▇▇▇▇▇▇·  93   seldom first,                 focus: 8 points
         Platform         potential,                                                            19%                           more collaborator
         Engineer         capability gap                                                                                      than the target

    Certainty: how often the role comes first over 512 simulated sittings; 90% of them lie in the range
    beside the overall value, and "=" marks roles that they cannot tell apart. Bands and order follow
    the scores themselves.

    Notices
      - 88 of 91 items answered; not answered: prag-daily-file, prag-job-scheduler, prag-large-imports
      - too few answers to score 1 part: pragmatism

    Describes answers against role descriptions; it is not a hiring decision. Scores are percent of the
    maximum possible, not percentiles. Method rolefit-2axis/1, questionnaire backend-family@1.0.0; key:
    author; validity evidence: none declared.
    --- stderr ---
    "#);
}

#[test]
fn answers_to_another_version_are_read_with_a_notice() {
    let older = format!("questionnaire = \"worked-example@0.9.0\"\n{WORKED_EXAMPLE}focus-0 = 3\n");
    let world = rolefit().pack("worked-example").file("ida.toml", &older.replace("tempo-1 = 4\n", ""));
    assert_snapshot!(world.args(["score", "ida.toml", "--roles", "worked-example", "--width", "80"]).run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ida

     #   Role                               G    P    C   Certainty
    ────────────────────────────────────────────────────────────────────────────────
     1   Engineer                          82   76   89   almost surely first, 100%
         primary fit or near-primary    31-94
         fit
         focus: 5 points more
         concentrator than the target

    G overall, P personality (work style), C competency (technical judgment).
    Certainty: how often the role comes first over 512 simulated sittings; 90% of
    them lie in the range beside the overall value, and "=" marks roles that they
    cannot tell apart. Bands and order follow the scores themselves.

    Notices
      - answers were given to `worked-example@0.9.0`, the pack has
        `worked-example@1.0.0`: 1 item no longer asked and ignored, 1 item without
        an answer: focus-0, tempo-1
      - 15 of 16 items answered; not answered: tempo-1

    Describes answers against role descriptions; it is not a hiring decision. Scores
    are percent of the maximum possible, not percentiles. Method rolefit-2axis/1,
    questionnaire worked-example@1.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    "#);
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
    assert!(outcome.refused().ends_with("\nand 49900 findings more\n"));
}
