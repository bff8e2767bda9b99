//! The input of a request.

use super::error::IngestError;
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
pub(super) struct Strings<'a> {
    text: Reader<'a>,
    spans: Vec<Span>,
}

impl<'a> Strings<'a> {
    /// Reads a list, which may be absent.
    pub(super) fn read(list: &'a [u8]) -> Result<Self, Broken> {
        let mut text = Reader::new(list)?;
        let mut spans = Vec::new();
        let mut more = !list.is_empty() && text.open(b'[', b']')?;
        while more {
            spans.push(text.value()?);
            more = text.more(b']')?;
        }
        Ok(Self { text, spans })
    }

    /// The strings that are not empty.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.spans.iter().map(|it| self.text.bytes(*it)).filter(|it| !it.is_empty())
    }
}
