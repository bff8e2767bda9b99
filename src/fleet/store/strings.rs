//! Interned texts.

use hashbrown::HashTable;

use super::hash::hash;
use super::number::Symbol;

/// Distinct texts, each stored once, numbered in order of arrival.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
}

impl Strings {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a symbol of this table.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.at(symbol.index())
    }

    /// The text at a place; empty if there is none.
    pub fn at(&self, index: usize) -> &str {
        let end = self.ends.get(index).map_or(0, |end| *end as usize);
        let start =
            index.checked_sub(1).and_then(|it| self.ends.get(it)).map_or(0, |it| *it as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// All texts in order of their symbols.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.at(index))
    }

    /// The symbol of a text that is there.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        let found =
            self.table.find(hash(0, text.as_bytes()), |at| self.at(*at as usize) == text)?;
        Symbol::new(*found as usize)
    }

    /// The symbol of a text, which is added if it is new; `None` if the table is full (4 GiB).
    pub fn intern(&mut self, text: &str) -> Option<Symbol> {
        self.find(text).or_else(|| self.add(text))
    }

    /// The same for a text that may be absent or empty, which both mean: not reported.
    pub fn intern_some(&mut self, text: Option<&str>) -> Option<Symbol> {
        text.filter(|it| !it.is_empty()).and_then(|it| self.intern(it))
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
        table.insert_unique(hash(0, text.as_bytes()), symbol.index() as u32, |at| {
            hash(0, self.at(*at as usize).as_bytes())
        });
        self.table = table;
        Some(symbol)
    }
}
