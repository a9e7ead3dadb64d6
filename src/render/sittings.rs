//! Two sittings of one person as text; the same in words and charts is a page of its own.

use crate::render::page::{Align, Cell, Page, Table, Tone};
use crate::render::report::sittings::{Compared, Sittings};
use crate::render::report::view::ShownRange;

/// Builds the page.
pub fn page(sittings: &Sittings) -> Page {
    let [before, after] = &sittings.names;
    let mut page = Page::default();
    page.title(format!("From {before} to {after}"));
    page.paragraph(sittings.lede());
    for (title, part, rows) in [
        ("Personality (work style)", "Dimension", &sittings.dimensions),
        ("Competency (technical judgment)", "Area", &sittings.areas),
        ("Overall fit", "Role", &sittings.roles),
    ] {
        page.heading(title);
        page.table(table(part, rows));
    }
    page.aside(sittings.method());
    page
}

fn table(part: &str, rows: &[Compared]) -> Table {
    let mut table =
        Table::new([(part, Align::Left), ("Before", Align::Right), ("After", Align::Right), ("Change", Align::Left)]);
    for row in rows {
        let [before, after] = row.values.each_ref().map(|value| value.as_ref().map(ranged).unwrap_or_default());
        let tone = if row.is_clear() { Tone::Good } else { Tone::Plain };
        table.row([row.title.clone().into(), before.into(), after.into(), Cell::from(row.words()).tone(tone)]);
    }
    table
}

fn ranged(value: &ShownRange) -> String {
    format!("{} ({}-{})", value.value.text, value.low.text, value.high.text)
}
