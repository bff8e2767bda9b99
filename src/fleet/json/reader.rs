//! A cursor over JSON text.

use super::scan::{number_length, string_length};
use super::span::Span;

/// Where a text is not JSON, or not of the form that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The offset in bytes.
    pub(crate) at: usize,
    /// What should be there.
    pub(crate) expected: &'static str,
}

/// A cursor over JSON text. Values stay where they are; those with escapes are written out beside it.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
    pub(super) unescaped: Vec<u8>,
}

impl<'a> Reader<'a> {
    /// A cursor at the beginning. Spans count in 32 bits, and unescaped texts come after the text.
    pub(crate) fn new(text: &'a [u8]) -> Result<Self, Broken> {
        if text.len() > u32::MAX as usize / 2 {
            return Err(Broken { at: 0, expected: "at most 2 GiB" });
        }
        Ok(Self { text, at: 0, unescaped: Vec::new() })
    }

    /// The bytes of a value.
    #[inline]
    pub(crate) fn bytes(&self, span: Span) -> &[u8] {
        match self.text.get(span.range()) {
            Some(bytes) => bytes,
            None => self.unescaped_bytes(span),
        }
    }

    #[inline(never)]
    fn unescaped_bytes(&self, span: Span) -> &[u8] {
        let place = |at: usize| at.saturating_sub(self.text.len());
        let range = span.range();
        self.unescaped.get(place(range.start)..place(range.end)).unwrap_or_default()
    }

    /// Whether a value is a text, and not a number or something nested.
    pub(crate) fn is_text(&self, span: Span) -> bool {
        let start = span.range().start;
        let before = start.checked_sub(1).and_then(|it| self.text.get(it));
        start >= self.text.len() || before == Some(&b'"')
    }

    /// The next byte that is not white space; 0 at the end of the text.
    #[inline]
    pub(crate) fn peek(&mut self) -> u8 {
        loop {
            let byte = self.text.get(self.at).copied().unwrap_or(0);
            if !matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
                return byte;
            }
            self.at += 1;
        }
    }

    /// Goes into a list or an object; returns whether there is anything in it.
    pub(crate) fn open(&mut self, open: u8, close: u8) -> Result<bool, Broken> {
        if self.peek() != open {
            let expected = if open == b'{' { "an object" } else { "a list" };
            return Err(self.broken(expected));
        }
        self.at += 1;
        let has_any = self.peek() != close;
        self.at += usize::from(!has_any);
        Ok(has_any)
    }

    /// Goes on after an item; returns whether another one follows before `close`.
    #[inline]
    pub(crate) fn more(&mut self, close: u8) -> Result<bool, Broken> {
        let byte = self.peek();
        if byte != b',' && byte != close {
            return Err(self.broken("a comma or the end"));
        }
        self.at += 1;
        Ok(byte == b',')
    }

    /// Reads the name of a member and its colon; returns its place in `names`, or their number.
    pub(crate) fn name(&mut self, names: &[&str]) -> Result<usize, Broken> {
        if self.peek() != b'"' {
            return Err(self.broken("the name of a member"));
        }
        let span = self.string()?;
        if self.peek() != b':' {
            return Err(self.broken("a colon"));
        }
        self.at += 1;
        let name = self.bytes(span);
        Ok(names.iter().position(|it| it.as_bytes() == name).unwrap_or(names.len()))
    }

    /// Reads a value; absent if it is `null`.
    pub(crate) fn value(&mut self) -> Result<Span, Broken> {
        match self.peek() {
            b'{' | b'[' => self.nested(),
            _ => self.scalar(),
        }
    }

    /// Reads the members of an object into their places in `row`.
    pub(crate) fn object(&mut self, names: &[&str], row: &mut [Span]) -> Result<(), Broken> {
        let mut more = self.open(b'{', b'}')?;
        while more {
            let place = self.name(names)?;
            let value = self.value()?;
            if let Some(to) = row.get_mut(place) {
                *to = value;
            }
            more = self.more(b'}')?;
        }
        Ok(())
    }

    /// Reads the end of the text.
    pub(crate) fn end(&mut self) -> Result<(), Broken> {
        self.peek();
        if self.at < self.text.len() { Err(self.broken("the end of the text")) } else { Ok(()) }
    }

    pub(super) fn scalar(&mut self) -> Result<Span, Broken> {
        match self.peek() {
            b'"' => self.string(),
            b'-' | b'0'..=b'9' => self.number(),
            b'n' => self.word("null").map(|_| Span::ABSENT),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            _ => Err(self.broken("a value")),
        }
    }

    fn string(&mut self) -> Result<Span, Broken> {
        let start = self.at + 1;
        let end = start + string_length(self.rest(start));
        match self.text.get(end) {
            Some(b'"') => {
                self.at = end + 1;
                Ok(Span::new(start, end))
            }
            Some(b'\\') => self.escaped_string(start, end),
            _ => Err(Broken { at: end, expected: "the end of a string" }),
        }
    }

    fn number(&mut self) -> Result<Span, Broken> {
        let start = self.at;
        self.at += number_length(self.rest(start)).ok_or(self.broken("a number"))?;
        Ok(Span::new(start, self.at))
    }

    fn word(&mut self, word: &'static str) -> Result<Span, Broken> {
        let (start, end) = (self.at, self.at + word.len());
        if self.text.get(start..end) != Some(word.as_bytes()) {
            return Err(self.broken("a value"));
        }
        self.at = end;
        Ok(Span::new(start, end))
    }

    /// The text from a place on.
    #[inline]
    pub(super) fn rest(&self, from: usize) -> &'a [u8] {
        self.text.get(from..).unwrap_or_default()
    }

    /// The error of a text without the member `name`.
    pub(crate) fn missing(&self, name: &'static str) -> Broken {
        self.broken(name)
    }

    pub(super) fn broken(&self, expected: &'static str) -> Broken {
        Broken { at: self.at, expected }
    }
}
