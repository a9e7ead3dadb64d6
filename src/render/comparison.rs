//! What a change to a pack means and does: for people, for a pull request, and for programs.

use indexmap::IndexMap;
use serde::Serialize;

use crate::comparison::{ChangeClass, Effect};
use crate::diagnostic::Diagnostic;
use crate::pack::{Id, Pack};
use crate::render::findings::{github, human, path, place};
use crate::render::json::harmless;
use crate::render::page::{Align, Look, Page, Table};
use crate::scoring::METHOD;
use crate::text::{all_of, capitalised, count};

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

fn people(number: usize) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

/// A difference in points, with its sign; what rounds to nothing has none.
fn signed(points: f64) -> String {
    let shown = format!("{points:+.1}");
    if shown == "-0.0" || shown == "+0.0" { "0.0".to_owned() } else { shown }
}

#[derive(Debug, Serialize)]
struct DiffJson<'a> {
    schema_version: u32,
    tool: String,
    method: &'static str,
    old: ComparedPackJson<'a>,
    new: ComparedPackJson<'a>,
    /// How many changes of wording there are.
    wording: usize,
    changes: Vec<ChangeJson<'a>>,
    seed: u64,
    simulated: Option<EffectJson<'a>>,
    people: Option<EffectJson<'a>>,
    failures: &'a [String],
}

#[derive(Debug, Serialize)]
struct ComparedPackJson<'a> {
    id: &'a str,
    version: &'a str,
    digest: &'a str,
}

#[derive(Debug, Serialize)]
struct ChangeJson<'a> {
    class: &'static str,
    place: String,
    message: &'a str,
    accepted: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct EffectJson<'a> {
    people: usize,
    first_changed: usize,
    bands_changed: usize,
    contenders_changed: usize,
    /// For how many contenders were looked at.
    contenders_of: usize,
    moves: Vec<MoveJson<'a>>,
    roles: IndexMap<&'a str, RoleEffectJson>,
}

#[derive(Debug, Serialize)]
struct MoveJson<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
    people: usize,
}

#[derive(Debug, Serialize)]
struct RoleEffectJson {
    bands_changed: usize,
    primary_gained: usize,
    primary_lost: usize,
    /// How many have an overall value before and after, and how far it moves.
    scored: usize,
    mean: f64,
    least: f64,
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
    ComparedPackJson { id: questionnaire.id.as_str(), version: &questionnaire.version, digest: pack.digest() }
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
