//! Who may read what is written, what links are followed, what a signal ends, and what a killed run leaves.
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{io, thread};

use crate::batch_faults::shell;
use crate::cohort::{HEADER, survey};
use crate::world::World;

/// Ana is scored, ben is rejected.
fn world() -> World {
    survey()
        .file("a.csv", &format!("{HEADER}\nana,4,2,4,2,a,a,a\nben,9,2,4,2,a,a,a\n"))
        .file("ana.toml", "[answers]\ntempo-week = 4\n")
}

/// Runs a script; returns its exit code and what was said.
fn run(world: &World, script: &str) -> (Option<i32>, String) {
    let output = shell(world, script).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn mode(world: &World, name: &str) -> u32 {
    fs::metadata(world.path().join(name)).unwrap().permissions().mode() & 0o777
}

const ALL: &str = "batch a.csv -o scores.csv --rejects rejects.csv --summary s.json --each cards";

#[test]
fn results_about_people_are_for_their_owner_whatever_the_umask_and_whatever_they_replace() {
    let world = world().file("scores.csv", "an open file\n");
    let (code, said) = run(&world, &format!("umask 000; ROLEFIT {ALL}; ROLEFIT score ana.toml -o ana.txt"));
    assert_eq!(code, Some(0), "{said}");
    for file in ["scores.csv", "rejects.csv", "s.json", "cards/ana.md", "ana.txt"] {
        assert_eq!(mode(&world, file), 0o600, "{file}");
    }
    assert_eq!(mode(&world, "cards"), 0o700);
}

#[test]
fn shared_results_and_those_about_nobody_are_as_the_umask_says() {
    let world = world();
    let (code, said) = run(
        &world,
        &format!(
            "umask 027; ROLEFIT {ALL} --shared; ROLEFIT score ana.toml --shared -o ana.txt; ROLEFIT questions -o q.txt; \
             ROLEFIT check ana.toml --format json=findings.json"
        ),
    );
    assert_eq!(code, Some(0), "{said}");
    for file in ["scores.csv", "rejects.csv", "s.json", "cards/ana.md", "ana.txt", "q.txt", "findings.json"] {
        assert_eq!(mode(&world, file), 0o640, "{file}");
    }
    assert_eq!(mode(&world, "cards"), 0o750);
}

#[test]
fn two_runs_that_make_a_key_at_once_share_one() {
    for _ in 0..5 {
        let world = world();
        let both =
            "ROLEFIT batch a.csv -o one.csv --anonymize key & ROLEFIT batch a.csv -o two.csv --anonymize key; wait";
        let (code, said) = run(&world, both);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(world.read("one.csv"), world.read("two.csv"));
        assert_eq!(said.matches("created the key").count(), 1, "{said}");
    }
}

#[test]
fn a_key_that_others_can_read_is_refused_with_a_way_out() {
    let world = world().private_file("key", "a key that is long enough\n");
    assert_eq!(run(&world, "ROLEFIT batch a.csv --anonymize key").0, Some(1));
    for open in [0o640, 0o604, 0o620] {
        fs::set_permissions(world.path().join("key"), fs::Permissions::from_mode(open)).unwrap();
        let (code, said) = run(&world, "ROLEFIT batch a.csv --anonymize key");
        assert_eq!(code, Some(2), "{open:o}: {said}");
        assert!(said.ends_with("the key in `key` can be read by other users; run `chmod 600 key`\n"), "{said}");
    }
}

#[test]
fn the_names_of_inputs_are_hidden_with_the_people() {
    let world = world();
    let table = world.read("a.csv");
    let world = world.file("ana secret.csv", &table).file("none.ndjson", "");
    let args = "--summary s.json --each cards -v --anonymize key -o scores.csv";
    for script in ["'ana secret.csv' --rejects rejects.csv", "'ana secret.csv' none.ndjson", "'ana secret.txt'"] {
        let (_, said) = run(&world, &format!("ROLEFIT batch {script} {args}"));
        assert!(said.contains("input 1") && !said.contains("ana secret"), "{script}: {said}");
        for file in ["scores.csv", "rejects.csv", "s.json"] {
            let text = fs::read_to_string(world.path().join(file)).unwrap_or_default();
            assert!(!text.contains("ana secret"), "{script}: {file}: {text}");
        }
    }
}

/// Says that a test checks nothing here.
fn pass_over(why: &str) {
    io::stderr().write_all(format!("passed over: {why}\n").as_bytes()).unwrap();
}

/// Gives a file to another user; only root can.
fn is_given_away(path: &Path) -> bool {
    let is_given = lchown(path, Some(12_345), None).is_ok();
    if !is_given {
        pass_over("only root can make a link of another user");
    }
    is_given
}

#[test]
fn a_link_of_another_user_in_a_shared_folder_is_not_followed() {
    for (link, target, output) in
        [("scores.csv", "../mine.txt", "scores.csv"), ("sub", "..", "sub/mine.txt"), ("cards", "..", "cards/mine.txt")]
    {
        let world = world().file("mine.txt", "mine\n").file("shared/x", "");
        let shared = world.path().join("shared");
        symlink(target, shared.join(link)).unwrap();
        let mode = |mode| fs::set_permissions(&shared, fs::Permissions::from_mode(mode)).unwrap();
        mode(0o1777);
        if !is_given_away(&shared.join(link)) {
            return;
        }
        for command in ["batch a.csv", "score ana.toml", "review ana.toml", "questions"] {
            let (code, said) = run(&world, &format!("ROLEFIT {command} -o shared/{output}"));
            assert_eq!(code, Some(2), "{command} {output}: {said}");
            assert!(said.contains("is a link that another user made"), "{said}");
            assert_eq!(world.read("mine.txt"), "mine\n");
        }
        // Nor does `init` make folders behind it.
        if let Some(folder) = output.strip_suffix("mine.txt") {
            let (code, said) = run(&world, &format!("ROLEFIT init shared/{folder}demo"));
            assert_eq!(code, Some(2), "{said}");
            assert!(!world.path().join("demo").exists(), "{said}");
        }
        // Where only some can write, or everybody may remove, it is as everywhere; so is a link of the folder's owner.
        mode(0o755);
        assert_eq!(run(&world, &format!("ROLEFIT score ana.toml -o shared/{output}")).0, Some(0));
        mode(0o1777);
        lchown(&shared, Some(12_345), None).unwrap();
        assert_eq!(fs::symlink_metadata(shared.join(link)).unwrap().uid(), 12_345);
        assert_eq!(run(&world, &format!("ROLEFIT score ana.toml -o shared/{output}")).0, Some(0));
    }
}

/// Starts a run that waits for something that does not come.
fn waiting(world: &World, args: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
    command.args(args.split(' ')).env("ROLEFIT_ROLES", "survey").current_dir(world.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// What the system says of a process, and whether a signal is in one of its masks.
fn status(process: &str) -> String {
    fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default()
}

fn is_in_mask(status: &str, mask: &str, signal: u32) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix(mask));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
    mask & (1 << (signal - 1)) != 0
}

/// Numbers of SIGHUP and SIGTERM.
const HANG_UP: u32 = 1;
const TERMINATE: u32 = 15;

/// Says whether a process listens to signals, and waits for something.
fn waits(child: &Child) -> bool {
    let status = status(&child.id().to_string());
    is_in_mask(&status, "SigCgt:", TERMINATE) && status.contains("State:\tS")
}

/// Sends one signal, and returns the exit code that follows; a run that goes on fails the test.
fn code_after(mut child: Child, signal: &str, what: &str) -> Option<i32> {
    for _ in 0..1_000 {
        if waits(&child) {
            break;
        }
        thread::sleep(Duration::from_millis(10));
    }
    // A thread that sleeps may do so for a moment only; what it is to wait for comes soon.
    thread::sleep(Duration::from_millis(100));
    Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    for _ in 0..1_000 {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code().or_else(|| status.signal().map(|signal| 128 + signal));
        }
        thread::sleep(Duration::from_millis(10));
    }
    let _ = child.kill();
    panic!("{what} goes on after {signal}");
}

#[test]
fn every_command_ends_at_the_first_signal_wherever_it_waits() -> io::Result<()> {
    if !fs::exists("/proc/self/status")? {
        pass_over("whether a program waits is known from /proc");
        return Ok(());
    }
    let world = world();
    assert!(Command::new("mkfifo").arg(world.path().join("fifo")).status()?.success());
    let commands = [
        "batch a.csv -o fifo",
        "batch a.csv -o out.csv --rejects fifo --each cards",
        "batch fifo --input-format csv -o out.csv",
        "batch - --input-format csv",
        "batch a.csv --anonymize fifo",
        "score ana.toml -o fifo",
        "score fifo --input-format toml",
        "score - --input-format toml",
        "map a.csv -o fifo",
        "map -",
        "questions -o fifo",
        "simulate --people 10 -o fifo",
        "check ana.toml --format json=fifo",
    ];
    // Where the tests themselves outlive their terminal, so do their runs.
    let hang_up = if is_in_mask(&status("self"), "SigIgn:", HANG_UP) { "-TERM" } else { "-HUP" };
    for (index, args) in commands.into_iter().enumerate() {
        let signal = ["-TERM", "-INT", hang_up][index % 3];
        assert_eq!(code_after(waiting(&world, args), signal, args), Some(130), "{args}");
        let left: Vec<String> = world.files().into_iter().filter(|file| file.contains(".rolefit-")).collect();
        assert!(left.is_empty(), "{args}: {left:?}");
    }
    Ok(())
}

#[test]
fn a_run_under_nohup_outlives_its_terminal() {
    if status("self").is_empty() {
        pass_over("whether a program waits is known from /proc");
        return;
    }
    let world = world();
    let mut command = Command::new("nohup");
    command.arg(env!("CARGO_BIN_EXE_rolefit")).args(["score", "-", "--input-format", "toml"]);
    command.env("ROLEFIT_ROLES", "survey").current_dir(world.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    (0..1_000).take_while(|_| !waits(&child)).for_each(|_| thread::sleep(Duration::from_millis(10)));
    Command::new("kill").args(["-HUP", &child.id().to_string()]).status().unwrap();
    thread::sleep(Duration::from_millis(100));
    child.stdin.take().unwrap().write_all(world.read("ana.toml").as_bytes()).unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}

#[test]
fn a_full_pipe_does_not_keep_a_run_from_ending() {
    if !fs::exists("/proc/self/status").unwrap() {
        pass_over("whether a program waits is known from /proc");
        return;
    }
    let mut table = format!("{HEADER}\n");
    (0..5_000).for_each(|number| table.push_str(&format!("p{number},4,2,4,2,a,a,a\n")));
    let world = world().file("large.csv", &table);
    assert_eq!(code_after(waiting(&world, "batch large.csv"), "-TERM", "a full pipe"), Some(130));
}

#[test]
fn what_a_killed_run_left_is_swept_by_the_next() {
    let world = world()
        .file(".rolefit-aaaaaa", "part")
        .file(".rolefit-another1", "mine")
        .file("cards/.rolefit-bbbbbb/x.md", "x");
    run(&world, &format!("ROLEFIT {ALL}"));
    let left: Vec<String> = world.files().into_iter().filter(|file| file.contains(".rolefit-")).collect();
    assert_eq!(left, [".rolefit-another1"]);
}

#[test]
fn a_set_of_results_that_a_kill_cut_in_two_is_said_until_it_is_whole() {
    let world = world().file(".scores.csv.rolefit-incomplete", "");
    let words = "an earlier run was killed while it put `scores.csv` and the files beside it in place";
    let (_, said) = run(&world, &format!("ROLEFIT {ALL}"));
    assert_eq!(said.matches(words).count(), 1, "{said}");
    let (_, said) = run(&world, &format!("ROLEFIT {ALL}"));
    assert!(!said.contains(words), "{said}");
    assert!(!world.files().iter().any(|file| file.contains("incomplete")));
}
