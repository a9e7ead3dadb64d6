//! `rolefit review`: what was answered beside the best answers and the authors' reasons, for people who want to learn.

use std::{iter, slice};

use anyhow::{Context, Result, bail};

use crate::answers::Review;
use crate::cli::{Global, ReviewArgs, ReviewFormat};
use crate::commands::people::{self, check_inputs};
use crate::commands::translation::{self, ChosenLanguage};
use crate::commands::{Outcome, Printout, look, pack, roles};
use crate::load::read::display_name;
use crate::output::destination::keep_inputs;
use crate::output::file::Readers;
use crate::output::print::show_findings;
use crate::pack::Pack;
use crate::render::review::{ReviewSheet, json, page};
use crate::text::{count, each_of, excerpt, nearest};

pub(super) fn run(args: &ReviewArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.to.output.as_deref());
    check_inputs(slice::from_ref(&args.file), args.input_format)?;
    if let Some(output) = &args.to.output {
        keep_inputs(output, iter::once(&args.file))?;
    }
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let areas = areas(args, &pack)?;
    let answers = match people::load_one(&args.file, args.input_format, &pack) {
        Ok(answers) => answers,
        Err(findings) => {
            show_findings(&findings, look);
            return Ok(Outcome::Failed);
        }
    };
    let chosen = translation::find(args.lang.as_deref(), &pack, global, look)?;
    if matches!(chosen, ChosenLanguage::Unsound) {
        return Ok(Outcome::Failed);
    }
    let pack = chosen.for_results(&pack);
    let sheet = ReviewSheet { pack: &pack, answers: &answers, review: Review::of(&pack, &answers, &areas) };
    check_form_b(args, &sheet.review)?;
    let text = match args.format {
        ReviewFormat::Text => page(&sheet).to_text(look),
        ReviewFormat::Markdown => page(&sheet).to_markdown(),
        ReviewFormat::Json => json(&sheet).context("writing JSON")?,
    };
    Printout::from(text).write(args.to.output.as_deref(), Readers::of_personal(args.to.shared))?;
    Ok(Outcome::Done)
}

/// Finds the areas that were asked for; all where there are none.
fn areas(args: &ReviewArgs, pack: &Pack) -> Result<Vec<usize>> {
    let needed = roles::indices(pack, &args.role)?;
    let needed = needed.into_iter().flat_map(|role| pack.roles()[role].competency.iter().map(|need| need.area));
    let named: Vec<usize> = args.area.iter().map(|id| area(pack, id)).collect::<Result<_>>()?;
    Ok(needed.chain(named).collect())
}

fn area(pack: &Pack, id: &str) -> Result<usize> {
    let areas = &pack.questionnaire().areas;
    if let Some(index) = areas.iter().position(|area| area.id.as_str() == id) {
        return Ok(index);
    }
    let ids = areas.iter().map(|area| area.id.as_str());
    let help = match nearest(id, ids.clone()) {
        Some(similar) => format!("an area with a similar id exists: `{similar}`"),
        None => format!("the pack has {}", each_of(ids)),
    };
    bail!("unknown area `{}`; {help}", excerpt(id, 40))
}

/// Form b measures a person a second time only while its key is unknown to them.
fn check_form_b(args: &ReviewArgs, review: &Review<'_>) -> Result<()> {
    let second = review.second_stems();
    if second == 0 || args.reveal_form_b {
        return Ok(());
    }
    bail!(
        "`{}` answers {} of form b, which is kept for a second sitting; to reveal the key all the same, add \
         `--reveal-form-b`",
        display_name(&args.file),
        count(second, "scenario")
    )
}
