//! The token rules of a listing, as a state machine that counts items and never sees them.
//!
//! The rules and the text of resume tokens are those of botocore's paginator, so that a token can
//! be carried from boto3 to here and back. Where botocore has holes, this has none: any repeated
//! token ends the listing, not only one that comes twice in a row; a `NextToken` in the input is
//! remembered; only what botocore writes is read as a resume token.

mod base64;
mod token;

use std::ops::Range;

use crate::digest::sha256;
use crate::schema::Problems;
use crate::value::Value;
use token::Position;

/// Where a listing begins and how far it goes.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Most items to hand out; no limit if absent. 0 still makes one request.
    pub max_items: Option<u32>,
    /// A resume token of an earlier run, here or in boto3, or a `NextToken` of the service.
    pub starting_token: Option<String>,
    /// The `NextToken` in the caller's input: where to begin if there is no starting token.
    pub input_token: Option<String>,
}

/// What to do with a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The items to hand out.
    pub keep: Range<usize>,
    /// What comes after them.
    pub then: Then,
}

/// What comes after a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The next request, with [`Paginator::next_token`].
    More,
    /// Nothing.
    Done,
    /// An error: the service sent a token again, so that going on might never end. That token is
    /// [`Paginator::next_token`].
    Repeated,
}

/// The state of a listing between its pages.
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
    /// Where the page handed out last began, and how much of it was handed out.
    page: Position,
    kept: usize,
    /// Where to go on; nothing at the end of the listing.
    next: Option<Position>,
    /// How many more items may be handed out.
    room: Option<u32>,
    /// SHA-256 of every token received: tokens can be long.
    received: Vec<[u8; 32]>,
}

impl Paginator {
    /// Begins a listing.
    ///
    /// # Errors
    /// A starting token that cannot be one, under the name `startingToken`.
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

    /// The `NextToken` of the next request, if it has one.
    pub fn next_token(&self) -> Option<&str> {
        self.next.as_ref()?.token.as_deref()
    }

    /// Takes note of a page of `items` items that the request with [`Self::next_token`] brought,
    /// and of the `NextToken` in it; an empty one is none.
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

    /// In botocore's order: the end of the listing, an end after the page, and only
    /// then the check for a repeated token.
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

    /// Where to go on after the pages handed out so far: the starting token of a later run.
    /// Nothing at the end of the listing.
    pub fn resume_token(&self) -> Option<String> {
        self.next.as_ref().map(Position::encode)
    }

    /// Where to go on if only `consumed` of the items of the latest page were used.
    pub fn resume_after(&self, consumed: usize) -> Option<String> {
        if consumed < self.kept {
            Some(self.page.after(consumed).encode())
        } else {
            self.resume_token()
        }
    }
}
