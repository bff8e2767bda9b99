//! The local clock.

use js_sys::Date;

use crate::time::Timestamp;

/// The time by the local clock.
pub(super) fn now() -> Timestamp {
    instant(Date::now())
}

/// The timestamp `ms` milliseconds after the epoch.
pub(super) fn instant(ms: f64) -> Timestamp {
    #[allow(clippy::cast_possible_truncation)]
    Timestamp::from_millis(ms as i64)
}
