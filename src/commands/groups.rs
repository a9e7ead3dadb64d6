//! Which groups people are in: a table with a column of ids, and a column for each way of grouping.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use encoding_rs::Encoding;
use indexmap::IndexSet;

use crate::batch::people::id_hashes::id_hash;
use crate::commands::plain_table;
use crate::load::read::input_name;
use crate::output::print::show_note;
use crate::render::csv::unguarded;
use crate::survey::plain::PlainTable;
use crate::survey::{Problem, likely, trim};
use crate::text::{count, each_of, excerpt, nearest, people};

/// A column with more different values than this does not group people, and neither does one in which four of five values are different.
const MOST_GROUPS: usize = 50;

/// Headers of columns of ids, before any that sounds like one.
const ID_HEADERS: [&str; 2] = ["person", "id"];

/// People and their groups.
#[derive(Debug)]
pub(super) struct Groups {
    /// What messages call the file.
    name: String,
    pub columns: Vec<GroupColumn>,
    /// For each person, by the hash of the id, the group in each column.
    people: HashMap<u64, Vec<Option<usize>>>,
    /// Rows with groups and no id.
    without_id: usize,
}

/// A way of grouping.
#[derive(Clone, Debug)]
pub(super) struct GroupColumn {
    pub name: String,
    /// The groups, by name.
    pub groups: IndexSet<String>,
}

impl Groups {
    /// Reads a table; where columns are named, only these.
    pub(super) fn read(path: &Path, columns: &[String], encoding: Option<&'static Encoding>) -> Result<Self> {
        let name = input_name(path);
        let has_ids =
            |_: &str, header: &[String]| ID_HEADERS.iter().any(|id| header.iter().any(|cell| is_header(cell, id)));
        let table = plain_table::table(plain_table::bytes(path)?, &name, encoding, has_ids)?;
        let groups = Self::of(name, &table, columns)?;
        if groups.without_id > 0 {
            let rows = count(groups.without_id, "row");
            show_note(&format!(
                "{}: {rows} without an id in `{}`, not used",
                groups.name,
                table.header[id_column(&table.header)]
            ));
        }
        Ok(groups)
    }

    fn of(name: String, table: &PlainTable, wanted: &[String]) -> Result<Self> {
        let id = id_column(&table.header);
        let places = places(&table.header, id, wanted).with_context(|| format!("reading `{name}`"))?;
        let named = |place: &usize| GroupColumn { name: table.header[*place].clone(), groups: IndexSet::new() };
        let mut columns: Vec<GroupColumn> = places.iter().map(named).collect();
        let mut people = HashMap::new();
        let mut without_id = 0;
        let read = table.each(|line, row| {
            let person = unguarded(trim(&row[id]));
            if person.is_empty() {
                without_id += 1;
                return Ok(());
            }
            let cells = places.iter().map(|place| unguarded(trim(&row[*place])));
            let of = columns.iter_mut().zip(cells).map(|(column, cell)| column.group(&cell)).collect();
            if people.insert(id_hash(person.as_bytes()), of).is_none() {
                return Ok(());
            }
            let twice = Problem::new(format!("line {line}: `{}` appears twice", excerpt(&person, 60)));
            Err(twice.help("a person is in one group of each column"))
        });
        read.map_err(|problem| plain_table::said(&problem, &name))?;
        let has_no_groups = |(place, column): &(usize, &GroupColumn)| {
            let grouped = people.values().filter(|of: &&Vec<Option<usize>>| of[*place].is_some()).count();
            column.groups.len() > MOST_GROUPS || (grouped > 2 && 5 * column.groups.len() > 4 * grouped)
        };
        if let Some((_, column)) = columns.iter().enumerate().find(has_no_groups) {
            bail!(
                "{name}: column `{}` has {} different values, which are no groups; name the columns to use with `--column`",
                excerpt(&column.name, 40),
                column.groups.len()
            );
        }
        let mut groups = Self { name, columns, people, without_id };
        groups.sort();
        Ok(groups)
    }

    /// Puts the groups of each column in order of their names.
    fn sort(&mut self) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            let mut order: Vec<usize> = (0..column.groups.len()).collect();
            order.sort_by(|one, other| column.groups[*one].cmp(&column.groups[*other]));
            let mut places = vec![0; order.len()];
            order.iter().enumerate().for_each(|(place, group)| places[*group] = place);
            column.groups = order.iter().map(|group| column.groups[*group].clone()).collect();
            for of in self.people.values_mut() {
                of[index] = of[index].map(|group| places[group]);
            }
        }
    }

    /// Returns how many people are in the table.
    pub(super) fn len(&self) -> usize {
        self.people.len()
    }

    /// Returns the group of a person in each column; nothing for somebody who is not in the table.
    pub(super) fn of_person(&self, id_hash: u64) -> Option<&[Option<usize>]> {
        self.people.get(&id_hash).map(Vec::as_slice)
    }

    /// Returns for each column and each of its groups the places of people in a list, and says who is in none.
    pub(super) fn places(&self, hashes: impl Iterator<Item = u64>) -> Result<PeopleInGroups> {
        let mut groups: Vec<Vec<Vec<usize>>> =
            self.columns.iter().map(|column| vec![Vec::new(); column.groups.len()]).collect();
        let mut unknown = 0;
        let mut all = 0;
        for (place, hash) in hashes.enumerate() {
            all += 1;
            let Some(of) = self.people.get(&hash) else {
                unknown += 1;
                continue;
            };
            for (groups, group) in groups.iter_mut().zip(of) {
                if let Some(group) = group {
                    groups[*group].push(place);
                }
            }
        }
        if unknown == all {
            bail!("no person of the input is in `{}`; are the ids the same in both?", self.name);
        }
        let note =
            (unknown > 0).then(|| format!("{} of {all} not in `{}`, and in no group", people(unknown), self.name));
        Ok(PeopleInGroups { groups, note })
    }
}

/// People by group, as places in a list.
#[derive(Debug)]
pub(super) struct PeopleInGroups {
    /// By column and group.
    pub groups: Vec<Vec<Vec<usize>>>,
    /// Who is in none.
    pub note: Option<String>,
}

impl GroupColumn {
    /// Returns the index of a group, which may be new; nothing where the cell is empty.
    fn group(&mut self, name: &str) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
        Some(self.groups.get_index_of(name).unwrap_or_else(|| self.groups.insert_full(name.to_owned()).0))
    }
}

/// Whether a cell of a header is a name, whatever its letters.
fn is_header(cell: &str, name: &str) -> bool {
    trim(cell).eq_ignore_ascii_case(name)
}

fn id_column(header: &[String]) -> usize {
    let named = |name: &&str| header.iter().position(|cell| is_header(cell, name));
    let sounds_like = || {
        let id = likely::id_in(header.iter().map(String::as_str))?;
        header.iter().position(|cell| cell == id)
    };
    ID_HEADERS.iter().find_map(named).or_else(sounds_like).unwrap_or(0)
}

/// Finds the columns that group people.
fn places(header: &[String], id: usize, wanted: &[String]) -> Result<Vec<usize>> {
    let others = || header.iter().enumerate().filter(|(place, name)| *place != id && !name.is_empty());
    if others().next().is_none() {
        bail!("no column of groups beside the ids in `{}`", excerpt(&header[id], 40));
    }
    let only = |place: usize| {
        let name = &header[place];
        if header.iter().filter(|other| *other == name).count() > 1 {
            bail!("duplicate column `{}`; give each column a name of its own", excerpt(name, 40));
        }
        Ok(place)
    };
    if wanted.is_empty() {
        return others().map(|(place, _)| only(place)).collect();
    }
    let place = |name: &String| {
        others().find(|(_, cell)| *cell == name).map(|(place, _)| place).ok_or_else(|| {
            let names = || others().map(|(_, name)| name.as_str());
            match nearest(name, names()) {
                Some(near) => anyhow!("unknown column `{name}`; a column with a similar name exists: `{near}`"),
                None => anyhow!("unknown column `{name}`; the columns are {}", each_of(names())),
            }
        })
    };
    let places = wanted.iter().map(place).collect::<Result<IndexSet<usize>>>()?;
    places.into_iter().map(only).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::dialect::StatedDialect;

    fn groups(text: &str, wanted: &[&str]) -> Result<Groups> {
        let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
        let table =
            PlainTable::of(text.as_bytes(), StatedDialect::default()).map_err(|problem| anyhow!(problem.message))?;
        Groups::of("g.csv".to_owned(), &table, &wanted)
    }

    fn members(groups: &Groups, ids: &[&str]) -> Vec<Vec<Vec<usize>>> {
        groups.places(ids.iter().map(|id| id_hash(id.as_bytes()))).unwrap().groups
    }

    #[test]
    fn people_are_found_by_id_whatever_the_order_and_the_spelling() {
        let found = groups("gender;e-mail\nm;Ben@x.org\nf;ana@x.org\n;chi@x.org\n", &[]).unwrap();
        assert!(found.columns[0].groups.iter().eq(["f", "m"]));
        assert_eq!(members(&found, &["ana@x.org", "ben@x.org", "chi@x.org", "dan@x.org"]), [[vec![0], vec![1]]]);
    }

    #[test]
    fn what_is_no_table_of_groups_is_refused() {
        let refused = |text: &str, wanted: &[&str]| format!("{:#}", groups(text, wanted).unwrap_err());
        assert!(refused("person,g\na,f\na,m\n", &[]).starts_with("g.csv: line 3: `a` appears twice"));
        assert!(refused("person\na\n", &[]).contains("no column of groups"));
        assert!(refused("person,gender\na,f\n", &["gendre"]).contains("`gender`"));
        let many: String = (0..60).map(|index| format!("{index},{index}\n")).collect();
        assert!(refused(&format!("person,name\n{many}"), &[]).contains("60 different values"));
        let names = "person,name,team\na,Ana,x\nb,Ben,x\nc,Chi,y\nd,Dan,y\ne,Ana,y\nf,Fen,y\n";
        let said = refused(names, &[]);
        assert!(said.contains("column `name` has 5 different values, which are no groups") && !said.contains("Ana"));
        assert_eq!(groups(names, &["team", "team"]).unwrap().columns.len(), 1);
        assert!(refused("person,g,g\na,f,m\n", &[]).contains("duplicate column `g`"));
        assert!(refused("person,g,g\na,f,m\n", &["g"]).contains("duplicate column `g`"));
        let found = groups("person,g\na,f\n", &[]).unwrap();
        assert!(found.places([1].into_iter()).unwrap_err().to_string().starts_with("no person of the input"));
    }
}
