//! The examples of `docs/rust.md`, which only have to compile.

include!(concat!(env!("OUT_DIR"), "/documentation.rs"));
