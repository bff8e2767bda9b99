//! Takes in another fleet: first what its nodes refer to, then its nodes.

use super::rows::Rows;
use crate::fleet::copy::Copier;
use crate::fleet::sorting::sort_numbers;
use crate::fleet::store::{Baseline, Scope, Seconds, StateCode, StateKind, Store, Strings};

/// Where what nodes refer to is in the store that takes them in.
#[derive(Debug, Default)]
pub(super) struct Merge {
    pub(super) scopes: Vec<u32>,
    pub(super) patches: Vec<u32>,
    pub(super) states: Vec<StateCode>,
    pub(super) columns: Vec<usize>,
    /// When the scopes were read, by their numbers in the store, in the store before.
    pub(super) scopes_before: Vec<Option<Seconds>>,
    /// When the scopes were read in the other store.
    pub(super) scopes_other: Vec<Option<Seconds>>,
    pub(super) rows: Rows,
}

impl Merge {
    /// Merges all but the nodes.
    pub(super) fn begin(store: &mut Store, other: &Store) -> Option<Self> {
        store.version = store.version.wrapping_add(1);
        let latest = |scopes: &[Scope]| scopes.iter().filter_map(|it| it.read_at).max();
        let other_is_later = latest(&other.scopes) >= latest(&store.scopes);
        let scopes_before = store.scopes.iter().map(|it| it.read_at).collect();
        let mut merge = Self {
            scopes: add_scopes(store, &other.scopes)?,
            columns: add_columns(&mut store.attribute_names, &other.attribute_names)?,
            scopes_before,
            scopes_other: other.scopes.iter().map(|it| it.read_at).collect(),
            ..Self::default()
        };
        for baseline in other.baselines.iter() {
            let scope = *merge.scopes.get(baseline.scope as usize)?;
            store.baselines.insert(Baseline { scope, ..baseline.clone() });
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

    pub(super) fn add_nodes(&mut self, store: &mut Store, other: &Store) -> Option<()> {
        let mut copier = Copier::new(other);
        for (_, node) in other.live_nodes() {
            self.add_node(store, other, &mut copier, node)?;
        }
        Some(())
    }
}

/// Of scopes in both, those that were read last, with what only the others know.
fn add_scopes(store: &mut Store, scopes: &[Scope]) -> Option<Vec<u32>> {
    let mut known = strings(store.scopes.iter().map(|it| it.id.as_str()));
    let mut places = Vec::new();
    for scope in scopes {
        let at = known.intern(&scope.id)?.index();
        match store.scopes.get_mut(at) {
            Some(mine) => *mine = later_scope(mine, scope),
            None => store.scopes.push(scope.clone()),
        }
        places.push(at as u32);
    }
    Some(places)
}

fn later_scope(mine: &Scope, theirs: &Scope) -> Scope {
    let theirs_is_later = theirs.read_at >= mine.read_at;
    let (later, earlier) = if theirs_is_later { (theirs, mine) } else { (mine, theirs) };
    let (later, earlier) = (later.clone(), earlier.clone());
    // A scan that read nothing has no time: it may be the later one, and then nothing is complete.
    let is_undated = earlier.read_at.is_none() || earlier.read_at == later.read_at;
    let has_failed = is_undated && earlier.error.is_some();
    let error = if has_failed { later.error.or(earlier.error) } else { later.error };
    Scope {
        unfinished: later.unfinished || (has_failed && earlier.unfinished),
        error,
        account: later.account.or(earlier.account),
        label: later.label.or(earlier.label),
        aws_compliant: later.aws_compliant.or(earlier.aws_compliant),
        aws_non_compliant: later.aws_non_compliant.or(earlier.aws_non_compliant),
        ..later
    }
}

fn add_columns(names: &mut Vec<String>, others: &[String]) -> Option<Vec<usize>> {
    let mut known = strings(names.iter().map(String::as_str));
    let mut places = Vec::new();
    for name in others {
        let at = known.intern(name)?.index();
        if at == names.len() {
            names.push(name.clone());
        }
        places.push(at);
    }
    Some(places)
}

/// Distinct texts by their places.
fn strings<'a>(texts: impl Iterator<Item = &'a str>) -> Strings {
    let mut strings = Strings::default();
    for text in texts {
        strings.intern(text);
    }
    strings
}

fn add_patch(store: &mut Store, other: &Store, patch: u32, other_is_later: bool) -> Option<u32> {
    let number = store.patches.intern(&other.patches.key(patch))?;
    add_cves(store, other, (number, patch))?;
    let (mine, theirs) = (store.patches.released(number), other.patches.released(patch));
    let released = if other_is_later { theirs.or(mine) } else { mine.or(theirs) };
    store.patches.set_released(number, released);
    Some(number)
}

/// Adds the CVEs of `theirs` to those of `mine`.
fn add_cves(store: &mut Store, other: &Store, (mine, theirs): (u32, u32)) -> Option<()> {
    let mut known = store.patches.cves_of(mine).to_vec();
    sort_numbers(&mut known);
    let mut added = Vec::new();
    for cve in other.patches.cves_of(theirs) {
        let place = store.patches.cves.intern(other.patches.cves.at(*cve as usize))?.index();
        added.push(place as u32);
    }
    let added = added.into_iter().filter(|it| known.binary_search(it).is_err());
    store.patches.add_cve_places(mine, added);
    Some(())
}
