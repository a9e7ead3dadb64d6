//! The settings of scoring that a questionnaire may change: each number in its range, and all of them together.

use crate::load::meaning::Checker;
use crate::load::questionnaire::parts::Unsure;
use crate::load::questionnaire::raw::ScoringFile;
use crate::pack::{Bands, MinAnswered, OutOfRange, Score, Settings, Target};
use crate::route::{Aim, Route};
use crate::rule;

/// Makes the settings sound: what the file does not set stays as the method has it.
pub(super) fn settings(checker: &mut Checker<'_>, file: &ScoringFile, unsure: &mut Unsure) -> Settings {
    let top = Route::Top;
    let route = top.key("scoring");
    let mut settings = Settings::default();
    for (name, interval) in &file.strengths {
        let strengths = route.key("strengths");
        let at = strengths.key(name);
        word(checker, &at, "strength", name, &[Target::ANY]);
        match checker.interval(&at, interval.min, interval.max) {
            Some(interval) => {
                settings.strengths.insert(name.clone(), interval);
            }
            None => unsure.note(name),
        }
    }
    for (name, score) in &file.levels {
        let levels = route.key("levels");
        let at = levels.key(name);
        word(checker, &at, "level", name, &[]);
        match checker.number(&at, Score::new(*score)) {
            Some(score) => {
                settings.levels.insert(name.clone(), score.get());
            }
            None => unsure.note(name),
        }
    }
    let positive = |value: f64| value.is_finite() && value > 0.0;
    set(checker, &route.key("tolerance"), file.tolerance, &mut settings.tolerance, positive, "above 0");
    let share = |value: f64| value > 0.0 && value <= 1.0;
    let within = "above 0 and up to 1";
    set(checker, &route.key("min_coverage"), file.min_coverage, &mut settings.min_coverage, share, within);
    if let Some(shares) = &file.min_answered {
        let at = route.key("min_answered");
        let MinAnswered { statements, scenarios } = &mut settings.min_answered;
        set(checker, &at.key("statements"), shares.statements, statements, share, within);
        set(checker, &at.key("scenarios"), shares.scenarios, scenarios, share, within);
    }
    if let Some(bands) = &file.bands {
        let at = route.key("bands");
        let cutoff = |value: f64| value > 0.0 && value <= 100.0;
        let Bands { high, mid } = &mut settings.bands;
        set(checker, &at.key("high"), bands.high, high, cutoff, "above 0 and up to 100");
        set(checker, &at.key("mid"), bands.mid, mid, cutoff, "above 0 and up to 100");
        if *mid > *high && checker.places.is_whole(&at) {
            let message = format!("the cut-off `mid` {mid} is above `high` {high}");
            checker
                .value(&rule::UPSIDE_DOWN_INTERVAL, &at, message)
                .help
                .push("lower `mid` or raise `high`".to_owned());
        }
    }
    let cap = |value: f64| (0.0..=100.0).contains(&value);
    set(checker, &route.key("gate_cap"), file.gate_cap, &mut settings.gate_cap, cap, "from 0 to 100");
    gate_cap_below_fits(checker, file, &settings);
    settings
}

/// A role whose gate is surely failed must never rank above a primary fit, nor reach a middling competency.
fn gate_cap_below_fits(checker: &mut Checker<'_>, file: &ScoringFile, settings: &Settings) {
    let Settings { bands: Bands { high, mid }, gate_cap, .. } = *settings;
    let (limit, name) = [(mid, "`mid`"), (high * high / 100.0, "the square of `high` by 100")]
        .into_iter()
        .min_by(|(a, _), (b, _)| a.total_cmp(b))
        .expect("internal: there are two");
    if gate_cap < limit || !checker.found.is_empty() {
        return;
    }
    let top = Route::Top;
    let route = top.key("scoring");
    let at = if file.gate_cap.is_some() { route.key("gate_cap") } else { route.key("bands") };
    let whose = if file.gate_cap.is_some() { "the" } else { "the default" };
    let message = format!("{whose} `gate_cap` of {gate_cap} is not below {name}, which is {limit}");
    let finding = checker.value(&rule::ILLEGAL_NUMBER, &at, message);
    finding.help.push(format!("set `gate_cap` to a number below {limit}"));
}

/// Overrides one number of the settings, if the file has it and it is legal.
fn set(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    value: Option<f64>,
    setting: &mut f64,
    is_legal: impl Fn(f64) -> bool,
    range: &'static str,
) {
    if let Some(value) = value {
        let value = if is_legal(value) { Ok(value) } else { Err(OutOfRange { value, range }) };
        if let Some(value) = checker.number(route, value) {
            *setting = value;
        }
    }
}

/// A name that is used in a target or a need: one kebab-case word that means nothing else.
fn word(checker: &mut Checker<'_>, route: &Route<'_>, kind: &str, name: &str, reserved: &[&str]) {
    if checker.id(route, Aim::Key, name).is_some() && reserved.contains(&name) {
        checker
            .key(&rule::ILLEGAL_ID, route, format!("`{name}` is reserved and cannot be a {kind}"))
            .help
            .push("choose another word".to_owned());
    }
}
