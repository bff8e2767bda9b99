//! The reason of a verdict in words that stand alone.

use super::facts::{Facts, end_of_life};
use super::names::ReasonCode;
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
    let facts = Facts::of(store, node, rules, &excepted);
    let mut words = match code {
        ReasonCode::OpenFindings | ReasonCode::PendingRebootOnly => {
            open(store, node, &facts, &excepted)
        }
        _ => words(store, node, rules, code, &facts),
    };
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
        ReasonCode::OpenFindings | ReasonCode::PendingRebootOnly => String::new(),
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
        ReasonCode::CountsIncomplete => incomplete(node, facts),
        ReasonCode::NotAsked => String::from("Not asked: its patch state is not known"),
        ReasonCode::ReadFailed => failed(store, node),
        ReasonCode::ScanTooOld => {
            let end = node.patch_state.operation_end.map(|it| it.timestamp());
            let days = end.map_or(0, |end| rules.now.millis_since(end) / DAY_MS);
            let unit = if days == 1 { "day" } else { "days" };
            format!("No problems reported, but the last scan is {days} {unit} old")
        }
        ReasonCode::ScanTimeUnknown => match node.patch_state.operation_end {
            Some(_) => "No problems reported, but the time of the last scan is in the future",
            None => "No problems reported, but the time of the last scan is unknown",
        }
        .into(),
        ReasonCode::AllExcepted => {
            format!("All that is open is excepted: {} excepted", facts.excepted.iter().sum::<u32>())
        }
        ReasonCode::InstanceStopped => {
            let listing = store.listing(node);
            let state = store.word(listing.and_then(|it| it.instance_state)).unwrap_or("stopped");
            format!("The instance is {state}; nothing open at its last scan")
        }
        ReasonCode::NothingOpen => {
            String::from("Nothing open: nothing missing, failed, rejected or pending reboot")
        }
    }
}

const STATE_WORDS: [&str; 4] = ["missing", "failed", "pending reboot", "rejected but installed"];

fn open(store: &Store, node: &Node, facts: &Facts, excepted: impl Fn(usize) -> bool) -> String {
    let counts = (0..STATE_WORDS.len()).map(|place| facts.open_in(place));
    let known = counts.zip(STATE_WORDS).map(|(count, word)| (count, String::from(word)));
    let mut all: Vec<(u32, String)> = known.filter(|(count, _)| *count > 0).collect();
    for (_, finding) in store.findings_of(node).enumerate().filter(|(place, _)| !excepted(*place)) {
        let Some(code) = finding.state.code().filter(|it| it.index() >= STATE_WORDS.len()) else {
            continue;
        };
        let name = store.states.name(code);
        match all.iter_mut().find(|(_, it)| it == name) {
            Some((count, _)) => *count += 1,
            None => all.push((1, String::from(name))),
        }
    }
    all.iter().map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

fn levels(facts: &Facts) -> String {
    let said = |name: &CountName| match facts.count(*name) {
        0 => None,
        count => Some(format!("{} {count}", name.member())),
    };
    let all = CountName::LEVELS.iter().filter_map(said).collect::<Vec<_>>().join(", ");
    format!(
        "{all}: the service counts more patches as non-compliant than it reports as missing, \
         failed, pending reboot or rejected"
    )
}

fn incomplete(node: &Node, facts: &Facts) -> String {
    let state = &node.patch_state;
    let has_level = CountName::LEVELS.iter().any(|it| state.count(*it).is_some());
    let levels: &[CountName] = if has_level { &CountName::LEVELS } else { &[] };
    let has_updates = facts.updates_are_known();
    let updates: &[CountName] =
        if has_updates { &[] } else { &[CountName::AvailableSecurityUpdate] };
    let needed = CountName::OPEN.iter().chain(levels).chain(updates);
    let absent = needed.filter(|it| state.count(**it).is_none());
    let names = absent.map(|it| it.member()).collect::<Vec<_>>().join(", ");
    format!("The service did not report {names}")
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
    let record = serde_json::from_str::<serde_json::Value>(record).unwrap_or_default();
    let words = ["awsCode", "message"].map(|name| record.get(name).and_then(|it| it.as_str()));
    let words = words.into_iter().flatten().collect::<Vec<_>>().join(": ");
    if words.is_empty() {
        return String::from("It could not be read");
    }
    format!("It could not be read: {words}")
}
