//! The local clock.

use js_sys::Date;

use crate::time::Timestamp;

/// The time by the local clock.
pub(super) fn now() -> Timestamp {
    #[allow(clippy::cast_possible_truncation)]
    Timestamp::from_millis(Date::now() as i64)
}
