//! The report of one person: a summary that misleads nobody who reads only that, then each role, then what numbers mean.

use maud::{Markup, html};

use crate::render::report::frame::{Paper, document, estimate, masthead, number, range};
use crate::render::report::view::{About, AnsweredPart, AxisView, PersonView, RankedRole, RoleView};
use crate::render::report::{chart, role};
use crate::text::{capitalised, count};

/// Writes one page about one person, or about several, one after the other.
pub(crate) fn page(people: &[PersonView], paper: Paper) -> String {
    let title = match people {
        [one] => format!("Role fit of {}", one.person),
        several => format!("Role fit of {} people", several.len()),
    };
    document(&title, paper, &body(people))
}

/// Writes what is in the page.
pub(crate) fn body(people: &[PersonView]) -> Markup {
    let questionnaire = people.first().map(|person| person.about.questionnaire.as_str()).unwrap_or_default();
    html! {
        (masthead("Role fit report", questionnaire))
        main {
            @for (index, person) in people.iter().enumerate() {
                article { (whole(person, &format!("person-{}", index + 1))) }
            }
        }
    }
}

fn whole(person: &PersonView, prefix: &str) -> Markup {
    html! {
        (summary(person, prefix))
        @for view in &person.roles { (role::section(view, &anchor(prefix, &view.id))) }
        (about(&person.about, person.cutoffs))
        @if let Some(answers) = &person.answers { (answered(answers)) }
    }
}

fn anchor(prefix: &str, id: &str) -> String {
    format!("{prefix}-{id}")
}

/// The first page.
fn summary(person: &PersonView, prefix: &str) -> Markup {
    html! {
        section.summary {
            p.over { "Role fit of" }
            h1 { bdi { (person.person) } }
            p.lede { (person.lede) }
            @if !person.ranked.is_empty() {
                div.spread {
                    figure.both {
                        (chart::axes(&person.ranked, person.cutoffs))
                        figcaption { "A shape per role, numbered by rank. Across: personality (work style), how you work; up: competency \
                            (technical judgment), how you decide. Arms: where the role lies with 90%." }
                    }
                    div.short {
                        @for view in &person.roles { (in_short(view, prefix)) }
                        @if !person.style.is_empty() {
                            p.style { "As answered, you are " (person.style) ". Neither end of a work style is better." }
                        }
                    }
                }
                (ranking(&person.ranked, prefix))
            }
            (unranked(&person.unranked))
            (notices(&person.notices))
            p.reading {
                b { "How to read this. " }
                "Numbers are percent of the maximum possible, not percentiles. Beside each stands the range in which it lies \
                 with 90%, as far as these answers tell: where ranges overlap, so may the roles. A fit describes answers \
                 against a role description; it is not a hiring decision."
            }
        }
    }
}

/// A role in a few sentences.
fn in_short(view: &RoleView, prefix: &str) -> Markup {
    html! {
        section {
            h2 {
                @if let Some(rank) = view.rank { span.number { (rank) } " " }
                a href=(format!("#{}", anchor(prefix, &view.id))) { (view.title) }
            }
            p.axes-in-words {
                b { (capitalised(&view.band)) } ". "
                @for (index, axis) in view.headline.iter().enumerate() {
                    @if index > 0 { ", " }
                    (axis_in_words(axis, index > 0))
                }
                "."
            }
            p { (view.implication) }
            p.gap {
                span.label { "Main gap" } " " (view.main_gap) "."
                @if let Some(step) = view.steps.first() {
                    " " span.label { "Would move it most" } " " (step.title) " (overall up by " (number(&step.gain)) ")."
                }
            }
        }
    }
}

fn axis_in_words(axis: &AxisView, is_lower: bool) -> Markup {
    let name = if is_lower { axis.name.to_lowercase() } else { axis.name.to_owned() };
    html! {
        span.whole {
            (name) " "
            @match &axis.value {
                Some(value) => { (number(&value.value)) " (" (range(value)) ")" },
                None => { (axis.missing) },
            }
        }
    }
}

fn ranking(ranked: &[RankedRole], prefix: &str) -> Markup {
    html! {
        table.ranking {
            caption { "Roles in order of the overall value, with 90% ranges" }
            thead {
                tr {
                    th scope="col" { "Rank" }
                    th scope="col" { "Role" }
                    th.right scope="col" { "Overall" }
                    th.right scope="col" { "Personality" }
                    th.right scope="col" { "Competency" }
                    th scope="col" { "Band, and how likely" }
                }
            }
            tbody { @for role in ranked { (ranked_row(role, prefix)) } }
        }
    }
}

fn ranked_row(role: &RankedRole, prefix: &str) -> Markup {
    html! {
        tr.contender[role.is_contender] {
            td.rank { (role.rank) }
            th scope="row" {
                @if role.is_shown {
                    a href=(format!("#{}", anchor(prefix, &role.id))) { (role.title) }
                } @else {
                    (role.title)
                }
                @if role.is_contender { span.note { "may be the best fit (" (number(&role.p_best)) ")" } }
            }
            td.right { span.of { "Overall" } (estimate(&role.overall)) }
            td.right { span.of { "Personality" } (estimate(&role.personality)) }
            td.right { span.of { "Competency" } (estimate(&role.competency)) }
            td { (role.band) }
        }
    }
}

fn unranked(roles: &[String]) -> Markup {
    html! {
        @if !roles.is_empty() {
            section.unranked {
                h2 { "Not ranked: too few answers" }
                ul { @for role in roles { li { (role) } } }
            }
        }
    }
}

fn notices(notices: &[String]) -> Markup {
    html! {
        @if !notices.is_empty() {
            section.notices {
                h2 { "About these answers" }
                ul { @for notice in notices { li { (capitalised(notice)) "." } } }
            }
        }
    }
}

/// What the numbers are, and what they are not.
fn about(about: &About, [high, mid]: [f64; 2]) -> Markup {
    html! {
        section.about {
            h2 { "What the numbers are, and what they are not" }
            div.columns {
                p { b { "Two axes. " } "Personality (work style) says how you work, competency (technical judgment) how you decide. \
                    Overall is the square root of their product: strength on one cannot pay for weakness on the other." }
                p { b { "Estimates. " } "“Answered” is the mean of your answers, 0 to 100. The estimate is the middle of what \
                    they leave likely. A few questions exaggerate highs and lows, so each area is read in the light of your \
                    other areas; no other people are used." }
                p { b { "Ranges. " } "With 90% the value lies there, if the method’s assumptions hold. It is not what answering \
                    again would print: that has an error of its own." }
                p { b { "Fit and met. " } "Fit is full inside a target and falls to nothing outside of it. Met is how far an \
                    area is on the way from a blind pick (chance) to the need. Neither end of a work style is better, and no \
                    step here asks you to change yours." }
                p { b { "Gates. " } "A gate is a floor under an area. As far as it is failed, competency counts as "
                    (about.gate_cap) " at most." }
                p { b { "Bands. " } "Primary fit: both axes at least " (high) ". Near-primary: both at least " (mid)
                    ". Potential: personality at least " (high) ", competency below " (mid) ". Capable: the other way round. \
                    Partial match: one axis at least " (mid) ". These cut-offs are conventions, not norms." }
                p { b { "Not percentiles, not a verdict. " } "Nobody is compared with anybody. Nothing here is a hiring \
                    decision or a diagnosis. Validity evidence: none declared." }
                p { b { "Source. " } "Questionnaire " (about.questionnaire) ". " (about.form) " Method " (about.method)
                    ". Key: " (about.provenance) ". " (about.note) " Pack " code { (about.digest.get(..12).unwrap_or_default()) } "." }
            }
        }
    }
}

/// The answers themselves: on the screen, not on paper.
fn answered(parts: &[AnsweredPart]) -> Markup {
    let number = parts.iter().flat_map(|part| &part.answers).filter(|(_, answer)| answer.is_some()).count();
    html! {
        section.answers {
            details {
                summary { "The answers behind this page: " (count(number, "answer")) }
                @for part in parts {
                    h3 { (capitalised(&part.title)) }
                    dl {
                        @for (question, answer) in &part.answers {
                            div {
                                dt { (question) }
                                dd { (answer.as_deref().unwrap_or("not answered")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
