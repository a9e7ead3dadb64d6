//! Names for findings that stay when lines move, so that a service can tell an old finding from a new one.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Place};
use crate::render::findings::path;
use crate::text::hexadecimal;

/// Returns one fingerprint per finding: SHA-256 over the rule, the file, the covered text and the message, and how many
/// equal ones came before.
pub fn fingerprints(findings: &[Diagnostic]) -> Vec<String> {
    let mut seen: HashMap<[u8; 32], u64> = HashMap::new();
    let mut fingerprint = |finding| {
        let content = content(finding);
        let earlier = seen.entry(content).or_default();
        let digest = Sha256::new().chain_update(content).chain_update(earlier.to_be_bytes()).finalize();
        *earlier += 1;
        hexadecimal(&digest)
    };
    findings.iter().map(&mut fingerprint).collect()
}

/// Hashes what a finding is about; line ends count as LF, and a NUL byte, which no text holds, ends each part.
fn content(finding: &Diagnostic) -> [u8; 32] {
    let covered = match &finding.place {
        Place::File(_) => String::new(),
        Place::Text(label) => label.source.slice(&label.span).replace("\r\n", "\n"),
    };
    let mut hash = Sha256::new();
    for part in [finding.rule.code, path(finding.file()), &covered, &finding.message] {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule;
    use crate::source::Source;

    fn found(file: &str, text: &str, message: &str) -> Diagnostic {
        let start = text.find("weight").expect("the text has one");
        let end = text.rfind('1').expect("the text has one") + 1;
        Diagnostic::at(&rule::WEIGHTS_SUM, &Source::new(file, text), start..end, message)
    }

    #[test]
    fn a_moved_line_keeps_its_fingerprint() {
        let here = found("a.yaml", "weight:\n  1", "too low");
        let moved = found("./a.yaml", "# new\n\n  weight:\r\n  1\r\n", "too low");
        assert_eq!(fingerprints(&[here]), fingerprints(&[moved]));
    }

    #[test]
    fn what_a_finding_is_about_changes_its_fingerprint() {
        let findings = [
            found("a.yaml", "weight: 1", "too low"),
            found("b.yaml", "weight: 1", "too low"),
            found("a.yaml", "weight: 11", "too low"),
            found("a.yaml", "weight: 1", "too high"),
            Diagnostic::about_file(&rule::WEIGHTS_SUM, "a.yaml", "too low"),
            Diagnostic::about_file(&rule::ILLEGAL_NUMBER, "a.yaml", "too low"),
            // Equal to the first, and a finding of its own.
            found("a.yaml", "weight: 1", "too low"),
        ];
        let mut all = fingerprints(&findings);
        assert!(all.iter().all(|fingerprint| fingerprint.len() == 64));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), findings.len());
    }
}
