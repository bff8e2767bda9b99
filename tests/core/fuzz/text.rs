//! Texts that are almost valid.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A change to a text.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Put(Index, &'static str),
    Byte(Index, u8),
    Cut(Index, usize),
    End(Index),
    Repeat(Index, usize),
}

/// One of `seeds` with up to five changes: words of `dictionary` put in, bytes changed, parts cut
/// out or repeated.
pub(crate) fn mutated(
    seeds: &'static [&'static str],
    dictionary: &'static [&'static str],
) -> impl Strategy<Value = String> {
    (select(seeds), changes(dictionary)).prop_map(|(seed, changes)| changed(seed, changes))
}

/// Up to five changes, for [`changed`].
pub(crate) fn changes(dictionary: &'static [&'static str]) -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(change(dictionary), 0..6)
}

/// The text after these changes. Invalid UTF-8 is decoded like `fetch` decodes it.
pub(crate) fn changed(text: &str, changes: Vec<Change>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        change.apply(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Any text: of any characters, of any bytes, or of these words in any order.
pub(crate) fn any_text(dictionary: &'static [&'static str]) -> impl Strategy<Value = String> {
    let bytes = prop::collection::vec(any::<u8>(), 0..80);
    let words = prop::collection::vec(select(dictionary), 0..16);
    prop_oneof![
        "\\PC{0,40}",
        bytes.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        words.prop_map(|words| words.concat()),
    ]
}

fn change(dictionary: &'static [&'static str]) -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), select(dictionary)).prop_map(|(at, word)| Change::Put(at, word)),
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        2 => (at(), 1..40_usize).prop_map(|(at, length)| Change::Cut(at, length)),
        1 => at().prop_map(Change::End),
        1 => (at(), 1..200_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

impl Change {
    fn apply(self, bytes: &mut Vec<u8>) {
        let part = |bytes: &[u8], at: Index, length: usize| {
            let begin = at.index(bytes.len() + 1);
            begin..(begin + length).min(bytes.len())
        };
        match self {
            Self::Put(at, word) => {
                let at = part(bytes, at, 0);
                bytes.splice(at, word.bytes());
            }
            Self::Byte(at, byte) => {
                let at = part(bytes, at, 1);
                bytes.splice(at, [byte]);
            }
            Self::Cut(at, length) => {
                let at = part(bytes, at, length);
                bytes.drain(at);
            }
            Self::End(at) => bytes.truncate(at.index(bytes.len() + 1)),
            Self::Repeat(at, length) => bytes.extend_from_within(part(bytes, at, length)),
        }
    }
}
