//! A table for a pull request or a job summary, with the counts above it.

use crate::diagnostic::Diagnostic;
use crate::render::findings::{Summary, place, related, remarks};
use crate::render::page::{Align, Cell, Page, Table};

pub(super) fn write(findings: &[Diagnostic], summary: &Summary) -> String {
    let mut page = Page::default();
    page.title("rolefit check");
    page.paragraph(summary.to_string());
    if !findings.is_empty() {
        let columns = ["Severity", "Place", "Rule", "Message"].map(|title| (title, Align::Left));
        let mut table = Table::new(columns);
        for finding in findings {
            let rule = format!("{} {}", finding.rule.code, finding.rule.name);
            let mut message = vec![finding.message.clone()];
            message.extend(related(finding));
            message.extend(remarks(finding));
            table.row([finding.severity.to_string().into(), place(finding).into(), rule.into(), Cell::lines(message)]);
        }
        page.table(table);
    }
    page.to_markdown()
}
