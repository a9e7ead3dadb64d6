//! Comments that silence a finding in its place: `# rolefit: ignore[RF110] until=2026-12-31 reason`.
//!
//! They apply to the entry beside or below them: from its key to the end of its value. What loading refuses cannot be
//! silenced: the pack would not load.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Fix, Place};
use crate::load::date::{Date, IllegalDate};
use crate::load::document::Places;
use crate::load::tree::Tree;
use crate::rule::{OVERSIZED_FILE, Rule, RulePage, Severity};
use crate::source::{Source, Span};
use crate::text::{each_of, excerpt, is_plainly_meant, nearest, one_of};

pub static UNUSED_IGNORE: Rule = Rule {
    code: "RF900",
    name: "unused-ignore",
    severity: Severity::Warning,
    page: RulePage {
        what: "An ignore comment, or an `[[ignore]]` of a `rolefit.toml`, silences nothing or cannot be read.",
        why: "What it was written for is gone, and it would silence the next finding of the same kind unseen. Or it never \
              worked, and its author believes it does.",
        bad: "title: Engineer # rolefit: ignore[RF110] the axis has two parts by design",
        good: "title: Engineer",
        fix: "Remove the comment, as `rolefit check --fix` does, or write it as `# rolefit: ignore[RF110] reason` at the end \
              of the line of the finding, or on a line of its own above its key.",
    },
};

pub static EXPIRED_IGNORE: Rule = Rule {
    code: "RF901",
    name: "expired-ignore",
    severity: Severity::Warning,
    page: RulePage {
        what: "An ignore comment is past its `until=` date, or that date is invalid.",
        why: "The finding should have been fixed by then, so it is shown again. An invalid date would never come.",
        bad: "weight: 60 # rolefit: ignore[RF110] until=2020-01-31 waiting for the new area",
        good: "weight: 50",
        fix: "Fix the finding, or agree on a new date, such as `until=2026-12-31`.",
    },
};

/// One ignore comment.
#[derive(Debug)]
pub struct Ignore {
    source: Arc<Source>,
    span: Span,
    /// The lines that it holds for, from 1.
    lines: RangeInclusive<usize>,
    /// The text between the brackets.
    list: Span,
    rules: Vec<NamedRule>,
    /// The last day on which it applies, or the text that is not a date.
    until: Option<Result<Date, String>>,
}

/// A rule that a comment names, by code or name.
#[derive(Debug)]
struct NamedRule {
    name: String,
    span: Span,
    /// Whether the rule was looked for: only then does finding nothing mean that there is nothing to silence.
    is_looked_for: bool,
}

/// How many rules the ignore comments of a file may name. Each is compared with every finding, and with all rules.
const MOST_RULES: usize = 1_000;

/// The ignore comments of a file, and what is wrong with those that cannot be read.
#[derive(Debug, Default)]
pub struct Ignores {
    pub ignores: Vec<Ignore>,
    pub unreadable: Vec<Diagnostic>,
}

impl Ignores {
    /// Reads the ignore comments of a file.
    pub fn of(places: &Places) -> Self {
        places.tree().map(|tree| Self::in_tree(places.source(), tree)).unwrap_or_default()
    }

    /// Returns what is to be said where no comment silences anything, as in answers and configurations.
    pub fn idle(places: &Places) -> Vec<Diagnostic> {
        let Self { ignores, unreadable } = Self::of(places);
        let say = |source, span| {
            Diagnostic::at(
                &UNUSED_IGNORE,
                source,
                span,
                "this comment silences nothing: only files of a pack have ignores",
            )
            .help("remove the comment")
        };
        let read = ignores.iter().map(|ignore| say(&ignore.source, ignore.span.clone()));
        let unreadable = unreadable.iter().map(|finding| match &finding.place {
            Place::Text(label) => say(&label.source, label.span.clone()),
            // There are too many to read them all.
            Place::File(_) => finding.clone(),
        });
        read.chain(unreadable).collect()
    }

    fn in_tree(source: &Arc<Source>, tree: &Tree) -> Self {
        let mut found = Self::default();
        let mut rules = 0;
        let extents = LazyCell::new(|| Extents::of(source, tree));
        for span in tree.comments() {
            let ignore = Ignore::parse(source, span, &extents);
            let read = ignore.as_ref().map_or(span.start, |ignore| ignore.list.end + 1);
            let attempt = FailedComment::find(source.slice(&(read..span.end)));
            rules += ignore.as_ref().map_or(0, |ignore| ignore.rules.len().max(1)) + usize::from(attempt.is_some());
            if rules > MOST_RULES {
                let message = format!("more than {MOST_RULES} rules in ignore comments; reading stopped there");
                let problem = Diagnostic::about_file(&OVERSIZED_FILE, source.name(), message);
                found.unreadable.push(problem.help("set the severity of a rule, or ignore a path, in `rolefit.toml`"));
                break;
            }
            found.ignores.extend(ignore);
            found.unreadable.extend(attempt.map(|attempt| attempt.finding(source, span)));
        }
        found
    }
}

impl Ignore {
    fn parse(source: &Arc<Source>, span: &Span, extents: &LazyCell<Extents, impl FnOnce() -> Extents>) -> Option<Self> {
        let text = source.slice(span);
        let comment = text.trim_start_matches('#').trim_start();
        let list = comment.strip_prefix("rolefit:")?.trim_start().strip_prefix("ignore[")?;
        let start = span.start + text.len() - list.len();
        let (list, rest) = list.split_once(']')?;
        let until = rest.split_whitespace().find_map(|word| word.strip_prefix("until="));
        let mut rules = Vec::new();
        let mut next = start;
        for part in list.split(',') {
            let name = part.trim();
            let at = next + part.len() - part.trim_start().len();
            next += part.len() + 1;
            if !name.is_empty() {
                rules.push(NamedRule { name: name.to_owned(), span: at..at + name.len(), is_looked_for: true });
            }
        }
        Some(Self {
            source: Arc::clone(source),
            span: span.clone(),
            lines: extents.lines(source, span),
            list: start..start + list.len(),
            rules,
            until: until.map(|word| word.parse().map_err(|IllegalDate| word.to_owned())),
        })
    }

    /// Notes which of the named rules were looked for.
    pub fn note_looked_for(&mut self, is_looked_for: impl Fn(&str) -> bool) {
        for rule in &mut self.rules {
            rule.is_looked_for = is_looked_for(&rule.name);
        }
    }

    /// Says why the comment silences nothing any more, if that is so.
    fn end(&self, today: Date) -> Option<String> {
        match self.until.as_ref()? {
            Ok(day) => (*day < today).then(|| format!("this ignore comment expired on {day}")),
            Err(word) => Some(format!("invalid date `{}`, so this ignore comment has no effect", excerpt(word, 40))),
        }
    }

    /// Returns the index of the rule under which the comment covers a finding.
    fn covering(&self, finding: &Diagnostic) -> Option<usize> {
        let Place::Text(label) = &finding.place else { return None };
        if finding.rule.is_refusal() {
            return None;
        }
        let line = label.source.position(label.span.start).line;
        if label.source.name() != self.source.name() || !self.lines.contains(&line) {
            return None;
        }
        self.rules.iter().position(|rule| rule.name == finding.rule.code || rule.name == finding.rule.name)
    }

    /// Reports that the comment is past its date. People decide what to do about it.
    fn expired(&self, message: String, unused: &[&NamedRule]) -> Diagnostic {
        let finding = self.finding(&EXPIRED_IGNORE, message);
        if unused.len() == self.rules.len() {
            return finding.help("remove the comment; the finding it ignored is gone").fix(Some(self.removal()));
        }
        finding.help(match self.until {
            Some(Err(_)) => "write a date such as `until=2026-12-31`",
            Some(Ok(_)) | None => "fix the finding, or agree on a new date",
        })
    }

    /// Says that some or all rules of the comment silence nothing.
    fn unused(&self, unused: &[&NamedRule], known: &[&'static Rule]) -> Diagnostic {
        let names = unused.iter().map(|rule| rule.name.as_str());
        let message = match unused {
            [] => "this ignore comment names no rule".to_owned(),
            [rule] if rule.is_refusal(known) => format!("`{}` cannot be ignored: files with it do not load", rule.name),
            _ => format!("nothing to ignore here for {}", one_of(names.clone())),
        };
        let finding = self.finding(&UNUSED_IGNORE, message);
        let rules = known.iter().flat_map(|rule| [rule.code, rule.name]);
        // Whoever misspelled a rule did not mean to ignore nothing.
        if let Some(stranger) = unused.iter().find(|named| rules.clone().all(|rule| rule != named.name)) {
            return match nearest(&stranger.name, rules.clone()) {
                Some(similar) => {
                    let is_plain = is_plainly_meant(&stranger.name, similar, rules);
                    let correction =
                        || self.edit(format!("write `{similar}`"), stranger.span.clone(), similar.to_owned());
                    finding
                        .help(format!("a rule with a similar name exists: `{similar}`"))
                        .fix(is_plain.then(correction))
                }
                None => finding
                    .help(format!("unknown rule `{}`; `rolefit rule` lists all rules", excerpt(&stranger.name, 40))),
            };
        }
        if unused.len() == self.rules.len() {
            return finding.help("remove the comment").fix(Some(self.removal()));
        }
        let kept = self.rules.iter().filter(|rule| !unused.iter().any(|unused| unused.span == rule.span));
        let kept: Vec<&str> = kept.map(|rule| rule.name.as_str()).collect();
        let title = format!("remove {} from the comment", each_of(names));
        finding.help(title.clone()).fix(Some(self.edit(title, self.list.clone(), kept.join(", "))))
    }

    fn finding(&self, rule: &'static Rule, message: String) -> Diagnostic {
        Diagnostic::at(rule, &self.source, self.span.clone(), message)
    }

    fn edit(&self, title: String, span: Span, text: String) -> Fix {
        Fix { title, source: Arc::clone(&self.source), span, text }
    }

    /// Removes the comment: with its whole line when it is alone there, otherwise with the blanks in front of it.
    fn removal(&self) -> Fix {
        let text = self.source.text();
        let end = self.span.start + text[self.span.start..].find(['\r', '\n']).unwrap_or(text.len() - self.span.start);
        let before = text[..self.span.start].trim_end_matches([' ', '\t']);
        let is_alone = before.is_empty() || before.ends_with('\n');
        let line_end = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
        let span = if is_alone { before.len()..line_end } else { before.len()..end };
        self.edit("remove the comment".to_owned(), span, String::new())
    }
}

impl NamedRule {
    fn is_refusal(&self, known: &[&'static Rule]) -> bool {
        known.iter().any(|rule| rule.is_refusal() && (rule.code == self.name || rule.name == self.name))
    }
}

/// Which lines belong together, because a key and its value are on them.
#[derive(Debug, Default)]
struct Extents {
    /// By the line of a key, or of a value without one: the last line of the value.
    last: HashMap<usize, usize>,
    /// By the last line of a value of several lines without parts: the line of its key.
    first: HashMap<usize, usize>,
    /// By line, counted from 0: the next line, counted from 1, that is more than a comment.
    below: Vec<usize>,
}

impl Extents {
    fn of(source: &Source, tree: &Tree) -> Self {
        let line_of = |offset: usize| source.position(offset).line;
        let last_line = |span: &Span| line_of(span.start + source.slice(span).trim_end().len().saturating_sub(1));
        let mut extents = Self { below: below_comments(source.text()), ..Self::default() };
        let entries = tree.all_entries().map(|(key, value)| (tree.node(key), tree.node(value)));
        for (key, value) in entries {
            let last = extents.last.entry(line_of(key.span.start)).or_default();
            *last = last_line(&value.span).max(*last);
        }
        for (key, value) in tree.scalars() {
            let (start, end) = (line_of(key.unwrap_or(value).span.start), last_line(&value.span));
            let last = extents.last.entry(start).or_default();
            *last = end.max(*last);
            if start < end {
                extents.first.insert(end, start);
            }
        }
        extents
    }

    /// Returns the lines that a comment holds for. Beside a value, these are the lines from its key to its end; on lines of
    /// its own, those of the entry below, other comments between them left out.
    fn lines(&self, source: &Source, comment: &Span) -> RangeInclusive<usize> {
        let own = source.position(comment.start).line;
        let text = source.text();
        let line_start = text[..comment.start].rfind('\n').map_or(0, |newline| newline + 1);
        let first = if text[line_start..comment.start].trim().is_empty() {
            self.below.get(own).copied().unwrap_or(own + 1)
        } else {
            self.first.get(&own).copied().unwrap_or(own)
        };
        first..=self.last.get(&first).copied().unwrap_or(first).max(first)
    }
}

/// Returns for each line the first from there on that is more than a comment.
fn below_comments(text: &str) -> Vec<usize> {
    let is_comment: Vec<bool> = text.lines().map(|line| line.trim_start().starts_with('#')).collect();
    let mut next = is_comment.len() + 1;
    let mut below: Vec<usize> = (1..=is_comment.len())
        .rev()
        .map(|line| {
            next = if is_comment[line - 1] { next } else { line };
            next
        })
        .collect();
    below.reverse();
    below
}

/// A comment that is meant to silence something, and that is not written as it has to be.
struct FailedComment {
    rules: Vec<String>,
    is_open: bool,
}

impl FailedComment {
    /// Looks for the name of this program before a word like `ignore`, for a comment of ours that says something else, and
    /// for one of our rules in the brackets of another `ignore`.
    fn find(comment: &str) -> Option<Self> {
        let lower = comment.to_ascii_lowercase();
        let is_ours = lower.trim_start_matches('#').trim_start().starts_with("rolefit:");
        let after = lower.match_indices("rolefit").map(|(at, name)| &lower[at + name.len()..]);
        let mut words = after.map(|rest| rest.trim_start_matches(|letter: char| " \t:=-_.#".contains(letter)));
        let rest = words.find_map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (word, rest) = rest.split_at(end);
            let is_prose = matches!(word, "ignores" | "ignored") && !rest.starts_with('[');
            (!is_prose && strsim::osa_distance(word, "ignore") <= 1).then_some(rest)
        });
        let foreign = || {
            let (_, list) = lower.split_once("ignore[")?;
            (!codes_in(list).is_empty()).then_some(list)
        };
        let rest = rest.or_else(|| is_ours.then_some(lower.as_str())).or_else(foreign)?;
        Some(Self { rules: rules_in(rest), is_open: rest.trim_start().starts_with('[') && !rest.contains(']') })
    }

    fn finding(self, source: &Arc<Source>, span: &Span) -> Diagnostic {
        let rules = if self.rules.is_empty() { "RULE".to_owned() } else { self.rules.join(", ") };
        let reason = if self.is_open { ": its bracket is not closed" } else { "" };
        Diagnostic::at(&UNUSED_IGNORE, source, span.clone(), format!("this comment is not read as an ignore{reason}"))
            .help(format!("write a comment that begins with `rolefit: ignore[{rules}]`"))
    }
}

/// Returns the codes of rules in a text in small letters, or else what looks like names of rules at its front.
fn rules_in(text: &str) -> Vec<String> {
    let codes = codes_in(text);
    if !codes.is_empty() {
        return codes;
    }
    let list = text.trim_start_matches([' ', '[', ':', '(', '=']);
    let end = list.find([']', ' ', ')']).unwrap_or(list.len());
    let names = list[..end].split(',').filter(|name| name.contains('-') && !name.starts_with('-'));
    names.map(str::to_owned).collect()
}

fn codes_in(text: &str) -> Vec<String> {
    let is_code = |word: &&str| {
        word.strip_prefix("rf")
            .is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(is_code).map(str::to_ascii_uppercase).collect()
}

/// Takes out the findings that comments silence, and adds those about comments that silence nothing or too long. `known`
/// are all rules that a comment can name.
pub fn apply(findings: Vec<Diagnostic>, ignores: &[Ignore], known: &[&'static Rule], today: Date) -> Vec<Diagnostic> {
    let mut is_used: Vec<Vec<bool>> = ignores.iter().map(|ignore| vec![false; ignore.rules.len()]).collect();
    let mut is_silenced = |finding: &Diagnostic| {
        let mut is_silenced = false;
        if finding.rule.is_refusal() {
            return false;
        }
        // All that cover it are in use: a file may also be looked at twice, with its comments.
        for (ignore, is_used) in ignores.iter().zip(&mut is_used) {
            if let Some(rule) = ignore.covering(finding) {
                is_used[rule] = true;
                is_silenced |= ignore.end(today).is_none();
            }
        }
        is_silenced
    };
    let mut kept: Vec<Diagnostic> = findings.into_iter().filter(|finding| !is_silenced(finding)).collect();
    for (ignore, is_used) in ignores.iter().zip(is_used) {
        let (refused, others): (Vec<_>, Vec<_>) =
            ignore.rules.iter().zip(is_used).partition(|(rule, _)| rule.is_refusal(known));
        for (rule, _) in &refused {
            kept.push(ignore.unused(&[rule], known));
        }
        let names = others.into_iter().filter(|(rule, is_used)| rule.is_looked_for && !is_used);
        let unused: Vec<&NamedRule> = names.map(|(rule, _)| rule).collect();
        if let Some(message) = ignore.end(today) {
            kept.push(ignore.expired(message, &unused));
        } else if !unused.is_empty() || ignore.rules.is_empty() {
            kept.push(ignore.unused(&unused, known));
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
        let mut ignores = Ignores::in_tree(&source, &tree).ignores;
        ignores.iter_mut().for_each(|ignore| ignore.note_looked_for(|name| name != "twin-roles"));
        let at = text.find(line_text).expect("the text has it");
        let finding = Diagnostic::at(&rule::AMBIGUOUS_SCALAR, &source, at..at + 1, "text");
        let known = [&rule::AMBIGUOUS_SCALAR, &rule::ILLEGAL_NUMBER, &rule::EMPTY_AXIS];
        let kept = apply(vec![finding], &ignores, &known, today.parse().expect("a date"));
        kept.into_iter().map(|finding| (finding.rule.code, finding.message)).collect()
    }

    #[test]
    fn a_comment_holds_for_its_line_and_the_one_below() {
        let same = "a: 1 # rolefit: ignore[RF150] by design\nb: 2\n";
        assert_eq!(check(same, "a: 1", "2026-01-01"), []);
        let above = "# rolefit: ignore[ambiguous-scalar] by design\na: 1\nb: 2\n";
        assert_eq!(check(above, "a: 1", "2026-01-01"), []);
        let far = check(above, "b: 2", "2026-01-01");
        let codes: Vec<_> = far.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ["RF150", "RF900"]);
    }

    #[test]
    fn reading_stops_at_more_comments_than_anybody_writes() {
        for line in ["# rolefit: ignore[RF150]\n", "# rolefit: ignroe[RF150]\n", "# rolefit: ignore[]\n"] {
            let found = |lines: usize| {
                let source = Source::new("a.yaml", format!("{}a: 1\n", line.repeat(lines)));
                Ignores::in_tree(&source, &yaml::tree(&source).expect("YAML"))
            };
            let problems = |found: Ignores| found.unreadable.iter().filter(|it| it.rule == &OVERSIZED_FILE).count();
            assert_eq!(problems(found(MOST_RULES)), 0, "{line}");
            let stopped = found(MOST_RULES + 500);
            assert_eq!(stopped.ignores.len() + stopped.unreadable.len(), MOST_RULES + 1, "{line}");
            assert_eq!(problems(stopped), 1, "{line}");
        }
    }

    #[test]
    fn each_rule_of_a_comment_is_unused_by_itself() {
        let unused = |rules: &str| check(&format!("a: 1 # rolefit: ignore[{rules}]\n"), "a: 1", "2026-01-01");
        let finding = |message: &str| vec![("RF900", message.to_owned())];
        assert_eq!(unused("RF150, RF110"), finding("nothing to ignore here for `RF110`"));
        assert_eq!(unused("RF150, twin-roles"), []);
        assert_eq!(unused("RF110, RF111")[1].1, "nothing to ignore here for `RF110` or `RF111`");
        assert_eq!(unused("")[1].1, "this ignore comment names no rule");
    }

    #[test]
    fn a_comment_past_its_date_silences_nothing_and_is_itself_a_finding() {
        let text = "a: 1 # rolefit: ignore[RF150] until=2026-06-30 soon\n";
        assert_eq!(check(text, "a: 1", "2026-06-30"), []);
        let late = check(text, "a: 1", "2026-07-01");
        assert_eq!(late[1], ("RF901", "this ignore comment expired on 2026-06-30".to_owned()));
    }

    #[test]
    fn a_comment_with_a_date_that_cannot_be_read_does_not_hold_for_ever() {
        for (until, shown) in [("until=soon", "`soon`"), ("until=2026-6-30", "`2026-6-30`"), ("until=", "``")] {
            let found = check(&format!("a: 1 # rolefit: ignore[RF150] {until} reason\n"), "a: 1", "2026-01-01");
            let message = format!("invalid date {shown}, so this ignore comment has no effect");
            assert_eq!((found[0].0, &found[1]), ("RF150", &("RF901", message)));
        }
    }
}
