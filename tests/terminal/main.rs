//! `rolefit assess` in a real pseudo-terminal: what a person sees on the screen, and what is in the file whatever happens; and
//! how a batch says how far it is.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up or find may panic")]

#[path = "../packs/mod.rs"]
mod packs;
mod sitting;

use std::fs;
use std::path::Path;

use packs::Random;
use rolefit::answers::Answers;
use rolefit::assess::{Given, Interview};
use rolefit::load::answers;
use rolefit::load::pack::load_folder;
use rolefit::pack::Pack;
use sitting::Sitting;
use tempfile::TempDir;

/// A folder with the pack of ten statements and six scenarios.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/worked-example");
    for name in ["questionnaire.yaml", "engineer.yaml"] {
        fs::create_dir_all(folder.path().join("roles")).unwrap();
        fs::copy(source.join(name), folder.path().join("roles").join(name)).unwrap();
    }
    folder
}

fn pack(folder: &TempDir) -> Pack {
    load_folder(&folder.path().join("roles")).unwrap()
}

const ASSESS: &str = "rolefit assess -o me.toml --roles roles";

const ALONE: [&str; 5] = ["assess", "-o", "me.toml", "--roles", "roles"];

fn read(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("me.toml")).unwrap()
}

#[test]
fn a_person_answers_everything_and_sees_the_table() {
    let folder = folder();
    let mut sitting = Sitting::begin(folder.path(), &format!("{ASSESS} > table; echo exit $?"), (24, 80));
    sitting.shows("Enter begin").press("\r");
    for number in 1..=10 {
        sitting.shows(&format!("[{number}/16] work style")).press(&(number % 5 + 1).to_string());
    }
    sitting.shows("How you work").shows("This is no fit yet").press("\r");
    sitting.shows("[11/16] technical judgment").press("b");
    // Two arrows down and Enter, then a skip, a digit for an option, and letters.
    sitting.shows("[12/16]").press("\x1b[B\x1b[B").shows("> b").press("\r").shows("[13/16]").press("s");
    sitting.shows("[14/16]").press("3").shows("[15/16]").press("a").shows("[16/16]").press("d");
    sitting.shows("15 of 16 questions answered, 1 skipped.").shows("13  skipped");
    assert!(sitting.is_drawn_over(), "questions have a screen of their own");
    sitting.press("f").shows("exit 0");
    let shown = sitting.end();
    assert!(shown.contains("rolefit score me.toml --why --roles roles"), "{shown}");
    assert!(!shown.contains("[16/16]"), "the screen of the person is as it was: {shown}");
    let table = fs::read_to_string(folder.path().join("table")).unwrap();
    assert!(table.starts_with("Role fit of me\n"), "{table}");
}

#[test]
fn going_back_shows_the_earlier_answer_and_changes_it() {
    let folder = folder();
    let mut sitting = Sitting::begin(folder.path(), ASSESS, (24, 80));
    sitting.shows("Enter begin").press("\r").shows("[1/16]").press("4").shows("[2/16]").press("\x1b[D");
    sitting.shows("> 4  (your answer)").press("2").shows("[2/16]").shows("saved 2");
    assert!(read(&folder).ends_with("[answers]\nfocus-2 = 2\n"), "{}", read(&folder));
    sitting.press("q").shows("saved: 1 of 16 questions answered, in me.toml");
    sitting.end();
}

#[test]
fn ctrl_c_and_a_signal_give_the_terminal_back_and_say_how_to_go_on() {
    let folder = folder();
    let compare = "test \"$before\" = \"$(stty -g)\" && echo as before";
    let script = format!("before=$(stty -g); {ASSESS}; echo exit $?; {compare}");
    let mut sitting = Sitting::begin(folder.path(), &script, (24, 80));
    sitting.shows("Enter begin").press("\r").shows("[1/16]").press("4").shows("[2/16]").press("\x03");
    sitting.shows("saved: 1 of 16 questions answered, in me.toml");
    sitting.shows("resume with: rolefit assess -o me.toml --roles roles").shows("exit 130").shows("as before");
    assert!(!sitting.is_drawn_over() && !sitting.hides_cursor());
    sitting.end();

    let mut sitting = Sitting::begin_alone(folder.path(), &ALONE, (24, 80));
    sitting.shows("y or Enter go on").press("y").shows("[2/16]").press("5").shows("[3/16]");
    sitting.signal("-TERM").shows("saved: 2 of 16");
    assert!(!sitting.is_drawn_over() && !sitting.hides_cursor());
    sitting.end();
}

/// An interview at its first question.
fn at_first_question(folder: &TempDir) -> Sitting {
    let mut sitting = Sitting::begin_alone(folder.path(), &ALONE, (24, 80));
    sitting.shows("Enter begin").press("\r").shows("[1/16]");
    sitting
}

fn answers(folder: &TempDir) -> usize {
    read(folder).split("[answers]\n").nth(1).unwrap().lines().count()
}

#[test]
fn what_is_pasted_answers_nothing_and_the_person_is_told() {
    let folder = folder();
    let mut sitting = at_first_question(&folder);
    assert!(sitting.marks_pastes());
    sitting.press("\x1b[200~I agree with 3 of the 5 statements, skip the rest\n\x1b[201~");
    sitting.shows("pasted text answers nothing; press a key").press("4").shows("[2/16]").shows("saved 4");
    // A terminal that does not mark it.
    sitting.press("strongly agree with 3\r4\r5\r").shows("pasted text").press("2").shows("[3/16]").press("q");
    sitting.shows("saved: 2 of 16");
    assert!(!sitting.marks_pastes());
    sitting.end();
    assert_eq!(answers(&folder), 2);
}

#[test]
fn replies_of_the_terminal_answer_nothing() {
    let folder = folder();
    let mut sitting = at_first_question(&folder);
    for reply in ["\x1b]11;rgb:1e1e/1e1e/2e2e\x07", "\x1b[>0;276;0c", "\x1bP>|Term 2024\x1b\\", "\x1b_Gi=31;OK\x1b\\"] {
        sitting.press(reply);
    }
    sitting.press("\x1b]11;rgb:1e1e").press("/1e1e/2e2e\x07").press("5").shows("[2/16]").shows("saved 5").press("q");
    sitting.end();
    assert_eq!(answers(&folder), 1);
}

#[test]
fn a_key_that_is_held_answers_one_question() {
    let folder = folder();
    let mut sitting = at_first_question(&folder);
    sitting.press(&"3".repeat(95)).shows("[2/16]").press("4").shows("[3/16]").press("q").shows("saved: 2 of 16");
    sitting.end();
    assert_eq!(answers(&folder), 2);
}

#[test]
fn what_was_typed_before_a_question_is_shown_does_not_answer_it() {
    let folder = folder();
    let mut sitting = Sitting::begin(folder.path(), &format!("read go; {ASSESS}"), (24, 80));
    sitting.press("go\n\r\r4\n5\n").shows("Enter begin").press("\r1425").shows("[1/16]").press("2135").shows("[2/16]");
    sitting.press("q").shows("saved: 1 of 16");
    sitting.end();
    assert_eq!(answers(&folder), 1);
}

#[test]
fn stopped_by_another_program_the_terminal_is_given_back_and_taken_again() {
    let folder = folder();
    let mut sitting = at_first_question(&folder);
    sitting.press("4").shows("[2/16]");
    for round in 2..5 {
        sitting.signal("-TSTP").waits_for_stop().is_given_back();
        sitting.press("55\n").signal("-CONT").shows(&format!("[{round}/16]"));
        assert!(sitting.is_drawn_over() && sitting.hides_cursor() && sitting.marks_pastes() && sitting.is_raw());
        sitting.press(&(round - 1).to_string()).shows(&format!("[{}/16]", round + 1));
    }
    // A stop that cannot be seen: a shell may have changed the terminal meanwhile.
    sitting
        .signal("-STOP")
        .waits_for_stop()
        .leave_raw()
        .forgets_screen()
        .signal("-CONT")
        .shows("[5/16]")
        .press("5")
        .shows("[6/16]")
        .press("q");
    sitting.end();
    assert_eq!(answers(&folder), 5);
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_the_interview() {
    let folder = folder();
    let script = format!("set -m; {ASSESS}; echo; echo is stopped; read go; printf '\\033[2J'; fg; echo exit $?");
    for (number, way) in [(1, ""), (2, "ACCESSIBLE=1 ")] {
        let mut sitting = Sitting::begin(folder.path(), &script.replace("rolefit", &format!("{way}rolefit")), (30, 80));
        sitting.shows("Enter").press("\r").shows(&format!("[{number}/16]")).press("\x1a").shows("is stopped");
        sitting.is_given_back();
        sitting.press("go\n").shows_no("is stopped").shows(&format!("[{number}/16]")).press("4");
        sitting.shows(&format!("[{}/16]", number + 1)).press("q").shows("exit 0");
        sitting.end();
    }
    assert_eq!(answers(&folder), 2);
}

#[test]
fn ctrl_z_without_a_shell_stops_nothing() {
    let folder = folder();
    let mut sitting = at_first_question(&folder);
    sitting.press("\x1a").shows("Ctrl-Z needs a shell").press("4").shows("[2/16]").press("q");
    sitting.end();
}

#[test]
fn a_terminal_that_can_only_print_is_asked_line_by_line() {
    for terminal in ["TERM=dumb", "TERM=", "unset TERM;"] {
        let folder = folder();
        let mut sitting = Sitting::begin(folder.path(), &format!("{terminal} {ASSESS}; echo exit $?"), (40, 100));
        sitting.shows("[1/16]").press("7\n").shows("`7` is not an answer here; type 1-5, `skip`, `back` or `quit`");
        // Lines that were pasted together with an answer were not written for the next question.
        sitting.press("4\n5\n1\n").shows("Saved 4.").shows("[2/16]").press("Back\n").shows("(your answer)");
        sitting.press("2\n").shows("Saved 2.");
        assert!(!sitting.is_drawn_over() && !sitting.marks_pastes());
        sitting.press("quit\n").shows("saved: 1 of 16").shows("exit 0");
        sitting.end();
        assert_eq!(answers(&folder), 1, "{terminal}");
    }
}

#[test]
fn a_narrow_terminal_that_can_only_print_has_no_word_cut() {
    let folder = folder();
    let mut sitting = Sitting::begin(folder.path(), "TERM=dumb rolefit assess -o me.toml --built-in", (40, 50));
    sitting
        .shows("I enjoy it when an unplanned request turns my day\naround.")
        .press("quit\n")
        .shows("saved: 0 of 102");
    sitting.end();
}

#[test]
fn a_window_of_another_size_is_drawn_anew() {
    let folder = folder();
    let mut sitting = Sitting::begin(folder.path(), "rolefit assess -o me.toml --built-in", (30, 100));
    sitting.shows("Enter begin").press("\r").shows("[1/102]").press("l").shows("All questions").press("45\r");
    sitting.shows("[45/102] technical judgment").shows("a-d or 1-4 answer   arrows and Enter   Left back   s skip");
    sitting.resize((15, 50));
    sitting.shows("-- Space: more --").shows("Left back\ns skip   l list   ? why   q quit");
    sitting.press(" ").shows("left\n\n\n  a  Publish version 2 and retire");
    sitting.resize((40, 120)).shows_no("-- Space").shows("arrows and Enter   Left back   s skip");
    sitting.press("c").shows("[46/102]").press("q");
    sitting.end();
}

#[test]
fn line_by_line_nothing_is_drawn_over_and_one_key_still_answers() {
    let folder = folder();
    let mut sitting = Sitting::begin(folder.path(), &format!("ACCESSIBLE=1 {ASSESS}; echo exit $?"), (40, 100));
    sitting.shows("Keys: Enter begin").press("\r").shows("[1/16]").press("4").shows("Saved 4.").shows("[2/16]");
    assert!(!sitting.is_drawn_over());
    sitting.press("\x1b[B").shows("> 1").press("q").shows("exit 0");
    assert!(sitting.end().contains("[1/16]"), "what was said stays");
}

#[test]
fn a_closed_terminal_ends_the_run_and_every_answer_is_in_the_file() {
    let folder = folder();
    let mut sitting = Sitting::begin_alone(folder.path(), &ALONE, (24, 80));
    sitting.shows("Enter begin").press("\r").shows("[1/16]").press("4").shows("[2/16]").signal("-HUP");
    sitting.end();
    assert!(read(&folder).ends_with("[answers]\nfocus-2 = 4\n"), "{}", read(&folder));
}

#[test]
fn a_file_that_somebody_else_changed_meanwhile_is_not_written_over() {
    let folder = folder();
    let mut sitting = Sitting::begin(folder.path(), &format!("{ASSESS}; echo exit $?"), (24, 80));
    sitting.shows("Enter begin").press("\r").shows("[1/16]").press("4").shows("[2/16]");
    let theirs = read(&folder) + "tempo-1 = 1\n";
    fs::write(folder.path().join("me.toml"), &theirs).unwrap();
    sitting.press("5").shows("`me.toml` was changed or removed by another program").shows("exit 2");
    assert!(!sitting.is_drawn_over());
    sitting.end();
    assert_eq!(read(&folder), theirs);
}

/// What the answers of a file are, in the order in which they were asked.
fn given(pack: &Pack, answers: &Answers) -> Vec<usize> {
    let interview = Interview::new(pack, answers, String::new());
    let given: Vec<_> = interview.given().iter().map_while(|given| *given).collect();
    assert_eq!(given.len(), interview.answered(), "answers without a gap");
    given.into_iter().map(|given| if let Given::Choice(choice) = given { choice } else { panic!("a skip") }).collect()
}

#[test]
fn killed_at_any_moment_an_interview_loses_at_most_the_answer_being_given() {
    let folder = folder();
    let pack = pack(&folder);
    let path = folder.path().join("me.toml");
    let mut random = Random(1);
    // The choices that were pressed so far, in the order of the questions.
    let mut pressed: Vec<usize> = Vec::new();
    for round in 0..50 {
        // After the tenth statement a page comes that is no question.
        if pressed.len() >= 7 {
            fs::remove_file(&path).unwrap();
            pressed.clear();
        }
        let mut sitting = Sitting::begin_alone(folder.path(), &ALONE, (24, 80));
        sitting.shows(if round == 0 || pressed.is_empty() { "Enter" } else { "go on" }).press("\r");
        sitting.shows(&format!("[{}/16]", pressed.len() + 1));
        for number in 0..=random.below(3) {
            // What is pressed before a question is shown does not answer it, and neither does the same key at once again.
            if number > 0 {
                sitting.shows(&format!("[{}/16]", pressed.len() + 1));
            }
            let last = pressed.last().copied().unwrap_or_default();
            let choice = (last + 1 + random.below(3) as usize) % 4;
            pressed.push(choice);
            sitting.press(&(choice + 1).to_string());
        }
        // Somewhere while the last one is read, written and shown.
        for _ in 0..random.below(200_000) {
            std::hint::spin_loop();
        }
        let shown = sitting.kill();
        let number = shown.split_once('[').and_then(|(_, rest)| rest.split_once('/')).unwrap().0;
        let acknowledged = number.parse::<usize>().unwrap() - 1;
        let kept = answers::file(&path, None, &pack).unwrap_or_else(|found| panic!("round {round}: {found:?}"));
        let kept = given(&pack, &kept);
        assert!(kept.len() >= acknowledged, "round {round}: {kept:?}, on screen {acknowledged}");
        assert_eq!(kept, pressed[..kept.len()], "round {round}");
        pressed = kept;
    }
}

#[test]
fn an_interrupt_takes_the_progress_of_a_batch_away() {
    let folder = folder();
    let items: Vec<String> = [("focus", 5), ("tempo", 5), ("api", 3), ("ops", 3)]
        .iter()
        .flat_map(|(part, items)| (1..=*items).map(move |item| format!("{part}-{item}")))
        .collect();
    // More than any machine is done with before it is interrupted.
    let people = ",4,2,4,2,4,3,2,3,4,1,a,b,a,c,a,b\n".repeat(300_000);
    fs::write(folder.path().join("cohort.csv"), format!("id,{}\n{people}", items.join(","))).unwrap();
    let args = ["batch", "cohort.csv", "-o", "scores.csv", "--certainty", "--roles", "roles"];
    let mut sitting = Sitting::begin_alone(folder.path(), &args, (24, 80));
    sitting.shows(" rows, ").shows(" per second, ").signal("-INT").shows("interrupted; nothing written");
    let screen = sitting.end();
    assert!(screen.ends_with("columns for 16 of 16 items\ninterrupted; nothing written"), "{screen}");
}
