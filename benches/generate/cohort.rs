//! A table of responses to any pack: people of several kinds, about one cell in a hundred empty. What somebody answers
//! follows from the id.

use std::io::{self, Write};

use rolefit::answers::Responses;
use rolefit::pack::Pack;
use rolefit::random::SplitMix64;
use rolefit::simulation::{Person, Population, Responder};

/// Which people, and how their rows look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cohort {
    pub people: usize,
    /// Percent of the rows that have one answer nobody can give.
    pub bad: usize,
    /// Every cell between quotes.
    pub is_quoted: bool,
}

impl Cohort {
    /// Writes a header and one row a person.
    pub fn write(self, pack: &Pack, out: &mut impl Write) -> io::Result<()> {
        let questionnaire = pack.questionnaire();
        let statements = questionnaire.statements().map(|(_, statement)| statement.id.as_str());
        let scenarios = questionnaire.scenarios().map(|(_, scenario)| scenario.first.id.as_str());
        let header: Vec<&str> = std::iter::once("id").chain(statements).chain(scenarios).collect();
        self.row(&header, out)?;
        let choices = Choices::of(pack);
        for number in 1..=self.people {
            let id = format!("p{number:07}");
            let mut random = SplitMix64::named(&id);
            let mut cells = choices.of_one(&somebody(pack, &mut random));
            for cell in &mut cells {
                if random.below(100) == 0 {
                    *cell = "";
                }
            }
            if random.below(100) < self.bad {
                let place = random.below(cells.len());
                cells[place] = "none";
            }
            cells.insert(0, &id);
            self.row(&cells, out)?;
        }
        Ok(())
    }

    fn row(self, cells: &[&str], out: &mut impl Write) -> io::Result<()> {
        let (between, around) = if self.is_quoted { ("\",\"", "\"") } else { (",", "") };
        writeln!(out, "{around}{}{around}", cells.join(between))
    }
}

/// The texts of all answers.
struct Choices<'p> {
    responses: Vec<String>,
    /// By scenario, then by option.
    options: Vec<Vec<&'p str>>,
}

impl<'p> Choices<'p> {
    fn of(pack: &'p Pack) -> Self {
        let questionnaire = pack.questionnaire();
        let scale = &questionnaire.scale;
        let options = questionnaire
            .scenarios()
            .map(|(_, scenario)| scenario.options.iter().map(|option| option.id.as_str()).collect());
        Self {
            responses: (scale.min..=scale.max).map(|response| response.to_string()).collect(),
            options: options.collect(),
        }
    }

    fn of_one(&self, responses: &Responses) -> Vec<&str> {
        let statements =
            responses.statements.iter().flatten().map(|response| self.responses[response.place()].as_str());
        let scenarios = self
            .options
            .iter()
            .zip(&responses.scenarios)
            .map(|(options, chosen)| chosen.map_or("", |option| options[option.place()]));
        statements.chain(scenarios).collect()
    }
}

/// Most people are of any style and skill, some are close to what a role asks for, and a few answer by chance.
fn somebody(pack: &Pack, random: &mut SplitMix64) -> Responses {
    let responder = match random.below(20) {
        0 => Responder::Random,
        1..=6 => Responder::Ideal { role: random.below(pack.roles().len()), noise: random.uniform() / 2.0 },
        _ => return Person::draw(pack, Population::Mixture, random).answer(pack, random),
    };
    responder.answer(pack, random)
}
