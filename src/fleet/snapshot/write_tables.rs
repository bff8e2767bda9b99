//! What nodes and findings refer to, as bytes.

use super::bytes::{put_bytes, put_number, put_optional, put_optional_text, put_text};
use super::extras::Extras;
use super::order::Order;
use super::sections::{ATTRIBUTES, BASELINES, META, PATCHES, SCAN, SCOPES, STATES, section};
use crate::fleet::store::{
    ApprovalRule, Baseline, FilterKey, Patches, Scope, Seconds, StateCode, Store, Strings, Symbol,
};

/// The flag of a snapshot with the progress of nodes.
pub(super) const PROGRESS: u64 = 1;

/// What a filter of a baseline's rule is about.
pub(super) const CLASSIFICATION: u64 = 0;
pub(super) const SEVERITY: u64 = 1;

/// Appends all sections but those of nodes.
pub(super) fn put_tables(out: &mut Vec<u8>, store: &Store, extras: &Extras, order: &Order) {
    let flags = if extras.progress { PROGRESS } else { 0 };
    section(out, META, |out| put_number(out, flags));
    section(out, SCOPES, |out| put_all(out, &store.scopes, put_scope));
    let added = store.states.names().get(StateCode::KNOWN..).unwrap_or_default();
    section(out, STATES, |out| put_texts(out, added));
    section(out, BASELINES, |out| {
        put_number(out, store.baselines.len() as u64);
        store.baselines.iter().for_each(|it| put_baseline(out, it));
    });
    let names = &store.attribute_names;
    section(out, ATTRIBUTES, |out| put_texts(out, names));
    section(out, PATCHES, |out| put_patches(out, &store.patches, order));
    if let Some(scan) = &extras.scan {
        section(out, SCAN, |out| put_text(out, scan));
    }
}

fn put_all<T>(out: &mut Vec<u8>, items: &[T], put: impl Fn(&mut Vec<u8>, &T)) {
    put_number(out, items.len() as u64);
    items.iter().for_each(|it| put(out, it));
}

fn put_scope(out: &mut Vec<u8>, scope: &Scope) {
    put_text(out, &scope.id);
    put_text(out, &scope.region);
    put_optional_text(out, scope.account.as_deref());
    put_optional_text(out, scope.label.as_deref());
    put_optional_text(out, scope.error.as_deref());
    put_number(out, scope.read_at.map_or(0, Seconds::value).into());
    put_optional(out, scope.aws_compliant.map(u64::from));
    put_optional(out, scope.aws_non_compliant.map(u64::from));
    out.push(u8::from(!scope.partial) | u8::from(scope.unfinished) << 1);
}

fn put_baseline(out: &mut Vec<u8>, baseline: &Baseline) {
    put_number(out, baseline.scope.into());
    put_text(out, &baseline.id);
    put_number(out, baseline.read_at.map_or(0, Seconds::value).into());
    put_optional_text(out, baseline.name.as_deref());
    put_optional(out, baseline.available_updates_non_compliant.map(u64::from));
    put_all(out, &baseline.approve_after_days, |out, days| put_number(out, (*days).into()));
    put_all(out, &baseline.rules, put_rule);
    put_texts(out, &baseline.approved);
    put_text(out, &baseline.approved_level);
}

fn put_rule(out: &mut Vec<u8>, rule: &ApprovalRule) {
    put_text(out, &rule.level);
    put_all(out, &rule.filters, |out, filter| {
        put_number(
            out,
            match filter.key {
                FilterKey::Classification => CLASSIFICATION,
                FilterKey::Severity => SEVERITY,
            },
        );
        put_texts(out, &filter.values);
    });
}

fn put_texts(out: &mut Vec<u8>, texts: &[String]) {
    put_all(out, texts, |out, text| put_text(out, text));
}

fn put_patches(out: &mut Vec<u8>, patches: &Patches, order: &Order) {
    put_strings(out, &patches.severities);
    put_strings(out, &patches.classifications);
    let cves = put_cves(out, patches, &order.kept);
    put_number(out, order.kept.len() as u64);
    for patch in &order.kept {
        put_patch(out, patches, *patch, &cves);
    }
    let mut places = Vec::new();
    order.places.iter().for_each(|it| put_number(&mut places, (*it).into()));
    put_bytes(out, &places);
}

fn put_strings(out: &mut Vec<u8>, strings: &Strings) {
    put_number(out, strings.len() as u64);
    strings.iter().for_each(|it| put_text(out, it));
}

/// Appends the CVEs of the patches `kept`; returns the new place of each CVE.
fn put_cves(out: &mut Vec<u8>, patches: &Patches, kept: &[u32]) -> Vec<u32> {
    let mut places = vec![0; patches.cves.len()];
    for cve in kept.iter().flat_map(|it| patches.cves_of(*it)) {
        if let Some(place) = places.get_mut(*cve as usize) {
            *place = 1;
        }
    }
    put_number(out, places.iter().map(|it| u64::from(*it)).sum());
    let mut next = 0;
    for (place, text) in places.iter_mut().zip(patches.cves.iter()) {
        if *place == 1 {
            put_text(out, text);
            *place = next;
            next += 1;
        }
    }
    places
}

/// Appends a title. One of a package begins with its name, which is the KB id: 1 and the rest; any
/// other is 0 and the title.
fn put_title(out: &mut Vec<u8>, kb: &str, title: &str) {
    let rest = title.strip_prefix(kb).filter(|_| !kb.is_empty());
    out.push(u8::from(rest.is_some()));
    put_text(out, rest.unwrap_or(title));
}

fn put_patch(out: &mut Vec<u8>, patches: &Patches, patch: u32, cves: &[u32]) {
    let symbol = |it: Option<Symbol>| it.map(|it| it.index() as u64);
    put_text(out, patches.kb(patch));
    put_title(out, patches.kb(patch), patches.title(patch));
    put_optional(out, symbol(patches.severity(patch)));
    put_optional(out, symbol(patches.classification(patch)));
    put_number(out, patches.released(patch).map_or(0, Seconds::value).into());
    put_all(out, patches.cves_of(patch), |out, cve| {
        put_number(out, cves.get(*cve as usize).copied().unwrap_or(0).into());
    });
}
