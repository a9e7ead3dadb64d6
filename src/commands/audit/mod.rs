//! `rolefit audit`: how often groups have an outcome.

mod compare;
mod cut_rows;
mod json_scores;
mod scores;
mod separate;

use anyhow::{Context, Result, anyhow, bail};

use crate::cli::{AuditArgs, AuditFormat, AuditOutcome, Global};
use crate::commands::audit::compare::GroupComparison;
use crate::commands::audit::scores::{Scores, band_of};
use crate::commands::groups::Groups;
use crate::commands::report::paper;
use crate::commands::{Outcome, Printout, look};
use crate::load::read::input_name;
use crate::output::destination::keep_inputs;
use crate::output::file::Readers;
use crate::output::print::show_note;
use crate::render::audit::{AuditSheet, GroupState, OutcomeRule, csv, html, json, page};
use crate::scoring::Band;
use crate::text::{count, people};

pub(super) fn run(args: &AuditArgs, global: &Global) -> Result<Outcome> {
    let output = args.to.output.as_deref();
    let look = look(global, output);
    if let Some(output) = output {
        keep_inputs(output, [&args.scores, &args.groups].into_iter())?;
    }
    let rule = rule(args)?;
    let scores = Scores::read(&args.scores, args.encoding)?;
    let roles = scores.chosen(&args.role)?;
    let groups = Groups::read(&args.groups, &args.column, args.encoding)?;
    let comparison =
        GroupComparison { scores: &scores, roles: &roles, groups: &groups, least: args.min_count as usize };
    let sheet = comparison.sheet(rule)?;
    say_notes(&sheet);
    let text = match args.format {
        AuditFormat::Table => page(&sheet).to_text(look),
        AuditFormat::Markdown => page(&sheet).to_markdown(),
        AuditFormat::Html => {
            let reference = format!("{} by {}", input_name(&args.scores), input_name(&args.groups));
            html(&sheet, &reference, paper(args.paper))
        }
        AuditFormat::Json => json(&sheet).context("writing JSON")?,
        AuditFormat::Csv => csv(&sheet),
    };
    Printout::from(text).write(output, Readers::of_personal(args.to.shared))?;
    Ok(Outcome::Done)
}

/// Says what counts.
fn rule(args: &AuditArgs) -> Result<OutcomeRule> {
    match args.outcome {
        AuditOutcome::Band | AuditOutcome::First if args.threshold.is_some() => {
            bail!("`--threshold` is for `--outcome threshold`");
        }
        AuditOutcome::First | AuditOutcome::Threshold if !args.band.is_empty() => {
            bail!("`--band` is for `--outcome band`");
        }
        AuditOutcome::Band if args.band.is_empty() => {
            Ok(OutcomeRule::Bands(vec![Band::PrimaryFit, Band::NearPrimaryFit]))
        }
        AuditOutcome::Band => {
            let mut bands = Vec::new();
            for code in &args.band {
                let band = band_of(code).map_err(|problem| anyhow!("{problem}"))?;
                if band == Band::InsufficientEvidence {
                    bail!("`insufficient-evidence` is no outcome: people with it are not compared");
                }
                bands.push(band);
            }
            bands.sort_unstable();
            bands.dedup();
            Ok(OutcomeRule::Bands(bands))
        }
        AuditOutcome::First => Ok(OutcomeRule::First),
        AuditOutcome::Threshold => threshold(args.threshold.as_deref()),
    }
}

fn threshold(typed: Option<&str>) -> Result<OutcomeRule> {
    let Some(typed) = typed else { bail!("missing `--threshold`; give points such as `--threshold 70`, or `median`") };
    if typed == "median" {
        return Ok(OutcomeRule::AboveMedian);
    }
    match typed.parse() {
        Ok(points) if (0.0..=100.0).contains(&points) => Ok(OutcomeRule::AtLeast(points)),
        Ok(_) | Err(_) => bail!("`--threshold {typed}` is not a number from 0 to 100, nor `median`"),
    }
}

/// Says on standard error what the result leaves out.
fn say_notes(sheet: &AuditSheet) {
    if sheet.scored > sheet.in_table {
        show_note(&format!("{} of {} not in the table of groups", people(sheet.scored - sheet.in_table), sheet.scored));
    }
    let hidden = sheet.groupings.iter().flat_map(|grouping| &grouping.groups);
    let hidden = hidden.filter(|group| group.state == GroupState::Hidden).count();
    if hidden > 0 {
        let few = sheet.min_count;
        show_note(&format!(
            "{} hidden: fewer than {few} people, or others could be worked out",
            count(hidden, "group")
        ));
    }
}
