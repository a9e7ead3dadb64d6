//! From one person's answers to what is written of them: as `score` does, for many people.

use std::borrow::Cow;

use crate::answers::{Answers, Notice, Order, Responses};
use crate::batch::context::BatchContext;
use crate::batch::models::UsedModels;
use crate::batch::people::id_hashes::id_hash;
use crate::batch::person_fits::{Flags, PersonFits};
use crate::batch::profiles;
use crate::batch::results::{ListedPerson, Results};
use crate::batch::writer::Writer;
use crate::render::{Sheet, json, score, words};
use crate::scoring::{
    Assessment, Fit, Guessing, Profile, Uncertainty, assess_with, codes, fit_rows, notices, quality, sensitivity,
};
use crate::statistics::recorded::{AnswerPatterns, record};

/// Scores people one after the other.
#[derive(Debug)]
pub(super) struct Scorer<'p> {
    context: &'p BatchContext<'p>,
    models: UsedModels,
    roles: usize,
    /// What is known of the person before, when rows are all that is shown.
    profile: Profile,
    fits: PersonFits,
    pub results: Results,
}

impl<'p> Scorer<'p> {
    pub(super) fn of(context: &'p BatchContext<'p>) -> Self {
        let roles = context.pack.roles().len();
        let (profile, fits) = (Profile::default(), PersonFits::default());
        Self { context, models: UsedModels::default(), roles, profile, fits, results: Results::default() }
    }

    /// Starts the results of a chunk, in buffers that may have been used before.
    pub(super) fn begin(&mut self, results: Results) {
        self.results = results;
        self.results.clear(self.roles);
    }

    /// Scores a person, as `score` does. What is laid out for reading has the name as well.
    pub(super) fn assess(&mut self, mut answers: Answers, name: Option<&str>) {
        let BatchContext { pack, draws, writer, filter, .. } = self.context;
        if self.context.shows_rows_only() {
            let order = Order::of(pack.questionnaire(), &answers.responses, answers.form.seed);
            return self.score_row(answers.person.as_bytes(), &answers.responses, &answers.notices, &order.statements);
        }
        self.results.id_hashes.push(id_hash(answers.person.as_bytes()));
        answers.person = String::from_utf8_lossy(&self.shown(answers.person.as_bytes())).into_owned();
        let (model, cache) = self.models.asking(&self.context.models, &answers.responses);
        let assessment = assess_with(model, &answers.responses, cache);
        let notices = notices(pack, &answers, &assessment);
        let fits = PersonFits::of(&assessment, &notices);
        if self.context.has_profiles {
            let row = profiles::row(pack, model, &answers, &assessment);
            self.results.profiles.extend_from_slice(row.as_bytes());
        }
        if self.context.has_list {
            let (start, name) = (self.results.out.len(), name.unwrap_or_default().to_owned());
            self.results.listed.push(ListedPerson { start, name });
        }
        let called = name.map(|name| called(name, &answers.person));
        let person = called.as_ref().filter(|_| matches!(writer, Writer::People)).unwrap_or(&answers.person);
        let Some(draws) = draws else {
            return enter(&mut self.results, writer, person.as_bytes(), &fits, None);
        };
        let Assessment { profile, ranking } = &assessment;
        let uncertainty = &Uncertainty::of(model, draws, profile, ranking);
        enter(&mut self.results, writer, person.as_bytes(), &fits, Some(uncertainty));
        let sheet =
            Sheet { pack, model, answers: &answers, assessment: &assessment, uncertainty, notices: &notices, filter };
        detail(&mut self.results, self.context, &sheet, called);
    }

    /// Scores a person of whom nothing but the rows is shown; the statements are in order of presentation.
    pub(super) fn score_row(&mut self, person: &[u8], responses: &Responses, notices: &[Notice], statements: &[usize]) {
        let hash = id_hash(person);
        self.results.id_hashes.push(hash);
        let (model, cache) = self.models.asking(&self.context.models, responses);
        if let Writer::Answers = self.context.writer {
            self.results.counts.read += 1;
            self.results.counts.scored += 1;
            let patterns =
                AnswerPatterns { quality: quality(responses, statements), guessing: Guessing::of(model, responses) };
            return record(&mut self.results.answers, hash, responses, &patterns);
        }
        self.profile.replace(model, responses, cache);
        let mut flags = Flags::default();
        let given = notices.iter().map(|notice| notice.code);
        given.chain(codes(responses, &self.profile, statements)).for_each(|code| flags.raise(code));
        self.fits.replace(fit_rows(model, &self.profile), flags);
        let shown = self.shown(person);
        let shown = match std::str::from_utf8(&shown) {
            Ok(_) => shown,
            Err(_) => Cow::Owned(String::from_utf8_lossy(&shown).into_owned().into_bytes()),
        };
        enter(&mut self.results, &self.context.writer, &shown, &self.fits, None);
    }

    /// Returns the name under which a person is shown.
    fn shown<'i>(&self, person: &'i [u8]) -> Cow<'i, [u8]> {
        match &self.context.pseudonyms {
            Some(pseudonyms) => Cow::Owned(pseudonyms.of(person).into_bytes()),
            None => Cow::Borrowed(person),
        }
    }
}

/// Writes and counts where a person stands; what says everything is written elsewhere.
fn enter(results: &mut Results, writer: &Writer, person: &[u8], fits: &PersonFits, uncertainty: Option<&Uncertainty>) {
    match writer {
        Writer::Rows(rows) => rows.write(&mut results.out, person, fits, uncertainty),
        Writer::Wide(wide) => wide.write(&mut results.out, person, fits),
        Writer::Lines(lines) => lines.write(&mut results.out, person, fits, uncertainty),
        Writer::People => results.people.push((String::from_utf8_lossy(person).into_owned(), fits.clone())),
        Writer::Full | Writer::Answers => {}
    }
    results.counts.enter(fits);
}

/// Returns the name and id of a person who has both.
fn called(name: &str, person: &str) -> String {
    if name == person { person.to_owned() } else { format!("{name} ({person})") }
}

/// Writes everything that there is to say of a person.
fn detail(results: &mut Results, context: &BatchContext<'_>, sheet: &Sheet<'_>, called: Option<String>) {
    if let Writer::Full = context.writer {
        let line = serde_json::to_string(&json::result(sheet)).expect("internal: texts and numbers are JSON");
        results.out.extend_from_slice(json::harmless(&line).as_bytes());
        results.out.push(b'\n');
    }
    if let Some(printing) = context.reports {
        results.reports.push(printing.one_of_many(sheet, called.as_deref()));
    }
    if context.has_cards {
        let scope = score::Scope { layout: score::TableLayout::Document, is_verbose: true };
        let Assessment { profile, ranking } = sheet.assessment;
        let explain = |fit: &Fit| sensitivity(sheet.model, profile, ranking, fit.role);
        let person = called.unwrap_or_else(|| sheet.answers.person.clone());
        let answers = &Answers { person, ..sheet.answers.clone() };
        let named = &Sheet { answers, ..*sheet };
        let mut card = score::explained(named, scope, sheet.fits().next(), explain);
        card.aside(words::purpose(sheet.pack.questionnaire()));
        results.cards.push((sheet.answers.person.clone(), card.to_markdown()));
    }
}
