//! `rolefit score`: rank every role for each person's answers.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::answers::Answers;
use crate::cli::{Global, ResultFormat, ScoreArgs};
use crate::commands::people::{Models, Scored, check_inputs};
use crate::commands::translation::{self, ChosenLanguage};
use crate::commands::{Outcome, Printout, look, pack, people, reference, roles};
use crate::output::destination::keep_inputs;
use crate::output::file::Readers;
use crate::output::print::{show_findings, show_note};
use crate::pack::Pack;
use crate::render::page::{Look, Page};
use crate::render::reference::{ReferenceSample, beside, json as reference_json};
use crate::render::score::{Scope, TableLayout};
use crate::render::{Filter, Sheet, csv, json, score, words};
use crate::scoring::{Fit, Sensitivity, sensitivity};
use crate::text::{all_of, printable};

pub(super) fn run(args: &ScoreArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.to.output.as_deref());
    check_files(args)?;
    if let Some(output) = &args.to.output {
        keep_inputs(output, args.files.iter().chain(&args.reference))?;
    }
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let request = Request::of(args, &pack)?;
    let chosen = translation::find(args.lang.as_deref(), &pack, global, look)?;
    if matches!(chosen, ChosenLanguage::Unsound) {
        return Ok(Outcome::Failed);
    }
    let (people, findings) = people::load(&args.files, args.input_format, &pack);
    note_shared_names(&people);
    let sample = args.reference.as_deref().map(|path| reference::read(path, &pack)).transpose()?;
    let request = Request { sample, ..request };
    let result = render(&chosen.for_results(&pack), &people, &request, look)?;
    // An earlier result is not replaced by nothing.
    if !people.is_empty() || args.to.output.is_none() {
        Printout::from(result).write(args.to.output.as_deref(), Readers::of_personal(args.to.shared))?;
    }
    // After the result, so that a long list of findings does not push it out of sight.
    show_findings(&findings, look);
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// What one person sees when their interview is over: the roles that they were asked about.
pub(super) fn closing(pack: &Pack, answers: Answers, look: Look) -> String {
    let asked = answers.form.kind.roles();
    let roles = (0..pack.roles().len()).filter(|role| asked.contains(&pack.roles()[*role].id)).collect();
    let filter = Filter { roles, top: None };
    let people = [answers];
    let models = Models::of(pack, &people);
    let scored = Scored::of(pack, &models, &people[0]);
    score::closing(&scored.sheet(&filter), TableLayout::on(look)).to_text(look)
}

/// What is asked for, with names turned into roles of the pack.
struct Request {
    filter: Filter,
    format: ResultFormat,
    why: Option<Why>,
    is_verbose: bool,
    /// What scores are put beside.
    sample: Option<ReferenceSample>,
}

/// Which fit to explain.
#[derive(Clone, Copy)]
enum Why {
    /// The first of those shown.
    First,
    Role(usize),
}

impl Request {
    fn of(args: &ScoreArgs, pack: &Pack) -> Result<Self> {
        let why = match &args.why {
            None => None,
            Some(id) if id.is_empty() => Some(Why::First),
            Some(id) => Some(Why::Role(roles::index(pack, id)?)),
        };
        let filter = Filter { roles: roles::indices(pack, &args.role)?, top: args.top.map(|top| top as usize) };
        Ok(Self { filter, format: args.format, why, is_verbose: args.verbose, sample: None })
    }
}

fn check_files(args: &ScoreArgs) -> Result<()> {
    if args.files.is_empty() {
        match args.why.as_deref().filter(|why| Path::new(why).exists()) {
            Some(file) => {
                bail!("`--why` read `{}` as a role; put files before it, or write `--why=ROLE`", printable(file))
            }
            None => bail!("missing answers file; try `rolefit score ANSWERS.toml`"),
        }
    }
    if args.lang.is_some() && !matches!(args.format, ResultFormat::Table | ResultFormat::Markdown) {
        bail!("`--lang` needs `--format table` or `markdown`; the other formats are for programs");
    }
    if args.reference.is_some() && args.format == ResultFormat::Csv {
        bail!("`--reference` needs `--format table`, `markdown`, `json` or `ndjson`");
    }
    check_inputs(&args.files, args.input_format)
}

/// Two files about one person are both shown; in a CSV their rows could not be told apart.
fn note_shared_names(people: &[Answers]) {
    let mut names: Vec<&str> = people.iter().map(|answers| answers.person.as_str()).collect();
    names.sort_unstable();
    let shared: Vec<String> = names
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() > 1)
        .map(|same| format!("`{}`", printable(same[0])))
        .collect();
    if !shared.is_empty() {
        let verb = if shared.len() == 1 { "is" } else { "are" };
        let names = all_of(shared.iter().map(String::as_str));
        show_note(&format!("{names} {verb} the id of more than one person; set `[person] id` to tell them apart"));
    }
}

fn render(pack: &Pack, people: &[Answers], request: &Request, look: Look) -> Result<String> {
    let models = Models::of(pack, people);
    let scored: Vec<Scored<'_>> = people.iter().map(|answers| Scored::of(pack, &models, answers)).collect();
    let sheets: Vec<Sheet<'_>> = scored.iter().map(|scored| scored.sheet(&request.filter)).collect();
    let explain = |sheet: &Sheet<'_>, fit: &Fit| {
        sensitivity(sheet.model, &sheet.assessment.profile, &sheet.assessment.ranking, fit.role)
    };
    let result = |sheet| reference_json(sheet, request.sample.as_ref());
    match request.format {
        ResultFormat::Table => Ok(page(&sheets, request, TableLayout::on(look), explain)
            .map(|page| page.to_text(look))
            .unwrap_or_default()),
        ResultFormat::Markdown => Ok(page(&sheets, request, TableLayout::Document, explain)
            .map(|page| page.to_markdown())
            .unwrap_or_default()),
        ResultFormat::Json => {
            let results: Vec<_> = sheets.iter().map(result).collect();
            Ok(json::harmless(&serde_json::to_string_pretty(&results).context("writing JSON")?) + "\n")
        }
        ResultFormat::Ndjson => {
            let lines: serde_json::Result<Vec<String>> =
                sheets.iter().map(|sheet| serde_json::to_string(&result(sheet)).map(|line| line + "\n")).collect();
            Ok(json::harmless(&lines.context("writing JSON")?.concat()))
        }
        ResultFormat::Csv => write_csv(&sheets).context("writing CSV"),
    }
}

/// One page for all people, with the purpose line once at its end; nothing when no file could be read.
///
/// `explain` looks how much the first place depends on a role's weights.
fn page(
    sheets: &[Sheet<'_>],
    request: &Request,
    layout: TableLayout,
    explain: impl Fn(&Sheet<'_>, &Fit) -> Sensitivity,
) -> Option<Page> {
    let last = sheets.last()?;
    let mut page = Page::default();
    for sheet in sheets {
        let fit = match request.why {
            None => None,
            Some(Why::First) => sheet.fits().next(),
            Some(Why::Role(role)) => sheet.assessment.ranking.fit(role),
        };
        page.blocks.extend(
            score::explained(sheet, Scope { layout, is_verbose: request.is_verbose }, fit, |fit| explain(sheet, fit))
                .blocks,
        );
        if let Some(sample) = &request.sample {
            beside(&mut page, sheet, sample);
        }
    }
    page.aside(words::purpose(last.pack.questionnaire()));
    Some(page)
}

fn write_csv(sheets: &[Sheet<'_>]) -> Result<String> {
    let mut writer = csv::writer();
    writer.write_record(csv::HEADER)?;
    for sheet in sheets {
        csv::write_rows(&mut writer, sheet)?;
    }
    Ok(String::from_utf8(writer.into_inner().map_err(::csv::IntoInnerError::into_error)?)?)
}
