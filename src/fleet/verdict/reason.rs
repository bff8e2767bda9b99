//! The reason of a verdict in words that stand alone.

use super::{Facts, ReasonCode, end_of_life};
use crate::fleet::rules::Rules;
use crate::fleet::store::{CountName, Node, Store};

const DAY_MS: i64 = 86_400_000;

/// The reason of a judgement, and what belongs beside it.
pub fn reason(
    store: &Store,
    node: &Node,
    rules: &Rules,
    code: ReasonCode,
    excepted: impl Fn(usize) -> bool,
) -> String {
    let facts = Facts::of(store, node, rules, excepted);
    let mut words = words(store, node, rules, code, &facts);
    let covered: u32 = facts.excepted.iter().sum();
    if covered > 0 && code != ReasonCode::AllExcepted {
        words.push_str(&format!("; {covered} excepted"));
    }
    let updates = facts.count(CountName::AvailableSecurityUpdate);
    if updates > 0 && code != ReasonCode::AvailableSecurityUpdates {
        words.push_str(&format!("; {}", not_approved(updates)));
    }
    words
}

fn words(store: &Store, node: &Node, rules: &Rules, code: ReasonCode, facts: &Facts) -> String {
    match code {
        ReasonCode::OpenFindings | ReasonCode::PendingRebootOnly => open(facts),
        ReasonCode::NonCompliantCounts => levels(facts),
        ReasonCode::AvailableSecurityUpdates => {
            let updates = not_approved(facts.count(CountName::AvailableSecurityUpdate));
            format!("{updates}, which its baseline counts as non-compliant")
        }
        ReasonCode::EndOfLife => past_its_life(store, node, rules),
        ReasonCode::NeverScanned => String::from("Never scanned, or unknown to the service"),
        ReasonCode::ScannedByAssociation => {
            String::from("Scanned by an association, which reports no patch state")
        }
        ReasonCode::CountsIncomplete => incomplete(node),
        ReasonCode::NotAsked => String::from("Its patch state was not asked"),
        ReasonCode::ReadFailed => failed(store, node),
        ReasonCode::ScanTooOld => {
            let days = rules.stale_after_ms as f64 / DAY_MS as f64;
            let unit = if days == 1.0 { "day" } else { "days" };
            format!("No problems reported, but the last scan is more than {days} {unit} old")
        }
        ReasonCode::ScanTimeUnknown => match node.patch_state.operation_end {
            Some(_) => "No problems reported, but the time of the last scan is in the future",
            None => "No problems reported, but the time of the last scan is unknown",
        }
        .into(),
        ReasonCode::AllExcepted => {
            let all: u32 = facts.excepted.iter().sum();
            let what = if all == 1 { "The only open patch is" } else { "All open patches are" };
            format!("{what} excepted ({all})")
        }
        ReasonCode::InstanceStopped => {
            String::from("Stopped, with nothing open at the time of its last scan")
        }
        ReasonCode::NothingOpen => {
            String::from("Nothing missing, failed, rejected or pending reboot")
        }
    }
}

const STATE_WORDS: [&str; 5] =
    ["missing", "failed", "pending reboot", "rejected but installed", "open in another state"];

fn open(facts: &Facts) -> String {
    let said = |(place, word): (usize, &&str)| match facts.open_in(place) {
        0 => None,
        count => Some(format!("{count} {word}")),
    };
    STATE_WORDS.iter().enumerate().filter_map(said).collect::<Vec<_>>().join(", ")
}

fn levels(facts: &Facts) -> String {
    let names = ["critical", "security", "other"];
    let said = |(name, word): (&CountName, &str)| match facts.count(*name) {
        0 => None,
        count => Some(format!("{count} {word} non-compliant")),
    };
    CountName::LEVELS.iter().zip(names).filter_map(said).collect::<Vec<_>>().join(", ")
}

fn incomplete(node: &Node) -> String {
    let state = &node.patch_state;
    let levels = ["critical non-compliant", "security non-compliant", "other non-compliant"];
    let has_level = CountName::LEVELS.iter().any(|it| state.count(*it).is_some());
    let unknown = |names: &[CountName], words: &[&'static str]| {
        let absent = names.iter().zip(words).filter(|(name, _)| state.count(**name).is_none());
        absent.map(|(_, word)| *word).collect::<Vec<_>>()
    };
    let mut all = unknown(&CountName::OPEN, &STATE_WORDS);
    if has_level {
        all.extend(unknown(&CountName::LEVELS, &levels));
    }
    format!("The service did not report how many are {}", all.join(", "))
}

fn not_approved(updates: u32) -> String {
    let noun = if updates == 1 { "update" } else { "updates" };
    format!("{updates} security {noun} not approved")
}

fn past_its_life(store: &Store, node: &Node, rules: &Rules) -> String {
    let listing = store.listing(node);
    let platform = store.word(listing.and_then(|it| it.platform)).unwrap_or_default();
    let version = store.word(listing.and_then(|it| it.platform_version)).unwrap_or_default();
    // The table holds the moment after the last day.
    let last = end_of_life(store, node, rules).map(|it| it.shifted(-1));
    let day = last.and_then(|it| it.amz_date()).map(|it| String::from(it.date()));
    let day = day.as_deref().map(dashed).unwrap_or_default();
    format!("{platform} {version} is past its end of life ({day}): no patches are made for it")
}

/// `20231010` as `2023-10-10`.
fn dashed(date: &str) -> String {
    let part = |range: std::ops::Range<usize>| date.get(range).unwrap_or_default();
    [part(0..4), part(4..6), part(6..8)].join("-")
}

fn failed(store: &Store, node: &Node) -> String {
    let record = node.failure.map(|it| store.errors.text(it)).unwrap_or_default();
    let message = serde_json::from_str::<serde_json::Value>(record).ok();
    let message = message.as_ref().and_then(|it| it.get("message")).and_then(|it| it.as_str());
    match message {
        Some(message) => format!("It could not be read: {message}"),
        None => String::from("It could not be read"),
    }
}
