//! A pair of stems with the same best option.

use crate::check::{Finding, Subject, items};
use crate::pack::Parallel;
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF142",
    name: "same-best-twin",
    severity: Severity::Warning,
    page: RulePage {
        what: "Both stems of a pair have the same best option.",
        why: "The situation then makes no difference: whoever reads only the options is right on both forms, and whoever \
              remembers the first answer has the second one as well.",
        bad: "# questionnaire.yaml\n\
              options:\n  \
              a: { credit: 1.0, text: Roll the release back. }\n  \
              b: { credit: 0.2, text: Fix the fault forward. }\n\
              twin:\n  \
              id: rel-rollback-night\n  \
              prompt: The same fault shows at night. What comes first?\n  \
              key: { a: { credit: 1.0 }, b: { credit: 0.2 } }",
        good: "# questionnaire.yaml\n\
               options:\n  \
               a: { credit: 1.0, text: Roll the release back. }\n  \
               b: { credit: 0.2, text: Fix the fault forward. }\n\
               twin:\n  \
               id: rel-rollback-column\n  \
               prompt: The release dropped a column that the old version reads. What comes first?\n  \
               key: { a: { credit: 0.0 }, b: { credit: 1.0 } }",
        fix: "Change one or two facts of the second stem so that another option becomes the best, and key it anew.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (area, index, scenario) in items::scenarios(subject.pack.questionnaire()) {
        let Some(twin) = &scenario.twin else { continue };
        let (Some(best), Some(other)) = (scenario.first.single_best(), twin.single_best()) else { continue };
        if best == other {
            let option = &scenario.options[best].id;
            let message = format!("`{}` and `{}` have the same best option `{option}`", scenario.first.id, twin.id);
            found.push(
                Finding::new(&RULE, items::key(&area.id, index, Parallel::B), message)
                    .related(items::option_text(&area.id, index, option), "best under both stems")
                    .help("change a fact of the second stem so that another option is best"),
            );
        }
    }
}
