//! What readers of YAML 1.1 and 1.2 take an unquoted value for.

/// Says what a reader of YAML may take a plain scalar for, if not for text.
pub(super) fn other_reading(text: &str) -> Option<&'static str> {
    match text {
        "~" | "null" | "Null" | "NULL" => return Some("null"),
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "true" | "True" | "TRUE" => return Some("true"),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" | "false" | "False" | "FALSE" => return Some("false"),
        _ => {}
    }
    // Everything else that is ambiguous is short and has a digit, a dot or a sign in front.
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | '+' | '-')) {
        return None;
    }
    if is_date(text) {
        return Some("a date");
    }
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = is_special(number) || is_whole(number) || is_fraction(number) || is_sexagesimal(number);
    is_number.then_some("a number")
}

fn is_special(number: &str) -> bool {
    matches!(number, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
}

/// Decimal, octal, hexadecimal and binary numbers, which may have underscores in YAML 1.1.
fn is_whole(number: &str) -> bool {
    let radix = [("0x", 16), ("0o", 8), ("0b", 2)];
    let (digits, radix) =
        radix.iter().find_map(|(prefix, radix)| Some((number.strip_prefix(prefix)?, *radix))).unwrap_or((number, 10));
    has_digits(digits, radix)
}

/// Numbers with a point or an exponent.
fn is_fraction(number: &str) -> bool {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let optional = |digits: &str| digits.is_empty() || has_digits(digits, 10);
    let has_mantissa = has_digits(whole, 10) || (whole.is_empty() && has_digits(part, 10));
    has_mantissa && optional(part) && !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit())
}

/// Numbers to the base of sixty, as YAML 1.1 writes hours and minutes: `1:30`.
fn is_sexagesimal(number: &str) -> bool {
    let mut parts = number.split(':');
    let Some(first) = parts.next() else { return false };
    let rest: Vec<&str> = parts.collect();
    let Some((last, between)) = rest.split_last() else { return false };
    let last = last.split_once('.').map_or(*last, |(whole, _)| whole);
    let is_sixtieth = |part: &str| match part.as_bytes() {
        [one] => one.is_ascii_digit(),
        [ten, one] => (b'0'..=b'5').contains(ten) && one.is_ascii_digit(),
        _ => false,
    };
    has_digits(first, 10) && between.iter().all(|part| is_sixtieth(part)) && is_sixtieth(last)
}

/// A date, or a date with a time behind it.
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, "0:00:00"));
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_time = time.split(':').count() >= 3
        && time.starts_with(|first: char| first.is_ascii_digit())
        && time.bytes().all(|byte| byte.is_ascii_digit() || b":.+- Zz".contains(&byte));
    digits(year, 4..=4) && digits(month, 1..=2) && digits(day, 1..=2) && is_time
}

/// At least one digit, and beside digits only underscores.
fn has_digits(text: &str, radix: u32) -> bool {
    text.starts_with(|first: char| first.is_digit(radix))
        && text.chars().all(|digit| digit.is_digit(radix) || digit == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_that_yaml_readers_disagree_about() {
        for (text, reading) in [
            ("no", "false"),
            ("On", "true"),
            ("y", "true"),
            ("OFF", "false"),
            ("true", "true"),
            ("~", "null"),
            ("Null", "null"),
            ("2024-05-01", "a date"),
            ("2024-5-1 10:30:00 Z", "a date"),
            ("2024-05-01T10:30:00+02:00", "a date"),
        ] {
            assert_eq!(other_reading(text), Some(reading), "{text}");
        }
        for number in [
            "1e3",
            "012",
            "1_000",
            "0x1f",
            "0o17",
            "0b11",
            "1:30",
            "12:30:45.5",
            "1.0",
            "-.5",
            "+7",
            "-.inf",
            ".NaN",
            "4.",
        ] {
            assert_eq!(other_reading(number), Some("a number"), "{number}");
        }
    }

    #[test]
    fn what_every_reader_takes_for_text() {
        for text in [
            "1.0.0",
            "north",
            "None",
            "yES",
            "nope",
            "a",
            "v1.0",
            "1:75",
            "10:30 standup",
            "2024-05",
            "1-2-3",
            "e3",
            "1e",
            "0x",
            "0xyz",
            "-",
            "--",
            ".",
            "5 days",
            "12_a",
            "1,000",
            "3rd",
            "+",
            "truth",
            "50%",
            "",
        ] {
            assert_eq!(other_reading(text), None, "{text}");
        }
    }
}
