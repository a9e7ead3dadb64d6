//! Two roles that get nearly the same fit from any answers.

use crate::check::{Finding, Subject, place};
use crate::pack::{Interval, Pack};
use crate::random::SplitMix64;
use crate::rule::{Rule, RulePage, Severity};
use crate::scoring::{Band, Cache, Fit, Model, Profile, RoleModel};
use crate::simulation::Responder;

pub(super) static RULE: Rule = Rule {
    code: "RF117",
    name: "twin-roles",
    severity: Severity::Warning,
    page: RulePage {
        what: "Two roles get the same fit from the same answers, always or for 98% of 400 simulated people.",
        why: "The order of the two is then decided by their ids, yet looks like a result.",
        bad: "# developer.yaml, while engineer.yaml asks for the same\nwork_style:\n  \
              tempo: { target: moderate planner, weight: 100 }\ncompetency:\n  operations: { weight: 100, need: working }",
        good: "work_style:\n  tempo: { target: moderate adapter, weight: 100 }\ncompetency:\n  \
               operations: { weight: 100, need: working }",
        fix: "Find the dimension or area in which the two differ and change targets, needs or weights there. Or merge them.",
    },
};

/// With more roles than this, the rule runs only on request.
const MOST_ROLES: usize = 50;

const PEOPLE: usize = 400;

/// How many people may get different fits from two roles that still count as twins: 2% of them.
const MOST_WHO_DIFFER: usize = PEOPLE / 50;

/// Overall scores within this many points count as equal.
const ALIKE: f64 = 1.0;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let roles = &subject.model.roles;
    if roles.len() < 2 || is_left_out(roles.len(), subject.deep) {
        return;
    }
    let views = views(subject.pack, subject.model);
    for later in 1..roles.len() {
        // The first twin is enough: otherwise, each of many twins would be paired with all others.
        let twin = (0..later).find_map(|first| {
            let likeness = Likeness::of((&roles[first], &views[first]), (&roles[later], &views[later]))?;
            Some((first, likeness))
        });
        found.extend(twin.map(|(first, likeness)| finding(subject, first, later, likeness)));
    }
}

/// Whether a pack has too many roles to be looked at without being asked.
pub(super) fn is_left_out(roles: usize, deep: bool) -> bool {
    roles > MOST_ROLES && !deep
}

/// How two roles are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    /// They ask for the same, so that all answers fit both equally.
    Same,
    /// Of all simulated people, so many find no difference.
    Near(usize),
}

/// What a simulated person is told about a role.
#[derive(Clone, Copy, Debug)]
struct SimulatedFit {
    band: Band,
    overall: Option<f64>,
}

impl Likeness {
    fn of(first: (&RoleModel, &[SimulatedFit]), later: (&RoleModel, &[SimulatedFit])) -> Option<Self> {
        if ask_the_same(first.0, later.0) {
            return Some(Self::Same);
        }
        let differ = first.1.iter().zip(later.1).filter(|(a, b)| !a.is_like(b)).take(MOST_WHO_DIFFER + 1).count();
        (differ <= MOST_WHO_DIFFER).then_some(Self::Near(PEOPLE - differ))
    }
}

impl SimulatedFit {
    fn is_like(&self, other: &Self) -> bool {
        let distance = self.overall.zip(other.overall).map(|(a, b)| (a - b).abs());
        self.band == other.band && distance.is_some_and(|distance| distance <= ALIKE)
    }
}

/// Whether two roles ask for the same in everything that can change a fit.
fn ask_the_same(first: &RoleModel, later: &RoleModel) -> bool {
    targets(first).eq(targets(later)) && needs(first).eq(needs(later))
}

fn targets(role: &RoleModel) -> impl Iterator<Item = (usize, Interval, f64)> {
    let counting = role.targets.iter().filter(|target| target.weight > 0.0);
    counting.map(|target| (target.dimension, target.interval, target.weight))
}

fn needs(role: &RoleModel) -> impl Iterator<Item = (usize, f64, Option<f64>, f64, bool)> {
    let counting = role.needs.iter().filter(|need| need.weight > 0.0 || need.is_required);
    counting.map(|need| {
        let gate = need.gate.map(|gate| gate.score);
        (need.area, need.need, gate, need.weight, need.is_required)
    })
}

/// Sends the simulated people through the pack; views by role, then by person.
fn views(pack: &Pack, model: &Model) -> Vec<Vec<SimulatedFit>> {
    let mut random = SplitMix64::named(RULE.name);
    let mut views: Vec<Vec<SimulatedFit>> = model.roles.iter().map(|_| Vec::with_capacity(PEOPLE)).collect();
    let mut cache = Cache::default();
    for person in 0..PEOPLE {
        let responder = match person % 3 {
            0 => Responder::Random,
            1 => Responder::BestOption { probability: 0.7 },
            _ => Responder::Ideal { role: person * model.roles.len() / PEOPLE, noise: 0.1 },
        };
        let profile = Profile::with(model, &responder.answer(pack, &mut random), &mut cache);
        for (index, (role, views)) in model.roles.iter().zip(&mut views).enumerate() {
            let fit = Fit::of(model, index, role, &profile);
            views.push(SimulatedFit { band: fit.band, overall: fit.overall });
        }
    }
    views
}

fn finding(subject: &Subject<'_>, first: usize, later: usize, likeness: Likeness) -> Finding {
    let roles: Vec<_> = subject.roles().collect();
    let ((first_file, first), (file, later)) = (roles[first], roles[later]);
    let (message, note) = match likeness {
        Likeness::Same => (
            format!("`{}` and `{}` get the same fit from any answers", first.id, later.id),
            "their targets, needs, gates and weights are equal".to_owned(),
        ),
        Likeness::Near(people) => (
            format!(
                "`{}` and `{}` get nearly the same fit for {people} of {PEOPLE} simulated people",
                first.id, later.id
            ),
            format!("same band, and overall scores at most {ALIKE} point apart"),
        ),
    };
    Finding::new(&RULE, place::value(file, &["id"]), message)
        .related(place::value(first_file, &["id"]), "its twin")
        .note(note)
        .help("change a target, need or weight of one, or merge the two")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::pack::from_texts;

    const QUESTIONNAIRE: &str = include_str!("../../tests/packs/worked-example/questionnaire.yaml");
    const ROLE: &str = include_str!("../../tests/packs/worked-example/engineer.yaml");

    fn messages(roles: &[String], deep: bool) -> Vec<String> {
        let names: Vec<String> = (0..roles.len()).map(|index| format!("{index}.yaml")).collect();
        let roles = names.iter().zip(roles).map(|(name, text)| (name.as_str(), text.as_str()));
        let pack = from_texts(roles.chain([("questionnaire.yaml", QUESTIONNAIRE)])).expect("sound");
        let mut found = Vec::new();
        check(&Subject { pack: &pack, model: &Model::of(&pack), deep }, &mut found);
        found.into_iter().map(|finding| finding.message).collect()
    }

    fn role(id: &str) -> String {
        ROLE.replace("id: engineer", &format!("id: {id}"))
    }

    #[test]
    fn a_role_is_paired_with_its_first_twin_only() {
        let expected =
            ["`a` and `b` get the same fit from any answers", "`a` and `c` get the same fit from any answers"];
        assert_eq!(messages(&[role("a"), role("b"), role("c")], false), expected);
    }

    #[test]
    fn what_cannot_change_a_fit_does_not_tell_roles_apart() {
        let other = role("b").replace("title: Engineer", "title: Other").replace("gate: 60", "gate: 60, excels: More.");
        assert_eq!(messages(&[role("a"), other], false).len(), 1);
    }

    #[test]
    fn a_gate_tells_roles_apart() {
        assert!(messages(&[role("a"), role("b").replace("gate: 60", "gate: 75")], false).is_empty());
    }

    #[test]
    fn a_trifle_hardly_tells_roles_apart() {
        let near = messages(&[role("a"), role("b").replace("need: 82", "need: 82.5")], false);
        assert_eq!(near, ["`a` and `b` get nearly the same fit for 400 of 400 simulated people"]);
    }

    #[test]
    fn a_large_pack_is_only_looked_at_when_asked_for() {
        let roles: Vec<String> = (0..=MOST_ROLES).map(|index| role(&format!("role-{index}"))).collect();
        assert!(messages(&roles, false).is_empty());
        assert_eq!(messages(&roles, true).len(), MOST_ROLES);
    }
}
