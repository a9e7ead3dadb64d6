//! Turns the role files of `roles/` into JSON at build time: the built-in pack then costs a run well under a millisecond
//! to load, and not the several that YAML takes. The texts themselves are built in too, for `init` and the digest.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=roles");
    let out = env::var("OUT_DIR")?;
    let mut names: Vec<String> = fs::read_dir("roles")?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, std::io::Error>>()?;
    names.retain(|name| name.ends_with(".yaml"));
    names.sort();

    let mut table = String::from("pub static FILES: &[BuiltInFile] = &[\n");
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
    }
    table.push_str("];\n");
    fs::write(Path::new(&out).join("pack.rs"), table)?;
    Ok(())
}
