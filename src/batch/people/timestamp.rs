//! Times as survey tools write them, to be compared. What is not understood to its last character is no time.

use crate::load::date::Date;

/// What comes first where the year comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    Day,
    Month,
}

impl DateOrder {
    pub const BOTH: [Self; 2] = [Self::Day, Self::Month];

    /// Returns the orders in which all of some times can be read: one value above 12 leaves only one. What cannot be read
    /// at all says nothing.
    pub fn all_of(times: &[&str]) -> Vec<Self> {
        let fits = |time: &str, order: &Self| Timestamp::read(time, *order).is_some();
        let are_times = times.iter().filter(|time| Self::BOTH.iter().any(|order| fits(time, order)));
        let are_times: Vec<&&str> = are_times.collect();
        Self::BOTH.into_iter().filter(|order| are_times.iter().all(|time| fits(time, order))).collect()
    }
}

/// A time by its clock, with its distance from UTC where it says one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// Seconds since 1970 by the clock, and nanoseconds.
    clock: (i64, u32),
    zone: Zone,
}

/// What a time says of its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    Unsaid,
    /// How far the clock is ahead of UTC, in minutes.
    Offset(i64),
    /// An abbreviation, such as `EST` or `MESZ`: what it means is not known.
    Named([u8; 4]),
}

impl Timestamp {
    /// Reads a time such as `2026-01-31 14:05:09`, `2026-01-31T14:05:09.5+02:00`, `2023/06/04 1:28:19 PM GMT+5:30`,
    /// `31.01.2026 14:05`, `1/31/26`, `Mon Sep 08 2025 13:58:23 GMT-0500 (Central Daylight Time)`, or the days of a spreadsheet. Seconds or the whole clock may be left out. The order is that of day and month where
    /// the year comes last; between dots the day is always the first.
    pub fn read(text: &str, order: DateOrder) -> Option<Self> {
        let text = text.replace(char::is_whitespace, " ");
        if let Some(serial) = of_serial(text.trim()) {
            return Some(serial);
        }
        let mut rest = without_name_of_zone(without_weekday(text.trim()));
        let days = take_named_date(&mut rest).or_else(|| take_date(&mut rest, order))?.days();
        if rest.is_empty() {
            return Some(Self { clock: (days * 86_400, 0), zone: Zone::Unsaid });
        }
        rest = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(['T', ' '])?.trim_start();
        let (seconds, nanoseconds) = take_clock(&mut rest)?;
        let zone = match rest.trim_start() {
            "" => Zone::Unsaid,
            zone => offset(zone).map(Zone::Offset).or_else(|| named(zone))?,
        };
        Some(Self { clock: (days * 86_400 + seconds, nanoseconds), zone })
    }

    /// What to compare where all times share a zone.
    pub fn by_clock(self) -> (i64, u32) {
        self.clock
    }

    /// What to compare where all times say how far they are from UTC.
    pub fn in_utc(self) -> Option<(i64, u32)> {
        match self.zone {
            Zone::Offset(offset) => Some((self.clock.0 - 60 * offset, self.clock.1)),
            Zone::Unsaid | Zone::Named(_) => None,
        }
    }

    pub fn zone(self) -> Zone {
        self.zone
    }
}

/// The days between the first of a spreadsheet and 1970.
const FIRST_SERIAL: i64 = 25_569;

/// Reads the days since the end of 1899 as spreadsheets write them, from 1954 to 2119; other numbers are none.
fn of_serial(text: &str) -> Option<Timestamp> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let days: f64 =
        text.replace(',', ".").parse().ok().filter(|days| is_number && (20_000.0..80_000.0).contains(days))?;
    let milliseconds = (days.fract() * 86_400_000.0).round() as i64;
    let seconds = (days.trunc() as i64 - FIRST_SERIAL) * 86_400 + milliseconds / 1000;
    let nanoseconds = u32::try_from(milliseconds % 1000 * 1_000_000).ok()?;
    Some(Timestamp { clock: (seconds, nanoseconds), zone: Zone::Unsaid })
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns the place of a name that a word is, or its first three letters.
fn place_of(word: &str, names: &[&str]) -> Option<usize> {
    let word = word.to_ascii_lowercase();
    names.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(&word)))
}

fn without_weekday(text: &str) -> &str {
    let (word, rest) = split_word(text);
    let is_one = place_of(word, &WEEKDAYS).is_some();
    if is_one { rest.strip_prefix(',').unwrap_or(rest).trim_start() } else { text }
}

/// Browsers put the name of the zone behind its distance from UTC.
fn without_name_of_zone(text: &str) -> &str {
    let before = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    before.filter(|(before, _)| before.contains("GMT") || before.contains("UTC")).map_or(text, |(before, _)| before)
}

fn split_word(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_alphabetic).count())
}

/// Takes `Sep 08 2025`, `September 8, 2025` or `8 Sep 2025`.
fn take_named_date(text: &mut &str) -> Option<Date> {
    let mut rest = *text;
    let month = |rest: &mut &str| {
        let (word, after) = split_word(rest);
        *rest = after;
        place_of(word, &MONTHS)
    };
    let (month, day) = if rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        let day = take_digits(&mut rest)?;
        rest = rest.strip_prefix([' ', '-'])?;
        (month(&mut rest)?, day)
    } else {
        let month = month(&mut rest)?;
        rest = rest.strip_prefix(' ')?;
        (month, take_digits(&mut rest)?)
    };
    rest = rest.strip_prefix(',').unwrap_or(rest).strip_prefix([' ', '-'])?;
    let year = take_digits(&mut rest).filter(|year| year.len() == 4)?;
    *text = rest;
    Date::of(year.parse().ok()?, u8::try_from(month + 1).ok()?, day.parse().ok()?)
}

fn take_date(text: &mut &str, order: DateOrder) -> Option<Date> {
    let first = take_digits(text)?;
    let mark = ['-', '/', '.'].into_iter().find(|mark| text.starts_with(*mark))?;
    let (second, third) = (take_part(text, mark)?, take_part(text, mark)?);
    let (year, month, day) = match (first.len(), third.len(), mark) {
        (4, ..) => (first, second, third),
        (_, 4, '.') | (_, 2, '.') => (third, second, first),
        // A short year may also come first: between hyphens, and where what comes first is no month.
        (2, 2, '/') if first > "12" && second <= "12" => return None,
        (_, 4, _) | (_, 2, '/') => match order {
            DateOrder::Day => (third, second, first),
            DateOrder::Month => (third, first, second),
        },
        _ => return None,
    };
    let century = if year.len() == 2 { 2000 } else { 0 };
    let year = century + year.parse::<u16>().ok()?;
    let is_one = (1900..3000).contains(&year);
    Date::of(year.into(), month.parse().ok()?, day.parse().ok()?).filter(|_| is_one)
}

/// Takes a clock and its half of the day: seconds since midnight, and nanoseconds.
fn take_clock(text: &mut &str) -> Option<(i64, u32)> {
    let hour: i64 = take_digits(text)?.parse().ok()?;
    let mark = if text.starts_with('.') { '.' } else { ':' };
    let minute: i64 = take_part(text, mark)?.parse().ok()?;
    let (mut second, mut nanoseconds) = (0, 0);
    if text.starts_with(mark) {
        second = take_part(text, mark)?.parse().ok()?;
        if let Some(mark) = ['.', ','].into_iter().find(|mark| text.starts_with(*mark)) {
            let fraction: String = take_part(text, mark)?.chars().chain("000000000".chars()).take(9).collect();
            nanoseconds = fraction.parse().ok()?;
        }
    }
    let hour = match take_half(text) {
        Some(Half::Morning) if hour == 12 => 0,
        Some(Half::Morning) if hour > 12 => return None,
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Morning | Half::Afternoon) | None => hour,
    };
    let is_one = hour < 24 && minute < 60 && second < 61;
    is_one.then(|| (3600 * hour + 60 * minute + second, nanoseconds))
}

/// A half of the day.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// Takes `AM`, `pm`, `p.m.` or `p. m.`, if one stands there. Words of other languages are left, and make it no time.
fn take_half(text: &mut &str) -> Option<Half> {
    let word = text.trim_start();
    let half = match word.chars().next()? {
        'a' | 'A' => Half::Morning,
        'p' | 'P' => Half::Afternoon,
        _ => return None,
    };
    let rest = word[1..].trim_start_matches(['.', ' ']).strip_prefix(['m', 'M'])?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    *text = rest;
    Some(half)
}

/// Reads `Z`, `UTC`, `GMT-5`, `+05:30` or `-0500`, in minutes ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    if ["Z", "UTC", "GMT"].contains(&zone) {
        return Some(0);
    }
    let distance = zone.strip_prefix("UTC").or_else(|| zone.strip_prefix("GMT")).unwrap_or(zone).trim_start();
    let sign = if distance.starts_with('+') { 1 } else { -1 };
    let mut rest = distance.strip_prefix(['+', '-', '\u{2212}'])?;
    let digits = take_digits(&mut rest)?;
    let (hours, minutes) = match digits.len() {
        1 | 2 if rest.is_empty() => (digits, "0"),
        1 | 2 => (digits, take_part(&mut rest, ':')?),
        4 => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (rest.is_empty() && hours < 15 && minutes < 60).then(|| sign * (60 * hours + minutes))
}

/// Reads the abbreviation of a zone, such as `EST` or `MESZ`: they end in "time" or "Zeit".
fn named(word: &str) -> Option<Zone> {
    let is_one = (3..=4).contains(&word.len())
        && word.ends_with(['T', 'Z'])
        && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut name = [0; 4];
    is_one.then(|| name[..word.len()].copy_from_slice(word.as_bytes())).map(|()| Zone::Named(name))
}

/// Takes a mark and the digits behind it.
fn take_part<'t>(text: &mut &'t str, mark: char) -> Option<&'t str> {
    *text = text.strip_prefix(mark)?;
    take_digits(text)
}

/// Takes the digits that a text begins with.
fn take_digits<'t>(text: &mut &'t str) -> Option<&'t str> {
    let (digits, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    *text = rest;
    (!digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same(text: &str, other: &str) -> bool {
        let clock = |text: &str| Timestamp::read(text, DateOrder::Day).map(Timestamp::by_clock);
        assert!(clock(other).is_some(), "{other}");
        clock(text) == clock(other)
    }

    #[test]
    fn times_of_survey_tools_are_read() {
        for (text, plain) in [
            ("2026-01-31T14:05:09Z", "2026-01-31 14:05:09"),
            ("2023/06/04 1:28:19 PM GMT+5:30", "2023-06-04 13:28:19"),
            ("2023/06/04 12:28:19 AM GMT+5:30", "2023-06-04 00:28:19"),
            ("2024/05/01 1:28:19 p. m. GMT-5", "2024-05-01 13:28:19"),
            ("2024/05/01 12:00:00 a.\u{a0}m. GMT\u{2212}5", "2024-05-01"),
            ("2024/05/01 1:28:19PM", "2024-05-01 13:28:19"),
            ("2024/05/01 1:28:19\u{202f}pm", "2024-05-01 13:28:19"),
            ("2024/05/01 1:28 p.m. EST", "2024-05-01 13:28"),
            ("2024-05-01 13:28 UTC", "2024-05-01 13:28"),
            ("2024-05-01, 13.28.19 MESZ", "2024-05-01 13:28:19"),
            ("2024-05-01 13:28:19.50 -0500", "2024-05-01 13:28:19,5"),
            ("Mon Sep 08 2025 13:58:23 GMT-0500 (Central Daylight Time)", "2025-09-08 13:58:23"),
            ("Mon, 08 Sep 2025 13:58:23 GMT", "2025-09-08 13:58:23"),
            ("September 8, 2025 1:58 PM", "2025-09-08 13:58"),
            ("8-Sep-2025", "2025-09-08"),
            ("45678", "2025-01-21"),
            ("45678.5731", "2025-01-21 13:45:15.84"),
            ("45678,5", "2025-01-21 12:00"),
        ] {
            assert!(is_same(text, plain), "{text}");
        }
        let clock = |text: &str| Timestamp::read(text, DateOrder::Month).expect("a time").by_clock();
        assert!(clock("2024-05-01 13:28:19.1") < clock("2024-05-01 13:28:19.12"));
        assert!(clock("2024-05-01 13:28:19.9") < clock("2024-05-01 13:28:20"));
    }

    #[test]
    fn the_day_comes_first_between_dots_and_as_the_order_says_elsewhere() {
        for (text, day_first, month_first) in [
            ("01.05.2024 13:28:19", "2024-05-01 13:28:19", "2024-05-01 13:28:19"),
            ("1.5.24, 13:28", "2024-05-01 13:28", "2024-05-01 13:28"),
            ("5/2/2024 13:28:19", "2024-02-05 13:28:19", "2024-05-02 13:28:19"),
            ("5/2/24 1:28:19 PM", "2024-02-05 13:28:19", "2024-05-02 13:28:19"),
            ("05-02-2024", "2024-02-05", "2024-05-02"),
            ("2024/05/02", "2024-05-02", "2024-05-02"),
        ] {
            let read = |text: &str, order| Timestamp::read(text, order).expect("a time");
            assert_eq!(read(text, DateOrder::Day), read(day_first, DateOrder::Day), "{text}");
            assert_eq!(read(text, DateOrder::Month), read(month_first, DateOrder::Month), "{text}");
        }
    }

    #[test]
    fn one_value_above_twelve_tells_the_order_of_a_file() {
        let orders = DateOrder::all_of;
        assert_eq!(orders(&["5/2/2024", "13/2/2024", "never", "2024-01-31"]), [DateOrder::Day]);
        assert_eq!(orders(&["5/2/2024", "2/13/2024 9:00"]), [DateOrder::Month]);
        assert_eq!(orders(&["5/2/2024", "31.01.2024"]), [DateOrder::Day, DateOrder::Month]);
        assert_eq!(orders(&["13/2/2024", "2/13/2024"]), []);
    }

    #[test]
    fn times_with_an_offset_are_compared_in_utc() {
        let utc = |text: &str| Timestamp::read(text, DateOrder::Month).expect("a time").in_utc();
        assert_eq!(utc("2024-05-01T13:28:19-05:00"), utc("2024-05-01 18:28:19 Z"));
        assert_eq!(utc("2024/05/01 1:28:19 AM GMT+5:30"), utc("2024-04-30T19:58:19+0000"));
        assert_eq!(utc("2024-05-01 13:28 UTC +2"), utc("2024-05-01 11:28 GMT"));
        for unknown in ["2024-05-01 13:28", "2024-05-01 13:28 EST", "2024-05-01"] {
            assert_eq!(utc(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn what_is_not_understood_to_its_end_is_no_time() {
        for unclear in [
            "",
            "yesterday",
            "Mon",
            "Mon Sep 2025",
            "Foo 08 Sep 2025",
            "Sep 31 2025",
            "2024",
            "20250908",
            "45678.5.1",
            "-45678",
            "2026-01-31 14:05 (about)",
            "2026-13-01",
            "2026-02-30",
            "2026-01",
            "2026-01/31",
            "26-01-31",
            "31-01-26",
            "13/13/2026",
            "1/31/026",
            "2026-01-31 14",
            "2026-01-31 24:05",
            "2026-01-31 14:05:",
            "2026-01-31 14:05 AM",
            "2026-01-31 1:28:19 nachm. MESZ",
            "2026-01-31 1:28:19 \u{39c}\u{39c}",
            "2026-01-31 1:28:19 PTG",
            "2026-01-31 1:28 p",
            "2026-01-31 1:28 PM or so",
            "2026-01-31 1:28 GMT+2:75",
            "2026-01-31 1:28 +02:00:00",
            "999999999999999999-01-01",
            "2026-01-31 999999999999999999:00",
            "2026-01-31 1:28 +2:9223372036854775807",
        ] {
            for order in [DateOrder::Day, DateOrder::Month] {
                assert_eq!(Timestamp::read(unclear, order), None, "{unclear}");
            }
        }
    }
}
