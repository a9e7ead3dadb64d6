//! An interrupted run leaves nothing behind: neither half a file nor half a line.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What exists on disk only until the run comes to its end.
#[derive(Debug, Default)]
pub(crate) struct Unfinished {
    pub files: Vec<PathBuf>,
    pub folders: Vec<PathBuf>,
    /// Whether the results have their names.
    pub is_over: bool,
}

static UNFINISHED: Mutex<Unfinished> =
    Mutex::new(Unfinished { files: Vec::new(), folders: Vec::new(), is_over: false });

/// While this is held an interrupt waits: for steps after which the list must be right.
pub(crate) fn undisturbed() -> MutexGuard<'static, Unfinished> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From here on an interrupt removes what is unfinished, and ends the program with 130.
#[cfg(unix)]
#[allow(clippy::exit, reason = "the main thread may be in the middle of anything")]
pub(crate) fn begin() {
    use std::io::{self, IsTerminal, Write};
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::{fs, process, thread};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    use crate::output::progress::ERASE;

    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    // The second time, whatever is being waited for, the program ends at once.
    let is_second = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&is_second));
        let _ = signal_hook::flag::register(signal, Arc::clone(&is_second));
    }
    thread::spawn(move || {
        if signals.forever().next().is_none() {
            return;
        }
        let unfinished = undisturbed();
        for file in &unfinished.files {
            let _ = fs::remove_file(file);
        }
        for folder in &unfinished.folders {
            let _ = fs::remove_dir_all(folder);
        }
        // Whoever writes there holds the lock for whole lines.
        let _whole = io::stdout().lock();
        let words: &[u8] = if unfinished.is_over { b"interrupted\n" } else { b"interrupted; nothing was written\n" };
        // Progress may stand there, and is not shown again.
        let mut screen = io::stderr().lock();
        if screen.is_terminal() {
            let _ = screen.write_all(ERASE);
        }
        let _ = screen.write_all(words);
        process::exit(130);
    });
}

#[cfg(not(unix))]
pub(crate) fn begin() {}
