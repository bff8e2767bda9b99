//! DescribeInstancePatches: the findings of a node.

use std::mem;

use serde_json::Value;

use super::error::IngestError;
use super::input::Input;
use super::page::{Ingested, Page};
use crate::fleet::json::{List, Shape, Span, read_list};
use crate::fleet::store::{
    AskedStates, Finding, Pending, RawPatch, Readings, RowState, Seconds, StateKind, States, Store,
    same,
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
    let mut asked = asked_states(&store.states, filters)?;
    store.readings.rows.clear();
    if let Some(before) = store.readings.pending.remove(&node).filter(|_| !token.is_empty()) {
        store.readings.rows = before.rows;
        if before.asked != asked {
            asked = AskedStates::Part;
        }
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

/// What the filters of an input ask for. Filters on anything but the state ask for a part of the
/// patches in any state.
fn asked_states(states: &States, filters: &[u8]) -> Result<AskedStates, IngestError> {
    if filters.is_empty() {
        return Ok(AskedStates::All);
    }
    let filters: Value =
        serde_json::from_slice(filters).map_err(|_| IngestError::BadInput("Filters"))?;
    Ok(match filters.as_array().map(Vec::as_slice) {
        None | Some([]) => AskedStates::All,
        Some([one]) if one.get("Key").and_then(Value::as_str) == Some("State") => {
            let values = one.get("Values").and_then(Value::as_array).into_iter().flatten();
            let codes = values.filter_map(Value::as_str).filter_map(|it| states.find(it));
            AskedStates::These(codes.fold(0, |all, code| all | 1 << code.index()))
        }
        Some(_) => AskedStates::Part,
    })
}

/// Adds the patches of a page to the rows that are read. A patch that is not open counts only if the
/// fleet knows it: then it ends a finding.
fn add_rows(store: &mut Store, list: &List, seen: Seconds) -> Result<(), IngestError> {
    let Store { patches, states, releases, readings: Readings { rows, numbers, .. }, .. } = store;
    if !Readings::has_room(rows, list.items as usize) {
        return Err(IngestError::Full);
    }
    let kinds = kinds_of(states, list);
    if kinds.contains(&StateKind::TooMany) {
        return Err(IngestError::Full);
    }
    let is_open = |kind: &StateKind| matches!(kind, StateKind::Open(_));
    let named = || list.rows().iter().map(|row| patch_of(list, row)).zip(&kinds);
    let open: Vec<_> = named().filter(|(_, kind)| is_open(kind)).map(|(patch, _)| patch).collect();
    numbers.clear();
    let known = patches.len();
    patches.intern_all(&open, numbers).ok_or(IngestError::Full)?;
    releases.date(patches, known);
    let mut numbers = numbers.iter().copied();
    for (patch, kind) in named() {
        let (patch, state) = match kind {
            StateKind::Open(code) => (numbers.next(), RowState::new(*code, false)),
            StateKind::NotOpen | StateKind::TooMany => (patches.find_raw(&patch), RowState::DEAD),
        };
        rows.extend(patch.map(|patch| Finding { patch, state, first_seen: seen }));
    }
    Ok(())
}

fn kinds_of(states: &mut States, list: &List) -> Vec<StateKind> {
    // Most rows are in the state of the row before.
    let mut last: Option<(&[u8], StateKind)> = None;
    let kind = |row: &[Span; SHAPE.members.len()]| {
        let [_, _, _, _, state, _] = row.map(|it| list.text.bytes(it));
        let kind = match last {
            Some((text, kind)) if same(text, state) => kind,
            _ => states.classify_bytes(state),
        };
        last = Some((state, kind));
        kind
    };
    list.rows().iter().map(kind).collect()
}

fn patch_of<'a>(list: &'a List, row: &[Span; SHAPE.members.len()]) -> RawPatch<'a> {
    let [cves, classification, kb, severity, _, title] = row.map(|it| list.text.bytes(it));
    RawPatch { kb, title, severity, classification, cves }
}
