//! Answers to one questionnaire, put to another by the ids of items and options.

use std::sync::Arc;

use crate::answers::{Form, Responses};
use crate::pack::{Chosen, Item, ItemIndex, Pack, Parallel};

/// Where each answer to an older questionnaire goes in a newer one. What is gone goes nowhere; what is new stays unanswered.
#[derive(Debug)]
pub struct ItemMatch {
    /// By statement.
    statements: Vec<Option<usize>>,
    /// By scenario, for each of its stems.
    stems: Vec<[Option<(usize, Parallel)>; 2]>,
    /// By scenario and option, for the scenario that the first of its stems goes to; of the other stem the same.
    options: Vec<Vec<Option<usize>>>,
}

impl ItemMatch {
    /// Compares the ids of two packs.
    pub fn between(old: &Pack, new: &Pack) -> Self {
        let (before, after) = (old.questionnaire(), new.questionnaire());
        let items = ItemIndex::of(after);
        let statement = |id: &str| match items.get(id) {
            Some(Item::Statement(index)) => Some(index),
            Some(Item::Scenario(_) | Item::Twin(_)) | None => None,
        };
        let statements = before.statements().map(|(_, known)| statement(known.id.as_str())).collect();
        let stem = |id: &str| items.get(id).and_then(Item::stem);
        let stems: Vec<[Option<(usize, Parallel)>; 2]> = before
            .scenarios()
            .map(|(_, scenario)| {
                let twin = scenario.twin.as_ref();
                [stem(scenario.first.id.as_str()), twin.and_then(|twin| stem(twin.id.as_str()))]
            })
            .collect();
        let options = before.scenarios().zip(&stems).map(|((_, scenario), stems)| {
            let target = stems.iter().flatten().next().map(|(index, _)| items.scenario(*index));
            let place = |id| target?.options.iter().position(|option| option.id == id);
            scenario.options.iter().map(|option| place(option.id.clone())).collect()
        });
        Self { statements, options: options.collect(), stems }
    }

    /// Puts responses that were given on a form of the older questionnaire to the newer one.
    pub fn carry_over(&self, responses: &Responses, form: &Form, old: &Pack, new: &Pack) -> Responses {
        let (before, after) = (&old.questionnaire().scale, &new.questionnaire().scale);
        let mut carried = Responses::on_form(new, form);
        for (response, target) in responses.statements.iter().zip(&self.statements) {
            let (Some(response), Some(target)) = (response, target) else { continue };
            if let Some(response) = after.chosen(before.response(*response).into()) {
                carried.statements[*target] = Some(response);
                carried.statements_presented[*target] = true;
            }
        }
        for (index, chosen) in responses.scenarios.iter().enumerate() {
            let target = self.stems[index][usize::from(responses.parallels[index] == Parallel::B)];
            let (Some(chosen), Some((target, parallel))) = (chosen, target) else { continue };
            if let Some(option) = self.options[index][chosen.place()] {
                carried.scenarios[target] = Chosen::new(option);
                carried.scenarios_presented[target] = true;
                Arc::make_mut(&mut carried.parallels)[target] = parallel;
            }
        }
        carried
    }
}
