//! Rows of CSV with one person each: every dimension and area by itself, apart from any role, and how the answers were given.

use crate::answers::{Answers, Order};
use crate::pack::Pack;
use crate::render::csv::cell;
use crate::render::number::hundredths;
use crate::scoring::{Assessment, Model, Range, irv, quality};

/// The columns of each dimension and area, after its id.
const OF_A_PART: [&str; 5] = ["estimate", "as_answered", "from", "to", "answered"];

/// The columns after all of them.
const OF_THE_ANSWERS: [&str; 3] = ["longest_run", "irv", "guessing_z"];

/// Returns the header line.
pub fn header(pack: &Pack) -> String {
    let questionnaire = pack.questionnaire();
    let dimensions = questionnaire.dimensions.iter().map(|part| &part.id);
    let parts = dimensions.chain(questionnaire.areas.iter().map(|part| &part.id));
    let columns = parts.flat_map(|id| OF_A_PART.map(|column| format!("{id}_{column}")));
    let ends = OF_THE_ANSWERS.map(str::to_owned);
    ["person".to_owned()].into_iter().chain(columns).chain(ends).collect::<Vec<_>>().join(",") + "\n"
}

/// Returns the row of a person: the values that `score` reports, with two decimals. What is not scored leaves its cells empty.
pub(super) fn row(pack: &Pack, model: &Model, answers: &Answers, assessment: &Assessment) -> String {
    let profile = &assessment.profile;
    let mut cells = vec![cell(&answers.person)];
    for dimension in &profile.dimensions {
        let known = dimension.estimate.as_ref();
        let (score, as_answered) = (known.map(|known| known.score), known.map(|known| known.answered_score));
        cells.extend(part(score, as_answered, known.map(|known| known.range()), dimension.answered));
    }
    for (index, area) in profile.areas.iter().enumerate() {
        cells.extend(part(
            profile.area_score(model, index),
            area.answered_score(),
            profile.area_range(model, index),
            area.answered,
        ));
    }
    let order = Order::of(pack.questionnaire(), &answers.responses, answers.form.seed);
    let quality = quality(&answers.responses, &order.statements);
    cells.extend([quality.longest_run.to_string(), number(irv(&answers.responses)), number(profile.guessing.z)]);
    cells.join(",") + "\n"
}

fn part(score: Option<f64>, as_answered: Option<f64>, range: Option<Range>, answered: usize) -> [String; 5] {
    let (from, to) = (range.map(|range| range.low), range.map(|range| range.high));
    [number(score), number(as_answered), number(from), number(to), answered.to_string()]
}

/// A small number below 0 rounds to 0, never to `-0.00`.
fn number(value: Option<f64>) -> String {
    value.map(hundredths).map(|text| if text == "-0.00" { "0.00".to_owned() } else { text }).unwrap_or_default()
}
