//! Names and values in the order of the canonical request.

use crate::text::push;

/// The headers, or the parameters of the query.
#[derive(Default)]
pub(super) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Puts a pair in its place. As pairs: joined by `=`, `foo=2` would come after `foo-bar=1`.
    #[inline(never)]
    pub(super) fn insert(&mut self, name: String, value: String) {
        let pair = (name, value);
        let place = self.0.iter().take_while(|other| **other <= pair).count();
        self.0.insert(place, pair);
    }

    /// The first value of that name.
    pub(super) fn value(&mut self, name: &str) -> Option<&mut String> {
        let mut pairs = self.0.iter_mut();
        pairs.find_map(|(other, value)| (other == name).then_some(value))
    }

    /// The names, such as `host;x-amz-date`.
    pub(super) fn names(&self) -> String {
        let mut text = String::new();
        let mut separator = "";
        for (name, _) in &self.0 {
            push(&mut text, &[separator, name]);
            separator = ";";
        }
        text
    }

    /// The pairs, such as `a=1&b=2`.
    #[inline(never)]
    pub(super) fn join(&self, equals: &str, and: &str) -> String {
        let mut text = String::new();
        let mut separator = "";
        for (name, value) in &self.0 {
            push(&mut text, &[separator, name, equals, value]);
            separator = and;
        }
        text
    }
}
