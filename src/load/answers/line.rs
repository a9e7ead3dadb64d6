//! Reads answers that come as one line of text; [`crate::answers::line`] says what the line holds. What is read becomes a
//! tree like that of a file, so that everything after syntax is the same, places included.

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::answers::line::{
    Asked, END, GROUP, NAME, SKIPPED, UNANSWERED, VERSION, WORDING, asked, check, choice, each, group_check,
    order_digest,
};
use crate::answers::{Form, FormKind, items_digest};
use crate::diagnostic::Diagnostic;
use crate::load::tree::{NodeId, NodeKind, Scalar, ScalarClass, Tree};
use crate::pack::{Pack, Parallel, Questionnaire};
use crate::rule::{self, Rule};
use crate::source::{Source, Span};
use crate::text::{count, excerpt};

/// The parts of a line, between slashes.
const PARTS: usize = 9;

/// What to do about a line that did not arrive whole.
const COPY_AGAIN: &str = "copy the whole line again, or ask for the file that the form saves";

/// Returns where each line of answers begins in a text.
pub fn spans(text: &str) -> Vec<Span> {
    let lower = text.to_ascii_lowercase();
    let named = lower.match_indices(NAME).map(|(start, _)| start);
    let starts: Vec<usize> = named.filter(|start| version(&lower[start + NAME.len()..]).is_some()).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The number between the name and the colon.
fn version(rest: &str) -> Option<&str> {
    let (digits, _) = rest.split_once(':')?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Finds one of the lines in a text, counted from 0.
///
/// # Errors
///
/// A text that has not so many lines of answers.
pub fn span(source: &Source, number: usize) -> Result<Span, Vec<Diagnostic>> {
    spans(source.text()).into_iter().nth(number).ok_or_else(|| {
        let message = format!("no line of answers found in `{}`: none begins with `{NAME}{VERSION}:`", source.name());
        vec![Diagnostic::about_file(&rule::EMPTY_FILE, source.name(), message).help(COPY_AGAIN)]
    })
}

/// Parses the line of answers in a part of a text into the tree of an answers file.
///
/// # Errors
///
/// What is damaged in the line, and a line of another questionnaire.
pub fn tree(source: &Arc<Source>, span: Span, pack: &Pack) -> Result<Tree, Vec<Diagnostic>> {
    let line = SentLine::of(source, span)?;
    let parts = line.whole_parts()?;
    LineReader { line: &line, pack, tree: Tree::default() }.read(parts)
}

/// A line without blanks and marks of quoting, which mail adds.
struct SentLine<'s> {
    source: &'s Arc<Source>,
    text: String,
    /// Where each byte of the text is in the source.
    places: Vec<usize>,
}

/// A stretch of a line.
#[derive(Clone, Copy)]
struct Stretch<'l> {
    text: &'l str,
    start: usize,
}

impl Stretch<'_> {
    /// Takes the language off a parallel form, where one is named.
    fn split_language(self) -> (Self, Option<Self>) {
        let Some((parallel, language)) = self.text.split_once('+') else { return (self, None) };
        let start = self.start + parallel.len() + 1;
        (Self { text: parallel, ..self }, Some(Self { text: language, start }))
    }
}

impl<'s> SentLine<'s> {
    fn of(source: &'s Arc<Source>, span: Span) -> Result<Self, Vec<Diagnostic>> {
        let start = span.start;
        let newest = version(&source.text()[start + NAME.len()..]).unwrap_or_default();
        if newest != VERSION.to_string() {
            let message =
                format!("this line of answers is version {}, the newest known is {VERSION}", excerpt(newest, 20));
            let span = start..start + NAME.len() + newest.len();
            return Err(vec![Diagnostic::at(&rule::NEWER_SCHEMA, source, span, message).help("update rolefit")]);
        }
        let mut line = Self { source, text: String::new(), places: Vec::new() };
        for (at, character) in source.text()[span].char_indices() {
            if character == END {
                line.lower_name();
                return Ok(line);
            }
            if !is_added(character) {
                line.text.push(character);
                line.places.resize(line.text.len(), start + at);
            }
        }
        let first = source.text()[start..].lines().next().unwrap_or_default();
        let last = start + first.trim_end().len();
        let message = format!("the line of answers is cut off: no `{END}` at its end");
        let span = last.saturating_sub(1)..last;
        Err(vec![Diagnostic::at(&rule::DAMAGED_LINE, source, span, message).help(COPY_AGAIN)])
    }

    /// A keyboard of a phone writes the first letter as a capital.
    fn lower_name(&mut self) {
        self.text[..NAME.len()].make_ascii_lowercase();
    }

    /// Takes a line apart, unless it is not as it was written.
    fn whole_parts(&self) -> Result<[Stretch<'_>; PARTS], Vec<Diagnostic>> {
        let whole = Stretch { text: &self.text, start: 0 };
        let parts: [Stretch<'_>; PARTS] = split(whole, '/').try_into().map_err(|parts: Vec<_>| {
            let message = format!("the line of answers has {}, expected {PARTS}", count(parts.len(), "part"));
            vec![self.finding(&rule::DAMAGED_LINE, whole, message).help(COPY_AGAIN)]
        })?;
        let [.., given, end] = parts;
        if check(&self.text[..end.start]) == end.text {
            return Ok(parts);
        }
        let groups = split(given, '-');
        let damage = |(number, group)| self.damage(number, group, groups.len());
        let mut found: Vec<Diagnostic> = groups.iter().copied().enumerate().filter_map(damage).collect();
        if found.is_empty() {
            let rest = Stretch { text: &self.text[..given.start], start: 0 };
            let message = "damaged line of answers: either the part before the answers or the check at the end";
            found.push(self.finding(&rule::DAMAGED_LINE, rest, message));
        }
        Err(found.into_iter().map(|finding| finding.help(COPY_AGAIN)).collect())
    }

    /// Says what is wrong with a group of answers by its own check.
    fn damage(&self, number: usize, group: Stretch<'_>, groups: usize) -> Option<Diagnostic> {
        let first = number * GROUP + 1;
        let questions = if number + 1 == groups {
            format!("damaged answers from question {first} on")
        } else {
            format!("damaged answers to questions {first} to {}", first + GROUP - 1)
        };
        let (answers, found) = split_check(group.text)?;
        let asked = answers_of(Stretch { text: answers, start: group.start }).len();
        let message = if number + 1 < groups && asked != GROUP {
            format!("{questions}: expected {GROUP} answers, found {asked}")
        } else {
            let expected = group_check(number, answers);
            if found == expected {
                return None;
            }
            format!("{questions}: expected the check character `{expected}`, found `{found}`")
        };
        Some(self.finding(&rule::DAMAGED_LINE, group, message))
    }

    fn finding(&self, rule: &'static Rule, part: Stretch<'_>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(rule, self.source, self.span(part), message)
    }

    fn span(&self, part: Stretch<'_>) -> Span {
        let end = self.source.text().len();
        let at = |byte: usize| self.places.get(byte).copied().unwrap_or(end);
        match part.text.len() {
            0 => at(part.start)..at(part.start),
            length => at(part.start)..at(part.start + length - 1) + 1,
        }
    }
}

/// Whether mail or chat may have put a character in: blanks, line breaks, marks of quoting, and what cannot be seen.
fn is_added(character: char) -> bool {
    character.is_whitespace() || matches!(character, '>' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn split(part: Stretch<'_>, between: char) -> Vec<Stretch<'_>> {
    let mut start = part.start;
    let stretches = part.text.split(between).map(|text| {
        let stretch = Stretch { text, start };
        start += text.len() + between.len_utf8();
        stretch
    });
    stretches.collect()
}

/// Takes a group apart into answers and their check character; an empty one is none.
fn split_check(group: &str) -> Option<(&str, char)> {
    let found = group.chars().next_back()?;
    Some((&group[..group.len() - found.len_utf8()], found))
}

/// Takes the answers of a group apart.
fn answers_of(group: Stretch<'_>) -> Vec<Stretch<'_>> {
    let mut start = group.start;
    let answers = each(group.text).into_iter().map(|text| {
        let answer = Stretch { text, start };
        start += text.len();
        answer
    });
    answers.collect()
}

/// Turns a whole line into the tree of an answers file.
struct LineReader<'a> {
    line: &'a SentLine<'a>,
    pack: &'a Pack,
    tree: Tree,
}

impl<'a> LineReader<'a> {
    fn read(mut self, parts: [Stretch<'_>; PARTS]) -> Result<Tree, Vec<Diagnostic>> {
        let line = self.line;
        let [reference, kind, parallel, seed, wording, order, person, given, _] = parts;
        let prefix = NAME.len() + VERSION.to_string().len() + 1;
        let reference = Stretch { text: &reference.text[prefix..], start: reference.start + prefix };
        let questionnaire = self.pack.questionnaire();
        let named = decoded(reference.text);
        let is_ours = named.split('@').next() == Some(questionnaire.id.as_str());
        let (parallel, language) = parallel.split_language();
        let form = self.form(kind, parallel, seed);
        let answers = match &form {
            Some(form) if is_ours => self.answers(order, given, form)?,
            // The checks that follow say which part of the pack is missing.
            Some(_) | None => Vec::new(),
        };
        let digest = self.digest(wording.text, form.as_ref());
        let form = self.form_table([kind, parallel, seed, wording], language, &digest);
        let id = self.text(person, &decoded(person.text));
        let person = self.map(person, vec![("id", id)]);
        let answers = self.map(given, answers);
        let named = self.text(reference, &named);
        let whole = Stretch { text: &line.text, start: 0 };
        let entries = vec![("questionnaire", named), ("person", person), ("form", form), ("answers", answers)];
        let root = self.map(whole, entries);
        self.tree.set_root(root);
        Ok(self.tree)
    }

    fn form_table(
        &mut self,
        [kind, parallel, seed, wording]: [Stretch<'_>; 4],
        language: Option<Stretch<'_>>,
        digest: &str,
    ) -> NodeId {
        let mut roles = kind.text.split('+');
        let code = roles.next().unwrap_or_default();
        let roles: Vec<NodeId> = roles.map(|role| self.text(kind, role)).collect();
        let mut table = vec![
            ("kind", self.text(kind, code)),
            ("parallel", self.text(parallel, parallel.text)),
            ("roles", self.tree.add(NodeKind::Seq(roles), self.line.span(kind))),
            ("items_digest", self.text(wording, digest)),
        ];
        if !seed.text.is_empty() {
            let class = seed.text.parse::<u64>().map_or(ScalarClass::Text, |_| ScalarClass::Integer);
            table.push(("seed", self.scalar(seed, seed.text, class)));
        }
        if let Some(language) = language {
            table.push(("language", self.text(language, language.text)));
        }
        self.map(kind, table)
    }

    /// Returns the form that the line names; nothing where this pack does not have it, which is reported later.
    fn form(&self, kind: Stretch<'_>, parallel: Stretch<'_>, seed: Stretch<'_>) -> Option<Form> {
        let mut names = kind.text.split('+');
        let code = names.next()?;
        let roles: Option<Vec<_>> = names.map(|id| Some(self.pack.role(id)?.id.clone())).collect();
        let kind = match code {
            "full" => FormKind::Full,
            "short" => FormKind::Short(roles?),
            _ => FormKind::Roles(roles?),
        };
        let parallel = Parallel::ALL.into_iter().find(|known| known.code() == parallel.text)?;
        let seed = if seed.text.is_empty() { None } else { Some(seed.text.parse().ok()?) };
        Some(Form { kind, parallel: Some(parallel), seed, language: None })
    }

    /// Completes the digest that the line begins, where it is that of the pack.
    fn digest(&self, wording: &str, form: Option<&Form>) -> String {
        let questionnaire = self.pack.questionnaire();
        let parallel = form.and_then(|form| form.parallel).unwrap_or_default();
        let digest = items_digest(questionnaire, &questionnaire.parallels(parallel));
        if digest[..WORDING] == *wording { digest } else { wording.to_owned() }
    }

    /// Reads the answers by the questions that the form asks.
    fn answers(
        &mut self,
        order: Stretch<'_>,
        given: Stretch<'_>,
        form: &Form,
    ) -> Result<Vec<(&'a str, NodeId)>, Vec<Diagnostic>> {
        let asked = asked(self.pack, form);
        if order_digest(&asked) != order.text {
            let message = "these answers are to other questions than this pack asks, or in another order";
            let finding = self.line.finding(&rule::OTHER_QUESTIONNAIRE, order, message);
            return Err(vec![finding.help(
                "use `--roles DIR` to name the pack that made the form, or ask for the file that the form saves, which names \
                 each question",
            )]);
        }
        let groups = split(given, '-').into_iter();
        let parts = groups.filter_map(|group| Some(Stretch { text: split_check(group.text)?.0, start: group.start }));
        let parts: Vec<Stretch<'_>> = parts.flat_map(answers_of).collect();
        if parts.len() != asked.len() {
            let answers = count(parts.len(), "answer");
            let message = format!("the line has {answers}, the form has {}", count(asked.len(), "question"));
            return Err(vec![self.line.finding(&rule::DAMAGED_LINE, given, message).help(COPY_AGAIN)]);
        }
        let given = asked.into_iter().zip(parts).filter(|(_, part)| part.text != UNANSWERED.to_string());
        Ok(given.map(|(asked, part)| (asked.id(), self.answer(asked, part))).collect())
    }

    fn answer(&mut self, asked: Asked<'_>, part: Stretch<'_>) -> NodeId {
        if part.text == SKIPPED.to_string() {
            return self.text(part, Questionnaire::SKIP);
        }
        let scale = &self.pack.questionnaire().scale;
        match (choice(part.text), asked) {
            (Some(choice), Asked::Statement(_)) => {
                let response = (i64::from(scale.min) + choice).to_string();
                self.scalar(part, &response, ScalarClass::Integer)
            }
            (Some(choice), Asked::Scenario(scenario, _)) => {
                let option = usize::try_from(choice).ok().and_then(|choice| scenario.options.get(choice));
                self.text(part, option.map_or(part.text, |option| option.id.as_str()))
            }
            (None, _) => self.text(part, part.text),
        }
    }

    fn map(&mut self, part: Stretch<'_>, entries: Vec<(&str, NodeId)>) -> NodeId {
        let entries = entries.into_iter().map(|(key, value)| {
            let span = self.tree.node(value).span.clone();
            let key = NodeKind::Scalar(Scalar { text: key.to_owned(), class: ScalarClass::Text });
            (self.tree.add(key, span), value)
        });
        let entries = entries.collect();
        self.tree.add(NodeKind::Map(entries), self.line.span(part))
    }

    fn text(&mut self, part: Stretch<'_>, text: &str) -> NodeId {
        self.scalar(part, text, ScalarClass::Text)
    }

    fn scalar(&mut self, part: Stretch<'_>, text: &str, class: ScalarClass) -> NodeId {
        self.tree.add(NodeKind::Scalar(Scalar { text: text.to_owned(), class }), self.line.span(part))
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
