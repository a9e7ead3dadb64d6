//! The least that a batch costs on a machine: `limit IN OUT BYTES` adds up the bytes of one file on all processors, and writes
//! as many bytes as a result has to another. `benches/batch.sh` compiles it as the program is compiled.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// As much is read at once as `rolefit batch` does.
const CHUNK: u64 = 256 * 1024;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [input, output, bytes] = &args[..] else {
        // Run with all benchmarks: nothing is asked of it.
        return if args.is_empty() { Ok(()) } else { Err(io::Error::other("expected `IN OUT BYTES`")) };
    };
    let bytes: u64 = bytes.parse().map_err(io::Error::other)?;
    let length = File::open(input)?.metadata()?.len();
    let chunks = length.div_ceil(CHUNK);
    File::create(output)?;
    let threads = thread::available_parallelism()?.get();
    let next = AtomicU64::new(0);
    let work = || -> io::Result<u64> {
        let (mut input, mut output) = (File::open(input)?, File::options().write(true).open(output)?);
        let mut read = vec![0; CHUNK as usize];
        let written = vec![b'\n'; bytes.div_ceil(chunks) as usize];
        let mut sum = 0;
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            if chunk >= chunks {
                return Ok(sum);
            }
            let read = &mut read[..CHUNK.min(length - chunk * CHUNK) as usize];
            input.seek(SeekFrom::Start(chunk * CHUNK))?;
            input.read_exact(read)?;
            sum += read.iter().map(|byte| u64::from(*byte)).sum::<u64>();
            // Each chunk has its share of the result.
            let [start, end] = [chunk, chunk + 1].map(|chunk| bytes * chunk / chunks);
            output.seek(SeekFrom::Start(start))?;
            output.write_all(&written[..(end - start) as usize])?;
        }
    };
    let sums: io::Result<Vec<u64>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker ends")).collect()
    });
    // Said, so that nobody can leave out the reading.
    writeln!(io::stderr(), "the bytes add up to {}", sums?.iter().sum::<u64>())
}
