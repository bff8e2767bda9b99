//! Strings with escapes.

use super::reader::{Broken, Reader};
use super::scan::string_length;
use super::span::Span;

impl Reader<'_> {
    /// Writes out a string that begins at `start` and has its first escape at `escape`.
    #[inline(never)]
    pub(super) fn escaped_string(&mut self, start: usize, escape: usize) -> Result<Span, Broken> {
        let text = self.text;
        let begin = text.len() + self.unescaped.len();
        let (mut from, mut end) = (start, escape);
        loop {
            self.unescaped.extend_from_slice(text.get(from..end).unwrap_or_default());
            self.at = end;
            match text.get(end) {
                Some(b'"') => break,
                Some(b'\\') => from = self.escape(end + 1)?,
                _ => return Err(self.broken("the end of a string")),
            }
            end = from + string_length(self.rest(from));
        }
        self.at = end + 1;
        Ok(Span::new(begin, text.len() + self.unescaped.len()))
    }

    /// Writes out the escape whose letter is at `at`; returns the place after it.
    fn escape(&mut self, at: usize) -> Result<usize, Broken> {
        let byte = match self.text.get(at) {
            Some(byte @ (b'"' | b'\\' | b'/')) => *byte,
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'u') => return self.unicode_escape(at + 1),
            _ => return Err(self.broken("an escape of JSON")),
        };
        self.unescaped.push(byte);
        Ok(at + 1)
    }

    /// Writes out the character whose digits are at `at`. Half of a surrogate pair is U+FFFD.
    fn unicode_escape(&mut self, at: usize) -> Result<usize, Broken> {
        let unit = self.unit(at).ok_or(self.broken("four hexadecimal digits"))?;
        let pair = match self.text.get(at + 4..at + 6) {
            Some(b"\\u") => self.unit(at + 6).and_then(|low| surrogate_pair(unit, low)),
            _ => None,
        };
        let code = pair.unwrap_or(unit);
        let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.unescaped.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(at + if pair.is_some() { 10 } else { 4 })
    }

    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        let digits = digits.iter().map(|it| char::from(*it).to_digit(16));
        digits.into_iter().try_fold(0, |unit, digit| Some(unit << 4 | digit?))
    }
}

fn surrogate_pair(high: u32, low: u32) -> Option<u32> {
    let is_pair = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
    is_pair.then(|| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
}
