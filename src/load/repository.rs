//! Names of files as their repository has them: what a service, or a colleague in another folder, finds them by.

use std::path::{Component, Path, PathBuf};

use crate::load::read::display_name;

/// Returns the root of the repository that a folder is in.
pub fn root(here: &Path) -> Option<&Path> {
    here.ancestors().find(|folder| folder.join(".git").exists())
}

/// Returns the name below `root` of a file that is named from the folder `here`; nothing for what is no file there, such
/// as a part of the built-in pack.
pub fn name_below(root: &Path, here: &Path, file: &str) -> Option<String> {
    let file = here.join(file);
    let mut path = PathBuf::new();
    for part in file.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => path.push(part),
        }
    }
    path.strip_prefix(root).ok().filter(|_| file.exists()).map(display_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_at_the_root() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let here = root.join("roles");
        let name = |file: &str| name_below(root, &here, file);
        assert_eq!(name("senior.yaml").as_deref(), Some("roles/senior.yaml"));
        assert_eq!(name("./../examples/ana.toml").as_deref(), Some("examples/ana.toml"));
        assert_eq!(name(&root.join("README.md").display().to_string()).as_deref(), Some("README.md"));
        assert_eq!(name("../.."), None, "it lies outside");
        assert_eq!(name("built-in/senior.yaml"), None, "it is no file");
    }
}
