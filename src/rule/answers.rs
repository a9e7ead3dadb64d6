//! Rules of meaning for an answers file.

use super::{Rule, RulePage, error};

pub static UNKNOWN_ITEM: Rule = error(
    "RF201",
    "unknown-item",
    RulePage {
        what: "An answer names an item that the questionnaire does not have.",
        why: "The answer would be lost, and the item that was meant would count as not answered.",
        bad: "# ana.toml\n[answers]\nfocus-quite-block = 4",
        good: "# ana.toml\n[answers]\nfocus-quiet-block = 4",
        fix: "Use the suggested id. Answers to an earlier version of the questionnaire may name old items if they name that \
              version: `questionnaire = \"id@version\"`.",
    },
);

pub static ANSWER_OUTSIDE_SCALE: Rule = error(
    "RF202",
    "answer-outside-scale",
    RulePage {
        what: "The answer to a statement is a number that the response scale does not have.",
        why: "It is a typing error or comes from another scale. If it were counted, it would move the dimension further \
              than any legal answer can.",
        bad: "# ana.toml\n[answers]\nfocus-quiet-block = 7",
        good: "# ana.toml\n[answers]\nfocus-quiet-block = 4",
        fix: "Answer with a number of the scale, or \"skip\". Numbers from another scale have to be converted first.",
    },
);

pub static UNKNOWN_OPTION: Rule = error(
    "RF203",
    "unknown-option",
    RulePage {
        what: "The answer to a scenario is not one of its options.",
        why: "It has no credit, and treating it as wrong would count against the person.",
        bad: "# ana.toml\n[answers]\nsvc-refund-rule = \"e\"",
        good: "# ana.toml\n[answers]\nsvc-refund-rule = \"a\"",
        fix: "Answer with the letter of one option, in lower case as in the questionnaire, or \"skip\".",
    },
);

pub static WRONG_ANSWER_TYPE: Rule = error(
    "RF204",
    "wrong-answer-type",
    RulePage {
        what: "An answer has the wrong type for its item, such as a letter for a statement.",
        why: "The answer was probably meant for another item, and an answer on the wrong line often shifts all that follow.",
        bad: "# ana.toml\n[answers]\nfocus-quiet-block = \"agree\"",
        good: "# ana.toml\n[answers]\nfocus-quiet-block = 4",
        fix: "Answer a statement with a whole number of the scale and a scenario with the letter of an option. Either can \
              be \"skip\".",
    },
);

pub static OTHER_QUESTIONNAIRE: Rule = error(
    "RF205",
    "other-questionnaire",
    RulePage {
        what: "The answers belong to a different questionnaire from the pack's.",
        why: "Items with the same id may ask something else there, so the scores would be about other questions.",
        bad: "\
# ana.toml
questionnaire = \"frontend-family@1.0.0\"

[answers]
focus-quiet-block = 4",
        good: "\
# ana.toml
questionnaire = \"backend-family@1.0.0\"

[answers]
focus-quiet-block = 4",
        fix: "Use `--roles DIR` to name the pack that was answered.",
    },
);

pub static OTHER_FORM: Rule = error(
    "RF206",
    "other-form",
    RulePage {
        what: "An answer is to the stem of a pair that its parallel form does not ask, or both stems of a pair have one.",
        why: "Of each pair one stem is asked. Answers to both are not independent, and an answer to the other stem is \
              scored with another key.",
        bad: "# ana.toml\n[form]\nparallel = \"b\"\n\n[answers]\nsvc-split-invoicing = \"c\" # asked by form a",
        good: "# ana.toml\n[form]\nparallel = \"b\"\n\n[answers]\nsvc-split-invoicing-audit = \"a\"",
        fix: "Correct `parallel` if it names the wrong form, or remove the answer to the stem that was not asked.",
    },
);

pub static DAMAGED_LINE: Rule = error(
    "RF207",
    "damaged-line",
    RulePage {
        what: "Answers that came as one line of text are not as the form wrote them: the line was cut off or changed on its way.",
        why: "A wrong character may be another answer, and a missing one shifts all that follow.",
        bad: "$ rolefit score ana.txt\nerror[RF207] damaged-line: the line of answers is cut off: no `;` at its end",
        good: "$ rolefit score ana.txt",
        fix: "Copy the whole line again, from `rolefit1:` to `;`, or ask for the file that the form saves. Line breaks and \
              blanks inside the line do no harm.",
    },
);
