//! One builder for every test: a folder of its own, files in it, an empty environment, and what comes out.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The person of SCORING.md, section 10; answers the pack `worked-example`.
pub const WORKED_EXAMPLE: &str = r#"
[answers]
focus-1 = 4
focus-2 = 5
focus-3 = 3
focus-4 = 2
focus-5 = 1
tempo-1 = 4
tempo-2 = 3
tempo-3 = 3
tempo-4 = 4
tempo-5 = 2
api-1 = "a"
api-2 = "b"
api-3 = "b"
ops-1 = "a"
ops-2 = "a"
ops-3 = "c"
"#;

/// Starts a run of the program in a fresh folder.
pub fn rolefit() -> World {
    World {
        folder: TempDir::new().unwrap(),
        args: Vec::new(),
        stdin: String::new(),
        env: Vec::new(),
        inside: String::new(),
    }
}

/// A folder with files, and a command line to run in it.
pub struct World {
    folder: TempDir,
    args: Vec<String>,
    stdin: String,
    env: Vec<(String, String)>,
    /// Where in the folder the program runs.
    inside: String,
}

impl World {
    /// Writes a file into the folder.
    pub fn file(self, name: &str, text: &str) -> Self {
        self.bytes(name, text.as_bytes())
    }

    /// Writes a file that only its owner can read.
    pub fn private_file(self, name: &str, text: &str) -> Self {
        let world = self.file(name, text);
        #[cfg(unix)]
        fs::set_permissions(world.path().join(name), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        world
    }

    /// Writes a file that may be no text.
    pub fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Copies a file of `examples/`.
    pub fn example(self, name: &str) -> Self {
        let text = fs::read_to_string(here().join("examples").join(name)).unwrap();
        self.file(name, &text)
    }

    /// Copies a pack of `tests/packs/`, or the shipped one when it is called `roles`.
    pub fn pack(self, name: &str) -> Self {
        let source = if name == "roles" { here().join(name) } else { here().join("tests/packs").join(name) };
        self.folder(&source, name)
    }

    /// Copies the pack that breaks a rule, and no other, as `pack`.
    pub fn pack_against(self, rule: &str) -> Self {
        self.folder(&here().join("tests/gallery").join(rule).join("bad"), "pack")
    }

    fn folder(self, source: &Path, name: &str) -> Self {
        files(source).iter().fold(self, |world, file| {
            let text = fs::read_to_string(source.join(file)).unwrap();
            world.file(&format!("{name}/{file}"), &text)
        })
    }

    /// Sets the arguments, in place of those of an earlier run.
    pub fn args<A: Into<String>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args = args.into_iter().map(Into::into).collect();
        self
    }

    pub fn stdin(mut self, text: &str) -> Self {
        self.stdin = text.to_owned();
        self
    }

    pub fn env(mut self, key: &str, value: &str) -> Self {
        self.env.push((key.to_owned(), value.to_owned()));
        self
    }

    /// Runs the program in a folder of the folder.
    pub fn inside(mut self, folder: &str) -> Self {
        self.inside = folder.to_owned();
        self
    }

    /// Runs the program to its end.
    pub fn run(&self) -> Outcome {
        self.outcome(self.command())
    }

    fn outcome(&self, mut command: Command) -> Outcome {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        // A program that needs no input may be gone before it is written.
        let _ = child.stdin.take().unwrap().write_all(self.stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        Outcome {
            code: output.status.code(),
            stdout: self.without_what_changes(&String::from_utf8(output.stdout).unwrap()),
            stderr: self.without_what_changes(&String::from_utf8(output.stderr).unwrap()),
        }
    }

    /// Runs the program to its end with other arguments.
    pub fn run_with<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Outcome {
        self.outcome(self.command_with(args.into_iter().map(str::to_owned).collect::<Vec<_>>().as_slice()))
    }

    /// Runs the program with a standard output that nobody reads.
    pub fn run_into_a_closed_pipe(&self) -> Outcome {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = self.command().stdout(writer).output().unwrap();
        Outcome { code: output.status.code(), stdout: String::new(), stderr: String::from_utf8(output.stderr).unwrap() }
    }

    /// Runs the program to its end, and returns the most memory that it was seen to hold, in MiB.
    #[cfg(target_os = "linux")]
    pub fn peak(&self) -> usize {
        let mut child = self.command().stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut most = 0;
        while child.try_wait().unwrap().is_none() {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let peak =
                status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB")?.trim().parse().ok());
            most = peak.unwrap_or(most);
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        most / 1024
    }

    fn command(&self) -> Command {
        self.command_with(&self.args)
    }

    fn command_with(&self, args: &[String]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        command
            .args(args)
            .current_dir(self.folder.path().join(&self.inside))
            .env_clear()
            .envs(self.env.iter().cloned());
        command.stdin(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Reads a file of the folder.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    /// Names every file in the folder and below it.
    pub fn files(&self) -> Vec<String> {
        files(self.folder.path())
    }

    /// The folder itself, for arguments that need a full path.
    pub fn path(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    fn without_what_changes(&self, text: &str) -> String {
        let is_hex = |character: char| character.is_ascii_hexdigit();
        let hide_digest = |piece: &str| match piece.trim_end_matches(|character| !is_hex(character)) {
            digest if digest.len() == 64 => piece.replace(digest, "[DIGEST]"),
            _ => piece.to_owned(),
        };
        text.replace(&self.path().display().to_string(), "[FOLDER]")
            .replace(concat!("rolefit ", env!("CARGO_PKG_VERSION")), "rolefit [VERSION]")
            .split_inclusive(|character| !is_hex(character))
            .map(hide_digest)
            .collect()
    }
}

/// What a run left: its exit code and what it printed, without version, digest and folder.
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// What was printed by a run that went well and had nothing to remark.
    pub fn printed(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self}");
        self.stdout
    }

    /// What was printed by a run that went well and said this beside the result.
    pub fn printed_beside(self, said: &str) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), said), "{self}");
        self.stdout
    }

    /// What was said by a run that could not do it and printed no result.
    pub fn refused(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(2), ""), "{self}");
        self.stderr
    }

    /// What was printed by a run that went well, as JSON.
    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.printed()).unwrap()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        write!(formatter, "exit code {code}\n--- stdout ---\n{}--- stderr ---\n{}", self.stdout, self.stderr)
    }
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Names every file in a folder and below it, with forward slashes and in order.
fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            names.extend(files(&path).into_iter().map(|file| format!("{name}/{file}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}
