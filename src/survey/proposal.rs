//! Proposes a mapping file to edit: what was recognised in a table, and what was not.

use std::fmt::Write;

use textwrap::{Options, WordSplitter, fill};

use crate::load::mapping::Mapping;
use crate::load::preset::Preset;
use crate::pack::{Id, Item, Scenario};
use crate::survey::cells::Catalogue;
use crate::survey::dialect::{Record, shown};
use crate::survey::evidence::missing;
use crate::survey::fold::{squeeze, trim};
use crate::survey::layout::{ColumnMeaning, letters, missing_columns};
use crate::survey::likely::{ID_WORDS, is_id_of, resembles};
use crate::survey::names::How;
use crate::survey::recognition::{RecognisedBy, Recognition, is_import};
use crate::survey::sample::{Sample, Unread};
use crate::text::{count, drives_a_terminal, each_of, excerpt, one_of};

/// What is proposed for a table.
pub struct Proposal<'a> {
    sample: &'a Sample,
    mapping: &'a Mapping,
    catalogue: &'a Catalogue<'a>,
    /// What each column means by itself.
    recognised: Vec<Recognition>,
    unread: Vec<Unread>,
    /// The items that have no column.
    missing: Vec<Item>,
    /// Whether the preset was read off the header.
    is_guess: bool,
}

/// How wide a comment of several lines is.
const WIDTH: usize = 100;

/// How many columns are compared with every item; a table of nothing else would take minutes.
const MOST_COMPARED: usize = 200;

/// How many spellings are listed for an item, and for the scale.
const MOST_LISTED: usize = 30;

/// What is said about ids that a survey tool numbers.
const OF_RESPONSE: &str = "of the response, so duplicates are not detected";

/// Longer answers are not labels.
const LONGEST_LABEL: usize = 400;

impl<'a> Proposal<'a> {
    /// Looks at a table; `is_guess` says that the preset of the mapping was read off its header.
    pub fn of(sample: &'a Sample, mapping: &'a Mapping, catalogue: &'a Catalogue<'a>, is_guess: bool) -> Self {
        let recognised = sample.recognise(catalogue, mapping);
        let unread = sample.unread(&recognised, catalogue, mapping);
        let missing = missing(&recognised, catalogue);
        Self { sample, mapping, catalogue, recognised, unread, missing, is_guess }
    }

    /// Returns the table that was looked at.
    pub fn sample(&self) -> &Sample {
        self.sample
    }

    /// Returns how many items there are.
    pub fn items(&self) -> usize {
        self.catalogue.items().count()
    }

    /// Returns how many items have a column.
    pub fn known(&self) -> usize {
        self.items() - self.missing.len()
    }

    /// Returns how many columns are of no known use.
    pub fn unused(&self) -> usize {
        let is_unused = |(index, it): &(usize, &Recognition)| {
            **it == Recognition::Nothing && self.names(*index).any(|name| !trim(name).is_empty())
        };
        self.recognised.iter().enumerate().filter(is_unused).count()
    }

    /// Returns how many spellings of answers are not understood.
    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Says whether nothing is left to edit: a column without a use matters while an item lacks one.
    pub fn is_complete(&self) -> bool {
        self.unread.is_empty() && (self.missing.is_empty() || self.unused() == 0)
    }

    /// Writes the mapping file; `name` is the table's.
    pub fn to_toml(&self, name: &str) -> String {
        let mut text = String::new();
        self.head(&mut text, name);
        self.person(&mut text);
        self.columns(&mut text);
        self.labels(&mut text);
        self.options(&mut text);
        self.missing_in(&mut text);
        text
    }

    fn head(&self, text: &mut String, name: &str) {
        let Self { sample, mapping, .. } = self;
        let dialect = sample.dialect;
        line(
            text,
            &format!(
                "# How `{}` names items and answers. Lines that begin with `#` have no effect.",
                excerpt(name, 80)
            ),
        );
        line(text, "schema = 1");
        match mapping.preset.map(Preset::habits) {
            Some(habits) => {
                let why = if self.is_guess { ", detected from the header" } else { "" };
                line(text, &format!("preset = {} # {}{why}", quoted(habits.name), habits.tool));
            }
            None => {
                line(text, "# preset = \"google-forms\" # or ms-forms, typeform, qualtrics, limesurvey, survey-monkey");
            }
        }
        let set = |is_set: bool| if is_set { "" } else { "# " };
        line(text, &format!("{}header_rows = {}", set(mapping.header_rows.is_some()), dialect.header_rows));
        let delimiter = quoted(&shown(dialect.delimiter));
        line(text, &format!("{}delimiter = {delimiter}", set(mapping.delimiter.is_some())));
        let encoding = quoted(&dialect.encoding.name().to_lowercase());
        line(text, &format!("{}encoding = {encoding}", set(mapping.encoding.is_some())));
        list(text, "ignore", &mapping.ignore, "headers of columns to ignore");
        list(text, "missing", &mapping.missing, "values of unanswered cells, such as \"N/A\"");
        let purpose = "codes of the first answer of every item, the second, and so on";
        match self.likely_codes().filter(|_| mapping.codes.is_empty()) {
            Some(codes) => line(text, &format!("# codes = [{}] # perhaps: {purpose}", in_list(&codes))),
            None if mapping.codes.is_empty() => {}
            None => list(text, "codes", &mapping.codes, purpose),
        }
    }

    /// The columns that say who answered: named in the mapping, or offered.
    fn person(&self, text: &mut String) {
        let person = &self.mapping.person;
        let parts = [
            ("id", &person.id, ColumnMeaning::Id, ID_WORDS),
            ("name", &person.name, ColumnMeaning::Name, &["name"]),
            ("time", &person.time, ColumnMeaning::Time, &["time", "date", "zeit", "datum"]),
        ];
        line(text, "\n[person]");
        for (key, named, column, words) in parts {
            let known = self.found(column).map(|(index, reason)| (index, self.name(index), reason));
            match (named, known) {
                (Some(header), _) => line(text, &format!("{key} = {}", quoted(header))),
                (None, Some((index, header, reason))) => {
                    let how = if reason == RecognisedBy::Preset { "by the preset" } else { "by its header" };
                    let is_of_response = column == ColumnMeaning::Id && self.id_is_of_response(index);
                    let how = if is_of_response { format!("{how}: {OF_RESPONSE}") } else { how.to_owned() };
                    line(text, &format!("# {key} = {} # {how}", quoted(header)));
                }
                (None, None) => match self.resembling(words) {
                    Some(header) => line(text, &format!("# {key} = {} # perhaps", quoted(header))),
                    None => line(text, &format!("# {key} = \"...\"")),
                },
            }
        }
    }

    fn columns(&self, text: &mut String) {
        line(text, "\n[columns]");
        if !self.missing.is_empty() {
            let ids = self.missing.iter().map(|item| self.catalogue.id(*item).as_str());
            comment(text, &format!("Items without a column: {}.", each_of(ids)));
        }
        let mut written: Vec<Item> = Vec::new();
        let mut compared = 0;
        for (index, recognition) in self.recognised.iter().enumerate() {
            match recognition {
                Recognition::One(ColumnMeaning::Item(item), reason) => {
                    let key = self.key(index, Some(*item));
                    // A repeated item or header is for a person to decide about.
                    let is_second = written.contains(item) && *reason != RecognisedBy::Mapping;
                    let (start, how) = match key {
                        None => ("# ", "header blank or repeated; rename it in the file"),
                        Some(_) if is_second && self.are_apart(*item) => {
                            ("# ", "duplicate, never filled together with the first: remove the `#` to read both")
                        }
                        Some(_) if is_second => ("# ", "duplicate"),
                        Some(_) => ("", in_words(*reason)),
                    };
                    self.column(text, start, index, Some(*item), how);
                    written.push(*item);
                }
                Recognition::Several(items) => {
                    let ids = one_of(items.iter().map(|item| self.catalogue.id(*item).as_str()));
                    self.column(text, "# ", index, None, &format!("could be {ids}"));
                }
                Recognition::Nothing if self.names(index).all(|name| trim(name).is_empty()) => {}
                Recognition::Nothing => {
                    compared += 1;
                    self.unused_column(text, index, &mut written, compared <= MOST_COMPARED);
                }
                Recognition::One(
                    ColumnMeaning::Id | ColumnMeaning::Name | ColumnMeaning::Time | ColumnMeaning::Other,
                    _,
                ) => {}
            }
        }
        for (header, id) in missing_columns(&self.sample.header(), self.mapping) {
            line(text, &format!("# {} = {} # not in this file", quoted(header), quoted(id.as_str())));
        }
    }

    /// Writes the line of a column of no known use: with the item whose id or text it holds, or with the nearest.
    fn unused_column(&self, text: &mut String, index: usize, written: &mut Vec<Item>, is_compared: bool) {
        let names = || self.names(index).filter(|name| is_compared && !trim(name).is_empty());
        let resembling = names().find_map(|name| self.catalogue.names.resembling(name, &self.missing));
        match resembling {
            Some(found) if found.is_whole && !written.contains(&found.item) && self.key(index, None).is_some() => {
                self.column(text, "", index, Some(found.item), "contains its id or text: is it this item?");
                written.push(found.item);
            }
            _ => {
                let near = resembling.map(|found| found.item);
                let near = near.or_else(|| names().find_map(|name| self.catalogue.names.near(name)));
                let how = if near.is_some() { "not recognised, nearest match" } else { "not recognised" };
                self.column(text, "# ", index, near, how);
            }
        }
    }

    /// Returns the header of a column by which a mapping can name it: one that is unique, of the row that names the item if
    /// there is one.
    fn key(&self, index: usize, item: Option<Item>) -> Option<&str> {
        let is_elsewhere = |name: &str| {
            let places = self.sample.header.iter().flat_map(|row| row.cells.iter().enumerate());
            places.into_iter().any(|(other, cell)| other != index && squeeze(cell) == squeeze(name))
        };
        let names_it = |name: &&str| {
            let found = self.catalogue.names.find(name, true);
            item.is_some_and(|item| found.is_some_and(|(items, _)| items == [item]))
        };
        let usable = || self.names(index).filter(|name| !trim(name).is_empty() && !is_elsewhere(name));
        usable().find(names_it).or_else(|| usable().next())
    }

    /// Whether no row has more than one of the columns of an item filled.
    fn are_apart(&self, item: Item) -> bool {
        let is_it = |it: &Recognition| matches!(it, Recognition::One(ColumnMeaning::Item(found), _) if *found == item);
        let columns: Vec<usize> = (0..self.recognised.len()).filter(|index| is_it(&self.recognised[*index])).collect();
        let filled = |row: &Record| {
            columns.iter().filter(|index| row.cells.get(**index).is_some_and(|cell| !trim(cell).is_empty())).count()
        };
        self.sample.rows.iter().all(|row| filled(row) < 2)
    }

    /// Writes the line of one column: where it is, what other rows of the header say of it, and how it was found.
    fn column(&self, text: &mut String, start: &str, index: usize, item: Option<Item>, how: &str) {
        let id = item.map_or("...", |item| self.catalogue.id(item).as_str());
        let key = self.key(index, item).or_else(|| self.names(index).find(|name| !trim(name).is_empty()));
        let key = key.unwrap_or_default();
        let more = self.names(index).filter(|name| *name != key && !trim(name).is_empty());
        let more: Vec<String> = more.map(|name| format!(", `{}`", excerpt(name, 60))).collect();
        let place = format!("column {}{}", letters(index), more.concat());
        line(text, &format!("{start}{} = {} # {place}: {how}", quoted(key), quoted(id)));
    }

    /// Guesses the codes of the answers: letters with a number behind them, from the first on, or numbers from 0.
    fn likely_codes(&self) -> Option<Vec<String>> {
        let (scale, scenarios) = (&self.catalogue.questionnaire().scale, self.catalogue.questionnaire().scenarios());
        let choices = scenarios.map(|(_, scenario)| scenario.options.len()).max().unwrap_or_default();
        let choices = choices.max(scale.steps() + 1);
        let unread: Vec<&str> = self.unread.iter().map(|unread| unread.text.as_str()).collect();
        let first = unread.first()?;
        let prefix = first.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let width = unread.iter().map(|code| code.len()).min()?.checked_sub(prefix.len())?;
        let number = |code: &&str| code.strip_prefix(prefix)?.parse::<usize>().ok();
        let numbers: Vec<usize> = unread.iter().map(number).collect::<Option<_>>()?;
        let start = if prefix.is_empty() { 0 } else { *numbers.iter().min().filter(|least| **least < 2)? };
        let is_meant = if prefix.is_empty() {
            numbers.iter().all(|it| *it == 0)
        } else {
            numbers.iter().all(|it| *it < start + choices)
        };
        is_meant.then(|| (start..start + choices).map(|it| format!("{prefix}{it:0width$}")).collect())
    }

    /// Labels of responses: those of the mapping, and unknown ones.
    fn labels(&self, text: &mut String) {
        let unread: Vec<&Unread> = self.unread.iter().filter(|it| matches!(it.item, Item::Statement(_))).collect();
        let labels = &self.mapping.labels;
        if labels.is_empty() && unread.is_empty() {
            return;
        }
        let scale = &self.catalogue.questionnaire().scale;
        line(text, &format!("\n# Words for the numbers {} to {}.\n[labels]", scale.min, scale.max));
        for (label, choice) in labels {
            line(text, &format!("{} = {}", quoted(label), scale.min + i32::from(*choice)));
        }
        self.unknown(text, &unread, "...");
    }

    fn options(&self, text: &mut String) {
        for (index, (_, scenario)) in self.catalogue.questionnaire().scenarios().enumerate() {
            let items = [Item::Scenario(index), Item::Twin(index)];
            for ((_, stem), item) in scenario.stems().zip(items) {
                self.options_of(text, scenario, &stem.id, item);
            }
        }
    }

    fn options_of(&self, text: &mut String, scenario: &Scenario, id: &Id, item: Item) {
        let unread: Vec<&Unread> = self.unread.iter().filter(|it| it.item == item).collect();
        let words = self.mapping.options.get(id);
        if words.is_some() || !unread.is_empty() {
            line(text, &format!("\n[options.{id}]"));
            for option in &scenario.options {
                line(text, &format!("# {}: {}", option.id, excerpt(&option.text, 100)));
            }
            for (word, choice) in words.into_iter().flatten() {
                let letter = scenario.options.get(usize::from(*choice)).map(|option| option.id.as_str());
                line(text, &format!("{} = {}", quoted(word), quoted(letter.unwrap_or_default())));
            }
            self.unknown(text, &unread, "\"...\"");
        }
    }

    fn missing_in(&self, text: &mut String) {
        if !self.mapping.missing_in.is_empty() {
            line(text, "\n# Values of unanswered cells of single items.\n[missing_in]");
        }
        for (id, words) in &self.mapping.missing_in {
            line(text, &format!("{id} = [{}]", in_list(words)));
        }
    }

    fn unknown(&self, text: &mut String, unread: &[&Unread], blank: &str) {
        for Unread { text: label, times, row, .. } in unread.iter().take(MOST_LISTED) {
            let times = format!("{}, first in row {row}", count(*times, "time"));
            if label.len() > LONGEST_LABEL {
                line(text, &format!("# {} # {times}: too long for a label", excerpt(label, 80)));
            } else {
                line(text, &format!("# {} = {blank} # {times}", quoted(label)));
            }
        }
        if let Some(more @ 1..) = unread.len().checked_sub(MOST_LISTED) {
            line(text, &format!("# and {more} more"));
        }
    }

    fn name(&self, index: usize) -> &str {
        self.names(index).find(|name| !trim(name).is_empty()).unwrap_or_default()
    }

    /// What the rows of the header say of a column.
    fn names(&self, index: usize) -> impl Iterator<Item = &str> {
        self.sample.header.iter().filter_map(move |row| row.cells.get(index)).filter(|name| !is_import(name))
    }

    fn found(&self, wanted: ColumnMeaning) -> Option<(usize, RecognisedBy)> {
        self.recognised.iter().enumerate().find_map(|(index, recognition)| match recognition {
            Recognition::One(column, reason) if *column == wanted => Some((index, *reason)),
            Recognition::One(..) | Recognition::Several(_) | Recognition::Nothing => None,
        })
    }

    /// A column of no known use whose header has one of some words in it.
    fn resembling(&self, words: &[&str]) -> Option<&str> {
        let unused = self.recognised.iter().enumerate().filter(|(_, it)| **it == Recognition::Nothing);
        unused.map(|(index, _)| self.name(index)).find(|name| resembles(name, words))
    }

    /// Whether the preset has supplied a column of ids, and says that of it.
    fn id_is_of_response(&self, index: usize) -> bool {
        let habits = self.mapping.preset.map(Preset::habits).filter(|habits| habits.id_is_of_response);
        habits.is_some_and(|habits| self.names(index).any(|name| is_id_of(habits, name)))
    }
}

fn in_words(reason: RecognisedBy) -> &'static str {
    match reason {
        RecognisedBy::Item(How::Id) => "its id",
        RecognisedBy::Item(How::Text) => "its text",
        RecognisedBy::Item(How::Row) => "a row of a grid",
        RecognisedBy::Mapping | RecognisedBy::Name | RecognisedBy::Preset => "as mapped",
    }
}

fn line(text: &mut String, line: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{line}");
}

/// Writes a comment on as many lines as it takes.
fn comment(text: &mut String, words: &str) {
    let options = Options::new(WIDTH).initial_indent("# ").subsequent_indent("# ");
    let options = options.break_words(false).word_splitter(WordSplitter::NoHyphenation);
    line(text, &fill(words, options));
}

fn list(text: &mut String, key: &str, values: &[String], purpose: &str) {
    let start = if values.is_empty() { "# " } else { "" };
    line(text, &format!("{start}{key} = [{}] # {purpose}", in_list(values)));
}

fn in_list(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    quoted.join(", ")
}

/// Writes a text of TOML on one line, with everything that a terminal would act on escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            character if drives_a_terminal(character) => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(character)));
            }
            character => quoted.push(character),
        }
    }
    quoted + "\""
}
