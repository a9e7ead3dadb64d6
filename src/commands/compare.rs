//! `rolefit compare`: two sittings of one person, and which changes are beyond both errors.

use std::path::Path;

use anyhow::{Result, bail};

use crate::answers::{Answers, NoticeCode};
use crate::cli::{CompareArgs, Global};
use crate::commands::people::{Models, Scored};
use crate::commands::{Outcome, Printout, look, pack, people, report, roles};
use crate::load::read::display_name;
use crate::output::destination::take;
use crate::output::file::Readers;
use crate::output::print::show_findings;
use crate::render::Filter;
use crate::render::report::sittings::{Sittings, page};
use crate::render::sittings;

pub(super) fn run(args: &CompareArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.to.output.as_deref());
    let files = [args.before.clone(), args.after.clone()];
    let mut taken = Vec::new();
    args.to.output.iter().chain(&args.report).try_for_each(|output| take(output, files.iter(), &mut taken))?;
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let filter = Filter { roles: roles::indices(&pack, &args.role)?, top: None };
    let (people, findings) = people::load(&files, None, &pack);
    let [before, after] = people.as_slice() else {
        show_findings(&findings, look);
        return Ok(Outcome::Failed);
    };
    files.iter().zip([before, after]).try_for_each(|(file, answers)| refuse_other_questions(file, answers))?;
    let models = Models::of(&pack, &people);
    let [before, after] = [before, after].map(|answers| Scored::of(&pack, &models, answers));
    let names = files.each_ref().map(|file| display_name(file));
    let sittings = Sittings::of(names, [&before.sheet(&filter), &after.sheet(&filter)]);
    let readers = Readers::of_personal(args.to.shared);
    if let Some(report) = &args.report {
        Printout::from(page(&sittings, report::paper(args.paper))).write(Some(report), readers)?;
    }
    Printout::from(sittings::page(&sittings).to_text(look)).write(args.to.output.as_deref(), readers)?;
    Ok(Outcome::Done)
}

/// A difference between answers to other questions could come from the questions.
fn refuse_other_questions(file: &Path, answers: &Answers) -> Result<()> {
    let is_other = |code| matches!(code, NoticeCode::OtherVersion | NoticeCode::ItemsChanged);
    match answers.notices.iter().find(|notice| is_other(notice.code)) {
        Some(notice) => bail!(
            "cannot compare `{}`: {}; what differs could come from the questions, not from the person",
            display_name(file),
            notice.message
        ),
        None => Ok(()),
    }
}
