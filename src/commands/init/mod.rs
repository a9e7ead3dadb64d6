//! `rolefit init`: the built-in pack, its schemas, an answers file and a CI workflow to start from.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::cli::InitArgs;
use crate::commands::{Outcome, Printout, schema};
use crate::load::cases::FOLDER;
use crate::load::files::built_in;
use crate::load::read::display_name;
use crate::output::destination::refuse_planted_links;
use crate::output::file::{Readers, write_file};
use crate::schema::WrittenFile;
use crate::text::{all_of, count, shell_word};

const ANSWERS: &str = include_str!("../../../examples/ana.toml");

/// A first test: what the pack says of that person, and of people who choose by chance.
const CASES: &str = include_str!("cases.yaml");

/// How many files in the way are named.
const NAMED: usize = 3;

/// What every workflow begins with.
const WORKFLOW: &str = include_str!("workflow.yaml");

/// A job that uses the action of the release this program is from, `OWNER/NAME@TAG`; known where a release is built.
const ACTION: Option<&str> = option_env!("ROLEFIT_ACTION");

/// A job that builds rolefit from source. Until its repository is known there is nothing to build.
const BUILD: &str = include_str!("build.yaml");

pub(super) fn run(args: &InitArgs) -> Result<Outcome> {
    let files = files(&args.dir)?;
    refuse_to_overwrite(&files)?;
    for (path, text) in &files {
        let folder = path.parent().unwrap_or(&args.dir);
        refuse_planted_links(folder)
            .and_then(|()| fs::create_dir_all(folder))
            .with_context(|| format!("making the folder `{}`", folder.display()))?;
        write_file(path, text.as_bytes(), Readers::AsUsual)?;
    }
    Printout::from(report(&args.dir, &files)).print()?;
    Ok(Outcome::Done)
}

fn files(dir: &Path) -> Result<Vec<(PathBuf, Cow<'static, str>)>> {
    let mut files: Vec<(PathBuf, Cow<'static, str>)> =
        built_in::FILES.iter().map(|file| (dir.join("roles").join(file.name), file.text.into())).collect();
    // The first line of each file of the pack names one of these.
    for file in [WrittenFile::Role, WrittenFile::Questionnaire, WrittenFile::Cases] {
        let name = format!("{}.json", file.name());
        files.push((dir.join("roles").join("schemas").join(name), schema::text(&file.schema())?.into()));
    }
    files.push((dir.join("roles").join(FOLDER).join("people.yaml"), CASES.into()));
    files.push((dir.join("answers").join("ana.toml"), ANSWERS.into()));
    files.push((dir.join(".github").join("workflows").join("roles.yaml"), workflow(ACTION).into()));
    Ok(files)
}

/// Writes the workflow: by the action where it is known, else with rolefit built from its source.
fn workflow(action: Option<&str>) -> String {
    let job = match action {
        Some(action) => include_str!("action.yaml").replace("OWNER/rolefit@TAG", action),
        None => BUILD.to_owned(),
    };
    format!("{WORKFLOW}{job}")
}

/// Says where the workflow gets rolefit from.
fn source_of_workflow(action: Option<&str>) -> String {
    match action {
        Some(action) => format!("The workflow uses the action {action}.\n"),
        None => "The workflow builds rolefit from its source, and is skipped until the repository variable `ROLEFIT_SOURCE` has\n\
                 the address of that source.\n"
            .to_owned(),
    }
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
    bail!("{} already {verb}; nothing written; name an empty folder", all_of(existing.iter().map(String::as_str)))
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
            Some("role.json" | "questionnaire.json" | "cases.json") => {
                "a schema, for completion and checks in an editor"
            }
            Some("people.yaml") => "a first test, for `rolefit test`",
            Some("ana.toml") => "one person's answers",
            Some("roles.yaml") => "a workflow that checks the pack on every push",
            Some(_) | None => "a role blueprint",
        };
        text.push_str(&format!("  {:<width$}  {about}\n", display_name(path)));
    }
    text.push('\n');
    text.push_str(&source_of_workflow(ACTION));
    text.push_str(&format!(
        "\nNext:\n  rolefit score {answers} --roles {roles}\n  rolefit roles principal --roles {roles}\n  \
         rolefit test {roles}\n  rolefit assess --roles {roles}\n"
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_names_its_action_and_the_pack_for_it() {
        let text = workflow(Some("me/rolefit@v9.8.7"));
        assert!(text.contains("      - uses: me/rolefit@v9.8.7\n"), "{text}");
        assert!(!text.contains("OWNER") && !text.contains("cargo"), "{text}");
        let workflow: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        let job = &workflow["jobs"]["roles"];
        assert_eq!(job["env"]["ROLEFIT_ROLES"], "roles");
        assert_eq!(job["steps"][1]["with"]["paths"], "roles\nanswers/ana.toml\n");
        assert_eq!((&job["steps"][1]["with"]["test"], &job["steps"][1]["with"]["diff"]), (&true.into(), &true.into()));
        assert_eq!(job["permissions"]["pull-requests"], "write");
        assert_eq!(source_of_workflow(Some("me/rolefit@v9.8.7")), "The workflow uses the action me/rolefit@v9.8.7.\n");
    }

    #[test]
    fn without_an_action_nothing_runs_before_the_source_is_known() {
        let text = workflow(None);
        let workflow: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        let job = &workflow["jobs"]["roles"];
        assert_eq!(job["if"], "vars.ROLEFIT_SOURCE != ''");
        assert_eq!(job["steps"][1]["run"], "cargo install --locked --git \"$SOURCE\" rolefit");
    }
}
