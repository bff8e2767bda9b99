//! Small fleets for tests that compare and merge them.

use patchlens::fleet::store::{
    Asked, Count, CountName, Finding, FindingsFacet, Listing, Node, PatchKey, PatchState, RowState,
    Seconds, StateCode, Store, Symbol,
};

/// The scope of the tests that need only one.
pub(crate) const SCOPE: &str = "111122223333/eu-central-1";

pub(crate) fn at(seconds: u32) -> Seconds {
    Seconds::new(seconds).unwrap()
}

/// A store with one scope that is listed.
pub(crate) fn fleet(read_at: u32) -> Store {
    let mut store = Store::default();
    add_scope(&mut store, SCOPE, read_at);
    store
}

pub(crate) fn add_scope(store: &mut Store, id: &str, read_at: u32) -> u32 {
    let scope = store.scope(id);
    let it = &mut store.scopes[scope as usize];
    (it.read_at, it.partial) = (Some(at(read_at)), false);
    scope
}

/// Changes a node, which is added if it is new.
pub(crate) fn change(store: &mut Store, id: &str, change: impl FnOnce(&mut Store, &mut Node)) {
    let number = store.node(0, id).unwrap() as usize;
    let mut node = store.nodes.get(number).unwrap();
    change(store, &mut node);
    *store.nodes.get_mut(number).unwrap() = node;
}

pub(crate) fn node(store: &Store, id: &str) -> Node {
    let number = store.find_node(0, id).unwrap();
    store.nodes.get(number as usize).unwrap()
}

/// A finding by its KB id, missing, first seen at a time, or before if so.
pub(crate) type Row<'a> = (&'a str, u32, bool);

/// A node whose findings were read, for the first time, without a filter.
pub(crate) fn read(store: &mut Store, id: &str, read_at: u32, rows: &[Row]) {
    change(store, id, |store, node| {
        let rows: Vec<_> = rows.iter().map(|row| finding(store, row)).collect();
        let start = store.findings.replace(node.findings.start, node.findings.count, &rows);
        node.findings = FindingsFacet {
            read_at: Some(at(read_at)),
            first_read_at: Some(at(read_at)),
            start: start.unwrap(),
            count: rows.len() as u32,
            asked: Asked::All,
        };
    });
}

fn finding(store: &mut Store, (kb, first_seen, bound): &Row) -> Finding {
    let key = PatchKey { kb, title: kb, severity: "Critical", classification: "" };
    let patch = store.patches.intern(&key).unwrap();
    Finding { patch, state: RowState::new(StateCode::MISSING, *bound), first_seen: at(*first_seen) }
}

/// The findings of a node: KB id, when first seen, whether that is a lower bound.
pub(crate) fn rows<'a>(store: &'a Store, id: &str) -> Vec<Row<'a>> {
    let mut rows: Vec<_> = store
        .findings_of(&node(store, id))
        .map(|it| (store.patches.kb(it.patch), it.first_seen.value(), it.state.is_lower_bound()))
        .collect();
    rows.sort();
    rows
}

/// A patch state whose four counts of open patches are `open`.
pub(crate) fn state(store: &mut Store, id: &str, read_at: u32, open: u32) {
    change(store, id, |_, node| {
        let mut state = PatchState { read_at: Some(at(read_at)), ..PatchState::default() };
        CountName::OPEN.iter().for_each(|it| state.counts[*it as usize] = Count::new(open));
        node.patch_state = state;
    });
}

/// A listing in which the node has a name.
pub(crate) fn list(store: &mut Store, id: &str, read_at: u32, name: &str) {
    change(store, id, |store, node| {
        node.listing = Symbol::new(store.listings.len());
        store.listings.push(Listing {
            name: store.words.intern(name),
            computer_name: None,
            ip_address: None,
            agent_version: None,
            ping_status: None,
            instance_state: None,
            platform: None,
            platform_version: None,
            platform_type: None,
            read_at: at(read_at),
        });
    });
}
