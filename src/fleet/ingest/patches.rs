//! DescribeInstancePatches: the findings of a node.

use std::mem;

use super::input::{Input, has_items};
use super::{IngestError, Ingested, Page};
use crate::fleet::json::{List, Shape, read_list};
use crate::fleet::store::{
    Asked, Finding, Pending, RawPatch, Readings, RowState, Seconds, StateKind, Store, same,
};

/// InstalledTime is not stored: it says nothing about patches that are not installed.
const SHAPE: Shape = Shape {
    list: "Patches",
    members: &["CVEIds", "Classification", "KBId", "Severity", "State", "Title"],
};

pub(super) fn ingest(store: &mut Store, page: &Page) -> Result<Ingested, IngestError> {
    let input = Input::read(page.input, ["InstanceId", "NextToken", "Filters"])?;
    let [id, token, filters] = input.texts();
    if id.is_empty() {
        return Err(IngestError::BadInput("InstanceId"));
    }
    if !token.is_empty() && !is_next(store, page.scope, id, token) {
        return Err(IngestError::BadInput("NextToken"));
    }
    let values = mem::take(&mut store.values);
    let list = read_list(page.body, SHAPE, &mut store.patch_templates, values)?;
    let mut ingested = Ingested::of(&list);
    let scope = store.scope(page.scope);
    let id = store.ids.intern_bytes(id).ok_or(IngestError::Full)?;
    let node = store.node_with(scope, id).ok_or(IngestError::Full)?;
    let mut asked = if has_items(filters) { Asked::Some } else { Asked::All };
    store.readings.rows.clear();
    if let Some(before) = store.readings.pending.remove(&node).filter(|_| !token.is_empty()) {
        store.readings.rows = before.rows;
        asked = if before.asked == Asked::Some { Asked::Some } else { asked };
    }
    add_rows(store, &list, page.seconds())?;
    match &ingested.next_token {
        Some(token) => {
            let rows = mem::take(&mut store.readings.rows);
            let pending = Pending { rows, next_token: token.clone(), asked };
            store.readings.pending.insert(node, pending);
        }
        None => {
            store.replace_findings(node, asked, page.seconds()).map_err(|_| IngestError::Full)?
        }
    }
    ingested.nodes.push(node);
    store.values = list.values;
    Ok(ingested)
}

/// Whether the page with this token is the one that the node's pages so far ask for.
fn is_next(store: &Store, scope: &str, id: &[u8], token: &[u8]) -> bool {
    let id = store.ids.find_bytes(id).map(|it| store.ids.text(it));
    let node = store.find_scope(scope).zip(id).and_then(|(scope, id)| store.find_node(scope, id));
    let pending = node.and_then(|it| store.readings.pending.get(&it));
    pending.is_some_and(|it| it.next_token.as_bytes() == token)
}

/// Adds the open patches of a page to the rows that are read.
fn add_rows(store: &mut Store, list: &List, seen: Seconds) -> Result<(), IngestError> {
    let Store { patches, states, readings: Readings { rows, numbers, .. }, .. } = store;
    if !Readings::has_room(rows, list.items as usize) {
        return Err(IngestError::Full);
    }
    let mut open = Vec::with_capacity(list.items as usize);
    let added = rows.len();
    // Most rows are in the state of the row before.
    let mut last: Option<(&[u8], StateKind)> = None;
    for row in list.rows() {
        let [cves, classification, kb, severity, state, title] = row.map(|it| list.text.bytes(it));
        let kind = match last {
            Some((text, kind)) if same(text, state) => kind,
            _ => states.classify_bytes(state),
        };
        last = Some((state, kind));
        match kind {
            StateKind::Open(code) => {
                let state = RowState::new(code, false);
                rows.push(Finding { patch: 0, state, first_seen: seen });
                open.push(RawPatch { kb, title, severity, classification, cves });
            }
            StateKind::NotOpen => {}
            StateKind::TooMany => return Err(IngestError::Full),
        }
    }
    numbers.clear();
    patches.intern_all(&open, numbers).ok_or(IngestError::Full)?;
    for (row, number) in rows.iter_mut().skip(added).zip(numbers) {
        row.patch = *number;
    }
    Ok(())
}
