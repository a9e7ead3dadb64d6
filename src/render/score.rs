//! The ranked fit table of one person, with what is missing and what the result is not.

use crate::answers::NoticeCode;
use crate::render::number::{percent, whole};
use crate::render::page::{Align, Cell, Look, Page, Table, Tone, bar};
use crate::render::{Sheet, insight, unscored, words};
use crate::scoring::{Axis, Band, Fit, Range, Reason, Sensitivity};
use crate::text::{all_of, count};

/// How the ranked table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableLayout {
    /// Everything about a role in one row, without bars: for documents.
    Document,
    /// Everything about a role in one row, with bars.
    Wide { ascii: bool },
    /// What matters first.
    Usual,
    /// The same, with single letters for the axes and short names of bands.
    Letters,
    /// The same, with the band under the role.
    Narrow,
}

impl TableLayout {
    /// Chooses the layout that a screen has room for.
    pub fn on(look: Look) -> Self {
        match look.width {
            140.. => Self::Wide { ascii: look.ascii },
            104.. => Self::Usual,
            64.. => Self::Letters,
            _ => Self::Narrow,
        }
    }
}

/// How much is said.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    pub layout: TableLayout,
    /// Whether notices, response quality and main gaps are shown in full.
    pub is_verbose: bool,
}

/// Builds one person's page, followed by the card of a fit that is to be explained.
///
/// `explain` looks how much the first place depends on a role's weights.
pub fn explained(sheet: &Sheet<'_>, scope: Scope, fit: Option<&Fit>, explain: impl Fn(&Fit) -> Sensitivity) -> Page {
    let mut page = page(sheet, scope, fit.is_some());
    if let Some(fit) = fit {
        insight::card(&mut page, sheet, fit, &explain(fit));
    }
    page
}

/// Builds the page of one person.
fn page(sheet: &Sheet<'_>, scope: Scope, is_explained: bool) -> Page {
    let mut page = Page::default();
    page.title(format!("Role fit of {}", sheet.answers.person));
    if let Some(settled) = words::settled(sheet) {
        page.paragraph(settled);
    }
    let (ranked, unranked): (Vec<&Fit>, Vec<&Fit>) = sheet.fits().partition(|fit| fit.rank.is_some());
    if !ranked.is_empty() {
        page.table(table(sheet, scope.layout, &ranked));
        page.aside(legend(scope.layout));
    }
    if !unscored::axis(&mut page, sheet) {
        let unranked = unranked.iter().map(|fit| not_ranked(sheet, fit)).collect::<Vec<_>>();
        page.headed_list("Not ranked: insufficient evidence", &unranked);
    }
    let is_full = scope.is_verbose || scope.layout == TableLayout::Document;
    if is_full {
        if !matches!(scope.layout, TableLayout::Document | TableLayout::Wide { .. }) {
            let gap = |fit: &&Fit| format!("{}: {}", title(sheet, fit), reason(sheet, fit));
            page.headed_list("Main gap of each role", &ranked.iter().map(gap).collect::<Vec<_>>());
        }
        if let Some(form) = form(sheet) {
            page.paragraph(form);
        }
        page.headed_list("Notices", &notices(sheet, false));
        page.headed_list("Response quality (nothing is dropped or changed because of it)", &notices(sheet, true));
    }
    if scope.layout != TableLayout::Document {
        let next = next(sheet, !ranked.is_empty() && !is_explained, !is_full);
        if !next.is_empty() {
            page.paragraph(next);
        }
    }
    page
}

/// How many lines the roles may take at the end of an interview, so that all of it stands on 24 lines.
const CLOSING_LINES: usize = 8;

/// Builds what a person sees when an interview is over: the headline and the first roles, on one screen.
pub fn closing(sheet: &Sheet<'_>, layout: TableLayout) -> Page {
    let mut page = Page::default();
    let (ranked, unranked): (Vec<&Fit>, Vec<&Fit>) = sheet.fits().partition(|fit| fit.rank.is_some());
    match words::settled(sheet).filter(|_| ranked.len() > 1) {
        Some(settled) => page.paragraph(settled),
        None => page.title(format!("Role fit of {}", sheet.answers.person)),
    }
    if unscored::axis(&mut page, sheet) {
        return page;
    }
    if !ranked.is_empty() {
        let mut table = table(sheet, layout, &ranked);
        let shown = first_lines(&table, CLOSING_LINES);
        table.rows.truncate(shown);
        page.table(table);
        if let Some(more @ 1..) = ranked.len().checked_sub(shown) {
            page.paragraph(format!("{} more.", count(more, "role")));
        }
        page.aside(format!("{} A description of answers, not a percentile and not a hiring decision.", legend(layout)));
    }
    if !unranked.is_empty() {
        let titles: Vec<String> = unranked.iter().map(|fit| title(sheet, fit)).collect();
        page.paragraph(format!("Not ranked, with too few answers: {}.", all_of(titles.iter().map(String::as_str))));
    }
    page
}

/// Returns how many rows of a table fit into so many lines; one at least.
fn first_lines(table: &Table, lines: usize) -> usize {
    let heights = table.rows.iter().map(|row| row.iter().map(|cell| cell.lines.len()).max().unwrap_or_default());
    let ends = heights.scan(0, |end, height| {
        *end += height;
        Some(*end)
    });
    ends.take_while(|end| *end <= lines).count().max(1)
}

fn table(sheet: &Sheet<'_>, layout: TableLayout, fits: &[&Fit]) -> Table {
    match layout {
        TableLayout::Document => wide(sheet, fits, None),
        TableLayout::Wide { ascii } => wide(sheet, fits, Some(ascii)),
        TableLayout::Usual => usual(sheet, fits, ["Personality", "Competency"], Band::name),
        TableLayout::Letters => usual(sheet, fits, ["P", "C"], words::short_band),
        TableLayout::Narrow => narrow(sheet, fits),
    }
}

/// Says which stem of each pair was asked.
pub(super) fn form(sheet: &Sheet<'_>) -> Option<String> {
    let questionnaire = sheet.pack.questionnaire();
    let asked = match sheet.answers.responses.parallel(questionnaire) {
        Some(parallel) => format!("Parallel form: {parallel}."),
        None => "Parallel form: some questions of form a, some of form b.".to_owned(),
    };
    questionnaire.has_twins().then_some(asked)
}

/// Says which option shows more.
fn next(sheet: &Sheet<'_>, offers_why: bool, offers_verbose: bool) -> String {
    let mut sentences = Vec::new();
    if offers_why {
        sentences.push("Next: `--why` explains the first role, `--why=ROLE` another.".to_owned());
    }
    let said = sheet.notices.len();
    if offers_verbose && said > 0 {
        let these = if said == 1 { "it" } else { "them" };
        sentences.push(format!("{} about the answers: `--verbose` shows {these}.", count(said, "notice")));
    }
    sentences.join(" ")
}

/// Says what the columns mean.
fn legend(layout: TableLayout) -> String {
    let letters = match layout {
        TableLayout::Letters | TableLayout::Narrow => "P personality (work style), C competency (technical judgment). ",
        TableLayout::Document | TableLayout::Wide { .. } | TableLayout::Usual => "",
    };
    format!(
        "* may be the best fit. {letters}In brackets: where the value lies with 90%, as far as these answers tell. Beside \
         the band: its probability."
    )
}

/// `bars` says with which characters bars are drawn, if at all.
fn wide(sheet: &Sheet<'_>, fits: &[&Fit], bars: Option<bool>) -> Table {
    let mut table = Table::new([
        ("#", Align::Right),
        ("Role", Align::Left),
        ("Overall", Align::Right),
        ("Personality", Align::Right),
        ("Competency", Align::Right),
        ("Band", Align::Left),
        ("Coverage", Align::Right),
        ("Main gap", Align::Left),
    ]);
    for fit in fits {
        let scored = |value: Option<f64>| match (value, bars) {
            (Some(value), Some(ascii)) => {
                format!("{} {:>3}", bar(value, ascii), score(sheet, value))
            }
            (Some(value), None) => score(sheet, value),
            (None, _) => String::new(),
        };
        table.row([
            rank(sheet, fit).into(),
            title(sheet, fit).into(),
            overall(sheet, fit).into(),
            scored(fit.personality.score).into(),
            scored(fit.competency.score).into(),
            band(sheet, fit, Band::name),
            coverage(fit).map(|shares| shares.join(" / ")).unwrap_or_default().into(),
            Cell::from(reason(sheet, fit)).tone(Tone::Faint),
        ]);
    }
    if fits.iter().any(|fit| coverage(fit).is_some()) { table } else { table.without("Coverage") }
}

fn usual(sheet: &Sheet<'_>, fits: &[&Fit], axes: [&str; 2], name: fn(Band) -> &'static str) -> Table {
    let mut table = Table::new([
        ("#", Align::Right),
        ("Role", Align::Left),
        ("Overall", Align::Right),
        (axes[0], Align::Right),
        (axes[1], Align::Right),
        ("Band", Align::Left),
    ]);
    for fit in fits {
        let scored = |value: Option<f64>| Cell::from(value.map(|value| score(sheet, value)).unwrap_or_default());
        let mut role = vec![title(sheet, fit)];
        role.extend(coverage(fit).map(|[style, judgment]| format!("coverage: P {style}, C {judgment}")));
        table.row([
            rank(sheet, fit).into(),
            Cell::lines(role),
            overall(sheet, fit).into(),
            scored(fit.personality.score),
            scored(fit.competency.score),
            Cell::lines(band_lines(sheet, fit, name)).tone(words::tone(fit.band)),
        ]);
    }
    table
}

/// The band, and under it the other likely one.
fn band_lines(sheet: &Sheet<'_>, fit: &Fit, name: fn(Band) -> &'static str) -> Vec<String> {
    let words = words::bands(fit.band, sheet.certainty(fit), name);
    match words.split_once(" or ") {
        Some((first, other)) => vec![first.to_owned(), format!("or {other}")],
        None => vec![words],
    }
}

/// The usual table without its last column, which is below the role instead.
fn narrow(sheet: &Sheet<'_>, fits: &[&Fit]) -> Table {
    let mut table = usual(sheet, fits, ["P", "C"], Band::name).without("Band");
    for (row, fit) in table.rows.iter_mut().zip(fits) {
        row[1].lines.insert(1, words::bands(fit.band, sheet.certainty(fit), Band::name));
    }
    table
}

/// The rank, with a mark where the role may be the best fit.
fn rank(sheet: &Sheet<'_>, fit: &Fit) -> String {
    let mark = if sheet.certainty(fit).is_some_and(|sure| sure.is_contender) { "*" } else { "" };
    fit.rank.map(|rank| format!("{mark}{rank}")).unwrap_or_default()
}

/// The overall value with its 90 % range.
fn overall(sheet: &Sheet<'_>, fit: &Fit) -> String {
    let value = fit.overall.map(|overall| score(sheet, overall)).unwrap_or_default();
    match sheet.certainty(fit).map(|sure| sure.overall) {
        Some(Range { low, high }) => {
            format!("{value} ({}-{})", score(sheet, low), score(sheet, high))
        }
        None => value,
    }
}

fn band(sheet: &Sheet<'_>, fit: &Fit, name: fn(Band) -> &'static str) -> Cell {
    Cell::from(words::bands(fit.band, sheet.certainty(fit), name)).tone(words::tone(fit.band))
}

fn title(sheet: &Sheet<'_>, fit: &Fit) -> String {
    sheet.pack.roles()[fit.role].title.clone()
}

/// A score that decides a band: never shown as having reached a cut-off that it has not.
fn score(sheet: &Sheet<'_>, value: f64) -> String {
    let bands = sheet.pack.questionnaire().settings.bands;
    whole(value, &[bands.high, bands.mid])
}

fn reason(sheet: &Sheet<'_>, fit: &Fit) -> String {
    words::reason(sheet.pack, Reason::of(fit, &sheet.assessment.profile))
}

/// The share of each axis that is scored, when it is not all of it.
fn coverage(fit: &Fit) -> Option<[String; 2]> {
    let (style, judgment) = (fit.personality.coverage, fit.competency.coverage);
    let is_full = style > 1.0 - 1e-9 && judgment > 1.0 - 1e-9;
    (!is_full).then(|| [percent(style), percent(judgment)])
}

pub(super) fn not_ranked(sheet: &Sheet<'_>, fit: &Fit) -> String {
    format!(
        "{}: {} ({}; {})",
        title(sheet, fit),
        reason(sheet, fit),
        unranked_axis(sheet, "personality", &fit.personality),
        unranked_axis(sheet, "competency", &fit.competency),
    )
}

/// Says what is known of an axis: its score, a part of it, or nothing.
fn unranked_axis<P>(sheet: &Sheet<'_>, name: &str, axis: &Axis<P>) -> String {
    let (lowest, highest) = (score(sheet, axis.lowest), score(sheet, axis.highest));
    let scored = percent(axis.coverage);
    match axis.coverage {
        all if all > 1.0 - 1e-9 => format!("{name} {lowest}"),
        none if none <= 0.0 => format!("{name} {scored} scored"),
        _ => format!("{name} {scored} scored, between {lowest} and {highest}"),
    }
}

/// Notices as sentences; those about items name a few of them.
pub(super) fn notices(sheet: &Sheet<'_>, about_quality: bool) -> Vec<String> {
    let sentence = |notice: &crate::answers::Notice| {
        let names = match notice.code {
            NoticeCode::UnansweredItems => format!("; not answered{}", first_few(&notice.about)),
            NoticeCode::OtherVersion | NoticeCode::PartNotScored | NoticeCode::ItemsNotAsked => {
                first_few(&notice.about)
            }
            NoticeCode::AllStatementsAlike
            | NoticeCode::GuessingNotRuledOut
            | NoticeCode::LongRun
            | NoticeCode::NoVariability
            | NoticeCode::FavouredPosition
            | NoticeCode::ItemsChanged
            | NoticeCode::Translated => String::new(),
        };
        format!("{}{names}", notice.message)
    };
    sheet.notices.iter().filter(|notice| notice.code.is_about_quality() == about_quality).map(sentence).collect()
}

fn first_few(ids: &[String]) -> String {
    const SHOWN: usize = 6;
    if ids.is_empty() {
        return String::new();
    }
    let named = ids.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match ids.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!(": {named} and {}", count(more, "other")),
        Some(_) | None => format!(": {named}"),
    }
}
