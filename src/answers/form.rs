//! Which items were put to a person: all, a short form, or what some roles need.

use sha2::{Digest, Sha256};

use crate::pack::{Dimension, Id, Pack, Parallel, Pole, Questionnaire};
use crate::text::hexadecimal;

/// The form that answers were given on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub kind: FormKind,
    /// Which stem of each pair was asked, where it is said.
    pub parallel: Option<Parallel>,
    /// The seed of a shuffled order of presentation; without one, the questionnaire's order.
    pub seed: Option<u64>,
}

/// A choice of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// Every item.
    Full,
    /// A balanced part: three statements toward each pole of a dimension and at least five in all, two scenarios of an
    /// area; everything where there is less.
    Short,
    /// The items of the dimensions and areas that these roles score.
    Roles(Vec<Id>),
}

/// Statements toward each pole on a short form.
const SHORT_STATEMENTS: usize = 3;
/// Statements of a dimension on a short form, even if most of them point to one pole.
const FEWEST_STATEMENTS: usize = 5;
/// Scenarios of an area on a short form.
const SHORT_SCENARIOS: usize = 2;

impl Default for Form {
    fn default() -> Self {
        Self { kind: FormKind::Full, parallel: None, seed: None }
    }
}

impl FormKind {
    /// Returns the stable name used in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
            Self::Roles(_) => "roles",
        }
    }

    /// Returns the roles asked for, if the form is theirs.
    pub fn roles(&self) -> &[Id] {
        match self {
            Self::Full | Self::Short => &[],
            Self::Roles(roles) => roles,
        }
    }

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

fn short_statements(questionnaire: &Questionnaire) -> Vec<bool> {
    let toward = |dimension: &Dimension| dimension.statements.iter().map(|statement| statement.toward).collect();
    questionnaire.dimensions.iter().flat_map(|dimension| short(toward(dimension))).collect()
}

/// The first statements toward each pole, in order of the questionnaire, and then the first of the rest up to the fewest.
fn short(toward: Vec<Pole>) -> Vec<bool> {
    let (mut low, mut high) = (0, 0);
    let mut on_form: Vec<bool> = toward
        .into_iter()
        .map(|pole| {
            let taken = match pole {
                Pole::Low => &mut low,
                Pole::High => &mut high,
            };
            *taken += 1;
            *taken <= SHORT_STATEMENTS
        })
        .collect();
    let missing = FEWEST_STATEMENTS.saturating_sub(on_form.iter().filter(|taken| **taken).count());
    for taken in on_form.iter_mut().filter(|taken| !**taken).take(missing) {
        *taken = true;
    }
    on_form
}

/// Returns the SHA-256 over the ids and wordings of all items, of a pair those of the stem that is asked, so that changed
/// wording is noticed.
pub fn items_digest(questionnaire: &Questionnaire, parallels: &[Parallel]) -> String {
    let mut hash = Sha256::new();
    let mut enter = |text: &str| {
        hash.update(text);
        hash.update([0]);
    };
    for (_, statement) in questionnaire.statements() {
        enter(statement.id.as_str());
        enter(&statement.text);
    }
    for ((_, scenario), parallel) in questionnaire.scenarios().zip(parallels) {
        let stem = scenario.stem(*parallel);
        enter(stem.id.as_str());
        enter(&stem.prompt);
        for option in &scenario.options {
            enter(option.id.as_str());
            enter(&option.text);
        }
    }
    hexadecimal(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_takes_both_poles_alike_and_at_least_five() {
        let taken = |poles: &str| -> String {
            let toward = poles.chars().map(|pole| if pole == 'h' { Pole::High } else { Pole::Low }).collect();
            short(toward).into_iter().map(|taken| if taken { 'x' } else { '-' }).collect()
        };
        assert_eq!(taken("hlhlhlhlhl"), "xxxxxx----");
        assert_eq!(taken("hhhhhlll"), "xxx--xxx");
        assert_eq!(taken("hhhhhhl"), "xxxx--x");
        assert_eq!(taken("hhhhhh"), "xxxxx-");
        assert_eq!(taken("hl"), "xx");
    }
}
