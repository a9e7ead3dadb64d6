//! From flags to a form: which items are asked, and in which order.

use anyhow::{Result, bail};

use crate::answers::{Form, FormKind};
use crate::cli::{FormArgs, ParallelForm};
use crate::commands::roles;
use crate::pack::{Pack, Parallel};

/// The order of presentation where no seed is given. The questionnaire's own order would group items by what they
/// measure, and neighbours would give the scale away.
const DEFAULT_SEED: u64 = 1;

/// Finds the form that was asked for; roles come in order of the pack, each once.
pub(super) fn form(args: &FormArgs, pack: &Pack) -> Result<Form> {
    let kind = if args.short {
        FormKind::Short
    } else if args.role.is_empty() {
        FormKind::Full
    } else {
        let mut roles = roles::indices(pack, &args.role)?;
        roles.sort_unstable();
        roles.dedup();
        FormKind::Roles(roles.into_iter().map(|role| pack.roles()[role].id.clone()).collect())
    };
    let parallel = args.form.map(parallel).unwrap_or_default();
    if parallel == Parallel::B && !pack.questionnaire().has_twins() {
        bail!("this pack has one form only: no scenario has a twin; omit `--form`");
    }
    Ok(Form { kind, parallel: Some(parallel), seed: Some(args.seed.unwrap_or(DEFAULT_SEED)) })
}

/// The parallel form of a flag.
pub(super) fn parallel(form: ParallelForm) -> Parallel {
    match form {
        ParallelForm::A => Parallel::A,
        ParallelForm::B => Parallel::B,
    }
}
