//! Which ids come twice, for any number of people in little memory: hashes are laid into drawers by their first bits, and the
//! drawers of all workers are looked through one after the other. Hashes that no longer fit go to files without a name.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::ops::Range;
use std::thread;

use crate::output::spool::Waiting;
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
    files: Vec<Filed>,
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
            match Filed::of(&self.runs) {
                Ok(file) => self.files.push(file),
                Err(trouble) => self.trouble = Some(trouble),
            }
            self.runs.clear();
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
    hashes: Vec<u64>,
    /// Where each drawer ends.
    ends: Vec<usize>,
}

impl Run {
    fn of(recent: &[u64]) -> Self {
        let drawer = |hash: u64| (hash >> (u64::BITS - DRAWER_BITS)) as usize;
        // Where each drawer begins, which comes to its end as hashes are laid in.
        let mut ends = vec![0; DRAWERS + 1];
        recent.iter().for_each(|hash| ends[drawer(*hash) + 1] += 1);
        for drawer in 0..DRAWERS {
            ends[drawer + 1] += ends[drawer];
        }
        let mut hashes = vec![0; recent.len()];
        for hash in recent {
            let end = &mut ends[drawer(*hash)];
            hashes[*end] = *hash;
            *end += 1;
        }
        Self { hashes, ends }
    }

    fn drawer(&self, drawer: usize) -> &[u64] {
        let start = drawer.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.hashes[start..self.ends[drawer]]
    }
}

/// The hashes of several runs in a file, drawer after drawer.
#[derive(Debug)]
struct Filed {
    file: BufReader<File>,
    /// How many lie in each drawer.
    counts: Vec<usize>,
}

impl Filed {
    fn of(runs: &[Run]) -> io::Result<Self> {
        let mut writer = BufWriter::new(Waiting::new()?);
        let mut counts = Vec::new();
        for drawer in 0..DRAWERS {
            counts.push(runs.iter().map(|run| run.drawer(drawer).len()).sum());
            for hash in runs.iter().flat_map(|run| run.drawer(drawer)) {
                writer.write_all(&hash.to_le_bytes())?;
            }
        }
        let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?.into_file()?;
        Ok(Self { file: BufReader::new(file), counts })
    }

    /// Visits the hashes of a drawer; those before it were visited already.
    fn drawer(&mut self, drawer: usize, mut visit: impl FnMut(u64)) -> io::Result<()> {
        for _ in 0..self.counts[drawer] {
            let mut bytes = [0; 8];
            self.file.read_exact(&mut bytes)?;
            visit(u64::from_le_bytes(bytes));
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

/// Returns the hashes that came more than once, in order; some threads look for them.
///
/// # Errors
///
/// A file without a name that cannot be written or read.
pub fn repeated(all: Vec<Keys>, jobs: usize) -> io::Result<Vec<u64>> {
    let (mut runs, mut files) = (Vec::new(), Vec::new());
    for keys in all {
        if let Some(trouble) = keys.trouble {
            return Err(trouble);
        }
        runs.extend(keys.runs);
        files.extend(keys.files);
    }
    let mut repeated = match &mut files[..] {
        [] => look_together(&runs, jobs)?,
        // A file is read from one drawer to the next.
        files => look(0..DRAWERS, &runs, files)?,
    };
    repeated.sort_unstable();
    repeated.dedup();
    Ok(repeated)
}

/// Looks through all drawers, with some threads if there are enough hashes.
fn look_together(runs: &[Run], jobs: usize) -> io::Result<Vec<u64>> {
    let jobs = if runs.iter().all(|run| run.hashes.len() < RECENT) { 1 } else { jobs };
    let share = |job: usize| DRAWERS * job / jobs..DRAWERS * (job + 1) / jobs;
    thread::scope(|scope| {
        let look = |job: usize| move || look(share(job), runs, &mut []);
        let others: Vec<_> = (1..jobs).map(|job| scope.spawn(look(job))).collect();
        let mut repeated = look(0)()?;
        for other in others {
            repeated.extend(other.join().expect("internal: a worker panicked")?);
        }
        Ok(repeated)
    })
}

/// Returns the hashes that come more than once in some drawers.
fn look(drawers: Range<usize>, runs: &[Run], files: &mut [Filed]) -> io::Result<Vec<u64>> {
    let (mut seen, mut repeated) = (Seen::default(), Vec::new());
    for drawer in drawers {
        let filed = files.iter().map(|file| file.counts[drawer]);
        seen.clear(runs.iter().map(|run| run.drawer(drawer).len()).chain(filed).sum());
        let mut visit = |hash| {
            if !seen.insert(hash) {
                repeated.push(hash);
            }
        };
        runs.iter().flat_map(|run| run.drawer(drawer)).for_each(|hash| visit(*hash));
        for file in &mut *files {
            file.drawer(drawer, &mut visit)?;
        }
    }
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
        assert_eq!(repeated(few, 3).expect("in memory"), expected(&[2, 3]));
        let some = vec![keys((0..RECENT).chain([7])), keys(RECENT - 1..RECENT + 10)];
        assert_eq!(repeated(some, 3).expect("in memory"), expected(&[7, RECENT - 1]));
        let many = 2 * RECENT * IN_MEMORY;
        let all = vec![keys((0..many).chain([7])), keys((many - 1..many + 10).chain([many + 5]))];
        assert_eq!(all[0].files.len(), 2);
        assert_eq!(repeated(all, 3).expect("with files"), expected(&[7, many - 1, many + 5]));
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
