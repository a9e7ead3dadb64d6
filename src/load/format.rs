//! The text formats that files come in.

use std::path::Path;

/// A text format of files. Packs are always YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Toml,
    Yaml,
    Json,
}

impl Format {
    /// Returns the format that a file's ending names, if it names one.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Toml),
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// Returns the format's name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toml => "TOML",
            Self::Yaml => "YAML",
            Self::Json => "JSON",
        }
    }
}

/// How the answers of a person are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
pub enum AnswersFormat {
    Toml,
    Yaml,
    Json,
    // Without help of its own, which would make the list of all four long.
    Line,
}

impl AnswersFormat {
    /// Returns the format that a file's ending names, if it names one.
    pub fn of(path: &Path) -> Option<Self> {
        match Format::of(path) {
            Some(Format::Toml) => Some(Self::Toml),
            Some(Format::Yaml) => Some(Self::Yaml),
            Some(Format::Json) => Some(Self::Json),
            None => path.extension()?.eq_ignore_ascii_case("txt").then_some(Self::Line),
        }
    }

    /// Returns the format of the document, unless it is a line.
    pub fn document(self) -> Option<Format> {
        match self {
            Self::Toml => Some(Format::Toml),
            Self::Yaml => Some(Format::Yaml),
            Self::Json => Some(Format::Json),
            Self::Line => None,
        }
    }
}
