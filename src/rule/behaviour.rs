//! Rules of what a pack does to people: expectations of `test` that do not hold, and
//! changes that `diff` reports.

use super::{Rule, RulePage, Severity, error};

pub static FAILED_EXPECTATION: Rule = error(
    "RF301",
    "failed-expectation",
    RulePage {
        what: "A case of `rolefit test` expects something else than the pack says.",
        why: "A change to a role or to the key gives people another result than the one that was agreed.",
        bad: "$ rolefit test\nerror[RF301] failed-expectation: `ready-senior`: expected the first role `senior`, got `backend`",
        good: "$ rolefit test\n9 cases in 1 file: all passed",
        fix: "If the change is a mistake, correct the role. If it is meant, correct the case, or let `rolefit test --update` write \
              what is observed, and read the difference.",
    },
);

pub static DESCRIBED_CHANGE: Rule = Rule {
    code: "RF311",
    name: "described-change",
    severity: Severity::Note,
    page: RulePage {
        what: "A change of something that is described and never scored, such as a career path.",
        why: "No score changes, but people read it.",
        bad: "$ rolefit diff\nnote[RF311] described-change: next roles: `Staff Engineer` is gone",
        good: "$ rolefit diff",
        fix: "Nothing has to be done. `--fail-on described` makes a run fail.",
    },
};

pub static SCORED_CHANGE: Rule = Rule {
    code: "RF312",
    name: "scored-change",
    severity: Severity::Warning,
    page: RulePage {
        what: "A change of what a role or the method makes of answers, such as a weight, a need, a gate or a setting.",
        why: "The same answers get other scores, and perhaps another first role.",
        bad: "$ rolefit diff\nwarning[RF312] scored-change: the need of `code-quality` is `working`, was `proficient`",
        good: "$ rolefit diff",
        fix: "Look at what it does to people, which `rolefit diff` shows. If it is meant, accept it in `rolefit.toml`.",
    },
};

pub static KEY_CHANGE: Rule = error(
    "RF313",
    "key-change",
    RulePage {
        what: "An item, an option or a twin is gone, points the other way, or earns another credit.",
        why: "Answers that were given before no longer mean the same: results from before and after cannot be compared.",
        bad: "$ rolefit diff\nerror[RF313] key-change: the statement `focus-quiet-block` is gone",
        good: "$ rolefit diff",
        fix: "If it is a correction that is meant, accept it in `rolefit.toml` and raise the version of the questionnaire, so that \
              earlier answers are noticed. If items are to be replaced, give the new ones ids of their own.",
    },
);

/// Every rule of this kind, in order of its code.
pub static BEHAVIOUR: [&Rule; 4] = [&FAILED_EXPECTATION, &DESCRIBED_CHANGE, &SCORED_CHANGE, &KEY_CHANGE];
