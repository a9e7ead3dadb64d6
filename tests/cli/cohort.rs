//! Seeded people for tests of `batch`: patchy, careless and unsure ones among them, as rows of a table and as answers files.

use std::fmt::Write;

use rolefit::load::files::PackLocation;
use rolefit::pack::Pack;

#[path = "../packs/mod.rs"]
mod packs;
use crate::world::{World, rolefit};
use packs::Random;

/// The columns of the pack `survey`: few items with long texts.
pub const HEADER: &str =
    "id,focus-quiet-block,focus-shared-screen,tempo-week,tempo-turns,api-rename-field,api-timeout,ops-alert";

/// A world with that pack in place of the built-in one.
pub fn survey() -> World {
    rolefit().pack("survey").env("ROLEFIT_ROLES", "survey")
}

/// A run of `batch` over one table of that pack.
pub fn over(table: &str, args: &str) -> World {
    let args = ["batch", "responses.csv"].into_iter().chain(args.split_whitespace());
    survey().file("responses.csv", table).args(args)
}

/// Reads a pack of the folder of a world.
pub fn load(world: &World, pack: &str) -> Pack {
    rolefit::load::pack::load(&PackLocation::Folder(world.path().join(pack))).unwrap()
}

/// The ids of a pack's items, statements first.
pub fn items(pack: &Pack) -> Vec<String> {
    let questionnaire = pack.questionnaire();
    let statements = questionnaire.statements().map(|(_, statement)| statement.id.to_string());
    statements.chain(questionnaire.scenarios().map(|(_, scenario)| scenario.id.to_string())).collect()
}

/// The cells of one person, in order of the items: a number, a letter, `skip` or nothing.
pub fn answers(pack: &Pack, seed: u64) -> Vec<String> {
    let questionnaire = pack.questionnaire();
    let responses = packs::random_responses(pack, seed);
    let mut random = Random(seed ^ 0xc0_4017);
    // Most leave out little, some much, and some answer by habit.
    let (missing, habit) = (random.below(3) * random.below(25), random.below(4) * random.below(40));
    let usual = random.below((questionnaire.scale.max - questionnaire.scale.min + 1) as u64) as i32;
    let picks_best = random.below(2) == 0;
    let mut cells = Vec::new();
    for response in responses.statements {
        let by_habit = random.below(100) < habit;
        let response = if by_habit { Some(questionnaire.scale.min + usual) } else { response };
        cells.push(response.unwrap().to_string());
    }
    for (option, (_, scenario)) in responses.scenarios.iter().zip(questionnaire.scenarios()) {
        let by_habit = random.below(100) < habit;
        let habitual = scenario.single_best().filter(|_| picks_best).unwrap_or(0);
        let option = if by_habit { habitual } else { option.unwrap() };
        cells.push(scenario.options[option].id.to_string());
    }
    for cell in &mut cells {
        if random.below(100) < missing {
            *cell = if random.below(2) == 0 { "skip".to_owned() } else { String::new() };
        }
    }
    cells
}

/// The id of the person with a seed.
pub fn id(seed: u64) -> String {
    format!("p{seed:04}")
}

/// A table of people, one row each under a header of ids.
pub fn table(pack: &Pack, people: u64, delimiter: char) -> String {
    let delimiter = delimiter.to_string();
    let mut table = format!("id{delimiter}{}\n", items(pack).join(&delimiter));
    for seed in 0..people {
        writeln!(table, "{}{delimiter}{}", id(seed), answers(pack, seed).join(&delimiter)).unwrap();
    }
    table
}

/// One person's answers file.
pub fn toml(pack: &Pack, seed: u64) -> String {
    let mut text = format!("[person]\nid = \"{}\"\n[answers]\n", id(seed));
    for (item, cell) in items(pack).iter().zip(answers(pack, seed)) {
        match cell.parse::<i32>() {
            Ok(number) => writeln!(text, "{item} = {number}").unwrap(),
            Err(_) if cell.is_empty() => {}
            Err(_) => writeln!(text, "{item} = \"{cell}\"").unwrap(),
        }
    }
    text
}

/// One person's answers as a line of NDJSON.
pub fn json(pack: &Pack, seed: u64) -> String {
    let answered = items(pack).into_iter().zip(answers(pack, seed)).filter(|(_, cell)| !cell.is_empty());
    let answers: serde_json::Map<String, serde_json::Value> = answered
        .map(|(item, cell)| (item, cell.parse::<i32>().map_or_else(|_| cell.as_str().into(), Into::into)))
        .collect();
    serde_json::json!({ "person": { "id": id(seed) }, "answers": answers }).to_string()
}
