//! A prompt with a clock: how long the person took to press a key, for the time that is left.

use std::time::{Duration, Instant};

use crate::assess::{Interview, Key, Prompt};

/// Another prompt, timed.
pub(super) struct Timed<P> {
    prompt: P,
    waited: Duration,
}

impl<P> Timed<P> {
    pub(super) fn new(prompt: P) -> Self {
        Self { prompt, waited: Duration::ZERO }
    }
}

impl<P: Prompt> Prompt for Timed<P> {
    type Error = P::Error;

    fn show(&mut self, interview: &Interview) -> Result<(), Self::Error> {
        self.prompt.show(interview)
    }

    fn key(&mut self) -> Result<Key, Self::Error> {
        let start = Instant::now();
        let key = self.prompt.key();
        self.waited = start.elapsed();
        key
    }

    fn waited(&self) -> f64 {
        self.waited.as_secs_f64()
    }
}
