//! Two sittings of one person side by side: every value with its range at both, and whether the change is beyond both errors.

use maud::{Markup, html};

use crate::render::report::chart;
use crate::render::report::frame::{Paper, document, estimate, masthead};
use crate::render::report::view::{ShownNumber, ShownRange};
use crate::render::{Sheet, insight};
use crate::scoring::{Range, ValueChange};
use crate::text::capitalised;

/// What two sittings say of one person.
#[derive(Clone, Debug)]
pub struct Sittings {
    /// What the sittings are called.
    pub names: [String; 2],
    pub questionnaire: String,
    pub dimensions: Vec<Compared>,
    pub areas: Vec<Compared>,
    /// The overall value of each role.
    pub roles: Vec<Compared>,
}

/// A value at both sittings.
#[derive(Clone, Debug)]
pub struct Compared {
    pub title: String,
    /// Names of the low and the high end, where they have names.
    pub poles: Option<[String; 2]>,
    pub values: [Option<ShownRange>; 2],
    /// Absent where it is not scored at both.
    pub change: Option<ValueChange>,
}

impl Sittings {
    pub fn of(names: [String; 2], sheets: [&Sheet<'_>; 2]) -> Self {
        let pack = sheets[0].pack;
        let questionnaire = pack.questionnaire();
        let dimension = |index: usize| {
            let dimension = &questionnaire.dimensions[index];
            let poles = Some([dimension.poles.low.clone(), dimension.poles.high.clone()]);
            let values = sheets.map(|sheet| {
                let known = sheet.assessment.profile.dimensions[index].estimate.as_ref()?;
                Some((known.score, known.range()))
            });
            Compared::of(capitalised(dimension.id.as_str()), poles, values, &[])
        };
        let area = |index: usize| {
            let value = |sheet: &Sheet<'_>| Some((sheet.area_score(index)?, sheet.area_range(index)?));
            Compared::of(questionnaire.areas[index].title.clone(), None, sheets.map(value), &[])
        };
        let role = |index: usize| {
            let value = |sheet: &Sheet<'_>| {
                let fit = sheet.assessment.ranking.fit(index)?;
                Some((fit.overall?, sheet.certainty(fit)?.overall))
            };
            let title = pack.roles()[index].title.clone();
            Compared::of(title, None, sheets.map(value), &insight::bands(sheets[0]))
        };
        let is_shown = |index: &usize| sheets[0].filter.roles.is_empty() || sheets[0].filter.roles.contains(index);
        Self {
            names,
            questionnaire: questionnaire.reference(),
            dimensions: (0..questionnaire.dimensions.len()).map(dimension).collect(),
            areas: (0..questionnaire.areas.len()).map(area).collect(),
            roles: (0..pack.roles().len()).filter(is_shown).map(role).collect(),
        }
    }

    /// Says what is clear, in a sentence.
    pub fn lede(&self) -> String {
        let (all, compared) = (self.dimensions.len() + self.areas.len(), self.compared());
        if compared == 0 {
            return "Nothing can be compared: no dimension or area is scored at both sittings.".to_owned();
        }
        let parts = self.dimensions.iter().chain(&self.areas);
        let clear: Vec<String> =
            parts.filter(|part| part.is_clear()).map(|part| format!("{} {}", part.title, part.direction())).collect();
        let changes = match clear.len() {
            0 => "No change is beyond both errors: whatever differs may be chance.".to_owned(),
            1 => format!("One change is beyond both errors: {}.", clear[0]),
            several => format!("{several} changes are beyond both errors: {}.", clear.join("; ")),
        };
        if compared == all {
            return changes;
        }
        format!("{changes} Only {compared} of the {all} dimensions and areas are scored at both sittings.")
    }

    /// How many dimensions and areas have a change that can be judged.
    fn compared(&self) -> usize {
        self.dimensions.iter().chain(&self.areas).filter(|part| part.change.is_some()).count()
    }

    /// Says how a change is judged, and how far that can be trusted.
    pub fn method(&self) -> String {
        let parts = self.compared();
        if parts == 0 {
            return "Both sittings were scored now, by one method and one pack.".to_owned();
        }
        format!(
            "A change is beyond both errors where the 90% interval of the difference holds no zero: from each value to the facing \
             end of its range, the distances added as squares (Zou and Donner 2008). Of {parts} parts that stay as they are up to \
             one in ten may still look changed, so a single small one says little. Both sittings were scored now, by one method and \
             one pack."
        )
    }
}

impl Compared {
    fn of(title: String, poles: Option<[String; 2]>, values: [Option<(f64, Range)>; 2], cutoffs: &[f64]) -> Self {
        let number = |value| ShownNumber { value, text: crate::render::number::whole(value, cutoffs) };
        let shown = |(value, range): (f64, Range)| ShownRange {
            value: number(value),
            low: number(range.low),
            high: number(range.high),
        };
        let change = values[0].zip(values[1]).map(|(before, after)| ValueChange::of(before, after));
        Self { title, poles, values: values.map(|value| value.map(shown)), change }
    }

    pub fn is_clear(&self) -> bool {
        self.change.is_some_and(ValueChange::is_clear)
    }

    /// Says which way and how far.
    fn direction(&self) -> String {
        let by = self.change.map_or(0.0, |change| change.by);
        let points = crate::render::number::points(by.abs());
        match &self.poles {
            Some([low, high]) => format!("{points} more {}", if by < 0.0 { low } else { high }),
            None => format!("{} by {points}", if by < 0.0 { "down" } else { "up" }),
        }
    }

    /// Says the change and whether it is clear.
    pub fn words(&self) -> String {
        match self.change {
            None => "not scored at both".to_owned(),
            Some(change) if change.by == 0.0 => "the same".to_owned(),
            Some(change) if change.is_clear() => format!("{}: clear", self.direction()),
            Some(_) => format!("{}: within both errors", self.direction()),
        }
    }
}

/// Writes the page.
pub fn page(sittings: &Sittings, paper: Paper) -> String {
    let [before, after] = &sittings.names;
    let body = html! {
        (masthead("Two sittings", &sittings.questionnaire))
        main.sittings {
            section.summary {
                p.over { "What changed" }
                h1 { bdi { (before) } " → " bdi { (after) } }
                p.lede { (sittings.lede()) }
                p.reading { (sittings.method()) }
            }
            h2 { "Personality (work style)" }
            (table(sittings, "Dimension", &sittings.dimensions))
            h2 { "Competency (technical judgment)" }
            (table(sittings, "Area", &sittings.areas))
            h2 { "Overall fit with each role" }
            (table(sittings, "Role", &sittings.roles))
        }
    };
    document(&format!("{before} → {after}"), paper, &body)
}

fn table(sittings: &Sittings, part: &str, rows: &[Compared]) -> Markup {
    let [before, after] = &sittings.names;
    html! {
        table.parts.compared {
            caption { "The first sitting as a ring above, the second as a dot below, with their 90% ranges" }
            thead {
                tr {
                    th scope="col" { (part) }
                    th scope="col" { "Both sittings" }
                    th.right scope="col" { (before) }
                    th.right scope="col" { (after) }
                    th scope="col" { "Change" }
                }
            }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" { (row.title) }
                        td.chart {
                            @if let Some([low, high]) = &row.poles { div.poles { span { (low) } span { (high) } } }
                            (chart::pair(&row.title, &row.values))
                        }
                        @for (name, value) in sittings.names.iter().zip(&row.values) {
                            td.right { span.of { (name) } @if let Some(value) = value { (estimate(value)) } @else { "–" } }
                        }
                        td { @if row.is_clear() { b { (row.words()) } } @else { (row.words()) } }
                    }
                }
            }
        }
    }
}
