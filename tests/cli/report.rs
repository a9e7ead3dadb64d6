//! `rolefit report`: a page that holds everything, says what the JSON says, and does nothing.

use serde_json::Value;

use crate::world::{World, rolefit};

/// The page about a person of the examples.
fn page(file: &str, more: &[&str]) -> String {
    rolefit().example(file).args(["report", file].iter().chain(more).copied()).run().printed()
}

/// What `score` says of the same person, roles by id.
fn scored(file: &str) -> Value {
    rolefit().example(file).args(["score", file, "--format", "json"]).run().json()[0].clone()
}

fn role<'a>(result: &'a Value, id: &str) -> &'a Value {
    result["roles"].as_array().unwrap().iter().find(|role| role["role"] == id).unwrap()
}

/// The pieces of a text that begin and end with these, without them.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).map(|rest| rest.split_once(end).expect("an end").0).collect()
}

/// The rows of the table with a class, each as the numbers in it: value and text.
fn rows(html: &str, class: &str) -> Vec<Vec<(f64, String)>> {
    let table = between(html, &format!("<table class=\"{class}\">"), "</table>")[0];
    let body = between(table, "<tbody>", "</tbody>")[0];
    between(body, "<tr", "</tr>").into_iter().map(numbers).collect()
}

fn numbers(html: &str) -> Vec<(f64, String)> {
    let number = |piece: &str| {
        let (value, text) = piece.split_once("\">").unwrap();
        (value.parse().unwrap(), text.to_owned())
    };
    between(html, "<data value=\"", "</data>").into_iter().map(number).collect()
}

/// The values of numbers, of which each text is its value as a whole number.
fn values(numbers: &[(f64, String)]) -> Vec<f64> {
    for (value, text) in numbers {
        let shown: f64 = text.parse().unwrap();
        assert!((shown - value).abs() <= 0.5 || shown == value.floor(), "{value} is shown as {text}");
    }
    numbers.iter().map(|(value, _)| *value).collect()
}

fn section<'a>(html: &'a str, id: &str) -> &'a str {
    between(html, &format!("<section class=\"role\" id=\"person-1-{id}\">"), "<section class=\"about\"")[0]
        .split("<section class=\"role\"")
        .next()
        .unwrap()
}

/// The last binary digit is the JSON reader's to round.
fn assert_same(shown: &[f64], expected: &[&Value]) {
    let expected: Vec<f64> = expected.iter().filter_map(|value| value.as_f64()).collect();
    let is_same = shown.iter().zip(&expected).all(|(shown, expected)| (shown - expected).abs() < 1e-12);
    assert!(is_same && shown.len() == expected.len(), "{shown:?}, expected {expected:?}");
}

#[test]
fn every_number_of_the_tables_is_that_of_the_json() {
    let html = page("eli.toml", &["--role", "backend", "--role", "senior"]);
    let result = scored("eli.toml");
    let ranking = rows(&html, "ranking");
    for (row, role) in ranking.iter().zip(result["roles"].as_array().unwrap()) {
        let sure = &role["uncertainty"];
        let contender = sure["contender"].as_bool().unwrap();
        let row = if contender { &row[1..] } else { &row[..] };
        let axes = [(&role["overall"], "overall"), (&role["personality"]["score"], "personality")];
        let axes = axes.into_iter().chain([(&role["competency"]["score"], "competency")]);
        let expected: Vec<&Value> =
            axes.flat_map(|(value, axis)| [value, &sure[axis]["from"], &sure[axis]["to"]]).collect();
        assert_same(&values(row), &expected);
    }
    assert_eq!(ranking.len(), 4);
    for id in ["backend", "senior"] {
        let (html, role) = (section(&html, id), role(&result, id));
        for (row, part) in rows(html, "parts styles").iter().zip(role["personality"]["parts"].as_array().unwrap()) {
            let known = &result["profile"]["work_style"][part["dimension"].as_str().unwrap()];
            let expected =
                [&part["answered_score"], &part["score"], &known["from"], &known["to"], &part["fit"], &part["weight"]];
            assert_same(&values(row), &expected);
        }
        for (row, part) in rows(html, "parts areas").iter().zip(role["competency"]["parts"].as_array().unwrap()) {
            let known = &result["profile"]["competency"][part["area"].as_str().unwrap()];
            let expected = [
                &part["answered_score"],
                &part["score"],
                &known["from"],
                &known["to"],
                &part["need"],
                &part["gate"]["level"],
                &part["attainment"],
                &part["weight"],
            ];
            assert_same(&values(row), &expected);
        }
    }
}

#[test]
fn bands_gates_and_steps_are_those_of_the_json() {
    let html = page("eli.toml", &["--role", "senior"]);
    let (html, result) = (section(&html, "senior"), scored("eli.toml"));
    let role = role(&result, "senior");
    let legend = numbers(between(html, "<ul class=\"legend\">", "</ul>")[0]);
    let bands = role["uncertainty"]["bands"].as_object().unwrap();
    let mut likely: Vec<f64> = bands.values().filter_map(Value::as_f64).filter(|share| *share > 0.0).collect();
    let mut shown: Vec<f64> = legend.iter().map(|(value, _)| *value).collect();
    likely.sort_by(f64::total_cmp);
    shown.sort_by(f64::total_cmp);
    assert_eq!(shown, likely);
    assert!(!html.contains(">0%<") && html.contains(">&lt;1%<"), "what is possible is never nothing");

    let gates = numbers(between(html, "Gates: ", "</p>")[0]);
    let parts = role["competency"]["parts"].as_array().unwrap();
    let expected = parts.iter().filter(|part| !part["gate"].is_null());
    let expected: Vec<&Value> = expected
        .flat_map(|part| [&part["gate"]["level"], &part["gate"]["probability"]])
        .chain([&role["competency"]["gates_passed"]])
        .collect();
    assert_same(&gates.iter().map(|(value, _)| *value).collect::<Vec<_>>(), &expected);

    let steps = between(html, "<section class=\"steps\">", "</section>")[0];
    let growth = role["growth"].as_array().unwrap();
    let expected: Vec<&Value> = growth.iter().take(5).flat_map(|step| [&step["overall_gain"], &step["to"]]).collect();
    assert_same(&numbers(steps).iter().map(|(value, _)| *value).collect::<Vec<_>>(), &expected);
    assert!(growth.len() > 5);
    assert!(steps.contains(&format!("{} steps", growth.len() - 5)));
}

#[test]
fn the_first_page_names_every_contender_and_puts_a_range_beside_every_score() {
    let html = page("eli.toml", &[]);
    let summary = between(&html, "<section class=\"summary\">", "<section class=\"role\"")[0];
    assert!(summary.contains(
        "<p class=\"lede\">Backend / Platform Engineer or Principal Backend Engineer: the answers do not settle which fits \
         best.</p>"
    ));
    // The third is a contender, the second is not.
    let shown = between(&html, "<section class=\"role\" id=\"person-1-", "\"");
    assert_eq!(shown, ["backend", "principal"]);
    for axis in ["Overall ", "personality ", "competency "] {
        let said = between(summary, &format!("<span class=\"whole\">{axis}"), "</span>");
        assert_eq!(said.len(), 2);
        assert!(said.iter().all(|said| said.matches("<data").count() == 3), "{said:?}");
    }
    assert!(summary.contains("it is not a hiring decision"));
}

#[test]
fn every_chart_says_in_words_what_it_shows() {
    for html in [page("ana.toml", &[]), page("gus.toml", &[])] {
        let charts = between(&html, "<svg", "</svg>");
        assert!(charts.len() > 20, "{}", charts.len());
        for chart in charts {
            let opening = chart.split('>').next().unwrap();
            assert!(opening.contains(" role=\"img\"") && opening.contains(" aria-label=\""), "{opening}");
            assert!(!opening.contains("aria-label=\"\""), "{opening}");
        }
    }
    assert!(page("ana.toml", &[]).contains(
        "aria-label=\"focus from 0, collaborator, to 100, concentrator: 48, likely 36 to 59; target 35 to 60.\""
    ));
}

#[test]
fn a_page_runs_nothing_and_fetches_nothing() {
    let html = page("ana.toml", &[]);
    for none in
        ["<script", "javascript:", "http://", "https://", "src=", "url(", "@import", "<link", "<iframe", "<form"]
    {
        assert!(!html.contains(none), "{none}");
    }
    assert!(between(&html, "href=\"", "\"").iter().all(|target| target.starts_with('#')));
    assert!(between(&html, "<style>", "</style>")[0].starts_with("\n@page{size:A4}"));
    assert!(
        html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"")
    );
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    let world = rolefit().example("ana.toml").example("gus.toml");
    let once = world.run_with(["report", "ana.toml", "gus.toml"]).printed();
    assert!(once == world.run_with(["report", "ana.toml", "gus.toml"]).printed());
    assert_eq!(once.matches("<h1>").count(), 2);
    assert!(once.contains("<title>Role fit of 2 people</title>"));
}

#[test]
fn anchors_of_a_page_lead_somewhere_and_are_there_once() {
    let world = rolefit().example("ana.toml").example("ben.toml");
    let html = world.run_with(["report", "ana.toml", "ben.toml"]).printed();
    let mut ids = between(&html, " id=\"", "\"");
    assert!(between(&html, "href=\"#", "\"").iter().all(|target| ids.contains(target)));
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

/// A pack whose texts are out to break a page.
fn hostile() -> World {
    const EVIL: &str = "</style></title><script>alert(1)</script>\\\" onload=x '&lt; \\u202Eevil";
    let world = rolefit()
        .pack("worked-example")
        .file("evil.toml", &format!("[person]\nid = \"{EVIL}\"\n{}", crate::world::WORKED_EXAMPLE.trim_start()));
    let role = world.read("worked-example/engineer.yaml").replace("title: Engineer", &format!("title: \"{EVIL}\""));
    world.file("worked-example/engineer.yaml", &role)
}

#[test]
fn hostile_names_and_texts_stay_text() {
    let world = hostile();
    assert!(world.read("worked-example/engineer.yaml").contains("<script>"));
    let html = world.run_with(["report", "evil.toml", "--roles", "worked-example"]).printed();
    assert!(!html.contains("<script") && !html.contains('\u{202e}'));
    assert_eq!(html.matches("</style>").count(), 1);
    assert_eq!(html.matches("</title>").count(), 1);
    assert!(html.contains(
        "<bdi>&lt;/style&gt;&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=x '&amp;lt; \u{fffd}evil</bdi>"
    ));
    // No quote ends an attribute.
    for label in between(&html, "aria-label=\"", ">") {
        assert_eq!(label.matches('"').count() % 2, 1, "{label}");
        assert!(!label.contains("\" onload"), "{label}");
    }
}

#[test]
fn the_answers_are_there_unless_they_are_left_out() {
    let statement = "I enjoy it when an unplanned request turns my day around.";
    let with = page("ana.toml", &[]);
    assert!(with.contains(statement) && with.contains("102 answers"));
    let without = page("ana.toml", &["--no-answers"]);
    assert!(!without.contains(statement) && !without.contains("class=\"answers\""));
    assert!(without.len() < 80_000, "{}", without.len());
    // What an answer earns is the key's to know.
    assert!(!with.contains("credit of"));
}

#[test]
fn too_few_answers_are_said_in_place_of_numbers() {
    let html = page("gus.toml", &[]);
    assert!(html.contains("<p class=\"lede\">These answers do not score both axes of any role.</p>"));
    assert!(html.contains("Not ranked: too few answers"));
    assert!(html.contains("29 of 102 items answered"));
    assert!(!html.contains("<svg class=\"axes\"") && !html.contains("class=\"bands\""));
}

#[test]
fn a_file_that_cannot_be_read_is_reported_after_the_others_are_written() {
    let world = rolefit().example("ana.toml").file("bad.toml", "[answers]\nnonsense = 4\n");
    let outcome = world.run_with(["report", "ana.toml", "bad.toml", "-o", "out.html"]);
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.stderr.contains("bad.toml"));
    assert!(world.read("out.html").contains("<bdi>ana</bdi>"));
    // Nothing takes the place of a report that is there.
    assert_eq!(world.run_with(["report", "bad.toml", "-o", "out.html"]).code, Some(2));
    assert!(world.read("out.html").contains("<bdi>ana</bdi>"));
}

#[test]
fn what_cannot_be_reported_is_refused() {
    let world = rolefit().example("ana.toml");
    assert_eq!(
        world.run_with(["report"]).refused(),
        "error: missing answers file; try `rolefit report ANSWERS.toml -o report.html`\n"
    );
    assert_eq!(
        world.run_with(["report", "ana.toml", "-o", "ana.toml"]).refused(),
        "error: `ana.toml` is an input and is not overwritten; name another file\n"
    );
    assert_eq!(
        world.run_with(["report", "ana.toml", "--role", "senor"]).refused(),
        "error: unknown role `senor`; a role with a similar id exists: `senior`\n"
    );
    assert!(page("ana.toml", &["--paper", "letter"]).contains("@page{size:letter}"));
}

#[cfg(unix)]
#[test]
fn a_report_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = rolefit().example("ana.toml").file("old.html", "an earlier one");
    let mode = |file: &str| std::fs::metadata(world.path().join(file)).unwrap().permissions().mode() & 0o777;
    for file in ["new.html", "old.html"] {
        world.run_with(["report", "ana.toml", "-o", file]).printed();
        assert_eq!(mode(file), 0o600);
    }
}
