//! Makes functions of the examples of `docs/rust.md` and of the client's documentation, so that they are
//! compiled for the target that they are for. `cargo test` runs those that another target can compile.

use std::path::Path;
use std::{env, fs, io};

const PAGE: &str = "../../../docs/rust.md";
const CLIENT: &str = "../../../src/fetch";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={PAGE}");
    println!("cargo::rerun-if-changed={CLIENT}");
    let mut examples = fenced(&fs::read_to_string(PAGE)?, "```rust\n");
    assert!(!examples.is_empty(), "{PAGE} has no examples");
    for entry in fs::read_dir(CLIENT)? {
        examples.extend(fenced(&documentation(&fs::read_to_string(entry?.path())?), "```\n"));
    }
    let functions = examples.iter().enumerate().map(|(index, code)| {
        format!("#[allow(dead_code, unused)]\nfn example_{index}() {{\n{code}}}\n")
    });
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("there is no OUT_DIR"))?;
    fs::write(Path::new(&out).join("documentation.rs"), functions.collect::<String>())
}

/// The texts of the documentation of items, with the lines that it hides.
fn documentation(source: &str) -> String {
    let lines = source.lines().filter_map(|line| line.trim_start().strip_prefix("///"));
    let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect()
}

/// The texts between fences; the first begins like `opening`.
fn fenced(text: &str, opening: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(opening) {
        let Some((code, next)) = after.split_once("```") else { break };
        examples.push(code.into());
        // What follows the closing fence, which looks like an opening one.
        rest = next.split_once('\n').map_or("", |(_, next)| next);
    }
    examples
}
