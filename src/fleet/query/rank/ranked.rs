//! Ranks by one property and by several.

use std::borrow::Cow;
use std::rc::Rc;

use super::direction::Direction;
use super::texts::{Case, Texts};
use crate::fleet::query::row::number_of;
use crate::fleet::query::{Kind, Value, severity_rank};
use crate::fleet::sorting::{self, Keyed};

/// The rank of every item by one property.
#[derive(Debug, Clone, Default)]
pub(in crate::fleet::query) struct Rank {
    /// The rank of each item, from 0 without gaps; of absent values [`Self::present`].
    pub(in crate::fleet::query) of: Vec<u32>,
    /// How many values there are, absent ones aside.
    pub(in crate::fleet::query) present: u32,
}

/// Ranks of several properties together: a unique number for each combination of values.
#[derive(Debug, Clone)]
pub(in crate::fleet::query) struct Ranked {
    /// The rank of each item.
    pub(in crate::fleet::query) of: Vec<u32>,
    /// The largest rank.
    pub(in crate::fleet::query) top: u32,
}

impl Rank {
    /// Ranks by numbers.
    pub(in crate::fleet::query) fn of_numbers(numbers: &[Option<f64>]) -> Self {
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
    pub(in crate::fleet::query) fn of_texts(texts: &[Option<Cow<str>>]) -> Self {
        let known = Texts::new(texts.iter().flatten().map(AsRef::as_ref), Case::Folds);
        let (ranks, present) = known.ranks();
        let mut ranks = ranks.into_iter();
        let place = |it: &Option<Cow<str>>| it.as_ref().and_then(|_| ranks.next());
        let of = texts.iter().map(place).map(|it| it.unwrap_or(present)).collect();
        Self { of, present }
    }

    /// Ranks by values of one kind.
    pub(in crate::fleet::query) fn of_values(values: &[Value], kind: Kind) -> Self {
        let number = |value: &Value| match (kind, value) {
            (Kind::Severity, Value::Text(text)) => Some(f64::from(severity_rank(text))),
            (_, value) => number_of(value),
        };
        if matches!(kind, Kind::Text | Kind::Texts) {
            return Self::of_texts(&values.iter().map(borrowed).collect::<Vec<_>>());
        }
        Self::of_numbers(&values.iter().map(number).collect::<Vec<_>>())
    }

    /// The rank of an item in an order; absent values are last in both directions.
    #[inline]
    pub(in crate::fleet::query) fn directed(&self, item: usize, direction: Direction) -> u32 {
        let rank = self.of.get(item).copied().unwrap_or(self.present);
        match direction {
            Direction::Descending if rank < self.present => self.present - 1 - rank,
            _ => rank,
        }
    }
}

fn borrowed<'a>(value: &'a Value) -> Option<Cow<'a, str>> {
    match value {
        Value::Text(text) => Some(Cow::Borrowed(text.as_ref())),
        _ => None,
    }
}

impl Ranked {
    /// The ranks by one property after the other.
    pub(in crate::fleet::query) fn new(items: usize, properties: &[(Rc<Rank>, Direction)]) -> Self {
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
    pub(in crate::fleet::query) fn is_unique(&self) -> bool {
        self.of.len() <= 1 || self.top as usize + 1 == self.of.len() && self.has_no_equals()
    }

    fn has_no_equals(&self) -> bool {
        let mut seen = vec![false; self.of.len()];
        self.of.iter().all(|it| {
            seen.get_mut(*it as usize).is_some_and(|place| !std::mem::replace(place, true))
        })
    }

    pub(super) fn refine(&mut self, rank: &Rank, direction: Direction) {
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
    pub(in crate::fleet::query) fn permutation(&self) -> Vec<u32> {
        let mut items = vec![0; self.of.len()];
        for (item, rank) in self.of.iter().enumerate() {
            if let Some(place) = items.get_mut(*rank as usize) {
                *place = item as u32;
            }
        }
        items
    }
}
