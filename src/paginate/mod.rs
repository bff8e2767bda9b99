//! The paginator: the token rules, as a state machine that counts items and never sees them.
//!
//! The rules and the text of resume tokens are those of botocore's paginator, so that boto3 accepts
//! the package's tokens and vice versa. It closes three gaps of botocore: every repeated token ends
//! the pages, not only one that comes twice in a row; a `NextToken` in the input is remembered; and
//! only a text that botocore can write is read as a resume token.

mod base64;
mod token;

use std::ops::Range;

use crate::digest::sha256;
use crate::schema::Problems;
use crate::value::Value;
use token::Position;

/// Where a paginator begins, and how many items it returns.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The maximum number of items to return; no limit if absent. 0 still makes one request.
    pub max_items: Option<u32>,
    /// A resume token of an earlier paginator, of this package or of boto3, or a `NextToken` of the
    /// service.
    pub starting_token: Option<String>,
    /// The `NextToken` in the caller's input, which applies if there is no starting token.
    pub input_token: Option<String>,
}

/// What to do with a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The items to return.
    pub keep: Range<usize>,
    /// The step after this page.
    pub then: Then,
}

/// The step after a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The next request, with [`Paginator::next_token`].
    More,
    /// Nothing.
    Done,
    /// An error: the service repeated a token, so the pages would never end.
    /// [`Paginator::next_token`] is that token.
    Repeated,
}

/// The state of a paginator between two pages.
///
/// ```
/// use patchlens::paginate::Then;
/// # use patchlens::paginate::Paginator;
/// # fn list(mut paginator: Paginator, pages: &[(Vec<u8>, Option<&str>)]) -> Option<String> {
/// for (items, next_token) in pages {
///     let page = paginator.receive(items.len(), *next_token);
///     println!("{:?}", items.get(page.keep));
///     if page.then != Then::More {
///         break;
///     }
/// }
/// paginator.resume_token()
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Paginator {
    /// The position of the latest page, and how many of its items were returned.
    page: Position,
    kept: usize,
    /// Where to resume; `None` after the last page.
    next: Option<Position>,
    /// How many more items to return.
    room: Option<u32>,
    /// SHA-256 of every token received: tokens can be long.
    received: Vec<[u8; 32]>,
}

impl Paginator {
    /// Creates a paginator.
    ///
    /// # Errors
    /// An invalid starting token, under the name `startingToken`.
    pub fn new<V: Value>(settings: Settings) -> Result<Self, Problems> {
        let start = match settings.starting_token {
            Some(text) => Position::decode::<V>(&text)?,
            None => Position::page(settings.input_token),
        };
        Ok(Self {
            page: start.clone(),
            kept: 0,
            next: Some(start),
            room: settings.max_items,
            received: Vec::new(),
        })
    }

    /// The `NextToken` of the next request; `None` for the first page.
    pub fn next_token(&self) -> Option<&str> {
        self.next.as_ref()?.token.as_deref()
    }

    /// Reports the response to the request with [`Self::next_token`]: the number of its items, and
    /// its `NextToken`. An empty token means the last page.
    pub fn receive(&mut self, items: usize, next_token: Option<&str>) -> Page {
        self.page = self.next.take().unwrap_or_default();
        let start = self.page.index().min(items);
        let shown = items - start;
        let keep =
            self.room.map_or(shown, |room| usize::try_from(room).unwrap_or(shown).min(shown));
        self.kept = keep;
        self.room = self.room.map(|room| room - keep as u32);
        let then = if keep < shown { self.stop_within_page() } else { self.advance(next_token) };
        Page { keep: start..start + keep, then }
    }

    fn stop_within_page(&mut self) -> Then {
        self.next = Some(self.page.after(self.kept));
        Then::Done
    }

    /// Checks in botocore's order: the last page, then the limit of items, then a repeated token.
    fn advance(&mut self, next_token: Option<&str>) -> Then {
        let Some(token) = next_token.filter(|token| !token.is_empty()) else {
            return Then::Done;
        };
        self.next = Some(Position::page(Some(token.into())));
        if self.room == Some(0) {
            Then::Done
        } else if self.note(token) {
            Then::More
        } else {
            Then::Repeated
        }
    }

    /// Whether `token` is new.
    fn note(&mut self, token: &str) -> bool {
        let hash = sha256(token.as_bytes());
        let is_new = !self.received.contains(&hash);
        self.received.push(hash);
        is_new
    }

    /// The resume token after the pages returned so far: the starting token of a later paginator.
    /// `None` after the last page.
    pub fn resume_token(&self) -> Option<String> {
        self.next.as_ref().map(Position::encode)
    }

    /// The resume token if the caller used only the first `consumed` items of the latest page.
    pub fn resume_after(&self, consumed: usize) -> Option<String> {
        if consumed < self.kept {
            Some(self.page.after(consumed).encode())
        } else {
            self.resume_token()
        }
    }
}
