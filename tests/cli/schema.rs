//! `rolefit schema`: what it prints is true of every shipped file, in the eyes of a validator that is not ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::rolefit;

const KINDS: [&str; 15] = [
    "role",
    "questionnaire",
    "answers",
    "mapping",
    "cases",
    "ratings",
    "score",
    "check",
    "summary",
    "questions",
    "review",
    "roles",
    "stats",
    "audit",
    "diff",
];

fn schema(kind: &str) -> Value {
    rolefit().args(["schema", kind]).run().json()
}

#[test]
fn a_kind_that_does_not_exist_is_answered_with_those_that_do() {
    assert_snapshot!(rolefit().args(["schema", "rolle"]).run(), @"
    exit code 2
    --- stdout ---
    --- stderr ---
    error: invalid value 'rolle' for '<KIND>'
      [possible values: role, questionnaire, answers, mapping, cases, ratings, translation, score, check, summary, questions, review, roles, stats, audit, diff]

      tip: a similar value exists: 'role'

    For more information, try '--help'.
    ");
}

#[test]
fn every_record_is_closed_and_every_key_described() {
    for kind in KINDS {
        let schema = schema(kind);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let definitions = schema["definitions"].as_object().unwrap();
        for (name, record) in definitions.iter().chain([(&"top".to_owned(), &schema)]) {
            let Some(properties) = record["properties"].as_object() else { continue };
            assert_eq!(record["additionalProperties"], false, "{kind} {name}");
            for (key, property) in properties {
                assert!(is_described(property, &schema), "{kind} {name}: `{key}` has no description");
            }
        }
    }
}

/// Whether a key says what it is for: itself, or the type it refers to.
fn is_described(property: &Value, schema: &Value) -> bool {
    let of_type = |property: &Value| {
        let name = property["$ref"].as_str().and_then(|path| path.strip_prefix("#/definitions/"));
        name.is_some_and(|name| schema["definitions"][name]["description"].is_string())
    };
    let branches = ["allOf", "anyOf"].iter().filter_map(|union| property[*union].as_array()).flatten();
    property["description"].is_string() || of_type(property) || branches.into_iter().any(of_type)
}

#[test]
fn files_take_keys_of_ones_own_at_the_top_and_results_do_not() {
    for kind in ["role", "questionnaire", "answers", "mapping", "cases", "ratings", "translation"] {
        assert!(schema(kind)["patternProperties"]["^x-"].is_object(), "{kind}");
    }
    for kind in ["score", "check", "summary"] {
        let schema = schema(kind);
        let parts = schema["definitions"].as_object().unwrap().values();
        assert!(parts.chain([&schema]).all(|part| part["patternProperties"].is_null()), "{kind}");
    }
}

#[test]
fn shipped_files_name_their_schema_and_init_writes_it_there() {
    let world = rolefit().args(["init", "demo"]);
    world.run().printed();
    for name in world.files().iter().filter(|name| name.starts_with("demo/roles/") && name.ends_with(".yaml")) {
        let (folder, kind) = match name {
            _ if name.contains("/_tests/") => ("../schemas", "cases"),
            _ if name.ends_with("questionnaire.yaml") => ("schemas", "questionnaire"),
            _ => ("schemas", "role"),
        };
        let first = world.read(name).lines().next().unwrap().to_owned();
        assert_eq!(first, format!("# yaml-language-server: $schema={folder}/{kind}.json"), "{name}");
        let written: Value = serde_json::from_str(&world.read(&format!("demo/roles/schemas/{kind}.json"))).unwrap();
        assert_eq!(written, schema(kind));
    }
}

/// Editors read these beside the shipped roles. `UPDATE_SCHEMAS=1 cargo test --test cli` writes them anew.
#[test]
fn the_schemas_beside_the_shipped_roles_are_those_that_are_printed() {
    for kind in ["role", "questionnaire", "cases", "translation"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("roles/schemas/{kind}.json"));
        let printed = rolefit().args(["schema", kind]).run().printed();
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::write(&path, &printed).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), printed, "{}", path.display());
    }
}

#[test]
fn every_shipped_file_fits_its_schema() {
    for kind in ["role", "questionnaire", "answers", "cases", "translation"] {
        let files: Vec<File> = shipped(kind);
        assert!(!files.is_empty());
        let Some(faults) = faults(kind, &files) else { return };
        for (file, faults) in files.iter().zip(faults) {
            assert!(faults.is_empty(), "{} does not fit the schema: {faults:#?}", file.name);
        }
    }
}

#[test]
fn results_fit_their_schema() {
    let examples = shipped("answers");
    let names = examples.iter().map(|file| file.name.as_str());
    let world = examples.iter().fold(rolefit(), |world, file| world.file(&file.name, &file.text));
    let world = world.file("none.toml", "[answers]\n");
    let results = world.args(["score", "--format", "json", "none.toml"].into_iter().chain(names)).run().stdout;
    let questions = rolefit().args(["questions", "--format", "json"]).run().printed();
    let review = rolefit().example("ana.toml").args(["review", "ana.toml", "--format", "json"]).run().printed();
    let roles = rolefit().args(["roles", "--format", "json"]).run().printed();
    let stats = rolefit().example("cohort.csv").args(["stats", "cohort.csv", "--format", "json"]).run().stdout;
    let groups = "person,g\nana,a\nben,b\n";
    let audit = rolefit().example("cohort.csv").file("groups.csv", groups);
    audit.run_with(["batch", "cohort.csv", "-o", "scores.csv"]);
    let audit = audit.args(["audit", "scores.csv", "groups.csv", "--min-count", "1", "--format", "json"]).run().stdout;
    for (kind, text) in [
        ("audit", audit),
        ("score", results),
        ("questions", questions),
        ("review", review),
        ("roles", roles),
        ("stats", stats),
    ] {
        let Some(faults) = faults(kind, &[File { name: "results.json".to_owned(), text }]) else { return };
        assert!(faults[0].is_empty(), "{kind}: {faults:#?}");
    }
}

#[test]
fn findings_fit_their_schema() {
    let world = rolefit().pack("roles").file("roles/broken.yaml", "id: [\n").file("roles/twin.yaml", &shipped_role());
    let findings = world.args(["check", "roles", "--format", "json"]).run().stdout;
    let has = |key: &str| findings.contains(&format!("\"{key}\": [\n"));
    assert!(["related", "help"].iter().all(|key| has(key)), "{findings}");
    let Some(faults) = faults("check", &[File { name: "findings.json".to_owned(), text: findings }]) else { return };
    assert!(faults[0].is_empty(), "{faults:#?}");
}

#[test]
fn a_summary_fits_its_schema() {
    let args = ["batch", "cohort.csv", "-o", "a.csv", "--summary", "sum.json", "--variant", "startup"];
    let world = rolefit().example("cohort.csv").args(args);
    assert_eq!(world.run().code, Some(1));
    let text = world.read("sum.json");
    let Some(faults) = faults("summary", &[File { name: "sum.json".to_owned(), text }]) else { return };
    assert!(faults[0].is_empty(), "{faults:#?}");
}

#[test]
fn a_difference_fits_its_schema() {
    let world = rolefit().pack("worked-example").example("ana.toml");
    let role = world.read("worked-example/engineer.yaml");
    let world =
        world.file("old/engineer.yaml", &role.replace("weight: 60", "weight: 61").replace("weight: 40", "weight: 39"));
    let questionnaire = world.read("worked-example/questionnaire.yaml");
    let world = world.file("old/questionnaire.yaml", &questionnaire);
    let args = ["diff", "old", "worked-example", "--format", "json", "--simulated", "100"];
    let text = world.run_with(args).stdout;
    assert!(text.contains("scored") && text.contains("first_changed"), "{text}");
    let Some(faults) = faults("diff", &[File { name: "diff.json".to_owned(), text }]) else { return };
    assert!(faults[0].is_empty(), "{faults:#?}");
}

#[test]
fn a_rating_fits_its_schema_and_one_without_its_level_does_not() {
    let file = |ratings: &str| File {
        name: "ben-ana.yaml".to_owned(),
        text: format!("rater: ana\ncandidate: ben\nrole: engineer\nratings:\n{ratings}"),
    };
    let whole = file("  api: { level: meets, evidence: Kept both versions. }\n  ops: { level: not-observed }\n");
    let files = [whole, file("  api: { evidence: Kept both versions. }\n"), file("  api: { level: met }\n")];
    let Some(faults) = faults("ratings", &files) else { return };
    assert!(faults[0].is_empty() && !faults[1].is_empty() && !faults[2].is_empty(), "{faults:#?}");
}

fn shipped_role() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("roles/principal.yaml")).unwrap()
}

#[test]
fn a_slip_does_not_fit() {
    let slips = [
        ("role", "principal.yaml", "summary:", "sumary:"),
        ("role", "principal.yaml", "    weight:", "    wieght:"),
        ("role", "principal.yaml", "  red_flags:", "  red-flags:"),
        ("role", "principal.yaml", "id: principal", "id: Principal Engineer"),
        ("role", "principal.yaml", "  focus:", "  Focus:"),
        ("role", "principal.yaml", "weight: 15", "weight: 150"),
        ("role", "principal.yaml", "importance: critical", "importance: vital"),
        ("role", "principal.yaml", "title: Principal Backend Engineer", "x-title: Principal Backend Engineer"),
        ("role", "principal.yaml", "schema: 1", "schema: 2"),
        ("questionnaire", "questionnaire.yaml", "instruction:", "instructions:"),
        ("questionnaire", "questionnaire.yaml", "credit: 1.0", "credit: 10"),
        ("questionnaire", "questionnaire.yaml", "credit: 1.0", "credits: 1.0"),
        ("questionnaire", "questionnaire.yaml", "scoring: {}", "scoring: { min_coverage: 80 }"),
        ("questionnaire", "questionnaire.yaml", "scoring: {}", "scoring: { tolerance: 0 }"),
        ("questionnaire", "questionnaire.yaml", "scoring: {}", "scoring: { levels: { working: 101 } }"),
        ("answers", "ana.toml", "[person]", "[persons]"),
        ("answers", "ana.toml", "focus-quiet-block = 3", "focus-quiet-block = 3.5"),
        ("answers", "ana.toml", "focus-quiet-block = 3", "Focus_Quiet_Block = 3"),
    ];
    for kind in ["role", "questionnaire", "answers"] {
        let of_kind: Vec<_> = slips.iter().filter(|slip| slip.0 == kind).collect();
        let slipped = |(_, name, right, wrong): &&(&str, &str, &str, &str)| {
            let file = shipped(kind).into_iter().find(|file| file.name == *name).unwrap();
            assert!(file.text.contains(right), "no `{right}` in {name}");
            File { text: file.text.replacen(right, wrong, 1), ..file }
        };
        let Some(faults) = faults(kind, &of_kind.iter().map(slipped).collect::<Vec<_>>()) else { return };
        for ((_, name, right, wrong), faults) in of_kind.iter().zip(faults) {
            assert!(!faults.is_empty(), "{name}: `{wrong}` in place of `{right}` is not noticed");
        }
    }
}

#[test]
fn a_key_of_ones_own_fits_at_the_top_only() {
    let role = shipped("role").remove(0);
    let with = |old: &str, new: &str| File { name: role.name.clone(), text: role.text.replacen(old, new, 1) };
    let files =
        [with("schema: 1\n", "schema: 1\nx-owner: platform\n"), with("  focus:\n", "  focus:\n    x-note: 1\n")];
    let Some(faults) = faults("role", &files) else { return };
    assert!(faults[0].is_empty() && !faults[1].is_empty(), "{faults:#?}");
}

/// A file by its name, which says its format.
struct File {
    name: String,
    text: String,
}

/// Reads every shipped file of a kind.
fn shipped(kind: &str) -> Vec<File> {
    let folders: &[&str] = match kind {
        "answers" => &["examples", "roles/_tests/answers"],
        "cases" => &["roles/_tests", "src/commands/init"],
        "translation" => &["roles/i18n"],
        _ => &["roles", "tests/packs/worked-example"],
    };
    let is_of_kind = |path: &PathBuf| match kind {
        "role" => !path.ends_with("questionnaire.yaml"),
        "questionnaire" => path.ends_with("questionnaire.yaml"),
        "cases" => path.ends_with("personas.yaml") || path.ends_with("cases.yaml"),
        _ => path.extension().is_none_or(|ending| ending != "csv"),
    };
    let entries =
        folders.iter().flat_map(|folder| fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap());
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file() && is_of_kind(path)).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| File { name: name(path), text: fs::read_to_string(path).unwrap() }).collect()
}

/// Reads files as other programs do, and prints a list of faults for each.
const VALIDATOR: &str = "
import json, pathlib, sys
try:
    import jsonschema, tomllib, yaml
except ImportError:
    sys.exit(3)
# PyYAML reads YAML 1.1 and stumbles over a question mark before a comma, as in { prompt: Two?, options: ... }.
read_yaml = lambda text: yaml.safe_load(text.replace('?,', ','))
readers = {'.json': json.loads, '.toml': tomllib.loads, '.yaml': read_yaml}
schema, *files = [pathlib.Path(name) for name in sys.argv[1:]]
schema = json.loads(schema.read_text())
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
read = lambda file: readers[file.suffix](file.read_text(encoding='utf-8'))
print(json.dumps([[f'{error.json_path}: {error.message}' for error in validator.iter_errors(read(file))] for file in files]))
";

/// Asks an independent validator what in each file does not fit the schema. `None` where there is none: `.ci/run` tries
/// to have it, and says so when it cannot.
fn faults(kind: &str, files: &[File]) -> Option<Vec<Vec<String>>> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let numbered = |(number, file): (usize, &File)| write(&format!("{number}-{}", file.name), &file.text);
    let paths: Vec<PathBuf> = files.iter().enumerate().map(numbered).collect();
    let schema = write("schema.json", &rolefit().args(["schema", kind]).run().printed());
    let python = std::env::var_os("ROLEFIT_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python).args(["-c", VALIDATOR]).arg(schema).args(paths).output().ok()?;
    if output.status.code() == Some(3) {
        return None;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
