//! Rules with a limit are silent at the limit itself and speak just past it, and say by how much to come back.

use rolefit::check;
use rolefit::load::pack::from_texts;

const KEY: &str = "id: limits
version: 1.0.0
title: Limits
instruction: should-do
key: { provenance: author }
scale: { min: 1, max: 5, labels: [no, rather no, neither, rather yes, yes] }
work_style:
  pace:
    poles: { low: adapter, high: planner }
    statements:
      - { id: pace-list, toward: planner, text: I write down the steps before I begin. }
      - { id: pace-turn, toward: adapter, text: I like days that turn out differently. }
competency:
  ops:
    title: Operations
    scenarios:
      - id: ops-alert
        prompt: An alert fires every night. What should be done?
        options: { a: { credit: 1, text: Find out why. }, b: { credit: 0, text: Mute it. } }
  api:
    title: API contracts
    scenarios:
";

/// The options of a scenario, each with its credit.
type Options = Vec<(f64, String)>;

/// A scenario of two options.
fn two(best: &str, weak: &str) -> Options {
    vec![(1.0, best.to_owned()), (0.0, weak.to_owned())]
}

/// What a rule says about a pack with these scenarios, and with these needs of a role for its two areas.
fn said(rule: &str, scenarios: &[Options], ops: &str, api: &str) -> Vec<String> {
    said_with(KEY, rule, scenarios, ops, api)
}

fn said_with(key: &str, rule: &str, scenarios: &[Options], ops: &str, api: &str) -> Vec<String> {
    let mut key = key.to_owned();
    for (number, options) in scenarios.iter().enumerate() {
        key += &format!("      - id: case-{number}\n        prompt: This is case number {number}.\n        options:\n");
        for ((credit, text), letter) in options.iter().zip('a'..) {
            key += &format!("          {letter}: {{ credit: {credit}, text: {text:?} }}\n");
        }
    }
    let role = format!(
        "id: engineer\ntitle: Engineer\nwork_style: {{ pace: {{ target: balanced, weight: 100 }} }}\n\
         competency:\n  ops: {{ {ops} }}\n  api: {{ {api} }}\n"
    );
    let pack = from_texts([("questionnaire.yaml", key.as_str()), ("engineer.yaml", &role)]).expect("a sound pack");
    let found = check::run(&pack, false).into_iter().filter(|finding| finding.rule.name == rule);
    found.map(|finding| [vec![finding.message], finding.notes, finding.help].concat().join("; ")).collect()
}

const HALF: &str = "weight: 50, need: 70";

fn of_scenarios(rule: &str, scenarios: &[Options]) -> Vec<String> {
    said(rule, scenarios, HALF, HALF)
}

fn of_needs(rule: &str, ops: &str, api: &str) -> Vec<String> {
    said(rule, &[two("Ask the callers.", "Wait and see.")], ops, api)
}

#[test]
fn a_blind_pick_may_earn_six_tenths() {
    let credits =
        |credits: [f64; 2]| of_scenarios("generous-scenario", &[credits.map(|it| (it, format!("Do {it}."))).to_vec()]);
    assert_eq!(credits([1.0, 0.2]), [""; 0]);
    assert_eq!(
        credits([1.0, 0.21]),
        ["a blind pick in `case-0` earns 0.605, expected at most 0.6; (1 + 0.21) / 2 = 0.605; \
          lower the credits by 0.01 in all, or add an option that earns little"]
    );
}

#[test]
fn credits_may_differ_by_three_tenths() {
    let credits = |credits: [f64; 2]| {
        let options = credits.map(|it| (it, format!("Do {it}."))).to_vec();
        // A blind pick earns much here.
        said("flat-scenario", &[options], HALF, "weight: 50, need: 95")
    };
    assert_eq!(credits([1.0, 0.7]), [""; 0]);
    assert_eq!(
        credits([1.0, 0.71]),
        ["the credits of `case-0` differ by 0.29, expected at least 0.3; highest 1 - lowest 0.71 = 0.29; \
          raise the credit of the best option, or lower that of the worst"]
    );
}

#[test]
fn a_need_may_be_ten_points_above_a_blind_pick_and_a_gate_at_the_need() {
    let near = |need: &str| of_needs("need-near-chance", HALF, &format!("weight: 50, need: {need}"));
    assert_eq!(near("60"), [""; 0]);
    assert_eq!(
        near("59.9"),
        ["`api` needs 59.9, only 9.9 more than a blind pick earns; raise the need to at least 60"]
    );
    let gate = |gate: &str| of_needs("gate-above-need", HALF, &format!("weight: 50, need: 70, gate: {gate}"));
    assert_eq!(gate("70"), [""; 0]);
    assert_eq!(
        gate("70.5"),
        ["the gate of `api` is 70.5, above its need of 70; lower the gate to at most 70, or raise the need"]
    );
}

#[test]
fn an_area_may_carry_half_of_an_axis_and_a_critical_one_five_of_a_hundred() {
    let weights = |rule: &str, ops: f64| {
        let [ops, api] = [ops, 100.0 - ops].map(|weight| format!("weight: {weight}, need: 70, importance: critical"));
        of_needs(rule, &ops, &api)
    };
    assert_eq!(weights("dominant-part", 50.0), [""; 0]);
    assert_eq!(
        weights("dominant-part", 50.5),
        ["`ops` carries 50.5% of the competency axis; move at least 0.5 to other parts of the axis"]
    );
    assert_eq!(weights("light-critical-area", 5.0), [""; 0]);
    assert_eq!(
        weights("light-critical-area", 4.5),
        ["`ops` is critical but carries only 4.5% of the competency axis; move at least 0.5 from other areas to it, \
          or lower its importance"]
    );
}

#[test]
fn weak_options_may_argue_as_often_as_best_ones_and_a_little_more() {
    let scenarios = |number: usize, weak: usize, best: usize, three: usize| -> Vec<Options> {
        let text =
            |number: usize, argues: bool| format!("Do {number}{}.", if argues { " because it is safe" } else { "" });
        let scenario = |at: usize| {
            let mut options = two(&text(at, at < best), &text(100 + at, at < weak));
            options.extend((at < three).then(|| (0.1, text(200 + at, false))));
            options
        };
        // The scenario of the other area counts as well.
        (0..number - 1).map(scenario).collect()
    };
    let argued = |number, weak, best, three| of_scenarios("argued-distractor", &scenarios(number, weak, best, three));
    let way_out = "take the reasons out of the weak options, or write best ones in the same way";
    assert_eq!(argued(7, 3, 0, 0), [""; 0], "too few scenarios");
    assert_eq!(argued(8, 2, 0, 0), [""; 0], "too few that argue");
    let said = format!("3 of 8 weak options give a reason for themselves, and 0 of 8 best ones; {way_out}");
    assert_eq!(argued(8, 3, 0, 0), [said]);
    // 3 of 12 are 0.05 more than 2 of 10.
    assert_eq!(argued(10, 3, 2, 2), [""; 0]);
    let said = format!("4 of 12 weak options give a reason for themselves, and 2 of 10 best ones; {way_out}");
    assert_eq!(argued(10, 4, 2, 2), [said]);
}

#[test]
fn the_best_option_may_be_the_longest_as_often_as_chance_makes_it() {
    let longer = |is_longer: bool| if is_longer { " at once" } else { "" };
    // Of two that are equally long, neither is the longest. `Find out why.` of the other area is longer than `Mute it.`
    let scenarios = |number: usize, given_away: usize| -> Vec<Options> {
        let best = |at: usize| format!("Do {at:03}{}.", longer(at < given_away - 1));
        (0..number - 1).map(|at| two(&best(at), &format!("Do {:03}.", 500 + at))).collect()
    };
    let longest =
        |key: &str, number, given_away| said_with(key, "longest-is-best", &scenarios(number, given_away), HALF, HALF);
    let message = |form: &str| {
        format!(
            "the best answer is the longest in 6 of 10 scenarios{form}; about 5 expected by chance; \
             shorten the best answer, or lengthen another one, in at least 1 scenario"
        )
    };
    assert_eq!(longest(KEY, 7, 7), [""; 0], "too few scenarios");
    assert_eq!(longest(KEY, 10, 5), [""; 0]);
    assert_eq!(longest(KEY, 10, 6), [message("")]);
    // With a twin there are two forms, and on form b the best option of that scenario is the shorter one.
    let twin = "text: Mute it. } }\n        twin:\n          id: ops-alert-known\n          prompt: An alert fires in every drill.\n          \
                key: { a: { credit: 0 }, b: { credit: 1 } }\n";
    assert_eq!(longest(&KEY.replace("text: Mute it. } }\n", twin), 10, 6), [message(" of form a")]);
}

/// What a rule says about the pack of the worked example, with roles made from its own.
fn said_of_roles(rule: &str, roles: &[&str]) -> Vec<String> {
    let names: Vec<String> = (0..roles.len()).map(|number| format!("{number}.yaml")).collect();
    let questionnaire = ("questionnaire.yaml", include_str!("../packs/worked-example/questionnaire.yaml"));
    let roles = names.iter().map(String::as_str).zip(roles.iter().copied());
    let pack = from_texts(std::iter::once(questionnaire).chain(roles)).expect("a sound pack");
    let found = check::run(&pack, false).into_iter().filter(|finding| finding.rule.name == rule);
    found.map(|finding| [vec![finding.message], finding.notes].concat().join("; ")).collect()
}

const ENGINEER: &str = include_str!("../packs/worked-example/engineer.yaml");

#[test]
fn a_dimension_may_carry_half_of_an_axis_or_all_of_it() {
    let weighed = |focus: &str, tempo: &str| {
        let role =
            ENGINEER.replace("weight: 60", focus).replace("weight: 40", tempo).replace("weight: 70", "weight: 50");
        said_of_roles("dominant-part", &[&role.replace("weight: 30", "weight: 50")])
    };
    assert_eq!(weighed("weight: 50", "weight: 50"), [""; 0]);
    assert_eq!(weighed("weight: 60", "weight: 40"), ["`focus` carries 60% of the work-style axis"]);
    // Where no other dimension counts, there is nothing to move its weight to.
    assert_eq!(weighed("weight: 100", "weight: 0"), [""; 0]);
}

#[test]
fn roles_are_twins_where_both_band_and_score_are_nearly_always_alike() {
    let beside = |need: &str| {
        let other = ENGINEER.replace("id: engineer", "id: other").replace("need: 82", need);
        said_of_roles("twin-roles", &[ENGINEER, &other])
    };
    assert_eq!(
        beside("need: 82"),
        ["`engineer` and `other` get the same fit from any answers; their targets, needs, gates and weights are equal"]
    );
    let nearly = |people: usize| {
        format!(
            "`engineer` and `other` get nearly the same fit for {people} of 400 simulated people; same band, and overall scores at most 1 point apart"
        )
    };
    assert_eq!(beside("need: 83"), [nearly(400)]);
    assert_eq!(beside("need: 86"), [nearly(397)]);
    // From there on, many have the same band, and scores that are further apart.
    assert_eq!(beside("need: 87"), [""; 0]);
    assert_eq!(beside("need: 60"), [""; 0]);
}

#[test]
fn a_third_of_many_scenarios_may_be_given_away_and_a_little_more() {
    // Of three options the longest is the best in a third of the scenarios by chance.
    let scenarios = |given_away: usize| -> Vec<Options> {
        let best = |at: usize| format!("Do {at:03}{}.", if at < given_away - 1 { " at once" } else { "" });
        let scenario = |at: usize| {
            vec![(1.0, best(at)), (0.5, format!("Do {:03}.", 300 + at)), (0.0, format!("Do {:03}.", 600 + at))]
        };
        (0..19).map(scenario).collect()
    };
    let longest = |given_away| of_scenarios("longest-is-best", &scenarios(given_away));
    assert_eq!(longest(7), [""; 0]);
    assert!(longest(8)[0].starts_with("the best answer is the longest in 8 of 20 scenarios"), "{:?}", longest(8));
}

#[test]
fn eight_best_answers_in_one_position_are_a_pattern() {
    let scenarios = |number: usize| -> Vec<Options> {
        let options =
            |at: usize| [1.0, 0.4, 0.2, 0.0].map(|credit| (credit, format!("Do {at:03} with {credit}."))).to_vec();
        // The best option of the other area is the first as well.
        (0..number - 1).map(options).collect()
    };
    assert_eq!(of_scenarios("favoured-position", &scenarios(7)), [""; 0], "too few scenarios");
    let said = of_scenarios("favoured-position", &scenarios(8));
    assert!(said[0].starts_with("`a` is the best answer in 8 of 8 scenarios"), "{said:?}");
}

#[test]
fn what_is_out_of_reach_on_both_forms_is_said_once() {
    let mut more = String::new();
    for number in 0..5 {
        more += &format!(
            "      - id: ops-{number}\n        prompt: What about {number}?\n        options: {{ a: {{ credit: 1, text: Ask {number}. }}, b: {{ credit: 0, text: Leave {number}. }} }}\n        twin:\n          id: ops-twin-{number}\n          prompt: And what about {number}?\n          key: {{ a: {{ credit: CREDIT }}, b: {{ credit: 0 }} }}\n"
        );
    }
    let key = |credit: &str| KEY.replace("  api:\n", &format!("{}  api:\n", more.replace("CREDIT", credit)));
    let scenarios = [0, 1, 2, 3].map(|number| two(&format!("Ask {number}."), &format!("Wait {number}.")));
    let said = |need: &str, credit: &str| {
        let needs = format!("weight: 50, need: {need}, gate: {need}");
        said_with(&key(credit), "unreachable-role", &scenarios, &needs, HALF)
    };
    let message = "even the best answers are not a primary fit for `engineer`; ";
    assert_eq!(said("80", "1"), [""; 0]);
    let on_both = said("100", "1");
    assert!(on_both.len() == 1 && on_both[0].starts_with(&format!("{message}lower the gate")), "{on_both:?}");
    // The best options of the twins earn less.
    let on_b = said("80", "0.4");
    assert!(on_b.len() == 1 && on_b[0].starts_with(&format!("{message}on form b; lower the gate")), "{on_b:?}");
}

#[test]
fn a_career_entry_is_mended_only_where_one_role_is_plainly_meant() {
    let fixes = |career: &str| {
        let role = format!("{ENGINEER}career:\n{career}");
        let other = ENGINEER.replace("id: engineer", "id: principal");
        let names = [
            ("questionnaire.yaml", include_str!("../packs/worked-example/questionnaire.yaml")),
            ("a.yaml", role.as_str()),
            ("b.yaml", &other),
        ];
        let found = check::run(&from_texts(names).expect("sound"), false).into_iter();
        found
            .filter(|finding| finding.rule.name == "unknown-neighbour")
            .map(|finding| (finding.message, finding.fix.is_some()))
            .collect::<Vec<_>>()
    };
    let unknown = |is_mended: bool| ("unknown role `principl`".to_owned(), is_mended);
    assert_eq!(fixes("  next: [principl]\n"), [unknown(true)]);
    // Written twice, it may be right, and the id of the role wrong.
    assert_eq!(fixes("  next: [principl]\n  from: [principl]\n"), [unknown(false), unknown(false)]);
    // Neither a role that stands beside it, nor the role itself, can be meant.
    assert_eq!(fixes("  next: [principl, principal]\n"), [unknown(false)]);
    assert!(matches!(fixes("  next: [enginer]\n")[..], [(_, false)]));
    // Two letters are more than a slip.
    assert!(matches!(fixes("  next: [principle]\n")[..], [(_, false)]));
}
