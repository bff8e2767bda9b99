//! A fleet, its reader's rules, and what follows from both.

use super::attributes::{self, Joined};
use super::describe::{self, Description, FailureRow};
use super::error::FleetError;
use crate::fleet::cve_lists::{CveList, CveLists};
use crate::fleet::exceptions::{Exception, Exceptions};
use crate::fleet::given::{self, given};
use crate::fleet::ingest::Page;
use crate::fleet::merge::merge_snapshot;
use crate::fleet::query::{Context, Covered, Listed, QueryCache};
use crate::fleet::rules::{ComplianceRules, Rules};
use crate::fleet::snapshot::{self, Extras};
use crate::fleet::store::{Node, Scope, Store};
use crate::fleet::verdict::{Judgement, judge};
use crate::time::Timestamp;

const MINUTE_MS: i64 = 60_000;

/// A fleet, its reader's rules, and what follows from both.
#[derive(Debug, Default)]
pub struct Fleet {
    /// The data.
    pub store: Store,
    /// What a checkpoint that was opened says of its scan, as JSON text.
    pub unfinished: Option<String>,
    pub(super) rules: ComplianceRules,
    pub(super) now: Option<Timestamp>,
    pub(super) exceptions: Exceptions,
    pub(super) cve_lists: CveLists,
    /// Those that take the place of the lists once they are complete.
    pub(super) next_cve_lists: CveLists,
    /// Whether it was opened from a snapshot: then its ages are as of the time of that.
    pub(super) is_opened: bool,
    pub(super) derived: Option<Derived>,
    pub(super) cache: QueryCache,
}

/// What follows from the data and the rules.
#[derive(Debug)]
pub(super) struct Derived {
    /// Of the store.
    pub(super) version: u32,
    pub(super) rules: Rules,
    pub(super) judgements: Vec<Judgement>,
    pub(super) covered: Covered,
    pub(super) listed: Listed,
}

/// The member of the rules that is not checked with the others.
#[derive(Debug)]
struct GivenNow {
    /// An ISO 8601 text.
    now: Option<String>,
}

given!(struct GivenNow { now: "now" });

impl Fleet {
    /// Takes in a response.
    pub fn ingest(&mut self, page: Page) -> Result<(), FleetError> {
        let read = self.store.ingest(page);
        read.map(|_| ()).map_err(|error| FleetError::of_response(page.operation, error))
    }

    /// Replaces this fleet by that of a snapshot or a checkpoint.
    pub fn open(&mut self, bytes: &[u8]) -> Result<(), FleetError> {
        let (store, extras) = snapshot::open(bytes)?;
        *self = Self { store, unfinished: extras.scan, is_opened: true, ..Self::default() };
        Ok(())
    }

    /// Notes that the fleet is read from now on, so that its ages are as of the question.
    pub fn scan_begins(&mut self) {
        self.is_opened = false;
    }

    /// Adds the fleet of a snapshot.
    pub fn merge(&mut self, bytes: &[u8]) -> Result<(), FleetError> {
        Ok(merge_snapshot(&mut self.store, bytes)?)
    }

    /// The fleet as bytes.
    pub fn snapshot(&self) -> Vec<u8> {
        snapshot::write(&self.store, &Extras::default())
    }

    /// The fleet and a scan that is not done, as JSON text, as bytes.
    pub fn checkpoint(&self, scan: String) -> Vec<u8> {
        snapshot::write(&self.store, &Extras { scan: Some(scan), progress: true })
    }

    /// Sets the columns of nodes from the JSON text of rows.
    pub fn set_attributes(&mut self, rows: &str) -> Result<Joined, FleetError> {
        attributes::set_attributes(&mut self.store, rows)
    }

    /// Removes the nodes of a scope whose ids are in the JSON text of a list; returns how many there
    /// were.
    pub fn remove_nodes(&mut self, scope: &str, ids: &str) -> u32 {
        let ids = given::read_list(ids).unwrap_or_default();
        let Some(scope) = self.store.find_scope(scope) else { return 0 };
        let mut removed = 0;
        for id in ids.iter().filter_map(|it| it.as_str()) {
            let Some(number) = self.store.find_node(scope, id) else { continue };
            self.store.remove_node(number);
            removed += 1;
        }
        removed
    }

    /// Replaces the exceptions by those of a JSON text.
    pub fn set_exceptions(&mut self, exceptions: &str) -> Result<(), FleetError> {
        let given: Vec<Exception> = given::read(exceptions).map_err(|error| {
            FleetError::invalid("set exceptions", &format!("exceptions: {error}"))
        })?;
        self.exceptions = Exceptions::new(given)?;
        self.derived = None;
        Ok(())
    }

    /// Adds items to a list of CVEs, `kev` or `epss`, from their JSON text. Nothing changes before
    /// [`Self::set_cve_lists`].
    pub fn add_to_cve_list(&mut self, name: &str, items: &str) -> Result<(), FleetError> {
        let list = CveList::parse(name).ok_or_else(|| String::from("expected kev or epss"));
        let added = list.and_then(|it| self.next_cve_lists.add(it, items));
        added.map_err(|error| {
            self.next_cve_lists = CveLists::default();
            FleetError::invalid("set the CVE lists", &format!("{name}: {error}"))
        })
    }

    /// Replaces the lists of CVEs by those that were added.
    pub fn set_cve_lists(&mut self) {
        self.cve_lists = std::mem::take(&mut self.next_cve_lists);
        self.cve_lists.sort();
        self.derived = None;
    }

    /// Replaces the rules by those of a JSON text.
    pub fn set_rules(&mut self, rules: &str) -> Result<(), FleetError> {
        let wrong = |error: String| FleetError::invalid("set rules", &format!("rules: {error}"));
        let GivenNow { now } = given::read(rules).map_err(wrong)?;
        let rules: ComplianceRules = given::read(rules).map_err(wrong)?;
        let now = now.as_deref().map(|text| {
            let problem = || format!("rules.now: expected a Date, but is {text:?}");
            Timestamp::parse(text).ok_or_else(|| FleetError::invalid("set rules", &problem()))
        });
        let now = now.transpose()?;
        self.store.history = Some(Box::new(rules.check(Timestamp::from_millis(0))?));
        (self.rules, self.now, self.derived) = (rules, now, None);
        Ok(())
    }

    /// What the fleet is, beside its rows.
    pub fn describe(&self) -> Description<'_> {
        Description::of(&self.store, self.is_complete())
    }

    /// What could not be read, scopes first.
    #[must_use]
    pub fn failures(&self) -> Vec<FailureRow<'_>> {
        describe::failures(&self.store)
    }

    /// Whether every scope was read to its end: no scan is to go on, none has failed, and no page is
    /// missing of those that follow each other. Of a fleet without scopes nothing was read.
    pub fn is_complete(&self) -> bool {
        let readings = &self.store.readings;
        let has_ended = |it: &Scope| !it.unfinished && it.error.is_none();
        let scopes = &self.store.scopes;
        let follows_nothing = readings.pending.is_empty() && readings.states.is_empty();
        !scopes.is_empty() && scopes.iter().all(has_ended) && follows_nothing
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.store.live_nodes().count()
    }

    /// How many distinct patches are open, and how many distinct CVEs they name.
    pub fn patch_and_cve_counts(&self) -> (u32, u32) {
        let patches = &self.store.patches;
        let mut is_open = vec![false; patches.len()];
        for (_, node) in self.store.live_nodes() {
            for finding in self.store.findings_of(node) {
                is_open.get_mut(finding.patch as usize).into_iter().for_each(|it| *it = true);
            }
        }
        let mut is_named = vec![false; patches.cves.len()];
        let open = (0..).zip(&is_open).filter(|(_, is_open)| **is_open);
        for cve in open.flat_map(|(patch, _)| patches.cves_of(patch)) {
            is_named.get_mut(*cve as usize).into_iter().for_each(|it| *it = true);
        }
        let count = |of: &[bool]| of.iter().filter(|it| **it).count() as u32;
        (count(&is_open), count(&is_named))
    }

    /// What questions are asked of, and what they remember; `clock` is the time of the question.
    pub(super) fn asked(
        &mut self,
        clock: Timestamp,
    ) -> Result<(Context<'_>, &mut QueryCache), FleetError> {
        self.derive(clock)?;
        let Self { store, derived: Some(derived), cache, .. } = self else {
            return Err(FleetError::invalid("query the fleet", "it has no rules"));
        };
        let Derived { rules, judgements, covered, listed, .. } = derived;
        Ok((Context { store, rules, judgements, covered, listed }, cache))
    }

    pub(super) fn derive(&mut self, clock: Timestamp) -> Result<(), FleetError> {
        let now = self.now_at(clock);
        let version = self.store.version;
        let is_current = |it: &Derived| it.version == version && it.rules.now == now;
        if self.derived.as_ref().is_some_and(is_current) {
            return Ok(());
        }
        let rules = self.rules.check(now)?;
        let listed = self.cve_lists.among(&self.store.patches.cves);
        let covered = self.exceptions.cover(&self.store, &rules, &listed);
        let judgements = judge_all(&self.store, &rules, &covered);
        self.derived = Some(Derived { version, rules, judgements, covered, listed });
        self.cache.rules_changed();
        Ok(())
    }

    /// The reader's now: as it was set, else of an opened fleet when it was read, else the minute
    /// of the question, so that what follows from it serves for a while.
    fn now_at(&self, clock: Timestamp) -> Timestamp {
        let read = || describe::scanned_at(&self.store).filter(|_| self.is_opened);
        let minute = clock.as_millis().div_euclid(MINUTE_MS) * MINUTE_MS;
        self.now
            .or_else(|| read().map(|it| it.timestamp()))
            .unwrap_or_else(|| Timestamp::from_millis(minute))
    }
}

pub(super) fn judge_all(store: &Store, rules: &Rules, covered: &Covered) -> Vec<Judgement> {
    let judge = |node: &Node| {
        let start = node.findings.start as usize;
        judge(store, node, rules, |place| covered.has(start + place))
    };
    store.nodes.iter().map(judge).collect()
}
