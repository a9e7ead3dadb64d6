//! How far a run is: one line on a terminal, from the second second on, until something else is said.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// What has been read so far.
#[derive(Debug)]
pub(crate) struct Progress {
    is_on: bool,
    started: Instant,
    /// Since when the line has been shown as it is.
    shown: Option<Instant>,
    bytes: u64,
    /// The length of all inputs in bytes, where it is known.
    length: Option<u64>,
}

/// From then on, and this often, progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(200);

/// Clears the line.
pub(crate) const ERASE: &[u8] = b"\r\x1b[K";

impl Progress {
    /// Starts the clock; without a terminal nothing is ever shown.
    pub(crate) fn of(is_wanted: bool, length: Option<u64>) -> Self {
        let is_on = is_wanted && io::stderr().is_terminal();
        Self { is_on, started: Instant::now(), shown: None, bytes: 0, length }
    }

    /// Notes that so many rows are done, and so many more bytes.
    pub(crate) fn show(&mut self, rows: usize, bytes: usize) {
        self.bytes += bytes as u64;
        let elapsed = self.started.elapsed();
        if !self.is_on || elapsed < PATIENCE || self.shown.is_some_and(|shown| shown.elapsed() < PAUSE) {
            return;
        }
        self.shown = Some(Instant::now());
        let seconds = elapsed.as_secs_f64();
        let mut line = format!("{rows} rows, {:.0} per second", rows as f64 / seconds);
        if let Some(length) = self.length.filter(|_| self.bytes > 0) {
            let left = seconds * (length.saturating_sub(self.bytes)) as f64 / self.bytes as f64;
            line.push_str(&format!(", {left:.0} s left"));
        }
        let _ = io::stderr().lock().write_all(format!("\r{line}\x1b[K").as_bytes());
    }

    /// Clears the line, so that another can be shown.
    pub(crate) fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = io::stderr().lock().write_all(ERASE);
        }
    }
}

impl Drop for Progress {
    /// Whatever ends the run, the next line begins where this one did.
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
impl Progress {
    /// As on a terminal, in a run that takes a while.
    pub(crate) fn of_a_long_run() -> Self {
        let started = Instant::now().checked_sub(2 * PATIENCE).expect("a clock that has run for a while");
        Self { is_on: true, started, shown: None, bytes: 0, length: None }
    }

    /// Returns since when the line has been shown as it is.
    pub(crate) fn shown(&self) -> Option<Instant> {
        self.shown
    }
}
