//! Results as CSV: one row per person and role, safe to open in a spreadsheet.

use crate::render::Sheet;
use crate::render::number::hundredths;
use crate::scoring::Fit;

/// The columns, in order.
pub const HEADER: [&str; 9] =
    ["person", "role", "rank", "band", "overall", "personality", "competency", "coverage", "flags"];

/// The flag of a fit whose area is below its floor.
pub const GATE_FAILED: &str = "gate-failed";

/// Writes the rows of one person under a header that is written once.
///
/// # Errors
///
/// Those of the writer.
pub fn write_rows<W: std::io::Write>(writer: &mut csv::Writer<W>, sheet: &Sheet<'_>) -> csv::Result<()> {
    for fit in sheet.fits() {
        let number = |value: Option<f64>| value.map(hundredths).unwrap_or_default();
        // The weaker of the two axes, in percent: an axis is no better covered than its emptiest half.
        let coverage = 100.0 * fit.personality.coverage.min(fit.competency.coverage);
        writer.write_record([
            guarded(&sheet.answers.person),
            sheet.pack.roles()[fit.role].id.to_string(),
            fit.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            fit.band.code().to_owned(),
            number(fit.overall),
            number(fit.personality.score),
            number(fit.competency.score),
            hundredths(coverage),
            flags(sheet, fit),
        ])?;
    }
    Ok(())
}

fn flags(sheet: &Sheet<'_>, fit: &Fit) -> String {
    let mut flags: Vec<String> = sheet.notices.iter().map(|notice| notice.code.to_string()).collect();
    if fit.competency.has_failed_gate() {
        flags.push(GATE_FAILED.to_owned());
    }
    flags.join(";")
}

/// Keeps a spreadsheet from running a text as a formula. Numbers never pass through here: they stay numbers.
pub fn guarded(text: &str) -> String {
    let clean = crate::text::printable(text);
    if clean.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{clean}") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_kept_from_running() {
        assert_eq!(guarded("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(guarded(" +1"), "' +1");
        assert_eq!(guarded("\t@x"), "' @x");
        assert_eq!(guarded("ana-1"), "ana-1");
    }
}
