//! The text of resume tokens, as botocore's `TokenEncoder` writes and its `TokenDecoder` reads it.

use super::base64;
use crate::json::push_string;
use crate::schema::Problems;
use crate::text::{decimal, join, push};
use crate::value::{Value, ValueKind};

const NEXT_TOKEN: &str = "NextToken";
const TRUNCATE_AMOUNT: &str = "boto_truncate_amount";

/// A position in the items of all pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// The token that fetches the page; the first page has none.
    pub(super) token: Option<String>,
    /// How many items of the page to skip, if the position is within a page.
    truncate_amount: Option<u32>,
}

impl Position {
    /// The start of the page that `token` fetches; an empty token means the first page.
    pub(super) fn page(token: Option<String>) -> Self {
        Self { token: token.filter(|token| !token.is_empty()), truncate_amount: None }
    }

    /// The index of the item in its page.
    pub(super) fn index(&self) -> usize {
        usize::try_from(self.truncate_amount.unwrap_or(0)).unwrap_or(usize::MAX)
    }

    /// The position `items` items later in the same page.
    pub(super) fn after(&self, items: usize) -> Self {
        let truncate_amount = self.truncate_amount.unwrap_or(0).saturating_add(items as u32);
        Self { token: self.token.clone(), truncate_amount: Some(truncate_amount) }
    }

    /// The resume token of this position.
    pub(super) fn encode(&self) -> String {
        let mut json = join(&["{\"", NEXT_TOKEN, "\": "]);
        match &self.token {
            Some(token) => push_string(&mut json, token),
            None => json.push_str("null"),
        }
        if let Some(amount) = self.truncate_amount {
            push(&mut json, &[", \"", TRUNCATE_AMOUNT, "\": "]);
            json.push_str(&decimal(amount));
        }
        json.push('}');
        base64::encode(json.as_bytes())
    }

    /// Parses a starting token: a resume token, one of the form that botocore wrote before 1.3
    /// (`token___index`), or a token of the service.
    pub(super) fn decode<V: Value>(text: &str) -> Result<Self, Problems> {
        if let Some(position) = current_form::<V>(text) {
            return Ok(position);
        }
        let Some((token, index)) = split_old_form(text) else {
            return if text.is_empty() {
                Err(bad_starting_token(text))
            } else {
                Ok(Self::of(text))
            };
        };
        if split_old_form(index).is_some() {
            return Err(bad_starting_token(text));
        }
        Ok(match whole(index) {
            Some(index) => Self { truncate_amount: Some(index), ..Self::of(token) },
            None => Self::of(text),
        })
    }

    /// `None`, as Python writes it, means no token.
    fn of(token: &str) -> Self {
        Self::page((token != "None").then(|| token.into()))
    }
}

/// The texts before and after the first `___`. The standard library's `split_once` adds 2 KB to the
/// WebAssembly module.
fn split_old_form(text: &str) -> Option<(&str, &str)> {
    let at = text.as_bytes().windows(3).position(|window| window == b"___")?;
    Some((text.get(..at)?, text.get(at + 3..)?))
}

/// `12` or `+12`, within the bounds of a `u32`.
fn whole(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let append = |number: u32, byte: u8| {
        let digit = char::from(byte).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit)
    };
    if digits.is_empty() { None } else { digits.bytes().try_fold(0, append) }
}

fn bad_starting_token(text: &str) -> Problems {
    Problems::one("startingToken", &join(&["Bad starting token: \"", text, "\""]))
}

/// Parses Base64 of a JSON object that has the members of botocore's resume tokens, and no others.
fn current_form<V: Value>(text: &str) -> Option<Position> {
    let json = base64::decode_leniently(text)?;
    let value = V::parse(&json).filter(|value| value.kind() == ValueKind::Object)?;
    let mut has_token = false;
    for name in value.names() {
        match name.as_str() {
            NEXT_TOKEN => has_token = true,
            TRUNCATE_AMOUNT => {}
            _ => return None,
        }
    }
    let position = match value.member(NEXT_TOKEN) {
        Some(token) => Position::of(&token.text().filter(|token| !token.is_empty())?),
        None => Position::default(),
    };
    let truncate_amount = match value.member(TRUNCATE_AMOUNT) {
        Some(amount) => Some(index(amount.number()?)?),
        None => None,
    };
    has_token.then_some(Position { truncate_amount, ..position })
}

fn index(number: f64) -> Option<u32> {
    (number >= 0.0 && number.floor() == number).then_some(number as u32)
}
