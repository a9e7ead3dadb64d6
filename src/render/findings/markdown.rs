//! A table for a pull request or a job summary, with the counts above it.

use std::cmp::Reverse;

use crate::diagnostic::Diagnostic;
use crate::render::findings::{Summary, place, related, remarks};
use crate::render::page::{Align, Cell, Page, Table};
use crate::text::count;

/// How many findings the table holds: a job summary of GitHub over 1 MiB is not shown at all.
const MOST_ROWS: usize = 500;

pub(super) fn write(findings: &[Diagnostic], summary: &Summary) -> String {
    let mut page = Page::default();
    page.title("rolefit check");
    page.paragraph(summary.to_string());
    if !findings.is_empty() {
        let columns = ["Severity", "Place", "Rule", "Message"].map(|title| (title, Align::Left));
        let mut table = Table::new(columns);
        let mut shown: Vec<&Diagnostic> = findings.iter().collect();
        if shown.len() > MOST_ROWS {
            // Where not all have room, the worst come first.
            shown.sort_by_key(|finding| Reverse(finding.severity));
            shown.truncate(MOST_ROWS);
        }
        let left_out = findings.len() - shown.len();
        for finding in shown {
            let rule = format!("{} {}", finding.rule.code, finding.rule.name);
            let mut message = vec![finding.message.clone()];
            message.extend(related(finding));
            message.extend(remarks(finding));
            table.row([finding.severity.to_string().into(), place(finding).into(), rule.into(), Cell::lines(message)]);
        }
        page.table(table);
        if left_out > 0 {
            page.paragraph(format!("and {} more", count(left_out, "finding")));
        }
    }
    page.to_markdown()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{NO_PACK, Severity};

    #[test]
    fn a_flood_is_cut_short_and_keeps_the_worst() {
        let note = Diagnostic { severity: Severity::Note, ..Diagnostic::about_file(&NO_PACK, "a.yaml", "a trifle") };
        let mut findings = vec![note; MOST_ROWS + 7];
        findings.push(Diagnostic::about_file(&NO_PACK, "z.yaml", "broken"));
        let text = write(&findings, &Summary::of(1, &findings));
        assert_eq!(text.matches("a trifle").count(), MOST_ROWS - 1);
        assert!(text.contains("broken") && text.trim_end().ends_with("and 8 findings more"), "{text}");
    }
}
