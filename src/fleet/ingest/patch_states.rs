//! DescribeInstancePatchStates and DescribeInstancePatchStatesForPatchGroup: the counts of nodes.

use std::mem;

use super::error::IngestError;
use super::input::{Input, Strings};
use super::page::{Ingested, Page};
use super::values::{count, snapshot_id, time};
use crate::fleet::json::{List, Shape, Span, read_list};
use crate::fleet::store::{AskedStates, CountName, PatchState, Seconds, Silence, Store};

const COUNTS: usize = CountName::ALL.len();
const MEMBERS: [&str; COUNTS + 9] = [
    // In the order of CountName.
    "MissingCount",
    "FailedCount",
    "InstalledPendingRebootCount",
    "InstalledRejectedCount",
    "CriticalNonCompliantCount",
    "SecurityNonCompliantCount",
    "OtherNonCompliantCount",
    "AvailableSecurityUpdateCount",
    "InstalledCount",
    "InstalledOtherCount",
    "NotApplicableCount",
    "UnreportedNotApplicableCount",
    "OperationStartTime",
    "OperationEndTime",
    "LastNoRebootInstallOperationTime",
    "InstanceId",
    "PatchGroup",
    "BaselineId",
    "SnapshotId",
    "Operation",
    "RebootOption",
];
const SHAPE: Shape = Shape { list: "InstancePatchStates", members: &MEMBERS };

pub(super) fn ingest(store: &mut Store, page: &Page) -> Result<Ingested, IngestError> {
    let input = Input::read(page.input, ["InstanceIds", "NextToken"])?;
    let [ids, token] = input.texts();
    let requested = Strings::read(ids).map_err(|_| IngestError::BadInput("InstanceIds"))?;
    let values = mem::take(&mut store.values);
    let list = read_list(page.body, SHAPE, &mut store.state_templates, values)?;
    let mut ingested = Ingested::of(&list);
    let scope = store.scope(page.scope);
    for row in list.rows() {
        ingested.nodes.extend(add_row(store, scope, &list, row, page.seconds())?);
    }
    let sequence = (scope, ids.to_vec());
    let before = store.readings.states.remove(&sequence).filter(|_| !token.is_empty());
    let is_followed = before.is_some() || token.is_empty();
    let mut answered = before.unwrap_or_default();
    answered.extend(&ingested.nodes);
    if ingested.next_token.is_some() {
        if is_followed && !ids.is_empty() {
            store.readings.states.insert(sequence, answered);
        }
    } else if is_followed {
        ingested.silent = add_silent(store, scope, &requested, &answered, page.seconds())?;
    }
    store.values = list.values;
    Ok(ingested)
}

/// Stores an item; returns its node, or `None` if the item does not say whose it is.
fn add_row(
    store: &mut Store,
    scope: u32,
    list: &List,
    row: &[Span; MEMBERS.len()],
    read_at: Seconds,
) -> Result<Option<u32>, IngestError> {
    let Some((counts, [times @ .., id, group, baseline, snapshot, operation, reboot])) =
        row.split_first_chunk::<COUNTS>()
    else {
        return Ok(None);
    };
    let [start, end, last_install] = times else { return Ok(None) };
    let text = &list.text;
    if text.bytes(*id).is_empty() {
        return Ok(None);
    }
    let id = store.ids.intern_bytes(text.bytes(*id)).ok_or(IngestError::Full)?;
    let number = store.node_with(scope, id).ok_or(IngestError::Full)?;
    let words = &mut store.words;
    let mut word = |span: &Span| words.intern_some_bytes(text.bytes(*span));
    let state = PatchState {
        read_at: Some(read_at),
        counts: counts.map(|it| count(text, it)),
        patch_group: word(group),
        baseline: word(baseline),
        operation: word(operation),
        reboot_option: word(reboot),
        snapshot_id: snapshot_id(text.bytes(*snapshot), &mut store.words)
            .ok_or(IngestError::Full)?,
        operation_start: time(text, *start),
        operation_end: time(text, *end),
        last_no_reboot_install: time(text, *last_install),
    };
    set_state(store, number, state);
    Ok(Some(number))
}

fn set_state(store: &mut Store, number: u32, state: PatchState) {
    let Some(node) = store.nodes.get_mut(number as usize) else { return };
    node.progress.state_asked = true;
    if node.patch_state.read_at > state.read_at {
        return;
    }
    node.patch_state = state;
    node.silence = Silence::default();
    node.state_read();
    if let Some(read_at) = state.read_at.filter(|_| says_nothing_is_open(&state)) {
        store.readings.rows.clear();
        // Nothing always has room.
        let _ = store.replace_findings(number, AskedStates::All, read_at);
    }
}

/// Whether the counts say that there are no findings: then nothing reads them, and those of before
/// have gone.
fn says_nothing_is_open(state: &PatchState) -> bool {
    CountName::OPEN.iter().all(|it| state.count(*it) == Some(0))
        && CountName::LEVELS.iter().all(|it| state.count(*it).unwrap_or(0) == 0)
}

/// Notes which of the requested nodes the service says nothing about.
fn add_silent(
    store: &mut Store,
    scope: u32,
    requested: &Strings,
    answered: &[u32],
    read_at: Seconds,
) -> Result<Vec<u32>, IngestError> {
    let mut sorted = answered.to_vec();
    crate::fleet::sorting::sort_numbers(&mut sorted);
    let mut silent = Vec::new();
    let mut in_order = answered.iter().peekable();
    for id in requested.iter() {
        // Mostly the items come in the order of the request.
        if in_order.next_if(|it| store.is_node(**it, id)).is_some() {
            continue;
        }
        let id = store.ids.intern_bytes(id).ok_or(IngestError::Full)?;
        let number = store.node_with(scope, id).ok_or(IngestError::Full)?;
        if sorted.binary_search(&number).is_ok() {
            continue;
        }
        // What a page of later said stays.
        let said = store.nodes.get(number as usize).and_then(|it| it.patch_state.read_at);
        if said > Some(read_at) {
            continue;
        }
        // What an earlier page said is no longer so.
        if store.nodes.get(number as usize).is_some_and(|it| it.patch_state.read_at.is_some()) {
            store.silence_node(number);
        }
        if let Some(node) = store.nodes.get_mut(number as usize) {
            node.progress.state_asked = true;
            node.state_read();
            node.silence = silence(node.silence, node.progress.explained);
            silent.push(number);
        }
    }
    Ok(silent)
}

/// The silence of a node that was asked: one that has a compliance summary was scanned all the same.
fn silence(before: Silence, explained: bool) -> Silence {
    match before {
        _ if explained => Silence::ScannedByAssociation,
        Silence::NotAsked => Silence::NeverScanned,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_begin_with_the_counts_in_their_order() {
        assert!(MEMBERS.iter().zip(CountName::ALL).all(|(member, name)| *member == name.member()));
    }
}
