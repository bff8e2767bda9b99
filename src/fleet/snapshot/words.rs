//! Texts that many nodes share: written out once in a section, and referred to from then on.

use hashbrown::HashTable;

use super::bytes::{Cursor, put_number, put_text};
use crate::fleet::store::{Strings, Symbol};

const ABSENT: u64 = 0;
const NEW: u64 = 1;
const KNOWN: u64 = 2;

/// Writes symbols of one table of texts.
#[derive(Debug, Default)]
pub(super) struct WordWriter {
    /// Symbols, and their places in order of arrival.
    places: HashTable<(Symbol, u32)>,
}

impl WordWriter {
    /// Begins a section.
    pub(super) fn clear(&mut self) {
        self.places.clear();
    }

    /// Appends a symbol to `words`, and its text to `texts` if it is new.
    pub(super) fn put(
        &mut self,
        (words, texts): (&mut Vec<u8>, &mut Vec<u8>),
        strings: &Strings,
        symbol: Option<Symbol>,
    ) {
        let Some(symbol) = symbol else {
            return put_number(words, ABSENT);
        };
        if let Some((_, place)) = self.places.find(mix(symbol), |it| it.0 == symbol) {
            return put_number(words, KNOWN + u64::from(*place));
        }
        let place = self.places.len() as u32;
        self.places.insert_unique(mix(symbol), (symbol, place), |it| mix(it.0));
        put_number(words, NEW);
        put_text(texts, strings.text(symbol));
    }
}

fn mix(symbol: Symbol) -> u64 {
    let product = (symbol.index() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 32
}

/// Reads what [`WordWriter`] writes.
#[derive(Debug, Default)]
pub(super) struct WordReader {
    symbols: Vec<Symbol>,
}

impl WordReader {
    /// Begins a section.
    pub(super) fn clear(&mut self) {
        self.symbols.clear();
    }

    /// The next symbol; its text is added to `strings` if it is new there.
    pub(super) fn read(
        &mut self,
        (words, texts): (&mut Cursor, &mut Cursor),
        strings: &mut Strings,
    ) -> Option<Option<Symbol>> {
        match words.number()? {
            ABSENT => Some(None),
            NEW => {
                let symbol = strings.intern(texts.text()?)?;
                self.symbols.push(symbol);
                Some(Some(symbol))
            }
            known => {
                let place = usize::try_from(known - KNOWN).ok()?;
                Some(Some(*self.symbols.get(place)?))
            }
        }
    }
}
