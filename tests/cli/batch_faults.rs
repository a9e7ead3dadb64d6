//! Disks that fill, pipes that close, files that change, and people who press Ctrl-C: no torn output, and the right exit code.
#![cfg(unix)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{io, thread};

use crate::cohort::{HEADER, survey};
use crate::world::{World, rolefit};

/// People enough for a run of about half a second.
fn large(people: usize) -> World {
    let mut table = format!("{HEADER}\n");
    for number in 0..people {
        writeln!(table, "p{number},4,2,4,2,a,a,a").unwrap();
    }
    survey().file("large.csv", &table)
}

/// The program under a shell, in the folder of a world.
pub fn shell(world: &World, script: &str) -> Command {
    let mut command = Command::new("sh");
    let script = script.replace("ROLEFIT", &format!("'{}' --roles survey", env!("CARGO_BIN_EXE_rolefit")));
    command
        .args(["-c", &script])
        .current_dir(world.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn own_files(world: &World) -> Vec<String> {
    world.files().into_iter().filter(|file| !file.starts_with("survey/")).collect()
}

#[test]
fn a_header_longer_than_what_is_looked_at_first_is_read_whole() {
    // Between the id and the items lie 300,000 bytes of columns that mean nothing.
    let table = rolefit().example("cohort.csv").read("cohort.csv");
    let wide = |first: &str, row: &str| row.replacen(',', &format!(",{}", first.repeat(30_000)), 1);
    let lines: Vec<String> =
        table.lines().enumerate().map(|(row, line)| wide(if row == 0 { "remark 12," } else { "," }, line)).collect();
    let scores = |table: &str| {
        let outcome = rolefit().file("a.csv", table).args(["batch", "a.csv"]).run();
        assert_eq!(outcome.code, Some(1), "one row is out of range: {}", outcome.stderr);
        outcome.stdout
    };
    assert_eq!(scores(&(lines.join("\n") + "\n")), scores(&table));
    let endless = format!("person,{}", "remark,".repeat(700_000));
    let outcome = rolefit().file("a.csv", &endless).args(["batch", "a.csv"]).run();
    assert_eq!(
        outcome.refused(),
        "error: a.csv: the header has no end within 4 MiB; look for missing line endings, or a quote that is not closed\n"
    );
}

#[test]
fn a_disk_that_fills_is_said_and_leaves_nothing_behind() {
    let world = large(50_000).file("scores.csv", "an earlier result\n");
    // 512-byte blocks: far less than the result.
    let limited =
        |args: &str| shell(&world, &format!("ulimit -f 1000; ROLEFIT batch large.csv {args}")).output().unwrap();
    for args in [
        "-o scores.csv",
        "--format json -o scores.csv",
        "> /dev/null",
        "-o scores.csv --rejects r.csv --summary s.json --jobs 1",
        "-o scores.xlsx --rejects r.xlsx --profile p.xlsx",
    ] {
        let output = limited(args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args}: {said}");
        assert!(said.contains("error: writing ") && said.contains("File too large"), "{args}: {said}");
        let is_spooled = args == "> /dev/null" || args.contains("scores.xlsx");
        assert_eq!(said.contains("; set `TMPDIR` to another folder"), is_spooled, "{args}: {said}");
        assert_eq!(own_files(&world), ["large.csv", "scores.csv"], "{args}");
        assert_eq!(world.read("scores.csv"), "an earlier result\n", "{args}");
    }
    // So it is for other commands.
    let output = shell(&world, "ulimit -f 1; ROLEFIT questions -o questions.txt").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("error: writing `questions.txt`: File too large"), "{said}");
}

#[test]
fn a_full_device_is_said() {
    if !fs::exists("/dev/full").unwrap() {
        return;
    }
    for args in ["> /dev/full", "-o /dev/full", "--summary /dev/full -o scores.csv"] {
        let world = large(10);
        let output = shell(&world, &format!("ROLEFIT batch large.csv {args}")).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args}: {said}");
        assert!(said.contains("error: writing ") && said.contains("No space left"), "{args}: {said}");
    }
}

#[test]
fn a_pipe_that_closes_is_no_error_and_the_files_are_whole() {
    let world = large(50_000).args("batch large.csv --summary s.json".split(' '));
    let outcome = world.run_into_a_closed_pipe();
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("error"), "{}", outcome.stderr);
    assert!(world.read("s.json").ends_with("}\n"));
    let output = shell(&world, "ROLEFIT batch large.csv | head -n 3").output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 3);
}

#[test]
fn a_reader_that_leaves_takes_nothing_from_the_others_and_nothing_from_the_exit_code() {
    let good: String = (0..500).map(|number| format!("p{number},4,2,4,2,a,a,a\n")).collect();
    let bad: String = (0..5_000).map(|number| format!("r{number},9,2,4,2,a,a,a\n")).collect();
    let world = survey().file("many.csv", &format!("{HEADER}\n{good}{bad}"));
    let summary = "5500 rows read: 500 scored, 5000 rejected";
    for args in [
        "--rejects /dev/fd/3 > out.csv",
        "--rejects /dev/fd/3 -o out.csv",
        "--rejects out.csv >&3",
        "--rejects /dev/fd/3 -o /dev/fd/3 --summary out.csv",
    ] {
        let script = format!("{{ ROLEFIT batch many.csv {args}; echo $? >&2; }} 3>&1 | true");
        let said = String::from_utf8(shell(&world, &script).output().unwrap().stderr).unwrap();
        assert!(said.contains(summary) && said.ends_with("\n1\n") && !said.contains("error"), "{args}: {said}");
        let lines = world.read("out.csv").lines().count();
        assert!(lines > 20, "{args}: {lines} lines");
        fs::remove_file(world.path().join("out.csv")).unwrap();
    }
}

#[test]
fn a_line_that_its_reasons_make_longer_than_any_input_goes_to_standard_output() {
    let line = format!("{{\"x\":\"{}\"}}\n", "y".repeat(16 * 1024 * 1024 - 30));
    let world = survey().file("long.ndjson", &line);
    let output = shell(&world, "ROLEFIT batch long.ndjson --rejects - -o scores.csv").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.starts_with(b"{\"x-reason\":") && output.stdout.ends_with(&line.as_bytes()[1..]));
}

#[test]
fn a_pipe_can_be_read_and_written() {
    let world = large(50_000);
    let script = "mkfifo in out; cat large.csv > in & cat out > copy.csv & ROLEFIT batch in --input-format csv --duplicates latest -o out; wait";
    let output = shell(&world, script).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(world.read("copy.csv").lines().count(), 50_001);
}

#[test]
fn a_file_that_grows_while_it_is_read_is_refused() {
    let world = large(20_000).file("scores.csv", "an earlier result\n");
    let is_over = AtomicBool::new(false);
    let mut file = File::options().append(true).open(world.path().join("large.csv")).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                writeln!(file, "late{number},4,2,4,2,a,a,a").unwrap();
                thread::sleep(Duration::from_millis(1));
            }
        });
        let output = shell(&world, "ROLEFIT batch large.csv -o scores.csv").output().unwrap();
        is_over.store(true, Ordering::Relaxed);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            said.contains("`large.csv` changed while it was read; nothing written; run the command again"),
            "{said}"
        );
    });
    assert_eq!(world.read("scores.csv"), "an earlier result\n");
    assert_eq!(own_files(&world), ["large.csv", "scores.csv"]);
}

/// Interrupts a run when the wait is over; returns its exit code, what it printed and what it said.
fn interrupt_after(world: &World, args: &str, wait: impl FnOnce()) -> (Option<i32>, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
    command.args(args.split(' ')).env("ROLEFIT_ROLES", "survey").current_dir(world.path());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut stdout, &mut bytes).map(|_| bytes).unwrap()
    });
    wait();
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
    assert!(kill.success() || child.try_wait().unwrap().is_some());
    let output = child.wait_with_output().unwrap();
    // As a shell counts: before the program listens, the signal itself ends it.
    let code = output.status.code().or_else(|| output.status.signal().map(|signal| 128 + signal));
    (code, reader.join().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn an_interrupt_at_any_moment_leaves_nothing_half_done() {
    let world = large(40_000);
    let mut interrupted = 0;
    for step in 0..20_u64 {
        // Spread over the run, and not in order, so that a slow start of the machine does not spoil them all.
        let pause = Duration::from_millis(20 + 37 * (step * 7 % 20));
        let args = "batch large.csv --duplicates latest -o scores.csv --rejects rejects.csv --summary s.json --each cards --role engineer";
        let args = if step % 2 == 0 { "batch large.csv" } else { args.split(" --each").next().unwrap() };
        let (code, printed, said) = interrupt_after(&world, args, || thread::sleep(pause));
        let printed = String::from_utf8(printed).unwrap();
        assert!(printed.is_empty() || printed.ends_with('\n'), "a torn line: {:?}", printed.lines().last());
        let made = ["rejects.csv", "s.json", "scores.csv"];
        let left = own_files(&world);
        match code {
            Some(130) if said.contains("nothing written") => assert_eq!(left, ["large.csv"], "step {step}"),
            Some(130) | Some(0) => {
                assert!(left.iter().all(|file| file == "large.csv" || made.contains(&file.as_str())), "{left:?}");
            }
            code => panic!("exit code {code:?} at step {step}: {said}"),
        }
        if let Ok(scores) = fs::read_to_string(world.path().join("scores.csv")) {
            assert_eq!(scores.lines().count(), 40_001, "step {step}");
        }
        interrupted += usize::from(code == Some(130));
        for file in made {
            let _ = fs::remove_file(world.path().join(file));
        }
    }
    assert!(interrupted > 0, "no interrupt came in time");
}

#[test]
fn an_interrupt_while_cards_are_written_leaves_none() {
    let world = large(5_000);
    let some_are_written = || {
        for _ in 0..60_000 {
            if own_files(&world).len() >= 50 {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
    };
    let (code, _, said) = interrupt_after(&world, "batch large.csv -o scores.csv --each cards", some_are_written);
    assert_eq!((code, own_files(&world)), (Some(130), vec!["large.csv".to_owned()]), "{said}");
}
