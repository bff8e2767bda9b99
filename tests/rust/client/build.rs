//! Makes modules of the examples of `docs/rust.md`, so that they are compiled for the target they are for.

use std::{env, fs, io, path::Path};

const PAGE: &str = "../../../docs/rust.md";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={PAGE}");
    let page = fs::read_to_string(PAGE)?;
    let examples = page.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next());
    let modules = examples.enumerate().map(|(index, code)| {
        format!("#[allow(dead_code, unused)]\nmod example_{index} {{\n{code}}}\n")
    });
    let modules: String = modules.collect();
    assert!(!modules.is_empty(), "{PAGE} has no examples");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("there is no OUT_DIR"))?;
    fs::write(Path::new(&out).join("documentation.rs"), modules)
}
