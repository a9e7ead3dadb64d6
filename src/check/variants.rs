//! What the rules about weights, needs and gates say of the variants of roles.

use crate::check::{CHECKS, File, Finding, Subject};
use crate::pack::{Pack, VariantNote};
use crate::route::{Aim, Step};
use crate::scoring::Model;

/// The codes of the rules that look at the numbers of one role.
const OF_NUMBERS: [&str; 7] = ["RF110", "RF111", "RF112", "RF113", "RF114", "RF115", "RF116"];

/// Runs those rules over every variant; what holds of the role itself is not said again.
pub(super) fn check(pack: &Pack, found: &mut Vec<Finding>) {
    let names: Vec<String> = pack.variants().into_iter().map(ToString::to_string).collect();
    for name in names {
        let Some(varied) = pack.clone().as_variant(&name) else { continue };
        let model = Model::of(&varied);
        let subject = Subject { pack: &varied, model: &model, deep: false };
        let mut own = Vec::new();
        for check in CHECKS.iter().filter(|check| OF_NUMBERS.contains(&check.rule.code)) {
            (check.run)(&subject, &mut own);
        }
        let is_new = |finding: &Finding| {
            let is_same = |known: &Finding| {
                known.rule == finding.rule && known.place.spot == finding.place.spot && known.message == finding.message
            };
            !found.iter().any(is_same)
        };
        let own: Vec<Finding> =
            own.into_iter().filter(is_new).filter_map(|finding| of_variant(finding, &varied)).collect();
        found.extend(own);
    }
}

/// Moves a finding to the variant that it is about.
fn of_variant(mut finding: Finding, varied: &Pack) -> Option<Finding> {
    let File::Role(index) = finding.place.spot.file else { return None };
    let note = varied.roles()[index].variant.as_ref()?;
    finding.place.spot.steps = steps(&finding.place.spot.steps, note);
    finding.place.spot.aim = Aim::Key;
    finding.place.text.clear();
    finding.related.clear();
    finding.message = format!("variant `{}`: {}", note.id, finding.message);
    Some(finding)
}

/// The key of the part that the variant names, or else of the variant.
fn steps(steps: &[Step], note: &VariantNote) -> Vec<Step> {
    let mut below = ["variants", note.id.as_str()].map(|key| Step::Key(key.to_owned())).to_vec();
    if let [Step::Key(axis), Step::Key(part), ..] = steps
        && note.overlaid.iter().any(|overlaid| overlaid.axis.key() == axis && overlaid.id == *part)
    {
        below.extend(steps[..2].iter().cloned());
    }
    below
}
