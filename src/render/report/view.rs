//! What a report says, as data: every number with its text, before anyone decides how it looks.

use crate::scoring::{Band, Range};

/// A value with the text that stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownNumber {
    pub value: f64,
    pub text: String,
}

/// A value, and where it lies with 90 %.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownRange {
    pub value: ShownNumber,
    pub low: ShownNumber,
    pub high: ShownNumber,
}

/// Everything about one person.
#[derive(Clone, Debug)]
pub struct PersonView {
    pub person: String,
    /// Which role fits best, or that the answers do not settle it.
    pub lede: String,
    /// Every ranked role, in order of rank.
    pub ranked: Vec<RankedRole>,
    /// Roles without a rank, each with the reason.
    pub unranked: Vec<String>,
    /// The cut-offs that decide bands, high and mid.
    pub cutoffs: [f64; 2],
    /// The roles that are shown in full.
    pub roles: Vec<RoleView>,
    /// How the person works, in words.
    pub style: String,
    /// What is missing, and how the answers were given.
    pub notices: Vec<String>,
    pub about: About,
    /// Absent where they are to be left out.
    pub answers: Option<Vec<AnsweredPart>>,
}

/// A role with its rank and scores.
#[derive(Clone, Debug)]
pub struct RankedRole {
    /// Index of the role in the pack.
    pub role: usize,
    pub id: String,
    pub rank: usize,
    pub title: String,
    pub is_contender: bool,
    /// Whether it is shown in full.
    pub is_shown: bool,
    pub overall: ShownRange,
    pub personality: ShownRange,
    pub competency: ShownRange,
    /// Names of the band and, where it is not sure enough alone, of another; each with its probability.
    pub band: String,
    pub p_best: ShownNumber,
}

/// One role's view of a person.
#[derive(Clone, Debug)]
pub struct RoleView {
    pub id: String,
    pub title: String,
    /// Absent with insufficient evidence.
    pub rank: Option<usize>,
    /// The band with its probability.
    pub band: String,
    pub summary: String,
    /// The axes with their ranges, or why they are not scored.
    pub headline: Vec<AxisView>,
    pub main_gap: String,
    pub implication: String,
    pub styles: Vec<StyleRow>,
    pub areas: Vec<AreaRow>,
    pub sums: Vec<(&'static str, ShownNumber)>,
    /// What stands out among the areas.
    pub evidence: Vec<String>,
    pub gates: Vec<GateView>,
    /// Probability that all of them are passed.
    pub all_gates: ShownNumber,
    /// Each band that has a probability, best first.
    pub bands: Vec<(Band, ShownNumber)>,
    pub sure: Vec<String>,
    pub steps: Vec<StepView>,
    /// How many steps are not shown.
    pub more_steps: usize,
    pub career: Vec<(&'static str, Vec<Neighbour>)>,
}

/// An axis in words, with its range.
#[derive(Clone, Debug)]
pub struct AxisView {
    pub name: &'static str,
    pub value: Option<ShownRange>,
    /// What is said where there is no value.
    pub missing: String,
}

/// A dimension of a role's view.
#[derive(Clone, Debug)]
pub struct StyleRow {
    pub id: String,
    pub low: String,
    pub high: String,
    pub target: Range,
    /// As the role's file says it, where it says more than the numbers.
    pub target_words: Option<String>,
    /// Absent where it is not scored.
    pub estimate: Option<ShownRange>,
    pub answered: Option<ShownNumber>,
    pub fit: Option<ShownNumber>,
    pub weight: ShownNumber,
    /// Where the answers stand to the target, in words.
    pub words: String,
}

/// An area of a role's view.
#[derive(Clone, Debug)]
pub struct AreaRow {
    pub title: String,
    pub estimate: Option<ShownRange>,
    pub answered: Option<ShownNumber>,
    pub chance: ShownNumber,
    pub need: ShownNumber,
    pub gate: Option<ShownNumber>,
    pub attainment: Option<ShownNumber>,
    pub weight: ShownNumber,
}

/// A floor under an area.
#[derive(Clone, Debug)]
pub struct GateView {
    pub title: String,
    pub level: ShownNumber,
    /// What is said of it, and how likely it is passed; absent where the area is not scored.
    pub verdict: Option<(&'static str, ShownNumber)>,
}

/// What meeting one need would change.
#[derive(Clone, Debug)]
pub struct StepView {
    pub title: String,
    pub to: ShownNumber,
    pub gain: ShownNumber,
    /// The band that would follow, in words.
    pub after: String,
    pub actions: Vec<String>,
}

/// A role beside this one, or a title that is none of the pack's.
#[derive(Clone, Debug)]
pub struct Neighbour {
    pub title: String,
    /// The person's fit, where the pack has the role.
    pub fit: Option<(String, Option<ShownRange>)>,
}

/// What the numbers rest on.
#[derive(Clone, Debug)]
pub struct About {
    pub questionnaire: String,
    pub form: String,
    pub method: &'static str,
    pub provenance: String,
    pub note: String,
    pub digest: String,
    /// What competency counts as at most where a gate is failed.
    pub gate_cap: f64,
}

/// The answers to one dimension or area.
#[derive(Clone, Debug)]
pub struct AnsweredPart {
    pub title: String,
    /// Each question with its answer, or nothing where it was not answered.
    pub answers: Vec<(String, Option<String>)>,
}
