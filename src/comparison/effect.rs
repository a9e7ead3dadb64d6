//! What a change does to people: for how many the first role, a band or the contenders are others, and how far overall values move.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::answers::{Form, Responses};
use crate::comparison::ItemMatch;
use crate::pack::{Id, Pack, Parallel};
use crate::random::SplitMix64;
use crate::scoring::{Band, Cache, Draws, FitRow, Model, Profile, Uncertainty, assess_with, first, fit_rows};
use crate::simulation::{PeopleKind, Population};

/// Two packs, and how answers to the older one are put to the newer one.
#[derive(Debug)]
pub struct PackComparison<'a> {
    old: &'a Pack,
    new: &'a Pack,
    matched: ItemMatch,
    /// The roles of both, by their indices in each.
    roles: Vec<(usize, usize)>,
}

/// What changes for so many people. Counts only: nothing tells who they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    pub people: usize,
    /// How many have another first role, by the role before and after; none where no role is ranked.
    pub moves: BTreeMap<(Option<Id>, Option<Id>), usize>,
    /// How many have another band of at least one role.
    pub bands: usize,
    /// How many have other contenders, of those for whom that was looked at.
    pub contenders: usize,
    pub sampled: usize,
    /// By id, of roles that both packs have.
    pub roles: BTreeMap<Id, RoleEffect>,
}

/// What changes in one role.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoleEffect {
    /// How many have another band.
    pub bands: usize,
    /// How many of these gained the role as a primary fit, and lost it.
    pub gained: usize,
    pub lost: usize,
    /// How many have an overall value in both packs, and how far it moves.
    pub scored: usize,
    sum: f64,
    pub least: f64,
    pub most: f64,
}

impl Effect {
    /// Returns how many have another first role.
    pub fn first(&self) -> usize {
        self.moves.values().sum()
    }

    /// Returns a number of people as a share of all.
    pub fn share(&self, people: usize) -> f64 {
        people as f64 / self.people.max(1) as f64
    }

    /// Puts two groups of people together.
    pub fn plus(mut self, other: Self) -> Self {
        self.people += other.people;
        self.bands += other.bands;
        self.contenders += other.contenders;
        self.sampled += other.sampled;
        for (between, people) in other.moves {
            *self.moves.entry(between).or_default() += people;
        }
        for (id, effect) in other.roles {
            self.roles.entry(id).or_default().add(effect);
        }
        self
    }
}

impl RoleEffect {
    /// Returns how far overall values move on average.
    pub fn mean(&self) -> f64 {
        self.sum / self.scored.max(1) as f64
    }

    fn add(&mut self, other: Self) {
        if other.scored > 0 {
            let is_first = self.scored == 0;
            self.least = if is_first { other.least } else { self.least.min(other.least) };
            self.most = if is_first { other.most } else { self.most.max(other.most) };
        }
        self.bands += other.bands;
        self.gained += other.gained;
        self.lost += other.lost;
        self.scored += other.scored;
        self.sum += other.sum;
    }

    fn of(old: &FitRow, new: &FitRow) -> Self {
        let shift = old.overall.zip(new.overall).map(|(old, new)| new - old);
        let is_other = old.band != new.band;
        Self {
            bands: usize::from(is_other),
            gained: usize::from(is_other && new.band == Band::PrimaryFit),
            lost: usize::from(is_other && old.band == Band::PrimaryFit),
            scored: usize::from(shift.is_some()),
            sum: shift.unwrap_or_default(),
            least: shift.unwrap_or_default(),
            most: shift.unwrap_or_default(),
        }
    }
}

impl<'a> PackComparison<'a> {
    /// Looks at which roles and items two packs share.
    pub fn between(old: &'a Pack, new: &'a Pack) -> Self {
        let place = |id: &Id| old.roles().iter().position(|role| role.id == *id);
        let roles =
            new.roles().iter().enumerate().filter_map(|(index, role)| Some((place(&role.id)?, index))).collect();
        Self { old, new, matched: ItemMatch::between(old, new), roles }
    }

    /// Compares seeded people of a kind, who answer the older questionnaire; of the first `sampled` also the contenders.
    pub fn simulated(&self, population: Population, people: usize, seed: u64, sampled: usize) -> Effect {
        let kind = PeopleKind::Population(population);
        let mut random = SplitMix64::named(&kind.stream(seed));
        let crowd = kind.crowd(self.old);
        let form = Form::default();
        let answers = (0..people).map(|_| (crowd.answer(self.old, &mut random), &form));
        self.effect(answers, sampled)
    }

    /// Compares people by their answers to the older questionnaire; of the first `sampled` also the contenders.
    pub fn effect<'f>(&self, people: impl Iterator<Item = (Responses, &'f Form)>, sampled: usize) -> Effect {
        let (mut old, mut new) = (ComparedPack::of(self.old), ComparedPack::of(self.new));
        let mut effect = Effect::default();
        for (index, (responses, form)) in people.enumerate() {
            let carried = self.matched.carry_over(&responses, form, self.old, self.new);
            let (before, after) = (old.fit_rows(&responses), new.fit_rows(&carried));
            self.take(&mut effect, &before, &after);
            if index < sampled {
                effect.sampled += 1;
                effect.contenders += usize::from(old.contenders(&responses) != new.contenders(&carried));
            }
        }
        effect
    }

    /// Adds one person.
    fn take(&self, effect: &mut Effect, before: &[FitRow], after: &[FitRow]) {
        let id = |pack: &Pack, role: Option<usize>| role.map(|role| pack.roles()[role].id.clone());
        let firsts = (id(self.old, first(before)), id(self.new, first(after)));
        effect.people += 1;
        if firsts.0 != firsts.1 {
            *effect.moves.entry(firsts).or_default() += 1;
        }
        let mut is_other = false;
        for (old, new) in &self.roles {
            let of_role = RoleEffect::of(&before[*old], &after[*new]);
            is_other |= of_role.bands > 0;
            let id = &self.new.roles()[*new].id;
            match effect.roles.get_mut(id) {
                Some(known) => known.add(of_role),
                None => {
                    effect.roles.insert(id.clone(), of_role);
                }
            }
        }
        effect.bands += usize::from(is_other);
    }
}

/// One of the packs, with a model for each choice of stems that people were asked.
struct ComparedPack<'a> {
    pack: &'a Pack,
    models: HashMap<Arc<[Parallel]>, AskedModel>,
}

struct AskedModel {
    model: Model,
    draws: Option<Draws>,
    cache: Cache,
}

impl<'a> ComparedPack<'a> {
    fn of(pack: &'a Pack) -> Self {
        Self { pack, models: HashMap::new() }
    }

    fn asked(&mut self, parallels: &Arc<[Parallel]>) -> &mut AskedModel {
        if !self.models.contains_key(parallels) {
            let model = Model::asking(self.pack, Arc::clone(parallels));
            self.models.insert(Arc::clone(parallels), AskedModel { model, draws: None, cache: Cache::default() });
        }
        self.models.get_mut(parallels).expect("internal: a model was just added")
    }

    fn fit_rows(&mut self, responses: &Responses) -> Vec<FitRow> {
        let asked = self.asked(&responses.parallels);
        fit_rows(&asked.model, &Profile::with(&asked.model, responses, &mut asked.cache)).collect()
    }

    /// Returns the ids of the roles that may be the best fit.
    fn contenders(&mut self, responses: &Responses) -> Vec<Id> {
        let roles = self.pack.roles();
        let AskedModel { model, draws, cache } = self.asked(&responses.parallels);
        let assessment = assess_with(model, responses, cache);
        let draws = draws.get_or_insert_with(|| Draws::of(model));
        let uncertainty = Uncertainty::of(model, draws, &assessment.profile, &assessment.ranking);
        let is_contender = |role: usize| uncertainty.roles[role].is_some_and(|sure| sure.is_contender);
        (0..roles.len()).filter(|role| is_contender(*role)).map(|role| roles[role].id.clone()).collect()
    }
}
