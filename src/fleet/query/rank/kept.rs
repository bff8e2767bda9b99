//! The ranks of nodes and patches by one property, which are kept for the next question.

use std::borrow::Cow;
use std::rc::Rc;

use super::direction::Direction;
use super::ranked::{Rank, Ranked};
use super::texts::{Case, Texts};
use crate::fleet::query::row::joined_cves;
use crate::fleet::query::symbol::node_symbol;
use crate::fleet::query::{Context, Kind, NodeProperty, PatchProperty, Property, Value};
use crate::fleet::store::{Strings, Symbol};
use crate::fleet::verdict::Verdict;

/// How many ranks are kept: those of a screen full of columns.
const KEPT: usize = 8;

/// The ranks that were asked last.
#[derive(Debug, Default)]
pub(in crate::fleet::query) struct Ranks {
    kept: Vec<(Made, Rc<Rank>)>,
}

/// What a rank was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Made {
    property: Option<Property>,
    version: u32,
    epoch: Option<u32>,
}

impl Ranks {
    fn get(&mut self, made: Made, make: impl FnOnce() -> Rank) -> Rc<Rank> {
        self.kept.retain(|(it, _)| it.version == made.version);
        let place = self.kept.iter().position(|(it, _)| *it == made);
        let entry = match place {
            Some(place) => self.kept.remove(place),
            None => (made, Rc::new(make())),
        };
        let rank = Rc::clone(&entry.1);
        self.kept.insert(0, entry);
        self.kept.truncate(KEPT);
        rank
    }

    /// The ranks of the nodes by a property.
    pub(in crate::fleet::query) fn of_nodes(
        &mut self,
        context: &Context,
        epoch: u32,
        property: &NodeProperty,
    ) -> Rc<Rank> {
        let made = Made {
            property: Some(Property::Node(property.clone())),
            version: context.store.version,
            epoch: depends_on_rules(property).then_some(epoch),
        };
        self.get(made, || node_rank(context, property))
    }

    /// The ranks of the patches by a property.
    pub(in crate::fleet::query) fn of_patches(
        &mut self,
        context: &Context,
        epoch: u32,
        property: PatchProperty,
    ) -> Rc<Rank> {
        let made = Made {
            property: Some(Property::Patch(property)),
            version: context.store.version,
            epoch: is_listed(property).then_some(epoch),
        };
        self.get(made, || patch_rank(context, property))
    }

    /// The default order of nodes: by scope id, then by instance id.
    pub(in crate::fleet::query) fn by_id(&mut self, context: &Context) -> Rc<Rank> {
        let made = Made { property: None, version: context.store.version, epoch: None };
        self.get(made, || rank_by_id(context))
    }
}

/// Whether the values of a property follow from the rules, the exceptions or the time.
pub(in crate::fleet::query) fn depends_on_rules(property: &NodeProperty) -> bool {
    use NodeProperty as P;
    matches!(
        property,
        P::Verdict | P::Reason | P::ReasonCode | P::Stale | P::ScanAge | P::EndOfLife
    )
}

/// Whether the values of a property follow from the reader's lists.
pub(in crate::fleet::query) fn is_listed(property: PatchProperty) -> bool {
    matches!(property, PatchProperty::Kev | PatchProperty::Epss)
}

fn node_rank(context: &Context, property: &NodeProperty) -> Rank {
    if *property == NodeProperty::Verdict {
        let of = context.judgements.iter().map(|it| it.verdict as u32).collect();
        return Rank { of, present: Verdict::ALL.len() as u32 };
    }
    let nodes = || context.store.nodes.iter().enumerate();
    if let Some(symbols) = node_symbol(property) {
        let symbols = nodes().map(|(_, node)| symbols.of(context.store, node));
        return rank_of_symbols(&context.store.words, &symbols.collect::<Vec<_>>());
    }
    let value = |(number, node)| context.node_value(number as u32, node, property);
    let kind = Property::Node(property.clone()).kind();
    if kind == Kind::Text {
        // Each text once, as a hundred thousand nodes have a few reasons.
        let mut texts = Strings::default();
        let mut symbol = |value| match value {
            Value::Text(text) => texts.intern(&text),
            _ => None,
        };
        let symbols: Vec<Option<Symbol>> = nodes().map(value).map(&mut symbol).collect();
        return rank_of_symbols(&texts, &symbols);
    }
    Rank::of_values(&nodes().map(value).collect::<Vec<_>>(), kind)
}

/// Ranks by words: only those in use are sorted, and each once.
fn rank_of_symbols(words: &Strings, symbols: &[Option<Symbol>]) -> Rank {
    let mut used = vec![u32::MAX; words.len()];
    for symbol in symbols.iter().flatten() {
        if let Some(place) = used.get_mut(symbol.index()) {
            *place = 0;
        }
    }
    let places: Vec<usize> = (0..used.len()).filter(|at| used.get(*at) == Some(&0)).collect();
    let texts = Texts::new(places.iter().map(|at| words.at(*at)), Case::Folds);
    let (ranks, present) = texts.ranks();
    for (place, rank) in places.iter().zip(ranks) {
        if let Some(used) = used.get_mut(*place) {
            *used = rank;
        }
    }
    let of = |it: &Option<Symbol>| {
        it.and_then(|symbol| used.get(symbol.index()).copied()).unwrap_or(present)
    };
    Rank { of: symbols.iter().map(of).collect(), present }
}

fn patch_rank(context: &Context, property: PatchProperty) -> Rank {
    let value = |patch: u32| match context.patch_value(patch, property) {
        Value::Cves(_) => Value::Text(Cow::Owned(joined_cves(context, patch))),
        value => value,
    };
    let values: Vec<Value> = (0..context.store.patches.len() as u32).map(value).collect();
    Rank::of_values(&values, Property::Patch(property).kind())
}

fn rank_by_id(context: &Context) -> Rank {
    let store = context.store;
    let scopes = Texts::new(store.scopes.iter().map(|it| it.id.as_str()), Case::Counts).ranks().0;
    let ids = Texts::new(store.ids.iter(), Case::Counts).ranks().0;
    let rank = |ranks: &[u32], at: usize| ranks.get(at).copied().unwrap_or(0);
    let scope = store.nodes.iter().map(|it| rank(&scopes, it.scope as usize));
    let top = scopes.len() as u32;
    let mut ranked = Ranked { of: scope.collect(), top };
    let id = store.nodes.iter().map(|it| rank(&ids, it.id.index()));
    ranked.refine(&Rank { of: id.collect(), present: ids.len() as u32 }, Direction::Ascending);
    Rank { present: ranked.top + 1, of: ranked.of }
}
