//! What is said where an axis is scored for no role: which one, and what the other one says.

use crate::pack::Part;
use crate::render::Sheet;
use crate::render::number::whole;
use crate::render::page::Page;
use crate::scoring::Fit;
use crate::text::{all_of, count};

/// Says on a page which axis is missing, if one is missing for every role; says whether it did.
pub fn axis(page: &mut Page, sheet: &Sheet<'_>) -> bool {
    let fits: Vec<&Fit> = sheet.fits().collect();
    let has_style = fits.iter().any(|fit| fit.personality.coverage > 0.0);
    let has_judgment = fits.iter().any(|fit| fit.competency.coverage > 0.0);
    if fits.is_empty() || has_style && has_judgment {
        return false;
    }
    page.paragraph(sentence(sheet, has_style, has_judgment));
    let score = |fit: &Fit| {
        let (axis_score, name) = match (has_style, has_judgment) {
            (true, _) => (fit.personality.score?, "personality"),
            (_, true) => (fit.competency.score?, "competency"),
            (false, false) => return None,
        };
        Some(format!("{}: {name} {}", sheet.pack.roles()[fit.role].title, whole(axis_score, &[])))
    };
    let known: Vec<String> = fits.iter().filter_map(|fit| score(fit)).collect();
    page.headed_list("What the other axis says, which alone is no fit", &known);
    true
}

fn sentence(sheet: &Sheet<'_>, has_style: bool, has_judgment: bool) -> String {
    let profile = &sheet.assessment.profile;
    if profile.all_alike && has_judgment {
        return "No fit yet: every statement has the same answer, so personality (work style) is not scored, and \
                a fit needs both axes."
            .to_owned();
    }
    let statements = profile.dimensions.iter().map(|known| (known.answered, known.of));
    let scenarios = profile.areas.iter().map(|known| (known.answered, known.of));
    let mut missing = Vec::new();
    if !has_style {
        missing.push(part(Part::WorkStyle, "personality", "statement", statements));
    }
    if !has_judgment {
        missing.push(part(Part::TechnicalJudgment, "competency", "scenario", scenarios));
    }
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let missing = all_of(missing.iter().map(String::as_str));
    format!("No fit yet: {missing} {verb} not scored, and a fit needs both axes.")
}

fn part(part: Part, axis: &str, noun: &str, items: impl Iterator<Item = (usize, usize)>) -> String {
    let (answered, of) = items.fold((0, 0), |sum, item| (sum.0 + item.0, sum.1 + item.1));
    format!("{axis} ({part}; {answered} of {} answered)", count(of, noun))
}
