//! The digest by which a pack is known. The build script takes it of the built-in pack, so that no run has to.

use sha2::{Digest, Sha256};

/// SHA-256 over names and texts in name order, each ended by a NUL byte; line ends count as LF.
pub fn digest<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> [u8; 32] {
    let mut files: Vec<_> = files.collect();
    files.sort_unstable();
    let mut hash = Sha256::new();
    for (name, text) in files {
        hash.update(name);
        hash.update([0]);
        for line in text.split_inclusive('\n') {
            match line.strip_suffix("\r\n") {
                Some(line) => {
                    hash.update(line);
                    hash.update("\n");
                }
                None => hash.update(line),
            }
        }
        hash.update([0]);
    }
    hash.finalize().into()
}
