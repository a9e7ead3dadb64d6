//! What other programs and the shell ask of an interview: to end, to stop for a while, to go on.

#[cfg(not(unix))]
pub(super) use elsewhere::StopSignals;
#[cfg(unix)]
pub(super) use unix::StopSignals;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
    use signal_hook::consts::{SIGCONT, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::flag::register;
    use signal_hook::low_level::emulate_default_handler;

    /// Signals that came and have not been answered yet.
    #[derive(Debug)]
    pub(in crate::commands::assess) struct StopSignals {
        end: Arc<AtomicBool>,
        stop: Arc<AtomicBool>,
        go_on: Arc<AtomicBool>,
    }

    impl StopSignals {
        pub(in crate::commands::assess) fn watch() -> io::Result<Self> {
            let signals = Self { end: Arc::default(), stop: Arc::default(), go_on: Arc::default() };
            for signal in [SIGINT, SIGTERM] {
                register(signal, Arc::clone(&signals.end))?;
            }
            register(SIGTSTP, Arc::clone(&signals.stop))?;
            register(SIGCONT, Arc::clone(&signals.go_on))?;
            // Only so that waiting for a key ends and the new size is seen.
            register(SIGWINCH, Arc::default())?;
            Ok(signals)
        }

        pub(in crate::commands::assess) fn asks_to_end(&self) -> bool {
            self.end.load(Ordering::SeqCst)
        }

        /// Says whether the program was asked to stop, once.
        pub(in crate::commands::assess) fn takes_stop(&self) -> bool {
            self.stop.swap(false, Ordering::SeqCst)
        }

        /// Says whether the program was told to go on, once: it may have been stopped by a signal that is not seen.
        pub(in crate::commands::assess) fn takes_go_on(&self) -> bool {
            self.go_on.swap(false, Ordering::SeqCst)
        }

        /// Asks all programs of the job to stop, as Ctrl-Z does where a terminal turns it into a signal; says whether
        /// there is a shell to stop for. A job that no shell started could not be brought back.
        pub(in crate::commands::assess) fn stop_job(&self) -> bool {
            let has_shell = getsid(None).is_ok_and(|session| session != getpgrp());
            has_shell && kill_current_process_group(Signal::TSTP).is_ok()
        }

        /// Stops here, until told to go on.
        pub(in crate::commands::assess) fn stop(&self) -> io::Result<()> {
            emulate_default_handler(SIGTSTP)
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;

    /// There are none.
    #[derive(Debug)]
    pub(in crate::commands::assess) struct StopSignals;

    impl StopSignals {
        pub(in crate::commands::assess) fn watch() -> io::Result<Self> {
            Ok(Self)
        }

        pub(in crate::commands::assess) fn asks_to_end(&self) -> bool {
            false
        }

        pub(in crate::commands::assess) fn takes_stop(&self) -> bool {
            false
        }

        pub(in crate::commands::assess) fn takes_go_on(&self) -> bool {
            false
        }

        pub(in crate::commands::assess) fn stop_job(&self) -> bool {
            false
        }

        pub(in crate::commands::assess) fn stop(&self) -> io::Result<()> {
            Ok(())
        }
    }
}
