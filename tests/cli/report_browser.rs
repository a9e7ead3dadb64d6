//! Pages in a browser: as PDF, and as axe and html-validate see them. What needs a browser or node runs where they are;
//! `.ci/run` says so where they are not.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::world::{World, rolefit};

/// The browser that is installed here, if any.
fn browser() -> Option<PathBuf> {
    let named = env::var_os("ROLEFIT_BROWSER").map(PathBuf::from);
    named.or_else(|| Some(PathBuf::from("/usr/bin/chromium"))).filter(|browser| browser.is_file())
}

/// A world with a browser that is a script.
fn with_script(script: &str) -> World {
    let world = rolefit().example("ana.toml").file("browser", &format!("#!/bin/sh\n{script}\n"));
    let browser = world.path().join("browser");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let path = browser.display().to_string();
    world.env("ROLEFIT_BROWSER", &path).env("PATH", "/usr/bin:/bin")
}

/// Writes what it was told and the page it was given into the PDF.
const HONEST: &str = r#"
for flag; do case $flag in --print-to-pdf=*) pdf=${flag#*=};; file://*) page=${flag#file://};; esac; done
{ echo '%PDF-1.4'; stat -c %a "$(dirname "$pdf")"; printf '%s\n' "$@"; cat "$page"; } > "$pdf""#;

/// The note that only the administrator sees.
fn without_note(stderr: &str) -> String {
    stderr.lines().filter(|line| !line.starts_with("note: running as root")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_pdf_is_what_a_browser_makes_of_the_page() {
    let world = with_script(HONEST);
    let outcome = world.run_with(["report", "ana.toml", "-o", "ana.html", "--pdf"]);
    assert_eq!((outcome.code, without_note(&outcome.stderr).as_str()), (Some(0), ""));
    let (page, pdf) = (world.read("ana.html"), world.read("ana.pdf"));
    assert!(pdf.ends_with(&page));
    // Nobody else looks into the folder where they are made; nothing of it stays.
    assert!(pdf.starts_with("%PDF-1.4\n700\n--headless=new\n"));
    assert!(pdf.contains("\n--host-resolver-rules=MAP * ~NOTFOUND\n") && pdf.contains("\n--export-tagged-pdf\n"));
    assert_eq!(world.files(), ["ana.html", "ana.pdf", "ana.toml", "browser"]);
    let mode = fs::metadata(world.path().join("ana.pdf")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let outcome = world.run_with(["report", "ana.toml", "-o", "alone.PDF", "--pdf"]);
    assert_eq!(outcome.code, Some(0));
    assert_eq!(world.files(), ["alone.PDF", "ana.html", "ana.pdf", "ana.toml", "browser"]);
}

#[test]
fn a_browser_that_makes_no_pdf_leaves_what_is_there() {
    for script in
        ["exit 1", "exit 0", "for flag; do case $flag in --print-to-pdf=*) echo hello > ${flag#*=};; esac; done"]
    {
        let world = with_script(script).file("ana.pdf", "an earlier one");
        let outcome = world.run_with(["report", "ana.toml", "-o", "ana.html", "--pdf"]);
        assert_eq!(outcome.code, Some(2));
        let message = "error: the browser `browser` made no PDF; name another in `ROLEFIT_BROWSER`\n";
        assert_eq!(without_note(&outcome.stderr), message);
        assert_eq!(world.read("ana.pdf"), "an earlier one");
        assert!(world.read("ana.html").starts_with("<!DOCTYPE html>"));
    }
}

#[test]
fn without_a_browser_it_is_said_how_to_come_by_a_pdf() {
    let world = rolefit().example("ana.toml");
    assert_eq!(
        world.run_with(["report", "ana.toml", "-o", "ana.html", "--pdf"]).refused(),
        "error: no PDF: no Chromium, Chrome or Edge found; install one, name one in `ROLEFIT_BROWSER`, or open `ana.html` in any \
         browser and print it to a PDF\n"
    );
    assert_eq!(world.files(), ["ana.html", "ana.toml"]);
    assert_eq!(
        world.run_with(["report", "ana.toml", "--pdf"]).refused(),
        "error: `--pdf` needs a file; add `-o report.pdf`\n"
    );
    assert_eq!(
        world.run_with(["report", "ana.toml", "-o", "ana.pdf"]).refused(),
        "error: `ana.pdf` would be a page of HTML; add `--pdf`, or name a file `.html`\n"
    );
}

/// How often something stands in a file that may be no text.
fn times(bytes: &[u8], what: &str) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what.as_bytes()).count()
}

#[test]
fn two_roles_take_six_pages_at_most_with_tags_and_a_text_for_every_chart() {
    let Some(browser) = browser() else { return };
    for (person, paper, width) in [("eli.toml", "a4", "594.9"), ("eli.toml", "letter", "612")] {
        let world = rolefit().example(person).env("ROLEFIT_BROWSER", &browser.display().to_string());
        let outcome = world.run_with(["report", person, "-o", "x.html", "--pdf", "--paper", paper]);
        assert_eq!((outcome.code, without_note(&outcome.stderr).as_str()), (Some(0), ""));
        let pdf = fs::read(world.path().join("x.pdf")).unwrap();
        let pages = times(&pdf, "/Type /Page\n");
        assert!((1..=6).contains(&pages), "{pages} pages on {paper}");
        assert!(times(&pdf, "/StructTreeRoot") > 0, "no tags");
        assert!(times(&pdf, &format!("/MediaBox [0 0 {width}")) >= pages, "another paper than {paper}");
        assert_eq!(times(&pdf, "/Alt ("), world.read("x.html").matches("<svg").count());
    }
}

/// Pages of every kind, in files.
fn pages() -> (World, Vec<String>) {
    let world = rolefit().example("eli.toml").example("gus.toml").example("cohort.csv");
    let world = world.file("groups.csv", "person,team\nana,<b>a</b>\nben,b\nchi,b\ndara,<b>a</b>\neli,b\n");
    world.run_with(["batch", "cohort.csv", "-o", "out", "--reports", "pages"]);
    world.run_with(["report", "gus.toml", "eli.toml", "-o", "several.html"]).printed();
    world.run_with(["compare", "eli.toml", "gus.toml", "--report", "sittings.html"]).printed();
    let roles = ["backend", "manager", "principal", "senior"];
    for (page, roles) in [("all.html", &roles[..0]), ("one.html", &roles[2..3]), ("beside.html", &roles[..])] {
        world.run_with(["roles", "--format", "html", "-o", page].iter().chain(roles).copied()).printed();
    }
    world.run_with(["kit", "senior", "--format", "html", "-o", "kit.html"]).printed();
    for rater in ["ana", "cleo"] {
        let rated =
            "ratings: { communication: { level: meets, evidence: Asked first. }, security: { level: not-observed } }";
        let name = format!("ratings/{rater}.yaml");
        fs::create_dir_all(world.path().join("ratings")).unwrap();
        fs::write(world.path().join(&name), format!("rater: {rater}\ncandidate: ben\nrole: senior\n{rated}\n"))
            .unwrap();
        assert_eq!(world.run_with(["panel", "seal", &name]).code, Some(0));
    }
    world.run_with(["panel", "report", "ratings", "--format", "html", "-o", "panel.html"]).printed();
    world.run_with(["stats", "cohort.csv", "--format", "html", "-o", "stats.html"]);
    world
        .run_with(["audit", "out", "groups.csv", "--min-count", "1", "--format", "html", "-o", "audit.html"])
        .code
        .unwrap();
    let pages = world.files().into_iter().filter(|file| file.ends_with(".html"));
    // Of the reports about one person each, one says what all look like.
    let pages = pages.filter(|file| !file.starts_with("pages") || file.ends_with("index.html"));
    let pages = pages.map(|file| world.path().join(file).display().to_string()).collect();
    (world, pages)
}

#[test]
fn pages_are_sound_html_and_open_to_everybody() {
    let (Some(modules), Some(browser)) = (env::var_os("ROLEFIT_PAGE_TOOLS"), browser()) else { return };
    let modules = Path::new(&modules);
    let (world, pages) = pages();
    let world = world.file(".htmlvalidate.json", r#"{"root": true, "extends": ["html-validate:recommended"]}"#);
    let validator = modules.join("html-validate/bin/html-validate.mjs");
    let valid = Command::new("node").arg(validator).args(&pages).current_dir(world.path()).output().unwrap();
    assert!(valid.status.success(), "{}", String::from_utf8_lossy(&valid.stdout));
    let look = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/look.cjs");
    let seen = Command::new("node").arg(look).arg(browser).arg(modules).args(&pages).output().unwrap();
    let problems = String::from_utf8_lossy(&seen.stdout);
    assert!(seen.status.success() && problems.is_empty(), "{problems}");
}
