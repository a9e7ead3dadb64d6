//! `rolefit test`: cases of people beside what the pack says of them.

use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;

use crate::world::{WORKED_EXAMPLE, World, rolefit};

/// The pack `worked-example` with one file of cases about its person, who is `mixed`.
pub fn world(cases: &str) -> World {
    rolefit()
        .pack("worked-example")
        .file("worked-example/_tests/answers/mixed.toml", WORKED_EXAMPLE)
        .file("worked-example/_tests/people.yaml", cases)
        .args(["test", "worked-example"])
}

/// A pack with two roles, so that one can be first.
fn two_roles(cases: &str) -> World {
    let world = world(cases);
    let other = world.read("worked-example/engineer.yaml").replace("id: engineer", "id: lead");
    world.file("worked-example/lead.yaml", &other.replace("title: ", "title: Lead "))
}

#[test]
fn the_shipped_roles_say_of_known_people_what_a_hiring_manager_would() {
    let outcome = rolefit().pack("roles").args(["test"]).run();
    assert_snapshot!(outcome, @"
    exit code 0
    --- stdout ---
    --- stderr ---
    9 cases in 1 file: all passed
    ");
}

#[test]
fn a_failure_shows_its_place_what_came_out_and_what_it_is_made_of() {
    let cases = "\
cases:
  mixed:
    answers: answers/mixed.toml
    roles:
      engineer: { at_least: primary-fit, overall: { min: 90 } }
";
    assert_snapshot!(world(cases).run());
}

#[test]
fn only_what_is_named_is_compared() {
    let cases = "\
cases:
  mixed:
    answers: answers/mixed.toml
    roles:
      engineer: { at_most: primary-fit, overall: { min: 0, max: 100 }, not: [insufficient-evidence] }
";
    assert_eq!(world(cases).run().printed_beside("1 case in 1 file: all passed\n"), "");
}

/// Every kind of expectation is compared: each of these is wrong, and none of the others is.
#[test]
fn every_expectation_can_fail() {
    let wrong = [
        "first: lead",
        "lead: { min: 1 }",
        "contenders: [engineer]",
        "order: [lead, engineer]",
        "roles: { lead: { band: distant } }",
        "roles: { lead: { at_least: primary-fit } }",
        "roles: { lead: { at_most: distant } }",
        "roles: { lead: { not: [near-primary-fit, potential-capability-gap] } }",
        "roles: { lead: { overall: { max: 1 } } }",
        "roles: { lead: { personality: { max: 1 } } }",
        "roles: { lead: { competency: { min: 99 } } }",
    ];
    for expectation in wrong {
        let cases = format!("cases:\n  mixed:\n    answers: answers/mixed.toml\n    {expectation}\n");
        let outcome = two_roles(&cases).run();
        assert_eq!(outcome.code, Some(1), "{expectation}: {outcome}");
        assert_eq!(outcome.stdout.matches("error[RF301]").count(), 1, "{expectation}: {outcome}");
    }
    for share in ["first: { max: 0.9 }", "near-primary-fit: { min: 1 }", "insufficient-evidence: { min: 0.5 }"] {
        let cases = format!(
            "cases:\n  many:\n    simulated: {{ kind: ideal, role: engineer, people: 50 }}\n    roles: {{ engineer: {{ shares: {{ {share} }} }} }}\n"
        );
        let outcome = world(&cases).run();
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), "1 case in 1 file: all failed\n"), "{outcome}");
    }
}

#[test]
fn simulated_people_are_the_same_for_one_seed_and_others_for_another() {
    let means = |seed: u64| {
        let people = format!("simulated: {{ kind: tilt, people: 20, seed: {seed} }}");
        let outcome = world(&format!(
            "cases:\n  many:\n    {people}\n    roles: {{ engineer: {{ overall: {{ min: 100 }} }} }}\n"
        ))
        .run();
        outcome.stdout.lines().next().unwrap().to_owned()
    };
    assert_eq!(means(1), means(1));
    assert_ne!(means(1), means(2));
}

#[test]
fn a_case_that_expects_nothing_fails() {
    let outcome = world("cases:\n  mixed: { answers: answers/mixed.toml }\n").run();
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.starts_with("error[RF301] failed-expectation: `mixed` expects nothing\n"), "{outcome}");
}

/// Everything at once: slips in keys, names of roles, kinds, bands and files; what can never hold; what means nothing.
const FAULTS: &str = "\
cases:
  Bad name:
    answers: answers/mixd.toml
    frist: engineer
    first: enginer
  both:
    answers: answers/mixed.toml
    simulated: { kind: ranom }
  neither: {}
  many:
    simulated: { kind: ideal, people: 0 }
    first: engineer
    roles:
      enginere: { band: primary }
      engineer: { overall: { min: 90, max: 80 }, personality: {}, shares: { primary-fit: { max: 3 } } }
  random:
    simulated: { kind: random, noise: 0.3 }
    roles: { engineer: { overall: { min: -1 } } }
  one:
    answers: answers/broken.toml
    roles: { engineer: { shares: { first: { max: 1 } }, at_least: insufficient-evidence } }
";

#[test]
fn everything_wrong_with_cases_is_said_at_once_and_the_others_are_tested() {
    let world = world(FAULTS).file("worked-example/_tests/answers/broken.toml", "[answers]\nfocus-1 = 9\n").file(
        "worked-example/_tests/sound.yaml",
        "cases:\n  mixed:\n    answers: answers/mixed.toml\n    first: engineer\n",
    );
    assert_snapshot!(world.run());
}

#[test]
fn a_pack_that_does_not_load_is_exit_2_and_so_is_one_without_cases() {
    let broken = world("cases:\n").file("worked-example/engineer.yaml", "id: [\n").run();
    assert_eq!((broken.code, broken.stdout.as_str()), (Some(2), ""), "{broken}");
    let none = rolefit().pack("worked-example");
    let said = none.run_with(["test", "worked-example"]).refused();
    assert_eq!(
        said,
        "error: no cases in `worked-example/_tests`; the page on CI in `docs` shows how to write one, and `rolefit init DIR` \
         writes a first\n"
    );
    assert_eq!(rolefit().args(["test"]).run().refused(), "error: no pack here; name a folder\n");
}

#[test]
fn drafts_and_other_files_are_no_cases() {
    let cases = "cases:\n  mixed:\n    answers: answers/mixed.toml\n    first: engineer\n";
    let world = world(cases)
        .file("worked-example/_tests/_draft.yaml", "id: [\n")
        .file("worked-example/_tests/.hidden.yaml", "id: [\n")
        .file("worked-example/_tests/notes.md", "id: [\n");
    assert_eq!(world.run().printed_beside("1 case in 1 file: all passed\n"), "");
}

#[test]
fn a_report_for_services_has_every_case_and_another_parser_reads_it() {
    let cases = "\
cases:
  passes:
    answers: answers/mixed.toml
    first: engineer
  fails:
    answers: answers/mixed.toml
    roles: { engineer: { band: distant, overall: { max: 1 } } }
";
    let world =
        world(cases).file("worked-example/_tests/broken.yaml", "cases: { a: { answers: \"<&\\\"'>.toml\" } }\n");
    let world = world.args(["test", "worked-example", "--format", "junit=report.xml", "--format", "github"]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert_snapshot!(world.read("report.xml"));
    assert_eq!(outcome.stdout.lines().filter(|line| line.starts_with("::error ")).count(), 3, "{outcome}");
    assert!(outcome.stdout.contains(",file=worked-example/_tests/people.yaml,line=7,"), "{outcome}");
    if let Some(read) = read_by_python(&world.path().join("report.xml")) {
        assert_eq!(read, "passes fails RF001 unreadable-file | failures 1 | tests right | failures right");
    }
}

/// The cases of a report, and whether its counts are right, as the parser of Python reads it. Where there is no Python, this says so.
fn read_by_python(report: &Path) -> Option<String> {
    let script = "import sys, xml.etree.ElementTree as tree\n\
        root = tree.parse(sys.argv[1]).getroot()\n\
        cases = list(root.iter('testcase'))\n\
        failed = [case for case in cases if case.find('failure') is not None]\n\
        right = lambda key, found: 'right' if sum(int(suite.get(key, 0)) for suite in root.iter('testsuite')) == found else 'wrong'\n\
        print(*[case.get('name') for case in cases], '| failures', len(failed), '| tests', right('tests', len(cases)),\n\
              '| failures', right('failures', len(failed)))\n";
    let python = std::env::var_os("ROLEFIT_PYTHON").unwrap_or_else(|| "python3".into());
    let Ok(output) = Command::new(python).args(["-c", script]).arg(report).output() else {
        #[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
        {
            eprintln!("no Python: the report is not read by another parser");
        }
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

#[test]
fn cases_are_checked_with_the_pack_and_change_no_digest() {
    let world = rolefit().pack("roles").example("ana.toml");
    let digest = |world: &World| {
        let result = world.run_with(["score", "ana.toml", "--format", "json"]).json();
        result[0]["pack"]["digest"].as_str().unwrap().to_owned()
    };
    let before = digest(&world);
    let world = world.file("roles/_tests/other.yaml", "cases: {}\n");
    assert_eq!(digest(&world), before);
    let checked = world.run_with(["check", "roles"]);
    assert!(checked.code == Some(0) && checked.stderr.ends_with(" files: no findings\n"), "{checked}");
}
