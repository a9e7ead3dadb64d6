//! Which of all findings are reported.

use anyhow::{Result, bail};

use crate::lint::catalogue;
use crate::rule::Rule;
use crate::text::{excerpt, nearest};

/// Which rules are reported.
#[derive(Debug, Default)]
pub struct RuleSelection {
    pub select: Vec<&'static str>,
    pub ignore: Vec<&'static str>,
}

impl RuleSelection {
    /// Whether a rule is to be reported.
    pub fn includes(&self, rule: &Rule) -> bool {
        // What loading refuses is always reported.
        rule.is_refusal()
            || (self.select.is_empty() || self.select.contains(&rule.code)) && !self.ignore.contains(&rule.code)
    }
}

/// Returns the code of a rule that may be left out.
///
/// # Errors
///
/// As [`code`], and what loading refuses, which cannot be left out.
pub fn code_to_ignore(name: &str) -> Result<&'static str> {
    let code = code(name)?;
    if catalogue().iter().any(|rule| rule.code == code && rule.is_refusal()) {
        bail!("`{}` cannot be ignored: files with it do not load; fix what it reports", excerpt(name, 40));
    }
    Ok(code)
}

/// Returns the code of a rule by its code or name.
///
/// # Errors
///
/// A name that no rule has, with the nearest one.
pub fn code(name: &str) -> Result<&'static str> {
    let rules = catalogue();
    if let Some(rule) = rules.iter().find(|rule| rule.code.eq_ignore_ascii_case(name) || rule.name == name) {
        return Ok(rule.code);
    }
    let names = rules.iter().flat_map(|rule| [rule.code, rule.name]);
    let help = match nearest(name, names) {
        Some(similar) => format!("a rule with a similar name exists: `{similar}`"),
        None => "`rolefit rule` lists all rules".to_owned(),
    };
    bail!("unknown rule `{}`; {help}", excerpt(name, 40))
}
