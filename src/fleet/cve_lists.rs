//! What a reader brings about CVEs: CISA's list of those that are exploited, and FIRST's scores.

use serde_json::Value;

use super::given::{self, Read, wrong};
use super::query::Listed;
use super::sorting::{self, Keyed};
use super::store::Strings;

/// Scores are kept in units of this, so that nine decimals are exact.
const UNITS: f64 = 1e9;

/// The lists, each in the order of its CVEs; `None` for a list that was not given.
#[derive(Debug, Clone, Default)]
pub struct CveLists {
    kev: Option<Vec<Keyed>>,
    epss: Option<Vec<Keyed>>,
}

/// Which of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CveList {
    /// CISA's list of known exploited vulnerabilities: CVE ids.
    Kev,
    /// FIRST's scores of the Exploit Prediction Scoring System: pairs of a CVE id and a score.
    Epss,
}

impl CveList {
    /// The list with this name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "kev" => Some(Self::Kev),
            "epss" => Some(Self::Epss),
            _ => None,
        }
    }
}

impl CveLists {
    /// Adds items to a list from their JSON text.
    ///
    /// # Errors
    /// Says which item is wrong, and shows it.
    pub fn add(&mut self, list: CveList, items: &str) -> Result<(), String> {
        let to = match list {
            CveList::Kev => &mut self.kev,
            CveList::Epss => &mut self.epss,
        };
        let to = to.get_or_insert_default();
        for item in given::read_list(items)? {
            to.push(match list {
                CveList::Kev => (key_of_item(&item)?, 0),
                CveList::Epss => scored(&item)?,
            });
        }
        Ok(())
    }

    /// Puts the lists in order, once all items are there. Of a CVE with two scores the higher one
    /// comes last.
    pub fn sort(&mut self) {
        for list in [&mut self.kev, &mut self.epss].into_iter().flatten() {
            sorting::sort(list, &mut |one, other| one.cmp(&other));
        }
    }

    /// What the lists say of the CVEs of a fleet.
    pub fn among(&self, cves: &Strings) -> Listed {
        let found = |list: &[Keyed], cve: &str| {
            let key = key_of(cve)?;
            let end = list.partition_point(|it| it.0 <= key);
            list.get(end.checked_sub(1)?).filter(|it| it.0 == key).map(|it| it.1)
        };
        let has = |list: &Vec<Keyed>| cves.iter().map(|it| found(list, it).is_some()).collect();
        let score = |list: &Vec<Keyed>, cve| found(list, cve).map(|it| f64::from(it) / UNITS);
        let scores = |list| cves.iter().map(|it| score(list, it)).collect();
        Listed {
            kev: self.kev.as_ref().map(has),
            epss: self.epss.as_ref().map(scores).unwrap_or_default(),
        }
    }
}

fn scored(item: &Value) -> Read<Keyed> {
    let [cve, score] = given::items(item)?.as_slice() else {
        return Err(wrong(item, "a CVE id and a score"));
    };
    let key = key_of_item(cve)?;
    let score = score.as_f64().filter(|it| (0.0..=1.0).contains(it)).ok_or_else(|| {
        let [cve, score] = [cve, score].map(given::text);
        ["the score of ", &cve, ": expected a number from 0 to 1, but is ", &score].concat()
    })?;
    Ok((key, (score * UNITS).round() as u32))
}

fn key_of_item(item: &Value) -> Read<u64> {
    let text = item.as_str().ok_or_else(|| wrong(item, "a CVE id"))?;
    key_of(text).ok_or_else(|| {
        ["expected a CVE id such as \"CVE-2024-12345\", but is ", &given::text(item)].concat()
    })
}

/// A number for each CVE id: the year, and the digits after a 1, which keeps zeros in front.
fn key_of(cve: &str) -> Option<u64> {
    let (prefix, rest) = cve.split_at_checked(4)?;
    let (year, digits) = rest.split_once('-')?;
    let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let is_id = prefix.eq_ignore_ascii_case("CVE-")
        && year.len() == 4
        && (4..=12).contains(&digits.len())
        && is_number(year)
        && is_number(digits);
    let number =
        |text: &str, start: u64| text.bytes().fold(start, |all, it| all * 10 + u64::from(it & 15));
    is_id.then(|| number(year, 0) << 44 | number(digits, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(lists: &[(CveList, &str)], cves: &[&str]) -> Listed {
        let mut all = CveLists::default();
        for (list, items) in lists {
            all.add(*list, items).unwrap();
        }
        all.sort();
        let mut strings = Strings::default();
        cves.iter().for_each(|it| {
            strings.intern(it);
        });
        all.among(&strings)
    }

    #[test]
    fn ids_match_without_case_and_digit_by_digit() {
        let list = (CveList::Kev, r#"["CVE-2021-0001", "cve-2024-123456"]"#);
        let cves =
            ["cve-2021-0001", "CVE-2021-00001", "CVE-2024-123456", "GHSA-1", "CVE-2024-12é4"];
        let found = listed(&[list], &cves);
        assert_eq!(found.kev, Some(vec![true, false, true, false, false]));
        assert_eq!(found.epss, Vec::<Option<f64>>::new());
    }

    #[test]
    fn scores_keep_their_decimals_and_the_higher_of_two_counts() {
        let list =
            r#"[["CVE-2021-0001", 0.00123], ["CVE-2021-0002", 1], ["CVE-2021-0001", 0.001]]"#;
        let cves = ["CVE-2021-0001", "CVE-2021-0002", "CVE-2021-0003"];
        let found = listed(&[(CveList::Epss, list)], &cves);
        assert_eq!(found.epss, [Some(0.00123), Some(1.0), None]);
        assert_eq!(found.kev, None);
    }

    #[test]
    fn a_list_without_items_is_a_list() {
        assert_eq!(listed(&[(CveList::Kev, "[]")], &["CVE-2021-0001"]).kev, Some(vec![false]));
    }

    #[test]
    fn wrong_items_are_shown() {
        let wrong = |list, items| CveLists::default().add(list, items).unwrap_err();
        let id = "expected a CVE id such as \"CVE-2024-12345\", but is \"CVE-24-1\"";
        assert_eq!(wrong(CveList::Kev, r#"["CVE-24-1"]"#), id);
        assert_eq!(wrong(CveList::Kev, "[17]"), "invalid type: a number, expected a CVE id");
        assert_eq!(
            wrong(CveList::Epss, r#"[["CVE-2021-0001", 1.5]]"#),
            "the score of \"CVE-2021-0001\": expected a number from 0 to 1, but is 1.5"
        );
        assert!(wrong(CveList::Epss, r#"["CVE-2021-0001"]"#).contains("expected a list"));
        assert!(wrong(CveList::Epss, r#"[["CVE-2021-0001"]]"#).contains("a CVE id and a score"));
    }
}
