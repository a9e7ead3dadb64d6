//! `rolefit batch --reports`: a page per person, and one about all of them that ranks nobody.

use crate::cohort::{HEADER, survey};
use crate::world::{World, rolefit};

fn cohort() -> World {
    rolefit().example("cohort.csv")
}

fn run(world: &World, more: &[&str]) -> crate::world::Outcome {
    world.run_with(["batch", "cohort.csv", "-o", "scores.csv", "--reports", "pages"].iter().chain(more).copied())
}

/// The pieces of a text that begin and end with these, without them.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).map(|rest| rest.split_once(end).expect("an end").0).collect()
}

fn pages(world: &World) -> Vec<String> {
    world.files().into_iter().filter_map(|file| file.strip_prefix("pages/").map(str::to_owned)).collect()
}

#[test]
fn everybody_has_the_page_that_report_writes() {
    let world = cohort().example("eli.toml").example("gus.toml");
    assert_eq!(run(&world, &[]).code, Some(1), "one row is rejected");
    let people = ["ana", "ben", "chi", "dara", "eli", "fen", "gus"];
    let mut files: Vec<String> = people.iter().map(|person| format!("{person}.html")).collect();
    files.push("index.html".to_owned());
    assert_eq!(pages(&world), files);
    for person in ["eli", "gus"] {
        world.run_with(["report", &format!("{person}.toml"), "-o", "alone.html"]).printed();
        assert!(world.read(&format!("pages/{person}.html")) == world.read("alone.html"), "{person}");
    }
    assert_eq!(run(&world, &["--no-answers", "--paper", "letter", "--role", "senior"]).code, Some(1));
    let args = ["report", "eli.toml", "-o", "alone.html", "--no-answers", "--paper", "letter", "--role", "senior"];
    world.run_with(args).printed();
    assert!(world.read("pages/eli.html") == world.read("alone.html"));
}

#[test]
fn the_page_about_all_counts_what_the_summary_counts() {
    let world = cohort();
    run(&world, &["--summary", "summary.json"]);
    let index = world.read("pages/index.html");
    let summary: serde_json::Value = serde_json::from_str(&world.read("summary.json")).unwrap();
    let table = between(&index, "<table class=\"counts\">", "</table>")[0];
    let rows = between(between(table, "<tbody>", "</tbody>")[0], "<tr>", "</tr>");
    for (row, id) in rows.iter().zip(["backend", "manager", "principal", "senior"]) {
        let shown: Vec<u64> =
            between(row, "<data value=\"", "\"").iter().map(|number| number.parse().unwrap()).collect();
        let first = summary["first_role"][id].as_u64().unwrap_or_default();
        let bands = [
            "primary-fit",
            "near-primary-fit",
            "potential-capability-gap",
            "capable-style-stretch",
            "partial-match",
            "distant",
            "insufficient-evidence",
        ];
        let bands = bands.map(|band| summary["bands"][id][band].as_u64().unwrap_or_default());
        assert_eq!(shown, [first].into_iter().chain(bands).collect::<Vec<_>>(), "{id}: {summary}");
        assert_eq!(shown[1..].iter().sum::<u64>(), 7);
    }
    assert!(index.contains("1 row was not scored"));
    assert!(index.contains("Unanswered items: 1 person"));
}

#[test]
fn gaps_are_those_of_everybodys_first_role() {
    let world = cohort();
    run(&world, &["--format", "ndjson", "--full"]);
    let scores = world.read("scores.csv");
    let people: Vec<serde_json::Value> = scores.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let with_gap = |area: &str| {
        let first = people.iter().map(|person| &person["roles"][0]).filter(|role| !role["rank"].is_null());
        let has = |role: &serde_json::Value| role["growth"].as_array().unwrap().iter().any(|step| step["area"] == area);
        first.filter(|role| has(role)).count()
    };
    let index = world.read("pages/index.html");
    let table = between(&index, "<table class=\"parts gaps\">", "</table>")[0];
    for (title, area) in [("Reliability operations", "reliability-operations"), ("Security", "security")] {
        let alt = format!("aria-label=\"{title}: {} of 6.\"", with_gap(area));
        assert!(with_gap(area) > 0 && table.contains(&alt), "{alt}");
    }
}

#[test]
fn people_are_links_in_order_of_their_ids_and_the_order_of_rows_changes_nothing() {
    let world = cohort();
    run(&world, &[]);
    let index = world.read("pages/index.html");
    let links = between(&index, "<a href=\"", "\"");
    assert_eq!(links, ["ana.html", "ben.html", "chi.html", "dara.html", "eli.html", "fen.html", "gus.html"]);
    let table = world.read("cohort.csv");
    let mut rows: Vec<&str> = table.lines().collect();
    rows[1..].reverse();
    let world = rolefit().file("cohort.csv", &(rows.join("\n") + "\n"));
    run(&world, &["--jobs", "1"]);
    assert!(world.read("pages/index.html") == index);
}

#[test]
fn names_are_shown_where_they_are_mapped_and_never_beside_a_pseudonym() {
    let header = HEADER.replacen("id,", "who,mail,", 1);
    let table = format!("{header}\nAna <b>Lima</b>,ana,4,2,4,2,a,a,a\nBen,index,4,2,4,2,a,a,a\n");
    let world = survey().file("a.csv", &table).file("m.toml", "[person]\nid = \"mail\"\nname = \"who\"\n");
    let run = |more: &[&str]| {
        let usual = ["batch", "a.csv", "--map", "m.toml", "-o", "out.csv", "--reports", "pages"];
        world.run_with(usual.iter().chain(more).copied())
    };
    let outcome = run(&[]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    // Somebody who has the id of the page about all gets a number.
    assert_eq!(pages(&world), ["ana.html", "index-2.html", "index.html"]);
    let index = world.read("pages/index.html");
    assert!(index.contains("<a href=\"ana.html\"><bdi>Ana &lt;b&gt;Lima&lt;/b&gt; (ana)</bdi></a>"), "{index}");
    assert!(index.contains("<a href=\"index-2.html\"><bdi>Ben (index)</bdi></a>"));
    assert!(world.read("pages/ana.html").contains("<bdi>Ana &lt;b&gt;Lima&lt;/b&gt; (ana)</bdi>"));
    std::fs::remove_dir_all(world.path().join("pages")).unwrap();
    assert_eq!(run(&["--anonymize", "key"]).code, Some(0));
    for page in pages(&world) {
        let page = world.read(&format!("pages/{page}"));
        assert!(!page.contains("Lima") && !page.contains("Ben") && !page.contains("ana"), "{page}");
    }
}

#[cfg(unix)]
#[test]
fn the_folder_and_the_pages_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = cohort();
    run(&world, &[]);
    let mode = |file: &str| std::fs::metadata(world.path().join(file)).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode("pages"), mode("pages/ana.html"), mode("pages/index.html")], [0o700, 0o600, 0o600]);
}

#[test]
fn what_stands_in_the_way_is_said_before_anything_is_written() {
    let world = cohort().file("pages/eli.html/x", "").file("pages/other.html", "");
    let outcome = run(&world, &[]);
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.stderr.ends_with(
            "error: cannot write the report `pages/eli.html`: it is a folder; nothing written; move it, or name another folder for \
             the reports\n"
        ),
        "{outcome}"
    );
    assert_eq!(pages(&world), ["eli.html/x", "other.html"]);
    let world = cohort().file("pages/other.html", "");
    let said = run(&world, &[]).stderr;
    let note = "note: `pages` also contains 1 other page; name an empty folder to keep these reports separate\n";
    assert!(said.contains(note), "{said}");
    assert_eq!(
        cohort().run_with(["batch", "cohort.csv", "--reports", "-"]).refused(),
        "error: `--reports` needs a folder, not `-`; write `./-` for a folder named `-`\n"
    );
    assert_eq!(cohort().run_with(["batch", "cohort.csv", "-o", "x", "--reports", "x/y"]).code, Some(2));
}
