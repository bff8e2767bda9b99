//! Comparison of texts without case.

use std::cmp::Ordering;

use patchlens::fleet::query::{
    compare_folded, contains, equals, folded, severity_rank, starts_with,
};
use proptest::prelude::*;

#[test]
fn case_is_folded_character_by_character() {
    let cases = [
        ("OpenSSL", "openssl"),
        ("already low", "already low"),
        ("ÄÖÜ", "äöü"),
        ("ΣΑΣς", "σασσ"),
        ("ẞ", "ß"),
        ("straße", "straße"),
        ("İ", "İ"),
        ("ı", "ı"),
        ("\u{212a}B", "kb"),
        ("ſ", "s"),
        ("Ꭰ", "Ꭰ"),
        ("ꭰ", "Ꭰ"),
        ("𐐀", "𐐨"),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(folded(text), expected, "{text}");
    }
}

#[test]
fn severities_rank_by_what_they_mean() {
    let order = ["Unspecified", "low", "Medium", "MODERATE", "High", "Important", "Critical"];
    assert_eq!(order.map(severity_rank), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(severity_rank(""), 0);
}

#[test]
fn texts_order_by_folded_code_points() {
    assert_eq!(compare_folded("B", "a"), Ordering::Greater);
    assert_eq!(compare_folded("Z_", "za"), Ordering::Less);
    assert_eq!(compare_folded("\u{ffff}", "\u{10000}"), Ordering::Less);
    assert_eq!(compare_folded("\u{212a}", "K"), Ordering::Equal);
    assert!(equals("\u{212a}b5", "KB5"));
    assert!(!equals("KB5", "KB50"));
}

proptest! {
    #[test]
    fn folding_agrees_with_itself(one in "\\PC{0,8}", other in "[a-zA-ZſKä\\PC]{0,2}") {
        let [low, needle] = [folded(&one), folded(&other)];
        prop_assert_eq!(folded(&low), low.as_ref());
        prop_assert_eq!(compare_folded(&one, &other), low.chars().cmp(needle.chars()));
        prop_assert_eq!(contains(&one, &needle), low.contains(needle.as_ref()));
        prop_assert_eq!(starts_with(&one, &needle), low.starts_with(needle.as_ref()));
    }
}
