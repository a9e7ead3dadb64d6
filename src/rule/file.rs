//! Rules of reading: the file itself, its syntax, and the shape that its kind of file has.

use super::{Page, Rule, error};

pub static UNREADABLE_FILE: Rule = error(
    "RF001",
    "unreadable-file",
    Page {
        what: "A file or a folder is not there, cannot be opened, or does not say which format it is in.",
        why: "Nothing in it was read, so nobody was scored by it and nothing can be said about what it holds.",
        bad: "$ rolefit score anna.toml\nerror[RF001] unreadable-file: cannot read `anna.toml`: no such file",
        good: "$ rolefit score ana.toml",
        fix: "Correct the path, let your user read the file, or name its format with `--input-format`.",
    },
);

pub static WRONG_ENCODING: Rule = error(
    "RF002",
    "wrong-encoding",
    Page {
        what: "A file is not UTF-8 text, or it holds a NUL byte.",
        why: "Guessing the encoding could change names and wording that people are shown and scored by.",
        bad: "$ file roles/senior.yaml\nroles/senior.yaml: Unicode text, UTF-16, little-endian text",
        good: "$ file roles/senior.yaml\nroles/senior.yaml: Unicode text, UTF-8 text",
        fix: "Save the file as UTF-8, with or without a byte-order mark.",
    },
);

pub static SYNTAX_ERROR: Rule = error(
    "RF003",
    "syntax-error",
    Page {
        what: "A text is not valid YAML, TOML or JSON.",
        why: "What comes after the error could mean anything, so nothing in the file is used.",
        bad: "title: \"Senior Backend Engineer\nsummary: Builds services that others rely on.",
        good: "title: \"Senior Backend Engineer\"\nsummary: Builds services that others rely on.",
        fix: "Mend the place that is named, or the line before it: often a quote or a bracket was not closed, or a tab \
              indents YAML.",
    },
);

pub static DUPLICATE_KEY: Rule = error(
    "RF004",
    "duplicate-key",
    Page {
        what: "A key stands twice in one mapping.",
        why: "Many readers silently keep the last of the two, so that one of two weights or answers would vanish \
              unseen.",
        bad: "\
competency:
  security: { weight: 40, need: working }
  communication: { weight: 60, need: working }
  security: { weight: 60, need: working }",
        good: "competency:\n  security: { weight: 40, need: working }\n  communication: { weight: 60, need: working }",
        fix: "Keep the one that is meant and remove the other.",
    },
);

pub static UNKNOWN_KEY: Rule = error(
    "RF005",
    "unknown-key",
    Page {
        what: "A file has a key that its kind of file does not know.",
        why: "A misspelt key would otherwise be dropped without a word, and the role would ask for something else.",
        bad: "competency:\n  security: { weight: 100, need: advanced, gates: working }",
        good: "\
competency:
  security: { weight: 100, need: advanced, gate: working }
x-reviewed: by the platform group",
        fix: "Use the known key that is offered; `rolefit check --fix` does so for a slip of one letter. Notes of your own may stand at the top of a file under keys that \
              begin with `x-`. A text with a comma inside `{ }` belongs in quotes.",
    },
);

pub static WRONG_TYPE: Rule = error(
    "RF006",
    "wrong-type",
    Page {
        what: "A value is of another type than its key takes, such as a text where a number belongs.",
        why: "Turning one type into another is guesswork, and a guessed number moves scores.",
        bad: "\
competency:
  security: { weight: \"60,5\", need: working }
  communication: { weight: 39.5, need: working }",
        good: "\
competency:
  security: { weight: 60.5, need: working }
  communication: { weight: 39.5, need: working }",
        fix: "Write what the message asks for: numbers without quotes and with a decimal point, lists as `[a, b]` or \
              one value a line after `- `.",
    },
);

pub static EMPTY_FILE: Rule = error(
    "RF007",
    "empty-file",
    Page {
        what: "A file holds nothing, or nothing but comments.",
        why: "An empty role would ask for nothing and fit everybody; empty answers describe nobody.",
        bad: "# The senior role, to be written.",
        good: "# The senior role.\nschema: 1\nid: senior\ntitle: Senior Backend Engineer",
        fix: "Write the file, take it out of the pack, or let its name begin with `_` until it is finished.",
    },
);

pub static NEWER_SCHEMA: Rule = error(
    "RF008",
    "newer-schema",
    Page {
        what: "A file names a format version that this program does not know yet.",
        why: "Its keys may mean something else there, so reading on could score people by a misunderstanding.",
        bad: "schema: 2\nid: senior",
        good: "schema: 1\nid: senior",
        fix: "Update rolefit, or write the file in the older format.",
    },
);

pub static OVERSIZED_FILE: Rule = error(
    "RF009",
    "oversized-file",
    Page {
        what: "A file is larger than 16 MiB, is nested too deeply, holds more than a million values, or grows through \
               aliases by more than a million values or to more than 64 MiB.",
        why: "No role, questionnaire or answers file needs that. It is the wrong file, or one made to exhaust the \
              machine that checks it.",
        bad: "\
x-a: &a [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
x-f: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
x-g: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]",
        good: "x-reviewers: &reviewers [the platform group, the security group]\nx-owners: *reviewers",
        fix: "Check that it is the right file. Write values out in place of aliases to aliases, and split what is too \
              large.",
    },
);

pub static MISSING_KEY: Rule = error(
    "RF010",
    "missing-key",
    Page {
        what: "A key that a file needs is not there.",
        why: "There is no honest default for it: a need or a weight that nobody chose would still decide who fits.",
        bad: "competency:\n  security: { weight: 100 }",
        good: "competency:\n  security: { weight: 100, need: working }",
        fix: "Add the key with a value of the kind that is named.",
    },
);

pub static SECOND_DOCUMENT: Rule = error(
    "RF011",
    "second-document",
    Page {
        what: "A YAML file holds a second document after `---`.",
        why: "Some readers take the first document and drop the rest, others the reverse, so two tools would see two \
              different roles.",
        bad: "id: senior\n---\nid: staff",
        good: "id: senior",
        fix: "Keep one document in a file: remove the `---`, or move the rest to a file of its own.",
    },
);

pub static MERGE_KEY: Rule = error(
    "RF012",
    "merge-key",
    Page {
        what: "A YAML file uses the merge key `<<`.",
        why: "It is no part of YAML 1.2, and readers disagree about what it merges and which value wins.",
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
    Page {
        what: "A YAML value carries a tag, a word that begins with `!`.",
        why: "Tags change how a value is read, and each reader knows others.",
        bad: "title: !!str Senior Backend Engineer",
        good: "title: Senior Backend Engineer",
        fix: "Remove the tag. A text that looks like a number or begins with `!` goes in quotes.",
    },
);

pub static NO_PACK: Rule = error(
    "RF014",
    "no-pack",
    Page {
        what: "A folder has no `questionnaire.yaml`, or no role file beside it.",
        why: "Roles can only be read against the questionnaire whose dimensions and areas they name.",
        bad: "$ ls team\noperator.yaml",
        good: "$ ls team\noperator.yaml  questionnaire.yaml",
        fix: "Name the folder that holds both, or start one with `rolefit init DIR`.",
    },
);
