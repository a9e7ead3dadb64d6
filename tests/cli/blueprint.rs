//! What a role file describes and never scores: on the card, in its sections, in findings and in differences.

use insta::assert_snapshot;

use crate::world::{World, rolefit};

/// Every section once, after the role of the worked example.
const CONTEXT: &str = "
context:
  day: At nine the queue is longer than it was.
  outcomes: [Services that stay up.]
  deliverables:
    Operations: [Dashboards, Runbooks]
    Data: [Reversible migrations]
  environment: { Data: [PostgreSQL with one replica] }
  collaboration:
    - { who: Product manager, exchange: constraints for priorities, often: weekly }
    - { who: Support, exchange: known faults for reports of new ones }
  decisions:
    alone: [Names inside of a service.]
    with: [A change to a public contract.]
    escalate: [A new database.]
  rhythm:
    daily: [Read the dashboards.]
    weekly: [Review one design.]
    quarterly: [Rehearse a restore.]
  goals: [Patterns that several teams use.]
  kpis:
    - { name: Time to restore, kind: reliability, target: under an hour, reason: Customers wait that long., frequency: monthly }
    - { name: Cost, target: falling }
  skills:
    - { name: SQL, level: must-have, importance: critical, used_for: schemas and plans }
    - { name: Tracing, level: emerging }
  tools:
    - Git
    - { name: Grafana, category: Observability, commonality: common, used_for: dashboards }
    - { name: Jaeger, category: Observability, commonality: context-specific }
  promotion: [An initiative that two teams took part in.]
  failure_modes: { Habits: [Large changes on a Friday.] }
  ai:
    assists: [Drafts of runbooks.]
    stays_human: [The decision to roll back.]
    expects: [Reading generated code as if a stranger had sent it.]
  exercises:
    - { title: Reading a plan, time: 30 minutes, give: A slow query with its plan., look_for: [Reads rows before cost., Measures again.] }
  faq: { Is there on-call duty?: One week in six. }
  terms: { Idempotent: The same result however often it is done. }
";

fn described() -> World {
    let world = rolefit().pack("worked-example");
    let role = world.read("worked-example/engineer.yaml");
    world.file("worked-example/engineer.yaml", &format!("{role}{CONTEXT}"))
}

#[test]
fn a_card_has_every_section_in_reading_order() {
    let printed = described().args(["roles", "engineer", "--roles", "worked-example"]).run().printed();
    assert_snapshot!(printed.split_once("What the business").map_or("", |(_, rest)| rest));
}

#[test]
fn sections_are_printed_by_name_in_the_order_of_the_card() {
    let args = ["roles", "engineer", "--roles", "worked-example", "--section", "tools", "--section", "decisions"];
    assert_snapshot!(described().args(args).run().printed(), @"
    Engineer (engineer, individual contributor)

    Decides alone
      - Names inside of a service.

    Decides with others
      - A change to a public contract.

    Escalates
      - A new database.

    Tools
      - Git
      - Observability: Grafana (common, dashboards); Jaeger (depends on the context)
    ");
}

#[test]
fn a_section_that_says_nothing_is_named_with_those_that_do() {
    let args = ["roles", "engineer", "--roles", "worked-example", "--section", "faq"];
    assert_snapshot!(rolefit().pack("worked-example").args(args).run().refused(), @"error: the role `engineer` says nothing under `faq`; it has `personality` and `competency`");
    assert_snapshot!(rolefit().args(["roles", "senior", "--section", "faqs"]).run().refused(), @"
    error: invalid value 'faqs' for '--section <NAME>'
      [possible values: mission, personality, competency, responsibilities, outcomes, deliverables, signals, career, promotion, day, rhythm, environment, collaboration, decisions, experience, skills, tools, suits, milestones, goals, kpis, failure-modes, ai, exercises, faq, terms, variants]

      tip: a similar value exists: 'faq'

    For more information, try '--help'.
    ");
    assert_snapshot!(rolefit().args(["roles", "--section", "faq"]).run().refused(), @"
    error: the following required arguments were not provided:
      <ID>...

    Usage: rolefit roles --section <NAME> <ID>...

    For more information, try '--help'.
    ");
}

#[test]
fn a_mistake_in_a_section_is_found_at_its_place() {
    let world = described();
    let role = world.read("worked-example/engineer.yaml");
    let role = role
        .replace("often: weekly", "how_often: weekly")
        .replace("level: emerging", "level: expert")
        .replace("commonality: context-specific", "comonality: rare")
        .replace("look_for: [Reads rows before cost., Measures again.]", "hints: 3")
        .replace("alone: [Names inside of a service.]", "alone: TBD");
    let world = world.file("worked-example/engineer.yaml", &role);
    assert_snapshot!(world.args(["check", "worked-example", "--min-severity", "error"]).run());
}

#[test]
fn a_difference_in_what_is_described_is_never_more_than_a_note() {
    let world = described();
    let role = world.read("worked-example/engineer.yaml");
    let newer = role
        .replace("Services that stay up.", "Services that keep running.")
        .replace("[Dashboards, Runbooks]", "[Dashboards]")
        .replace("    Data: [Reversible migrations]\n", "    Code: [Libraries]\n")
        .replace("escalate: [A new database.]", "escalate: [A new database., A new vendor.]")
        .replace("One week in six.", "One week in five.")
        .replace("level: must-have", "level: advanced")
        .replace("    - Git\n", "    - Mercurial\n")
        .replace("commonality: common", "commonality: optional")
        .replace("faq: {", "faq: { Is there travel?: No.,");
    let world = rolefit()
        .pack("worked-example")
        .file("worked-example/engineer.yaml", &newer)
        .file("old/questionnaire.yaml", &world.read("worked-example/questionnaire.yaml"))
        .file("old/engineer.yaml", &role);
    assert_snapshot!(world.args(["diff", "old", "worked-example", "--format", "markdown"]).run());
}

#[test]
fn a_file_with_every_section_keeps_what_it_says_when_it_is_laid_out() {
    let world = described();
    let before = world.run_with(["roles", "engineer", "--roles", "worked-example"]).printed();
    assert_eq!(world.run_with(["fmt", "worked-example"]).code, Some(0));
    assert_eq!(world.run_with(["roles", "engineer", "--roles", "worked-example"]).printed(), before);
}
