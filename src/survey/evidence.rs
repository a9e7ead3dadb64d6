//! What the first rows of a table say of its columns as a whole: answers in a column of unknown use, and numbers that are
//! counted from elsewhere. Nothing is scored from such columns until a mapping says what they are.

use std::ops::RangeInclusive;

use crate::pack::Item;
use crate::survey::cells::Catalogue;
use crate::survey::fold::{squeeze, trim};
use crate::survey::layout::{ColumnMeaning, letters};
use crate::survey::problem::Problem;
use crate::survey::recognition::Recognition;
use crate::survey::sample::Sample;
use crate::text::{count, excerpt, few_of};

/// How many columns of no known use are looked at; a table of nothing else would take minutes.
const MOST_COLUMNS: usize = 500;

/// So many numbers one above the scale are no slip.
const FEWEST_ABOVE: usize = 2;

/// Finds columns of no known use that may hold an item which has no column, and columns of items whose numbers are counted from
/// elsewhere.
pub fn doubts(sample: &Sample, recognised: &[Recognition], catalogue: &Catalogue<'_>) -> Vec<Problem> {
    let mut problems = unclaimed(sample, recognised, catalogue);
    problems.extend(shifted(sample, recognised, catalogue));
    problems
}

/// Says which words for no answer are an answer as well.
pub fn missing_in_words(catalogue: &Catalogue<'_>) -> Vec<String> {
    let in_words = |(word, item): (String, Item)| {
        let id = catalogue.id(item);
        format!(
            "`{}` is an answer of `{id}`, but the mapping lists it as missing; it is read as no answer",
            excerpt(&word, 40)
        )
    };
    catalogue.missing_answers().into_iter().map(in_words).collect()
}

/// Returns the items that no column was recognised as.
pub(super) fn missing(recognised: &[Recognition], catalogue: &Catalogue<'_>) -> Vec<Item> {
    let has = |item: Item| {
        recognised.iter().any(|it| match it {
            Recognition::One(ColumnMeaning::Item(found), _) => *found == item,
            Recognition::One(..) | Recognition::Several(_) | Recognition::Nothing => false,
        })
    };
    catalogue.items().filter(|item| !has(*item)).collect()
}

fn unclaimed(sample: &Sample, recognised: &[Recognition], catalogue: &Catalogue<'_>) -> Vec<Problem> {
    let missing = missing(recognised, catalogue);
    if missing.is_empty() {
        return Vec::new();
    }
    let header = sample.header();
    let (mut resembling, mut answered) = (Vec::new(), Vec::new());
    let unused = recognised.iter().enumerate().filter(|(_, it)| **it == Recognition::Nothing).map(|(index, _)| index);
    for index in unused.take(MOST_COLUMNS) {
        let names = header.iter().filter_map(|row| row.get(index).copied()).filter(|name| !trim(name).is_empty());
        let place = short_place(&header, index);
        if let Some(found) = names.into_iter().find_map(|name| catalogue.names.resembling(name, &missing)) {
            resembling.push(format!("{place} (`{}`)", catalogue.id(found.item)));
        } else if holds_answers(sample, index, &missing, catalogue) {
            answered.push(place);
        }
    }
    let ids: Vec<String> = missing.iter().map(|item| format!("`{}`", catalogue.id(*item))).collect();
    let without = few_of(ids.iter().map(String::as_str));
    let verb = |places: &[String], one: &str, several: &str| {
        if places.len() == 1 { one.to_owned() } else { several.to_owned() }
    };
    [
        (&resembling, format!("{} an item that has no column", verb(&resembling, "resembles", "resemble"))),
        (
            &answered,
            format!(
                "{} answers, and {without} {} no column",
                verb(&answered, "holds", "hold"),
                verb(&ids, "has", "have")
            ),
        ),
    ]
    .into_iter()
    .filter(|(places, _)| !places.is_empty())
    .map(|(places, what)| {
        let message =
            format!("{} {what}: {}", count(places.len(), "column"), few_of(places.iter().map(String::as_str)));
        Problem::new(message)
            .help("map it to an item under `[columns]` in a mapping, or list its header under `ignore`")
    })
    .collect()
}

/// Names a column by its letters and the beginning of its header.
fn short_place(header: &[Vec<&str>], index: usize) -> String {
    let mut names = header.iter().filter_map(|row| row.get(index)).map(|name| squeeze(name));
    let name = names.find(|name| !name.is_empty()).unwrap_or_default();
    format!("{} `{}`", letters(index), excerpt(&name, 40))
}

/// Whether every cell of a column is an answer of some item that has no column. A number that counts the rows is none.
fn holds_answers(sample: &Sample, index: usize, missing: &[Item], catalogue: &Catalogue<'_>) -> bool {
    let cells = sample.rows.iter().filter_map(|row| row.cells.get(index)).map(trim);
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let numbers: Vec<i64> = cells.iter().map_while(|cell| cell.parse().ok()).collect();
    let is_counter = numbers.len() == cells.len() && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if cells.is_empty() || (is_counter && cells.len() > 1) {
        return false;
    }
    // All statements share a scale.
    let statement = missing.iter().find(|item| item.is_statement());
    let scenarios = missing.iter().filter(|item| !item.is_statement());
    let is_answer = |item: Item| cells.iter().all(|cell| matches!(catalogue.read(item, cell), Ok(Some(_))));
    statement.into_iter().chain(scenarios).any(|item| is_answer(*item))
}

/// The bare numbers in a column of an item.
struct Numbers {
    index: usize,
    item: Item,
    legal: RangeInclusive<i64>,
    found: Vec<i64>,
}

impl Numbers {
    fn of(sample: &Sample, index: usize, item: Item, catalogue: &Catalogue<'_>) -> Option<Self> {
        let legal = catalogue.numbers(item)?;
        let cells = sample.rows.iter().filter_map(|row| row.cells.get(index));
        let found: Vec<i64> = cells.filter_map(|cell| catalogue.number(item, cell)).collect();
        (!found.is_empty()).then_some(Self { index, item, legal, found })
    }

    fn has(&self, number: i64) -> bool {
        self.found.contains(&number)
    }

    /// Whether they begin one below, and never reach the end.
    fn begin_below(&self) -> bool {
        let start = self.legal.start() - 1;
        self.has(start) && !self.has(*self.legal.end()) && self.found.iter().all(|number| *number >= start)
    }

    /// Whether they end one above, and never have the start.
    fn end_above(&self) -> bool {
        let end = self.legal.end() + 1;
        let is_below = self.found.iter().all(|number| *number <= end);
        self.above(1) >= FEWEST_ABOVE && !self.has(*self.legal.start()) && is_below
    }

    /// How often a number so far above the last legal one was found.
    fn above(&self, by: i64) -> usize {
        self.found.iter().filter(|number| **number == self.legal.end() + by).count()
    }

    fn is_scenario(&self) -> bool {
        !self.item.is_statement()
    }
}

fn shifted(sample: &Sample, recognised: &[Recognition], catalogue: &Catalogue<'_>) -> Vec<Problem> {
    let columns = recognised.iter().enumerate().filter_map(|(index, it)| match it {
        Recognition::One(ColumnMeaning::Item(item), _) => Numbers::of(sample, index, *item, catalogue),
        Recognition::One(..) | Recognition::Several(_) | Recognition::Nothing => None,
    });
    let (scenarios, statements): (Vec<Numbers>, Vec<Numbers>) = columns.partition(Numbers::is_scenario);
    // Positions are counted from one number on in all scenarios of a table.
    let maps_zero = catalogue.items().any(|item| !item.is_statement() && catalogue.maps_zero(item));
    let from_zero = maps_zero || scenarios.iter().any(Numbers::begin_below);
    // All statements share a scale: the next two numbers above it, several times, are those of one with more points.
    let above = |by| statements.iter().map(|numbers| numbers.above(by)).sum::<usize>();
    let is_wider = above(1) >= FEWEST_ABOVE && above(2) >= FEWEST_ABOVE;
    let is_shifted = |numbers: &&Numbers| {
        let may_be = from_zero && numbers.is_scenario() && !numbers.has(*numbers.legal.end());
        let ends_later = is_wider && !numbers.is_scenario() && (numbers.above(1) > 0 || numbers.above(2) > 0);
        numbers.begin_below() || numbers.end_above() || may_be || ends_later
    };
    let header = sample.header();
    let choices =
        catalogue.items().filter_map(|item| catalogue.numbers(item)).map(|legal| legal.end() - legal.start() + 1);
    let most_choices = choices.max().unwrap_or_default();
    [(statements, "the scale is"), (scenarios, "positions are")]
        .into_iter()
        .filter_map(|(columns, what)| {
            let doubtful: Vec<&Numbers> = columns.iter().filter(is_shifted).collect();
            let first = doubtful.first()?;
            let all = || doubtful.iter().flat_map(|numbers| &numbers.found);
            let (least, most) = (all().min()?, all().max()?);
            let places: Vec<String> = doubtful.iter().map(|numbers| short_place(&header, numbers.index)).collect();
            let ends = doubtful.iter().map(|numbers| *numbers.legal.end()).max()?;
            let codes = if least == most { format!("code {least}") } else { format!("codes {least} to {most}") };
            let message = format!(
                "{} with the {codes}, but {what} {} to {ends}: {}",
                count(doubtful.len(), "column"),
                first.legal.start(),
                few_of(places.iter().map(String::as_str))
            );
            Some(advised(Problem::new(message), *least, *first.legal.start(), most_choices))
        })
        .collect()
}

fn advised(problem: Problem, least: i64, start: i64, choices: i64) -> Problem {
    if least + 1 != start {
        return problem.help("define the codes in a mapping: `codes = [...]` for all items, `[labels]` for the scale or `[options.ID]` for a scenario");
    }
    let codes: Vec<String> = (least..least + choices).map(|code| format!("\"{code}\"")).collect();
    problem
        .help(format!("if they start at {least}, set `codes = [{}]` in a mapping", codes.join(", ")))
        .help(format!("if {least} means no answer, set `missing = [\"{least}\"]`"))
}
