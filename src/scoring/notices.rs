//! What is worth saying about a person's answers once they are scored.

use crate::answers::{Answers, Notice, NoticeCode, Order, Responses};
use crate::pack::Pack;
use crate::scoring::Assessment;
use crate::scoring::profile::{DimensionScore, Profile};
use crate::scoring::quality::quality;
use crate::text::count;

/// Returns all notices about a person: those from the answers file first, then those that scoring found.
pub fn notices(pack: &Pack, answers: &Answers, assessment: &Assessment) -> Vec<Notice> {
    let mut notices = answers.notices.clone();
    notices.extend(unanswered(pack, answers));
    notices.extend(parts_not_scored(pack, assessment));
    let profile = &assessment.profile;
    if profile.all_alike {
        notices.push(Notice {
            code: NoticeCode::AllStatementsAlike,
            message: "every answered statement has the same raw answer; the personality axis is not scored".to_owned(),
            about: Vec::new(),
        });
    }
    if !profile.guessing.passed && profile.guessing.answered > 0 {
        let message = format!(
            "over {} the judgment answers cannot be told from guessing",
            count(profile.guessing.answered, "scenario")
        );
        notices.push(Notice { code: NoticeCode::GuessingNotRuledOut, message, about: Vec::new() });
    }
    notices.extend(quality_notices(pack, answers, profile.all_alike));
    notices
}

/// Returns the codes of what scoring finds, without the words for it: those of [`notices`] that no answers file gives.
pub fn codes(responses: &Responses, profile: &Profile, statements: &[usize]) -> impl Iterator<Item = NoticeCode> {
    let (presented, answered) = responses.progress();
    let quality = quality(responses, statements);
    let guessed = !profile.guessing.passed && profile.guessing.answered > 0;
    let is_not_scored = profile.dimensions.iter().any(|score| is_refused(profile, score))
        || profile.areas.iter().any(|score| is_short(score.answered, score.of, score.score.is_some()));
    [
        (answered < presented, NoticeCode::UnansweredItems),
        (is_not_scored, NoticeCode::PartNotScored),
        (profile.all_alike, NoticeCode::AllStatementsAlike),
        (guessed, NoticeCode::GuessingNotRuledOut),
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

/// Patterns of section 8: said, and nothing is dropped or changed because of them.
/// Where all answers are alike that has been said already, and a long run without variability is no news.
fn quality_notices(pack: &Pack, answers: &Answers, all_alike: bool) -> Vec<Notice> {
    let order = Order::of(pack.questionnaire(), &answers.responses, answers.form.seed);
    let quality = quality(&answers.responses, &order.statements);
    let mut notices = Vec::new();
    let mut notice = |code, message| notices.push(Notice { code, message, about: Vec::new() });
    if quality.has_a_long_run() && !all_alike {
        let message = format!(
            "{} identical answers in a row, of {}",
            quality.longest_run,
            count(quality.statements, "statement")
        );
        notice(NoticeCode::LongRun, message);
    }
    if quality.has_no_variability() && !all_alike {
        notice(NoticeCode::NoVariability, "the answers to the statements do not vary".to_owned());
    }
    if quality.favours_a_position() {
        let share = 100.0 * quality.top_position_share.unwrap_or_default();
        let message = format!(
            "{share:.0}% of the chosen options stand in one position, over {}",
            count(quality.scenarios, "scenario")
        );
        notice(NoticeCode::FavouredPosition, message);
    }
    notices
}

fn unanswered(pack: &Pack, answers: &Answers) -> Option<Notice> {
    let responses = &answers.responses;
    let statements = pack.questionnaire().statements().map(|(_, statement)| &statement.id);
    let scenarios = pack.questionnaire().scenarios().zip(&responses.parallels);
    let scenarios = scenarios.map(|((_, scenario), parallel)| &scenario.stem(*parallel).id);
    let missing_statements = statements
        .zip(&responses.statements)
        .zip(&responses.statements_presented)
        .filter_map(|((id, response), presented)| (*presented && response.is_none()).then_some(id));
    let missing_scenarios = scenarios
        .zip(&responses.scenarios)
        .zip(&responses.scenarios_presented)
        .filter_map(|((id, response), presented)| (*presented && response.is_none()).then_some(id));
    let about: Vec<String> = missing_statements.chain(missing_scenarios).map(ToString::to_string).collect();
    let (presented, answered) = responses.progress();
    (!about.is_empty()).then(|| Notice {
        code: NoticeCode::UnansweredItems,
        message: format!("{answered} of {} answered", count(presented, "item")),
        about,
    })
}

fn parts_not_scored(pack: &Pack, assessment: &Assessment) -> Option<Notice> {
    let profile = &assessment.profile;
    let questionnaire = pack.questionnaire();
    let dimensions = questionnaire.dimensions.iter().zip(&profile.dimensions);
    let dimensions =
        dimensions.filter(|(_, score)| is_refused(profile, score)).map(|(dimension, _)| dimension.id.to_string());
    let areas = questionnaire.areas.iter().zip(&profile.areas);
    let areas = areas
        .filter(|(_, score)| is_short(score.answered, score.of, score.score.is_some()))
        .map(|(area, _)| area.id.to_string());
    let about: Vec<String> = dimensions.chain(areas).collect();
    (!about.is_empty()).then(|| Notice {
        code: NoticeCode::PartNotScored,
        message: format!("too few answers to score {}", count(about.len(), "part")),
        about,
    })
}
