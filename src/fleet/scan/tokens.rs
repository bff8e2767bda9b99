//! Pagination tokens of one list.

use serde::Serialize;

use crate::fleet::given::given;
use crate::fleet::store::hash;

/// Where a list goes on, and the tokens that it has shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(super) struct Tokens {
    /// The token of the next page; absent on the first.
    pub(super) next: Option<String>,
    seen: Vec<u64>,
}

/// Whether a list goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// There is another page.
    Next,
    /// That was the last page.
    Last,
    /// The service repeats a token: the pages would never end.
    Repeated,
}

given!(struct Tokens { next: "next", seen: "seen" });

impl Tokens {
    /// Takes in the token of a page.
    pub(super) fn turn(&mut self, token: Option<String>) -> Turn {
        let Some(token) = token.filter(|it| !it.is_empty()) else { return Turn::Last };
        let hash = hash(0, token.as_bytes());
        if self.seen.contains(&hash) {
            return Turn::Repeated;
        }
        self.seen.push(hash);
        self.next = Some(token);
        Turn::Next
    }
}
