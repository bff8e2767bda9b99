//! A store as bytes, and back. `docs/snapshot.md` has the format, byte by byte.
//!
//! It does **not** compress: streams of equal kind lie side by side, so that a compressor outside
//! finds what is left. It keeps no exceptions and no rules, which are the reader's.

mod bytes;
mod checksum;
mod error;
mod extras;
mod head;
mod instance_id;
mod order;
mod read;
mod read_nodes;
mod read_rows;
mod read_tables;
mod sections;
mod streams;
mod version;
mod words;
mod write;
mod write_nodes;
mod write_rows;
mod write_tables;

pub use error::SnapshotError;
pub use extras::Extras;
pub use read::{Parts, open};
pub use write::write;
