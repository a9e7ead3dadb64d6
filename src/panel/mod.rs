//! Ratings of candidates by several raters against a role's anchors: weighted, spread, and how far raters agree. Ratings
//! stand beside self answers and are never averaged with them.

mod agreement;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::pack::Role;

pub use agreement::{Agreement, LEAST_CANDIDATES, agreement};

/// One rater's ratings of one candidate.
#[derive(Clone, Debug)]
pub struct RatingSheet {
    pub rater: String,
    pub candidate: String,
    /// Index of the role in the pack.
    pub role: usize,
    pub ratings: Vec<Rating>,
}

/// What one rater says of one area.
#[derive(Clone, Debug)]
pub struct Rating {
    /// Index of the area in the questionnaire.
    pub area: usize,
    pub level: RatingLevel,
    /// What was said or done.
    pub evidence: String,
}

/// Where a candidate stands by the anchors of an area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RatingLevel {
    /// Does not reach what `meets` says.
    Below,
    /// Does what `meets` says.
    Meets,
    /// Does what `excels` says.
    Excels,
    /// There was no occasion to see it.
    #[default]
    NotObserved,
}

/// A rater's ratings as one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedRating {
    /// Mean over what was observed, by the role's weights: 0 below, 1 meets, 2 excels.
    pub mean: f64,
    /// Share of the role's weight that was observed, 0 to 1.
    pub observed: f64,
}

impl RatingLevel {
    /// Returns the level as a number; nothing where none was observed.
    pub fn number(self) -> Option<u8> {
        match self {
            Self::Below => Some(0),
            Self::Meets => Some(1),
            Self::Excels => Some(2),
            Self::NotObserved => None,
        }
    }

    /// Returns the level as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::Meets => "meets",
            Self::Excels => "excels",
            Self::NotObserved => "not observed",
        }
    }
}

impl RatingSheet {
    /// Returns what the rater says of an area; nothing said is nothing observed.
    pub fn rating(&self, area: usize) -> Option<&Rating> {
        self.ratings.iter().find(|rating| rating.area == area)
    }

    /// Returns the level of an area.
    pub fn level(&self, area: usize) -> RatingLevel {
        self.rating(area).map_or(RatingLevel::NotObserved, |rating| rating.level)
    }

    /// Weighs the ratings as the role does; nothing where nothing with weight was observed.
    pub fn weighted(&self, role: &Role) -> Option<WeightedRating> {
        let observed =
            role.competency.iter().filter_map(|need| Some((need.weight.get(), self.level(need.area).number()?)));
        let (sum, weight) =
            observed.fold((0.0, 0.0), |(sum, all), (weight, level)| (sum + weight * f64::from(level), all + weight));
        (weight > 0.0).then(|| WeightedRating { mean: sum / weight, observed: weight / 100.0 })
    }
}

/// Returns how many levels lie between the lowest and the highest rating of an area; nothing below two ratings.
pub fn spread(sheets: &[&RatingSheet], area: usize) -> Option<u8> {
    let levels: Vec<u8> = sheets.iter().filter_map(|sheet| sheet.level(area).number()).collect();
    let (low, high) = (levels.iter().min()?, levels.iter().max()?);
    (levels.len() > 1).then(|| high - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(levels: &[RatingLevel]) -> RatingSheet {
        let rating = |(area, level): (usize, &RatingLevel)| Rating { area, level: *level, evidence: String::new() };
        let ratings = levels.iter().enumerate().map(rating).collect();
        RatingSheet { rater: "a".to_owned(), candidate: "b".to_owned(), role: 0, ratings }
    }

    #[test]
    fn the_spread_is_between_the_outermost_who_observed_it() {
        use RatingLevel::{Below, Excels, Meets, NotObserved};
        let spread_of = |levels: &[RatingLevel]| {
            let sheets: Vec<RatingSheet> = levels.iter().map(|level| sheet(&[*level])).collect();
            spread(&sheets.iter().collect::<Vec<_>>(), 0)
        };
        assert_eq!(spread_of(&[Below, Excels, Meets]), Some(2));
        assert_eq!(spread_of(&[Meets, Meets]), Some(0));
        assert_eq!(spread_of(&[Meets, NotObserved]), None);
        assert_eq!(spread_of(&[]), None);
    }
}
