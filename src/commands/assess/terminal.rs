//! The terminal as a prompt: keys one by one, and a screen that is drawn anew, or lines that are never taken back.

use std::io::{self, Write, stderr};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue};
use terminal_size::{Height, Width, terminal_size_of};

use crate::assess::{Hand, Interview, Key, LeftOut, Prompt, Screen, Spoken, View};
use crate::commands::assess::decoder::{KeyInput, is_request};
use crate::commands::assess::held::{Held, KeyReport};
use crate::commands::assess::keyboard::Keyboard;
use crate::commands::assess::signals::StopSignals;

/// How often a signal and another size are looked for while nobody presses a key.
const WATCH: Duration = Duration::from_millis(200);

/// Where the size of the terminal cannot be found out.
const DEFAULT_SIZE: (u16, u16) = (80, 24);

/// Makes a terminal mark what is pasted, so that it is not taken for keys.
const MARK_PASTES: &[u8] = b"\x1b[?2004h";
const MARK_NO_PASTES: &[u8] = b"\x1b[?2004l";

/// A terminal that gives single keys. It is given back as it was when this is dropped.
#[derive(Debug)]
pub(super) struct Terminal {
    display: Display,
    /// Columns and rows when something was drawn last.
    size: (u16, u16),
    /// The page that the person has in front of them, with the position of its question.
    shown: Option<(View, usize)>,
    keyboard: Keyboard,
    held: Held,
    signals: StopSignals,
}

#[derive(Debug)]
enum Display {
    Drawn(Screen),
    Spoken(Spoken),
}

/// Whether the terminal is in our hands, and whether its screen is drawn on.
static ENTERED: AtomicBool = AtomicBool::new(false);
static DRAWN_ON: AtomicBool = AtomicBool::new(false);

impl Terminal {
    /// Takes the terminal; with `is_plain` nothing on it is drawn over.
    pub(super) fn enter(is_plain: bool) -> io::Result<Self> {
        let signals = StopSignals::watch()?;
        restore_on_panic();
        DRAWN_ON.store(!is_plain, Ordering::SeqCst);
        let size = size();
        let display = if is_plain {
            Display::Spoken(Spoken::new(Hand::Keys))
        } else {
            Display::Drawn(Screen::new(size.0, size.1))
        };
        let held = Held::default();
        // From here on dropping it undoes what has been done.
        let terminal = Self { display, size, shown: None, keyboard: Keyboard::new(), held, signals };
        take()?;
        Ok(terminal)
    }

    /// Waits for something that the interview is to know.
    fn wait(&mut self) -> io::Result<Key> {
        loop {
            if self.signals.asks_to_end() {
                return Ok(Key::Interrupt);
            }
            if self.signals.takes_stop() {
                self.stop()?;
                return Ok(Key::Redraw);
            }
            if self.signals.takes_go_on() {
                self.come_back()?;
                return Ok(Key::Redraw);
            }
            if self.size != size() {
                self.size = size();
                if matches!(self.display, Display::Drawn(_)) {
                    return Ok(Key::Redraw);
                }
            }
            if let Some(input) = self.keyboard.next(WATCH)?
                && let Some(key) = self.key_of(input)
            {
                return Ok(key);
            }
        }
    }

    fn key_of(&mut self, input: KeyInput) -> Option<Key> {
        match (input, &mut self.display) {
            (KeyInput::Forward, Display::Drawn(screen)) => screen.turn_forward(),
            (KeyInput::Back, Display::Drawn(screen)) => screen.turn_back(),
            (KeyInput::Forward | KeyInput::Back, Display::Spoken(_)) => return None,
            (KeyInput::Paste, _) => return Some(Key::LeftOut(LeftOut::Pasted)),
            (KeyInput::Suspend, _) => {
                let is_asked = self.signals.stop_job();
                return (!is_asked).then_some(Key::LeftOut(LeftOut::NoShell));
            }
            (KeyInput::Key(key @ (Key::Interrupt | Key::Redraw)), _) => return Some(key),
            (KeyInput::Key(key), _) => {
                return match self.held.report(key, Instant::now()) {
                    KeyReport::Press => Some(key),
                    KeyReport::FirstRepeat => Some(Key::LeftOut(LeftOut::Held)),
                    KeyReport::Repeat => None,
                };
            }
        }
        Some(Key::Redraw)
    }

    /// Gives the terminal back and stops, until told to go on.
    fn stop(&mut self) -> io::Result<()> {
        // Told to go on before it had stopped: nothing would wake it again.
        if !self.signals.takes_go_on() {
            restore();
            self.signals.stop()?;
        }
        self.signals.takes_go_on();
        self.come_back()
    }

    /// Takes the terminal again, whatever was done to it meanwhile, and shows everything anew.
    fn come_back(&mut self) -> io::Result<()> {
        restore();
        take()?;
        self.shown = None;
        if let Display::Spoken(spoken) = &mut self.display {
            *spoken = Spoken::new(Hand::Keys);
        }
        Ok(())
    }

    /// Leaves out what was pressed, pasted or sent before another page is shown: it was meant for something else, or for nothing.
    fn turn(&mut self, interview: &Interview) -> io::Result<()> {
        let shown = (interview.view().clone(), interview.position());
        let is_same = self.shown.as_ref().is_some_and(|(view, position)| {
            *position == shown.1 && std::mem::discriminant(view) == std::mem::discriminant(&shown.0)
        });
        if is_same {
            return Ok(());
        }
        self.shown = Some(shown);
        self.held.turn();
        let pending = self.keyboard.pending()?;
        for input in &pending {
            if let KeyInput::Key(key) = input {
                self.held.report(*key, Instant::now());
            }
        }
        self.keyboard.put_back(pending.into_iter().filter(|input| is_request(*input)));
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

impl Prompt for Terminal {
    type Error = anyhow::Error;

    fn show(&mut self, interview: &Interview) -> Result<()> {
        self.turn(interview).context("reading from the terminal")?;
        self.size = size();
        match &mut self.display {
            Display::Drawn(screen) => {
                screen.resize(self.size.0, self.size.1);
                draw(&screen.draw(interview))
            }
            Display::Spoken(spoken) => say(&spoken.say(interview)),
        }
        .context("writing to the terminal")
    }

    fn key(&mut self) -> Result<Key> {
        self.wait().context("reading from the terminal")
    }
}

/// Draws over what stands there, in one go and without clearing first, so that nothing flickers.
fn draw(lines: &[String]) -> io::Result<()> {
    let mut bytes = Vec::new();
    queue!(bytes, MoveTo(0, 0))?;
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(line.as_bytes());
        queue!(bytes, Clear(ClearType::UntilNewLine))?;
    }
    queue!(bytes, Clear(ClearType::FromCursorDown))?;
    write(&bytes)
}

fn say(lines: &[String]) -> io::Result<()> {
    let text: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    write(text.as_bytes())
}

fn write(bytes: &[u8]) -> io::Result<()> {
    let mut stderr = stderr().lock();
    stderr.write_all(bytes)?;
    stderr.flush()
}

fn size() -> (u16, u16) {
    match terminal_size_of(stderr()) {
        Some((Width(columns @ 1..), Height(rows @ 1..))) => (columns, rows),
        Some(_) | None => DEFAULT_SIZE,
    }
}

/// Takes the terminal: single keys, a screen of its own and marked pastes.
fn take() -> io::Result<()> {
    ENTERED.store(true, Ordering::SeqCst);
    terminal::enable_raw_mode()?;
    if DRAWN_ON.load(Ordering::SeqCst) {
        execute!(stderr(), EnterAlternateScreen, Hide)?;
    }
    write(MARK_PASTES)
}

/// Gives the terminal back, once.
fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // There is nothing left to do about a terminal that does not listen.
    let _ = write(MARK_NO_PASTES);
    if DRAWN_ON.load(Ordering::SeqCst) {
        let _ = execute!(stderr(), Show, LeaveAlternateScreen);
    }
    let _ = terminal::disable_raw_mode();
}

/// A panic may end the program without dropping anything, and its message belongs on the person's own screen.
fn restore_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        restore();
        report(panic);
    }));
}
