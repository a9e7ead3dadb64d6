//! Many people on one page: a table with a row per person and role, in order of input.

use crate::batch::scribe::Setting;
use crate::batch::standing::Standings;
use crate::render::csv::GATE_FAILED;
use crate::render::number::{percent, whole};
use crate::render::page::{Align, Cell, Page, Table};
use crate::render::words;

/// Lays people out.
pub(super) fn page(setting: &Setting<'_>, people: &[(String, Standings)]) -> Page {
    let questionnaire = setting.pack.questionnaire();
    let bands = questionnaire.settings.bands;
    let number =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| whole(value, &[bands.high, bands.mid]));
    let mut table = Table::new([
        ("person", Align::Left),
        ("#", Align::Right),
        ("role", Align::Left),
        ("band", Align::Left),
        ("overall", Align::Right),
        ("work style", Align::Right),
        ("judgment", Align::Right),
        ("covered", Align::Right),
        ("flags", Align::Left),
    ]);
    for (person, standings) in people {
        let flags: Vec<String> = standings.flags.codes().map(|code| in_words(&code.to_string())).collect();
        for (index, (rank, standing)) in crate::batch::rows::shown(&setting.filter, standings).enumerate() {
            let once = |text: &str| if index == 0 { text.to_owned() } else { String::new() };
            let gate = if standing.a_gate_failed { in_words(GATE_FAILED) } else { String::new() };
            let said = [once(&flags.join(", ")), gate];
            table.row([
                Cell::from(once(person)),
                Cell::from(rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string())),
                Cell::from(setting.pack.roles()[standing.role].id.to_string()),
                Cell::from(standing.band.to_string()),
                Cell::from(number(standing.overall)),
                Cell::from(number(standing.personality)),
                Cell::from(number(standing.competency)),
                Cell::from(percent(standing.coverage)),
                Cell::from(said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")),
            ]);
        }
    }
    let mut page = Page::default();
    page.table(table);
    page.aside(words::purpose(questionnaire));
    page
}

/// Writes a code so that it can be broken into lines.
fn in_words(code: &str) -> String {
    code.replace('-', " ")
}
