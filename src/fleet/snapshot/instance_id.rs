//! Instance ids: `i-` and 17 hexadecimal digits take nine bytes and not nineteen.

use super::bytes::{Cursor, put_text};

const TEXT: u8 = 0;
const DIGITS: usize = 17;
/// The prefixes, by kind from 1.
const PREFIXES: [&str; 2] = ["i-", "mi-"];

/// Appends an id: a byte with its kind and the first digit, eight bytes with the other sixteen; or 0
/// and the text.
pub(super) fn put_id(out: &mut Vec<u8>, id: &str) {
    match packed(id) {
        Some((head, digits)) => {
            out.push(head);
            out.extend_from_slice(&digits.to_le_bytes());
        }
        None => {
            out.push(TEXT);
            put_text(out, id);
        }
    }
}

/// Reads an id into `id`.
pub(super) fn read_id(from: &mut Cursor, id: &mut String) -> Option<()> {
    id.clear();
    let head = from.byte()?;
    if head == TEXT {
        id.push_str(from.text()?);
        return Some(());
    }
    let prefix = PREFIXES.get(usize::from(head & 15).checked_sub(1)?)?;
    let rest = u64::from_le_bytes(from.array()?);
    id.push_str(prefix);
    let digits = u128::from(head >> 4) << 64 | u128::from(rest);
    for place in (0..DIGITS).rev() {
        id.push(char::from_digit((digits >> (4 * place)) as u32 & 15, 16)?);
    }
    Some(())
}

fn packed(id: &str) -> Option<(u8, u64)> {
    let (kind, digits) = PREFIXES
        .iter()
        .zip(1_u8..)
        .find_map(|(prefix, kind)| Some((kind, id.strip_prefix(prefix)?)))?;
    let is_digit = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
    if digits.len() != DIGITS || !digits.bytes().all(is_digit) {
        return None;
    }
    let value = u128::from_str_radix(digits, 16).ok()?;
    Some((kind | ((value >> 64) as u8) << 4, value as u64))
}
