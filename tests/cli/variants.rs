//! Variants of roles: overlays that are checked as roles are, and used with `--variant`.

use insta::assert_snapshot;

use crate::world::{WORKED_EXAMPLE, World, rolefit};

/// A variant of the role of the worked example that changes a bit of everything.
const STARTUP: &str = "
variants:
  startup:
    why: One person does everything.
    work_style:
      tempo: { target: balanced, why: Plans change. }
      focus: { why: Still quiet work. }
    competency:
      api: { weight: 40, gate: none, why: Few consumers. }
      ops: { weight: 60, need: working, importance: critical, gate: foundation, why: Nobody else is on call. }
    context: { outcomes: [A product that runs.] }
";

/// The worked example with these variants, and the person who answers it.
fn with(variants: &str) -> World {
    let world = rolefit().pack("worked-example").file("ana.toml", WORKED_EXAMPLE);
    let role = world.read("worked-example/engineer.yaml");
    world.file("worked-example/engineer.yaml", &format!("{role}\n{variants}"))
}

/// The errors that `check` has, without their pictures.
fn errors(variants: &str) -> String {
    let args = ["check", "worked-example", "--min-severity", "error", "--format", "json"];
    let found: serde_json::Value = serde_json::from_str(&with(variants).args(args).run().stdout).unwrap();
    let line = |it: &serde_json::Value| {
        format!("{}: {} {}\n", it["start"]["line"], it["code"].as_str().unwrap(), it["message"].as_str().unwrap())
    };
    found["findings"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn a_variant_is_scored_by_its_own_numbers_and_says_so() {
    let world = with(STARTUP);
    let args = ["score", "ana.toml", "--roles", "worked-example", "--format", "json"];
    let json = |more: &[&str]| -> serde_json::Value {
        serde_json::from_str(&world.run_with([args.as_slice(), more].concat()).printed()).unwrap()
    };
    let (base, startup) = (json(&[]), json(&["--variant", "startup"]));
    assert_eq!(base[0]["pack"].get("variant"), None);
    assert_eq!(startup[0]["pack"]["variant"], "startup");
    assert_eq!(startup[0]["roles"][0]["title"], "Engineer (startup)");
    assert_eq!(startup[0]["roles"][0]["role"], "engineer");
    assert_ne!(base[0]["roles"][0]["overall"], startup[0]["roles"][0]["overall"]);
}

#[test]
fn a_card_of_a_variant_has_its_numbers_and_says_what_differs() {
    let world = with(STARTUP);
    let args = ["roles", "engineer", "--roles", "worked-example"];
    assert_snapshot!(world.run_with([args.as_slice(), &["--variant", "startup"]].concat()).printed(), @"
    Engineer (startup) (engineer, individual contributor)

    Personality (work style)
     Dimension   From           To             Target                     Range   Weight
    ─────────────────────────────────────────────────────────────────────────────────────
     focus       collaborator   concentrator   moderate concentrator   55 to 75       60
     tempo       adapter        planner        balanced                40 to 60       40

      - Focus: Still quiet work.
      - Tempo: Plans change.

    Competency (technical judgment)
     Area         Importance   Weight   Need           Gate
    ───────────────────────────────────────────────────────────────────
     API          important        40   75
     Operations   critical         60   working (65)   foundation (55)

    What the business has from it
      - A product that runs.

    What is different as `startup`
      - One person does everything.
      - tempo: Plans change.
      - focus: Still quiet work.
      - api: Few consumers.
      - ops: Nobody else is on call.
    ");
    assert_snapshot!(world.run_with([args.as_slice(), &["--section", "variants"]].concat()).printed(), @"
    Engineer (engineer, individual contributor)

    Variants (`--variant NAME`)
      - startup: One person does everything.
    ");
}

#[test]
fn every_command_that_scores_takes_a_variant() {
    let world = rolefit().example("ana.toml").example("ben.toml");
    let titled = "Senior Backend Engineer (startup)";
    for args in [
        vec!["score", "ana.toml"],
        vec!["compare", "ana.toml", "ana.toml"],
        vec!["report", "ana.toml", "-o", "-"],
        vec!["roles", "--width", "140"],
        vec!["simulate", "--people", "20"],
    ] {
        let outcome = world.run_with([args.as_slice(), &["--variant", "startup"]].concat());
        assert!(outcome.stdout.contains(titled), "{args:?}: {}{}", outcome.stdout, outcome.stderr);
        assert!(outcome.stderr.contains("`backend` has no variant `startup` and is used as it is"), "{args:?}");
    }
}

#[test]
fn a_batch_is_scored_as_the_variant_and_says_so() {
    let world = rolefit().example("ana.toml").example("ben.toml");
    let batch = |more: &[&str]| world.run_with([["batch", "ana.toml", "ben.toml"].as_slice(), more].concat());
    let (base, startup) = (batch(&[]), batch(&["--variant", "startup"]));
    assert_ne!(base.stdout, startup.stdout);
    assert!(base.stderr.contains("2 scored\n"), "{}", base.stderr);
    assert!(startup.stderr.contains("2 scored as variant `startup`\n"), "{}", startup.stderr);
    let summary = |more: &[&str]| -> serde_json::Value {
        batch(&[&["-o", "out.csv", "--summary", "sum.json"], more].concat());
        serde_json::from_str(&world.read("sum.json")).unwrap()
    };
    assert_eq!(summary(&[]).get("variant"), None);
    assert_eq!(summary(&["--variant", "startup"])["variant"], "startup");
}

#[test]
fn a_review_and_an_interview_are_of_the_variant() {
    let weight = "
variants:
  startup:
    why: One person does everything.
    competency:
      api: { weight: 40, why: Few consumers. }
      ops: { weight: 60, why: Nobody else is on call. }
";
    let world = with(weight);
    let args = ["review", "ana.toml", "--roles", "worked-example", "--role", "engineer", "--variant"];
    let review = |variant: &str| world.run_with([args.as_slice(), &[variant]].concat());
    assert!(review("startup").printed().contains("Operations"));
    assert_eq!(review("stratup").refused(), "error: unknown variant `stratup`; the pack has `startup`\n");
    // All is answered: what is left is the end, with the roles and their scores.
    let args = ["assess", "-o", "ana.toml", "--roles", "worked-example"];
    let end = |more: &[&str]| world.run_with([args.as_slice(), more].concat());
    let (base, startup) = (end(&[]), end(&["--variant", "startup"]));
    assert!(!base.stdout.contains("(startup)"), "{base}");
    assert!(startup.stdout.contains("Engineer (startup)"), "{startup}");
}

#[test]
fn cases_are_tested_against_the_variant() {
    let cases = "cases:\n  ana: { answers: ../../ana.toml, contenders: [engineer] }\n";
    let world = with(STARTUP).file("worked-example/_tests/cases.yaml", cases);
    assert_eq!(world.run_with(["test", "worked-example", "--variant", "startup"]).code, Some(0));
    assert_eq!(
        world.run_with(["test", "worked-example", "--variant", "stratup"]).refused(),
        "error: unknown variant `stratup`; the pack has `startup`\n"
    );
}

#[test]
fn a_variant_nobody_has_and_a_command_that_uses_none_are_refused() {
    let world = rolefit().pack("worked-example").file("ana.toml", WORKED_EXAMPLE);
    assert_eq!(
        world.run_with(["score", "ana.toml", "--roles", "worked-example", "--variant", "startup"]).refused(),
        "error: unknown variant `startup`; no role of the pack has variants\n"
    );
    assert_eq!(
        world.run_with(["check", "worked-example", "--variant", "startup"]).refused(),
        "error: this command takes no `--variant`; `check` looks at every variant of a role\n"
    );
}

#[test]
fn the_weights_of_a_variant_add_up_to_100() {
    assert_snapshot!(errors(&STARTUP.replace("weight: 40", "weight: 45")), @"17: RF102 competency weights of variant `startup` add up to 105, expected 100");
    assert_snapshot!(errors(&STARTUP.replace("focus: {", "focus: { weight: 70,")), @"14: RF102 work-style weights of variant `startup` add up to 110, expected 100");
    assert_snapshot!(errors(&STARTUP.replace("target: balanced", "target: any")), @"14: RF102 work-style weights of variant `startup` add up to 60, expected 100");
}

#[test]
fn a_mistake_in_a_variant_is_found_at_its_place() {
    assert_snapshot!(errors(
        "variants:
  base: { why: x }
  Big Firm: { why: x }
  startup:
    why: x
    work_style:
      tmpo: { weight: 3, why: x }
      focus: { target: strong planner }
    competency:
      api: { need: expart, why: x }
      ops: { need: 20, gate: 140, why: x, wight: 3 }
"
    ), @"
    11: RF106 `base` is the role without a variant
    12: RF106 `Big Firm` is not a kebab-case id
    16: RF105 unknown dimension `tmpo`
    17: RF010 missing key `why` in `variants.startup.work_style.focus`
    17: RF105 unknown pole `planner`
    19: RF105 unknown level `expart`
    20: RF108 the need 20 can be met by chance: a blind pick earns 45.0 in one scenario
    20: RF103 gate `140` is out of range
    20: RF005 unknown key `wight` in `variants.startup.competency.ops`
    ");
    assert_snapshot!(errors(&STARTUP.replace("importance: critical", "importance: crucial")), @"19: RF105 `variants.startup.competency.ops.importance` is `crucial`, expected `critical`, `important` or `optional`");
}

#[test]
fn a_part_that_the_role_does_not_have_needs_everything() {
    let world = rolefit().pack("worked-example");
    let role = world.read("worked-example/engineer.yaml");
    let lone = role.lines().filter(|line| !line.starts_with("  ops:")).collect::<Vec<_>>().join("\n");
    let lone = lone.replace("weight: 70", "weight: 100");
    let with = |ops: &str| {
        let text = format!(
            "{lone}\nvariants:\n  startup:\n    why: x\n    competency:\n      api: {{ weight: 70, why: x }}\n      ops: {{ {ops} }}\n"
        );
        rolefit().pack("worked-example").file("worked-example/engineer.yaml", &text)
    };
    let args = ["check", "worked-example", "--min-severity", "error"];
    assert_snapshot!(with("weight: 30, why: x").args(args).run().stdout, @"
    error[RF010] missing-key: the role does not name this area, and the variant gives no need
      --> worked-example/engineer.yaml:13:7
       |
    13 |       ops: { weight: 30, why: x }
       |       ^^^
       |
       = help: add `need:`
    ");
    assert_eq!(with("weight: 30, need: working, why: x").args(args).run().stdout, "");
}

#[test]
fn a_change_in_a_variant_is_a_change_and_one_that_it_inherits_is_said_once() {
    let old = with(STARTUP);
    let role = old.read("worked-example/engineer.yaml");
    let newer = role
        .replace("concentrator, weight: 60", "concentrator, weight: 50")
        .replace("planner, weight: 40", "planner, weight: 50")
        .replace("gate: none", "gate: working")
        .replace("A product that runs.", "A product that runs and sells.");
    let world = rolefit()
        .pack("worked-example")
        .file("worked-example/engineer.yaml", &format!("{newer}  small: {{ why: Few people. }}\n"))
        .file("old/questionnaire.yaml", &old.read("worked-example/questionnaire.yaml"))
        .file("old/engineer.yaml", &role);
    let args = ["diff", "old", "worked-example", "--format", "markdown", "--simulated", "0"];
    assert_snapshot!(world.args(args).run().stdout, @r"
    <!-- rolefit diff -->
    ## What this changes in the roles

    changes: 4 scored, 1 of wording

    | Class | Place | Change |
    | --- | --- | --- |
    | scored | worked-example/engineer.yaml:4:51 | the weight of \`focus\` is \`50\`, was \`60\` |
    | scored | worked-example/engineer.yaml:5:44 | the weight of \`tempo\` is \`50\`, was \`40\` |
    | scored | worked-example/engineer.yaml:18:32 | variant \`startup\`: the gate of \`api\` is new: \`working\` |
    | scored | worked-example/engineer.yaml:21:3 | the variant \`small\` is new |
    ");
}

#[test]
fn variants_are_compared_with_each_other() {
    let args = ["diff", "--roles", "worked-example", "--from-variant", "base", "--variant", "startup"];
    let args = [args.as_slice(), &["--format", "markdown", "--simulated", "0"]].concat();
    assert_snapshot!(with(STARTUP).args(args).run().stdout, @r"
    <!-- rolefit diff -->
    ## What this changes in the roles

    changes: 7 scored, 3 described

    | Class | Place | Change |
    | --- | --- | --- |
    | scored | worked-example/engineer.yaml:15:24 | the target of \`tempo\` is \`balanced\`, was \`strong planner\` |
    | scored | worked-example/engineer.yaml:18:22 | the weight of \`api\` is \`40\`, was \`70\` |
    | scored | worked-example/engineer.yaml:18:26 | the gate of \`api\` is gone, was \`60\` |
    | scored | worked-example/engineer.yaml:19:22 | the weight of \`ops\` is \`60\`, was \`30\` |
    | scored | worked-example/engineer.yaml:19:32 | the need of \`ops\` is \`working\`, was \`82\` |
    | scored | worked-example/engineer.yaml:19:53 | the importance of \`ops\` is \`critical\`, was \`important\` |
    | scored | worked-example/engineer.yaml:19:69 | the gate of \`ops\` is new: \`foundation\` |
    | described | worked-example/engineer.yaml:15:34 | the reason for \`tempo\` is new |
    | described | worked-example/engineer.yaml:16:16 | the reason for \`focus\` is new |
    | described | worked-example/engineer.yaml:20:16 | outcomes: 1 entry, 0 before |
    ");
}

#[test]
fn advice_about_numbers_is_given_for_each_variant_and_not_repeated() {
    let args = ["check", "worked-example", "--format", "json"];
    let said = |variants: &str| -> Vec<String> {
        let found: serde_json::Value = serde_json::from_str(&with(variants).args(args).run().stdout).unwrap();
        let findings = found["findings"].as_array().unwrap().iter();
        let of_variant = findings.filter(|it| it["message"].as_str().unwrap().starts_with("variant"));
        of_variant
            .map(|it| {
                format!("{} {} {}", it["start"]["line"], it["code"].as_str().unwrap(), it["message"].as_str().unwrap())
            })
            .collect()
    };
    assert_eq!(said("variants: { same: { why: Nothing is different. } }"), [""; 0]);
    let gate = STARTUP.replace("gate: foundation", "gate: advanced");
    assert_snapshot!(said(&gate).join("\n"), @"
    19 RF110 variant `startup`: `ops` carries 60% of the competency axis
    19 RF112 variant `startup`: the gate of `ops` is 82, above its need of 65
    19 RF115 variant `startup`: `ops` has a gate, but only 3 scenarios
    ");
}
