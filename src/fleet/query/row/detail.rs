//! One node with everything that is known of it.

use serde::Serialize;

use super::{FindingRow, NodeRow, finding_row, node_row};
use crate::fleet::query::{Context, Place};
use crate::fleet::sorting;
use crate::fleet::store::{Millis, SnapshotId};

/// A node with its findings, which serializes as one object.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct NodeDetail<'a> {
    /// The members of its row.
    #[serde(flatten)]
    pub row: NodeRow<'a>,
    /// By the numbers of their patches.
    pub findings: Vec<FindingRow<'a>>,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_start: Option<f64>,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_end: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reboot_option: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approve_after_days: Option<&'a [u32]>,
}

/// Everything that is known of a node; `None` if there is no such node.
pub fn node_detail<'a>(
    context: &Context<'a>,
    scope_id: &str,
    instance_id: &str,
) -> Option<NodeDetail<'a>> {
    let store = context.store;
    let number = store.find_node(store.find_scope(scope_id)?, instance_id)?;
    let node = store.nodes.get(number as usize)?;
    let state = &node.patch_state;
    let delays = store.baseline_of(&node).map(|it| it.approve_after_days.as_slice());
    let millis = |time: Option<Millis>| time.map(|it| it.timestamp().as_millis() as f64);
    Some(NodeDetail {
        row: node_row(context, number)?,
        findings: findings(context, number),
        operation_start: millis(state.operation_start),
        operation_end: millis(state.operation_end),
        reboot_option: store.word(state.reboot_option),
        snapshot_id: snapshot_id(context, state.snapshot_id),
        approve_after_days: delays.filter(|it| !it.is_empty()),
    })
}

fn findings<'a>(context: &Context<'a>, number: u32) -> Vec<FindingRow<'a>> {
    let Some(node) = context.store.nodes.get(number as usize) else { return Vec::new() };
    let rows: Vec<u32> = (node.findings.start..node.findings.start + node.findings.count).collect();
    by_patch(context, &rows)
        .into_iter()
        .filter_map(|row| finding_row(context, Place { node: number, row }))
        .collect()
}

/// Rows of findings by the numbers of their patches.
pub(in crate::fleet) fn by_patch(context: &Context, rows: &[u32]) -> Vec<u32> {
    let patch = |row: u32| context.store.findings.patch.get(row as usize);
    let list = rows.iter().map(|it| (patch(*it).map_or(0, |it| u64::from(it) + 1), *it));
    sorting::sorted(list.collect(), &mut |one, other| one.cmp(&other))
}

fn snapshot_id(context: &Context, id: SnapshotId) -> Option<String> {
    match id {
        SnapshotId::Absent => None,
        SnapshotId::Text(symbol) => context.store.word(Some(symbol)).map(String::from),
        SnapshotId::Uuid(bytes) => {
            let mut text = String::with_capacity(36);
            for (place, byte) in bytes.iter().enumerate() {
                if matches!(place, 4 | 6 | 8 | 10) {
                    text.push('-');
                }
                for half in [byte >> 4, byte & 15] {
                    text.extend(char::from_digit(half.into(), 16));
                }
            }
            Some(text)
        }
    }
}
