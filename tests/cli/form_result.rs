//! `rolefit questions --format html --with-result`: a form with the key and the scorer in it. What the page does in a browser is
//! tested in `form_browser`; the scorer by itself is run with Node where that is installed.

use std::env;
use std::path::Path;
use std::process::Command;

use rolefit::answers::returned;
use rolefit::load::{answers, pack};
use rolefit::source::Source;

use crate::form::{answered, data, line, page};
use crate::world::{World, rolefit};

/// How many people the scorer and `batch` are compared over; the gate asks for more.
fn people() -> u64 {
    env::var("ROLEFIT_PEOPLE").ok().and_then(|people| people.parse().ok()).unwrap_or(200)
}

/// A page that shows its own result.
fn keyed(args: &[&str]) -> String {
    page(rolefit(), &[&["--with-result"], args].concat())
}

/// Lines of answers to a page, by people who answer by chance.
fn lines(page: &str, people: u64) -> String {
    (0..people).map(|number| line(page, &format!("p{number}"), &answered(page, number).0) + "\n").collect()
}

/// Has the scorer of a page score every line of `lines.txt`; says whether there is a Node to run it.
fn score(world: &World, page: &str) -> bool {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/scorer.mjs");
    let mut node = Command::new("node");
    node.arg(script).args([page, "lines.txt", "results.ndjson", "body.html"]).current_dir(world.path());
    let Ok(output) = node.output() else { return false };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    true
}

#[test]
fn the_page_says_first_that_it_contains_the_key() {
    let page = keyed(&[]);
    let (before, after) = page.split_once("this page contains the key").unwrap();
    assert!(!before.contains("<fieldset") && after.contains("<fieldset"));
    assert!(after.contains("proves nothing to anybody else"));
    assert!(!self::page(rolefit(), &[]).contains("contains the key"));
}

#[test]
fn the_page_is_small_and_asks_nobody_for_anything() {
    for form in [&[][..], &["--form", "b"], &["--short"], &["--role", "principal"]] {
        let page = keyed(form);
        assert!(page.len() <= 450_000, "{form:?} takes {} bytes", page.len());
        let policy = page.split_once("Content-Security-Policy\" content=\"").unwrap().1.split_once('"').unwrap().0;
        assert!(policy.starts_with("default-src 'none'; ") && policy.contains("'wasm-unsafe-eval'"), "{policy}");
        for outside in ["http:", "https:", "src=", "url(", "@import", "'unsafe-", "fetch("] {
            assert!(!page.contains(outside), "{form:?} has `{outside}`");
        }
    }
}

#[test]
fn the_same_pack_and_seed_make_the_same_page_with_its_result() {
    assert!(keyed(&["--seed", "7"]) == keyed(&["--seed", "7"]));
}

#[test]
fn only_a_page_has_its_result_in_it() {
    let outcome = rolefit().args(["questions", "--with-result"]).run();
    assert_eq!(outcome.refused(), "error: `--with-result` needs `--format html`\n");
}

#[test]
fn a_page_reads_its_own_lines_as_the_loader_does() {
    let pack = pack::built_in().unwrap();
    for args in [&[][..], &["--form", "b"], &["--short"], &["--short", "--role", "manager"], &["--role", "senior"]] {
        let page = page(rolefit(), args);
        for number in 0..20 {
            let (letters, _) = answered(&page, number);
            let line = line(&page, "Zo%C3%AB%20%2F", &letters);
            let loaded = answers::line(&Source::new("a.txt", line.as_str()), 0, "", &pack).unwrap();
            let read = returned(&line, &pack, &loaded.form).unwrap();
            assert_eq!(
                (&read.person, &read.form, &read.responses, &read.skipped, &read.notices),
                (&loaded.person, &loaded.form, &loaded.responses, &loaded.skipped, &loaded.notices),
                "{args:?} {line}"
            );
        }
    }
}

#[test]
fn a_page_in_another_language_says_that_a_translation_was_answered() {
    let pack = pack::built_in().unwrap();
    let page = rolefit().args(["questions", "--format", "html", "--short", "--lang", "de"]).run().stdout;
    let line = line(&page, "ana", &answered(&page, 1).0);
    let loaded = answers::line(&Source::new("a.txt", line.as_str()), 0, "", &pack).unwrap();
    assert!(loaded.notices[0].message.starts_with("the questions were asked in `de`, a translation"));
    assert_eq!(returned(&line, &pack, &loaded.form).unwrap().notices, loaded.notices);
}

#[test]
fn a_page_reads_no_line_of_another_form_and_none_that_is_damaged() {
    let pack = pack::built_in().unwrap();
    let page = page(rolefit(), &["--short"]);
    let (letters, _) = answered(&page, 5);
    let line = |letters: &[String]| line(&page, "ana", letters);
    let form = answers::line(&Source::new("a.txt", line(&letters)), 0, "", &pack).unwrap().form;
    let read = |line: &str| returned(line, &pack, &form).is_some();
    let whole = line(&letters);
    assert!(read(&whole));
    for damaged in ["", ";", "/;", &whole[1..], &whole[..whole.len() - 1], &whole.replace("/ana/", "/anna/")] {
        assert!(!read(damaged), "{damaged}");
    }
    assert!(!read(&line(&letters[1..])));
    for wrong in ["9", "w", "?", "é", "(0)", "(99)", "("] {
        for place in [0, letters.len() - 1] {
            let mut letters = letters.clone();
            letters[place] = wrong.to_owned();
            assert!(!read(&line(&letters)), "{wrong} at {place}");
        }
    }
    let other = self::page(rolefit(), &["--short", "--seed", "2"]);
    assert!(!read(&self::line(&other, "ana", &letters)));
}

#[test]
fn the_scorer_of_a_page_says_what_batch_and_report_say_to_the_bit() {
    let page = keyed(&[]);
    let world = rolefit().file("page.html", &page).file("lines.txt", &lines(&page, people()));
    if !score(&world, "page.html") {
        return;
    }
    let batch = ["batch", "lines.txt", "--format", "ndjson", "--full", "-o", "batch.ndjson"];
    assert_eq!(world.run_with(batch).code, Some(0));
    let differing = |(scored, expected): &(&str, &str)| scored != expected;
    let (scored, expected) = (world.read("results.ndjson"), world.read("batch.ndjson"));
    assert_eq!((scored.lines().count() as u64, expected.lines().count() as u64), (people(), people()));
    assert_eq!(scored.lines().zip(expected.lines()).find(differing), None);
}

#[test]
fn the_result_of_every_kind_of_form_is_the_report() {
    for args in [&["--form", "b"][..], &["--short"], &["--role", "manager", "--role", "senior"]] {
        let page = keyed(args);
        let world = rolefit().file("page.html", &page).file("lines.txt", &lines(&page, 1));
        if !score(&world, "page.html") {
            return;
        }
        assert_eq!(world.run_with(["report", "lines.txt", "-o", "report.html"]).code, Some(0));
        let report = world.read("report.html");
        assert!(report.contains(&format!("<body>{}</body>", world.read("body.html"))), "{args:?}");
    }
}

#[test]
fn a_pack_of_ones_own_has_its_own_key_in_the_page() {
    let world = rolefit().pack("worked-example");
    let args = ["questions", "--format", "html", "--with-result", "--roles", "worked-example", "-o", "page.html"];
    assert_eq!(world.run_with(args).code, Some(0));
    let page = world.read("page.html");
    let letters = vec!["1".to_owned(); data(&page)["items"].as_array().unwrap().len()];
    let world = world.file("lines.txt", &line(&page, "ana", &letters));
    if score(&world, "page.html") {
        let batch =
            ["batch", "lines.txt", "--roles", "worked-example", "--format", "ndjson", "--full", "-o", "b.ndjson"];
        assert_eq!(world.run_with(batch).code, Some(0));
        assert_eq!(world.read("results.ndjson"), world.read("b.ndjson"));
    }
}
