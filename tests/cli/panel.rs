//! `rolefit panel`: nothing is shown before all is sealed, and nothing is recommended.

use insta::assert_snapshot;

use crate::world::{WORKED_EXAMPLE, World, rolefit};

/// What a rater says of a candidate for the role of the worked example.
fn rating(rater: &str, candidate: &str, api: &str, ops: &str) -> String {
    let said =
        |level: &str| if level == "not-observed" { String::new() } else { format!(", evidence: {rater} saw it.") };
    format!(
        "rater: {rater}\ncandidate: {candidate}\nrole: engineer\nratings:\n  api: {{ level: {api}{} }}\n  ops: {{ level: {ops}{} }}\n",
        said(api),
        said(ops)
    )
}

/// Two raters of one candidate.
fn two() -> World {
    rolefit()
        .pack("worked-example")
        .file("r/ben-ana.yaml", &rating("ana", "ben", "meets", "below"))
        .file("r/ben-cleo.yaml", &rating("cleo", "ben", "excels", "not-observed"))
}

fn run(world: &World, args: &[&str]) -> crate::world::Outcome {
    world.run_with([&["panel"], args, &["--roles", "worked-example"]].concat())
}

fn seal(world: &World, files: &[&str]) {
    let outcome = run(world, &[&["seal"], files].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
}

#[test]
fn nothing_is_shown_before_all_ratings_are_sealed() {
    let world = two();
    for action in ["show", "report"] {
        assert_eq!(
            run(&world, &[action, "r"]).refused(),
            "error: nothing is shown before all ratings are sealed; not sealed, or changed since: `r/ben-ana.yaml` and \
             `r/ben-cleo.yaml`\n"
        );
    }
    seal(&world, &["r/ben-ana.yaml"]);
    assert!(run(&world, &["show", "r"]).refused().contains("changed since: `r/ben-cleo.yaml`"));
    seal(&world, &["r/ben-cleo.yaml"]);
    assert_eq!(run(&world, &["show", "r"]).code, Some(0));
}

#[test]
fn a_rating_that_changes_after_its_seal_is_not_shown_and_not_sealed_again() {
    let world = two();
    seal(&world, &["r/ben-ana.yaml", "r/ben-cleo.yaml"]);
    seal(&world, &["r/ben-ana.yaml"]);
    let world = world.file("r/ben-ana.yaml", &rating("ana", "ben", "excels", "below"));
    assert!(run(&world, &["show", "r"]).refused().contains("changed since: `r/ben-ana.yaml`"));
    assert_eq!(
        run(&world, &["seal", "r/ben-ana.yaml"]).refused(),
        "error: `r/ben-ana.yaml` has changed since it was sealed; put it back as it was, or agree to remove its seal\n"
    );
}

#[test]
fn a_candidate_is_shown_by_area_with_spread_evidence_and_what_to_discuss() {
    let world = two().file("ben.toml", WORKED_EXAMPLE);
    seal(&world, &["r/ben-ana.yaml", "r/ben-cleo.yaml"]);
    assert_snapshot!(run(&world, &["show", "r", "--candidate", "ben", "--answers", "ben.toml"]).printed(), @"
    ben for Engineer

    2 raters; every rating was sealed before any was shown. The figures describe these ratings and are
    not a recommendation. Agreement is not computed for a single candidate.

     Area         Weight   ana     cleo           Spread            Own answers
    ────────────────────────────────────────────────────────────────────────────
     API              70   meets   excels         one level                  73
     Operations       30   below   not observed   too few ratings            73

    Weighted by the role
      - ana: 0.70 over 100% of the weight
      - cleo: 2.00 over 70% of the weight

    0 is below the anchors, 1 meets and 2 excels, over what the rater observed.

    Own answers are on the scale of the questionnaire, 0 to 100. They are another measure, and are in no
    figure here.

    To discuss first
      - API: ana meets and cleo excels

    API
      - ana (meets): ana saw it.
      - cleo (excels): cleo saw it.

    Operations
      - ana (below): ana saw it.
    ");
}

#[test]
fn own_answers_change_no_figure_of_the_panel() {
    let world = two().file("ben.toml", WORKED_EXAMPLE);
    seal(&world, &["r/ben-ana.yaml", "r/ben-cleo.yaml"]);
    let figures = |args: &[&str]| -> Vec<String> {
        let shown = run(&world, args).printed();
        shown.lines().filter(|line| line.contains("of the weight")).map(str::to_owned).collect()
    };
    let without = figures(&["show", "r", "--candidate", "ben"]);
    assert_eq!(without.len(), 2);
    assert_eq!(without, figures(&["show", "r", "--candidate", "ben", "--answers", "ben.toml"]));
}

#[test]
fn answers_of_somebody_else_are_not_put_beside_a_candidate() {
    let world = two().file("cleo.toml", WORKED_EXAMPLE);
    seal(&world, &["r/ben-ana.yaml", "r/ben-cleo.yaml"]);
    assert_eq!(
        run(&world, &["show", "r", "--candidate", "ben", "--answers", "cleo.toml"]).refused(),
        "error: `cleo.toml` has the answers of `cleo`, not of `ben`; if they are the same person, write that name as `id` under \
         `[person]`\n"
    );
}

#[test]
fn each_rater_rates_once_and_there_are_enough() {
    let world = two();
    seal(&world, &["r/ben-ana.yaml", "r/ben-cleo.yaml"]);
    assert_eq!(
        run(&world, &["show", "r", "--raters", "3"]).refused(),
        "error: `ben` has 2 sealed ratings, and the panel needs 3; `--raters` says how many it takes\n"
    );
    let world = world.file("r/again.yaml", &rating("ana", "ben", "meets", "meets"));
    seal(&world, &["r/again.yaml"]);
    assert_eq!(
        run(&world, &["show", "r"]).refused(),
        "error: duplicate ratings of `ben` by `ana`; each rater has one\n"
    );
}

#[test]
fn a_bad_file_is_reported_at_its_place_and_the_rest_is_still_read() {
    let bad = "rater: dan\ncandidate: ben\nrole: engineer\nratings:\n  api: { level: great, evidence: x }\n  ops: { level: meets }\n  sql: { level: below, evidence: x }\n";
    let world = two().file("r/ben-dan.yaml", bad);
    let outcome = run(&world, &["seal", "r/ben-ana.yaml", "r/ben-dan.yaml", "r/ben-cleo.yaml"]);
    assert_snapshot!(outcome, @"
    exit code 2
    --- stdout ---
    --- stderr ---
    error[RF105] unknown-name: `ratings.api.level` is `great`, expected `below`, `meets`, `excels` or `not-observed`
     --> r/ben-dan.yaml:5:17
      |
    5 |   api: { level: great, evidence: x }
      |                 ^^^^^

    error[RF010] missing-key: `ops` has a level but no evidence
     --> r/ben-dan.yaml:6:3
      |
    6 |   ops: { level: meets }
      |   ^^^
      |
      = help: write under `evidence` what was said or done, or rate it `not-observed`

    error[RF105] unknown-name: unknown area `sql` of the role `engineer`
     --> r/ben-dan.yaml:7:3
      |
    7 |   sql: { level: below, evidence: x }
      |   ^^^
      |
      = help: known: `api` and `ops`
    sealed `r/ben-ana.yaml`: what ana says of ben, e742e5d724ec33aa
    sealed `r/ben-cleo.yaml`: what cleo says of ben, 2d8916603d953a85
    ");
    assert!(run(&world, &["show", "r"]).stderr.contains("changed since: `r/ben-dan.yaml`"));
    // A rating that was sealed when it was sound hides nobody else's.
    let world = world.file("r/ben-dan.yaml.seal", "0\n");
    let outcome = run(&world, &["show", "r"]);
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.stdout.contains("2 raters"), "{}", outcome.stdout);
}

#[test]
fn agreement_is_computed_from_eight_candidates_on_and_names_its_model() {
    let levels = ["below", "meets", "excels"];
    let world_of = |people: usize| {
        let mut world = rolefit().pack("worked-example");
        let mut files = Vec::new();
        for person in 0..people {
            for (place, rater) in ["ana", "cleo"].into_iter().enumerate() {
                let name = format!("r/{person}-{rater}.yaml");
                let api = levels[person % 3];
                let ops = levels[(person + place * (person % 4)) % 3];
                world = world.file(&name, &rating(rater, &format!("p{person}"), api, ops));
                files.push(name);
            }
        }
        seal(&world, &files.iter().map(String::as_str).collect::<Vec<_>>());
        run(&world, &["report", "r"]).printed()
    };
    let few = world_of(7);
    assert!(few.contains("Not computed: it takes 8 candidates or more, and there are 7."), "{few}");
    let enough = world_of(9);
    let (table, _) = enough.split_once("## p0").unwrap();
    assert_snapshot!(table, @"
    ## Panel for Engineer

    *9 candidates, in order of their names. The figures are neither a recommendation nor a ranking.*

    | Candidate | Rater | Weighted | Observed | Areas apart |
    | --- | --- | ---: | ---: | ---: |
    | p0 | ana | 0.00 | 100% | 0 |
    | p0 | cleo | 0.00 | 100% |  |
    | p1 | ana | 1.00 | 100% | 1 |
    | p1 | cleo | 1.30 | 100% |  |
    | p2 | ana | 2.00 | 100% | 1 |
    | p2 | cleo | 1.70 | 100% |  |
    | p3 | ana | 0.00 | 100% | 0 |
    | p3 | cleo | 0.00 | 100% |  |
    | p4 | ana | 1.00 | 100% | 0 |
    | p4 | cleo | 1.00 | 100% |  |
    | p5 | ana | 2.00 | 100% | 1 |
    | p5 | cleo | 1.40 | 100% |  |
    | p6 | ana | 0.00 | 100% | 1 |
    | p6 | cleo | 0.60 | 100% |  |
    | p7 | ana | 1.00 | 100% | 0 |
    | p7 | cleo | 1.00 | 100% |  |
    | p8 | ana | 2.00 | 100% | 0 |
    | p8 | cleo | 2.00 | 100% |  |

    *Weighted: 0 is below the anchors, 1 meets and 2 excels, by the role's weights over what the rater observed.*

    ### Agreement of the raters

    | Area | Candidates | Alpha | 95% interval |
    | --- | ---: | ---: | ---: |
    | API | 9 | 1.00 | 1.00 to 1.00 |
    | Operations | 9 | 0.21 | -0.53 to 0.88 |

    *Krippendorff's alpha for ordered levels, over candidates whom two raters or more observed: 1 is full agreement, 0 what chance gives. The interval is from 1,000 resamples of the candidates, seed 1.*
    ");
}

#[test]
fn a_report_is_a_page_as_well() {
    let world = two();
    seal(&world, &["r/ben-ana.yaml", "r/ben-cleo.yaml"]);
    run(&world, &["report", "r", "--format", "html", "-o", "panel.html"]).printed();
    let page = world.read("panel.html");
    assert!(page.contains("ana saw it.") && !page.contains("<script") && !page.contains("://"), "{page}");
    assert_eq!(page.matches("<h1>").count(), 1);
}
