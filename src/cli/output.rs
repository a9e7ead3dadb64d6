//! `--format FORMAT[=FILE]`: several forms of one result at once, each to a place of its own.

use std::ffi::OsStr;
use std::marker::PhantomData;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Error, ValueEnum};

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
            Some((format, file)) => (format, Some(PathBuf::from(file))),
        };
        let format = EnumValueParser::<F>::new().parse_ref(command, arg, OsStr::new(format))?;
        Ok(FormatOutput { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(F::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}
