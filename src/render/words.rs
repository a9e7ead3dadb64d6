//! Results in words: reasons, bands, patterns. No hire or reject words, no percentiles, no clinical terms.

use crate::pack::{Pack, Questionnaire, in_words};
use crate::render::number::{percent, points};
use crate::render::page::Tone;
use crate::scoring::{Band, Reason, RoleUncertainty};

/// What the output is, and what it is not: under every result.
pub fn purpose(questionnaire: &Questionnaire) -> String {
    format!(
        "Describes answers against role descriptions; it is not a hiring decision. Scores are percent of the maximum \
         possible, not percentiles. Method {}, questionnaire {}; key: {}; validity evidence: none declared.",
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
        Reason::AllStatementsAlike => "every statement has the same answer, so work style is not scored".to_owned(),
        Reason::DimensionNotScored { dimension: index } => format!("{} has too few answers", dimension(index)),
        Reason::AreaNotScored { area: index } => format!("{} has too few answers", area(index)),
        Reason::Guessing => "judgment cannot be told from guessing".to_owned(),
        Reason::GateFailed { area: index, short } => format!("{}: {} below its gate", area(index), points(short)),
        Reason::AreaGap { area: index, short } => format!("{}: {} below the need", area(index), points(short)),
        Reason::StyleGap { dimension: index, gap } => style_gap(questionnaire, index, gap),
        Reason::NothingMissing => "every target and need is met".to_owned(),
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

/// Says a band by the point rules, and the other likely one when no band is likely enough to stand alone.
pub fn bands(band: Band, certainty: Option<&RoleUncertainty>) -> String {
    match certainty.map(RoleUncertainty::likely_bands) {
        Some((first, Some(second))) if first == band => format!("{band} or {second}"),
        Some((first, Some(second))) if second == band => format!("{band} or {first}"),
        Some((first, Some(second))) => format!("{band}, likely {first} or {second}"),
        Some((_, None)) | None => band.to_string(),
    }
}

/// Says how surely a role comes first, in words and number.
pub fn first_place(certainty: &RoleUncertainty) -> String {
    let words = match certainty.p_best {
        sure if sure >= 0.95 => "almost surely first",
        likely if likely >= 0.75 => "likely first",
        maybe if maybe >= 0.25 => "may be first",
        seldom if seldom >= 0.05 => "seldom first",
        _ => "hardly ever first",
    };
    let share = match certainty.p_best {
        rare if rare > 0.0 && rare < 0.005 => "<1%".to_owned(),
        share => percent(share),
    };
    format!("{words}, {share}")
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
