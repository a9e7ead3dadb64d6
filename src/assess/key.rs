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
pub(super) enum Command {
    Back,
    Next,
    Skip,
    List,
    Help,
    Quit,
}

impl Command {
    /// Every command with its letter, the key that works even where the letter names an answer, and what it does.
    pub(super) const ALL: [(Self, char, &'static str, &'static str); 5] = [
        (Self::Back, 'b', "Left", "back"),
        (Self::Skip, 's', "Tab", "skip"),
        (Self::List, 'l', "Esc", "list"),
        (Self::Help, '?', "?", "why"),
        (Self::Quit, 'q', "Ctrl-C", "quit"),
    ];

    /// Reads a letter: no command where it begins the name of an answer.
    pub(super) fn of_letter(letter: char, question: &Question) -> Option<Self> {
        let command = Self::ALL.iter().find(|(_, own, ..)| *own == letter).map(|(command, ..)| *command);
        command.filter(|_| !question.takes(letter))
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

    /// Lists the commands with the keys that hold for a question.
    pub(super) fn keys(question: &Question) -> impl Iterator<Item = String> {
        Self::ALL.iter().map(|(_, letter, other, what)| {
            if question.takes(*letter) { format!("{other} {what}") } else { format!("{letter} {what}") }
        })
    }
}
