//! Many people at once give, digit for digit, what each of them gives alone.

use std::collections::BTreeSet;

use rolefit::answers::{Answers, Form, Responses};
use rolefit::batch::standing::Standings;
use rolefit::batch::tables::{Scratch, Tables};
use rolefit::batch::tally::Tally;
use rolefit::load::files::PackLocation;
use rolefit::load::pack::load;
use rolefit::pack::Pack;
use rolefit::scoring::{Model, assess, notices};
use rolefit::survey::layout::Item;

use crate::packs::{Random, random_responses};

fn pack() -> Pack {
    load(&PackLocation::BuiltIn).expect("sound")
}

/// Makes people of many kinds: complete and patchy, varied and careless.
fn person(pack: &Pack, seed: u64) -> Responses {
    let mut responses = random_responses(pack, seed);
    let mut random = Random(seed ^ 0xfeed);
    let (missing, habit, best) = (random.below(3) * random.below(20), random.below(120), random.below(2));
    let usual = 1 + random.below(5) as i32;
    for response in &mut responses.statements {
        if random.below(100) < habit {
            *response = Some(usual);
        }
        if random.below(100) < missing {
            *response = None;
        }
    }
    for (option, (_, scenario)) in responses.scenarios.iter_mut().zip(pack.questionnaire().scenarios()) {
        if random.below(100) < habit {
            *option = if best == 1 { scenario.single_best() } else { Some(0) };
        }
        if random.below(100) < missing {
            *option = None;
        }
    }
    responses
}

fn one_by_one(pack: &Pack, model: &Model, responses: Responses) -> Standings {
    let answers = Answers {
        person: String::new(),
        form: Form::default(),
        responses,
        skipped: BTreeSet::new(),
        notices: Vec::new(),
    };
    let assessment = assess(model, &answers.responses);
    Standings::of(&assessment, &notices(pack, &answers, &assessment))
}

fn longest_run(responses: &Responses) -> usize {
    let given: Vec<i32> = responses.statements.iter().flatten().copied().collect();
    given.chunk_by(|a, b| a == b).map(<[i32]>::len).max().unwrap_or_default()
}

fn by_tables(model: &Model, tables: &Tables, responses: &Responses) -> Standings {
    let mut tally = Tally::default();
    tally.clear(tables);
    for (index, response) in responses.statements.iter().enumerate() {
        let item = Item::Statement(index);
        if let Some(response) = response {
            tally.enter(tables, item, (response - model.scale_min as i32) as usize);
        }
    }
    for (index, option) in responses.scenarios.iter().enumerate() {
        let item = Item::Scenario(index);
        if let Some(option) = option {
            tally.enter(tables, item, *option);
        }
    }
    let mut scratch = Scratch::of(model.roles.len());
    tables.standings(&tally, || longest_run(responses), &mut scratch);
    scratch.standings
}

#[test]
fn tables_give_what_scoring_one_by_one_gives() {
    let pack = pack();
    let model = Model::of(&pack);
    let everything = Responses::blank(pack.questionnaire());
    let tables = Tables::of(&model, &everything.statements_presented, &everything.scenarios_presented).unwrap();
    let mut raised = BTreeSet::new();
    let mut bands = BTreeSet::new();
    for seed in 0..4000 {
        let responses = person(&pack, seed);
        let expected = one_by_one(&pack, &model, responses.clone());
        assert_eq!(by_tables(&model, &tables, &responses), expected, "seed {seed}");
        raised.extend(expected.flags.codes().map(|code| code.to_string()));
        bands.extend(expected.roles.iter().map(|standing| standing.band));
    }
    assert_eq!((raised.len(), bands.len()), (6, 7), "the people are too much alike: {raised:?}, {bands:?}");
}

#[test]
fn tables_know_a_form_that_leaves_items_out() {
    let pack = pack();
    let model = Model::of(&pack);
    let mut presented = Responses::blank(pack.questionnaire());
    presented.statements_presented.iter_mut().step_by(3).for_each(|flag| *flag = false);
    presented.scenarios_presented.iter_mut().step_by(4).for_each(|flag| *flag = false);
    let tables = Tables::of(&model, &presented.statements_presented, &presented.scenarios_presented).unwrap();
    for seed in 0..500 {
        let mut responses = person(&pack, seed);
        let drop = |flags: &[bool]| flags.iter().map(|flag| !flag).collect::<Vec<_>>();
        for (response, is_out) in responses.statements.iter_mut().zip(drop(&presented.statements_presented)) {
            *response = response.filter(|_| !is_out);
        }
        for (option, is_out) in responses.scenarios.iter_mut().zip(drop(&presented.scenarios_presented)) {
            *option = option.filter(|_| !is_out);
        }
        responses.statements_presented.clone_from(&presented.statements_presented);
        responses.scenarios_presented.clone_from(&presented.scenarios_presented);
        let expected = one_by_one(&pack, &model, responses.clone());
        assert_eq!(by_tables(&model, &tables, &responses), expected, "seed {seed}");
    }
}
