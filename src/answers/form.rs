//! Which items were put to a person: all, a short form, or what some roles need.

use sha2::{Digest, Sha256};

use crate::pack::{Id, Pack, Pole, Questionnaire};

/// The form that answers were given on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub kind: FormKind,
    /// The seed of a shuffled order of presentation; without one, the questionnaire's order.
    pub seed: Option<u64>,
}

/// A choice of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// Every item.
    Full,
    /// A balanced part: three statements toward each pole of a dimension, two scenarios of an area.
    Short,
    /// The items of the dimensions and areas that these roles score.
    Roles(Vec<Id>),
}

/// Statements toward each pole on a short form.
const SHORT_STATEMENTS: usize = 3;
/// Scenarios of an area on a short form.
const SHORT_SCENARIOS: usize = 2;

impl Default for Form {
    fn default() -> Self {
        Self { kind: FormKind::Full, seed: None }
    }
}

impl FormKind {
    /// Says of each statement whether it is on the form.
    pub fn statements(&self, pack: &Pack) -> Vec<bool> {
        let questionnaire = pack.questionnaire();
        match self {
            Self::Full => questionnaire.statements().map(|_| true).collect(),
            Self::Short => short_statements(questionnaire),
            Self::Roles(roles) => {
                let is_scored = |dimension: usize| {
                    asked(pack, roles)
                        .any(|role| role.style_target(dimension).is_some_and(|target| target.weight.get() > 0.0))
                };
                questionnaire.statements().map(|(dimension, _)| is_scored(dimension)).collect()
            }
        }
    }

    /// Says of each scenario whether it is on the form.
    pub fn scenarios(&self, pack: &Pack) -> Vec<bool> {
        let questionnaire = pack.questionnaire();
        match self {
            Self::Full => questionnaire.scenarios().map(|_| true).collect(),
            Self::Short => questionnaire
                .areas
                .iter()
                .flat_map(|area| (0..area.scenarios.len()).map(|index| index < SHORT_SCENARIOS))
                .collect(),
            Self::Roles(roles) => {
                let is_needed = |area: usize| asked(pack, roles).any(|role| role.area_need(area).is_some());
                questionnaire.scenarios().map(|(area, _)| is_needed(area)).collect()
            }
        }
    }
}

fn asked<'a>(pack: &'a Pack, roles: &'a [Id]) -> impl Iterator<Item = &'a crate::pack::Role> {
    pack.roles().iter().filter(|role| roles.contains(&role.id))
}

/// The first statements toward each pole, in order of the questionnaire.
fn short_statements(questionnaire: &Questionnaire) -> Vec<bool> {
    let mut on_form = Vec::new();
    for dimension in &questionnaire.dimensions {
        let (mut low, mut high) = (0, 0);
        for statement in &dimension.statements {
            let taken = match statement.toward {
                Pole::Low => &mut low,
                Pole::High => &mut high,
            };
            *taken += 1;
            on_form.push(*taken <= SHORT_STATEMENTS);
        }
    }
    on_form
}

/// Returns the SHA-256 over the ids and wordings of all items, so that changed wording is noticed.
pub fn items_digest(questionnaire: &Questionnaire) -> String {
    let mut hash = Sha256::new();
    let mut enter = |text: &str| {
        hash.update(text);
        hash.update([0]);
    };
    for (_, statement) in questionnaire.statements() {
        enter(statement.id.as_str());
        enter(&statement.text);
    }
    for (_, scenario) in questionnaire.scenarios() {
        enter(scenario.id.as_str());
        enter(&scenario.prompt);
        for option in &scenario.options {
            enter(option.id.as_str());
            enter(&option.text);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
