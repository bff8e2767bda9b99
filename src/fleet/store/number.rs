//! Small numbers whose absence takes no room: an `Option` of each is as large as the number.

use std::num::{NonZeroI64, NonZeroU32};

use crate::time::Timestamp;

/// The number of an interned text in its [`super::Strings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(NonZeroU32);

impl Symbol {
    /// The symbol with this index; `None` for the largest index, which no store reaches.
    pub fn new(index: usize) -> Option<Self> {
        NonZeroU32::new(u32::try_from(index).ok()?.checked_add(1)?).map(Self)
    }

    /// The place of the text in its table, from 0.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A count that the service reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(NonZeroU32);

impl Count {
    /// A count; `None` for the largest number, which counts nothing real.
    pub fn new(value: u32) -> Option<Self> {
        NonZeroU32::new(value.checked_add(1)?).map(Self)
    }

    /// The number.
    pub fn value(self) -> u32 {
        self.0.get() - 1
    }
}

/// A time of this history in whole seconds after 1970-01-01T00:00:00Z, from 1 to the year 2106.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seconds(NonZeroU32);

impl Seconds {
    /// The time, cut to the second and to the range.
    pub fn of(time: Timestamp) -> Self {
        let seconds = time.as_millis().div_euclid(1000).clamp(1, i64::from(u32::MAX));
        Self::new(seconds as u32).unwrap_or(Self(NonZeroU32::MIN))
    }

    /// The time so many seconds after 1970; `None` for 0.
    pub fn new(seconds: u32) -> Option<Self> {
        NonZeroU32::new(seconds).map(Self)
    }

    /// Seconds after 1970.
    pub fn value(self) -> u32 {
        self.0.get()
    }

    /// The same in milliseconds.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millis(i64::from(self.value()) * 1000)
    }
}

/// A time that the service reported, in milliseconds; never its "no time" values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Millis(NonZeroI64);

impl Millis {
    /// The time; `None` if it is one of the values that mean "never".
    pub fn of(time: Timestamp) -> Option<Self> {
        if time.is_no_time() {
            return None;
        }
        NonZeroI64::new(time.as_millis()).map(Self)
    }

    /// As a timestamp.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millis(self.0.get())
    }
}
