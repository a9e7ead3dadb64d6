//! What a change to a pack means and does: for people, for a pull request, and for programs.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::comparison::{ChangeClass, Effect};
use crate::diagnostic::Diagnostic;
use crate::pack::{Id, Pack};
use crate::render::findings::{github, human, path, place};
use crate::render::json::harmless;
use crate::render::page::{Align, Look, Page, Table};
use crate::scoring::METHOD;
use crate::text::{all_of, capitalised, count, people};

/// The version of the JSON shape.
const SCHEMA_VERSION: u32 = 1;

/// The first line of a comment, by which the next run finds it.
const MARKER: &str = "<!-- rolefit diff -->\n";

/// How many changes a comment lists.
const MOST_LISTED: usize = 100;

/// What two packs differ in.
#[derive(Debug)]
pub struct PackDiff<'a> {
    pub old: &'a Pack,
    pub new: &'a Pack,
    /// In file order; without those of wording.
    pub changes: Vec<FoundChange>,
    /// How many changes of wording there are.
    pub wording: usize,
    pub seed: u64,
    pub simulated: Option<Effect>,
    pub people: Option<Effect>,
    /// Why the run fails; empty where it does not.
    pub failures: Vec<String>,
    /// What would accept the changes, for `rolefit.toml`.
    pub acceptance: String,
}

/// A change with its place, and the reason for which it is accepted.
#[derive(Clone, Debug)]
pub struct FoundChange {
    pub class: ChangeClass,
    pub finding: Diagnostic,
    pub accepted: Option<String>,
}

impl PackDiff<'_> {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Counts the changes, and says why the run fails: `2 scored, 1 described; ...`.
    pub fn summary(&self) -> String {
        let classes = [ChangeClass::Key, ChangeClass::Scored, ChangeClass::Described];
        let number = |class| self.changes.iter().filter(|change| change.class == class).count();
        let mut counts: Vec<String> = classes
            .into_iter()
            .filter(|class| number(*class) > 0)
            .map(|class| format!("{} {}", number(class), class.code()))
            .collect();
        counts.extend((self.wording > 0).then(|| format!("{} of wording", self.wording)));
        let changes = self.changes.len() + self.wording;
        let noun = if changes == 1 { "change" } else { "changes" };
        let counts = format!("{noun}: {}", counts.join(", "));
        if self.failures.is_empty() { counts } else { format!("{counts}; fails: {}", self.failures.join(", ")) }
    }
}

/// Shows changes with their lines, and what they do to people; nothing where there is nothing to show.
pub fn text(diff: &PackDiff<'_>, look: Look) -> String {
    if diff.is_empty() {
        return String::new();
    }
    let open: Vec<Diagnostic> =
        diff.changes.iter().filter(|change| change.accepted.is_none()).map(|change| change.finding.clone()).collect();
    let shown = human(&open, look.width);
    let effects = effects(diff).to_text(look);
    if shown.is_empty() || effects.is_empty() { shown + &effects } else { format!("{shown}\n{effects}") }
}

/// Writes a comment on a pull request; nothing where there is nothing to say.
pub fn markdown(diff: &PackDiff<'_>) -> String {
    if diff.is_empty() {
        return String::new();
    }
    let mut page = Page::default();
    page.title("What this changes in the roles");
    page.paragraph(diff.summary());
    let mut table = Table::new([("Class", Align::Left), ("Place", Align::Left), ("Change", Align::Left)]);
    let mut changes: Vec<&FoundChange> = diff.changes.iter().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.class));
    for change in changes.iter().take(MOST_LISTED) {
        let accepted = change.accepted.as_ref().map(|reason| format!(" (accepted: {reason})")).unwrap_or_default();
        let message = format!("{}{accepted}", change.finding.message);
        table.row([change.class.code().into(), place(&change.finding).into(), message.into()]);
    }
    page.table(table);
    if changes.len() > MOST_LISTED {
        page.paragraph(format!("and {} more", count(changes.len() - MOST_LISTED, "change")));
    }
    page.blocks.extend(effects(diff).blocks);
    format!("{MARKER}{}", page.to_markdown())
}

/// Writes annotations; nothing where there is nothing to say.
pub fn annotations(diff: &PackDiff<'_>) -> String {
    let open: Vec<Diagnostic> =
        diff.changes.iter().filter(|change| change.accepted.is_none()).map(|change| change.finding.clone()).collect();
    let groups = [("simulated people", &diff.simulated), ("people", &diff.people)];
    let groups = groups.into_iter().filter_map(|(who, effect)| Some((who, effect.as_ref()?)));
    let notices = groups.map(|(who, effect)| {
        format!(
            "::notice title=rolefit diff::of {} {who}, {}
",
            effect.people,
            sentence(effect)
        )
        .replace('%', "%25")
    });
    github(&open) + &notices.collect::<String>()
}

fn effects(diff: &PackDiff<'_>) -> Page {
    let mut page = Page::default();
    for reason in accepted(diff) {
        page.paragraph(reason);
    }
    if let Some(effect) = &diff.simulated {
        page.heading(format!("{} simulated people, seed {}", effect.people, diff.seed));
        of_people(&mut page, diff, effect);
    }
    if let Some(effect) = &diff.people {
        page.heading(format!("{} by their answers", people(effect.people)));
        of_people(&mut page, diff, effect);
    }
    if !diff.failures.is_empty() && !diff.acceptance.is_empty() {
        page.paragraph("If this is meant, say so in `rolefit.toml`; it holds until the file is edited again:");
        page.code(diff.acceptance.clone());
    }
    page
}

/// Says what is accepted and why, one line a reason.
fn accepted(diff: &PackDiff<'_>) -> Vec<String> {
    let mut reasons: IndexMap<(&str, &str), usize> = IndexMap::new();
    for change in &diff.changes {
        if let Some(reason) = &change.accepted {
            *reasons.entry((change.finding.file(), reason)).or_default() += 1;
        }
    }
    let line = |((file, reason), number): ((&str, &str), usize)| {
        format!("Accepted: {} in {}: {reason}", count(number, "change"), path(file))
    };
    reasons.into_iter().map(line).collect()
}

fn of_people(page: &mut Page, diff: &PackDiff<'_>, effect: &Effect) {
    page.paragraph(capitalised(&sentence(effect)));
    if !effect.moves.is_empty() {
        let title = |role: &Option<Id>| match role {
            Some(id) => diff
                .new
                .role(id.as_str())
                .or(diff.old.role(id.as_str()))
                .map_or(id.to_string(), |role| role.title.clone()),
            None => "none".to_owned(),
        };
        let mut moves: Vec<_> = effect.moves.iter().collect();
        moves.sort_by_key(|(_, people)| std::cmp::Reverse(**people));
        let mut table =
            Table::new([("First before", Align::Left), ("First after", Align::Left), ("People", Align::Right)]);
        for ((before, after), people) in moves {
            table.row([title(before).into(), title(after).into(), people.to_string().into()]);
        }
        page.table(table);
    }
    let mut table = Table::new([
        ("Role", Align::Left),
        ("Other band", Align::Right),
        ("Primary fit", Align::Right),
        ("Overall", Align::Right),
        ("From", Align::Right),
        ("To", Align::Right),
    ]);
    let is_moved = |number: f64| number.abs() >= 0.005;
    for (id, role) in &effect.roles {
        let is_same = role.bands == 0 && ![role.mean(), role.least, role.most].into_iter().any(is_moved);
        if is_same {
            continue;
        }
        let title = diff.new.role(id.as_str()).map_or(id.to_string(), |role| role.title.clone());
        let primary = format!("+{} -{}", role.gained, role.lost);
        let [mean, least, most] = [role.mean(), role.least, role.most].map(signed);
        table.row([
            title.into(),
            role.bands.to_string().into(),
            primary.into(),
            mean.into(),
            least.into(),
            most.into(),
        ]);
    }
    if !table.rows.is_empty() {
        page.table(table);
    }
}

/// Says for how many something changes.
fn sentence(effect: &Effect) -> String {
    let with_share = |people: usize, of: usize| {
        let share = 100.0 * people as f64 / of.max(1) as f64;
        format!("{people} ({share:.1}%)")
    };
    let contenders = match effect.sampled {
        sampled if sampled == effect.people => with_share(effect.contenders, sampled),
        sampled => format!("{} of {sampled} who were looked at", effect.contenders),
    };
    let parts = [
        format!("another first role for {}", with_share(effect.first(), effect.people)),
        format!("another band of a role for {}", with_share(effect.bands, effect.people)),
        format!("other contenders for {contenders}"),
    ];
    all_of(parts.iter().map(String::as_str))
}

/// A difference in points, with its sign; what rounds to nothing has none.
fn signed(points: f64) -> String {
    let shown = format!("{points:+.1}");
    if shown == "-0.0" || shown == "+0.0" { "0.0".to_owned() } else { shown }
}

/// What changed between two packs, and what it does to people. Counts only: no id of a person is in it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DiffJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    /// Name of the scoring method.
    method: &'static str,
    /// The pack before.
    old: ComparedPackJson<'a>,
    /// The pack after.
    new: ComparedPackJson<'a>,
    /// How many changes of wording there are.
    wording: usize,
    /// Every other change, in the order of the files.
    changes: Vec<ChangeJson<'a>>,
    /// The seed of the simulated people.
    seed: u64,
    /// What it does to simulated people; null where nothing that is scored changed, or none were asked for.
    simulated: Option<EffectJson<'a>>,
    /// What it does to the people whose answers were named; null without them.
    people: Option<EffectJson<'a>>,
    /// Why the run fails, a sentence each.
    failures: &'a [String],
}

/// One of the two packs.
#[derive(Debug, Serialize, JsonSchema)]
struct ComparedPackJson<'a> {
    /// Id of the questionnaire.
    id: &'a str,
    /// Version of the questionnaire.
    version: &'a str,
    /// Digest of the pack.
    digest: &'a str,
    /// The variant that its roles were scored as, where they have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'a str>,
}

/// A change.
#[derive(Debug, Serialize, JsonSchema)]
struct ChangeJson<'a> {
    /// How much it means: `described`, `scored` or `key`.
    class: &'static str,
    /// File, line and column.
    place: String,
    /// What changed.
    message: &'a str,
    /// The reason for which it is accepted in `rolefit.toml`, if it is.
    accepted: Option<&'a str>,
}

/// What a change does to people of one kind.
#[derive(Debug, Serialize, JsonSchema)]
struct EffectJson<'a> {
    /// How many people were scored.
    people: usize,
    /// Of these, how many have another first role.
    first_changed: usize,
    /// Of these, how many have another band of any role.
    bands_changed: usize,
    /// Of those who were looked at, how many have other contenders.
    contenders_changed: usize,
    /// For how many contenders were looked at.
    contenders_of: usize,
    /// How many people have another first role, by the one before and the one after.
    moves: Vec<MoveJson<'a>>,
    /// By role, what changed for it.
    roles: IndexMap<&'a str, RoleEffectJson>,
}

/// People who have another first role.
#[derive(Debug, Serialize, JsonSchema)]
struct MoveJson<'a> {
    /// Id of the first role before; null where none could be ranked.
    from: Option<&'a str>,
    /// Id of the first role after; null where none could be ranked.
    to: Option<&'a str>,
    /// How many they are.
    people: usize,
}

/// What changed for a role.
#[derive(Debug, Serialize, JsonSchema)]
struct RoleEffectJson {
    /// How many people have another band of it.
    bands_changed: usize,
    /// How many became a primary fit.
    primary_gained: usize,
    /// How many are a primary fit no more.
    primary_lost: usize,
    /// How many have an overall value before and after.
    scored: usize,
    /// How far their overall value moves on average, in points.
    mean: f64,
    /// The move farthest down, or least far up, in points.
    least: f64,
    /// The move farthest up, or least far down, in points.
    most: f64,
}

/// Writes one object with everything.
pub fn json(diff: &PackDiff<'_>) -> String {
    let object = DiffJson {
        schema_version: SCHEMA_VERSION,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        method: METHOD,
        old: pack_json(diff.old),
        new: pack_json(diff.new),
        wording: diff.wording,
        changes: diff.changes.iter().map(change_json).collect(),
        seed: diff.seed,
        simulated: diff.simulated.as_ref().map(effect_json),
        people: diff.people.as_ref().map(effect_json),
        failures: &diff.failures,
    };
    harmless(&serde_json::to_string_pretty(&object).expect("internal: texts and numbers are JSON")) + "\n"
}

fn pack_json(pack: &Pack) -> ComparedPackJson<'_> {
    let questionnaire = pack.questionnaire();
    ComparedPackJson {
        id: questionnaire.id.as_str(),
        version: &questionnaire.version,
        digest: pack.digest(),
        variant: pack.variant().map(Id::as_str),
    }
}

fn change_json(change: &FoundChange) -> ChangeJson<'_> {
    ChangeJson {
        class: change.class.code(),
        place: place(&change.finding),
        message: &change.finding.message,
        accepted: change.accepted.as_deref(),
    }
}

fn effect_json(effect: &Effect) -> EffectJson<'_> {
    let moves = effect.moves.iter().map(|((from, to), people)| MoveJson {
        from: from.as_ref().map(Id::as_str),
        to: to.as_ref().map(Id::as_str),
        people: *people,
    });
    let roles = effect.roles.iter().map(|(id, role)| {
        let json = RoleEffectJson {
            bands_changed: role.bands,
            primary_gained: role.gained,
            primary_lost: role.lost,
            scored: role.scored,
            mean: role.mean(),
            least: role.least,
            most: role.most,
        };
        (id.as_str(), json)
    });
    EffectJson {
        people: effect.people,
        first_changed: effect.first(),
        bands_changed: effect.bands,
        contenders_changed: effect.contenders,
        contenders_of: effect.sampled,
        moves: moves.collect(),
        roles: roles.collect(),
    }
}
