//! The raw shape of a file of cases, as written: types only, nothing is checked here but their form.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::load::schema;
use crate::load::shape::NEWEST_SCHEMA;
use crate::scoring::Band;

/// Cases of a pack: people, and what the pack must say of them. Only what is named is compared.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct CasesFile {
    /// Version of this file's format.
    #[serde(default)]
    #[schemars(range(max = NEWEST_SCHEMA))]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    pub(super) schema: Option<u32>,
    /// Cases by kebab-case name.
    #[schemars(transform = schema::some_by_id)]
    pub(super) cases: IndexMap<String, CaseFile>,
}

/// People, and what must hold of them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseFile {
    /// Who they are, for the reader.
    #[serde(default)]
    #[expect(dead_code, reason = "for the reader of the file")]
    pub(super) about: String,
    /// One person's answers file, relative to this file.
    pub(super) answers: Option<String>,
    /// Simulated people in place of one person.
    pub(super) simulated: Option<SimulatedFile>,
    /// The role that is ranked first.
    pub(super) first: Option<String>,
    /// Points of the overall value between the first role and the second.
    pub(super) lead: Option<BoundsFile>,
    /// The roles that may be the best fit, in any order.
    pub(super) contenders: Option<Vec<String>>,
    /// Roles from higher to lower.
    pub(super) order: Option<Vec<String>>,
    /// What must hold of single roles, by id.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) roles: IndexMap<String, RoleExpectationFile>,
}

/// Seeded people of a kind that `simulate` knows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SimulatedFile {
    pub(super) kind: KindFile,
    /// The role that the kind is made for: with `ideal` and `at-every-need`.
    pub(super) role: Option<String>,
    /// How often the best option is chosen on purpose: with `best-option`.
    #[schemars(range(min = 0, max = 1))]
    pub(super) probability: Option<f64>,
    /// How often an answer is by chance: with `ideal`.
    #[schemars(range(min = 0, max = 1))]
    pub(super) noise: Option<f64>,
    /// How many; 1000 where nothing is said.
    #[schemars(range(min = 1, max = super::MOST_PEOPLE))]
    pub(super) people: Option<u32>,
    /// Where chance begins; 1 where nothing is said.
    pub(super) seed: Option<u64>,
}

/// A kind of simulated people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum KindFile {
    /// Every answer by chance.
    Random,
    /// Full agreement with every statement, options by chance.
    AllAgree,
    /// The middle of the scale for every statement, options by chance.
    AllMiddle,
    /// Statements by chance, the first option of every scenario.
    FirstOption,
    /// Statements by chance, the best option with a probability.
    BestOption,
    /// The middle of a role's targets and the best options of its areas, but for some noise.
    Ideal,
    /// The middle of a role's targets, and judgment exactly at its needs.
    AtEveryNeed,
    /// True scores; the best option is known with a probability of the person's own.
    Mixture,
    /// True scores; better options are likelier, areas around a level of the person's own.
    Tilt,
    /// True scores; every area by itself.
    Independent,
    /// True scores; strong in two areas, weak in all others.
    Specialists,
    /// True scores; the first half of the areas around one level, the second around another.
    Clusters,
}

/// What must hold of one role.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleExpectationFile {
    /// The band.
    #[serde(default)]
    #[schemars(with = "Band")]
    pub(super) band: Option<Band>,
    /// A band that is as near or nearer; a capability gap and a style stretch are equally near.
    #[serde(default)]
    #[schemars(with = "Band")]
    pub(super) at_least: Option<Band>,
    /// A band that is as far or farther.
    #[serde(default)]
    #[schemars(with = "Band")]
    pub(super) at_most: Option<Band>,
    /// Bands that it must not be.
    pub(super) not: Option<Vec<Band>>,
    /// The overall value; of simulated people the mean.
    pub(super) overall: Option<BoundsFile>,
    /// The personality axis; of simulated people the mean.
    pub(super) personality: Option<BoundsFile>,
    /// The competency axis; of simulated people the mean.
    pub(super) competency: Option<BoundsFile>,
    /// Shares of simulated people, 0 to 1.
    pub(super) shares: Option<SharesFile>,
}

/// The least and the most that a number may be; at least one of them.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub(super) struct BoundsFile {
    /// The least.
    pub(super) min: Option<f64>,
    /// The most.
    pub(super) max: Option<f64>,
}

/// Shares of simulated people, 0 to 1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SharesFile {
    /// For whom the role is ranked first.
    pub(super) first: Option<BoundsFile>,
    /// In this band.
    pub(super) primary_fit: Option<BoundsFile>,
    /// In this band.
    pub(super) near_primary_fit: Option<BoundsFile>,
    /// In this band.
    pub(super) potential_capability_gap: Option<BoundsFile>,
    /// In this band.
    pub(super) capable_style_stretch: Option<BoundsFile>,
    /// In this band.
    pub(super) partial_match: Option<BoundsFile>,
    /// In this band.
    pub(super) distant: Option<BoundsFile>,
    /// In this band.
    pub(super) insufficient_evidence: Option<BoundsFile>,
}
