//! Results as `batch` and `score` write them, read back: what each person got for each role.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use csv::StringRecord;
use encoding_rs::Encoding;

use crate::batch::people::id_hashes::id_hash;
use crate::commands::audit::json_scores;
use crate::commands::plain_table;
use crate::load::read::input_name;
use crate::pack::Part;
use crate::render::csv::unguarded;
use crate::scoring::Band;
use crate::survey::plain::PlainTable;
use crate::survey::{Problem, trim};
use crate::text::{BYTE_ORDER_MARK, excerpt, nearest};

/// What a row of one role has, and what ends the columns of each role in a row of one person.
const BAND: &str = "band";
const RANK: &str = "rank";
const OVERALL: &str = "overall";

/// The sheet of a workbook that has one row of each person, the first.
const PEOPLE: &str = "people";

/// What to do where people were scored with different packs.
pub(super) const ONE_PACK: &str = "score everybody with one pack";

/// Everybody's results.
#[derive(Debug, Default)]
pub(super) struct Scores {
    /// Ids, in order of their first appearance.
    pub roles: Vec<String>,
    pub people: Vec<ScoredPerson>,
    places: HashMap<u64, usize>,
    /// By role, where results have them in full.
    pub parts: HashMap<usize, Vec<ScoredPart>>,
}

/// A dimension or an area that a role asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScoredPart {
    pub axis: Part,
    pub id: String,
}

/// What one person got, for each role as far as it is known.
#[derive(Debug)]
pub(super) struct ScoredPerson {
    pub id_hash: u64,
    pub roles: Vec<Option<RoleScore>>,
    /// By role, the points that each part gives to its axis; not a number where it is not scored.
    points: HashMap<usize, Box<[f64]>>,
}

/// What a person got for a role.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RoleScore {
    pub band: Band,
    pub rank: Option<u32>,
    pub overall: Option<f64>,
}

impl RoleScore {
    /// Makes the score that a result says.
    ///
    /// # Errors
    ///
    /// A band that does not exist, a rank that is not a whole number from 1, and an overall fit outside of 0 to 100.
    pub(super) fn of(band: &str, rank: Option<f64>, overall: Option<f64>) -> Result<Self, Problem> {
        let is_place = |rank: f64| rank.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(&rank);
        if let Some(rank) = rank.filter(|rank| !is_place(*rank)) {
            return Err(Problem::new(format!("rank `{rank}` is not a whole number from 1")));
        }
        if let Some(overall) = overall.filter(|overall| !(0.0..=100.0).contains(overall)) {
            return Err(Problem::new(format!("overall fit `{overall}` is outside 0 to 100")));
        }
        Ok(Self { band: band_of(band)?, rank: rank.map(|rank| rank as u32), overall })
    }
}

impl Scores {
    /// Reads a file of results.
    pub(super) fn read(path: &Path, encoding: Option<&'static Encoding>) -> Result<Self> {
        let name = input_name(path);
        let bytes = plain_table::bytes(path)?;
        let text = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(&bytes).trim_ascii_start();
        let scores = if text.starts_with(b"[") || text.starts_with(b"{") {
            json_scores::read(text)
        } else {
            let table = plain_table::table(bytes, &name, encoding, |sheet, header| {
                sheet != PEOPLE && ScoreColumns::of(header).is_ok()
            })?;
            Self::of(&table)
        };
        let scores = scores.map_err(|problem| plain_table::said(&problem, &name))?;
        if scores.people.is_empty() {
            return Err(plain_table::said(&Problem::new("no results in it"), &name));
        }
        Ok(scores)
    }

    fn of(table: &PlainTable) -> Result<Self, Problem> {
        let columns = ScoreColumns::of(&table.header)?;
        let mut scores = Self::default();
        table.each(|line, row| {
            let person = unguarded(trim(&row[columns.person]));
            let at = |problem: Problem| problem.at(&format!("line {line}"));
            for places in &columns.roles {
                let role = places.role(row);
                if let Some(score) = places.score(row).map_err(at)? {
                    scores.add(&person, role, score).map_err(at)?;
                }
            }
            Ok(())
        })?;
        Ok(scores)
    }

    /// Adds what a person got for a role.
    pub(super) fn add(&mut self, person: &str, role: &str, score: RoleScore) -> Result<(), Problem> {
        if person.is_empty() || role.is_empty() {
            return Err(Problem::new("no person or no role in it"));
        }
        let hash = id_hash(person.as_bytes());
        let index = self.roles.iter().position(|other| other == role).unwrap_or_else(|| {
            self.roles.push(role.to_owned());
            self.roles.len() - 1
        });
        let place = *self.places.entry(hash).or_insert_with(|| {
            self.people.push(ScoredPerson { id_hash: hash, roles: Vec::new(), points: HashMap::new() });
            self.people.len() - 1
        });
        let roles = &mut self.people[place].roles;
        if roles.len() <= index {
            roles.resize(index + 1, None);
        }
        if roles[index].replace(score).is_some() {
            let twice = Problem::new(format!("`{}` has two results for `{role}`", excerpt(person, 60)));
            return Err(twice.help("score one row per person, as with `batch --duplicates latest`"));
        }
        Ok(())
    }

    /// Adds what the parts of a fit give to it, after the fit itself.
    pub(super) fn add_parts(
        &mut self,
        person: &str,
        role: &str,
        parts: Vec<(ScoredPart, Option<f64>)>,
    ) -> Result<(), Problem> {
        let place = self.places.get(&id_hash(person.as_bytes())).copied();
        let Some((place, role)) = place.zip(self.roles.iter().position(|other| other == role)) else { return Ok(()) };
        let (parts, points): (Vec<ScoredPart>, Vec<Option<f64>>) = parts.into_iter().unzip();
        if *self.parts.entry(role).or_insert_with(|| parts.clone()) != parts {
            let other =
                Problem::new(format!("`{}` was scored with another role `{}`", excerpt(person, 60), self.roles[role]));
            return Err(other.help(ONE_PACK));
        }
        let points = points.into_iter().map(|points| points.unwrap_or(f64::NAN)).collect();
        self.people[place].points.insert(role, points);
        Ok(())
    }

    /// Returns the places of roles in order of their ids; where some are named, only these.
    pub(super) fn chosen(&self, wanted: &[String]) -> Result<Vec<usize>> {
        let ids = || self.roles.iter().map(String::as_str);
        if let Some(unknown) = wanted.iter().find(|wanted| !self.roles.contains(wanted)) {
            let near = nearest(unknown, ids());
            let near = near.map(|near| format!("; a role with a similar id exists: `{near}`")).unwrap_or_default();
            anyhow::bail!("no results for the role `{unknown}`{near}");
        }
        let mut chosen: Vec<usize> =
            (0..self.roles.len()).filter(|role| wanted.is_empty() || wanted.contains(&self.roles[*role])).collect();
        chosen.sort_by_key(|role| &self.roles[*role]);
        Ok(chosen)
    }
}

impl ScoredPerson {
    pub(super) fn of_role(&self, role: usize) -> Option<&RoleScore> {
        self.roles.get(role)?.as_ref()
    }

    /// Returns the points that a part of a role gives to its axis, where it is scored.
    pub(super) fn points(&self, role: usize, part: usize) -> Option<f64> {
        self.points.get(&role)?.get(part).copied().filter(|points| !points.is_nan())
    }
}

/// Where a table has what.
#[derive(Debug)]
struct ScoreColumns {
    person: usize,
    /// One for rows of one role, one for each role in rows of one person.
    roles: Vec<RoleColumns>,
}

#[derive(Debug)]
struct RoleColumns {
    role: RoleName,
    band: usize,
    rank: usize,
    overall: usize,
}

#[derive(Debug)]
enum RoleName {
    Column(usize),
    Id(String),
}

impl ScoreColumns {
    fn of(header: &[String]) -> Result<Self, Problem> {
        let place = |name: &str| header.iter().position(|cell| trim(cell).eq_ignore_ascii_case(name));
        let columns = |role: RoleName, prefix: &str| {
            let of = |name: &str| place(&format!("{prefix}{name}"));
            Some(RoleColumns { role, band: of(BAND)?, rank: of(RANK)?, overall: of(OVERALL)? })
        };
        let ids = header.iter().filter_map(|cell| trim(cell).strip_suffix(BAND)?.strip_suffix('_'));
        let roles: Vec<RoleColumns> = match place("role") {
            Some(role) => columns(RoleName::Column(role), "").into_iter().collect(),
            None => ids.filter_map(|id| columns(RoleName::Id(id.to_owned()), &format!("{id}_"))).collect(),
        };
        match place("person") {
            Some(person) if !roles.is_empty() => Ok(Self { person, roles }),
            Some(_) | None => {
                let problem = Problem::new(
                    "these are no results: columns such as `person`, `role`, `rank`, `band` and `overall` are missing",
                );
                Err(problem.help("give what `rolefit batch` writes, with its header"))
            }
        }
    }
}

impl RoleColumns {
    fn role<'r>(&'r self, row: &'r StringRecord) -> &'r str {
        match &self.role {
            RoleName::Column(column) => trim(&row[*column]),
            RoleName::Id(id) => id,
        }
    }

    /// Returns what a row says of the role; nothing where its cells are empty.
    fn score(&self, row: &StringRecord) -> Result<Option<RoleScore>, Problem> {
        let [band, rank, overall] = [self.band, self.rank, self.overall].map(|column| trim(&row[column]));
        if band.is_empty() {
            return Ok(None);
        }
        let number = |cell: &str| (!cell.is_empty()).then(|| cell.replacen(',', ".", 1).parse::<f64>());
        let unread = |cell: &str| Problem::new(format!("`{}` is not a number", excerpt(cell, 40)));
        let rank = number(rank).transpose().map_err(|_| unread(rank))?;
        let overall = number(overall).transpose().map_err(|_| unread(overall))?;
        RoleScore::of(band, rank, overall).map(Some)
    }
}

/// Reads the code of a band.
pub(super) fn band_of(code: &str) -> Result<Band, Problem> {
    let codes = || Band::ALL.iter().map(|band| band.code());
    Band::ALL.into_iter().find(|band| band.code() == code).ok_or_else(|| {
        let unknown = Problem::new(format!("unknown band `{}`", excerpt(code, 40)));
        match nearest(code, codes()) {
            Some(near) => unknown.help(format!("a band with a similar code exists: `{near}`")),
            None => unknown,
        }
    })
}
