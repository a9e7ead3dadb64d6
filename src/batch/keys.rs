//! Which ids come twice, for any number of people in little memory: hashes are sorted in runs, and runs that no longer fit
//! are kept in files without a name.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use crate::random::fnv1a_64;

/// Hashes kept in memory by each worker: 4 MiB.
const IN_MEMORY: usize = 1 << 19;

/// The ids that one worker has seen, as hashes.
#[derive(Debug, Default)]
pub struct Keys {
    recent: Vec<u64>,
    /// Sorted runs.
    spilt: Vec<File>,
    trouble: Option<io::Error>,
}

/// Returns what stands for an id. Two ids may share it; who needs to know compares them.
pub(super) fn key(person: &[u8]) -> u64 {
    fnv1a_64(person)
}

impl Keys {
    pub(super) fn enter(&mut self, person: &[u8]) {
        self.recent.push(key(person));
        if self.recent.len() == IN_MEMORY
            && let Err(trouble) = self.spill()
        {
            self.trouble = Some(trouble);
        }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.recent.sort_unstable();
        let mut writer = BufWriter::new(tempfile::tempfile()?);
        for hash in self.recent.drain(..) {
            writer.write_all(&hash.to_le_bytes())?;
        }
        let mut file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.spilt.push(file);
        Ok(())
    }

    /// Puts the last run in order: worth doing while other workers do the same.
    pub(super) fn sorted(mut self) -> Self {
        self.recent.sort_unstable();
        self
    }
}

/// Returns the hashes that came more than once, in order.
///
/// # Errors
///
/// A file without a name that cannot be written or read.
pub fn repeated(all: Vec<Keys>) -> io::Result<Vec<u64>> {
    let mut recent = Vec::new();
    let mut runs = Vec::new();
    for keys in all {
        if let Some(trouble) = keys.trouble {
            return Err(trouble);
        }
        recent.extend(keys.recent);
        runs.extend(keys.spilt);
    }
    // Not `sort_unstable`: the runs of the workers are in order already, and this one merges them.
    recent.sort();
    let mut repeated = Vec::new();
    let mut last = None;
    merge(&recent, runs, |hash| {
        if last == Some(hash) {
            repeated.push(hash);
        }
        last = Some(hash);
    })?;
    repeated.dedup();
    Ok(repeated)
}

/// Visits all hashes in order.
fn merge(recent: &[u64], runs: Vec<File>, mut visit: impl FnMut(u64)) -> io::Result<()> {
    let mut runs: Vec<BufReader<File>> = runs.into_iter().map(BufReader::new).collect();
    let mut heads = BinaryHeap::new();
    for (index, run) in runs.iter_mut().enumerate() {
        heads.extend(next(run)?.map(|hash| Reverse((hash, index))));
    }
    for hash in recent {
        drain(&mut heads, &mut runs, Some(*hash), &mut visit)?;
        visit(*hash);
    }
    drain(&mut heads, &mut runs, None, &mut visit)
}

/// Visits what the runs hold below a limit.
fn drain(
    heads: &mut BinaryHeap<Reverse<(u64, usize)>>,
    runs: &mut [BufReader<File>],
    limit: Option<u64>,
    visit: &mut impl FnMut(u64),
) -> io::Result<()> {
    while let Some(Reverse((hash, index))) = heads.peek().copied() {
        if limit.is_some_and(|limit| limit <= hash) {
            break;
        }
        visit(hash);
        heads.pop();
        heads.extend(next(&mut runs[index])?.map(|hash| Reverse((hash, index))));
    }
    Ok(())
}

fn next(run: &mut BufReader<File>) -> io::Result<Option<u64>> {
    let mut bytes = [0; 8];
    match run.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(u64::from_le_bytes(bytes))),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(numbers: impl Iterator<Item = usize>) -> Keys {
        let mut keys = Keys::default();
        for number in numbers {
            keys.enter(number.to_string().as_bytes());
        }
        keys.sorted()
    }

    #[test]
    fn ids_that_come_twice_are_found_in_memory_and_in_files() {
        let expected = |numbers: &[usize]| {
            let mut hashes: Vec<u64> = numbers.iter().map(|number| key(number.to_string().as_bytes())).collect();
            hashes.sort_unstable();
            hashes
        };
        let few = vec![keys([1, 2, 3, 2, 2].into_iter()), keys([4, 3].into_iter())];
        assert_eq!(repeated(few).expect("in memory"), expected(&[2, 3]));
        let many = 3 * IN_MEMORY;
        let all = vec![keys((0..many).chain([7])), keys((many - 1..many + 10).chain([many + 5]))];
        assert!(!all[0].spilt.is_empty());
        assert_eq!(repeated(all).expect("with files"), expected(&[7, many - 1, many + 5]));
    }
}
