//! A pack's files, wrong in every way: each problem has its own words and its place, and none hides another.

use rolefit::load::pack::from_texts;

use crate::packs;

const QUESTIONNAIRE: &str = include_str!("../packs/worked-example/questionnaire.yaml");
const ROLE: &str = include_str!("../packs/worked-example/engineer.yaml");

/// Loads a pack that is wrong and shows its findings as `file:line:column rule: message`, with related places and help.
fn findings(questionnaire: &str, role: &str) -> String {
    let texts = [("questionnaire.yaml", questionnaire), ("engineer.yaml", role)];
    packs::show(&from_texts(texts).expect_err("the pack is not sound"))
}

/// Replaces a piece of text that must be there.
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "no `{old}` to replace");
    text.replacen(old, new, 1)
}

#[test]
fn a_byte_order_mark_and_crlf_load_as_if_absent() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    let plain = from_texts([("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", ROLE)]).expect("sound");
    let source = |name: &str, text| rolefit::load::read::text(name.to_owned(), crlf(text)).expect("text");
    let (questionnaire, role) = (source("questionnaire.yaml", QUESTIONNAIRE), source("engineer.yaml", ROLE));
    let marked =
        from_texts([("questionnaire.yaml", questionnaire.text()), ("engineer.yaml", role.text())]).expect("sound");
    assert_eq!(plain.digest(), marked.digest());
    assert_eq!(format!("{plain:?}"), format!("{marked:?}"));
}

#[test]
fn shape_errors_of_one_file_come_all_at_once() {
    let role = with(ROLE, "weight: 60", "wieght: 60");
    let role = with(&role, "weight: 30", "weight: \"30,5\"");
    let role = with(&role, "title: Engineer", "titel: Engineer");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &role));
}

#[test]
fn unknown_names_offer_the_nearest_one() {
    let role = with(ROLE, "focus:", "focsu:");
    let role = with(&role, "strong planner", "strong plannner");
    let role = with(&role, "need: 75", "need: workin");
    let role = with(&role, "  ops:", "  opps:");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &role));
    let role = with(ROLE, "strong planner", "firm planner");
    let questionnaire = QUESTIONNAIRE;
    insta::assert_snapshot!(findings(questionnaire, &with(&role, "moderate concentrator", "moderate")));
}

#[test]
fn weights_show_their_arithmetic() {
    let role = with(&with(ROLE, "weight: 60", "weight: 70"), "weight: 30", "weight: 20.5");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &role));
}

#[test]
fn numbers_out_of_range_are_named_with_their_range() {
    let role = with(&with(ROLE, "weight: 60", "weight: -1"), "weight: 30", "weight: .nan");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &with(&role, "gate: 60", "gate: 101")));
    let questionnaire = with(QUESTIONNAIRE, "credit: 0.6", "credit: 1.6");
    let questionnaire = with(&questionnaire, "scale: { min: 1, max: 5 }", "scale: { min: 5, max: 1 }");
    insta::assert_snapshot!(findings(&questionnaire, ROLE));
}

#[test]
fn ids_that_are_used_twice_show_both_places() {
    let questionnaire = with(QUESTIONNAIRE, "id: tempo-2", "id: focus-2");
    let questionnaire = with(&questionnaire, "  ops:", "  focus:");
    insta::assert_snapshot!(findings(&questionnaire, ROLE));
    let twin = with(ROLE, "title: Engineer", "title: Twin");
    let texts = [("questionnaire.yaml", QUESTIONNAIRE), ("a.yaml", ROLE), ("b.yaml", twin.as_str())];
    insta::assert_snapshot!(packs::show(&from_texts(texts).expect_err("two roles with one id")));
}

#[test]
fn a_key_that_stands_twice_shows_both_places() {
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &format!("{ROLE}title: Again\n")));
}

#[test]
fn a_need_within_chance_shows_the_scenario() {
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &with(ROLE, "need: 75", "need: 45")));
}

#[test]
fn what_a_questionnaire_may_not_say() {
    let questionnaire = with(QUESTIONNAIRE, "low: adapter", "low: any");
    let questionnaire = with(&questionnaire, "toward: collaborator", "toward: colaborator");
    let questionnaire = with(&questionnaire, "          d: {", "          skip: {");
    let questionnaire = with(&questionnaire, "id: ops-1", "id: Ops 1");
    let questionnaire =
        format!("{questionnaire}scoring: {{ tolerance: 0, bands: {{ mid: 90 }}, levels: {{ top: 120 }} }}\n");
    insta::assert_snapshot!(findings(&questionnaire, ROLE));
}

#[test]
fn an_interval_upside_down_and_an_axis_without_a_target() {
    let role = with(ROLE, "target: moderate concentrator", "target: { min: 75, max: 55 }");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &role));
    let role = with(&with(ROLE, "moderate concentrator, weight: 60", "any"), "strong planner, weight: 40", "any");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &role));
}

#[test]
fn an_option_without_credit_names_the_option() {
    insta::assert_snapshot!(findings(&with(QUESTIONNAIRE, "credit: 0.2, ", ""), ROLE));
}

#[test]
fn a_scenario_has_a_hundred_options_at_most() {
    let options = |count: usize| {
        let further: String =
            (4..count).map(|option| format!("          x{option}: {{ credit: 0, text: Text {option} }}\n")).collect();
        with(QUESTIONNAIRE, "          d: {", &format!("{further}          d: {{"))
    };
    let texts = |questionnaire| [("questionnaire.yaml", questionnaire), ("engineer.yaml", ROLE)];
    assert!(from_texts(texts(options(100).as_str())).is_ok());
    insta::assert_snapshot!(findings(&options(101), ROLE));
}

#[test]
fn a_comma_in_a_flow_mapping_explains_the_stray_key() {
    let questionnaire =
        with(QUESTIONNAIRE, "d: { credit: 0.0, text: D }", "d: { credit: 0.0, text: Quick, but risky }");
    insta::assert_snapshot!(findings(&questionnaire, ROLE));
}

#[test]
fn a_newer_schema_hides_everything_else() {
    insta::assert_snapshot!(findings(QUESTIONNAIRE, "schema: 2\nanything: goes\n"));
}

#[test]
fn constructs_that_yaml_readers_disagree_about_are_refused() {
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &format!("{ROLE}---\nid: second\n")));
    insta::assert_snapshot!(findings(
        QUESTIONNAIRE,
        &format!("{ROLE}x-a: {{ <<: *b }}\n").replace("id: engineer", "id: &b engineer")
    ));
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &with(ROLE, "title: Engineer", "title: !word Engineer")));
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &with(ROLE, "  focus:", "\tfocus:")));
    insta::assert_snapshot!(findings(QUESTIONNAIRE, ""));
    insta::assert_snapshot!(findings(QUESTIONNAIRE, "# nothing but a comment\n"));
}

#[test]
fn line_breaks_of_some_yaml_readers_only_are_refused() {
    // To one of our two readers `weight` is a key at the top, which it would drop in silence.
    let role = format!("{ROLE}mission: >-\n  Keeps the\u{2028}weight: low.\n");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &role), @"
    error[RF003] syntax-error: only some YAML parsers treat the character U+2028 as a line break
      at engineer.yaml:10:12 ` `
      help: replace it with a space or a line break
    ");
    let others = findings(QUESTIONNAIRE, &format!("{ROLE}# above\u{85}below and\u{2029}beyond\n"));
    assert!(others.contains("U+0085") && others.contains("U+2029"), "{others}");
    let escaped = format!("{ROLE}mission: \"Keeps the\\u2028weight: low.\"\n");
    from_texts([("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", escaped.as_str())]).expect("sound");
}

#[test]
fn keys_of_ones_own_begin_with_x() {
    let role = format!("{ROLE}x-notes: [anything, {{ at: all }}]\n");
    from_texts([("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", role.as_str())]).expect("sound");
}

#[test]
fn hostile_files_are_refused_without_a_hang() {
    let bomb: String = (1..60)
        .map(|level| format!("x-{level}: &l{level} [{}]\n", vec![format!("*l{}", level - 1); 9].join(", ")))
        .collect();
    let bomb = format!("{ROLE}x-0: &l0 lol\n{bomb}responsibilities: *l59\n");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &bomb));
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &bomb.replace("responsibilities: *l59", "x-60: *l59")));
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &"[".repeat(100_000)));
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &"{a: ".repeat(100_000)));
}

/// The lines of findings that say what is wrong, without places and help.
fn messages(questionnaire: &str, role: &str) -> Vec<String> {
    let shown = findings(questionnaire, role);
    shown.lines().filter(|line| line.starts_with("error")).map(str::to_owned).collect()
}

/// Eight errors of a role file, each of another kind.
fn role_with_eight_errors() -> String {
    let role = with(ROLE, "id: engineer", "id: Engineer");
    let role = with(&role, "moderate concentrator", "moderat concentrator");
    let role = with(&role, "strong planner, weight: 40", "strong planner, weight: -40");
    let role = with(&role, "  ops:", "  opps:");
    let role = with(&role, "need: 75", "need: workin");
    let role = with(&role, "gate: 60", "gate: 160");
    format!("{role}sumary: Short\ncareer: {{ from: nowhere }}\n")
}

#[test]
fn a_wrong_value_hides_no_other_error_of_the_role() {
    let alone = messages(QUESTIONNAIRE, &role_with_eight_errors());
    assert_eq!(alone.len(), 8, "{alone:#?}");
    for line in ["track: boss", "track: [management]", "schema: one", "responsibilities: all", "signals: 3"] {
        let role = format!("{}{line}\n", role_with_eight_errors());
        let found = messages(QUESTIONNAIRE, &role);
        assert_eq!(found.len(), 9, "{line}: {found:#?}");
        assert!(alone.iter().all(|message| found.contains(message)), "{line}: {found:#?}");
    }
    let role = with(&role_with_eight_errors(), "gate: 160", "gate: 160, importance: criticl");
    assert_eq!(messages(QUESTIONNAIRE, &role).len(), 9);
}

#[test]
fn a_wrong_value_of_the_questionnaire_hides_no_error_of_a_role() {
    let alone = messages(QUESTIONNAIRE, &role_with_eight_errors());
    let changes = [
        ("instruction: should-do", "instruction: should"),
        ("instruction: should-do", "instruction: [should-do]"),
        ("max: 5", "max: five"),
        ("toward: planner", "toward: planer"),
        ("title: ", "titel: "),
        ("credit: 0.6", "credit: high"),
        ("id: tempo-2", "id: Tempo 2"),
    ];
    for (old, new) in changes {
        let found = messages(&with(QUESTIONNAIRE, old, new), &role_with_eight_errors());
        assert_eq!(found.len(), 9, "{new}: {found:#?}");
        assert!(alone.iter().all(|message| found.contains(message)), "{new}: {found:#?}");
    }
}

#[test]
fn what_depends_on_a_wrong_value_is_left_out() {
    // Roles may name what is wrong where it is defined.
    for (old, new) in [
        ("  ops:", "  Ops:"),
        ("  focus:", "  Focus:"),
        ("low: adapter", "low: [adapter]"),
        ("high: planner", "hihg: planner"),
        ("poles: { low: adapter, high: planner }", "poles: low to high"),
        ("credit: 0.2, ", ""),
        ("scale: { min: 1, max: 5 }", "scale: { min: one, max: 5, labels: [a, b] }"),
        ("scale: {", "scal: {"),
        ("competency:", "compentency:"),
    ] {
        let questionnaire = with(QUESTIONNAIRE, old, new);
        assert_eq!(messages(&questionnaire, ROLE).len(), 1, "{new}: {}", findings(&questionnaire, ROLE));
    }
    // Weights are added up when all of them are known, and a level is compared with chance when it is.
    for (old, new) in [
        ("weight: 60", "weight: sixty"),
        ("weight: 60", "wieght: 60"),
        ("need: 75", "need: []"),
        ("need: 75", "need: yes"),
        ("target: moderate concentrator", "target: 7"),
        ("work_style:", "work_style: 3\nx-style:"),
        ("competency:", "x-competency:"),
    ] {
        let role = with(ROLE, old, new);
        assert_eq!(messages(QUESTIONNAIRE, &role).len(), 1, "{new}: {}", findings(QUESTIONNAIRE, &role));
    }
}

#[test]
fn a_target_that_is_a_pole_or_a_number_without_end_is_explained() {
    let role = with(ROLE, "strong planner, weight: 40", "planner, weight: 1e400");
    let role = with(&with(&role, "moderate concentrator", "collaborator"), "need: 75", "need: -1e999");
    insta::assert_snapshot!(findings(QUESTIONNAIRE, &role));
}

#[test]
fn roles_are_read_beside_a_questionnaire_that_cannot_be() {
    let role = with(&with(ROLE, "weight: 60", "weight: 70"), "title: Engineer", "titel: Engineer");
    insta::assert_snapshot!(findings("id: [", &role));
}

#[test]
fn a_value_wrong_through_an_alias_is_reported_once() {
    let questionnaire = with(QUESTIONNAIRE, "credit: 0.6", "credit: high, txet: x");
    assert_eq!(messages(&questionnaire, ROLE).len(), 2, "{}", findings(&questionnaire, ROLE));
}

#[test]
fn characters_that_cannot_be_seen_are_named_where_they_are() {
    let slips = [
        ("weight: 60", "weight:\u{a0}60", 1),
        ("weight: 60", "weight\u{ff1a}60", 1),
        ("weight: 60", "wei\u{200b}ght: 60", 1),
        ("weight: 60", "weight: 60\u{a0}", 1),
        ("title: Engineer", "title:\u{a0}Engineer", 1),
        ("title: Engineer", "title\u{ff1a} Engineer", 1),
        ("  focus:", "\u{a0}\u{a0}focus:", 1),
        ("  focus:", " \u{3000}focus:", 1),
        ("  ops:", "  o\u{ad}ps:", 1),
        ("id: engineer", "id: engi\u{2060}neer", 1),
        ("strong planner", "strong plan\u{200d}ner", 1),
    ];
    for (old, new, errors) in slips {
        let shown = findings(QUESTIONNAIRE, &with(ROLE, old, new));
        assert_eq!(shown.matches("error[").count(), errors, "{new:?}: {shown}");
        let letter = new.chars().find(|letter| !letter.is_ascii()).map(u32::from).unwrap_or_default();
        let line = with(ROLE, old, new).lines().position(|line| !line.is_ascii()).unwrap_or_default() + 1;
        assert!(shown.contains(&format!("(U+{letter:04X}) is in line {line}, column ")), "{new:?}: {shown}");
    }
    // In a text they may be meant, and they have nothing to do with an error elsewhere in the line.
    let shown = findings(QUESTIONNAIRE, &with(ROLE, "weight: 60", "weight: sixty, why: Quoi\u{a0}?"));
    assert!(!shown.contains("U+"), "{shown}");
}

#[test]
fn odd_indentation_is_explained() {
    let shown = findings(QUESTIONNAIRE, &with(ROLE, "  tempo:", " tempo:"));
    let help = "help: this line is indented by 1 space, the lines above it that it could belong to by 0 or 2";
    assert!(shown.contains(help) && shown.contains("at engineer.yaml:5:2 "), "{shown}");
}
