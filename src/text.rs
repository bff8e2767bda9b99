//! Building and searching text, without what Rust's own formatting and search would weigh.

/// The texts one after the other.
///
/// Rust's own formatting would weigh kilobytes in the WebAssembly module, and so would dozens of
/// inlined `push_str`.
#[inline(never)]
pub(crate) fn join(parts: &[&str]) -> String {
    let mut text = String::new();
    push(&mut text, parts);
    text
}

/// Appends the texts one after the other.
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

/// Where `part` first begins in `text`; nowhere if it is empty.
///
/// The standard library's search, which is faster in long texts, would weigh kilobytes in the
/// WebAssembly module.
#[inline(never)]
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    text.as_bytes().windows(part.len().max(1)).position(|window| window == part.as_bytes())
}
