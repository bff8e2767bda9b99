//! A small map: a sorted list, because each instance of `BTreeMap` takes kilobytes of the module.

use std::borrow::Borrow;

use serde::{Serialize, Serializer};

use super::sorting;

/// A map in the order of its keys. Made of a list it takes any number of entries; adding them one by
/// one is for few, or for keys that mostly ascend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortedMap<K, V> {
    list: Vec<(K, V)>,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self { list: Vec::new() }
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        match self.list.last() {
            Some((last, _)) if last.borrow() < key => Err(self.list.len()),
            _ => self.list.binary_search_by(|(it, _)| it.borrow().cmp(key)),
        }
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.list.get(place).map(|it| &it.1)
    }

    /// The value of a key, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.list.get_mut(place).map(|it| &mut it.1)
    }

    /// Whether there is a key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Sets the value of a key; returns the one that it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(place) => self.list.get_mut(place).map(|it| std::mem::replace(&mut it.1, value)),
            Err(place) => {
                self.list.insert(place, (key, value));
                None
            }
        }
    }

    /// Removes a key; returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        Some(self.list.remove(place).1)
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.list.iter().map(|(key, value)| (key, value))
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.list.iter().map(|it| &it.1)
    }

    /// The values in the order of their keys, to keep them.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.list.into_iter().map(|it| it.1)
    }

    /// The values in the order of their keys, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.list.iter_mut().map(|it| &mut it.1)
    }
}

/// Of entries with the same key, the last one counts.
impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut entries: Vec<Option<(K, V)>> = entries.into_iter().map(Some).collect();
        let key = |at: u32| entries.get(at as usize).and_then(Option::as_ref).map(|it| &it.0);
        let places = (0..entries.len() as u32).map(|at| (0, at)).collect();
        let order =
            sorting::sorted(places, &mut |one, other| (key(one), one).cmp(&(key(other), other)));
        let mut list: Vec<(K, V)> = Vec::with_capacity(order.len());
        for place in order {
            let Some(entry) = entries.get_mut(place as usize).and_then(Option::take) else {
                continue;
            };
            match list.last_mut() {
                Some(last) if last.0 == entry.0 => *last = entry,
                _ => list.push(entry),
            }
        }
        Self { list }
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.list.iter().map(|(key, value)| (key, value)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_map(entries in prop::collection::vec((0..40_u32, 0..9_u32), 0..90)) {
            let theirs: BTreeMap<u32, u32> = entries.iter().copied().collect();
            let ours: SortedMap<u32, u32> = entries.iter().copied().collect();
            let (mut one_by_one, mut inserted) = (SortedMap::default(), BTreeMap::new());
            for (key, value) in entries {
                prop_assert_eq!(one_by_one.insert(key, value), inserted.insert(key, value));
            }
            prop_assert!(ours.iter().eq(theirs.iter()));
            prop_assert_eq!(&one_by_one, &ours);
            for key in 0..40 {
                prop_assert_eq!(ours.get(&key), theirs.get(&key));
                prop_assert_eq!(one_by_one.remove(&key), inserted.remove(&key));
            }
            prop_assert!(one_by_one.is_empty());
        }
    }
}
