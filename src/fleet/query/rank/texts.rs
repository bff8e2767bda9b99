//! Texts in order, by code points.

use crate::fleet::fold::folded;
use crate::fleet::sorting::{self, Keyed};

/// Texts one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// Whether case counts in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Counts,
    Folds,
}

/// Bytes of a text that a key holds; its last byte says how many there are.
const STEP: usize = 7;
/// Beyond this many bytes, and for a few texts, comparing is faster than another round of keys; it
/// also bounds the depth of the recursion.
const DEEP: usize = 8 * STEP;
const FEW: usize = 8;

impl Texts {
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>, case: Case) -> Self {
        let mut all = Self::default();
        for text in texts {
            match case {
                Case::Counts => all.bytes.extend_from_slice(text.as_bytes()),
                Case::Folds => all.bytes.extend_from_slice(folded(text).as_bytes()),
            }
            all.ends.push(all.bytes.len() as u32);
        }
        all
    }

    #[inline]
    fn get(&self, at: u32) -> &[u8] {
        let at = at as usize;
        let end = |at: usize| self.ends.get(at).map_or(0, |it| *it as usize);
        self.bytes.get(at.checked_sub(1).map_or(0, end)..end(at)).unwrap_or_default()
    }

    /// The rank of each text, from 0 without gaps, and how many ranks there are.
    pub(super) fn ranks(&self) -> (Vec<u32>, u32) {
        let mut list: Vec<Keyed> = (0..self.ends.len() as u32).map(|at| (0, at)).collect();
        self.sort(&mut list, 0);
        let mut ranks = vec![0; list.len()];
        let (mut rank, mut last) = (0, None);
        for (_, at) in &list {
            let text = self.get(*at);
            if last.is_some_and(|it| it != text) {
                rank += 1;
            }
            last = Some(text);
            if let Some(place) = ranks.get_mut(*at as usize) {
                *place = rank;
            }
        }
        (ranks, if list.is_empty() { 0 } else { rank + 1 })
    }

    /// Sorts by the next bytes, then every run of equals by those that follow.
    fn sort(&self, list: &mut [Keyed], depth: usize) {
        if list.len() <= FEW || depth > DEEP {
            list.iter_mut().for_each(|(key, _)| *key = 0);
            return sorting::sort(list, &mut |one, other| self.get(one).cmp(self.get(other)));
        }
        for (key, at) in list.iter_mut() {
            *key = key_of(self.get(*at), depth);
        }
        sorting::sort(list, &mut sorting::same);
        for equal in list.chunk_by_mut(|one, other| one.0 == other.0) {
            let goes_on = equal.first().is_some_and(|(key, _)| (key & 0xff) as usize > STEP);
            if equal.len() > 1 && goes_on {
                self.sort(equal, depth + STEP);
            }
        }
    }
}

/// The next bytes, and in the last byte how many there are: a text comes before its continuations,
/// also where they go on with a zero byte.
#[inline]
fn key_of(text: &[u8], depth: usize) -> u64 {
    let rest = text.get(depth..).unwrap_or_default();
    if let Some((bytes, _)) = rest.split_first_chunk::<8>() {
        return u64::from_be_bytes(*bytes) & !0xff | 8;
    }
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(rest.iter().take(STEP)).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(bytes) | rest.len() as u64
}
