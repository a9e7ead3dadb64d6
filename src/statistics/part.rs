//! One dimension or area, over people: its score, how reliable that is, and how each item goes with the others.

use crate::pack::{Parallel, Part, Pole, Questionnaire, Scenario};
use crate::scoring::{is_enough, meets};
use crate::statistics::difference::ValueSums;
use crate::statistics::moments::{Covariances, PairSums};
use crate::statistics::recorded::{FIRST_ITEM, NOT_ASKED, is_form_b, option_byte, without_form};
use crate::statistics::{Limits, Measured, TAIL, correlation, quantile, reliability};

/// A part of the questionnaire, on one parallel form where it has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartOnForm {
    pub axis: Part,
    /// Its index among the dimensions, or among the areas.
    pub index: usize,
    pub parallel: Option<Parallel>,
}

impl PartOnForm {
    /// Says whether another one is the same part, on whatever form.
    pub fn is_same_part(&self, other: &Self) -> bool {
        (self.axis, self.index) == (other.axis, other.index)
    }
}

/// What people's answers say of a part.
#[derive(Clone, Debug)]
pub struct PartStatistics {
    pub part: PartOnForm,
    /// People with a score, as `score` gives it: who answered enough.
    pub people: usize,
    /// The mean of their scores, 0 to 100, with limits where there are two or more.
    pub mean: Option<f64>,
    pub mean_limits: Option<Limits>,
    pub deviation: Option<f64>,
    pub median: Option<f64>,
    /// How many gave the lowest answer everywhere, and the highest.
    pub floor: usize,
    pub ceiling: usize,
    pub alpha: Option<Measured>,
    /// From [`reliability::FEWEST_FOR_OMEGA`] people on.
    pub omega: Option<f64>,
    /// The standard error of measurement in points, by alpha.
    pub error: Option<f64>,
    pub items: Vec<ItemStatistics>,
}

/// What people's answers say of a statement or a scenario.
#[derive(Clone, Debug)]
pub struct ItemStatistics {
    /// Its index among the statements or scenarios of the questionnaire.
    pub index: usize,
    /// Who answered it.
    pub people: usize,
    /// The mean response on the declared scale, or the mean credit.
    pub mean: Option<f64>,
    pub deviation: Option<f64>,
    /// How it goes with the sum of the others of its part, scored toward the same pole.
    pub rest: Option<Measured>,
    /// Of a scenario.
    pub options: Vec<OptionStatistics>,
}

/// Who takes an option.
#[derive(Clone, Debug)]
pub struct OptionStatistics {
    pub credit: f64,
    pub people: usize,
    /// How well those who took it did in the other scenarios of the area, 0 to 100.
    pub rest: Option<f64>,
    /// How much better than those who took the best option, if this is a weaker one.
    pub above_the_best: Option<Measured>,
}

impl ItemStatistics {
    /// Says whether it surely goes against the others: only where even the upper limit is below 0.
    pub fn is_wrong_signed(&self) -> bool {
        self.rest.is_some_and(|rest| rest.limits.high < 0.0)
    }
}

impl OptionStatistics {
    /// Says whether people who do surely better elsewhere take this weaker option.
    pub fn draws_the_stronger(&self) -> bool {
        self.above_the_best.is_some_and(|difference| difference.limits.low > 0.0)
    }
}

/// How the bytes of a part are read.
#[derive(Clone, Debug)]
pub(super) struct PartReader {
    part: PartOnForm,
    /// The place of its first item in a row.
    first: usize,
    /// Its first item's index among the statements or scenarios.
    first_index: usize,
    items: Vec<ItemReader>,
    /// The share of its items that must be answered.
    least_share: f64,
    scale: (f64, f64),
}

/// What the answers to an item are worth.
#[derive(Clone, Debug)]
struct ItemReader {
    /// By byte: 0 to 1 toward the high pole, or the credit; not a number where there is no answer, and below everything where the
    /// other form was asked.
    values: Box<[f64; 256]>,
    lowest: f64,
    highest: f64,
    toward_high: bool,
    /// Of a scenario.
    credits: Vec<f64>,
}

const OTHER_FORM: f64 = f64::NEG_INFINITY;

impl PartReader {
    /// Returns a reader for every dimension, and for every area on every form that it has.
    pub(super) fn all(questionnaire: &Questionnaire) -> Vec<Self> {
        let mut readers = Vec::new();
        let mut first_index = 0;
        for (index, dimension) in questionnaire.dimensions.iter().enumerate() {
            let steps = questionnaire.scale.steps();
            let items =
                dimension.statements.iter().map(|statement| of_statement(steps, statement.toward == Pole::High));
            readers.push(Self {
                part: PartOnForm { axis: Part::WorkStyle, index, parallel: None },
                first: FIRST_ITEM + first_index,
                first_index,
                items: items.collect(),
                least_share: questionnaire.settings.min_answered.statements,
                scale: (f64::from(questionnaire.scale.min), f64::from(questionnaire.scale.max)),
            });
            first_index += dimension.statements.len();
        }
        let statements = first_index;
        first_index = 0;
        for (index, area) in questionnaire.areas.iter().enumerate() {
            let has_twins = area.scenarios.iter().any(|scenario| scenario.twin.is_some());
            let forms = if has_twins { Parallel::ALL.map(Some).to_vec() } else { vec![None] };
            readers.extend(forms.into_iter().map(|parallel| Self {
                part: PartOnForm { axis: Part::TechnicalJudgment, index, parallel },
                first: FIRST_ITEM + statements + first_index,
                first_index,
                items: area.scenarios.iter().map(|scenario| of_scenario(scenario, parallel)).collect(),
                least_share: questionnaire.settings.min_answered.scenarios,
                scale: (0.0, 1.0),
            }));
            first_index += area.scenarios.len();
        }
        readers
    }

    /// Returns the statistics over the rows of some people.
    pub(super) fn statistics<'r>(&self, rows: impl Iterator<Item = &'r [u8]>) -> PartStatistics {
        let mut tally = PartTally::of(self);
        rows.for_each(|row| tally.add(self, row));
        tally.statistics(self)
    }
}

fn of_statement(steps: usize, toward_high: bool) -> ItemReader {
    let mut values = Box::new([f64::NAN; 256]);
    for (value, point) in values.iter_mut().take(steps + 1).zip(0_u32..) {
        let share = f64::from(point) / steps as f64;
        *value = if toward_high { share } else { 1.0 - share };
    }
    ItemReader { values, lowest: 0.0, highest: 1.0, toward_high, credits: Vec::new() }
}

fn of_scenario(scenario: &Scenario, parallel: Option<Parallel>) -> ItemReader {
    let asked = parallel.unwrap_or_default();
    let credits: Vec<f64> = scenario.stem(asked).credits().collect();
    let mut values = Box::new([f64::NAN; 256]);
    // A scenario without a twin is asked on both forms, and recorded as on the first.
    let has_twin = scenario.twin.is_some();
    let recorded = if has_twin { asked } else { Parallel::A };
    if has_twin {
        let others = (0..=u8::MAX).filter(|byte| is_form_b(*byte) != (recorded == Parallel::B));
        others.for_each(|byte| values[usize::from(byte)] = OTHER_FORM);
    }
    for (option, credit) in credits.iter().enumerate() {
        if let Some(byte) = option_byte(option, recorded) {
            values[usize::from(byte)] = *credit;
        }
    }
    let lowest = credits.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = credits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    ItemReader { values, lowest, highest, toward_high: true, credits }
}

/// What is added up over people.
struct PartTally {
    sums: PairSums,
    scores: Vec<f64>,
    floor: usize,
    ceiling: usize,
    /// By item and option: who took it, then over those with other answers in the area how many, the sum of their scores there,
    /// and the sum of its squares.
    options: Vec<Vec<OptionSums>>,
    /// The values of the person at hand.
    values: Vec<f64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct OptionSums {
    people: usize,
    /// Scores in the other scenarios of the area.
    rest: ValueSums,
}

impl PartTally {
    fn of(reader: &PartReader) -> Self {
        Self {
            sums: PairSums::of(reader.items.len()),
            scores: Vec::new(),
            floor: 0,
            ceiling: 0,
            options: reader.items.iter().map(|item| vec![OptionSums::default(); item.credits.len()]).collect(),
            values: vec![f64::NAN; reader.items.len()],
        }
    }

    fn add(&mut self, reader: &PartReader, row: &[u8]) {
        let cells = &row[reader.first..][..reader.items.len()];
        let (mut answered, mut asked, mut sum) = (0, 0, 0.0);
        let (mut is_lowest, mut is_highest) = (true, true);
        for ((value, cell), item) in self.values.iter_mut().zip(cells).zip(&reader.items) {
            *value = item.values[usize::from(*cell)];
            if *value == OTHER_FORM {
                return;
            }
            asked += usize::from(without_form(*cell) != NOT_ASKED);
            if !value.is_nan() {
                answered += 1;
                sum += *value;
                is_lowest &= *value <= item.lowest;
                is_highest &= *value >= item.highest;
            }
        }
        if answered == 0 {
            return;
        }
        self.sums.add(&self.values);
        if is_enough(answered, asked, reader.least_share) {
            self.scores.push(100.0 * sum / answered as f64);
            self.floor += usize::from(is_lowest);
            self.ceiling += usize::from(is_highest);
        }
        self.add_options(cells, answered, sum);
    }

    fn add_options(&mut self, cells: &[u8], answered: usize, sum: f64) {
        for ((options, cell), value) in self.options.iter_mut().zip(cells).zip(&self.values) {
            let Some(option) = options.get_mut(usize::from(without_form(*cell))).filter(|_| !value.is_nan()) else {
                continue;
            };
            option.people += 1;
            if answered > 1 {
                let rest = 100.0 * (sum - value) / (answered - 1) as f64;
                option.rest.add(rest);
            }
        }
    }

    fn statistics(mut self, reader: &PartReader) -> PartStatistics {
        let covariances = self.sums.covariances();
        let alpha = covariances.as_ref().and_then(reliability::alpha);
        let has_enough = |covariances: &&Covariances| covariances.people >= reliability::FEWEST_FOR_OMEGA;
        let omega = covariances.as_ref().filter(has_enough).and_then(reliability::omega);
        let people = self.scores.len();
        let mean = (people > 0).then(|| self.scores.iter().sum::<f64>() / people as f64);
        let deviation = mean.filter(|_| people > 1).map(|mean| {
            let squares: f64 = self.scores.iter().map(|score| (score - mean).powi(2)).sum();
            (squares / (people as f64 - 1.0)).sqrt()
        });
        let mean_limits = mean.zip(deviation).map(|(mean, deviation)| {
            let margin = quantile::t(1.0 - TAIL, people as f64 - 1.0) * deviation / (people as f64).sqrt();
            Limits { low: mean - margin, high: mean + margin }
        });
        let error = alpha.zip(deviation).map(|(alpha, deviation)| deviation * (1.0 - alpha.value).max(0.0).sqrt());
        PartStatistics {
            part: reader.part,
            people,
            mean,
            mean_limits,
            deviation,
            median: median(&mut self.scores),
            floor: self.floor,
            ceiling: self.ceiling,
            alpha,
            omega,
            error,
            items: self.items(reader, covariances.as_ref()),
        }
    }

    fn items(&self, reader: &PartReader, covariances: Option<&Covariances>) -> Vec<ItemStatistics> {
        let answered = self.sums.answered();
        let item = |(index, item): (usize, &ItemReader)| {
            let (low, high) = reader.scale;
            let keyed = |value: f64| if item.toward_high { value } else { 1.0 - value };
            let place = answered.iter().position(|answered| *answered == index);
            let rest = place.zip(covariances).and_then(|(place, covariances)| {
                correlation::measured(covariances.rest_correlation(place)?, covariances.people)
            });
            ItemStatistics {
                index: reader.first_index + index,
                people: self.sums.people(index, index),
                mean: self.sums.mean(index).map(|mean| low + (high - low) * keyed(mean)),
                deviation: self.sums.covariance(index, index).map(|variance| (high - low) * variance.sqrt()),
                rest,
                options: options(&self.options[index], item),
            }
        };
        reader.items.iter().enumerate().map(item).collect()
    }
}

fn options(sums: &[OptionSums], item: &ItemReader) -> Vec<OptionStatistics> {
    let of_best = sums.iter().zip(&item.credits).filter(|(_, credit)| meets(**credit, item.highest));
    let best = of_best.fold(ValueSums::default(), |all, (sums, _)| all.with(&sums.rest));
    let option = |(sums, credit): (&OptionSums, &f64)| OptionStatistics {
        credit: *credit,
        people: sums.people,
        rest: sums.rest.mean(),
        above_the_best: if meets(*credit, item.highest) {
            None
        } else {
            sums.rest.above(&best).map(|above| above.measured)
        },
    };
    sums.iter().zip(&item.credits).map(option).collect()
}

fn median(scores: &mut [f64]) -> Option<f64> {
    if scores.is_empty() {
        return None;
    }
    let middle = scores.len() / 2;
    let is_even = scores.len().is_multiple_of(2);
    let (below, median, _) = scores.select_nth_unstable_by(middle, f64::total_cmp);
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(if is_even { f64::midpoint(lower, *median) } else { *median })
}
