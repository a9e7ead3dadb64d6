//! Statistical acceptance on seeded people: do the intervals hold what they promise, and does P(best) mean something?
//!
//! The slack is honest: bounds are what the method promises, not what the seed happens to give.

use rolefit::load::files::PackLocation;
use rolefit::load::pack::load;
use rolefit::pack::Pack;
use rolefit::random::SplitMix64;
use rolefit::scoring::{Band, Draws, Model, Uncertainty, assess};
use rolefit::simulation::{Coverage, Responder, coverage, shares};

fn pack() -> Pack {
    load(&PackLocation::BuiltIn).expect("sound")
}

fn measured(seed: u64, people: usize) -> Coverage {
    let pack = pack();
    let model = Model::of(&pack);
    coverage(&pack, &model, &Draws::of(&model), people, &mut SplitMix64::new(seed))
}

#[test]
fn intervals_of_style_scores_and_of_personality_hold_nine_in_ten() {
    let measured = measured(2026, 2000);
    for share in measured.dimensions.iter().chain(&measured.personality) {
        let share = share.expect("everyone is scored");
        assert!((0.85..=0.97).contains(&share), "{measured:?}");
    }
}

#[test]
fn a_first_role_that_is_sure_repeats_more_often_than_one_that_is_not() {
    let measured = measured(7, 1500);
    let (sure, unsure) = (measured.repeats_when_sure.expect("some"), measured.repeats_when_unsure.expect("some"));
    assert!(sure > unsure + 0.3, "{measured:?}");
}

#[test]
fn the_person_a_role_asks_for_finds_it() {
    let pack = pack();
    let model = Model::of(&pack);
    for role in 0..pack.roles().len() {
        let ideal = Responder::Ideal { role, noise: 0.1 };
        let shares = shares(&pack, &model, ideal, 300, &mut SplitMix64::new(5));
        assert!(shares.first[role] > 0.9, "{} {shares:?}", pack.roles()[role].id);
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
fn certainty_adds_up() {
    let pack = pack();
    let model = Model::of(&pack);
    let draws = Draws::of(&model);
    for seed in 0..40 {
        let responses = Responder::BestOption { probability: 0.7 }.answer(&pack, &mut SplitMix64::new(seed));
        let assessment = assess(&model, &responses);
        let uncertainty = Uncertainty::of(&model, &draws, &responses, &assessment.profile, &assessment.ranking);
        let roles: Vec<_> = uncertainty.roles.iter().flatten().collect();
        let best: f64 = roles.iter().map(|role| role.p_best).sum();
        assert!((best - 1.0).abs() < 1e-9, "{best}");
        for role in &roles {
            assert!((role.bands.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for range in [role.personality, role.competency, role.overall] {
                assert!(range.low <= range.high && range.low >= -1e-9 && range.high <= 100.0 + 1e-9);
            }
        }
        // Tiers follow the ranks, and the first of a tier names it.
        let mut tier = 1;
        for fit in assessment.ranking.fits() {
            let sure = uncertainty.roles[fit.role].expect("ranked");
            let rank = fit.rank.expect("ranked");
            assert!(sure.tier == tier || sure.tier == rank, "{sure:?}");
            tier = sure.tier;
        }
    }
}
