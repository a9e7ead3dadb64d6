//! The insight card of one role for one person: patterns on both axes, what they imply, and where to grow.

use crate::pack::{AreaNeed, Questionnaire, Role};
use crate::render::Sheet;
use crate::render::number::{
    percent, points, rounded_tenths, signed_tenths, tenths, tenths_below, tenths_that_add_up, whole,
};
use crate::render::page::{Align, Cell, Page, Table, Tone};
use crate::render::role_card::career_lines;
use crate::render::words;
use crate::scoring::{
    AreaPart, Band, DRAWS, Fit, GUESSING_CUTOFF, GrowthStep, PartUncertainty, RoleUncertainty, Sensitivity, StylePart,
    WeightedPart,
};
use crate::text::{all_of, count};

/// How many areas are named as strongest evidence, and as gaps.
const NAMED: usize = 3;

/// Adds a role's insight card to a page.
pub fn card(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit, sensitivity: &Sensitivity) {
    let role = &sheet.pack.roles()[fit.role];
    page.title(format!("{}: {}", role.title, fit.band));
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
    let reason = words::reason(sheet.pack, crate::scoring::Reason::of(fit, &sheet.assessment.profile));
    match (fit.rank, fit.overall, fit.personality.score, fit.competency.score) {
        (Some(rank), Some(overall), Some(personality), Some(competency)) => format!(
            "Rank {rank} of {roles}. Overall {} = square root of personality {} x competency {}. First thing to know: {reason}.",
            tenths_below(overall, &bands(sheet)),
            tenths_below(personality, &bands(sheet)),
            tenths_below(competency, &bands(sheet)),
        ),
        _ => format!("Not ranked: {reason}."),
    }
}

/// The cut-offs that decide bands.
fn bands(sheet: &Sheet<'_>) -> [f64; 2] {
    let bands = sheet.pack.questionnaire().settings.bands;
    [bands.high, bands.mid]
}

/// How sure the fit is: ranges, bands, first place, and how much hangs on the weights.
fn certainty(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit, sensitivity: &Sensitivity) {
    let Some(sure) = sheet.certainty(fit) else { return };
    page.heading("How sure this is");
    let mut table = Table::new([("90% interval", Align::Left), ("From", Align::Right), ("To", Align::Right)]);
    for (name, range) in [
        ("personality, a confidence interval", sure.personality),
        ("competency, a range over repeated sittings", sure.competency),
        ("overall, a range over repeated sittings", sure.overall),
    ] {
        table.row([name.into(), whole(range.low, &bands(sheet)).into(), whole(range.high, &bands(sheet)).into()]);
    }
    page.table(table);
    let likely: Vec<String> = Band::ALL
        .iter()
        .zip(sure.bands)
        .filter(|(_, share)| *share >= 0.01)
        .map(|(band, share)| format!("{band} {}", percent(share)))
        .collect();
    let mut lines = vec![
        format!("Band over {DRAWS} simulated sittings: {}", likely.join(", ")),
        format!("First place: {}", words::first_place(sure)),
        tier(sheet, sure),
    ];
    lines.extend(uncertain_lines(sheet, fit));
    lines.push(weights(sheet, sensitivity));
    page.list(lines);
}

fn tier(sheet: &Sheet<'_>, sure: &RoleUncertainty) -> String {
    let fits = sheet.assessment.ranking.fits();
    let same: Vec<&str> = fits
        .iter()
        .filter(|fit| sheet.certainty(fit).is_some_and(|other| other.tier == sure.tier))
        .map(|fit| sheet.pack.roles()[fit.role].title.as_str())
        .collect();
    match same.len() {
        1 => "Tier: it can be told apart from the roles above and below".to_owned(),
        _ => format!("Tier: {} cannot be told apart", all_of(same)),
    }
}

/// Gates and the guessing test that another sitting may well decide differently; bands keep the point rules.
fn uncertain_lines(sheet: &Sheet<'_>, fit: &Fit) -> Vec<String> {
    let mut lines: Vec<String> = fit
        .competency
        .parts
        .iter()
        .filter(|part| is_uncertain_gate(sheet, part))
        .map(|part| {
            let title = &sheet.pack.questionnaire().areas[part.area].title;
            format!("The gate of {title} is uncertain: another sitting may fall on its other side")
        })
        .collect();
    if sheet.uncertainty.guessing.is_some_and(|range| range.straddles(GUESSING_CUTOFF)) {
        lines.push("The guessing test is uncertain: another sitting may fall on its other side".to_owned());
    }
    lines
}

/// Says whether the interval of an area straddles its gate.
pub fn is_uncertain_gate(sheet: &Sheet<'_>, part: &AreaPart) -> bool {
    let range = sheet.uncertainty.areas[part.area].map(|area| area.range);
    part.gate.zip(range).is_some_and(|(gate, range)| range.straddles(gate.level))
}

fn weights(sheet: &Sheet<'_>, sensitivity: &Sensitivity) -> String {
    let questionnaire = sheet.pack.questionnaire();
    match sensitivity {
        Sensitivity::Stable => {
            "Weights: moving any one of this role's weights by a quarter leaves the first tier as it is".to_owned()
        }
        Sensitivity::Changes { part, by, tier } => {
            let name = match part {
                WeightedPart::Dimension(index) => questionnaire.dimensions[*index].id.to_string(),
                WeightedPart::Area(index) => questionnaire.areas[*index].title.clone(),
            };
            let way = if *by > 0.0 { "raised" } else { "lowered" };
            let titles: Vec<&str> = tier.iter().map(|role| sheet.pack.roles()[*role].title.as_str()).collect();
            format!(
                "Weights: the first tier changes first with that of {name}, {way} by {}; it is then {}",
                percent(by.abs()),
                all_of(titles)
            )
        }
    }
}

fn personality(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit) {
    let questionnaire = sheet.pack.questionnaire();
    page.heading("Personality pattern (work style)");
    let mut table = Table::new([
        ("Dimension", Align::Left),
        ("You", Align::Right),
        ("+/-", Align::Right),
        ("In words", Align::Left),
        ("Target", Align::Left),
        ("Gap", Align::Right),
        ("Fit", Align::Right),
        ("Weight", Align::Right),
        ("Points", Align::Right),
    ]);
    let contributions =
        rounded(sheet, fit.personality.score, fit.personality.parts.iter().map(|part| part.contribution));
    for (part, points) in fit.personality.parts.iter().zip(contributions) {
        let dimension = &questionnaire.dimensions[part.dimension];
        table.row([
            dimension.id.to_string().into(),
            number(part.score, &[part.target.min()]),
            error(sheet.uncertainty.dimensions[part.dimension].as_ref()),
            part.score.map(|score| words::style(questionnaire, part.dimension, score)).unwrap_or_default().into(),
            target(sheet, fit, part).into(),
            part.gap.map(|gap| if gap == 0.0 { "0".to_owned() } else { signed_tenths(gap) }).unwrap_or_default().into(),
            number(part.fit, &[100.0]),
            format!("{}", part.weight).into(),
            points.into(),
        ]);
    }
    total(&mut table, sheet, fit.personality.score);
    page.table(table);
    let sentence = style_sentence(questionnaire, &fit.personality.parts);
    if !sentence.is_empty() {
        page.paragraph(sentence);
    }
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
        .map(|part| questionnaire.dimensions[part.dimension].id.to_string())
        .collect();
    let outside: Vec<String> = parts
        .iter()
        .filter_map(|part| part.gap.filter(|gap| *gap != 0.0).map(|gap| (part.dimension, gap)))
        .map(|(dimension, gap)| words::style_gap(questionnaire, dimension, gap))
        .collect();
    let mut sentences = Vec::new();
    if !inside.is_empty() {
        sentences.push(format!("Within the target: {}.", all_of(inside.iter().map(String::as_str))));
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
        ("You", Align::Right),
        ("+/-", Align::Right),
        ("Need", Align::Right),
        ("Gate", Align::Left),
        ("Attained", Align::Right),
        ("Weight", Align::Right),
        ("Points", Align::Right),
    ]);
    let contributions = rounded(sheet, fit.competency.score, fit.competency.parts.iter().map(|part| part.contribution));
    for (part, points) in fit.competency.parts.iter().zip(contributions) {
        table.row([
            sheet.pack.questionnaire().areas[part.area].title.clone().into(),
            number(part.score, &cutoffs(part)),
            error(sheet.uncertainty.areas[part.area].as_ref()),
            format!("{}", part.need).into(),
            gate(sheet, part),
            number(part.attainment, &[100.0]),
            format!("{}", part.weight).into(),
            points.into(),
        ]);
    }
    total(&mut table, sheet, fit.competency.score);
    page.table(table);
    page.list(evidence(sheet, fit));
}

fn cutoffs(part: &AreaPart) -> Vec<f64> {
    part.gate.iter().map(|gate| gate.level).chain([part.need]).collect()
}

fn gate(sheet: &Sheet<'_>, part: &AreaPart) -> Cell {
    let Some(gate) = part.gate else { return Cell::from("") };
    let (word, tone) = match gate.passed {
        Some(true) => ("passed", Tone::Plain),
        Some(false) => ("failed", Tone::Fair),
        None => ("not scored", Tone::Faint),
    };
    let doubt = if is_uncertain_gate(sheet, part) { ", uncertain" } else { "" };
    Cell::from(format!("{} {word}{doubt}", gate.level)).tone(tone)
}

fn evidence(sheet: &Sheet<'_>, fit: &Fit) -> Vec<String> {
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
    let chance = guessing.z.map(|z| {
        let verdict = if guessing.passed { "are better than" } else { "cannot be told from" };
        let over = count(guessing.answered, "scenario");
        format!("Over {over} the answers {verdict} guessing (z {z:.2}, passed from {GUESSING_CUTOFF})")
    });
    line("Strongest evidence", strongest).into_iter().chain(line("Largest gaps", gaps)).chain(chance).collect()
}

fn growth(page: &mut Page, sheet: &Sheet<'_>, fit: &Fit, role: &Role) {
    if fit.growth.is_empty() {
        return;
    }
    page.heading("Growth steps, by what each would add");
    for step in &fit.growth {
        let area = &sheet.pack.questionnaire().areas[step.area];
        let overall = fit.overall.unwrap_or_default() + step.overall_gain;
        page.paragraph(format!(
            "{}: raise it to {} and the overall value goes up by {} to {}{}.",
            area.title,
            step.to,
            gain(fit.overall.unwrap_or_default(), overall, &bands(sheet)),
            tenths_below(overall, &bands(sheet)),
            band_after(fit, step),
        ));
        page.list(role.area_need(step.area).map(|need: &AreaNeed| need.grow.clone()).unwrap_or_default());
    }
}

/// The difference of the two values as they are printed.
fn gain(before: f64, after: f64, cutoffs: &[f64]) -> String {
    match rounded_tenths(after, cutoffs) - rounded_tenths(before, cutoffs) {
        none if none < 0.05 => "less than 0.1".to_owned(),
        gain => tenths(gain),
    }
}

fn band_after(fit: &Fit, step: &GrowthStep) -> String {
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

/// One standard error of a score, in points.
fn error(part: Option<&PartUncertainty>) -> Cell {
    part.map(|part| whole(part.error, &[])).unwrap_or_default().into()
}

fn number(value: Option<f64>, cutoffs: &[f64]) -> Cell {
    match value {
        Some(value) => whole(value, cutoffs).into(),
        None => Cell::from("not scored").tone(Tone::Faint),
    }
}

/// The last row of a pattern: the printed points above add up to it.
fn total(table: &mut Table, sheet: &Sheet<'_>, score: Option<f64>) {
    let mut cells = vec![Cell::from(""); table.columns.len()];
    cells[0] = "total".into();
    if let Some(last) = cells.last_mut() {
        *last = score.map_or_else(|| "not scored".to_owned(), |score| tenths_below(score, &bands(sheet))).into();
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
