//! Turns the role files of `roles/` into JSON at build time: the built-in pack then costs a run well under a millisecond
//! to load, and not the several that YAML takes. The texts themselves are built in too, for `init`, and their digest.

#[path = "src/load/digest.rs"]
mod digest;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=roles");
    println!("cargo::rerun-if-changed=src/load/digest.rs");
    let out = env::var("OUT_DIR")?;
    let mut names: Vec<String> = fs::read_dir("roles")?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, std::io::Error>>()?;
    names.retain(|name| name.ends_with(".yaml"));
    names.sort();

    let mut table = String::from("pub static FILES: &[BuiltInFile] = &[\n");
    let mut texts = Vec::new();
    for name in &names {
        let text = fs::read_to_string(Path::new("roles").join(name))?;
        let value: serde_yaml::Value = serde_yaml::from_str(&text).map_err(|error| format!("roles/{name}: {error}"))?;
        fs::write(Path::new(&out).join(name).with_extension("json"), serde_json::to_string(&value)?)?;
        let stem = name.trim_end_matches(".yaml");
        writeln!(
            table,
            "    BuiltInFile {{ name: {name:?}, text: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/roles/{name}\")), \
             json: include_str!(concat!(env!(\"OUT_DIR\"), \"/{stem}.json\")) }},"
        )?;
        texts.push(text);
    }
    table.push_str("];\n");
    let digest = digest::digest(names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())));
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    translations(&mut table)?;
    writeln!(table, "/// The digest of these files.\npub const DIGEST: &str = {digits:?};")?;
    fs::write(Path::new(&out).join("pack.rs"), table)?;
    Ok(())
}

/// Adds the texts of the translations, which are read only when a language is asked for.
fn translations(table: &mut String) -> Result<(), Box<dyn Error>> {
    let mut names: Vec<String> = fs::read_dir("roles/i18n")?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, std::io::Error>>()?;
    names.sort();
    writeln!(table, "/// The translations of the questionnaire by their file names.")?;
    writeln!(table, "pub static TRANSLATIONS: &[(&str, &str)] = &[")?;
    for name in &names {
        writeln!(
            table,
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/roles/i18n/{name}\"))),"
        )?;
    }
    writeln!(table, "];")?;
    Ok(())
}
