//! Workers side by side over one table: chunks are taken in order, scored by whoever is free, and handed in in order.

use std::io::{self, Read};
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::batch::chunks::{Broken, Cause, Chunk, Chunks, Fault};
use crate::batch::keys::Keys;
use crate::batch::order::{Turns, lock};
use crate::batch::scribe::Page;
use crate::batch::starts::Starts;

/// What ends a run early.
#[derive(Debug)]
pub enum Stop {
    /// The input cannot be read on from a line.
    Broken {
        line: usize,
        cause: Cause,
    },
    Fault(Fault),
    /// The result could not be written.
    Unwritable(io::Error),
}

/// One worker of several.
pub trait Work {
    /// Scores the people of a chunk, on a page that may have been used before.
    ///
    /// # Errors
    ///
    /// The first thing in it that makes the input untrustworthy.
    fn chunk(&mut self, chunk: &Chunk, page: Page) -> Result<Page, Fault>;

    /// Returns the ids of all people seen.
    fn keys(self) -> Keys;
}

/// Takes what chunks come to, in order.
pub trait Accept: Send {
    /// Takes the next one.
    ///
    /// # Errors
    ///
    /// A result that cannot be written; the run ends then.
    fn accept(&mut self, page: &Page) -> io::Result<()>;
}

/// Scores an input with some workers. Returns the ids of all people seen.
///
/// # Errors
///
/// The first thing that keeps the input from being scored to its end, by place and not by time.
///
/// # Panics
///
/// When a worker does, as soon as the others are done with what they have.
pub fn run<R: Read + Send, W: Work>(
    chunks: Chunks<R>,
    jobs: usize,
    worker: impl Fn() -> W + Sync,
    accept: &mut impl Accept,
) -> Result<Vec<Keys>, Stop> {
    let starts = chunks.starts();
    let source = Mutex::new(Some(chunks));
    let used = Mutex::new(Vec::new());
    let result = Mutex::new((accept, None));
    let take = |outcome: Result<Page, Stop>| {
        let (accept, ended) = &mut *lock(&result);
        if ended.is_some() {
            return;
        }
        match outcome.and_then(|page| accept.accept(&page).map(|()| page).map_err(Stop::Unwritable)) {
            Ok(page) => lock(&used).push(page),
            Err(stop) => {
                *ended = Some(stop);
                *lock(&source) = None;
            }
        }
    };
    let turns = Turns::of(jobs);
    let work = || {
        let _alarm = Alarm { source: &source, turns: &turns, starts: &starts };
        let mut worker = worker();
        let mut chunk = Chunk::default();
        while let Some(taken) = next(&source, &mut chunk) {
            let page = lock(&used).pop().unwrap_or_default();
            let outcome = taken.and_then(|()| worker.chunk(&chunk, page).map_err(Stop::Fault));
            // Others may wait to know where theirs begin.
            chunk.count();
            turns.hand_in(chunk.index, outcome, take);
        }
        worker.keys()
    };
    let keys = thread::scope(|scope| {
        let others: Vec<_> = (1..jobs).map(|_| scope.spawn(work)).collect();
        let mut keys = vec![work()];
        keys.extend(others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic))));
        keys
    });
    match result.into_inner().unwrap_or_else(PoisonError::into_inner).1 {
        Some(stop) => Err(stop),
        None => Ok(keys),
    }
}

/// Ends the run when a worker panics: what it leaves undone others would wait for.
struct Alarm<'r, R, T> {
    source: &'r Mutex<Option<R>>,
    turns: &'r Turns<T>,
    starts: &'r Starts,
}

impl<R, T> Drop for Alarm<'_, R, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            *lock(self.source) = None;
            self.turns.give_up();
            self.starts.give_up();
        }
    }
}

/// Takes the next chunk, or what keeps it from being read, unless the table is at its end.
fn next<R: Read>(source: &Mutex<Option<Chunks<R>>>, chunk: &mut Chunk) -> Option<Result<(), Stop>> {
    let taken = {
        let mut source = lock(source);
        let taken = source.as_mut()?.next(chunk);
        if !matches!(taken, Ok(true)) {
            *source = None;
        }
        taken
    };
    match taken {
        Ok(true) => Some(Ok(())),
        Ok(false) => None,
        Err(Broken { lines, cause }) => Some(Err(Stop::Broken { line: chunk.start().line + lines, cause })),
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use crate::batch::chunks::Start;

    /// Panics where a chunk says so, or else asks for a line, as whoever rejects a row does.
    struct Fragile;

    impl Work for Fragile {
        fn chunk(&mut self, chunk: &Chunk, page: Page) -> Result<Page, Fault> {
            assert!(!chunk.bytes().starts_with(b"panic"), "as asked");
            let _ = chunk.start();
            Ok(page)
        }

        fn keys(self) -> Keys {
            Keys::default()
        }
    }

    /// Panics at a page, counted from 1, if at any.
    struct Picky(Option<usize>);

    impl Accept for Picky {
        fn accept(&mut self, _: &Page) -> io::Result<()> {
            self.0 = self.0.map(|pages| pages - 1);
            assert_ne!(self.0, Some(0), "as asked");
            Ok(())
        }
    }

    /// Runs over a stream of some 60 chunks.
    fn ends_in_a_panic(start: &str, jobs: usize, mut accept: Picky) -> bool {
        let text = format!("{start}\n{}", "x\n".repeat(8 * 1024 * 1024));
        let run = || run(Chunks::of(text.as_bytes(), Start::FIRST, None), jobs, || Fragile, &mut accept);
        catch_unwind(AssertUnwindSafe(run)).is_err()
    }

    #[test]
    fn a_panic_anywhere_ends_the_run_for_everybody() {
        for jobs in [1, 2, 8] {
            assert!(ends_in_a_panic("panic", jobs, Picky(None)), "a worker, {jobs} jobs");
            assert!(ends_in_a_panic("", jobs, Picky(Some(2))), "a page, {jobs} jobs");
            assert!(!ends_in_a_panic("", jobs, Picky(None)), "nobody, {jobs} jobs");
        }
    }
}
