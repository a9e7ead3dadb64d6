//! Compares what is expected with what is observed.

use crate::expectation::{Bounds, Expectation, Observed, Share, Value};
use crate::pack::Pack;
use crate::scoring::Band;
use crate::text::each_of;

/// How far a value may miss a bound and still meet it, as in the method.
const SLACK: f64 = 1e-9;

/// An expectation that does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub expectation: Expectation,
    pub expected: String,
    pub got: String,
    /// The roles that explain it, by index.
    pub roles: Vec<usize>,
    /// What would hold; absent where nothing that can be written would.
    pub correction: Option<Correction>,
}

/// What is written in the place of what does not hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    Word(String),
    List(Vec<String>),
    /// A bound, by its key.
    Bound(&'static str, f64),
}

impl Expectation {
    /// Compares with what came out; nothing where it holds.
    pub fn judge(&self, pack: &Pack, observed: &Observed) -> Option<Failure> {
        let judge = Judge { pack, observed };
        let shortfall = match self {
            Self::First(role) => judge.first(*role),
            Self::Lead(bounds) => judge.number("a lead", *bounds, observed.lead(), Unit::POINTS, Vec::new()),
            Self::Contenders(roles) => judge.contenders(roles),
            Self::Order(roles) => judge.order(roles),
            Self::Band { role, band } => judge.band(*role, "the band", *band, |got| got == *band),
            Self::AtLeast { role, band } => judge
                .band(*role, "at least", *band, |got| nearness(got).is_some_and(|near| Some(near) >= nearness(*band))),
            Self::AtMost { role, band } => judge
                .band(*role, "at most", *band, |got| nearness(got).is_some_and(|near| Some(near) <= nearness(*band))),
            Self::Not { role, bands } => judge.not(*role, bands),
            Self::Within { role, value, bounds } => judge.within(*role, *value, *bounds),
            Self::Share { role, share, bounds } => judge.share(*role, *share, *bounds),
        }?;
        let Shortfall { expected, got, roles, correction } = shortfall;
        Some(Failure { expectation: self.clone(), expected, got, roles, correction })
    }
}

/// How near a band is; a gap of judgment and a stretch of style are equally far. Without evidence there is none.
fn nearness(band: Band) -> Option<u8> {
    match band {
        Band::PrimaryFit => Some(4),
        Band::NearPrimaryFit => Some(3),
        Band::PotentialCapabilityGap | Band::CapableStyleStretch => Some(2),
        Band::PartialMatch => Some(1),
        Band::Distant => Some(0),
        Band::InsufficientEvidence => None,
    }
}

struct Shortfall {
    expected: String,
    got: String,
    roles: Vec<usize>,
    correction: Option<Correction>,
}

/// How a number is counted, and how finely a bound is written.
#[derive(Clone, Copy)]
struct Unit {
    /// Steps of a bound to 1.
    steps: f64,
    decimals: usize,
}

impl Unit {
    const POINTS: Self = Self { steps: 10.0, decimals: 1 };
    const SHARE: Self = Self { steps: 1000.0, decimals: 3 };
}

struct Judge<'a> {
    pack: &'a Pack,
    observed: &'a Observed,
}

impl Judge<'_> {
    fn id(&self, role: usize) -> &str {
        self.pack.roles()[role].id.as_str()
    }

    fn ids(&self, roles: &[usize]) -> Vec<String> {
        roles.iter().map(|role| self.id(*role).to_owned()).collect()
    }

    fn quoted(&self, roles: &[usize]) -> String {
        if roles.is_empty() { "none".to_owned() } else { each_of(roles.iter().map(|role| self.id(*role))) }
    }

    fn first(&self, role: usize) -> Option<Shortfall> {
        let got = self.observed.order.first().copied();
        (got != Some(role)).then(|| Shortfall {
            expected: format!("the first role `{}`", self.id(role)),
            got: got.map_or_else(|| "no ranked role".to_owned(), |got| format!("`{}`", self.id(got))),
            roles: got.into_iter().chain([role]).collect(),
            correction: got.map(|got| Correction::Word(self.id(got).to_owned())),
        })
    }

    fn contenders(&self, roles: &[usize]) -> Option<Shortfall> {
        let got = &self.observed.contenders;
        let sorted = |roles: &[usize]| {
            let mut roles = roles.to_vec();
            roles.sort_unstable();
            roles
        };
        (sorted(got) != sorted(roles)).then(|| Shortfall {
            expected: format!("the contenders {}", self.quoted(roles)),
            got: self.quoted(got),
            roles: got.clone(),
            correction: Some(Correction::List(self.ids(got))),
        })
    }

    fn order(&self, roles: &[usize]) -> Option<Shortfall> {
        let place = |role: &usize| self.observed.order.iter().position(|ranked| ranked == role);
        let places: Option<Vec<usize>> = roles.iter().map(place).collect();
        if places.as_ref().is_some_and(|places| places.is_sorted()) {
            return None;
        }
        let got: Vec<usize> = self.observed.order.iter().copied().filter(|role| roles.contains(role)).collect();
        let correction = places.is_some().then(|| Correction::List(self.ids(&got)));
        Some(Shortfall {
            expected: format!("the order {}", self.quoted(roles)),
            got: if places.is_some() { self.quoted(&got) } else { format!("{} ranked", self.quoted(&got)) },
            roles: got,
            correction,
        })
    }

    fn band(&self, role: usize, words: &str, band: Band, holds: impl Fn(Band) -> bool) -> Option<Shortfall> {
        let got = self.observed.roles[role].band();
        let can_be_written = words == "the band" || nearness(got).is_some();
        (!holds(got)).then(|| Shortfall {
            expected: format!("{words} `{}` of `{}`", band.code(), self.id(role)),
            got: format!("`{}`", got.code()),
            roles: vec![role],
            correction: can_be_written.then(|| Correction::Word(got.code().to_owned())),
        })
    }

    fn not(&self, role: usize, bands: &[Band]) -> Option<Shortfall> {
        let got = self.observed.roles[role].band();
        let others = bands.iter().filter(|band| **band != got).map(|band| band.code().to_owned()).collect();
        bands.contains(&got).then(|| Shortfall {
            expected: format!("a band of `{}` other than `{}`", self.id(role), got.code()),
            got: format!("`{}`", got.code()),
            roles: vec![role],
            correction: Some(Correction::List(others)),
        })
    }

    fn within(&self, role: usize, value: Value, bounds: Bounds) -> Option<Shortfall> {
        let observed = &self.observed.roles[role];
        let (got, words) = match value {
            Value::Overall => (observed.overall, "an overall value"),
            Value::Personality => (observed.personality, "a personality"),
            Value::Competency => (observed.competency, "a competency"),
        };
        self.number(&format!("{words} of `{}`", self.id(role)), bounds, got, Unit::POINTS, vec![role])
    }

    fn share(&self, role: usize, share: Share, bounds: Bounds) -> Option<Shortfall> {
        let observed = &self.observed.roles[role];
        let (got, words) = match share {
            Share::First => (observed.first, format!("a share with `{}` first", self.id(role))),
            Share::Band(band) => (observed.share(band), format!("a share in `{}` of `{}`", band.code(), self.id(role))),
        };
        self.number(&words, bounds, Some(got), Unit::SHARE, vec![role])
    }

    fn number(
        &self,
        words: &str,
        Bounds { min, max }: Bounds,
        got: Option<f64>,
        unit: Unit,
        roles: Vec<usize>,
    ) -> Option<Shortfall> {
        let is_low = |got: f64| min.is_some_and(|min| got < min - SLACK);
        let is_high = |got: f64| max.is_some_and(|max| got > max + SLACK);
        if got.is_some_and(|got| !is_low(got) && !is_high(got)) {
            return None;
        }
        let limits = match (min, max) {
            (Some(min), Some(max)) => format!("from {min} to {max}"),
            (Some(min), None) => format!("of at least {min}"),
            (None, Some(max)) => format!("of at most {max}"),
            (None, None) => String::new(),
        };
        let bound = |got: f64| {
            // The bound that is written takes the value in.
            let (key, bound) = if is_low(got) {
                ("min", (got * unit.steps + SLACK).floor())
            } else {
                ("max", (got * unit.steps - SLACK).ceil())
            };
            Correction::Bound(key, bound / unit.steps)
        };
        Some(Shortfall {
            expected: format!("{words} {limits}"),
            got: got.map_or_else(|| "none".to_owned(), |got| format!("{got:.*}", unit.decimals)),
            roles: if roles.is_empty() { self.observed.order.iter().copied().take(2).collect() } else { roles },
            correction: got.map(bound),
        })
    }
}
