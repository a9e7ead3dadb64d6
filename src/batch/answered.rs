//! People whose answers come as objects, one a line, in the shape of an answers file.

use std::sync::Arc;

use memchr::memchr_iter;

use crate::answers::Answers;
use crate::batch::chunks::Chunk;
use crate::batch::keys::{Keys, key};
use crate::batch::plan::Purpose;
use crate::batch::run::{Fault, Work};
use crate::batch::scribe::{Occurrence, Page, Refusal, Scribe, Setting};
use crate::diagnostic::Diagnostic;
use crate::load::Format;
use crate::load::answers;
use crate::render::json::harmless;
use crate::source::Source;

/// Scores people from their answers.
#[derive(Debug)]
pub struct Desk<'p> {
    setting: &'p Setting<'p>,
    /// What messages call the input.
    name: &'p str,
    /// For people without an id: it comes before their number.
    stem: &'p str,
    purpose: &'p Purpose,
    /// Numbers of people who are left out as further rows of somebody, in order.
    set_aside: &'p [usize],
    scribe: Scribe<'p>,
}

impl<'p> Desk<'p> {
    pub fn of(
        setting: &'p Setting<'p>,
        name: &'p str,
        stem: &'p str,
        purpose: &'p Purpose,
        set_aside: &'p [usize],
    ) -> Self {
        Self { setting, name, stem, purpose, set_aside, scribe: Scribe::of(setting) }
    }

    /// Starts a page; what follows goes there.
    pub fn turn_the_page(&mut self) {
        self.scribe.turn_the_page();
    }

    pub fn page(&self) -> &Page {
        &self.scribe.page
    }

    /// Takes a person, or what is wrong with the answers.
    pub fn take(&mut self, line: usize, record: usize, text: &str, answers: Result<Answers, Vec<Diagnostic>>) {
        match answers {
            Ok(answers) if self.set_aside.binary_search(&record).is_ok() => {
                drop(answers);
                self.scribe.page.counts.read += 1;
                self.scribe.page.counts.duplicates += 1;
            }
            Ok(answers) => match self.purpose {
                Purpose::Scores => self.scribe.assess(answers),
                Purpose::Occurrences(suspects) => {
                    if suspects.binary_search(&key(answers.person.as_bytes())).is_ok() {
                        let answered = answers.responses.progress().1;
                        let person = answers.person;
                        self.scribe.page.occurrences.push(Occurrence { person, line, record, answered, time: None });
                    }
                }
            },
            Err(findings) => {
                let reasons: Vec<String> = findings.into_iter().map(|finding| finding.message).collect();
                let original = if self.setting.pseudonyms.is_some() { "" } else { text };
                let reject = serde_json::json!({
                    "file": self.name, "line": line, "reason": reasons.join("; "), "original": original,
                });
                self.scribe.page.rejects.extend_from_slice(harmless(&reject.to_string()).as_bytes());
                self.scribe.page.rejects.push(b'\n');
                self.scribe.refuse(Refusal { line, reasons });
            }
        }
    }
}

impl Work for Desk<'_> {
    fn chunk(&mut self, chunk: &Chunk) -> Result<&Page, Fault> {
        self.scribe.turn_the_page();
        self.scribe.page.bytes = chunk.bytes().len();
        chunk.check_text()?;
        let (mut start, mut line, mut record) = (0, chunk.first_line, chunk.first_record);
        for end in memchr_iter(b'\n', chunk.bytes()).chain([chunk.bytes().len()]) {
            let text = String::from_utf8_lossy(chunk.bytes().get(start..end).unwrap_or_default());
            if !text.trim().is_empty() {
                let source = Source::new(self.name, text.as_ref());
                let stem = format!("{}{record}", self.stem);
                let answers = answers::text(&Arc::clone(&source), Format::Json, &stem, self.setting.pack);
                self.take(line, record, &text, answers);
                record += 1;
            }
            line += 1;
            start = end + 1;
        }
        Ok(&self.scribe.page)
    }

    fn keys(self) -> Keys {
        self.scribe.keys.sorted()
    }
}
