//! Translations of a questionnaire: what `check` says of their files, and that they change nothing that is scored.

use insta::assert_snapshot;

use crate::world::{World, rolefit};

/// The pack `worked-example` with a translation to German.
fn german(text: &str) -> World {
    rolefit()
        .pack("worked-example")
        .file("worked-example/i18n/de.yaml", &format!("language: de\nstatus: draft\n{text}"))
        .args(["check", "worked-example"])
}

fn said(text: &str) -> String {
    german(text).run().stdout
}

#[test]
fn the_shipped_translations_are_whole_and_say_that_they_are_drafts() {
    for language in ["de", "ar"] {
        let world = rolefit().pack("roles");
        let text = world.read(&format!("roles/i18n/{language}.yaml"));
        assert!(text.contains("\nstatus: draft\n"), "{language}");
        let path = format!("roles/i18n/{language}.yaml");
        let outcome = world.args(["check", &path, "--fail-on", "note"]).run();
        assert_eq!(outcome.code, Some(0), "{outcome}");
    }
}

#[test]
fn texts_of_what_does_not_exist_are_errors_with_the_nearest_id() {
    let text = "\
dimensions:
  fokus: { poles: { low: Austausch, high: Vertiefung } }
areas:
  appi: Schnittstellen
statements:
  focus-11: Eins.
scenarios:
  api-9:
    prompt: Neun?
  api-1:
    prompt: Eins?
    options: { a: A, e: E }
    twin: { prompt: Zwei? }
";
    assert_snapshot!(german(text).args(["check", "worked-example", "--select", "RF401"]).run());
}

#[test]
fn shape_language_labels_and_words_are_checked_at_their_place() {
    assert!(said("statments: {}\n").contains("unknown key `statments`"));
    assert!(said("words: { skipp: überspringen }\n").contains("skip"));
    assert!(said("areas: { api: APIs, api: Schnittstellen }\n").contains("duplicate key `api`"));
    assert!(said("scale: [nein, ja]\n").contains("error[RF109] illegal-scale: 2 labels for a scale with 0"));
    let lost = said("words: { answered: \"{answered} beantwortet\" }\n");
    assert!(lost.contains("`answered` needs `{answered}` and `{total}`, but has `{answered}`"), "{lost}");
    let other = german("").file("worked-example/i18n/at.yaml", "language: de\nstatus: draft\n").run().stdout;
    assert!(other.contains("the language is `de`, but the file is called `at`"), "{other}");
    let german = german("").file("worked-example/i18n/de.yaml", "language: german\nstatus: draft\n").run().stdout;
    assert!(german.contains("error[RF402] illegal-language: `german` is not the tag of a language"), "{german}");
}

#[test]
fn two_responses_with_one_label_are_an_error_in_every_language() {
    let world = german("scale: [nie, selten, manchmal, oft, \"Oft \"]\n");
    let questionnaire = world.read("worked-example/questionnaire.yaml");
    let labels = |last: &str| {
        let scale = format!("scale: {{ min: 1, max: 5, labels: [never, rarely, sometimes, often, {last}] }}");
        questionnaire.replace("scale: { min: 1, max: 5 }", &scale)
    };
    let said = world.file("worked-example/questionnaire.yaml", &labels("always")).run().stdout;
    assert!(said.contains("de.yaml:3:37") && said.contains("two responses have the label `Oft`"), "{said}");
    let said = german("").file("worked-example/questionnaire.yaml", &labels("Often")).run().stdout;
    assert!(said.contains("questionnaire.yaml:7:") && said.contains("two responses have the label `Often`"), "{said}");
}

#[test]
fn two_files_of_one_language_are_refused() {
    let world = german("").file("worked-example/i18n/DE.yml", "language: de\nstatus: draft\n");
    let checked = world.run();
    assert_eq!(checked.code, Some(1));
    assert!(checked.stdout.contains("a second file for the language of `worked-example/i18n/DE.yml`"), "{checked}");
    let asked = world.run_with(["questions", "--roles", "worked-example", "--lang", "de"]);
    assert_eq!((asked.code, asked.stdout.as_str()), (Some(2), ""), "{asked}");
    assert!(asked.stderr.contains("put both into one file"), "{asked}");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_translation_that_is_gone_is_said_to_be_one() {
    let world = german("");
    std::os::unix::fs::symlink("nowhere.yaml", world.path().join("worked-example/i18n/fr.yaml")).unwrap();
    let said = world.run().stdout;
    assert!(said.contains("the file that it links to is not there") && !said.contains("similar name"), "{said}");
}

#[test]
fn a_review_is_signed_and_a_draft_is_not() {
    let with = |text: &str| german("").file("worked-example/i18n/de.yaml", text).run().stdout;
    assert!(with("language: de\nstatus: reviewed\n").contains("a reviewed translation needs `reviewed_by`"));
    assert!(with("language: de\nstatus: draft\nreviewed_by: Kim\n").contains("a draft that has been reviewed"));
    assert!(!with("language: de\nstatus: reviewed\nreviewed_by: Kim, 2026-11\n").contains("error"));
}

#[test]
fn what_is_missing_is_a_note_with_shares_and_can_be_left_out() {
    let text = "statements:\n  focus-1: Eins.\n  focus-2: Two.\n  focus-3: \"\"\n";
    let outcome = german(text).args(["check", "worked-example", "--select", "RF404"]).run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    // The second says what the original says, the third nothing. Words of forms come from the program.
    let expected = "note[RF404] missing-translation: translated are 1 of 10 statements, 0 of 6 prompts, 0 of 24 options, 0 of 2 \
                    titles of areas and 0 of 2 dimensions\n";
    assert!(outcome.stdout.starts_with(expected), "{outcome}");
    let quiet = german(text).args(["check", "worked-example", "--ignore", "RF404", "--fail-on", "note"]).run().stdout;
    assert!(!quiet.contains("RF404"), "{quiet}");
    let config = "[severity]\nmissing-translation = \"error\"\n";
    let ignored = format!("# rolefit: ignore[RF404] half is enough for a pilot\nlanguage: de\nstatus: draft\n{text}");
    let silent = german("").file("worked-example/i18n/de.yaml", &ignored).run().stdout;
    assert!(!silent.contains("RF404") && !silent.contains("RF900"), "{silent}");
    let strict = german(text).file("rolefit.toml", config).run();
    assert!(strict.stdout.contains("error[RF404] missing-translation"), "{strict}");
}

#[test]
fn a_translation_that_gives_the_key_away_by_its_length_is_advised_against() {
    let world = rolefit().pack("roles");
    let text = world.read("roles/i18n/de.yaml");
    let key: serde_yaml::Value = serde_yaml::from_str(&world.read("roles/questionnaire.yaml")).unwrap();
    let areas = key["competency"].as_mapping().unwrap().values();
    let scenarios = areas.flat_map(|area| area["scenarios"].as_sequence().unwrap());
    let longer = scenarios.fold(text, |text, scenario| {
        let is_best = |option: &serde_yaml::Value| option["credit"].as_f64() == Some(1.0);
        let best = scenario["options"].as_mapping().unwrap().iter().find(|(_, option)| is_best(option)).unwrap().0;
        let at = text.find(&format!("\n  {}:\n", scenario["id"].as_str().unwrap())).unwrap();
        let option = format!("      {}: \"", best.as_str().unwrap());
        let at = at + text[at..].find(&option).unwrap() + option.len();
        format!("{}In aller Ruhe und gemeinsam mit allen anderen: {}", &text[..at], &text[at..])
    });
    let world = world.file("roles/i18n/de.yaml", &longer).args(["check", "roles/i18n/de.yaml"]);
    let outcome = world.run();
    assert!(outcome.stdout.contains("warning[RF136] longest-is-best: the best answer is the longest in"), "{outcome}");
    assert!(outcome.stdout.contains("--> roles/i18n/de.yaml:"), "{outcome}");
}

#[test]
fn a_text_that_is_translated_twice_the_same_way_is_found_in_the_translation() {
    let found = said("statements:\n  focus-1: Ich arbeite gern allein.\n  focus-2: Ich arbeite gern allein.\n");
    assert!(found.contains("warning[RF137] duplicate-text: `focus-2` says the same as `focus-1`\n"), "{found}");
    // What the original repeats is said there, and not once more.
    let places: Vec<&str> = found.lines().filter(|line| line.contains("--> worked-example/i18n/")).collect();
    assert_eq!(places, [" --> worked-example/i18n/de.yaml:1:1", " --> worked-example/i18n/de.yaml:5:12"], "{found}");
}

#[test]
fn a_translation_changes_no_digest_and_no_score() {
    let person = crate::world::WORKED_EXAMPLE;
    let score = |world: World| {
        let world = world.file("ana.toml", person);
        world.args(["score", "ana.toml", "--roles", "worked-example", "--format", "json"]).run().stdout
    };
    let plain = score(rolefit().pack("worked-example"));
    assert!(plain.contains("digest"));
    assert_eq!(score(german("statements: { focus-1: Eins. }\n")), plain);
}

#[test]
fn translations_get_the_layout_of_the_pack() {
    let world = german("statements:   {focus-1:   Eins.}\n").args(["fmt", "worked-example"]);
    world.run();
    let laid = world.read("worked-example/i18n/de.yaml");
    assert!(laid.ends_with("statements: { focus-1: Eins. }\n"), "{laid}");
}

#[test]
fn the_schema_of_a_pack_shows_what_there_is_to_translate() {
    let schema = |args: &[&str]| -> serde_json::Value {
        let world = rolefit().pack("worked-example").args(["schema", "translation"].iter().chain(args).copied());
        serde_json::from_str(&world.run().printed()).unwrap()
    };
    let of_pack = schema(&["--roles", "worked-example"]);
    assert_eq!(of_pack["properties"]["statements"]["properties"]["focus-1"]["description"], "One.");
    assert_eq!(of_pack["properties"]["scenarios"]["additionalProperties"], false);
    let words = &schema(&[])["properties"]["words"];
    assert_eq!(words["properties"]["skip"]["description"], "skip");
    assert_eq!(words["additionalProperties"], false);
}
