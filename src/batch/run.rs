//! Workers side by side over one input. The thread that calls reads chunks, hands them out, and takes the results in order.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::batch::chunks::{Broken, Chunk, Chunks, Fault};
use crate::batch::results::Results;

/// What ends a run early.
#[derive(Debug)]
pub enum Stop {
    /// The input cannot be read on from a line.
    Broken(Broken),
    Fault(Fault),
    /// The results could not be written.
    Unwritable(io::Error),
}

/// One worker of several.
pub trait Work {
    /// Scores the people of a chunk; the results may have been used before.
    ///
    /// # Errors
    ///
    /// The first thing in it that makes the input untrustworthy.
    fn chunk(&mut self, chunk: &Chunk, results: Results) -> Result<Results, Fault>;
}

/// Takes the results of chunks, in order.
pub trait Accept {
    /// Takes the next ones.
    ///
    /// # Errors
    ///
    /// A result that cannot be written; the run ends then.
    fn accept(&mut self, results: &Results) -> io::Result<()>;
}

/// A chunk on its way to a worker, and the way back.
struct Task {
    chunk: Chunk,
    results: Results,
    done: SyncSender<Done>,
}

/// A chunk whose buffer can be used again, and its results.
type Done = (Chunk, Result<Results, Fault>);

/// Scores an input with some workers.
///
/// # Errors
///
/// The first thing that keeps the input from being scored to its end, by place and not by time.
///
/// # Panics
///
/// When a worker does, as soon as the others are done with what they have.
pub fn run<R: Read, W: Work>(
    chunks: Chunks<R>,
    jobs: usize,
    worker: impl Fn() -> W + Sync,
    accept: &mut impl Accept,
) -> Result<(), Stop> {
    let (tasks, queue) = channel::<Task>();
    let queue = Mutex::new(queue);
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
    let work = || {
        let mut worker = worker();
        while let Ok(Task { chunk, results, done }) = next() {
            let outcome = worker.chunk(&chunk, results);
            // After an error nothing is taken any more.
            let _ = done.send((chunk, outcome));
        }
    };
    thread::scope(|scope| {
        (0..jobs).for_each(|_| drop(scope.spawn(work)));
        let outcome = hand_out(chunks, jobs, &tasks, accept);
        // Nothing is left to do for workers.
        drop(tasks);
        outcome
    })
}

/// Hands chunks out, and their results in; one chunk more than there are workers is on its way at once.
fn hand_out<R: Read>(
    mut chunks: Chunks<R>,
    jobs: usize,
    tasks: &Sender<Task>,
    accept: &mut impl Accept,
) -> Result<(), Stop> {
    let mut spare = Vec::new();
    let mut open: VecDeque<Receiver<Done>> = VecDeque::new();
    loop {
        let (mut chunk, results) = spare.pop().unwrap_or_default();
        let read = chunks.next(&mut chunk).map_err(Stop::Broken);
        let is_more = matches!(read, Ok(true));
        if is_more {
            let (done, result) = sync_channel(1);
            open.push_back(result);
            // Without any worker left, nothing comes back below.
            let _ = tasks.send(Task { chunk, results, done });
        }
        let most = if is_more { jobs + 1 } else { 0 };
        while open.len() > most
            && let Some(result) = open.pop_front()
        {
            // A worker that panicked ends the run: its panic goes on when all have ended.
            let Ok((chunk, outcome)) = result.recv() else { return Ok(()) };
            let results = outcome.map_err(Stop::Fault)?;
            accept.accept(&results).map_err(Stop::Unwritable)?;
            spare.push((chunk, results));
        }
        if !is_more {
            return read.map(drop);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use crate::batch::chunks::Start;

    /// Panics where a chunk says so.
    struct Fragile;

    impl Work for Fragile {
        fn chunk(&mut self, chunk: &Chunk, results: Results) -> Result<Results, Fault> {
            assert!(!chunk.bytes().starts_with(b"panic"), "as asked");
            Ok(results)
        }
    }

    /// Panics at the results of a chunk, counted from 1, if at any.
    struct Picky(Option<usize>);

    impl Accept for Picky {
        fn accept(&mut self, _: &Results) -> io::Result<()> {
            self.0 = self.0.map(|chunks| chunks - 1);
            assert_ne!(self.0, Some(0), "as asked");
            Ok(())
        }
    }

    /// Runs over a stream of some 130 chunks.
    fn ends_in_a_panic(start: &str, jobs: usize, mut accept: Picky) -> bool {
        let text = format!("{start}\n{}", "x\n".repeat(8 * 1024 * 1024));
        let run = || run(Chunks::of(text.as_bytes(), Start::FIRST, None), jobs, || Fragile, &mut accept);
        catch_unwind(AssertUnwindSafe(run)).is_err()
    }

    #[test]
    fn a_panic_anywhere_ends_the_run() {
        for jobs in [1, 2, 8] {
            assert!(ends_in_a_panic("panic", jobs, Picky(None)), "a worker, {jobs} jobs");
            assert!(ends_in_a_panic("", jobs, Picky(Some(2))), "the results, {jobs} jobs");
            assert!(!ends_in_a_panic("", jobs, Picky(None)), "neither, {jobs} jobs");
        }
    }

    /// Keeps what the chunks begin with, as far as the error of a worker leaves it.
    struct Lengths(Vec<usize>);

    impl Accept for Lengths {
        fn accept(&mut self, results: &Results) -> io::Result<()> {
            self.0.push(results.bytes);
            Ok(())
        }
    }

    /// Notes where a chunk begins, after a while that differs from chunk to chunk.
    struct Uneven;

    impl Work for Uneven {
        fn chunk(&mut self, chunk: &Chunk, mut results: Results) -> Result<Results, Fault> {
            if chunk.start.line.is_multiple_of(7) {
                thread::yield_now();
            }
            results.bytes = chunk.start.line;
            Ok(results)
        }
    }

    #[test]
    fn results_come_in_order_whoever_is_first() {
        let text = "x\n".repeat(400_000);
        for jobs in [1, 3, 16] {
            let mut lines = Lengths(Vec::new());
            run(Chunks::of(text.as_bytes(), Start::FIRST, None).small(), jobs, || Uneven, &mut lines).expect("sound");
            assert_eq!(lines.0.len(), 196);
            assert!(lines.0.is_sorted(), "{jobs} jobs");
        }
    }
}
