//! A role for which even the best answers are not a primary fit.

use crate::answers::Responses;
use crate::check::points::rounded_down;
use crate::check::{File, Finding, Spot, Subject, place};
use crate::pack::{Chosen, Pack, Parallel, Role};
use crate::rule::{Rule, RulePage, Severity};
use crate::scoring::{Band, Fit, Model, Profile, RoleModel, StatementSum, StyleEstimate, Verdict, meets};

pub(super) static RULE: Rule = Rule {
    code: "RF116",
    name: "unreachable-role",
    severity: Severity::Error,
    page: RulePage {
        what: "Even the best answers to every item are not a primary fit for the role.",
        why: "No one can ever get the role as a primary fit, however well it suits them.",
        bad: "# the best answers to the scenarios of this area earn 95 on average\n\
              competency:\n  operations: { weight: 100, need: 100, gate: 100 }",
        good: "competency:\n  operations: { weight: 100, need: advanced, gate: working } # 82 and 65, which answers can show",
        fix: "Lower the gate or need or widen the target that prevents it, or give the questionnaire answers that reach it.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    on_form(subject, Parallel::A, found);
    if subject.pack.questionnaire().has_twins() {
        let before = found.len();
        let mut second = Vec::new();
        let model = Model::on(subject.pack, Parallel::B);
        on_form(&Subject { model: &model, ..*subject }, Parallel::B, &mut second);
        // What holds on both forms is said once.
        second.retain(|finding| {
            !found[..before].iter().any(|other| other.rule == &RULE && other.place.spot == finding.place.spot)
        });
        found.extend(second.into_iter().map(|finding| finding.note("on form b")));
    }
}

fn on_form(subject: &Subject<'_>, parallel: Parallel, found: &mut Vec<Finding>) {
    let best = Profile::of(subject.model, &best_answers(subject.pack, parallel));
    for (index, ((file, role), model)) in subject.roles().zip(&subject.model.roles).enumerate() {
        let profile = best_for(subject.model, model, &best);
        let fit = Fit::of(subject.model, index, model, &profile);
        if fit.band != Band::PrimaryFit {
            let hurdles = Hurdles { subject, file, fit: &fit };
            found.extend(finding(role, hurdles.all()));
        }
    }
}

/// Answers every item: scenarios with an option of the highest credit, statements in any way that is not all alike.
fn best_answers(pack: &Pack, parallel: Parallel) -> Responses {
    let questionnaire = pack.questionnaire();
    let mut responses = Responses::blank(questionnaire);
    responses.parallels = questionnaire.parallels(parallel);
    let ends = [0, questionnaire.scale.steps()].map(Chosen::new);
    for (index, response) in responses.statements.iter_mut().enumerate() {
        *response = ends[index % 2];
    }
    for (response, (_, scenario)) in responses.scenarios.iter_mut().zip(questionnaire.scenarios()) {
        let credits = scenario.stem(parallel).credits().enumerate();
        *response = credits.max_by(|(_, a), (_, b)| a.total_cmp(b)).and_then(|(option, _)| Chosen::new(option));
    }
    responses
}

/// Moves every dimension to where it fits the role best, of all that answers to its statements add up to.
///
/// Dimensions do not share statements, and more credit never lowers a score. Answers that lie as close to each other as
/// they can leave least open.
fn best_for(model: &Model, role: &RoleModel, best: &Profile) -> Profile {
    let mut profile = best.clone();
    for target in &role.targets {
        let score = &mut profile.dimensions[target.dimension];
        let dimension = &model.dimensions[target.dimension];
        let Some(known) = &mut score.estimate else { continue };
        let of = score.of as i64;
        let reachable = (0..=of * model.scale_steps).map(|points| {
            let (each, rest) = (points / of, points % of);
            let squares = (of - rest) * each * each + rest * (each + 1) * (each + 1);
            let sum = StatementSum { answered: of, points, squares };
            StyleEstimate::of(dimension, model.scale_steps, sum)
        });
        let best = reachable.max_by(|a, b| a.fit(target).total_cmp(&b.fit(target)));
        if let Some(best) = best {
            *known = best.into();
        }
    }
    profile
}

/// One reason why the best answers are not a primary fit.
struct Hurdle {
    at: Spot,
    words: String,
    help: &'static str,
}

fn finding(role: &Role, hurdles: Vec<Hurdle>) -> Option<Finding> {
    let mut hurdles = hurdles.into_iter();
    let first = hurdles.next()?;
    let message = format!("even the best answers are not a primary fit for `{}`", role.id);
    let mut finding = Finding::new(&RULE, first.at, message).label(first.words).help(first.help);
    for hurdle in hurdles {
        finding = finding.related(hurdle.at, hurdle.words);
        if finding.help.iter().all(|help| help != hurdle.help) {
            finding = finding.help(hurdle.help);
        }
    }
    Some(finding)
}

/// Finds what makes one role unreachable.
struct Hurdles<'a> {
    subject: &'a Subject<'a>,
    file: File,
    fit: &'a Fit,
}

impl Hurdles<'_> {
    fn all(&self) -> Vec<Hurdle> {
        let mut hurdles = self.gates();
        hurdles.extend(self.never_scored());
        hurdles.extend(self.work_style());
        hurdles.extend(self.competency());
        hurdles
    }

    fn gates(&self) -> Vec<Hurdle> {
        let parts = self.fit.competency.parts.iter();
        let unsure = parts.filter_map(|part| {
            let gate = part.gate.filter(|gate| gate.verdict().is_some_and(|verdict| verdict != Verdict::Passed))?;
            Some((gate.level, gate.probability?, part))
        });
        unsure
            .map(|(level, probability, part)| Hurdle {
                at: self.area(part.area, "gate"),
                words: format!(
                    "the gate is {level}, the best answers earn {} and pass it with {}%",
                    shown(part.answered_score),
                    rounded_down(100.0 * probability).floor()
                ),
                help: "lower the gate, add scenarios to the area, or give them options with more credit",
            })
            .collect()
    }

    /// Parts that have too few items for a score, where the axis would need them.
    fn never_scored(&self) -> Vec<Hurdle> {
        let help = "add items in the questionnaire, at least two in all";
        let words = "too few items for a score".to_owned();
        let mut hurdles = Vec::new();
        if self.fit.personality.score.is_none() {
            let parts = self.fit.personality.parts.iter().filter(|part| part.score.is_none());
            hurdles.extend(parts.map(|part| Hurdle {
                at: self.dimension(part.dimension, "target"),
                words: words.clone(),
                help,
            }));
        }
        if self.fit.competency.score.is_none() {
            let parts = self.fit.competency.parts.iter().filter(|part| part.score.is_none());
            hurdles.extend(parts.map(|part| Hurdle { at: self.area(part.area, "need"), words: words.clone(), help }));
        }
        hurdles
    }

    fn work_style(&self) -> Vec<Hurdle> {
        let help = "widen a target, or give its dimension more statements";
        let Some(axis) = self.short_axis("work_style", self.fit.personality.score, help) else { return Vec::new() };
        let missed = self.fit.personality.parts.iter().filter(|part| self.is_short(part.fit));
        let targets = missed.map(|part| Hurdle {
            at: self.dimension(part.dimension, "target"),
            words: format!(
                "the target is {} to {}, the nearest answers make {} and fit {} out of 100",
                part.target.min(),
                part.target.max(),
                shown(part.answered_score),
                shown(part.fit)
            ),
            help,
        });
        [axis].into_iter().chain(targets).collect()
    }

    fn competency(&self) -> Vec<Hurdle> {
        let help = "lower a need, add scenarios to the areas, or give them options with more credit";
        let Some(axis) = self.short_axis("competency", self.fit.competency.score, help) else { return Vec::new() };
        let missed = self.fit.competency.parts.iter().filter(|part| self.is_short(part.attainment));
        let needs = missed.map(|part| Hurdle {
            at: self.area(part.area, "need"),
            words: format!(
                "the need is {}, the best answers earn {} and meet {} out of 100 of it",
                part.need,
                shown(part.answered_score),
                shown(part.attainment)
            ),
            help,
        });
        [axis].into_iter().chain(needs).collect()
    }

    fn is_short(&self, part: Option<f64>) -> bool {
        part.is_some_and(|part| !meets(part, self.subject.model.settings.bands.high))
    }

    /// An axis whose best score lies below the cut-off of primary fit.
    fn short_axis(&self, axis: &str, score: Option<f64>, help: &'static str) -> Option<Hurdle> {
        let high = self.subject.model.settings.bands.high;
        score.filter(|score| !meets(*score, high)).map(|score| Hurdle {
            at: place::key(self.file, &[axis]),
            words: format!("at most {}, a primary fit needs {high}", rounded_down(score)),
            help,
        })
    }

    fn dimension(&self, dimension: usize, key: &str) -> Spot {
        let id = self.subject.pack.questionnaire().dimensions[dimension].id.as_str();
        place::value(self.file, &["work_style", id, key])
    }

    fn area(&self, area: usize, key: &str) -> Spot {
        let id = self.subject.pack.questionnaire().areas[area].id.as_str();
        place::value(self.file, &["competency", id, key])
    }
}

fn shown(score: Option<f64>) -> String {
    score.map_or_else(|| "nothing".to_owned(), |score| rounded_down(score).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::pack::from_texts;

    const QUESTIONNAIRE: &str = include_str!("../../tests/packs/worked-example/questionnaire.yaml");
    const ROLE: &str = include_str!("../../tests/packs/worked-example/engineer.yaml");

    /// What makes the worked example's role unreachable, with pieces of its two files replaced.
    fn hurdles(questionnaire: &[(&str, &str)], role: &[(&str, &str)]) -> Vec<String> {
        let with = |text: &str, pieces: &[(&str, &str)]| {
            pieces.iter().fold(text.to_owned(), |text, (old, new)| {
                assert!(text.contains(old), "no `{old}` to replace");
                text.replace(old, new)
            })
        };
        let (questionnaire, role) = (with(QUESTIONNAIRE, questionnaire), with(ROLE, role));
        let texts = [("questionnaire.yaml", questionnaire.as_str()), ("engineer.yaml", role.as_str())];
        let pack = from_texts(texts).expect("sound");
        let mut found = Vec::new();
        check(&Subject { pack: &pack, model: &Model::of(&pack), deep: false }, &mut found);
        found
            .into_iter()
            .flat_map(|finding| [finding.place].into_iter().chain(finding.related).map(|mark| mark.text))
            .collect()
    }

    #[test]
    fn a_role_that_some_answers_reach_has_nothing_in_its_way() {
        assert!(hurdles(&[], &[]).is_empty());
    }

    #[test]
    fn a_gate_that_no_answers_pass_surely_is_named() {
        let found = hurdles(&[], &[("gate: 60", "gate: 100"), ("need: 75", "need: 100")]);
        assert_eq!(found[0], "the gate is 100, the best answers earn 100 and pass it with 0%");
    }

    #[test]
    fn a_target_between_two_scores_that_answers_can_make_is_missed() {
        let narrow = [("moderate concentrator", "{ min: 51, max: 54 }")];
        assert!(hurdles(&[], &narrow).is_empty());
        let strict = [("work_style:", "scoring: { tolerance: 2 }\nwork_style:")];
        let expected = [
            "at most 51.3, a primary fit needs 75",
            "the target is 51 to 54, the nearest answers make 55 and fit 19.1 out of 100",
        ];
        assert_eq!(hurdles(&strict, &narrow), expected);
    }

    #[test]
    fn needs_that_the_best_answers_miss_are_named() {
        let expected = [
            "at most 43.6, a primary fit needs 75",
            "the need is 100, the best answers earn 70 and meet 43.6 out of 100 of it",
            "the need is 100, the best answers earn 70 and meet 43.6 out of 100 of it",
        ];
        let needs = [("need: 75", "need: 100"), ("need: 82", "need: 100")];
        assert_eq!(hurdles(&[("credit: 1.0", "credit: 0.7")], &needs), expected);
    }

    #[test]
    fn a_failed_gate_is_named_before_a_short_axis() {
        let found = hurdles(&[("credit: 1.0", "credit: 0.7")], &[("need: 75, gate: 60", "need: 100, gate: 71")]);
        assert_eq!(
            found[..2],
            ["the gate is 71, the best answers earn 70 and pass it with 0%", "at most 48.9, a primary fit needs 75"]
        );
    }

    #[test]
    fn an_area_with_one_scenario_is_never_scored() {
        let one = [
            ("      - { id: ops-2, prompt: Two?, options: *options }\n", ""),
            ("      - { id: ops-3, prompt: Three?, options: *options }\n", ""),
        ];
        assert_eq!(hurdles(&one, &[]), ["too few items for a score"]);
    }
}
