//! The catalogue of rules as a table, and the page of one rule.

use crate::render::page::{Align, Page, Table};
use crate::rule::Rule;

/// Lists rules in the order they come in.
pub fn list(rules: &[&Rule]) -> Page {
    let mut table = Table::new([
        ("Code", Align::Left),
        ("Name", Align::Left),
        ("Severity", Align::Left),
        ("What it finds", Align::Left),
    ]);
    for rule in rules {
        table.row([rule.code.into(), rule.name.into(), rule.severity.to_string().into(), rule.page.what.into()]);
    }
    let mut page = Page::default();
    page.table(table);
    page
}

/// Shows what there is to know about one rule.
pub fn page(rule: &Rule) -> Page {
    let mut page = Page::default();
    page.title(format!("{} {} ({})", rule.code, rule.name, rule.severity));
    page.paragraph(rule.page.what);
    page.heading("Why it matters");
    page.paragraph(rule.page.why);
    page.heading("Bad");
    page.code(rule.page.bad);
    page.heading("Good");
    page.code(rule.page.good);
    page.heading("How to fix it");
    page.paragraph(rule.page.fix);
    page
}
