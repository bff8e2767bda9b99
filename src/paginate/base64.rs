//! Base64 with the standard alphabet, as Python's `base64` module writes and reads it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut group = [0; 4];
        for (to, from) in group.iter_mut().skip(1).zip(chunk) {
            *to = *from;
        }
        let bits = u32::from_be_bytes(group);
        for place in 0..=chunk.len() {
            text.push(letter(bits >> (18 - 6 * place)));
        }
        for _ in chunk.len()..3 {
            text.push('=');
        }
    }
    text
}

fn letter(bits: u32) -> char {
    ALPHABET.get(bits as usize & 63).map_or('=', |byte| char::from(*byte))
}

/// Decodes `text` the way `base64.b64decode` does: it skips bytes outside the alphabet and stops
/// after complete padding. Returns `None` if the padding is missing or the decoded bytes are not
/// ASCII.
pub(super) fn decode_leniently(text: &str) -> Option<String> {
    let mut ascii = String::with_capacity(text.len() / 4 * 3);
    let mut group = 0;
    let mut letters = 0;
    let mut padding = 0;
    for byte in text.bytes() {
        if byte == b'=' {
            padding += 1;
            if letters >= 2 && letters + padding >= 4 {
                return Some(ascii);
            }
            continue;
        }
        let Some(value) = value(byte) else { continue };
        padding = 0;
        group = group << 6 | value;
        letters = (letters + 1) % 4;
        // Each letter after a group's first completes a byte.
        if letters != 1 {
            let byte = (group >> ((4 - letters) % 4 * 2) & 255) as u8;
            if !byte.is_ascii() {
                return None;
            }
            ascii.push(char::from(byte));
        }
    }
    (letters == 0).then_some(ascii)
}

fn value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}
