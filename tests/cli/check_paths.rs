//! What paths mean to `rolefit check`: which pack they lead to, and what is shown of it.

use crate::world::{Outcome, World, rolefit};

const ENGINEER: &str = include_str!("../gallery/dominant-part/bad/engineer.yaml");

/// A sound pack of two roles in `team/roles`, each with a warning of its own.
fn team() -> World {
    let questionnaire = include_str!("../gallery/dominant-part/bad/questionnaire.yaml");
    rolefit()
        .file("team/roles/questionnaire.yaml", questionnaire)
        .file("team/roles/engineer.yaml", ENGINEER)
        .file("team/roles/lead.yaml", &lead())
}

fn lead() -> String {
    let lead = ENGINEER.replace("id: engineer", "id: lead").replace("title: Engineer", "title: Lead");
    lead.replace("weight: 60", "weight: 70").replace("weight: 40", "weight: 30")
}

fn check(world: World, args: &[&str]) -> Outcome {
    world.args(["check", "--format", "concise", "--fail-on", "note"].iter().chain(args).copied()).run()
}

/// The files that findings are in, with the codes.
fn places(world: World, args: &[&str]) -> Vec<String> {
    let shown = check(world, args).stdout;
    let place = |line: &str| {
        let file = line.split(':').next().unwrap().rsplit('/').next().unwrap();
        format!("{file} {}", line.split(['[', ']']).nth(1).unwrap())
    };
    shown.lines().map(place).collect()
}

#[test]
fn without_a_path_the_pack_that_is_here_is_checked_and_never_the_built_in_one_unasked() {
    let here = check(team().inside("team"), &[]);
    assert!(here.stdout.contains("engineer.yaml"), "{here}");
    assert!(here.stderr.starts_with("note: using the pack in `roles`"), "{here}");
    assert!(check(team().inside("team/roles"), &[]).stdout.contains("engineer.yaml"));
    assert!(check(team().env("ROLEFIT_ROLES", "team/roles"), &[]).stdout.contains("engineer.yaml"));
    let refused = check(team(), &[]).refused();
    assert_eq!(refused, "error: no pack here; name a folder, or `--built-in`\n");
    let asked = check(team().inside("team"), &["--built-in"]);
    assert_eq!((asked.code, asked.stderr.as_str()), (Some(0), "5 files: no findings\n"));
}

#[test]
fn a_named_file_shows_its_findings_and_no_others() {
    assert_eq!(places(team(), &["team/roles/engineer.yaml"]), ["engineer.yaml RF110"]);
    assert_eq!(places(team(), &["team/roles"]), ["engineer.yaml RF110", "lead.yaml RF110"]);
    assert_eq!(places(team(), &["team/roles/questionnaire.yaml"]), [""; 0]);
}

#[test]
fn a_named_file_shows_what_it_causes_in_others() {
    let named = |lead: &str| places(team().file("team/roles/lead.yaml", lead), &["team/roles/lead.yaml"]);
    // A second role of one id stands for the other.
    let second = named(&lead().replace("id: lead", "id: engineer"));
    assert!(second.contains(&"lead.yaml RF101".to_owned()), "{second:?}");
    let twin = named(&ENGINEER.replace("id: engineer", "id: lead").replace("title: Engineer", "title: Lead"));
    assert!(twin.contains(&"lead.yaml RF117".to_owned()), "{twin:?}");
    let title = named(&lead().replace("title: Lead", "title: Engineer"));
    assert!(title.iter().any(|place| place.ends_with("RF123")), "{title:?}");
    // The other names this one, which does not name it back.
    let career = ENGINEER.to_owned() + "career: { next: [lead] }\n";
    let world = || team().file("team/roles/engineer.yaml", &career);
    assert_eq!(places(world(), &["team/roles/lead.yaml"]), ["engineer.yaml RF118", "lead.yaml RF110"]);
    // It was called `lead` until now.
    let renamed = world().file("team/roles/lead.yaml", &lead().replace("id: lead", "id: leads"));
    assert!(places(renamed, &["team/roles/lead.yaml"]).contains(&"engineer.yaml RF119".to_owned()));
}

#[test]
fn a_named_questionnaire_shows_what_comes_from_it_in_roles() {
    let world = team();
    let key = world.read("team/roles/questionnaire.yaml").replace("  operations:\n", "  ops:\n");
    let found = places(world.file("team/roles/questionnaire.yaml", &key), &["team/roles/questionnaire.yaml"]);
    assert_eq!(found.iter().filter(|place| place.ends_with("RF105")).count(), 2, "{found:?}");
}

#[test]
fn a_pack_that_does_not_load_is_not_green_for_the_sake_of_a_sound_file() {
    let broken = || team().file("team/roles/lead.yaml", "id: [\n");
    for named in ["team/roles/engineer.yaml", "team/roles/questionnaire.yaml"] {
        assert!(places(broken(), &[named]).contains(&"lead.yaml RF003".to_owned()), "{named}");
    }
}

#[test]
fn what_is_named_twice_is_looked_at_once() {
    let whole = check(team(), &["team/roles"]);
    for again in ["./team/roles", "team/../team/roles", "team/roles/", "team/roles/lead.yaml"] {
        let twice = check(team(), &["team/roles", again]);
        assert_eq!((&twice.stdout, &twice.stderr), (&whole.stdout, &whole.stderr), "{again}");
    }
    let world = team().example("ana.toml");
    let answers = check(world, &["ana.toml", "./ana.toml", "--built-in"]);
    assert_eq!(answers.stderr, "1 file: no findings\n");
}

#[cfg(unix)]
#[test]
fn links_lead_to_the_same_pack_and_the_same_configuration() {
    use std::os::unix::fs::symlink;
    let off = "[[ignore]]\npath = \"roles/*.yaml\"\nrules = [\"RF110\"]\n";
    let world = team().file("team/rolefit.toml", off).file("elsewhere/note.txt", "");
    let folder = world.path();
    symlink(folder.join("team"), folder.join("checkout")).unwrap();
    symlink(folder.join("team/roles"), folder.join("elsewhere/linked")).unwrap();
    let absolute = folder.join("team/roles").display().to_string();
    let mut world = world;
    for path in ["team/roles", "checkout/roles", "elsewhere/linked", "checkout/roles/lead.yaml", &absolute] {
        world = world.args(["check", path, "team/roles", "--fail-on", "note"]);
        let outcome = world.run();
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), "3 files: no findings\n"), "{path}: {outcome}");
    }
}

#[test]
fn a_draft_that_is_named_is_skipped_with_a_note() {
    let world = team().file("team/roles/_draft.yaml", "id: [\n").file("team/roles/.hidden.yaml", "id: [\n");
    let drafts = ["team/roles/_draft.yaml", "team/roles/.hidden.yaml"];
    let outcome = check(world, &drafts);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""), "{outcome}");
    for draft in drafts {
        let note = format!("note: skipped `{draft}`: names that begin with `_` or `.` are left out of a pack\n");
        assert!(outcome.stderr.contains(&note), "{outcome}");
    }
}

#[test]
fn a_folder_inside_a_pack_is_said_to_be_skipped() {
    let world = || {
        team()
            .file("team/roles/legacy/old.yaml", ENGINEER)
            .file("team/roles/notes/me.yaml", "answers: {}\n")
            .file("team/roles/_drafts/x.yaml", ENGINEER)
    };
    let note = "note: skipped `team/roles/legacy`: a pack is one folder; name that one as well to check it\n";
    let outcome = check(world(), &["team/roles"]);
    assert_eq!(outcome.stderr.matches("skipped").count(), 1, "{outcome}");
    assert!(outcome.stderr.starts_with(note), "{outcome}");
    let both = check(world(), &["team/roles", "./team/roles/legacy"]);
    assert!(!both.stderr.contains("skipped") && both.stdout.contains("no `questionnaire.yaml`"), "{both}");
    // Who names one file means that one.
    assert!(!check(world(), &["team/roles/engineer.yaml"]).stderr.contains("skipped"));
}

#[test]
fn a_configuration_is_not_replaced_by_findings() {
    for option in ["--write-baseline=c.toml", "--format=json=c.toml", "--format=json=rolefit.toml"] {
        let world = team().file("c.toml", "").file("rolefit.toml", "");
        let refused = world.args(["check", "team/roles", "--config", "c.toml", option]).run().refused();
        assert!(refused.contains("is an input and is not overwritten"), "{refused}");
    }
}

#[test]
fn endings_in_capitals_are_checked() {
    for name in ["OPS.YAML", "ops.Yml"] {
        let world = || team().file(&format!("team/roles/{name}"), "id: [\n");
        for path in ["team/roles".to_owned(), format!("team/roles/{name}")] {
            let found = places(world(), &[&path]);
            assert!(found.contains(&format!("{name} RF003")), "{found:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_checked() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let world = team();
    std::fs::write(world.path().join("team/roles").join(OsStr::from_bytes(b"caf\xe9.yaml")), "id: [\n").unwrap();
    assert!(check(world, &["team/roles"]).stdout.contains("RF003"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let world = team();
    let pipe = world.path().join("team/roles/pipe.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let outcome = world.args(["check", "team/roles", "team/roles/pipe.yaml", "/dev/zero", "--format", "concise"]).run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert_eq!(outcome.stdout.matches("is a pipe, a socket or a device, not a file").count(), 2, "{outcome}");
}

#[test]
fn a_path_that_is_gone_is_a_finding_beside_the_others() {
    let world = team().args(["check", "team/roles/gone.yaml", "gone", "team/roles", "--format", "sarif=out.sarif"]);
    let outcome = world.run();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), "3 files: 2 errors, 2 warnings\n"), "{outcome}");
    let report = world.read("out.sarif");
    assert!(report.contains("gone.yaml") && report.contains("RF110"), "{report}");
}

/// A repository as `init` makes it, in the folder `team`.
fn repository() -> World {
    let world = rolefit().file("team/.git/HEAD", "");
    world.run_with(["init", "team"]).printed();
    world
}

#[test]
fn what_belongs_to_a_pack_is_checked_and_counted_with_it() {
    let sound = check(repository(), &["team/roles"]);
    assert_eq!((sound.code, sound.stderr.as_str()), (Some(0), "11 files: no findings\n"));
    let broken = |name: &str, from: &str, to: &str| {
        let world = repository();
        let text = world.read(name);
        assert!(text.contains(from), "{name}");
        world.file(name, &text.replacen(from, to, 1))
    };
    let cases = || broken("team/roles/_tests/people.yaml", "principal, backend", "principal, bakend");
    let answers = || broken("team/answers/ana.toml", "focus-quiet-block = ", "focus-quiet-blok = ");
    let schema = || broken("team/roles/schemas/role.json", "\"title\": \"Role\"", "\"title\": \"Rule\"");
    let workflow = || broken("team/.github/workflows/roles.yaml", "runs-on:", "runs_on:");
    assert_eq!(places(cases(), &["team/roles"]), ["people.yaml RF105"]);
    assert_eq!(places(answers(), &["team/roles"]), ["ana.toml RF201"]);
    assert_eq!(places(schema(), &["team/roles"]), ["role.json RF015"]);
    assert_eq!(places(workflow(), &["team/roles"]), ["roles.yaml RF005"]);
    // Nothing hides them, and by their own names they lead to the same.
    let quiet = ["team/roles/senior.yaml", "--select", "RF110", "--ignore", "RF112"];
    assert_eq!(places(schema(), &quiet), ["role.json RF015"]);
    assert_eq!(places(cases(), &["team/roles/_tests/people.yaml"]), ["people.yaml RF105"]);
    assert_eq!(places(schema(), &["team/roles/schemas/role.json"]), ["role.json RF015"]);
    assert_eq!(places(workflow(), &["team/.github/workflows/roles.yaml"]), ["roles.yaml RF005"]);
}

#[test]
fn a_schema_with_the_names_of_its_pack_is_as_good_as_one_for_any_pack_until_the_names_change() {
    let world = repository();
    let schema = world.run_with(["schema", "role", "--roles", "team/roles"]).printed();
    let world = world.file("team/roles/schemas/role.json", &schema);
    assert_eq!(check(world, &["team/roles"]).code, Some(0));
    let world = repository().file("team/roles/schemas/role.json", &schema.replace("principal", "staff"));
    let said = world.args(["check", "team/roles"]).run().stdout;
    let help =
        "write it anew with `rolefit schema role --roles team/roles > team/roles/schemas/role.json`, or remove it";
    assert!(said.contains(help), "{said}");
}

#[test]
fn a_damaged_schema_is_shown_where_it_differs_from_the_one_that_it_is_closest_to() {
    let world = repository();
    let schema = world.read("team/roles/schemas/role.json").replacen("\"minimum\"", "\"minium\"", 1);
    let line = schema.lines().position(|line| line.contains("minium")).unwrap() + 1;
    let said = world.file("team/roles/schemas/role.json", &schema).args(["check", "team/roles"]).run().stdout;
    assert!(said.contains(&format!("role.json:{line}:")), "{said}");
    assert!(
        said.contains("write it anew with `rolefit schema role --built-in > team/roles/schemas/role.json`"),
        "{said}"
    );
}

#[test]
fn a_key_that_github_does_not_know_has_its_own_way_out() {
    let world = rolefit();
    world.run_with(["init", "team"]).printed();
    let workflow = world.read("team/.github/workflows/roles.yaml");
    let world = world.file("team/.github/workflows/roles.yaml", &workflow.replace("\non:", "\nx-owner: ana\non:"));
    let outcome = world.run_with(["check", "team/roles"]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.contains("unknown key `x-owner` in the workflow file"), "{outcome}");
    assert!(outcome.stdout.contains("if it knows this one, update rolefit"), "{outcome}");
    assert!(!outcome.stdout.contains("must begin with"), "{outcome}");
}

#[test]
fn a_workflow_beside_the_pack_is_checked_wherever_the_repository_begins() {
    let world = rolefit().file(".git/HEAD", "");
    world.run_with(["init", "team"]).printed();
    let broken = world.read("team/.github/workflows/roles.yaml").replace("\non:", "\nonn:");
    let world = world.file("team/.github/workflows/roles.yaml", &broken);
    assert_eq!(places(world, &["team/roles/senior.yaml"]), ["roles.yaml RF005"]);
}

#[test]
fn the_form_of_what_belongs_to_a_broken_pack_is_checked_too() {
    let world = repository();
    let role = world.read("team/roles/senior.yaml").replace("track: ", "trakc: ");
    let workflow = world.read("team/.github/workflows/roles.yaml").replace("runs-on:", "runs_on:");
    let world = world
        .file("team/roles/senior.yaml", &role)
        .file("team/.github/workflows/roles.yaml", &workflow)
        .file("team/roles/_tests/people.yaml", "cases: { a: { anwers: x } }\n")
        .file("team/roles/schemas/role.json", "{");
    let found = places(world, &["team/roles"]);
    assert_eq!(found, ["roles.yaml RF005", "people.yaml RF005", "role.json RF003", "senior.yaml RF005"]);
}
