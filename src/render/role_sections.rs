//! The described parts of a role, section by section, as prose and lists.

use std::fmt;

use crate::pack::{Commonality, Context, Importance, Kpi, Role, Skill, SkillLevel, Topics, Variant, WorkTool};

/// A section of a role's card, in the order of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardSection {
    Mission,
    Personality,
    Competency,
    Responsibilities,
    Outcomes,
    Deliverables,
    Signals,
    Career,
    Promotion,
    Day,
    Rhythm,
    Environment,
    Collaboration,
    Decisions,
    Experience,
    Skills,
    Tools,
    Suits,
    Milestones,
    Goals,
    Kpis,
    FailureModes,
    Ai,
    Exercises,
    Faq,
    Terms,
    Variants,
}

/// A described part of a role, under a heading of its own.
#[derive(Clone, Debug)]
pub struct DescribedPart {
    pub section: CardSection,
    pub heading: String,
    pub told: Told,
}

/// What a described part says.
#[derive(Clone, Debug)]
pub enum Told {
    Prose(String),
    List(Vec<String>),
}

impl CardSection {
    /// Every section, in the order of a card.
    pub const ALL: [Self; 27] = [
        Self::Mission,
        Self::Personality,
        Self::Competency,
        Self::Responsibilities,
        Self::Outcomes,
        Self::Deliverables,
        Self::Signals,
        Self::Career,
        Self::Promotion,
        Self::Day,
        Self::Rhythm,
        Self::Environment,
        Self::Collaboration,
        Self::Decisions,
        Self::Experience,
        Self::Skills,
        Self::Tools,
        Self::Suits,
        Self::Milestones,
        Self::Goals,
        Self::Kpis,
        Self::FailureModes,
        Self::Ai,
        Self::Exercises,
        Self::Faq,
        Self::Terms,
        Self::Variants,
    ];

    /// Returns the name that people type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mission => "mission",
            Self::Personality => "personality",
            Self::Competency => "competency",
            Self::Responsibilities => "responsibilities",
            Self::Outcomes => "outcomes",
            Self::Deliverables => "deliverables",
            Self::Signals => "signals",
            Self::Career => "career",
            Self::Promotion => "promotion",
            Self::Day => "day",
            Self::Rhythm => "rhythm",
            Self::Environment => "environment",
            Self::Collaboration => "collaboration",
            Self::Decisions => "decisions",
            Self::Experience => "experience",
            Self::Skills => "skills",
            Self::Tools => "tools",
            Self::Suits => "suits",
            Self::Milestones => "milestones",
            Self::Goals => "goals",
            Self::Kpis => "kpis",
            Self::FailureModes => "failure-modes",
            Self::Ai => "ai",
            Self::Exercises => "exercises",
            Self::Faq => "faq",
            Self::Terms => "terms",
            Self::Variants => "variants",
        }
    }

    /// Finds a section by its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }
}

impl fmt::Display for CardSection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Collects the parts that say something.
#[derive(Default)]
struct PartList(Vec<DescribedPart>);

impl PartList {
    fn prose(&mut self, section: CardSection, heading: &str, text: &str) {
        if !text.is_empty() {
            let told = Told::Prose(text.to_owned());
            self.0.push(DescribedPart { section, heading: heading.to_owned(), told });
        }
    }

    fn list(&mut self, section: CardSection, heading: impl Into<String>, items: Vec<String>) {
        if !items.is_empty() {
            self.0.push(DescribedPart { section, heading: heading.into(), told: Told::List(items) });
        }
    }

    fn topics(&mut self, section: CardSection, name: &str, topics: &Topics) {
        for (topic, texts) in topics {
            self.list(section, format!("{name}: {topic}"), texts.clone());
        }
    }
}

/// Returns what a role file describes besides both axes and the career, in the order of a card; nothing that is empty.
pub fn described_parts(role: &Role) -> Vec<DescribedPart> {
    use CardSection::{Outcomes, Responsibilities, Signals};
    let mut parts = PartList::default();
    parts.list(Responsibilities, "Responsibilities", role.responsibilities.clone());
    parts.list(Outcomes, "What the business has from it", role.context.outcomes.clone());
    parts.topics(CardSection::Deliverables, "Deliverables", &role.context.deliverables);
    let signals = &role.signals;
    parts.list(Signals, "Strong signals", signals.strong.clone());
    parts.list(Signals, "Weak signals", signals.weak.clone());
    parts.list(Signals, "Red flags", signals.red_flags.clone());
    parts.list(CardSection::Promotion, "What to show for the next role", role.context.promotion.clone());
    work(&mut parts, &role.context);
    means(&mut parts, &role.context);
    course(&mut parts, &role.context);
    questions(&mut parts, &role.context);
    variants(&mut parts, role);
    parts.0
}

/// How the work goes, where, and with whom.
fn work(parts: &mut PartList, context: &Context) {
    use CardSection::{Collaboration, Day, Decisions, Environment, Rhythm};
    parts.prose(Day, "A Tuesday", &context.day);
    let rhythm = &context.rhythm;
    parts.list(Rhythm, "Every day", rhythm.daily.clone());
    parts.list(Rhythm, "Every week", rhythm.weekly.clone());
    parts.list(Rhythm, "Every month or quarter", rhythm.quarterly.clone());
    parts.topics(Environment, "Environment", &context.environment);
    let partners = context.collaboration.iter().map(|partner| {
        let often = if partner.often.is_empty() { String::new() } else { format!(" ({})", partner.often) };
        format!("{}{often}: {}", partner.who, partner.exchange)
    });
    parts.list(Collaboration, "Works with", partners.collect());
    let decisions = &context.decisions;
    parts.list(Decisions, "Decides alone", decisions.alone.clone());
    parts.list(Decisions, "Decides with others", decisions.with.clone());
    parts.list(Decisions, "Escalates", decisions.escalate.clone());
}

/// What people bring, and what they work with.
fn means(parts: &mut PartList, context: &Context) {
    parts.prose(CardSection::Experience, "Experience", &context.experience);
    for level in [SkillLevel::MustHave, SkillLevel::GoodToHave, SkillLevel::Advanced, SkillLevel::Emerging] {
        let skills = context.skills.iter().filter(|skill| skill.level == level).map(skill_line);
        parts.list(CardSection::Skills, format!("Skills: {}", level.in_words()), skills.collect());
    }
    parts.list(CardSection::Tools, "Tools", tool_lines(&context.tools));
    parts.list(CardSection::Suits, "Suits", context.suits.clone());
    parts.list(CardSection::Suits, "Does not suit", context.does_not_suit.clone());
}

/// What is to happen by when, and how it is followed.
fn course(parts: &mut PartList, context: &Context) {
    let milestones = &context.milestones;
    for (heading, list) in [
        ("After 30 days", &milestones.days_30),
        ("After 60 days", &milestones.days_60),
        ("After 90 days", &milestones.days_90),
        ("After 6 months", &milestones.months_6),
        ("After 12 months", &milestones.months_12),
    ] {
        parts.list(CardSection::Milestones, heading, list.clone());
    }
    parts.list(CardSection::Goals, "Beyond the first year", context.goals.clone());
    parts.list(CardSection::Kpis, "Followed by", context.kpis.iter().map(kpi_line).collect());
    parts.topics(CardSection::FailureModes, "How it goes wrong", &context.failure_modes);
}

/// What people ask, and are asked.
fn questions(parts: &mut PartList, context: &Context) {
    use CardSection::{Ai, Exercises, Faq, Terms};
    parts.list(Ai, "What AI can take over", context.ai.assists.clone());
    parts.list(Ai, "What stays with people", context.ai.stays_human.clone());
    parts.list(Ai, "What AI adds to the role", context.ai.expects.clone());
    for exercise in &context.exercises {
        let give = std::iter::once(format!("Give: {}", exercise.give));
        parts.list(Exercises, exercise.heading(), give.chain(exercise.lines_to_look_for()).collect());
    }
    for (question, answer) in &context.faq {
        parts.prose(Faq, question, answer);
    }
    parts.list(Terms, "Key terms", context.terms.iter().map(|(term, meaning)| format!("{term}: {meaning}")).collect());
}

/// The variants that a role has; or, of a role shown as one, what is different in it.
fn variants(parts: &mut PartList, role: &Role) {
    let line = |variant: &Variant| format!("{}: {}", variant.id, variant.why);
    parts.list(CardSection::Variants, "Variants (`--variant NAME`)", role.variants.iter().map(line).collect());
    if let Some(note) = &role.variant {
        let heading = format!("What is different as `{}`", note.id);
        let changes = note.overlaid.iter().map(|part| format!("{}: {}", part.id, part.why));
        let why = [note.why.clone()];
        parts.list(CardSection::Variants, heading, why.into_iter().chain(changes).collect());
    }
}

fn skill_line(skill: &Skill) -> String {
    let used_for = if skill.used_for.is_empty() { String::new() } else { format!(": {}", skill.used_for) };
    format!("{} ({}){used_for}", skill.name, importance(skill.importance))
}

/// A figure with its target; how it is counted, and why, where that is said.
fn kpi_line(kpi: &Kpi) -> String {
    let about: Vec<&str> =
        [&kpi.kind, &kpi.frequency].into_iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let reason = if kpi.reason.is_empty() { String::new() } else { format!(". {}", kpi.reason) };
    format!("{}{about}: {}{reason}", kpi.name, kpi.target)
}

/// One line for each category, in order of its first tool; tools without one have a line each.
fn tool_lines(tools: &[WorkTool]) -> Vec<String> {
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for tool in tools {
        let said = tool_words(tool);
        match lines.iter_mut().find(|(category, _)| !category.is_empty() && *category == tool.category) {
            Some((_, named)) => named.push(said),
            None => lines.push((&tool.category, vec![said])),
        }
    }
    let line = |(category, named): (&str, Vec<String>)| {
        let named = named.join("; ");
        if category.is_empty() { named } else { format!("{category}: {named}") }
    };
    lines.into_iter().map(line).collect()
}

fn tool_words(tool: &WorkTool) -> String {
    let used_for = Some(tool.used_for.as_str()).filter(|text| !text.is_empty());
    let about: Vec<&str> = tool.commonality.map(Commonality::in_words).into_iter().chain(used_for).collect();
    if about.is_empty() { tool.name.clone() } else { format!("{} ({})", tool.name, about.join(", ")) }
}

/// Returns how much something matters, as people say it.
pub fn importance(importance: Importance) -> &'static str {
    match importance {
        Importance::Critical => "critical",
        Importance::Important => "important",
        Importance::Optional => "optional",
    }
}
