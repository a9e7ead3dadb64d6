//! Results in words: reasons, bands, patterns. No hire or reject words, no percentiles, no clinical terms.

use crate::pack::{Pack, Questionnaire, in_words};
use crate::render::Sheet;
use crate::render::number::{points, whole};
use crate::render::page::Tone;
use crate::scoring::{Band, Fit, Reason, RoleUncertainty};
use crate::text::count;

/// What the output is, and what it is not: under every result.
pub fn purpose(questionnaire: &Questionnaire) -> String {
    format!(
        "Describes answers against role descriptions, in percent of the maximum possible; not percentiles, and not a \
         hiring decision. Method {}, questionnaire {}; key: {}; validity evidence: none declared.",
        crate::scoring::METHOD,
        questionnaire.reference(),
        if questionnaire.key.provenance.is_empty() { "no provenance declared" } else { &questionnaire.key.provenance },
    )
}

/// Says the reason beside a fit.
pub fn reason(pack: &Pack, reason: Reason) -> String {
    let questionnaire = pack.questionnaire();
    let area = |index: usize| questionnaire.areas[index].title.clone();
    let dimension = |index: usize| questionnaire.dimensions[index].id.to_string();
    match reason {
        Reason::AllStatementsAlike => {
            "every statement has the same answer, so personality (work style) is not scored".to_owned()
        }
        Reason::DimensionNotScored { dimension: index } => format!("{} has too few answers", dimension(index)),
        Reason::AreaNotScored { area: index } => format!("{} has too few answers", area(index)),
        Reason::Gate { area: index, probability } => {
            format!("{}: its gate is passed with {}", area(index), chance(probability))
        }
        Reason::AreaGap { area: index, short } => format!("{}: {} below the need", area(index), points(short)),
        Reason::StyleGap { dimension: index, gap } => style_gap(questionnaire, index, gap),
        Reason::NothingMissing => "every target and need is met as answered".to_owned(),
    }
}

/// Says a signed gap as a direction: style is described, not judged.
pub fn style_gap(questionnaire: &Questionnaire, dimension: usize, gap: f64) -> String {
    let dimension = &questionnaire.dimensions[dimension];
    let pole = if gap > 0.0 { &dimension.poles.high } else { &dimension.poles.low };
    format!("{}: {} more {pole} than the target", dimension.id, points(gap.abs()))
}

/// Says a dimension score in words.
pub fn style(questionnaire: &Questionnaire, dimension: usize, score: f64) -> String {
    in_words(score, &questionnaire.dimensions[dimension].poles, &questionnaire.settings)
}

/// Says a band with its probability, and the other likely one where the first is not likely enough to be named alone.
pub fn bands(band: Band, certainty: Option<&RoleUncertainty>, name: impl Fn(Band) -> &'static str) -> String {
    let Some(sure) = certainty else { return name(band).to_owned() };
    let with_chance = |band: Band| format!("{} {}", name(band), chance(sure.bands[band as usize]));
    match sure.other_band(band) {
        Some(other) => format!("{} or {}", with_chance(band), with_chance(other)),
        None => with_chance(band),
    }
}

/// Returns the name of a band where there is little room.
pub fn short_band(band: Band) -> &'static str {
    match band {
        Band::PrimaryFit => "primary fit",
        Band::NearPrimaryFit => "near-primary",
        Band::PotentialCapabilityGap => "potential",
        Band::CapableStyleStretch => "capable",
        Band::PartialMatch => "partial match",
        Band::Distant => "distant",
        Band::InsufficientEvidence => "insufficient",
    }
}

/// Prints a probability in percent. It never rounds up to what is sure, nor to what lets a band be named alone.
pub fn chance(probability: f64) -> String {
    match 100.0 * probability {
        rare if rare > 0.0 && rare < 0.5 => "<1%".to_owned(),
        value => format!("{}%", whole(value, &[100.0, 90.0, 60.0])),
    }
}

/// Says which role fits best, or between which the answers do not settle; nothing where there is no choice.
pub fn settled(sheet: &Sheet<'_>) -> Option<String> {
    if sheet.pack.roles().len() < 2 {
        return None;
    }
    let contenders = sheet.contenders();
    let title = |fit: &&Fit| sheet.pack.roles()[fit.role].title.clone();
    let roles = count(sheet.pack.roles().len(), "role");
    match contenders.as_slice() {
        [] => None,
        [only] => {
            let sure = sheet.certainty(only).map(|sure| chance(sure.p_best)).unwrap_or_default();
            Some(format!("Of {roles}, {} fits best; the answers leave little doubt ({sure}).", title(only)))
        }
        several => Some(format!("{}: the answers do not settle which fits best.", either(several.iter().map(title)))),
    }
}

fn either(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) }
}

/// Says what a band means for a person who looks at the role.
pub fn implication(band: Band, role: &str) -> String {
    match band {
        Band::PrimaryFit => format!(
            "Both axes line up with {role}: how you work and how you decide are close to what the role asks for. It is a \
             path to take seriously now."
        ),
        Band::NearPrimaryFit => format!(
            "Both axes lean toward {role}, with some distance left on at least one. It is a realistic next direction; the \
             growth steps show where the distance is."
        ),
        Band::PotentialCapabilityGap => format!(
            "Your way of working suits {role}, and the evidence of judgment does not carry it yet. That is potential with a \
             capability gap: build evidence in the areas below before a high-stakes move."
        ),
        Band::CapableStyleStretch => format!(
            "Your judgment carries {role}, and the role would ask you to work in a way that is less natural to you. People \
             do this well when they know it; the pattern above says where the stretch would be felt."
        ),
        Band::PartialMatch => format!(
            "One axis meets {role} part of the way. Read it as a role to learn about, and compare it with those ranked \
             above."
        ),
        Band::Distant => format!("These answers point away from {role}; other roles of the pack are nearer."),
        Band::InsufficientEvidence => format!(
            "A fit with {role} is only claimed when both axes are scored, and these answers do not score them both. The \
             notices say what is missing."
        ),
    }
}

/// Colours a band; its name says the same without colour.
pub fn tone(band: Band) -> Tone {
    match band {
        Band::PrimaryFit => Tone::Good,
        Band::NearPrimaryFit | Band::PotentialCapabilityGap | Band::CapableStyleStretch => Tone::Fair,
        Band::PartialMatch => Tone::Plain,
        Band::Distant | Band::InsufficientEvidence => Tone::Faint,
    }
}
