//! The direction of an order.

/// The direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words are plain")]
pub enum Direction {
    Ascending,
    Descending,
}
