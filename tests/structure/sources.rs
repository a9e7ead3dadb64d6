//! The source files as the compiler reads them: what each declares, and which names of other files it uses. Tests inside
//! files are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree, Visibility};

/// A module as segments below the crate: `["scoring", "fit"]`.
pub type Module = Vec<String>;

/// A source file, its declarations and its uses.
pub struct SourceFile {
    pub path: PathBuf,
    /// Names of types declared at the top of the file.
    pub types: Vec<String>,
    /// Names of everything declared at the top of the file.
    names: BTreeSet<String>,
    /// Names that a `use` brings into the module, with the whole path of each: what others reach through it.
    aliases: BTreeMap<String, Module>,
    /// Whole paths below the crate.
    used: BTreeSet<Module>,
}

/// All files of `src`, by module.
pub fn read() -> BTreeMap<Module, SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    rust_files(&root, &mut paths);
    paths.into_iter().map(|path| parse(&root, &path)).collect()
}

/// Adds every Rust file in a folder and below it.
pub fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn parse(root: &Path, path: &Path) -> (Module, SourceFile) {
    let relative = path.strip_prefix(root).expect("inside src").to_path_buf();
    let mut module: Module =
        relative.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|name| name == "mod" || name == "lib") {
        module.pop();
    }
    let text = fs::read_to_string(path).expect("a source file");
    let parsed = syn::parse_file(&text).expect("Rust");
    let mut reader = Reader {
        module: module.clone(),
        file: SourceFile {
            path: relative,
            types: Vec::new(),
            names: BTreeSet::new(),
            aliases: BTreeMap::new(),
            used: BTreeSet::new(),
        },
    };
    for item in &parsed.items {
        reader.declare(item);
    }
    reader.visit_file(&parsed);
    (module, reader.file)
}

struct Reader {
    module: Module,
    file: SourceFile,
}

impl Reader {
    fn declare(&mut self, item: &Item) {
        let (name, is_type) = match item {
            Item::Struct(it) => (&it.ident, true),
            Item::Enum(it) => (&it.ident, true),
            Item::Trait(it) => (&it.ident, true),
            Item::Type(it) => (&it.ident, true),
            Item::Fn(it) => (&it.sig.ident, false),
            Item::Const(it) => (&it.ident, false),
            Item::Static(it) => (&it.ident, false),
            _ => return,
        };
        self.file.names.insert(name.to_string());
        if is_type {
            self.file.types.push(name.to_string());
        }
    }

    /// Turns a path as written into a whole one below the crate; nothing for other crates.
    fn whole(&self, path: &[String]) -> Option<Module> {
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([&self.module, &path[1..]].concat()),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let base = &self.module[..self.module.len().checked_sub(ups)?];
                Some([base, &path[ups..]].concat())
            }
            _ => None,
        }
    }

    fn use_tree(&mut self, before: &[String], tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.use_tree(&[before, &[path.ident.to_string()]].concat(), &path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.use_tree(before, tree)),
            UseTree::Name(name) if name.ident == "self" => self.bring(before.last().cloned(), before),
            UseTree::Name(name) => {
                let path = [before, &[name.ident.to_string()]].concat();
                self.bring(Some(name.ident.to_string()), &path);
            }
            UseTree::Rename(rename) => {
                let path = [before, &[rename.ident.to_string()]].concat();
                self.bring(Some(rename.rename.to_string()), &path);
            }
            UseTree::Glob(_) => self.bring(None, before),
        }
    }

    /// A name that comes in. In a `use` a path may also begin with a module of this folder, as in `pub use area::Area`.
    fn bring(&mut self, name: Option<String>, path: &[String]) {
        let below = || [&self.module[..], path].concat();
        let whole = self.whole(path).unwrap_or_else(below);
        if let Some(name) = name {
            self.file.aliases.insert(name, whole.clone());
        }
        self.file.used.insert(whole);
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|name| name == "test")
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // What a folder's `mod.rs` only passes on, it does not use.
        let before = self.file.used.clone();
        self.use_tree(&[], &item.tree);
        if !matches!(item.vis, Visibility::Inherited) {
            self.file.used = before;
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(whole) = self.whole(&parts) {
            self.file.used.insert(whole);
        }
        visit::visit_path(self, path);
    }
}

/// The files that each file takes names from, through whatever passes them on.
pub fn arrows(files: &BTreeMap<Module, SourceFile>) -> BTreeMap<&Module, BTreeSet<&Module>> {
    files
        .iter()
        .map(|(module, file)| {
            let targets = file.used.iter().filter_map(|path| resolve(files, path, 0));
            (module, targets.filter(|target| *target != module).collect())
        })
        .collect()
}

/// Finds the file that declares what a path names.
fn resolve<'f>(files: &'f BTreeMap<Module, SourceFile>, path: &[String], depth: usize) -> Option<&'f Module> {
    let length = (0..=path.len()).rev().find(|length| files.contains_key(&path[..*length]))?;
    let (module, file) = files.get_key_value(&path[..length])?;
    let Some(name) = path.get(length) else { return Some(module) };
    match file.aliases.get(name) {
        Some(elsewhere) if !file.names.contains(name) && depth < 8 && elsewhere != path => {
            resolve(files, &[elsewhere, &path[length + 1..]].concat(), depth + 1).or(Some(module))
        }
        _ => Some(module),
    }
}
