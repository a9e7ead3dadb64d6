//! `rolefit questions --format html`, and the way back: answers as one line of text into `score`, `batch` and `assess`. What
//! the page does in a browser is tested in `form_browser`.

use insta::assert_snapshot;
use rolefit::answers::line::{GROUP, check, group_check};
use rolefit::random::SplitMix64;
use serde_json::Value;

use crate::world::{World, rolefit};

/// The page for some arguments.
pub(crate) fn page(world: World, args: &[&str]) -> String {
    // To a file: what is printed is shown to tests without its digests.
    let world = world.args(["questions", "--format", "html", "-o", "form.html"].iter().chain(args).copied());
    let outcome = world.run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""));
    world.read("form.html")
}

/// What the page tells its script.
pub(crate) fn data(page: &str) -> Value {
    let (_, data) = page.split_once("id=\"form-data\">").unwrap();
    serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap()
}

/// Writes a line as the page does: `letters` has one letter a question.
pub(crate) fn line(page: &str, person: &str, letters: &[String]) -> String {
    let groups = letters.chunks(GROUP).enumerate().map(|(number, letters)| {
        let letters = letters.concat();
        format!("{letters}{}", group_check(number, &letters))
    });
    let groups: Vec<String> = groups.collect();
    let text = format!("{}{person}/{}/", data(page)["line"].as_str().unwrap(), groups.join("-"));
    format!("{text}{};", check(&text))
}

/// Random letters for a page of the built-in pack, and the answers file with the same answers.
pub(crate) fn answered(page: &str, seed: u64) -> (Vec<String>, String) {
    let data = data(page);
    let statements = data["statements"].as_u64().unwrap() as usize;
    let mut random = SplitMix64::new(seed);
    let mut letters = Vec::new();
    let mut file = format!("{}\n{}\n[answers]\n", data["top"].as_str().unwrap(), data["table"].as_str().unwrap());
    for (index, id) in data["items"].as_array().unwrap().iter().enumerate() {
        let choices = if index < statements { 5 } else { 4 };
        let choice = 1 + random.below(choices);
        let (letter, value) = match random.below(12) {
            0 => ("x".to_owned(), "\"skip\"".to_owned()),
            1 => ("0".to_owned(), "\"\"".to_owned()),
            _ if index < statements => (choice.to_string(), choice.to_string()),
            _ => (choice.to_string(), format!("\"{}\"", ["a", "b", "c", "d"][choice - 1])),
        };
        letters.push(letter);
        file += &format!("{} = {value}\n", id.as_str().unwrap());
    }
    (letters, file)
}

/// A page of the built-in pack and a line of answers to it.
fn sample() -> (String, String) {
    let page = page(rolefit(), &["--short"]);
    let (letters, _) = answered(&page, 5);
    let line = line(&page, "ana", &letters);
    (page, line)
}

/// What `score` says of a text that should be a line of answers.
fn refused(text: &str) -> String {
    rolefit().file("ana.txt", text).args(["score", "ana.txt"]).run().refused()
}

#[test]
fn the_page_is_one_file_that_asks_nobody_for_anything() {
    for form in [&[][..], &["--form", "b"], &["--short"], &["--role", "principal"]] {
        let page = page(rolefit(), form);
        assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"), "{form:?}");
        for outside in ["http:", "https:", "src=", "href=\"", "url(", "@import", "unsafe-"] {
            assert!(!page.contains(outside), "{form:?} has `{outside}`");
        }
        assert!(page.len() <= 130_000, "{form:?} takes {} bytes", page.len());
    }
}

#[test]
fn the_page_holds_nothing_of_the_key() {
    let questionnaire = include_str!("../../roles/questionnaire.yaml");
    let page = page(rolefit(), &[]);
    let mut reasons = 0;
    for reason in questionnaire.split("why: ").skip(1) {
        let reason = reason.lines().next().unwrap().trim_matches(['"', '}', ' ']);
        assert!(!page.contains(reason), "{reason}");
        reasons += 1;
    }
    assert!(reasons > 400, "{reasons}");
    for secret in ["why", "credit", "toward", "collaborator", "concentrator", "conceptual"] {
        assert!(!page.to_lowercase().contains(&format!("\"{secret}\"")), "{secret}");
    }
    let shown = page.split_once("<main").unwrap().1.split_once("<script").unwrap().0;
    assert!(!shown.contains("focus-"), "ids say what a question measures");
}

#[test]
fn the_same_pack_and_seed_make_the_same_page_and_another_seed_another_order() {
    let world = rolefit();
    let made = |seed: &str| world.run_with(["questions", "--format", "html", "--seed", seed]).printed();
    assert_eq!(made("7"), made("7"));
    let items = |page: String| data(&page)["items"].clone();
    assert_ne!(items(made("7")), items(made("8")));
}

#[test]
fn a_seed_that_no_script_could_hold_arrives_whole() {
    let seed = "9223372036854775807";
    let page = page(rolefit(), &["--seed", seed]);
    assert!(data(&page)["table"].as_str().unwrap().contains(&format!("\nseed = {seed}\n")));
    let (letters, _) = answered(&page, 1);
    let world = rolefit().file("ana.txt", &line(&page, "ana", &letters));
    assert_eq!(world.args(["score", "ana.txt", "--format", "json"]).run().json()[0]["person"]["id"], "ana");
}

#[test]
fn text_of_a_pack_cannot_leave_its_place() {
    let pack = rolefit().pack("worked-example");
    let text = pack.read("worked-example/questionnaire.yaml");
    let hostile = text.replacen("title: ", "title: \"</title></script><script>alert(1)</script>\" # ", 1);
    let page = page(pack.file("worked-example/questionnaire.yaml", &hostile), &["--roles", "worked-example"]);
    assert_eq!(page.matches("<script").count(), 2, "{page}");
    assert!(page.contains("&lt;script&gt;alert"));
}

#[test]
fn a_line_scores_as_the_file_with_the_same_answers() {
    for (number, form) in
        [&[][..], &["--form", "b"], &["--short"], &["--role", "manager", "--role", "senior"]].iter().enumerate()
    {
        let page = page(rolefit(), form);
        let (letters, file) = answered(&page, number as u64);
        let world = rolefit().file("ana.txt", &line(&page, "ana", &letters)).file("ana.toml", &file);
        let score = |name: &str| world.run_with(["score", name, "--format", "json"]).json();
        let (of_line, of_file) = (score("ana.txt"), score("ana.toml"));
        assert!(of_line == of_file, "{form:?}: line\n{of_line:#}\nfile\n{of_file:#}");
    }
}

#[test]
fn a_line_survives_what_mail_does_to_it() {
    let (_, line) = sample();
    let score = |text: &str| rolefit().file("ana.txt", text).args(["score", "ana.txt"]).run().printed();
    let plain = score(&line);
    let wrapped: Vec<&str> = line.as_bytes().chunks(60).map(|piece| std::str::from_utf8(piece).unwrap()).collect();
    let quoted = format!("\u{feff}Hello,\r\n\r\n> {}\r\n\r\nBest wishes, Ana\r\n", wrapped.join("\r\n> "));
    assert_eq!(score(&quoted), plain);
    assert_eq!(score(&line.replacen("rolefit1", "Rolefit1", 1)), plain);
    let stdin = rolefit().stdin(&quoted).args(["score", "-", "--input-format", "line"]).run();
    assert_eq!(stdin.printed(), plain);
}

#[test]
fn a_mail_with_the_lines_of_many_people_is_scored_from_standard_input_as_from_a_file() {
    let page = page(rolefit(), &[]);
    let letters = answered(&page, 1).0;
    let [ana, ben, nameless] = ["ana", "ben", ""].map(|person| line(&page, person, &letters));
    let damaged = ben.replacen("/ben/", "/bob/", 1);
    let mail = format!("Hello,\n> {ana}\nand\n> {damaged}\n{nameless}\n");
    let of_file = rolefit().file("stdin.txt", &mail).args(["batch", "stdin.txt"]).run();
    let of_stream = rolefit().stdin(&mail).args(["batch", "-", "--input-format", "answers"]).run();
    assert_eq!((of_stream.code, &of_stream.stdout), (Some(1), &of_file.stdout));
    assert_eq!(of_stream.stderr, of_file.stderr.replace("stdin.txt", "<stdin>"));
    assert!(of_stream.stdout.contains("\nana,") && of_stream.stdout.contains("\nstdin-3,"), "{of_stream}");
    assert!(of_stream.stderr.contains("<stdin> (2 of 3)"), "{of_stream}");
    // A file of one line is named after the file; one line on its own has a number all the same.
    let alone = rolefit().stdin(&ben).args(["batch", "-", "--input-format", "answers"]).run();
    assert!(alone.code == Some(0) && alone.stdout.contains("\nben,"), "{alone}");
    let other = rolefit().stdin("[answers]\n").args(["batch", "-", "--input-format", "answers"]).run();
    assert_eq!(
        other.refused(),
        "error: no line of answers (`rolefit1:...`) on standard input; score one answers file with `rolefit score - --input-format toml`\n"
    );
}

#[test]
fn no_changed_character_goes_unnoticed() {
    let (_, line) = sample();
    let places: Vec<(usize, char)> = line.char_indices().collect();
    let world = places.iter().step_by(3).fold(rolefit(), |world, (place, character)| {
        let other = if character.is_ascii_digit() { 'a' } else { '1' };
        let end = place + character.len_utf8();
        let changed = format!("{}{other}{}", &line[..*place], &line[end..]);
        world
            .file(&format!("answers/{place:03}.txt"), &changed)
            .file(&format!("answers/{place:03}-cut.txt"), &line[..*place])
    });
    let outcome = world.args(["batch", "answers/"]).run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert_eq!(outcome.stdout.lines().count(), 1, "only the header: {outcome}");
}

#[test]
fn damaged_answers_are_named_by_their_questions() {
    let (_, line) = sample();
    let groups = line.rsplit('/').nth(1).unwrap();
    let third = groups.split('-').nth(2).unwrap();
    let start = if third.starts_with('1') { "2" } else { "1" };
    let changed = line.replace(third, &format!("{start}{}", &third[1..]));
    let said = refused(&changed);
    assert!(said.contains("damaged answers to questions 21 to 30: expected the check character"), "{said}");
    let said = refused(&line.replace(third, &third[1..]));
    assert!(said.contains("damaged answers to questions 21 to 30: expected 10 answers, found 9"), "{said}");
    let said = refused(&line.replace("/ana/", "/anna/"));
    assert!(said.contains("either the part before the answers or the check at the end"), "{said}");
}

#[test]
fn what_is_wrong_with_a_line_is_said_with_a_way_out() {
    let (page, line) = sample();
    assert_snapshot!(refused("See you on Monday.\n"));
    assert_snapshot!(refused(&line[..40]));
    assert_snapshot!(refused(&line.replacen("rolefit1", "rolefit2", 1)));
    assert_snapshot!(refused(&format!("{line}\n{line}\n")));
    // A form that this pack would make otherwise: another seed than its order.
    let (letters, _) = answered(&page, 5);
    let other = page.replace("/short/a/1/", "/short/a/2/");
    assert_snapshot!(refused(&self::line(&other, "ana", &letters)));
    assert_snapshot!(refused(&self::line(&page, "ana", &letters[1..])));
    assert_snapshot!(refused(&self::line(
        &page.replace("rolefit1:backend-family@", "rolefit1:frontend@"),
        "ana",
        &letters
    )));
    assert_snapshot!(refused(&self::line(&page.replace("/short/a/", "/roles+pilot/a/"), "ana", &letters)));
}

#[test]
fn a_letter_that_no_answer_has_is_refused_in_its_place() {
    let (page, _) = sample();
    let (mut letters, _) = answered(&page, 5);
    letters[0] = "7".to_owned();
    letters[30] = "w".to_owned();
    letters[31] = "(9999999999)".to_owned();
    letters[32] = "?".to_owned();
    let said = refused(&line(&page, "ana", &letters));
    assert!(said.contains("is outside 1 to 5") && said.matches("has no option").count() == 3, "{said}");
}

#[test]
fn changed_wording_is_a_notice_as_with_a_file() {
    let pack = rolefit().pack("roles");
    let page = page(pack, &["--roles", "roles"]);
    let (letters, _) = answered(&page, 3);
    let pack = rolefit().pack("roles");
    let text = pack.read("roles/questionnaire.yaml").replacen("I do my hardest work", "I do hard work", 1);
    let world = pack.file("roles/questionnaire.yaml", &text).file("ana.txt", &line(&page, "ana", &letters));
    let result = &world.args(["score", "ana.txt", "--roles", "roles", "--format", "json"]).run().json()[0];
    assert_eq!(result["notices"][0]["code"], "items-changed");
}

#[test]
fn a_folder_of_what_came_back_is_scored_at_once() {
    let (page, line) = sample();
    let (letters, file) = answered(&page, 8);
    let other = self::line(&page, "", &letters);
    let world = rolefit()
        .args(["batch", "answers/", "--format", "table", "--role", "manager", "--rejects", "-", "-o", "out.md"])
        .file("answers/ana.txt", &line)
        .file("answers/ben.toml", &file)
        .file("answers/chat.txt", &format!("from Eve\n{other}\nfrom Flo\n{other}\n"))
        .file("answers/mail.txt", &line[..70])
        .file("answers/notes.txt", "call Ana");
    assert_snapshot!(world.run());
    let people = world.read("out.md");
    for person in ["ana", "ben", "chat-1", "chat-2"] {
        assert!(people.contains(person), "{people}");
    }
    let twice = rolefit().file("a.txt", &line).file("b.txt", &format!("{line}\n{line}"));
    assert_snapshot!(twice.args(["batch", "a.txt", "b.txt"]).run());
}

#[test]
fn a_table_that_ends_in_txt_stays_a_table() {
    let world = rolefit().file("survey.txt", "id\tfocus-quiet-block\nana\t4\n");
    let outcome = world.args(["batch", "survey.txt", "--role", "manager"]).run();
    assert!(outcome.stdout.contains("\nana,"), "{outcome}");
}

#[test]
fn an_interview_goes_on_with_answers_from_the_page() {
    let (page, line) = sample();
    let (letters, _) = answered(&page, 5);
    let open = letters.iter().filter(|letter| *letter == "0").count();
    let world = rolefit().file("ana.txt", &line);
    let world = world.stdin(&"skip\n".repeat(open)).args(["assess", "-o", "ana.toml", "--from", "ana.txt"]);
    let outcome = world.run();
    assert!(outcome.code == Some(0) && outcome.stdout.contains("Role fit of ana"), "{outcome}");
    let again = world.run();
    assert_eq!(
        again.refused(),
        "error: `ana.toml` exists; resume it without `--from`, or name another file with `-o`\n"
    );
    let world = rolefit().args(["assess", "-o", "ana.toml", "--from", "ann.txt"]);
    assert_eq!(world.run().refused(), "error: cannot read `ann.txt`: no such file\n");
    assert_eq!(world.files(), [""; 0]);
}

#[test]
fn a_long_scale_without_labels_has_a_field_for_a_number() {
    let pack = rolefit().pack("worked-example");
    let text = pack.read("worked-example/questionnaire.yaml");
    let scale = text.lines().find(|line| line.starts_with("scale:")).unwrap();
    let text = text.replace(scale, "scale: { min: -10, max: 90 }");
    let pack = pack.file("worked-example/questionnaire.yaml", &text);
    let page = page(pack, &["--roles", "worked-example"]);
    assert!(page.contains("type=\"number\" name=\"q1\" min=\"-10\" max=\"90\""), "{page}");
    let letters: Vec<String> = (0..data(&page)["items"].as_array().unwrap().len())
        .map(|index| if index < 10 { format!("({})", 50 + index) } else { "1".to_owned() })
        .collect();
    let world = rolefit().pack("worked-example").file("worked-example/questionnaire.yaml", &text);
    let world = world.file("ana.txt", &line(&page, "ana", &letters));
    let from = world.args(["assess", "-o", "ana.toml", "--from", "ana.txt", "--roles", "worked-example"]);
    let outcome = from.run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let first = data(&page)["items"][0].as_str().unwrap().to_owned();
    assert!(from.read("ana.toml").contains(&format!("{first} = 39\n")), "{}", from.read("ana.toml"));
}
