//! The built-in pack measures what it claims to: soundness by construction and by seeded chance.

use rolefit::answers::pace::{scenario_seconds, statement_seconds};
use rolefit::answers::{Form, FormKind, Responses};
use rolefit::load::files::PackLocation;
use rolefit::load::pack::{from_texts, load};
use rolefit::pack::{Chosen, Id, Pack, Parallel, Pole, Questionnaire, Scenario, Stem, Target};
use rolefit::scoring::{Band, Cache, Model, assess, assess_with};

use crate::packs;

fn pack() -> Pack {
    load(&PackLocation::BuiltIn).expect("the built-in pack is sound")
}

fn scenarios(questionnaire: &Questionnaire) -> impl Iterator<Item = &Scenario> {
    questionnaire.scenarios().map(|(_, scenario)| scenario)
}

/// Returns all stems of both forms, with their options.
fn stems(questionnaire: &Questionnaire) -> impl Iterator<Item = (&Scenario, &Stem)> {
    scenarios(questionnaire).flat_map(|scenario| scenario.stems().map(move |(_, stem)| (scenario, stem)))
}

/// The index of the option with the highest credit.
fn best(stem: &Stem) -> usize {
    let credit = |index: usize| stem.key[index].credit.get();
    (0..stem.key.len()).max_by(|a, b| credit(*a).total_cmp(&credit(*b))).expect("options")
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

/// How good it looks to agree with a statement, 1 to 9.
#[derive(serde::Deserialize)]
struct Desirability {
    /// One by each reader, in the same order everywhere.
    ratings: Vec<f64>,
    text: String,
}

#[test]
fn agreeing_looks_as_good_toward_one_pole_as_toward_the_other() {
    let ratings: Vec<Desirability> = serde_yaml::from_str(include_str!("../desirability.yaml")).expect("ratings");
    let pack = pack();
    let questionnaire = pack.questionnaire();
    assert_eq!(ratings.len(), questionnaire.statements().count());
    for dimension in &questionnaire.dimensions {
        let mean = |pole: Pole| {
            let toward: Vec<_> = dimension.statements.iter().filter(|statement| statement.toward == pole).collect();
            // Whoever rewords a statement rates it anew.
            let rated =
                |text: &str| ratings.iter().find(|rated| rated.text == text).unwrap_or_else(|| panic!("{text}"));
            let ratings: Vec<f64> =
                toward.iter().flat_map(|statement| &rated(&statement.text).ratings).copied().collect();
            assert_eq!(ratings.len(), 3 * toward.len(), "three readers rate every statement");
            ratings.iter().sum::<f64>() / ratings.len() as f64
        };
        let difference = mean(Pole::High) - mean(Pole::Low);
        assert!(difference.abs() <= 0.5, "{}: {difference}", dimension.id);
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
    for (scenario, stem) in stems(pack().questionnaire()) {
        let words = stem.prompt.split_whitespace().count();
        assert!((30..=60).contains(&words), "{}: {words} words", stem.id);
        assert_eq!(scenario.options.len(), 4, "{}", stem.id);
        for (option, keyed) in scenario.options.iter().zip(&stem.key) {
            let words = option.text.split_whitespace().count();
            assert!(words <= 20, "{} {}: {words} words", stem.id, option.id);
            assert!(!keyed.why.is_empty(), "{} {}", stem.id, option.id);
        }
    }
}

/// A form of all items, or another, of one parallel form.
fn responses(pack: &Pack, kind: FormKind, parallel: Parallel) -> Responses {
    Responses::on_form(pack, &Form { kind, parallel: Some(parallel), seed: None, language: None })
}

/// The scenarios of a form, with the stem that is asked.
fn asked<'p>(pack: &'p Pack, responses: &Responses) -> Vec<(&'p Scenario, &'p Stem)> {
    let all = scenarios(pack.questionnaire()).zip(responses.parallels.iter()).zip(&responses.scenarios_presented);
    all.filter(|(_, is_asked)| **is_asked).map(|((one, parallel), _)| (one, one.stem(*parallel))).collect()
}

#[test]
fn a_full_form_has_at_most_5500_words_in_its_scenarios() {
    let pack = pack();
    for parallel in Parallel::ALL {
        let asked = asked(&pack, &responses(&pack, FormKind::Full, parallel));
        let texts = asked.iter().flat_map(|(scenario, stem)| {
            std::iter::once(&stem.prompt).chain(scenario.options.iter().map(|option| &option.text))
        });
        let words: usize = texts.map(|text| text.split_whitespace().count()).sum();
        assert!((4_000..=5_500).contains(&words), "form {parallel}: {words} words");
    }
}

#[test]
fn blind_picks_scatter_less_than_a_surface_cue_may_earn() {
    // So the limit of `surface-cue` is 0.06 here, without the margin of small packs.
    let pack = pack();
    for parallel in Parallel::ALL {
        let asked = asked(&pack, &responses(&pack, FormKind::Full, parallel));
        let variance = |stem: &Stem| {
            let mean = stem.mean_credit() / 100.0;
            stem.credits().map(|credit| (credit - mean).powi(2)).sum::<f64>() / stem.key.len() as f64
        };
        let scatter = asked.iter().map(|(_, stem)| variance(stem)).sum::<f64>().sqrt() / asked.len() as f64;
        assert!(scatter < 0.06, "form {parallel}: {scatter}");
    }
}

#[test]
fn a_short_form_takes_at_most_20_minutes_and_ranks_the_roles_it_is_for() {
    let pack = pack();
    let questionnaire = pack.questionnaire();
    let ids: Vec<_> = pack.roles().iter().map(|role| role.id.clone()).collect();
    let each = ids.iter().map(|id| (vec![id.clone()], vec![id.as_str()]));
    // There is no time for all areas, but for those that every role depends on.
    let all = (Vec::new(), ids.iter().map(Id::as_str).collect());
    for ((roles, ranked), parallel) in each.chain([all]).flat_map(|form| Parallel::ALL.map(|one| (form.clone(), one))) {
        let form = responses(&pack, FormKind::Short(roles.clone()), parallel);
        let statements = questionnaire.statements().zip(&form.statements_presented).filter(|(_, asked)| **asked);
        let reading: f64 = statements.map(|((_, statement), _)| statement_seconds(&statement.text)).sum();
        let deciding: f64 = asked(&pack, &form)
            .iter()
            .map(|(one, stem)| scenario_seconds(&stem.prompt, one.options.iter().map(|option| option.text.as_str())))
            .sum();
        let minutes = (reading + deciding) / 60.0;
        assert!((10.0..=20.0).contains(&minutes), "{roles:?} {parallel}: {minutes}");

        // Everything that is asked gets an answer, statements more than one.
        let mut answered = form.clone();
        for index in 0..form.statements.len() {
            answered.statements[index] = Chosen::new(index % 5).filter(|_| form.statements_presented[index]);
        }
        for (index, scenario) in scenarios(questionnaire).enumerate() {
            answered.scenarios[index] =
                Chosen::new(best(scenario.stem(parallel))).filter(|_| form.scenarios_presented[index]);
        }
        let areas = form.scenarios_presented.iter().filter(|asked| **asked).count() / 2;
        let left_out = FormKind::Short(roles.clone()).left_out(&pack).len();
        assert_eq!(areas + left_out, if roles.is_empty() { questionnaire.areas.len() } else { areas });
        let ranking = assess(&Model::on(&pack, parallel), &answered).ranking;
        let mut scored: Vec<&str> = (ranking.fits().iter())
            .filter(|fit| fit.band != Band::InsufficientEvidence)
            .map(|fit| ids[fit.role].as_str())
            .collect();
        scored.sort_unstable();
        assert!(ranked.iter().all(|role| scored.contains(role)), "{roles:?} {parallel}: {scored:?}");
    }
}

#[test]
fn credits_leave_room_between_chance_and_the_best_option() {
    for (_, stem) in stems(pack().questionnaire()) {
        let credits: Vec<f64> = stem.credits().collect();
        let spread = credits.iter().copied().fold(0.0, f64::max) - credits.iter().copied().fold(1.0, f64::min);
        assert!(stem.mean_credit() <= 60.0, "{}: {credits:?}", stem.id);
        assert!(spread >= 0.3, "{}: {credits:?}", stem.id);
    }
}

#[test]
fn the_best_option_hides_in_every_position_and_is_seldom_the_longest() {
    let pack = pack();
    let all: Vec<&Scenario> = scenarios(pack.questionnaire()).collect();
    let share = |count: usize| count as f64 / all.len() as f64;
    for parallel in Parallel::ALL {
        let best = |scenario: &Scenario| best(scenario.stem(parallel));
        for position in 0..4 {
            let here = all.iter().filter(|scenario| best(scenario) == position).count();
            assert!(share(here) <= 0.35, "position {position} holds {here} of {}", all.len());
        }
        let length = |scenario: &Scenario, option: usize| scenario.options[option].text.chars().count();
        let longest = all
            .iter()
            .filter(|scenario| (0..4).all(|option| length(scenario, option) <= length(scenario, best(scenario))));
        let longest = longest.count();
        assert!(share(longest) <= 0.30, "the best option is the longest in {longest} of {}", all.len());
    }
}

/// Answers that aim at one role: its targets' middles, and the best options of all areas.
fn aimed_at(pack: &Pack, role: usize, parallel: Parallel) -> Responses {
    let role = &pack.roles()[role];
    let questionnaire = pack.questionnaire();
    let mut responses = Responses::blank(questionnaire);
    responses.parallels = questionnaire.parallels(parallel);
    let mut places = vec![0; questionnaire.dimensions.len()];
    for (response, (dimension, statement)) in responses.statements.iter_mut().zip(questionnaire.statements()) {
        let middle = match role.style_target(dimension).map(|target| &target.target) {
            Some(Target::Interval { interval, .. }) => interval.middle(),
            Some(Target::Any) | None => 50.0,
        };
        // Rounded up as often as makes the mean come out.
        let steps = middle / 25.0;
        let toward_high =
            steps.floor() as usize + usize::from((f64::from(places[dimension]) + 0.5) / 10.0 < steps.fract());
        places[dimension] += 1;
        *response = Chosen::new(if statement.toward == Pole::High { toward_high } else { 4 - toward_high });
    }
    for (response, (_, scenario)) in responses.scenarios.iter_mut().zip(questionnaire.scenarios()) {
        *response = Chosen::new(best(scenario.stem(parallel)));
    }
    responses
}

#[test]
fn the_middle_of_a_roles_targets_with_every_best_option_ranks_it_first() {
    let pack = pack();
    for (parallel, (index, role)) in
        Parallel::ALL.into_iter().flat_map(|parallel| pack.roles().iter().enumerate().map(move |role| (parallel, role)))
    {
        let model = Model::on(&pack, parallel);
        let ranking = assess(&model, &aimed_at(&pack, index, parallel)).ranking;
        let [first, second] = [&ranking.fits()[0], &ranking.fits()[1]];
        assert_eq!((first.role, first.band), (index, Band::PrimaryFit), "{}", role.id);
        assert!(first.competency.score.expect("scored") > 95.0, "{} {:?}", role.id, first.competency.score);
        let lead = first.overall.expect("scored") - second.overall.expect("scored");
        assert!(lead >= 1.0, "{} leads by {lead}", role.id);
    }
}

#[test]
fn answers_by_chance_never_look_like_a_fit() {
    let pack = pack();
    let model = Model::of(&pack);
    let mut cache = Cache::default();
    let people = 10_000;
    let mut near = vec![0_usize; pack.roles().len()];
    for seed in 0..people {
        let responses = packs::random_responses(&pack, seed * 1_000_003 + 17);
        for fit in assess_with(&model, &responses, &mut cache).ranking.fits() {
            assert_ne!(fit.band, Band::PrimaryFit, "{} for {seed}", pack.roles()[fit.role].id);
            near[fit.role] += usize::from(fit.band == Band::NearPrimaryFit);
        }
    }
    for (role, near) in pack.roles().iter().zip(near) {
        assert!((near as f64) < 0.001 * people as f64, "{}: near-primary fit for {near}", role.id);
    }
}
