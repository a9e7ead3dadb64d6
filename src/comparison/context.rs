//! Changes of what is described around a role and never scored.

use indexmap::IndexMap;

use crate::comparison::{ChangeClass, Changes};
use crate::pack::{Commonality, Context, Topics, WorkTool};
use crate::route::{Aim, Route};

/// A list of a context by its key, with what messages call it.
type List = (&'static str, &'static str, Vec<String>);

/// Lists under a key of their own, with what messages call them, each by its own key.
type PartLists<'a> = (&'static str, &'static str, Vec<(&'static str, &'a [String])>);

/// Notes what differs between two contexts.
pub(super) fn compare(changes: &mut Changes, old: &Context, new: &Context) {
    let top = Route::Top;
    let at = top.key("context");
    changes.prose(&at.key("day"), "the usual day", &old.day, &new.day);
    changes.prose(&at.key("experience"), "the usual experience", &old.experience, &new.experience);
    for ((key, name, before), (_, _, after)) in plain_lists(old).into_iter().zip(plain_lists(new)) {
        changes.list(&at.key(key), name, &before, &after);
    }
    for ((key, name, before), (_, _, after)) in parts(old).into_iter().zip(parts(new)) {
        for ((part, before), (_, after)) in before.into_iter().zip(after) {
            changes.list(&at.key(key).key(part), &format!("{name} `{part}`"), before, after);
        }
    }
    tools(changes, &at.key("tools"), &old.tools, &new.tools);
    topics(changes, &at.key("deliverables"), "deliverables under", &old.deliverables, &new.deliverables);
    topics(changes, &at.key("environment"), "environment under", &old.environment, &new.environment);
    topics(changes, &at.key("failure_modes"), "failure modes under", &old.failure_modes, &new.failure_modes);
    texts(changes, &at.key("faq"), "the answer to", &old.faq, &new.faq);
    texts(changes, &at.key("terms"), "the meaning of", &old.terms, &new.terms);
}

/// Lists of a context; a record is one text.
fn plain_lists(context: &Context) -> Vec<List> {
    let together = |texts: &[&str]| texts.join("; ");
    let skills = context.skills.iter().map(|skill| {
        let level = format!("{:?}, {:?}", skill.level, skill.importance);
        together(&[&skill.name, &level, &skill.used_for])
    });
    let partners = &context.collaboration;
    let kpis = &context.kpis;
    let exercises = &context.exercises;
    vec![
        ("suits", "whom it suits", context.suits.clone()),
        ("does_not_suit", "whom it does not suit", context.does_not_suit.clone()),
        ("outcomes", "outcomes", context.outcomes.clone()),
        ("goals", "goals", context.goals.clone()),
        ("promotion", "what to show for the next role", context.promotion.clone()),
        ("skills", "skills", skills.collect()),
        (
            "kpis",
            "figures",
            kpis.iter().map(|it| together(&[&it.name, &it.target, &it.kind, &it.reason, &it.frequency])).collect(),
        ),
        (
            "collaboration",
            "partners",
            partners.iter().map(|it| together(&[&it.who, &it.exchange, &it.often])).collect(),
        ),
        (
            "exercises",
            "exercises",
            exercises.iter().map(|it| together(&[&it.title, &it.time, &it.give, &it.look_for.join("; ")])).collect(),
        ),
    ]
}

/// Lists of a context that stand under a key of their own.
fn parts(context: &Context) -> Vec<PartLists<'_>> {
    let Context { decisions, rhythm, milestones, ai, .. } = context;
    vec![
        (
            "decisions",
            "decisions of",
            vec![("alone", &decisions.alone), ("with", &decisions.with), ("escalate", &decisions.escalate)],
        ),
        (
            "rhythm",
            "rhythm of",
            vec![("daily", &rhythm.daily), ("weekly", &rhythm.weekly), ("quarterly", &rhythm.quarterly)],
        ),
        (
            "milestones",
            "milestones of",
            vec![
                ("days_30", &milestones.days_30),
                ("days_60", &milestones.days_60),
                ("days_90", &milestones.days_90),
                ("months_6", &milestones.months_6),
                ("months_12", &milestones.months_12),
            ],
        ),
        (
            "ai",
            "use of AI under",
            vec![("assists", &ai.assists), ("stays_human", &ai.stays_human), ("expects", &ai.expects)],
        ),
    ]
}

/// Tools by their names; of those that stay, what is said of them.
fn tools(changes: &mut Changes, at: &Route<'_>, old: &[WorkTool], new: &[WorkTool]) {
    let names = |tools: &[WorkTool]| -> Vec<String> { tools.iter().map(|tool| tool.name.clone()).collect() };
    changes.names(at, "tools", &names(old), &names(new));
    for tool in new {
        let Some(before) = old.iter().find(|before| before.name == tool.name) else { continue };
        if before.commonality != tool.commonality {
            let words = |tool: &WorkTool| tool.commonality.map_or("not said", Commonality::in_words);
            let message = format!("tools: how usual `{}` is: `{}`, was `{}`", tool.name, words(tool), words(before));
            changes.add(ChangeClass::Described, at, Aim::Key, message);
        }
        let about = |tool: &WorkTool| vec![format!("{}; {}", tool.category, tool.used_for)];
        changes.list(at, &format!("the words about `{}`", tool.name), &about(before), &about(tool));
    }
}

fn topics(changes: &mut Changes, at: &Route<'_>, name: &str, old: &Topics, new: &Topics) {
    let none = Vec::new();
    for topic in keys(old, new) {
        let (before, after) = (old.get(topic).unwrap_or(&none), new.get(topic).unwrap_or(&none));
        changes.list(&at.key(topic), &format!("{name} `{topic}`"), before, after);
    }
}

fn texts(
    changes: &mut Changes,
    at: &Route<'_>,
    name: &str,
    old: &IndexMap<String, String>,
    new: &IndexMap<String, String>,
) {
    let none = String::new();
    for key in keys(old, new) {
        let (before, after) = (old.get(key).unwrap_or(&none), new.get(key).unwrap_or(&none));
        changes.prose(&at.key(key), &format!("{name} `{key}`"), before, after);
    }
}

/// Every key of either mapping, those of the newer one first.
fn keys<'a, T>(old: &'a IndexMap<String, T>, new: &'a IndexMap<String, T>) -> impl Iterator<Item = &'a String> {
    new.keys().chain(old.keys().filter(|key| !new.contains_key(*key)))
}
