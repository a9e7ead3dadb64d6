//! `rolefit assess`: the questionnaire in a terminal, saved answer by answer, with the ranked table at its end.

mod decoder;
mod draft;
mod held;
mod keyboard;
mod lines;
mod signals;
mod terminal;
mod timed;

use std::collections::BTreeSet;
use std::io::{IsTerminal, stderr, stdin};
use std::path::Path;
use std::{env, iter};

use anyhow::{Result, bail};

use crate::answers::{Answers, Form, FormKind, NoticeCode, Responses};
use crate::assess::{self, End, Interview, Shorter, all_alike, progress};
use crate::cli::{AssessArgs, Global};
use crate::commands::form::{form, note_left_out, parallel};
use crate::commands::translation::{self, ChosenLanguage};
use crate::commands::{Outcome, Printout, look, look_of_questions, pack, score};
use crate::diagnostic::Diagnostic;
use crate::load;
use crate::load::read::display_name;
use crate::output::interrupt;
use crate::output::print::{show_findings, show_note, show_summary};
use crate::pack::{Language, Pack, Parallel, TranslatedTexts};
use crate::render::page::Look;
use crate::text::{columns, count, printable, shell_word};
use draft::Draft;
use lines::LineSource;
use terminal::Terminal;
use timed::Timed;

pub(super) fn run(args: &AssessArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, None);
    check_name(&args.output)?;
    check_from(args)?;
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let flagged = translation::find(args.form.lang.as_deref(), &pack, global, look)?;
    let wanted = form(&args.form, &pack, flagged.translation())?;
    let language = wanted.language.clone();
    let source = args.from.as_ref().unwrap_or(&args.output);
    let (answers, is_new) = match begun(source, &pack) {
        Ok(Some(answers)) => {
            // What was only begun can begin in another way.
            let is_untouched = args.from.is_none() && draft::is_untouched(source, &pack, &answers.form);
            match go_on(&pack, answers, &wanted, args) {
                Err(_) if is_untouched => (begin(wanted, &pack), true),
                answers => (answers?, args.from.is_some()),
            }
        }
        Ok(None) => {
            note_left_out(&wanted, &pack);
            (begin(wanted, &pack), true)
        }
        Err(findings) => {
            show_findings(&findings, look);
            return Ok(Outcome::Failed);
        }
    };
    let asked = match &answers.form.language {
        begun if *begun == language => flagged,
        begun => translation::find(begun.as_ref().map(Language::as_str), &pack, global, look)?,
    };
    if matches!(asked, ChosenLanguage::Unsound) {
        return Ok(Outcome::Failed);
    }
    let mut interview = interview(&pack, &answers, &args.output, asked.translation());
    if args.no_input {
        return without_input(&pack, &interview, args, global, look);
    }
    let mut draft = Draft::open(&args.output, &pack, &answers.form, is_new)?;
    if args.from.is_some() {
        draft.take_over(&answers.person, interview.questions().iter().zip(interview.given()))?;
    }
    let end = ask(&mut interview, &mut draft, args, global);
    let saved = || format!("saved: {}, in {}", progress(&interview), display_name(&args.output));
    let outcome = match end {
        Ok(End::Finished) => return finish(&pack, &interview, args, global, look),
        Ok(End::Quit) => {
            show_summary(&saved());
            Ok(Outcome::Done)
        }
        Ok(End::Interrupted) => {
            show_summary(&saved());
            Ok(Outcome::Interrupted)
        }
        Err(error) => Err(error),
    };
    show_summary(&format!("resume with: rolefit assess -o {}{}", typed(&args.output), roles_flag(global)));
    outcome
}

/// The draft is an answers file that is written again and again, which only one format is meant for.
fn check_name(path: &Path) -> Result<()> {
    if path.extension().is_none_or(|extension| extension != "toml") {
        let name = display_name(path);
        bail!("`assess` writes TOML, and `{name}` does not end in `.toml`; try `-o answers.toml`");
    }
    Ok(())
}

/// Answers from elsewhere begin a file: mixed with others, nobody could tell which count.
fn check_from(args: &AssessArgs) -> Result<()> {
    if let Some(from) = &args.from {
        if from.symlink_metadata().is_err() {
            bail!("cannot read `{}`: no such file", display_name(from));
        }
        if args.output.symlink_metadata().is_ok() {
            let output = display_name(&args.output);
            bail!("`{output}` exists; resume it without `--from`, or name another file with `-o`");
        }
    }
    Ok(())
}

/// Reads the answers that an earlier run left, if there was one.
fn begun(path: &Path, pack: &Pack) -> Result<Option<Answers>, Vec<Diagnostic>> {
    // A link to nowhere is nothing that was begun, and nothing to write over either: reading it says so.
    match path.symlink_metadata() {
        Ok(_) => load::answers::file(path, None, pack).map(Some),
        Err(_) => Ok(None),
    }
}

fn begin(form: Form, pack: &Pack) -> Answers {
    let responses = Responses::on_form(pack, &form);
    Answers { person: String::new(), form, responses, skipped: BTreeSet::new(), notices: Vec::new() }
}

/// What a file was begun as holds; flags may repeat it, not change it.
fn go_on(pack: &Pack, answers: Answers, wanted: &Form, args: &AssessArgs) -> Result<Answers> {
    let file = display_name(args.from.as_ref().unwrap_or(&args.output));
    let names_kind = args.form.short || !args.form.role.is_empty();
    if names_kind && !is_same_kind(&answers.form.kind, &wanted.kind) {
        let kind = &answers.form.kind;
        let roles = kind.roles().iter().map(|role| format!("--role {role}"));
        let begun = match kind {
            FormKind::Full => "with all questions".to_owned(),
            FormKind::Roles(_) => format!("with `{}`", roles.collect::<Vec<_>>().join(" ")),
            FormKind::Short(_) => {
                format!("with `{}`", iter::once("--short".to_owned()).chain(roles).collect::<Vec<_>>().join(" "))
            }
        };
        bail!("`{file}` was started {begun}; resume it without other flags, or name another file with `-o`");
    }
    if let (Some(begun), Some(asked)) = (answers.form.seed, args.form.seed)
        && begun != asked
    {
        bail!("`{file}` was started with `--seed {begun}`; resume it without `--seed`, or name another file with `-o`");
    }
    if let Some(asked) = args.form.form.map(parallel)
        && let begun = answers.responses.parallel(pack.questionnaire())
        && begun != Some(asked)
    {
        let begun = begun.map_or("with questions of both forms".to_owned(), |begun| format!("with `--form {begun}`"));
        bail!("`{file}` was started {begun}; resume it without `--form`, or name another file with `-o`");
    }
    if args.form.lang.is_some() && answers.form.language != wanted.language {
        let begun = answers.form.language.as_ref();
        let begun = begun.map_or("in the original language".to_owned(), |begun| format!("with `--lang {begun}`"));
        bail!("`{file}` was started {begun}; resume it without `--lang`, or name another file with `-o`");
    }
    for notice in answers.notices.iter().filter(|notice| notice.code != NoticeCode::Translated) {
        show_note(&printable(&notice.message));
    }
    let form = Form { seed: answers.form.seed.or(wanted.seed), ..answers.form.clone() };
    Ok(Answers { form, ..answers })
}

fn is_same_kind(begun: &FormKind, wanted: &FormKind) -> bool {
    match (begun, wanted) {
        (FormKind::Roles(begun), FormKind::Roles(wanted)) | (FormKind::Short(begun), FormKind::Short(wanted)) => {
            begun.iter().all(|role| wanted.contains(role)) && wanted.iter().all(|role| begun.contains(role))
        }
        (FormKind::Full | FormKind::Short(_) | FormKind::Roles(_), _) => begun == wanted,
    }
}

/// Prepares the interview, in the language of a translation; one with all questions that has not begun offers the short form.
fn interview(pack: &Pack, answers: &Answers, path: &Path, translation: Option<&TranslatedTexts>) -> Interview {
    let shown = translation.map(|translation| translation.applied(pack));
    let mut interview = Interview::new(shown.as_ref().unwrap_or(pack), answers, display_name(path));
    if let Some(translation) = translation {
        interview = interview.speaking(translation.words.clone(), translation.is_draft());
    }
    let all = interview.questions().len();
    if answers.form.kind != FormKind::Full || interview.open() < all {
        return interview;
    }
    let form = Form { kind: FormKind::Short(Vec::new()), ..answers.form.clone() };
    let short = Interview::new(pack, &begin(form, pack), String::new());
    let shorter = Shorter { questions: short.questions().len(), minutes: short.minutes_left() };
    if shorter.questions < all { interview.offering(shorter) } else { interview }
}

/// Leads the interview in the way that the terminal allows, if there is one.
fn ask(interview: &mut Interview, draft: &mut Draft, args: &AssessArgs, global: &Global) -> Result<End> {
    // Questions go to standard error, which leaves standard output to the table.
    let is_terminal = stdin().is_terminal() && stderr().is_terminal();
    let terminal = (is_terminal && !only_prints()).then(|| Terminal::enter(is_plain(args)));
    if let Some(Ok(terminal)) = terminal {
        return assess::run(interview, &mut Timed::new(terminal), |question, given| draft.keep(question, given));
    }
    interrupt::begin();
    let source = if is_terminal { LineSource::Person } else { LineSource::Script };
    let width = look_of_questions(global).width;
    lines::run(interview, stdin().lock(), source, width, |question, given| draft.keep(question, given))
}

/// Says whether the terminal can do no more than print lines, or does not say what it can do.
fn only_prints() -> bool {
    cfg!(unix) && env::var_os("TERM").is_none_or(|terminal| terminal.is_empty() || terminal == "dumb")
}

/// Says whether nothing may be drawn over.
fn is_plain(args: &AssessArgs) -> bool {
    args.accessible || env::var_os("ACCESSIBLE").is_some_and(|value| !value.is_empty())
}

/// Shows the ranking, and what to do next, on one screen.
fn finish(pack: &Pack, interview: &Interview, args: &AssessArgs, global: &Global, look: Look) -> Result<Outcome> {
    if interview.is_all_alike() {
        show_note(all_alike());
    }
    // What is scored is what is in the file.
    let answers = match load::answers::file(&args.output, None, pack) {
        Ok(answers) => answers,
        Err(findings) => {
            show_findings(&findings, look);
            return Ok(Outcome::Failed);
        }
    };
    // The key of the other form is kept for a second sitting.
    let can_review = answers.responses.parallel(pack.questionnaire()) == Some(Parallel::A);
    Printout::from(score::closing(pack, answers, look)).print()?;
    let (file, roles) = (typed(&args.output), roles_flag(global));
    let mut next = vec![(format!("rolefit score {file} --why{roles}"), "the first role explained")];
    if can_review {
        next.push((format!("rolefit review {file}{roles}"), "the best answers and why; it reveals the key"));
    }
    next.push((format!("rolefit method{roles}"), "how this is computed"));
    if interview.answered() < interview.questions().len() {
        next.push((format!("rolefit assess -o {file}{roles}"), "answer what you skipped"));
    }
    let width = next.iter().map(|(command, _)| columns(command)).max().unwrap_or_default();
    let next: String = next
        .iter()
        .map(|(command, what)| format!("\n  {command}{}  # {what}", " ".repeat(width - columns(command))))
        .collect();
    show_summary(&format!(
        "\nYour answers are in {}; deleting it deletes them. Next:{next}",
        display_name(&args.output)
    ));
    Ok(Outcome::Done)
}

/// Lists what is missing, one id a line, or prints the table when nothing is.
fn without_input(
    pack: &Pack,
    interview: &Interview,
    args: &AssessArgs,
    global: &Global,
    look: Look,
) -> Result<Outcome> {
    let items = interview.questions().iter().zip(interview.given());
    let missing: Vec<String> =
        items.filter(|(_, given)| given.is_none()).map(|(question, _)| format!("{}\n", question.id)).collect();
    if missing.is_empty() {
        return finish(pack, interview, args, global, look);
    }
    Printout::from(missing.concat()).print()?;
    let file = display_name(&args.output);
    bail!(
        "{} not answered or skipped in `{file}`; run without `--no-input` to answer them",
        count(missing.len(), "item")
    );
}

/// Repeats the flag that names the pack, for commands to copy.
fn roles_flag(global: &Global) -> String {
    pack::flag(global, typed)
}

/// A path as it would be typed again.
fn typed(path: &Path) -> String {
    shell_word(&printable(&path.display().to_string()))
}
