//! Files that need each other can only be read together. Two may, and every file may use what the `mod.rs` of its folder
//! declares; more may not.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{self, Module};

/// Every group of files in which each needs all the others, directly or through others of the group.
fn circles<'m>(arrows: &BTreeMap<&'m Module, BTreeSet<&'m Module>>) -> BTreeSet<BTreeSet<&'m Module>> {
    let reach = |from: &'m Module| {
        let mut seen: BTreeSet<&Module> = BTreeSet::new();
        let mut open = vec![from];
        while let Some(module) = open.pop() {
            open.extend(arrows.get(module).into_iter().flatten().copied().filter(|next| seen.insert(next)));
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = arrows.keys().map(|module| (*module, reach(module))).collect();
    let circle = |module: &&'m Module| -> BTreeSet<&'m Module> {
        reached[*module].iter().copied().filter(|other| reached[other].contains(*module)).collect()
    };
    reached.keys().map(circle).filter(|circle| circle.len() > 2).collect()
}

#[test]
fn no_more_than_two_files_need_each_other() {
    let files = sources::read();
    let mut arrows = sources::arrows(&files);
    // What a folder's `mod.rs` declares is there for the files of the folder.
    for (module, targets) in &mut arrows {
        targets.retain(|target| !module.starts_with(target));
    }
    let found = circles(&arrows);
    let lines = found.iter().map(|circle| {
        let line = |module: &&Module| {
            let within = arrows[*module].iter().filter(|other| circle.contains(*other));
            let within: Vec<String> = within.map(|other| other.join("::")).collect();
            format!("  {} uses {}\n", files[*module].path.display(), within.join(", "))
        };
        format!("these need each other:\n{}", circle.iter().map(line).collect::<String>())
    });
    let found: String = lines.collect();
    assert!(found.is_empty(), "{found}");
}

#[test]
fn a_circle_is_found_through_what_passes_names_on() {
    let module = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
    let [a, b, c] = ["room::a", "room::b", "room::c"].map(module);
    let arrows = BTreeMap::from([(&a, BTreeSet::from([&b])), (&b, BTreeSet::from([&c])), (&c, BTreeSet::from([&a]))]);
    assert_eq!(circles(&arrows), BTreeSet::from([BTreeSet::from([&a, &b, &c])]));
    let files = sources::read();
    let arrows = sources::arrows(&files);
    // `commands/people.rs` names `scoring::Model`, which `scoring/mod.rs` passes on.
    assert!(arrows[&module("commands::people")].contains(&module("scoring::model")));
    assert!(!arrows[&module("scoring")].contains(&module("commands::score")));
}
