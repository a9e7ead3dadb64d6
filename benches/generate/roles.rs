//! 1,000 role files over the built-in questionnaire: about 5 kB each, sound, no two alike.

use std::fs;
use std::io;
use std::path::Path;

use rolefit::load::files::{PackLocation, QUESTIONNAIRE, built_in};
use rolefit::load::pack;
use rolefit::pack::{Area, Dimension, Questionnaire};
use rolefit::random::SplitMix64;

const ROLES: usize = 1000;
/// How many areas a role asks for.
const AREAS: usize = 5;

const SUBJECTS: [&str; 6] =
    ["The team", "This role", "A new colleague", "Whoever is on call", "The owner of a service", "A reviewer"];
const ACTIONS: [&str; 8] = [
    "measures the cost of",
    "writes down the reasons for",
    "takes apart",
    "asks early about",
    "keeps a short list of",
    "explains to another team",
    "rehearses twice a year",
    "removes what is left of",
];
const OBJECTS: [&str; 8] = [
    "every call that leaves the service",
    "changes that cannot be undone",
    "the contracts other teams build on",
    "slow queries and their locks",
    "alerts that nobody acted on",
    "the steps of a risky release",
    "decisions that were made in a hurry",
    "data that is kept without need",
];
const CIRCUMSTANCES: [&str; 6] = [
    "before the work is planned",
    "while the load is still low",
    "with numbers from last month",
    "in words a newcomer follows",
    "so that the next incident is shorter",
    "until the result holds for a quarter",
];

/// Writes the pack into a folder, which is made if need be.
pub fn write(folder: &Path) -> io::Result<()> {
    let pack = pack::load(&PackLocation::BuiltIn).expect("the built-in pack is sound");
    let shared = built_in::FILES.iter().find(|file| file.name == QUESTIONNAIRE).expect("a pack has a questionnaire");
    fs::create_dir_all(folder)?;
    fs::write(folder.join(QUESTIONNAIRE), shared.text)?;
    for number in 0..ROLES {
        let role = RoleWriter { number, random: SplitMix64::named(&id(number)) };
        fs::write(folder.join(id(number) + ".yaml"), role.text(pack.questionnaire()))?;
    }
    Ok(())
}

fn id(number: usize) -> String {
    format!("role-{number:04}")
}

/// Writes one role; what it asks for and says follows from its id.
struct RoleWriter {
    number: usize,
    random: SplitMix64,
}

impl RoleWriter {
    fn text(mut self, questionnaire: &Questionnaire) -> String {
        let Self { number, .. } = self;
        let id = id(number);
        let (summary, mission) = (self.sentences(2), self.sentences(1));
        let work_style = self.work_style(&questionnaire.dimensions);
        let competency = self.competency(&questionnaire.areas);
        let responsibilities = self.list("  ", 4);
        let signals =
            ["strong", "weak", "red_flags"].map(|kind| format!("  {kind}:\n{}", self.list("    ", 2))).concat();
        let career = self.career();
        format!(
            "# Generated: a role for measurements, not for people.\nschema: 1\nid: {id}\ntitle: Engineer {number}\n\
             summary: >-\n  {summary}\nmission: >-\n  {mission}\nwork_style:\n{work_style}competency:\n{competency}\
             responsibilities:\n{responsibilities}signals:\n{signals}{career}"
        )
    }

    fn work_style(&mut self, dimensions: &[Dimension]) -> String {
        let weights = self.weights(dimensions.len());
        let part = |(dimension, weight): (&Dimension, usize)| {
            let target = match self.random.below(5) {
                0 => "balanced".to_owned(),
                1 => format!("moderate {}", dimension.poles.low),
                2 => format!("strong {}", dimension.poles.low),
                3 => format!("moderate {}", dimension.poles.high),
                _ => format!("strong {}", dimension.poles.high),
            };
            let why = self.sentences(1);
            format!("  {}:\n    target: {target}\n    weight: {weight}\n    why: >-\n      {why}\n", dimension.id)
        };
        dimensions.iter().zip(weights).map(part).collect()
    }

    fn competency(&mut self, areas: &[Area]) -> String {
        let mut areas: Vec<&Area> = areas.iter().collect();
        self.random.shuffle(&mut areas);
        let weights = self.weights(AREAS);
        let part = |(area, weight): (&Area, usize)| {
            let need = self.one_of(&["working", "proficient", "advanced"]);
            // A gate over fewer scenarios would be advised against.
            let importance = if area.scenarios.len() < 4 { "important" } else { "critical\n    gate: foundation" };
            let (meets, excels, grow) = (self.sentences(1), self.sentences(1), self.list("      ", 2));
            format!(
                "  {}:\n    weight: {weight}\n    need: {need}\n    importance: {importance}\n    meets: >-\n      \
                 {meets}\n    excels: >-\n      {excels}\n    grow:\n{grow}",
                area.id
            )
        };
        areas.into_iter().zip(weights).map(part).collect()
    }

    /// One long path through all roles: each names the one before it and the one after.
    fn career(&self) -> String {
        let from = if self.number == 0 { "Trainee".to_owned() } else { id(self.number - 1) };
        let next = if self.number + 1 == ROLES { "Principal".to_owned() } else { id(self.number + 1) };
        format!("career:\n  from: [{from}]\n  next: [{next}]\n")
    }

    /// Shares out 100 in steps of five; every part gets between 5 and 50.
    fn weights(&mut self, parts: usize) -> Vec<usize> {
        let mut weights = vec![5; parts];
        while weights.iter().sum::<usize>() < 100 {
            let part = self.random.below(parts);
            weights[part] = (weights[part] + 5).min(50);
        }
        weights
    }

    fn list(&mut self, indent: &str, length: usize) -> String {
        (0..length).map(|_| format!("{indent}- {}\n", self.sentences(1))).collect()
    }

    fn sentences(&mut self, number: usize) -> String {
        let sentence = |_| {
            let [subject, action] = [self.one_of(&SUBJECTS), self.one_of(&ACTIONS)];
            let [object, circumstance] = [self.one_of(&OBJECTS), self.one_of(&CIRCUMSTANCES)];
            format!("{subject} {action} {object} {circumstance}.")
        };
        (0..number).map(sentence).collect::<Vec<_>>().join(" ")
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.random.below(choices.len())]
    }
}
