//! Changes of roles.

use crate::comparison::{Change, ChangeClass, ChangedFile, Changes, context};
use crate::pack::{AreaNeed, Importance, Need, Pack, Role, StyleTarget, Target};
use crate::route::{Aim, Route};

/// Compares the roles of two packs by id.
pub(super) fn changes(old: &Pack, new: &Pack) -> Vec<Change> {
    let mut found = Vec::new();
    let top = Route::Top;
    for role in new.roles() {
        let mut changes = Changes::of(ChangedFile::Role(role.id.clone()));
        match old.role(role.id.as_str()) {
            Some(before) => Roles { old, new, changes: &mut changes }.compare(before, role),
            None => {
                changes.add(ChangeClass::Scored, &top.key("id"), Aim::Value, format!("the role `{}` is new", role.id));
            }
        }
        found.append(&mut changes.found);
    }
    for role in old.roles().iter().filter(|role| new.role(role.id.as_str()).is_none()) {
        let mut changes = Changes::of(ChangedFile::Role(role.id.clone()));
        changes.add(ChangeClass::Scored, &top, Aim::Value, format!("the role `{}` is gone", role.id));
        found.append(&mut changes.found);
    }
    found
}

/// Two packs with a role in both, and what was found of it.
struct Roles<'a> {
    old: &'a Pack,
    new: &'a Pack,
    changes: &'a mut Changes,
}

impl Roles<'_> {
    fn compare(&mut self, old: &Role, new: &Role) {
        let top = Route::Top;
        let title = |role: &Role| role.variant.as_ref().map_or_else(|| role.title.clone(), |note| note.title.clone());
        self.changes.prose(&top.key("title"), "the title", &title(old), &title(new));
        self.changes.prose(&top.key("summary"), "the summary", &old.summary, &new.summary);
        self.changes.prose(&top.key("mission"), "the mission", &old.mission, &new.mission);
        if old.track != new.track {
            self.changes.add(ChangeClass::Described, &top.key("track"), Aim::Value, "the track is another one");
        }
        self.targets(&top.key("work_style"), old, new);
        self.needs(&top.key("competency"), old, new);
        self.described(old, new);
        self.variants(old, new);
    }

    fn targets(&mut self, at: &Route<'_>, old: &Role, new: &Role) {
        let id = |pack: &Pack, target: &StyleTarget| pack.questionnaire().dimensions[target.dimension].id.clone();
        let (old_pack, new_pack) = (self.old, self.new);
        for target in &new.work_style {
            let dimension = id(new_pack, target);
            match old.work_style.iter().find(|before| id(old_pack, before) == dimension) {
                Some(before) => self.target(&at.key(dimension.as_str()), dimension.as_str(), before, target),
                None => {
                    let class = class_of(&target.target);
                    self.changes.add(
                        class,
                        &at.key(dimension.as_str()),
                        Aim::Key,
                        format!("the target of `{dimension}` is new"),
                    );
                }
            }
        }
        for before in &old.work_style {
            let dimension = id(old_pack, before);
            if !new.work_style.iter().any(|target| id(new_pack, target) == dimension) {
                let class = class_of(&before.target);
                self.changes.add(
                    class,
                    &at.key(dimension.as_str()),
                    Aim::Key,
                    format!("the target of `{dimension}` is gone"),
                );
            }
        }
    }

    fn target(&mut self, at: &Route<'_>, name: &str, old: &StyleTarget, new: &StyleTarget) {
        let message = || format!("the target of `{name}` is `{}`, was `{}`", new.target, old.target);
        let class = match (&old.target, &new.target) {
            (Target::Any, Target::Any) => None,
            (Target::Any, Target::Interval { .. }) | (Target::Interval { .. }, Target::Any) => {
                Some(ChangeClass::Scored)
            }
            (Target::Interval { label: before, interval: old }, Target::Interval { label: after, interval: new }) => {
                match (old == new, before == after) {
                    (true, true) => None,
                    (true, false) => Some(ChangeClass::Described),
                    // The words are the same: what they mean is said where the questionnaire says it.
                    (false, true) => None,
                    (false, false) => Some(ChangeClass::Scored),
                }
            }
        };
        if let Some(class) = class {
            self.changes.add(class, &at.key("target"), Aim::Value, message());
        }
        self.changes.value(
            ChangeClass::Scored,
            &at.key("weight"),
            &format!("the weight of `{name}`"),
            &old.weight.get(),
            &new.weight.get(),
        );
        self.changes.prose(&at.key("why"), &format!("the reason for `{name}`"), &old.why, &new.why);
    }

    fn needs(&mut self, at: &Route<'_>, old: &Role, new: &Role) {
        let id = |pack: &Pack, need: &AreaNeed| pack.questionnaire().areas[need.area].id.clone();
        let (old_pack, new_pack) = (self.old, self.new);
        for need in &new.competency {
            let area = id(new_pack, need);
            match old.competency.iter().find(|before| id(old_pack, before) == area) {
                Some(before) => self.need(&at.key(area.as_str()), area.as_str(), before, need),
                None => {
                    let message = format!("the need of `{area}` is new");
                    self.changes.add(ChangeClass::Scored, &at.key(area.as_str()), Aim::Key, message);
                }
            }
        }
        for before in &old.competency {
            let area = id(old_pack, before);
            if !new.competency.iter().any(|need| id(new_pack, need) == area) {
                let message = format!("the need of `{area}` is gone");
                self.changes.add(ChangeClass::Scored, &at.key(area.as_str()), Aim::Key, message);
            }
        }
    }

    fn need(&mut self, at: &Route<'_>, name: &str, old: &AreaNeed, new: &AreaNeed) {
        let (weight, need, gate) = (at.key("weight"), at.key("need"), at.key("gate"));
        let whose = format!("the weight of `{name}`");
        self.changes.value(ChangeClass::Scored, &weight, &whose, &old.weight.get(), &new.weight.get());
        self.level(&need, &format!("the need of `{name}`"), &old.need, &new.need);
        match (&old.gate, &new.gate) {
            (Some(before), Some(after)) => self.level(&gate, &format!("the gate of `{name}`"), before, after),
            (None, Some(after)) => {
                let message = format!("the gate of `{name}` is new: `{}`", after.label);
                self.changes.add(ChangeClass::Scored, &gate, Aim::Value, message);
            }
            (Some(before), None) => {
                let message = format!("the gate of `{name}` is gone, was `{}`", before.label);
                self.changes.add(ChangeClass::Scored, &gate, Aim::Key, message);
            }
            (None, None) => {}
        }
        if old.importance != new.importance {
            let is_required = |need: &AreaNeed| need.importance == Importance::Critical || need.gate.is_some();
            let class = if is_required(old) == is_required(new) { ChangeClass::Described } else { ChangeClass::Scored };
            let message =
                format!("the importance of `{name}` is `{}`, was `{}`", code(new.importance), code(old.importance));
            self.changes.add(class, &at.key("importance"), Aim::Value, message);
        }
        self.changes.prose(&at.key("meets"), &format!("`meets` of `{name}`"), &old.meets, &new.meets);
        self.changes.prose(&at.key("excels"), &format!("`excels` of `{name}`"), &old.excels, &new.excels);
        self.changes.list(&at.key("grow"), &format!("growth steps of `{name}`"), &old.grow, &new.grow);
    }

    fn level(&mut self, at: &Route<'_>, name: &str, old: &Need, new: &Need) {
        let class = match (old.score == new.score, old.label == new.label) {
            (true, true) => return,
            (true, false) => ChangeClass::Described,
            // The level is the same: what it means is said where the questionnaire says it.
            (false, true) => return,
            (false, false) => ChangeClass::Scored,
        };
        self.changes.add(class, at, Aim::Value, format!("{name} is `{}`, was `{}`", new.label, old.label));
    }

    /// What differs in variants, besides what they have from the role itself.
    fn variants(&mut self, old: &Role, new: &Role) {
        // A role that is shown as a variant has none.
        if old.variant.is_some() || new.variant.is_some() {
            return;
        }
        let top = Route::Top;
        let all = top.key("variants");
        let inherited: Vec<String> = self.changes.found.iter().map(|change| change.message.clone()).collect();
        for variant in &new.variants {
            let (name, at) = (&variant.id, all.key(variant.id.as_str()));
            let Some(before) = old.variants.iter().find(|before| before.id == variant.id) else {
                self.changes.add(ChangeClass::Scored, &at, Aim::Key, format!("the variant `{name}` is new"));
                continue;
            };
            self.changes.prose(&at.key("why"), &format!("the reason for variant `{name}`"), &before.why, &variant.why);
            let mut own = Changes::of(self.changes.file.clone());
            Roles { old: self.old, new: self.new, changes: &mut own }
                .compare(&before.applied_to(old), &variant.applied_to(new));
            for mut change in own.found.into_iter().filter(|change| !inherited.contains(&change.message)) {
                change.steps.splice(0..0, at.steps());
                change.message = format!("variant `{name}`: {}", change.message);
                self.changes.found.push(change);
            }
        }
        for before in old.variants.iter().filter(|before| !new.variants.iter().any(|variant| variant.id == before.id)) {
            self.changes.add(ChangeClass::Scored, &all, Aim::Key, format!("the variant `{}` is gone", before.id));
        }
    }

    fn described(&mut self, old: &Role, new: &Role) {
        let top = Route::Top;
        let changes = &mut *self.changes;
        changes.list(&top.key("responsibilities"), "responsibilities", &old.responsibilities, &new.responsibilities);
        let signals = top.key("signals");
        changes.list(&signals.key("strong"), "strong signals", &old.signals.strong, &new.signals.strong);
        changes.list(&signals.key("weak"), "weak signals", &old.signals.weak, &new.signals.weak);
        changes.list(&signals.key("red_flags"), "red flags", &old.signals.red_flags, &new.signals.red_flags);
        let career = top.key("career");
        changes.names(&career.key("from"), "roles that lead here", &old.career.from, &new.career.from);
        changes.names(&career.key("next"), "next roles", &old.career.next, &new.career.next);
        changes.names(&career.key("adjacent"), "adjacent roles", &old.career.adjacent, &new.career.adjacent);
        context::compare(changes, &old.context, &new.context);
    }
}

/// What a target that comes or goes changes: one that is only described, nothing that is scored.
fn class_of(target: &Target) -> ChangeClass {
    if target.interval().is_some() { ChangeClass::Scored } else { ChangeClass::Described }
}

fn code(importance: Importance) -> &'static str {
    match importance {
        Importance::Critical => "critical",
        Importance::Important => "important",
        Importance::Optional => "optional",
    }
}
