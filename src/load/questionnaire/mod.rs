//! The questionnaire file: the step from its raw shape to sound types.

mod parts;
mod raw;
mod settings;

use std::collections::HashSet;
use std::sync::LazyLock;

use indexmap::IndexMap;

use crate::load::meaning::{Checker, Namespace};
use crate::load::shape::Shape;
use crate::pack::{
    Area, Choice, Credit, Dimension, Evidence, Id, Interval, KeyNote, KeyedOption, OutOfRange, Pole, Poles,
    Questionnaire, Scale, Scenario, Settings, Statement, Stem, Target,
};
use crate::route::{Aim, Route};
use crate::rule;
use crate::text::{excerpt, one_of};

pub use parts::{Frame, Parts, Unsure};
use raw::{AreaFile, DimensionFile, EvidenceFile, PolesFile, ScaleFile, ScenarioFile, StatementFile, TwinFile};
pub use raw::{IntervalFile, QuestionnaireFile};
use settings::settings;

/// What a questionnaire file must look like.
pub static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<QuestionnaireFile>);

/// Makes a questionnaire sound, or reports through the checker everything that is wrong with it. Its parts are returned in any
/// case, so that roles can be checked against what is known; the frame only when all is sound.
pub fn check(checker: &mut Checker<'_>, file: QuestionnaireFile) -> (Parts, Option<Frame>) {
    let top = Route::Top;
    let id = checker.id(&top.key("id"), Aim::Value, &file.id);
    let mut unsure = Unsure {
        names: HashSet::new(),
        all_dimensions: checker.places.is_unread(&top.key("work_style")),
        all_areas: checker.places.is_unread(&top.key("competency")),
        all_words: !checker.places.is_whole(&top.key("scoring")),
    };
    let settings = settings(checker, &file.scoring, &mut unsure);
    let scale = scale(checker, file.scale);
    let mut names = Namespaces::default();
    let dimensions = dimensions(checker, &mut names, file.work_style, &mut unsure);
    let areas = areas(checker, &mut names, file.competency, &mut unsure);
    let parts = Parts { settings, dimensions, areas, unsure };
    if !checker.is_sound() {
        return (parts, None);
    }
    let frame = id.map(|id| Frame {
        id,
        version: file.version,
        title: file.title,
        instruction: file.instruction,
        key: KeyNote { provenance: file.key.provenance, note: file.key.note },
        scale,
    });
    (parts, frame)
}

/// Returns the names that roles and statements use: those of dimensions, poles and areas.
pub fn names(file: &QuestionnaireFile) -> HashSet<String> {
    let poles = file.work_style.values().flat_map(|dimension| [&dimension.poles.low, &dimension.poles.high]);
    file.work_style.keys().chain(file.competency.keys()).chain(poles).cloned().collect()
}

/// Item ids share one namespace, dimension and area ids another.
#[derive(Default)]
struct Namespaces {
    items: Namespace,
    parts: Namespace,
}

/// Checks that no two responses have one label, which nobody could choose between.
pub(super) fn check_labels(checker: &mut Checker<'_>, route: &Route<'_>, labels: &[String]) {
    let plain = |label: &String| label.trim().to_lowercase();
    let twice = |index: &usize| labels[..*index].iter().any(|first| plain(first) == plain(&labels[*index]));
    if let Some(index) = (1..labels.len()).find(twice) {
        let message = format!("two responses have the label `{}`", excerpt(&labels[index], 40));
        checker
            .value(&rule::ILLEGAL_SCALE, &route.index(index), message)
            .help
            .push("give each response a label of its own".to_owned());
    }
}

fn scale(checker: &mut Checker<'_>, file: ScaleFile) -> Scale {
    let top = Route::Top;
    let route = top.key("scale");
    let steps = i64::from(file.max) - i64::from(file.min);
    if !checker.places.is_whole(&route) {
        // Without one of its ends nothing is known of the number of its steps.
    } else if !(1..=100).contains(&steps) {
        let message = format!("invalid scale from {} to {}", file.min, file.max);
        checker.value(&rule::ILLEGAL_SCALE, &route, message).help.push("`max` must be 1 to 100 above `min`".to_owned());
    } else if !file.labels.is_empty() && file.labels.len() as i64 != steps + 1 {
        let message =
            format!("{} labels for the {} responses {} to {}", file.labels.len(), steps + 1, file.min, file.max);
        checker
            .value(&rule::ILLEGAL_SCALE, &route.key("labels"), message)
            .help
            .push("give one label per response, lowest first".to_owned());
    } else {
        check_labels(checker, &route.key("labels"), &file.labels);
    }
    Scale { min: file.min, max: file.max, labels: file.labels }
}

fn dimensions(
    checker: &mut Checker<'_>,
    names: &mut Namespaces,
    files: IndexMap<String, DimensionFile>,
    unsure: &mut Unsure,
) -> Vec<Dimension> {
    let top = Route::Top;
    let axis = top.key("work_style");
    if files.is_empty() {
        checker.key(&rule::EMPTY_AXIS, &axis, "the work-style axis has no dimension").help.push("add one".to_owned());
    }
    let mut dimensions = Vec::with_capacity(files.len());
    for (name, file) in files {
        let route = axis.key(&name);
        let id = checker.id(&route, Aim::Key, &name);
        if let Some(id) = &id {
            names.parts.enter(checker, &route, Aim::Key, "dimension or area", id);
        }
        let poles = poles(checker, &route, file.poles);
        let statements = statements(checker, &mut names.items, &route, poles.as_ref(), file.statements);
        let evidence = file.evidence.and_then(|file| evidence(checker, &route.key("evidence"), file));
        match (id, poles) {
            (Some(id), Some(poles)) => {
                dimensions.push(Dimension { id, poles, about: file.about, statements, evidence });
            }
            _ => unsure.note(&name),
        }
    }
    dimensions
}

fn poles(checker: &mut Checker<'_>, dimension: &Route<'_>, file: PolesFile) -> Option<Poles> {
    let route = dimension.key("poles");
    for (end, name) in [("low", &file.low), ("high", &file.high)] {
        let at = route.key(end);
        let is_id = checker.id(&at, Aim::Value, name).is_some();
        if is_id && [Target::ANY, Settings::BALANCED].contains(&name.as_str()) {
            checker
                .value(&rule::ILLEGAL_ID, &at, format!("`{name}` is a target and cannot be a pole"))
                .help
                .push("choose another word".to_owned());
        }
    }
    if !checker.places.is_whole(&route) {
        return None;
    }
    if file.low == file.high {
        checker
            .value(&rule::DUPLICATE_ID, &route, format!("both poles have the name `{}`", excerpt(&file.low, 40)))
            .help
            .push("rename one of the two".to_owned());
    }
    Some(Poles { low: file.low, high: file.high })
}

fn statements(
    checker: &mut Checker<'_>,
    items: &mut Namespace,
    dimension: &Route<'_>,
    poles: Option<&Poles>,
    files: Vec<StatementFile>,
) -> Vec<Statement> {
    let route = dimension.key("statements");
    if files.is_empty() {
        checker
            .key(&rule::EMPTY_AXIS, &route, "this dimension has no statement")
            .help
            .push("add at least six, half of them toward each pole".to_owned());
    }
    let mut statements = Vec::with_capacity(files.len());
    for (index, file) in files.into_iter().enumerate() {
        let at = route.index(index);
        let toward = poles.and_then(|poles| toward(checker, &at.key("toward"), poles, &file.toward));
        let id = item_id(checker, items, &at, &file.id);
        if let (Some(id), Some(toward)) = (id, toward) {
            statements.push(Statement { id, toward, text: file.text });
        }
    }
    statements
}

fn toward(checker: &mut Checker<'_>, route: &Route<'_>, poles: &Poles, name: &str) -> Option<Pole> {
    if name == poles.low {
        return Some(Pole::Low);
    }
    if name == poles.high {
        return Some(Pole::High);
    }
    let ends = [poles.low.as_str(), poles.high.as_str()];
    let message = format!("unknown pole `{}`", excerpt(name, 40));
    checker.unknown(route, Aim::Value, message, ends, name);
    None
}

fn item_id(checker: &mut Checker<'_>, items: &mut Namespace, item: &Route<'_>, text: &str) -> Option<Id> {
    let at = item.key("id");
    let id = checker.id(&at, Aim::Value, text)?;
    items.enter(checker, &at, Aim::Value, "item", &id);
    Some(id)
}

fn areas(
    checker: &mut Checker<'_>,
    names: &mut Namespaces,
    files: IndexMap<String, AreaFile>,
    unsure: &mut Unsure,
) -> Vec<Area> {
    let top = Route::Top;
    let axis = top.key("competency");
    if files.is_empty() {
        checker.key(&rule::EMPTY_AXIS, &axis, "the competency axis has no area").help.push("add one".to_owned());
    }
    let mut areas = Vec::with_capacity(files.len());
    for (name, file) in files {
        let route = axis.key(&name);
        let id = checker.id(&route, Aim::Key, &name);
        if let Some(id) = &id {
            names.parts.enter(checker, &route, Aim::Key, "dimension or area", id);
        }
        let list = route.key("scenarios");
        if file.scenarios.is_empty() {
            checker
                .key(&rule::EMPTY_AXIS, &list, "this area has no scenario")
                .help
                .push("add at least three".to_owned());
        }
        let found = checker.found.len();
        let mut scenarios = Vec::with_capacity(file.scenarios.len());
        for (index, scenario) in file.scenarios.into_iter().enumerate() {
            scenarios.extend(self::scenario(checker, &mut names.items, &list.index(index), scenario));
        }
        if checker.found.len() > found || !checker.places.is_whole(&list) {
            scenarios.clear();
        }
        let evidence = file.evidence.and_then(|file| evidence(checker, &route.key("evidence"), file));
        match id {
            Some(id) => areas.push(Area { id, title: file.title, about: file.about, scenarios, evidence }),
            None => unsure.note(&name),
        }
    }
    areas
}

/// Takes declared evidence in exactly one of its two forms.
fn evidence(checker: &mut Checker<'_>, route: &Route<'_>, file: EvidenceFile) -> Option<Evidence> {
    let points = |value: f64| {
        let is_legal = value > 0.0 && value <= 50.0;
        if is_legal { Ok(value) } else { Err(OutOfRange { value, range: "above 0 and up to 50" }) }
    };
    match (file.sem, file.reliability, file.sd) {
        (Some(sem), None, None) => {
            let sem = checker.number(&route.key("sem"), points(sem))?;
            Some(Evidence::StandardError { sem, sample: file.sample })
        }
        (None, Some(reliability), Some(sd)) => {
            let share = if (0.0..1.0).contains(&reliability) {
                Ok(reliability)
            } else {
                Err(OutOfRange { value: reliability, range: "from 0 to below 1" })
            };
            let reliability = checker.number(&route.key("reliability"), share);
            let sd = checker.number(&route.key("sd"), points(sd));
            Some(Evidence::Reliability { reliability: reliability?, sd: sd?, sample: file.sample })
        }
        _ if !checker.places.is_whole(route) => None,
        _ => {
            checker
                .key(&rule::MISSING_KEY, route, "evidence needs `sem`, or `reliability` and `sd`")
                .help
                .push("give one of the two, and the sample it comes from".to_owned());
            None
        }
    }
}

/// No scenario has more options than this: what was chosen is kept in a byte, as a [`Chosen`](crate::pack::Chosen).
const MOST_OPTIONS: usize = 100;

fn scenario(
    checker: &mut Checker<'_>,
    items: &mut Namespace,
    route: &Route<'_>,
    file: ScenarioFile,
) -> Option<Scenario> {
    let id = item_id(checker, items, route, &file.id);
    let list = route.key("options");
    if file.options.len() < 2 {
        checker
            .key(&rule::EMPTY_AXIS, &list, "a scenario needs at least two options to choose from")
            .help
            .push("add an option that a reasonable person might choose".to_owned());
    }
    if file.options.len() > MOST_OPTIONS {
        let message = format!("a scenario has {} options, more than {MOST_OPTIONS}", file.options.len());
        checker
            .key(&rule::OVERSIZED_FILE, &list, message)
            .help
            .push("keep the few options that a reasonable person might choose".to_owned());
    }
    let names: Vec<String> = file.options.keys().cloned().collect();
    let twin = file.twin.map(|twin| self::twin(checker, items, route, &names, twin));
    let mut options = Vec::with_capacity(file.options.len());
    let mut key = Vec::with_capacity(file.options.len());
    for (name, option) in file.options {
        let at = list.key(&name);
        let option_id = checker.id(&at, Aim::Key, &name);
        if name == Questionnaire::SKIP {
            checker
                .key(&rule::ILLEGAL_ID, &at, "`skip` means not answered and cannot be an option")
                .help
                .push(format!("use a letter, such as {}", one_of(["a", "b"])));
        }
        let credit = checker.number(&at.key("credit"), Credit::new(option.credit));
        if let (Some(id), Some(credit)) = (option_id, credit) {
            options.push(Choice { id, text: option.text });
            key.push(KeyedOption { credit, why: option.why });
        }
    }
    let twin = match twin {
        Some(twin) => Some(twin?),
        None => None,
    };
    Some(Scenario { options, first: Stem { id: id?, prompt: file.prompt, key }, twin })
}

/// Takes the second stem of a pair, whose key has the options of the scenario, no more and no fewer.
fn twin(
    checker: &mut Checker<'_>,
    items: &mut Namespace,
    scenario: &Route<'_>,
    options: &[String],
    mut file: TwinFile,
) -> Option<Stem> {
    let route = scenario.key("twin");
    let id = item_id(checker, items, &route, &file.id);
    let keyed = route.key("key");
    let are_options_known = checker.places.is_whole(&scenario.key("options"));
    for name in file.key.keys().filter(|name| are_options_known && !options.contains(name)) {
        let message = format!("the scenario has no option `{}`", excerpt(name, 40));
        checker.unknown(&keyed.key(name), Aim::Key, message, options.iter().map(String::as_str), name);
    }
    let mut key = Vec::with_capacity(options.len());
    for name in options {
        let Some(option) = file.key.shift_remove(name) else {
            if checker.places.is_whole(&keyed) {
                checker
                    .key(
                        &rule::MISSING_KEY,
                        &keyed,
                        format!("the key of the twin lacks option `{}`", excerpt(name, 40)),
                    )
                    .help
                    .push("give the credit of every option of the scenario".to_owned());
            }
            continue;
        };
        let at = keyed.key(name);
        let credit = checker.number(&at.key("credit"), Credit::new(option.credit));
        key.extend(credit.map(|credit| KeyedOption { credit, why: option.why }));
    }
    Some(Stem { id: id?, prompt: file.prompt, key })
}

impl IntervalFile {
    /// Makes the interval sound.
    pub fn check(&self, checker: &mut Checker<'_>, route: &Route<'_>) -> Option<Interval> {
        checker.interval(route, self.min, self.max)
    }
}
