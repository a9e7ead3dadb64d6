//! The page about many people at once: how roles and bands fall, how far the parts spread, which gaps are common. It ranks
//! nobody: people are links, in order of their ids.

use maud::{Markup, html};

use crate::pack::Pack;
use crate::render::Sheet;
use crate::render::report::chart::{self, Spread};
use crate::render::report::frame::{Paper, document, masthead};
use crate::scoring::Band;
use crate::text::{all_of, capitalised, count, people};

/// What one person adds to the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Glance {
    /// Id or pseudonym.
    pub person: String,
    /// The name as well, where one is known.
    pub called: String,
    /// The band of every role of the pack.
    pub bands: Vec<Band>,
    /// The role that stands first; absent with insufficient evidence.
    pub first: Option<usize>,
    /// Titles of the roles that may be the best fit.
    pub contenders: Vec<usize>,
    pub dimensions: Vec<Option<f64>>,
    pub areas: Vec<Option<f64>>,
    /// Areas whose need, as the first role has it, is likely not met.
    pub gaps: Vec<usize>,
    /// Codes of notices.
    pub flags: Vec<String>,
}

impl Glance {
    pub fn of(sheet: &Sheet<'_>, called: String) -> Self {
        let profile = &sheet.assessment.profile;
        let ranking = &sheet.assessment.ranking;
        let first = ranking.fits().iter().find(|fit| fit.rank == Some(1));
        let band = |role| ranking.fit(role).map_or(Band::InsufficientEvidence, |fit| fit.band);
        Self {
            person: sheet.answers.person.clone(),
            called,
            bands: (0..sheet.pack.roles().len()).map(band).collect(),
            first: first.map(|fit| fit.role),
            contenders: sheet.contenders().iter().map(|fit| fit.role).collect(),
            dimensions: profile.dimensions.iter().map(|score| Some(score.estimate.as_ref()?.score)).collect(),
            areas: (0..profile.areas.len()).map(|area| sheet.area_score(area)).collect(),
            gaps: first.map(|fit| fit.growth.iter().map(|step| step.area).collect()).unwrap_or_default(),
            flags: sheet.notices.iter().map(|notice| notice.code.to_string()).collect(),
        }
    }
}

/// A cohort, ready to be shown.
#[derive(Debug)]
pub struct CohortView<'a> {
    pub pack: &'a Pack,
    /// Each person with the name of the file of their report.
    pub people: Vec<(Glance, String)>,
    /// How many rows could not be scored.
    pub rejected: usize,
}

/// Writes the page.
pub fn page(mut cohort: CohortView<'_>, paper: Paper) -> String {
    cohort.people.sort_by(|(one, _), (other, _)| one.person.cmp(&other.person));
    let body = html! {
        (masthead("Cohort at a glance", &cohort.pack.questionnaire().reference()))
        main.cohort {
            section.summary {
                p.over { "Role fit of" }
                h1 { (people(cohort.people.len())) }
                p.lede { (lede(&cohort)) }
            }
            (roles(&cohort))
            (spreads(&cohort))
            (gaps(&cohort))
            (flags(&cohort))
            (links(&cohort))
            p.reading {
                "Bands and estimates are those of each person’s report. The page counts people; it does not rank them, and nothing \
                 here is a hiring decision. Small groups say little: a median of few people moves with every one of them."
            }
        }
    };
    document("Cohort at a glance", paper, &body)
}

fn lede(cohort: &CohortView<'_>) -> String {
    let all = cohort.people.len();
    let glances = || cohort.people.iter().map(|(glance, _)| glance);
    let primary = glances().filter(|glance| glance.bands.contains(&Band::PrimaryFit)).count();
    let open = glances().filter(|glance| glance.contenders.len() > 1).count();
    let unscored = glances().filter(|glance| glance.first.is_none()).count();
    let mut sentence = format!(
        "{primary} of {all} with a primary fit in at least one role; for {open} the answers do not settle which role fits best"
    );
    if unscored > 0 {
        sentence.push_str(&format!("; {unscored} with too few answers to rank any role"));
    }
    if cohort.rejected > 0 {
        let verb = if cohort.rejected == 1 { "was" } else { "were" };
        sentence.push_str(&format!("; {} {verb} not scored", count(cohort.rejected, "row")));
    }
    sentence + "."
}

/// Every role: how often it stands first, and how many people have each band with it.
fn roles(cohort: &CohortView<'_>) -> Markup {
    let with = |role: usize, band| cohort.people.iter().filter(|(glance, _)| glance.bands[role] == band).count();
    let first = |role| cohort.people.iter().filter(|(glance, _)| glance.first == Some(role)).count();
    html! {
        section {
            h2 { "Roles by band" }
            table.counts {
                caption { "How many people have each band with a role, and for how many it stands first" }
                thead {
                    tr {
                        th scope="col" { "Role" }
                        th.right scope="col" { "First" }
                        @for band in Band::ALL { th.right scope="col" { (capitalised(band.name())) } }
                    }
                }
                tbody {
                    @for (index, role) in cohort.pack.roles().iter().enumerate() {
                        tr {
                            th scope="row" { (role.title) }
                            (counted("First", first(index)))
                            @for band in Band::ALL { (counted(band.name(), with(index, band))) }
                        }
                    }
                }
            }
        }
    }
}

fn counted(name: &str, number: usize) -> Markup {
    html! {
        td.right.none[number == 0] { span.of { (capitalised(name)) } data value=(number) { (number) } }
    }
}

/// How far every dimension and area spreads over the people.
fn spreads(cohort: &CohortView<'_>) -> Markup {
    let questionnaire = cohort.pack.questionnaire();
    let of = |value: &dyn Fn(&Glance) -> Option<f64>| {
        Spread::of(cohort.people.iter().filter_map(|(glance, _)| value(glance)).collect())
    };
    html! {
        section {
            h2 { "Personality (work style)" }
            table.parts.spreads {
                caption { "Where people stand: the middle half as a bar, the median as a line, all of them between the ends" }
                (spread_heading("Dimension"))
                tbody {
                    @for (index, dimension) in questionnaire.dimensions.iter().enumerate() {
                        (spread_row(&capitalised(dimension.id.as_str()),
                            Some([&dimension.poles.low, &dimension.poles.high]), of(&|glance| glance.dimensions[index])))
                    }
                }
            }
            h2 { "Competency (technical judgment)" }
            table.parts.spreads {
                (spread_heading("Area"))
                tbody {
                    @for (index, area) in questionnaire.areas.iter().enumerate() {
                        (spread_row(&area.title, None, of(&|glance| glance.areas[index])))
                    }
                }
            }
        }
    }
}

fn spread_heading(part: &str) -> Markup {
    html! {
        thead {
            tr {
                th scope="col" { (part) }
                th scope="col" { "Spread" }
                @for name in ["Lowest", "Median", "Middle half", "Highest", "People"] { th.right scope="col" { (name) } }
            }
        }
    }
}

fn spread_row(title: &str, poles: Option<[&String; 2]>, spread: Option<Spread>) -> Markup {
    let number = |value: f64| html! { data value=(value) { (value.round()) } };
    html! {
        tr {
            th scope="row" { (title) }
            @if let Some(spread) = &spread {
                td.chart {
                    @if let Some([low, high]) = poles { div.poles { span { (low) } span { (high) } } }
                    (chart::spread(title, spread))
                }
                td.right { span.of { "Lowest" } (number(spread.lowest)) }
                td.right { span.of { "Median" } b { (number(spread.median)) } }
                td.right { span.of { "Middle half" } (number(spread.lower)) "–" (number(spread.upper)) }
                td.right { span.of { "Highest" } (number(spread.highest)) }
                (counted("People", spread.people))
            } @else {
                td colspan="6" { "not scored for anybody" }
            }
        }
    }
}

/// Areas by how many people likely do not meet the need of the role that stands first for them.
fn gaps(cohort: &CohortView<'_>) -> Markup {
    let ranked = cohort.people.iter().filter(|(glance, _)| glance.first.is_some()).count();
    let areas = &cohort.pack.questionnaire().areas;
    let with = |area| cohort.people.iter().filter(|(glance, _)| glance.gaps.contains(&area)).count();
    let mut gaps: Vec<(usize, usize)> =
        (0..areas.len()).map(|area| (area, with(area))).filter(|gap| gap.1 > 0).collect();
    gaps.sort_by_key(|(area, people)| (std::cmp::Reverse(*people), *area));
    html! {
        @if !gaps.is_empty() {
            section {
                h2 { "Common gaps, to plan a workshop by" }
                table.parts.gaps {
                    caption { "For how many people the need of their first role is likely not met" }
                    thead {
                        tr { th scope="col" { "Area" } th scope="col" { "Share" } th.right scope="col" { "People" } }
                    }
                    tbody {
                        @for (area, people) in gaps {
                            tr {
                                th scope="row" { (areas[area].title) }
                                td.chart { (chart::share(&areas[area].title, people, ranked)) }
                                td.right { span.of { "People" } data value=(people) { (people) } " of " (ranked) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn flags(cohort: &CohortView<'_>) -> Markup {
    let mut flags: Vec<&String> = cohort.people.iter().flat_map(|(glance, _)| &glance.flags).collect();
    flags.sort_unstable();
    flags.dedup();
    let with = |flag: &String| cohort.people.iter().filter(|(glance, _)| glance.flags.contains(flag)).count();
    html! {
        @if !flags.is_empty() || cohort.rejected > 0 {
            section.notices {
                h2 { "About the answers" }
                ul {
                    @for flag in flags { li { (capitalised(&flag.replace('-', " "))) ": " (people(with(flag))) } }
                    @if cohort.rejected > 0 { li { "Not scored: " (count(cohort.rejected, "row")) ", with its reasons in the rejected rows of the run" } }
                }
            }
        }
    }
}

fn links(cohort: &CohortView<'_>) -> Markup {
    let title = |role: &usize| cohort.pack.roles()[*role].title.as_str();
    html! {
        section {
            h2 { "Reports, in order of ids" }
            ul.people {
                @for (glance, file) in &cohort.people {
                    li {
                        a href=(file) { bdi { (glance.called) } }
                        span.note {
                            @if glance.contenders.is_empty() { "too few answers" }
                            @else { (all_of(glance.contenders.iter().map(title)).replace(" and ", " or ")) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_that_of_linear_interpolation() {
        let spread = Spread::of(vec![40.0, 10.0, 30.0, 20.0]).unwrap();
        assert_eq!(
            [spread.lowest, spread.lower, spread.median, spread.upper, spread.highest],
            [10.0, 17.5, 25.0, 32.5, 40.0]
        );
        assert_eq!(Spread::of(vec![7.0]).unwrap().median, 7.0);
        assert!(Spread::of(Vec::new()).is_none());
    }
}
