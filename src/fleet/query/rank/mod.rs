//! The places of nodes and patches in the order of a property, so that orders compare integers.

mod texts;

use std::borrow::Cow;
use std::rc::Rc;

use texts::{Case, Texts};

use super::row::number_of;
use super::symbol::node_symbol;
use super::{Context, Kind, NodeProperty, PatchProperty, Property, Value, severity_rank};
use crate::fleet::sorting::{self, Keyed};
use crate::fleet::verdict::Verdict;

/// The rank of every item by one property.
#[derive(Debug, Clone, Default)]
pub(super) struct Rank {
    /// The rank of each item, from 0 without gaps; of absent values [`Self::present`].
    pub(super) of: Vec<u32>,
    /// How many values there are, absent ones aside.
    pub(super) present: u32,
}

/// The direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words are plain")]
pub enum Direction {
    Ascending,
    Descending,
}

/// Ranks of several properties together: a unique number for each combination of values.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    /// The rank of each item.
    pub(super) of: Vec<u32>,
    /// The largest rank.
    pub(super) top: u32,
}

impl Rank {
    /// Ranks by numbers.
    pub(super) fn of_numbers(numbers: &[Option<f64>]) -> Self {
        let known = numbers.iter().flatten().map(|it| (sorting::key_of_number(*it), 0));
        let mut known: Vec<Keyed> = known.collect();
        sorting::sort(&mut known, &mut sorting::same);
        let mut known: Vec<f64> =
            known.into_iter().map(|(key, _)| sorting::number_of_key(key)).collect();
        known.dedup();
        let place = |it: &Option<f64>| match it {
            Some(number) => known.partition_point(|it| it < number) as u32,
            None => known.len() as u32,
        };
        Self { of: numbers.iter().map(place).collect(), present: known.len() as u32 }
    }

    /// Ranks by texts without regard to case.
    pub(super) fn of_texts(texts: &[Option<Cow<str>>]) -> Self {
        let known = Texts::new(texts.iter().flatten().map(AsRef::as_ref), Case::Folds);
        let (ranks, present) = known.ranks();
        let mut ranks = ranks.into_iter();
        let place = |it: &Option<Cow<str>>| it.as_ref().and_then(|_| ranks.next());
        let of = texts.iter().map(place).map(|it| it.unwrap_or(present)).collect();
        Self { of, present }
    }

    /// Ranks by values of one kind.
    pub(super) fn of_values(values: &[Value], kind: Kind) -> Self {
        let number = |value: &Value| match (kind, value) {
            (Kind::Severity, Value::Text(text)) => Some(f64::from(severity_rank(text))),
            (_, value) => number_of(value),
        };
        if matches!(kind, Kind::Text | Kind::Texts) {
            let text = |value: &Value| match value {
                Value::Text(text) => Some(Cow::Owned(String::from(text.as_ref()))),
                _ => None,
            };
            return Self::of_texts(&values.iter().map(text).collect::<Vec<_>>());
        }
        Self::of_numbers(&values.iter().map(number).collect::<Vec<_>>())
    }

    #[inline]
    fn directed(&self, item: usize, direction: Direction) -> u32 {
        let rank = self.of.get(item).copied().unwrap_or(self.present);
        match direction {
            Direction::Descending if rank < self.present => self.present - 1 - rank,
            _ => rank,
        }
    }
}

impl Ranked {
    /// The ranks by one property after the other.
    pub(super) fn new(items: usize, properties: &[(Rc<Rank>, Direction)]) -> Self {
        let mut ranked = Self { of: vec![0; items], top: 0 };
        for (place, (rank, direction)) in properties.iter().enumerate() {
            if ranked.is_unique() {
                break;
            }
            if place == 0 {
                let of = (0..items).map(|item| rank.directed(item, *direction)).collect();
                ranked = Self { of, top: rank.present };
            } else {
                ranked.refine(rank, *direction);
            }
        }
        ranked
    }

    /// Whether no two items have the same rank.
    pub(super) fn is_unique(&self) -> bool {
        self.of.len() <= 1 || self.top as usize + 1 == self.of.len() && self.has_no_equals()
    }

    fn has_no_equals(&self) -> bool {
        let mut seen = vec![false; self.of.len()];
        self.of.iter().all(|it| {
            seen.get_mut(*it as usize).is_some_and(|place| !std::mem::replace(place, true))
        })
    }

    fn refine(&mut self, rank: &Rank, direction: Direction) {
        let pair = |(item, first): (usize, &u32)| {
            (u64::from(*first) << 32 | u64::from(rank.directed(item, direction)), item as u32)
        };
        let mut pairs: Vec<Keyed> = self.of.iter().enumerate().map(pair).collect();
        sorting::sort(&mut pairs, &mut sorting::same);
        let (mut next, mut last) = (0, None);
        for (key, item) in pairs {
            if last.is_some_and(|it| it != key) {
                next += 1;
            }
            last = Some(key);
            if let Some(place) = self.of.get_mut(item as usize) {
                *place = next;
            }
        }
        self.top = next;
    }

    /// The items in order; the ranks must be unique.
    pub(super) fn permutation(&self) -> Vec<u32> {
        let mut items = vec![0; self.of.len()];
        for (item, rank) in self.of.iter().enumerate() {
            if let Some(place) = items.get_mut(*rank as usize) {
                *place = item as u32;
            }
        }
        items
    }
}

/// How many ranks are kept: those of a screen full of columns.
const KEPT: usize = 8;

/// The ranks that were asked last.
#[derive(Debug, Default)]
pub(super) struct Ranks {
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
    pub(super) fn of_nodes(
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
    pub(super) fn of_patches(&mut self, context: &Context, property: PatchProperty) -> Rc<Rank> {
        let made = Made {
            property: Some(Property::Patch(property)),
            version: context.store.version,
            epoch: None,
        };
        self.get(made, || patch_rank(context, property))
    }

    /// The default order of nodes: by scope id, then by instance id.
    pub(super) fn by_id(&mut self, context: &Context) -> Rc<Rank> {
        let made = Made { property: None, version: context.store.version, epoch: None };
        self.get(made, || rank_by_id(context))
    }
}

/// Whether the values of a property follow from the rules, the exceptions or the time.
pub(super) fn depends_on_rules(property: &NodeProperty) -> bool {
    use NodeProperty as P;
    matches!(
        property,
        P::Verdict | P::Reason | P::ReasonCode | P::Stale | P::ScanAge | P::EndOfLife
    )
}

fn node_rank(context: &Context, property: &NodeProperty) -> Rank {
    if *property == NodeProperty::Verdict {
        let of = context.judgements.iter().map(|it| it.verdict as u32).collect();
        return Rank { of, present: Verdict::ALL.len() as u32 };
    }
    if let Some(symbols) = node_symbol(property) {
        let nodes = context.store.nodes.iter().map(|node| symbols.of(context, node));
        return rank_of_words(context, &nodes.collect::<Vec<_>>());
    }
    let nodes = context.store.nodes.iter().enumerate();
    let value = |(number, node)| context.node_value(number as u32, node, property);
    let kind = Property::Node(property.clone()).kind();
    Rank::of_values(&nodes.map(value).collect::<Vec<_>>(), kind)
}

/// Ranks by words: only those in use are sorted, and each once.
fn rank_of_words(context: &Context, symbols: &[Option<crate::fleet::store::Symbol>]) -> Rank {
    let words = &context.store.words;
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
    let of = |it: &Option<crate::fleet::store::Symbol>| {
        it.and_then(|symbol| used.get(symbol.index()).copied()).unwrap_or(present)
    };
    Rank { of: symbols.iter().map(of).collect(), present }
}

fn patch_rank(context: &Context, property: PatchProperty) -> Rank {
    let value = |patch: u32| match context.patch_value(patch, property) {
        Value::Cves(_) => Value::Text(Cow::Owned(super::row::joined_cves(context, patch))),
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
