//! A mapping file: how one export names its columns and its answers.

use indexmap::IndexMap;

use crate::pack::Id;

/// How an export names its columns and answers. The default is none: ids and texts of the questionnaire only.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    pub person: PersonColumns,
    /// Items by the headers of their columns.
    pub columns: IndexMap<String, Id>,
    /// Headers of columns that hold nothing of interest.
    pub ignore: Vec<String>,
    /// What stands in a cell that was not answered, besides nothing and `skip`.
    pub missing: Vec<String>,
    /// Words for responses of the scale; a response is counted from the least one.
    pub labels: IndexMap<String, u16>,
    /// Words for the options of a scenario, by their index.
    pub options: IndexMap<Id, IndexMap<String, u16>>,
}

/// The headers of the columns that say who answered, and when.
#[derive(Clone, Debug, Default)]
pub struct PersonColumns {
    pub id: Option<String>,
    pub name: Option<String>,
    pub time: Option<String>,
}
