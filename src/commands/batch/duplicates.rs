//! People who come more than once: which of their rows counts, and why.

use anyhow::{Result, bail};
use schemars::JsonSchema;
use serde::Serialize;

use crate::batch::people::identity::identity;
use crate::batch::people::latest::Times;
use crate::batch::people::row::{Names, Row};
use crate::cli::Duplicates;
use crate::commands::batch::messages::Messages;
use crate::text::{count, excerpt, few_of};

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
    /// What is to be said where their ids are not the same to the letter.
    #[serde(skip)]
    spelled: &'static str,
}

/// Says that the ids of some rows of a person are not the same to the letter.
fn spelled(rows: &[Row]) -> &'static str {
    let is_same = rows.iter().all(|row| row.occurrence.person == rows[0].occurrence.person);
    if is_same { "" } else { " (in different spellings)" }
}

/// Groups rows by person, in order of their first rows; who comes once only shared a key with somebody.
fn people(rows: &mut [Row]) -> Vec<&[Row]> {
    let id = |row: &Row| identity(row.occurrence.person.as_bytes()).into_owned();
    rows.sort_by_cached_key(|row| (id(row), row.number()));
    let people = rows.chunk_by(|a, b| id(a) == id(b));
    let mut people: Vec<&[Row]> = people.filter(|rows| rows.len() > 1).collect();
    people.sort_unstable_by_key(|rows| rows[0].number());
    people
}

/// Decides for everybody who comes more than once, and says how.
///
/// # Errors
///
/// Where that is not wanted, a time cannot be read, or somebody without an id would be taken for somebody else.
pub(super) fn decide(
    mut rows: Vec<Row>,
    choice: Duplicates,
    names: &Names<'_>,
    mut messages: Messages,
) -> Result<Vec<Decision>> {
    let people = people(&mut rows);
    tell_apart(&people, names, &mut messages)?;
    if choice == Duplicates::Error && !people.is_empty() {
        for rows in &people {
            messages.say(|| {
                let places: Vec<String> = rows.iter().map(names.place).collect();
                let places = few_of(places.iter().map(String::as_str));
                format!(
                    "`{}` appears {} times{}: {places}",
                    excerpt(&names.person(rows), 60),
                    rows.len(),
                    spelled(rows)
                )
            });
        }
        messages.say_the_rest();
        bail!(
            "{} more than once; nothing written; choose with `--duplicates latest`, `first`, `most-complete` or `keep`",
            if people.len() == 1 { "1 person appears".to_owned() } else { format!("{} people appear", people.len()) },
        );
    }
    let times = Times::of(people.iter().copied().flatten(), names);
    let decided = people.into_iter().map(|rows| decision(rows, choice, names, &times));
    let decisions = decided.collect::<Result<Vec<Decision>>>()?;
    for Decision { person, kept, set_aside, spelled, .. } in &decisions {
        messages.say(|| {
            let others = few_of(set_aside.iter().map(String::as_str));
            format!("`{}`{spelled}: {kept} is scored, {others} set aside", excerpt(person, 60))
        });
    }
    messages.say_the_rest();
    Ok(decisions)
}

/// Sees to it that nobody's row is dropped for a name that is only its number.
fn tell_apart(people: &[&[Row]], names: &Names<'_>, messages: &mut Messages) -> Result<()> {
    let mut found = 0;
    for rows in people {
        // They are no more each other than somebody with an id.
        let first = rows.iter().position(|row| !row.occurrence.is_numbered).unwrap_or(0);
        let others = rows.iter().enumerate().filter(|(index, row)| row.occurrence.is_numbered && *index != first);
        for (_, row) in others {
            messages.say(|| {
                let [place, other] = [row, &rows[first]].map(names.place);
                let name = excerpt(&names.person(rows), 60);
                format!("{place}: row has no id; generated id `{name}` collides with {other}; give it an id")
            });
            found += 1;
        }
    }
    if found == 0 {
        return Ok(());
    }
    messages.say_the_rest();
    bail!(
        "{} without an id would be confused with another; nothing written; give every row an id, rename one of two files with the same name, or use `--duplicates keep`",
        count(found, "row"),
    )
}

fn decision(rows: &[Row], choice: Duplicates, names: &Names<'_>, times: &Times<'_>) -> Result<Decision> {
    let kept = match choice {
        Duplicates::First | Duplicates::Error | Duplicates::Keep => 0,
        Duplicates::MostComplete => {
            let most = rows.iter().map(|row| row.occurrence.answered).max();
            rows.iter().position(|row| Some(row.occurrence.answered) == most).unwrap_or(0)
        }
        Duplicates::Latest => times.latest(rows)?,
    };
    let others = || rows[..kept].iter().chain(&rows[kept + 1..]);
    Ok(Decision {
        person: names.person(rows),
        kept: (names.place)(&rows[kept]),
        set_aside: others().map(names.place).collect(),
        rows: others().map(Row::number).collect(),
        spelled: spelled(rows),
    })
}

#[cfg(test)]
mod tests {
    use super::{Row, people};
    use crate::batch::results::Occurrence;

    fn row(person: &str, line: usize) -> Row {
        let person = person.to_owned();
        let occurrence = Occurrence { person, is_numbered: false, line, record: line, answered: 1, time: None };
        Row { input: 0, occurrence }
    }

    #[test]
    fn who_only_shares_a_key_with_somebody_comes_once() {
        let mut rows = vec![row("zoe", 2), row("ana", 3), row("ben", 4), row("ana", 5), row("zoe", 6), row("zoe", 7)];
        let twice = people(&mut rows).into_iter();
        let twice: Vec<_> = twice.map(|rows| (rows[0].occurrence.person.as_str(), rows.len())).collect();
        assert_eq!(twice, [("zoe", 3), ("ana", 2)]);
    }
}
