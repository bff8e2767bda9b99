//! What stands between the values of a list's items.

use super::between::Between;
use super::reader::{Broken, Reader};
use super::scan::{number_length, string_length};
use super::span::Span;

/// How many templates are kept. Items come in few forms, such as with and without `CVEIds`.
const TEMPLATES: usize = 8;

/// The forms that items of a list have had. An item looks like one before it: the same members in
/// the same order and spacing. So the bytes between values are compared whole, and only values read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Templates {
    forms: Vec<Form>,
}

#[derive(Debug, Clone)]
struct Form {
    members: Vec<Member>,
    after: Between,
}

#[derive(Debug, Clone)]
struct Member {
    /// From the value before, with its closing quote, to this value, with its opening quote.
    before: Between,
    /// Its place in the row; the row's length for a member that the row does not have.
    place: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
}

/// A member as the reader found it.
struct Found {
    start: usize,
    end: usize,
    place: usize,
    /// `None` of a value that no template can have: one with escapes, `null`, nested.
    kind: Option<Kind>,
}

impl Templates {
    /// Reads the item at the cursor into `row`; returns `false` if it has a new form.
    #[inline]
    pub(super) fn read(&self, reader: &mut Reader, row: &mut [Span]) -> bool {
        let text = reader.rest(reader.at);
        for form in &self.forms {
            if let Some(rest) = form.read(text, reader.at, row) {
                reader.at += text.len() - rest.len();
                return true;
            }
            row.fill(Span::ABSENT);
        }
        false
    }

    /// Reads the item at the cursor into `row`, and learns its form.
    #[inline(never)]
    pub(super) fn learn(
        &mut self,
        reader: &mut Reader,
        names: &[&str],
        row: &mut [Span],
    ) -> Result<(), Broken> {
        let start = reader.at;
        let mut members = Vec::new();
        let mut more = reader.open(b'{', b'}')?;
        while more {
            let place = reader.name(names)?;
            let (found, value) = Found::read(reader, place)?;
            members.push(found);
            if let Some(to) = row.get_mut(place) {
                *to = value;
            }
            more = reader.more(b'}')?;
        }
        if let Some(form) = Form::new(reader, start, &members) {
            self.forms.truncate(TEMPLATES - 1);
            // The newest first: pages of different kinds seldom alternate.
            self.forms.insert(0, form);
        }
        Ok(())
    }
}

impl Form {
    /// Reads an item that `text` begins with, at `start` of the whole text; returns the rest.
    #[inline]
    fn read<'a>(&self, text: &'a [u8], start: usize, row: &mut [Span]) -> Option<&'a [u8]> {
        let after = start + text.len();
        let mut rest = text;
        for member in &self.members {
            rest = member.before.skip(rest)?;
            let length = match member.kind {
                Kind::Text => string_length(rest),
                Kind::Number => number_length(rest)?,
            };
            let at = after - rest.len();
            if let Some(to) = row.get_mut(member.place) {
                *to = Span::new(at, at + length);
            }
            rest = rest.get(length..)?;
        }
        self.after.skip(rest)
    }

    fn new(reader: &Reader, start: usize, found: &[Found]) -> Option<Self> {
        let between = |from: usize, to: usize| reader.text.get(from..to).map(Between::new);
        let mut at = start;
        let mut members = Vec::with_capacity(found.len());
        for it in found {
            let before = between(at, it.start)?;
            members.push(Member { before, place: it.place, kind: it.kind? });
            at = it.end;
        }
        Some(Self { members, after: between(at, reader.at)? })
    }
}

impl Found {
    fn read(reader: &mut Reader, place: usize) -> Result<(Self, Span), Broken> {
        let first = reader.peek();
        let before = reader.at;
        let value = reader.value()?;
        let kind = match first {
            b'"' if value == Span::new(before + 1, reader.at - 1) => Some(Kind::Text),
            b'-' | b'0'..=b'9' => Some(Kind::Number),
            _ => None,
        };
        let quote = usize::from(kind == Some(Kind::Text));
        let (start, end) = (before + quote, reader.at - quote);
        Ok((Self { start, end, place, kind }, value))
    }
}
