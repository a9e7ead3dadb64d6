//! The method, by its specification: the properties that hold for every input. The worked example is a test of the program.

use proptest::prelude::*;
use rolefit::answers::Responses;
use rolefit::load::pack::from_texts;
use rolefit::pack::{Chosen, Pack};
use rolefit::scoring::{
    AreaScore, Assessment, Band, Cache, Fit, Model, Profile, Reason, Sensitivity, Verdict, WeightedPart, assess,
    assess_with, sensitivity,
};

use crate::packs;

/// Two dimensions, two areas, one role.
fn small_pack() -> (Pack, Responses) {
    let pack = from_texts([
        ("questionnaire.yaml", include_str!("../packs/worked-example/questionnaire.yaml")),
        ("engineer.yaml", include_str!("../packs/worked-example/engineer.yaml")),
    ])
    .expect("the pack is sound");
    let mut responses = Responses::blank(pack.questionnaire());
    responses.statements = packs::from_one([4, 5, 3, 2, 1, 4, 3, 3, 4, 2]);
    responses.scenarios = packs::options([0, 1, 1, 0, 0, 2]);
    (pack, responses)
}

fn close(actual: Option<f64>, expected: f64) {
    let actual = actual.expect("a score");
    assert!((actual - expected).abs() < 1e-6, "{actual} is not {expected}");
}

#[test]
fn any_dimensions_change_nothing() {
    let (pack, responses) = small_pack();
    let without = assess(&Model::of(&pack), &responses);
    let described = include_str!("../packs/worked-example/engineer.yaml")
        .replace("focus: { target: moderate concentrator, weight: 60 }", "focus: { target: any }")
        .replace("weight: 40", "weight: 100");
    let texts =
        [("questionnaire.yaml", include_str!("../packs/worked-example/questionnaire.yaml")), ("a.yaml", &described)];
    let with_any = assess(&Model::of(&from_texts(texts).expect("sound")), &responses);
    let fit = &with_any.ranking.fits()[0];
    assert_eq!(fit.personality.parts.len(), 1);
    close(fit.personality.score, without.ranking.fits()[0].personality.parts[1].fit.expect("scored"));
    assert!((fit.personality.coverage - 1.0).abs() < 1e-12);
}

#[test]
fn the_same_answer_to_every_statement_refuses_the_personality_axis() {
    let (pack, mut responses) = small_pack();
    responses.statements.fill(Chosen::new(2));
    let Assessment { profile, ranking } = assess(&Model::of(&pack), &responses);
    assert!(profile.dimensions.iter().all(|dimension| dimension.estimate.is_none()));
    let fit = &ranking.fits()[0];
    assert_eq!((fit.band, fit.rank, fit.overall), (Band::InsufficientEvidence, None, None));
    assert_eq!(Reason::of(fit, &profile), Reason::AllStatementsAlike);
    assert!(fit.growth.is_empty());
}

#[test]
fn an_unscored_area_with_a_gate_refuses_the_competency_axis() {
    let (pack, mut responses) = small_pack();
    responses.scenarios[..2].fill(None);
    let Assessment { profile, ranking } = assess(&Model::of(&pack), &responses);
    let fit = &ranking.fits()[0];
    assert_eq!(fit.competency.score, None);
    assert_eq!(fit.competency.parts[0].gate.map(rolefit::scoring::Gate::verdict), Some(None));
    assert_eq!(Reason::of(fit, &profile), Reason::AreaNotScored { area: 0 });
    let ops = fit.competency.parts[1].attainment.expect("scored");
    close(Some(fit.competency.lowest), 0.3 * ops);
    close(Some(fit.competency.highest), 70.0 + 0.3 * ops);
}

#[test]
fn a_failed_gate_takes_from_competency_and_shows_what_it_takes() {
    let role = include_str!("../packs/worked-example/engineer.yaml").replace("need: 82", "need: 82, gate: 75");
    let texts = [("questionnaire.yaml", include_str!("../packs/worked-example/questionnaire.yaml")), ("a.yaml", &role)];
    let (plain, mut responses) = small_pack();
    // The best of api, the worst of ops.
    responses.scenarios = packs::options([0, 0, 0, 3, 3, 3]);
    let before = assess(&Model::of(&plain), &responses);
    let after = assess(&Model::of(&from_texts(texts).expect("sound")), &responses);
    let (before, after, profile) = (&before.ranking.fits()[0], &after.ranking.fits()[0], &after.profile);
    assert_eq!(after.competency.parts[1].gate.and_then(rolefit::scoring::Gate::verdict), Some(Verdict::Failed));
    assert_eq!((after.before_gates, &after.personality), (before.before_gates, &before.personality));
    assert!(after.gates_passed < 0.1 && after.competency.score < before.competency.score, "{after:?}");
    assert!(matches!(Reason::of(after, profile), Reason::Gate { area: 1, .. }), "{after:?}");
}

#[test]
fn a_growth_step_is_what_meeting_the_need_and_its_gate_would_change() {
    let (pack, mut responses) = small_pack();
    responses.scenarios = packs::options([1, 2, 2, 0, 0, 0]);
    let model = Model::of(&pack);
    let assessment = assess(&model, &responses);
    let fit = &assessment.ranking.fits()[0];
    let step = fit.growth[0];
    assert_eq!((step.area, step.to), (0, 75.0));
    // Its gate is the only one, and its attainment becomes 100.
    let raised = 70.0 + fit.competency.parts[1].contribution.expect("scored");
    let overall = (fit.personality.score.expect("scored") * raised).sqrt();
    close(Some(step.overall_gain), overall - fit.overall.expect("scored"));
}

#[test]
fn what_is_kept_from_one_person_to_the_next_changes_no_result() {
    let (pack, _) = small_pack();
    let model = Model::of(&pack);
    let mut cache = Cache::default();
    for seed in 0..300 {
        let mut responses = packs::random_responses(&pack, seed);
        responses.scenarios[(seed % 6) as usize] = None;
        let (fresh, kept) = (assess(&model, &responses), assess_with(&model, &responses, &mut cache));
        assert_eq!((fresh.profile, fresh.ranking.fits()), (kept.profile, kept.ranking.fits()), "{seed}");
    }
}

fn chosen(choices: usize) -> impl Strategy<Value = Chosen> {
    (0..choices).prop_map(|place| Chosen::new(place).expect("few choices"))
}

fn any_responses() -> impl Strategy<Value = Responses> {
    let statements = prop::collection::vec(prop::option::weighted(0.9, chosen(5)), 10);
    let scenarios = prop::collection::vec(prop::option::weighted(0.9, chosen(4)), 6);
    (statements, scenarios).prop_map(|(statements, scenarios)| Responses { statements, scenarios, ..small_pack().1 })
}

fn numbers(assessment: &Assessment) -> impl Iterator<Item = f64> + '_ {
    let profile = &assessment.profile;
    let of_profile = profile.dimensions.iter().map(|dimension| dimension.estimate.as_ref().map(|known| known.score));
    let of_areas = profile.areas.iter().map(AreaScore::answered_score);
    let of_fits = assessment.ranking.fits().iter().flat_map(|fit| {
        let axes = [
            fit.overall,
            Some(fit.demand),
            fit.personality.score,
            Some(fit.personality.lowest),
            Some(fit.personality.highest),
            fit.competency.score,
            Some(fit.competency.lowest),
            Some(fit.competency.highest),
        ];
        let style = fit.personality.parts.iter().flat_map(|part| [part.fit, part.contribution]);
        let judgment = fit.competency.parts.iter().flat_map(|part| [part.score, part.attainment, part.contribution]);
        axes.into_iter().chain(style).chain(judgment).collect::<Vec<_>>()
    });
    of_profile.chain(of_areas).chain(of_fits).flatten()
}

proptest! {
    #[test]
    fn scores_stay_within_0_and_100(responses in any_responses()) {
        let (pack, _) = small_pack();
        for number in numbers(&assess(&Model::of(&pack), &responses)) {
            prop_assert!((-1e-9..=100.0 + 1e-9).contains(&number), "{number}");
        }
    }

    #[test]
    fn contributions_add_up_to_each_axis(responses in any_responses()) {
        let (pack, _) = small_pack();
        for fit in assess(&Model::of(&pack), &responses).ranking.fits() {
            let style: f64 = fit.personality.parts.iter().filter_map(|part| part.contribution).sum();
            let judgment: f64 = fit.competency.parts.iter().filter_map(|part| part.contribution).sum();
            prop_assert!(fit.personality.score.is_none_or(|score| (score - style).abs() < 1e-9));
            prop_assert!(fit.before_gates.is_none_or(|score| (score - judgment).abs() < 1e-9));
            let taken = fit.taken_by_gates().unwrap_or_default();
            prop_assert!(taken >= -1e-9 && fit.gates_passed >= 0.0 && fit.gates_passed <= 1.0 + 1e-9);
            prop_assert!(fit.personality.lowest <= fit.personality.highest + 1e-9);
            for (score, lowest, highest) in [
                (fit.personality.score, fit.personality.lowest, fit.personality.highest),
                (fit.before_gates, fit.competency.lowest, fit.competency.highest),
            ] {
                prop_assert!(score.is_none_or(|score| lowest - 1e-9 <= score && score <= highest + 1e-9));
            }
        }
    }

    #[test]
    fn an_answer_that_earns_more_never_lowers_a_result(responses in any_responses(), item in 0..6_usize) {
        let (pack, _) = small_pack();
        // Two roles with gates on other areas see the same answers.
        let role = include_str!("../packs/worked-example/engineer.yaml");
        let other = role.replace("id: engineer", "id: other").replace("need: 82", "need: 82, gate: 65").replace(", gate: 60", "");
        let texts = [("questionnaire.yaml", include_str!("../packs/worked-example/questionnaire.yaml")), ("a.yaml", role), ("b.yaml", &other)];
        let model = Model::of(&from_texts(texts).expect("sound"));
        prop_assume!(responses.scenarios[item].is_some());
        // Options stand in order of their credit, best first.
        let mut raised = responses.clone();
        raised.scenarios[item] = raised.scenarios[item].and_then(|option| Chosen::new(option.place().saturating_sub(1)));
        let (before, after) = (assess(&model, &responses), assess(&model, &raised));
        for before in before.ranking.fits() {
            let after = after.ranking.fit(before.role).expect("all roles");
            let rises = |low: Option<f64>, high: Option<f64>| low.zip(high).is_none_or(|(low, high)| high >= low - 1e-9);
            prop_assert!(rises(before.competency.score, after.competency.score));
            prop_assert!(rises(before.overall, after.overall));
            prop_assert!(rises(Some(before.gates_passed), Some(after.gates_passed)));
        }
        drop(pack);
    }

    #[test]
    fn removing_answers_never_raises_coverage(responses in any_responses(), statement in 0..10_usize, scenario in 0..6_usize) {
        let (pack, _) = small_pack();
        let model = Model::of(&pack);
        let mut fewer = responses.clone();
        fewer.statements[statement] = None;
        fewer.scenarios[scenario] = None;
        let (before, after) = (assess(&model, &responses), assess(&model, &fewer));
        // A refusal lifts with the answer that differed no more; it is about the pattern, not about coverage.
        prop_assume!(before.profile.all_alike == after.profile.all_alike);
        let (before, after) = (&before.ranking.fits()[0], &after.ranking.fits()[0]);
        prop_assert!(after.personality.coverage <= before.personality.coverage);
        prop_assert!(after.competency.coverage <= before.competency.coverage);
    }

    #[test]
    fn reversing_twice_is_the_identity(responses in any_responses()) {
        let (pack, _) = small_pack();
        let model = Model::of(&pack);
        let mirrored = |text: &str| {
            text.replace("toward: concentrator", "toward: X").replace("toward: collaborator", "toward: concentrator")
                .replace("toward: X", "toward: collaborator")
        };
        let questionnaire = mirrored(include_str!("../packs/worked-example/questionnaire.yaml"));
        let role = include_str!("../packs/worked-example/engineer.yaml");
        let reversed = Model::of(&from_texts([("questionnaire.yaml", questionnaire.as_str()), ("a.yaml", role)]).expect("sound"));
        let reversed_answers = Responses {
            statements: responses.statements.iter().enumerate()
                .map(|(index, response)| if index < 5 { response.and_then(|response| Chosen::new(4 - response.place())) } else { *response })
                .collect(),
            ..responses.clone()
        };
        let (once, twice) = (Profile::of(&model, &responses), Profile::of(&reversed, &reversed_answers));
        prop_assume!(once.all_alike == twice.all_alike);
        for (a, b) in once.dimensions.iter().zip(&twice.dimensions) {
            let score = |part: &rolefit::scoring::DimensionScore| part.estimate.as_ref().map(|known| (known.score * 1e9).round());
            prop_assert_eq!(score(a), score(b));
        }
    }
}

/// Everything about a person's fits that does not depend on where things stand in files.
fn fits_by_id(pack: &Pack, assessment: &Assessment) -> Vec<(String, Option<usize>, Band, Option<i64>)> {
    let fit = |fit: &Fit| {
        let id = pack.roles()[fit.role].id.to_string();
        (id, fit.rank, fit.band, fit.overall.map(|overall| (overall * 1e9).round() as i64))
    };
    assessment.ranking.fits().iter().map(fit).collect()
}

#[test]
fn an_answer_that_earns_more_never_lowers_a_result_of_the_shipped_pack() {
    let shipped = packs::shipped();
    let pack = from_texts(shipped.iter().map(|(name, text)| (name.as_str(), text.as_str()))).expect("sound");
    let model = Model::of(&pack);
    let scenarios: Vec<_> = pack.questionnaire().scenarios().map(|(_, scenario)| scenario).collect();
    let mut cache = Cache::default();
    for seed in 0..200 {
        let responses = packs::random_responses(&pack, seed);
        let item = seed as usize % scenarios.len();
        let credit = |option: usize| scenarios[item].first.key[option].credit.get();
        let now = credit(responses.scenarios[item].expect("answered").place());
        let before = assess_with(&model, &responses, &mut cache).ranking;
        for option in (0..scenarios[item].options.len()).filter(|option| credit(*option) > now) {
            let mut raised = responses.clone();
            raised.scenarios[item] = Chosen::new(option);
            let after = assess_with(&model, &raised, &mut cache).ranking;
            for before in before.fits() {
                let after = after.fit(before.role).expect("all roles");
                assert!(after.competency.score >= before.competency.score.map(|score| score - 1e-9), "{seed}");
                assert!(after.overall >= before.overall.map(|overall| overall - 1e-9), "{seed}");
                assert!(after.gates_passed >= before.gates_passed - 1e-9, "{seed}");
            }
        }
    }
}

#[test]
fn permuting_items_and_roles_changes_nothing() {
    let shipped = packs::shipped();
    let pack = from_texts(shipped.iter().map(|(name, text)| (name.as_str(), text.as_str()))).expect("sound");
    // Renaming the files turns the order of the roles around; reversing the document, that of the items.
    let (questionnaire, reversed) = packs::reversed(&shipped);
    let turned = from_texts(reversed.iter().map(|(name, text)| (name.as_str(), text.as_str()))).expect("sound");
    assert_ne!(pack.digest(), turned.digest());
    for seed in 0..50 {
        let responses = packs::random_responses(&pack, seed);
        let moved = packs::carry_over(&pack, &responses, &turned);
        let (here, there) = (assess(&Model::of(&pack), &responses), assess(&Model::of(&turned), &moved));
        assert_eq!(fits_by_id(&pack, &here), fits_by_id(&turned, &there), "{}", questionnaire.len());
    }
}

/// Two roles that differ in how they weigh the two areas, and nothing else.
fn two_weighings(first: (u32, u32), second: (u32, u32)) -> Pack {
    let role = |id: &str, (api, ops): (u32, u32)| {
        include_str!("../packs/worked-example/engineer.yaml")
            .replace("id: engineer", &format!("id: {id}"))
            .replace("title: Engineer", &format!("title: {id}"))
            .replace("weight: 70, need: 75, gate: 60", &format!("weight: {api}, need: 75"))
            .replace("weight: 30, need: 82", &format!("weight: {ops}, need: 75"))
    };
    let (a, b) = (role("a", first), role("b", second));
    let questionnaire = include_str!("../packs/worked-example/questionnaire.yaml");
    from_texts([("questionnaire.yaml", questionnaire), ("a.yaml", &a), ("b.yaml", &b)]).expect("sound")
}

#[test]
fn a_weight_of_an_area_that_decides_the_first_place_is_named_with_its_smallest_move() {
    let sensitivity_of = |first, second, role: usize| {
        let pack = two_weighings(first, second);
        let mut responses = Responses::blank(pack.questionnaire());
        responses.statements = packs::from_one([4, 5, 3, 2, 1, 4, 3, 3, 4, 2]);
        // The best options of `api`, the worst of `ops`: the more a role weighs `api`, the better it fits.
        responses.scenarios = packs::options([0, 0, 0, 3, 3, 3]);
        let model = Model::of(&pack);
        let Assessment { profile, ranking } = assess(&model, &responses);
        assert_eq!(ranking.fits()[0].role, 0);
        sensitivity(&model, &profile, &ranking, role)
    };
    // With its weight of `api` a fifth lower the first has 54.5% there, less than the other's 55%.
    let lowered = Sensitivity::Changes { part: WeightedPart::Area(0), by: -0.2, first: 1 };
    assert_eq!(sensitivity_of((60, 40), (55, 45), 0), lowered);
    // The other passes it with its weight of `ops` a fifth lower: 60.4%. That of `api` had to be a quarter higher.
    let lowered = Sensitivity::Changes { part: WeightedPart::Area(1), by: -0.2, first: 1 };
    assert_eq!(sensitivity_of((60, 40), (55, 45), 1), lowered);
    // Of two areas, that of the smaller weight moves less.
    let smaller = Sensitivity::Changes { part: WeightedPart::Area(0), by: -0.1, first: 1 };
    assert_eq!(sensitivity_of((42, 58), (40, 60), 0), smaller);
    assert_eq!(sensitivity_of((80, 20), (40, 60), 0), Sensitivity::Stable);
    assert_eq!(sensitivity_of((80, 20), (40, 60), 1), Sensitivity::Stable);
}

#[test]
fn a_weight_of_a_dimension_moves_by_a_share_of_itself() {
    // The first dimension fits in full, the second not at all; the roles differ in nothing but these weights.
    let sensitivity_of = |first: (u32, u32), second: (u32, u32)| {
        let role = |id: &str, (focus, tempo): (u32, u32)| {
            include_str!("../packs/worked-example/engineer.yaml")
                .replace("id: engineer", &format!("id: {id}"))
                .replace("moderate concentrator, weight: 60", &format!("strong concentrator, weight: {focus}"))
                .replace("strong planner, weight: 40", &format!("strong adapter, weight: {tempo}"))
        };
        let (a, b) = (role("a", first), role("b", second));
        let questionnaire = include_str!("../packs/worked-example/questionnaire.yaml");
        let pack = from_texts([("questionnaire.yaml", questionnaire), ("a.yaml", &a), ("b.yaml", &b)]).expect("sound");
        let mut responses = Responses::blank(pack.questionnaire());
        responses.statements = packs::from_one([5, 5, 5, 1, 1, 5, 5, 5, 5, 1]);
        responses.scenarios = packs::options([0; 6]);
        let model = Model::of(&pack);
        let Assessment { profile, ranking } = assess(&model, &responses);
        assert_eq!(ranking.fits()[0].role, 0);
        sensitivity(&model, &profile, &ranking, 0)
    };
    // A fifth lower, 60 of 100 are 54.5: less than the other's 55.
    let lowered = Sensitivity::Changes { part: WeightedPart::Dimension(0), by: -0.2, first: 1 };
    assert_eq!(sensitivity_of((60, 40), (55, 45)), lowered);
    assert_eq!(sensitivity_of((60, 40), (52, 48)), Sensitivity::Stable);
}
