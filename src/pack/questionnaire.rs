//! What people are asked: dimensions with statements, areas with scenarios, the response scale, and the key.

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pack::chosen::Chosen;
use crate::pack::evidence::Evidence;
use crate::pack::id::Id;
use crate::pack::number::Credit;
use crate::pack::settings::Settings;

/// The items of a pack and how their answers are keyed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Questionnaire {
    pub id: Id,
    pub version: String,
    pub title: String,
    pub instruction: Instruction,
    pub key: KeyNote,
    pub settings: Settings,
    pub scale: Scale,
    pub dimensions: Vec<Dimension>,
    pub areas: Vec<Area>,
}

/// What a scenario asks for. Which of the two is asked changes what answers mean, so the pack says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Instruction {
    /// What should be done: measures knowledge of good judgment.
    ShouldDo,
    /// What the person would do: measures a tendency to act.
    WouldDo,
}

/// The half of the questionnaire that an item belongs to. All that a person is told about what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Part {
    #[serde(rename = "work style")]
    WorkStyle,
    #[serde(rename = "technical judgment")]
    TechnicalJudgment,
}

/// Where the credits of the scenarios come from.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KeyNote {
    pub provenance: String,
    pub note: String,
}

/// The response scale of the statements.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scale {
    pub min: i32,
    pub max: i32,
    /// One label for each response from `min` to `max`, or none.
    pub labels: Vec<String>,
}

/// One bipolar work-style scale.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dimension {
    pub id: Id,
    pub poles: Poles,
    pub about: String,
    pub statements: Vec<Statement>,
    pub evidence: Option<Evidence>,
}

/// The names of a dimension's ends; neither end is better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poles {
    pub low: String,
    pub high: String,
}

/// One end of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pole {
    Low,
    High,
}

/// A Likert item.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statement {
    pub id: Id,
    /// The pole that agreement points to.
    pub toward: Pole,
    pub text: String,
}

/// One competency, measured by scenarios.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Area {
    pub id: Id,
    pub title: String,
    pub about: String,
    pub scenarios: Vec<Scenario>,
    pub evidence: Option<Evidence>,
}

/// Answers to choose from, with one situation or a pair of them, of which one is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scenario {
    pub options: Vec<Choice>,
    /// The situation that form `a` asks.
    pub first: Stem,
    /// The one that form `b` asks, where it is another.
    pub twin: Option<Stem>,
}

/// One answer of a scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Choice {
    pub id: Id,
    pub text: String,
}

/// A situation, and what each option of its scenario earns in it. Answers name it by its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stem {
    pub id: Id,
    pub prompt: String,
    /// In order of the options.
    pub key: Vec<KeyedOption>,
}

/// What an option earns, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyedOption {
    pub credit: Credit,
    #[serde(skip)]
    pub why: String,
}

/// A parallel form: which stem of each pair is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Parallel {
    /// The first stem of each pair.
    #[default]
    A,
    /// The second stem of each pair, and the only one where there is one.
    B,
}

impl Questionnaire {
    /// The answer that means "not answered", which no option may be called.
    pub const SKIP: &'static str = "skip";

    /// Returns all statements with the index of their dimension, in order of the questionnaire.
    pub fn statements(&self) -> impl Iterator<Item = (usize, &Statement)> {
        self.dimensions
            .iter()
            .enumerate()
            .flat_map(|(index, dimension)| dimension.statements.iter().map(move |statement| (index, statement)))
    }

    /// Returns all scenarios with the index of their area, in order of the questionnaire.
    pub fn scenarios(&self) -> impl Iterator<Item = (usize, &Scenario)> {
        self.areas
            .iter()
            .enumerate()
            .flat_map(|(index, area)| area.scenarios.iter().map(move |scenario| (index, scenario)))
    }

    /// Returns for each scenario the stem that a parallel form asks; `a` where there is only one.
    pub fn parallels(&self, parallel: Parallel) -> Arc<[Parallel]> {
        let asked = |scenario: &Scenario| if scenario.twin.is_some() { parallel } else { Parallel::A };
        self.scenarios().map(|(_, scenario)| asked(scenario)).collect()
    }

    /// Says whether there is a second stem anywhere.
    pub fn has_twins(&self) -> bool {
        self.scenarios().any(|(_, scenario)| scenario.twin.is_some())
    }

    /// Returns `id@version`, as an answers file names its questionnaire.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }
}

impl Instruction {
    /// Says what is to be chosen, to go on from "choose" or "nearest to".
    pub fn what(self) -> &'static str {
        match self {
            Self::ShouldDo => "what should be done, whoever does it",
            Self::WouldDo => "what you would most likely do yourself",
        }
    }
}

impl Part {
    /// Both, in order of presentation.
    pub const ALL: [Self; 2] = [Self::WorkStyle, Self::TechnicalJudgment];
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::WorkStyle => "work style",
            Self::TechnicalJudgment => "technical judgment",
        })
    }
}

impl Scale {
    /// Returns the label of a response, if the scale has labels.
    pub fn label(&self, response: i32) -> Option<&str> {
        let index = usize::try_from(response.checked_sub(self.min)?).ok()?;
        self.labels.get(index).map(String::as_str)
    }

    /// Returns the number of steps from the lowest response to the highest.
    pub fn steps(&self) -> usize {
        self.max.abs_diff(self.min) as usize
    }

    /// Returns what was chosen with a response: the steps above the lowest one; nothing where the scale has no such response.
    pub fn chosen(&self, response: i64) -> Option<Chosen> {
        let steps =
            usize::try_from(response.checked_sub(self.min.into())?).ok().filter(|steps| *steps <= self.steps())?;
        Chosen::new(steps)
    }

    /// Returns the response that was chosen.
    pub fn response(&self, chosen: Chosen) -> i32 {
        self.min + chosen.place() as i32
    }

    /// Returns a response with its label: `3 neither`, or `3`.
    pub fn named(&self, response: i32) -> String {
        match self.label(response) {
            Some(label) => format!("{response} {label}"),
            None => response.to_string(),
        }
    }
}

impl Poles {
    /// Returns the name of one end.
    pub fn name(&self, pole: Pole) -> &str {
        match pole {
            Pole::Low => &self.low,
            Pole::High => &self.high,
        }
    }
}

impl Area {
    /// Returns what blind picks earn over all scenarios of the area on a parallel form, 0 to 100.
    pub fn chance(&self, parallel: Parallel) -> f64 {
        let means = self.scenarios.iter().map(|scenario| scenario.stem(parallel).mean_credit());
        means.sum::<f64>() / self.scenarios.len() as f64
    }
}

impl Scenario {
    /// Returns the stem that a parallel form asks.
    pub fn stem(&self, parallel: Parallel) -> &Stem {
        match (parallel, &self.twin) {
            (Parallel::B, Some(twin)) => twin,
            (Parallel::A | Parallel::B, _) => &self.first,
        }
    }

    /// Returns its one or two stems, with the form that asks each.
    pub fn stems(&self) -> impl Iterator<Item = (Parallel, &Stem)> {
        let twin = self.twin.as_ref().map(|twin| (Parallel::B, twin));
        std::iter::once((Parallel::A, &self.first)).chain(twin)
    }
}

impl Parallel {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::A, Self::B];

    /// Returns the name used in files and flags.
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }
}

impl fmt::Display for Parallel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Stem {
    /// Returns what each option earns, 0 to 1.
    pub fn credits(&self) -> impl Iterator<Item = f64> {
        self.key.iter().map(|option| option.credit.get())
    }

    /// Returns the mean credit of the options on 0 to 100: what a blind pick earns.
    pub fn mean_credit(&self) -> f64 {
        100.0 * self.credits().sum::<f64>() / self.key.len() as f64
    }

    /// Returns the index of the option with the highest credit, if no other has the same.
    pub fn single_best(&self) -> Option<usize> {
        let credit = |index: usize| self.key[index].credit;
        let best = (0..self.key.len()).max_by(|a, b| credit(*a).get().total_cmp(&credit(*b).get()))?;
        let holders = self.key.iter().filter(|option| option.credit == credit(best)).count();
        (holders == 1).then_some(best)
    }
}
