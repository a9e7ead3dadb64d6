//! Where a person's scores lie in a sample that says who it is.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::render::Sheet;
use crate::render::json::{self, ResultJson};
use crate::render::number::whole;
use crate::render::page::{Align, Page, Table};
use crate::scoring::Range;
use crate::statistics::norms::{Percentile, SampleScores};
use crate::text::{all_of, people};

/// A sample, and what it says of itself.
#[derive(Clone, Debug)]
pub struct ReferenceSample {
    /// Name of its file.
    pub name: String,
    pub people: usize,
    pub date: String,
    pub source: String,
    /// Scores of each dimension and area of the questionnaire; none where the sample has no column of it.
    pub dimensions: Vec<SampleScores>,
    pub areas: Vec<SampleScores>,
}

/// Where a part of a person's profile lies in a sample.
#[derive(Clone, Debug)]
struct PlacedPart<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub score: f64,
    /// People of the sample with a score.
    pub people: usize,
    pub percentile: Percentile,
}

/// Adds where a person's scores lie.
pub fn beside(page: &mut Page, sheet: &Sheet<'_>, sample: &ReferenceSample) {
    page.heading(format!("Beside the sample `{}`", sample.name));
    let people = people(sample.people);
    page.paragraph(format!("{people}, {}: {}.", sample.date, sample.source.trim_end_matches('.')));
    for (title, parts) in [
        ("Personality (work style)", dimensions(sheet, sample)),
        ("Competency (technical judgment)", areas(sheet, sample)),
    ] {
        let mut table = Table::new([
            (title, Align::Left),
            ("Score", Align::Right),
            ("Percentile (range)", Align::Right),
            ("Of people", Align::Right),
        ]);
        for part in &parts {
            let Percentile { value, low, high } = part.percentile;
            table.row([
                part.title.into(),
                whole(part.score, &[]).into(),
                format!("{} ({} to {})", inner(value), inner(low), inner(high)).into(),
                part.people.to_string().into(),
            ]);
        }
        if !table.rows.is_empty() {
            page.table(table);
        }
    }
    let without = without(sheet, sample);
    if !without.is_empty() {
        page.paragraph(format!("Without scores in the sample: {}.", all_of(without)));
    }
    page.aside(
        "A percentile is the share of this sample with a lower score, and says nothing of anybody else. Its range takes in where the score \
         may be (90%) and how far off a sample of this size may be (95%). High is not better on a dimension: it is nearer to one pole.",
    );
}

/// Names the parts that the sample has no scores of.
fn without<'a>(sheet: &Sheet<'a>, sample: &ReferenceSample) -> Vec<&'a str> {
    let questionnaire = sheet.pack.questionnaire();
    let dimensions = questionnaire.dimensions.iter().map(|part| part.id.as_str()).zip(&sample.dimensions);
    let areas = questionnaire.areas.iter().map(|part| part.title.as_str()).zip(&sample.areas);
    dimensions.chain(areas).filter(|(_, scores)| scores.people() == 0).map(|(name, _)| name).collect()
}

/// Prints a percentile; nobody is surely below or above everybody.
fn inner(percentile: f64) -> String {
    let shown = percentile.round();
    if shown < 1.0 {
        "<1".to_owned()
    } else if shown > 99.0 {
        ">99".to_owned()
    } else {
        format!("{shown:.0}")
    }
}

/// Places the dimensions that are scored.
fn dimensions<'a>(sheet: &Sheet<'a>, sample: &ReferenceSample) -> Vec<PlacedPart<'a>> {
    let parts = sheet.pack.questionnaire().dimensions.iter().zip(&sheet.assessment.profile.dimensions);
    let placed = parts.zip(&sample.dimensions).filter_map(|((part, score), scores)| {
        let known = score.estimate.as_ref()?;
        place(part.id.as_str(), part.id.as_str(), known.score, known.range(), scores)
    });
    placed.collect()
}

/// Places the areas that are scored.
fn areas<'a>(sheet: &Sheet<'a>, sample: &ReferenceSample) -> Vec<PlacedPart<'a>> {
    let parts = sheet.pack.questionnaire().areas.iter().enumerate();
    let placed = parts.zip(&sample.areas).filter_map(|((index, part), scores)| {
        place(part.id.as_str(), &part.title, sheet.area_score(index)?, sheet.area_range(index)?, scores)
    });
    placed.collect()
}

fn place<'a>(
    id: &'a str,
    title: &'a str,
    score: f64,
    Range { low, high }: Range,
    scores: &SampleScores,
) -> Option<PlacedPart<'a>> {
    let percentile = scores.percentile(score, (low, high))?;
    Some(PlacedPart { id, title, score, people: scores.people(), percentile })
}

/// One person's result, beside a sample where one was named.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlacedResultJson<'a> {
    #[serde(flatten)]
    result: ResultJson<'a>,
    /// Where the scores lie in a sample; absent where none was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<ReferenceJson<'a>>,
}

/// A sample, and where the scores lie in it.
#[derive(Debug, Serialize, JsonSchema)]
struct ReferenceJson<'a> {
    /// Name of its file.
    name: &'a str,
    /// How many people are in it.
    n: usize,
    /// When it was taken.
    date: &'a str,
    /// Who the people are.
    source: &'a str,
    /// By dimension.
    work_style: IndexMap<&'a str, PercentileJson>,
    /// By area.
    competency: IndexMap<&'a str, PercentileJson>,
}

/// Where a score lies in a sample.
#[derive(Debug, Serialize, JsonSchema)]
struct PercentileJson {
    /// Share of the sample with a lower score, those with the very score by half, 0 to 100.
    percentile: f64,
    /// Lower end of its range.
    from: f64,
    /// Upper end of its range.
    to: f64,
    /// People of the sample with a score.
    people: usize,
}

/// Builds the JSON object of one person.
pub fn json<'a>(sheet: &'a Sheet<'a>, sample: Option<&'a ReferenceSample>) -> PlacedResultJson<'a> {
    let named = |parts: Vec<PlacedPart<'a>>| parts.into_iter().map(|part| (part.id, part.into())).collect();
    let reference = sample.map(|sample| ReferenceJson {
        name: &sample.name,
        n: sample.people,
        date: &sample.date,
        source: &sample.source,
        work_style: named(dimensions(sheet, sample)),
        competency: named(areas(sheet, sample)),
    });
    PlacedResultJson { result: json::result(sheet), reference }
}

impl From<PlacedPart<'_>> for PercentileJson {
    fn from(PlacedPart { people, percentile: Percentile { value, low, high }, .. }: PlacedPart<'_>) -> Self {
        Self { percentile: value, from: low, to: high, people }
    }
}
