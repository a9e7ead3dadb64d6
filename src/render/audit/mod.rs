//! An audit of results by groups: as a page, as JSON and as CSV.

mod csv_rows;
mod findings;
mod json;
mod page;

pub use csv_rows::csv;
pub use json::{AuditJson, json};
pub use page::{html, page};

use crate::pack::Part;
use crate::scoring::Band;
use crate::statistics::difference::MeanDifference;
use crate::statistics::impact::{GroupImpact, Impact};
use crate::text::one_of;

/// What counts as having the outcome, for each role.
#[derive(Clone, Debug, PartialEq)]
pub enum OutcomeRule {
    /// One of these bands.
    Bands(Vec<Band>),
    /// The first place of the person's ranking.
    First,
    /// An overall fit of so many points.
    AtLeast(f64),
    /// An overall fit above the median of all people with scores.
    AboveMedian,
}

impl OutcomeRule {
    /// Says it in words.
    fn in_words(&self) -> String {
        match self {
            Self::Bands(bands) => format!("the band is {}", one_of(bands.iter().map(|band| band.code()))),
            Self::First => "the role comes first".to_owned(),
            Self::AtLeast(points) => format!("the overall fit is {points} or more"),
            Self::AboveMedian => "the overall fit is above the median of everybody".to_owned(),
        }
    }

    /// Returns the code that programs read.
    fn code(&self) -> &'static str {
        match self {
            Self::Bands(_) => "band",
            Self::First => "first",
            Self::AtLeast(_) | Self::AboveMedian => "threshold",
        }
    }
}

/// Everything that is shown.
#[derive(Clone, Debug)]
pub struct AuditSheet {
    pub outcome: OutcomeRule,
    /// Ids of roles.
    pub roles: Vec<String>,
    /// People with scores, and those of them who are in the table of groups.
    pub scored: usize,
    pub in_table: usize,
    /// People of the table of groups without scores.
    pub without_scores: usize,
    /// Groups of fewer people are hidden.
    pub min_count: usize,
    /// Whether results are given in full, with what each part gives to a fit.
    pub has_parts: bool,
    /// Each column, then each pair of columns.
    pub groupings: Vec<AuditedGrouping>,
}

/// A way of grouping: a column, or two at once.
#[derive(Clone, Debug)]
pub struct AuditedGrouping {
    /// Names of the columns.
    pub by: Vec<String>,
    pub groups: Vec<AuditedGroup>,
    /// People with scores who are in no group here.
    pub without: usize,
    /// How many comparisons the probabilities are adjusted for.
    pub comparisons: usize,
    /// For each role of the sheet.
    pub roles: Vec<AuditedRole>,
    /// What separates the groups, where results are given in full.
    pub parts: Vec<SeparatingPart>,
}

/// How far apart the parts of a fit are in a group and in the one that it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct SeparatingPart {
    /// Index of the role.
    pub role: usize,
    pub axis: Part,
    /// Id of the dimension whose target, or the area whose need it is.
    pub id: String,
    /// Indices of the group and of the one that it is compared with.
    pub group: usize,
    pub reference: usize,
    /// Difference of the means, in points of the axis, with Welch's limits.
    pub difference: MeanDifference,
    /// The probability adjusted for all comparisons of this way of grouping.
    pub adjusted: f64,
}

/// A group, by its name in each column.
#[derive(Clone, Debug)]
pub struct AuditedGroup {
    pub name: Vec<String>,
    pub state: GroupState,
}

/// Whether a group is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupState {
    Shown,
    /// It has few people or none, or others could be worked out of it.
    Hidden,
    /// Nobody with scores is in it; where groups are hidden, only if that is plain from the totals.
    Empty,
}

/// How the groups that are shown compare in one role.
#[derive(Clone, Debug)]
pub struct AuditedRole {
    /// People in a group whose outcome is not known: there is no score for the role.
    pub unscored: usize,
    /// In the order of the groups.
    pub impact: Impact,
}

impl AuditedGrouping {
    fn title(&self) -> String {
        self.by.join(" and ")
    }

    /// Returns the names of the groups in a state.
    fn names(&self, state: GroupState) -> Vec<String> {
        self.groups.iter().filter(|group| group.state == state).map(AuditedGroup::title).collect()
    }

    /// Returns the groups that are shown with how they compare in a role.
    fn compared(&self, role: usize) -> impl Iterator<Item = (&AuditedGroup, &GroupImpact)> {
        let shown = self.groups.iter().filter(|group| group.state == GroupState::Shown);
        shown.zip(&self.roles[role].impact.groups)
    }
}

impl AuditedGroup {
    fn title(&self) -> String {
        self.name.join(" / ")
    }
}

/// Prints a ratio with three decimals, as rules about it are written: `.796` is no `.80`.
fn thousandths(value: f64) -> String {
    let text = format!("{value:.3}");
    text.strip_prefix("0.").map(|digits| format!(".{digits}")).unwrap_or(text)
}

/// Prints a probability.
fn probability(value: f64) -> String {
    if value < 0.001 { "<.001".to_owned() } else { thousandths(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_and_probabilities_have_three_decimals() {
        assert_eq!([0.796, 1.0, 1.129].map(thousandths), [".796", "1.000", "1.129"]);
        assert_eq!([0.0004, 0.0014, 1.0].map(probability), ["<.001", ".001", "1.000"]);
    }
}
