//! A line of answers on a known form, as the page with that form writes it: straight to responses, without a word about
//! what may be wrong. `load` reads every line, and has the words.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use crate::answers::line::{Asked, END, SKIPPED, UNANSWERED, asked, check, choice, each, head};
use crate::answers::{Answers, Form, Notice, Order, Responses};
use crate::pack::{Chosen, Pack};

/// Reads a line that was written on a form of this pack; nothing is returned for any other. A person without a name has `""`.
pub fn returned(line: &str, pack: &Pack, form: &Form) -> Option<Answers> {
    let (checked, end) = line.strip_suffix(END)?.rsplit_once('/')?;
    if check(&line[..=checked.len()]) != end {
        return None;
    }
    let (person, groups) = checked.strip_prefix(&head(pack, form))?.split_once('/')?;
    let person = percent_decode_str(person).decode_utf8().ok()?.trim().to_owned();
    let answers: Vec<&str> = groups.split('-').flat_map(|group| each(without_check(group))).collect();
    let mut responses = Responses::on_form(pack, form);
    let Order { statements, scenarios } = Order::of(pack.questionnaire(), &responses, form.seed);
    let asked = asked(pack, form);
    if answers.len() != asked.len() {
        return None;
    }
    let mut skipped = BTreeSet::new();
    let places = statements.into_iter().chain(scenarios);
    for ((place, asked), given) in places.zip(asked).zip(answers) {
        if given == SKIPPED.encode_utf8(&mut [0; 4]) {
            skipped.insert(asked.id().to_owned());
        } else if given != UNANSWERED.encode_utf8(&mut [0; 4]) {
            match asked {
                Asked::Statement(_) => {
                    responses.statements[place] = Some(chosen(given, pack.questionnaire().scale.steps() + 1)?);
                }
                Asked::Scenario(scenario, _) => {
                    responses.scenarios[place] = Some(chosen(given, scenario.options.len())?);
                }
            }
        }
    }
    let notices = form.language.as_ref().map(Notice::translated).into_iter().collect();
    Some(Answers { person, form: form.clone(), responses, skipped, notices })
}

fn without_check(group: &str) -> &str {
    let end = group.char_indices().next_back().map_or(0, |(end, _)| end);
    &group[..end]
}

/// Reads one of so many choices.
fn chosen(given: &str, choices: usize) -> Option<Chosen> {
    usize::try_from(choice(given)?).ok().filter(|place| *place < choices).and_then(Chosen::new)
}
