//! The page about roles, without a person: one in full, several side by side, or all of a pack.

use maud::{Markup, html};

use crate::pack::{AreaNeed, Pack, Role, StyleTarget};
use crate::render::report::chart;
use crate::render::report::frame::{Paper, document, masthead};
use crate::render::role_beside::{differences, need_lines, target_lines};
use crate::render::role_card::{self, level, range, track, ways, weight};
use crate::render::role_sections::{CardSection, DescribedPart, Told, described_parts, importance};
use crate::text::{all_of, capitalised, count};

/// Writes the page about one role.
pub fn one(pack: &Pack, role: &Role, paper: Paper) -> String {
    let content = html! {
        section.summary {
            p.over { (capitalised(track(role.track))) ", " code { (role.id) } }
            h1 { (role.title) }
            @if !role.summary.is_empty() { p.told { (role.summary) } }
            @if !role.mission.is_empty() { p.told { b { "Mission. " } (role.mission) } }
            (reading())
        }
        h2 { "What the role asks for" }
        (in_full(pack, role, &[role]))
    };
    page("Role blueprint", &role.title, pack, paper, &content)
}

/// Writes the page about several roles, side by side.
pub fn beside(pack: &Pack, roles: &[&Role], paper: Paper) -> String {
    let titles = all_of(roles.iter().map(|role| role.title.as_str()));
    let content = html! {
        section.summary {
            p.over { "Side by side" }
            h1 { (titles) }
            @for sentence in differences(pack, roles) { p.told { (sentence) } }
            (reading())
        }
        h2 { "Personality (work style)" }
        (targets_beside(pack, roles))
        h2 { "Competency (technical judgment)" }
        (needs_beside(pack, roles))
        (careers_beside(pack, roles))
    };
    let ids = roles.iter().map(|role| role.id.as_str()).collect::<Vec<_>>().join(", ");
    page("Roles side by side", &format!("Roles side by side: {ids}"), pack, paper, &content)
}

/// Writes the page about all roles of a pack: a list, then each in full.
pub fn all(pack: &Pack, paper: Paper) -> String {
    let roles: Vec<&Role> = pack.roles().iter().collect();
    let title = &pack.questionnaire().title;
    let content = html! {
        section.summary {
            p.over { (count(roles.len(), "role")) }
            h1 { (title) }
            (catalogue(pack, &roles))
            (reading())
        }
        @for role in &roles {
            section.role id=(anchor(role)) {
                header {
                    p.over { (capitalised(track(role.track))) ", " code { (role.id) } }
                    h2 { (role.title) }
                    @if !role.summary.is_empty() { p.summary-of-role { (role.summary) } }
                    @if !role.mission.is_empty() { p.summary-of-role { b { "Mission. " } (role.mission) } }
                }
                (in_full(pack, role, &roles))
            }
        }
    };
    page("Role blueprints", title, pack, paper, &content)
}

fn page(name: &str, title: &str, pack: &Pack, paper: Paper, content: &Markup) -> String {
    let body = html! {
        (masthead(name, &pack.questionnaire().reference()))
        main.blueprint { (content) }
    };
    document(title, paper, &body)
}

fn anchor(role: &Role) -> String {
    format!("role-{}", role.id)
}

/// How a blueprint is to be read.
fn reading() -> Markup {
    html! {
        p.reading {
            b { "How to read this. " }
            "Personality (work style) is how someone works, competency (technical judgment) how they decide. Targets, needs and gates \
             are on scales from 0 to 100, in percent of the maximum possible; weights are shares of an axis. Neither end of a work \
             style is better. A blueprint describes a role; it is not a hiring decision."
        }
    }
}

fn catalogue(pack: &Pack, roles: &[&Role]) -> Markup {
    html! {
        table.ranking {
            caption { "Beside each role its targets of " (all_of(pack.questionnaire().dimensions.iter().map(|dimension| dimension.id.as_str()))) ", in that order" }
            thead { tr { th scope="col" { "Role" } th scope="col" { "Track" } th scope="col" { "Personality (work style)" } } }
            tbody {
                @for role in roles {
                    tr {
                        th scope="row" { a href=(format!("#{}", anchor(role))) { (role.title) } }
                        td { (capitalised(track(role.track))) }
                        td { (role_card::targets(pack.questionnaire(), role)) }
                    }
                }
            }
        }
    }
}

/// A role part by part; roles that are on the page as well are linked.
fn in_full(pack: &Pack, role: &Role, on_page: &[&Role]) -> Markup {
    let (before, after): (Vec<DescribedPart>, Vec<DescribedPart>) =
        described_parts(role).into_iter().partition(|part| part.section < CardSection::Career);
    html! {
        h3 { "Personality (work style)" }
        (targets(pack, role))
        (reasons(role.work_style.iter().filter(|style| !style.why.is_empty()).map(|style| {
            (capitalised(pack.questionnaire().dimensions[style.dimension].id.as_str()), vec![style.why.clone()])
        })))
        h3 { "Competency (technical judgment)" }
        (needs(pack, role))
        (reasons(role.competency.iter().filter(|need| !need.meets.is_empty()).map(|need| {
            let excels = (!need.excels.is_empty()).then(|| format!("Excels: {}", need.excels));
            let texts = std::iter::once(format!("Meets: {}", need.meets)).chain(excels).collect();
            (pack.questionnaire().areas[need.area].title.clone(), texts)
        })))
        (described(&before))
        (neighbours(pack, role, on_page))
        (described(&after))
    }
}

/// What stands beside the parts of an axis in words.
fn reasons(reasons: impl Iterator<Item = (String, Vec<String>)>) -> Markup {
    let reasons: Vec<_> = reasons.collect();
    html! {
        @if !reasons.is_empty() {
            dl.reasons {
                @for (about, texts) in reasons {
                    div { dt { (about) } @for text in texts { dd { (text) } } }
                }
            }
        }
    }
}

fn targets(pack: &Pack, role: &Role) -> Markup {
    html! {
        table.parts.targets {
            caption { "Each dimension from one pole, 0, to the other, 100: the target as an outlined interval" }
            thead {
                tr {
                    th scope="col" { "Dimension" }
                    th scope="col" { "From pole to pole" }
                    th scope="col" { "Target" }
                    th.right scope="col" { "Range" }
                    th.right scope="col" { "Weight" }
                }
            }
            tbody {
                @for style in &role.work_style {
                    tr {
                        th scope="row" { (capitalised(pack.questionnaire().dimensions[style.dimension].id.as_str())) }
                        td.chart { (target_chart(pack, style)) }
                        td { (style.target) }
                        td.right { span.of { "Range" } (range(style)) }
                        td.right { span.of { "Weight" } (weight(style)) }
                    }
                }
            }
        }
    }
}

/// A target between its poles.
fn target_chart(pack: &Pack, style: &StyleTarget) -> Markup {
    let dimension = &pack.questionnaire().dimensions[style.dimension];
    let interval = style.target.interval().map(|interval| [interval.min(), interval.max()]);
    html! {
        div.poles { span { (dimension.poles.low) } span { (dimension.poles.high) } }
        (chart::target(dimension.id.as_str(), &dimension.poles, interval))
    }
}

fn needs(pack: &Pack, role: &Role) -> Markup {
    html! {
        table.parts.needs {
            caption { "Each area from 0 to 100: the need as a thick line, a gate, the floor under it, as a triangle" }
            thead {
                tr {
                    th scope="col" { "Area" }
                    th scope="col" { "From 0 to 100" }
                    th scope="col" { "Need" }
                    th scope="col" { "Gate" }
                    th scope="col" { "Importance" }
                    th.right scope="col" { "Weight" }
                }
            }
            tbody {
                @for need in &role.competency {
                    tr {
                        th scope="row" { (pack.questionnaire().areas[need.area].title) }
                        td.chart { (need_chart(pack, need)) }
                        td { span.of { "Need" } (level(&need.need)) }
                        td { @if let Some(gate) = &need.gate { span.of { "Gate" } (level(gate)) } }
                        td { span.of { "Importance" } (importance(need.importance)) }
                        td.right { span.of { "Weight" } (need.weight.get()) }
                    }
                }
            }
        }
    }
}

fn need_chart(pack: &Pack, need: &AreaNeed) -> Markup {
    let title = &pack.questionnaire().areas[need.area].title;
    chart::need(title, need.need.score.get(), need.gate.as_ref().map(|gate| gate.score.get()))
}

fn described(parts: &[DescribedPart]) -> Markup {
    html! {
        @if !parts.is_empty() {
            div.described {
                @for part in parts {
                    section {
                        h3 { (part.heading) }
                        @match &part.told {
                            Told::Prose(text) => p { (text) },
                            Told::List(items) => { ul { @for item in items { li { (item) } } } },
                        }
                    }
                }
            }
        }
    }
}

fn neighbours(pack: &Pack, role: &Role, on_page: &[&Role]) -> Markup {
    let ways: Vec<_> = ways(role).collect();
    html! {
        @if !ways.is_empty() {
            section.career {
                h3 { "Career path" }
                dl {
                    @for (way, names) in ways {
                        div { dt { (way) } @for name in names { dd { (neighbour(pack, role, name, on_page)) } } }
                    }
                }
            }
        }
    }
}

fn neighbour(pack: &Pack, role: &Role, name: &str, on_page: &[&Role]) -> Markup {
    let is_linked = |other: &Role| other.id != role.id && on_page.iter().any(|shown| shown.id == other.id);
    html! {
        @match pack.role(name) {
            Some(other) if is_linked(other) => a href=(format!("#{}", anchor(other))) { (other.title) },
            Some(other) => { (other.title) },
            None => { (name) },
        }
    }
}

/// The first row of a table with a column per role.
fn heading(first: &str, roles: &[&Role]) -> Markup {
    html! {
        thead { tr { th scope="col" { (first) } @for role in roles { th scope="col" { (role.title) } } } }
    }
}

fn targets_beside(pack: &Pack, roles: &[&Role]) -> Markup {
    html! {
        table.parts.beside {
            caption { "Each dimension from one pole, 0, to the other, 100: the targets as outlined intervals" }
            (heading("Dimension", roles))
            tbody {
                @for (index, dimension) in pack.questionnaire().dimensions.iter().enumerate() {
                    @if roles.iter().any(|role| role.style_target(index).is_some()) {
                        tr {
                            th scope="row" { (capitalised(dimension.id.as_str())) }
                            @for role in roles {
                                td.chart {
                                    span.of { (role.title) }
                                    @match role.style_target(index) {
                                        Some(style) => { (target_chart(pack, style)) p.caption { (target_lines(style).join("; ")) } },
                                        None => p.caption { "not named" },
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

fn needs_beside(pack: &Pack, roles: &[&Role]) -> Markup {
    html! {
        table.parts.beside {
            caption { "Each area from 0 to 100: the need as a thick line, a gate, the floor under it, as a triangle" }
            (heading("Area", roles))
            tbody {
                @for (index, area) in pack.questionnaire().areas.iter().enumerate() {
                    @if roles.iter().any(|role| role.area_need(index).is_some()) {
                        tr {
                            th scope="row" { (area.title) }
                            @for role in roles {
                                td.chart {
                                    span.of { (role.title) }
                                    @match role.area_need(index) {
                                        Some(need) => { (need_chart(pack, need)) p.caption { (need_lines(need).join("; ")) } },
                                        None => p.caption { "not named" },
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

fn careers_beside(pack: &Pack, roles: &[&Role]) -> Markup {
    html! {
        @for role in roles {
            @let ways: Vec<_> = ways(role).collect();
            @if !ways.is_empty() {
                section.career {
                    h3 { "Career path of " (role.title) }
                    dl {
                        @for (way, names) in ways {
                            div { dt { (way) } @for name in names { dd { (neighbour(pack, role, name, &[])) } } }
                        }
                    }
                }
            }
        }
    }
}
