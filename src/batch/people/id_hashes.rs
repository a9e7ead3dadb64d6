//! Which ids come more than once, in 8 bytes a person. Two ids may share a hash: who needs to know compares the ids themselves.

use crate::batch::people::identity::identity;
use crate::random::SplitMix64;

/// Returns a hash of an id that all its spellings share.
pub fn id_hash(person: &[u8]) -> u64 {
    let id = identity(person);
    let (words, rest) = id.as_chunks();
    let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
    let words = words.iter().map(|word| u64::from_le_bytes(*word)).chain((!rest.is_empty()).then_some(last));
    words.fold(id.len() as u64, |hash, word| SplitMix64::new(hash ^ word).next_u64())
}

/// Returns the hashes that come more than once, in order.
pub fn repeated(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    let twice = hashes.chunk_by(|one, other| one == other).filter(|same| same.len() > 1);
    twice.map(|same| same[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_more_than_once_is_found_once() {
        assert_eq!(repeated(vec![4, 2, 3, 2, 1, 2, 3]), [2, 3]);
        assert!(repeated(Vec::new()).is_empty());
    }

    #[test]
    fn ids_that_differ_in_a_byte_or_their_length_have_hashes_of_their_own() {
        let ids = ["", "\0", "\0\0", "a", "a\0", "12345678", "123456780", "1234567812345678", "1234567887654321"];
        let mut hashes: Vec<u64> = ids.iter().map(|id| id_hash(id.as_bytes())).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), ids.len());
        assert_eq!(id_hash(b"Ana@Example.org"), id_hash(b"ana@example.org"));
    }
}
