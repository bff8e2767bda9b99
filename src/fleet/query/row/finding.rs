//! Rows of findings.

use serde::Serialize;

use super::facts::{Facts, Tags};
use super::parts::{cves, flag, number, text};
use crate::fleet::query::{Context, FindingProperty as P, PatchProperty, Place, Value};

/// A row of the table of findings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct FindingRow<'a> {
    pub scope_id: &'a str,
    pub instance_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<&'a str>,
    pub region: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_group: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Tags<'a>>,
    pub kb: &'a str,
    pub title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_level: Option<&'a str>,
    pub state: &'a str,
    pub cves: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kev: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epss: Option<f64>,
    /// In milliseconds.
    pub first_seen: f64,
    pub age_is_lower_bound: bool,
    /// In days.
    pub age: f64,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released: Option<f64>,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<&'a str>,
}

/// The row of a finding; `None` if there is no finding at this place.
pub fn finding_row<'a>(context: &Context<'a>, place: Place) -> Option<FindingRow<'a>> {
    let node = context.store.nodes.get(place.node as usize)?;
    let row = place.row as usize;
    let finding = context.store.findings.get(row)?;
    let facts = Facts::new(context, place.node, &node);
    let value = |property| context.finding_value(place.node, row, &finding, property);
    let of_patch = |property| text(context.patch_value(finding.patch, property));
    Some(FindingRow {
        scope_id: facts.scope_id,
        instance_id: facts.instance_id,
        name: facts.name,
        account: facts.account,
        region: facts.region,
        platform: facts.platform,
        platform_version: facts.platform_version,
        platform_type: facts.platform_type,
        patch_group: facts.patch_group,
        baseline_id: facts.baseline_id,
        baseline_name: facts.baseline_name,
        tags: facts.tags,
        kb: of_patch(PatchProperty::Kb).unwrap_or_default(),
        title: of_patch(PatchProperty::Title).unwrap_or_default(),
        classification: of_patch(PatchProperty::Classification),
        severity: of_patch(PatchProperty::Severity),
        compliance_level: text(value(P::ComplianceLevel)),
        state: text(value(P::State)).unwrap_or_default(),
        cves: cves(context, finding.patch),
        kev: flag(&context.patch_value(finding.patch, PatchProperty::Kev)),
        epss: number(&context.patch_value(finding.patch, PatchProperty::Epss)),
        first_seen: number(&value(P::FirstSeen)).unwrap_or(0.0),
        age_is_lower_bound: value(P::AgeIsLowerBound) == Value::Flag(true),
        age: number(&value(P::Age)).unwrap_or(0.0),
        released: number(&context.patch_value(finding.patch, PatchProperty::Released)),
        due: number(&value(P::Due)),
        overdue: flag(&value(P::Overdue)),
        exception: text(value(P::Exception)),
    })
}
