//! What does not hold in a case, with its place, what explains it, and what would hold.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Fix};
use crate::expectation::{Case, Correction, Failure, Observed, People, RoleObserved};
use crate::load::cases::Cases;
use crate::pack::Pack;
use crate::render::number::tenths;
use crate::route::{Aim, Step};
use crate::rule::FAILED_EXPECTATION;
use crate::scoring::Band;
use crate::source::Span;
use crate::text::all_of;

/// Judges a case. One that expects nothing can never fail, and fails for that.
pub(super) fn of(cases: &Cases, case: &Case, pack: &Pack, observed: &Observed) -> Vec<Diagnostic> {
    if case.expectations.is_empty() {
        return vec![expects_nothing(cases, case, pack, observed)];
    }
    let failures = case.expectations.iter().filter_map(|expectation| expectation.judge(pack, observed));
    failures.map(|failure| diagnostic(cases, case, pack, observed, &failure)).collect()
}

/// Returns the line of a case, from 1.
pub(super) fn line(cases: &Cases, name: &str) -> usize {
    let key = entry(cases, &steps(name, &[])).and_then(|(key, _)| key);
    cases.places.source().position(key.map_or(0, |key| key.start)).line
}

fn steps(case: &str, rest: &[Step]) -> Vec<Step> {
    let mut steps = vec![Step::Key("cases".to_owned()), Step::Key(case.to_owned())];
    steps.extend_from_slice(rest);
    steps
}

fn entry(cases: &Cases, steps: &[Step]) -> Option<(Option<Span>, Span)> {
    cases.places.tree()?.entry_spans(steps)
}

fn at(cases: &Cases, steps: &[Step], aim: Aim, message: String) -> Diagnostic {
    let source = cases.places.source();
    match cases.places.tree().and_then(|tree| tree.locate(steps, aim)) {
        Some(span) => Diagnostic::at(&FAILED_EXPECTATION, source, span, message),
        None => Diagnostic::about_file(&FAILED_EXPECTATION, source.name(), message),
    }
}

fn diagnostic(cases: &Cases, case: &Case, pack: &Pack, observed: &Observed, failure: &Failure) -> Diagnostic {
    let steps = steps(&case.name, &failure.expectation.steps(pack));
    let message = format!("`{}`: expected {}, got {}", case.name, failure.expected, failure.got);
    let mut found = at(cases, &steps, Aim::Value, message).label(format!("got {}", failure.got));
    for role in &failure.roles {
        found = found.note(explanation(pack.roles()[*role].id.as_str(), &observed.roles[*role], &case.people));
    }
    let fix = failure.correction.as_ref().and_then(|correction| edit(cases, steps, correction));
    let help = match fix {
        Some(_) => "correct the role or the case; `--update` writes what is observed",
        None => "correct the role or the case",
    };
    found.help(help).fix(fix)
}

/// Says what a role's value is made of.
fn explanation(id: &str, role: &RoleObserved, people: &People) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), tenths);
    let values = format!(
        "overall {}, personality {}, competency {}",
        number(role.overall),
        number(role.personality),
        number(role.competency)
    );
    match people {
        People::One(_) => {
            let parts: Vec<String> = role
                .largest
                .iter()
                .map(|(part, axis, points)| format!("`{part}` ({} points of {axis})", tenths(*points)))
                .collect();
            let most = if parts.is_empty() {
                String::new()
            } else {
                format!("; most comes from {}", all_of(parts.iter().map(String::as_str)))
            };
            format!("`{id}`: {values}, `{}`{most}", role.band().code())
        }
        People::Simulated(_) => format!("`{id}` on average: {values}; first for {}%", tenths(100.0 * role.first)),
    }
}

/// Makes the edit that writes what would hold; nothing where a comment stands in its place.
fn edit(cases: &Cases, mut steps: Vec<Step>, correction: &Correction) -> Option<Fix> {
    let source = cases.places.source();
    let (title, span, text) = match correction {
        Correction::Word(word) => (word.clone(), entry(cases, &steps)?.1, word.clone()),
        Correction::Bound(key, bound) => {
            steps.push(Step::Key((*key).to_owned()));
            (bound.to_string(), entry(cases, &steps)?.1, bound.to_string())
        }
        Correction::List(words) => {
            let (key, value) = entry(cases, &steps)?;
            let list = format!("[{}]", words.join(", "));
            let whole = key?.end..value.end;
            if source.slice(&whole).contains('#') {
                return None;
            }
            (list.clone(), whole, format!(": {list}"))
        }
    };
    Some(Fix { title: format!("write `{title}`"), source: Arc::clone(source), span, text })
}

fn expects_nothing(cases: &Cases, case: &Case, pack: &Pack, observed: &Observed) -> Diagnostic {
    let message = format!("`{}` expects nothing", case.name);
    let fix = insertion(cases, case, pack, observed);
    let help = match fix {
        Some(_) => "name what must hold, such as `first`; `--update` writes what is observed",
        None => "name what must hold, such as `first`",
    };
    at(cases, &steps(&case.name, &[]), Aim::Key, message).help(help).fix(fix)
}

/// Makes the edit that adds what is observed under the last key of a case in block style.
fn insertion(cases: &Cases, case: &Case, pack: &Pack, observed: &Observed) -> Option<Fix> {
    let key = match case.people {
        People::One(_) => "answers",
        People::Simulated(_) => "simulated",
    };
    let source = cases.places.source();
    let (key, _) = entry(cases, &steps(&case.name, &[Step::Key(key.to_owned())]))?;
    let start = key?.start;
    let line = source.text()[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &source.text()[line..start];
    let whole = entry(cases, &steps(&case.name, &[]))?.1;
    if !indent.chars().all(|letter| letter == ' ') {
        return None;
    }
    let lines: Vec<String> = observation(case, pack, observed).iter().map(|line| format!("{indent}{line}\n")).collect();
    let rest = &source.text()[whole.end..];
    let text = lines.concat();
    let (at, text) = match rest.find('\n') {
        // A block scalar ends behind its line break.
        Some(_) if source.text()[..whole.end].ends_with('\n') => (whole.end, text),
        Some(end) => (whole.end + end + 1, text),
        None => (source.text().len(), format!("\n{text}")),
    };
    let title = "write what is observed".to_owned();
    Some(Fix { title, source: Arc::clone(source), span: at..at, text })
}

/// Writes what is observed as expectations, one a line.
fn observation(case: &Case, pack: &Pack, observed: &Observed) -> Vec<String> {
    let id = |role: usize| pack.roles()[role].id.as_str();
    let all = 0..pack.roles().len();
    let mut lines = Vec::new();
    match case.people {
        People::One(_) => {
            lines.extend(observed.order.first().map(|first| format!("first: {}", id(*first))));
            let contenders: Vec<&str> = observed.contenders.iter().map(|role| id(*role)).collect();
            lines.push(format!("contenders: [{}]", contenders.join(", ")));
            lines.push("roles:".to_owned());
            lines.extend(all.map(|role| format!("  {}: {{ band: {} }}", id(role), observed.roles[role].band().code())));
        }
        People::Simulated(_) => {
            lines.push("roles:".to_owned());
            lines.extend(all.map(|role| {
                let near = |value: f64, steps: f64| {
                    let (low, high) = ((value * steps).floor() / steps, (value * steps).ceil() / steps);
                    format!("{{ min: {low}, max: {high} }}")
                };
                let observed = &observed.roles[role];
                let (first, primary) = (near(observed.first, 100.0), near(observed.share(Band::PrimaryFit), 100.0));
                format!("  {}: {{ shares: {{ first: {first}, primary-fit: {primary} }} }}", id(role))
            }));
        }
    }
    lines
}
