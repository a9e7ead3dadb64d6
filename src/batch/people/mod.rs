//! Who people are, and which of their rows counts: ids as they are compared, times, pseudonyms.

pub mod id_hashes;
pub mod identity;
pub mod latest;
pub mod pseudonyms;
pub mod row;
pub mod timestamp;
