//! Targets: what a role wants of a dimension, in words or as an interval.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::pack::number::Interval;
use crate::pack::questionnaire::Poles;
use crate::pack::settings::Settings;

/// What a role wants of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Target {
    /// Described, not scored.
    Any,
    /// An interval on the low-to-high axis, with the words it was written in.
    Interval { label: String, interval: Interval },
}

/// Why words are no target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetError {
    UnknownStrength(String),
    UnknownPole(String),
    /// Neither one word nor two.
    NotATarget,
    /// A strength that leans to a pole, without naming one.
    MissingPole(String),
}

impl Target {
    /// The word for a dimension that is described but not scored.
    pub const ANY: &'static str = "any";

    /// Reads `moderate planner`, `strong people`, `balanced` or `any`. A strength of the low pole is mirrored.
    pub fn parse(words: &str, poles: &Poles, settings: &Settings) -> Result<Self, TargetError> {
        let interval_of = |strength: &str| {
            settings.strengths.get(strength).copied().ok_or_else(|| TargetError::UnknownStrength(strength.to_owned()))
        };
        let interval = match *words.split_whitespace().collect::<Vec<_>>() {
            [Self::ANY] => return Ok(Self::Any),
            [Settings::BALANCED] => interval_of(Settings::BALANCED)?,
            [strength] => {
                interval_of(strength)?;
                return Err(TargetError::MissingPole(strength.to_owned()));
            }
            [strength, pole] => {
                let interval = interval_of(strength)?;
                if pole == poles.high {
                    interval
                } else if pole == poles.low {
                    interval.mirrored()
                } else {
                    return Err(TargetError::UnknownPole(pole.to_owned()));
                }
            }
            _ => return Err(TargetError::NotATarget),
        };
        let label = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Self::Interval { label, interval })
    }

    /// Returns the scores inside of it; none where the dimension is only described.
    pub fn interval(&self) -> Option<Interval> {
        match self {
            Self::Any => None,
            Self::Interval { interval, .. } => Some(*interval),
        }
    }

    /// Makes a target of explicit numbers, always on the low-to-high axis.
    pub fn between(interval: Interval) -> Self {
        Self::Interval { label: format!("{} to {}", interval.min(), interval.max()), interval }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Any => Self::ANY,
            Self::Interval { label, .. } => label,
        })
    }
}

/// Says a score in words: `moderate planner`, `balanced`. The strength whose middle is nearest, ties to the weaker.
pub fn in_words(score: f64, poles: &Poles, settings: &Settings) -> String {
    let mut best: Option<(f64, f64, String)> = None;
    for (strength, interval) in &settings.strengths {
        let is_balanced = strength == Settings::BALANCED;
        let sides: &[(&str, Interval)] = if is_balanced {
            &[("", *interval)]
        } else {
            &[(poles.low.as_str(), interval.mirrored()), (poles.high.as_str(), *interval)]
        };
        for (pole, interval) in sides {
            // Rounded, so that a tie is a tie whatever the order of subtraction.
            let distance = ((score - interval.middle()).abs() * 1e9).round();
            let extremity = (interval.middle() - 50.0).abs();
            if best.as_ref().is_none_or(|(nearest, weakest, _)| (distance, extremity) < (*nearest, *weakest)) {
                best = Some((distance, extremity, format!("{strength} {pole}").trim_end().to_owned()));
            }
        }
    }
    best.map(|(_, _, words)| words).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poles() -> Poles {
        Poles { low: "people".to_owned(), high: "systems".to_owned() }
    }

    #[test]
    fn a_target_toward_the_low_pole_is_mirrored() {
        let target = Target::parse("strong people", &poles(), &Settings::default());
        let expected = Target::Interval { label: "strong people".to_owned(), interval: Interval::STRONG.mirrored() };
        assert_eq!(target, Ok(expected));
    }

    #[test]
    fn words_that_are_no_target_say_why() {
        let error = |words| Target::parse(words, &poles(), &Settings::default()).expect_err("no target");
        assert_eq!(error("firm systems"), TargetError::UnknownStrength("firm".to_owned()));
        assert_eq!(error("strong planner"), TargetError::UnknownPole("planner".to_owned()));
        assert_eq!(error("strong"), TargetError::MissingPole("strong".to_owned()));
        assert_eq!(error("a b c"), TargetError::NotATarget);
        assert_eq!(error(""), TargetError::NotATarget);
    }

    #[test]
    fn a_score_is_said_with_the_nearest_strength_and_a_tie_with_the_weaker() {
        let words = |score| in_words(score, &poles(), &Settings::default());
        assert_eq!(words(50.0), "balanced");
        assert_eq!(words(57.5), "balanced");
        assert_eq!(words(57.6), "moderate systems");
        assert_eq!(words(75.0), "moderate systems");
        assert_eq!(words(75.1), "strong systems");
        assert_eq!(words(0.0), "strong people");
    }
}
