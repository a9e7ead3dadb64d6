//! The built-in pack measures what it claims to: soundness by construction and by seeded chance.

use rolefit::load::files::PackLocation;
use rolefit::load::pack::{from_texts, load};
use rolefit::pack::{Pack, Pole, Questionnaire, Scenario, Target};
use rolefit::scoring::{AreaScore, Band, DimensionScore, Fit, Guessing, Model, Profile, Ranking, assess};

use crate::packs;

fn pack() -> Pack {
    load(&PackLocation::BuiltIn).expect("the built-in pack is sound")
}

fn scenarios(questionnaire: &Questionnaire) -> impl Iterator<Item = &Scenario> {
    questionnaire.scenarios().map(|(_, scenario)| scenario)
}

/// The index of the option with the highest credit.
fn best(scenario: &Scenario) -> usize {
    let credit = |index: usize| scenario.options[index].credit.get();
    (0..scenario.options.len()).max_by(|a, b| credit(*a).total_cmp(&credit(*b))).expect("options")
}

#[test]
fn the_pack_in_the_binary_is_the_folder_roles() {
    let files = packs::shipped();
    let folder = from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).expect("sound");
    let pack = pack();
    assert_eq!(pack.digest(), folder.digest());
    assert_eq!(format!("{pack:?}"), format!("{folder:?}"));
    let ids: Vec<_> = pack.roles().iter().map(|role| role.id.as_str()).collect();
    assert_eq!(ids, ["backend", "manager", "principal", "senior"]);
}

#[test]
fn every_dimension_has_five_statements_toward_each_pole() {
    for dimension in &pack().questionnaire().dimensions {
        let toward_high = dimension.statements.iter().filter(|statement| statement.toward == Pole::High).count();
        assert_eq!((toward_high, dimension.statements.len()), (5, 10), "{}", dimension.id);
    }
}

#[test]
fn gated_areas_have_four_scenarios_and_the_others_three() {
    let pack = pack();
    for (index, area) in pack.questionnaire().areas.iter().enumerate() {
        let is_gated = pack.roles().iter().filter_map(|role| role.area_need(index)).any(|need| need.gate.is_some());
        let least = if is_gated { 4 } else { 3 };
        assert!(area.scenarios.len() >= least, "{} has {}", area.id, area.scenarios.len());
    }
}

#[test]
fn prompts_and_options_are_of_readable_length() {
    for scenario in scenarios(pack().questionnaire()) {
        let words = scenario.prompt.split_whitespace().count();
        assert!((40..=80).contains(&words), "{}: {words} words", scenario.id);
        assert_eq!(scenario.options.len(), 4, "{}", scenario.id);
        for option in &scenario.options {
            let words = option.text.split_whitespace().count();
            assert!(words <= 30, "{} {}: {words} words", scenario.id, option.id);
            assert!(!option.why.is_empty(), "{} {}", scenario.id, option.id);
        }
    }
}

#[test]
fn credits_leave_room_between_chance_and_the_best_option() {
    for scenario in scenarios(pack().questionnaire()) {
        let credits: Vec<f64> = scenario.options.iter().map(|option| option.credit.get()).collect();
        let spread = credits.iter().copied().fold(0.0, f64::max) - credits.iter().copied().fold(1.0, f64::min);
        assert!(scenario.mean_credit() <= 60.0, "{}: {credits:?}", scenario.id);
        assert!(spread >= 0.3, "{}: {credits:?}", scenario.id);
    }
}

#[test]
fn the_best_option_hides_in_every_position_and_is_seldom_the_longest() {
    let pack = pack();
    let all: Vec<&Scenario> = scenarios(pack.questionnaire()).collect();
    let share = |count: usize| count as f64 / all.len() as f64;
    for position in 0..4 {
        let here = all.iter().filter(|scenario| best(scenario) == position).count();
        assert!(share(here) <= 0.35, "position {position} holds {here} of {}", all.len());
    }
    let length = |scenario: &Scenario, option: usize| scenario.options[option].text.chars().count();
    let longest =
        all.iter().filter(|scenario| (0..4).all(|option| length(scenario, option) <= length(scenario, best(scenario))));
    let longest = longest.count();
    assert!(share(longest) <= 0.35, "the best option is the longest in {longest} of {}", all.len());
}

/// Answers that aim at one role: its targets' middles, the best options of its areas and the worst of all others.
fn aimed_at(pack: &Pack, role: usize) -> rolefit::answers::Responses {
    let role = &pack.roles()[role];
    let questionnaire = pack.questionnaire();
    let mut responses = rolefit::answers::Responses::blank(questionnaire);
    for (response, (dimension, statement)) in responses.statements.iter_mut().zip(questionnaire.statements()) {
        let middle = match role.style_target(dimension).map(|target| &target.target) {
            Some(Target::Interval { interval, .. }) => interval.middle(),
            Some(Target::Any) | None => 50.0,
        };
        let toward_high = (middle / 25.0).round() as i32 + 1;
        *response = Some(if statement.toward == Pole::High { toward_high } else { 6 - toward_high });
    }
    for (response, (area, scenario)) in responses.scenarios.iter_mut().zip(questionnaire.scenarios()) {
        let credit = |index: &usize| scenario.options[*index].credit.get();
        let worst = (0..scenario.options.len()).min_by(|a, b| credit(a).total_cmp(&credit(b)));
        *response = if role.area_need(area).is_some() { Some(best(scenario)) } else { worst };
    }
    responses
}

#[test]
fn every_role_can_be_reached_and_stands_clear_of_the_second() {
    let pack = pack();
    let model = Model::of(&pack);
    for (index, role) in pack.roles().iter().enumerate() {
        let ranking = assess(&model, &aimed_at(&pack, index)).ranking;
        let [first, second] = [&ranking.fits()[0], &ranking.fits()[1]];
        assert_eq!((first.role, first.band), (index, Band::PrimaryFit), "{}", role.id);
        let lead = first.overall.expect("scored") - second.overall.expect("scored");
        assert!(lead >= 1.0, "{} leads by {lead}", role.id);
    }
}

#[test]
fn the_middle_of_a_roles_targets_exactly_at_its_needs_ranks_it_first() {
    let pack = pack();
    let questionnaire = pack.questionnaire();
    let model = Model::of(&pack);
    for (index, role) in pack.roles().iter().enumerate() {
        let dimensions = (0..questionnaire.dimensions.len()).map(|dimension| {
            let middle = match role.style_target(dimension).map(|target| &target.target) {
                Some(Target::Interval { interval, .. }) => interval.middle(),
                Some(Target::Any) | None => 50.0,
            };
            DimensionScore { score: Some(middle), answered: 10, of: 10 }
        });
        let areas = questionnaire.areas.iter().enumerate().map(|(area, part)| {
            let count = part.scenarios.len();
            let chance = part.scenarios.iter().map(Scenario::mean_credit).sum::<f64>() / count as f64;
            let score = role.area_need(area).map_or(chance, |need| need.need.score.get());
            AreaScore { score: Some(score), answered: count, of: count, chance: Some(chance) }
        });
        let profile = Profile {
            dimensions: dimensions.collect(),
            areas: areas.collect(),
            guessing: Guessing { z: Some(5.0), passed: true, answered: 51 },
            all_alike: false,
        };
        let fits = model.roles.iter().enumerate().map(|(index, role)| Fit::of(&model, index, role, &profile));
        let ranking = Ranking::of(fits.collect());
        assert_eq!(ranking.fits()[0].role, index, "{}", role.id);
        assert_eq!(ranking.fits()[0].overall.map(f64::round), Some(100.0), "{}", role.id);
    }
}

#[test]
fn answers_by_chance_seldom_look_like_a_fit() {
    let pack = pack();
    let model = Model::of(&pack);
    let people = 10_000;
    let mut counts = vec![[0_usize; 3]; pack.roles().len()];
    for seed in 0..people {
        for fit in assess(&model, &packs::random_responses(&pack, seed * 1_000_003 + 17)).ranking.fits() {
            match fit.band {
                Band::PrimaryFit => counts[fit.role][0] += 1,
                Band::NearPrimaryFit => counts[fit.role][1] += 1,
                Band::PotentialCapabilityGap => counts[fit.role][2] += 1,
                Band::CapableStyleStretch | Band::PartialMatch | Band::Distant | Band::InsufficientEvidence => {}
            }
        }
    }
    for (role, counts) in pack.roles().iter().zip(&counts) {
        let [primary, near, potential] = counts.map(|count| count as f64 / people as f64);
        assert!(primary < 0.001, "{}: primary fit in {primary}", role.id);
        assert!(near < 0.01, "{}: near-primary fit in {near}", role.id);
        assert!(potential < 0.3, "{}: potential in {potential}", role.id);
    }
}
