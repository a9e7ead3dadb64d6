//! `rolefit questions`: the questionnaire without its key, for paper, for forms and as a blank answers file.

use anyhow::{Context, Result, bail};

use crate::answers::{Form, FormKind};
use crate::cli::{Global, QuestionsArgs, QuestionsFormat};
use crate::commands::form::{form, note_left_out};
use crate::commands::translation::{self, ChosenLanguage};
use crate::commands::{Outcome, Printout, look, pack};
use crate::load::read::display_name;
use crate::output::destination::replaces_a_file;
use crate::output::file::Readers;
use crate::pack::Parallel;
use crate::render::questions::html::HeldResult;
use crate::render::questions::{Questions, csv, html, json, paper, toml};

pub(super) fn run(args: &QuestionsArgs, global: &Global) -> Result<Outcome> {
    check_output(args)?;
    if args.with_result && args.format != QuestionsFormat::Html {
        bail!("`--with-result` needs `--format html`");
    }
    let look = look(global, args.output.as_deref());
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let asked = translation::find(args.form.lang.as_deref(), &pack, global, look)?;
    if matches!(asked, ChosenLanguage::Unsound) {
        return Ok(Outcome::Failed);
    }
    let form = form(&args.form, &pack, asked.translation())?;
    note_left_out(&form, &pack);
    let questions = Questions::of(&pack, &form, asked.translation());
    let blank_command = blank_command(&form, global);
    let text = match args.format {
        QuestionsFormat::Text => paper::screen(&questions, &blank_command).to_text(look),
        QuestionsFormat::Markdown => paper::markdown(&questions, &blank_command),
        QuestionsFormat::Html => {
            let result = args.with_result.then(|| HeldResult::of(&pack, &form)).transpose();
            let result = result.context("writing the key into the page")?;
            html::page(&questions, &blank_command, result.as_ref()).context("writing the data of the page")?
        }
        QuestionsFormat::Csv => write_csv(&questions).context("writing CSV")?,
        QuestionsFormat::Toml => toml::blank(&questions),
        QuestionsFormat::Json => json::json(&questions).context("writing JSON")?,
    };
    Printout::from(text).write(args.output.as_deref(), Readers::AsUsual)?;
    Ok(Outcome::Done)
}

/// A form that has been filled in is not replaced by a blank one.
fn check_output(args: &QuestionsArgs) -> Result<()> {
    match &args.output {
        Some(file) if args.format == QuestionsFormat::Toml && replaces_a_file(file) => {
            bail!("`{}` exists and may contain answers; name another file", display_name(file))
        }
        Some(_) | None => Ok(()),
    }
}

/// The command that writes a blank with the same questions in the same order.
fn blank_command(form: &Form, global: &Global) -> String {
    let roles: String = form.kind.roles().iter().map(|role| format!(" --role {role}")).collect();
    let short = if matches!(form.kind, FormKind::Short(_)) { " --short" } else { "" };
    let parallel = if form.parallel == Some(Parallel::B) { " --form b" } else { "" };
    let seed = form.seed.map(|seed| format!(" --seed {seed}")).unwrap_or_default();
    let language = form.language.as_ref().map(|language| format!(" --lang {language}")).unwrap_or_default();
    let pack = pack::flag(global, |folder| match display_name(folder) {
        here if here.is_empty() => ".".to_owned(),
        spaced if spaced.contains(' ') => format!("\"{spaced}\""),
        folder => folder,
    });
    format!("rolefit questions{roles}{short}{parallel}{seed}{language}{pack} --format toml -o me.toml")
}

fn write_csv(questions: &Questions<'_>) -> Result<String> {
    let mut writer = crate::render::csv::writer();
    csv::write(&mut writer, questions)?;
    Ok(String::from_utf8(writer.into_inner().map_err(::csv::IntoInnerError::into_error)?)?)
}
