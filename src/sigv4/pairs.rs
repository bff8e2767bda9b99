//! Names and values in the order of the canonical request.

use std::borrow::Cow;

use crate::text::push;

/// The headers, or the parameters of the query. Most of them stand in the request as they are
/// signed, and are borrowed from it.
#[derive(Default)]
pub(super) struct Pairs<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Pairs<'a> {
    /// Puts a pair in its place. As pairs: joined by `=`, `foo=2` would come after `foo-bar=1`.
    #[inline(never)]
    pub(super) fn insert(&mut self, name: Cow<'a, str>, value: Cow<'a, str>) {
        let pair = (name, value);
        let place = self.0.iter().take_while(|other| **other <= pair).count();
        self.0.insert(place, pair);
    }

    /// The first value of that name.
    pub(super) fn value(&mut self, name: &str) -> Option<&mut Cow<'a, str>> {
        let mut pairs = self.0.iter_mut();
        pairs.find_map(|(other, value)| (*other == name).then_some(value))
    }

    /// The names, such as `host;x-amz-date`.
    pub(super) fn names(&self) -> String {
        let mut text = String::with_capacity(128);
        let mut separator = "";
        for (name, _) in &self.0 {
            push(&mut text, &[separator, name]);
            separator = ";";
        }
        text
    }

    /// Appends the pairs, such as `a=1&b=2`.
    #[inline(never)]
    pub(super) fn push_to(&self, text: &mut String, equals: &str, and: &str) {
        let mut separator = "";
        for (name, value) in &self.0 {
            push(text, &[separator, name, equals, value]);
            separator = and;
        }
    }
}
