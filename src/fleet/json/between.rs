//! The bytes between two values, of which 32 are compared at once.

use wide::u8x16;

use crate::fleet::bytes::same;

/// Bytes that a text is compared with.
#[derive(Debug, Clone)]
pub(super) struct Between {
    first: u8x16,
    second: u8x16,
    /// A bit for each byte of `first` and `second` that counts.
    need: u32,
    all: Box<[u8]>,
}

impl Between {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut head = [0; 32];
        head.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        let [first, second] = halves(&head);
        let need = u32::MAX.checked_shr(32_u32.saturating_sub(bytes.len() as u32)).unwrap_or(0);
        Self { first, second, need, all: Box::from(bytes) }
    }

    /// What comes after the bytes, if `text` begins with them.
    #[inline(always)]
    pub(super) fn skip<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        let Some(head) = text.first_chunk() else { return self.skip_exactly(text) };
        let [first, second] = halves(head);
        let first = first.simd_eq(self.first).to_bitmask();
        let second = second.simd_eq(self.second).to_bitmask();
        if (first | second << 16) & self.need != self.need {
            return None;
        }
        if self.all.len() > 32 {
            return self.skip_exactly(text);
        }
        text.get(self.all.len()..)
    }

    #[inline(never)]
    fn skip_exactly<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        let (head, rest) = text.split_at_checked(self.all.len())?;
        same(head, &self.all).then_some(rest)
    }
}

#[inline(always)]
fn halves(bytes: &[u8; 32]) -> [u8x16; 2] {
    match bytes.as_chunks().0 {
        [first, second] => [u8x16::new(*first), u8x16::new(*second)],
        _ => [u8x16::ZERO; 2],
    }
}
