//! The texts of the questionnaire with their places, for rules about wording.

use crate::check::{File, Spot};
use crate::pack::{Area, Id, Parallel, Questionnaire, Scenario, Stem};
use crate::route::Route;

/// A text that people read and answer.
#[derive(Clone, Copy)]
pub(super) struct ItemText<'a> {
    pub text: &'a str,
    /// The statement or scenario it belongs to.
    pub item: &'a Id,
    /// The dimension or area of the item.
    part: &'a Id,
    /// The position of the item in its part.
    index: usize,
    kind: TextKind<'a>,
}

#[derive(Clone, Copy)]
enum TextKind<'a> {
    Statement,
    Prompt(Parallel),
    Choice(&'a Id),
}

/// Returns all texts in questionnaire order, the options of a scenario after its prompt.
pub(super) fn texts(questionnaire: &Questionnaire) -> impl Iterator<Item = ItemText<'_>> {
    let statements = questionnaire.dimensions.iter().flat_map(|dimension| {
        let texts = dimension.statements.iter().enumerate();
        texts.map(|(index, statement)| ItemText {
            text: &statement.text,
            item: &statement.id,
            part: &dimension.id,
            index,
            kind: TextKind::Statement,
        })
    });
    let scenarios = scenarios(questionnaire).flat_map(|(area, index, scenario)| {
        let text = move |text, item, kind| ItemText { text, item, part: &area.id, index, kind };
        let options = scenario.options.iter();
        let options =
            options.map(move |option| text(option.text.as_str(), &scenario.first.id, TextKind::Choice(&option.id)));
        let stems = scenario.stems();
        stems.map(move |(parallel, stem)| text(&stem.prompt, &stem.id, TextKind::Prompt(parallel))).chain(options)
    });
    statements.chain(scenarios)
}

/// A stem with its scenario.
#[derive(Clone, Copy)]
pub(super) struct AskedStem<'a> {
    pub area: &'a Area,
    /// The position of the scenario in its area.
    pub index: usize,
    pub scenario: &'a Scenario,
    pub parallel: Parallel,
    pub stem: &'a Stem,
}

/// Returns all stems, those of a pair one after the other.
pub(super) fn stems(questionnaire: &Questionnaire) -> impl Iterator<Item = AskedStem<'_>> {
    scenarios(questionnaire).flat_map(|(area, index, scenario)| {
        let stems = scenario.stems();
        stems.map(move |(parallel, stem)| AskedStem { area, index, scenario, parallel, stem })
    })
}

/// Returns the stems that each parallel form asks; one form where there are no twins.
pub(super) fn forms(questionnaire: &Questionnaire) -> Vec<(Parallel, Vec<AskedStem<'_>>)> {
    let number = if questionnaire.has_twins() { 2 } else { 1 };
    let forms = Parallel::ALL.into_iter().take(number);
    let of_form = |parallel| {
        let scenarios = scenarios(questionnaire);
        let asked = scenarios.map(|(area, index, scenario)| {
            let stem = scenario.stem(parallel);
            let parallel = if scenario.twin.is_some() { parallel } else { Parallel::A };
            AskedStem { area, index, scenario, parallel, stem }
        });
        (parallel, asked.collect())
    };
    forms.map(of_form).collect()
}

/// Returns all scenarios, each with its area and its position there.
pub(super) fn scenarios(questionnaire: &Questionnaire) -> impl Iterator<Item = (&Area, usize, &Scenario)> {
    questionnaire
        .areas
        .iter()
        .flat_map(|area| area.scenarios.iter().enumerate().map(move |(index, scenario)| (area, index, scenario)))
}

impl ItemText<'_> {
    /// Whether it is an option of a scenario, not an item of its own.
    pub(super) fn is_choice(&self) -> bool {
        matches!(self.kind, TextKind::Choice(_))
    }

    /// Whether both are stems of one scenario: a pair is alike on purpose.
    pub(super) fn is_twin_of(&self, other: &Self) -> bool {
        let are_stems = matches!((self.kind, other.kind), (TextKind::Prompt(_), TextKind::Prompt(_)));
        are_stems && self.part == other.part && self.index == other.index
    }

    /// Names the text in a message.
    pub(super) fn name(&self) -> String {
        match self.kind {
            TextKind::Statement | TextKind::Prompt(_) => format!("`{}`", self.item),
            TextKind::Choice(option) => format!("option `{option}` of `{}`", self.item),
        }
    }

    /// Names the text beside another one of its scenario.
    pub(super) fn short_name(&self) -> String {
        match self.kind {
            TextKind::Statement | TextKind::Prompt(_) => self.name(),
            TextKind::Choice(option) => format!("option `{option}`"),
        }
    }

    /// Returns the place of the text.
    pub(super) fn spot(&self) -> Spot {
        match self.kind {
            TextKind::Statement => {
                let top = Route::Top;
                let axis = top.key("work_style");
                let dimension = axis.key(self.part.as_str());
                let list = dimension.key("statements");
                Spot::value(File::Questionnaire, &list.index(self.index).key("text"))
            }
            TextKind::Prompt(parallel) => in_scenario(self.part, self.index, |scenario| match parallel {
                Parallel::A => Spot::value(File::Questionnaire, &scenario.key("prompt")),
                Parallel::B => Spot::value(File::Questionnaire, &scenario.key("twin").key("prompt")),
            }),
            TextKind::Choice(option) => option_text(self.part, self.index, option),
        }
    }
}

/// Returns the place of the text of an option.
pub(super) fn option_text(area: &Id, index: usize, option: &Id) -> Spot {
    in_scenario(area, index, |scenario| {
        let options = scenario.key("options");
        let choice = options.key(option.as_str());
        Spot::value(File::Questionnaire, &choice.key("text"))
    })
}

/// Returns the place of the key that holds the credits of a stem.
pub(super) fn key(area: &Id, index: usize, parallel: Parallel) -> Spot {
    in_scenario(area, index, |scenario| match parallel {
        Parallel::A => Spot::key(File::Questionnaire, &scenario.key("options")),
        Parallel::B => Spot::key(File::Questionnaire, &scenario.key("twin").key("key")),
    })
}

/// Returns the most that blind picks earn in an area on a parallel form, 0 to 100.
pub(super) fn chance(area: &Area) -> f64 {
    area.chance(Parallel::A).max(area.chance(Parallel::B))
}

fn in_scenario(area: &Id, index: usize, spot: impl FnOnce(&Route<'_>) -> Spot) -> Spot {
    let top = Route::Top;
    let axis = top.key("competency");
    let area = axis.key(area.as_str());
    let list = area.key("scenarios");
    spot(&list.index(index))
}
