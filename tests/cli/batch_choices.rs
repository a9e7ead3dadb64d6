//! Flags and files of `batch` that mean nothing together: refused before anything is written.

use insta::assert_snapshot;

use crate::cohort::{HEADER, survey};
use crate::world::World;

fn world() -> World {
    let table = format!("{HEADER}\nana,4,2,4,2,a,a,a\n");
    survey()
        .file("a.csv", &table)
        .file("b.csv", &table.replacen("id", "who", 1))
        .file("a.txtx", &table)
        .file("a.ods", "PK")
        .file("answers/ana.toml", "[answers]\ntempo-week = 4\n")
        .file("tables/a.csv", &table)
        .file("clients.toml", "[person]\n")
        .file("wrong.toml", "[colums]\n")
}

#[test]
fn what_means_nothing_is_refused_with_a_way_out() {
    let mut said = String::new();
    let mut world = world();
    for args in [
        "",
        "gone",
        "gone.csv",
        "gone/*.csv",
        "a.ods",
        "a.csv gone.csv",
        "a.txtx",
        "tables",
        "-",
        "- --input-format answers",
        "- - --input-format csv",
        "a.csv --format ndjson --wide",
        "a.csv --format json --bom",
        "a.csv --full",
        "a.csv --wide --certainty",
        "a.csv --format table --certainty",
        "a.csv --each -",
        "a.csv --anonymize -",
        "a.csv -o a.csv",
        "table?/*.csv -o tables/a.csv",
        "answers -o answers/ana.toml",
        "a.csv --map clients.toml --rejects ./clients.toml",
        "a.csv -o survey/questionnaire.yaml",
        "a.csv --rejects survey/engineer.yaml",
        "a.csv -o x.csv --summary ./x.csv",
        "a.csv --summary -",
        "a.csv --rejects - -o -",
        "a.csv b.csv --rejects r.csv --duplicates keep",
        "a.csv --each x --anonymize x",
        "a.csv -o nowhere/x.csv",
        "a.csv -o answers",
        "a.csv --each a.csv",
        "a.csv -o cards --each cards",
        "a.csv --summary cards --each ./cards/of/may",
        "a.csv --map gone.toml",
        "a.csv --map wrong.toml",
        "a.csv --role enginer",
        "a.csv --delimiter xx",
        "a.csv --encoding martian",
        "answers --encoding windows-1252",
        "answers --delimiter ;",
        "a.csv --jobs 0",
        "a.csv --duplicates all",
    ] {
        world = world.args(["batch"].into_iter().chain(args.split_whitespace()));
        let files = world.files();
        said += &format!("$ rolefit batch {args}\n{}", world.run().refused());
        assert_eq!(world.files(), files, "{args}");
    }
    assert_snapshot!(said);
}

#[test]
fn the_kind_of_an_input_can_be_given() {
    let world = world().args(["batch", "a.txtx", "--input-format", "csv"]);
    assert!(world.run().stdout.contains("\nana,engineer,"));
}
