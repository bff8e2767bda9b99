//! The rows of which a test holds that depends on both, the node and the patch.

use std::cell::RefCell;

use super::bits::{Bits, clear, ones, set, zeros};
use super::condition::Test;
use super::node_set::remembered;
use super::truth::Pass;
use crate::fleet::query::{Context, FindingProperty, Value};
use crate::fleet::sorted_map::SortedMap;
use crate::fleet::store::{Finding, Node};

/// The rows of which a test holds; dead rows may be among them.
pub(super) fn rows_holding(
    context: &Context,
    test: &Test,
    property: FindingProperty,
    pass: Pass,
) -> Bits {
    let truth = |value: &Value| pass.holds(test.holds(value, &context.store.patches.cves));
    match property {
        FindingProperty::Exception => excepted(context, &truth),
        FindingProperty::ComplianceLevel => by_level(context, &truth),
        _ => {
            let mut rows = zeros(context.store.findings.len());
            each_row(context, |number, _, row, finding| {
                if truth(&context.finding_value(number, row, finding, property)) {
                    set(&mut rows, row);
                }
            });
            rows
        }
    }
}

/// Few rows are excepted: those that are not have no exception.
fn excepted(context: &Context, truth: &dyn Fn(&Value) -> bool) -> Bits {
    let (len, covered) = (context.store.findings.len(), context.covered);
    let mut rows = if truth(&Value::Absent) { ones(len) } else { zeros(len) };
    if covered.exceptions.is_empty() {
        return rows;
    }
    each_row(context, |number, _, row, finding| {
        if !covered.has(row) {
            return;
        }
        let value = context.finding_value(number, row, finding, FindingProperty::Exception);
        if truth(&value) { set(&mut rows, row) } else { clear(&mut rows, row) }
    });
    rows
}

/// The level follows from the patch and the node's baseline, so each pair is looked at once.
fn by_level(context: &Context, truth: &dyn Fn(&Value) -> bool) -> Bits {
    let findings = &context.store.findings;
    let mut rows = zeros(findings.len());
    let mut memos: SortedMap<_, RefCell<Vec<u8>>> = SortedMap::default();
    for (node, number) in context.store.nodes.iter().zip(0..) {
        let key = (node.scope, node.patch_state.baseline);
        if !memos.contains_key(&key) {
            memos.insert(key, RefCell::default());
        }
        let Some(memo) = memos.get(&key) else { continue };
        let start = node.findings.start as usize;
        let patches = findings.patch.run(start, node.findings.count as usize);
        for (row, patch) in (start..).zip(patches) {
            let level = |it: &Finding| {
                truth(&context.finding_value(number, row, it, FindingProperty::ComplianceLevel))
            };
            let holds = || findings.get(row).is_some_and(|it| level(&it));
            if remembered(memo, *patch as usize, holds) {
                set(&mut rows, row);
            }
        }
    }
    rows
}

fn each_row(context: &Context, mut visit: impl FnMut(u32, &Node, usize, &Finding)) {
    let findings = &context.store.findings;
    for (node, number) in context.store.nodes.iter().zip(0..) {
        let start = node.findings.start as usize;
        for row in start..start + node.findings.count as usize {
            if let Some(finding) = findings.get(row) {
                visit(number, node, row, &finding);
            }
        }
    }
}
