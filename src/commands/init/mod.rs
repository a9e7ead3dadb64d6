//! `rolefit init`: the built-in pack, its schemas, an answers file and a CI workflow to start from.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::cli::{InitArgs, SchemaKind};
use crate::commands::{Outcome, Printout, schema};
use crate::load::files::built_in;
use crate::load::read::display_name;
use crate::output::file::write_file;
use crate::text::{all_of, count, shell_word};

const ANSWERS: &str = include_str!("../../../examples/ana.toml");

/// How many files in the way are named.
const NAMED: usize = 3;

const WORKFLOW: &str = include_str!("workflow.yaml");

pub(super) fn run(args: &InitArgs) -> Result<Outcome> {
    let files = files(&args.dir)?;
    refuse_to_overwrite(&files)?;
    for (path, text) in &files {
        let folder = path.parent().unwrap_or(&args.dir);
        fs::create_dir_all(folder).with_context(|| format!("making the folder `{}`", folder.display()))?;
        write_file(path, text.as_bytes())?;
    }
    Printout::from(report(&args.dir, &files)).print()?;
    Ok(Outcome::Done)
}

fn files(dir: &Path) -> Result<Vec<(PathBuf, Cow<'static, str>)>> {
    let mut files: Vec<(PathBuf, Cow<'static, str>)> =
        built_in::FILES.iter().map(|file| (dir.join("roles").join(file.name), file.text.into())).collect();
    // The first line of each file of the pack names one of these.
    for (name, kind) in [("role.json", SchemaKind::Role), ("questionnaire.json", SchemaKind::Questionnaire)] {
        files.push((dir.join("roles").join("schemas").join(name), schema::text(kind)?.into()));
    }
    files.push((dir.join("answers").join("ana.toml"), ANSWERS.into()));
    files.push((dir.join(".github").join("workflows").join("roles.yaml"), WORKFLOW.into()));
    Ok(files)
}

/// Looks at every file before the first is written: a folder is set up whole or left alone.
fn refuse_to_overwrite(files: &[(PathBuf, Cow<'_, str>)]) -> Result<()> {
    let mut existing: Vec<String> =
        files.iter().filter(|(path, _)| path.exists()).map(|(path, _)| format!("`{}`", display_name(path))).collect();
    let verb = match existing.len() {
        0 => return Ok(()),
        1 => "exists",
        _ => "exist",
    };
    let others = existing.split_off(existing.len().min(NAMED));
    existing.extend((!others.is_empty()).then(|| count(others.len(), "other")));
    bail!(
        "{} {verb} already, and nothing was written; name an empty folder",
        all_of(existing.iter().map(String::as_str))
    )
}

fn report(dir: &Path, files: &[(PathBuf, Cow<'_, str>)]) -> String {
    let folder = match display_name(dir) {
        here if here.is_empty() => ".".to_owned(),
        folder => folder,
    };
    let in_it = |path: &str| shell_word(&format!("{folder}/{path}"));
    let (answers, roles) = (in_it("answers/ana.toml"), in_it("roles"));
    let width = files.iter().map(|(path, _)| display_name(path).len()).max().unwrap_or_default();
    let mut text = format!("Wrote {} to {folder}:\n", count(files.len(), "file"));
    for (path, _) in files {
        let about = match path.file_name().and_then(|name| name.to_str()) {
            Some("questionnaire.yaml") => "what people are asked, and the key",
            Some("role.json" | "questionnaire.json") => "a schema, for completion and checks in an editor",
            Some("ana.toml") => "one person's answers",
            Some("roles.yaml") => "a workflow that checks the pack on every push",
            Some(_) | None => "a role blueprint",
        };
        text.push_str(&format!("  {:<width$}  {about}\n", display_name(path)));
    }
    text.push_str(&format!(
        "\nNext:\n  rolefit score {answers} --roles {roles}\n  rolefit roles principal --roles {roles}\n  \
         rolefit assess --roles {roles}\n"
    ));
    text
}
