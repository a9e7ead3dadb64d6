//! One person's scenarios beside the key: what was answered, what is best, and the authors' reasons. It reveals the key.

use crate::answers::Answers;
use crate::pack::{Area, Choice, KeyedOption, Pack, Parallel, Scenario, Stem};

/// What a person who wants to learn reads after scoring, by area.
#[derive(Debug)]
pub struct Review<'a> {
    pub person: &'a str,
    pub areas: Vec<ReviewedArea<'a>>,
}

/// The scenarios of one area, in order of the questionnaire.
#[derive(Debug)]
pub struct ReviewedArea<'a> {
    pub area: &'a Area,
    pub scenarios: Vec<ReviewedScenario<'a>>,
}

/// One scenario with the stem that was asked.
#[derive(Debug)]
pub struct ReviewedScenario<'a> {
    pub parallel: Parallel,
    pub stem: &'a Stem,
    pub reply: Reply,
    scenario: &'a Scenario,
}

/// What a person did with a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The index of the option that was chosen.
    Chosen(usize),
    Skipped,
    /// On the form, but neither answered nor skipped.
    Open,
    /// Not on the form.
    NotAsked,
}

/// One option with what it earns.
#[derive(Clone, Copy, Debug)]
pub struct ReviewedOption<'a> {
    pub choice: &'a Choice,
    pub key: &'a KeyedOption,
    pub is_chosen: bool,
    /// Whether no other option earns more.
    pub is_best: bool,
}

impl<'a> Review<'a> {
    /// Reviews the scenarios of these areas, by index; of all where there are none.
    pub fn of(pack: &'a Pack, answers: &'a Answers, areas: &[usize]) -> Self {
        let questionnaire = pack.questionnaire();
        let mut reviewed: Vec<ReviewedArea<'a>> =
            questionnaire.areas.iter().map(|area| ReviewedArea { area, scenarios: Vec::new() }).collect();
        for (index, (area, scenario)) in questionnaire.scenarios().enumerate() {
            reviewed[area].scenarios.push(ReviewedScenario::of(answers, index, scenario));
        }
        let shown = reviewed.into_iter().enumerate().filter(|(area, _)| areas.is_empty() || areas.contains(area));
        Self { person: &answers.person, areas: shown.map(|(_, area)| area).collect() }
    }

    /// Returns all scenarios, area by area.
    pub fn scenarios(&self) -> impl Iterator<Item = &ReviewedScenario<'a>> {
        self.areas.iter().flat_map(|area| &area.scenarios)
    }

    /// Returns how many stems of form `b` it reveals the key of.
    pub fn second_stems(&self) -> usize {
        let is_second = |scenario: &&ReviewedScenario<'_>| scenario.parallel == Parallel::B && scenario.is_revealed();
        self.scenarios().filter(is_second).count()
    }
}

impl<'a> ReviewedScenario<'a> {
    fn of(answers: &Answers, index: usize, scenario: &'a Scenario) -> Self {
        let responses = &answers.responses;
        let parallel = responses.parallels[index];
        let stem = scenario.stem(parallel);
        let reply = match responses.scenarios[index] {
            Some(option) => Reply::Chosen(option.place()),
            None if answers.skipped.contains(stem.id.as_str()) => Reply::Skipped,
            None if responses.scenarios_presented[index] => Reply::Open,
            None => Reply::NotAsked,
        };
        Self { parallel, stem, reply, scenario }
    }

    /// Says whether its key is shown: a scenario that may still be answered keeps it.
    pub fn is_revealed(&self) -> bool {
        match self.reply {
            Reply::Chosen(_) | Reply::Skipped => true,
            Reply::Open | Reply::NotAsked => false,
        }
    }

    /// Says whether the best option, or one of several, was chosen.
    pub fn is_best_chosen(&self) -> bool {
        self.options().any(|option| option.is_chosen && option.is_best)
    }

    /// Returns its options in their order, with what each earns; none while the key is not revealed.
    pub fn options(&self) -> impl Iterator<Item = ReviewedOption<'a>> {
        let best = self.stem.credits().fold(0.0, f64::max);
        let reply = self.reply;
        let options = self.scenario.options.iter().zip(&self.stem.key).enumerate();
        let options = options.take(if self.is_revealed() { usize::MAX } else { 0 });
        options.map(move |(index, (choice, key))| ReviewedOption {
            choice,
            key,
            is_chosen: reply == Reply::Chosen(index),
            is_best: key.credit.get() >= best,
        })
    }
}
