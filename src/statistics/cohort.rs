//! All statistics of a questionnaire over everybody, or over a group.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::pack::{Parallel, Questionnaire};
use crate::statistics::part::{PartOnForm, PartReader, PartStatistics};
use crate::statistics::recorded::{FAVOURED_POSITION, GUESSING, LONG_RUN, NO_VARIABILITY, RecordedAnswers, noticed};

/// The statistics of some people.
#[derive(Clone, Debug)]
pub struct CohortStatistics {
    pub people: usize,
    pub quality: QualityCounts,
    /// The dimensions, then the areas on each form that somebody was asked; parts that nobody answered are there once.
    pub parts: Vec<PartStatistics>,
    /// What is taken out of a group because few people of it answered.
    pub hidden: Vec<HiddenAnswers>,
}

/// A part of the questionnaire, or one item of it, that is not shown of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HiddenAnswers {
    pub part: PartOnForm,
    /// The index of the item among the statements or scenarios; nothing for the whole part.
    pub item: Option<usize>,
}

/// How many people each pattern was noticed of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QualityCounts {
    /// A run of equal answers over half of the statements.
    pub long_run: usize,
    /// One answer to every statement.
    pub no_variability: usize,
    /// One position of the options for most scenarios.
    pub favoured_position: usize,
    /// Judgment that cannot be told from guessing.
    pub guessing: usize,
}

/// Who is looked at.
#[derive(Clone, Copy, Debug)]
pub enum Members<'a> {
    All,
    /// The people in these rows.
    Some(&'a [usize]),
}

impl CohortStatistics {
    /// Computes the statistics, on some threads; how many makes no difference to the result.
    pub fn of(questionnaire: &Questionnaire, answers: &RecordedAnswers, people: Members<'_>, jobs: usize) -> Self {
        let readers = PartReader::all(questionnaire);
        let found = Mutex::new(vec![None; readers.len()]);
        let quality = Mutex::new(QualityCounts::default());
        let next = AtomicUsize::new(0);
        let work = || {
            loop {
                let task = next.fetch_add(1, Ordering::Relaxed);
                if task > readers.len() {
                    return;
                }
                match readers.get(task) {
                    Some(reader) => {
                        let statistics = each(answers, people, |rows| reader.statistics(rows));
                        if let Ok(mut found) = found.lock() {
                            found[task] = Some(statistics);
                        }
                    }
                    None => {
                        let counts = each(answers, people, quality_counts);
                        if let Ok(mut quality) = quality.lock() {
                            *quality = counts;
                        }
                    }
                }
            }
        };
        thread::scope(|scope| (0..jobs.max(1)).for_each(|_| drop(scope.spawn(work))));
        let parts: Vec<PartStatistics> = found.into_inner().unwrap_or_default().into_iter().flatten().collect();
        Self {
            people: match people {
                Members::All => answers.people(),
                Members::Some(rows) => rows.len(),
            },
            quality: quality.into_inner().unwrap_or_default(),
            parts: asked(&parts),
            hidden: Vec::new(),
        }
    }

    /// Returns a part, unless nobody was asked it on that form or it is hidden.
    pub fn part(&self, part: PartOnForm) -> Option<&PartStatistics> {
        self.parts.iter().find(|other| other.part == part)
    }

    /// Says whether a part is hidden as a whole.
    pub fn is_hidden(&self, part: PartOnForm) -> bool {
        self.hidden.contains(&HiddenAnswers { part, item: None })
    }
}

/// Hands the rows of people to a function.
fn each<T>(
    answers: &RecordedAnswers,
    people: Members<'_>,
    use_rows: impl FnOnce(&mut dyn Iterator<Item = &[u8]>) -> T,
) -> T {
    match people {
        Members::All => use_rows(&mut answers.rows()),
        Members::Some(rows) => use_rows(&mut rows.iter().map(|person| answers.row(*person))),
    }
}

/// Leaves out a form of an area that nobody was asked, unless it was asked on none.
fn asked(parts: &[PartStatistics]) -> Vec<PartStatistics> {
    let is_answered = |part: &PartStatistics| part.items.iter().any(|item| item.people > 0);
    let is_elsewhere =
        |part: &PartStatistics| parts.iter().filter(|other| other.part.is_same_part(&part.part)).any(is_answered);
    let is_kept =
        |part: &&PartStatistics| is_answered(part) || !is_elsewhere(part) && part.part.parallel != Some(Parallel::B);
    parts.iter().filter(is_kept).cloned().collect()
}

fn quality_counts(rows: &mut dyn Iterator<Item = &[u8]>) -> QualityCounts {
    let mut counts = QualityCounts::default();
    for row in rows {
        let bits = noticed(row);
        counts.long_run += usize::from(bits & LONG_RUN != 0);
        counts.no_variability += usize::from(bits & NO_VARIABILITY != 0);
        counts.favoured_position += usize::from(bits & FAVOURED_POSITION != 0);
        counts.guessing += usize::from(bits & GUESSING != 0);
    }
    counts
}
