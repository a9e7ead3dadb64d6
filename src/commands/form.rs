//! From flags to a form: which items are asked, and in which order.

use anyhow::{Result, bail};

use crate::answers::{Form, FormKind};
use crate::cli::{FormArgs, ParallelForm};
use crate::commands::roles;
use crate::output::print::show_note;
use crate::pack::{Id, Pack, Parallel, TranslatedTexts};
use crate::text::{all_of, printable};

/// The order of presentation where no seed is given. The questionnaire's own order would group items by what they
/// measure, and neighbours would give the scale away.
const DEFAULT_SEED: u64 = 1;

/// Finds the form that was asked for, in the language of a translation; roles come in order of the pack, each once.
pub(super) fn form(args: &FormArgs, pack: &Pack, translation: Option<&TranslatedTexts>) -> Result<Form> {
    let mut roles = roles::indices(pack, &args.role)?;
    roles.sort_unstable();
    roles.dedup();
    let roles: Vec<Id> = roles.into_iter().map(|role| pack.roles()[role].id.clone()).collect();
    let kind = match (args.short, roles.is_empty()) {
        (true, _) => FormKind::Short(roles),
        (false, true) => FormKind::Full,
        (false, false) => FormKind::Roles(roles),
    };
    let parallel = args.form.map(parallel).unwrap_or_default();
    if parallel == Parallel::B && !pack.questionnaire().has_twins() {
        bail!("this pack has one form only: no scenario has a twin; omit `--form`");
    }
    let language = translation.map(|translation| translation.language.clone());
    Ok(Form { kind, parallel: Some(parallel), seed: Some(args.seed.unwrap_or(DEFAULT_SEED)), language })
}

/// Says which areas a form leaves out for want of time: whatever needs them cannot be scored.
pub(super) fn note_left_out(form: &Form, pack: &Pack) {
    let areas: Vec<&str> =
        form.kind.left_out(pack).into_iter().map(|area| pack.questionnaire().areas[area].title.as_str()).collect();
    if !areas.is_empty() {
        show_note(&printable(&format!(
            "20 minutes leave no time for {}, so these areas will not be scored; `--short --role ID` asks what one role \
             needs",
            all_of(areas)
        )));
    }
}

/// The parallel form of a flag.
pub(super) fn parallel(form: ParallelForm) -> Parallel {
    match form {
        ParallelForm::A => Parallel::A,
        ParallelForm::B => Parallel::B,
    }
}
