//! `rolefit test --update`: files of cases with what is observed in the place of what does not hold.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};

use crate::diagnostic::Fix;
use crate::load::cases::Cases;
use crate::load::fixes::apply;
use crate::output::file::{Readers, write_file};
use crate::output::print::{Printout, is_exact_output, print_exact, show_note, show_summary};
use crate::render::diff::{DiffReader, unified};
use crate::render::findings::cases::Tested;
use crate::text::{BYTE_ORDER_MARK, count, printable};

/// Writes every file that changes, prints the difference, and says on standard error how much that is.
pub(super) fn write(read: &[Cases], tested: &[Tested]) -> Result<()> {
    let mut fixes: BTreeMap<&str, Vec<&Fix>> = BTreeMap::new();
    let failures: Vec<_> = tested.iter().flat_map(|case| &case.failures).collect();
    for fix in failures.iter().filter_map(|failure| failure.fix.as_ref()) {
        fixes.entry(fix.source.name()).or_default().push(fix);
    }
    let reader = if is_exact_output() { DiffReader::Program } else { DiffReader::Terminal };
    let (mut page, mut written, mut files) = (String::new(), 0, 0);
    for cases in read {
        let source = cases.places.source();
        let Some(fixes) = fixes.get(source.name()) else { continue };
        let (text, number) = apply(source, fixes.clone());
        let bytes = fs::read(&cases.path).with_context(|| format!("reading `{}`", printable(source.name())))?;
        let mark = if bytes.starts_with(BYTE_ORDER_MARK.as_bytes()) { BYTE_ORDER_MARK } else { "" };
        if bytes[mark.len()..] != *source.text().as_bytes() {
            bail!("`{}` was changed by another program; run the command again", printable(source.name()));
        }
        write_file(&cases.path, [mark, &text].concat().as_bytes(), Readers::AsUsual)?;
        page.push_str(&unified(source.name(), source.text(), &text, reader));
        (written, files) = (written + number, files + 1);
    }
    match reader {
        DiffReader::Terminal => Printout::from(page).print()?,
        DiffReader::Program => print_exact(&page)?,
    }
    show_summary(&match written {
        0 => "nothing to update".to_owned(),
        _ => format!("updated {} in {}", count(written, "expectation"), count(files, "file")),
    });
    if failures.len() > written {
        show_note(&format!("{} left; `rolefit test` shows them", count(failures.len() - written, "failure")));
    }
    Ok(())
}
