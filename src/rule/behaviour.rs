//! Rules of what a pack does to people: expectations of `test` that do not hold.

use super::{Rule, RulePage, error};

pub static FAILED_EXPECTATION: Rule = error(
    "RF301",
    "failed-expectation",
    RulePage {
        what: "A case of `rolefit test` expects something else than the pack says.",
        why: "A change to a role or to the key has moved people whom somebody had thought about.",
        bad: "$ rolefit test\nerror[RF301] failed-expectation: `ready-senior`: expected the first role `senior`, got `backend`",
        good: "$ rolefit test\n9 cases in 1 file: all passed",
        fix: "If the change is a mistake, correct the role. If it is meant, correct the case, or let `rolefit test --update` write \
              what is observed, and read the difference.",
    },
);

/// Every rule of this kind, in order of its code.
pub static BEHAVIOUR: [&Rule; 1] = [&FAILED_EXPECTATION];
