//! Platforms past their end of life: nobody makes patches for them, so they miss none.

use super::error::RulesError;
use crate::fleet::date::{first_moment, last_moment};
use crate::fleet::fold::folded;
use crate::time::Timestamp;

/// When platforms reach their end of life, by name and version prefix.
#[derive(Debug, Clone, PartialEq)]
pub struct EndOfLife {
    entries: Vec<(String, LastDay)>,
}

/// The last day of a platform's life, or its last moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastDay {
    /// The date as it was given: `2023-10-10`.
    pub text: String,
    /// When the day begins.
    pub begins: Timestamp,
    /// The first moment after it.
    pub over: Timestamp,
}

impl LastDay {
    fn parse(text: &str) -> Option<Self> {
        let (begins, last) = (first_moment(text)?, last_moment(text)?);
        Some(Self { text: String::from(text), begins, over: last.shifted(1) })
    }
}

/// The package's own table, as of 2026-11. The end of free security updates, as the vendor states it.
/// It goes down to what the SSM agent has ever run on: an older system must not look better.
const TABLE: [(&str, &str); 62] = [
    ("Microsoft Windows Server 2003", "2015-07-14"),
    ("Microsoft Windows Server 2008", "2020-01-14"),
    ("Microsoft Windows Server 2012", "2023-10-10"),
    ("Microsoft Windows Server 2016", "2027-01-12"),
    ("Microsoft Windows Server 2019", "2029-01-09"),
    ("Microsoft Windows Server 2022", "2031-10-14"),
    ("Amazon Linux AMI", "2023-12-31"),
    ("Amazon Linux 2018", "2023-12-31"),
    ("Amazon Linux 2017", "2023-12-31"),
    ("Amazon Linux 2", "2026-06-30"),
    ("Amazon Linux 2023", "2029-06-30"),
    ("Ubuntu 10.04", "2015-04-30"),
    ("Ubuntu 12.04", "2017-04-28"),
    ("Ubuntu 14.04", "2019-04-25"),
    ("Ubuntu 16.04", "2021-04-30"),
    ("Ubuntu 18.04", "2023-05-31"),
    ("Ubuntu 20.04", "2025-05-31"),
    ("Ubuntu 20.10", "2021-07-22"),
    ("Ubuntu 22.04", "2027-06-01"),
    ("Ubuntu 23.04", "2024-01-25"),
    ("Ubuntu 23.10", "2024-07-11"),
    ("Ubuntu 24.04", "2029-05-31"),
    ("Ubuntu 24.10", "2025-07-10"),
    ("Ubuntu 25.04", "2026-01-15"),
    ("CentOS 5", "2017-03-31"),
    ("CentOS 6", "2020-11-30"),
    ("CentOS 7", "2024-06-30"),
    ("CentOS 8", "2021-12-31"),
    ("CentOS Linux 5", "2017-03-31"),
    ("CentOS Linux 6", "2020-11-30"),
    ("CentOS Linux 7", "2024-06-30"),
    ("CentOS Linux 8", "2021-12-31"),
    ("CentOS Stream 8", "2024-05-31"),
    ("Debian GNU/Linux 7", "2018-05-31"),
    ("Debian GNU/Linux 8", "2020-06-30"),
    ("Debian GNU/Linux 9", "2022-06-30"),
    ("Debian GNU/Linux 10", "2024-06-30"),
    ("Debian GNU/Linux 11", "2026-08-31"),
    ("Debian GNU/Linux 12", "2028-06-30"),
    ("Red Hat Enterprise Linux 5", "2017-03-31"),
    ("Red Hat Enterprise Linux 6", "2020-11-30"),
    ("Red Hat Enterprise Linux Server 5", "2017-03-31"),
    ("Red Hat Enterprise Linux Server 6", "2020-11-30"),
    ("Red Hat Enterprise Linux 7", "2024-06-30"),
    ("Red Hat Enterprise Linux Server 7", "2024-06-30"),
    ("Oracle Linux Server 5", "2017-06-30"),
    ("Oracle Linux Server 6", "2021-03-31"),
    ("Oracle Linux Server 7", "2024-12-31"),
    ("SLES 11", "2019-03-31"),
    ("SLES 12", "2024-10-31"),
    ("SLES 15.0", "2019-12-31"),
    ("SLES 15.1", "2021-01-31"),
    ("SLES 15.2", "2021-12-31"),
    ("SLES 15.3", "2022-12-31"),
    ("SLES 15.4", "2023-12-31"),
    ("SLES 15.5", "2024-12-31"),
    ("SLES 15.6", "2025-12-31"),
    ("Mac OS X 10", "2022-09-12"),
    ("macOS 10", "2022-09-12"),
    ("macOS 11", "2023-09-26"),
    ("macOS 12", "2024-09-16"),
    ("macOS 13", "2025-09-15"),
];

impl Default for EndOfLife {
    fn default() -> Self {
        let entry =
            |(name, date): &(&str, &str)| Some((folded(name).into(), LastDay::parse(date)?));
        Self { entries: TABLE.iter().filter_map(entry).collect() }
    }
}

impl EndOfLife {
    /// A table of the user's own, in place of the package's: dates by name and version prefix.
    pub fn parse(entries: impl IntoIterator<Item = (String, String)>) -> Result<Self, RulesError> {
        let entry = |(platform, date): (String, String)| match LastDay::parse(&date) {
            Some(day) => Ok((folded(platform.trim()).into_owned(), day)),
            None => Err(RulesError::EndOfLife { platform, date }),
        };
        Ok(Self { entries: entries.into_iter().map(entry).collect::<Result<_, _>>()? })
    }

    /// The first moment after the end of life of a platform.
    pub fn of(&self, platform: &str, version: &str) -> Option<Timestamp> {
        self.last_day(platform, version).map(|it| it.over)
    }

    /// The last day of a platform: of the entry with the longest name that `platform version` begins
    /// with, without regard to case, and not in the midst of a word or number.
    pub fn last_day(&self, platform: &str, version: &str) -> Option<&LastDay> {
        let full = [platform.trim(), version.trim()].join(" ");
        let full = folded(full.trim());
        let fitting = self.entries.iter().filter(|(name, _)| begins(&full, name));
        fitting.max_by_key(|(name, _)| name.chars().count()).map(|(_, day)| day)
    }
}

fn begins(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix(name);
    rest.is_some_and(|it| !it.starts_with(char::is_alphanumeric))
}
