//! Rules of meaning for a pack: its questionnaire and its roles.

use super::{Page, Rule, Severity, error};

pub static DUPLICATE_ID: Rule = error(
    "RF101",
    "duplicate-id",
    Page {
        what: "Two roles, two items, two parts of the questionnaire or the two poles of a dimension share one id.",
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
    Page {
        what: "The weights of an axis do not add up to 100.",
        why: "A weight says what share of the axis a part decides. With another sum nobody can tell which shares were \
              meant, and roles can no longer be compared.",
        bad: "competency:\n  security: { weight: 60, need: working }\n  communication: { weight: 30, need: working }",
        good: "competency:\n  security: { weight: 60, need: working }\n  communication: { weight: 40, need: working }",
        fix: "Change one weight by the difference that is named, or spread it over several.",
    },
);

pub static ILLEGAL_NUMBER: Rule = error(
    "RF103",
    "illegal-number",
    Page {
        what: "A number lies outside the range that its key allows.",
        why: "Scores run from 0 to 100; a weight below 0 or a credit above 1 would push them out of that range.",
        bad: "# questionnaire.yaml\nscoring:\n  min_coverage: 80",
        good: "# questionnaire.yaml\nscoring:\n  min_coverage: 0.8",
        fix: "Use a number in the range that is named: weights and scores are 0 to 100, credits and shares 0 to 1.",
    },
);

pub static EMPTY_AXIS: Rule = error(
    "RF104",
    "empty-axis",
    Page {
        what: "An axis, a dimension or an area has nothing to score, or a scenario has fewer than two options.",
        why: "A fit is only claimed when both axes are scored. Where nothing is asked for, there is no fit to claim.",
        bad: "work_style:\n  focus: { target: any }\n  tempo: { target: any }",
        good: "work_style:\n  focus: { target: any }\n  tempo: { target: moderate planner, weight: 100 }",
        fix: "Add what is missing: a target with a weight, an area, a statement, a scenario or an option.",
    },
);

pub static UNKNOWN_NAME: Rule = error(
    "RF105",
    "unknown-name",
    Page {
        what: "A value or a key names something that does not exist: a level, a pole, a dimension, an area or a role.",
        why: "The role would ask for something that nobody is measured on.",
        bad: "competency:\n  security: { weight: 100, need: proficent }",
        good: "competency:\n  security: { weight: 100, need: proficient }",
        fix: "Use the name that is offered, as `rolefit check --fix` does for a slip of one letter, or add the one you \
              meant to the questionnaire.",
    },
);

pub static ILLEGAL_ID: Rule = error(
    "RF106",
    "illegal-id",
    Page {
        what: "An id is not kebab-case, is longer than 64 characters, or is a word with a meaning of its own.",
        why: "Ids are typed on command lines and stand as keys in answers files and tables. One spelling keeps them \
              the same everywhere.",
        bad: "id: Senior_Backend\ntitle: Senior Backend Engineer",
        good: "id: senior-backend\ntitle: Senior Backend Engineer",
        fix: "Use lower-case letters and digits, words joined by single hyphens. `skip` cannot name an option, and \
              `any` and `balanced` cannot name a pole.",
    },
);

pub static UPSIDE_DOWN_INTERVAL: Rule = error(
    "RF107",
    "upside-down-interval",
    Page {
        what: "An interval ends where it begins or before, or the cut-off `mid` lies above `high`.",
        why: "No score lies inside such an interval, so nobody could meet the target.",
        bad: "work_style:\n  tempo: { target: { min: 75, max: 55 }, weight: 100 }",
        good: "work_style:\n  tempo: { target: { min: 55, max: 75 }, weight: 100 }",
        fix: "Put the smaller number first. Intervals run from the low pole, 0, to the high one, 100.",
    },
);

pub static NEED_WITHIN_CHANCE: Rule = error(
    "RF108",
    "need-within-chance",
    Page {
        what: "A blind pick earns as much as the role needs in some scenario of the area.",
        why: "Whoever guesses would meet the need, so meeting it would say nothing about judgment.",
        bad: "competency:\n  security: { weight: 100, need: 30 }",
        good: "competency:\n  security: { weight: 100, need: 65 }",
        fix: "Ask for more than the mean credit of every scenario of the area, better ten points more. Or lower the \
              credits of that scenario's weaker options, if they are too generous.",
    },
);

pub static ILLEGAL_SCALE: Rule = error(
    "RF109",
    "illegal-scale",
    Page {
        what: "The response scale has no room for answers, or not one label for each response.",
        why: "People choose by the labels. With one too few, all that follow stand beside the wrong number.",
        bad: "# questionnaire.yaml\nscale: { min: 1, max: 5, labels: [disagree, neither, agree] }",
        good: "# questionnaire.yaml\nscale: { min: 1, max: 3, labels: [disagree, neither, agree] }",
        fix: "Let `max` be 1 to 100 above `min`, and give one label for each response, lowest first, or none.",
    },
);

pub static AMBIGUOUS_SCALAR: Rule = Rule {
    code: "RF150",
    name: "ambiguous-scalar",
    severity: Severity::Warning,
    page: Page {
        what: "An unquoted value stands where text is meant, and other YAML readers take it for something else.",
        why: "A script or a survey tool that reads the same file sees the option `no` as false and the version 1.10 as \
              the number 1.1. Answers and scores then go under another name, or under none.",
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
    page: Page {
        what: "A text without quotes ends at ` #` directly before a letter or digit.",
        why: "To YAML the rest of the line is a comment. People are asked half a question, and nothing tells them or the author \
              so.",
        bad: "# questionnaire.yaml\ntitle: How we work on ticket #4711 and others",
        good: "# questionnaire.yaml\ntitle: \"How we work on ticket #4711 and others\"",
        fix: "Put the text in quotes. Where a comment is meant, write a space after the `#`.",
    },
};
