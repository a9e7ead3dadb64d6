//! Comments that silence a finding where it stands: `# rolefit: ignore[RF110] until=2026-12-31 reason`.
//!
//! They hold for their own line and the one below. What loading refuses cannot be silenced: the pack would not load.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::load::date::Date;
use crate::load::document::Places;
use crate::load::tree::Tree;
use crate::rule::{Page, Rule, Severity};
use crate::source::{Source, Span};
use crate::text::one_of;

pub static UNUSED_IGNORE: Rule = Rule {
    code: "RF900",
    name: "unused-ignore",
    severity: Severity::Warning,
    page: Page {
        what: "An ignore comment silences nothing.",
        why: "What it was written for is gone, and it would silence the next finding of the same kind unseen.",
        bad: "title: Engineer # rolefit: ignore[RF110] the axis has two parts by design",
        good: "title: Engineer",
        fix: "Remove the comment, or move it to the line of the finding or the line above.",
    },
};

pub static EXPIRED_IGNORE: Rule = Rule {
    code: "RF901",
    name: "expired-ignore",
    severity: Severity::Warning,
    page: Page {
        what: "An ignore comment is past the date in its `until=`.",
        why: "Somebody meant to mend the finding by then; it is shown again.",
        bad: "weight: 60 # rolefit: ignore[RF110] until=2020-01-31 waiting for the new area",
        good: "weight: 50",
        fix: "Mend the finding, or agree on a new date.",
    },
};

/// One ignore comment.
#[derive(Debug)]
pub struct Ignore {
    source: Arc<Source>,
    span: Span,
    /// The line of the comment, from 1.
    line: usize,
    /// Codes or names of rules.
    rules: Vec<String>,
    until: Option<Date>,
}

/// Reads the ignore comments of a file.
pub fn ignores(places: &Places) -> Vec<Ignore> {
    let source = places.source();
    let comments = places.tree().map(Tree::comments).unwrap_or_default();
    comments.iter().filter_map(|span| Ignore::parse(source, span)).collect()
}

impl Ignore {
    fn parse(source: &Arc<Source>, span: &Span) -> Option<Self> {
        let comment = source.slice(span).trim_start_matches('#').trim();
        let rest = comment.strip_prefix("rolefit:")?.trim_start().strip_prefix("ignore[")?;
        let (rules, rest) = rest.split_once(']')?;
        let until = rest.split_whitespace().find_map(|word| word.strip_prefix("until=")?.parse().ok());
        Some(Self {
            source: Arc::clone(source),
            span: span.clone(),
            line: source.position(span.start).line,
            rules: rules.split(',').map(|rule| rule.trim().to_owned()).filter(|rule| !rule.is_empty()).collect(),
            until,
        })
    }

    fn covers(&self, finding: &Diagnostic) -> bool {
        let Place::Text(label) = &finding.place else { return false };
        let line = label.source.position(label.span.start).line;
        label.source.name() == self.source.name()
            && (line == self.line || line == self.line + 1)
            && self.rules.iter().any(|rule| rule == finding.rule.code || rule == finding.rule.name)
    }
}

/// Takes out the findings that comments silence, and adds those about comments that silence nothing or too long.
pub fn apply(findings: Vec<Diagnostic>, ignores: &[Ignore], today: Date) -> Vec<Diagnostic> {
    let is_expired = |ignore: &Ignore| ignore.until.is_some_and(|until| until < today);
    let mut is_used = vec![false; ignores.len()];
    let mut kept: Vec<Diagnostic> = findings
        .into_iter()
        .filter(|finding| {
            let silencer = ignores.iter().position(|ignore| !is_expired(ignore) && ignore.covers(finding));
            if let Some(index) = silencer {
                is_used[index] = true;
            }
            silencer.is_none()
        })
        .collect();
    for (ignore, is_used) in ignores.iter().zip(is_used) {
        let at =
            |rule: &'static Rule, message: String| Diagnostic::at(rule, &ignore.source, ignore.span.clone(), message);
        if is_expired(ignore) {
            let until = ignore.until.map(|until| until.to_string()).unwrap_or_default();
            kept.push(
                at(&EXPIRED_IGNORE, format!("this ignore ended on {until}"))
                    .help("mend the finding, or agree on a new date"),
            );
        } else if !is_used {
            let rules = one_of(ignore.rules.iter().map(String::as_str));
            kept.push(at(&UNUSED_IGNORE, format!("nothing to ignore here for {rules}")).help("remove the comment"));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::yaml;
    use crate::rule;

    fn check(text: &str, line_text: &str, today: &str) -> Vec<(&'static str, String)> {
        let source = Source::new("a.yaml", text);
        let tree = yaml::tree(&source).expect("YAML");
        let ignores: Vec<Ignore> = tree.comments().iter().filter_map(|span| Ignore::parse(&source, span)).collect();
        let at = text.find(line_text).expect("the text has it");
        let finding = Diagnostic::at(&rule::WEIGHTS_SUM, &source, at..at + 1, "sum");
        let kept = apply(vec![finding], &ignores, today.parse().expect("a date"));
        kept.into_iter().map(|finding| (finding.rule.code, finding.message)).collect()
    }

    #[test]
    fn a_comment_holds_for_its_line_and_the_one_below() {
        let same = "a: 1 # rolefit: ignore[RF102] by design\nb: 2\n";
        assert_eq!(check(same, "a: 1", "2026-01-01"), []);
        let above = "# rolefit: ignore[weights-sum, RF110] by design\na: 1\nb: 2\n";
        assert_eq!(check(above, "a: 1", "2026-01-01"), []);
        let far = check(above, "b: 2", "2026-01-01");
        let codes: Vec<_> = far.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ["RF102", "RF900"]);
    }

    #[test]
    fn a_comment_past_its_date_silences_nothing_and_is_itself_a_finding() {
        let text = "a: 1 # rolefit: ignore[RF102] until=2026-06-30 soon\n";
        assert_eq!(check(text, "a: 1", "2026-06-30"), []);
        let late = check(text, "a: 1", "2026-07-01");
        assert_eq!(late[1], ("RF901", "this ignore ended on 2026-06-30".to_owned()));
    }
}
