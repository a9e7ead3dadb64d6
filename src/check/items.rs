//! The texts of the questionnaire with their places, for rules about wording.

use crate::check::{File, Spot};
use crate::pack::{Area, Id, Questionnaire, Scenario};
use crate::route::Route;

/// A text that people read and answer.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub text: &'a str,
    /// The statement or scenario it belongs to.
    pub item: &'a Id,
    /// The dimension or area of the item.
    part: &'a Id,
    /// The position of the item in its part.
    index: usize,
    kind: Kind<'a>,
}

#[derive(Clone, Copy)]
enum Kind<'a> {
    Statement,
    Prompt,
    Choice(&'a Id),
}

/// Returns all texts in questionnaire order, the options of a scenario after its prompt.
pub(super) fn texts(questionnaire: &Questionnaire) -> impl Iterator<Item = Text<'_>> {
    let statements = questionnaire.dimensions.iter().flat_map(|dimension| {
        let texts = dimension.statements.iter().enumerate();
        texts.map(|(index, statement)| Text {
            text: &statement.text,
            item: &statement.id,
            part: &dimension.id,
            index,
            kind: Kind::Statement,
        })
    });
    let scenarios = scenarios(questionnaire).flat_map(|(area, index, scenario)| {
        let text = move |text, kind| Text { text, item: &scenario.id, part: &area.id, index, kind };
        let options = scenario.options.iter().map(move |option| text(option.text.as_str(), Kind::Choice(&option.id)));
        std::iter::once(text(scenario.prompt.as_str(), Kind::Prompt)).chain(options)
    });
    statements.chain(scenarios)
}

/// Returns all scenarios, each with its area and its position there.
pub(super) fn scenarios(questionnaire: &Questionnaire) -> impl Iterator<Item = (&Area, usize, &Scenario)> {
    questionnaire
        .areas
        .iter()
        .flat_map(|area| area.scenarios.iter().enumerate().map(move |(index, scenario)| (area, index, scenario)))
}

impl Text<'_> {
    /// Whether it is an option of a scenario, not an item of its own.
    pub(super) fn is_choice(&self) -> bool {
        matches!(self.kind, Kind::Choice(_))
    }

    /// Names the text in a message.
    pub(super) fn name(&self) -> String {
        match self.kind {
            Kind::Statement | Kind::Prompt => format!("`{}`", self.item),
            Kind::Choice(option) => format!("option `{option}` of `{}`", self.item),
        }
    }

    /// Names the text beside another one of its scenario.
    pub(super) fn short_name(&self) -> String {
        match self.kind {
            Kind::Statement | Kind::Prompt => self.name(),
            Kind::Choice(option) => format!("option `{option}`"),
        }
    }

    /// Returns the place of the text.
    pub(super) fn spot(&self) -> Spot {
        match self.kind {
            Kind::Statement => {
                let top = Route::Top;
                let axis = top.key("work_style");
                let dimension = axis.key(self.part.as_str());
                let list = dimension.key("statements");
                Spot::value(File::Questionnaire, &list.index(self.index).key("text"))
            }
            Kind::Prompt => {
                in_scenario(self.part, self.index, |scenario| Spot::value(File::Questionnaire, &scenario.key("prompt")))
            }
            Kind::Choice(option) => option_text(self.part, self.index, option),
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

/// Returns the place of the `options` key of a scenario.
pub(super) fn options(area: &Id, index: usize) -> Spot {
    in_scenario(area, index, |scenario| Spot::key(File::Questionnaire, &scenario.key("options")))
}

fn in_scenario(area: &Id, index: usize, spot: impl FnOnce(&Route<'_>) -> Spot) -> Spot {
    let top = Route::Top;
    let axis = top.key("competency");
    let area = axis.key(area.as_str());
    let list = area.key("scenarios");
    spot(&list.index(index))
}
