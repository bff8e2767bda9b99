//! Values that are not texts.

use crate::fleet::json::{Reader, Span};
use crate::fleet::store::{Count, Millis, SnapshotId, Strings};
use crate::time::Timestamp;

/// A count: a whole number or a text of digits. Anything else was not reported, `-1` too.
#[inline]
pub(super) fn count(text: &Reader, span: Span) -> Option<Count> {
    let bytes = text.bytes(span);
    if bytes.len() > 9 || !bytes.iter().all(u8::is_ascii_digit) {
        return unusual_count(bytes, text.is_text(span));
    }
    let digits = bytes.iter().map(|it| u32::from(it - b'0'));
    let value = digits.reduce(|number, digit| number * 10 + digit)?;
    Count::new(value)
}

#[inline(never)]
fn unusual_count(bytes: &[u8], is_text: bool) -> Option<Count> {
    let text = std::str::from_utf8(bytes).ok()?;
    if is_text {
        let is_digits = bytes.iter().all(u8::is_ascii_digit);
        return is_digits.then(|| text.parse().ok()).flatten().and_then(Count::new);
    }
    let number: f64 = text.parse().ok()?;
    let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    is_whole.then(|| Count::new(number as u32)).flatten()
}

/// A time, see [`Timestamp::parse`]; `None` if the service means "never".
pub(super) fn time(text: &Reader, span: Span) -> Option<Millis> {
    timestamp(text, span).and_then(Millis::of)
}

/// The same with the service's "no time" values.
pub(super) fn timestamp(text: &Reader, span: Span) -> Option<Timestamp> {
    Timestamp::parse(std::str::from_utf8(text.bytes(span)).ok()?)
}

/// The id of a snapshot.
pub(super) fn snapshot_id(bytes: &[u8], words: &mut Strings) -> Option<SnapshotId> {
    if bytes.is_empty() {
        return Some(SnapshotId::Absent);
    }
    match uuid(bytes) {
        Some(uuid) => Some(SnapshotId::Uuid(uuid)),
        None => words.intern_bytes(bytes).map(SnapshotId::Text),
    }
}

/// The 16 bytes of a UUID in lower case.
fn uuid(bytes: &[u8]) -> Option<[u8; 16]> {
    let text: &[u8; 36] = bytes.try_into().ok()?;
    let mut digits = [0; 32];
    let mut places = digits.iter_mut();
    for (at, byte) in text.iter().enumerate() {
        match (at, byte) {
            (8 | 13 | 18 | 23, b'-') => {}
            (8 | 13 | 18 | 23, _) => return None,
            (_, b'0'..=b'9') => *places.next()? = byte - b'0',
            (_, b'a'..=b'f') => *places.next()? = byte - b'a' + 10,
            _ => return None,
        }
    }
    let mut uuid = [0; 16];
    for (to, [high, low]) in uuid.iter_mut().zip(digits.as_chunks().0) {
        *to = high << 4 | low;
    }
    Some(uuid)
}
