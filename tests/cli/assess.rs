//! `rolefit assess` without a terminal: lines in, a file that grows, a table at the end. What needs a terminal is in
//! `tests/terminal.rs`.

use insta::assert_snapshot;

use crate::world::{World, rolefit};

/// Ten statements and six scenarios.
fn assess(lines: &str) -> World {
    rolefit().pack("worked-example").stdin(lines).args(["assess", "--roles", "worked-example", "-o", "me.toml"])
}

fn with_args(world: World, more: &[&str]) -> World {
    let args = ["assess", "--roles", "worked-example", "-o", "me.toml"];
    world.args(args.iter().chain(more).copied())
}

/// An answer to every question.
const ALL: &str = "4\n5\n3\n2\n1\n4\n3\n3\n4\n2\na\nb\nskip\na\na\nc\n";

#[test]
fn lines_answer_question_by_question_and_every_answer_is_in_the_file() {
    let world = assess("4\nskip\nback\n2\n5\n");
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    --- stderr ---

    Worked example
    10 statements and 6 scenarios, about 3 minutes.
    Less time? Quit and add `--short`: 14 of these questions, about 3 minutes.
    Every answer is saved at once, to me.toml, so you can stop at any time and go on later. Nothing
    leaves this computer.
    Work style: say how much you agree, as you usually are at work. Neither end is better.
    Technical judgment: choose what should be done, whoever does it.
    One line answers one question: a number, a letter or the words of an answer; or `skip`, `back`,
    `quit`.

    [1/16] work style, about 3 minutes left
    Two.
    1
    2
    3
    4
    5
    Answer: 1-5; skip; back; quit
    Saved 4.

    [2/16] work style, about 3 minutes left
    Three.
    1
    2
    3
    4
    5
    Answer: 1-5; skip; back; quit
    Skipped.

    [3/16] work style, about 3 minutes left
    Three.
    1
    2
    3
    4
    5
    Answer: 1-5; skip; back; quit

    [2/16] work style, about 3 minutes left
    Three.
    (you skipped this)
    1
    2
    3
    4
    5
    Answer: 1-5; skip; back; quit
    Saved 2.

    [3/16] work style, about 3 minutes left
    Three.
    1
    2
    3
    4
    5
    Answer: 1-5; skip; back; quit
    Saved 5.

    [4/16] work style, about 3 minutes left
    Two.
    1
    2
    3
    4
    5
    Answer: 1-5; skip; back; quit
    saved: 3 of 16 questions answered, in me.toml
    resume with: rolefit assess -o me.toml --roles worked-example
    ");
    assert_snapshot!(world.read("me.toml"), @r#"
    schema = 1
    questionnaire = "worked-example@1.0.0"

    [form]
    kind = "full"
    parallel = "a"
    roles = []
    seed = 1
    items_digest = "ec2fef1e619b3cd1da7e61f17010b2d07fabd6e5b24ba35b6ae74b17a9e2fbe3"

    [answers]
    focus-2 = 4
    tempo-3 = 2
    focus-3 = 5
    "#);
}

#[test]
fn a_later_run_goes_on_and_the_end_stands_on_one_screen() {
    let world = assess("4\n5\n3\n");
    world.run();
    let world = world.stdin(ALL.split_at(6).1);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stderr.contains("\n[4/16] work style"), "{outcome}");
    assert_snapshot!(outcome.stdout, @"
    Role fit of me

      #   Role           Overall    P    C   Band
    ────────────────────────────────────────────────────────────
     *1   Engineer   74 (42-100)   82   67   near-primary 22%
                                             or primary fit 40%

    * may be the best fit. P personality (work style), C competency (technical judgment). In brackets:
    where the value lies with 90%, as far as these answers tell. Beside the band: its probability. A
    description of answers, not a percentile and not a hiring decision.
    ");
    assert!(outcome.stderr.ends_with(
        "\nYour answers are in me.toml; deleting it deletes them. Next:\n  \
         rolefit score me.toml --why --roles worked-example  # the first role explained\n  \
         rolefit review me.toml --roles worked-example       # the best answers and why; it reveals the key\n  \
         rolefit method --roles worked-example               # how this is computed\n  \
         rolefit assess -o me.toml --roles worked-example    # answer what you skipped\n"
    ));
}

#[test]
fn the_end_of_the_shipped_questionnaire_fits_24_lines_of_80_columns() {
    let answers: String = (0..40).map(|number| format!("{}\n", number * 7 % 5 + 1)).collect::<String>()
        + &(0..62).map(|number| format!("{}\n", number * 3 % 4 + 1)).collect::<String>();
    let outcome = rolefit().stdin(&answers).args(["assess", "-o", "me.toml", "--width", "80"]).run();
    let next = outcome.stderr.split("The ranking follows.\n").nth(1).unwrap();
    // The line of the command and the one that the shell writes next.
    let lines = 1 + outcome.stdout.lines().count() + next.lines().count() + 1;
    assert!(lines <= 24, "{lines} lines\n{outcome}");
    for role in ["Principal Backend", "Senior Backend", "Backend Engineering Manager", "Backend / Platform"] {
        assert!(outcome.stdout.contains(role), "{outcome}");
    }
}

#[test]
fn a_file_in_which_nothing_is_answered_can_begin_in_another_way() {
    let world = assess("");
    world.run();
    assert!(world.read("me.toml").contains("kind = \"full\""));
    let world = with_args(world, &["--short", "--seed", "5"]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(world.read("me.toml").contains("kind = \"short\""));
    // The command that the run names goes on with what was begun.
    let world = with_args(world.stdin("4\n"), &[]);
    world.run();
    assert!(world.read("me.toml").contains("kind = \"short\"") && world.read("me.toml").contains("seed = 5"));
    assert_eq!(with_args(world, &["--role", "engineer"]).run().code, Some(2), "one answer is something");
}

#[test]
fn lines_are_broken_between_words() {
    let said = |width: &str| {
        let args = ["assess", "-o", "me.toml", "--built-in", "--width", width];
        rolefit().stdin(&"skip\n".repeat(60)).args(args).run().stderr
    };
    let (narrow, wide) = (said("50"), said("500"));
    // What is to be typed stays on its line.
    let asked = narrow.split("\nsaved:").next().unwrap();
    assert!(asked.lines().all(|line| line.chars().count() <= 50), "{narrow}");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert!(words(&narrow) == words(&wide), "{narrow}");
}

#[test]
fn the_last_choice_is_echoed_and_nothing_is_offered_that_lines_cannot_do() {
    let said = assess(ALL).run().stderr;
    let last = said.split("[16/16]").nth(1).unwrap();
    assert_snapshot!(last, @"
     technical judgment, about 1 minute left
    Two?
    a: A
    b: B
    c: C
    d: D
    Answer: a-d or 1-4; skip; back; quit
    Saved c.

    Before the end
    15 of 16 questions answered, 1 skipped.
    These have no answer. The ranking follows.
    13: skipped: Two?

    Your answers are in me.toml; deleting it deletes them. Next:
      rolefit score me.toml --why --roles worked-example  # the first role explained
      rolefit review me.toml --roles worked-example       # the best answers and why; it reveals the key
      rolefit method --roles worked-example               # how this is computed
      rolefit assess -o me.toml --roles worked-example    # answer what you skipped
    ");
}

#[test]
fn a_line_that_is_no_answer_ends_the_run_and_nothing_before_it_is_lost() {
    let world = assess("4\n7\n3\n");
    let outcome = world.run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""));
    let said = outcome.stderr.lines().last().unwrap();
    assert_snapshot!(said, @"error: line 2 of standard input: `7` is not an answer here; `tempo-3` takes 1-5, `skip`, `back` or `quit`");
    assert!(world.read("me.toml").ends_with("[answers]\nfocus-2 = 4\n"), "{}", world.read("me.toml"));
    let outcome = world.stdin(&format!("{ALL}a\n")).run();
    assert_snapshot!(outcome.stderr.lines().last().unwrap(), @"error: unexpected line 16 of standard input: every question is answered or skipped");
}

#[test]
fn without_input_the_missing_items_are_listed_and_nothing_is_written() {
    let world = with_args(assess("4\n"), &["--no-input"]);
    let outcome = world.run();
    assert_eq!((outcome.code, outcome.stdout.lines().count()), (Some(2), 16));
    assert!(!world.files().contains(&"me.toml".to_owned()));
    let world = with_args(world.stdin(ALL.split_at(ALL.len() - 4).0), &[]);
    world.run();
    let before = world.read("me.toml");
    let world = with_args(world, &["--no-input"]);
    assert_snapshot!(world.run(), @"
    exit code 2
    --- stdout ---
    ops-1
    api-2
    --- stderr ---
    error: 2 items not answered or skipped in `me.toml`; run without `--no-input` to answer them
    ");
    assert_eq!(world.read("me.toml"), before);
}

#[test]
fn without_input_and_with_everything_given_the_table_is_printed() {
    let world = assess(ALL);
    let table = world.run().stdout;
    let outcome = with_args(world.stdin(""), &["--no-input"]).run();
    assert_eq!((outcome.code, outcome.stdout), (Some(0), table));
}

#[test]
fn the_form_and_the_order_are_those_that_were_begun() {
    let world = with_args(assess("4\n"), &["--role", "engineer", "--seed", "7"]);
    world.run();
    assert!(world.read("me.toml").contains("kind = \"roles\"\nparallel = \"a\"\nroles = [\"engineer\"]\n"));
    assert!(world.read("me.toml").contains("seed = 7\n"));
    let world = with_args(world, &["--role", "engineer"]);
    assert_eq!(world.run().code, Some(0));
    let world = with_args(world, &["--short"]);
    assert_snapshot!(world.run().refused(), @"error: `me.toml` was started with `--role engineer`; resume it without other flags, or name another file with `-o`");
    let world = with_args(world, &["--seed", "8"]);
    assert_snapshot!(world.run().refused(), @"error: `me.toml` was started with `--seed 7`; resume it without `--seed`, or name another file with `-o`");
}

#[test]
fn what_a_person_wrote_into_the_file_stays_there() {
    let mine = "# mine\nx-note = \"for the talk\"\n\n[person]\nid = \"Mia\" # me\n\n[answers]\nfocus-1 = 4 # hm\ntempo-1 = \"skip\"\n";
    let world = assess("5\nback\n2\n").file("me.toml", mine);
    world.run();
    assert_snapshot!(world.read("me.toml"), @r#"
    # mine
    x-note = "for the talk"

    [person]
    id = "Mia" # me

    [answers]
    focus-1 = 4 # hm
    tempo-1 = "skip"
    focus-2 = 2

    [form]
    seed = 1
    "#);
}

#[test]
fn what_a_blank_leaves_empty_is_asked_in_one_sitting_or_several() {
    let world = rolefit().args(["questions", "--format", "toml", "-o", "me.toml"]);
    assert_eq!(world.run().printed(), "");
    let by_hand = world.read("me.toml").replace("tempo-surprise-request = \"\"", "tempo-surprise-request = 2");
    let world = world.file("me.toml", &by_hand).args(["assess", "-o", "me.toml"]).stdin("4\nskip\n");
    assert!(world.run().stderr.contains("saved: 2 of 102 questions answered, 1 skipped, in me.toml"));
    let expected = by_hand
        .replace("orientation-motives = \"\"", "orientation-motives = 4")
        .replace("reasoning-distant-analogy = \"\"", "reasoning-distant-analogy = \"skip\"");
    assert_eq!(world.read("me.toml"), expected);
    assert!(world.stdin("5\n").run().stderr.contains("saved: 3 of 102 questions answered, 1 skipped"));
}

#[test]
fn a_file_that_holds_no_sound_answers_is_never_written_over() {
    for text in ["", "notes, not TOML", "[answers]\nfocus-1 = 9\n", "questionnaire = \"other@1\"\n[answers]\n"] {
        let world = assess("4\n").file("me.toml", text);
        assert_eq!(world.run().code, Some(2), "{text}");
        assert_eq!(world.read("me.toml"), text);
    }
    let world = assess("4\n").args(["assess", "-o", "me.yaml"]);
    assert_snapshot!(world.run().refused(), @"error: `assess` writes TOML, and `me.yaml` does not end in `.toml`; try `-o answers.toml`");
    let world = assess("4\n").args(["assess", "-o", "nowhere/me.toml"]);
    assert_snapshot!(world.run().refused(), @"error: writing `nowhere/me.toml`: no folder `nowhere`");
}

#[test]
fn answers_to_another_version_are_kept_and_the_rest_is_asked() {
    let old = "questionnaire = \"worked-example@0.9.0\"\n\n[answers]\nfocus-1 = 4\ngone = 3\n";
    let world = assess("5\n").file("me.toml", old);
    let outcome = world.run();
    assert!(outcome.stderr.starts_with("note: answers are for `worked-example@0.9.0`"), "{outcome}");
    assert!(outcome.stderr.contains("1 of 16 questions answered; 15 left"), "{outcome}");
    assert!(world.read("me.toml").contains("gone = 3\n"));
}

#[test]
fn equal_answers_to_every_statement_are_warned_of() {
    let outcome = assess("3\n3\n3\n3\n3\n3\n3\n3\n3\n3\na\nb\nc\na\na\nc\n").run();
    assert!(outcome.stderr.contains("note: all statements have the same answer"), "{outcome}");
    assert!(outcome.stdout.contains("No fit yet: every statement has the same answer"), "{outcome}");
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let world = assess("4\n");
    let path = world.path().join("me.toml");
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    world.run();
    assert_eq!(mode(), 0o600);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    world.run();
    assert_eq!(mode(), 0o600, "an answer makes a file that was made by hand private as well");
}
