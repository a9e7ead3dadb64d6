//! Charts as SVG. Places are percentages, so that a chart takes the width there is and its marks keep their size; what a
//! chart shows is said in its alternative text, and beside it in numbers.

use maud::{Markup, html};

#[cfg(feature = "program")]
use crate::pack::Poles;
use crate::render::report::view::{AreaRow, RankedRole, ShownNumber, ShownRange, StyleRow};
use crate::scoring::Band;

/// How many shapes there are before one comes again.
const SHAPES: usize = 6;

/// A place in percent, to tenths.
fn percent(place: f64) -> String {
    format!("{}%", (place * 10.0).round() / 10.0 + 0.0)
}

/// A range in words.
fn said(estimate: &ShownRange) -> String {
    format!("{}, likely {} to {}", estimate.value.text, estimate.low.text, estimate.high.text)
}

/// Where the plot lies in the chart of two axes, in percent: left and right, top and bottom.
const ACROSS: [f64; 2] = [8.0, 97.0];
const DOWN: [f64; 2] = [7.0, 90.0];

fn across(value: f64) -> f64 {
    ACROSS[0] + (ACROSS[1] - ACROSS[0]) * value / 100.0
}

fn up(value: f64) -> f64 {
    DOWN[1] - (DOWN[1] - DOWN[0]) * value / 100.0
}

/// Both axes: a numbered shape per role with arms where it lies with 90 %, over the zones of the bands.
pub fn axes(ranked: &[RankedRole], [high, mid]: [f64; 2]) -> Markup {
    let roles = ranked.iter().map(|role| {
        let (personality, competency) = (said(&role.personality), said(&role.competency));
        format!("{} {}: personality {personality}; competency {competency}.", role.rank, role.title)
    });
    let alt = format!(
        "Personality (work style) across, competency (technical judgment) up, both from 0 to 100. {}",
        roles.collect::<Vec<_>>().join(" ")
    );
    html! {
        svg.axes role="img" aria-label=(alt) {
            (zones(high, mid))
            @for role in ranked.iter().rev() { (arms(role)) }
            @for role in ranked.iter().rev() { (place(role)) }
        }
    }
}

/// The zones of the bands with their names, and the scales.
fn zones(high: f64, mid: f64) -> Markup {
    let zone = |class: &str, from: [f64; 2]| {
        let (left, top) = (across(from[0]), up(100.0));
        html! {
            rect class=(class) x=(percent(left)) y=(percent(top)) width=(percent(across(100.0) - left))
                height=(percent(up(from[1]) - top)) {}
        }
    };
    let line = |from: [f64; 2], to: [f64; 2]| {
        html! {
            line.zone x1=(percent(across(from[0]))) y1=(percent(up(from[1]))) x2=(percent(across(to[0])))
                y2=(percent(up(to[1]))) {}
        }
    };
    let name = |text: &str, at: [f64; 2], anchor: &str| {
        html! {
            text.zone-name x=(percent(across(at[0]))) y=(percent(up(at[1]))) text-anchor=(anchor) { (text) }
        }
    };
    html! {
        (zone("plot", [0.0, 0.0]))
        (zone("near", [mid, mid]))
        (zone("primary", [high, high]))
        @for cut in [mid, high] {
            (line([cut, 0.0], [cut, 100.0]))
            (line([0.0, cut], [100.0, cut]))
            text.tick x=(percent(across(cut))) y=(percent(DOWN[1] + 4.0)) text-anchor="middle" { (cut) }
            text.tick x=(percent(ACROSS[0] - 1.2)) y=(percent(up(cut) + 1.2)) text-anchor="end" { (cut) }
        }
        @for end in [0.0, 100.0] {
            text.tick x=(percent(across(end))) y=(percent(DOWN[1] + 4.0)) text-anchor="middle" { (end) }
        }
        text.tick x=(percent(ACROSS[0] - 1.2)) y=(percent(up(100.0) + 1.2)) text-anchor="end" { "100" }
        (name("distant", [1.5, 2.5], "start"))
        (name("potential", [98.5, 2.5], "end"))
        (name("capable", [1.5, 94.0], "start"))
        (name("partial match", [1.5, mid + 2.5], "start"))
        (name("near-primary", [98.5, mid + 2.5], "end"))
        text.axis x=(percent(ACROSS[0])) y=(percent(DOWN[0] - 2.5)) { "competency ↑" }
        text.axis x=(percent(ACROSS[1])) y=(percent(DOWN[0] - 2.5)) text-anchor="end" { "primary fit" }
        text.axis x=(percent(ACROSS[1])) y=(percent(DOWN[1] + 9.0)) text-anchor="end" { "personality →" }
    }
}

fn arms(role: &RankedRole) -> Markup {
    let (personality, competency) = (&role.personality, &role.competency);
    let (x, y) = (percent(across(personality.value.value)), percent(up(competency.value.value)));
    let class = if role.is_shown { "arm" } else { "arm faint" };
    html! {
        line class=(class) x1=(percent(across(personality.low.value))) x2=(percent(across(personality.high.value))) y1=(y) y2=(y) {}
        line class=(class) y1=(percent(up(competency.low.value))) y2=(percent(up(competency.high.value))) x1=(x) x2=(x) {}
    }
}

fn place(role: &RankedRole) -> Markup {
    let (x, y) = (percent(across(role.personality.value.value)), percent(up(role.competency.value.value)));
    let class = if role.is_shown { "shape" } else { "shape faint" };
    html! {
        use class=(class) href=(format!("#shape-{}", role.role % SHAPES)) x=(x) y=(y) {}
        text class=(format!("{class} rank")) x=(x) y=(y) dy=".36em" text-anchor="middle" { (role.rank) }
    }
}

/// A dimension on its strip: the target as an interval, the estimate as a dot with its error line.
pub fn strip(row: &StyleRow) -> Markup {
    let (low, high) = (row.target.low, row.target.high);
    let stands = row.estimate.as_ref().map_or_else(|| "not scored".to_owned(), said);
    let alt = format!("{} from 0, {}, to 100, {}: {stands}; target {low} to {high}.", row.id, row.low, row.high);
    html! {
        svg.strip role="img" aria-label=(alt) {
            (track())
            rect.target x=(percent(low)) y="4" width=(percent(high - low)) height="14" rx="2" {}
            @if let Some(estimate) = &row.estimate { (dot(estimate)) }
        }
    }
}

/// An area on its bar: the need as a thick line, chance dashed, the gate as a triangle below.
pub fn bullet(row: &AreaRow) -> Markup {
    let stands = row.estimate.as_ref().map_or_else(|| "not scored".to_owned(), said);
    let gate = row.gate.as_ref().map(|gate| format!("; gate {}", gate.text)).unwrap_or_default();
    let alt = format!("{}: {stands}; need {}; chance {}{gate}.", row.title, row.need.text, row.chance.text);
    html! {
        svg.strip role="img" aria-label=(alt) {
            (track())
            @if let Some(estimate) = &row.estimate {
                rect.bar x="0" y="7" width=(percent(estimate.value.value)) height="8" {}
            }
            (upright("chance", &row.chance, [3, 19]))
            (upright("need", &row.need, [2, 20]))
            @if let Some(gate) = &row.gate { use.gate href="#gate" x=(percent(gate.value)) y="17" {} }
            @if let Some(estimate) = &row.estimate { (dot(estimate)) }
        }
    }
}

/// The target of a dimension on its strip, without a person; nothing is drawn where it is not scored.
#[cfg(feature = "program")]
pub fn target(id: &str, poles: &Poles, interval: Option<[f64; 2]>) -> Markup {
    let said = interval.map_or_else(|| "not scored".to_owned(), |[low, high]| format!("target {low} to {high}"));
    let alt = format!("{id} from 0, {}, to 100, {}: {said}.", poles.low, poles.high);
    html! {
        svg.strip role="img" aria-label=(alt) {
            (track())
            @if let Some([low, high]) = interval {
                rect.target x=(percent(low)) y="4" width=(percent(high - low)) height="14" rx="2" {}
            }
        }
    }
}

/// What an area needs on its bar, without a person.
#[cfg(feature = "program")]
pub fn need(title: &str, need: f64, gate: Option<f64>) -> Markup {
    let said = gate.map(|gate| format!("; gate {gate}")).unwrap_or_default();
    html! {
        svg.strip role="img" aria-label=(format!("{title}: need {need}{said}.")) {
            (track())
            line.need x1=(percent(need)) x2=(percent(need)) y1="2" y2="20" {}
            @if let Some(gate) = gate { use.gate href="#gate" x=(percent(gate)) y="17" {} }
        }
    }
}

fn track() -> Markup {
    html! { line.track x1="0" x2="100%" y1="11" y2="11" {} }
}

fn upright(class: &str, at: &ShownNumber, [top, bottom]: [u8; 2]) -> Markup {
    let x = percent(at.value);
    html! { line class=(class) x1=(x) x2=(x) y1=(top) y2=(bottom) {} }
}

fn dot(estimate: &ShownRange) -> Markup {
    html! {
        line.error x1=(percent(estimate.low.value)) x2=(percent(estimate.high.value)) y1="11" y2="11" {}
        circle.dot cx=(percent(estimate.value.value)) cy="11" r="5" {}
    }
}

/// How likely each band is: one strip of 100 %, a pattern per band, the best band first.
pub fn bands(title: &str, bands: &[(Band, ShownNumber)]) -> Markup {
    let mut left = 0.0;
    let pieces: Vec<(Band, f64, f64)> = bands
        .iter()
        .map(|(band, share)| {
            let start = left;
            left += 100.0 * share.value;
            (*band, start, 100.0 * share.value)
        })
        .collect();
    let said: Vec<String> = bands.iter().map(|(band, share)| format!("{band} {}", share.text)).collect();
    let alt = format!("How likely each band of {title} is: {}.", said.join(", "));
    html! {
        svg.bands role="img" aria-label=(alt) {
            @for (band, start, width) in pieces { (piece(band, start, width)) }
        }
    }
}

/// A sample of a band's pattern, to find it in the strip.
pub fn sample(band: Band) -> Markup {
    html! { svg.sample role="img" aria-label=(pattern(band)) { (piece(band, 0.0, 100.0)) } }
}

/// A part of the strip: an outline, filled with dashed lines. Patterns would be pixels in a PDF.
fn piece(band: Band, start: f64, width: f64) -> Markup {
    let [from, to, width] = [start, start + width, width].map(percent);
    let levels: &[u8] = match band {
        Band::PrimaryFit | Band::Distant | Band::InsufficientEvidence => &[],
        Band::NearPrimaryFit | Band::CapableStyleStretch => &[10],
        Band::PotentialCapabilityGap | Band::PartialMatch => &[5, 10, 15],
    };
    html! {
        rect class=(format!("piece {}", band.code())) x=(from) y="1" width=(width) height="18" {}
        @for level in levels { line class=(band.code()) x1=(from) x2=(to) y1=(level) y2=(level) {} }
    }
}

fn pattern(band: Band) -> &'static str {
    match band {
        Band::PrimaryFit => "full",
        Band::NearPrimaryFit => "close stripes",
        Band::PotentialCapabilityGap => "dots",
        Band::CapableStyleStretch => "wide stripes",
        Band::PartialMatch => "level lines",
        Band::Distant | Band::InsufficientEvidence => "empty",
    }
}

/// How values spread over people: ends, quartiles and median, by linear interpolation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub lowest: f64,
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
    pub highest: f64,
    pub people: usize,
}

impl Spread {
    /// Measures values; nothing spreads where there are none.
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1)?;
        let at = |share: f64| {
            let place = last as f64 * share;
            let (below, above) = (values[place.floor() as usize], values[place.ceil() as usize]);
            below + (place - place.floor()) * (above - below)
        };
        Some(Self {
            lowest: at(0.0),
            lower: at(0.25),
            median: at(0.5),
            upper: at(0.75),
            highest: at(1.0),
            people: values.len(),
        })
    }
}

/// A spread on a line of 0 to 100.
pub fn spread(title: &str, spread: &Spread) -> Markup {
    let Spread { lowest, lower, median, upper, highest, .. } = *spread;
    let alt = format!(
        "{title}: median {median:.0}, the middle half from {lower:.0} to {upper:.0}, all from {lowest:.0} to {highest:.0}."
    );
    html! {
        svg.strip role="img" aria-label=(alt) {
            (track())
            line.error x1=(percent(lowest)) x2=(percent(highest)) y1="11" y2="11" {}
            rect.target x=(percent(lower)) y="4" width=(percent(upper - lower)) height="14" {}
            line.need x1=(percent(median)) x2=(percent(median)) y1="2" y2="20" {}
        }
    }
}

/// A share of people as a bar.
pub fn share(title: &str, people: usize, all: usize) -> Markup {
    let width = 100.0 * people as f64 / all.max(1) as f64;
    html! {
        svg.strip role="img" aria-label=(format!("{title}: {people} of {all}.")) {
            (track())
            rect.full x="0" y="5" width=(percent(width)) height="12" {}
        }
    }
}

/// A value at two sittings: the first as a ring above, the second as a dot below, each with its range.
pub fn pair(title: &str, values: &[Option<ShownRange>; 2]) -> Markup {
    let words = values.each_ref().map(|value| value.as_ref().map_or_else(|| "not scored".to_owned(), said));
    let alt = format!("{title}: first {}; then {}.", words[0], words[1]);
    html! {
        svg.strip role="img" aria-label=(alt) {
            (track())
            @for (value, class, y) in values.iter().zip([("ring", 5), ("dot", 17)]).map(|(value, (class, y))| (value, class, y)) {
                @if let Some(value) = value {
                    line.error x1=(percent(value.low.value)) x2=(percent(value.high.value)) y1=(y) y2=(y) {}
                    circle class=(class) cx=(percent(value.value.value)) cy=(y) r="4.5" {}
                }
            }
        }
    }
}
