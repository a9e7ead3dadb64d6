//! Rules that give advice about a sound pack, one file each. They name places by route and do no IO.
//!
//! A rule is plain data and one function that looks at a [`Subject`] and reports findings. Their places in the text are
//! resolved only when they are shown.

mod argued_distractor;
mod clinical_word;
mod critical_without_gate;
mod dominant_part;
mod duplicate_text;
mod duplicate_title;
mod favoured_position;
mod few_items;
mod few_scenarios;
mod few_statements;
mod flat_scenario;
mod gate_above_need;
mod gate_on_few_scenarios;
mod generous_scenario;
mod items;
mod key_without_provenance;
mod light_critical_area;
mod longest_is_best;
mod missing_anchors;
mod missing_growth;
mod missing_twin;
mod missing_why;
mod need_near_chance;
mod one_sided_career;
mod one_way_statements;
mod phrases;
mod place;
mod points;
mod protected_attribute;
mod same_best_twin;
mod surface_cue;
mod twin_roles;
mod unknown_neighbour;
mod unreachable_role;
mod unused_part;
mod variants;
mod way;

use crate::diagnostic::Diagnostic;
use crate::pack::{Area, AreaNeed, Pack, Role};
use crate::route::{Aim, Route, Step};
use crate::rule::Rule;
use crate::scoring::Model;

/// What rules look at: a sound pack, and its scoring model.
#[derive(Debug)]
pub struct Subject<'a> {
    pub pack: &'a Pack,
    pub model: &'a Model,
    /// Whether to run rules that simulate people on large packs as well.
    pub deep: bool,
}

/// One rule: its data, and the function that looks for it.
#[derive(Debug)]
pub struct Check {
    pub rule: &'static Rule,
    pub reach: Reach,
    pub run: fn(&Subject<'_>, &mut Vec<Finding>),
}

/// What a finding of a rule depends on besides the file that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing.
    File,
    /// What the questionnaire defines.
    Questionnaire,
    /// The further places that it names, and what the questionnaire defines.
    Places,
    /// Any file of the pack.
    Pack,
}

/// Every rule of this module, in order of code.
pub static CHECKS: [Check; 30] = [
    Check { rule: &dominant_part::RULE, reach: Reach::File, run: dominant_part::check },
    Check { rule: &need_near_chance::RULE, reach: Reach::Questionnaire, run: need_near_chance::check },
    Check { rule: &gate_above_need::RULE, reach: Reach::Questionnaire, run: gate_above_need::check },
    Check { rule: &critical_without_gate::RULE, reach: Reach::File, run: critical_without_gate::check },
    Check { rule: &light_critical_area::RULE, reach: Reach::File, run: light_critical_area::check },
    Check { rule: &gate_on_few_scenarios::RULE, reach: Reach::Questionnaire, run: gate_on_few_scenarios::check },
    Check { rule: &unreachable_role::RULE, reach: Reach::Questionnaire, run: unreachable_role::check },
    Check { rule: &twin_roles::RULE, reach: Reach::Places, run: twin_roles::check },
    Check { rule: &one_sided_career::RULE, reach: Reach::Places, run: one_sided_career::check },
    Check { rule: &unknown_neighbour::RULE, reach: Reach::Pack, run: unknown_neighbour::check },
    Check { rule: &missing_growth::RULE, reach: Reach::File, run: missing_growth::check },
    Check { rule: &missing_why::RULE, reach: Reach::File, run: missing_why::check },
    Check { rule: &missing_anchors::RULE, reach: Reach::File, run: missing_anchors::check },
    Check { rule: &duplicate_title::RULE, reach: Reach::Places, run: duplicate_title::check },
    Check { rule: &few_statements::RULE, reach: Reach::File, run: few_statements::check },
    Check { rule: &few_scenarios::RULE, reach: Reach::File, run: few_scenarios::check },
    Check { rule: &one_way_statements::RULE, reach: Reach::File, run: one_way_statements::check },
    Check { rule: &generous_scenario::RULE, reach: Reach::File, run: generous_scenario::check },
    Check { rule: &flat_scenario::RULE, reach: Reach::File, run: flat_scenario::check },
    Check { rule: &favoured_position::RULE, reach: Reach::File, run: favoured_position::check },
    Check { rule: &longest_is_best::RULE, reach: Reach::File, run: longest_is_best::check },
    Check { rule: &duplicate_text::RULE, reach: Reach::File, run: duplicate_text::check },
    Check { rule: &unused_part::RULE, reach: Reach::Pack, run: unused_part::check },
    Check { rule: &key_without_provenance::RULE, reach: Reach::File, run: key_without_provenance::check },
    Check { rule: &protected_attribute::RULE, reach: Reach::File, run: protected_attribute::check },
    Check { rule: &clinical_word::RULE, reach: Reach::File, run: clinical_word::check },
    Check { rule: &same_best_twin::RULE, reach: Reach::File, run: same_best_twin::check },
    Check { rule: &missing_twin::RULE, reach: Reach::File, run: missing_twin::check },
    Check { rule: &argued_distractor::RULE, reach: Reach::File, run: argued_distractor::check },
    Check { rule: &surface_cue::RULE, reach: Reach::File, run: surface_cue::check },
];

/// A file of the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    Questionnaire,
    /// The role at this index of the pack.
    Role(usize),
}

/// A place by file and route: resolved to a span when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub file: File,
    pub steps: Vec<Step>,
    pub aim: Aim,
}

/// A misspelt value, and the correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub written: String,
    pub meant: String,
}

/// A place with a few words about it; the words may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub spot: Spot,
    pub text: String,
}

/// What a rule says. Its fix is of the value at its place, where that may be corrected without asking.
pub type Finding = Diagnostic<Mark, Mark, Slip>;

impl From<Spot> for Mark {
    fn from(spot: Spot) -> Self {
        Self { spot, text: String::new() }
    }
}

impl Spot {
    /// The key at the end of a route.
    pub fn key(file: File, route: &Route<'_>) -> Self {
        Self { file, steps: route.steps(), aim: Aim::Key }
    }

    /// The value at the end of a route.
    pub fn value(file: File, route: &Route<'_>) -> Self {
        Self { file, steps: route.steps(), aim: Aim::Value }
    }
}

impl Finding {
    /// Adds words beside the underlined place.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.place.text = text.into();
        self
    }

    /// Adds a further place.
    pub fn related(mut self, spot: Spot, text: impl Into<String>) -> Self {
        self.related.push(Mark { spot, text: text.into() });
        self
    }
}

impl<'a> Subject<'a> {
    /// Returns the roles, each with its file.
    pub fn roles(&self) -> impl Iterator<Item = (File, &'a Role)> + '_ {
        self.pack.roles().iter().enumerate().map(|(index, role)| (File::Role(index), role))
    }

    /// Returns what roles need of areas: the file of the role, the need, and the area.
    pub fn needs(&self) -> impl Iterator<Item = (File, &'a AreaNeed, &'a Area)> + '_ {
        let areas = &self.pack.questionnaire().areas;
        self.roles()
            .flat_map(move |(file, role)| role.competency.iter().map(move |need| (file, need, &areas[need.area])))
    }
}

/// Code of the rule that reads the roles of a whole pack: it says nothing true about a part of one.
pub const UNUSED_PART: &str = unused_part::RULE.code;

/// Whether [`run`] looks for a rule, by code or name, in a pack with so many roles.
pub fn is_looked_for(rule: &str, pack: &Pack, deep: bool) -> bool {
    let left_out = &twin_roles::RULE;
    (rule != left_out.code && rule != left_out.name) || !twin_roles::is_left_out(pack.roles().len(), deep)
}

/// Runs the rules that look at the texts of a questionnaire alone, which are others in another language.
pub fn of_texts(pack: &Pack) -> Vec<Finding> {
    let model = Model::of(pack);
    let subject = Subject { pack, model: &model, deep: false };
    let mut found = Vec::new();
    longest_is_best::check(&subject, &mut found);
    duplicate_text::check(&subject, &mut found);
    surface_cue::check(&subject, &mut found);
    found
}

/// Runs every rule over a pack; `deep` runs rules that simulate people even if there are many roles.
pub fn run(pack: &Pack, deep: bool) -> Vec<Finding> {
    let model = Model::of(pack);
    let subject = Subject { pack, model: &model, deep };
    let mut found = Vec::new();
    for check in &CHECKS {
        (check.run)(&subject, &mut found);
    }
    variants::check(pack, &mut found);
    found
}
