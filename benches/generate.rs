//! Writes files to measure with, such as `cargo bench --bench generate -- roles FOLDER`.

#[path = "generate/cohort.rs"]
mod cohort;
#[path = "generate/roles.rs"]
mod roles;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Parser;
use cohort::Cohort;
use rolefit::load::files::PackLocation;
use rolefit::load::pack;

#[derive(Debug, Parser)]
enum What {
    /// Write 1,000 role files over the built-in questionnaire
    Roles { folder: PathBuf },
    /// Write a table of people's responses
    Cohort {
        file: PathBuf,
        people: usize,
        /// Pack that is answered [default: the built-in one]
        #[arg(long, value_name = "DIR")]
        roles: Option<PathBuf>,
        /// Percent of the rows that have an answer nobody can give
        #[arg(long, value_name = "PERCENT", default_value_t = 0)]
        bad: usize,
        /// Put every cell between quotes
        #[arg(long)]
        quoted: bool,
    },
}

fn main() -> io::Result<()> {
    // Cargo says `--bench` to every program it runs as a benchmark.
    let args: Vec<String> = std::env::args().filter(|arg| arg != "--bench").collect();
    if args.len() < 2 {
        // Run with all benchmarks: nothing is asked of it.
        return Ok(());
    }
    match What::parse_from(args) {
        What::Roles { folder } => roles::write(&folder),
        What::Cohort { file, people, roles, bad, quoted } => {
            let location = roles.map_or(PackLocation::BuiltIn, PackLocation::Folder);
            write_cohort(&file, &location, Cohort { people, bad, is_quoted: quoted })
        }
    }
}

fn write_cohort(file: &Path, location: &PackLocation, cohort: Cohort) -> io::Result<()> {
    let pack = pack::load(location).map_err(|_| io::Error::other("the pack has faults; `rolefit check` names them"))?;
    let mut out = BufWriter::new(File::create(file)?);
    cohort.write(&pack, &mut out)?;
    out.flush()
}
