//! The insight card of one role for one person: patterns on both axes, what they imply, and where to grow.

use crate::pack::{AreaNeed, Questionnaire, Role};
use crate::render::Sheet;
use crate::render::number::{percent, points, rounded_tenths, tenths, tenths_below, tenths_that_add_up, whole};
use crate::render::page::{Align, Cell, Page, Table, Tone};
use crate::render::role_card::career_lines;
use crate::render::words;
use crate::scoring::{
    AreaPart, Band, Fit, Gate, GrowthStep, Range, Reason, RoleUncertainty, Sensitivity, StylePart, Verdict,
    WeightedPart,
};
use crate::text::{all_of, count};

/// How many areas are named as strongest evidence, and as gaps.
const NAMED: usize = 3;

/// How many growth steps are shown; JSON has all of them.
pub(super) const STEPS: usize = 5;

/// Adds a role's insight card to a page.
pub fn card(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit, sensitivity: &Sensitivity) {
    let role = &sheet.pack.roles()[fit.role];
    page.title(format!("{}: {}", role.title, words::bands(fit.band, sheet.certainty(fit), Band::name)));
    page.paragraph(headline(sheet, fit));
    personality(page, sheet, fit);
    competency(page, sheet, fit);
    page.heading("What this implies");
    page.paragraph(words::implication(fit.band, &role.title));
    certainty(page, sheet, fit, sensitivity);
    growth(page, sheet, fit, role);
    career(page, sheet, role);
}

fn headline(sheet: &Sheet<'_>, fit: &Fit) -> String {
    let roles = sheet.pack.roles().len();
    let reason = words::reason(sheet.pack, Reason::of(fit, &sheet.assessment.profile));
    match (fit.rank, fit.overall, fit.personality.score, fit.competency.score) {
        (Some(rank), Some(overall), Some(personality), Some(competency)) => format!(
            "Rank {rank} of {roles}. Overall {} = square root of personality {} x competency {}. Main gap: {reason}.",
            tenths_below(overall, &bands(sheet)),
            tenths_below(personality, &bands(sheet)),
            tenths_below(competency, &bands(sheet)),
        ),
        _ => format!("Not ranked: {reason}."),
    }
}

/// The cut-offs that decide bands.
pub(super) fn bands(sheet: &Sheet<'_>) -> [f64; 2] {
    let bands = sheet.pack.questionnaire().settings.bands;
    [bands.high, bands.mid]
}

fn personality(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit) {
    let questionnaire = sheet.pack.questionnaire();
    let profile = &sheet.assessment.profile;
    page.heading("Personality pattern (work style)");
    let mut table = Table::new([
        ("Dimension", Align::Left),
        ("Answered", Align::Right),
        ("Estimate", Align::Right),
        ("Target", Align::Left),
        ("Fit", Align::Right),
        ("Weight", Align::Right),
        ("Points", Align::Right),
    ]);
    let parts = &fit.personality.parts;
    let contributions = rounded(sheet, fit.personality.score, parts.iter().map(|part| part.contribution));
    for (part, points) in parts.iter().zip(contributions) {
        let dimension = &questionnaire.dimensions[part.dimension];
        let range = profile.dimensions[part.dimension].estimate.as_ref().map(|known| known.range());
        table.row([
            dimension.id.to_string().into(),
            number(part.answered_score, &[part.target.min()]),
            estimate(part.score, range, &[]),
            target(sheet, fit, part).into(),
            number(part.fit, &[100.0]),
            part.weight.to_string().into(),
            points.into(),
        ]);
    }
    total(&mut table, "personality", fit.personality.score.map(|score| tenths_below(score, &bands(sheet))));
    page.table(table);
    let sentence = style_sentence(questionnaire, &fit.personality.parts);
    if !sentence.is_empty() {
        page.paragraph(sentence);
    }
    page.aside(
        "Answered is the mean of the answers. The estimate is the middle of the positions that they leave likely, in \
         brackets where it lies with 90%; near an end of the scale it is a little inside, as nobody is beyond the end. Fit \
         is the mean of what the target gives to those positions.",
    );
}

fn target(sheet: &Sheet<'_>, fit: &Fit, part: &StylePart) -> String {
    let label = sheet.pack.roles()[fit.role].style_target(part.dimension).map(|target| target.target.to_string());
    let range = format!("{} to {}", part.target.min(), part.target.max());
    match label {
        Some(label) if label != range => format!("{label} ({range})"),
        Some(_) | None => range,
    }
}

fn style_sentence(questionnaire: &Questionnaire, parts: &[StylePart]) -> String {
    let inside: Vec<String> = parts
        .iter()
        .filter(|part| part.gap == Some(0.0))
        .filter_map(|part| part.answered_score.map(|score| (part.dimension, score)))
        .map(|(dimension, score)| {
            let words = words::style(questionnaire, dimension, score);
            format!("{} ({words})", questionnaire.dimensions[dimension].id)
        })
        .collect();
    let outside: Vec<String> = parts
        .iter()
        .filter_map(|part| part.gap.filter(|gap| *gap != 0.0).map(|gap| (part.dimension, gap)))
        .map(|(dimension, gap)| words::style_gap(questionnaire, dimension, gap))
        .collect();
    let mut sentences = Vec::new();
    if !inside.is_empty() {
        sentences.push(format!("As answered within the target: {}.", all_of(inside.iter().map(String::as_str))));
    }
    if !outside.is_empty() {
        sentences.push(format!("Outside it: {}.", outside.join("; ")));
    }
    sentences.join(" ")
}

fn competency(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit) {
    page.heading("Competency pattern (technical judgment)");
    let mut table = Table::new([
        ("Area", Align::Left),
        ("Answered", Align::Right),
        ("Estimate", Align::Right),
        ("Need", Align::Right),
        ("Met", Align::Right),
        ("Weight", Align::Right),
        ("Points", Align::Right),
    ]);
    let parts = &fit.competency.parts;
    let contributions = rounded(sheet, fit.before_gates, parts.iter().map(|part| part.contribution));
    for (part, points) in parts.iter().zip(contributions) {
        table.row([
            sheet.pack.questionnaire().areas[part.area].title.clone().into(),
            number(part.answered_score, &cutoffs(part)),
            estimate(part.score, sheet.area_range(part.area), &cutoffs(part)),
            part.need.to_string().into(),
            number(part.attainment, &[100.0]),
            part.weight.to_string().into(),
            points.into(),
        ]);
    }
    if let (Some(before), Some(after), true) =
        (fit.before_gates, fit.competency.score, parts.iter().any(|part| part.gate.is_some()))
    {
        let (before, after) = (rounded_tenths(before, &bands(sheet)), rounded_tenths(after, &bands(sheet)));
        total(&mut table, "before gates", Some(tenths(before)));
        total(&mut table, "taken by gates", Some(tenths(after - before)));
    }
    total(&mut table, "competency", fit.competency.score.map(|score| tenths_below(score, &bands(sheet))));
    page.table(table);
    page.list(evidence(sheet, fit));
    page.aside(
        "Answered is the mean credit of the answers. A few questions exaggerate highs and lows, so the estimate reads every \
         area in the light of the others, the more so the fewer questions it has. Met says how far the likely scores are on \
         the way from a blind pick to the need.",
    );
    let gates = gates(sheet, fit);
    if !gates.is_empty() {
        page.headed_list("Gates: scores an area must reach", &gates);
        let cap = sheet.model.settings.gate_cap;
        page.aside(format!(
            "As far as a gate is failed, competency counts as {cap} at most. All of them together are passed with {}.",
            words::chance(fit.gates_passed)
        ));
    }
}

pub(super) fn cutoffs(part: &AreaPart) -> Vec<f64> {
    part.gate.iter().map(|gate| gate.level).chain([part.need]).collect()
}

fn gates(sheet: &Sheet<'_>, fit: &Fit) -> Vec<String> {
    let gate = |part: &AreaPart| {
        let gate: Gate = part.gate?;
        let title = &sheet.pack.questionnaire().areas[part.area].title;
        let said = match (gate.verdict(), gate.probability) {
            (Some(verdict), Some(probability)) => {
                format!("{}; the answers put it above with {}", self::verdict(verdict), words::chance(probability))
            }
            _ => "not scored".to_owned(),
        };
        Some(format!("{title}, gate {}: {said}", gate.level))
    };
    fit.competency.parts.iter().filter_map(gate).collect()
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Failed => "failed",
        Verdict::Undecided => "undecided",
    }
}

pub(super) fn evidence(sheet: &Sheet<'_>, fit: &Fit) -> Vec<String> {
    let title = |part: &AreaPart| sheet.pack.questionnaire().areas[part.area].title.clone();
    let mut scored: Vec<(&AreaPart, f64)> =
        fit.competency.parts.iter().filter_map(|part| part.surplus.map(|surplus| (part, surplus))).collect();
    scored.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let strongest: Vec<String> = scored
        .iter()
        .filter(|(_, surplus)| *surplus >= 0.0)
        .take(NAMED)
        .map(|(part, surplus)| match *surplus {
            0.0 => format!("{} (at the need)", title(part)),
            surplus => format!("{} ({} above the need)", title(part), points(surplus)),
        })
        .collect();
    let gaps: Vec<String> = scored
        .iter()
        .rev()
        .filter(|(_, surplus)| *surplus < 0.0)
        .take(NAMED)
        .map(|(part, surplus)| format!("{} ({} below the need)", title(part), points(-surplus)))
        .collect();
    let line = |name: &str, parts: Vec<String>| {
        (!parts.is_empty()).then(|| format!("{name}: {}", all_of(parts.iter().map(String::as_str))))
    };
    let guessing = &sheet.assessment.profile.guessing;
    let chance = guessing.z.map(|_| {
        let verdict = if guessing.passed { "are better than" } else { "cannot be told from" };
        format!("Over {} the answers {verdict} guessing", count(guessing.answered, "scenario"))
    });
    line("Strongest as answered", strongest)
        .into_iter()
        .chain(line("Largest gaps as answered", gaps))
        .chain(chance)
        .collect()
}

/// How sure the fit is: ranges, bands, first place, and how much hangs on the weights.
fn certainty(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit, sensitivity: &Sensitivity) {
    let Some(sure) = sheet.certainty(fit) else { return };
    page.heading("How sure this is");
    let range = |range: Range| format!("{}-{}", whole(range.low, &bands(sheet)), whole(range.high, &bands(sheet)));
    let likely: Vec<String> = Band::ALL
        .iter()
        .zip(sure.bands)
        .filter(|(_, share)| *share >= 0.01)
        .map(|(band, share)| format!("{band} {}", words::chance(share)))
        .collect();
    let mut lines = vec![
        format!(
            "With 90%: overall {}, personality {}, competency {}",
            range(sure.overall),
            range(sure.personality),
            range(sure.competency)
        ),
        format!("Band: {}", likely.join(", ")),
    ];
    if sheet.pack.roles().len() > 1 {
        lines.extend([first_place(sheet, sure), weights(sheet, sensitivity)]);
    }
    page.list(lines);
    page.aside(
        "This is what the answers leave open, if the method's assumptions hold. It is not what answering again would print: \
         that has an error of its own.",
    );
}

pub(super) fn first_place(sheet: &Sheet<'_>, sure: &RoleUncertainty) -> String {
    let contenders = sheet.contenders();
    let chance = words::chance(sure.p_best);
    let titles: Vec<&str> = contenders.iter().map(|fit| sheet.pack.roles()[fit.role].title.as_str()).collect();
    match (sure.is_contender, titles.len()) {
        (true, 1) => format!("Best fit of the pack: {chance}; no other role comes near"),
        (true, _) => format!("Best fit of the pack: {chance}; the answers do not settle it among {}", all_of(titles)),
        (false, _) => format!("Best fit of the pack: {chance}; more likely that is {}", all_of(titles)),
    }
}

pub(super) fn weights(sheet: &Sheet<'_>, sensitivity: &Sensitivity) -> String {
    let questionnaire = sheet.pack.questionnaire();
    match sensitivity {
        Sensitivity::Stable => {
            "Weights: moving any one of this role's weights by a quarter leaves the same role first".to_owned()
        }
        Sensitivity::Changes { part, by, first } => {
            let name = match part {
                WeightedPart::Dimension(index) => questionnaire.dimensions[*index].id.to_string(),
                WeightedPart::Area(index) => questionnaire.areas[*index].title.clone(),
            };
            let way = if *by > 0.0 { "raised" } else { "lowered" };
            let title = &sheet.pack.roles()[*first].title;
            format!("Weights: with that of {name} {way} by {}, {title} comes first", percent(by.abs()))
        }
    }
}

fn growth(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit, role: &Role) {
    if fit.growth.is_empty() {
        return;
    }
    page.heading("Growth steps, by what each would add");
    for step in fit.growth.iter().take(STEPS) {
        let area = &sheet.pack.questionnaire().areas[step.area];
        let overall = fit.overall.unwrap_or_default() + step.overall_gain;
        page.paragraph(format!(
            "{}: meet the need of {} and the overall value goes up by {} to {}{}.",
            area.title,
            step.to,
            gain(fit.overall.unwrap_or_default(), overall, &bands(sheet)),
            tenths_below(overall, &bands(sheet)),
            band_after(fit, step),
        ));
        page.list(role.area_need(step.area).map(|need: &AreaNeed| need.grow.clone()).unwrap_or_default());
    }
    if let Some(more) = fit.growth.len().checked_sub(STEPS).filter(|more| *more > 0) {
        page.paragraph(format!("`--format json` has {}.", count(more, "further step")));
    }
}

/// The difference of the two values as they are printed.
pub(super) fn gain(before: f64, after: f64, cutoffs: &[f64]) -> String {
    match rounded_tenths(after, cutoffs) - rounded_tenths(before, cutoffs) {
        none if none < 0.05 => "less than 0.1".to_owned(),
        gain => tenths(gain),
    }
}

pub(super) fn band_after(fit: &Fit, step: &GrowthStep) -> String {
    if step.band_after == fit.band {
        format!(", still {}", step.band_after)
    } else {
        format!(", which makes it {}", step.band_after)
    }
}

fn career(page: &mut Page, sheet: &Sheet<'_>, role: &Role) {
    let lines = career_lines(role, |name| neighbour(sheet, name));
    page.headed_list("Career path, with your fit where the pack has the role", &lines);
}

/// A neighbouring role by its title, with the person's fit when it is a role of the pack.
fn neighbour(sheet: &Sheet<'_>, name: &str) -> String {
    let index = sheet.pack.roles().iter().position(|role| role.id.as_str() == name);
    let Some(index) = index else { return name.to_owned() };
    let title = &sheet.pack.roles()[index].title;
    match sheet.assessment.ranking.fit(index) {
        Some(fit) => match fit.overall {
            Some(overall) => format!("{title} ({}, {})", fit.band, whole(overall, &bands(sheet))),
            None => format!("{title} ({})", fit.band),
        },
        None => title.clone(),
    }
}

fn number(value: Option<f64>, cutoffs: &[f64]) -> Cell {
    match value {
        Some(value) => whole(value, cutoffs).into(),
        None => Cell::from("not scored").tone(Tone::Faint),
    }
}

/// An estimate with its 90 % range.
fn estimate(value: Option<f64>, range: Option<Range>, cutoffs: &[f64]) -> Cell {
    match value.zip(range) {
        Some((value, Range { low, high })) => {
            format!("{} ({}-{})", whole(value, cutoffs), whole(low, &[]), whole(high, &[])).into()
        }
        None => Cell::from(""),
    }
}

/// A row under the parts of a pattern: the printed points above add up to it.
fn total(table: &mut Table, name: &str, points: Option<String>) {
    let mut cells = vec![Cell::from(""); table.columns.len()];
    cells[0] = name.into();
    if let Some(last) = cells.last_mut() {
        *last = points.unwrap_or_else(|| "not scored".to_owned()).into();
    }
    table.rows.push(cells);
}

/// Points of the parts, adding up to the printed score; an axis without one prints those of its scored parts.
fn rounded(sheet: &Sheet<'_>, score: Option<f64>, contributions: impl Iterator<Item = Option<f64>>) -> Vec<String> {
    let contributions: Vec<Option<f64>> = contributions.collect();
    let known: Vec<f64> = contributions.iter().flatten().copied().collect();
    let total = score.unwrap_or_else(|| known.iter().sum());
    let mut shown = tenths_that_add_up(&known, total, &bands(sheet)).into_iter().map(tenths);
    contributions.iter().map(|value| value.and_then(|_| shown.next()).unwrap_or_default()).collect()
}
