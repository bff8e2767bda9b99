//! Makes panics of a WebAssembly module plain traps: `trap IN OUT`.
//!
//! A panic there ends in a trap as it is, and its message goes nowhere, since nothing is set up to
//! take it. So the code that puts the message together is dead weight; without it, the optimizer
//! drops all that led to it.

use std::env::args;

use anyhow::{Context, bail};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};

/// Parts of the mangled names of what runs between a panic and the trap: `core::panicking`,
/// `std::panicking`, `core::fmt` (which nothing else in the module may use) and the functions
/// that only ever panic.
const PANICKING: [&str; 11] = [
    "9panicking",
    "3fmt",
    "16slice_error_fail",
    "16slice_index_fail",
    "12handle_error",
    "18handle_alloc_error",
    "17capacity_overflow",
    "22panic_already_borrowed",
    "30panic_already_mutably_borrowed",
    "13unwrap_failed",
    "13expect_failed",
];

/// What the messages of panics consist of besides, as far as it is long.
const TEXTS: [&str; 19] = [
    "range start index ",
    "range end index ",
    " out of range for slice of length ",
    "slice index starts at ",
    " but ends at ",
    "assertion `left ",
    " right` failed: ",
    " right` failed",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "copy_from_slice: source slice length (",
    ") does not match destination slice length (",
    "insertion index (is ",
    ") should be <= len (is ",
    "assertion failed: self.is_char_boundary(new_len)",
    "overflow when adding durations",
    "attempt to divide by zero",
    "RefCell already mutably borrowed",
    "RefCell already borrowed",
    "000102030405060708091011121314151617181920212223242526272829303132333435363738394041424344\
     454647484950515253545556575859606162636465666768697071727374757677787980818283848586878889\
     90919293949596979899",
];

fn main() -> anyhow::Result<()> {
    let [_, input, output] = &args().collect::<Vec<_>>()[..] else {
        bail!("usage: trap IN.wasm OUT.wasm");
    };
    let mut module = Module::from_file(input).with_context(|| format!("cannot read {input}"))?;
    let panicking = panicking(&module);
    if panicking.is_empty() {
        bail!("{input} names no function that panics: was it stripped?");
    }
    panicking.into_iter().for_each(|id| trap(&mut module, id));
    for id in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        let data = &mut module.data.get_mut(id).value;
        blank_paths(data);
        TEXTS.iter().for_each(|text| blank(data, text.as_bytes()));
    }
    module.emit_wasm_file(output).with_context(|| format!("cannot write {output}"))
}

fn panicking(module: &Module) -> Vec<FunctionId> {
    let is_panicking = |name: &str| PANICKING.iter().any(|part| name.contains(part));
    let functions = module.funcs.iter_local().map(|(id, _)| id);
    functions.filter(|id| module.funcs.get(*id).name.as_deref().is_some_and(is_panicking)).collect()
}

fn trap(module: &mut Module, id: FunctionId) {
    let function = module.types.get(module.funcs.get(id).ty());
    let (params, results) = (function.params().to_vec(), function.results().to_vec());
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    builder.func_body().unreachable();
    let locals = params.iter().map(|param| module.locals.add(*param)).collect();
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(locals));
}

fn blank(data: &mut [u8], text: &[u8]) {
    while let Some(start) = data.windows(text.len()).position(|window| window == text) {
        data[start..start + text.len()].fill(0);
    }
}

/// Blanks the names of source files, which only the messages of panics show.
fn blank_paths(data: &mut [u8]) {
    let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    for path in data.chunk_by_mut(|left, right| is_path(left) == is_path(right)) {
        // Names of files stand back to back, without a separator.
        while let Some(end) = path.windows(3).rposition(|text| text == b".rs") {
            let start = start_of_path(&path[..end]);
            path[start..end + 3].fill(0);
        }
    }
}

fn start_of_path(text: &[u8]) -> usize {
    let roots: [&[u8]; 4] = [b"/rustc/", b"/crates/", b"/rust/deps/", b"src/"];
    let starts = roots.iter().filter_map(|root| {
        text.windows(root.len()).position(|window| window == *root)
    });
    starts.min().unwrap_or(text.len())
}
