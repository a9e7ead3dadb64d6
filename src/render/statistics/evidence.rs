//! What was found of reliability, as an author declares it in a questionnaire.

use std::fmt::Write;

use crate::pack::Part;
use crate::render::statistics::{StatisticsSheet, id, with_limits};
use crate::statistics::part::PartStatistics;

/// From fewer people a reliability is too uncertain to be declared.
const FEWEST_DECLARED: usize = 30;

/// The largest standard deviation that a questionnaire may declare.
const LARGEST_DEVIATION: f64 = 50.0;

/// Writes the blocks. Of an area with two forms the one counts that more people answered.
pub fn evidence(sheet: &StatisticsSheet<'_>) -> String {
    let mut text = "# Paste each `evidence` under its dimension or area, and say in `sample` who these people are and when they answered.\n\
         # What is declared takes the place of the method's own standard error.\n"
        .to_owned();
    for (axis, key) in [(Part::WorkStyle, "work_style"), (Part::TechnicalJudgment, "competency")] {
        let _ = writeln!(text, "{key}:");
        for part in sheet.statistics.parts.iter().filter(|part| part.part.axis == axis && is_largest(sheet, part)) {
            let _ = match declared(part) {
                Ok(block) => writeln!(text, "  {}:\n{block}", id(sheet.pack, part.part)),
                Err(reason) => writeln!(text, "  # {}: {reason}", id(sheet.pack, part.part)),
            };
        }
    }
    text
}

fn is_largest(sheet: &StatisticsSheet<'_>, part: &PartStatistics) -> bool {
    let mut others = sheet.statistics.parts.iter().filter(|other| other.part.is_same_part(&part.part));
    others.all(|other| {
        other.people < part.people || other.people == part.people && other.part.parallel >= part.part.parallel
    })
}

fn declared(part: &PartStatistics) -> Result<String, String> {
    if part.people < FEWEST_DECLARED {
        return Err(format!("{} people are too few to declare a reliability from", part.people));
    }
    let Some((alpha, deviation)) = part.alpha.zip(part.deviation) else {
        return Err("no alpha".to_owned());
    };
    let (reliability, sd) = (format!("{:.3}", alpha.value), format!("{deviation:.2}"));
    if alpha.value < 0.0 || alpha.value >= 0.9995 || !(0.005..=LARGEST_DEVIATION).contains(&deviation) {
        return Err(format!("alpha {} and a standard deviation of {sd} cannot be declared", with_limits(alpha)));
    }
    let sample = match part.part.parallel {
        Some(parallel) => format!("{} people on form {parallel}, alpha", part.people),
        None => format!("{} people, alpha", part.people),
    };
    Ok(format!(
        "    # alpha {}\n    evidence: {{ reliability: {reliability}, sd: {sd}, sample: \"{sample}\" }}",
        with_limits(alpha)
    ))
}
