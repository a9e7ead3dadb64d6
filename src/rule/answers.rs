//! Rules of meaning for an answers file.

use super::{Page, Rule, error};

pub static UNKNOWN_ITEM: Rule = error(
    "RF201",
    "unknown-item",
    Page {
        what: "An answer names an item that the questionnaire does not have.",
        why: "The answer would be lost, and the item that was meant would count as not answered.",
        bad: "# ana.toml\n[answers]\nfocus-quite-block = 4",
        good: "# ana.toml\n[answers]\nfocus-quiet-block = 4",
        fix: "Use the id that is offered. Answers to an earlier version of the questionnaire may name old items when \
              they say so: `questionnaire = \"id@version\"`.",
    },
);

pub static ANSWER_OUTSIDE_SCALE: Rule = error(
    "RF202",
    "answer-outside-scale",
    Page {
        what: "The answer to a statement is a number that the response scale does not have.",
        why: "It is a slip of the finger or comes from another scale. Counted as it stands it would move the dimension \
              further than any answer can.",
        bad: "# ana.toml\n[answers]\nfocus-quiet-block = 7",
        good: "# ana.toml\n[answers]\nfocus-quiet-block = 4",
        fix: "Answer with a number of the scale, or \"skip\". Numbers from another scale are for their owner to \
              translate.",
    },
);

pub static UNKNOWN_OPTION: Rule = error(
    "RF203",
    "unknown-option",
    Page {
        what: "The answer to a scenario is not one of its options.",
        why: "No credit belongs to it, and reading it as wrong would count against the person.",
        bad: "# ana.toml\n[answers]\nsvc-refund-rule = \"e\"",
        good: "# ana.toml\n[answers]\nsvc-refund-rule = \"a\"",
        fix: "Answer with the letter of one option, in lower case as in the questionnaire, or \"skip\".",
    },
);

pub static WRONG_ANSWER_TYPE: Rule = error(
    "RF204",
    "wrong-answer-type",
    Page {
        what: "An answer is of another kind than its item takes, such as a letter for a statement.",
        why: "The answer was probably meant for another item, and one slip of a line often shifts all that follow.",
        bad: "# ana.toml\n[answers]\nfocus-quiet-block = \"agree\"",
        good: "# ana.toml\n[answers]\nfocus-quiet-block = 4",
        fix: "Give a statement a whole number of the scale and a scenario the letter of an option; \"skip\" is for \
              both.",
    },
);

pub static OTHER_QUESTIONNAIRE: Rule = error(
    "RF205",
    "other-questionnaire",
    Page {
        what: "The answers were given to another questionnaire than the pack has.",
        why: "Items of the same id may ask for something else there, so the scores would be about other questions.",
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
        fix: "Name the pack that was answered with `--roles DIR`.",
    },
);
