//! Where texts go: a file by its name, or with `--format FORMAT[=FILE]` several forms of one result at once, each to a place of its own.

use std::ffi::OsStr;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use clap::builder::{EnumValueParser, PathBufValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Error, ValueEnum};

use crate::load::workbook::{names_other_workbook, names_workbook};

/// Why a file cannot be written.
const NO_WORKBOOK: &str = "this result is not a workbook; name another kind of file, or use `rolefit batch`";

/// Parses the name of a file for a text. One that is named as a workbook would be opened by nothing.
pub(super) fn text_file() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| if is_for_text(&path) { Ok(path) } else { Err(NO_WORKBOOK) })
}

fn is_for_text(path: &Path) -> bool {
    !names_workbook(path) && !names_other_workbook(path)
}

/// An output format, and the file to write it to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatOutput<F> {
    pub format: F,
    /// Standard output if absent or `-`.
    pub file: Option<PathBuf>,
}

/// Parses `FORMAT` or `FORMAT=FILE`; an unknown format is reported like any other unknown value.
#[derive(Clone, Debug)]
pub(super) struct FormatOutputParser<F>(PhantomData<F>);

impl<F> FormatOutputParser<F> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<F: ValueEnum + Clone + Send + Sync + 'static> TypedValueParser for FormatOutputParser<F> {
    type Value = FormatOutput<F>;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<FormatOutput<F>, Error> {
        let text = value.to_str().ok_or_else(|| Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        let (format, file) = match text.split_once('=') {
            None => (text, None),
            Some((_, "")) => {
                let message = format!("missing file name after `=` in `{text}`\n");
                return Err(Error::raw(ErrorKind::ValueValidation, message).with_cmd(command));
            }
            Some((_, file)) if !is_for_text(Path::new(file)) => {
                let message = format!("cannot write `{file}`: {NO_WORKBOOK}\n");
                return Err(Error::raw(ErrorKind::ValueValidation, message).with_cmd(command));
            }
            Some((format, file)) => (format, Some(PathBuf::from(file))),
        };
        let format = EnumValueParser::<F>::new().parse_ref(command, arg, OsStr::new(format))?;
        Ok(FormatOutput { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(F::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}
