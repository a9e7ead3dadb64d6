//! Which ids come twice, for any number of people in little memory: hashes are laid into drawers by their first bits, and the
//! drawers of all workers are looked through one after the other. Hashes that no longer fit go to files without a name.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::mem;

use crate::random::SplitMix64;

/// Hashes that wait to be laid into drawers: few enough to stay in a core's own cache.
const RECENT: usize = 1 << 16;

/// So many times as many are kept in memory by each worker: 6 MiB.
const IN_MEMORY: usize = 12;

/// So many first bits of a hash say which drawer it lies in.
const DRAWER_BITS: u32 = 10;
const DRAWERS: usize = 1 << DRAWER_BITS;

/// The ids that one worker has seen, as hashes.
#[derive(Debug, Default)]
pub struct Keys {
    recent: Vec<u64>,
    runs: Vec<Run>,
    /// Runs that were kept in memory before.
    files: Vec<Run>,
    trouble: Option<io::Error>,
}

/// Returns what stands for an id; it is never 0. Two ids may share it; who needs to know compares them.
pub(super) fn key(person: &[u8]) -> u64 {
    let (words, rest) = person.as_chunks();
    let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
    let words = words.iter().map(|word| u64::from_le_bytes(*word)).chain((!rest.is_empty()).then_some(last));
    words.fold(person.len() as u64, |hash, word| SplitMix64::new(hash ^ word).next_u64()).max(1)
}

impl Keys {
    pub(super) fn enter(&mut self, person: &[u8]) {
        self.recent.push(key(person));
        if self.recent.len() == RECENT {
            self.lay_out();
        }
    }

    #[cold]
    fn lay_out(&mut self) {
        self.runs.push(Run::of(&self.recent));
        self.recent.clear();
        if self.runs.len() == IN_MEMORY {
            match Run::filed(mem::take(&mut self.runs)) {
                Ok(run) => self.files.push(run),
                Err(trouble) => self.trouble = Some(trouble),
            }
        }
    }

    /// Lays out the last ones: worth doing while other workers do the same.
    pub(super) fn laid_out(mut self) -> Self {
        self.runs.push(Run::of(&self.recent));
        self.recent = Vec::new();
        self
    }
}

/// Hashes, drawer after drawer.
#[derive(Debug)]
struct Run {
    hashes: Hashes,
    /// How many lie in each drawer.
    counts: Vec<usize>,
}

#[derive(Debug)]
enum Hashes {
    /// With the place of the next one.
    Memory(Vec<u64>, usize),
    File(BufReader<File>),
}

fn drawer(hash: u64) -> usize {
    (hash >> (u64::BITS - DRAWER_BITS)) as usize
}

impl Run {
    fn of(recent: &[u64]) -> Self {
        let mut counts = vec![0; DRAWERS];
        recent.iter().for_each(|hash| counts[drawer(*hash)] += 1);
        let mut places: Vec<usize> = counts
            .iter()
            .scan(0, |next, count| {
                *next += count;
                Some(*next - count)
            })
            .collect();
        let mut hashes = vec![0; recent.len()];
        for hash in recent {
            let place = &mut places[drawer(*hash)];
            hashes[*place] = *hash;
            *place += 1;
        }
        Self { hashes: Hashes::Memory(hashes, 0), counts }
    }

    /// Moves runs to one file.
    fn filed(mut runs: Vec<Self>) -> io::Result<Self> {
        let mut writer = BufWriter::new(tempfile::tempfile()?);
        let mut counts = Vec::new();
        for drawer in 0..DRAWERS {
            counts.push(runs.iter().map(|run| run.counts[drawer]).sum());
            for run in &mut runs {
                run.empty(drawer, |hash| writer.write_all(&hash.to_le_bytes()))?;
            }
        }
        let mut file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(Self { hashes: Hashes::File(BufReader::new(file)), counts })
    }

    /// Visits the hashes of a drawer; all before it are empty already.
    fn empty(&mut self, drawer: usize, mut visit: impl FnMut(u64) -> io::Result<()>) -> io::Result<()> {
        let count = self.counts[drawer];
        match &mut self.hashes {
            Hashes::Memory(hashes, next) => {
                hashes[*next..][..count].iter().try_for_each(|hash| visit(*hash))?;
                *next += count;
            }
            Hashes::File(file) => {
                for _ in 0..count {
                    let mut bytes = [0; 8];
                    file.read_exact(&mut bytes)?;
                    visit(u64::from_le_bytes(bytes))?;
                }
            }
        }
        Ok(())
    }
}

/// The hashes of one drawer that were seen, each in the slot that its last bits say or one behind it; 0 is a free slot.
#[derive(Debug, Default)]
struct Seen {
    slots: Vec<u64>,
}

impl Seen {
    /// Starts over with room for so many.
    fn clear(&mut self, count: usize) {
        self.slots.clear();
        self.slots.resize((2 * count).next_power_of_two(), 0);
    }

    /// Takes a hash, and says whether it is new.
    fn insert(&mut self, hash: u64) -> bool {
        let last = self.slots.len() - 1;
        let mut place = hash as usize & last;
        loop {
            match self.slots[place] {
                0 => {
                    self.slots[place] = hash;
                    return true;
                }
                other if other == hash => return false,
                _ => place = (place + 1) & last,
            }
        }
    }
}

/// Returns the hashes that came more than once, in order.
///
/// # Errors
///
/// A file without a name that cannot be written or read.
pub fn repeated(all: Vec<Keys>) -> io::Result<Vec<u64>> {
    let mut runs = Vec::new();
    for keys in all {
        if let Some(trouble) = keys.trouble {
            return Err(trouble);
        }
        runs.extend(keys.runs.into_iter().chain(keys.files));
    }
    let (mut seen, mut repeated) = (Seen::default(), Vec::new());
    for drawer in 0..DRAWERS {
        seen.clear(runs.iter().map(|run| run.counts[drawer]).sum());
        for run in &mut runs {
            run.empty(drawer, |hash| {
                if !seen.insert(hash) {
                    repeated.push(hash);
                }
                Ok(())
            })?;
        }
    }
    repeated.sort_unstable();
    repeated.dedup();
    Ok(repeated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(numbers: impl Iterator<Item = usize>) -> Keys {
        let mut keys = Keys::default();
        for number in numbers {
            keys.enter(number.to_string().as_bytes());
        }
        keys.laid_out()
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
        let many = 2 * RECENT * IN_MEMORY;
        let all = vec![keys((0..many).chain([7])), keys((many - 1..many + 10).chain([many + 5]))];
        assert_eq!(all[0].files.len(), 2);
        assert_eq!(repeated(all).expect("with files"), expected(&[7, many - 1, many + 5]));
    }

    #[test]
    fn ids_that_differ_in_a_byte_or_their_length_have_keys_of_their_own() {
        let ids = ["", "\0", "\0\0", "a", "a\0", "12345678", "123456780", "1234567812345678", "1234567887654321"];
        let mut keys: Vec<u64> = ids.iter().map(|id| key(id.as_bytes())).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), ids.len());
    }
}
