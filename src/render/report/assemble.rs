//! From one person's result to what the report says of it. Every number is one of `score`'s JSON.

use crate::pack::{Chosen, Role};
use crate::render::number::{points, whole};
use crate::render::report::view::{
    About, AnsweredPart, AreaRow, AxisView, GateView, Neighbour, PersonView, RankedRole, RoleView, ShownNumber,
    ShownRange, StepView, StyleRow,
};
use crate::render::{Sheet, insight, score, words};
use crate::scoring::{AreaPart, Band, Fit, METHOD, Range, Reason, StylePart, sensitivity};

/// Says everything about one person; the filter of the sheet decides which roles are shown in full.
pub fn assemble(sheet: &Sheet<'_>, has_answers: bool) -> PersonView {
    let ranked = sheet.assessment.ranking.fits().iter().filter_map(|fit| ranked_role(sheet, fit)).collect();
    let unranked = sheet.assessment.ranking.fits().iter().filter(|fit| fit.rank.is_none());
    let shown: Vec<&Fit> = sheet.fits().collect();
    let settled = words::settled(sheet).or_else(|| shown.first().map(|fit| only_role(sheet, fit)));
    let notices = score::notices(sheet, false).into_iter().chain(score::notices(sheet, true)).collect();
    PersonView {
        person: sheet.answers.person.clone(),
        lede: settled.unwrap_or_else(|| "These answers do not score both axes of any role.".to_owned()),
        ranked,
        unranked: unranked.map(|fit| score::not_ranked(sheet, fit)).collect(),
        cutoffs: insight::bands(sheet),
        roles: shown.into_iter().map(|fit| role(sheet, fit)).collect(),
        style: style_in_words(sheet),
        notices,
        about: about(sheet),
        answers: has_answers.then(|| answers(sheet)),
    }
}

/// A pack of one role has none to choose from.
fn only_role(sheet: &Sheet<'_>, fit: &Fit) -> String {
    let title = &sheet.pack.roles()[fit.role].title;
    match fit.rank {
        Some(_) => format!("{title}: {}.", words::bands(fit.band, sheet.certainty(fit), Band::name)),
        None => "These answers do not score both axes of any role.".to_owned(),
    }
}

fn number(value: f64, cutoffs: &[f64]) -> ShownNumber {
    ShownNumber { value, text: whole(value, cutoffs) }
}

fn share(probability: f64) -> ShownNumber {
    ShownNumber { value: probability, text: words::chance(probability) }
}

fn estimate(value: f64, range: Range, cutoffs: &[f64]) -> ShownRange {
    let number = |value| number(value, cutoffs);
    ShownRange { value: number(value), low: number(range.low), high: number(range.high) }
}

fn ranked_role(sheet: &Sheet<'_>, fit: &Fit) -> Option<RankedRole> {
    let role = &sheet.pack.roles()[fit.role];
    let sure = sheet.certainty(fit)?;
    let cutoffs = insight::bands(sheet);
    let of = |value: Option<f64>, range| Some(estimate(value?, range, &cutoffs));
    Some(RankedRole {
        role: fit.role,
        id: role.id.to_string(),
        rank: fit.rank?,
        title: role.title.clone(),
        is_contender: sure.is_contender,
        is_shown: sheet.fits().any(|shown| shown.role == fit.role),
        overall: of(fit.overall, sure.overall)?,
        personality: of(fit.personality.score, sure.personality)?,
        competency: of(fit.competency.score, sure.competency)?,
        band: words::bands(fit.band, Some(sure), Band::name),
        p_best: share(sure.p_best),
    })
}

fn role(sheet: &Sheet<'_>, fit: &Fit) -> RoleView {
    let role = &sheet.pack.roles()[fit.role];
    let profile = &sheet.assessment.profile;
    RoleView {
        id: role.id.to_string(),
        title: role.title.clone(),
        rank: fit.rank,
        band: words::bands(fit.band, sheet.certainty(fit), Band::name),
        summary: role.summary.clone(),
        headline: headline(sheet, fit),
        main_gap: words::reason(sheet.pack, Reason::of(fit, profile)),
        implication: words::implication(fit.band, &role.title),
        styles: fit.personality.parts.iter().map(|part| style_row(sheet, fit, part)).collect(),
        areas: fit.competency.parts.iter().map(|part| area_row(sheet, part)).collect(),
        sums: sums(sheet, fit),
        evidence: insight::evidence(sheet, fit),
        gates: fit.competency.parts.iter().filter_map(|part| gate(sheet, part)).collect(),
        all_gates: share(fit.gates_passed),
        bands: bands(sheet, fit),
        sure: sure(sheet, fit),
        steps: fit.growth.iter().take(insight::STEPS).map(|step| step_view(sheet, fit, role, step)).collect(),
        more_steps: fit.growth.len().saturating_sub(insight::STEPS),
        career: career(sheet, role),
    }
}

fn headline(sheet: &Sheet<'_>, fit: &Fit) -> Vec<AxisView> {
    let cutoffs = insight::bands(sheet);
    let sure = sheet.certainty(fit);
    let axis = |name, value: Option<f64>, range: Option<Range>, coverage: f64, ends: [f64; 2]| {
        let [lowest, highest] = ends.map(|end| whole(end, &cutoffs));
        let missing = match value {
            Some(value) => whole(value, &cutoffs),
            None if coverage <= 0.0 => "not scored".to_owned(),
            None => format!("not scored; between {lowest} and {highest}"),
        };
        AxisView { name, value: value.zip(range).map(|(value, range)| estimate(value, range, &cutoffs)), missing }
    };
    let (personality, competency) = (&fit.personality, &fit.competency);
    vec![
        axis("Overall", fit.overall, sure.map(|sure| sure.overall), 0.0, [0.0, 100.0]),
        axis(
            "Personality",
            personality.score,
            sure.map(|sure| sure.personality),
            personality.coverage,
            [personality.lowest, personality.highest],
        ),
        axis(
            "Competency",
            competency.score,
            sure.map(|sure| sure.competency),
            competency.coverage,
            [competency.lowest, competency.highest],
        ),
    ]
}

fn style_row(sheet: &Sheet<'_>, fit: &Fit, part: &StylePart) -> StyleRow {
    let dimension = &sheet.pack.questionnaire().dimensions[part.dimension];
    let range = sheet.assessment.profile.dimensions[part.dimension].estimate.as_ref().map(|known| known.range());
    let said = part.answered_score.zip(part.gap).map(|(score, gap)| match gap {
        0.0 => format!("{}, inside", words::style(sheet.pack.questionnaire(), part.dimension, score)),
        gap if gap > 0.0 => format!("{} more {} than wanted", points(gap), dimension.poles.high),
        gap => format!("{} more {} than wanted", points(-gap), dimension.poles.low),
    });
    StyleRow {
        id: dimension.id.to_string(),
        low: dimension.poles.low.clone(),
        high: dimension.poles.high.clone(),
        target: Range { low: part.target.min(), high: part.target.max() },
        target_words: target_words(sheet, fit, part),
        estimate: part.score.zip(range).map(|(score, range)| estimate(score, range, &[])),
        answered: part.answered_score.map(|score| number(score, &[part.target.min()])),
        fit: part.fit.map(|fit| number(fit, &[100.0])),
        weight: ShownNumber { value: part.weight, text: part.weight.to_string() },
        words: said.unwrap_or_else(|| "too few answers".to_owned()),
    }
}

/// The words of a target, unless they are its numbers.
fn target_words(sheet: &Sheet<'_>, fit: &Fit, part: &StylePart) -> Option<String> {
    let target = sheet.pack.roles()[fit.role].style_target(part.dimension)?;
    let words = target.target.to_string();
    (words != format!("{} to {}", part.target.min(), part.target.max())).then_some(words)
}

fn area_row(sheet: &Sheet<'_>, part: &AreaPart) -> AreaRow {
    let area = &sheet.pack.questionnaire().areas[part.area];
    let cutoffs = insight::cutoffs(part);
    AreaRow {
        title: area.title.clone(),
        estimate: part.score.zip(sheet.area_range(part.area)).map(|(score, range)| ShownRange {
            value: number(score, &cutoffs),
            low: number(range.low, &[]),
            high: number(range.high, &[]),
        }),
        answered: part.answered_score.map(|score| number(score, &cutoffs)),
        chance: number(part.chance, &[]),
        need: ShownNumber { value: part.need, text: part.need.to_string() },
        gate: part.gate.map(|gate| ShownNumber { value: gate.level, text: gate.level.to_string() }),
        attainment: part.attainment.map(|attainment| number(attainment, &[100.0])),
        weight: ShownNumber { value: part.weight, text: part.weight.to_string() },
    }
}

fn gate(sheet: &Sheet<'_>, part: &AreaPart) -> Option<GateView> {
    let gate = part.gate?;
    Some(GateView {
        title: sheet.pack.questionnaire().areas[part.area].title.clone(),
        level: ShownNumber { value: gate.level, text: gate.level.to_string() },
        verdict: gate.verdict().map(insight::verdict).zip(gate.probability.map(share)),
    })
}

/// What the gates take from competency, where there are any.
fn sums(sheet: &Sheet<'_>, fit: &Fit) -> Vec<(&'static str, ShownNumber)> {
    let cutoffs = insight::bands(sheet);
    let has_gates = fit.competency.parts.iter().any(|part| part.gate.is_some());
    match (fit.before_gates, fit.competency.score) {
        (Some(before), Some(after)) if has_gates => {
            vec![("before gates", number(before, &cutoffs)), ("with gates", number(after, &cutoffs))]
        }
        (_, Some(score)) => vec![("competency", number(score, &cutoffs))],
        (_, None) => Vec::new(),
    }
}

fn bands(sheet: &Sheet<'_>, fit: &Fit) -> Vec<(Band, ShownNumber)> {
    let Some(sure) = sheet.certainty(fit) else { return Vec::new() };
    Band::ALL
        .into_iter()
        .zip(sure.bands)
        .filter(|(_, chance)| *chance > 0.0)
        .map(|(band, p)| (band, share(p)))
        .collect()
}

fn sure(sheet: &Sheet<'_>, fit: &Fit) -> Vec<String> {
    let Some(certainty) = sheet.certainty(fit) else { return Vec::new() };
    if sheet.pack.roles().len() < 2 {
        return Vec::new();
    }
    let weights = sensitivity(sheet.model, &sheet.assessment.profile, &sheet.assessment.ranking, fit.role);
    vec![insight::first_place(sheet, certainty), insight::weights(sheet, &weights)]
}

fn step_view(sheet: &Sheet<'_>, fit: &Fit, role: &Role, step: &crate::scoring::GrowthStep) -> StepView {
    let before = fit.overall.unwrap_or_default();
    StepView {
        title: sheet.pack.questionnaire().areas[step.area].title.clone(),
        to: ShownNumber { value: step.to, text: step.to.to_string() },
        gain: ShownNumber {
            value: step.overall_gain,
            text: insight::gain(before, before + step.overall_gain, &insight::bands(sheet)),
        },
        after: insight::band_after(fit, step),
        actions: role.area_need(step.area).map(|need| need.grow.clone()).unwrap_or_default(),
    }
}

fn career(sheet: &Sheet<'_>, role: &Role) -> Vec<(&'static str, Vec<Neighbour>)> {
    let path = [("From", &role.career.from), ("Next", &role.career.next), ("Adjacent", &role.career.adjacent)];
    let named = path.into_iter().filter(|(_, names)| !names.is_empty());
    named.map(|(way, names)| (way, names.iter().map(|name| neighbour(sheet, name)).collect())).collect()
}

fn neighbour(sheet: &Sheet<'_>, name: &str) -> Neighbour {
    let index = sheet.pack.roles().iter().position(|role| role.id.as_str() == name);
    let fit = index.and_then(|index| sheet.assessment.ranking.fit(index));
    let Some(fit) = fit else { return Neighbour { title: name.to_owned(), fit: None } };
    let overall = fit.overall.zip(sheet.certainty(fit));
    let overall = overall.map(|(overall, sure)| estimate(overall, sure.overall, &insight::bands(sheet)));
    Neighbour { title: sheet.pack.roles()[fit.role].title.clone(), fit: Some((fit.band.to_string(), overall)) }
}

/// How the person works, whatever a role wants.
fn style_in_words(sheet: &Sheet<'_>) -> String {
    let questionnaire = sheet.pack.questionnaire();
    let scored = sheet.assessment.profile.dimensions.iter().enumerate();
    let said = scored.filter_map(|(index, score)| {
        let known = score.estimate.as_ref()?;
        let words = words::style(questionnaire, index, known.answered_score);
        Some(format!("{} on {}", words, questionnaire.dimensions[index].id))
    });
    crate::text::all_of(said.collect::<Vec<_>>().iter().map(String::as_str))
}

fn about(sheet: &Sheet<'_>) -> About {
    let questionnaire = sheet.pack.questionnaire();
    let key = &questionnaire.key;
    About {
        questionnaire: questionnaire.reference(),
        form: score::form(sheet).unwrap_or_default(),
        method: METHOD,
        provenance: if key.provenance.is_empty() { "not declared".to_owned() } else { key.provenance.clone() },
        note: key.note.clone(),
        digest: sheet.pack.digest().to_owned(),
        gate_cap: sheet.model.settings.gate_cap,
    }
}

/// What was asked and what was answered, without what it earns.
fn answers(sheet: &Sheet<'_>) -> Vec<AnsweredPart> {
    let questionnaire = sheet.pack.questionnaire();
    let responses = &sheet.answers.responses;
    let scale = &questionnaire.scale;
    let said = |response: Chosen| scale.named(scale.response(response));
    let mut statements = responses.statements.iter().zip(&responses.statements_presented);
    let dimensions = questionnaire.dimensions.iter().map(|dimension| {
        let asked = dimension.statements.iter().zip(statements.by_ref());
        let asked = asked.filter(|(_, (_, presented))| **presented);
        let answers = asked.map(|(statement, (response, _))| (statement.text.clone(), response.map(said))).collect();
        AnsweredPart { title: dimension.id.to_string(), answers }
    });
    let dimensions: Vec<AnsweredPart> = dimensions.collect();
    let mut scenarios = responses.scenarios.iter().zip(&responses.scenarios_presented).zip(responses.parallels.iter());
    let areas = questionnaire.areas.iter().map(|area| {
        let asked = area.scenarios.iter().zip(scenarios.by_ref());
        let asked = asked.filter(|(_, ((_, presented), _))| **presented);
        let answers = asked.map(|(scenario, ((chosen, _), parallel))| {
            let option = chosen.and_then(|option| scenario.options.get(option.place()));
            let option = option.map(|option| format!("{}) {}", option.id, option.text));
            (scenario.stem(*parallel).prompt.clone(), option)
        });
        AnsweredPart { title: area.title.clone(), answers: answers.collect() }
    });
    dimensions.into_iter().chain(areas).filter(|part| !part.answers.is_empty()).collect()
}
