//! `--lang`: forms and interviews in another language, and what results say of it.

use serde_json::Value;

use crate::world::{WORKED_EXAMPLE, World, rolefit};

/// The pack `worked-example` with a translation of some of it to a language.
fn partly(language: &str) -> World {
    let text = format!(
        "language: {language}\nstatus: draft\ntitle: Beispiel\nstatements:\n  focus-1: Ich denke allein nach.\n\
         scenarios:\n  api-1:\n    options: {{ a: Alles umbauen. }}\n"
    );
    rolefit().pack("worked-example").file(&format!("worked-example/i18n/{language}.yaml"), &text)
}

fn questions(world: World, args: &[&str]) -> String {
    world.args(["questions", "--roles", "worked-example"].iter().chain(args).copied()).run().stdout
}

#[test]
fn a_page_has_the_language_and_the_direction_of_its_translation() {
    for (language, direction, draft, next) in [
        ("de", "ltr", "Diese Übersetzung ist ein Entwurf", "Nächste offene Frage"),
        ("ar", "rtl", "هذه الترجمة مسودة", "السؤال التالي بلا إجابة"),
    ] {
        let page = rolefit().args(["questions", "--format", "html", "--lang", language]).run().stdout;
        assert!(page.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")), "{language}");
        assert!(page.contains(draft) && page.contains(next), "{language}");
        // All of it is translated, what the script says included.
        assert!(!page.contains("lang=\"en\""), "{language}");
        for english in
            ["Skip what you", ">skip<", "Work style", "Name or code", "Kept in this browser", "could not be taken"]
        {
            assert!(!page.contains(english), "{language}: {english}");
        }
    }
    let original = rolefit().args(["questions", "--format", "html"]).run().stdout;
    assert!(original.contains("<html lang=\"en\">") && original.contains("Kept in this browser"));
}

#[test]
fn what_is_not_translated_is_marked_and_counted() {
    let world = partly("ar").args(["questions", "--roles", "worked-example", "--format", "html", "--lang", "ar"]);
    let outcome = world.run();
    let note = "note: translated to `ar` are 1 of 10 statements, 0 of 6 prompts, 1 of 24 options, 0 of 2 titles of areas and 0 of \
                2 dimensions; the rest is in the original language\n";
    assert!(outcome.stderr.contains(note), "{}", outcome.stderr);
    let page = outcome.stdout;
    assert!(page.contains("<h1>Beispiel</h1>"));
    assert!(page.contains("</span> Ich denke allein nach.</legend>"), "a translated statement");
    assert!(page.contains("</span> <span lang=\"en\" dir=\"ltr\">Two.</span></legend>"), "one that is not");
    assert!(page.contains("<b>a</b> Alles umbauen.</span>"), "a translated option");
    assert!(page.contains("<b>b</b> <span lang=\"en\" dir=\"ltr\">B</span></span>"), "one that is not");
    let json: Value = serde_json::from_str(&questions(partly("ar"), &["--format", "json", "--lang", "ar"])).unwrap();
    assert_eq!(json["translation"]["direction"], "rtl");
    assert_eq!(json["translation"]["draft"], true);
    let items = json["items"].as_array().unwrap();
    let item = |id: &str| items.iter().find(|item| item["id"] == id).unwrap();
    assert_eq!(item("focus-1").get("original"), None);
    assert_eq!(item("focus-2")["original"], true);
    assert_eq!(item("api-1")["options"][1]["original"], true);
}

#[test]
fn a_reviewed_translation_says_nothing_of_a_draft() {
    let text = "language: de\nstatus: reviewed\nreviewed_by: Kim Ny, 2026-11-29\n";
    let world = rolefit().pack("worked-example").file("worked-example/i18n/de.yaml", text);
    let outcome = world.args(["questions", "--roles", "worked-example", "--lang", "de"]).run();
    assert!(!outcome.stdout.contains("Entwurf") && !outcome.stderr.contains("draft"), "{outcome}");
}

#[test]
fn every_format_asks_in_the_language() {
    for format in ["text", "markdown", "html", "csv", "toml", "json"] {
        let printed = rolefit().args(["questions", "--format", format, "--lang", "de"]).run().stdout;
        let printed =
            printed.replace("\n# ", " ").replace("\n  ", " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let statement = "Es macht mir Freude, wenn eine ungeplante Anfrage meinen Tag umkrempelt.";
        assert!(printed.contains(statement) && printed.contains("stimme gar nicht zu"), "{format}");
    }
    let markdown = rolefit().args(["questions", "--format", "markdown", "--lang", "ar"]).run().stdout;
    assert!(markdown.starts_with("<div lang=\"ar\" dir=\"rtl\">\n\n## ") && markdown.ends_with("\n</div>\n"));
}

#[test]
fn a_language_that_the_pack_lacks_is_answered_with_those_it_has() {
    let refused = |world: World, language: &str| {
        let outcome = world.args(["questions", "--roles", "worked-example", "--lang", language]).run();
        assert_eq!(outcome.code, Some(2), "{outcome}");
        outcome.stderr
    };
    assert_eq!(refused(partly("de"), "fr"), "error: no translation to `fr`; the pack has `de`\n");
    assert_eq!(refused(partly("de"), "german"), "error: `german` is not the tag of a language; the pack has `de`\n");
    assert_eq!(
        refused(rolefit().pack("worked-example"), "de"),
        "error: no translation to `de`; the pack has no translations; they go into its folder `i18n`\n"
    );
    // The original language is no translation, and capitals do not matter.
    assert!(questions(partly("de"), &["--lang", "en"]).contains("One."));
    assert!(questions(partly("pt-BR"), &["--lang", "pt-br"]).contains("Ich denke allein nach."));
    let wrong = partly("de").file("worked-example/i18n/de.yaml", "language: de\n");
    assert!(refused(wrong, "de").contains("error[RF010] missing-key"));
}

#[test]
fn answers_in_another_language_are_the_same_answers() {
    let form = |language: &str| format!("[form]\n{language}\n{WORKED_EXAMPLE}");
    let score = |text: &str| {
        let world = rolefit().pack("worked-example").file("ana.toml", text);
        let outcome = world.args(["score", "ana.toml", "--roles", "worked-example", "--format", "json"]).run();
        serde_json::from_str::<Value>(&outcome.stdout).unwrap_or_else(|_| panic!("{outcome}"))[0].clone()
    };
    let (plain, german) = (score(&form("")), score(&form("language = \"de\"")));
    assert_eq!(plain["roles"], german["roles"]);
    assert_eq!(plain["profile"], german["profile"]);
    let codes = |result: &Value| {
        let notices = result["notices"].as_array().unwrap();
        notices.iter().map(|notice| notice["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(codes(&german).contains(&"translated".to_owned()) && !codes(&plain).contains(&"translated".to_owned()));
    // A blank in German is a blank of the same questions, in the same wording as far as answers are concerned.
    let blank =
        |args: &[&str]| rolefit().args(["questions", "--format", "toml"].iter().chain(args).copied()).run().stdout;
    let lines = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.map(|line| line.split(" # ").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (english, mut german) = (lines(&blank(&[])), lines(&blank(&["--lang", "de"])));
    german.retain(|line| line != "language = \"de\"");
    assert_eq!(english, german);
}

#[test]
fn a_line_of_answers_names_its_language() {
    let page = rolefit().args(["questions", "--format", "html", "--lang", "de", "--role", "senior"]).run().stdout;
    let data = page.split("id=\"form-data\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let head = data["line"].as_str().unwrap();
    assert!(head.contains("/a+de/"), "{head}");
    let groups: Vec<String> = (0..data["items"].as_array().unwrap().len().div_ceil(10))
        .map(|group| {
            let length = (data["items"].as_array().unwrap().len() - 10 * group).min(10);
            let answers = "2".repeat(length);
            format!("{answers}{}", rolefit::answers::line::group_check(group, &answers))
        })
        .collect();
    let line = format!("{head}ana/{}/", groups.join("-"));
    let line = format!("{line}{};", rolefit::answers::line::check(&line));
    let world = rolefit().file("ana.txt", &line).args(["score", "ana.txt", "--verbose"]);
    let outcome = world.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stdout.contains("asked in `de`, a translation"), "{outcome}");
    let wrong = line.replace("/a+de/", "/a+d/");
    let wrong = wrong.rsplit_once('/').unwrap().0.to_owned() + "/";
    let wrong = format!("{wrong}{};", rolefit::answers::line::check(&wrong));
    let outcome = rolefit().file("ana.txt", &wrong).args(["score", "ana.txt"]).run();
    assert!(outcome.stderr.contains("`d` is not the tag of a language"), "{outcome}");
}

#[test]
fn an_interview_is_held_and_resumed_in_its_language() {
    let world = rolefit().args(["assess", "-o", "me.toml", "--lang", "de"]).stdin("stimme zu\nquit\n");
    let outcome = world.run();
    assert!(outcome.stderr.contains("Es macht mir Freude") && outcome.stderr.contains("ist ein Entwurf"), "{outcome}");
    assert!(world.read("me.toml").contains("language = \"de\""));
    assert!(world.read("me.toml").ends_with("tempo-surprise-request = 4\n"));
    let resumed = world.args(["assess", "-o", "me.toml"]).stdin("quit\n");
    let outcome = resumed.run();
    assert!(outcome.stderr.contains("Um eine Entscheidung zu verstehen"), "{outcome}");
    let outcome = resumed.args(["assess", "-o", "me.toml", "--lang", "ar"]).run();
    let refusal = "`me.toml` was started with `--lang de`; resume it without `--lang`, or name another file with `-o`";
    assert!(outcome.code == Some(2) && outcome.stderr.contains(refusal), "{outcome}");
}

#[test]
fn people_who_answered_in_several_languages_are_compared_with_a_note() {
    let form = |language: &str| format!("[form]\n{language}\n{WORKED_EXAMPLE}");
    let world = rolefit()
        .pack("worked-example")
        .file("ana.toml", &form("language = \"de\""))
        .file("ben.toml", &form(""))
        .file("eva.toml", &form("language = \"DE\""));
    let outcome = world.args(["score", "ana.toml", "ben.toml", "eva.toml", "--roles", "worked-example"]).run();
    let note = "note: people answered in several languages: 1 in the original language and 2 in `de`; a difference between them may \
                be one of wording\n";
    assert!(outcome.stderr.contains(note), "{outcome}");
    let outcome = world_of_one(&form("language = \"de\"")).run();
    assert!(!outcome.stderr.contains("several languages"), "{outcome}");
    let outcome = world_of_one(&form("language = \"deutsch\"")).run();
    assert!(
        outcome.stderr.contains("error[RF402] illegal-language: `deutsch` is not the tag of a language"),
        "{outcome}"
    );
}

fn world_of_one(text: &str) -> World {
    rolefit().pack("worked-example").file("ana.toml", text).args(["score", "ana.toml", "--roles", "worked-example"])
}

#[test]
fn results_show_questions_and_areas_in_a_language_whatever_was_answered_in() {
    let shown = |args: &[&str]| {
        let world = rolefit().example("ana.toml").args(args.iter().copied());
        let outcome = world.run();
        assert_eq!(outcome.code, Some(0), "{outcome}");
        (outcome.stdout, outcome.stderr)
    };
    let (report, said) = shown(&["report", "ana.toml", "--lang", "de"]);
    assert!(report.contains("Entwurf von API-Verträgen") && report.contains("Es macht mir Freude, wenn"));
    assert!(!report.contains("API contract design"));
    // Poles are words of targets, which roles have in English.
    assert!(report.contains("concentrator") && !report.contains("Vertiefung"));
    assert!(
        said.contains("note: questions and titles of areas are shown in `de`; everything else stays in English\n"),
        "{said}"
    );
    let (why, _) = shown(&["score", "ana.toml", "--why", "--lang", "de"]);
    assert!(why.contains("Korrektheit in verteilten Systemen"), "{why}");
    let (review, _) = shown(&["review", "ana.toml", "--lang", "de", "--area", "security"]);
    assert!(review.contains("Ein Repository war sechs Stunden öffentlich"), "{review}");
    let (plain, _) = shown(&["score", "ana.toml"]);
    let numbers = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    assert_eq!(numbers(&plain), numbers(&shown(&["score", "ana.toml", "--lang", "ar"]).0));
    // A number behind an Arabic name stays behind it: the name ends with a mark that reads from left to right.
    let (arabic, _) = shown(&["score", "ana.toml", "--why", "--lang", "ar"]);
    assert!(arabic.contains("الأمن\u{200e}") && arabic.contains("الأعطال\u{200e} (20 points below"), "{arabic}");
    let refused = rolefit().example("ana.toml").args(["score", "ana.toml", "--lang", "de", "--format", "csv"]).run();
    assert_eq!(
        refused.stderr,
        "error: `--lang` needs `--format table` or `markdown`; the other formats are for programs\n"
    );
}

#[test]
fn a_copy_of_the_built_in_pack_has_its_translations_until_its_wording_changes() {
    let shipped = rolefit().pack("roles");
    let questionnaire = shipped.read("roles/questionnaire.yaml");
    let senior = shipped.read("roles/senior.yaml");
    let with = |questionnaire: &str| {
        let world = rolefit().file("mine/questionnaire.yaml", questionnaire).file("mine/senior.yaml", &senior);
        world.args(["questions", "--roles", "mine", "--lang", "de"]).run()
    };
    assert!(with(&questionnaire).stdout.contains("Es macht mir Freude"));
    let changed = with(&questionnaire.replace("every notification switched off", "every notification on"));
    assert_eq!(
        changed.stderr,
        "error: no translation to `de`; the pack has no translations; they go into its folder `i18n`\n"
    );
}
