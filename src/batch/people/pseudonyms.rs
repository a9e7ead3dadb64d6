//! Names that stand for people: the same for the same key, and of no use to whoever lacks it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::batch::people::identity::identity;
use crate::text::hexadecimal;

/// Characters of a pseudonym: among a million people two share one with a probability of 2 in a billion.
const LENGTH: usize = 16;

/// Makes pseudonyms with a key.
#[derive(Clone)]
pub struct Pseudonyms(Hmac<Sha256>);

impl std::fmt::Debug for Pseudonyms {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The key stays out of logs.
        formatter.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// Takes a key of any length.
    pub fn with(key: &[u8]) -> Self {
        Self(Hmac::new_from_slice(key).expect("internal: a key of any length will do"))
    }

    /// Makes a key that nobody can guess.
    ///
    /// # Errors
    ///
    /// A system that has no source of randomness.
    pub fn new_key() -> anyhow::Result<String> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("cannot generate a key: {error}"))?;
        Ok(hexadecimal(&bytes))
    }

    /// Returns what stands for a name, in whatever way it is spelled: the first half of its HMAC-SHA-256, in hexadecimal.
    pub fn of(&self, name: &[u8]) -> String {
        let digest = self.0.clone().chain_update(identity(name)).finalize().into_bytes();
        format!("p-{}", hexadecimal(&digest[..LENGTH / 2]))
    }
}
