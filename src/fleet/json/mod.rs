//! A reader of JSON text that makes no values: a page becomes a table of places in its text.
//!
//! It is **not** a general decoder. It knows the form of the service's outputs: an object with a list
//! of objects, of which each has the same members. The bytes between their values are learned and
//! compared whole, see [`Templates`]; whatever differs goes through [`Reader`], which takes any JSON.
//!
//! A member that is `null` is absent; of a member that comes twice the last one counts.

mod between;
mod escape;
mod list;
mod nested;
mod reader;
mod scan;
mod template;

pub(crate) use list::{List, Shape, read_list};
pub(crate) use reader::{Broken, Reader};
pub(crate) use template::Templates;

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
    fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    #[inline]
    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
