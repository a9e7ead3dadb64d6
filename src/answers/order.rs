//! The order in which items are put to a person.
//!
//! Without a seed it is the questionnaire's. With one, the items of each dimension are shuffled and dealt out in rounds,
//! one item of every dimension a round, the dimensions in a new random order each time and never the same one twice in a
//! row while others remain; then the scenarios likewise by area. Neighbours then do not give a scale away.

use crate::answers::Responses;
use crate::pack::Questionnaire;
use crate::random::SplitMix64;

/// Items in order of presentation, by their index in the questionnaire: all statements, then all scenarios.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub statements: Vec<usize>,
    pub scenarios: Vec<usize>,
}

impl Order {
    /// Orders the items that are on a person's form.
    pub fn of(questionnaire: &Questionnaire, responses: &Responses, seed: Option<u64>) -> Self {
        let statements = by_part(questionnaire.statements().map(|(part, _)| part), &responses.statements_presented);
        let scenarios = by_part(questionnaire.scenarios().map(|(part, _)| part), &responses.scenarios_presented);
        match seed {
            None => Self { statements: statements.concat(), scenarios: scenarios.concat() },
            Some(seed) => {
                let mut random = SplitMix64::named(&format!("rolefit-order/{seed}"));
                Self { statements: deal(statements, &mut random), scenarios: deal(scenarios, &mut random) }
            }
        }
    }
}

/// Groups the presented items by the dimension or area they belong to.
fn by_part(parts: impl Iterator<Item = usize>, presented: &[bool]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for ((item, part), presented) in parts.enumerate().zip(presented) {
        groups.resize_with(groups.len().max(part + 1), Vec::new);
        if *presented {
            groups[part].push(item);
        }
    }
    groups
}

fn deal(mut groups: Vec<Vec<usize>>, random: &mut SplitMix64) -> Vec<usize> {
    for group in &mut groups {
        random.shuffle(group);
    }
    let mut dealt = Vec::new();
    let mut last = None;
    loop {
        let mut round: Vec<usize> = (0..groups.len()).filter(|part| !groups[*part].is_empty()).collect();
        random.shuffle(&mut round);
        if round.first().copied() == last && round.len() > 1 {
            let end = round.len() - 1;
            round.swap(0, end);
        }
        if round.is_empty() {
            return dealt;
        }
        last = round.last().copied();
        for part in round {
            dealt.extend(groups[part].pop());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dealing_keeps_every_item_and_keeps_neighbours_apart() {
        let groups: Vec<Vec<usize>> = (0..4).map(|part| (0..10).map(|item| part * 10 + item).collect()).collect();
        for seed in 0..50 {
            let dealt = deal(groups.clone(), &mut SplitMix64::new(seed));
            assert!(dealt.windows(2).all(|pair| pair[0] / 10 != pair[1] / 10), "{dealt:?}");
            let mut items = dealt.clone();
            items.sort_unstable();
            assert_eq!(items, (0..40).collect::<Vec<_>>());
        }
        assert_ne!(deal(groups.clone(), &mut SplitMix64::new(1)), deal(groups, &mut SplitMix64::new(2)));
    }
}
