//! Many people at once: readers, the hot path, and the writers.

pub mod answers_worker;
pub mod chunks;
pub mod context;
pub mod counts;
pub mod csv_worker;
mod extent;
pub mod lines;
pub mod models;
mod number;
mod object;
pub mod people;
pub mod plan;
pub mod profiles;
mod records;
pub mod reject;
pub mod results;
pub mod rows;
pub mod run;
mod scorer;
pub mod standing;
pub mod suppression;
pub mod wide;
pub mod writer;
