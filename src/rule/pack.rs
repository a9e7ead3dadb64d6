//! Rules of meaning for a pack: its questionnaire and its roles.

use super::{Rule, RulePage, Severity, error};

pub static DUPLICATE_ID: Rule = error(
    "RF101",
    "duplicate-id",
    RulePage {
        what: "Two roles, items, parts of the questionnaire or poles of a dimension have the same id.",
        why: "An answer or a weight that names the id could belong to either, so a score could rest on the wrong one.",
        bad: "\
# questionnaire.yaml
work_style:
  tempo:
    poles: { low: adapter, high: planner }
    statements:
      - { id: tempo-1, toward: planner, text: I write down the steps before I begin. }
      - { id: tempo-1, toward: adapter, text: I like days that turn out differently than planned. }",
        good: "\
# questionnaire.yaml
work_style:
  tempo:
    poles: { low: adapter, high: planner }
    statements:
      - { id: tempo-steps, toward: planner, text: I write down the steps before I begin. }
      - { id: tempo-turns, toward: adapter, text: I like days that turn out differently than planned. }",
        fix: "Rename one of the two. Statements and scenarios share one set of ids, dimensions and areas another, and \
              the roles of a pack a third.",
    },
);

pub static WEIGHTS_SUM: Rule = error(
    "RF102",
    "weights-sum",
    RulePage {
        what: "The weights of an axis do not add up to 100.",
        why: "A weight is the share of the axis that a part decides. With any other sum the intended shares are unclear, and \
              roles cannot be compared.",
        bad: "competency:\n  security: { weight: 60, need: working }\n  communication: { weight: 30, need: working }",
        good: "competency:\n  security: { weight: 60, need: working }\n  communication: { weight: 40, need: working }",
        fix: "Change one weight by the reported difference, or spread it over several.",
    },
);

pub static ILLEGAL_NUMBER: Rule = error(
    "RF103",
    "illegal-number",
    RulePage {
        what: "A number is outside the range that its key allows.",
        why: "Scores run from 0 to 100; a weight below 0 or a credit above 1 would push them out of that range.",
        bad: "# questionnaire.yaml\nscoring:\n  min_coverage: 80",
        good: "# questionnaire.yaml\nscoring:\n  min_coverage: 0.8",
        fix: "Use a number in the expected range: weights and scores are 0 to 100, credits and shares 0 to 1.",
    },
);

pub static EMPTY_AXIS: Rule = error(
    "RF104",
    "empty-axis",
    RulePage {
        what: "An axis, a dimension or an area has nothing to score, or a scenario has fewer than two options.",
        why: "A fit is only claimed if both axes are scored. A role that asks for nothing has no fit to claim.",
        bad: "work_style:\n  focus: { target: any }\n  tempo: { target: any }",
        good: "work_style:\n  focus: { target: any }\n  tempo: { target: moderate planner, weight: 100 }",
        fix: "Add what is missing: a target with a weight, an area, a statement, a scenario or an option.",
    },
);

pub static UNKNOWN_NAME: Rule = error(
    "RF105",
    "unknown-name",
    RulePage {
        what: "A value or key names a level, pole, dimension, area or role that does not exist.",
        why: "The role would ask for something that the questionnaire does not measure.",
        bad: "competency:\n  security: { weight: 100, need: proficent }",
        good: "competency:\n  security: { weight: 100, need: proficient }",
        fix: "Use the suggested name, as `rolefit check --fix` does where one letter is wrong, or add the name to the \
              questionnaire.",
    },
);

pub static ILLEGAL_ID: Rule = error(
    "RF106",
    "illegal-id",
    RulePage {
        what: "An id is not kebab-case, is longer than 64 characters, or is a reserved word.",
        why: "Ids are typed on command lines and used as keys in answers files and tables. One spelling keeps them the same \
              everywhere.",
        bad: "id: Senior_Backend\ntitle: Senior Backend Engineer",
        good: "id: senior-backend\ntitle: Senior Backend Engineer",
        fix: "Use lower-case letters and digits, with single hyphens between words. `skip` cannot be an option, and `any` and \
              `balanced` cannot be poles.",
    },
);

pub static UPSIDE_DOWN_INTERVAL: Rule = error(
    "RF107",
    "upside-down-interval",
    RulePage {
        what: "An interval ends at or before its start, or the cut-off `mid` is above `high`.",
        why: "No score is inside such an interval, so no one could meet the target.",
        bad: "work_style:\n  tempo: { target: { min: 75, max: 55 }, weight: 100 }",
        good: "work_style:\n  tempo: { target: { min: 55, max: 75 }, weight: 100 }",
        fix: "Put the smaller number first. Intervals run from 0 at the low pole to 100 at the high pole.",
    },
);

pub static NEED_WITHIN_CHANCE: Rule = error(
    "RF108",
    "need-within-chance",
    RulePage {
        what: "In some scenario of an area, a blind pick earns as much as the role needs.",
        why: "Guessing would meet the need, so meeting it would say nothing about judgment.",
        bad: "competency:\n  security: { weight: 100, need: 30 }",
        good: "competency:\n  security: { weight: 100, need: 65 }",
        fix: "Raise the need above the mean credit of every scenario of the area, ideally by ten points. Or lower the credits \
              of that scenario's weaker options, if they are too generous.",
    },
);

pub static ILLEGAL_SCALE: Rule = error(
    "RF109",
    "illegal-scale",
    RulePage {
        what: "The response scale has no valid range, or not exactly one label per response.",
        why: "People choose by the labels. If one is missing, those after it belong to the wrong number.",
        bad: "# questionnaire.yaml\nscale: { min: 1, max: 5, labels: [disagree, neither, agree] }",
        good: "# questionnaire.yaml\nscale: { min: 1, max: 3, labels: [disagree, neither, agree] }",
        fix: "Set `max` 1 to 100 above `min`, and give one label per response, lowest first, or no labels.",
    },
);

pub static AMBIGUOUS_SCALAR: Rule = Rule {
    code: "RF150",
    name: "ambiguous-scalar",
    severity: Severity::Warning,
    page: RulePage {
        what: "An unquoted value is meant as text, but other YAML parsers read it as another type.",
        why: "A script or survey tool that reads the same file may see the option `no` as false and the version 1.10 as the \
              number 1.1. Answers and scores are then filed under another name, or lost.",
        bad: "# questionnaire.yaml\n\
              version: 1.10\n\
              scale: { min: 0, max: 1, labels: [no, yes] }",
        good: "# questionnaire.yaml\n\
               version: \"1.10\"\n\
               scale: { min: 0, max: 1, labels: [\"no\", \"yes\"] }",
        fix: "Put the value in quotes, as `rolefit check --fix` does.",
    },
};

pub static CUT_OFF_TEXT: Rule = Rule {
    code: "RF151",
    name: "cut-off-text",
    severity: Severity::Warning,
    page: RulePage {
        what: "A text without quotes ends at ` #` directly before a letter or digit.",
        why: "To YAML the rest of the line is a comment. People are asked half a question, and nothing tells them or the author \
              so.",
        bad: "# questionnaire.yaml\ntitle: How we work on ticket #4711 and others",
        good: "# questionnaire.yaml\ntitle: \"How we work on ticket #4711 and others\"",
        fix: "Put the text in quotes. Where a comment is meant, write a space after the `#`.",
    },
};

pub static EMPTY_SECTION: Rule = Rule {
    code: "RF152",
    name: "empty-section",
    severity: Severity::Note,
    page: RulePage {
        what: "A described part of a role is there and says nothing: an empty list, a blank text, or a word such as `TODO`.",
        why: "Readers take a section that exists for one that was thought through. A shell tells them that nothing is expected, \
              and nobody sees that it was never written.",
        bad: "context:\n  outcomes: []\n  decisions:\n    alone: [TBD]",
        good: "context:\n  decisions:\n    alone: [The structure of the code inside of a service.]",
        fix: "Write what belongs there, or remove the key. Every section is optional.",
    },
};
