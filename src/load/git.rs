//! Reads a pack out of a git repository, through the program `git`: no revision is checked out.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};

use crate::diagnostic::Diagnostic;
use crate::load::Format;
use crate::load::config;
use crate::load::files::{PackFile, PackFiles, QUESTIONNAIRE, is_role_file};
use crate::load::read;
use crate::rule;
use crate::source::Source;
use crate::text::{excerpt, printable};

/// Where the branches are that changes are merged into, in the order in which they are looked for.
const MAIN_BRANCHES: [&str; 5] = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/// A git repository.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
}

/// A commit, by its full hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit(String);

/// A file in a commit.
struct Entry {
    /// `blob`, `tree` or `commit`.
    kind: String,
    mode: String,
    hash: String,
    name: String,
}

impl Commit {
    /// Returns the beginning of the hash, as people write it.
    pub fn short(&self) -> &str {
        &self.0[..self.0.len().min(10)]
    }
}

impl Repository {
    /// Finds the repository that a folder is in.
    ///
    /// # Errors
    ///
    /// No repository, or no `git`.
    pub fn around(folder: &Path) -> Result<Self> {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(["rev-parse", "--show-toplevel"]);
        let output = command.output().context("running `git`")?;
        if !output.status.success() {
            bail!("{}", said(&output.stderr));
        }
        let root = String::from_utf8(output.stdout).context("reading the name of the repository")?;
        Ok(Self { root: PathBuf::from(root.trim_end_matches(['\n', '\r'])) })
    }

    /// Returns the name of a folder below the root, with forward slashes; of the root itself nothing.
    pub fn name_of(&self, folder: &Path) -> Result<String> {
        let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let folder = std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?;
        let (root, folder) = (real(&self.root), real(&folder));
        let below = folder.strip_prefix(&root).map_err(|_| {
            anyhow!("`{}` is not in the repository `{}`", read::display_name(&folder), read::display_name(&root))
        })?;
        Ok(below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }

    /// Finds the commit that a revision names.
    pub fn commit(&self, revision: &str) -> Option<Commit> {
        let name = format!("{revision}^{{commit}}");
        let hash = self.text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name]).ok()?;
        Some(Commit(hash))
    }

    /// Finds where the history of a revision and that of what is checked out part.
    ///
    /// # Errors
    ///
    /// No such revision, or a clone that does not reach back so far.
    pub fn merge_base(&self, revision: &str) -> Result<Commit> {
        let shown = excerpt(revision, 60);
        let base = self
            .commit(revision)
            .zip(self.commit("HEAD"))
            .and_then(|(one, other)| self.text(&["merge-base", &one.0, &other.0]).ok().map(Commit));
        base.ok_or_else(|| match self.is_shallow() {
            true => anyhow!(
                "this clone does not reach back to where `{shown}` was left; fetch the history (`fetch-depth: 0`)"
            ),
            false if self.commit(revision).is_none() => anyhow!("unknown revision `{shown}`"),
            false => anyhow!("`{shown}` and what is checked out have no commit in common"),
        })
    }

    /// Finds where what is checked out left the main branch; `named` is the branch that a service says it is merged into.
    ///
    /// # Errors
    ///
    /// As [`merge_base`](Self::merge_base), and no main branch.
    pub fn main_base(&self, named: Option<&str>) -> Result<(String, Commit)> {
        let named = named.filter(|branch| !branch.is_empty()).map(|branch| format!("origin/{branch}"));
        let usual = MAIN_BRANCHES.map(str::to_owned);
        let branches: Vec<String> = named.into_iter().chain(usual).collect();
        match branches.into_iter().find(|branch| self.commit(branch).is_some()) {
            Some(branch) => self.merge_base(&branch).map(|base| (branch, base)),
            None if self.is_shallow() => {
                bail!("this clone has no main branch; fetch the history (`fetch-depth: 0`), or name a revision")
            }
            None => bail!("no branch `main` or `master` here; name a revision or a folder"),
        }
    }

    fn is_shallow(&self) -> bool {
        self.text(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|text| text == "true")
    }

    /// Reads the pack in a folder of a commit, as it would be read from a folder on disk; nothing where there is none.
    ///
    /// # Errors
    ///
    /// A `git` that fails.
    pub fn pack(&self, commit: &Commit, folder: &str) -> Result<Option<PackFiles>> {
        let entries = self.entries(commit, folder)?;
        let is_of_pack =
            |entry: &&Entry| entry.kind == "blob" && (entry.name == QUESTIONNAIRE || is_role_file(entry.name.as_ref()));
        let entries: Vec<&Entry> = entries.iter().filter(is_of_pack).collect();
        if !entries.iter().any(|entry| entry.name == QUESTIONNAIRE) {
            return Ok(None);
        }
        let texts = self.blobs(&entries)?;
        let mut files = PackFiles::default();
        for (entry, bytes) in entries.iter().zip(texts) {
            let name = if folder.is_empty() { entry.name.clone() } else { format!("{folder}/{}", entry.name) };
            match source(entry, printable(&name), bytes) {
                Ok(source) => {
                    let file = PackFile { name: entry.name.clone(), source, path: None };
                    if entry.name == QUESTIONNAIRE { files.questionnaire = Some(file) } else { files.roles.push(file) }
                }
                Err(problem) => files.problems.push(problem),
            }
        }
        Ok(Some(files))
    }

    /// Reads the files directly in a folder of a commit whose names end in `.yaml` or `.yml`, by their names.
    ///
    /// # Errors
    ///
    /// A `git` that fails.
    pub fn yaml_files(&self, commit: &Commit, folder: &str) -> Result<BTreeMap<String, Vec<u8>>> {
        let entries = self.entries(commit, folder)?;
        let is_yaml = |entry: &&Entry| Format::of(Path::new(&entry.name)) == Some(Format::Yaml);
        let entries: Vec<&Entry> = entries.iter().filter(|entry| entry.kind == "blob").filter(is_yaml).collect();
        let names = entries.iter().map(|entry| entry.name.clone());
        Ok(names.zip(self.blobs(&entries)?).collect())
    }

    /// Reads the configuration that is nearest to a folder of a commit, with the folder that it is in.
    ///
    /// # Errors
    ///
    /// A `git` that fails.
    pub fn config(&self, commit: &Commit, folder: &str) -> Result<Option<(String, Arc<Source>)>> {
        let mut folder = folder;
        loop {
            let entries = self.entries(commit, folder)?;
            if let Some(entry) = entries.iter().find(|entry| entry.name == config::FILE_NAME && entry.kind == "blob") {
                let text = self.blobs(&[entry])?.pop().unwrap_or_default();
                let name = if folder.is_empty() { entry.name.clone() } else { format!("{folder}/{}", entry.name) };
                return Ok(source(entry, name, text).ok().map(|source| (folder.to_owned(), source)));
            }
            if folder.is_empty() {
                return Ok(None);
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// Lists what is directly in a folder of a commit, in order of the names; nothing where there is no such folder.
    fn entries(&self, commit: &Commit, folder: &str) -> Result<Vec<Entry>> {
        let tree = format!("{}:{folder}", commit.0);
        if self.text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &tree]).is_err() {
            return Ok(Vec::new());
        }
        let listed = self.run(&["ls-tree", "-z", "--full-tree", &tree], &[])?;
        let listed = String::from_utf8_lossy(&listed);
        let entry = |line: &str| {
            let (about, name) = line.split_once('\t')?;
            let mut words = about.split(' ').map(str::to_owned);
            let (mode, kind, hash) = (words.next()?, words.next()?, words.next()?);
            Some(Entry { kind, mode, hash, name: name.to_owned() })
        };
        Ok(listed.split('\0').filter_map(entry).collect())
    }

    /// Reads the contents of files.
    fn blobs(&self, entries: &[&Entry]) -> Result<Vec<Vec<u8>>> {
        let hashes: String = entries.iter().map(|entry| format!("{}\n", entry.hash)).collect();
        let answer = self.run(&["cat-file", "--batch"], hashes.as_bytes())?;
        let mut rest = answer.as_slice();
        let mut blobs = Vec::new();
        while blobs.len() < entries.len() {
            let end = rest.iter().position(|byte| *byte == b'\n').context("reading what `git` says")?;
            let header = String::from_utf8_lossy(&rest[..end]);
            let size: usize =
                header.rsplit(' ').next().and_then(|size| size.parse().ok()).with_context(|| {
                    format!("reading an object of the repository: `git` says `{}`", printable(&header))
                })?;
            let start = end + 1;
            let blob = rest.get(start..start + size).context("reading what `git` says")?;
            blobs.push(blob.to_vec());
            rest = rest.get(start + size + 1..).unwrap_or_default();
        }
        Ok(blobs)
    }

    /// Runs `git` and returns its one line.
    fn text(&self, args: &[&str]) -> Result<String> {
        let output = self.run(args, &[])?;
        Ok(String::from_utf8_lossy(&output).trim_end().to_owned())
    }

    fn run(&self, args: &[&str], input: &[u8]) -> Result<Vec<u8>> {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.root).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().context("running `git`")?;
        let pipe = child.stdin.take();
        let input = input.to_vec();
        // Written beside reading: both pipes are short.
        let writer = std::thread::spawn(move || pipe.map(|mut pipe| pipe.write_all(&input)));
        let output = child.wait_with_output().context("running `git`")?;
        // A `git` that stops early says so itself.
        let _ = writer.join();
        if !output.status.success() {
            bail!("{}", said(&output.stderr));
        }
        Ok(output.stdout)
    }
}

/// What `git` says when it fails: its first line.
fn said(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().next().unwrap_or("it failed").trim_start_matches("fatal: ");
    format!("git: {}", printable(line))
}

fn source(entry: &Entry, name: String, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    if entry.mode == "120000" {
        let message = format!("`{name}` is a link, which is not followed in a revision");
        return Err(Diagnostic::about_file(&rule::UNREADABLE_FILE, name, message).help("compare folders instead"));
    }
    read::text(name, bytes)
}
