//! People whose answers come as objects, one a line, in the shape of an answers file.

use memchr::memchr_iter;

use crate::answers::Answers;
use crate::batch::chunks::{Chunk, Fault, Start};
use crate::batch::context::BatchContext;
use crate::batch::object::Objects;
use crate::batch::people::id_hashes::id_hash;
use crate::batch::plan::Purpose;
use crate::batch::reject::reject_object;
use crate::batch::results::{Occurrence, Results};
use crate::batch::run::Work;
use crate::batch::scorer::Scorer;
use crate::diagnostic::{Diagnostic, Place};
use crate::load::Format;
use crate::load::answers;
use crate::source::Source;

/// Scores people from their answers.
#[derive(Debug)]
pub struct AnswersWorker<'p> {
    context: &'p BatchContext<'p>,
    /// What messages call the input.
    name: &'p str,
    /// For people without an id: it comes before their number.
    stem: &'p str,
    purpose: &'p Purpose,
    /// Numbers of people who are left out as further rows of somebody, in order.
    set_aside: &'p [usize],
    objects: Objects<'p>,
    scorer: Scorer<'p>,
}

impl<'p> AnswersWorker<'p> {
    pub fn of(
        context: &'p BatchContext<'p>,
        name: &'p str,
        stem: &'p str,
        purpose: &'p Purpose,
        set_aside: &'p [usize],
    ) -> Self {
        let objects = Objects::of(context.pack);
        Self { context, name, stem, purpose, set_aside, objects, scorer: Scorer::of(context) }
    }

    /// Scores a person with a file of their own, or says what is wrong with it.
    pub fn file(&mut self, record: usize, name: &str, answers: Result<Answers, Vec<Diagnostic>>) -> &Results {
        let results = std::mem::take(&mut self.scorer.results);
        self.scorer.begin(results);
        self.take(1, record, Origin::File(name), answers);
        &self.scorer.results
    }

    /// Takes a person, or what is wrong with the answers.
    fn take(&mut self, line: usize, record: usize, origin: Origin<'_>, answers: Result<Answers, Vec<Diagnostic>>) {
        match answers {
            Ok(_) if self.set_aside.binary_search(&record).is_ok() => self.scorer.results.set_aside(),
            Ok(answers) => self.enter(line, record, answers),
            Err(findings) if matches!(self.purpose, Purpose::Scores) => self.refuse(line, origin, &findings),
            Err(_) => {}
        }
    }

    /// Enters a person; without an id on its line it is called by its number.
    fn enter(&mut self, line: usize, record: usize, mut answers: Answers) {
        let is_numbered = answers.person.is_empty();
        if is_numbered {
            answers.person = format!("{}{record}", self.stem);
        }
        match self.purpose {
            Purpose::Scores => self.scorer.assess(answers, None),
            Purpose::Occurrences(suspects) => {
                if suspects.binary_search(&id_hash(answers.person.as_bytes())).is_ok() {
                    let answered = answers.responses.progress().1;
                    let person = answers.person;
                    let occurrence = Occurrence { person, is_numbered, line, record, answered, time: None };
                    self.scorer.results.occurrences.push(occurrence);
                }
            }
        }
    }

    fn refuse(&mut self, line: usize, origin: Origin<'_>, findings: &[Diagnostic]) {
        let hides = self.context.pseudonyms.is_some();
        let reasons: Vec<(usize, String)> = findings.iter().map(|finding| reason(finding, line, hides)).collect();
        let all = reasons.iter().map(|(_, reason)| reason.as_str()).collect::<Vec<_>>().join("; ");
        let rejects = &mut self.scorer.results.rejects;
        match origin {
            Origin::Line(text) => reject_object(rejects, Some(text).filter(|_| !hides), ("line", line.into()), &all),
            Origin::File(name) => reject_object(rejects, None, ("file", name.into()), &all),
        }
        self.scorer.results.reject(reasons);
    }
}

/// Where the answers of a person come from.
#[derive(Clone, Copy, Debug)]
enum Origin<'t> {
    /// A line of a file, with its text.
    Line(&'t str),
    /// A file of their own, by its name.
    File(&'t str),
}

/// Says what is wrong in a text that begins on a line. With pseudonyms nothing of the text is shown: it could say who it
/// was.
fn reason(finding: &Diagnostic, line: usize, hides: bool) -> (usize, String) {
    let inside = match &finding.place {
        Place::Text(label) => label.source.position(label.span.start).line,
        Place::File(_) => 1,
    };
    let text = if hides { format!("{} ({})", finding.rule.name, finding.rule.code) } else { finding.message.clone() };
    (line + inside - 1, text)
}

impl Work for AnswersWorker<'_> {
    fn chunk(&mut self, chunk: &Chunk, results: Results) -> Result<Results, Fault> {
        self.scorer.begin(results);
        self.scorer.results.bytes = chunk.bytes().len();
        chunk.check_text()?;
        let Start { mut line, mut record } = chunk.start;
        let mut start = 0;
        for end in memchr_iter(b'\n', chunk.bytes()).chain([chunk.bytes().len()]) {
            let bytes = chunk.bytes().get(start..end).unwrap_or_default();
            let text = String::from_utf8_lossy(bytes);
            if !text.trim().is_empty() {
                let answers = self.objects.read(&text).map_or_else(
                    || answers::text(&Source::new(self.name, text.as_ref()), Format::Json, "", self.context.pack),
                    Ok,
                );
                self.take(line, record, Origin::Line(&text), answers);
            }
            record += 1;
            line += 1;
            start = end + 1;
        }
        Ok(std::mem::take(&mut self.scorer.results))
    }
}
