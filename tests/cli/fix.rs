//! `rolefit check --fix` and `--diff`: what is mended, what is left to people, and what stays as it was.

use insta::assert_snapshot;
use serde_json::json;

use crate::world::{World, rolefit};

const QUESTIONNAIRE: &str = include_str!("../gallery/dominant-part/good/questionnaire.yaml");
const ENGINEER: &str = include_str!("../gallery/dominant-part/good/engineer.yaml");

/// A pack without findings, but for what is replaced in its role.
fn pack(replaced: &[(&str, &str)]) -> World {
    let role = replaced.iter().fold(ENGINEER.to_owned(), |role, (right, wrong)| {
        assert!(role.contains(right), "{right}");
        role.replacen(right, wrong, 1)
    });
    rolefit().file("pack/questionnaire.yaml", QUESTIONNAIRE).file("pack/engineer.yaml", &role)
}

/// The role after `--fix`, with the exit code.
fn fixed(replaced: &[(&str, &str)], args: &[&str]) -> (String, Option<i32>) {
    let world = pack(replaced).args(["check", "pack", "--fix"].iter().chain(args).copied());
    let code = world.run().code;
    (world.read("pack/engineer.yaml"), code)
}

/// Slips of every kind. Those of meaning only come to light once the keys are right.
const SLIPS: [(&str, &str); 7] = [
    ("title: Engineer", "titel: Engineer # the short one"),
    ("work_style:", "work-style: # one dimension only"),
    ("weight: 100", "weight: '100'"),
    ("operations:", "operatons:"),
    ("need: working", "need: \"workin\""),
    ("grow: [Run one incident drill this month.]", "grow: [no,  'no',  1:30]   # and more"),
    ("id: engineer", "# rolefit: ignore[RF116] long gone\nid: engineer"),
];

#[test]
fn slips_are_mended_and_nothing_else_is_touched() {
    let world = pack(&SLIPS).args(["check", "pack", "--diff"]);
    let before = world.read("pack/engineer.yaml");
    assert_snapshot!(world.run());
    assert_eq!(world.read("pack/engineer.yaml"), before);
    let world = world.args(["check", "pack", "--fix"]);
    assert_snapshot!(world.run(), @r"
    exit code 0
    --- stdout ---
    --- stderr ---
    fixed 8 findings in 1 file
    2 files: no findings
    ");
    let expected = pack(&[
        ("title: Engineer", "title: Engineer # the short one"),
        ("work_style:", "work_style: # one dimension only"),
        ("need: working", "need: \"working\""),
        ("grow: [Run one incident drill this month.]", "grow: [\"no\",  'no',  \"1:30\"]   # and more"),
    ]);
    assert_eq!(world.read("pack/engineer.yaml"), expected.read("pack/engineer.yaml"));
}

#[test]
fn a_second_run_finds_nothing_to_fix() {
    let world = pack(&[("title:", "titel:")]).args(["check", "pack", "--fix"]);
    assert!(world.run().stderr.contains("fixed 1 finding in 1 file"));
    assert_eq!(world.run().stderr, "2 files: no findings\n");
    assert_snapshot!(world.args(["check", "pack", "--diff"]).run(), @r"
    exit code 0
    --- stdout ---
    --- stderr ---
    nothing to fix
    ");
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let wrong = ENGINEER.replace("id: ", "# rolefit: ignore[RF116]\nid: ").replace("title:", "titel:");
    let commented = wrong.replace("weight: 100", "weight: 100  # rolefit: ignore[RF116] x");
    let world = pack(&[]).file("pack/engineer.yaml", &windows(&commented));
    let diff = world.args(["check", "pack", "--diff"]);
    let shown = diff.run().stdout;
    assert!(shown.contains("\n-\u{feff}# rolefit: ignore[RF116]\r\n"), "{shown}");
    assert!(shown.contains("\n+title: Engineer\r\n"), "{shown}");
    let world = diff.args(["check", "pack", "--fix"]);
    assert_eq!(world.run().code, Some(0));
    assert_eq!(world.read("pack/engineer.yaml"), windows(ENGINEER));
}

#[test]
fn a_target_is_mended_word_by_word() {
    for (wrong, right) in [
        ("moderat planer", "moderate planner"),
        ("\"moderate  planer\"", "\"moderate  planner\""),
        ("balancd", "balanced"),
    ] {
        let (role, code) = fixed(&[("moderate planner", wrong)], &[]);
        assert!(role.contains(&format!("target: {right}\n")), "{role}");
        assert_eq!(code, Some(0));
    }
}

#[test]
fn sums_and_what_could_mean_two_things_are_left_to_people() {
    for (right, wrong) in [
        ("weight: 50", "weight: 40"),
        ("weight: 50", "weight: \"50,0\""),
        // Another name altogether, and one that is as near to a second.
        ("need: working", "need: fine"),
        ("moderate planner", "moderate plan"),
        // The right key is there as well.
        ("need: working", "need: working\n    neeed: expert"),
        // An id is named elsewhere.
        ("id: engineer", "id: Engineer"),
    ] {
        let (role, code) = fixed(&[(right, wrong)], &[]);
        assert_eq!((role, code), (pack(&[(right, wrong)]).read("pack/engineer.yaml"), Some(1)), "{wrong}");
    }
}

#[test]
fn of_two_slips_for_one_key_the_first_is_mended() {
    let (role, code) = fixed(&[("need: working", "neeed: working\n    nead: expert")], &[]);
    assert!(role.contains("    need: working\n    nead: expert\n"), "{role}");
    assert_eq!(code, Some(1));
}

#[test]
fn a_name_that_is_written_again_may_be_right_and_its_definition_wrong() {
    let other = ENGINEER.replace("id: engineer", "id: other").replace("title: Engineer", "title: Other");
    for (name, wrong) in [("  operations:\n", "  operatons:\n"), ("high: planner }", "high: planer }")] {
        let world = pack(&[]).file("pack/questionnaire.yaml", &QUESTIONNAIRE.replace(name, wrong));
        let world = world.file("pack/other.yaml", &other).args(["check", "pack", "--fix"]);
        assert_eq!(world.run().code, Some(1));
        assert_eq!(world.read("pack/engineer.yaml"), ENGINEER);
        assert_eq!(world.read("pack/questionnaire.yaml"), QUESTIONNAIRE.replace(name, wrong));
    }
}

#[test]
fn a_career_is_fixed_when_its_file_is_named_because_every_role_is_seen() {
    let senior = ENGINEER.replace("id: engineer", "id: senior-engineer").replace("title: Engineer", "title: Senior");
    let career = format!("{ENGINEER}career: {{ next: [senior-enginer], adjacent: [Architect] }} # up\n");
    let world = pack(&[]).file("pack/senior.yaml", &senior).file("pack/engineer.yaml", &career);
    let world = world.args(["check", "pack/engineer.yaml", "--fix"]);
    world.run();
    assert_eq!(world.read("pack/engineer.yaml"), career.replace("enginer]", "engineer]"));
}

#[test]
fn what_an_anchor_shares_is_mended_where_it_is_written() {
    let shared = [("need: working", "need: &bar workin"), ("need: working", "need: *bar")];
    let (role, code) = fixed(&shared, &[]);
    assert!(role.contains("need: &bar working\n") && role.contains("need: *bar\n"), "{role}");
    assert_eq!(code, Some(0));
}

#[test]
fn a_comment_goes_when_it_has_nothing_to_silence() {
    let commented = |line: &str| format!("weight: 60{line}\n    need: working\n    meets: Keeps");
    let uneven = [("weight: 50\n    need: working\n    meets: Keeps", ""), ("weight: 50", "weight: 40")];
    let run = |comment: &str, args: &[&str]| {
        let wrong = commented(comment);
        let (role, _) = fixed(&[(uneven[0].0, &wrong), uneven[1]], args);
        role.lines().find(|line| line.starts_with("    weight: 60")).unwrap().to_owned()
    };
    let late: &[&str] = &["--today", "2027-01-01"];
    // In use, in part or under another name; and not in use.
    assert_eq!(run(" # rolefit: ignore[RF110] why", &[]), "    weight: 60 # rolefit: ignore[RF110] why");
    assert_eq!(run(" # rolefit: ignore[RF116,RF110] why", &[]), "    weight: 60 # rolefit: ignore[RF110] why");
    assert_eq!(run(" #rolefit: ignore[dominant-prat]", &[]), "    weight: 60 #rolefit: ignore[dominant-part]");
    assert_eq!(run(" # rolefit: ignore[RF116, RF115] why", &[]), "    weight: 60");
    assert_eq!(run(" # rolefit: ignore[my-rule] why", &[]), "    weight: 60 # rolefit: ignore[my-rule] why");
    // Past its date: what is still there is for people to decide about.
    let still = " # rolefit: ignore[RF110] until=2026-01-01";
    assert_eq!(run(still, late), format!("    weight: 60{still}"));
    assert_eq!(run(" # rolefit: ignore[RF116] until=2026-01-01", late), "    weight: 60");
}

#[test]
fn only_what_is_shown_is_fixed() {
    let grow = "grow: [Run one incident drill this month.]";
    let is_quoted = |comment: &str, args: &[&str]| {
        let wrong = format!("grow: [no]{comment}");
        fixed(&[(grow, &wrong)], args).0.contains("[\"no\"]")
    };
    assert!(is_quoted("", &[]));
    assert!(!is_quoted("", &["--select", "RF005"]));
    assert!(!is_quoted("", &["--ignore", "RF150"]));
    assert!(!is_quoted("", &["--min-severity", "error"]));
    assert!(!is_quoted(" # rolefit: ignore[RF150] fine", &[]));
    let world = pack(&[(grow, "grow: [no]")]).args(["check", "pack", "--write-baseline", "known.json"]);
    world.run();
    let world = world.args(["check", "pack", "--fix", "--baseline", "known.json"]);
    assert_eq!(world.run().stderr, "baseline `known.json`: 1 finding hidden\n2 files: no findings\n");
    assert!(world.read("pack/engineer.yaml").contains("grow: [no]"));
    let world = pack(&[(grow, "grow: [no]")])
        .file("rolefit.toml", "[severity]\nRF150 = \"off\"\n")
        .args(["check", "pack", "--fix"]);
    assert_eq!(world.run().stderr, "2 files: no findings\n");
}

#[test]
fn answers_are_never_changed() {
    let ana = "[answers]\nfocus-quite-block = 4\n[persn]\nid = 'ana'\n";
    let world = rolefit().file("ana.toml", ana).args(["check", "ana.toml", "--fix"]);
    let outcome = world.run();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), "1 file: 2 errors\n"));
    assert_eq!(world.read("ana.toml"), ana);
    let outcome = world.args(["check", "ana.toml", "--diff"]).run();
    let stderr = "nothing to fix\nleft in 1 file: 2 errors; `rolefit check` without `--diff` shows them\n";
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), stderr));
}

#[test]
fn a_difference_is_not_green_while_anything_is_left_that_fails() {
    let diff = |replaced: &[(&str, &str)], args: &[&str]| {
        let outcome = pack(replaced).args(["check", "pack", "--diff"].iter().chain(args).copied()).run();
        (outcome.code, outcome.stderr)
    };
    let nothing_but =
        |left: &str| format!("nothing to fix\nleft in 2 files: {left}; `rolefit check` without `--diff` shows them\n");
    let uneven = ("weight: 50", "weight: 40");
    assert_eq!(diff(&[uneven], &[]), (Some(1), nothing_but("1 error")));
    let both = diff(&[("title:", "titel:"), uneven], &[]);
    assert!(
        both.0 == Some(1) && both.1.starts_with("would fix 1 finding in 1 file\nleft in 2 files: 1 error"),
        "{both:?}"
    );
    // Advice fails as it does without a difference.
    let lacking = ("grow: [Run one incident drill this month.]", "grow: []");
    assert_eq!(diff(&[lacking], &[]).0, Some(0));
    assert_eq!(diff(&[lacking], &["--fail-on", "note"]).0, Some(1));
    assert_eq!(diff(&[uneven], &["--fail-on", "never"]).0, Some(0));
}

#[test]
fn a_file_that_is_named_twice_is_fixed_once() {
    let world = pack(&[("title:", "titel:")]).args(["check", "pack", "./pack", "pack/engineer.yaml", "--fix"]);
    let outcome = world.run();
    assert!(outcome.stderr.starts_with("fixed 1 finding in 1 file\n"), "{outcome}");
    assert_eq!(world.read("pack/engineer.yaml"), ENGINEER);
}

#[test]
fn what_can_be_fixed_is_said() {
    let world = pack(&[("title:", "titel:")]).args(["check", "pack", "--format", "json", "--select", "RF110"]);
    let outcome = world.run();
    assert_eq!(outcome.stderr, "2 files: 1 error; 1 of these can be fixed with `--fix`\n");
    let json: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let edit = json!({ "start": { "line": 2, "column": 1 }, "end": { "line": 2, "column": 6 }, "text": "title" });
    let fixes: Vec<_> =
        json["findings"].as_array().unwrap().iter().filter(|finding| !finding["fix"].is_null()).collect();
    assert_eq!(fixes[0]["fix"], json!({ "title": "write `title`", "edits": [edit] }));
}

#[test]
fn a_difference_has_no_other_form_and_a_pack_without_files_has_none() {
    for other in ["--fix", "--format=json", "--write-baseline=known.json"] {
        let refused = pack(&[]).args(["check", "pack", "--diff", other]).run().refused();
        assert!(refused.starts_with("error: the argument '--diff' cannot be used with"), "{refused}");
    }
    assert_eq!(rolefit().file("empty/note.txt", "").args(["check", "empty", "--diff"]).run().code, Some(2));
}

#[test]
fn reports_and_exit_codes_are_about_what_is_left() {
    let slips = [("title:", "titel:"), ("weight: 50", "weight: 40")];
    let world = pack(&slips).args(["check", "pack", "--fix", "--format", "concise"]);
    assert_snapshot!(world.run(), @r"
    exit code 1
    --- stdout ---
    pack/engineer.yaml:8:1: error[RF102] weights-sum: competency weights add up to 90, expected 100
    --- stderr ---
    fixed 1 finding in 1 file
    2 files: 1 error
    ");
}

#[test]
fn files_are_mended_from_any_folder_of_their_repository() {
    let world = pack(&SLIPS).file(".git/HEAD", "").inside("pack").args(["check", ".", "--fix", "--format", "json"]);
    assert_eq!(world.run().code, Some(0));
    let world = world.inside("").args(["check", "pack", "--diff"]);
    assert_eq!(world.run().code, Some(0));
}

#[test]
fn git_can_apply_a_difference_wherever_it_was_made() {
    let header =
        "diff --git a/pack/engineer.yaml b/pack/engineer.yaml\n--- a/pack/engineer.yaml\n+++ b/pack/engineer.yaml\n";
    for (inside, folder) in [("", "pack"), ("", "./pack"), ("pack", "."), ("pack", "../pack")] {
        let world = pack(&SLIPS[..1]).file(".git/HEAD", "").inside(inside).args(["check", folder, "--diff"]);
        let shown = world.run().stdout;
        assert!(shown.starts_with(header), "{shown}");
    }
}

/// Runs git in a folder; nothing where there is no git.
fn git(world: &World, args: &[&str]) -> Option<std::process::Output> {
    let mut git = std::process::Command::new("git");
    git.current_dir(world.path()).args(args).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    git.output().ok()
}

#[test]
fn git_applies_a_difference_whatever_characters_are_near() {
    let near = [
        "\u{200c}",
        "\u{200d}",
        "\u{200e}",
        "\u{200f}",
        "\u{2060}",
        "\u{ad}",
        "\u{202e}",
        "\u{2067}",
        "\u{61c}",
        "\u{301}",
        "\u{fff9}",
        "\u{e0041}",
        "\u{1f469}\u{200d}\u{1f4bb}",
    ];
    let all = near.concat();
    for text in near.iter().copied().chain([all.as_str()]) {
        let title = format!("titel: Engi{text}neer # {text}\nsummary: {text}");
        let world = pack(&[("title: Engineer", &title)]).args(["check", "pack", "--diff"]);
        if git(&world, &["init", "--quiet"]).is_none() {
            return;
        }
        let patch = world.run().stdout;
        let world = world.file("fix.patch", &patch);
        let applied = git(&world, &["apply", "fix.patch"]).unwrap();
        assert!(applied.status.success(), "{text:?}: {}", String::from_utf8_lossy(&applied.stderr));
        let expected = pack(&[("title: Engineer", &title.replace("titel", "title"))]);
        assert_eq!(world.read("pack/engineer.yaml"), expected.read("pack/engineer.yaml"), "{text:?}");
    }
}

#[cfg(unix)]
#[test]
fn git_applies_a_difference_to_files_of_any_name() {
    for name in
        ["en gineer.yaml", "en\"gi.yaml", "en\\gi.yaml", "en\u{200e}gi.yaml", "\u{e9}ngineer.yaml", "en\tgi.yaml"]
    {
        let role = ENGINEER.replace("title: Engineer", "titel: Engineer");
        let path = format!("a pack/{name}");
        let world = rolefit().file("a pack/questionnaire.yaml", QUESTIONNAIRE).file(&path, &role);
        let world = world.args(["check", "a pack", "--diff"]);
        if git(&world, &["init", "--quiet"]).is_none() {
            return;
        }
        let patch = world.run().stdout;
        let world = world.file("fix.patch", &patch);
        let applied = git(&world, &["apply", "fix.patch"]).unwrap();
        assert!(applied.status.success(), "{name:?}: {}", String::from_utf8_lossy(&applied.stderr));
        assert_eq!(world.read(&path), ENGINEER, "{name:?}");
    }
}
