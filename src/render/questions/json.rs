//! Questions as JSON, version 1 of its shape.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pack::{Id, Instruction, Language, Parallel, Part, Scale};
use crate::render::json::{PackJson, harmless};
use crate::render::questions::wording::ShownText;
use crate::render::questions::{QuestionJson, QuestionOption, Questions};

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// What is asked, without its key.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuestionsJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    pack: &'a PackJson<'a>,
    /// Title of the questionnaire.
    title: &'a str,
    /// What the questions are in, where that is a translation.
    translation: Option<TranslationJson<'a>>,
    instruction: Instruction,
    scale: ScaleJson<'a>,
    form: QuestionFormJson<'a>,
    /// In order of presentation: statements, then scenarios.
    items: Vec<ItemJson<'a>>,
}

/// The translation that the questions are in. Texts that it lacks are in the original language, and have `original`.
#[derive(Debug, Serialize, JsonSchema)]
struct TranslationJson<'a> {
    /// Tag of the language.
    language: &'a str,
    /// `ltr` or `rtl`.
    direction: &'static str,
    /// Whether no second person has read it.
    draft: bool,
}

/// The response scale of the statements.
#[derive(Debug, Serialize, JsonSchema)]
struct ScaleJson<'a> {
    /// Lowest response.
    min: i32,
    /// Highest response.
    max: i32,
    /// One label for each response from lowest to highest, or none.
    labels: &'a [String],
}

/// Which items are asked, and how; the table `form` of an answers file.
#[derive(Debug, Serialize, JsonSchema)]
struct QuestionFormJson<'a> {
    /// `full`, `short` or `roles`.
    kind: &'static str,
    parallel: Parallel,
    /// Ids of the roles asked for, with kind `roles` or `short`.
    roles: Vec<&'a str>,
    /// Seed of the order.
    seed: Option<u64>,
    /// Tag of the language that is asked in, where it is not the original one.
    language: Option<&'a str>,
    /// Digest of the wording of all items.
    items_digest: &'a str,
}

/// A statement or a scenario.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemJson<'a> {
    /// Id of the item.
    id: &'a str,
    part: Part,
    /// The statement, or the situation and its question.
    #[serde(flatten)]
    text: ShownText<'a>,
    /// The answers to choose from; none for a statement, which takes a response of the scale.
    options: &'a [QuestionOption<'a>],
}

/// Writes the object.
///
/// # Errors
///
/// Those of the JSON writer.
pub fn json(questions: &Questions<'_>) -> serde_json::Result<String> {
    let Scale { min, max, labels } = questions.scale.as_ref();
    let object = QuestionsJson {
        schema_version: SCHEMA_VERSION,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        pack: &questions.pack,
        title: questions.title.text,
        translation: questions.translation.map(|translation| TranslationJson {
            language: translation.language.as_str(),
            direction: translation.direction().code(),
            draft: translation.is_draft(),
        }),
        instruction: questions.instruction,
        scale: ScaleJson { min: *min, max: *max, labels },
        form: QuestionFormJson {
            kind: questions.form.kind.code(),
            parallel: questions.parallel,
            roles: questions.form.kind.roles().iter().map(Id::as_str).collect(),
            seed: questions.form.seed,
            language: questions.form.language.as_ref().map(Language::as_str),
            items_digest: &questions.items_digest,
        },
        items: questions.items.iter().map(item).collect(),
    };
    Ok(harmless(&serde_json::to_string_pretty(&object)?) + "\n")
}

fn item<'a>(question: &'a QuestionJson<'a>) -> ItemJson<'a> {
    ItemJson { id: question.id, part: question.part, text: question.text, options: &question.options }
}
