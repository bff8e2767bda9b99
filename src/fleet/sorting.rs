//! One sort for every list: each instance of the standard library's takes kilobytes of the module.

use std::cmp::Ordering;

/// What a thing is sorted by, and its number or place.
pub(in crate::fleet) type Keyed = (u64, u32);

/// Tells things with the same key apart.
pub(in crate::fleet) type Ties<'a> = dyn FnMut(u32, u32) -> Ordering + 'a;

/// Sorts by key; things with the same key by `ties`.
#[inline(never)]
pub(in crate::fleet) fn sort(list: &mut [Keyed], ties: &mut Ties) {
    list.sort_unstable_by(|one, other| match one.0.cmp(&other.0) {
        Ordering::Equal => ties(one.1, other.1),
        unequal => unequal,
    });
}

/// The numbers of a list by their keys, those with the same key by `ties`.
#[inline(never)]
pub(in crate::fleet) fn sorted(mut list: Vec<Keyed>, ties: &mut Ties) -> Vec<u32> {
    sort(&mut list, ties);
    list.into_iter().map(|(_, it)| it).collect()
}

/// Sorts numbers.
#[inline(never)]
pub(in crate::fleet) fn sort_numbers(numbers: &mut [u32]) {
    let mut list: Vec<Keyed> = numbers.iter().map(|it| (u64::from(*it), *it)).collect();
    sort(&mut list, &mut same);
    numbers.iter_mut().zip(list).for_each(|(number, (_, sorted))| *number = sorted);
}

/// The first `count` things in order, without sorting all of them.
#[inline(never)]
pub(in crate::fleet) fn first(list: &[Keyed], count: usize, ties: &mut Ties) -> Vec<Keyed> {
    let room = count.max(64) * 2;
    let mut kept: Vec<Keyed> = Vec::new();
    let mut limit: Option<Keyed> = None;
    for it in list {
        let is_behind = |limit: Keyed| {
            limit.0 < it.0 || limit.0 == it.0 && ties(limit.1, it.1) != Ordering::Greater
        };
        if limit.is_some_and(is_behind) {
            continue;
        }
        kept.push(*it);
        if kept.len() >= room {
            sort(&mut kept, ties);
            kept.truncate(count);
            limit = kept.last().copied();
        }
    }
    sort(&mut kept, ties);
    kept.truncate(count);
    kept
}

/// No order among things with the same key.
pub(in crate::fleet) fn same(_: u32, _: u32) -> Ordering {
    Ordering::Equal
}

/// A key with the order of `f64::total_cmp`.
pub(in crate::fleet) fn key_of_number(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// The number of a key.
pub(in crate::fleet) fn number_of_key(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_things_are_those_of_the_sorted_list(
            keys in prop::collection::vec(0..50_u64, 0..600),
            count in 0..200_usize,
        ) {
            let list: Vec<Keyed> = keys.into_iter().zip(0..).collect();
            let mut sorted = list.clone();
            sorted.sort_unstable();
            sorted.truncate(count);
            prop_assert_eq!(first(&list, count, &mut |one, other| one.cmp(&other)), sorted);
        }

        #[test]
        fn keys_have_the_order_of_their_numbers(one: f64, other: f64) {
            let (key, next) = (key_of_number(one), key_of_number(other));
            prop_assert_eq!(key.cmp(&next), one.total_cmp(&other));
            prop_assert_eq!(number_of_key(key).to_bits(), one.to_bits());
        }
    }
}
