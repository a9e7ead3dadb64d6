//! Translations of a pack: what is wrong with their files, what is missing, and what the translated texts give away.

use std::path::Path;
use std::sync::Arc;

use crate::check::{self, Finding};
use crate::diagnostic::{Diagnostic, Label, Place};
use crate::lint::catalogue;
use crate::load::date::Date;
use crate::load::document::Places;
use crate::load::ignores::{self, Ignores};
use crate::load::translation::{self, TranslationReading};
use crate::pack::{Pack, Questionnaire};
use crate::route::{Aim, Step};

/// Returns everything that is to be said about a file of translations to a sound pack, but what its comments silence.
pub(super) fn findings(path: &Path, pack: &Pack, today: Date) -> Vec<Diagnostic> {
    let TranslationReading { translation, places, mut found } = translation::file(path, pack);
    if let (Some(translation), Some(places)) = (translation, places) {
        let of_original = check::of_texts(pack);
        let is_new = |finding: &Finding| of_original.iter().all(|known| known.message != finding.message);
        let advice = check::of_texts(&translation.applied(pack)).into_iter().filter(is_new);
        found.extend(advice.filter_map(|finding| placed(finding, &places, pack.questionnaire())));
        let Ignores { ignores, unreadable } = Ignores::of(&places);
        found = ignores::apply(found, &ignores, &catalogue(), today);
        found.extend(unreadable);
    }
    found
}

/// Looks up the place of advice about a text in the file that translates it; nothing where it does not.
fn placed(finding: Finding, places: &Places, questionnaire: &Questionnaire) -> Option<Diagnostic> {
    let label = |steps: &[Step], aim: Aim, text: String| -> Option<Label> {
        let steps = translated(steps, questionnaire);
        let tree = places.tree().filter(|tree| tree.has(&steps))?;
        let span = tree.locate(&steps, aim)?;
        Some(Label { source: Arc::clone(places.source()), span, text })
    };
    let spot = finding.place.spot;
    let place = label(&spot.steps, spot.aim, finding.place.text)?;
    Some(Diagnostic {
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        place: Place::Text(place),
        related: finding
            .related
            .into_iter()
            .filter_map(|mark| label(&mark.spot.steps, mark.spot.aim, mark.text))
            .collect(),
        notes: finding.notes,
        help: finding.help,
        fix: None,
    })
}

/// Turns a way to a text of the questionnaire into the way to its translation.
fn translated(steps: &[Step], questionnaire: &Questionnaire) -> Vec<Step> {
    let key = |name: &str| Step::Key(name.to_owned());
    let [Step::Key(axis), Step::Key(part), _, Step::Index(index), rest @ ..] = steps else {
        return vec![key("scenarios")];
    };
    if axis == "work_style" {
        let dimension = questionnaire.dimensions.iter().find(|dimension| dimension.id.as_str() == part);
        let statement = dimension.and_then(|dimension| dimension.statements.get(*index));
        let id = statement.map(|statement| key(statement.id.as_str()));
        return [key("statements")].into_iter().chain(id).collect();
    }
    let area = questionnaire.areas.iter().find(|area| area.id.as_str() == part);
    let scenario = area.and_then(|area| area.scenarios.get(*index));
    let id = scenario.map(|scenario| key(scenario.first.id.as_str()));
    // The text of an option is its value here.
    let rest = rest.iter().filter(|step| **step != key("text")).cloned();
    [key("scenarios")].into_iter().chain(id).chain(rest).collect()
}
