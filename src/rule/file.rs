//! Rules of reading: the file itself, its syntax, and the shape that its kind of file has.

use super::{Rule, RulePage, error};

pub static UNREADABLE_FILE: Rule = error(
    "RF001",
    "unreadable-file",
    RulePage {
        what: "A file or folder does not exist or cannot be opened, or the format of a file is unknown.",
        why: "Nothing in it was read, so it was neither scored nor checked.",
        bad: "$ rolefit score anna.toml\nerror[RF001] unreadable-file: cannot read `anna.toml`: no such file",
        good: "$ rolefit score ana.toml",
        fix: "Correct the path, make the file readable, or give its format with `--input-format`.",
    },
);

pub static WRONG_ENCODING: Rule = error(
    "RF002",
    "wrong-encoding",
    RulePage {
        what: "A file is not UTF-8 text, or it contains a NUL byte.",
        why: "A wrong guess at the encoding could change the names and texts that people see and are scored by.",
        bad: "$ file roles/senior.yaml\nroles/senior.yaml: Unicode text, UTF-16, little-endian text",
        good: "$ file roles/senior.yaml\nroles/senior.yaml: Unicode text, UTF-8 text",
        fix: "Save the file as UTF-8, with or without a byte-order mark.",
    },
);

pub static SYNTAX_ERROR: Rule = error(
    "RF003",
    "syntax-error",
    RulePage {
        what: "A file is not valid YAML, TOML or JSON.",
        why: "Whatever follows the error could mean anything, so nothing in the file is used.",
        bad: "title: \"Senior Backend Engineer\nsummary: Builds services that others rely on.",
        good: "title: \"Senior Backend Engineer\"\nsummary: Builds services that others rely on.",
        fix: "Look at the reported line and the one before it. The usual causes are an unclosed quote or bracket, and a tab \
              that indents YAML.",
    },
);

pub static DUPLICATE_KEY: Rule = error(
    "RF004",
    "duplicate-key",
    RulePage {
        what: "A mapping has the same key twice.",
        why: "Many parsers silently keep the last of the two, so one of two weights or answers would be lost without notice.",
        bad: "\
competency:
  security: { weight: 40, need: working }
  communication: { weight: 60, need: working }
  security: { weight: 60, need: working }",
        good: "competency:\n  security: { weight: 40, need: working }\n  communication: { weight: 60, need: working }",
        fix: "Keep the one you mean and remove the other.",
    },
);

pub static UNKNOWN_KEY: Rule = error(
    "RF005",
    "unknown-key",
    RulePage {
        what: "A file has a key that is not defined for this kind of file.",
        why: "A misspelt key would otherwise be ignored silently, and the role would ask for something else.",
        bad: "competency:\n  security: { weight: 100, need: advanced, gates: working }",
        good: "\
competency:
  security: { weight: 100, need: advanced, gate: working }
x-reviewed: by the platform group",
        fix: "Use the suggested key; `rolefit check --fix` does so where one letter is wrong. Keys of your own at the top level \
              must begin with `x-`. Inside `{ }`, put a text that contains a comma in quotes.",
    },
);

pub static WRONG_TYPE: Rule = error(
    "RF006",
    "wrong-type",
    RulePage {
        what: "A value has the wrong type for its key, such as text instead of a number.",
        why: "Converting one type to another is guesswork, and a guessed number changes scores.",
        bad: "\
competency:
  security: { weight: \"60,5\", need: working }
  communication: { weight: 39.5, need: working }",
        good: "\
competency:
  security: { weight: 60.5, need: working }
  communication: { weight: 39.5, need: working }",
        fix: "Write the type that the message expects: numbers without quotes and with a decimal point, lists as `[a, b]` or \
              with one value per line after `- `.",
    },
);

pub static EMPTY_FILE: Rule = error(
    "RF007",
    "empty-file",
    RulePage {
        what: "A file is empty or contains only comments.",
        why: "An empty role would ask for nothing and fit everyone; empty answers describe no one.",
        bad: "# The senior role, to be written.",
        good: "# The senior role.\nschema: 1\nid: senior\ntitle: Senior Backend Engineer",
        fix: "Write the file, remove it from the pack, or start its name with `_` until it is finished.",
    },
);

pub static NEWER_SCHEMA: Rule = error(
    "RF008",
    "newer-schema",
    RulePage {
        what: "A file has a newer format version than this program supports.",
        why: "Its keys may have a different meaning there, so people could be scored wrongly.",
        bad: "schema: 2\nid: senior",
        good: "schema: 1\nid: senior",
        fix: "Update rolefit, or write the file in the older format.",
    },
);

pub static OVERSIZED_FILE: Rule = error(
    "RF009",
    "oversized-file",
    RulePage {
        what: "A file is larger than 16 MiB, is nested too deeply, holds more than a million values, grows through aliases \
               by more than a million values or to more than 64 MiB, names more than 1000 rules in ignore comments, or has a \
               scenario with more than 100 options.",
        why: "No role, questionnaire or answers file needs that. It is the wrong file, or one made to exhaust the machine \
              that reads it.",
        bad: "\
x-a: &a [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
x-f: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
x-g: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]",
        good: "x-reviewers: &reviewers [the platform group, the security group]\nx-owners: *reviewers",
        fix: "Check that it is the right file. Replace aliases to aliases with their values, and split what is too large.",
    },
);

pub static MISSING_KEY: Rule = error(
    "RF010",
    "missing-key",
    RulePage {
        what: "A required key is missing.",
        why: "There is no honest default: a need or a weight that no author chose would still decide who fits.",
        bad: "competency:\n  security: { weight: 100 }",
        good: "competency:\n  security: { weight: 100, need: working }",
        fix: "Add the key with a value of the expected kind.",
    },
);

pub static SECOND_DOCUMENT: Rule = error(
    "RF011",
    "second-document",
    RulePage {
        what: "A YAML file contains a second document after `---`.",
        why: "Some parsers read only the first document, others only the last, so two tools would see two different roles.",
        bad: "id: senior\n---\nid: staff",
        good: "id: senior",
        fix: "Keep one document per file: remove the `---`, or move the rest to another file.",
    },
);

pub static MERGE_KEY: Rule = error(
    "RF012",
    "merge-key",
    RulePage {
        what: "A YAML file uses the merge key `<<`.",
        why: "It is not part of YAML 1.2, and parsers disagree about what it merges and which value wins.",
        bad: "\
x-usual: &usual { weight: 50, need: working }
competency:
  security: { <<: *usual }
  communication: { <<: *usual, need: advanced }",
        good: "competency:\n  security: { weight: 50, need: working }\n  communication: { weight: 50, need: advanced }",
        fix: "Write the keys out, or share one whole value with `&name` and `*name`.",
    },
);

pub static YAML_TAG: Rule = error(
    "RF013",
    "yaml-tag",
    RulePage {
        what: "A YAML value has a tag, a word that begins with `!`.",
        why: "Tags change how a value is read, and parsers support different ones.",
        bad: "title: !!str Senior Backend Engineer",
        good: "title: Senior Backend Engineer",
        fix: "Remove the tag. Put text that looks like a number or begins with `!` in quotes.",
    },
);

pub static NO_PACK: Rule = error(
    "RF014",
    "no-pack",
    RulePage {
        what: "A folder has no `questionnaire.yaml`, or no role file next to it.",
        why: "Roles can only be checked against the questionnaire whose dimensions and areas they use.",
        bad: "$ ls team\noperator.yaml",
        good: "$ ls team\noperator.yaml  questionnaire.yaml",
        fix: "Name the folder that contains both, or create one with `rolefit init DIR`.",
    },
);

pub static STALE_SCHEMA: Rule = error(
    "RF015",
    "stale-schema",
    RulePage {
        what: "A file in `schemas/` is not the schema that this version writes.",
        why: "An editor completes and flags role files by it: with an old or damaged schema, people write what is refused later.",
        bad: "$ sed -i 's/minimum/minium/' roles/schemas/role.json\n$ rolefit check roles\nerror[RF015] stale-schema: the schema differs from what `rolefit schema role` writes",
        good: "$ rolefit schema role --built-in > roles/schemas/role.json\n$ rolefit check roles\n11 files: no findings",
        fix: "Write the schema again with `rolefit schema`, with `--roles DIR` for one that has the pack's names, or remove the file.",
    },
);
