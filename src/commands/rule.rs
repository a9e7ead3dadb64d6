//! `rolefit rule`: the catalogue of rules, or the page of one.

use anyhow::{Result, bail};

use crate::cli::{Global, RuleArgs};
use crate::commands::{Outcome, Printout, look};
use crate::lint;
use crate::render::rules;
use crate::rule::{BEHAVIOUR, Rule};
use crate::text::{excerpt, nearest};

pub(super) fn run(args: &RuleArgs, global: &Global) -> Result<Outcome> {
    let page = match &args.rule {
        None => rules::list(&catalogue()),
        Some(name) => rules::page(find(name)?),
    };
    Printout::from(page.to_text(look(global, None))).print()?;
    Ok(Outcome::Done)
}

/// Finds a rule by its code, in either case, or by its name.
fn find(name: &str) -> Result<&'static Rule> {
    let rules = catalogue();
    if let Some(rule) = rules.iter().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name)) {
        return Ok(rule);
    }
    let known = rules.iter().flat_map(|rule| [rule.code, rule.name]);
    let help = match nearest(name, known) {
        Some(similar) => format!("a rule with a similar name exists: `{similar}`"),
        None => "`rolefit rule` lists all rules".to_owned(),
    };
    bail!("unknown rule `{}`; {help}", excerpt(name, 40))
}

/// Returns every rule that has a page, in order of its code: those of `check`, and those of `test` and `diff`.
pub fn catalogue() -> Vec<&'static Rule> {
    let mut rules = lint::catalogue();
    rules.extend(BEHAVIOUR);
    rules.sort_by_key(|rule| rule.code);
    rules
}
