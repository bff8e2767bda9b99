//! The verdict on a node: the only place that decides it. Nothing is green by default.
//!
//! The rules are those of AWS's model of `InstancePatchState` and of the user guide's page about patch
//! compliance states. The first rule that holds decides.

mod facts;
mod names;
mod reason;

use facts::Facts;

use super::rules::Rules;
use super::store::{Node, Store};

pub use facts::end_of_life;
pub use names::{Judgement, ReasonCode, Verdict};
pub use reason::reason;

/// The judgement on a node. `excepted` says whether an exception covers the finding in a row, by the
/// row's place among the node's findings.
pub fn judge(
    store: &Store,
    node: &Node,
    rules: &Rules,
    excepted: impl Fn(usize) -> bool,
) -> Judgement {
    let facts = Facts::of(store, node, rules, excepted);
    let code = facts.problem().or_else(|| facts.silence()).unwrap_or_else(|| facts.rest());
    Judgement { verdict: code.verdict(), code, stale: facts.staleness.is_some() }
}
