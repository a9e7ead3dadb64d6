//! A calendar day, for dates in ignore comments and for times of survey exports.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar; later days are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i64,
    month: u8,
    day: u8,
}

/// Says that a text is no date of the form `2026-12-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IllegalDate;

impl Date {
    /// Returns the day with these numbers, if there is one.
    pub fn of(year: i64, month: u8, day: u8) -> Option<Self> {
        let is_one = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        is_one.then_some(Self { year, month, day })
    }

    /// Returns the number of days since the first of January 1970 (the inverse of [`Date::of_epoch`]).
    pub fn days(self) -> i64 {
        let year = self.year - i64::from(self.month <= 2);
        let shifted_month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(self.day) - 1;
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
    }

    /// Returns the day in UTC that a number of seconds since 1970 falls on (Hinnant, "chrono-compatible low-level date
    /// algorithms").
    pub fn of_epoch(seconds: i64) -> Self {
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u8;
        let month = (if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 }) as u8;
        Self { year: year_of_era + era * 400 + i64::from(month <= 2), month, day }
    }
}

impl FromStr for Date {
    type Err = IllegalDate;

    fn from_str(text: &str) -> Result<Self, IllegalDate> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else { return Err(IllegalDate) };
        let has_digits =
            |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        if !(has_digits(year, 4) && has_digits(month, 2) && has_digits(day, 2)) {
            return Err(IllegalDate);
        }
        let year = year.parse().map_err(|_| IllegalDate)?;
        let month = month.parse().map_err(|_| IllegalDate)?;
        Self::of(year, month, day.parse().map_err(|_| IllegalDate)?).ok_or(IllegalDate)
    }
}

fn days_in(year: i64, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_fall_on_days() {
        for (seconds, day) in
            [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_795_305_600, "2026-11-22"), (-1, "1969-12-31")]
        {
            let date = Date::of_epoch(seconds);
            assert_eq!((date.to_string().as_str(), date.days()), (day, seconds.div_euclid(86_400)));
        }
    }

    #[test]
    fn dates_read_as_they_print_and_no_others() {
        assert_eq!("2024-02-29".parse::<Date>().expect("a leap day").to_string(), "2024-02-29");
        for illegal in ["2023-02-29", "2026-13-01", "2026-1-1", "26-01-01", "tomorrow", "2026-01-01-01", "+026-01-01"] {
            assert_eq!(illegal.parse::<Date>(), Err(IllegalDate), "{illegal}");
        }
    }
}
