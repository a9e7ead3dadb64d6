//! Parallel forms: of each pair of stems one is asked, and scored with its own key.

use rolefit::answers::{Answers, items_digest};
use rolefit::load::{Format, answers, pack::from_texts};
use rolefit::pack::{Pack, Parallel};
use rolefit::scoring::{Model, Profile};
use rolefit::source::Source;

use crate::packs;

const QUESTIONNAIRE: &str = include_str!("../packs/pairs/questionnaire.yaml");
const ROLE: &str = include_str!("../packs/pairs/engineer.yaml");

fn pack() -> Pack {
    from_texts([("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", ROLE)]).expect("sound")
}

fn read(text: &str) -> Result<Answers, String> {
    let found = answers::text(&Source::new("me.toml", text), Format::Toml, "me", &pack());
    found.map_err(|findings| packs::show(&findings))
}

/// The scores as answered of both areas.
fn scores(answers: &Answers) -> Vec<Option<f64>> {
    let model = Model::asking(&pack(), answers.responses.parallels.clone());
    let rounded = |score: f64| (score * 1e6).round() / 1e6;
    Profile::of(&model, &answers.responses).areas.iter().map(|area| area.answered_score().map(rounded)).collect()
}

/// Replaces a piece of text that must be there, and shows what is wrong then.
fn findings(old: &str, new: &str) -> String {
    assert!(QUESTIONNAIRE.contains(old), "no `{old}` to replace");
    let text = QUESTIONNAIRE.replacen(old, new, 1);
    packs::show(&from_texts([("questionnaire.yaml", text.as_str()), ("engineer.yaml", ROLE)]).expect_err("not sound"))
}

#[test]
fn each_form_has_the_chance_line_of_its_own_key() {
    let pack = pack();
    let chance = |model: &Model| model.areas.iter().map(|area| (area.chance * 10.0).round()).collect::<Vec<_>>();
    assert_eq!(chance(&Model::of(&pack)), [467.0, 600.0]);
    assert_eq!(chance(&Model::on(&pack, Parallel::B)), [500.0, 500.0]);
}

#[test]
fn a_stated_form_asks_its_own_stems_and_those_without_a_twin() {
    let answers = "[form]\nparallel = 'b'\n[answers]\napi-rename-public = 'b'\napi-list = 'b'\n";
    let found = read(answers).expect("sound");
    assert_eq!(*found.responses.parallels, [Parallel::B, Parallel::A, Parallel::B]);
    assert_eq!(scores(&found), [Some(100.0), None]);
    let first = read(&answers.replace("'b'\n[", "'a'\n[").replace("-public", "")).expect("sound");
    assert_eq!(scores(&first), [Some(80.0), None]);
}

#[test]
fn without_a_stated_form_the_answered_ids_say_which_stem_was_asked() {
    let mixed = read("[answers]\napi-rename-public = 'c'\napi-list = 'b'\n").expect("sound");
    assert_eq!(*mixed.responses.parallels, [Parallel::B, Parallel::A, Parallel::A]);
    assert_eq!(mixed.responses.parallel(pack().questionnaire()), None);
    assert_eq!(scores(&mixed), [Some(90.0), None]);
    let skipped = read("[answers]\nops-alert-queue = 'skip'\n").expect("sound");
    assert_eq!(skipped.responses.parallels[2], Parallel::B);
    let blank = read("[answers]\nops-alert-queue = ''\nops-alert = 'a'\n").expect("an empty answer is none");
    assert_eq!(blank.responses.parallels[2], Parallel::A);
}

#[test]
fn both_stems_of_a_pair_or_the_stem_of_the_other_form_are_errors() {
    insta::assert_snapshot!(read("[answers]\nops-alert = 'a'\nops-alert-queue = 'b'\n").expect_err("both"), @r"
    error[RF206] other-form: `ops-alert-queue` and `ops-alert` are one pair, and both have an answer
      at me.toml:3:1 `ops-alert-queue`
      help: keep the answer to the one that was asked first
    ");
    insta::assert_snapshot!(read("[form]\nparallel = 'b'\n[answers]\nops-alert = 'a'\n").expect_err("form a"), @r"
    error[RF206] other-form: `ops-alert` is a question of form a, but these answers are on form b
      at me.toml:4:1 `ops-alert`
      help: form b asks `ops-alert-queue` instead
    ");
    insta::assert_snapshot!(read("[form]\nparallel = 'c'\n[answers]\nops-alert = 'a'\n").expect_err("no form"), @r"
    error[RF105] unknown-name: `form.parallel` is `c`, expected `a` or `b`
      at me.toml:2:12 `'c'`
    ");
}

#[test]
fn the_key_of_a_twin_has_the_options_of_its_scenario_no_more_and_no_fewer() {
    insta::assert_snapshot!(findings("            a: { credit: 0.0 }\n", ""), @r"
    error[RF010] missing-key: the key of the twin lacks option `a`
      at questionnaire.yaml:27:11 `key`
      help: give the credit of every option of the scenario
    ");
    insta::assert_snapshot!(findings("            a: { credit: 0.0 }\n", "            a: { credit: 0.0 }\n            e: { credit: 0.0 }\n"), @r"
    error[RF105] unknown-name: the scenario has no option `e`
      at questionnaire.yaml:30:13 `e`
      help: known: `a`, `b` and `c`
    ");
    insta::assert_snapshot!(findings("a: { credit: 0.0 }, b: { credit: 1.0 }", "a: { credit: 2 }, b: {}"), @r"
    error[RF103] illegal-number: credit `2` is out of range
      at questionnaire.yaml:48:31 `2`
      help: use a number from 0 to 1
    error[RF010] missing-key: missing key `credit` in `competency.ops.scenarios[0].twin.key.b`
      at questionnaire.yaml:48:36 `b`
      help: add `credit:` with a number
    ");
}

#[test]
fn item_ids_of_both_forms_are_one_namespace() {
    insta::assert_snapshot!(findings("id: ops-alert-queue", "id: api-list"), @r"
    error[RF101] duplicate-id: duplicate item id `api-list`
      at questionnaire.yaml:46:15 `api-list`
      see questionnaire.yaml:31:13 `api-list` first defined here
      help: rename one of the two
    ");
}

#[test]
fn a_need_must_exceed_what_a_blind_pick_earns_on_either_form() {
    insta::assert_snapshot!(findings("key: { a: { credit: 0.0 }", "key: { a: { credit: 0.9 }"), @r"
    error[RF108] need-within-chance: the need 90 can be met by chance: a blind pick earns 95.0 in one scenario
      at engineer.yaml:7:28 `90`
      see questionnaire.yaml:46:15 `ops-alert-queue` a blind pick earns 95.0 here
      help: raise the need above 95.0, ideally by ten points
    ");
}

#[test]
fn a_digest_is_that_of_the_stems_that_were_asked() {
    let pack = pack();
    let digest = |parallel| items_digest(pack.questionnaire(), &pack.questionnaire().parallels(parallel));
    assert_ne!(digest(Parallel::A), digest(Parallel::B));
    let notices = |parallel: &str, digest: &str| {
        let form = format!("[form]\nparallel = '{parallel}'\nitems_digest = '{digest}'\n[answers]\napi-list = 'a'\n");
        read(&form).expect("sound").notices.len()
    };
    assert_eq!(notices("b", &digest(Parallel::B)), 0);
    assert_eq!(notices("b", &digest(Parallel::A)), 1);
}
