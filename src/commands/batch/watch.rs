//! An interrupted run leaves nothing behind: neither half a file nor half a line.

use std::path::Path;

/// Sees to it that files which have no name yet are gone when the program is told to end.
#[cfg(unix)]
#[allow(clippy::exit, reason = "workers may be waiting for each other; nobody else could end the run")]
pub(super) fn interrupts<const N: usize>(files: [Option<&Path>; N]) {
    use std::fs;
    use std::io::{self, Write};
    use std::path::PathBuf;
    use std::sync::atomic::AtomicBool;
    use std::sync::{Arc, Mutex, Once, PoisonError};
    use std::{process, thread};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    static FILES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
    static WATCH: Once = Once::new();

    let mut known = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    *known = files.into_iter().flatten().map(Path::to_path_buf).collect();
    WATCH.call_once(|| {
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
        // The second time, whatever is being waited for, the program ends at once.
        let is_second = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&is_second));
            let _ = signal_hook::flag::register(signal, Arc::clone(&is_second));
        }
        thread::spawn(move || {
            if signals.forever().next().is_some() {
                for file in FILES.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                    let _ = fs::remove_file(file);
                }
                // Whoever writes there holds the lock for a whole piece.
                let _whole = io::stdout().lock();
                let _ = io::stderr().write_all(b"interrupted; no file was written\n");
                process::exit(130);
            }
        });
    });
}

#[cfg(not(unix))]
pub(super) fn interrupts<const N: usize>(_: [Option<&Path>; N]) {}
