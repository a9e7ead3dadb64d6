//! What can be silenced in `rolefit check`, and what cannot: by flags, configurations, comments and baselines.

use crate::world::{Outcome, World, rolefit};

/// A pack with one warning, in which a line of the role is replaced.
fn pack(from: &str, to: &str) -> World {
    let world = rolefit().pack_against("dominant-part");
    let role = world.read("pack/engineer.yaml");
    assert!(role.contains(from), "{role}");
    world.file("pack/engineer.yaml", &role.replacen(from, to, 1))
}

fn check(world: World, args: &[&str]) -> Outcome {
    world.args(["check", "pack", "--format", "concise", "--fail-on", "note"].iter().chain(args).copied()).run()
}

fn codes(world: World, args: &[&str]) -> Vec<String> {
    let shown = check(world, args).stdout;
    shown.lines().map(|line| line.split(['[', ']']).nth(1).unwrap().to_owned()).collect()
}

#[test]
fn no_flag_silences_what_loading_refuses() {
    for (line, code) in [("title: Engineer", "RF003"), ("need: working", "RF105"), ("weight: 60", "RF102")] {
        let wrong = match code {
            "RF003" => "title: \"Engineer",
            "RF105" => "need: fine",
            _ => "weight: 61",
        };
        assert_eq!(codes(pack(line, wrong), &["--select", "RF110"])[0], code);
        for rule in [code.to_owned(), code.to_lowercase()] {
            let refused = check(pack(line, wrong), &["--ignore", &rule]).refused();
            assert!(refused.contains("cannot be ignored: files with it do not load"), "{refused}");
        }
    }
}

#[test]
fn no_configuration_silences_what_loading_refuses() {
    for config in [
        "[severity]\nsyntax-error = \"off\"\n",
        "[severity]\nRF003 = \"note\"\n",
        "[[ignore]]\npath = \"pack/*\"\nrules = [\"RF003\"]\n",
    ] {
        let world = pack("title: Engineer", "title: \"Engineer").file("rolefit.toml", config);
        let outcome = check(world, &[]);
        assert!(outcome.stdout.contains(": error[RF003]"), "{outcome}");
        assert!(outcome.stdout.contains("rolefit.toml:") && outcome.stdout.contains("[RF900]"), "{outcome}");
    }
}

#[test]
fn no_comment_silences_what_loading_refuses_and_one_that_tries_is_a_finding() {
    let found = check(pack("need: working", "need: fine # rolefit: ignore[RF105]"), &[]).stdout;
    assert!(found.contains("RF105") && found.contains("`RF105` cannot be ignored"), "{found}");
    let idle = check(pack("need: working", "need: working # rolefit: ignore[unknown-name]"), &[]).stdout;
    assert!(idle.contains("`unknown-name` cannot be ignored"), "{idle}");
}

#[test]
fn no_baseline_hides_what_loading_refuses() {
    let world = pack("need: working", "need: fine").args(["check", "pack", "--write-baseline", "known.json"]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("recorded 0 findings in `known.json`\nnote: 1 error not recorded"), "{outcome}");
    // Nor one that somebody wrote by hand.
    let world = world.args(["check", "pack", "--format", "json=out.json"]);
    world.run();
    let json: serde_json::Value = serde_json::from_str(&world.read("out.json")).unwrap();
    let refused = json["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "RF105").unwrap();
    let known = serde_json::json!({ "schema": 1, "findings": [{ "code": "RF105", "file": "pack/engineer.yaml",
        "message": "", "fingerprint": refused["fingerprint"] }] });
    let world = pack("need: working", "need: fine").file("known.json", &known.to_string());
    let outcome = check(world, &["--baseline", "known.json"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("note: the baseline cannot hide 1 error: files with it do not load"), "{outcome}");
}

#[test]
fn a_baseline_says_how_many_it_recorded_and_how_many_it_hides() {
    let world = rolefit().pack_against("dominant-part").args(["check", "pack", "--write-baseline", "known.json"]);
    assert!(world.run().stderr.contains("recorded 1 finding in `known.json`\n"));
    let outcome = world.args(["check", "pack", "--baseline", "known.json", "--fail-on", "note"]).run();
    assert_eq!(outcome.printed_beside("baseline `known.json`: 1 finding hidden\n2 files: no findings\n"), "");
}

fn ignoring(pattern: &str) -> World {
    let config = format!("[[ignore]]\npath = \"{pattern}\"\nrules = [\"RF110\"]\n");
    let world = rolefit().pack_against("dominant-part");
    let role = world.read("pack/engineer.yaml");
    let key = world.read("pack/questionnaire.yaml");
    world.file("pack/old/engineer.yaml", &role).file("pack/old/questionnaire.yaml", &key).file("rolefit.toml", &config)
}

#[test]
fn patterns_are_those_of_gitignore() {
    for (pattern, here, old) in [
        ("pack/*.yaml", true, false),
        ("/pack/*.yaml", true, false),
        ("pack/**", true, true),
        ("pack", true, true),
        ("pack/", true, true),
        ("*.yaml", true, true),
        ("engineer.yaml", true, true),
        ("pack/old", false, true),
        ("**/old/*.yaml", false, true),
        ("pack/engineer.[xy]aml", true, false),
    ] {
        let is_silent = |folder: &str| {
            let outcome = ignoring(pattern).args(["check", folder, "--fail-on", "note", "--select", "RF110"]).run();
            outcome.code == Some(0)
        };
        assert_eq!((is_silent("pack"), is_silent("pack/old")), (here, old), "{pattern}");
    }
}

#[test]
fn a_pattern_that_silences_nothing_or_cannot_be_read_is_a_finding() {
    for (pattern, words) in [
        ("./pack/*.yaml", "matches no role file and no questionnaire"),
        ("packs/*.yaml", "matches no role file and no questionnaire"),
        ("pack/questionnaire.yaml", "nothing to ignore for `RF110`"),
        ("pack/[", "cannot read the pattern"),
        ("!pack", "cannot read the pattern"),
        ("#pack", "cannot read the pattern"),
        ("", "cannot read the pattern"),
    ] {
        let outcome = ignoring(pattern).args(["check", "pack", "--format", "concise"]).run();
        assert!(
            outcome.stdout.contains("rolefit.toml:2:8") || outcome.stdout.contains("rolefit.toml:3:10"),
            "{outcome}"
        );
        assert!(outcome.stdout.contains(words), "{pattern}: {outcome}");
    }
    // What this run did not look at may be what it is for.
    let outcome = ignoring("pack/old/*.yaml").args(["check", "pack", "--format", "concise"]).run();
    assert!(!outcome.stdout.contains("rolefit.toml"), "{outcome}");
}

#[test]
fn the_nearest_configuration_of_each_pack_holds_up_to_the_root_of_the_repository() {
    let off = "[severity]\nRF110 = \"off\"\n";
    let world = || rolefit().pack_against("dominant-part");
    assert_eq!(codes(world().file("pack/rolefit.toml", off), &[]), [""; 0]);
    assert_eq!(codes(world().file("rolefit.toml", off), &[]), [""; 0]);
    assert_eq!(codes(world().file("rolefit.toml", off).file("pack/rolefit.toml", ""), &[]), ["RF110", "RF007"]);
    let other = "[severity]\nRF130 = \"off\"\n";
    assert_eq!(codes(world().file("rolefit.toml", off).file("pack/rolefit.toml", other), &[]), ["RF110"]);
    // Beyond the root of the repository nothing is read.
    assert_eq!(codes(world().file("rolefit.toml", off).file("pack/.git/HEAD", ""), &[]), ["RF110"]);
    // The folder that the program runs in does not matter.
    let inside = world().file("rolefit.toml", off).inside("pack").args(["check", ".", "--fail-on", "note"]).run();
    assert_eq!(inside.code, Some(0), "{inside}");
}

#[test]
fn an_ignore_comment_that_cannot_be_read_is_a_finding_that_says_how_to_write_it() {
    for comment in [
        "rolefit: ignore RF110",
        "rolefit: ignore[RF110",
        "rolefit ignore[RF110]",
        "Rolefit: ignore[RF110]",
        "rolefit: Ignore[RF110]",
        "rolefit: ingore[RF110]",
        "rolefit-ignore: RF110",
        "rolefit: disable=RF110",
        "noqa # rolefit: ignore[RF110]",
        "yamllint disable-line rolefit: ignore[RF110]",
        "ignore[RF110]",
    ] {
        let world = || pack("weight: 60", &format!("weight: 60 # {comment}"));
        assert_eq!(codes(world(), &[]), ["RF110", "RF900"], "{comment}");
        let shown = world().args(["check", "pack"]).run().stdout;
        assert!(shown.contains("write a comment that begins with `rolefit: ignore[RF110]`"), "{comment}: {shown}");
    }
    for prose in ["see `rolefit check --ignore RF110`", "rolefit ignores this", "type: ignore[attr-defined]"] {
        assert_eq!(codes(pack("weight: 60", &format!("weight: 60 # {prose}")), &[]), ["RF110"], "{prose}");
    }
    let second = "weight: 60 # rolefit: ignore[RF110] rolefit: ignore[RF116]";
    assert_eq!(codes(pack("weight: 60", second), &[]), ["RF900"]);
}

#[test]
fn a_comment_that_works_covers_its_value_to_the_end_and_stays() {
    let ignore = "# rolefit: ignore[RF140] quoted";
    let word = "an older colleague";
    for prompt in [
        format!("        {ignore}\n        prompt: What does {word} say?\n"),
        format!("        prompt: What does {word} say? {ignore}\n"),
        format!("        {ignore}\n        prompt: >\n          What\n          does\n          {word} say?\n"),
        format!("        prompt: | {ignore}\n          What does\n          {word} say?\n"),
        format!(
            "        {ignore}\n        # another\n        prompt: |\n          What\n\n          does {word} say?\n"
        ),
        format!("        {ignore}\n        prompt: \"What\n          does\n          {word} say?\"\n"),
        format!("        prompt: \"What\n          does\n          {word} say?\" {ignore}\n"),
        format!("        prompt: What\n          does\n          {word} say? {ignore}\n"),
        format!(
            "        # one\n        {ignore}\n        # two\n        prompt:\n          What\n          does {word} say?\n"
        ),
    ] {
        let world = with_prompt(&prompt).args(["check", "pack", "--fix", "--fail-on", "note"]);
        let key = world.read("pack/questionnaire.yaml");
        assert_eq!(codes(with_prompt(&prompt), &["--select", "RF140", "--select", "RF900"]), [""; 0], "{prompt}");
        world.run();
        assert_eq!(world.read("pack/questionnaire.yaml"), key, "{prompt}");
    }
    // The key above is none of it.
    let before = format!("      {ignore}\n");
    let world = with_prompt(&format!("        prompt: What does {word} say?\n"));
    let key = world.read("pack/questionnaire.yaml");
    let key = key.replacen("      - id: ops-alert\n", &format!("{before}      - id: ops-alert\n"), 1);
    let found = codes(world.file("pack/questionnaire.yaml", &key), &["--select", "RF140", "--select", "RF900"]);
    assert_eq!(found, ["RF900", "RF140"]);
}

#[test]
fn an_ignore_comment_in_answers_or_a_configuration_is_a_finding() {
    let idle = "this comment silences nothing: only files of a pack have ignores";
    let found = |name: &str, text: &str| {
        let world = rolefit().example("ana.toml").file(name, text);
        world.args(["check", name, "--built-in", "--format", "concise", "--fail-on", "warning"]).run()
    };
    for (name, text) in [
        ("a.toml", "[answers]\nfocus-quiet-block = 4 # rolefit: ignore[RF203]\n"),
        ("a.toml", "# rolefit: ignore RF203\n[person]\nid = \"a # b\"\n[answers]\n"),
        ("a.yaml", "answers: # Rolefit: ignore[RF203\n  focus-quiet-block: 4\n"),
        ("rolefit.toml", "[severity]\nRF110 = \"note\" # rolefit: ignore[RF110]\n"),
    ] {
        let outcome = found(name, text);
        let lines: Vec<&str> = outcome.stdout.lines().filter(|line| line.contains(idle)).collect();
        assert!(
            lines.len() == 1 && lines[0].contains("warning[RF900]") && outcome.code == Some(1),
            "{text}: {outcome}"
        );
    }
    for text in ["[person]\nid = \"a # rolefit: ignore[RF110]\"\n[answers]\n", "[answers] # of today\n"] {
        let outcome = found("a.toml", text);
        assert!(!outcome.stdout.contains("RF900"), "{outcome}");
    }
}

#[test]
fn a_configuration_of_too_many_patterns_is_refused() {
    let entries = |number: usize| "[[ignore]]\npath = \"pack\"\nrules = [\"RF110\"]\n".repeat(number);
    let outcome = |number| check(pack("id", "id").file("rolefit.toml", &entries(number)), &[]);
    assert!(outcome(1_001).stdout.contains("error[RF009] oversized-file: more than 1000 entries of `[[ignore]]`"));
    assert!(!outcome(3).stdout.contains("RF009"));
}

/// A pack in which a scenario asks something else.
fn with_prompt(prompt: &str) -> World {
    let world = rolefit().pack_against("dominant-part");
    let key = world.read("pack/questionnaire.yaml");
    let first = "        prompt: An alert fires every night and nobody acts on it. What should be done?\n";
    assert!(key.contains(first));
    world.file("pack/questionnaire.yaml", &key.replace(first, prompt))
}
