//! The nodes of which a test holds.

use std::cell::RefCell;

use super::bits::{Bits, places, zeros};
use super::condition::{Condition, Test};
use super::truth::Pass;
use crate::fleet::query::levels::NodeBaselines;
use crate::fleet::query::{Context, NodeProperty, bit};
use crate::fleet::sorted_map::SortedMap;
use crate::fleet::store::{Listing, Node, PatchState, Store, Symbol};

/// Whether a node belongs to the fleet: the only place that decides it.
pub(super) fn is_live(node: &Node) -> bool {
    !node.removed
}

/// The nodes that belong to the fleet.
pub(in crate::fleet::query) fn live_nodes(store: &Store) -> Bits {
    nodes(store, |_, node| is_live(node))
}

/// The nodes of which a test holds.
pub(super) fn nodes_holding(
    context: &Context,
    test: &Test,
    property: &NodeProperty,
    pass: Pass,
) -> Bits {
    let holds = |number: u32, node: &Node| {
        let value = context.node_value(number, node, property);
        pass.holds(test.holds(&value, &context.store.patches.cves))
    };
    let Some(key) = key(context, property) else { return nodes(context.store, holds) };
    if let (Condition::Contains(needles), true) = (&test.condition, has_words(property)) {
        let words = &context.store.words;
        let mut found = zeros(words.len());
        for needle in needles {
            found.iter_mut().zip(needle.among(words)).for_each(|(to, from)| *to |= from);
        }
        let has = |key: usize| key.checked_sub(1).is_some_and(|word| bit(&found, word));
        return nodes(context.store, |number, node| has(key(number, node)) != test.negated);
    }
    let memo = RefCell::new(Vec::new());
    nodes(context.store, |number, node| {
        remembered(&memo, key(number, node), || holds(number, node))
    })
}

/// The nodes of which `holds` is true.
pub(super) fn nodes(store: &Store, holds: impl Fn(u32, &Node) -> bool) -> Bits {
    let each = store.nodes.iter().zip(0..).map(|(node, number)| holds(number, node));
    places(store.nodes.len(), each)
}

/// What was said of a key before, or what `holds` says now.
pub(super) fn remembered(
    memo: &RefCell<Vec<u8>>,
    key: usize,
    holds: impl FnOnce() -> bool,
) -> bool {
    let mut memo = memo.borrow_mut();
    if memo.len() <= key {
        memo.resize(key + 1, 0);
    }
    match memo.get_mut(key) {
        Some(known) if *known > 0 => *known == 2,
        Some(unknown) => {
            let holds = holds();
            *unknown = if holds { 2 } else { 1 };
            holds
        }
        None => holds(),
    }
}

type Key<'a> = Box<dyn Fn(u32, &Node) -> usize + 'a>;

/// A small number that nodes share that have the same value.
fn key<'a>(context: &Context<'a>, property: &NodeProperty) -> Option<Key<'a>> {
    use NodeProperty as P;
    let (store, context) = (context.store, *context);
    let judgement = move |number| context.judgement(number);
    Some(match property {
        P::ScopeId | P::Account | P::Region => Box::new(|_, node| node.scope as usize),
        P::InstanceId => Box::new(|_, node| node.id.index()),
        P::Verdict => Box::new(move |it, _| judgement(it).map_or(0, |it| it.verdict as usize + 1)),
        P::ReasonCode => Box::new(move |it, _| judgement(it).map_or(0, |it| it.code as usize + 1)),
        P::Stale => Box::new(move |it, _| judgement(it).map_or(0, |it| it.stale as usize + 1)),
        P::BaselineName => {
            let baselines = NodeBaselines::new(store);
            Box::new(move |_, node| baselines.of(node).map_or(0, |it| it + 1))
        }
        P::EndOfLife => platform(store),
        P::Tag(column) => {
            let at = store.attribute_names.iter().position(|it| it == column);
            Box::new(move |_, node| place(at.and_then(|it| tag(store, node, it))))
        }
        _ => word(store, property)?,
    })
}

fn has_words(property: &NodeProperty) -> bool {
    matches!(property, NodeProperty::Tag(_))
        || of_listing(property).is_some()
        || of_state(property).is_some()
}

fn word<'a>(store: &'a Store, property: &NodeProperty) -> Option<Key<'a>> {
    if let Some(read) = of_state(property) {
        return Some(Box::new(move |_, node| place(read(&node.patch_state))));
    }
    let read = of_listing(property)?;
    Some(Box::new(move |_, node| place(store.listing(node).and_then(|it| read(&it)))))
}

fn of_listing(property: &NodeProperty) -> Option<fn(&Listing) -> Option<Symbol>> {
    use NodeProperty as P;
    Some(match property {
        P::Name => |it| it.name,
        P::Platform => |it| it.platform,
        P::PlatformVersion => |it| it.platform_version,
        P::PlatformType => |it| it.platform_type,
        P::ComputerName => |it| it.computer_name,
        P::IpAddress => |it| it.ip_address,
        P::AgentVersion => |it| it.agent_version,
        P::PingStatus => |it| it.ping_status,
        P::InstanceState => |it| it.instance_state,
        _ => return None,
    })
}

fn of_state(property: &NodeProperty) -> Option<fn(&PatchState) -> Option<Symbol>> {
    use NodeProperty as P;
    Some(match property {
        P::PatchGroup => |it| it.patch_group,
        P::BaselineId => |it| it.baseline,
        P::Operation => |it| it.operation,
        _ => return None,
    })
}

fn place(symbol: Option<Symbol>) -> usize {
    symbol.map_or(0, |it| it.index() + 1)
}

/// The value of a node in a column of the user's own.
pub(super) fn tag(store: &Store, node: &Node, column: usize) -> Option<Symbol> {
    *store.attributes.get(node.attributes?.index())?.get(column)?
}

/// The platform of a node with its version.
fn platform(store: &Store) -> Key<'_> {
    let known = RefCell::new(SortedMap::default());
    Box::new(move |_, node| {
        let listing = store.listing(node);
        let both = listing.map(|it| (it.platform, it.platform_version));
        let mut known = known.borrow_mut();
        let next = known.len();
        match known.get(&both) {
            Some(place) => *place,
            None => {
                known.insert(both, next);
                next
            }
        }
    })
}
