//! Platforms past their end of life: nobody makes patches for them, so they miss none.

use crate::time::Timestamp;

/// When platforms reach their end of life, by name and version prefix.
#[derive(Debug, Clone, PartialEq)]
pub struct EndOfLife {
    entries: Vec<(String, Timestamp)>,
}

/// The package's own table, as of 2026-11. The end of free security updates, as the vendor states it.
const TABLE: [(&str, i64); 36] = [
    ("Microsoft Windows Server 2008", day(2020, 1, 14)),
    ("Microsoft Windows Server 2012", day(2023, 10, 10)),
    ("Microsoft Windows Server 2016", day(2027, 1, 12)),
    ("Microsoft Windows Server 2019", day(2029, 1, 9)),
    ("Microsoft Windows Server 2022", day(2031, 10, 14)),
    ("Amazon Linux AMI", day(2023, 12, 31)),
    ("Amazon Linux 2018", day(2023, 12, 31)),
    ("Amazon Linux 2017", day(2023, 12, 31)),
    ("Amazon Linux 2", day(2026, 6, 30)),
    ("Amazon Linux 2023", day(2029, 6, 30)),
    ("Ubuntu 14.04", day(2019, 4, 25)),
    ("Ubuntu 16.04", day(2021, 4, 30)),
    ("Ubuntu 18.04", day(2023, 5, 31)),
    ("Ubuntu 20.04", day(2025, 5, 31)),
    ("Ubuntu 22.04", day(2027, 6, 1)),
    ("Ubuntu 24.04", day(2029, 5, 31)),
    ("CentOS 6", day(2020, 11, 30)),
    ("CentOS 7", day(2024, 6, 30)),
    ("CentOS 8", day(2021, 12, 31)),
    ("CentOS Linux 6", day(2020, 11, 30)),
    ("CentOS Linux 7", day(2024, 6, 30)),
    ("CentOS Linux 8", day(2021, 12, 31)),
    ("CentOS Stream 8", day(2024, 5, 31)),
    ("Debian GNU/Linux 8", day(2020, 6, 30)),
    ("Debian GNU/Linux 9", day(2022, 6, 30)),
    ("Debian GNU/Linux 10", day(2024, 6, 30)),
    ("Debian GNU/Linux 11", day(2026, 8, 31)),
    ("Debian GNU/Linux 12", day(2028, 6, 30)),
    ("Red Hat Enterprise Linux 6", day(2020, 11, 30)),
    ("Red Hat Enterprise Linux Server 6", day(2020, 11, 30)),
    ("Red Hat Enterprise Linux 7", day(2024, 6, 30)),
    ("Red Hat Enterprise Linux Server 7", day(2024, 6, 30)),
    ("Oracle Linux Server 6", day(2021, 3, 31)),
    ("Oracle Linux Server 7", day(2024, 12, 31)),
    ("SLES 12", day(2024, 10, 31)),
    ("macOS 12", day(2024, 9, 16)),
];

/// The end of a day (UTC), in milliseconds.
const fn day(year: i64, month: i64, day: i64) -> i64 {
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
    (days + 1) * 86_400_000
}

impl Default for EndOfLife {
    fn default() -> Self {
        let entry = |(name, end): &(&str, i64)| (String::from(*name), Timestamp::from_millis(*end));
        Self { entries: TABLE.iter().map(entry).collect() }
    }
}

impl EndOfLife {
    /// A table of the user's own, in place of the package's.
    pub fn new(entries: Vec<(String, Timestamp)>) -> Self {
        Self { entries }
    }

    /// The end of life of a platform: the entry with the longest name that `platform version` begins
    /// with, without regard to case, and not in the midst of a word or number.
    pub fn of(&self, platform: &str, version: &str) -> Option<Timestamp> {
        let full = [platform.trim(), version.trim()].join(" ");
        let fitting = self.entries.iter().filter(|(name, _)| begins(&full, name.trim()));
        fitting.max_by_key(|(name, _)| name.trim().len()).map(|(_, end)| *end)
    }
}

fn begins(text: &str, name: &str) -> bool {
    let Some((start, rest)) = text.split_at_checked(name.len()) else { return false };
    start.eq_ignore_ascii_case(name) && !rest.starts_with(char::is_alphanumeric)
}
