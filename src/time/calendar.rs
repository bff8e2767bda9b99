//! The proleptic Gregorian calendar, without leap seconds.
//!
//! Both directions follow Howard Hinnant's `chrono-Compatible Low-Level Date Algorithms`
//! (<https://howardhinnant.github.io/date_algorithms.html>): years begin in March, so that the leap
//! day comes last. Counting from a year before 0 keeps every number positive.

/// The maximum distance from the epoch of a JavaScript `Date`, in milliseconds.
pub(super) const MAX_MILLIS: i64 = 8_640_000_000_000_000;

const YEARS_PER_ERA: u32 = 400;
const DAYS_PER_ERA: u32 = 146_097;
/// From -400-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: u32 = 719_468 + DAYS_PER_ERA;

/// A day of the years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: u32,
    /// 1 to 12.
    pub(super) month: u32,
    /// 1 to 31.
    pub(super) day: u32,
}

impl Day {
    /// Days since 1970-01-01; `None` if the date does not exist.
    pub(super) fn since_epoch(self) -> Option<i64> {
        let Self { year, month, day } = self;
        let year = year + YEARS_PER_ERA - u32::from(month <= 2);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day;
        let days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year;
        let days = i64::from(days) - 1 - i64::from(DAYS_TO_EPOCH);
        // The 31st of June converts back to the first of July.
        (Self::from_epoch(days) == Some(self)).then_some(days)
    }

    /// The date `days` days after 1970-01-01.
    #[inline(never)]
    pub(super) fn from_epoch(days: i64) -> Option<Self> {
        let days = u32::try_from(days + i64::from(DAYS_TO_EPOCH)).ok()?;
        let day_of_era = days % DAYS_PER_ERA;
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = (month_from_march + 2) % 12 + 1;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let year = days / DAYS_PER_ERA * YEARS_PER_ERA + year_of_era + u32::from(month <= 2);
        let year = year.checked_sub(YEARS_PER_ERA).filter(|year| *year <= 9999)?;
        Some(Self { year, month, day })
    }
}
