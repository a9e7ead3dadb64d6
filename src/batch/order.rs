//! Work that is done side by side and taken in order.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Pieces of work, numbered from 0, each handed in when it is done. Whoever hands in the one that is next takes it and
/// those behind it that wait; nobody else has to stand by.
#[derive(Debug)]
pub(super) struct Turns<T> {
    state: Mutex<State<T>>,
    has_room: Condvar,
    /// How many pieces may wait.
    most: usize,
}

#[derive(Debug)]
struct State<T> {
    next: usize,
    waiting: BTreeMap<usize, T>,
    /// Somebody is taking what is next.
    is_busy: bool,
    /// Nothing is taken any more.
    is_over: bool,
}

impl<T> Turns<T> {
    /// Begins with number 0; so many pieces may wait before those who are far ahead do.
    pub(super) fn of(most: usize) -> Self {
        let state = State { next: 0, waiting: BTreeMap::new(), is_busy: false, is_over: false };
        Self { state: Mutex::new(state), has_room: Condvar::new(), most }
    }

    /// Hands in a piece, and has everything taken whose turn it is, unless somebody else is at that already.
    pub(super) fn hand_in(&self, turn: usize, piece: T, mut take: impl FnMut(T)) {
        let mut state = lock(&self.state);
        state.waiting.insert(turn, piece);
        while !state.is_busy
            && !state.is_over
            && let next = state.next
            && let Some(piece) = state.waiting.remove(&next)
        {
            if state.waiting.len() == self.most {
                self.has_room.notify_all();
            }
            state.is_busy = true;
            drop(state);
            take(piece);
            state = lock(&self.state);
            (state.next, state.is_busy) = (next + 1, false);
        }
        // The piece that is next is on its way, and whoever brings it does not wait here before it is taken.
        while state.waiting.len() > self.most && !state.is_over {
            state = self.has_room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes nothing more, and lets go of everybody who waits.
    pub(super) fn give_up(&self) {
        lock(&self.state).is_over = true;
        self.has_room.notify_all();
    }
}

/// A worker that panicked ends the run, whatever it was in the middle of.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn pieces_are_taken_in_order_however_they_come() {
        let (turns, taken, next) = (Turns::of(1), Mutex::new(Vec::new()), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    loop {
                        let turn = next.fetch_add(1, Ordering::Relaxed);
                        if turn >= 2000 {
                            break;
                        }
                        if turn % 7 == 0 {
                            thread::yield_now();
                        }
                        turns.hand_in(turn, turn, |turn| lock(&taken).push(turn));
                    }
                });
            }
        });
        assert_eq!(lock(&taken).as_slice(), (0..2000).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_early_waits_for_what_is_next() {
        let (turns, mut taken) = (Turns::of(2), Vec::new());
        turns.hand_in(2, "c", |piece| taken.push(piece));
        turns.hand_in(1, "b", |piece| taken.push(piece));
        assert!(taken.is_empty());
        turns.hand_in(0, "a", |piece| taken.push(piece));
        assert_eq!(taken, ["a", "b", "c"]);
    }
}
