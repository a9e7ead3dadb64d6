//! What a signal does: an interrupted run leaves neither half a file nor, where it can be helped, half a line.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What exists on disk only until the run ends.
#[derive(Debug, Default)]
pub(crate) struct Unfinished {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    /// Whether some result has reached its place.
    pub has_written: bool,
}

static UNFINISHED: Mutex<Unfinished> =
    Mutex::new(Unfinished { files: Vec::new(), folders: Vec::new(), has_written: false });

/// While this is held a signal waits: for steps after which the list must be right. Nothing under it may block for long.
pub(crate) fn undisturbed() -> MutexGuard<'static, Unfinished> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Unfinished {
    pub(crate) fn add_file(&mut self, path: &Path) {
        self.files.push(path.to_path_buf());
    }

    pub(crate) fn add_folder(&mut self, path: &Path) {
        self.folders.push(path.to_path_buf());
    }

    /// Notes that a file has its name, or is gone: another program may use the old one from now on.
    pub(crate) fn forget(&mut self, path: &Path) {
        self.files.retain(|file| file != path);
    }

    #[cfg(unix)]
    fn remove(&self) {
        for file in &self.files {
            let _ = std::fs::remove_file(file);
        }
        for folder in &self.folders {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// From here on the first signal removes what is unfinished and ends the program with 130, wherever it waits.
#[cfg(unix)]
#[allow(clippy::exit, reason = "the main thread may be in the middle of anything")]
pub(crate) fn begin() {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::{process, thread};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    // `nohup` has the last one ignored, so that the run outlives its terminal.
    let all = [SIGINT, SIGTERM, SIGHUP];
    let signals = if is_ignored(SIGHUP) { &all[..2] } else { &all[..] };
    let Ok(mut awaited) = Signals::new(signals) else { return };
    // The second time the program ends at once.
    let is_second = Arc::new(AtomicBool::new(false));
    for signal in signals {
        let _ = signal_hook::flag::register_conditional_shutdown(*signal, 130, Arc::clone(&is_second));
        let _ = signal_hook::flag::register(*signal, Arc::clone(&is_second));
    }
    thread::spawn(move || {
        if awaited.forever().next().is_none() {
            return;
        }
        let unfinished = undisturbed();
        unfinished.remove();
        say_goodbye(unfinished.has_written);
        process::exit(130);
    });
}

#[cfg(not(unix))]
pub(crate) fn begin() {}

/// Says whether a signal is ignored, as whoever started the program wanted it; where the system does not tell, it is not.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
    mask & (1 << (signal - 1)) != 0
}

/// Waits for whole lines and says that the run is over. A reader that takes nothing is not waited for.
#[cfg(unix)]
fn say_goodbye(has_written: bool) {
    use std::io::{self, IsTerminal, Write};
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use crate::output::progress::ERASE;

    /// How long a line may take to be written.
    const PATIENCE: Duration = Duration::from_millis(500);

    let (said, is_said) = mpsc::channel();
    thread::spawn(move || {
        // Whoever writes there holds the lock for whole lines; no new one begins.
        let _whole = io::stdout().lock();
        let words: &[u8] = if has_written { b"interrupted\n" } else { b"interrupted; nothing written\n" };
        // Progress may be on the line, and is not shown again.
        let mut screen = io::stderr().lock();
        if screen.is_terminal() {
            let _ = screen.write_all(ERASE);
        }
        let _ = screen.write_all(words);
        let _ = said.send(());
        loop {
            thread::park();
        }
    });
    let _ = is_said.recv_timeout(PATIENCE);
}
