//! Where results meet the disk: what a name leads to, files that appear whole or not at all, what an interrupt
//! removes, and what is said on the way. Nothing here knows what a result means.

pub mod browser;
pub mod destination;
pub mod file;
pub mod interrupt;
pub mod marker;
pub mod print;
pub mod progress;
pub mod spool;
pub mod target;
pub mod temporary;
pub mod workbook;
