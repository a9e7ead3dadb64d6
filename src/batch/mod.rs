//! Many people at once: readers, the hot path, and the writers.

pub mod answered;
mod bytes;
pub mod chunks;
pub mod counts;
pub mod keys;
pub mod lines;
mod object;
mod order;
pub mod people;
pub mod plan;
pub mod profiles;
mod records;
pub mod reject;
pub mod rows;
pub mod run;
pub mod scribe;
pub mod standing;
mod starts;
pub mod suppression;
pub mod wide;
pub mod worker;
pub mod writer;
