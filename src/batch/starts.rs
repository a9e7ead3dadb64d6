//! Where the chunks of a table begin. Counting takes a look at every byte, so whoever has a chunk counts it, and nobody waits
//! for it but those who have something to say of a line.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

use crate::batch::order::lock;

/// Where some records begin: a line, and a row as a spreadsheet counts, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub line: usize,
    pub record: usize,
}

impl Start {
    pub const FIRST: Self = Self { line: 1, record: 1 };
}

/// What some records take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub lines: usize,
    pub records: usize,
}

/// The starts of all chunks before the first that is not counted: 16 bytes for each.
#[derive(Debug)]
pub(super) struct Starts {
    state: Mutex<State>,
    has_more: Condvar,
}

#[derive(Debug)]
struct State {
    starts: Vec<Start>,
    /// Extents of chunks behind it.
    ahead: BTreeMap<usize, Extent>,
    /// Somebody will never say what their chunk was counted to be.
    is_over: bool,
}

impl Starts {
    /// Begins with the first record.
    pub(super) fn at(start: Start) -> Self {
        let state = State { starts: vec![start], ahead: BTreeMap::new(), is_over: false };
        Self { state: Mutex::new(state), has_more: Condvar::new() }
    }

    /// Takes what a chunk was counted to be.
    pub(super) fn enter(&self, chunk: usize, extent: Extent) {
        let State { starts, ahead, .. } = &mut *lock(&self.state);
        ahead.insert(chunk, extent);
        while let Some(last) = starts.last().copied()
            && let Some(Extent { lines, records }) = ahead.remove(&(starts.len() - 1))
        {
            starts.push(Start { line: last.line + lines, record: last.record + records });
        }
        self.has_more.notify_all();
    }

    /// Returns where a chunk begins, as soon as all before it are counted. Once this was given up it is any place before
    /// that: nobody will hear of it.
    pub(super) fn of(&self, chunk: usize) -> Start {
        let mut state = lock(&self.state);
        loop {
            let last = state.starts.last().filter(|_| state.is_over);
            if let Some(start) = state.starts.get(chunk).or(last) {
                return *start;
            }
            state = self.has_more.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Lets go of everybody who waits.
    pub(super) fn give_up(&self) {
        lock(&self.state).is_over = true;
        self.has_more.notify_all();
    }
}

impl Default for Starts {
    fn default() -> Self {
        Self::at(Start::FIRST)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_chunk_begins_where_those_before_it_end_in_whatever_order_they_are_counted() {
        let starts = Starts::at(Start { line: 2, record: 1 });
        let extent = |chunk: usize| Extent { lines: 2 * chunk + 1, records: chunk };
        thread::scope(|scope| {
            let asked: Vec<_> = (0..100)
                .map(|chunk| {
                    scope.spawn({
                        let starts = &starts;
                        move || starts.of(chunk)
                    })
                })
                .collect();
            for chunk in (0..100).rev() {
                starts.enter(chunk, extent(chunk));
            }
            let (mut line, mut record) = (2, 1);
            for (chunk, start) in asked.into_iter().enumerate() {
                assert_eq!(start.join().expect("a start"), Start { line, record });
                (line, record) = (line + extent(chunk).lines, record + extent(chunk).records);
            }
        });
    }
}
