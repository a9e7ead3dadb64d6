//! A program in a pseudo-terminal, and a model of the screen that a person would look at.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::termios::{LocalModes, OptionalActions};
use vt100::Parser;

/// Long enough for the slowest machine; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running program and its screen.
pub struct Sitting {
    child: Child,
    pty: Arc<Pty>,
    screen: Arc<Screen>,
    reader: Option<JoinHandle<()>>,
}

struct Screen {
    parser: Mutex<Parser>,
    changed: Condvar,
}

impl Sitting {
    /// Runs a line of shell in a folder, with `rolefit` on its path.
    pub fn begin(folder: &Path, script: &str, size: (u16, u16)) -> Self {
        Self::spawn(Command::new("sh").args(["-c", script]), folder, size)
    }

    /// Runs the program itself, so that it can be killed.
    pub fn begin_alone(folder: &Path, args: &[&str], size: (u16, u16)) -> Self {
        Self::spawn(Command::new(env!("CARGO_BIN_EXE_rolefit")).args(args), folder, size)
    }

    fn spawn(command: Command, folder: &Path, (rows, columns): (u16, u16)) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
        let program = Path::new(env!("CARGO_BIN_EXE_rolefit")).parent().unwrap().display().to_string();
        let path = format!("{program}:{}", std::env::var("PATH").unwrap());
        let child = command.current_dir(folder).env_clear().env("PATH", path).env("TERM", "xterm").spawn(pts).unwrap();
        let pty = Arc::new(pty);
        let screen = Arc::new(Screen {
            parser: Mutex::new(Parser::new(cells(rows), cells(columns), 0)),
            changed: Condvar::new(),
        });
        let reader = thread::spawn({
            let (pty, screen) = (Arc::clone(&pty), Arc::clone(&screen));
            move || screen.follow(&pty)
        });
        Self { child, pty, screen, reader: Some(reader) }
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Waits until a text stands on the screen.
    pub fn shows(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| screen.contains(text));
        self
    }

    /// Waits until a text is gone from the screen.
    pub fn shows_no(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| !screen.contains(text));
        self
    }

    fn wait(&self, text: &str, is_so: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        let mut parser = self.screen.parser.lock().unwrap();
        while !is_so(&parser.screen().contents()) {
            assert!(begun.elapsed() < PATIENCE, "waited for `{text}` on\n{}", parser.screen().contents());
            parser = self.screen.changed.wait_timeout(parser, Duration::from_millis(100)).unwrap().0;
        }
    }

    /// Gives the window another size, in rows and columns.
    pub fn resize(&mut self, (rows, columns): (u16, u16)) -> &mut Self {
        self.screen.parser.lock().unwrap().screen_mut().set_size(cells(rows), cells(columns));
        self.pty.resize(Size::new(rows, columns)).unwrap();
        self
    }

    /// Sends a signal to a program that runs alone.
    pub fn signal(&mut self, signal: &str) -> &mut Self {
        let status = std::process::Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
        self
    }

    pub fn is_drawn_over(&self) -> bool {
        self.screen.parser.lock().unwrap().screen().alternate_screen()
    }

    pub fn hides_cursor(&self) -> bool {
        self.screen.parser.lock().unwrap().screen().hide_cursor()
    }

    pub fn marks_pastes(&self) -> bool {
        self.screen.parser.lock().unwrap().screen().bracketed_paste()
    }

    /// Says whether the terminal gives single keys.
    pub fn is_raw(&self) -> bool {
        !rustix::termios::tcgetattr(&*self.pty).unwrap().local_modes.contains(LocalModes::ICANON)
    }

    /// Makes the terminal give lines again, as a shell does.
    pub fn leave_raw(&mut self) -> &mut Self {
        let mut modes = rustix::termios::tcgetattr(&*self.pty).unwrap();
        modes.local_modes |= LocalModes::ICANON | LocalModes::ECHO;
        rustix::termios::tcsetattr(&*self.pty, OptionalActions::Now, &modes).unwrap();
        self
    }

    /// Waits until the terminal is as a shell had it.
    pub fn is_given_back(&mut self) -> &mut Self {
        self.wait_until("the terminal as it was", |now| {
            !now.is_drawn_over() && !now.hides_cursor() && !now.marks_pastes() && !now.is_raw()
        });
        self
    }

    /// Clears what is on the screen, so that only what is drawn from now on is seen.
    pub fn forgets_screen(&mut self) -> &mut Self {
        self.screen.parser.lock().unwrap().process(b"\x1b[2J");
        self
    }

    /// Waits until a program that runs alone is stopped.
    pub fn waits_for_stop(&mut self) -> &mut Self {
        let stat = format!("/proc/{}/stat", self.child.id());
        self.wait_until("the stop", |_| {
            let stat = std::fs::read_to_string(&stat).unwrap();
            stat.rsplit_once(')').unwrap().1.trim_start().starts_with('T')
        });
        self
    }

    fn wait_until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed() < PATIENCE, "waited for {what}");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for the end of the program, and returns what is on the screen then.
    pub fn end(mut self) -> String {
        let begun = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < PATIENCE, "the program does not end");
            thread::sleep(Duration::from_millis(5));
        }
        self.last_screen()
    }

    /// Kills the program as nothing can be caught, and returns what it had shown.
    pub fn kill(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.last_screen()
    }

    fn last_screen(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.screen.parser.lock().unwrap().screen().contents()
    }
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap()
}

impl Drop for Sitting {
    fn drop(&mut self) {
        // A failed test leaves no program behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Screen {
    /// Takes what the program prints until nobody holds the terminal any more.
    fn follow(&self, pty: &Pty) {
        let mut bytes = [0; 4096];
        let mut reader = pty;
        while let Ok(read @ 1..) = reader.read(&mut bytes) {
            self.parser.lock().unwrap().process(&bytes[..read]);
            self.changed.notify_all();
        }
    }
}
