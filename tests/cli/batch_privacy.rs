//! `--anonymize`: who somebody is stands in none of the outputs, and the same key gives the same pseudonyms.

use crate::cohort::{HEADER, over, survey};
use crate::world::World;

/// Every name here must be in no output.
const SECRETS: [&str; 8] =
    ["ana@x.org", "ben@x.org", "cleo@x.org", "Ana Secret", "Ben Secret", "Cleo Secret", "4711", "topsecret"];

const MAPPING: &str = "[person]\nid = \"mail\"\nname = \"who\"\n";

fn table() -> String {
    let header = HEADER.replacen("id,", "mail,who,staff number,", 1);
    format!(
        "{header}\nana@x.org,Ana Secret,4711,4,2,4,2,a,a,a\nben@x.org,Ben Secret,4711,topsecret,4711,4,2,ben@x.org,a,a\n\
         cleo@x.org,Cleo Secret,4711,4,2,4,2,a,a,a\ncleo@x.org,Cleo Secret,4711,4,2,4,2,a,a,\n"
    )
}

const EVERYTHING: &str = "--map clients.toml --anonymize key --duplicates most-complete --rejects rejects.csv --summary s.json --each cards --reports pages -v";

fn assert_no_secret(world: &World, said: &str) {
    let is_output = |file: &String| {
        file.starts_with("cards/")
            || file.starts_with("pages/")
            || ["out", "rejects.csv", "s.json"].contains(&file.as_str())
    };
    let outputs: Vec<String> = world.files().into_iter().filter(is_output).collect();
    assert!(outputs.len() >= 3, "{outputs:?}");
    for text in outputs.iter().map(|file| format!("{file}\n{}", world.read(file))).chain([said.to_owned()]) {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
    }
}

#[test]
fn nobody_can_be_recognised_in_any_output() {
    for form in ["csv", "csv --wide", "ndjson", "json --full", "markdown", "table"] {
        let world = over(&table(), &format!("{EVERYTHING} --format {form} -o out")).file("clients.toml", MAPPING);
        let outcome = world.run();
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert_eq!(world.files().iter().filter(|file| file.starts_with("cards/p-")).count(), 2);
        assert!(outcome.stderr.contains(" is scored, ") && world.read("out").contains("p-"), "{outcome}");
        assert_no_secret(&world, &outcome.stderr);
        // What cannot be read is hidden, so that it is not taken for a blank.
        let rejected = world.read("rejects.csv").lines().nth(1).unwrap().to_owned();
        assert!(rejected.contains(",,,(hidden),(hidden),4,2,(hidden),a,a,"), "{rejected}");
    }
    let world = over(&table(), "--map clients.toml --anonymize key").file("clients.toml", MAPPING);
    let refused = world.run().refused();
    assert!(refused.contains(" appears 2 times: input 1: row 4 and input 1: row 5\n"), "{refused}");
    assert!(SECRETS.iter().all(|secret| !refused.contains(secret)), "{refused}");
}

#[test]
fn what_stands_in_place_of_a_time_is_hidden() {
    let header = HEADER.replacen("id,", "id,when,", 1);
    let args = "--map clients.toml --anonymize key --duplicates latest";
    for (time, said) in [
        ("asked by Ben Secret", "the value is not a time such as 2026-01-31 14:05"),
        ("3/5/4711", "the value is not a time such as 2026-01-31 14:05"),
        ("3/5/2024", "ambiguous day and month in the value"),
    ] {
        let table = format!("{header}\nana@x.org,4/1/2024,4,2,4,2,a,a,a\nana@x.org,{time},4,2,4,2,a,a,a\n");
        let world = over(&table, args).file("clients.toml", "[person]\ntime = \"when\"\n");
        let refused = world.run().refused();
        assert!(refused.contains(&format!("`: {said}; choose ")), "{refused}");
        assert!(!refused.contains(time) && SECRETS.iter().all(|secret| !refused.contains(secret)), "{refused}");
    }
}

#[test]
fn the_names_of_answers_files_are_hidden_as_well() {
    let person = |id: &str, answer: &str| format!("[person]\nid = \"{id}\"\n[answers]\ntempo-week = {answer}\n");
    let world = survey()
        .file("a/ana@x.org.toml", &person("ana@x.org", "4"))
        .file("a/ben@x.org.toml", "[answers]\n'topsecret' = 7\ntempo-week = 'Ben Secret'\n")
        .file("a/cleo@x.org.toml", &person("cleo@x.org", "4"))
        .file("b/cleo@x.org.toml", &person("cleo@x.org", "5"))
        .file("c.ndjson", "{\"person\": {\"id\": 4711}, \"answers\": {}}\n{\"Ana Secret\": 1}\ntopsecret\n");
    let args = "batch a b c.ndjson --anonymize key --duplicates latest --rejects rejects.csv --summary s.json --each cards -v -o out";
    let world = world.args(args.split(' '));
    let outcome = world.run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert_no_secret(&world, &outcome.stderr);
    assert!(outcome.stderr.contains("file 2 of 4:2: unknown-item (RF201)\n"), "{outcome}");
    assert!(outcome.stderr.contains("file 4 of 4 is scored, file 3 of 4 set aside"), "{outcome}");
}

#[test]
fn the_same_key_gives_the_same_pseudonyms_and_another_key_others() {
    let world = over(&table(), "--map clients.toml --anonymize key --duplicates first").file("clients.toml", MAPPING);
    let first = world.run();
    assert!(first.stderr.contains("note: created the key `key`"), "{first}");
    let again = world.run();
    assert!(!again.stderr.contains("key"), "{again}");
    assert_eq!(first.stdout, again.stdout);
    // As some editors save it.
    let key = world.read("key").replace('\n', "\r\n");
    let world = world.private_file("key", &format!("\u{feff}{key}"));
    assert_eq!(first.stdout, world.run().stdout);
    let other = over(&table(), "--map clients.toml --anonymize key --duplicates first")
        .file("clients.toml", MAPPING)
        .private_file("key", "another key, long enough\n")
        .run();
    assert_ne!(first.stdout, other.stdout);
}

#[cfg(unix)]
#[test]
fn a_new_key_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = over(&format!("{HEADER}\nana,4,2,4,2,a,a,a\n"), "--anonymize key");
    assert_eq!(world.run().code, Some(0));
    let mode = std::fs::metadata(world.path().join("key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(world.read("key").trim().len(), 64);
}

#[test]
fn a_key_that_is_too_short_or_no_key_is_refused() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\n");
    let short = over(&table, "--anonymize key").file("key", "  too short  \n\n\n\n").run().refused();
    assert!(
        short.ends_with("error: the key in `key` is shorter than 16 bytes; name a new file to create a key\n"),
        "{short}"
    );
    let input = over(&table, "--anonymize responses.csv").run().refused();
    assert!(input.contains("the key file `responses.csv` is also an input; name another file"), "{input}");
    let output = over(&table, "--anonymize key -o key").file("key", "a key that is long enough").run().refused();
    assert!(output.contains("`key` is an input and is not overwritten"), "{output}");
}

#[test]
fn a_key_that_is_not_there_yet_is_no_place_for_a_result() {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\n");
    for args in ["-o key", "--rejects ./key", "--summary key"] {
        let world = over(&table, &format!("--anonymize key {args}"));
        let refused = world.run().refused();
        assert!(refused.ends_with("key` is already used by another output; name another file\n"), "{refused}");
        assert!(!world.files().contains(&"key".to_owned()), "{args}");
    }
}
