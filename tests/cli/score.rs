//! `rolefit score` in a terminal: the ranked table, the insight card, filters, several people, and what is missing.

use insta::assert_snapshot;

use crate::world::{WORKED_EXAMPLE, rolefit};

#[test]
fn a_narrow_screen_gets_letters_and_a_legend() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--width", "50"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of ana

    Principal Backend Engineer or Backend / Platform
    Engineer: the answers do not settle which fits
    best.

      #   Role                      Overall    P    C
    ──────────────────────────────────────────────────
     *1   Principal Backend      89 (71-98)   99   79
          Engineer
          primary fit 79%
     *2   Backend / Platform     85 (66-98)   92   78
          Engineer
          primary fit 72%
      3   Senior Backend         73 (58-90)   77   70
          Engineer
          near-primary fit 16%
          or primary fit 35%
      4   Backend Engineering    48 (38-61)   44   52
          Manager
          distant 88%

    * may be the best fit. P personality (work style),
    C competency (technical judgment). In brackets:
    where the value lies with 90%, as far as these
    answers tell. Beside the band: its probability.

    Next: `--why` explains the first role,
    `--why=ROLE` another.

    Describes answers against role descriptions, in
    percent of the maximum possible; not percentiles,
    and not a hiring decision. Method rolefit-2axis/2,
    questionnaire backend-family@2.0.0; key: author;
    validity evidence: none declared.
    --- stderr ---
    ");
}

#[test]
fn a_usual_screen_gets_band_and_reason_under_the_role() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--width", "80"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of ana

    Principal Backend Engineer or Backend / Platform Engineer: the answers do not
    settle which fits best.

      #   Role                             Overall    P    C   Band
    ──────────────────────────────────────────────────────────────────────────────
     *1   Principal Backend Engineer    89 (71-98)   99   79   primary fit 79%
     *2   Backend / Platform Engineer   85 (66-98)   92   78   primary fit 72%
      3   Senior Backend Engineer       73 (58-90)   77   70   near-primary 16%
                                                               or primary fit 35%
      4   Backend Engineering Manager   48 (38-61)   44   52   distant 88%

    * may be the best fit. P personality (work style), C competency (technical
    judgment). In brackets: where the value lies with 90%, as far as these answers
    tell. Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another.

    Describes answers against role descriptions, in percent of the maximum possible;
    not percentiles, and not a hiring decision. Method rolefit-2axis/2,
    questionnaire backend-family@2.0.0; key: author; validity evidence: none
    declared.
    --- stderr ---
    ");
}

#[test]
fn a_wide_screen_gets_one_row_a_role_with_bars() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--width", "160"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of ana

    Principal Backend Engineer or Backend / Platform Engineer: the answers do not settle which fits
    best.

      #   Role                             Overall      Personality       Competency   Band                                   Main gap
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     *1   Principal Backend Engineer    89 (71-98)   ▇▇▇▇▇▇▇▇▇▇  99   ▇▇▇▇▇▇▇▇··  79   primary fit 79%                        Observability and debugging: 20
                                                                                                                              points below the need
     *2   Backend / Platform Engineer   85 (66-98)   ▇▇▇▇▇▇▇▇▇·  92   ▇▇▇▇▇▇▇▇··  78   primary fit 72%                        API contract design: its gate is
                                                                                                                              passed with 76%
      3   Senior Backend Engineer       73 (58-90)   ▇▇▇▇▇▇▇▇··  77   ▇▇▇▇▇▇▇···  70   near-primary fit 16% or primary fit    Code quality and testing: its gate is
                                                                                       35%                                    passed with 67%
      4   Backend Engineering Manager   48 (38-61)   ▇▇▇▇······  44   ▇▇▇▇▇·····  52   distant 88%                            orientation: 48 points more systems
                                                                                                                              than the target

    * may be the best fit. In brackets: where the value lies with 90%, as far as these answers tell.
    Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another.

    Describes answers against role descriptions, in percent of the maximum possible; not percentiles,
    and not a hiring decision. Method rolefit-2axis/2, questionnaire backend-family@2.0.0; key: author;
    validity evidence: none declared.
    --- stderr ---
    ");
}

#[test]
fn where_a_table_has_no_room_its_rows_are_written_out() {
    assert_snapshot!(rolefit().example("ana.toml").args(["score", "ana.toml", "--width", "30", "--top", "1"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of ana

    Principal Backend Engineer or
    Backend / Platform Engineer:
    the answers do not settle
    which fits best.

      - *1: Role Principal Backend
        Engineer, primary fit 79%;
        Overall 89 (71-98); P 99;
        C 79

    * may be the best fit. P
    personality (work style), C
    competency (technical
    judgment). In brackets: where
    the value lies with 90%, as
    far as these answers tell.
    Beside the band: its
    probability.

    Next: `--why` explains the
    first role, `--why=ROLE`
    another.

    Describes answers against role
    descriptions, in percent of
    the maximum possible; not
    percentiles, and not a hiring
    decision. Method
    rolefit-2axis/2, questionnaire
    backend-family@2.0.0; key:
    author; validity evidence:
    none declared.
    --- stderr ---
    ");
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
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    Role fit of fen

    Senior Backend Engineer or Principal Backend Engineer: the answers do not settle which fits best.

      #   Role                         Overall      Personality       Competency   Band                         Main gap
    --------------------------------------------------------------------------------------------------------------------------------------------
     *1   Senior Backend Engineer   67 (50-80)   #####.....  49   #########.  93   capable, style stretch 83%   tempo: 20 points more adapter
                                                                                                                than the target

    * may be the best fit. In brackets: where the value lies with 90%, as far as these answers tell.
    Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another.

    Describes answers against role descriptions, in percent of the maximum possible; not percentiles,
    and not a hiring decision. Method rolefit-2axis/2, questionnaire backend-family@2.0.0; key: author;
    validity evidence: none declared.
    --- stderr ---
    ");
}

#[test]
fn why_explains_the_first_role_of_the_ranking() {
    let world = rolefit().pack("worked-example").file("ida.toml", WORKED_EXAMPLE);
    assert_snapshot!(world.args(["score", "ida.toml", "--roles", "worked-example", "--why", "--width", "90"]).run(), @"
    exit code 0
    --- stdout ---
    Role fit of ida

      #   Role          Overall    P    C   Band
    ───────────────────────────────────────────────────────────
     *1   Engineer   71 (33-98)   73   69   near-primary 25%
                                            or primary fit 30%

    * may be the best fit. P personality (work style), C competency (technical judgment). In
    brackets: where the value lies with 90%, as far as these answers tell. Beside the band:
    its probability.

    Engineer: near-primary fit 25% or primary fit 30%

    Rank 1 of 1. Overall 71.0 = square root of personality 73.3 x competency 68.8. Main gap:
    API: 2 points below the need.

    Personality pattern (work style)
     Dimension     Answered     Estimate   Target                       Fit   Weight   Points
    ──────────────────────────────────────────────────────────────────────────────────────────
     focus               80   79 (64-95)   moderate concentrator (55     74       60     44.3
                                           to 75)
     tempo               65   65 (49-82)   strong planner (70 to 100)    72       40     29.0
     personality                                                                         73.3

    Outside it: focus: 5 points more concentrator than the target; tempo: 5 points more
    adapter than the target.

    Answered is the mean of the answers. The estimate is the middle of the positions that they
    leave likely, in brackets where it lies with 90%; near an end of the scale it is a little
    inside, as nobody is beyond the end. Fit is the mean of what the target gives to those
    positions.

    Competency pattern (technical judgment)
     Area             Answered     Estimate   Need   Met   Weight   Points
    ───────────────────────────────────────────────────────────────────────
     API                    73   73 (41-94)     75    76       70     53.4
     Operations             73   73 (41-94)     82    70       30     21.0
     before gates                                                     74.4
     taken by gates                                                   -5.6
     competency                                                       68.8

      - Largest gaps as answered: Operations (9 points below the need) and API (2 points below
        the need)
      - Over 6 scenarios the answers are better than guessing

    Answered is the mean credit of the answers. A few questions exaggerate highs and lows, so
    the estimate reads every area in the light of the others, the more so the fewer questions
    it has. Met says how far the likely scores are on the way from a blind pick to the need.

    Gates: scores an area must reach
      - API, gate 60: undecided; the answers put it above with 77%

    As far as a gate is failed, competency counts as 50 at most. All of them together are
    passed with 77%.

    What this implies
    Both axes lean toward Engineer, with some distance left on at least one. It is a realistic
    next direction; the growth steps show where the distance is.

    How sure this is
      - With 90%: overall 33-98, personality 36-100, competency 17-100
      - Band: primary fit 30%, near-primary fit 25%, potential, capability gap 15%, capable,
        style stretch 14%, partial match 10%, distant 5%

    This is what the answers leave open, if the method's assumptions hold. It is not what
    answering again would print: that has an error of its own.

    Growth steps, by what each would add
    Operations: meet the need of 82 and the overall value goes up by 3.5 to 74.5, still
    near-primary fit.

    Describes answers against role descriptions, in percent of the maximum possible; not
    percentiles, and not a hiring decision. Method rolefit-2axis/2, questionnaire
    worked-example@1.0.0; key: author; validity evidence: none declared.
    --- stderr ---
    ");
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
    assert!(
        printed.contains("\nSenior Backend Engineer: near-primary fit 16% or") && printed.contains("Rank 3 of 4."),
        "{printed}"
    );
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
        let totals = ["personality", "before gates", "taken by gates", "competency"];
        for (pattern, axis) in patterns.into_iter().zip(["personality", "competency"]) {
            // The rest of the heading, the titles and their rule come first.
            let rows: Vec<&str> = pattern.lines().skip(3).take_while(|line| !line.is_empty()).collect();
            let is_total = |row: &&&str| totals.iter().any(|total| row.trim().starts_with(total));
            let parts: f64 = rows.iter().filter(|row| !is_total(row)).map(|row| last_number(row)).sum();
            let total = |name: &str| rows.iter().find(|row| row.trim().starts_with(name)).map(|row| last_number(row));
            let axis_total = total(axis).unwrap();
            let before = total("before gates").unwrap_or(axis_total);
            assert!((parts - before).abs() < 1e-9, "{parts} is not {before} in\n{pattern}");
            let taken = total("taken by gates").unwrap_or_default();
            assert!((before + taken - axis_total).abs() < 1e-9, "{before} {taken} {axis_total} in\n{pattern}");
            assert!(printed.contains(&format!("{axis} {axis_total:.1}")), "no {axis} {axis_total:.1} in\n{printed}");
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
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    Role fit of ana

    Principal Backend Engineer or Backend / Platform Engineer: the answers do not settle which fits
    best.

     #   Role                             Overall   Personality   Competency   Band
    ────────────────────────────────────────────────────────────────────────────────────────────────
     3   Senior Backend Engineer       73 (58-90)            77           70   near-primary fit 16%
                                                                               or primary fit 35%
     4   Backend Engineering Manager   48 (38-61)            44           52   distant 88%

    * may be the best fit. In brackets: where the value lies with 90%, as far as these answers tell.
    Beside the band: its probability.

    Next: `--why` explains the first role, `--why=ROLE` another.

    Describes answers against role descriptions, in percent of the maximum possible; not percentiles,
    and not a hiring decision. Method rolefit-2axis/2, questionnaire backend-family@2.0.0; key: author;
    validity evidence: none declared.
    --- stderr ---
    ");
    let world =
        world.args(["score", "ana.toml", "--role", "manager", "--role", "senior", "--top", "1", "--format", "csv"]);
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    person,role,rank,band,overall,from,to,personality,competency,p_best,contender,coverage,flags
    ana,senior,3,near-primary-fit,73.44,57.62,90.29,77.41,69.67,0.03,false,100.00,
    --- stderr ---
    ");
}
