//! People who come more than once: which of their rows counts, and why.

use anyhow::{Result, bail};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::batch::pseudonyms::Pseudonyms;
use crate::batch::scribe::Occurrence;
use crate::cli::Duplicates;
use crate::commands::batch::latest::Times;
use crate::commands::batch::messages::Messages;
use crate::text::{count, excerpt, few_of};

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

/// Decides for everybody who comes more than once, and says how. With pseudonyms nobody can be recognised in what is said.
///
/// # Errors
///
/// Where that is not wanted, a time cannot be read, or somebody without an id would be taken for somebody else.
pub(super) fn decide(
    rows: Vec<Row>,
    choice: Duplicates,
    pseudonyms: Option<&Pseudonyms>,
    mut messages: Messages,
) -> Result<Vec<Decision>> {
    let people = people(rows);
    let name = |person: &str| match pseudonyms {
        Some(pseudonyms) => pseudonyms.of(person.as_bytes()),
        None => person.to_owned(),
    };
    tell_apart(&people, name, &mut messages)?;
    if choice == Duplicates::Error && !people.is_empty() {
        for (person, rows) in &people {
            let places = few_of(rows.iter().map(|row| row.place.as_str()));
            messages.say(|| format!("`{}` comes more than once: {places}", excerpt(&name(person), 60)));
        }
        messages.say_the_rest();
        bail!(
            "{} more than once, and nothing was written; choose with `--duplicates latest`, `first`, `most-complete` or `keep`",
            if people.len() == 1 { "one person comes".to_owned() } else { format!("{} people come", people.len()) },
        );
    }
    let times = Times::of(people.iter().flat_map(|(_, rows)| rows), pseudonyms.is_some());
    let decided = people.into_iter().map(|(person, rows)| decision(name(&person), rows, choice, &times));
    let decisions = decided.collect::<Result<Vec<Decision>>>()?;
    for Decision { person, kept, set_aside, .. } in &decisions {
        let others = few_of(set_aside.iter().map(String::as_str));
        messages.say(|| format!("`{}`: {kept} is scored, {others} set aside", excerpt(person, 60)));
    }
    messages.say_the_rest();
    Ok(decisions)
}

/// Sees to it that nobody's row is dropped for a name that is only its number.
fn tell_apart(people: &[(String, Vec<Row>)], name: impl Fn(&str) -> String, messages: &mut Messages) -> Result<()> {
    let mut found = 0;
    for (person, rows) in people {
        // They are no more each other than somebody with an id.
        let first = rows.iter().position(|row| !row.occurrence.is_numbered).unwrap_or(0);
        let others = rows.iter().enumerate().filter(|(index, row)| row.occurrence.is_numbered && *index != first);
        for (_, row) in others {
            let (place, other) = (&row.place, &rows[first].place);
            messages.say(|| {
                let name = excerpt(&name(person), 60);
                format!("{place}: this row has no id and would be called `{name}`, as {other} is; give it an id")
            });
            found += 1;
        }
    }
    if found == 0 {
        return Ok(());
    }
    messages.say_the_rest();
    bail!(
        "{} without an id would be taken for somebody else, and nothing was written; give everybody an id, rename one of two files with the same name, or choose `--duplicates keep`",
        count(found, "row"),
    )
}

fn decision(person: String, mut rows: Vec<Row>, choice: Duplicates, times: &Times) -> Result<Decision> {
    let kept = match choice {
        Duplicates::First | Duplicates::Error | Duplicates::Keep => 0,
        Duplicates::MostComplete => {
            let most = rows.iter().map(|row| row.occurrence.answered).max();
            rows.iter().position(|row| Some(row.occurrence.answered) == most).unwrap_or(0)
        }
        Duplicates::Latest => times.latest(&person, &rows)?,
    };
    let kept = rows.remove(kept);
    Ok(Decision {
        person,
        kept: kept.place,
        set_aside: rows.iter().map(|row| row.place.clone()).collect(),
        rows: rows.iter().map(|row| (row.input, row.occurrence.record)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Row, people};
    use crate::batch::scribe::Occurrence;

    fn row(person: &str, line: usize) -> Row {
        let person = person.to_owned();
        let occurrence = Occurrence { person, is_numbered: false, line, record: line, answered: 1, time: None };
        Row { input: 0, place: format!("a.csv:{line}"), occurrence }
    }

    #[test]
    fn who_only_shares_a_key_with_somebody_comes_once() {
        let twice = people(vec![row("ana", 2), row("ben", 3), row("ana", 4)]);
        assert_eq!(twice.iter().map(|(person, rows)| (person.as_str(), rows.len())).collect::<Vec<_>>(), [("ana", 2)]);
    }
}
