//! `rolefit report`: a page about a person, to read, print and hand on.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::answers::Answers;
use crate::cli::{Global, PageArgs, ReportArgs, ReportPaper};
use crate::commands::people::{Models, Scored, check_inputs};
use crate::commands::translation::{self, ChosenLanguage};
use crate::commands::{Outcome, Printout, look, pack, people, roles};
use crate::load::read::display_name;
use crate::output::browser::Browser;
use crate::output::destination::{is_standard, keep_inputs};
use crate::output::file::{Readers, write_file};
use crate::output::print::show_findings;
use crate::pack::Pack;
use crate::render::Filter;
use crate::render::report::frame::Paper;
use crate::render::report::printing::Printing;

pub(super) fn run(args: &ReportArgs, global: &Global) -> Result<Outcome> {
    let look = look(global, args.to.output.as_deref());
    if args.files.is_empty() {
        bail!("missing answers file; try `rolefit report ANSWERS.toml -o report.html`");
    }
    check_inputs(&args.files, args.input_format)?;
    let places = ReportPlaces::of(args)?;
    let Some(pack) = pack::find(global, look) else { return Ok(Outcome::Failed) };
    let filter = filter(args, &pack)?;
    let chosen = translation::find(args.lang.as_deref(), &pack, global, look)?;
    if matches!(chosen, ChosenLanguage::Unsound) {
        return Ok(Outcome::Failed);
    }
    let (people, findings) = people::load(&args.files, args.input_format, &pack);
    // An earlier report is not replaced by nothing.
    if !people.is_empty() {
        places
            .write(&html(args, &chosen.for_results(&pack), &people, &filter), Readers::of_personal(args.to.shared))?;
    }
    show_findings(&findings, look);
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Failed })
}

fn html(args: &ReportArgs, pack: &Pack, people: &[Answers], filter: &Filter) -> String {
    let models = Models::of(pack, people);
    let printing = args.page.printing();
    let report = |answers| printing.report(&Scored::of(pack, &models, answers).sheet(filter));
    printing.page(&people.iter().map(report).collect::<Vec<_>>())
}

/// The roles that are shown in full, where they are named or counted.
fn filter(args: &ReportArgs, pack: &Pack) -> Result<Filter> {
    Ok(Filter { roles: roles::indices(pack, &args.role)?, top: args.top.map(|top| top as usize) })
}

/// What was chosen about pages.
impl PageArgs {
    pub(super) fn printing(&self) -> Printing {
        Printing { paper: paper(self.paper), has_answers: !self.no_answers }
    }
}

pub(super) fn paper(paper: ReportPaper) -> Paper {
    match paper {
        ReportPaper::A4 => Paper::A4,
        ReportPaper::Letter => Paper::Letter,
    }
}

/// Where a report goes: a page, a PDF, or both.
struct ReportPlaces<'a> {
    /// Whether a page is written: to a file, or else to standard output.
    page: Option<Option<&'a Path>>,
    pdf: Option<PathBuf>,
}

impl<'a> ReportPlaces<'a> {
    fn of(args: &'a ReportArgs) -> Result<Self> {
        let output = args.to.output.as_deref();
        let is_pdf = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        let places = match output {
            Some(path) if is_pdf(path) && args.pdf => Self { page: None, pdf: Some(path.to_path_buf()) },
            Some(path) if is_pdf(path) => {
                bail!("`{}` would be a page of HTML; add `--pdf`, or name a file `.html`", display_name(path))
            }
            _ if args.pdf && is_standard(output) => bail!("`--pdf` needs a file; add `-o report.pdf`"),
            _ => Self { page: Some(output), pdf: output.filter(|_| args.pdf).map(|path| path.with_extension("pdf")) },
        };
        for place in places.page.flatten().into_iter().chain(places.pdf.as_deref()) {
            keep_inputs(place, args.files.iter())?;
        }
        Ok(places)
    }

    /// Writes what was asked for. A page is there even if no PDF can be made of it.
    fn write(self, html: &str, readers: Readers) -> Result<()> {
        if let Some(output) = self.page {
            Printout::from(html.to_owned()).write(output, readers)?;
        }
        let Some(pdf) = &self.pdf else { return Ok(()) };
        let Some(browser) = Browser::find() else { bail!(self.without_browser()) };
        let folder = pdf.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        write_file(pdf, &browser.print(html, folder)?, readers)
    }

    /// Says how to come by a PDF all the same.
    fn without_browser(&self) -> String {
        let page = match self.page.flatten() {
            Some(page) => format!("open `{}` in any browser and print it", display_name(page)),
            None => "write a page with `-o report.html`, open it in any browser and print it".to_owned(),
        };
        format!(
            "no PDF: no Chromium, Chrome or Edge found; install one, name one in `ROLEFIT_BROWSER`, or {page} to a PDF"
        )
    }
}
