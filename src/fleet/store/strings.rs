//! Interned texts.

use hashbrown::HashTable;

use super::number::Symbol;
use crate::fleet::bytes::{hash, same};

/// Distinct texts, each stored once, numbered in order of arrival.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
}

/// Adds a place to a table: one function for all of them, which is given the hash of a place.
#[inline(never)]
pub(in crate::fleet) fn insert(
    table: &mut HashTable<u32>,
    hash: u64,
    place: u32,
    hash_of: &dyn Fn(u32) -> u64,
) {
    table.insert_unique(hash, place, |it| hash_of(*it));
}

impl Strings {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a symbol of this table.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.at(symbol.index())
    }

    /// The text at a place; empty if there is none.
    pub fn at(&self, index: usize) -> &str {
        self.text.get(self.range(index)).unwrap_or_default()
    }

    /// Whether a symbol stands for these bytes; none stands for no bytes.
    #[inline]
    pub fn is(&self, symbol: Option<Symbol>, bytes: &[u8]) -> bool {
        match symbol {
            Some(symbol) => self.is_at(symbol.index(), bytes),
            None => bytes.is_empty(),
        }
    }

    #[inline]
    fn is_at(&self, index: usize, bytes: &[u8]) -> bool {
        // Of bytes, not of a text: that would look for the borders of characters.
        self.text.as_bytes().get(self.range(index)).is_some_and(|it| same(it, bytes))
    }

    #[inline]
    fn range(&self, index: usize) -> std::ops::Range<usize> {
        let end = self.ends.get(index).map_or(0, |end| *end as usize);
        let before = index.checked_sub(1).and_then(|it| self.ends.get(it));
        before.map_or(0, |it| *it as usize)..end
    }

    /// All texts as one, in order of their symbols: to search all of them at once.
    pub fn joined(&self) -> &str {
        &self.text
    }

    /// Where each text ends in [`Self::joined`].
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// All texts in order of their symbols.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.at(index))
    }

    /// The symbol of a text that is there.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.find_bytes(text.as_bytes())
    }

    /// The symbol of the text with these bytes.
    pub fn find_bytes(&self, bytes: &[u8]) -> Option<Symbol> {
        let found = self.table.find(hash(0, bytes), |at| self.is_at(*at as usize, bytes))?;
        Symbol::new(*found as usize)
    }

    /// The symbol of a text, which is added if it is new; `None` if the table is full (4 GiB).
    pub fn intern(&mut self, text: &str) -> Option<Symbol> {
        self.find(text).or_else(|| self.add(text))
    }

    /// The same for bytes, which are checked only if they are new; what is no UTF-8 becomes U+FFFD.
    pub fn intern_bytes(&mut self, bytes: &[u8]) -> Option<Symbol> {
        match self.find_bytes(bytes) {
            Some(found) => Some(found),
            None => self.intern(&String::from_utf8_lossy(bytes)),
        }
    }

    /// The same for a text that may be absent or empty, which both mean: not reported.
    pub fn intern_some(&mut self, text: Option<&str>) -> Option<Symbol> {
        text.filter(|it| !it.is_empty()).and_then(|it| self.intern(it))
    }

    /// The same for bytes.
    pub fn intern_some_bytes(&mut self, bytes: &[u8]) -> Option<Symbol> {
        if bytes.is_empty() { None } else { self.intern_bytes(bytes) }
    }

    /// Makes room for more texts of so many bytes together.
    pub fn reserve(&mut self, texts: usize, bytes: usize) {
        self.text.reserve_exact(bytes);
        self.ends.reserve_exact(texts);
        let mut table = std::mem::take(&mut self.table);
        table.reserve(texts, |at| hash(0, self.at(*at as usize).as_bytes()));
        self.table = table;
    }

    /// How many bytes the texts have together.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Removes all texts and keeps their memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.table.clear();
    }

    #[inline(never)]
    fn add(&mut self, text: &str) -> Option<Symbol> {
        let symbol = Symbol::new(self.len())?;
        let end = u32::try_from(self.text.len() + text.len()).ok()?;
        self.text.push_str(text);
        self.ends.push(end);
        let mut table = std::mem::take(&mut self.table);
        insert(&mut table, hash(0, text.as_bytes()), symbol.index() as u32, &|at| {
            hash(0, self.at(at as usize).as_bytes())
        });
        self.table = table;
        Some(symbol)
    }
}
