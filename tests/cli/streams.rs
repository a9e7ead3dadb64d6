//! What goes in and out beside files: standard input, pipes, colours, the environment, and text that would like to drive
//! the terminal.

use insta::assert_snapshot;

use crate::world::{Outcome, WORKED_EXAMPLE, World, rolefit};

const ESCAPE: char = '\u{1b}';

#[test]
fn answers_come_from_standard_input_in_the_named_format() {
    let fen = rolefit().example("fen.json").read("fen.json");
    let world = rolefit().stdin(&fen).args(["score", "-", "--input-format", "json", "--top", "1", "--format", "csv"]);
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    person,role,rank,band,overall,from,to,personality,competency,p_best,contender,coverage,flags
    fen,senior,1,capable-style-stretch,67.21,50.46,79.92,48.72,92.71,0.65,true,100.00,
    --- stderr ---
    ");
    let nameless = fen.replace("\"id\": \"fen\"", "");
    let printed = world.stdin(&nameless).run().printed();
    assert!(printed.contains("\nstdin,senior,1,"), "{printed}");
}

#[test]
fn standard_input_without_a_format_is_refused_before_it_is_read() {
    assert_snapshot!(rolefit().stdin(WORKED_EXAMPLE).args(["score", "-"]).run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: unknown format of standard input; add `--input-format toml`, `yaml`, `json` or `line`
    ");
}

#[test]
fn standard_input_is_given_once() {
    assert_snapshot!(rolefit().stdin("").args(["score", "-", "-", "--input-format", "toml"]).run(), @"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: `-` (standard input) can only be given once
    ");
}

#[test]
fn findings_about_standard_input_name_it() {
    let world = rolefit().args(["score", "-", "--input-format", "toml"]);
    assert_snapshot!(world.run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error[RF007] empty-file: no answers found in `<stdin>`: the file is empty
    --> <stdin>
     = help: an answers file needs a table `answers` with one line per item
    ");
    let world = world.stdin("[answers]\nfocus-quiet-block = 6\n");
    assert_snapshot!(world.run(), @r#"
    exit code 2
    --- stdout ---
    --- stderr ---
    error[RF202] answer-outside-scale: `focus-quiet-block` = 6 is outside 1 to 5
     --> <stdin>:2:21
      |
    2 | focus-quiet-block = 6
      |                     ^
      |
      = help: 1 strongly disagree to 5 strongly agree, or "skip"
    "#);
}

#[test]
fn a_closed_pipe_is_no_error() {
    for args in [
        "score ana.toml",
        "score ana.toml --format json",
        "roles",
        "roles principal",
        "questions",
        "review ana.toml",
        "method",
        "completions bash",
        "man",
        "init demo",
        "--help",
        "",
    ] {
        let outcome = rolefit().example("ana.toml").args(args.split_whitespace()).run_into_a_closed_pipe();
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{args}");
    }
}

#[test]
fn a_closed_pipe_hides_no_findings() {
    let world = rolefit().example("ana.toml").file("bad.toml", "[answers]\nfocus-quiet-block = 6\n");
    let world = world.args(["score", "ana.toml", "bad.toml"]);
    let outcome = world.run_into_a_closed_pipe();
    assert_eq!((outcome.code, outcome.stderr), (Some(2), world.run().stderr));
    let world = world.args(["check", "bad.toml"]);
    let outcome = world.run_into_a_closed_pipe();
    assert_eq!((outcome.code, outcome.stderr), (Some(1), world.run().stderr));
}

fn escapes(outcome: &Outcome) -> usize {
    outcome.stdout.matches(ESCAPE).count() + outcome.stderr.matches(ESCAPE).count()
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let world = rolefit().example("ana.toml").args(["score", "ana.toml", "gone.toml", "--why"]);
    assert_eq!(escapes(&world.run()), 0, "a pipe");
    let world = world.args(["score", "ana.toml", "gone.toml", "--why", "--color", "always"]);
    let outcome = world.run();
    assert!(outcome.stdout.contains(ESCAPE) && outcome.stderr.contains(ESCAPE), "{outcome}");
    let world = world.args(["score", "ana.toml", "gone.toml", "--why"]).env("CLICOLOR_FORCE", "1");
    assert!(world.run().stdout.contains(ESCAPE), "forced by the environment");
    let world = world.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "0");
    assert_eq!(escapes(&world.run()), 0, "switched off by the environment");
    let world = world.args(["score", "ana.toml", "gone.toml", "--color", "never"]).env("CLICOLOR_FORCE", "1");
    assert_eq!(escapes(&world.run()), 0, "switched off by the flag");
}

#[test]
fn without_colours_the_text_is_the_same() {
    let world = rolefit().example("ana.toml").args(["score", "ana.toml", "--why", "--color", "always"]);
    let coloured = world.run().printed();
    let plain = world.args(["score", "ana.toml", "--why"]).run().printed();
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

/// A pack and answers in which every free text holds a sequence that clears a screen.
fn hostile() -> World {
    let clears = |text: &str| text.replace("TITLE", "A\\e[2J\\e]0;x\\a\\u202eB");
    let pack = rolefit().pack("worked-example");
    let questionnaire = pack.read("worked-example/questionnaire.yaml").replace("title: API", "title: \"TITLE\"");
    let questionnaire = questionnaire.replace("title: Worked example", "title: \"TITLE\"");
    let questionnaire = questionnaire.replace("provenance: author", "provenance: author, note: \"TITLE\"");
    let role = pack.read("worked-example/engineer.yaml").replace("title: Engineer", "title: \"TITLE\"");
    let role = format!(
        "{role}summary: \"TITLE\"\nresponsibilities: [ \"TITLE\" ]\ncareer: {{ next: [ \"TITLE\" ] }}\n\
         context: {{ day: \"TITLE\", kpis: [ {{ name: \"TITLE\", target: \"TITLE\" }} ] }}\n"
    );
    rolefit()
        .file("pack/questionnaire.yaml", &clears(&questionnaire))
        .file("pack/engineer.yaml", &clears(&role))
        .file("id.toml", &format!("person.id = \"i\\u001b[2Jd\\u007fa\\u009b\"\n{WORKED_EXAMPLE}"))
        .file("values.toml", "[answers]\nfocus-1 = \"\\u001b[2J\"\n\"\\u001b[2J\" = 1\napi-1 = \"\\u001b[2J\"\n")
        .file("raw.toml", "[answers]\nfocus-1 = \"\u{1b}[2J\"\n")
        .file("raw.yaml", "answers:\n  focus-1: \"\u{1b}[2J\"\n  \u{9b}2J: 1\n")
        .file("raw.json", "{\"answers\": {\"\u{1b}[2J\": 1}}\n")
        .file("clean.json", "{\"questionnaire\": \"\\u001b[2J\", \"answers\": {\"\\u001b[2J\": \"\\u001b[2J\"}}\n")
}

const HOSTILE_RUNS: [&str; 9] = [
    "score id.toml values.toml raw.toml raw.yaml raw.json clean.json gone\u{1b}[2J.toml --why",
    "score id.toml --why --format markdown",
    "score id.toml --format csv",
    "score id.toml --format json",
    "score id.toml --role \u{1b}[2J",
    "score id.toml -o \u{1b}[2J/x",
    "roles",
    "roles engineer",
    "method",
];

#[test]
fn text_from_files_and_arguments_never_drives_the_terminal() {
    for args in HOSTILE_RUNS {
        let args = args.split(' ').chain(["--roles", "pack", "--color", "never"]);
        let outcome = hostile().args(args).run();
        let is_safe = |character: char| !character.is_control() && character != '\u{202e}' || character == '\n';
        let text = format!("{}{}", outcome.stdout, outcome.stderr);
        assert!(text.len() > 30 && text.chars().all(is_safe), "{outcome}");
    }
}

#[test]
fn with_colours_the_only_escape_sequences_are_our_own_styles() {
    for args in HOSTILE_RUNS {
        let outcome = hostile().args(args.split(' ').chain(["--roles", "pack", "--color", "always"])).run();
        for sequence in format!("{}{}", outcome.stdout, outcome.stderr).split(ESCAPE).skip(1) {
            let style = sequence.strip_prefix('[').and_then(|style| style.split_once('m'));
            let is_style = |style: &str| style.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
            assert!(style.is_some_and(|(style, _)| is_style(style)), "ESC before {sequence:?} in {args}");
        }
    }
}

#[test]
fn a_hostile_name_is_shown_with_marks_in_place_of_its_controls() {
    let printed = hostile().args(["score", "id.toml", "--roles", "pack", "--width", "80"]).run().printed();
    assert!(printed.starts_with("Role fit of i\u{fffd}[2Jd\u{fffd}a\u{fffd}\n"), "{printed}");
}

#[test]
fn the_pack_comes_from_the_flag_then_the_environment_then_the_program() {
    let world = rolefit().pack("worked-example").env("ROLEFIT_ROLES", "worked-example").args(["roles"]);
    assert!(world.run().printed().starts_with("Worked example: 1 role\n"));
    let world = world.pack("roles").args(["roles", "--roles", "roles"]);
    assert!(world.run().printed().starts_with("Backend family questionnaire: 4 roles\n"));
    let world = rolefit().env("ROLEFIT_ROLES", "").args(["roles"]);
    assert!(world.run().printed().starts_with("Backend family questionnaire: 4 roles\n"));
}

#[test]
fn the_pack_that_is_here_is_used_and_named_unless_it_is_the_built_in_one() {
    let score = ["score", "ana.toml", "--top", "1", "--format", "csv"];
    let world = || rolefit().pack("roles").example("ana.toml");
    assert_eq!(world().args(score).run().printed(), rolefit().example("ana.toml").args(score).run().printed());
    let title = |world: &World| world.read("roles/principal.yaml").replace("title: Principal", "title: Our Principal");
    let ours = || {
        let world = world();
        let text = title(&world);
        world.file("roles/principal.yaml", &text)
    };
    let roles = |world: World, args: &[&str]| world.args([&["roles"], args].concat()).run();
    let used = roles(ours(), &[]);
    assert!(used.stdout.contains("Our Principal"), "{used}");
    assert_eq!(used.stderr, "note: using the pack in `roles`; `--built-in` uses the built-in one\n");
    let inside = roles(ours().inside("roles"), &[]);
    assert_eq!(inside.stderr, "note: using the pack in this folder; `--built-in` uses the built-in one\n");
    assert_eq!(inside.stdout, used.stdout);
    // What was named needs no note.
    assert!(!roles(ours(), &["--built-in"]).printed().contains("Our Principal"));
    assert!(!roles(ours(), &["--built-in", "--roles", "roles"]).printed().contains("Our Principal"));
    assert!(roles(ours(), &["--roles", "roles"]).printed().contains("Our Principal"));
    assert!(!roles(ours().env("ROLEFIT_ROLES", "roles"), &["--built-in"]).printed().contains("Our Principal"));
    assert!(roles(ours().env("ROLEFIT_ROLES", "roles"), &[]).printed().contains("Our Principal"));
    // From elsewhere in the repository there is no pack.
    assert!(!roles(ours().file("answers/x", "").inside("answers"), &[]).printed().contains("Our Principal"));
}

#[test]
fn a_pack_that_cannot_be_loaded_stops_every_command() {
    let broken =
        rolefit().pack("worked-example").read("worked-example/engineer.yaml").replace("weight: 60", "weight: 50");
    let world =
        rolefit().pack("worked-example").file("worked-example/engineer.yaml", &broken).file("a.toml", WORKED_EXAMPLE);
    let world = world.args(["roles", "--roles", "worked-example"]);
    assert_snapshot!(world.run(), @"
    exit code 2
    --- stdout ---
    --- stderr ---
    error[RF102] weights-sum: work-style weights add up to 90, expected 100
     --> worked-example/engineer.yaml:3:1
      |
    3 | work_style:
      | ^^^^^^^^^^
    4 |   focus: { target: moderate concentrator, weight: 50 }
      |                                                   -- focus
    5 |   tempo: { target: strong planner, weight: 40 }
      |                                            -- tempo
      |
      = note: 50 + 40 = 90
      = help: raise one weight by 10, or spread the change over several
    ");
    for args in ["roles engineer", "method", "score a.toml"] {
        let args = args.split(' ').chain(["--roles", "worked-example"]);
        let world = rolefit().pack("worked-example").file("worked-example/engineer.yaml", &broken).args(args);
        assert!(world.run().refused().starts_with("error[RF"));
    }
    assert_snapshot!(rolefit().args(["method", "--roles", "nowhere"]).run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error[RF001] unreadable-file: cannot read the pack folder `nowhere`: no such folder
    --> nowhere
     = help: name an existing folder with `--roles`, or start one with `rolefit init DIR`
    ");
}
