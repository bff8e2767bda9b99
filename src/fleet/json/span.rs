//! Places in a text.

/// Where a value is: the content of a text, or all of any other value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// No value.
    pub(crate) const ABSENT: Self = Self { start: 0, end: 0 };

    /// From `start` to before `end`. The reader refuses texts that 32 bits do not address.
    #[inline]
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    #[inline]
    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
