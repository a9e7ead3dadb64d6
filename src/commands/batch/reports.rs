//! A folder with a page per person, and one about all of them.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::batch::cards::{Cards, FileKind};
use crate::output::file::Readers;
use crate::pack::Pack;
use crate::render::report::cohort::{self, CohortView, Glance};
use crate::render::report::frame::Paper;

/// The name of the page about all, without its ending.
const INDEX: &str = "index";

/// Pages on their way into a folder.
#[derive(Debug)]
pub(super) struct Reports {
    pages: Cards,
    people: Vec<(Glance, String)>,
}

impl Reports {
    /// Makes the folder if it is not there. No page will have the name of one of the other files of the run.
    pub(super) fn of<'a>(folder: &Path, readers: Readers, others: impl Iterator<Item = &'a PathBuf>) -> Result<Self> {
        let mut pages = Cards::of(folder, readers, others, FileKind::REPORT)?;
        pages.reserve(INDEX);
        Ok(Self { pages, people: Vec::new() })
    }

    pub(super) fn write(&mut self, glance: &Glance, page: &str) -> io::Result<()> {
        let file = self.pages.write(&glance.person, page)?;
        self.people.push((glance.clone(), file));
        Ok(())
    }

    /// Writes the page about all; the run has come to its end.
    pub(super) fn write_index(&mut self, pack: &Pack, rejected: usize, paper: Paper) -> io::Result<()> {
        let people = std::mem::take(&mut self.people);
        self.pages.write_as(INDEX, &cohort::page(CohortView { pack, people, rejected }, paper))
    }

    pub(super) fn pages(&self) -> &Cards {
        &self.pages
    }

    pub(super) fn keep(self, written: &mut Vec<String>) -> io::Result<()> {
        self.pages.keep(written)
    }
}
