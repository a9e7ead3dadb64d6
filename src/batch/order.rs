//! Work that is done side by side and handed in one after the other.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Something that is used in turns, numbered from 0.
#[derive(Debug)]
pub(super) struct Turns<T> {
    state: Mutex<(usize, T)>,
    changed: Condvar,
}

impl<T> Turns<T> {
    pub(super) fn of(shared: T) -> Self {
        Self { state: Mutex::new((0, shared)), changed: Condvar::new() }
    }

    /// Waits for a turn, and passes it on after.
    pub(super) fn take<R>(&self, turn: usize, action: impl FnOnce(&mut T) -> R) -> R {
        let mut state = lock(&self.state);
        while state.0 < turn {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let result = action(&mut state.1);
        state.0 = turn + 1;
        self.changed.notify_all();
        result
    }

    pub(super) fn into_inner(self) -> T {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).1
    }
}

/// A worker that panicked has ended the run anyway.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
