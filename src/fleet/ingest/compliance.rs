//! ListResourceComplianceSummaries and ListComplianceSummaries: what AWS itself says.

use super::error::IngestError;
use super::page::{Ingested, Page};
use super::values::count;
use crate::fleet::json::{Broken, Reader, Shape, Span};
use crate::fleet::store::{Count, Silence, Store};

const RESOURCES: Shape =
    Shape { list: "ResourceComplianceSummaryItems", members: &["ComplianceType", "ResourceId"] };
const SUMMARIES: Shape = Shape {
    list: "ComplianceSummaryItems",
    members: &["ComplianceType", "CompliantSummary", "NonCompliantSummary"],
};

/// Explains nodes without a patch state: a scan by an association writes compliance items only.
pub(super) fn ingest_resources(store: &mut Store, page: &Page) -> Result<Ingested, IngestError> {
    let list = page.list(RESOURCES)?;
    let mut ingested = Ingested::of(&list);
    for row in list.rows() {
        let [kind, id] = row.map(|it| list.text.bytes(it));
        if [&b"Patch"[..], b"Association"].iter().any(|it| it.eq_ignore_ascii_case(kind)) {
            match explain(store, page.scope, id) {
                Some(node) => ingested.nodes.push(node),
                None => explain_later(store, page, id),
            }
        }
    }
    Ok(ingested)
}

/// Nodes that are not known are not added: an item says too little of what it is about.
fn explain(store: &mut Store, scope: &str, id: &[u8]) -> Option<u32> {
    let id = store.ids.find_bytes(id)?;
    let number = store.find_node(store.find_scope(scope)?, store.ids.text(id))?;
    let node = store.nodes.get_mut(number as usize)?;
    node.progress.explained = true;
    if node.silence == Silence::NeverScanned {
        node.silence = Silence::ScannedByAssociation;
    }
    Some(number)
}

fn explain_later(store: &mut Store, page: &Page, id: &[u8]) {
    let scope = store.scope(page.scope);
    let id = String::from_utf8_lossy(id).into_owned();
    let known = store.explanations.entry((scope, id)).or_insert(page.seconds());
    *known = page.seconds().max(*known);
}

/// The numbers of a scope.
pub(super) fn ingest_summaries(store: &mut Store, page: &Page) -> Result<Ingested, IngestError> {
    let list = page.list(SUMMARIES)?;
    let scope = store.scope(page.scope) as usize;
    for row in list.rows() {
        let [kind, compliant, non_compliant] = row.map(|it| list.text.bytes(it));
        if kind.eq_ignore_ascii_case(b"Patch")
            && let Some(scope) = store.scopes.get_mut(scope)
            && !(scope.aws_compliant.is_some() && scope.read_at > Some(page.seconds()))
        {
            scope.aws_compliant = member_count(compliant, "CompliantCount")?;
            scope.aws_non_compliant = member_count(non_compliant, "NonCompliantCount")?;
        }
    }
    Ok(Ingested::of(&list))
}

/// A count in an object, which may be absent.
fn member_count(object: &[u8], name: &str) -> Result<Option<u32>, Broken> {
    let mut reader = Reader::new(object)?;
    let mut values = [Span::ABSENT];
    if reader.peek() == b'{' {
        reader.object(&[name], &mut values)?;
    }
    let [value] = values;
    Ok(count(&reader, value).map(Count::value))
}
