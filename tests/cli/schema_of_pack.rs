//! `rolefit schema KIND --roles DIR`: the names of a pack, for editors to complete and to check.

use std::process::Command;

use serde_json::{Value, json};

use crate::world::rolefit;

fn schema(kind: &str) -> Value {
    rolefit().pack("roles").args(["schema", kind, "--roles", "roles"]).run().json()
}

fn names(mapping: &Value) -> Vec<&str> {
    mapping["properties"].as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_role_may_use_the_dimensions_targets_areas_and_levels_of_its_pack() {
    let schema = schema("role");
    let styles = &schema["properties"]["work_style"];
    assert!(names(styles).contains(&"focus") && styles["additionalProperties"] == false, "{styles}");
    let targets = &styles["properties"]["focus"]["properties"]["target"]["anyOf"][0]["enum"];
    let expected = [
        "balanced",
        "moderate collaborator",
        "moderate concentrator",
        "strong collaborator",
        "strong concentrator",
        "any",
    ];
    assert_eq!(*targets, json!(expected));
    assert_eq!(schema["properties"]["competency"]["additionalProperties"], false);
    let levels = &schema["definitions"]["Level"]["anyOf"][0]["enum"];
    assert_eq!(*levels, json!(["foundation", "working", "proficient", "advanced", "expert"]));
    let neighbours = &schema["definitions"]["Career"]["properties"]["next"]["items"]["anyOf"][0]["enum"];
    assert_eq!(*neighbours, json!(["backend", "manager", "principal", "senior"]));
}

#[test]
fn answers_may_name_the_items_of_their_pack_and_statements_its_poles() {
    let answers = &schema("answers")["properties"]["answers"];
    // Forty statements, and both stems of each pair.
    assert_eq!(names(answers).len(), 40 + 2 * 62);
    assert_eq!(answers["properties"]["focus-quiet-block"]["enum"], json!([1, 2, 3, 4, 5, "skip", "", null]));
    let questionnaire = schema("questionnaire");
    let focus = &questionnaire["properties"]["work_style"]["properties"]["focus"];
    let toward = &focus["properties"]["statements"]["items"]["properties"]["toward"]["enum"];
    assert_eq!(*toward, json!(["collaborator", "concentrator"]));
}

#[test]
fn ratings_may_name_the_roles_and_areas_of_their_pack() {
    let properties = &schema("ratings")["properties"];
    assert_eq!(properties["role"]["enum"], json!(["backend", "manager", "principal", "senior"]));
    assert!(properties["role"]["description"].is_string());
    let ratings = &properties["ratings"];
    assert!(names(ratings).contains(&"communication") && ratings["additionalProperties"] == false, "{ratings}");
}

#[test]
fn a_role_with_faults_hides_no_name_and_a_questionnaire_with_faults_is_refused() {
    let world = rolefit().pack("roles").file("roles/broken.yaml", "id: [\n");
    assert_eq!(world.args(["schema", "role", "--roles", "roles"]).run().json(), schema("role"));
    let world = rolefit().file("roles/questionnaire.yaml", "id: [\n").args(["schema", "role", "--roles", "roles"]);
    let outcome = world.run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""));
    assert!(outcome.stderr.contains("syntax-error"), "{outcome}");
}

/// Talks to an editor's YAML server about a role, and prints its findings and what it offers after `target: `.
const EDITOR: &str = r#"
const { spawn } = require('child_process');
const fs = require('fs');
const [server, file] = process.argv.slice(1);
const child = spawn(process.execPath, [server, '--stdio']);
const uri = 'file://' + file, text = fs.readFileSync(file, 'utf8');
let buffer = Buffer.alloc(0);
const send = (message) => {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`); child.stdin.write(body);
};
const finish = (result) => { console.log(JSON.stringify(result)); child.kill(); process.exit(0); };
const line = text.split('\n').findIndex((line) => line.includes('target: '));
const position = { line, character: text.split('\n')[line].indexOf('target: ') + 8 };
let found;
const take = (message) => {
  if (message.id === 1) {
    send({ method: 'initialized', params: {} });
    send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
  } else if (message.method === 'textDocument/publishDiagnostics' && !found) {
    found = message.params.diagnostics.map((finding) => `${finding.range.start.line + 1}: ${finding.message}`);
    send({ id: 2, method: 'textDocument/completion', params: { textDocument: { uri }, position } });
  } else if (message.id === 2 && !message.method) {
    const items = message.result.items || message.result;
    finish({ found, offered: items.map((item) => item.label) });
  } else if (message.method === 'workspace/configuration') {
    send({ id: message.id, result: message.params.items.map(() => ({})) });
  } else if (message.id !== undefined && message.method) {
    send({ id: message.id, result: null });
  }
};
child.stdout.on('data', (data) => {
  buffer = Buffer.concat([buffer, data]);
  for (;;) {
    const end = buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('ascii', 0, end))[1]);
    if (buffer.length < end + 4 + length) return;
    const body = buffer.toString('utf8', end + 4, end + 4 + length);
    buffer = buffer.subarray(end + 4 + length);
    take(JSON.parse(body));
  }
});
const capabilities = { textDocument: { completion: { completionItem: {} }, publishDiagnostics: {} }, workspace: {} };
send({ id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities } });
setTimeout(() => process.exit(4), 60000);
"#;

/// `.ci/run` has the server where there is npm, and says so where there is none.
#[test]
fn an_editor_completes_a_target_and_flags_a_slip() {
    let Some(server) = std::env::var_os("ROLEFIT_YAML_SERVER") else { return };
    let world = rolefit().pack("roles");
    let role =
        world.read("roles/principal.yaml").replacen("target: { min: 35, max: 60 }", "target: moderat concentrator", 1);
    assert!(role.contains("moderat concentrator"), "{role}");
    let printed = schema("role").to_string();
    let role = format!("# yaml-language-server: $schema=role.json\n{}", role.split_once('\n').unwrap().1);
    let world = world.file("edited/role.json", &printed).file("edited/principal.yaml", &role);
    let mut node = Command::new("node");
    let output =
        node.args(["-e", EDITOR]).arg(server).arg(world.path().join("edited/principal.yaml")).output().unwrap();
    assert!(output.status.success(), "{:?} {}", output.status, String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let line = role.lines().position(|line| line.contains("moderat concentrator")).unwrap() + 1;
    let found: Vec<&str> = answer["found"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(!found.is_empty() && found.iter().all(|finding| finding.starts_with(&format!("{line}: "))), "{answer}");
    let offered = answer["offered"].as_array().unwrap();
    assert!(["strong concentrator", "balanced"].iter().all(|target| offered.contains(&json!(target))), "{answer}");
}
