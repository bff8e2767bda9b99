//! The input of a request.

use super::IngestError;
use crate::fleet::json::{Broken, Reader, Span};

/// Some members of an input.
pub(super) struct Input<'a, const N: usize> {
    text: Reader<'a>,
    values: [Span; N],
}

impl<'a, const N: usize> Input<'a, N> {
    /// Reads the members `names`.
    pub(super) fn read(input: &'a str, names: [&str; N]) -> Result<Self, IngestError> {
        let read = || {
            let mut text = Reader::new(input.as_bytes())?;
            let mut values = [Span::ABSENT; N];
            text.object(&names, &mut values)?;
            text.end()?;
            Ok(Self { text, values })
        };
        read().map_err(|_: Broken| IngestError::BadInput("not a JSON object"))
    }

    /// The texts of the members, empty where one is absent; of a list its JSON text.
    pub(super) fn texts(&self) -> [&[u8]; N] {
        self.values.map(|it| self.text.bytes(it))
    }
}

/// The strings of a list's JSON text.
pub(super) fn strings(list: &[u8]) -> Result<Vec<Vec<u8>>, Broken> {
    let mut strings = Vec::new();
    if list.is_empty() {
        return Ok(strings);
    }
    let mut reader = Reader::new(list)?;
    let mut more = reader.open(b'[', b']')?;
    while more {
        let value = reader.value()?;
        strings.push(reader.bytes(value).to_vec());
        more = reader.more(b']')?;
    }
    Ok(strings)
}

/// Whether a list's JSON text has items.
pub(super) fn has_items(list: &[u8]) -> bool {
    Reader::new(list).and_then(|mut it| it.open(b'[', b']')).unwrap_or(false)
}
