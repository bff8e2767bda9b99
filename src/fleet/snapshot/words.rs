//! Texts of nodes: written out once in a section, and referred to from then on.

use hashbrown::HashTable;

use super::bytes::{Cursor, put_bytes, put_number};
use crate::fleet::store::{Strings, Symbol};

const ABSENT: u64 = 0;
const NEW: u64 = 1;
const KNOWN: u64 = 2;

/// The most bytes that a text shares with the one before at its beginning, and at its end: a bound
/// to what a few bytes can become.
const SHARED: usize = 15;

/// Writes symbols of one table of texts.
#[derive(Debug, Default)]
pub(super) struct WordWriter {
    /// Symbols, and their places in order of arrival.
    places: HashTable<(Symbol, u32)>,
    before: Option<Symbol>,
}

impl WordWriter {
    /// Begins a section.
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.before = None;
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
        let before = self.before.replace(symbol).map_or("", |it| strings.text(it));
        put_like(texts, before.as_bytes(), strings.text(symbol).as_bytes());
    }
}

/// Appends a text without what it shares with the one before: a byte with the length of the common
/// beginning and, in its high half, of the common end; then what is between.
fn put_like(out: &mut Vec<u8>, before: &[u8], text: &[u8]) {
    let same = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let start = text.iter().zip(before).take(SHARED).take_while(same).count();
    let rest = text.get(start..).unwrap_or_default();
    let rest_before = before.get(start..).unwrap_or_default();
    let end = rest.iter().rev().zip(rest_before.iter().rev()).take(SHARED).take_while(same).count();
    out.push((start | end << 4) as u8);
    put_bytes(out, rest.get(..rest.len() - end).unwrap_or_default());
}

fn mix(symbol: Symbol) -> u64 {
    let product = (symbol.index() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 32
}

/// Reads what [`WordWriter`] writes.
#[derive(Debug, Default)]
pub(super) struct WordReader {
    symbols: Vec<Symbol>,
    before: Vec<u8>,
    text: Vec<u8>,
}

impl WordReader {
    /// Begins a section.
    pub(super) fn clear(&mut self) {
        self.symbols.clear();
        self.before.clear();
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
                let symbol = strings.intern(self.read_like(texts)?)?;
                self.symbols.push(symbol);
                Some(Some(symbol))
            }
            known => {
                let place = usize::try_from(known - KNOWN).ok()?;
                Some(Some(*self.symbols.get(place)?))
            }
        }
    }

    fn read_like(&mut self, texts: &mut Cursor) -> Option<&str> {
        let shared = texts.byte()?;
        let (start, end) = (usize::from(shared & 15), usize::from(shared >> 4));
        let (first, rest) = self.before.split_at_checked(start)?;
        let last = rest.get(rest.len().checked_sub(end)?..)?;
        self.text.clear();
        self.text.extend_from_slice(first);
        self.text.extend_from_slice(texts.bytes()?);
        self.text.extend_from_slice(last);
        std::mem::swap(&mut self.before, &mut self.text);
        std::str::from_utf8(&self.before).ok()
    }
}
