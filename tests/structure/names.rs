//! One meaning a name: no two files declare types of one name.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources;

#[test]
fn a_type_name_has_one_meaning() {
    let files = sources::read();
    let mut declared: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in files.values() {
        for name in &file.types {
            declared.entry(name).or_default().insert(file.path.display().to_string());
        }
    }
    declared.retain(|_, places| places.len() > 1);
    assert!(declared.is_empty(), "give one of each another name: {declared:#?}");
}
