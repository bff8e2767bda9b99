//! The rows of which a test holds that depends on both, the node and the patch.

use super::bits::{Bits, clear, ones, put, set, zeros};
use super::condition::Test;
use super::truth::Pass;
use crate::fleet::query::levels::Levels;
use crate::fleet::query::{Context, FindingProperty, Value};
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

/// The level follows from the patch and the node's baseline.
fn by_level(context: &Context, truth: &dyn Fn(&Value) -> bool) -> Bits {
    let (findings, levels) = (&context.store.findings, Levels::new(context.store));
    let if_absent = truth(&Value::Absent);
    let mut rows = if if_absent { ones(findings.len()) } else { zeros(findings.len()) };
    let truth = |level: &str| match level {
        "" => if_absent,
        level => truth(&Value::Text(level.into())),
    };
    let truths: Vec<bool> = levels.names().map(truth).collect();
    let truth = |level: &u16| truths.get(usize::from(*level)).copied().unwrap_or(if_absent);
    // Of a patch, whether the test holds; of a table, nothing if it holds as it does of no level.
    let table = |levels: &Vec<u16>| {
        let truths: Vec<bool> = levels.iter().map(truth).collect();
        truths.iter().any(|it| *it != if_absent).then_some(truths)
    };
    let tables: Vec<Option<Vec<bool>>> = levels.tables().iter().map(table).collect();
    if tables.iter().all(Option::is_none) {
        return rows;
    }
    for (node, number) in context.store.nodes.iter().zip(0..) {
        let table = levels.place_of(number).and_then(|it| tables.get(it)?.as_deref());
        if let Some(table) = table {
            let start = node.findings.start as usize;
            let patches = findings.patch.run(start, node.findings.count as usize);
            let holds = |patch: &u32| table.get(*patch as usize).copied().unwrap_or(false);
            put(&mut rows, start, patches, holds);
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
