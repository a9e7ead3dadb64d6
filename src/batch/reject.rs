//! What was not scored, as it came, with the reasons why: to be mended and read again.

use std::borrow::Cow;

use serde_json::Value;

use crate::batch::people::identity::trimmed;
use crate::batch::plan::Plan;
use crate::batch::records::Cells;
use crate::render::csv::{guarded, quoted};
use crate::render::json::harmless;
use crate::survey::layout::ColumnMeaning;

/// Writes the cells of a record and the reasons against it. With pseudonyms, what is no answer is left out: it could say
/// who it was.
pub(super) fn reject_row(out: &mut Vec<u8>, plan: &Plan<'_>, cells: Cells<'_>, row: usize, reasons: &[String]) {
    let delimiter = plan.table.delimiter;
    for (index, (cell, column)) in cells.iter().zip(plan.columns()).enumerate() {
        // The reasons of an earlier run are replaced.
        if plan.table.appended.is_some_and(|first| index >= first) {
            break;
        }
        let shown: Cow<'_, [u8]> = match (&plan.context.pseudonyms, column) {
            (None, _) => Cow::Borrowed(cell),
            (Some(_), ColumnMeaning::Item(item)) => match plan.catalogue.read(*item, &String::from_utf8_lossy(cell)) {
                Ok(_) => Cow::Borrowed(cell),
                // An empty cell would be read as no answer.
                Err(_) => Cow::Borrowed(b"(hidden)"),
            },
            (Some(pseudonyms), ColumnMeaning::Id) if !trimmed(cell).is_empty() => {
                Cow::Owned(pseudonyms.of(trimmed(cell)).into_bytes())
            }
            (Some(_), ColumnMeaning::Id | ColumnMeaning::Name | ColumnMeaning::Time | ColumnMeaning::Other) => {
                Cow::Borrowed(b"")
            }
        };
        let is_response = matches!(column, ColumnMeaning::Item(_));
        out.extend_from_slice(&if is_response { response(&shown) } else { original(&shown) });
        out.push(delimiter);
    }
    out.extend_from_slice(plan.row(cells).unwrap_or(row).to_string().as_bytes());
    out.push(delimiter);
    out.extend_from_slice(&original(reasons.join("; ").as_bytes()));
    out.push(b'\n');
}

/// Writes the rows that stand above rejected ones.
pub fn line<'c>(cells: impl Iterator<Item = &'c str>, delimiter: u8) -> String {
    let cells: Vec<_> = cells.map(|cell| quoted(&guarded(cell)).into_owned()).collect();
    cells.join(&char::from(delimiter).to_string()) + "\n"
}

/// Returns a cell as it was, but quoted where it must be, and kept from running as a formula.
fn original(cell: &[u8]) -> Vec<u8> {
    quoted(&guarded(&String::from_utf8_lossy(cell))).into_owned().into_bytes()
}

/// Returns what was answered as it was: as [`original()`], but a number stays one.
fn response(cell: &[u8]) -> Vec<u8> {
    let is_number = std::str::from_utf8(cell).is_ok_and(|text| text.trim_matches(' ').parse::<f64>().is_ok());
    if is_number { cell.to_vec() } else { original(cell) }
}

/// The key of the reasons in an object; keys that begin like this mean nothing to a reader of answers.
const REASON: &str = "x-reason";

/// Writes the object of a person with the reasons against it as its first key; a text that is no object stands beside them.
/// With pseudonyms only the reasons are left.
pub(super) fn reject_object(out: &mut Vec<u8>, text: Option<&str>, place: (&str, Value), reasons: &str) {
    let quoted = |text: &str| harmless(&Value::from(text).to_string());
    let key = format!("{{{}:{}", Value::from(REASON), quoted(reasons));
    let object =
        text.and_then(without_reason).filter(|text| serde_json::from_str::<Value>(text).is_ok_and(|it| it.is_object()));
    match object.as_deref().and_then(|object| object.trim().strip_prefix('{')) {
        Some(rest) => {
            let comma = if rest.trim_start().starts_with('}') { "" } else { "," };
            out.extend_from_slice(format!("{key}{comma}{rest}\n").as_bytes());
        }
        None => {
            let (name, value) = place;
            let original = text.map(|text| format!(",\"x-original\":{}", quoted(text))).unwrap_or_default();
            out.extend_from_slice(format!("{key},\"x-{name}\":{value}{original}}}\n").as_bytes());
        }
    }
}

/// Takes the reasons of an earlier run out of an object.
fn without_reason(text: &str) -> Option<String> {
    let Some(rest) = text.trim_start().strip_prefix(&format!("{{{}:", Value::from(REASON))) else {
        return Some(text.to_owned());
    };
    let mut reasons = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    reasons.next()?.ok()?;
    let rest = &rest[reasons.byte_offset()..];
    Some(format!("{{{}", rest.strip_prefix(',').unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_what_it_was_and_runs_in_no_spreadsheet() {
        let written = |cell: &str| String::from_utf8(original(cell.as_bytes())).expect("text");
        for plain in ["", "4", "ana", "Zoë\u{200b}"] {
            assert_eq!(written(plain), plain);
        }
        assert_eq!(written("=1+1"), "'=1+1");
        assert_eq!(written(" @ana"), "' @ana");
        assert_eq!(written("-5"), "'-5");
        assert_eq!(written("-a,\"b\"\nc"), "\"'-a,\"\"b\"\"\nc\"");
        assert_eq!(written("x;=1"), "\"x;'=1\"");
    }

    #[test]
    fn an_answer_that_is_a_number_stays_one() {
        let written = |cell: &str| String::from_utf8(response(cell.as_bytes())).expect("text");
        for plain in ["-5", " +1.5 ", "-4"] {
            assert_eq!(written(plain), plain);
        }
        assert_eq!(written("-4;x"), "\"'-4;x\"");
    }

    #[test]
    fn an_object_carries_the_latest_reasons_and_can_be_read_again() {
        let reject = |text: &str, reasons: &str| {
            let mut out = Vec::new();
            reject_object(&mut out, Some(text), ("line", Value::from(3)), reasons);
            String::from_utf8(out).expect("text")
        };
        let once = reject("{\"answers\": {\"a\": 7}}", "7 is \"too\" much");
        assert_eq!(once, "{\"x-reason\":\"7 is \\\"too\\\" much\",\"answers\": {\"a\": 7}}\n");
        assert_eq!(reject(&once, "again"), "{\"x-reason\":\"again\",\"answers\": {\"a\": 7}}\n");
        assert_eq!(reject("{}", "empty"), "{\"x-reason\":\"empty\"}\n");
        assert_eq!(reject("{\"x", "cut"), "{\"x-reason\":\"cut\",\"x-line\":3,\"x-original\":\"{\\\"x\"}\n");
    }
}
