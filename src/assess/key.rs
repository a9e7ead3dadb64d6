//! Keys, and what they ask for where they are not the name of an answer.

use crate::assess::question::Question;

/// Something pressed, or something else that happened to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Char(char),
    Enter,
    Backspace,
    Tab,
    Escape,
    Up,
    Down,
    Left,
    Right,
    /// Ctrl-C, or a signal to end.
    Interrupt,
    /// Something that is no answer, which the person is told.
    LeftOut(LeftOut),
    /// Nothing was pressed, but what is shown is out of date: another size, or another piece of a long text.
    Redraw,
}

/// Why something that arrived at the terminal does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It was pasted.
    Pasted,
    /// The key that led to this page is still held, or was pressed again too soon to have read the page.
    Held,
    /// Ctrl-Z, where no shell could bring the interview back.
    NoShell,
}

/// What a key asks for beside an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyCommand {
    Back,
    Next,
    Skip,
    List,
    Help,
    Quit,
}

impl KeyCommand {
    /// Every command with its letter, if it has one, the key that works whatever the options are called, and what it does.
    const ALL: [(Self, Option<char>, &'static str, &'static str); 5] = [
        (Self::Back, None, "Left", "back"),
        (Self::Skip, Some('s'), "Tab", "skip"),
        (Self::List, Some('l'), "Esc", "list"),
        (Self::Help, Some('?'), "?", "why"),
        (Self::Quit, Some('q'), "Ctrl-C", "quit"),
    ];

    /// Reads a letter: no command where it begins the name of an answer to any question, so that it means one thing
    /// from the first question to the last.
    pub(super) fn of_letter(letter: char, questions: &[Question]) -> Option<Self> {
        let command = Self::ALL.iter().find(|(_, own, ..)| *own == Some(letter)).map(|(command, ..)| *command);
        command.filter(|_| !is_taken(letter, questions))
    }

    /// Reads a key that never names an answer.
    pub(super) fn of_key(key: Key) -> Option<Self> {
        match key {
            Key::Left | Key::Backspace => Some(Self::Back),
            Key::Right => Some(Self::Next),
            Key::Tab => Some(Self::Skip),
            Key::Escape => Some(Self::List),
            Key::Char(_) | Key::Enter | Key::Up | Key::Down | Key::Interrupt | Key::LeftOut(_) | Key::Redraw => None,
        }
    }

    /// Lists the commands with the keys that hold for these questions.
    pub(super) fn keys(questions: &[Question]) -> Vec<String> {
        let key = |(_, letter, other, what): &(Self, Option<char>, &str, &str)| match letter {
            Some(letter) if !is_taken(*letter, questions) => format!("{letter} {what}"),
            Some(_) | None => format!("{other} {what}"),
        };
        Self::ALL.iter().map(key).collect()
    }
}

fn is_taken(letter: char, questions: &[Question]) -> bool {
    questions.iter().any(|question| question.takes(letter))
}
