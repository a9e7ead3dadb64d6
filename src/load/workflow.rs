//! Workflows of GitHub that run this program: a job that the service cannot read checks nothing, and no red mark says so.

use std::path::Path;
use std::sync::LazyLock;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, sort};
use crate::load::document::{self, Document, Reading};
use crate::load::invisible::name_invisible;
use crate::load::meaning::Checker;
use crate::load::shape::Shape;
use crate::load::{Format, read};
use crate::route::Route;
use crate::rule;

/// What a workflow must look like: the keys that the service knows, and no others.
static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<WorkflowFile>);

/// Returns what keeps the service from running a workflow.
pub fn problems(path: &Path) -> Vec<Diagnostic> {
    let source = match read::regular_file(path) {
        Ok(source) => source,
        Err(problem) => return vec![problem],
    };
    let Reading { document, problems: mut found } =
        document::read::<WorkflowFile>(&source, Format::Yaml, &SHAPE, "workflow");
    if let Some(Document { content, places }) = document {
        let mut checker = Checker::new(&places);
        let top = Route::Top;
        let jobs = top.key("jobs");
        if content.jobs.is_empty() {
            checker.key(&rule::MISSING_KEY, &jobs, "`jobs` has no job");
        }
        for (name, job) in &content.jobs {
            job.check(&jobs.key(name), &mut checker);
        }
        found.append(&mut checker.found);
    }
    for finding in found.iter_mut().filter(|finding| finding.rule.code == rule::UNKNOWN_KEY.code) {
        finding.notes.push(
            "GitHub runs no workflow with a key that it does not know; if it knows this one, update rolefit".to_owned(),
        );
    }
    name_invisible(&mut found);
    sort(&mut found);
    found
}

/// A workflow, as far as its form goes: every value that this program does not look into is anything.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "the keys alone are compared")]
struct WorkflowFile {
    name: Option<Value>,
    run_name: Option<Value>,
    on: Value,
    permissions: Option<Value>,
    env: Option<Value>,
    defaults: Option<Value>,
    concurrency: Option<Value>,
    jobs: IndexMap<String, JobFile>,
}

/// A job of steps, or one that calls another workflow.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "the keys alone are compared")]
struct JobFile {
    name: Option<Value>,
    permissions: Option<Value>,
    needs: Option<Value>,
    r#if: Option<Value>,
    runs_on: Option<Value>,
    snapshot: Option<Value>,
    environment: Option<Value>,
    concurrency: Option<Value>,
    outputs: Option<Value>,
    env: Option<Value>,
    defaults: Option<Value>,
    steps: Option<Vec<StepFile>>,
    timeout_minutes: Option<Value>,
    strategy: Option<Value>,
    continue_on_error: Option<Value>,
    container: Option<Value>,
    services: Option<Value>,
    uses: Option<Value>,
    with: Option<Value>,
    secrets: Option<Value>,
}

/// A step: a command, or an action.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "the keys alone are compared")]
struct StepFile {
    id: Option<Value>,
    r#if: Option<Value>,
    name: Option<Value>,
    uses: Option<Value>,
    run: Option<Value>,
    working_directory: Option<Value>,
    shell: Option<Value>,
    with: Option<Value>,
    env: Option<Value>,
    continue_on_error: Option<Value>,
    timeout_minutes: Option<Value>,
}

impl JobFile {
    fn check(&self, at: &Route<'_>, checker: &mut Checker<'_>) {
        if self.uses.is_some() {
            return;
        }
        for (key, is_there) in [("runs-on", self.runs_on.is_some()), ("steps", self.steps.is_some())] {
            if !is_there {
                checker.key(&rule::MISSING_KEY, at, format!("the job has no `{key}`"));
            }
        }
        let steps = at.key("steps");
        for (index, step) in self.steps.iter().flatten().enumerate() {
            if step.uses.is_some() == step.run.is_some() {
                let has = if step.run.is_some() { "both `run` and `uses`" } else { "neither `run` nor `uses`" };
                checker.value(&rule::MISSING_KEY, &steps.index(index), format!("the step has {has}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what is said about a workflow.
    fn said(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("roles.yaml");
        std::fs::write(&path, text).expect("a file");
        problems(&path).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn jobs_and_steps_that_the_service_takes_are_sound() {
        let text = "on: { push: { branches: [main] } }\njobs:\n  a:\n    runs-on: [self-hosted]\n    timeout-minutes: 5\n    steps:\n    \
                    - uses: actions/checkout@v4\n      with: { fetch-depth: 0 }\n    - run: rolefit check roles\n  b:\n    \
                    uses: ./.github/workflows/other.yaml\n    secrets: inherit\n";
        assert_eq!(said(text), [""; 0]);
    }

    #[test]
    fn what_keeps_a_job_from_running_is_said() {
        assert_eq!(said("on: push\njobs: {}\n"), ["`jobs` has no job"]);
        assert_eq!(said("jobs: { a: { uses: x/y@v1 } }\n"), ["missing key `on` in the workflow file"]);
        let job = |job: &str| said(&format!("on: push\njobs:\n  a: {job}\n"));
        assert_eq!(job("{ steps: [{ run: x }] }"), ["the job has no `runs-on`"]);
        assert_eq!(job("{ runs-on: x }"), ["the job has no `steps`"]);
        assert_eq!(job("{ runs-on: x, steps: [{ name: x }] }"), ["the step has neither `run` nor `uses`"]);
        assert_eq!(job("{ runs-on: x, steps: [{ run: x, uses: y }] }"), ["the step has both `run` and `uses`"]);
        assert_eq!(job("{ runs_on: x, steps: [{ run: x }] }"), ["unknown key `runs_on` in `jobs.a`"]);
    }
}
