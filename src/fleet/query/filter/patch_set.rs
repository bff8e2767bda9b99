//! The patches of which a test holds.

use std::cell::RefCell;

use super::condition::Test;
use super::needle::Needle;
use super::node_set::remembered;
use super::truth::Pass;
use crate::fleet::query::{Context, PatchProperty, bit};
use crate::fleet::store::{Patches, Symbol};

/// A byte for each patch: 1 if a test holds of it.
pub(super) fn patches_holding(
    context: &Context,
    test: &Test,
    property: PatchProperty,
    pass: Pass,
) -> Vec<u8> {
    let patches = &context.store.patches;
    let holds =
        |patch: u32| pass.holds(test.holds(&context.patch_value(patch, property), &patches.cves));
    let memo = RefCell::new(Vec::new());
    let once = |patch: u32, symbol: Option<Symbol>| {
        remembered(&memo, symbol.map_or(0, |it| it.index() + 1), || holds(patch))
    };
    match property {
        PatchProperty::Severity => each(patches, |it| once(it, patches.severity(it))),
        PatchProperty::Classification => each(patches, |it| once(it, patches.classification(it))),
        PatchProperty::Cves => {
            let positive = |cve: &u32| {
                let text = || patches.cves.at(*cve as usize);
                remembered(&memo, *cve as usize, || test.holds_of_text(text()) != test.negated)
            };
            each(patches, |it| patches.cves_of(it).iter().any(positive) != test.negated)
        }
        _ => each(patches, holds),
    }
}

/// A byte for each patch: 1 if one of its texts contains a text.
pub(super) fn patches_with_text(patches: &Patches, needle: &Needle) -> Vec<u8> {
    let cves = needle.among(&patches.cves);
    let severities = needle.among(&patches.severities);
    let classifications = needle.among(&patches.classifications);
    let has =
        |found: &[u64], symbol: Option<Symbol>| symbol.is_some_and(|it| bit(found, it.index()));
    each(patches, |patch| {
        has(&severities, patches.severity(patch))
            || has(&classifications, patches.classification(patch))
            || patches.cves_of(patch).iter().any(|it| bit(&cves, *it as usize))
            || needle.is_in(patches.title(patch))
            || needle.is_in(patches.kb(patch))
    })
}

fn each(patches: &Patches, holds: impl Fn(u32) -> bool) -> Vec<u8> {
    (0..patches.len() as u32).map(|it| holds(it).into()).collect()
}
