//! Comparison of texts without case: Unicode simple case folding, in no language.

mod runs;

use std::borrow::Cow;
use std::cmp::Ordering;

use memchr::memmem;

/// The severities that have a rank of their own, the lowest first.
const SEVERITIES: [&str; 6] = ["Low", "Medium", "Moderate", "High", "Important", "Critical"];

/// The rank of a severity: `Critical` is 6, `Low` is 1, every other text is 0.
pub fn severity_rank(severity: &str) -> u8 {
    let place = SEVERITIES.iter().position(|it| it.eq_ignore_ascii_case(severity));
    place.map_or(0, |it| it as u8 + 1)
}

/// A text with its case folded, character by character.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|it| it.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(fold).collect())
}

/// A character with its case folded. Two of those that are not ASCII fold to one that is: the sign
/// of kelvin and the long s.
#[inline]
pub fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    runs::fold_wide(character)
}

/// The order of two texts by their folded code points.
pub fn compare_folded(one: &str, other: &str) -> Ordering {
    if one.is_ascii() && other.is_ascii() {
        let [one, other] = [one, other].map(|it| it.bytes().map(|it| it.to_ascii_lowercase()));
        return one.cmp(other);
    }
    one.chars().map(fold).cmp(other.chars().map(fold))
}

/// Whether two texts are the same but for case.
pub fn equals(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    one == other || compare_folded(one, other) == Ordering::Equal
}

/// Whether `text` contains a text that is folded already.
pub fn contains(text: &str, needle: &str) -> bool {
    memmem::find(folded(text).as_bytes(), needle.as_bytes()).is_some()
}

/// Whether `text` begins with a text that is folded already.
pub fn starts_with(text: &str, needle: &str) -> bool {
    let mut characters = text.chars().map(fold);
    needle.chars().all(|it| characters.next() == Some(it))
}
