//! The order of findings, without sorting them all: a row's key is packed into 64 bits, the first
//! bits of it choose a bucket, and only the buckets of the wanted page are sorted.

mod buckets;
mod kept;
mod key;
mod part;
mod parts;
mod place;
mod select;

use std::ops::Range;
use std::rc::Rc;

use self::kept::{Buffers, Stamp};
use self::parts::parts;
use super::runs::Runs;
use super::{Context, QueryCache, Sort};

pub(in crate::fleet) use kept::Order;
pub use place::Place;

/// Makes an order.
pub(in crate::fleet) fn new_order(
    context: &Context,
    cache: &mut QueryCache,
    runs: &Runs,
    sort: &[Sort],
) -> Order {
    let old = cache.order.take();
    let stamp = Stamp::new(context, cache.epoch, runs, sort);
    let buffers = Buffers::of(old);
    let parts = parts(context, cache, runs, sort);
    Order::new(context, runs, stamp, parts, buffers)
}

/// The matching findings at places `offset..offset + limit` of an order. `matches` has a bit for each
/// row that matches.
pub fn findings_page(
    context: &Context,
    cache: &mut QueryCache,
    matches: &[u64],
    sort: &[Sort],
    page: Range<usize>,
) -> Vec<Place> {
    if page.is_empty() {
        return Vec::new();
    }
    let runs: Rc<Runs> = cache.runs(context);
    let stamp = Stamp::new(context, cache.epoch, &runs, sort);
    let mut order = match cache.order.take() {
        Some(order) if *order.stamp() == stamp => order,
        old => {
            cache.order = old;
            new_order(context, cache, &runs, sort)
        }
    };
    let places = order.page(context, &runs, matches, page);
    cache.order = Some(order);
    places
}
