//! Writes files to measure with: `cargo bench --bench generate -- roles FOLDER`.

#[path = "generate/roles.rs"]
mod roles;

use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    // Cargo says `--bench` to every program it runs as a benchmark.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["roles", folder] => roles::write(Path::new(folder)),
        // Run with all benchmarks: nothing is asked of it.
        [] => Ok(()),
        _ => Err(io::Error::other("expected `roles FOLDER`")),
    }
}
