//! Resume tokens, and their base64.

use patchlens::paginate::{Paginator, Settings};
use proptest::prelude::*;
use proptest::sample::select;

use super::text::{any_text, mutated};
use super::trial::trial;
use crate::support::value::JsonValue;

const SAMPLES: &[&str] = &[
    "eyJOZXh0VG9rZW4iOiAiVDEifQ==",
    "eyJOZXh0VG9rZW4iOiAiVDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==",
    "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==",
    "T1___1",
    "None___5",
    "AAEAAYxC2bD+token/of+the/service==",
];

const WORDS: &[&str] = &[
    "=",
    "==",
    "_",
    "___",
    "None",
    "+",
    "/",
    "-",
    "e30=",
    "bnVsbA==",
    "\n",
    " ",
    "é",
    "A",
    "0",
    "4294967295",
    "4294967296",
    "eyJ",
    "fQ==",
    "\u{0}",
    "W10=",
];

/// JSON that botocore could not have written, in base64.
fn forged() -> impl Strategy<Value = String> {
    let documents: &[&str] = &[
        "{\"NextToken\": \"T1\", \"boto_truncate_amount\": 1}",
        "{\"NextToken\": null}",
        "{\"NextToken\": \"\\u00e9\\ud83d\\ude00\"}",
    ];
    let words: &[&str] = &[
        "\"",
        "null",
        "-1",
        "1.5",
        "1e99",
        "4294967296",
        "{}",
        "[]",
        "\\ud800",
        ",",
        "\"More\": 1",
        "true",
        "None",
        "\\u0000",
    ];
    mutated(documents, words).prop_map(|json| base64(json.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = bytes.chunks(3).flat_map(|chunk| {
        let bits = chunk.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        (0..4).map(move |place| match place <= chunk.len() {
            true => char::from(*ALPHABET.get((bits >> (18 - 6 * place) & 63) as usize).unwrap()),
            false => '=',
        })
    });
    letters.collect()
}

fn listing(starting_token: &str) -> Option<Paginator> {
    let starting_token = Some(starting_token.to_owned());
    Paginator::new::<JsonValue>(Settings { starting_token, ..Settings::default() }).ok()
}

#[test]
fn a_resume_token_has_the_position_of_its_starting_token() {
    let texts = prop_oneof![3 => mutated(SAMPLES, WORDS), 2 => forged(), 1 => any_text(WORDS)];
    trial("resume tokens", 200_000, (texts, 0..100_usize), |(text, items)| {
        let Some(mut given) = listing(&text) else { return Ok(()) };
        prop_assert!(given.next_token() != Some(""));
        // A token of the service that equals Python's `None` cannot be written.
        prop_assume!(given.next_token() != Some("None"));
        let token = given.resume_token().unwrap();
        let mut again = listing(&token).unwrap();
        prop_assert_eq!(again.next_token(), given.next_token(), "{}", text);
        prop_assert_eq!(again.resume_token(), Some(token), "{}", text);
        let (page, same) = (given.receive(items, None), again.receive(items, None));
        prop_assert!(page.keep.start <= page.keep.end && page.keep.end <= items);
        prop_assert_eq!(page, same);
        Ok(())
    });
}

#[test]
fn a_starting_token_of_a_megabyte_is_read_at_once() {
    let parts = select(&["A", "=", "___", "eyJO", "é", "_"][..]);
    trial("a megabyte of token", 12, parts, |part| {
        let place = listing(&part.repeat(1_000_000)).and_then(|listing| listing.resume_token());
        prop_assert!(place.is_none_or(|token| !token.is_empty()));
        Ok(())
    });
}
