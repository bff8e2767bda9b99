//! Values that are not texts.

use crate::fleet::json::{Reader, Span};
use crate::fleet::store::{Count, Millis, SnapshotId, Strings};
use crate::time::Timestamp;

/// A count: a whole number or a text of digits. Anything else was not reported, `-1` too.
#[inline]
pub(super) fn count(text: &Reader, span: Span) -> Option<Count> {
    let bytes = text.bytes(span);
    let mut value = 0;
    for byte in bytes {
        if !byte.is_ascii_digit() || bytes.len() > 9 {
            return unusual_count(bytes, text.is_text(span));
        }
        value = value * 10 + u32::from(byte - b'0');
    }
    if bytes.is_empty() { None } else { Count::new(value) }
}

#[inline(never)]
fn unusual_count(bytes: &[u8], is_text: bool) -> Option<Count> {
    let text = std::str::from_utf8(bytes).ok()?;
    if is_text {
        let is_digits = bytes.iter().all(u8::is_ascii_digit);
        return is_digits.then(|| text.parse().ok()).flatten().and_then(Count::new);
    }
    let number = crate::fleet::decimal::parse(text)?;
    let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    is_whole.then(|| Count::new(number as u32)).flatten()
}

/// A time, see [`Timestamp::parse`]; `None` if the service means "never".
pub(super) fn time(text: &Reader, span: Span) -> Option<Millis> {
    let bytes = text.bytes(span);
    let millis = usual_millis(bytes).filter(|it| (0..MAX_MILLIS).contains(it));
    Millis::of(millis.map(Timestamp::from_millis).or_else(|| unusual_time(bytes))?)
}

/// No later than the latest time of a JavaScript `Date`.
const MAX_MILLIS: i64 = 8_640_000_000_000_000;

#[inline(never)]
fn unusual_time(bytes: &[u8]) -> Option<Timestamp> {
    Timestamp::parse(std::str::from_utf8(bytes).ok()?)
}

/// The milliseconds of seconds as the wire has them, such as `1.7E9`; `None` if they need rounding.
#[inline]
fn usual_millis(bytes: &[u8]) -> Option<i64> {
    let end = bytes.len().min(18);
    let (mut mantissa, mut scale, mut step) = (0_u64, 3, 0);
    for (at, byte) in bytes.get(..end)?.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                scale -= step;
            }
            b'.' if step == 0 => step = 1,
            b'E' if at + 2 == bytes.len() => {
                let exponent = bytes.last().filter(|it| it.is_ascii_digit())?;
                scale += i32::from(exponent - b'0');
                break;
            }
            _ => return None,
        }
    }
    let factor = 10_u64.checked_pow(u32::try_from(scale).ok()?)?;
    let is_whole = end == bytes.len() && end > 0;
    is_whole.then(|| mantissa.checked_mul(factor)?.try_into().ok()).flatten()
}

/// A time with the service's "no time" values.
pub(super) fn timestamp(text: &Reader, span: Span) -> Option<Timestamp> {
    unusual_time(text.bytes(span))
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
