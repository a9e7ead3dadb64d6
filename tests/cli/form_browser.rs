//! The HTML form in a browser. `ROLEFIT_BROWSER` names the browser and `ROLEFIT_PAGE_TOOLS` the folder of
//! `puppeteer-core` and `axe-core`, as the gate sets them; without them this passes over itself.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::world::rolefit;

#[test]
fn the_form_works_in_a_browser_and_what_it_saves_is_what_score_reads() {
    let (Some(chromium), Some(modules)) = (env::var_os("ROLEFIT_BROWSER"), env::var_os("ROLEFIT_PAGE_TOOLS")) else {
        return;
    };
    let world = rolefit();
    for (name, more) in [("full.html", &["--seed", "9223372036854775807"][..]), ("short.html", &["--short"])] {
        let args = ["questions", "--format", "html", "-o", name];
        assert_eq!(world.run_with(args.iter().chain(more).copied()).code, Some(0));
    }
    let checks = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/form.mjs");
    let mut command = Command::new("node");
    command.arg(checks).args([chromium, modules]).args(["full.html", "short.html", "out"]);
    let output = command.current_dir(world.path()).output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(output.status.success(), "{said}");

    let score = |name: &str| world.run_with(["score", name, "--format", "json"]).json();
    let (file, line) = (score("out/answers-ana-zoë-漢.toml"), score("out/line.txt"));
    assert!(file == line, "file\n{file:#}\nline\n{line:#}");
    assert_eq!(file[0]["person"]["id"], "Ana \"Zoë\" \\ 漢");
    assert_eq!(file[0]["form"]["kind"], "full");
    let given: Vec<String> = serde_json::from_str(&world.read("out/answers.json")).unwrap();
    let saved = world.read("out/answers-ana-zoë-漢.toml");
    let saved = saved.split_once("[answers]\n").unwrap().1;
    // In order of the questions, as they are numbered on the page.
    let values = saved.lines().map(|line| line.split_once(" = ").unwrap().1.trim_matches('"'));
    let values: Vec<String> = (1..).zip(values).map(|(number, value)| format!("q{number}={value}")).collect();
    assert_eq!((values.len(), values), (102, given));
}

#[test]
fn forms_in_other_languages_have_no_flaw_in_a_browser_and_are_laid_out_in_their_direction() {
    let (Some(chromium), Some(modules)) = (env::var_os("ROLEFIT_BROWSER"), env::var_os("ROLEFIT_PAGE_TOOLS")) else {
        return;
    };
    let world = rolefit().pack("roles");
    // Of the third, half is in the original language.
    let whole = world.read("roles/i18n/ar.yaml");
    let half: String = whole
        .lines()
        .enumerate()
        .filter(|(number, line)| {
            number % 2 == 0
                || !(line.starts_with("  focus-") || line.starts_with("  tempo-") || line.starts_with("      "))
        })
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    let world = world.file("half/i18n/ar.yaml", &half);
    let world = ["questionnaire.yaml", "senior.yaml"].iter().fold(world, |world, name| {
        let text = world.read(&format!("roles/{name}"));
        world.file(&format!("half/{name}"), &text)
    });
    for (name, more) in [
        ("de.html", &["--lang", "de", "--built-in"][..]),
        ("ar.html", &["--lang", "ar", "--built-in"]),
        ("half.html", &["--lang", "ar", "--roles", "half"]),
    ] {
        let args = ["questions", "--format", "html", "-o", name];
        let outcome = world.run_with(args.iter().chain(more).copied());
        assert_eq!(outcome.code, Some(0), "{outcome}");
    }
    let checks = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/language.mjs");
    let mut command = Command::new("node");
    command.arg(checks).args([chromium, modules]).args(["de.html", "ar.html", "half.html", "out"]);
    let output = command.current_dir(world.path()).output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(output.status.success(), "{said}");

    let result = world.run_with(["score", "out/answers-ليلى.toml", "--built-in", "--format", "json"]).json();
    assert_eq!(result[0]["person"]["id"], "ليلى");
    assert!(result[0]["notices"].as_array().unwrap().iter().any(|notice| notice["code"] == "translated"));
}

#[test]
fn a_form_with_its_result_shows_in_a_browser_what_report_shows() {
    let (Some(chromium), Some(modules)) = (env::var_os("ROLEFIT_BROWSER"), env::var_os("ROLEFIT_PAGE_TOOLS")) else {
        return;
    };
    let world = rolefit();
    let form = ["questions", "--format", "html", "--with-result", "--short", "-o", "form.html"];
    assert_eq!(world.run_with(form).code, Some(0));
    let checks = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/result.mjs");
    let mut command = Command::new("node");
    command.arg(checks).args([chromium, modules]).args(["form.html", "out"]);
    let output = command.current_dir(world.path()).output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(output.status.success(), "{said}");

    assert_eq!(world.run_with(["report", "out/line.txt", "-o", "report.html"]).code, Some(0));
    assert!(world.read("out/role-fit-zoë-b.html") == world.read("report.html"), "what is saved is another page");
    // A browser writes what it has read in its own way: compared is what is written in it, and its values.
    let [shown, report] = [world.read("out/body.html"), world.read("report.html")].map(|page| {
        let body = page.rsplit_once("</style>").map_or(page.as_str(), |(_, body)| body);
        let texts = body.split('>').filter_map(|piece| Some(piece.split_once('<')?.0.trim().replace("&quot;", "\"")));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    });
    assert!(shown.len() > 200, "{}", shown.len());
    assert_eq!(shown, report);
}
