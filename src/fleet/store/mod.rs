//! The database: columns of numbers and interned texts.

mod baselines;
mod column;
mod findings;
mod node;
mod number;
mod patch_key;
mod patches;
mod raw_patches;
mod readings;
mod releases;
mod replace;
mod scopes;
mod state;
mod strings;
mod tables;

pub use super::bytes::{hash, same};

pub use baselines::{ApprovalRule, Baseline, Baselines, FilterKey, PatchFilter, UNSPECIFIED};
pub use column::{BLOCK, Column};
pub use findings::{Finding, Findings, RowState, TooManyFindings};
pub use node::{
    Asked, CountName, Counts, FindingsFacet, Listing, Node, PatchState, Progress, Silence, Since,
    SnapshotId,
};
pub use number::{Count, Millis, Seconds, Symbol};
pub use patch_key::{PatchKey, RawPatch};
pub use patches::Patches;
pub use readings::{AskedStates, Pending, Readings};
pub use releases::Releases;
pub use scopes::Scope;
pub use state::{StateCode, StateKind, States};
pub use strings::Strings;
pub(in crate::fleet) use strings::insert;
pub use tables::Store;
