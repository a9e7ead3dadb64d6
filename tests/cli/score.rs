//! `rolefit score` in a terminal: the ranked table, the insight card, filters, several people, and what is missing.

use insta::assert_snapshot;

use crate::world::{WORKED_EXAMPLE, rolefit};

#[test]
fn a_narrow_screen_gets_letters_and_a_legend() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--width", "50"]).run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ana

     #   Role                            G     P    C
    ──────────────────────────────────────────────────
     1   Principal Backend              99   100   98
         Engineer                    83-98
         primary fit
         Reliability operations: 2
         points below the need
         likely first, 77%
     2   Backend / Platform             94    94   93
         Engineer                    73-96
         primary fit or potential,
         capability gap
         focus: 8 points more
         collaborator than the
         target
         seldom first, 21%
     3   Senior Backend Engineer        79    68   92
         near-primary fit or         63-83
         partial match
         reasoning: 38 points more
         conceptual than the
         target
         hardly ever first, 2%
     4   Backend Engineering            51    47   57
         Manager                     38-61
         distant
         People leadership: 25
         points below its gate
         hardly ever first, 0%

    G overall, P personality (work style), C
    competency (technical judgment). Certainty: how
    often the role comes first over 512 simulated
    sittings; 90% of them lie in the range beside the
    overall value, and "=" marks roles that they
    cannot tell apart. Bands and order follow the
    scores themselves.

    Describes answers against role descriptions; it is
    not a hiring decision. Scores are percent of the
    maximum possible, not percentiles. Method
    rolefit-2axis/1, questionnaire
    backend-family@1.0.0; key: author; validity
    evidence: none declared.
    --- stderr ---
    "#);
}

#[test]
fn a_usual_screen_gets_band_and_reason_under_the_role() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--width", "80"]).run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ana

     #   Role                                  G     P    C   Certainty
    ────────────────────────────────────────────────────────────────────────────────
     1   Principal Backend Engineer           99   100   98   likely first, 77%
         primary fit                       83-98
         Reliability operations: 2
         points below the need
     2   Backend / Platform Engineer          94    94   93   seldom first, 21%
         primary fit or potential,         73-96
         capability gap
         focus: 8 points more
         collaborator than the target
     3   Senior Backend Engineer              79    68   92   hardly ever first, 2%
         near-primary fit or partial       63-83
         match
         reasoning: 38 points more
         conceptual than the target
     4   Backend Engineering Manager          51    47   57   hardly ever first, 0%
         distant                           38-61
         People leadership: 25 points
         below its gate

    G overall, P personality (work style), C competency (technical judgment).
    Certainty: how often the role comes first over 512 simulated sittings; 90% of
    them lie in the range beside the overall value, and "=" marks roles that they
    cannot tell apart. Bands and order follow the scores themselves.

    Describes answers against role descriptions; it is not a hiring decision. Scores
    are percent of the maximum possible, not percentiles. Method rolefit-2axis/1,
    questionnaire backend-family@1.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    "#);
}

#[test]
fn a_wide_screen_gets_one_row_a_role_with_bars() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--width", "160"]).run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ana

     #   Role                       Band                       Overall   Range      Personality       Competency   Certainty               Largest gap
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     1   Principal Backend          primary fit                     99   83-98   ▇▇▇▇▇▇▇▇▇▇ 100   ▇▇▇▇▇▇▇▇▇▇  98   likely first, 77%       Reliability operations:
         Engineer                                                                                                                          2 points below the need
     2   Backend / Platform         primary fit or                  94   73-96   ▇▇▇▇▇▇▇▇▇·  94   ▇▇▇▇▇▇▇▇▇·  93   seldom first, 21%       focus: 8 points more
         Engineer                   potential, capability                                                                                  collaborator than the
                                    gap                                                                                                    target
     3   Senior Backend Engineer    near-primary fit or             79   63-83   ▇▇▇▇▇▇▇···  68   ▇▇▇▇▇▇▇▇▇·  92   hardly ever first, 2%   reasoning: 38 points
                                    partial match                                                                                          more conceptual than the
                                                                                                                                           target
     4   Backend Engineering        distant                         51   38-61   ▇▇▇▇▇·····  47   ▇▇▇▇▇▇····  57   hardly ever first, 0%   People leadership: 25
         Manager                                                                                                                           points below its gate

    Certainty: how often the role comes first over 512 simulated sittings; 90% of them lie in the range
    beside the overall value, and "=" marks roles that they cannot tell apart. Bands and order follow
    the scores themselves.

    Describes answers against role descriptions; it is not a hiring decision. Scores are percent of the
    maximum possible, not percentiles. Method rolefit-2axis/1, questionnaire backend-family@1.0.0; key:
    author; validity evidence: none declared.
    --- stderr ---
    "#);
}

#[test]
fn where_a_table_has_no_room_its_rows_are_written_out() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--width", "30", "--top", "1"]).run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ana

      - 1: Role Principal Backend
        Engineer, primary fit,
        Reliability operations: 2
        points below the need,
        likely first, 77%; G 99,
        83-98; P 100; C 98

    G overall, P personality (work
    style), C competency
    (technical judgment).
    Certainty: how often the role
    comes first over 512 simulated
    sittings; 90% of them lie in
    the range beside the overall
    value, and "=" marks roles
    that they cannot tell apart.
    Bands and order follow the
    scores themselves.

    Describes answers against role
    descriptions; it is not a
    hiring decision. Scores are
    percent of the maximum
    possible, not percentiles.
    Method rolefit-2axis/1,
    questionnaire
    backend-family@1.0.0; key:
    author; validity evidence:
    none declared.
    --- stderr ---
    "#);
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for width in ["30", "44", "50", "64", "80", "100", "119", "120", "160", "500"] {
        let world = rolefit().example("ana.toml").example("gus.toml");
        let printed =
            world.args(["score", "ana.toml", "gus.toml", "--why", "principal", "--width", width]).run().printed();
        for line in printed.lines() {
            assert!(line.chars().count() <= width.parse().unwrap(), "at {width}: {line}");
        }
    }
}

#[test]
fn ascii_is_nothing_but_ascii() {
    for width in ["50", "80", "160"] {
        let world = rolefit().example("fen.json").args(["score", "fen.json", "--why", "--ascii", "--width", width]);
        let printed = world.run().printed();
        assert!(printed.is_ascii(), "{printed}");
    }
    let world = rolefit().example("fen.json").args(["score", "fen.json", "--top", "1", "--ascii", "--width", "140"]);
    assert_snapshot!(world.run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of fen

     #   Role                 Band                Overall   Range      Personality       Competency   Certainty           Largest gap
    --------------------------------------------------------------------------------------------------------------------------------------------
     1   Senior Backend       capable, style           59   44-68   ###.......  35   ########## 100   likely first, 85%   orientation: 23
         Engineer             stretch                                                                                     points more people
                                                                                                                          than the target

    Certainty: how often the role comes first over 512 simulated sittings; 90% of them lie in the range
    beside the overall value, and "=" marks roles that they cannot tell apart. Bands and order follow
    the scores themselves.

    Describes answers against role descriptions; it is not a hiring decision. Scores are percent of the
    maximum possible, not percentiles. Method rolefit-2axis/1, questionnaire backend-family@1.0.0; key:
    author; validity evidence: none declared.
    --- stderr ---
    "#);
}

#[test]
fn why_explains_the_first_role_of_the_ranking() {
    let world = rolefit().pack("worked-example").file("ida.toml", WORKED_EXAMPLE);
    assert_snapshot!(world.args(["score", "ida.toml", "--roles", "worked-example", "--why", "--width", "90"]).run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ida

     #   Role                                         G    P    C   Certainty
    ──────────────────────────────────────────────────────────────────────────────────────────
     1   Engineer                                    84   80   89   almost surely first, 100%
         primary fit or near-primary fit          33-95
         focus: 5 points more concentrator than
         the target

    G overall, P personality (work style), C competency (technical judgment). Certainty: how
    often the role comes first over 512 simulated sittings; 90% of them lie in the range
    beside the overall value, and "=" marks roles that they cannot tell apart. Bands and order
    follow the scores themselves.

    Engineer: primary fit

    Rank 1 of 1. Overall 84.4 = square root of personality 80.0 x competency 89.1. First thing
    to know: focus: 5 points more concentrator than the target.

    Personality pattern (work style)
     Dimension   You   +/-   In words          Target             Gap   Fit   Weight   Points
    ──────────────────────────────────────────────────────────────────────────────────────────
     focus        80    10   strong            moderate          +5.0    80       60     48.0
                             concentrator      concentrator
                                               (55 to 75)
     tempo        65    10   moderate          strong planner    -5.0    80       40     32.0
                             planner           (70 to 100)
     total                                                                               80.0

    Outside it: focus: 5 points more concentrator than the target; tempo: 5 points more
    adapter than the target.

    Competency pattern (technical judgment)
     Area         You   +/-   Need   Gate                   Attained   Weight   Points
    ───────────────────────────────────────────────────────────────────────────────────
     API           73    22     75   60 passed, uncertain         94       70     66.1
     Operations    73    22     82                                77       30     23.0
     total                                                                        89.1

      - Largest gaps: Operations (9 points below the need) and API (2 points below the need)
      - Over 6 scenarios the answers are better than guessing (z 1.81, passed from 1.645)

    What this implies
    Both axes line up with Engineer: how you work and how you decide are close to what the
    role asks for. It is a path to take seriously now.

    How sure this is
     90% interval                                 From    To
    ─────────────────────────────────────────────────────────
     personality, a confidence interval             36   100
     competency, a range over repeated sittings     18   100
     overall, a range over repeated sittings        33    95

      - Band over 512 simulated sittings: primary fit 27%, near-primary fit 24%, potential,
        capability gap 18%, capable, style stretch 13%, partial match 12%, distant 7%
      - First place: almost surely first, 100%
      - Tier: it can be told apart from the roles above and below
      - The gate of API is uncertain: another sitting may fall on its other side
      - The guessing test is uncertain: another sitting may fall on its other side
      - Weights: moving any one of this role's weights by a quarter leaves the first tier as
        it is

    Growth steps, by what each would add
    Operations: raise it to 82 and the overall value goes up by 3.3 to 87.7, still primary
    fit.

    API: raise it to 75 and the overall value goes up by 1.8 to 86.2, still primary fit.

    Describes answers against role descriptions; it is not a hiring decision. Scores are
    percent of the maximum possible, not percentiles. Method rolefit-2axis/1, questionnaire
    worked-example@1.0.0; key: author; validity evidence: none declared.
    --- stderr ---
    "#);
}

#[test]
fn why_explains_the_role_that_is_named() {
    let world = rolefit().example("ana.toml").args(["score", "ana.toml", "--why", "manager"]);
    assert_snapshot!(world.run());
}

#[test]
fn why_explains_the_first_of_the_roles_that_are_shown() {
    let world = rolefit().example("ana.toml").args(["score", "ana.toml", "--role", "senior", "--why"]);
    let printed = world.run().printed();
    assert!(printed.contains("\nSenior Backend Engineer: near-primary fit\n\nRank 3 of 4."), "{printed}");
    assert!(!printed.contains("Rank 1 of 4."), "{printed}");
}

#[test]
fn printed_contributions_add_up_to_the_printed_total() {
    let people = ["ana.toml", "ben.toml", "chi.toml", "dara.yaml", "eli.toml", "fen.json"];
    for (person, role) in
        people.into_iter().flat_map(|person| ["backend", "manager", "principal", "senior"].map(|role| (person, role)))
    {
        let world = rolefit().example(person).args(["score", person, "--why", role, "--role", role, "--width", "160"]);
        let printed = world.run().printed();
        let patterns: Vec<&str> = printed.split(" pattern (").skip(1).collect();
        assert_eq!(patterns.len(), 2, "{printed}");
        for (pattern, axis) in patterns.into_iter().zip(["personality ", "competency "]) {
            let (rows, total) = pattern.split_once("\n total").unwrap();
            let total = last_number(total.lines().next().unwrap());
            // The rest of the heading, the titles and their rule come first.
            let sum: f64 = rows.lines().skip(3).map(last_number).sum();
            assert!((sum - total).abs() < 1e-9, "{sum} is not {total} in\n{pattern}");
            assert!(printed.contains(&format!("{axis}{total:.1}")), "no {axis}{total:.1} in\n{printed}");
        }
    }
}

fn last_number(line: &str) -> f64 {
    line.split_whitespace().next_back().unwrap().parse().unwrap()
}

#[test]
fn a_filter_keeps_the_ranks_of_the_whole_pack() {
    let world = rolefit().example("ana.toml");
    let world = world.args(["score", "ana.toml", "--role", "manager", "--role", "senior", "--width", "120"]);
    assert_snapshot!(world.run(), @r#"
    exit code 0
    --- stdout ---
    Role fit of ana

     #   Role                                                   Overall   Personality   Competency   Certainty
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     3   Senior Backend Engineer                                     79            68           92   hardly ever first, 2%
         near-primary fit or partial match                        63-83
         reasoning: 38 points more conceptual than the target
     4   Backend Engineering Manager                                 51            47           57   hardly ever first, 0%
         distant                                                  38-61
         People leadership: 25 points below its gate

    Certainty: how often the role comes first over 512 simulated sittings; 90% of them lie in the range
    beside the overall value, and "=" marks roles that they cannot tell apart. Bands and order follow
    the scores themselves.

    Describes answers against role descriptions; it is not a hiring decision. Scores are percent of the
    maximum possible, not percentiles. Method rolefit-2axis/1, questionnaire backend-family@1.0.0; key:
    author; validity evidence: none declared.
    --- stderr ---
    "#);
    let world =
        world.args(["score", "ana.toml", "--role", "manager", "--role", "senior", "--top", "1", "--format", "csv"]);
    assert_snapshot!(world.run(), @r"
    exit code 0
    --- stdout ---
    person,role,rank,band,overall,personality,competency,coverage,flags
    ana,senior,3,near-primary-fit,78.80,67.50,92.00,100.00,
    --- stderr ---
    ");
}
