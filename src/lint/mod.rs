//! From files to everything that is to be said about them.

pub mod filter;
pub mod fix;
pub mod resolve;

use crate::check::CHECKS;
use crate::load::ignores;
use crate::rule::{RULES, Rule};

/// Returns every rule there is, in order of its code: those of loading, of advice and of ignore comments.
pub fn catalogue() -> Vec<&'static Rule> {
    let mut rules = RULES.to_vec();
    rules.extend(CHECKS.iter().map(|check| check.rule));
    rules.extend([&ignores::UNUSED_IGNORE, &ignores::EXPIRED_IGNORE]);
    rules.sort_by_key(|rule| rule.code);
    rules
}
