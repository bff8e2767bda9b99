//! Free text: any text of a row contains it.

use std::cell::RefCell;

use super::bits::Bits;
use super::condition::Test;
use super::needle::Needle;
use super::node_set::{nodes, remembered, tag};
use super::patch_set::patches_with_text;
use super::plan::Plan;
use crate::fleet::query::levels::{NodeBaselines, level_texts};
use crate::fleet::query::{Context, FindingProperty, Property, bit};
use crate::fleet::store::{Node, Symbol};
use crate::fleet::verdict::Verdict;

/// Adds to a plan that is joined by `or` that a text of a finding contains a text.
pub(super) fn add_text(plan: &mut Plan, needle: &Needle) {
    let context = plan.context;
    let found = Found::of(context, needle);
    if found.may_be_in_facts() {
        plan.add_nodes(nodes(context.store, |_, node| found.in_facts(node)));
    }
    plan.add_patches(patches_with_text(&context.store.patches, needle));
    let test = |it| Test::containing(Property::Finding(it), needle.clone());
    if context.store.states.names().iter().any(|it| needle.is_in(it)) {
        plan.add(&test(FindingProperty::State));
    }
    if context.covered.exceptions.iter().any(|it| needle.is_in(&it.id)) {
        plan.add(&test(FindingProperty::Exception));
    }
    if level_texts(context).any(|it| needle.is_in(it)) {
        plan.add(&test(FindingProperty::ComplianceLevel));
    }
}

/// The nodes of which a text contains a text, but the reason.
pub(super) fn nodes_with_text(context: &Context, needle: &Needle) -> Bits {
    let found = Found::of(context, needle);
    nodes(context.store, |number, node| found.in_facts(node) || found.in_row(number, node))
}

/// Where a text was found.
struct Found<'a> {
    context: &'a Context<'a>,
    needle: &'a Needle,
    ids: Bits,
    words: Bits,
    scopes: Vec<bool>,
    baselines: NodeBaselines,
    /// Whether the name of each baseline contains it.
    named: Vec<bool>,
    verdicts: Vec<Verdict>,
    /// What was said of each reason's code.
    codes: RefCell<Vec<u8>>,
}

impl<'a> Found<'a> {
    fn of(context: &'a Context, needle: &'a Needle) -> Self {
        let store = context.store;
        let scopes = store.scopes.iter().map(|it| {
            let texts = [Some(&it.id), Some(&it.region), it.account.as_ref()];
            texts.into_iter().flatten().any(|it| needle.is_in(it))
        });
        let named = store.baselines.iter();
        let named = named.map(|it| it.name.as_ref().is_some_and(|it| needle.is_in(it)));
        let verdicts = Verdict::ALL.into_iter().filter(|it| needle.is_in(it.name()));
        Self {
            context,
            needle,
            ids: needle.among(&store.ids),
            words: needle.among(&store.words),
            scopes: scopes.collect(),
            baselines: NodeBaselines::new(store),
            named: named.collect(),
            verdicts: verdicts.collect(),
            codes: RefCell::default(),
        }
    }

    fn has(&self, symbol: Option<Symbol>) -> bool {
        symbol.is_some_and(|it| bit(&self.words, it.index()))
    }

    /// Whether any node can have it in what findings show of their node.
    fn may_be_in_facts(&self) -> bool {
        let is_any = |bits: &Bits| bits.iter().any(|it| *it != 0);
        is_any(&self.ids)
            || is_any(&self.words)
            || self.scopes.contains(&true)
            || self.named.contains(&true)
    }

    /// In what nodes and findings have in common.
    fn in_facts(&self, node: &Node) -> bool {
        let (state, store) = (&node.patch_state, self.context.store);
        let is_named = || {
            let place = self.baselines.of(node);
            place.and_then(|it| self.named.get(it).copied()).unwrap_or(false)
        };
        let listing = || {
            store.listing(node).is_some_and(|it| {
                [it.name, it.platform, it.platform_version, it.platform_type]
                    .into_iter()
                    .any(|it| self.has(it))
            })
        };
        bit(&self.ids, node.id.index())
            || self.scopes.get(node.scope as usize).copied().unwrap_or(false)
            || self.has(state.patch_group)
            || self.has(state.baseline)
            || is_named()
            || listing()
            || (0..store.attribute_names.len()).any(|it| self.has(tag(store, node, it)))
    }

    /// In what only the table of nodes shows.
    fn in_row(&self, number: u32, node: &Node) -> bool {
        let listing = || {
            self.context.store.listing(node).is_some_and(|it| {
                let machine = [it.computer_name, it.ip_address, it.agent_version];
                machine
                    .into_iter()
                    .chain([it.ping_status, it.instance_state])
                    .any(|it| self.has(it))
            })
        };
        let judged = || {
            self.context.judgement(number).is_some_and(|it| {
                let code = || self.needle.is_in(it.code.name());
                self.verdicts.contains(&it.verdict)
                    || remembered(&self.codes, it.code as usize, code)
            })
        };
        self.has(node.patch_state.operation) || listing() || judged()
    }
}
