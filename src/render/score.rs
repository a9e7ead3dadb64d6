//! The ranked fit table of one person, with what is missing and what the result is not.

use crate::answers::NoticeCode;
use crate::render::Sheet;
use crate::render::number::{percent, whole};
use crate::render::page::{Align, Cell, Look, Page, Table, Tone, bar};
use crate::render::words;
use crate::scoring::{Axis, Fit, Reason};
use crate::text::count;

/// How the ranked table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Everything about a role in one row, without bars: for documents.
    Document,
    /// Everything about a role in one row, with bars.
    Wide { ascii: bool },
    /// Band and reason under the role, so that the numbers stay in sight.
    Compact,
    /// The same, with single letters for column titles.
    Narrow,
}

impl Layout {
    /// Chooses the layout that a screen has room for.
    pub fn on(look: Look) -> Self {
        match look.width {
            120.. => Self::Wide { ascii: look.ascii },
            64.. => Self::Compact,
            _ => Self::Narrow,
        }
    }
}

/// Builds the page of one person.
pub fn page(sheet: &Sheet<'_>, layout: Layout) -> Page {
    let mut page = Page::default();
    page.title(format!("Role fit of {}", sheet.answers.person));
    let (ranked, unranked): (Vec<&Fit>, Vec<&Fit>) = sheet.fits().partition(|fit| fit.rank.is_some());
    if !ranked.is_empty() {
        page.table(match layout {
            Layout::Document => wide(sheet, &ranked, None),
            Layout::Wide { ascii } => wide(sheet, &ranked, Some(ascii)),
            Layout::Compact => compact(sheet, &ranked, ["Overall", "Personality", "Competency"]),
            Layout::Narrow => compact(sheet, &ranked, ["G", "P", "C"]),
        });
        if layout == Layout::Narrow {
            page.paragraph("G overall, P personality (work style), C competency (technical judgment)");
        }
    }
    let unranked = unranked.iter().map(|fit| not_ranked(sheet, fit)).collect::<Vec<_>>();
    page.headed_list("Not ranked: insufficient evidence", &unranked);
    page.headed_list("Notices", &notices(sheet));
    page
}

/// `bars` says with which characters bars are drawn, if at all.
fn wide(sheet: &Sheet<'_>, fits: &[&Fit], bars: Option<bool>) -> Table {
    let mut table = Table::new([
        ("#", Align::Right),
        ("Role", Align::Left),
        ("Band", Align::Left),
        ("Overall", Align::Right),
        ("Personality", Align::Right),
        ("Competency", Align::Right),
        ("Coverage", Align::Right),
        ("Largest gap", Align::Left),
    ]);
    for fit in fits {
        let scored = |value: Option<f64>| match (value, bars) {
            (Some(value), Some(ascii)) => format!("{} {:>3}", bar(value, ascii), score(sheet, value)),
            (Some(value), None) => score(sheet, value),
            (None, _) => String::new(),
        };
        table.row([
            rank(fit).into(),
            title(sheet, fit).into(),
            Cell::from(fit.band.to_string()).tone(words::tone(fit.band)),
            fit.overall.map(|overall| score(sheet, overall)).unwrap_or_default().into(),
            scored(fit.personality.score).into(),
            scored(fit.competency.score).into(),
            coverage(fit).map(|shares| shares.join(" / ")).unwrap_or_default().into(),
            Cell::from(reason(sheet, fit)).tone(Tone::Faint),
        ]);
    }
    if fits.iter().any(|fit| coverage(fit).is_some()) { table } else { table.without("Coverage") }
}

fn compact(sheet: &Sheet<'_>, fits: &[&Fit], [overall, personality, competency]: [&str; 3]) -> Table {
    let mut table = Table::new([
        ("#", Align::Right),
        ("Role", Align::Left),
        (overall, Align::Right),
        (personality, Align::Right),
        (competency, Align::Right),
    ]);
    for fit in fits {
        let mut lines = vec![title(sheet, fit), fit.band.to_string(), reason(sheet, fit)];
        let shares = |[style, judgment]: [String; 2]| format!("scored: personality {style}, competency {judgment}");
        lines.extend(coverage(fit).map(shares));
        let scored = |value: Option<f64>| Cell::from(value.map(|value| score(sheet, value)).unwrap_or_default());
        table.row([
            rank(fit).into(),
            Cell::lines(lines).tone(words::tone(fit.band)),
            scored(fit.overall),
            scored(fit.personality.score),
            scored(fit.competency.score),
        ]);
    }
    table
}

fn rank(fit: &Fit) -> String {
    fit.rank.map(|rank| rank.to_string()).unwrap_or_default()
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

fn not_ranked(sheet: &Sheet<'_>, fit: &Fit) -> String {
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
fn notices(sheet: &Sheet<'_>) -> Vec<String> {
    let sentence = |notice: &crate::answers::Notice| {
        let names = match notice.code {
            NoticeCode::UnansweredItems => format!("; not answered{}", first_few(&notice.about)),
            NoticeCode::OtherVersion | NoticeCode::PartNotScored => first_few(&notice.about),
            NoticeCode::AllStatementsAlike
            | NoticeCode::GuessingNotRuledOut
            | NoticeCode::LongRun
            | NoticeCode::NoVariability
            | NoticeCode::FavouredPosition
            | NoticeCode::ItemsChanged => String::new(),
        };
        format!("{}{names}", notice.message)
    };
    sheet.notices.iter().map(sentence).collect()
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
