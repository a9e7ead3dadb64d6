//! Writes what people come to into pages: one page per chunk, in the form that was asked for.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::answers::{Answers, Notice, Order, Responses};
use crate::batch::bytes::{Bytes, Head};
use crate::batch::counts::Counts;
use crate::batch::keys::Keys;
use crate::batch::people::identity::identity;
use crate::batch::people::pseudonyms::Pseudonyms;
use crate::batch::profiles;
use crate::batch::standing::{Flags, Standings};
use crate::batch::writer::Writer;
use crate::pack::{Pack, Parallel};
use crate::render::{Filter, Sheet, json, score, words};
use crate::scoring::{
    Assessment, Cache, Draws, Fit, Model, Uncertainty, assess_with, codes, notices, sensitivity, standings,
};

/// What holds for a whole run.
#[derive(Debug)]
pub struct Setting<'p> {
    pub pack: &'p Pack,
    pub model: &'p Model,
    /// For whatever is said beyond where people stand.
    pub draws: Option<Draws>,
    pub writer: Writer,
    pub filter: Filter,
    pub pseudonyms: Option<Pseudonyms>,
    /// Whether a card is written for every person.
    pub has_cards: bool,
    /// Whether a row with the profile is written for every person.
    pub has_profiles: bool,
}

impl Setting<'_> {
    /// Whether more is shown than where people stand.
    pub(super) fn needs_details(&self) -> bool {
        self.draws.is_some()
    }

    /// Whether a person needs no more than rows of standings.
    pub(super) fn shows_standings_only(&self) -> bool {
        !self.needs_details() && !self.has_profiles && !self.has_cards && !matches!(self.writer, Writer::People)
    }

    /// Whether names are shown: in what is laid out for reading, but never beside a pseudonym.
    pub(super) fn shows_names(&self) -> bool {
        self.pseudonyms.is_none() && (self.has_cards || matches!(self.writer, Writer::People))
    }

    /// Whether people take far more room than their rows in a table, until they are written.
    pub fn is_roomy(&self) -> bool {
        self.needs_details() || matches!(self.writer, Writer::People)
    }
}

/// What a chunk comes to.
#[derive(Debug, Default)]
pub struct Page {
    pub(super) out: Bytes,
    /// For each person a row with the profile.
    pub profiles: Vec<u8>,
    /// Rows that were not scored, with the reasons against them.
    pub rejects: Vec<u8>,
    /// Rows that were not scored, in order.
    pub refusals: Vec<Refusal>,
    pub counts: Counts,
    /// Where each person stands, for forms that are laid out for reading.
    pub people: Vec<(String, Standings)>,
    /// For each person a card in Markdown.
    pub cards: Vec<(String, String)>,
    /// Rows of people who may have several.
    pub occurrences: Vec<Occurrence>,
    /// How much of the input was read for it, in bytes.
    pub bytes: usize,
}

impl Page {
    /// Returns the result of the people in the chunk.
    pub fn result(&self) -> &[u8] {
        self.out.as_slice()
    }

    /// Writes and counts where a person stands; what says everything is written elsewhere.
    fn enter(&mut self, writer: &Writer, person: Head<'_>, standings: &Standings, uncertainty: Option<&Uncertainty>) {
        let text = person.as_slice();
        match writer {
            Writer::Rows(rows) => rows.write(&mut self.out, person, standings, uncertainty),
            Writer::Wide(wide) => wide.write(&mut self.out, text, standings),
            Writer::Lines(lines) => lines.write(&mut self.out, text, standings, uncertainty),
            Writer::People => self.people.push((String::from_utf8_lossy(text).into_owned(), standings.clone())),
            Writer::Full => {}
        }
        self.counts.enter(standings);
    }
}

/// A row that was not scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Each reason with its row of a table, or its line, from 1.
    pub reasons: Vec<(usize, String)>,
}

/// A row of a person who may have several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub person: String,
    /// Whether it has no id, and is called by its number: somebody else may have that for an id.
    pub is_numbered: bool,
    /// The line that it begins on, from 1.
    pub line: usize,
    /// Its row in a table, or its number in another file.
    pub record: usize,
    /// How many items are answered.
    pub answered: usize,
    /// What the column of times says, where there is one.
    pub time: Option<String>,
}

/// Fills pages, one after the other.
#[derive(Debug)]
pub struct Scribe<'p> {
    setting: &'p Setting<'p>,
    pub page: Page,
    pub(super) keys: Keys,
    /// For each choice of stems that was answered: the model, and what is known with it.
    models: HashMap<Vec<Parallel>, (Model, Cache)>,
}

/// More choices of stems than this are compiled anew.
const MOST_MODELS: usize = 32;

impl<'p> Scribe<'p> {
    pub fn of(setting: &'p Setting<'p>) -> Self {
        Self { setting, page: Page::default(), keys: Keys::default(), models: HashMap::new() }
    }

    /// Starts a page that was used before.
    pub fn take(&mut self, page: Page) {
        self.page = page;
        self.turn_the_page();
    }

    /// Starts a page; its buffers are those of the one before.
    pub fn turn_the_page(&mut self) {
        let Page { out, profiles, rejects, refusals, counts, people, cards, occurrences, bytes } = &mut self.page;
        out.clear();
        profiles.clear();
        rejects.clear();
        refusals.clear();
        people.clear();
        cards.clear();
        occurrences.clear();
        (*counts, *bytes) = (Counts::of(self.setting.model.roles.len()), 0);
    }

    /// Scores a person, as `score` does. What is laid out for reading has the name as well.
    pub fn assess(&mut self, mut answers: Answers, name: Option<&str>) {
        let Setting { pack, draws, writer, filter, .. } = self.setting;
        if self.setting.shows_standings_only() {
            let order = Order::of(pack.questionnaire(), &answers.responses, answers.form.seed);
            return self.stand(answers.person.as_bytes(), &answers.responses, &answers.notices, &order.statements);
        }
        self.keys.enter(&identity(answers.person.as_bytes()));
        answers.person = String::from_utf8_lossy(&self.shown(answers.person.as_bytes())).into_owned();
        let (model, cache) = model_asking(&mut self.models, pack, &answers.responses);
        let assessment = assess_with(model, &answers.responses, cache);
        let notices = notices(pack, &answers, &assessment);
        let standings = Standings::of(&assessment, &notices);
        if self.setting.has_profiles {
            let row = profiles::row(pack, model, &answers, &assessment);
            self.page.profiles.extend_from_slice(row.as_bytes());
        }
        let called = name.map(|name| called(name, &answers.person));
        let person = called.as_ref().filter(|_| matches!(writer, Writer::People)).unwrap_or(&answers.person);
        let person = person.as_bytes().into();
        let Some(draws) = draws else {
            return self.page.enter(writer, person, &standings, None);
        };
        let Assessment { profile, ranking } = &assessment;
        let uncertainty = &Uncertainty::of(model, draws, profile, ranking);
        self.page.enter(writer, person, &standings, Some(uncertainty));
        let sheet =
            Sheet { pack, model, answers: &answers, assessment: &assessment, uncertainty, notices: &notices, filter };
        detail(&mut self.page, self.setting, &sheet, called);
    }

    /// Scores a person of whom nothing is shown but where the roles stand; the statements are in order of presentation.
    pub(super) fn stand(&mut self, person: &[u8], responses: &Responses, notices: &[Notice], statements: &[usize]) {
        self.keys.enter(&identity(person));
        let (model, cache) = model_asking(&mut self.models, self.setting.pack, responses);
        let (profile, roles) = standings(model, responses, cache);
        let mut flags = Flags::default();
        let given = notices.iter().map(|notice| notice.code);
        given.chain(codes(responses, &profile, statements)).for_each(|code| flags.raise(code));
        let standings = Standings::ranking(roles, flags);
        let shown = self.shown(person);
        let shown = match std::str::from_utf8(&shown) {
            Ok(_) => shown,
            Err(_) => Cow::Owned(String::from_utf8_lossy(&shown).into_owned().into_bytes()),
        };
        self.page.enter(&self.setting.writer, Head::from(&*shown), &standings, None);
    }

    /// Notes a row that was not scored.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.page.counts.read += 1;
        self.page.counts.rejected += 1;
        self.page.refusals.push(refusal);
    }

    /// Returns the name under which a person is shown.
    pub(super) fn shown<'i>(&self, person: &'i [u8]) -> Cow<'i, [u8]> {
        match &self.setting.pseudonyms {
            Some(pseudonyms) => Cow::Owned(pseudonyms.of(person).into_bytes()),
            None => Cow::Borrowed(person),
        }
    }
}

/// Returns the name and id of a person who has both.
fn called(name: &str, person: &str) -> String {
    if name == person { person.to_owned() } else { format!("{name} ({person})") }
}

/// Writes everything that there is to say of a person.
fn detail(page: &mut Page, setting: &Setting<'_>, sheet: &Sheet<'_>, called: Option<String>) {
    let Setting { writer, has_cards, .. } = setting;
    if let Writer::Full = writer {
        let line = serde_json::to_string(&json::result(sheet)).expect("internal: texts and numbers are JSON");
        page.out.slice(json::harmless(&line).as_bytes());
        page.out.slice(b"\n");
    }
    if *has_cards {
        let scope = score::Scope { layout: score::TableLayout::Document, is_verbose: true };
        let Assessment { profile, ranking } = sheet.assessment;
        let explain = |fit: &Fit| sensitivity(sheet.model, profile, ranking, fit.role);
        let person = called.unwrap_or_else(|| sheet.answers.person.clone());
        let answers = &Answers { person, ..sheet.answers.clone() };
        let named = &Sheet { answers, ..*sheet };
        let mut card = score::explained(named, scope, sheet.fits().next(), explain);
        card.aside(words::purpose(sheet.pack.questionnaire()));
        page.cards.push((sheet.answers.person.clone(), card.to_markdown()));
    }
}

/// Returns the model that asks what a person was asked, with what is known for it.
fn model_asking<'m>(
    models: &'m mut HashMap<Vec<Parallel>, (Model, Cache)>,
    pack: &Pack,
    responses: &Responses,
) -> (&'m Model, &'m mut Cache) {
    let parallels = &responses.parallels;
    if !models.contains_key(parallels) {
        if models.len() == MOST_MODELS {
            models.clear();
        }
        let model = Model::asking(pack, parallels.clone());
        models.insert(parallels.clone(), (model, Cache::default()));
    }
    let (model, cache) = models.get_mut(parallels).expect("internal: it was just made");
    (model, cache)
}
