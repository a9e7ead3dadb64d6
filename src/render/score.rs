//! The ranked fit table of one person, with what is missing and what the result is not.

use crate::answers::NoticeCode;
use crate::render::number::{percent, whole};
use crate::render::page::{Align, Cell, Look, Page, Table, Tone, bar};
use crate::render::words;
use crate::render::{Sheet, insight};
use crate::scoring::{Axis, DRAWS, Fit, Range, Reason, Sensitivity};
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
    Letters,
    /// The same, with the certainty under the role as well.
    Narrow,
}

impl Layout {
    /// Chooses the layout that a screen has room for.
    pub fn on(look: Look) -> Self {
        match look.width {
            140.. => Self::Wide { ascii: look.ascii },
            92.. => Self::Compact,
            64.. => Self::Letters,
            _ => Self::Narrow,
        }
    }
}

/// Builds one person's page, followed by the card of a fit that is to be explained.
///
/// `explain` looks how much a ranking depends on a role's weights; it costs more than everything else.
pub fn explained(sheet: &Sheet<'_>, layout: Layout, fit: Option<&Fit>, explain: impl Fn(&Fit) -> Sensitivity) -> Page {
    let mut page = page(sheet, layout);
    if let Some(fit) = fit {
        insight::card(&mut page, sheet, fit, &explain(fit));
    }
    page
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
            Layout::Letters => compact(sheet, &ranked, ["G", "P", "C"]),
            Layout::Narrow => narrow(sheet, &ranked),
        });
        page.aside(legend(layout));
    }
    let unranked = unranked.iter().map(|fit| not_ranked(sheet, fit)).collect::<Vec<_>>();
    page.headed_list("Not ranked: insufficient evidence", &unranked);
    page.headed_list("Notices", &notices(sheet, false));
    page.headed_list("Response quality (nothing is dropped or changed because of it)", &notices(sheet, true));
    page
}

/// Says what the columns mean, in one sentence.
fn legend(layout: Layout) -> String {
    let letters = match layout {
        Layout::Letters | Layout::Narrow => {
            "G overall, P personality (work style), C competency (technical judgment). "
        }
        Layout::Document | Layout::Wide { .. } | Layout::Compact => "",
    };
    format!(
        "{letters}Certainty: how often the role comes first over {DRAWS} simulated sittings; 90% of them lie in the range \
         beside the overall value, and \"=\" marks roles that they cannot tell apart. Bands and order follow the scores \
         themselves."
    )
}

/// `bars` says with which characters bars are drawn, if at all.
fn wide(sheet: &Sheet<'_>, fits: &[&Fit], bars: Option<bool>) -> Table {
    let mut table = Table::new([
        ("#", Align::Right),
        ("Role", Align::Left),
        ("Band", Align::Left),
        ("Overall", Align::Right),
        ("Range", Align::Right),
        ("Personality", Align::Right),
        ("Competency", Align::Right),
        ("Certainty", Align::Left),
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
            rank(sheet, fit).into(),
            title(sheet, fit).into(),
            Cell::from(words::bands(fit.band, sheet.certainty(fit))).tone(words::tone(fit.band)),
            fit.overall.map(|overall| score(sheet, overall)).unwrap_or_default().into(),
            range(sheet, fit).into(),
            scored(fit.personality.score).into(),
            scored(fit.competency.score).into(),
            certainty(sheet, fit).into(),
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
        ("Certainty", Align::Left),
    ]);
    for fit in fits {
        let mut lines = vec![title(sheet, fit), words::bands(fit.band, sheet.certainty(fit)), reason(sheet, fit)];
        let shares = |[style, judgment]: [String; 2]| format!("scored: personality {style}, competency {judgment}");
        lines.extend(coverage(fit).map(shares));
        let scored = |value: Option<f64>| Cell::from(value.map(|value| score(sheet, value)).unwrap_or_default());
        let overall = fit.overall.map(|overall| score(sheet, overall)).unwrap_or_default();
        table.row([
            rank(sheet, fit).into(),
            Cell::lines(lines).tone(words::tone(fit.band)),
            Cell::lines(vec![overall, range(sheet, fit)]),
            scored(fit.personality.score),
            scored(fit.competency.score),
            certainty(sheet, fit).into(),
        ]);
    }
    table
}

/// The compact table without its last column, which stands under the role instead.
fn narrow(sheet: &Sheet<'_>, fits: &[&Fit]) -> Table {
    let mut table = compact(sheet, fits, ["G", "P", "C"]).without("Certainty");
    for (row, fit) in table.rows.iter_mut().zip(fits) {
        row[1].lines.push(certainty(sheet, fit));
    }
    table
}

/// The rank of the tier's first role, with `=` where the tier has more than one.
fn rank(sheet: &Sheet<'_>, fit: &Fit) -> String {
    match (sheet.certainty(fit), fit.rank) {
        (Some(certainty), _) if certainty.tier_size > 1 => format!("{}=", certainty.tier),
        (_, Some(rank)) => rank.to_string(),
        (_, None) => String::new(),
    }
}

/// The 90 % range of the overall value.
fn range(sheet: &Sheet<'_>, fit: &Fit) -> String {
    let shown = |range: Range| format!("{}-{}", score(sheet, range.low), score(sheet, range.high));
    sheet.certainty(fit).map(|certainty| shown(certainty.overall)).unwrap_or_default()
}

fn certainty(sheet: &Sheet<'_>, fit: &Fit) -> String {
    sheet.certainty(fit).map(words::first_place).unwrap_or_default()
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
fn notices(sheet: &Sheet<'_>, about_quality: bool) -> Vec<String> {
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
            | NoticeCode::ItemsChanged => String::new(),
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
