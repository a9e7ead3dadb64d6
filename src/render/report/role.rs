//! One role in full: both axes part by part, how sure it is, what would move it, and where it lies on a career.

use maud::{Markup, html};

use crate::render::report::chart;
use crate::render::report::frame::{estimate, number};
use crate::render::report::view::{AreaRow, RoleView, ShownNumber, StepView, StyleRow};
use crate::text::{capitalised, count};

/// Writes a role's part of a report.
pub(super) fn section(view: &RoleView, anchor: &str) -> Markup {
    html! {
        section.role id=(anchor) {
            header {
                p.over {
                    @match view.rank {
                        Some(rank) => { "Rank " (rank) },
                        None => { "Not ranked" },
                    }
                }
                h2 { (view.title) }
                p.band { (capitalised(&view.band)) }
                p.summary-of-role { (view.summary) }
            }
            h3 { "Personality" }
            (styles(&view.styles))
            h3 { "Competency" }
            (areas(&view.areas, &view.sums))
            (evidence(view))
            (certainty(view))
            (steps(view))
            (career(view))
        }
    }
}

fn heading(names: &[(&str, bool)]) -> Markup {
    html! {
        thead {
            tr {
                @for (name, is_number) in names { th.right[*is_number] scope="col" { (name) } }
            }
        }
    }
}

fn styles(rows: &[StyleRow]) -> Markup {
    html! {
        table.parts.styles {
            caption { "Each dimension from one pole to the other: the target as an outlined interval, the estimate as a dot, \
                       its 90% range as a line" }
            (heading(&[("Dimension", false), ("Where you stand", false), ("Answered", true), ("Estimate", true),
                ("Target", false), ("Fit", true), ("Weight", true)]))
            tbody { @for row in rows { (style_row(row)) } }
        }
    }
}

fn style_row(row: &StyleRow) -> Markup {
    html! {
        tr {
            th scope="row" { (capitalised(&row.id)) span.note { (row.words) } }
            td.chart {
                div.poles { span { (row.low) } span { (row.high) } }
                (chart::strip(row))
            }
            (cell("Answered", row.answered.as_ref()))
            td.right { span.of { "Estimate" } @if let Some(known) = &row.estimate { (estimate(known)) } @else { "–" } }
            td.target {
                span.of { "Target" }
                @if let Some(words) = &row.target_words { (words) " " }
                span.whole { (row.target.low) " to " (row.target.high) }
            }
            (cell("Fit", row.fit.as_ref()))
            (cell("Weight", Some(&row.weight)))
        }
    }
}

/// A number, or a dash where it is not scored.
fn cell(name: &str, value: Option<&ShownNumber>) -> Markup {
    html! {
        td.right {
            span.of { (name) }
            @match value {
                Some(value) => { (number(value)) },
                None => { "–" },
            }
        }
    }
}

fn areas(rows: &[AreaRow], sums: &[(&'static str, ShownNumber)]) -> Markup {
    html! {
        table.parts.areas {
            caption { "Each area from 0 to 100: the need as a thick line, chance dashed, a gate as a triangle, the estimate as a \
                       dot with its 90% range" }
            (heading(&[("Area", false), ("Where you stand", false), ("Answered", true), ("Estimate", true), ("Need", true),
                ("Gate", true), ("Met", true), ("Weight", true)]))
            tbody { @for row in rows { (area_row(row)) } }
            @if !sums.is_empty() {
                tfoot {
                    @for (name, sum) in sums {
                        tr {
                            th scope="row" colspan="6" { (capitalised(name)) }
                            td.right { (number(sum)) }
                            td {}
                        }
                    }
                }
            }
        }
    }
}

fn area_row(row: &AreaRow) -> Markup {
    html! {
        tr {
            th scope="row" { (row.title) }
            td.chart { (chart::bullet(row)) }
            (cell("Answered", row.answered.as_ref()))
            td.right { span.of { "Estimate" } @if let Some(known) = &row.estimate { (estimate(known)) } @else { "–" } }
            (cell("Need", Some(&row.need)))
            td.right { span.of { "Gate" } @if let Some(gate) = &row.gate { (number(gate)) } }
            (cell("Met", row.attainment.as_ref()))
            (cell("Weight", Some(&row.weight)))
        }
    }
}

/// What stands out among the areas, and the gates.
fn evidence(view: &RoleView) -> Markup {
    html! {
        div.evidence {
            @for line in &view.evidence { p { (line) "." } }
            @if !view.gates.is_empty() {
                p {
                    "Gates: "
                    @for (index, gate) in view.gates.iter().enumerate() {
                        @if index > 0 { "; " }
                        (gate.title) " " (number(&gate.level)) " "
                        @match &gate.verdict {
                            Some((verdict, chance)) => { (verdict) " (above with " (number(chance)) ")" },
                            None => { "not scored" },
                        }
                    }
                    ". All of them together are passed with " (number(&view.all_gates)) "."
                }
            }
        }
    }
}

fn certainty(view: &RoleView) -> Markup {
    html! {
        @if !view.bands.is_empty() {
            section.sure {
                h3 { "How sure the band is" }
                (chart::bands(&view.title, &view.bands))
                ul.legend {
                    @for (band, share) in &view.bands {
                        li { (chart::sample(*band)) " " (band) " " b { (number(share)) } }
                    }
                }
                ul.lines { @for line in &view.sure { li { (line) "." } } }
            }
        }
    }
}

fn steps(view: &RoleView) -> Markup {
    html! {
        @if !view.steps.is_empty() {
            section.steps {
                h3 { "What would move you" }
                p.caption { "Areas whose need is likely not met yet, by what meeting it would add to the overall value if \
                             nothing else moved." }
                ol { @for step in &view.steps { (one_step(step)) } }
                @if view.more_steps > 0 { p.caption { "Further areas: " (count(view.more_steps, "step")) ", in the JSON of `score`." } }
            }
        }
    }
}

fn one_step(step: &StepView) -> Markup {
    html! {
        li {
            p.step { b { (step.title) } span.gain { "+" (number(&step.gain)) } }
            p.caption { "Meet the need of " (number(&step.to)) (step.after) "." }
            ul { @for action in &step.actions { li { (action) } } }
        }
    }
}

fn career(view: &RoleView) -> Markup {
    html! {
        @if !view.career.is_empty() {
            section.career {
                h3 { "Career path, with your fit where the pack has the role" }
                dl {
                    @for (way, neighbours) in &view.career {
                        div {
                            dt { (way) }
                            @for neighbour in neighbours {
                                dd {
                                    (neighbour.title)
                                    @if let Some((band, overall)) = &neighbour.fit {
                                        span.note { (band) @if let Some(overall) = overall { ", " (estimate(overall)) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
