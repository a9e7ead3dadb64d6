//! Where results go: streams that are open already, links, and files that are not theirs to replace.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

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

#[test]
fn an_open_stream_keeps_what_others_sent_there() {
    for (script, code, last) in [
        ("ROLEFIT batch a.csv -o /dev/stdout >> log", 1, "ana,engineer,"),
        ("ROLEFIT batch a.csv --rejects /dev/stdout -o x.csv >> log", 1, "ben,9,"),
        ("exec 3>> log; ROLEFIT batch a.csv -o /dev/fd/3", 1, "ana,engineer,"),
        ("ROLEFIT batch a.csv -o /proc/self/fd/1 >> log", 1, "ana,engineer,"),
        ("ROLEFIT batch a.csv -o link >> log", 1, "ana,engineer,"),
        ("{ echo first; ROLEFIT batch a.csv -o /dev/stdout; } > log", 1, "ana,engineer,"),
        ("ROLEFIT score ana.toml --format csv -o /dev/stdout >> log", 0, "ana,engineer,"),
        ("ROLEFIT map a.csv -o /dev/stdout >> log", 1, "schema = 1"),
        ("ROLEFIT questions --format toml -o /dev/stdout >> log", 0, "[answers]"),
        ("ROLEFIT check ana.toml --format json=/dev/stdout >> log", 0, "{"),
    ] {
        if script.contains("/proc/") && !fs::exists("/proc/self/fd").unwrap() {
            continue;
        }
        let world = world().file("log", "first\n");
        symlink("/dev/stdout", world.path().join("link")).unwrap();
        let (found, said) = run(&world, script);
        assert_eq!(found, Some(code), "{script}: {said}");
        let log = world.read("log");
        assert!(log.starts_with("first\n"), "{script}: {log}");
        assert!(log.lines().skip(1).any(|line| line.starts_with(last)), "{script}: {log}");
    }
}

#[test]
fn a_summary_on_standard_error_stands_between_the_messages() {
    let world = world();
    let (code, _) = run(&world, "ROLEFIT batch a.csv --summary /dev/stderr -o scores.csv 2> log");
    assert_eq!(code, Some(1));
    let log = world.read("log");
    assert!(log.starts_with("note: a.csv: UTF-8") && log.contains("\n}\n2 rows read: 1 scored"), "{log}");
}

#[test]
fn two_results_on_standard_output_are_refused_by_whatever_name() {
    for args in ["--rejects /dev/stdout", "--summary /dev/fd/1 -o -", "--summary /dev/stdout -o /dev/fd/1"] {
        let (code, said) = run(&world(), &format!("ROLEFIT batch a.csv {args} > log"));
        assert_eq!(code, Some(2), "{args}");
        assert!(
            said.contains("error: only one result can go to standard output; name a file with `-o`"),
            "{args}: {said}"
        );
    }
}

#[test]
fn a_folder_that_takes_no_file_is_named_as_the_user_knows_it() {
    // Nobody can make a file there, whoever runs this.
    if !fs::exists("/proc/self").unwrap() {
        return;
    }
    for (args, words) in [
        ("batch a.csv -o /proc/x.csv", "writing `/proc/x.csv`: cannot create a file in its folder: "),
        ("score ana.toml -o /proc/x.csv", "writing `/proc/x.csv`: cannot create a file in its folder: "),
        ("batch a.csv -o x.csv --each /proc", "making the folder `/proc`: "),
    ] {
        let (code, said) = run(&world(), &format!("ROLEFIT {args}"));
        assert_eq!(code, Some(2), "{args}");
        assert!(said.contains(words) && !said.contains(".rolefit-"), "{args}: {said}");
    }
}

#[test]
fn a_folder_for_temporary_files_is_named_with_a_way_out() {
    let said = "writing a temporary file in `nowhere`: No such file or directory (os error 2); set `TMPDIR` to another folder\n";
    for args in ["a.csv", "a.csv -o x.csv --rejects -", "- --input-format csv -o x.csv"] {
        let (code, found) = run(&world(), &format!("TMPDIR=nowhere ROLEFIT batch {args}"));
        assert!(code == Some(2) && found.ends_with(said), "{args}: {found}");
    }
}

#[test]
fn a_file_that_is_named_as_a_folder_is_refused_before_anything_is_read() {
    for file in ["gone/", "gone/."] {
        let (code, said) = run(&world(), &format!("ROLEFIT batch a.csv -o {file}"));
        assert_eq!(code, Some(2), "{file}");
        assert!(said.ends_with(&format!("error: writing `{file}`: no folder `{file}`\n")), "{said}");
        assert!(!said.contains("a.csv: row 3"), "{said}");
    }
}

#[test]
fn a_link_keeps_pointing_where_it_does_even_to_no_file_yet() {
    for command in ["batch a.csv", "score ana.toml --format csv"] {
        let world = world().file("far/other.csv", "");
        symlink("far/scores.csv", world.path().join("link.csv")).unwrap();
        for _ in 0..2 {
            run(&world, &format!("ROLEFIT {command} -o link.csv"));
            assert!(world.read("far/scores.csv").contains("\nana,engineer,"), "{command}");
            assert!(world.path().join("link.csv").is_symlink(), "{command}");
        }
    }
}

#[test]
fn no_result_takes_the_place_of_a_file_of_a_pack() {
    let world = world();
    let role = world.read("survey/engineer.yaml");
    for command in
        ["questions", "simulate --people 10", "map a.csv", "batch a.csv", "score ana.toml", "review ana.toml"]
    {
        let (code, said) = run(&world, &format!("ROLEFIT {command} -o survey/engineer.yaml"));
        assert_eq!(code, Some(2), "{command}: {said}");
        assert!(said.contains("is not overwritten") || said.contains("already exists"), "{command}: {said}");
        assert_eq!(world.read("survey/engineer.yaml"), role, "{command}");
    }
}

#[test]
fn no_result_takes_the_place_of_what_a_stream_reads() {
    let world = world();
    let files = ["a.csv", "ana.toml", "survey/engineer.yaml"];
    let before = files.map(|file| world.read(file));
    for script in [
        "ROLEFIT batch - --input-format csv -o a.csv < a.csv",
        "ROLEFIT batch /dev/stdin --input-format csv -o a.csv < a.csv",
        "ROLEFIT score /dev/stdin --input-format toml -o ana.toml < ana.toml",
        "ROLEFIT batch a.csv -o /dev/stdin < a.csv",
        "ROLEFIT batch a.csv -o /dev/fd/5 5< a.csv",
        "ROLEFIT score ana.toml -o /dev/fd/5 5< survey/engineer.yaml",
    ] {
        let (code, said) = run(&world, script);
        assert_eq!(code, Some(2), "{script}: {said}");
        assert!(said.contains("is not overwritten"), "{script}: {said}");
        assert_eq!(files.map(|file| world.read(file)), before, "{script}");
    }
}

#[test]
fn a_file_on_standard_input_is_scored_to_standard_output() {
    let world = world();
    for script in [
        "ROLEFIT score - --input-format toml -o - < ana.toml",
        "ROLEFIT score ana.toml -o - < ana.toml",
        "ROLEFIT score /dev/stdin --input-format toml -o /dev/stdout < ana.toml",
    ] {
        let (code, said) = run(&world, script);
        assert_eq!(code, Some(0), "{script}: {said}");
    }
}

#[test]
fn a_text_is_not_written_into_a_file_that_is_named_as_a_workbook() {
    for args in [
        "score no.toml -o x.xlsx",
        "map no.csv -o x.XLSX",
        "report no.toml -o x.ods",
        "report no.toml --pdf -o x.xlsx",
        "compare no.toml no.toml --report x.xlsx",
        "questions -o x.xls",
        "simulate -o x.xlsx",
        "review no.toml -o x.xlsx",
        "assess --no-input -o x.xlsx",
        "diff --format json=x.xlsx",
        "check --format sarif=x.xlsx",
        "check --write-baseline x.ods",
    ] {
        let world = world();
        // Before anything is read, let alone computed.
        let refused = world.run_with(args.split(' ')).refused();
        assert!(refused.contains("this result is not a workbook; name another kind of file"), "{args}: {refused}");
        assert!(!world.files().iter().any(|file| file.to_ascii_lowercase().contains("x.")), "{args}");
    }
}
