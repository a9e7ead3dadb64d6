//! SARIF 2.1.0, which GitHub's code scanning and many editors read.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Fix, Label, Place};
use crate::render::findings::{LabelExtent, fingerprints, path, remarks};
use crate::render::json::harmless;
use crate::rule::{Rule, RulePage, Severity};
use crate::text::printable;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [SarifRun; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<RuleJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleJson {
    id: &'static str,
    name: &'static str,
    short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [SarifLocation; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

/// The first line stands for a file as a whole: GitHub asks for one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}

pub(super) fn write(findings: &[Diagnostic]) -> String {
    let mut rules: Vec<&'static Rule> = findings.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    let results = findings.iter().zip(fingerprints(findings)).map(|(finding, print)| result(finding, print, &rules));
    let run = SarifRun {
        column_kind: "unicodeCodePoints",
        results: results.collect(),
        tool: Tool {
            driver: Driver {
                name: "rolefit",
                version: env!("CARGO_PKG_VERSION"),
                rules: rules.iter().map(|rule| described(rule)).collect(),
            },
        },
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    harmless(&serde_json::to_string_pretty(&log).expect("internal: texts and numbers are JSON")) + "\n"
}

fn described(rule: &'static Rule) -> RuleJson {
    let RulePage { what, why, .. } = rule.page;
    let message = |text: &str| Message { text: text.to_owned() };
    RuleJson {
        id: rule.code,
        name: rule.name,
        short_description: message(if what.is_empty() { rule.name } else { what }),
        full_description: (!why.is_empty()).then(|| message(why)),
        help: help(&rule.page),
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

/// Says a rule's page, once as text and once with its examples in fences; nothing for a page that is not written.
fn help(page: &RulePage) -> Option<Help> {
    let RulePage { what, why, bad, good, fix } = page;
    let indented = |example: &str| example.lines().map(|line| format!("  {line}\n")).collect::<String>();
    let fenced = |example: &str| format!("```yaml\n{}\n```\n", example.trim_end());
    (!what.is_empty()).then(|| Help {
        text: format!("{what}\n{why}\nBad:\n{}Good:\n{}{fix}", indented(bad), indented(good)),
        markdown: format!("{what}\n\n{why}\n\nBad:\n\n{}\nGood:\n\n{}\n{fix}", fenced(bad), fenced(good)),
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(finding: &Diagnostic, fingerprint: String, rules: &[&'static Rule]) -> SarifResult {
    let mut lines = vec![printable(&finding.message)];
    lines.extend(remarks(finding));
    let at = match &finding.place {
        Place::Text(label) => location(label),
        Place::File(name) => {
            let region = Region { start_line: 1, start_column: None, end_line: None, end_column: None };
            SarifLocation { physical_location: physical(name, region), message: None }
        }
    };
    SarifResult {
        rule_id: finding.rule.code,
        rule_index: rules.iter().position(|rule| rule.code == finding.rule.code).unwrap_or_default(),
        level: level(finding.severity),
        message: Message { text: unlinked(&lines.join("\n")) },
        locations: [at],
        related_locations: finding.related.iter().map(location).collect(),
        partial_fingerprints: BTreeMap::from([("rolefitFinding/v1", fingerprint)]),
        fixes: finding.fix.iter().map(|edit| fix(finding.file(), edit)).collect(),
    }
}

fn fix(file: &str, fix: &Fix) -> SarifFix {
    let replacement = Replacement {
        deleted_region: region(LabelExtent::of_edit(fix)),
        inserted_content: Message { text: fix.text.clone() },
    };
    SarifFix {
        description: Message { text: unlinked(&printable(&fix.title)) },
        artifact_changes: [ArtifactChange { artifact_location: artifact(file), replacements: [replacement] }],
    }
}

fn location(label: &Label) -> SarifLocation {
    SarifLocation {
        physical_location: physical(label.source.name(), region(LabelExtent::of(label))),
        message: (!label.text.is_empty()).then(|| Message { text: unlinked(&printable(&label.text)) }),
    }
}

fn region(LabelExtent { start, end }: LabelExtent) -> Region {
    Region {
        start_line: start.line,
        start_column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
    }
}

fn physical(name: &str, region: Region) -> PhysicalLocation {
    PhysicalLocation { artifact_location: artifact(name), region }
}

fn artifact(name: &str) -> ArtifactLocation {
    ArtifactLocation { uri: uri(path(name)) }
}

/// Writes a path as a URI: relative, or of a file from the root.
fn uri(path: &str) -> String {
    let drive =
        path.split_once(":/").filter(|(drive, _)| drive.len() == 1 && drive.as_bytes()[0].is_ascii_alphabetic());
    let (scheme, path) = match drive {
        Some((drive, rest)) => (format!("file:///{drive}:/"), rest),
        None if path.starts_with('/') => ("file://".to_owned(), path),
        None => (String::new(), path),
    };
    let mut uri = scheme;
    for byte in path.bytes() {
        match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// Escapes the brackets of what SARIF would take for a link.
fn unlinked(text: &str) -> String {
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("roles/a b,é.yaml"), "roles/a%20b%2C%C3%A9.yaml");
        assert_eq!(uri("../a:b/50%.yaml"), "../a%3Ab/50%25.yaml");
        assert_eq!(uri("/srv/a.yaml"), "file:///srv/a.yaml");
        assert_eq!(uri("C:/srv/a.yaml"), "file:///C:/srv/a.yaml");
    }

    #[test]
    fn text_from_a_file_is_no_link() {
        assert_eq!(unlinked("a [b] c"), "a [b] c");
        assert_eq!(unlinked("a [b](c)"), "a \\[b\\](c)");
    }
}
