//! Reading the keyboard of a terminal in raw mode, until something is pressed or somebody else has to look.

#[cfg(unix)]
pub(super) use unix::Keyboard;
#[cfg(not(unix))]
pub(super) use windows::Keyboard;

#[cfg(unix)]
mod unix {
    use std::collections::VecDeque;
    use std::io::{self, stdin};
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::{Errno, read};

    use crate::commands::assess::decoder::{Decoder, KeyInput};

    /// What one read takes at most.
    const CHUNK: usize = 4096;
    /// Whoever sends more than this without a break is not waited for.
    const MOST_DROPPED: usize = 1 << 20;

    /// The keyboard, and what was read from it but not taken yet.
    #[derive(Debug)]
    pub(in crate::commands::assess) struct Keyboard {
        decoder: Decoder,
        waiting: VecDeque<KeyInput>,
        last_byte: Instant,
    }

    impl Keyboard {
        pub(in crate::commands::assess) fn new() -> Self {
            Self { decoder: Decoder::default(), waiting: VecDeque::new(), last_byte: Instant::now() }
        }

        /// Waits for the next thing that a person does; `None` when the time is over or a signal came.
        pub(in crate::commands::assess) fn next(&mut self, timeout: Duration) -> io::Result<Option<KeyInput>> {
            if let Some(input) = self.waiting.pop_front() {
                return Ok(Some(input));
            }
            let quiet = self.last_byte.elapsed();
            let rest = self.decoder.patience().map(|patience| patience.saturating_sub(quiet));
            if self.is_ready(rest.map_or(timeout, |rest| rest.min(timeout)))? {
                self.read()?;
            } else {
                self.waiting.extend(self.decoder.silence(self.last_byte.elapsed()));
            }
            Ok(self.waiting.pop_front())
        }

        /// Takes everything that was sent so far.
        pub(in crate::commands::assess) fn pending(&mut self) -> io::Result<Vec<KeyInput>> {
            let mut bytes = 0;
            while bytes < MOST_DROPPED && self.is_ready(Duration::ZERO)? {
                bytes += self.read()?;
            }
            Ok(self.waiting.drain(..).collect())
        }

        /// Puts back what was taken too early.
        pub(in crate::commands::assess) fn put_back(&mut self, inputs: impl Iterator<Item = KeyInput>) {
            self.waiting.extend(inputs);
        }

        fn is_ready(&self, timeout: Duration) -> io::Result<bool> {
            let stdin = stdin();
            let mut awaited = [PollFd::new(&stdin, PollFlags::IN)];
            let timeout = Timespec::try_from(timeout).map_err(io::Error::other)?;
            match poll(&mut awaited, Some(&timeout)) {
                Ok(ready) => Ok(ready > 0),
                Err(Errno::INTR) => Ok(false),
                Err(error) => Err(error.into()),
            }
        }

        fn read(&mut self) -> io::Result<usize> {
            let mut bytes = [0; CHUNK];
            let count = match read(stdin(), &mut bytes) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Err(Errno::INTR | Errno::AGAIN) => 0,
                count => count?,
            };
            self.waiting.extend(self.decoder.read(&bytes[..count]));
            self.last_byte = Instant::now();
            Ok(count)
        }
    }
}

#[cfg(not(unix))]
mod windows {
    use std::collections::VecDeque;
    use std::io;
    use std::time::Duration;

    use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

    use crate::assess::Key;
    use crate::commands::assess::decoder::KeyInput;

    /// The console, which tells keys from everything else by itself.
    #[derive(Debug)]
    pub(in crate::commands::assess) struct Keyboard {
        waiting: VecDeque<KeyInput>,
    }

    impl Keyboard {
        pub(in crate::commands::assess) fn new() -> Self {
            Self { waiting: VecDeque::new() }
        }

        pub(in crate::commands::assess) fn next(&mut self, timeout: Duration) -> io::Result<Option<KeyInput>> {
            if let Some(input) = self.waiting.pop_front() {
                return Ok(Some(input));
            }
            if event::poll(timeout)? { Ok(input(&event::read()?)) } else { Ok(None) }
        }

        pub(in crate::commands::assess) fn pending(&mut self) -> io::Result<Vec<KeyInput>> {
            let mut inputs = Vec::new();
            while event::poll(Duration::ZERO)? {
                inputs.extend(input(&event::read()?));
            }
            Ok(inputs)
        }

        pub(in crate::commands::assess) fn put_back(&mut self, inputs: impl Iterator<Item = KeyInput>) {
            self.waiting.extend(inputs);
        }
    }

    fn input(event: &Event) -> Option<KeyInput> {
        match event {
            Event::Key(event) if event.kind != KeyEventKind::Release => key(*event),
            Event::Resize(..) => Some(KeyInput::Key(Key::Redraw)),
            _ => None,
        }
    }

    fn key(event: KeyEvent) -> Option<KeyInput> {
        if event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            let is_interrupt = event.modifiers == KeyModifiers::CONTROL && event.code == KeyCode::Char('c');
            return is_interrupt.then_some(KeyInput::Key(Key::Interrupt));
        }
        let key = match event.code {
            KeyCode::Char(' ') | KeyCode::PageDown => return Some(KeyInput::Forward),
            KeyCode::PageUp => return Some(KeyInput::Back),
            KeyCode::Char(letter) if !letter.is_control() => Key::Char(letter),
            KeyCode::Enter => Key::Enter,
            KeyCode::Backspace => Key::Backspace,
            KeyCode::Tab => Key::Tab,
            KeyCode::Esc => Key::Escape,
            KeyCode::Up => Key::Up,
            KeyCode::Down => Key::Down,
            KeyCode::Left => Key::Left,
            KeyCode::Right => Key::Right,
            _ => return None,
        };
        Some(KeyInput::Key(key))
    }
}
