//! Which row of a person is the latest. Never guesses between two orders of day and month.

use std::collections::HashMap;
use std::slice;

use anyhow::{Error, Result, anyhow};

use crate::batch::people::row::{Names, Row};
use crate::batch::people::timestamp::{DateOrder, Timestamp};
use crate::text::excerpt;

/// What is known of the times of all inputs.
pub struct Times<'n> {
    /// For each input the orders of day and month in which all times of these people can be read.
    orders: HashMap<usize, Vec<DateOrder>>,
    names: &'n Names<'n>,
}

/// What a time means in each order that is open.
type Readings = Vec<(DateOrder, Timestamp)>;

impl<'n> Times<'n> {
    pub fn of<'r>(rows: impl Iterator<Item = &'r Row>, names: &'n Names<'n>) -> Self {
        let mut times: HashMap<usize, Vec<&str>> = HashMap::new();
        for row in rows {
            times.entry(row.input).or_default().extend(row.occurrence.time.as_deref());
        }
        let orders = times.into_iter().map(|(input, times)| (input, DateOrder::all_of(&times)));
        Self { orders: orders.collect(), names }
    }

    /// Returns the row of a person with the latest time; without times the last one, as exports are written in order of
    /// arrival. Times are compared in UTC where all say how far they are from it, and otherwise by the clock, where all say the same
    /// of their zone or are a day apart.
    ///
    /// # Errors
    ///
    /// A time that cannot be read, whose zone is unlike others where that matters, or whose day and month cannot be told apart where that matters.
    pub fn latest(&self, rows: &[Row]) -> Result<usize> {
        let mut times = Vec::new();
        for row in rows {
            let Some(text) = &row.occurrence.time else { return Ok(rows.len() - 1) };
            times.push(self.read(row.input, text).map_err(|why| self.unclear(row, &why))?);
        }
        let has_offsets = times.iter().flatten().all(|(_, timestamp)| timestamp.in_utc().is_some());
        let key = |timestamp: Timestamp| timestamp.in_utc().filter(|_| has_offsets).unwrap_or(timestamp.by_clock());
        let latest = (0..rows.len()).max_by_key(|row| key(times[*row][0].1)).unwrap_or(0);
        // The clocks of two zones are never further apart than this.
        let is_near = |row: usize| times[latest][0].1.by_clock().0 - times[row][0].1.by_clock().0 < 26 * 3600;
        let zone = |row: usize| times[row][0].1.zone();
        let is_unclear = |row: &usize| !has_offsets && zone(*row) != zone(latest) && is_near(*row);
        if let Some(row) = (0..rows.len()).find(is_unclear) {
            let text = rows[row].occurrence.time.as_deref().unwrap_or_default();
            let why = format!("{} has a different time zone from other times, or none", self.quoted(text));
            return Err(self.unclear(&rows[row], &why));
        }
        // It must be the latest however day and month are read; those of one input stand in one order.
        for (other, readings) in times.iter().enumerate().filter(|(other, _)| *other != latest) {
            let is_one_input = rows[other].input == rows[latest].input;
            let is_later = |(order, timestamp): &(DateOrder, Timestamp),
                            (latest_order, latest_timestamp): &(DateOrder, Timestamp)| {
                (!is_one_input || order == latest_order) && (key(*timestamp), other) > (key(*latest_timestamp), latest)
            };
            if readings.iter().any(|reading| times[latest].iter().any(|latest| is_later(reading, latest))) {
                let row = &rows[if is_told(readings) { latest } else { other }];
                return Err(self.unclear(row, &self.not_told(row.occurrence.time.as_deref().unwrap_or_default())));
            }
        }
        Ok(latest)
    }

    /// Reads a time in the orders that its input leaves open.
    fn read(&self, input: usize, text: &str) -> Result<Readings, String> {
        let open = self.orders.get(&input).map(Vec::as_slice).unwrap_or_default();
        let mut readings: Readings =
            DateOrder::BOTH.into_iter().filter_map(|order| Some((order, Timestamp::read(text, order)?))).collect();
        match text {
            "" => return Err("no time".to_owned()),
            text if readings.is_empty() => {
                return Err(format!("{} is not a time such as 2026-01-31 14:05", self.quoted(text)));
            }
            _ => {}
        }
        if readings.len() < 2 || !is_told(&readings) {
            readings.retain(|(order, _)| open.contains(order));
        }
        if readings.is_empty() { Err(self.not_told(text)) } else { Ok(readings) }
    }

    fn not_told(&self, text: &str) -> String {
        format!("ambiguous day and month in {}", self.quoted(text))
    }

    /// With pseudonyms nothing of a cell may be shown: it could say who it was.
    fn quoted(&self, text: &str) -> String {
        if self.names.pseudonyms.is_some() { "the value".to_owned() } else { format!("`{}`", excerpt(text, 40)) }
    }

    fn unclear(&self, row: &Row, why: &str) -> Error {
        anyhow!(
            "{}: cannot compare the time of `{}`: {why}; choose `--duplicates first`, `most-complete` or `keep`",
            (self.names.place)(row),
            excerpt(&self.names.person(slice::from_ref(row)), 60),
        )
    }
}

/// Whether a time is the same however it is read.
fn is_told(readings: &Readings) -> bool {
    readings.iter().all(|(_, timestamp)| *timestamp == readings[0].1)
}
