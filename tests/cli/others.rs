//! `rolefit` itself and the small commands: method, completions, man.

use insta::assert_snapshot;

use crate::world::rolefit;

#[test]
fn the_bare_program_says_what_it_is_and_where_to_start() {
    assert_snapshot!(rolefit().run(), @"
    exit code 0
    --- stdout ---
    rolefit scores a person's answers against role blueprints, on two axes:
    personality (work style) and competency (technical judgment).

    Start with:
      rolefit assess                             answer the questionnaire and see which roles fit
      rolefit init demo                          write a pack and an answers file to try
      rolefit score demo/answers/ana.toml --why  rank the roles for these answers, and say why

    Commands:
      score        Rank every role for each person's answers
      report       Write a page about a person, with charts, to read, print and hand on
      compare      Say what changed between two sittings of one person, and what is beyond both errors
      review       Show each scenario with the answer given, the best one and the authors' reasons; this reveals the key
      batch        Score many people at once, from a survey export or a folder of answers files
      map          Write a mapping file that says what the columns and answers of a survey export mean
      stats        Say whether a questionnaire is sound for the people who answered it: reliability, statements, scenarios
      audit        Compare how often groups have an outcome: a screen of scores for adverse impact
      assess       Answer the questionnaire in the terminal, in one sitting or several, and see the ranking
      questions    Print the questionnaire without its key: to read, print, fill in or turn into a form
      roles        List the roles of the pack, print one role's card, or several roles side by side
      kit          Write an interview kit for a role: exercises, probes for each area, signals and a blank scorecard
      panel        Seal what each interviewer says of a candidate, then show it together
      method       Print the scoring method, the settings in force and the limits
      check        Report what is wrong with a pack, and what could be better
      fmt          Give role files and their questionnaire one layout
      rule         List the rules of `check`, or explain one with examples
      test         Compare what the pack says of people with what its tests expect
      diff         Say what a change to the pack means, and what it does to people
      simulate     Simulate known kinds of respondents, to see whether the pack tells them apart
      init         Write a starter folder: a pack, its schemas, an answers file and a CI workflow
      schema       Print the JSON Schema of a file or of JSON output, for editors and other programs
      completions  Print a completion script for a shell
      man          Print a manual page

    See `rolefit --help` and `rolefit COMMAND --help` for more.
    --- stderr ---
    ");
}

#[test]
fn the_version_names_the_method() {
    assert_eq!(rolefit().args(["--version"]).run().printed(), "rolefit [VERSION] (method rolefit-2axis/2)\n");
}

#[test]
fn help_shows_examples_and_exit_codes() {
    assert_snapshot!("help", rolefit().args(["--help"]).run());
    assert_snapshot!("help_score", rolefit().args(["score", "--help"]).run());
}

#[test]
fn a_command_that_does_not_exist_is_answered_with_the_nearest() {
    assert_snapshot!(rolefit().args(["sore", "ana.toml"]).run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: unrecognized subcommand 'sore'

      tip: a similar subcommand exists: 'score'

    Usage: rolefit [OPTIONS] [COMMAND]

    For more information, try '--help'.
    ");
}

#[test]
fn the_method_is_explained_with_the_settings_in_force() {
    assert_snapshot!(rolefit().args(["method"]).run());
}

#[test]
fn the_method_names_the_settings_of_another_pack() {
    let questionnaire = rolefit().pack("worked-example").read("worked-example/questionnaire.yaml");
    let strict = format!("{questionnaire}scoring: {{ tolerance: 12.5, bands: {{ high: 85, mid: 70 }} }}\n");
    let world = rolefit().pack("worked-example").file("worked-example/questionnaire.yaml", &strict);
    let printed = world.args(["method", "--roles", "worked-example"]).run().printed();
    let text = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    for setting in ["reaches 0 at 12.5 points' distance", "both axes at 85 or more", "one axis at 70 or more"] {
        assert!(text.contains(setting), "{printed}");
    }
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = rolefit().args(["completions", shell]).run().printed();
        for word in ["score", "completions", "--input-format"] {
            let word = if shell == "fish" { word.trim_start_matches('-') } else { word };
            assert!(script.contains(word), "no {word} for {shell}");
        }
    }
    assert_snapshot!(rolefit().args(["completions", "tcsh"]).run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: invalid value 'tcsh' for '<SHELL>'
      [possible values: bash, elvish, fish, powershell, zsh]

      tip: a similar value exists: 'zsh'

    For more information, try '--help'.
    ");
}

#[test]
fn manual_pages_come_from_the_help() {
    let page = rolefit().args(["man"]).run().printed();
    assert!(page.contains(".TH rolefit 1") && page.contains("rolefit\\-score(1)"), "{page}");
    let page = rolefit().args(["man", "score"]).run().printed();
    assert!(page.contains(".SH OPTIONS") && page.contains("input\\-format"), "{page}");
    assert_eq!(
        rolefit().args(["man", "scor"]).run().refused(),
        "error: unknown command `scor`; a command with a similar name exists: `score`\n"
    );
}

#[test]
fn a_flag_out_of_range_is_refused_with_its_range() {
    assert_snapshot!(rolefit().args(["roles", "--width", "10"]).run(), @r"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: invalid value '10' for '--width <COLUMNS>': 10 is not in 30..=500

    For more information, try '--help'.
    ");
}
