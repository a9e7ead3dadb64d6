//! `rolefit roles`: the list and the card.

use insta::assert_snapshot;

use crate::world::rolefit;

#[test]
fn the_roles_of_a_pack_are_listed() {
    assert_snapshot!(rolefit().args(["roles", "--width", "140"]).run(), @"
    exit code 0
    --- stdout ---
    Backend family questionnaire: 4 roles

     Id          Title                         Track                    Personality
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     backend     Backend / Platform Engineer   individual contributor   moderate concentrator, strong conceptual, strong systems, moderate
                                                                        planner
     manager     Backend Engineering Manager   management               moderate collaborator, balanced, strong people, strong planner
     principal   Principal Backend Engineer    individual contributor   35 to 60, strong conceptual, 40 to 85, 50 to 80
     senior      Senior Backend Engineer       individual contributor   moderate concentrator, 30 to 65, 50 to 90, moderate planner

    Personality (work style): the targets of focus, reasoning, orientation and tempo, in that order.

    Questionnaire backend-family@2.0.0, 40 statements, 62 scenarios. `rolefit roles ID` prints a role's
    card, and several side by side.
    --- stderr ---
    ");
}

#[test]
fn a_list_without_room_for_a_table_is_written_out() {
    assert_snapshot!(rolefit().args(["roles", "--width", "50"]).run(), @"
    exit code 0
    --- stdout ---
    Backend family questionnaire: 4 roles

      - backend: Title Backend / Platform Engineer;
        Track individual contributor; Personality
        moderate concentrator, strong conceptual,
        strong systems, moderate planner
      - manager: Title Backend Engineering Manager;
        Track management; Personality moderate
        collaborator, balanced, strong people, strong
        planner
      - principal: Title Principal Backend Engineer;
        Track individual contributor; Personality 35
        to 60, strong conceptual, 40 to 85, 50 to 80
      - senior: Title Senior Backend Engineer; Track
        individual contributor; Personality moderate
        concentrator, 30 to 65, 50 to 90, moderate
        planner

    Personality (work style): the targets of focus,
    reasoning, orientation and tempo, in that order.

    Questionnaire backend-family@2.0.0, 40 statements,
    62 scenarios. `rolefit roles ID` prints a role's
    card, and several side by side.
    --- stderr ---
    ");
}

#[test]
fn a_card_shows_everything_the_role_file_says() {
    assert_snapshot!(rolefit().args(["roles", "principal", "--width", "100"]).run());
}

#[test]
fn a_card_of_a_bare_role_has_no_empty_headings() {
    let world = rolefit().pack("worked-example").args(["roles", "engineer", "--roles", "worked-example"]);
    assert_snapshot!(world.run(), @"
    exit code 0
    --- stdout ---
    Engineer (engineer, individual contributor)

    Personality (work style)
     Dimension   From           To             Target                      Range   Weight
    ──────────────────────────────────────────────────────────────────────────────────────
     focus       collaborator   concentrator   moderate concentrator    55 to 75       60
     tempo       adapter        planner        strong planner          70 to 100       40

    Competency (technical judgment)
     Area         Importance   Weight   Need   Gate
    ────────────────────────────────────────────────
     API          important        70   75     60
     Operations   important        30   82
    --- stderr ---
    ");
}

#[test]
fn an_unknown_role_is_answered_with_the_nearest_or_with_all() {
    assert_eq!(
        rolefit().args(["roles", "Senor"]).run().refused(),
        "error: unknown role `Senor`; a role with a similar id exists: `senior`\n"
    );
    assert_eq!(
        rolefit().args(["roles", "plumber"]).run().refused(),
        "error: unknown role `plumber`; the pack has `backend`, `manager`, `principal` and `senior`\n"
    );
}

#[test]
fn cards_are_ascii_when_asked_if_their_files_are() {
    for role in ["backend", "manager", "principal", "senior"] {
        let printed = rolefit().args(["roles", role, "--ascii"]).run().printed();
        assert!(printed.is_ascii(), "{printed}");
    }
}

#[test]
fn roles_side_by_side_show_targets_needs_and_neighbours_in_a_column_each() {
    let beside = |width: &str| rolefit().args(["roles", "senior", "principal", "--width", width]).run().printed();
    assert_snapshot!("beside_80", beside("80"));
    assert_snapshot!("beside_50", beside("50"));
    for width in ["30", "50", "80"] {
        let most: usize = width.parse().unwrap();
        for roles in [
            &["senior", "manager"][..],
            &["senior", "principal", "backend"],
            &["backend", "senior", "principal", "manager"],
        ] {
            let printed = rolefit().args(["roles", "--width", width].iter().chain(roles).copied()).run().printed();
            assert!(printed.lines().all(|line| line.chars().count() <= most), "{roles:?} at {width}: {printed}");
        }
    }
}

#[test]
fn roles_side_by_side_keep_the_order_they_were_named_in() {
    let head = |roles: [&str; 2]| {
        let printed = rolefit().args(["roles"].iter().chain(&roles).copied()).run().printed();
        printed.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(head(["manager", "backend"]), "Backend Engineering Manager and Backend / Platform Engineer");
    assert_eq!(head(["backend", "manager"]), "Backend / Platform Engineer and Backend Engineering Manager");
}

/// Two roles that share one area of two, and one dimension that one of them only describes.
const OPERATOR: &str = "id: operator\ntitle: Operator\nwork_style:\n  focus: { target: any }\n  \
                        tempo: { target: { min: 0, max: 20 }, weight: 100 }\n\
                        competency:\n  ops: { weight: 100, need: 82, importance: critical }\n";

#[test]
fn what_roles_have_in_common_is_said_in_words() {
    let world = rolefit().pack("worked-example").file("worked-example/operator.yaml", OPERATOR);
    let printed =
        world.run_with(["roles", "engineer", "operator", "--roles", "worked-example", "--width", "80"]).printed();
    assert_snapshot!(printed);
}

#[test]
fn roles_that_cannot_be_shown_together_are_refused() {
    assert_eq!(
        rolefit().args(["roles", "senior", "manager", "senior"]).run().refused(),
        "error: duplicate role `senior`; name each once\n"
    );
    let mut world = rolefit().pack("worked-example");
    for name in ["a", "b", "c", "d"] {
        let role = world.read("worked-example/engineer.yaml").replace("id: engineer", &format!("id: {name}"));
        world = world.file(&format!("worked-example/{name}.yaml"), &role);
    }
    let outcome = world.run_with(["roles", "a", "b", "c", "d", "engineer", "--roles", "worked-example"]);
    assert_eq!(outcome.refused(), "error: 5 roles have no room side by side; name 4 at most\n");
}

#[test]
fn a_section_is_printed_as_text_and_markdown_alone() {
    let outcome =
        |more: &[&str]| rolefit().args(["roles", "senior", "--section", "career"].iter().chain(more).copied()).run();
    assert!(outcome(&["--format", "markdown"]).printed().contains("### Career path\n\n- From: "));
    for format in ["html", "json"] {
        let refusal = "error: `--section` needs `--format text` or `--format markdown`\n";
        assert_eq!(outcome(&["--format", format]).refused(), refusal);
    }
    assert_eq!(
        outcome(&["manager"]).refused(),
        "error: `--section` needs one role; with several, both axes are shown side by side\n"
    );
}

/// The pieces of a text that begin and end with these, without them.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).map(|rest| rest.split_once(end).expect("an end").0).collect()
}

/// The texts of the cells of a row, without marks.
fn cells(row: &str) -> Vec<String> {
    let cell = |cell: &str| {
        let inside = cell.split_once('>').unwrap().1;
        // What only narrow screens show names the column again.
        let shown =
            inside.rsplit_once("class=\"of\"").map_or(inside, |(_, rest)| rest.split_once("</span>").unwrap().1);
        shown.split('<').map(|piece| piece.rsplit('>').next().unwrap()).collect::<String>()
    };
    between(row, "<td", "</td>").into_iter().map(cell).collect()
}

#[test]
fn a_page_about_a_role_says_what_its_json_says() {
    for id in ["backend", "manager", "principal", "senior"] {
        let html = rolefit().args(["roles", id, "--format", "html"]).run().printed();
        let json = rolefit().args(["roles", id, "--format", "json"]).run().json();
        let role = &json["roles"][0];
        let rows = |class: &str| {
            let table = between(&html, &format!("<table class=\"parts {class}\">"), "</table>")[0];
            between(between(table, "<tbody>", "</tbody>")[0], "<tr>", "</tr>")
                .into_iter()
                .map(cells)
                .collect::<Vec<_>>()
        };
        let text = |value: &serde_json::Value| value.as_f64().unwrap().to_string();
        let level = |value: &serde_json::Value| match value.as_object() {
            Some(level) if level["label"].as_str() == Some(&text(&level["score"])) => text(&level["score"]),
            Some(level) => format!("{} ({})", level["label"].as_str().unwrap(), text(&level["score"])),
            None => String::new(),
        };
        let targets = role["personality"].as_array().unwrap();
        assert_eq!(targets.len(), 4);
        for (row, target) in rows("targets").iter().zip(targets) {
            let range = format!("{} to {}", text(&target["min"]), text(&target["max"]));
            let poles = format!("{}{}", target["low"].as_str().unwrap(), target["high"].as_str().unwrap());
            assert_eq!(row[..], [poles, target["label"].as_str().unwrap().to_owned(), range, text(&target["weight"])]);
        }
        let needs = role["competency"].as_array().unwrap();
        for (row, need) in rows("needs").iter().zip(needs) {
            let importance = need["importance"].as_str().unwrap().to_owned();
            assert_eq!(row[1..], [level(&need["need"]), level(&need["gate"]), importance, text(&need["weight"])]);
        }
        assert_eq!(rows("needs").len(), needs.len());
        for neighbour in role["career"].as_array().unwrap() {
            assert!(html.contains(&format!("<dd>{}</dd>", neighbour["title"].as_str().unwrap())), "{neighbour}");
        }
    }
}

#[test]
fn every_form_of_the_card_says_the_same() {
    // Lines are broken in one, and signs escaped in the others.
    let bare = |text: &str| {
        let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace('\\', "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let show = |format: &str| bare(&rolefit().args(["roles", "principal", "--format", format]).run().printed());
    let json = rolefit().args(["roles", "principal", "--format", "json"]).run().json();
    let role = &json["roles"][0];
    let described = role["described"].as_array().unwrap().iter().flat_map(|part| part["texts"].as_array().unwrap());
    let reasons = role["personality"].as_array().unwrap().iter().map(|target| &target["why"]);
    let anchors = role["competency"].as_array().unwrap().iter().flat_map(|need| [&need["meets"], &need["excels"]]);
    let texts: Vec<&str> = described.chain(reasons).chain(anchors).filter_map(|text| text.as_str()).collect();
    assert!(texts.len() > 80, "{}", texts.len());
    for format in ["text", "markdown", "html"] {
        let shown = show(format);
        for text in &texts {
            assert!(shown.contains(&bare(text)), "{format}: {text}");
        }
    }
}

#[test]
fn the_page_about_all_roles_links_each_and_what_leads_to_it() {
    let html = rolefit().args(["roles", "--format", "html"]).run().printed();
    let ids = between(&html, " id=\"role-", "\"");
    assert_eq!(ids, ["backend", "manager", "principal", "senior"]);
    let targets = between(&html, "href=\"#role-", "\"");
    assert!(targets.len() > 4 && targets.iter().all(|target| ids.contains(target)), "{targets:?}");
    let json = rolefit().args(["roles", "--format", "json"]).run().json();
    assert_eq!(json["roles"].as_array().unwrap().len(), 4);
}

#[test]
fn pages_about_roles_run_nothing_and_keep_texts_text() {
    let evil = "</style><script>alert(1)</script>\\\" onload=x \\u202Eevil";
    let world = rolefit().pack("worked-example").env("ROLEFIT_ROLES", "worked-example");
    let role = world.read("worked-example/engineer.yaml");
    let hostile = role.replace(
        "title: Engineer",
        &format!("title: \"{evil}\"\nsummary: \"{evil}\"\ncareer: {{ next: [\"{evil}\"] }}"),
    );
    assert_ne!(role, hostile);
    let world = world.file("worked-example/engineer.yaml", &hostile).file("worked-example/operator.yaml", OPERATOR);
    for roles in [&["engineer"][..], &["engineer", "operator"], &[]] {
        let html = world.run_with(["roles", "--format", "html"].iter().chain(roles).copied()).printed();
        assert!(html.contains("&lt;script&gt;alert(1)") && !html.contains("<script") && !html.contains('\u{202e}'));
        assert_eq!(html.matches("</style>").count(), 1);
        for none in ["http://", "https://", "src=", "url(", "@import", "<link", "<form"] {
            assert!(!html.contains(none), "{none}");
        }
        for chart in between(&html, "<svg", ">") {
            assert!(chart.contains(" role=\"img\"") && !chart.contains("aria-label=\"\""), "{chart}");
        }
    }
    let letter = world.run_with(["roles", "--format", "html", "--paper", "letter", "-o", "roles.html"]);
    assert_eq!((letter.code, letter.stdout.as_str()), (Some(0), ""));
    assert!(world.read("roles.html").contains("@page{size:letter}"));
}
