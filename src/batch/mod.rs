//! Many people at once: readers, the scoring of each, and the writers.
//!
//! A row of a table goes this way:
//!
//! 1. `chunks` reads the input and cuts it where `extent` finds that a record ends; a chunk knows its first line and row.
//! 2. `run` hands chunks to workers, and takes their `results` in the order of the input.
//! 3. `csv_worker` walks over the `records` of a chunk, and decides what each of them is: a person, or a row to leave out.
//! 4. `plan` reads its cells into responses, or says why it cannot; `reject` writes those rows with the reasons.
//! 5. `scorer` scores the responses with the model that `models` has compiled, to one row per role (`person_fits`).
//! 6. `writer` writes them: `rows`, `wide` or `lines`, with the `number`s of CSV; `counts` adds them up.
//! 7. `Accept` of `run` takes the results; who is in several rows is found from `people::id_hashes` at the end.
//!
//! Lines of JSON and answers files take `answers_worker` and `object` in place of steps 3 and 4.

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
pub mod person_fits;
pub mod plan;
pub mod profiles;
mod records;
pub mod reject;
pub mod results;
pub mod rows;
pub mod run;
mod scorer;
mod short_text;
pub mod suppression;
pub mod wide;
pub mod writer;
