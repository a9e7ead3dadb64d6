//! What is done with one text for each parser. The fuzz targets and the bounded run of the tests share these bodies: each
//! fails where a parser does, or where what it returns breaks a promise.

use std::sync::LazyLock;

use rolefit::answers::line::check;
use rolefit::batch::chunks::{Chunk, Chunks, Start};
use rolefit::diagnostic::{Diagnostic, Place};
use rolefit::load::mapping::{self, Mapping};
use rolefit::load::pack::from_texts;
use rolefit::load::{Format, answers};
use rolefit::pack::{Id, Pack, Target};
use rolefit::render::csv::{guarded, quoted, unguarded};
use rolefit::source::Source;
use rolefit::survey::Catalogue;
use rolefit::survey::dialect::StatedDialect;
use rolefit::survey::sample::Sample;
use rolefit::text::{columns, cut, drives_a_terminal, excerpt, marked, printable};

/// A parser under test.
pub struct Body {
    pub name: &'static str,
    pub run: fn(&str),
    /// How many of 1,000 cases it gets in the bounded run: documents take longer than words.
    pub share: usize,
    pub seeds: &'static [&'static str],
}

const QUESTIONNAIRE: &str = include_str!("../tests/packs/survey/questionnaire.yaml");
const ROLE: &str = include_str!("../tests/packs/survey/engineer.yaml");

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    from_texts([("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", ROLE)]).expect("a sound pack")
});

pub static BODIES: [Body; 11] = [
    Body {
        name: "answers_yaml",
        run: answers_yaml,
        share: 20,
        seeds: &[
            "schema: 1\nperson: { id: ana }\nanswers:\n  tempo-week: 4 # sure\n  api-timeout: a\n",
            "x-a: &a [1, 2]\nx-b: *a\nanswers: { tempo-week: \"4\", 'ops-alert': skip }\n",
            "answers:\n  tempo-week: |\n    4\n  ops-alert: >-\n    b\n",
        ],
    },
    Body {
        name: "answers_toml",
        run: answers_toml,
        share: 20,
        seeds: &[
            "schema = 1\nperson.id = \"ana\"\n[answers]\ntempo-week = 4\napi-timeout = \"a\"\n",
            "[person]\nid = 'ana'\n[form]\nkind = \"roles\"\nroles = [\"engineer\"]\nseed = 7\n[answers]\n",
        ],
    },
    Body {
        name: "answers_json",
        run: answers_json,
        share: 20,
        seeds: &[r#"{"schema": 1, "person": {"id": "an\u00e4"}, "answers": {"tempo-week": 4, "api-timeout": "a"}}"#],
    },
    Body {
        name: "answers_line",
        run: answers_line,
        share: 20,
        seeds: &[
            "rolefit1:survey@1.0.0/full/a/1/a6e0e6982a043acf/6edaf50b/ana%C3%A9/4x50121c/3d9acb52;",
            "Hi,\n> rolefit1:survey@1.0.0/roles+engineer/a/1\n> /a6e0e6982a043acf/6edaf50b//4351(7)x0l/323435da; bye",
        ],
    },
    Body { name: "questionnaire", run: questionnaire, share: 2, seeds: &[QUESTIONNAIRE] },
    Body { name: "role", run: role, share: 2, seeds: &[ROLE] },
    Body {
        name: "mapping",
        run: mapping_file,
        share: 20,
        seeds: &[
            "preset = \"ms-forms\"\nheader_rows = 2\ndelimiter = \"tab\"\n[columns]\n\"My week\" = \"tempo-week\"\n",
            "encoding = \"latin1\"\nmissing = [\"-\"]\n[labels]\n\"gar nicht\" = 1\n[options.api-timeout]\n\"x\" = \"a\"\n",
        ],
    },
    Body {
        name: "table",
        run: table,
        share: 16,
        seeds: &[
            "id,tempo-week,ops-alert\nana,4,a\n\"b, c\",5,\"b\"\"\n\"\n",
            "sep=;\nid;tempo-week\r\nana;4\r\n",
            "StartDate,Q1\nStart Date,tempo-week\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{}\"\n2026-01-31,4\n",
        ],
    },
    Body {
        name: "cell",
        run: cell,
        share: 380,
        seeds: &["4", "5 - strongly agree", "agree (4)", "b) Use the queue", "a, c", "4.0", "-1", ""],
    },
    Body {
        name: "words",
        run: words,
        share: 250,
        seeds: &["moderate planner", "strong adapter", "balanced", "any", "tempo-week", "utf-16le", "tab", ";"],
    },
    Body {
        name: "shown",
        run: shown,
        share: 250,
        seeds: &["x;=1+1", "'-5", " ＝1", "a\u{1b}[2Jb\r\n\tc", "👩\u{200d}💻 漢字", "\u{e0041}\u{202e}\u{61c}"],
    },
];

fn answers(text: &str, format: Format) {
    let source = Source::new("answers", text);
    if let Err(found) = answers::text(&source, format, "somebody", &PACK) {
        sound(&found);
    }
}

fn answers_yaml(text: &str) {
    answers(text, Format::Yaml);
}

fn answers_toml(text: &str) {
    answers(text, Format::Toml);
}

fn answers_json(text: &str) {
    answers(text, Format::Json);
}

fn answers_line(text: &str) {
    lines_of(text);
    // With a check that is right, all that comes after it is tried as well.
    if let Some((text, _)) = text.rsplit_once('/') {
        let text = format!("{text}/");
        lines_of(&format!("{text}{};", check(&text)));
    }
}

fn lines_of(text: &str) {
    let source = Source::new("answers", text);
    for number in 0..=answers::lines(text).len() {
        if let Err(found) = answers::line(&source, number, "somebody", &PACK) {
            sound(&found);
        }
    }
}

fn questionnaire(text: &str) {
    if let Err(found) = from_texts([("questionnaire.yaml", text), ("engineer.yaml", ROLE)]) {
        sound(&found);
    }
}

fn role(text: &str) {
    if let Err(found) = from_texts([("questionnaire.yaml", QUESTIONNAIRE), ("engineer.yaml", text)]) {
        sound(&found);
    }
}

fn mapping_file(text: &str) {
    if let Err(found) = mapping::text(&Source::new("mapping.toml", text), &PACK) {
        sound(&found);
    }
}

/// What is refused is refused for a reason that is said, at a place that exists.
fn sound(found: &[Diagnostic]) {
    assert!(!found.is_empty(), "refused without a word");
    for finding in found {
        assert!(!finding.message.is_empty());
        if let Place::Text(label) = &finding.place {
            let text = label.source.text();
            assert!(label.span.start <= text.len() && label.span.start <= label.span.end, "{finding:?}");
            let position = label.source.position(label.span.start);
            assert!(position.line <= text.matches('\n').count() + 1, "{finding:?}");
        }
    }
}

fn table(text: &str) {
    let mut mapping = Mapping::default();
    let catalogue = Catalogue::of(&PACK, &Mapping::default());
    if let Err(problem) = Sample::read(text.as_bytes(), false, &catalogue, &mut mapping, StatedDialect::default()) {
        assert!(!problem.message.is_empty());
    }
    for delimiter in [Some(b','), Some(b';'), None] {
        let mut chunks = Chunks::of(text.as_bytes(), Start::FIRST, delimiter).small();
        let mut chunk = Chunk::default();
        let mut read = 0;
        while let Ok(true) = chunks.next(&mut chunk) {
            read += chunk.bytes().len();
        }
        assert!(read <= text.len() + 1, "more was read than there is");
    }
}

fn cell(text: &str) {
    static MAPPING: LazyLock<Mapping> = LazyLock::new(Mapping::default);
    static CATALOGUE: LazyLock<Catalogue<'static>> = LazyLock::new(|| Catalogue::of(&PACK, &MAPPING));
    let Some(item) = CATALOGUE.items().nth(text.len() % CATALOGUE.items().count()) else { return };
    if let Err(reason) = CATALOGUE.read(item, text) {
        assert!(!reason.contains(drives_a_terminal), "{reason:?}");
    }
}

fn words(text: &str) {
    let questionnaire = PACK.questionnaire();
    for dimension in &questionnaire.dimensions {
        let _ = Target::parse(text, &dimension.poles, &questionnaire.settings);
    }
    if let Ok(id) = text.parse::<Id>() {
        assert_eq!(id.to_string(), text, "an id reads as it is written");
    }
    let _ = Id::suggest(text);
    let _ = mapping::delimiter(text);
    let _ = mapping::encoding(text);
}

fn shown(text: &str) {
    assert_eq!(unguarded(&guarded(text)), text, "what is guarded comes back");
    let row = quoted(text);
    let record = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes()).into_records().next();
    if let Some(record) = record.filter(|_| !text.is_empty() && !text.starts_with('\u{feff}')) {
        assert_eq!(record.expect("one cell").get(0), Some(text), "what is quoted is one cell");
    }
    assert!(!printable(text).contains(drives_a_terminal));
    assert!(!marked(text).contains(|character| drives_a_terminal(character) && !matches!(character, '\n' | '\t')));
    assert_eq!(marked(text).chars().count(), text.chars().count());
    for most in [0, 1, 3, 10] {
        assert!(columns(cut(text, most)) <= most);
        assert!(columns(&excerpt(text, most)) <= most.max(3));
    }
}

/// Runs the body of a name.
pub fn run(name: &str, text: &str) {
    let body = BODIES.iter().find(|body| body.name == name).expect("a body of that name");
    (body.run)(text);
}
