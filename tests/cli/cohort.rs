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
    statements.chain(questionnaire.scenarios().map(|(_, scenario)| scenario.first.id.to_string())).collect()
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
        let response =
            if by_habit { questionnaire.scale.min + usual } else { questionnaire.scale.response(response.unwrap()) };
        cells.push(response.to_string());
    }
    for (option, (_, scenario)) in responses.scenarios.iter().zip(questionnaire.scenarios()) {
        let by_habit = random.below(100) < habit;
        let habitual = scenario.first.single_best().filter(|_| picks_best).unwrap_or(0);
        let option = if by_habit { habitual } else { option.unwrap().place() };
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
    table_in_order(pack, people, delimiter, &(0..items(pack).len()).collect::<Vec<_>>())
}

/// A table of people whose items stand in some order.
pub fn table_in_order(pack: &Pack, people: u64, delimiter: char, order: &[usize]) -> String {
    let row = |first: &str, cells: &[String]| {
        let mut row = first.to_owned();
        order.iter().for_each(|item| write!(row, "{delimiter}{}", cells[*item]).unwrap());
        row + "\n"
    };
    let people = (0..people).map(|seed| row(&id(seed), &answers(pack, seed)));
    [row("id", &items(pack))].into_iter().chain(people).collect()
}

/// The places of a pack's items in an order by chance.
pub fn shuffled(pack: &Pack, seed: u64) -> Vec<usize> {
    let mut random = Random(seed);
    let mut order: Vec<usize> = (0..items(pack).len()).collect();
    for place in (1..order.len()).rev() {
        order.swap(place, random.below(place as u64 + 1) as usize);
    }
    order
}

/// A pack of one character per answer with all that a table can be asked for: seven points, two to eight options, areas that
/// count far, and more roles than are looked at together.
pub fn broad() -> World {
    let mut questionnaire = String::from(
        "id: broad\nversion: 0.1.0\ntitle: Broad questionnaire\ninstruction: would-do\n\
         key: { provenance: author }\nscale: { min: 1, max: 7 }\nwork_style:\n",
    );
    for dimension in ["pace", "order"] {
        writeln!(questionnaire, "  {dimension}:\n    poles: {{ low: little, high: much }}\n    statements:").unwrap();
        for number in 1..=6 {
            let toward = if number % 2 == 0 { "much" } else { "little" };
            let text = format!("I think of {dimension} {number} times a day.");
            writeln!(questionnaire, "      - {{ id: {dimension}-{number}, toward: {toward}, text: \"{text}\" }}")
                .unwrap();
        }
    }
    questionnaire += "competency:\n";
    for (area, scenarios, options) in [("knots", 5, 4), ("ropes", 10, 2), ("sails", 3, 8), ("winds", 8, 3)] {
        writeln!(questionnaire, "  {area}:\n    title: {area}\n    scenarios:").unwrap();
        for number in 1..=scenarios {
            writeln!(questionnaire, "      - id: {area}-{number}\n        prompt: Case {number} of {area}.").unwrap();
            questionnaire += "        options:\n";
            for (option, letter) in ('a'..).take(options).enumerate() {
                let credit = (option * (number + 2)) % options * 100 / (options - 1);
                let credit = credit as f64 / 100.0;
                let text = format!("Way {letter} of case {number} in {area}.");
                writeln!(questionnaire, "          {letter}: {{ credit: {credit:?}, text: \"{text}\" }}").unwrap();
            }
        }
    }
    (1..=9).fold(rolefit().file("broad/questionnaire.yaml", &questionnaire), |world, role| {
        let (pace, knots) = (10 * role, 8 * role + 4);
        let target = ["strong much", "balanced", "moderate little"][role % 3];
        world.file(
            &format!("broad/role-{role}.yaml"),
            &format!(
                "id: role-{role}\ntitle: Role {role}\nwork_style:\n  pace: {{ target: {target}, weight: {pace} }}\n  \
                 order: {{ target: balanced, weight: {} }}\ncompetency:\n  knots: {{ weight: {knots}, need: 60, gate: {} }}\n  \
                 ropes: {{ weight: {}, need: 66 }}\n  sails: {{ weight: 10, need: 70 }}\n  winds: {{ weight: 10, need: {} }}\n",
                100 - pace,
                5 * role,
                80 - knots,
                55 + 4 * role,
            ),
        )
    })
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
