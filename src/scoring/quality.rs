//! Response quality: patterns that say how the answers were given. Reported, never acted on. SCORING.md, section 8.

use crate::answers::Responses;
use crate::pack::Chosen;
use crate::scoring::dimension::StatementSum;

/// Patterns in one person's answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// The longest run of identical raw answers in order of presentation.
    pub longest_run: usize,
    /// Statements on the form.
    pub statements: usize,
    /// Answered statements.
    pub answered: usize,
    /// Share of the most chosen option position over the answered scenarios; absent with none answered.
    pub top_position_share: Option<f64>,
    /// Answered scenarios.
    pub scenarios: usize,
}

/// Fewer answered scenarios than this say nothing about positions.
const FEWEST_SCENARIOS: usize = 12;

impl Quality {
    /// Says whether the longest run reaches half of the statements.
    pub fn has_a_long_run(&self) -> bool {
        self.longest_run > 1 && 2 * self.longest_run >= self.statements
    }

    /// Says whether the statement answers do not vary at all.
    pub fn has_no_variability(&self) -> bool {
        self.answered > 1 && self.longest_run == self.answered
    }

    /// Says whether one option position holds 70 % of the chosen options.
    pub fn favours_a_position(&self) -> bool {
        self.scenarios >= FEWEST_SCENARIOS
            && self.top_position_share.is_some_and(|share| crate::scoring::meets(share, 0.7))
    }
}

/// Measures the patterns; `order` lists the statements as they were presented.
pub fn quality(responses: &Responses, order: &[usize]) -> Quality {
    let (most, scenarios) = most_chosen(&responses.scenarios);
    let statements = order.iter().filter_map(|index| responses.statements[*index]);
    let (longest_run, answered) = longest_run(statements);
    Quality {
        longest_run,
        statements: order.len(),
        answered,
        top_position_share: (scenarios > 0).then(|| f64::from(most) / scenarios as f64),
        scenarios,
    }
}

/// Returns how often the most chosen position was chosen, and how many scenarios are answered.
fn most_chosen(chosen: &[Option<Chosen>]) -> (u32, usize) {
    let (mut counts, mut most, mut answered) = ([0; Chosen::MOST], 0, 0);
    for option in chosen.iter().flatten() {
        let count = &mut counts[option.place()];
        *count += 1;
        most = most.max(*count);
        answered += 1;
    }
    (most, answered)
}

/// Returns the longest run of answers that are the same, and how many there are. An unanswered statement neither continues a run
/// nor ends it.
fn longest_run(answers: impl Iterator<Item = Chosen>) -> (usize, usize) {
    let (mut longest, mut run, mut last, mut answered) = (0, 0, None, 0);
    for answer in answers {
        run = if last == Some(answer) { run + 1 } else { 1 };
        last = Some(answer);
        longest = longest.max(run);
        answered += 1;
    }
    (longest, answered)
}

/// Returns the intra-individual response variability: the sample standard deviation of all answers to statements, in steps of the
/// scale; absent with fewer than two.
pub fn irv(responses: &Responses) -> Option<f64> {
    let mut sum = StatementSum::default();
    responses.statements.iter().flatten().for_each(|response| sum.add(response.place() as i64));
    (sum.answered > 1).then(|| sum.deviation())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn responses(statements: &[usize], scenarios: &[usize]) -> Responses {
        Responses {
            parallels: [].into(),
            statements: statements.iter().copied().map(Chosen::new).collect(),
            scenarios: scenarios.iter().copied().map(Chosen::new).collect(),
            statements_presented: vec![true; statements.len()],
            scenarios_presented: vec![true; scenarios.len()],
        }
    }

    #[test]
    fn a_run_follows_the_order_of_presentation() {
        let answers = responses(&[1, 4, 4, 2, 4, 5], &[]);
        assert_eq!(quality(&answers, &[0, 1, 2, 3, 4, 5]).longest_run, 2);
        let shuffled = quality(&answers, &[0, 1, 2, 4, 3, 5]);
        assert_eq!(shuffled.longest_run, 3);
        assert!(shuffled.has_a_long_run());
    }

    #[test]
    fn equal_answers_have_no_variability() {
        assert!(quality(&responses(&[3, 3, 3], &[]), &[0, 1, 2]).has_no_variability());
        assert!(!quality(&responses(&[3, 3, 1], &[]), &[0, 1, 2]).has_no_variability());
        assert!(!quality(&responses(&[3], &[]), &[0]).has_no_variability());
    }

    #[test]
    fn variability_is_the_sample_standard_deviation_of_two_answers_or_more() {
        let irv = |statements: &[usize]| irv(&responses(statements, &[]));
        assert_eq!((irv(&[1, 3, 5]), irv(&[4, 4, 4]), irv(&[3]), irv(&[])), (Some(2.0), Some(0.0), None, None));
    }

    #[test]
    fn a_favoured_position_needs_twelve_answers() {
        let few = quality(&responses(&[], &[0; 11]), &[]);
        assert_eq!((few.top_position_share, few.favours_a_position()), (Some(1.0), false));
        let mut chosen = [0; 20];
        chosen[14..].fill(1);
        assert!(quality(&responses(&[], &chosen), &[]).favours_a_position());
        chosen[13] = 2;
        assert!(!quality(&responses(&[], &chosen), &[]).favours_a_position());
    }
}
