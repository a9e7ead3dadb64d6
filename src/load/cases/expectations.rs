//! From the keys of a case to what is expected of its people.

use super::CasesReader;
use super::raw::{BoundsFile, CaseFile, RoleExpectationFile, SharesFile};
use crate::expectation::{Bounds, Expectation, Share, Value};
use crate::route::{Aim, Route};
use crate::rule;
use crate::scoring::Band;

impl CasesReader<'_> {
    /// Reads everything that a case expects; nothing where something is wrong with it.
    pub(super) fn expectations(&mut self, at: &Route<'_>, file: &CaseFile) -> Option<Vec<Expectation>> {
        let before = self.checker.found.len();
        let is_one = file.answers.is_some();
        let mut found: Vec<Option<Expectation>> = Vec::new();
        if let Some(first) = &file.first {
            found.push(
                self.of_one(at, "first", is_one, |reader, at| {
                    reader.role(at, Aim::Value, first).map(Expectation::First)
                }),
            );
        }
        if let Some(lead) = file.lead {
            found.push(
                self.of_one(at, "lead", is_one, |reader, at| reader.bounds(at, lead, 100.0).map(Expectation::Lead)),
            );
        }
        if let Some(contenders) = &file.contenders {
            found.push(self.of_one(at, "contenders", is_one, |reader, at| {
                reader.roles(at, contenders).map(Expectation::Contenders)
            }));
        }
        if let Some(order) = &file.order {
            found.push(self.of_one(at, "order", is_one, |reader, at| reader.roles(at, order).map(Expectation::Order)));
        }
        for (name, file) in &file.roles {
            let roles = at.key("roles");
            let at = roles.key(name);
            match self.role(&at, Aim::Key, name) {
                Some(role) => self.role_expectations(&at, role, is_one, file, &mut found),
                None => found.push(None),
            }
        }
        let found: Option<Vec<Expectation>> = found.into_iter().collect();
        found.filter(|_| self.checker.found.len() == before)
    }

    fn role_expectations(
        &mut self,
        at: &Route<'_>,
        role: usize,
        is_one: bool,
        file: &RoleExpectationFile,
        found: &mut Vec<Option<Expectation>>,
    ) {
        if let Some(band) = file.band {
            found.push(self.of_one(at, "band", is_one, |_, _| Some(Expectation::Band { role, band })));
        }
        for (key, band) in [("at_least", file.at_least), ("at_most", file.at_most)] {
            let Some(band) = band else { continue };
            found.push(self.of_one(at, key, is_one, |reader, at| {
                let band = reader.near(at, band)?;
                let is_least = key == "at_least";
                Some(if is_least { Expectation::AtLeast { role, band } } else { Expectation::AtMost { role, band } })
            }));
        }
        if let Some(bands) = &file.not {
            let bands = bands.clone();
            found.push(self.of_one(at, "not", is_one, |_, _| Some(Expectation::Not { role, bands })));
        }
        let values = [
            (Value::Overall, file.overall),
            (Value::Personality, file.personality),
            (Value::Competency, file.competency),
        ];
        for (value, bounds) in values {
            let Some(bounds) = bounds else { continue };
            let bounds = self.bounds(&at.key(value.code()), bounds, 100.0);
            found.push(bounds.map(|bounds| Expectation::Within { role, value, bounds }));
        }
        if let Some(file) = &file.shares {
            self.shares(&at.key("shares"), role, is_one, file, found);
        }
    }

    fn shares(
        &mut self,
        at: &Route<'_>,
        role: usize,
        is_one: bool,
        file: &SharesFile,
        found: &mut Vec<Option<Expectation>>,
    ) {
        if is_one {
            let finding =
                self.checker.key(&rule::UNKNOWN_KEY, at, "`shares` are of simulated people; this is one person");
            finding.help.push("name a `band`, or bounds with `at_least` and `at_most`".to_owned());
            return;
        }
        let shares = [
            (Share::First, file.first),
            (Share::Band(Band::PrimaryFit), file.primary_fit),
            (Share::Band(Band::NearPrimaryFit), file.near_primary_fit),
            (Share::Band(Band::PotentialCapabilityGap), file.potential_capability_gap),
            (Share::Band(Band::CapableStyleStretch), file.capable_style_stretch),
            (Share::Band(Band::PartialMatch), file.partial_match),
            (Share::Band(Band::Distant), file.distant),
            (Share::Band(Band::InsufficientEvidence), file.insufficient_evidence),
        ];
        for (share, bounds) in shares {
            let Some(bounds) = bounds else { continue };
            let bounds = self.bounds(&at.key(share.code()), bounds, 1.0);
            found.push(bounds.map(|bounds| Expectation::Share { role, share, bounds }));
        }
    }

    /// Reads what can only be said of one person.
    fn of_one(
        &mut self,
        at: &Route<'_>,
        key: &str,
        is_one: bool,
        read: impl FnOnce(&mut Self, &Route<'_>) -> Option<Expectation>,
    ) -> Option<Expectation> {
        let at = at.key(key);
        if is_one {
            return read(self, &at);
        }
        let finding = self.checker.key(
            &rule::UNKNOWN_KEY,
            &at,
            format!("`{key}` is about one person; these are simulated people"),
        );
        finding.help.push("name `shares` of them under a role, or bounds of a mean".to_owned());
        None
    }

    fn roles(&mut self, at: &Route<'_>, names: &[String]) -> Option<Vec<usize>> {
        let roles: Vec<Option<usize>> =
            names.iter().enumerate().map(|(index, name)| self.role(&at.index(index), Aim::Value, name)).collect();
        roles.into_iter().collect()
    }

    /// Takes a band that others can be nearer or farther than.
    fn near(&mut self, at: &Route<'_>, band: Band) -> Option<Band> {
        if band != Band::InsufficientEvidence {
            return Some(band);
        }
        let message = format!("`{}` is neither near nor far", band.code());
        self.checker.value(&rule::UNKNOWN_NAME, at, message).help.push("name it as `band`".to_owned());
        None
    }

    fn bounds(&mut self, at: &Route<'_>, BoundsFile { min, max }: BoundsFile, most: f64) -> Option<Bounds> {
        let is_legal = |bound: Option<f64>| bound.is_none_or(|bound| (0.0..=most).contains(&bound));
        for (key, bound) in [("min", min), ("max", max)] {
            if !is_legal(bound) {
                let message = format!("{key} `{}` is out of range", bound.unwrap_or_default());
                let finding = self.checker.value(&rule::ILLEGAL_NUMBER, &at.key(key), message);
                finding.help.push(format!("use a number from 0 to {most}"));
            }
        }
        match (min, max) {
            (None, None) => {
                let finding = self.checker.key(&rule::MISSING_KEY, at, "neither `min` nor `max` is named here");
                finding.help.push("add one of them, or both".to_owned());
                None
            }
            (Some(low), Some(high)) if low > high => {
                let message = format!("the range from {low} to {high} is reversed");
                self.checker
                    .value(&rule::UPSIDE_DOWN_INTERVAL, at, message)
                    .help
                    .push("`min` must not be above `max`".to_owned());
                None
            }
            (min, max) => Some(Bounds { min, max }).filter(|_| is_legal(min) && is_legal(max)),
        }
    }
}
