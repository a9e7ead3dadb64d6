//! What holds for the repository itself: which module may use which, and that the pages say what happens.

mod arrows;
mod circles;
mod names;
mod readme;
mod sources;
