//! Values inside of values.

use super::reader::{Broken, Reader};
use super::span::Span;

/// How deep lists and objects may be nested; serde_json's limit, too.
const DEPTH: usize = 128;

impl Reader<'_> {
    /// Reads over a list or an object, without recursion: no text can exhaust the stack.
    #[inline(never)]
    pub(super) fn nested(&mut self) -> Result<Span, Broken> {
        let start = self.at;
        let mut open = Vec::new();
        loop {
            if !self.enter(&mut open)? && !self.leave(&mut open)? {
                return Ok(Span::new(start, self.at));
            }
        }
    }

    /// Reads over a value, or to the first value in it, and returns whether that follows.
    fn enter(&mut self, open: &mut Vec<u8>) -> Result<bool, Broken> {
        let (first, close) = match self.peek() {
            b'{' => (b'{', b'}'),
            b'[' => (b'[', b']'),
            _ => return self.scalar().map(|_| false),
        };
        if open.len() == DEPTH {
            return Err(self.broken("fewer values inside of each other"));
        }
        if !self.open(first, close)? {
            return Ok(false);
        }
        open.push(close);
        self.member_name(close)?;
        Ok(true)
    }

    /// Goes on after a value: to the next one, and returns whether there is one.
    fn leave(&mut self, open: &mut Vec<u8>) -> Result<bool, Broken> {
        while let Some(close) = open.last().copied() {
            if self.more(close)? {
                self.member_name(close)?;
                return Ok(true);
            }
            open.pop();
        }
        Ok(false)
    }

    fn member_name(&mut self, close: u8) -> Result<(), Broken> {
        if close == b'}' { self.name(&[]).map(|_| ()) } else { Ok(()) }
    }
}
