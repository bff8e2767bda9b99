//! Describes what a shape expects.

use super::shape::{Pattern, Shape};
use crate::text::{decimal, join, push};
use crate::value::ValueKind;

/// The description of a timestamp.
pub(crate) const INSTANT: &str = "a Date, milliseconds since the epoch or an RFC 3339 text";

/// The description of this shape.
pub(super) fn expected(shape: &Shape, found: ValueKind) -> String {
    let words = match shape {
        Shape::Text { min, max } | Shape::Private { min, max } if found == ValueKind::String => {
            return range("a string", *min, *max, " character");
        }
        Shape::Matching(Pattern { min, max, words, .. }) => {
            return join(&[
                words,
                ", ",
                &decimal(*min),
                " to ",
                &decimal(*max),
                " characters long",
            ]);
        }
        Shape::Described { words, .. } => words,
        Shape::Integer { min, max } => return range("a whole number", *min, *max, ""),
        Shape::OneOf(words) => return alternatives(words),
        Shape::Text { .. } | Shape::Private { .. } => "a string",
        Shape::NodeId => "a node id (i- and 8 or 17 word characters, or mi- and 17)",
        Shape::Boolean => "true or false",
        Shape::Function => "a function",
        Shape::Signal => "an AbortSignal",
        _ => INSTANT,
    };
    words.into()
}

fn alternatives(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        let or = if text.is_empty() { "" } else { " or " };
        push(&mut text, &[or, "\"", word, "\""]);
    }
    text
}

/// `what` with its bounds: `a whole number from 10 to 100`, `a string of 1 or more characters`.
pub(super) fn range(what: &str, min: u32, max: u32, unit: &str) -> String {
    let lowest = decimal(min);
    let plural = if unit.is_empty() || (min, max) == (1, 1) { "" } else { "s" };
    let bounds: [&str; 3] = match max {
        u32::MAX => [" of ", &lowest, " or more"],
        _ if min == max => [" of ", &lowest, ""],
        _ => [" from ", &lowest, &join(&[" to ", &decimal(max)])],
    };
    join(&[what, &join(&bounds), unit, plural])
}
