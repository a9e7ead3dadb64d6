//! A sample that people's scores are put beside: a table of profiles that says who the people are, how many, and when it was.

use std::path::Path;

use anyhow::Result;

use crate::commands::plain_table;
use crate::load::date::Date;
use crate::load::read::input_name;
use crate::pack::Pack;
use crate::render::reference::ReferenceSample;
use crate::statistics::norms::SampleScores;
use crate::survey::plain::PlainTable;
use crate::survey::{Problem, trim};
use crate::text::{count, each_of, excerpt};

/// How the column of a part's scores ends.
const SCORE: &str = "_estimate";

/// What a sample has to say of itself, with an example of each.
const DECLARED: [(&str, &str); 4] = [
    ("n", "240"),
    ("date", "2026-05-31"),
    ("source", "backend engineers of three companies, volunteers"),
    ("questionnaire", ""),
];

/// Reads a sample of people who answered this pack's questionnaire.
pub(super) fn read(path: &Path, pack: &Pack) -> Result<ReferenceSample> {
    let name = input_name(path);
    let has_scores =
        |_: &str, header: &[String]| header.iter().any(|cell| trim(cell).ends_with(SCORE) || cell.starts_with('#'));
    let table = plain_table::table(plain_table::bytes(path)?, &name, None, has_scores)?;
    let label = path.file_stem().map_or_else(|| name.clone(), |stem| stem.to_string_lossy().into_owned());
    sample(&table, label, pack).map_err(|problem| plain_table::said(&problem, &name))
}

fn sample(table: &PlainTable, name: String, pack: &Pack) -> Result<ReferenceSample, Problem> {
    let reference = pack.questionnaire().reference();
    let missing: Vec<&str> = DECLARED.iter().map(|(key, _)| *key).filter(|key| table.note(key).is_none()).collect();
    if let Some(first) = missing.first() {
        let example = DECLARED.iter().find(|(key, _)| key == first).map_or("", |(_, example)| example);
        let example = if example.is_empty() { &reference } else { example };
        let problem = Problem::new(format!("the sample does not say its {}", each_of(missing.iter().copied())));
        return Err(problem.help(format!("add a line such as `# {first}: {example}` above the header")));
    }
    let note = |key: &str| table.note(key).unwrap_or_default().to_owned();
    let answered = note("questionnaire");
    if answered != reference {
        let problem =
            Problem::new(format!("the sample answered `{}`, and this is `{reference}`", excerpt(&answered, 60)));
        return Err(problem.help("use a sample of this questionnaire and version"));
    }
    let date = note("date");
    if [date.clone(), format!("{date}-01")].iter().all(|date| date.parse::<Date>().is_err()) {
        let problem = Problem::new(format!("`{}` is not a date", excerpt(&date, 40)));
        return Err(problem.help("write it as `2026-05-31` or `2026-05`"));
    }
    let (people, dimensions, areas) = scores(table, pack)?;
    let stated = note("n");
    if stated.parse() != Ok(people) {
        let problem =
            Problem::new(format!("`n` says {}, and the table has {}", excerpt(&stated, 20), count(people, "row")));
        return Err(problem.help("correct `n`, or give the whole table"));
    }
    Ok(ReferenceSample { name, people, date, source: note("source"), dimensions, areas })
}

/// Reads the scores of every dimension and area; a part without a column has none.
fn scores(table: &PlainTable, pack: &Pack) -> Result<(usize, Vec<SampleScores>, Vec<SampleScores>), Problem> {
    let questionnaire = pack.questionnaire();
    let dimensions = questionnaire.dimensions.iter().map(|part| &part.id);
    let ids = dimensions.chain(questionnaire.areas.iter().map(|part| &part.id));
    let columns: Vec<Option<usize>> = ids.map(|id| table.column(&format!("{id}{SCORE}"))).collect();
    if columns.iter().all(Option::is_none) {
        let problem = Problem::new(format!("no column of scores, such as `{}{SCORE}`", questionnaire.dimensions[0].id));
        return Err(problem.help("give what `rolefit batch --profile` writes"));
    }
    let mut people = 0;
    let mut scores = vec![Vec::new(); columns.len()];
    table.each(|line, row| {
        people += 1;
        for (column, scores) in columns.iter().zip(&mut scores) {
            let cell = trim(column.map_or("", |column| &row[column]));
            if cell.is_empty() {
                continue;
            }
            match cell.replacen(',', ".", 1).parse() {
                Ok(score) if (0.0..=100.0).contains(&score) => scores.push(score),
                Ok(_) | Err(_) => {
                    return Err(Problem::new(format!(
                        "line {line}: `{}` is not a score from 0 to 100",
                        excerpt(cell, 40)
                    )));
                }
            }
        }
        Ok(())
    })?;
    let mut scores: Vec<SampleScores> = scores.into_iter().map(SampleScores::of).collect();
    let areas = scores.split_off(questionnaire.dimensions.len());
    Ok((people, scores, areas))
}
