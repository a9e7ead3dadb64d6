//! People who come more than once: which of their rows counts, and why.

use anyhow::{Result, bail};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::batch::scribe::Occurrence;
use crate::cli::Duplicates;
use crate::commands::batch::messages::Messages;
use crate::text::{all_of, excerpt};

/// A row of a person, in one of the inputs.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub input: usize,
    /// What messages call its place.
    pub place: String,
    pub occurrence: Occurrence,
}

/// Which of a person's rows is scored.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Decision {
    /// Id, or pseudonym.
    pub person: String,
    /// The place of the row that is scored.
    pub kept: String,
    /// The places of the others.
    pub set_aside: Vec<String>,
    #[serde(skip)]
    pub rows: Vec<(usize, usize)>,
}

/// Groups rows by person, in order of their first rows; who comes once only shared a key with somebody.
fn people(rows: Vec<Row>) -> Vec<(String, Vec<Row>)> {
    let mut people: IndexMap<String, Vec<Row>> = IndexMap::new();
    for row in rows {
        people.entry(row.occurrence.person.clone()).or_default().push(row);
    }
    people.into_iter().filter(|(_, rows)| rows.len() > 1).collect()
}

/// Decides for everybody who comes more than once, and says how. `name` is how a person is shown.
///
/// # Errors
///
/// Where that is not wanted, or a time cannot be read.
pub(super) fn decide(
    rows: Vec<Row>,
    choice: Duplicates,
    name: impl Fn(&str) -> String,
    mut messages: Messages,
) -> Result<Vec<Decision>> {
    let people = people(rows);
    if choice == Duplicates::Error && !people.is_empty() {
        for (person, rows) in &people {
            let places = all_of(rows.iter().map(|row| row.place.as_str()));
            messages.say(|| format!("`{}` comes more than once: {places}", excerpt(&name(person), 60)));
        }
        messages.say_the_rest();
        bail!(
            "{} more than once, and nothing was written; choose with `--duplicates latest`, `first`, `most-complete` or `keep`",
            if people.len() == 1 { "one person comes".to_owned() } else { format!("{} people come", people.len()) },
        );
    }
    let decided = people.into_iter().map(|(person, rows)| decision(name(&person), rows, choice));
    let decisions = decided.collect::<Result<Vec<Decision>>>()?;
    for Decision { person, kept, set_aside, .. } in &decisions {
        let others = all_of(set_aside.iter().map(String::as_str));
        messages.say(|| format!("`{}`: {kept} is scored, {others} set aside", excerpt(person, 60)));
    }
    messages.say_the_rest();
    Ok(decisions)
}

fn decision(person: String, mut rows: Vec<Row>, choice: Duplicates) -> Result<Decision> {
    let kept = match choice {
        Duplicates::First | Duplicates::Error | Duplicates::Keep => 0,
        Duplicates::MostComplete => {
            let most = rows.iter().map(|row| row.occurrence.answered).max();
            rows.iter().position(|row| Some(row.occurrence.answered) == most).unwrap_or(0)
        }
        Duplicates::Latest => latest(&person, &rows)?,
    };
    let kept = rows.remove(kept);
    Ok(Decision {
        person,
        kept: kept.place,
        set_aside: rows.iter().map(|row| row.place.clone()).collect(),
        rows: rows.iter().map(|row| (row.input, row.occurrence.record)).collect(),
    })
}

/// The row with the latest time; without times the last one, as exports are written in order of arrival.
fn latest(person: &str, rows: &[Row]) -> Result<usize> {
    let mut times = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some(text) = &row.occurrence.time else { return Ok(rows.len() - 1) };
        match moment(text) {
            Some(moment) => times.push((moment, index)),
            None => {
                let given = match text.as_str() {
                    "" => "no time is given".to_owned(),
                    text => format!("`{}` is no time such as 2026-01-31 14:05", excerpt(text, 40)),
                };
                bail!(
                    "{}: cannot tell when `{}` answered: {given}; choose with `--duplicates first`, `most-complete` or `keep`",
                    row.place,
                    excerpt(person, 60),
                )
            }
        }
    }
    Ok(times.into_iter().max().map_or(0, |(_, index)| index))
}

/// Reads a time whose parts come from the largest to the smallest, as in `2026-01-31 14:05:09` or
/// `2023/06/04 1:28:19 PM GMT+5:30`. Zones are not compared: the times of one export share one. Other orders of day and
/// month cannot be told apart.
fn moment(text: &str) -> Option<[u32; 6]> {
    let (clock, afternoon) = match text.to_ascii_uppercase() {
        upper if upper.contains(" PM") => (upper, Some(true)),
        upper if upper.contains(" AM") => (upper, Some(false)),
        upper => (upper, None),
    };
    let clock = clock.split(" PM").next()?.split(" AM").next()?.replace('T', " ");
    let end = clock.find(['Z', '+']).unwrap_or(clock.len());
    let mut parts = clock[..end].split(['-', '/', ' ', ':', '.']).map(str::parse::<u32>);
    let mut moment = [0; 6];
    for (index, part) in moment.iter_mut().enumerate() {
        *part = match parts.next() {
            Some(Ok(number)) => number,
            // Seconds, or the whole clock, may be left out.
            None if index == 3 || index == 5 => break,
            Some(Err(_)) | None => return None,
        };
    }
    match afternoon {
        Some(true) if moment[3] < 12 => moment[3] += 12,
        Some(false) if moment[3] == 12 => moment[3] = 0,
        Some(_) | None => {}
    }
    let [year, month, day, hour, minute, second] = moment;
    let is_one = (1900..3000).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second < 61;
    is_one.then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::{Row, moment, people};
    use crate::batch::scribe::Occurrence;

    fn row(person: &str, line: usize) -> Row {
        let occurrence = Occurrence { person: person.to_owned(), line, record: line, answered: 1, time: None };
        Row { input: 0, place: format!("a.csv:{line}"), occurrence }
    }

    #[test]
    fn who_only_shares_a_key_with_somebody_comes_once() {
        let twice = people(vec![row("ana", 2), row("ben", 3), row("ana", 4)]);
        assert_eq!(twice.iter().map(|(person, rows)| (person.as_str(), rows.len())).collect::<Vec<_>>(), [("ana", 2)]);
    }

    #[test]
    fn times_of_survey_tools_are_told_apart() {
        assert_eq!(moment("2026-01-31 14:05:09"), Some([2026, 1, 31, 14, 5, 9]));
        assert_eq!(moment("2026-01-31T14:05:09.123Z"), Some([2026, 1, 31, 14, 5, 9]));
        assert_eq!(moment("2023/06/04 1:28:19 PM GMT+5:30"), Some([2023, 6, 4, 13, 28, 19]));
        assert_eq!(moment("2023/06/04 12:28:19 AM GMT+5:30"), Some([2023, 6, 4, 0, 28, 19]));
        assert_eq!(moment("2026-01-31"), Some([2026, 1, 31, 0, 0, 0]));
        assert_eq!(moment("2026-01-31 14:05"), Some([2026, 1, 31, 14, 5, 0]));
        for unclear in ["", "31/01/26 14:05", "1/31/2026 14:05", "yesterday", "2026-13-01", "2026-01"] {
            assert_eq!(moment(unclear), None, "{unclear}");
        }
    }
}
