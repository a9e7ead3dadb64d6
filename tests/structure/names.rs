//! One meaning a name: no two files declare types of one name.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources;

/// Names that still have two meanings. New ones are not to be added.
const KNOWN: &[&str] =
    &["Choice", "Command", "Form", "Order", "Page", "Place", "Sheet", "Span", "State", "Step", "Table"];

#[test]
fn a_type_name_has_one_meaning() {
    let files = sources::read();
    let mut declared: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in files.values() {
        for name in &file.types {
            declared.entry(name).or_default().insert(file.path.display().to_string());
        }
    }
    let shared = declared.iter().filter(|(_, places)| places.len() > 1);
    let (known, new): (Vec<_>, Vec<_>) = shared.partition(|(name, _)| KNOWN.contains(name));
    assert!(new.is_empty(), "give one of each another name: {new:#?}");
    let known: BTreeSet<&str> = known.into_iter().map(|(name, _)| *name).collect();
    assert_eq!(
        known,
        BTreeSet::from_iter(KNOWN.iter().copied()),
        "take names out of the list that have one meaning now"
    );
}
