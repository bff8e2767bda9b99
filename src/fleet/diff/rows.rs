//! A set of rows.

/// A set of row numbers, as a bitmap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowSet {
    words: Vec<u64>,
    len: usize,
}

impl RowSet {
    /// An empty set of rows below `limit`.
    pub(super) fn new(limit: usize) -> Self {
        Self { words: vec![0; limit.div_ceil(64)], len: 0 }
    }

    /// Adds a row; false if it is in the set, or not below the limit.
    #[inline]
    pub(super) fn insert(&mut self, row: usize) -> bool {
        let bit = 1 << (row % 64);
        let Some(word) = self.words.get_mut(row / 64).filter(|it| **it & bit == 0) else {
            return false;
        };
        *word |= bit;
        self.len += 1;
        true
    }

    /// Whether a row is in the set.
    #[inline]
    pub fn contains(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|it| it >> (row % 64) & 1 == 1)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bitmap: row `n` is bit `n % 64` of word `n / 64`.
    pub fn words(&self) -> &[u64] {
        &self.words
    }
}
