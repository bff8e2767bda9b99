//! Builds and searches text without the standard library's formatting and search, which would
//! enlarge the WebAssembly module.

/// Concatenates the texts.
///
/// The standard library's formatting, and dozens of inlined `push_str`, would add kilobytes to the
/// WebAssembly module.
#[inline(never)]
pub(crate) fn join(parts: &[&str]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    push(&mut text, parts);
    text
}

/// Appends the texts in order.
#[inline(never)]
pub(crate) fn push(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

/// `number` in decimal digits.
pub(crate) fn decimal(number: u32) -> String {
    let mut text = if number >= 10 { decimal(number / 10) } else { String::new() };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

/// The index of the first `part` in `text`; `None` if `part` is empty.
///
/// The standard library's search is faster in long texts, but would add kilobytes to the
/// WebAssembly module.
#[inline(never)]
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    text.as_bytes().windows(part.len().max(1)).position(|window| window == part.as_bytes())
}

/// The texts before and after the first `byte`, which is ASCII.
#[inline(never)]
pub(crate) fn cut(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|other| other == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// `text` without invisible characters at both ends.
pub(crate) fn trim(text: &str) -> &str {
    let (mut start, mut end) = (text.len(), 0);
    for (at, character) in text.char_indices() {
        if !is_blank(character) {
            start = start.min(at);
            end = at + character.len_utf8();
        }
    }
    text.get(start..end).unwrap_or_default()
}

/// Whether a character is invisible: white space, control characters, and the zero-width marks that
/// copied text can contain.
pub(crate) fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\0'..=' '
            | '\u{7f}'..='\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{2064}'
            | '\u{3000}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_cut_at_the_first_byte_of_its_kind() {
        assert_eq!(cut("é=b=c", b'='), Some(("é", "b=c")));
        assert_eq!(cut("=", b'='), Some(("", "")));
        assert_eq!(cut("é", b'='), None);
    }

    #[test]
    fn what_is_blank_is_trimmed() {
        for text in ["AKID", " AKID\n", "\r\n\tAKID\0", "\u{feff}AKID\u{a0}\u{200b}\u{3000}"] {
            assert_eq!(trim(text), "AKID");
        }
        assert_eq!(trim("a b"), "a b");
        assert_eq!(trim(" \n"), "");
        assert!((0..=0x3000).filter_map(char::from_u32).all(|character| {
            is_blank(character) || !(character.is_whitespace() || character.is_control())
        }));
    }

    #[test]
    fn an_empty_text_is_found_nowhere() {
        assert_eq!(find("abc", ""), None);
        assert_eq!(find("", ""), None);
        assert_eq!(find("", "a"), None);
    }

    proptest! {
        #[test]
        fn a_part_is_found_where_the_standard_library_finds_it(
            text in "[ab\u{e9}]{0,40}",
            part in "[ab\u{e9}]{1,6}",
        ) {
            prop_assert_eq!(find(&text, &part), text.find(&part));
        }
    }
}
