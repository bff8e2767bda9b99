//! One fleet of several.
//!
//! Nodes are told apart by scope and instance id. Of a node in more than one fleet, each facet is
//! the one that was read last; what its history knows of earlier times is kept.

mod findings;
mod nodes;

use super::copy::Copier;
use super::snapshot::{Parts, SnapshotError};
use super::store::{Scope, Seconds, StateCode, StateKind, Store};

/// Why fleets cannot be merged.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeError {
    /// The snapshot cannot be read.
    Snapshot(SnapshotError),
    /// More than a store can hold.
    Full,
}

/// Adds another fleet to `store`.
///
/// # Errors
///
/// If the other fleet does not fit; then `store` has part of it.
pub fn merge(store: &mut Store, other: &Store) -> Result<(), MergeError> {
    let mut merge = Merge::begin(store, other).ok_or(MergeError::Full)?;
    merge.add_nodes(store, other).ok_or(MergeError::Full)
}

/// Adds the fleet of a snapshot to `store`, without room for a second store.
///
/// # Errors
///
/// If the snapshot cannot be read, or does not fit; then `store` may have part of it.
pub fn merge_snapshot(store: &mut Store, snapshot: &[u8]) -> Result<(), MergeError> {
    let mut parts = Parts::new(snapshot).map_err(MergeError::Snapshot)?;
    let mut merge = Merge::begin(store, parts.store()).ok_or(MergeError::Full)?;
    while parts.advance().map_err(MergeError::Snapshot)? {
        merge.add_nodes(store, parts.store()).ok_or(MergeError::Full)?;
    }
    Ok(())
}

/// Where what nodes refer to is in the store that takes them in.
#[derive(Debug, Default)]
struct Merge {
    scopes: Vec<u32>,
    patches: Vec<u32>,
    states: Vec<StateCode>,
    columns: Vec<usize>,
    /// When the scopes were read, by their numbers in the store, in the store before.
    scopes_before: Vec<Option<Seconds>>,
    /// When the scopes were read in the other store.
    scopes_other: Vec<Option<Seconds>>,
    rows: findings::Rows,
}

impl Merge {
    /// Merges all but the nodes.
    fn begin(store: &mut Store, other: &Store) -> Option<Self> {
        store.version = store.version.wrapping_add(1);
        let latest = |scopes: &[Scope]| scopes.iter().filter_map(|it| it.read_at).max();
        let other_is_later = latest(&other.scopes) >= latest(&store.scopes);
        let scopes_before = store.scopes.iter().map(|it| it.read_at).collect();
        let mut merge = Self {
            scopes: other.scopes.iter().map(|it| add_scope(store, it)).collect(),
            columns: other.attribute_names.iter().map(|it| add_column(store, it)).collect(),
            scopes_before,
            scopes_other: other.scopes.iter().map(|it| it.read_at).collect(),
            ..Self::default()
        };
        for baseline in other.baselines.values() {
            if other_is_later || !store.baselines.contains_key(&baseline.id) {
                store.baselines.insert(baseline.id.clone(), baseline.clone());
            }
        }
        for name in other.states.names() {
            match store.states.classify(name) {
                StateKind::Open(code) => merge.states.push(code),
                StateKind::NotOpen | StateKind::TooMany => return None,
            }
        }
        for patch in 0..other.patches.len() as u32 {
            merge.patches.push(add_patch(store, other, patch, other_is_later)?);
        }
        Some(merge)
    }

    fn add_nodes(&mut self, store: &mut Store, other: &Store) -> Option<()> {
        let mut copier = Copier::new(other);
        for (_, node) in other.live_nodes() {
            self.add_node(store, other, &mut copier, node)?;
        }
        Some(())
    }
}

/// Of a scope in both, the one that was read last, with what only the other one knows.
fn add_scope(store: &mut Store, scope: &Scope) -> u32 {
    let known = store.find_scope(&scope.id);
    let at = store.scope(&scope.id);
    let Some(mine) = store.scopes.get_mut(at as usize) else { return at };
    if known.is_none() {
        *mine = scope.clone();
        return at;
    }
    let (later, earlier) = if scope.read_at >= mine.read_at {
        (scope.clone(), mine.clone())
    } else {
        (mine.clone(), scope.clone())
    };
    *mine = Scope {
        account: later.account.or(earlier.account),
        label: later.label.or(earlier.label),
        aws_compliant: later.aws_compliant.or(earlier.aws_compliant),
        aws_non_compliant: later.aws_non_compliant.or(earlier.aws_non_compliant),
        ..later
    };
    at
}

fn add_column(store: &mut Store, name: &str) -> usize {
    let known = store.attribute_names.iter().position(|it| it == name);
    known.unwrap_or_else(|| {
        store.attribute_names.push(String::from(name));
        store.attribute_names.len() - 1
    })
}

fn add_patch(store: &mut Store, other: &Store, patch: u32, other_is_later: bool) -> Option<u32> {
    let number = store.patches.intern(&other.patches.key(patch))?;
    let cves = other.patches.cves_of(patch).iter();
    let cves: Vec<_> = cves.map(|it| other.patches.cves.at(*it as usize)).collect();
    store.patches.add_cves(number, &cves.join(","))?;
    let (mine, theirs) = (store.patches.released(number), other.patches.released(patch));
    let released = if other_is_later { theirs.or(mine) } else { mine.or(theirs) };
    store.patches.set_released(number, released);
    Some(number)
}
