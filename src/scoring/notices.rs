//! What is worth saying about a person's answers once they are scored.

use crate::answers::{Answers, Notice, NoticeCode, Order, Responses};
use crate::pack::Pack;
use crate::scoring::Assessment;
use crate::scoring::profile::{DimensionScore, Profile};
use crate::scoring::quality::{Quality, quality};
use crate::text::count;

/// Returns all notices about a person: those from the answers file first, then those that scoring found.
pub fn notices(pack: &Pack, answers: &Answers, assessment: &Assessment) -> Vec<Notice> {
    let order = Order::of(pack.questionnaire(), &answers.responses, answers.form.seed);
    let (profile, quality) = (&assessment.profile, quality(&answers.responses, &order.statements));
    let found = found(profile, &quality).map(|code| {
        let (message, about) = in_words(code, pack, &answers.responses, profile, &quality);
        Notice { code, message, about }
    });
    answers.notices.iter().cloned().chain(found).collect()
}

/// Returns the codes of what scoring finds, without the words for it: those of [`notices`] that no answers file gives.
pub fn codes(responses: &Responses, profile: &Profile, statements: &[usize]) -> impl Iterator<Item = NoticeCode> {
    found(profile, &quality(responses, statements))
}

/// Finds what is worth saying. Patterns of section 8 are said, and nothing is dropped or changed because of them. Where all
/// answers are alike that has been said already, and a long run without variability is no news.
fn found(profile: &Profile, quality: &Quality) -> impl Iterator<Item = NoticeCode> + use<> {
    let (answered, presented) = profile.progress();
    let is_not_scored = profile.dimensions.iter().any(|score| is_refused(profile, score))
        || profile.areas.iter().any(|score| is_short(score.answered, score.of, score.is_scored));
    [
        (answered < presented, NoticeCode::UnansweredItems),
        (is_not_scored, NoticeCode::PartNotScored),
        (profile.all_alike, NoticeCode::AllStatementsAlike),
        (profile.guessing.is_not_ruled_out(), NoticeCode::GuessingNotRuledOut),
        (quality.has_a_long_run() && !profile.all_alike, NoticeCode::LongRun),
        (quality.has_no_variability() && !profile.all_alike, NoticeCode::NoVariability),
        (quality.favours_a_position(), NoticeCode::FavouredPosition),
    ]
    .into_iter()
    .filter_map(|(is_raised, code)| is_raised.then_some(code))
}

/// Says whether a part that was on the form is not scored for want of answers: one that was not is no surprise to anyone.
fn is_short(answered: usize, of: usize, is_scored: bool) -> bool {
    !is_scored && of > 0 && answered < of
}

/// The same of a dimension; where all answers are alike it is refused for that.
fn is_refused(profile: &Profile, score: &DimensionScore) -> bool {
    is_short(score.answered, score.of, score.estimate.is_some() || profile.all_alike)
}

/// Says what was found, and which items or parts it is about.
fn in_words(
    code: NoticeCode,
    pack: &Pack,
    responses: &Responses,
    profile: &Profile,
    quality: &Quality,
) -> (String, Vec<String>) {
    let (presented, answered) = responses.progress();
    let message = match code {
        NoticeCode::UnansweredItems => {
            return (format!("{answered} of {} answered", count(presented, "item")), unanswered(pack, responses));
        }
        NoticeCode::PartNotScored => {
            let about = parts_not_scored(pack, profile);
            return (format!("too few answers to score {}", count(about.len(), "part")), about);
        }
        NoticeCode::AllStatementsAlike => {
            "every answered statement has the same raw answer; the personality axis is not scored".to_owned()
        }
        NoticeCode::GuessingNotRuledOut => format!(
            "over {} the judgment answers cannot be told from guessing",
            count(profile.guessing.answered, "scenario")
        ),
        NoticeCode::LongRun => {
            format!("{} identical answers in a row, of {}", quality.longest_run, count(quality.statements, "statement"))
        }
        NoticeCode::NoVariability => "the answers to the statements do not vary".to_owned(),
        NoticeCode::FavouredPosition => format!(
            "{:.0}% of the chosen options stand in one position, over {}",
            100.0 * quality.top_position_share.unwrap_or_default(),
            count(quality.scenarios, "scenario")
        ),
        // Said where answers are read.
        NoticeCode::ItemsChanged | NoticeCode::OtherVersion | NoticeCode::ItemsNotAsked | NoticeCode::Translated => {
            String::new()
        }
    };
    (message, Vec::new())
}

fn unanswered(pack: &Pack, responses: &Responses) -> Vec<String> {
    let statements = pack.questionnaire().statements().map(|(_, statement)| &statement.id);
    let scenarios = pack.questionnaire().scenarios().zip(responses.parallels.iter());
    let scenarios = scenarios.map(|((_, scenario), parallel)| &scenario.stem(*parallel).id);
    let missing_statements = statements
        .zip(&responses.statements)
        .zip(&responses.statements_presented)
        .filter_map(|((id, response), presented)| (*presented && response.is_none()).then_some(id));
    let missing_scenarios = scenarios
        .zip(&responses.scenarios)
        .zip(&responses.scenarios_presented)
        .filter_map(|((id, response), presented)| (*presented && response.is_none()).then_some(id));
    missing_statements.chain(missing_scenarios).map(ToString::to_string).collect()
}

fn parts_not_scored(pack: &Pack, profile: &Profile) -> Vec<String> {
    let questionnaire = pack.questionnaire();
    let dimensions = questionnaire.dimensions.iter().zip(&profile.dimensions);
    let dimensions =
        dimensions.filter(|(_, score)| is_refused(profile, score)).map(|(dimension, _)| dimension.id.to_string());
    let areas = questionnaire.areas.iter().zip(&profile.areas);
    let areas = areas
        .filter(|(_, score)| is_short(score.answered, score.of, score.is_scored))
        .map(|(area, _)| area.id.to_string());
    dimensions.chain(areas).collect()
}
