//! The terminal as a prompt: keys one by one, and a screen that is drawn anew, or lines that are never taken back.

use std::io::{self, Write, stderr};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue};
use terminal_size::{Height, Width, terminal_size_of};

use crate::assess::{Hand, Interview, Key, Prompt, Screen, Spoken};

/// How often a signal to end and another size are looked for while nobody presses a key.
const WATCH: Duration = Duration::from_millis(200);

/// Where the size of the terminal cannot be found out.
const DEFAULT_SIZE: (u16, u16) = (80, 24);

/// A terminal that gives single keys. It is given back as it was when this is dropped.
#[derive(Debug)]
pub(super) struct Terminal {
    display: Display,
    /// Columns and rows when something was drawn last.
    size: (u16, u16),
    ended: Arc<AtomicBool>,
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
        let ended = watch_for_signals()?;
        restore_on_panic();
        ENTERED.store(true, Ordering::SeqCst);
        DRAWN_ON.store(!is_plain, Ordering::SeqCst);
        // From here on dropping it undoes what has been done.
        let size = size();
        let display = if is_plain {
            Display::Spoken(Spoken::new(Hand::Keys))
        } else {
            Display::Drawn(Screen::new(size.0, size.1))
        };
        let terminal = Self { display, size, ended };
        terminal::enable_raw_mode()?;
        if !is_plain {
            execute!(stderr(), EnterAlternateScreen, Hide)?;
        }
        Ok(terminal)
    }

    /// Waits for something to happen; `None` is a signal to end.
    fn event(&self) -> io::Result<Option<Event>> {
        while !self.ended.load(Ordering::SeqCst) {
            if event::poll(WATCH)? {
                return event::read().map(Some);
            }
            // The event of another size gets lost when a key is pressed at the same moment.
            let (columns, rows) = size();
            if self.size != (columns, rows) {
                return Ok(Some(Event::Resize(columns, rows)));
            }
        }
        Ok(None)
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
        loop {
            let event = self.event().context("reading from the terminal")?;
            let key = match (event, &mut self.display) {
                (None, _) => Some(Key::Interrupt),
                (Some(Event::Resize(..)), Display::Drawn(_)) => Some(Key::Redraw),
                (Some(Event::Key(event)), display) if event.kind != KeyEventKind::Release => {
                    turn(event.code, display).or_else(|| key(event))
                }
                (Some(_), _) => None,
            };
            if let Some(key) = key {
                return Ok(key);
            }
        }
    }
}

/// Turns a long text to another piece, if that is what a key is for.
fn turn(code: KeyCode, display: &mut Display) -> Option<Key> {
    let Display::Drawn(screen) = display else { return None };
    match code {
        KeyCode::Char(' ') | KeyCode::PageDown => screen.turn_forward(),
        KeyCode::PageUp => screen.turn_back(),
        _ => return None,
    }
    Some(Key::Redraw)
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        let is_interrupt = event.modifiers == KeyModifiers::CONTROL && event.code == KeyCode::Char('c');
        return is_interrupt.then_some(Key::Interrupt);
    }
    match event.code {
        KeyCode::Char(letter) if !letter.is_control() && letter != ' ' => Some(Key::Char(letter)),
        KeyCode::Enter => Some(Key::Enter),
        KeyCode::Backspace => Some(Key::Backspace),
        KeyCode::Tab => Some(Key::Tab),
        KeyCode::Esc => Some(Key::Escape),
        KeyCode::Up => Some(Key::Up),
        KeyCode::Down => Some(Key::Down),
        KeyCode::Left => Some(Key::Left),
        KeyCode::Right => Some(Key::Right),
        _ => None,
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

/// Gives the terminal back, once.
fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // There is nothing left to do about a terminal that does not listen.
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

/// Turns signals that ask the program to end into a flag. A terminal that is closed ends it without asking, which
/// costs nothing: every answer is in the file by then.
#[cfg(unix)]
fn watch_for_signals() -> io::Result<Arc<AtomicBool>> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let ended = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&ended))?;
    }
    Ok(ended)
}

#[cfg(not(unix))]
fn watch_for_signals() -> io::Result<Arc<AtomicBool>> {
    Ok(Arc::default())
}
