//! Changes of the questionnaire: of what is asked, of the key, and of the settings of the method.

use std::collections::HashMap;

use crate::comparison::words::{is_another_text, plain};
use crate::comparison::{Change, ChangeClass, ChangedFile, Changes};
use crate::pack::{
    Area, Dimension, Evidence, Id, Instruction, Pack, Parallel, Pole, Questionnaire, Scenario, Settings, Statement,
    Stem, Target,
};
use crate::route::{Aim, Route};
use crate::text::count;

/// Compares the questionnaires of two packs by id.
pub(super) fn changes(old: &Pack, new: &Pack) -> Vec<Change> {
    let mut changes = Changes::of(ChangedFile::Questionnaire);
    let (before, after) = (old.questionnaire(), new.questionnaire());
    header(&mut changes, before, after);
    settings(&mut changes, new, &before.settings, &after.settings);
    let mut items = Items { old: before, new: after, changes: &mut changes };
    items.dimensions(new);
    items.areas(new);
    changes.found
}

fn header(changes: &mut Changes, old: &Questionnaire, new: &Questionnaire) {
    let top = Route::Top;
    changes.value(ChangeClass::Key, &top.key("id"), "the id of the questionnaire", &old.id, &new.id);
    changes.value(ChangeClass::Described, &top.key("version"), "the version", &old.version, &new.version);
    changes.prose(&top.key("title"), "the title", &old.title, &new.title);
    if old.instruction != new.instruction {
        let code = |instruction: Instruction| match instruction {
            Instruction::ShouldDo => "should-do",
            Instruction::WouldDo => "would-do",
        };
        let message = format!("the instruction is `{}`, was `{}`", code(new.instruction), code(old.instruction));
        changes.add(ChangeClass::Key, &top.key("instruction"), Aim::Value, message);
    }
    let key = top.key("key");
    let (before, after) = (&old.key.provenance, &new.key.provenance);
    changes.value(ChangeClass::Described, &key.key("provenance"), "the provenance of the key", before, after);
    changes.prose(&key.key("note"), "the note on the key", &old.key.note, &new.key.note);
    let scale = top.key("scale");
    changes.value(ChangeClass::Key, &scale.key("min"), "the lowest response", &old.scale.min, &new.scale.min);
    changes.value(ChangeClass::Key, &scale.key("max"), "the highest response", &old.scale.max, &new.scale.max);
    labels(changes, &scale.key("labels"), &old.scale.labels, &new.scale.labels);
}

/// Labels in another order turn the scale around; other words for them are wording where they are alike.
fn labels(changes: &mut Changes, at: &Route<'_>, old: &[String], new: &[String]) {
    let plainly = |labels: &[String]| labels.iter().map(|label| plain(label)).collect::<Vec<_>>();
    let sorted = |mut labels: Vec<String>| {
        labels.sort();
        labels
    };
    let (before, after) = (plainly(old), plainly(new));
    if before == after {
        return;
    }
    let (class, message) = if sorted(before) == sorted(after) {
        (ChangeClass::Key, "the labels of the scale are in another order")
    } else if is_another_text(&old.join(" "), &new.join(" ")) {
        (ChangeClass::Described, "the labels of the scale are others")
    } else {
        (ChangeClass::Wording, "the labels of the scale are worded differently")
    };
    changes.add(class, at, Aim::Key, message);
}

fn settings(changes: &mut Changes, pack: &Pack, old: &Settings, new: &Settings) {
    let top = Route::Top;
    let at = top.key("scoring");
    let mut number = |at: &Route<'_>, name: &str, old: f64, new: f64| {
        changes.value(ChangeClass::Scored, at, name, &old, &new);
    };
    number(&at.key("tolerance"), "`tolerance`", old.tolerance, new.tolerance);
    number(&at.key("min_coverage"), "`min_coverage`", old.min_coverage, new.min_coverage);
    number(&at.key("gate_cap"), "`gate_cap`", old.gate_cap, new.gate_cap);
    let answered = at.key("min_answered");
    let (before, after) = (old.min_answered, new.min_answered);
    number(&answered.key("statements"), "`min_answered.statements`", before.statements, after.statements);
    number(&answered.key("scenarios"), "`min_answered.scenarios`", before.scenarios, after.scenarios);
    let bands = at.key("bands");
    number(&bands.key("high"), "`bands.high`", old.bands.high, new.bands.high);
    number(&bands.key("mid"), "`bands.mid`", old.bands.mid, new.bands.mid);
    let levels = at.key("levels");
    for (name, score) in &new.levels {
        if let Some(before) = old.levels.get(name).filter(|before| *before != score) {
            let users = needs_at(pack, name);
            let message =
                format!("the level `{name}` is {score}, was {before}; {} at it", count(users, "need or gate"));
            changes.add(used(users), &levels.key(name), Aim::Value, message.replace("need or gates", "needs or gates"));
        }
    }
    let strengths = at.key("strengths");
    for (name, interval) in &new.strengths {
        if let Some(before) = old.strengths.get(name).filter(|before| *before != interval) {
            let users = targets_of(pack, name);
            let [now, was] = [interval, before].map(|interval| format!("{} to {}", interval.min(), interval.max()));
            let message = format!("the strength `{name}` is {now}, was {was}; {} of it", count(users, "target"));
            changes.add(used(users), &strengths.key(name), Aim::Value, message);
        }
    }
    changes.names(&levels, "levels", &names(old.levels.keys()), &names(new.levels.keys()));
    changes.names(&strengths, "strengths", &names(old.strengths.keys()), &names(new.strengths.keys()));
}

fn names<'a>(keys: impl Iterator<Item = &'a String>) -> Vec<String> {
    keys.cloned().collect()
}

/// What nobody uses is only described.
fn used(users: usize) -> ChangeClass {
    if users == 0 { ChangeClass::Described } else { ChangeClass::Scored }
}

fn needs_at(pack: &Pack, level: &str) -> usize {
    let needs = pack.roles().iter().flat_map(|role| &role.competency);
    needs.flat_map(|need| need.gate.iter().chain([&need.need])).filter(|need| need.label == level).count()
}

fn targets_of(pack: &Pack, strength: &str) -> usize {
    let targets = pack.roles().iter().flat_map(|role| &role.work_style);
    let is_of = |target: &Target| match target {
        Target::Any => false,
        Target::Interval { label, .. } => label.split(' ').next() == Some(strength),
    };
    targets.filter(|style| is_of(&style.target)).count()
}

/// Where an item belongs, by id.
type Homes<'a, T> = HashMap<&'a str, (&'a Id, &'a T)>;

struct Items<'a> {
    old: &'a Questionnaire,
    new: &'a Questionnaire,
    changes: &'a mut Changes,
}

fn statements(questionnaire: &Questionnaire) -> Homes<'_, Statement> {
    let statement = |(dimension, statement): (usize, _)| (&questionnaire.dimensions[dimension].id, statement);
    questionnaire.statements().map(statement).map(|home: (&Id, &Statement)| (home.1.id.as_str(), home)).collect()
}

fn scenarios(questionnaire: &Questionnaire) -> Homes<'_, Scenario> {
    let scenario = |(area, scenario): (usize, _)| (&questionnaire.areas[area].id, scenario);
    questionnaire.scenarios().map(scenario).map(|home: (&Id, &Scenario)| (home.1.first.id.as_str(), home)).collect()
}

impl<'a> Items<'a> {
    fn dimensions(&mut self, pack: &Pack) {
        let top = Route::Top;
        let axis = top.key("work_style");
        let (old, new) = (self.old, self.new);
        let before = statements(old);
        let texts: HashMap<String, &str> =
            old.statements().map(|(_, statement)| (plain(&statement.text), statement.id.as_str())).collect();
        for (index, dimension) in new.dimensions.iter().enumerate() {
            let at = axis.key(dimension.id.as_str());
            let known = old.dimensions.iter().find(|before| before.id == dimension.id);
            let mut is_turned = false;
            match known {
                Some(known) => is_turned = self.dimension(&at, known, dimension),
                None => {
                    let is_used = pack.roles().iter().any(|role| role.style_target(index).is_some());
                    let message = format!("the dimension `{}` is new", dimension.id);
                    self.changes.add(used(usize::from(is_used)), &at, Aim::Key, message);
                }
            }
            for (place, statement) in dimension.statements.iter().enumerate() {
                let list = at.key("statements");
                let at = list.index(place);
                match before.get(statement.id.as_str()) {
                    Some(known) => self.statement(&at, *known, (&dimension.id, statement), is_turned, &texts),
                    None if known.is_some() => {
                        let message = format!("the statement `{}` is new", statement.id);
                        self.changes.add(ChangeClass::Scored, &at.key("id"), Aim::Value, message);
                    }
                    None => {}
                }
            }
        }
        for dimension in &old.dimensions {
            let gone = dimension.statements.iter().map(|statement| &statement.id);
            let after = statements(new);
            let is_known = new.dimensions.iter().any(|known| known.id == dimension.id);
            let gone: Vec<&Id> = gone.filter(|id| !after.contains_key(id.as_str())).collect();
            self.gone(&axis, "dimension", &dimension.id, is_known, "statement", &gone);
        }
    }

    /// Says what is gone: a whole part, or items of it.
    fn gone(&mut self, axis: &Route<'_>, part: &str, id: &Id, is_known: bool, item: &str, gone: &[&Id]) {
        let at = axis.key(id.as_str());
        if !is_known {
            let message = format!("the {part} `{id}` is gone, with {}", count(gone.len(), item));
            let class = if gone.is_empty() { ChangeClass::Scored } else { ChangeClass::Key };
            return self.changes.add(class, &at, Aim::Key, message);
        }
        let list = at.key(if item == "statement" { "statements" } else { "scenarios" });
        for gone in gone {
            self.changes.add(ChangeClass::Key, &list, Aim::Key, format!("the {item} `{gone}` is gone"));
        }
    }

    /// Compares what is said of a dimension; returns whether its poles have changed places.
    fn dimension(&mut self, at: &Route<'_>, old: &Dimension, new: &Dimension) -> bool {
        let poles = at.key("poles");
        let is_turned =
            old.poles != new.poles && (&old.poles.low, &old.poles.high) == (&new.poles.high, &new.poles.low);
        if is_turned {
            self.changes.add(
                ChangeClass::Key,
                &poles,
                Aim::Key,
                format!("the poles of `{}` have changed places", new.id),
            );
        } else {
            let name = |end: &str| format!("the {end} pole of `{}`", new.id);
            self.changes.value(ChangeClass::Described, &poles.key("low"), &name("low"), &old.poles.low, &new.poles.low);
            self.changes.value(
                ChangeClass::Described,
                &poles.key("high"),
                &name("high"),
                &old.poles.high,
                &new.poles.high,
            );
        }
        self.changes.prose(&at.key("about"), &format!("what `{}` is about", new.id), &old.about, &new.about);
        self.evidence(at, &new.id, old.evidence.as_ref(), new.evidence.as_ref());
        is_turned
    }

    fn evidence(&mut self, at: &Route<'_>, id: &Id, old: Option<&Evidence>, new: Option<&Evidence>) {
        if old.map(Evidence::sem) != new.map(Evidence::sem) {
            let message = format!("the evidence for `{id}` has changed");
            self.changes.add(ChangeClass::Scored, &at.key("evidence"), Aim::Key, message);
        } else if old != new {
            let message = format!("the evidence for `{id}` is described differently");
            self.changes.add(ChangeClass::Described, &at.key("evidence"), Aim::Key, message);
        }
    }

    fn statement(
        &mut self,
        at: &Route<'_>,
        (old_dimension, old): (&Id, &Statement),
        (dimension, new): (&Id, &Statement),
        is_turned: bool,
        texts: &HashMap<String, &str>,
    ) {
        let id = &new.id;
        if old_dimension != dimension {
            let message = format!("the statement `{id}` is in `{dimension}`, was in `{old_dimension}`");
            self.changes.add(ChangeClass::Key, &at.key("id"), Aim::Value, message);
        } else if (old.toward == new.toward) == is_turned {
            let end = if new.toward == Pole::Low { "low" } else { "high" };
            let message = format!("the statement `{id}` points to the {end} pole now");
            self.changes.add(ChangeClass::Key, &at.key("toward"), Aim::Value, message);
        }
        self.text(&at.key("text"), &format!("the statement `{id}`"), id.as_str(), (&old.text, &new.text), texts);
    }

    /// Compares the words of an item; `texts` are those of all items there were.
    fn text(&mut self, at: &Route<'_>, name: &str, id: &str, (old, new): (&str, &str), texts: &HashMap<String, &str>) {
        if plain(old) == plain(new) {
            return;
        }
        let (class, message) = match texts.get(&plain(new)) {
            Some(other) if *other != id => (ChangeClass::Key, format!("{name} has the words that `{other}` had")),
            _ if is_another_text(old, new) => {
                (ChangeClass::Described, format!("{name} may ask something else in its new words"))
            }
            _ => (ChangeClass::Wording, format!("{name} is worded differently")),
        };
        self.changes.add(class, at, Aim::Value, message);
    }

    fn areas(&mut self, pack: &Pack) {
        let top = Route::Top;
        let axis = top.key("competency");
        let (old, new) = (self.old, self.new);
        let before = scenarios(old);
        let texts: HashMap<String, &str> = old
            .scenarios()
            .flat_map(|(_, scenario)| scenario.stems())
            .map(|(_, stem)| (plain(&stem.prompt), stem.id.as_str()))
            .collect();
        for (index, area) in new.areas.iter().enumerate() {
            let at = axis.key(area.id.as_str());
            let known = old.areas.iter().find(|before| before.id == area.id);
            match known {
                Some(known) => self.area(&at, known, area),
                None => {
                    let is_used = pack.roles().iter().any(|role| role.area_need(index).is_some());
                    let message = format!("the area `{}` is new", area.id);
                    self.changes.add(used(usize::from(is_used)), &at, Aim::Key, message);
                }
            }
            for (place, scenario) in area.scenarios.iter().enumerate() {
                let list = at.key("scenarios");
                let at = list.index(place);
                match before.get(scenario.first.id.as_str()) {
                    Some(known) => self.scenario(&at, *known, (&area.id, scenario), &texts),
                    None if known.is_some() => {
                        let message = format!("the scenario `{}` is new", scenario.first.id);
                        self.changes.add(ChangeClass::Scored, &at.key("id"), Aim::Value, message);
                    }
                    None => {}
                }
            }
        }
        let after = scenarios(new);
        for area in &old.areas {
            let gone = area.scenarios.iter().map(|scenario| &scenario.first.id);
            let gone: Vec<&Id> = gone.filter(|id| !after.contains_key(id.as_str())).collect();
            let is_known = new.areas.iter().any(|known| known.id == area.id);
            self.gone(&axis, "area", &area.id, is_known, "scenario", &gone);
        }
    }

    fn area(&mut self, at: &Route<'_>, old: &Area, new: &Area) {
        self.changes.prose(&at.key("title"), &format!("the title of `{}`", new.id), &old.title, &new.title);
        self.changes.prose(&at.key("about"), &format!("what `{}` is about", new.id), &old.about, &new.about);
        self.evidence(at, &new.id, old.evidence.as_ref(), new.evidence.as_ref());
    }

    fn scenario(
        &mut self,
        at: &Route<'_>,
        (old_area, old): (&Id, &Scenario),
        (area, new): (&Id, &'a Scenario),
        texts: &HashMap<String, &str>,
    ) {
        let id = &new.first.id;
        if old_area != area {
            let message = format!("the scenario `{id}` is in `{area}`, was in `{old_area}`");
            self.changes.add(ChangeClass::Key, &at.key("id"), Aim::Value, message);
        }
        self.options(&at.key("options"), old, new);
        self.stem(at, Parallel::A, (&old.first, old), (&new.first, new), texts);
        let twin = at.key("twin");
        match (&old.twin, &new.twin) {
            (Some(before), Some(after)) if before.id == after.id => {
                self.stem(&twin, Parallel::B, (before, old), (after, new), texts);
            }
            (Some(before), after) => {
                self.changes.add(ChangeClass::Key, &twin, Aim::Key, format!("the twin `{}` is gone", before.id));
                if let Some(after) = after {
                    self.changes.add(ChangeClass::Scored, &twin, Aim::Key, format!("the twin `{}` is new", after.id));
                }
            }
            (None, Some(after)) => {
                self.changes.add(ChangeClass::Scored, &twin, Aim::Key, format!("the twin `{}` is new", after.id));
            }
            (None, None) => {}
        }
    }

    fn options(&mut self, at: &Route<'_>, old: &Scenario, new: &Scenario) {
        let scenario = &new.first.id;
        let texts: HashMap<String, &str> =
            old.options.iter().map(|option| (plain(&option.text), option.id.as_str())).collect();
        for option in &new.options {
            let at = at.key(option.id.as_str());
            let name = format!("option `{}` of `{scenario}`", option.id);
            match old.options.iter().find(|before| before.id == option.id) {
                Some(before) => {
                    let words = (before.text.as_str(), option.text.as_str());
                    self.text(&at.key("text"), &name, option.id.as_str(), words, &texts);
                }
                None => self.changes.add(ChangeClass::Key, &at, Aim::Key, format!("{name} is new")),
            }
        }
        for option in &old.options {
            if !new.options.iter().any(|after| after.id == option.id) {
                let message = format!("option `{}` of `{scenario}` is gone", option.id);
                self.changes.add(ChangeClass::Key, at, Aim::Key, message);
            }
        }
    }

    /// Compares a situation and what each option earns in it.
    fn stem(
        &mut self,
        at: &Route<'_>,
        parallel: Parallel,
        (old, old_scenario): (&Stem, &Scenario),
        (new, new_scenario): (&Stem, &Scenario),
        texts: &HashMap<String, &str>,
    ) {
        let words = (old.prompt.as_str(), new.prompt.as_str());
        self.text(&at.key("prompt"), &format!("the scenario `{}`", new.id), new.id.as_str(), words, texts);
        let key = at.key(if parallel == Parallel::A { "options" } else { "key" });
        for (option, after) in new_scenario.options.iter().zip(&new.key) {
            let place = old_scenario.options.iter().position(|before| before.id == option.id);
            let Some(before) = place.map(|place| &old.key[place]) else { continue };
            let at = key.key(option.id.as_str());
            let name = format!("the credit of option `{}` of `{}`", option.id, new.id);
            let (was, is) = (before.credit.get(), after.credit.get());
            self.changes.value(ChangeClass::Key, &at.key("credit"), &name, &was, &is);
            self.changes.prose(
                &at.key("why"),
                &format!("the reason of `{}` of `{}`", option.id, new.id),
                &before.why,
                &after.why,
            );
        }
    }
}
