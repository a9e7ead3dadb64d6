//! Where an interview stands, and what every key does to it. Nothing here is shown or kept.

use std::collections::BTreeSet;

use crate::answers::pace::Pace;
use crate::answers::{Answers, are_all_alike};
use crate::assess::key::{Key, KeyCommand};
use crate::assess::notes::{kept, left_out};
use crate::assess::occasion::{Occasion, Shorter, TranslatedOccasion};
use crate::assess::overview::Overview;
use crate::assess::question::{Given, Named, Question, questions};
use crate::assess::style::{StyleLine, StyleScorer};
use crate::pack::{FormWords, Pack, Part};
use crate::text::{excerpt, printable};

/// What is in front of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// What this is, before the first question.
    Welcome,
    Question,
    /// Why the question is asked.
    Why,
    /// What the statements say, before the scenarios.
    Style(Vec<StyleLine>),
    /// All questions, or with `is_review` those without an answer before the end.
    Overview(Overview),
}

/// What a key led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOutcome {
    Stay,
    /// The question at this position was given something, which is to be kept.
    Keep(usize, Given),
    End(End),
}

/// How an interview ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// To the end, though maybe with skipped questions.
    Finished,
    /// Asked to end here, and to go on another time.
    Quit,
    /// Ended from outside.
    Interrupted,
}

/// An interview in progress.
#[derive(Clone, Debug)]
pub struct Interview {
    occasion: Occasion,
    questions: Vec<Question>,
    given: Vec<Option<Given>>,
    /// Positions of skipped questions that are to be asked once more.
    again: BTreeSet<usize>,
    scorer: StyleScorer,
    view: View,
    position: usize,
    /// The choice that Enter takes.
    marked: Option<usize>,
    /// The beginning of an answer that is longer than one character.
    typed: String,
    message: Option<String>,
    pace: Pace,
    /// Seconds in front of the present question so far.
    spent: f64,
}

impl Interview {
    /// Begins an interview, or goes on with one where answers were given before; `file` is where they are kept.
    pub fn new(pack: &Pack, answers: &Answers, file: String) -> Self {
        let questionnaire = pack.questionnaire();
        let (questions, given) = questions(pack, answers)
            .into_iter()
            .map(|(question, choice)| {
                let skip = answers.skipped.contains(question.id.as_str()).then_some(Given::Skip);
                (question, choice.map(Given::Choice).or(skip))
            })
            .unzip();
        let title = printable(&questionnaire.title);
        let mut interview = Self {
            occasion: Occasion { title, instruction: questionnaire.instruction, file, shorter: None, translated: None },
            questions,
            given,
            again: BTreeSet::new(),
            scorer: StyleScorer::new(pack, answers),
            view: View::Welcome,
            position: 0,
            marked: None,
            typed: String::new(),
            message: None,
            pace: Pace::default(),
            spent: 0.0,
        };
        match interview.open_from(0) {
            Some(first) => interview.position = first,
            None => interview.review(),
        }
        interview
    }

    /// Says in another language what a form says beside its questions; these are in it already.
    #[must_use]
    pub fn speaking(mut self, words: FormWords, is_draft: bool) -> Self {
        self.occasion.translated = Some(TranslatedOccasion { words, is_draft });
        self
    }

    /// Offers a shorter form instead, which asks so many questions.
    #[must_use]
    pub fn offering(mut self, shorter: Shorter) -> Self {
        self.occasion.shorter = Some(shorter);
        self
    }

    /// Returns what is asked, in order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Returns what was given to each question so far.
    pub fn given(&self) -> &[Option<Given>] {
        &self.given
    }

    pub fn occasion(&self) -> &Occasion {
        &self.occasion
    }

    pub fn view(&self) -> &View {
        &self.view
    }

    /// Returns the position of the question that is asked, from 0.
    pub fn position(&self) -> usize {
        self.position
    }

    pub fn question(&self) -> &Question {
        &self.questions[self.position]
    }

    pub fn marked(&self) -> Option<usize> {
        self.marked
    }

    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns what the last key led to, in words.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Returns how many questions have an answer.
    pub fn answered(&self) -> usize {
        self.given.iter().filter(|given| matches!(given, Some(Given::Choice(_)))).count()
    }

    /// Returns how many questions were neither answered nor skipped.
    pub fn open(&self) -> usize {
        self.given.iter().filter(|given| given.is_none()).count()
    }

    /// Returns how long the open questions take at the person's pace, in minutes rounded up.
    pub fn minutes_left(&self) -> usize {
        let open = self.questions.iter().zip(&self.given).filter(|(_, given)| given.is_none());
        let usual = open.map(|(question, _)| question.seconds).sum();
        (self.pace.seconds(usual) / 60.0).ceil() as usize
    }

    /// Takes in how many seconds the person spent until the next key.
    pub fn spend(&mut self, seconds: f64) {
        if self.view == View::Question {
            self.spent += seconds;
        }
    }

    /// Says whether all statements have the same answer, which would be refused.
    pub fn is_all_alike(&self) -> bool {
        let statements = self.questions.iter().zip(&self.given);
        are_all_alike(statements.filter_map(|(question, given)| match (question.part, given) {
            (Part::WorkStyle, Some(Given::Choice(choice))) => Some(*choice),
            (Part::WorkStyle, Some(Given::Skip) | None) | (Part::TechnicalJudgment, _) => None,
        }))
    }

    /// Leaves the welcome for the first open question, or for what the statements say if no scenario was answered yet.
    pub fn begin(&mut self) {
        if self.view != View::Welcome {
            return;
        }
        if self.has_style() && self.of_part(Part::TechnicalJudgment).all(|given| given.is_none()) {
            self.show_style();
        } else {
            self.go_to(self.position);
        }
    }

    fn of_part(&self, part: Part) -> impl Iterator<Item = Option<Given>> {
        let both = self.questions.iter().zip(&self.given);
        both.filter(move |(question, _)| question.part == part).map(|(_, given)| *given)
    }

    /// Says whether all statements are answered or skipped, and a scenario is not.
    fn has_style(&self) -> bool {
        self.questions.first().is_some_and(|question| question.part == Part::WorkStyle)
            && self.of_part(Part::WorkStyle).all(|given| given.is_some())
            && self.of_part(Part::TechnicalJudgment).any(|given| given.is_none())
    }

    fn show_style(&mut self) {
        self.view = View::Style(self.scorer.lines(&self.questions, &self.given));
    }

    /// Takes one key.
    pub fn press(&mut self, key: Key) -> KeyOutcome {
        match key {
            Key::Interrupt => return KeyOutcome::End(End::Interrupted),
            Key::Redraw => return KeyOutcome::Stay,
            Key::LeftOut(why) => {
                self.message = Some(left_out(why).to_owned());
                return KeyOutcome::Stay;
            }
            _ => self.message = None,
        }
        match &self.view {
            View::Welcome => self.press_at_welcome(key),
            View::Question => self.press_at_question(key),
            View::Why => self.press_at_reason(key),
            View::Style(_) => self.press_at_style(key),
            View::Overview(_) => self.press_at_overview(key),
        }
    }

    /// Takes one line of text: the name or the words of a choice, `skip`, `back` or `quit`. Nothing is guessed.
    ///
    /// # Errors
    ///
    /// A line that is none of these, in words.
    pub fn take_line(&mut self, line: &str) -> Result<KeyOutcome, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
        let line = words.join(" ");
        self.message = None;
        let question = self.question();
        if let Named::Choice(choice) | Named::Perhaps(choice) = question.named(&line) {
            return Ok(self.give(Given::Choice(choice)));
        }
        match (line.as_str(), question.labelled(&line)) {
            ("skip", _) => Ok(self.give(Given::Skip)),
            ("back", _) => Ok(self.obey(KeyCommand::Back)),
            ("quit", _) => Ok(self.obey(KeyCommand::Quit)),
            ("", _) => Err("the line is empty".to_owned()),
            (_, Some(choice)) => Ok(self.give(Given::Choice(choice))),
            (_, None) => Err(format!("`{}` is not an answer here", excerpt(&line, 40))),
        }
    }

    fn press_at_welcome(&mut self, key: Key) -> KeyOutcome {
        match key {
            Key::Enter | Key::Char('y' | 'Y') => self.begin(),
            Key::Char('n' | 'N' | 'q' | 'Q') => return KeyOutcome::End(End::Quit),
            _ => {}
        }
        KeyOutcome::Stay
    }

    fn press_at_reason(&mut self, key: Key) -> KeyOutcome {
        match key {
            Key::Char('q' | 'Q') => KeyOutcome::End(End::Quit),
            _ => {
                self.view = View::Question;
                KeyOutcome::Stay
            }
        }
    }

    fn press_at_style(&mut self, key: Key) -> KeyOutcome {
        match key {
            Key::Enter | Key::Right => self.go_to(self.position),
            Key::Left | Key::Backspace => self.go_to(self.of_part(Part::WorkStyle).count() - 1),
            Key::Char('l' | 'L') | Key::Escape => return self.obey(KeyCommand::List),
            Key::Char('q' | 'Q') => return KeyOutcome::End(End::Quit),
            _ => {}
        }
        KeyOutcome::Stay
    }

    fn press_at_question(&mut self, key: Key) -> KeyOutcome {
        match key {
            Key::Char(letter) => return self.type_answer(letter.to_ascii_lowercase()),
            Key::Enter if self.typed.is_empty() => return self.choose_marked(),
            Key::Enter => return self.choose_typed(),
            Key::Up => self.mark(-1),
            Key::Down => self.mark(1),
            Key::Backspace | Key::Escape if !self.typed.is_empty() => {
                self.typed.pop();
            }
            _ => return KeyCommand::of_key(key).map_or(KeyOutcome::Stay, |command| self.obey(command)),
        }
        KeyOutcome::Stay
    }

    fn type_answer(&mut self, letter: char) -> KeyOutcome {
        if self.typed.is_empty()
            && let Some(command) = KeyCommand::of_letter(letter, &self.questions)
        {
            return self.obey(command);
        }
        self.typed.push(letter);
        match self.question().named(&self.typed) {
            Named::Choice(choice) => return self.give(Given::Choice(choice)),
            Named::Perhaps(_) | Named::Beginning => {
                self.message = Some(format!("{}: Enter takes it, Backspace deletes", self.typed));
            }
            Named::Nothing => self.refuse_typed(),
        }
        KeyOutcome::Stay
    }

    fn choose_typed(&mut self) -> KeyOutcome {
        match self.question().named(&self.typed) {
            Named::Choice(choice) | Named::Perhaps(choice) => self.give(Given::Choice(choice)),
            Named::Beginning | Named::Nothing => {
                self.refuse_typed();
                KeyOutcome::Stay
            }
        }
    }

    fn refuse_typed(&mut self) {
        self.message = Some(format!("`{}` is not an answer here", excerpt(&self.typed, 20)));
        self.typed.clear();
    }

    fn choose_marked(&mut self) -> KeyOutcome {
        match (self.marked, self.given[self.position]) {
            (Some(choice), _) => self.give(Given::Choice(choice)),
            (None, Some(Given::Skip)) => self.obey(KeyCommand::Next),
            (None, _) => {
                self.message = Some("choose with the arrows first".to_owned());
                KeyOutcome::Stay
            }
        }
    }

    /// Moves the mark, which starts at the near end.
    fn mark(&mut self, by: isize) {
        let last = self.question().choices.len() - 1;
        self.marked = Some(match self.marked {
            None if by > 0 => 0,
            None => last,
            Some(choice) => choice.saturating_add_signed(by).min(last),
        });
    }

    fn obey(&mut self, command: KeyCommand) -> KeyOutcome {
        match command {
            KeyCommand::Back => match self.position.checked_sub(1) {
                Some(before) => self.go_to(before),
                None => self.message = Some("this is the first question".to_owned()),
            },
            KeyCommand::Next if self.position + 1 < self.questions.len() => self.go_to(self.position + 1),
            KeyCommand::Next => self.review(),
            KeyCommand::Skip => return self.give(Given::Skip),
            KeyCommand::List => self.view = View::Overview(Overview::list(self.questions.len(), self.position)),
            KeyCommand::Help => self.view = View::Why,
            KeyCommand::Quit => return KeyOutcome::End(End::Quit),
        }
        KeyOutcome::Stay
    }

    /// Takes what was given, and goes on to the next open question, at the end to the review.
    fn give(&mut self, given: Given) -> KeyOutcome {
        let position = self.position;
        if self.given[position].is_none() && given != Given::Skip {
            self.pace.observe(self.questions[position].seconds, self.spent);
        }
        let had_style = self.has_style();
        self.given[position] = Some(given);
        self.again.remove(&position);
        match self.open_from(position).or_else(|| self.open_from(0)) {
            Some(next) => self.go_to(next),
            None => self.review(),
        }
        if self.has_style() && !had_style {
            self.show_style();
        }
        self.message = Some(kept(&self.questions[position], given));
        KeyOutcome::Keep(position, given)
    }

    fn open_from(&self, position: usize) -> Option<usize> {
        (position..self.given.len()).find(|position| self.given[*position].is_none() || self.again.contains(position))
    }

    fn go_to(&mut self, position: usize) {
        self.position = position;
        self.view = View::Question;
        self.spent = 0.0;
        self.typed.clear();
        self.marked = match self.given[position] {
            Some(Given::Choice(choice)) => Some(choice),
            Some(Given::Skip) | None => None,
        };
    }

    fn review(&mut self) {
        let without_answer =
            (0..self.given.len()).filter(|position| !matches!(self.given[*position], Some(Given::Choice(_))));
        self.view = View::Overview(Overview::review(without_answer.collect()));
    }

    /// Asks what was skipped once more. It stays skipped until it is answered.
    fn ask_again(&mut self) {
        self.again = (0..self.given.len()).filter(|position| self.given[*position] == Some(Given::Skip)).collect();
        if let Some(first) = self.open_from(0) {
            self.go_to(first);
        }
    }

    fn press_at_overview(&mut self, key: Key) -> KeyOutcome {
        let View::Overview(overview) = &mut self.view else { return KeyOutcome::Stay };
        match key {
            Key::Up => overview.mark(-1),
            Key::Down => overview.mark(1),
            Key::Char(digit) if digit.is_ascii_digit() => {
                overview.type_digit(digit);
                self.message = Some(format!("question {}", overview.number));
            }
            Key::Backspace if !overview.number.is_empty() => {
                overview.number.pop();
                self.message = Some(format!("question {}", overview.number));
            }
            Key::Enter => match overview.target(self.questions.len()) {
                Ok(position) => self.go_to(position),
                Err(message) => {
                    overview.number.clear();
                    self.message = Some(message);
                }
            },
            Key::Char('f' | 'F') if overview.is_review => return KeyOutcome::End(End::Finished),
            Key::Char('a' | 'A') if overview.is_review => self.ask_again(),
            Key::Char('l' | 'L') if overview.is_review => {
                *overview = Overview::list(self.questions.len(), self.position);
            }
            Key::Char('q' | 'Q') => return KeyOutcome::End(End::Quit),
            Key::Left | Key::Escape | Key::Backspace => self.go_to(self.position),
            _ => {}
        }
        KeyOutcome::Stay
    }
}
