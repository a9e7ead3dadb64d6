//! `rolefit stats`: what the answers of many people say of a questionnaire.

use anyhow::{Context, Result, bail};

use crate::cli::{Global, StatsArgs, StatsFormat};
use crate::commands::batch::arguments::{jobs, requested_inputs};
use crate::commands::batch::read::{ReadRequest, read};
use crate::commands::groups::{GroupColumn, Groups};
use crate::commands::report::paper;
use crate::commands::{Outcome, Printout, look, pack};
use crate::load::mapping;
use crate::output::destination::keep_inputs;
use crate::output::file::Readers;
use crate::output::print::{show_findings, show_note};
use crate::pack::Pack;
use crate::render::statistics::{GroupedStatistics, ShownGroup, StatisticsSheet, csv, evidence, html, json, page};
use crate::statistics::cohort::{CohortStatistics, Members};
use crate::statistics::recorded::RecordedAnswers;
use crate::statistics::small_cells::shown;
use crate::statistics::small_parts::{GroupToShow, hide_small_parts};

pub(super) fn run(args: &StatsArgs, global: &Global) -> Result<Outcome> {
    let output = args.to.output.as_deref();
    let look = look(global, output);
    if args.files.is_empty() {
        bail!("missing input file; try `rolefit stats responses.csv`");
    }
    if let Some(output) = output {
        keep_inputs(output, args.by.iter())?;
    }
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let request = request(args);
    let mapping = request.inputs.mapping.as_deref().map(|path| mapping::load(path, &pack)).transpose();
    let Ok(mapping) = mapping.map_err(|problems| show_findings(&problems, look)) else { return Ok(Outcome::Failed) };
    let mapping = mapping.unwrap_or_default();
    let groups = args.by.as_deref().map(|path| Groups::read(path, &args.column, args.reading.encoding)).transpose()?;
    let jobs = request.jobs;
    let found = read(request, &pack, &mapping, look)?;
    if found.answers.people() == 0 {
        bail!("no answers that can be used; nothing written");
    }
    let statistics = CohortStatistics::of(pack.questionnaire(), &found.answers, Members::All, jobs);
    let groups = match &groups {
        Some(groups) => by_group(groups, &pack, &found.answers, &statistics, args.min_count as usize, jobs)?,
        None => Vec::new(),
    };
    let sheet = StatisticsSheet {
        pack: &pack,
        statistics: &statistics,
        groups: &groups,
        rejected: found.rejected,
        min_count: args.min_count as usize,
    };
    let text = match args.format {
        _ if args.evidence => evidence(&sheet),
        StatsFormat::Table => page(&sheet, args.verbose, look.width).to_text(look),
        StatsFormat::Markdown => page(&sheet, true, look.width).to_markdown(),
        StatsFormat::Html => html(&sheet, paper(args.paper)),
        StatsFormat::Json => json(&sheet).context("writing JSON")?,
        StatsFormat::Csv => csv(&sheet),
    };
    Printout::from(text).write(output, Readers::of_personal(args.to.shared))?;
    Ok(if found.rejected > 0 { Outcome::Findings } else { Outcome::Done })
}

fn request(args: &StatsArgs) -> ReadRequest {
    ReadRequest {
        inputs: requested_inputs(&args.files, &args.reading),
        duplicates: args.duplicates,
        output: args.to.output.clone(),
        rejects: args.rejects.clone(),
        readers: Readers::of_personal(args.to.shared),
        jobs: jobs(args.jobs),
        is_verbose: args.verbose,
        has_progress: !args.no_progress,
    }
}

/// Computes the statistics of every group, and hides what few people are in.
fn by_group(
    groups: &Groups,
    pack: &Pack,
    answers: &RecordedAnswers,
    all: &CohortStatistics,
    least: usize,
    jobs: usize,
) -> Result<Vec<GroupedStatistics>> {
    let people = groups.places(answers.id_hashes())?;
    if let Some(note) = &people.note {
        show_note(note);
    }
    let column = |(column, rows): (&GroupColumn, &Vec<Vec<usize>>)| {
        // Who is in no group follows from the total like any other count.
        let in_groups: usize = rows.iter().map(Vec::len).sum();
        let counts: Vec<usize> = rows.iter().map(Vec::len).chain([answers.people() - in_groups]).collect();
        let shown = shown(&counts, least);
        let group = |(rows, shown): (&Vec<usize>, &Option<usize>)| GroupToShow {
            statistics: CohortStatistics::of(pack.questionnaire(), answers, Members::Some(rows), jobs),
            is_shown: shown.is_some_and(|people| people > 0),
        };
        let mut groups: Vec<GroupToShow> = rows.iter().zip(&shown).map(group).collect();
        hide_small_parts(all, &mut groups, least);
        let named = |(name, group): (&String, GroupToShow)| ShownGroup {
            name: name.clone(),
            statistics: group.is_shown.then_some(group.statistics),
        };
        GroupedStatistics { column: column.name.clone(), groups: column.groups.iter().zip(groups).map(named).collect() }
    };
    Ok(groups.columns.iter().zip(&people.groups).map(column).collect())
}
