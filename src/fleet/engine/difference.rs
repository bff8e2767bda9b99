//! What changed since an older fleet.

use serde::Serialize;

use super::answers::{findings_answer, text};
use super::describe;
use super::error::FleetError;
use super::fleet::{Derived, Fleet, judge_all};
use super::question::Question;
use crate::fleet::diff::{Diff, Older, diff};
use crate::fleet::exceptions::covered;
use crate::fleet::query::filter::{Matches, matching_findings};
use crate::fleet::query::{CoveredBy, Table, bit};
use crate::fleet::store::{Seconds, Store};
use crate::fleet::verdict::{Judgement, Verdict};
use crate::time::Timestamp;

/// What changed since an older fleet.
#[derive(Debug)]
pub struct Difference {
    diff: Diff,
    /// The findings that were closed, in a fleet of their own.
    closed: Fleet,
    /// The version of the newer fleet that was compared.
    version: u32,
}

/// The numbers of a difference; times in milliseconds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DifferenceSummary {
    from: f64,
    to: f64,
    opened: u32,
    closed: u32,
    still_open: u32,
    new_nodes: u32,
    gone_nodes: u32,
    not_compared: u32,
    verdict_changes: Vec<Change>,
}

#[derive(Debug, Serialize)]
struct Change {
    from: &'static str,
    to: &'static str,
    nodes: u32,
}

const ACTION: &str = "query the difference";

/// What was judged of some nodes of the older fleet.
struct Part {
    /// How many nodes come before them.
    first: usize,
    judgements: Vec<Judgement>,
    /// Of each exception the nodes that it covers among these.
    exceptions: Vec<CoveredBy>,
}

impl Fleet {
    /// Compares with the fleet of a snapshot, which is judged by this fleet's rules and exceptions,
    /// as of the time when it was read.
    pub fn diff(&mut self, older: &[u8], clock: Timestamp) -> Result<Difference, FleetError> {
        self.derive(clock)?;
        let Self { store, derived, rules, exceptions, cve_lists, .. } = self;
        let judged = derived.as_ref().map(|it| it.judgements.as_slice()).unwrap_or_default();
        let mut parts: Vec<Part> = Vec::new();
        let mut judge = |other: &Store| {
            if std::ptr::eq(other, store) {
                return numbers(judged);
            }
            let Ok(rules) = rules.check(read_at(other)) else { return Vec::new() };
            let listed = cve_lists.among(&other.patches.cves);
            let covered = exceptions.cover(other, &rules, &listed);
            let judgements = judge_all(other, &rules, &covered);
            let verdicts = numbers(&judgements);
            let first = parts.last().map_or(0, |it| it.first + it.judgements.len());
            parts.push(Part { first, judgements, exceptions: covered.exceptions });
            verdicts
        };
        let mut diff = diff(store, Older::Snapshot(older), &mut judge)?;
        let store = std::mem::take(&mut diff.closed);
        let now = diff.from.map(Seconds::timestamp);
        let derived = now.and_then(|it| self.derived_of_closed(&store, it, &parts, &diff));
        let closed = Fleet {
            store,
            rules: self.rules.clone(),
            exceptions: self.exceptions.clone(),
            cve_lists: self.cve_lists.clone(),
            now,
            derived,
            ..Fleet::default()
        };
        Ok(Difference { diff, closed, version: self.store.version })
    }

    /// What follows for the closed findings from the whole older fleet: a node that has few of its
    /// findings here was judged, and perhaps excepted, by all of them.
    fn derived_of_closed(
        &self,
        store: &Store,
        now: Timestamp,
        parts: &[Part],
        diff: &Diff,
    ) -> Option<Derived> {
        let mut exceptions = parts.first()?.exceptions.clone();
        let words = store.nodes.len().div_ceil(64);
        exceptions.iter_mut().for_each(|it| it.nodes = vec![0; words]);
        let mut judgements = Vec::with_capacity(diff.closed_nodes.len());
        for (at, older) in diff.closed_nodes.iter().enumerate() {
            let older = *older as usize;
            let next = parts.partition_point(|it| it.first <= older);
            let part = parts.get(next.checked_sub(1)?)?;
            let number = older - part.first;
            judgements.push(*part.judgements.get(number)?);
            for (closed, of_part) in exceptions.iter_mut().zip(&part.exceptions) {
                let covers = of_part.nodes.is_empty() || bit(&of_part.nodes, number);
                *closed.nodes.get_mut(at >> 6)? |= u64::from(covers) << (at & 63);
            }
        }
        Some(Derived {
            version: store.version,
            rules: self.rules.check(now).ok()?,
            judgements,
            covered: covered(store, exceptions),
            listed: self.cve_lists.among(&store.patches.cves),
        })
    }
}

impl Difference {
    /// Its numbers.
    pub fn summary(&self) -> DifferenceSummary {
        let changes = self.diff.verdict_changes.iter();
        let change = |it: &crate::fleet::diff::VerdictChange| Change {
            from: name(it.from),
            to: name(it.to),
            nodes: it.nodes,
        };
        DifferenceSummary {
            from: millis(self.diff.from),
            to: millis(self.diff.to),
            opened: self.diff.opened.len() as u32,
            closed: self.closed.store.findings.live() as u32,
            still_open: self.diff.still_open.len() as u32,
            new_nodes: self.diff.new_nodes,
            gone_nodes: self.diff.gone_nodes,
            not_compared: self.diff.not_compared,
            verdict_changes: changes.map(change).collect(),
        }
    }

    /// The findings of a kind that a query means, as JSON text. `newer` is the fleet that was
    /// compared.
    pub fn rows(
        &mut self,
        newer: &mut Fleet,
        kind: &str,
        query: &str,
        clock: Timestamp,
    ) -> Result<String, FleetError> {
        let among = match kind {
            "opened" => self.diff.opened.words(),
            "stillOpen" => self.diff.still_open.words(),
            "closed" => return self.closed.rows("findings", query, clock),
            other => {
                let problem =
                    format!("kind: expected opened, closed or stillOpen, but is {other:?}");
                return Err(FleetError::invalid(ACTION, &problem));
            }
        };
        if newer.store.version != self.version {
            return Err(FleetError::invalid(ACTION, "the fleet was changed since"));
        }
        let question = Question::read(Table::Findings, query)?;
        let (context, cache) = newer.asked(clock)?;
        let matches = among_rows(matching_findings(&context, &question.filter), among);
        text(&findings_answer(&context, cache, &matches, &question))
    }
}

fn among_rows(mut matches: Matches, rows: &[u64]) -> Matches {
    let keep = |bits: &mut Vec<u64>| {
        bits.iter_mut()
            .zip(rows.iter().chain(std::iter::repeat(&0)))
            .for_each(|(to, it)| *to &= it);
        bits.iter().map(|it| it.count_ones()).sum()
    };
    matches.total = keep(&mut matches.yes);
    matches.undecided = keep(&mut matches.maybe);
    matches
}

fn numbers(judgements: &[Judgement]) -> Vec<u8> {
    judgements.iter().map(|it| it.verdict as u8).collect()
}

fn name(number: u8) -> &'static str {
    Verdict::ALL.get(usize::from(number)).map_or("", |it| it.name())
}

fn read_at(store: &Store) -> Timestamp {
    describe::scanned_at(store).map_or(Timestamp::from_millis(0), Seconds::timestamp)
}

fn millis(time: Option<Seconds>) -> f64 {
    time.map_or(0.0, |it| it.timestamp().as_millis() as f64)
}
