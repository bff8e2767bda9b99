//! Paginators over arbitrary pages and tokens.

use std::collections::HashSet;

use patchlens::paginate::{Paginator, Settings, Then};
use proptest::option;
use proptest::prelude::*;

use super::text::any_text;
use super::trial::trial;
use crate::support::value::JsonValue;

const WORDS: &[&str] = &["T1", "T2", "None", "", "=", "eyJ9", "___", "é", "\u{0}"];

/// More requests than there can be tokens.
const MOST_REQUESTS: usize = 100;

type Pages = Vec<(usize, Option<String>)>;

/// Pages that start again from the first after the last.
fn pages() -> impl Strategy<Value = Pages> {
    let token = prop_oneof![4 => "[a-d]{0,2}", 1 => any_text(WORDS)];
    prop::collection::vec((0..6_usize, option::weighted(0.95, token)), 1..12)
}

fn settings() -> impl Strategy<Value = Settings> {
    let tokens = (option::of("[a-z]{0,3}"), option::of(any_text(WORDS)));
    (option::of(0..40_u32), tokens).prop_map(|(max_items, (starting_token, input_token))| {
        Settings { max_items, starting_token, input_token }
    })
}

/// The last step of the paginator, the numbers of returned and received items, and the number of
/// requests. A paginator that does not end stops at the limit of requests.
fn listed(listing: &mut Paginator, pages: &Pages) -> (Then, usize, usize, usize) {
    let (mut handed, mut seen) = (0, 0);
    for (count, (items, token)) in pages.iter().cycle().take(MOST_REQUESTS).enumerate() {
        let page = listing.receive(*items, token.as_deref());
        assert!(page.keep.start <= page.keep.end && page.keep.end <= *items);
        handed += page.keep.len();
        seen += items;
        if page.then != Then::More {
            return (page.then, handed, seen, count + 1);
        }
    }
    (Then::More, handed, seen, MOST_REQUESTS)
}

#[test]
fn a_paginator_ends_within_its_limits_for_any_pages() {
    trial("listings", 200_000, (pages(), settings()), |(pages, settings)| {
        let max_items = settings.max_items;
        let Ok(mut listing) = Paginator::new::<JsonValue>(settings) else { return Ok(()) };
        let (then, handed, seen, requests) = listed(&mut listing, &pages);
        let distinct: HashSet<_> = pages.iter().filter_map(|(_, token)| token.as_ref()).collect();
        prop_assert!(requests <= distinct.len() + 1, "{requests} requests");
        prop_assert!(max_items.is_none_or(|max| handed <= max as usize));
        // A paginator that stops early has a resume token; another one returned every item.
        let resume_token = listing.resume_token();
        if then == Then::Repeated || handed < seen {
            prop_assert!(resume_token.is_some());
        }
        if resume_token.is_none() {
            prop_assert_eq!(handed, seen);
        }
        Ok(())
    });
}
