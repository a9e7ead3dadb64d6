//! Statistical acceptance on seeded people: do the ranges hold what they promise, and does P(best) mean something?
//!
//! The slack is honest: bounds are what the method promises, not what the seed happens to give.

use rolefit::load::files::PackLocation;
use rolefit::load::pack::load;
use rolefit::pack::Pack;
use rolefit::random::SplitMix64;
use rolefit::scoring::{Band, Draws, Model, Uncertainty, assess};
use rolefit::simulation::{Coverage, Population, Responder, coverage, shares};

fn pack() -> Pack {
    load(&PackLocation::BuiltIn).expect("sound")
}

fn measured(population: Population, people: usize) -> Coverage {
    let pack = pack();
    let model = Model::of(&pack);
    coverage(&pack, &model, &Draws::of(&model), population, people, &mut SplitMix64::new(2026))
}

#[test]
fn ranges_hold_the_true_value_for_every_kind_of_people() {
    let found: Vec<Coverage> = Population::ALL.into_iter().map(|population| measured(population, 400)).collect();
    let shares: Vec<[f64; 3]> =
        found.iter().map(|found| found.over_roles().map(|share| share.expect("everyone is scored"))).collect();
    for (found, [personality, competency, overall]) in found.iter().zip(&shares) {
        assert!((0.88..=0.95).contains(personality), "{personality} {found:?}");
        assert!((0.78..=0.97).contains(competency) && (0.78..=0.97).contains(overall), "{found:?}");
        // What is left is a gate that fewer than one draw in twenty decides the other way.
        assert!(found.within_draws.is_some_and(|share| share >= 0.96), "{found:?}");
    }
    for axis in [1, 2] {
        let average = shares.iter().map(|share| share[axis]).sum::<f64>() / shares.len() as f64;
        assert!((0.85..=0.95).contains(&average), "{average}");
    }
}

#[test]
fn a_first_role_that_is_sure_repeats_more_often_than_one_that_is_not() {
    let measured = measured(Population::Mixture, 500);
    let (sure, unsure) = (measured.repeats_when_sure.expect("some"), measured.repeats_when_unsure.expect("some"));
    assert!(sure > unsure + 0.3, "{measured:?}");
}

/// Neighbours on one ladder: a role, and another that its ideal person is near.
const LADDER: [(&str, &str); 3] = [("senior", "backend"), ("principal", "senior"), ("senior", "principal")];

#[test]
fn the_person_a_role_asks_for_finds_it_and_is_near_its_neighbours() {
    let pack = pack();
    let model = Model::of(&pack);
    for role in 0..pack.roles().len() {
        // The kind that `simulate` shows.
        let ideal = Responder::Ideal { role, noise: 0.2 };
        let shares = shares(&pack, &model, ideal, 300, &mut SplitMix64::new(5));
        let id = pack.roles()[role].id.as_str();
        assert!(shares.first[role] >= 0.9, "{id} {shares:?}");
        // Who has climbed the ladder still fits the step below, and a senior is near the one above.
        let near = |other: &str| {
            let index = pack.roles().iter().position(|role| role.id.as_str() == other).expect("a role");
            let bands = &shares.bands[index];
            bands[Band::PrimaryFit as usize] + bands[Band::NearPrimaryFit as usize]
        };
        for (_, other) in LADDER.iter().filter(|(of, _)| *of == id) {
            assert!(near(other) >= 0.5, "{other} for the ideal {id}: {}", near(other));
        }
    }
}

#[test]
fn people_who_agree_with_everything_are_refused() {
    let pack = pack();
    let model = Model::of(&pack);
    for responder in [Responder::AllAgree, Responder::AllMiddle] {
        let shares = shares(&pack, &model, responder, 50, &mut SplitMix64::new(5));
        let refused = shares.bands.iter().all(|bands| (bands[Band::InsufficientEvidence as usize] - 1.0).abs() < 1e-9);
        assert!(refused, "{shares:?}");
    }
}

#[test]
fn certainty_adds_up_and_takes_in_what_is_printed() {
    let pack = pack();
    let model = Model::of(&pack);
    let draws = Draws::of(&model);
    for seed in 0..40 {
        let responses = Responder::BestOption { probability: 0.7 }.answer(&pack, &mut SplitMix64::new(seed));
        let assessment = assess(&model, &responses);
        let uncertainty = Uncertainty::of(&model, &draws, &assessment.profile, &assessment.ranking);
        let roles: Vec<_> = uncertainty.roles.iter().flatten().collect();
        let best: f64 = roles.iter().map(|role| role.p_best).sum();
        assert!((best - 1.0).abs() < 1e-9, "{best}");
        let contended: f64 = roles.iter().filter(|role| role.is_contender).map(|role| role.p_best).sum();
        assert!(contended >= 0.9 - 1e-9, "{contended}");
        for fit in assessment.ranking.fits() {
            let sure = uncertainty.roles[fit.role].expect("ranked");
            assert!((sure.bands.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for (range, printed) in [
                (sure.personality, fit.personality.score),
                (sure.competency, fit.competency.score),
                (sure.overall, fit.overall),
            ] {
                let printed = printed.expect("ranked");
                assert!(range.low <= printed && printed <= range.high, "{range:?} {printed}");
                assert!(range.low >= -1e-9 && range.high <= 100.0 + 1e-9);
            }
        }
    }
}
