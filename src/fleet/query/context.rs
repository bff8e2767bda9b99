//! What a question is asked of: the data, the reader's rules, and what follows from both.

use std::borrow::Cow;

use super::property::{FindingProperty, NodeProperty, PatchProperty};
use super::symbol::node_symbol;
use crate::fleet::rules::{LastDay, Rules};
use crate::fleet::store::{Finding, Node, RowState, Seconds, Store, Symbol};
use crate::fleet::verdict::{self, Judgement};
use crate::time::Timestamp;

pub(super) const DAY_MS: f64 = 86_400_000.0;

/// What a question is asked of.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The data.
    pub store: &'a Store,
    /// The reader's rules.
    pub rules: &'a Rules,
    /// The judgement on each node, by its number.
    pub judgements: &'a [Judgement],
    /// Which findings are covered by which exception.
    pub covered: &'a Covered,
    /// What the reader's lists say of the CVEs.
    pub listed: &'a Listed,
}

/// Which rows of findings an exception covers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Covered {
    /// A bit for each row: whether any exception covers it; empty if there are no exceptions.
    pub rows: Vec<u64>,
    /// The ids of the exceptions that are in force, in the reader's order, each with the patches and
    /// the nodes that it covers: it covers the findings of both.
    pub exceptions: Vec<CoveredBy>,
}

/// What one exception covers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CoveredBy {
    /// Its id.
    pub id: String,
    /// A bit for each patch.
    pub patches: Vec<u64>,
    /// A bit for each node; empty if it covers every node.
    pub nodes: Vec<u64>,
}

/// What the reader's lists say of the CVEs, by their places in `Patches::cves`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listed {
    /// Whether each is known to be exploited; `None` without a list.
    pub kev: Option<Vec<bool>>,
    /// The score of each; empty without a list.
    pub epss: Vec<Option<f64>>,
}

impl Listed {
    /// Whether one of these CVEs is known to be exploited; absent without a CVE or a list.
    pub fn kev<'a>(&self, cves: &[u32]) -> Value<'a> {
        match &self.kev {
            Some(kev) if !cves.is_empty() => {
                Value::Flag(cves.iter().any(|it| kev.get(*it as usize) == Some(&true)))
            }
            _ => Value::Absent,
        }
    }

    /// The highest score of these CVEs; absent if none has one.
    pub fn epss<'a>(&self, cves: &[u32]) -> Value<'a> {
        let scores = cves.iter().filter_map(|it| self.epss.get(*it as usize).copied()?);
        scores.reduce(f64::max).map_or(Value::Absent, Value::Number)
    }
}

impl Covered {
    /// Whether a row is covered.
    #[inline]
    pub fn has(&self, row: usize) -> bool {
        bit(&self.rows, row)
    }

    /// The id of the first exception that covers a finding.
    pub fn id(&self, node: u32, row: usize, patch: u32) -> Option<&str> {
        if !self.has(row) {
            return None;
        }
        let covers = |it: &&CoveredBy| {
            bit(&it.patches, patch as usize)
                && (it.nodes.is_empty() || bit(&it.nodes, node as usize))
        };
        self.exceptions.iter().find(covers).map(|it| it.id.as_str())
    }
}

/// Whether a bit of a list of bits is set.
#[inline]
pub fn bit(bits: &[u64], at: usize) -> bool {
    bits.get(at >> 6).is_some_and(|word| word >> (at & 63) & 1 != 0)
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Not reported, or not known.
    Absent,
    /// A text.
    Text(Cow<'a, str>),
    /// Several texts: the CVEs of a patch, as places in `Patches::cves`.
    Cves(&'a [u32]),
    /// A number.
    Number(f64),
    /// A time. If it is a bound, the true time is this one or earlier.
    Date(Timestamp, Bound),
    /// An age in days. If it is a bound, the true age is this one or more.
    Days(f64, Bound),
    /// True or false.
    Flag(bool),
    /// A flag that is true or false, which nobody knows: overdue by an age that is a lower bound.
    Undecided,
}

/// Whether a time is the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is.
    Exact,
    /// The true time is this one or earlier; the true age this one or more.
    AtLeast,
}

impl Bound {
    /// Whether it is the true time.
    pub fn is_exact(self) -> bool {
        self == Self::Exact
    }

    fn when(is_lower_bound: bool) -> Self {
        if is_lower_bound { Self::AtLeast } else { Self::Exact }
    }
}

impl<'a> Context<'a> {
    /// A value of a node.
    pub fn node_value(&self, number: u32, node: &Node, property: &NodeProperty) -> Value<'a> {
        use NodeProperty as P;
        let scope = self.store.scopes.get(node.scope as usize);
        let state = &node.patch_state;
        match property {
            P::ScopeId => present(scope.map_or("", |it| &it.id)),
            P::InstanceId => present(self.store.ids.text(node.id)),
            P::Account => text(scope.and_then(|it| it.account.as_deref())),
            P::Region => present(scope.map_or("", |it| &it.region)),
            P::BaselineName => text(self.baseline_name(node)),
            P::Tag(column) => self.tag(node, column),
            P::Verdict => self.judged(number, |it| it.verdict.name()),
            P::ReasonCode => self.judged(number, |it| it.code.name()),
            P::Stale => self.judgement(number).map_or(Value::Absent, |it| Value::Flag(it.stale)),
            P::Reason => self.reason(number, node),
            P::Count(name) => {
                state.count(*name).map_or(Value::Absent, |it| Value::Number(it.into()))
            }
            P::ReadAt => date(self.read_at(node)),
            P::LastOperation => date(state.operation_end.map(|it| it.timestamp())),
            P::ScanAge => state.operation_end.map_or(Value::Absent, |end| {
                Value::Days(self.days_since(end.timestamp()), Bound::Exact)
            }),
            P::NonCompliantSince => node.non_compliant_since.map_or(Value::Absent, |it| {
                Value::Date(it.at.timestamp(), Bound::when(it.lower_bound))
            }),
            P::OldestOpen => self.oldest_open(node),
            P::EndOfLife => date(self.last_day(node).map(|it| it.begins)),
            _ => self.word(node_symbol(property).and_then(|it| it.of(self.store, node))),
        }
    }

    /// A value of a patch.
    pub fn patch_value(&self, patch: u32, property: PatchProperty) -> Value<'a> {
        let patches = &self.store.patches;
        match property {
            PatchProperty::Kb => present(patches.kb(patch)),
            PatchProperty::Title => present(patches.title(patch)),
            PatchProperty::Severity => {
                text(patches.severity(patch).map(|it| patches.severities.text(it)))
            }
            PatchProperty::Classification => {
                text(patches.classification(patch).map(|it| patches.classifications.text(it)))
            }
            PatchProperty::Cves => match patches.cves_of(patch) {
                [] => Value::Absent,
                cves => Value::Cves(cves),
            },
            PatchProperty::Kev => self.listed.kev(patches.cves_of(patch)),
            PatchProperty::Epss => self.listed.epss(patches.cves_of(patch)),
            PatchProperty::Released => date(patches.released(patch).map(|it| it.timestamp())),
        }
    }

    /// A value of a finding.
    pub fn finding_value(
        &self,
        node: u32,
        row: usize,
        finding: &Finding,
        property: FindingProperty,
    ) -> Value<'a> {
        use FindingProperty as P;
        match property {
            P::ComplianceLevel => text(self.level(node, finding.patch)),
            P::State => text(finding.state.code().map(|it| self.store.states.name(it))),
            P::FirstSeen => Value::Date(finding.first_seen.timestamp(), Bound::Exact),
            P::AgeIsLowerBound => Value::Flag(self.bound(finding) == Bound::AtLeast),
            P::Age => Value::Days(self.days_since(self.open_since(finding)), self.bound(finding)),
            P::Due => {
                self.due(finding).map_or(Value::Absent, |it| Value::Date(it, self.bound(finding)))
            }
            P::Overdue => self.overdue(finding),
            P::Exception => text(self.covered.id(node, row, finding.patch)),
        }
    }

    /// The last day of the life of a node's platform, past or to come.
    pub fn last_day(&self, node: &Node) -> Option<&'a LastDay> {
        let listing = self.store.listing(node)?;
        let version = self.store.word(listing.platform_version).unwrap_or_default();
        self.rules.end_of_life.last_day(self.store.word(listing.platform)?, version)
    }

    /// The compliance level of a patch by the baseline of a node: of many findings
    /// [`super::levels::Levels`] has them all.
    fn level(&self, node: u32, patch: u32) -> Option<&'a str> {
        let node = self.store.nodes.get(node as usize)?;
        self.store.baseline_of(&node)?.level(&self.store.patches, patch)
    }

    /// Since when a finding has been open: the patch's release where that is known, else when this
    /// history first saw it.
    pub fn open_since(&self, finding: &Finding) -> Timestamp {
        let released = self.store.patches.released(finding.patch);
        released.unwrap_or(finding.first_seen).timestamp()
    }

    /// Whether the age of a finding is exact.
    pub fn bound(&self, finding: &Finding) -> Bound {
        let is_known = self.store.patches.released(finding.patch).is_some();
        Bound::when(!is_known && finding.state.is_lower_bound())
    }

    /// When a finding is due, by the target of its severity.
    pub fn due(&self, finding: &Finding) -> Option<Timestamp> {
        let patches = &self.store.patches;
        let severity = patches.severities.text(patches.severity(finding.patch)?);
        let days = self.rules.target(severity)?;
        Some(self.open_since(finding).shifted((days * DAY_MS) as i64))
    }

    fn overdue(&self, finding: &Finding) -> Value<'a> {
        match self.due(finding) {
            None => Value::Absent,
            Some(due) if due < self.rules.now => Value::Flag(true),
            Some(_) if self.bound(finding) == Bound::AtLeast => Value::Undecided,
            Some(_) => Value::Flag(false),
        }
    }

    /// Days from a time to the reader's now, not below 0.
    pub fn days_since(&self, time: Timestamp) -> f64 {
        (self.rules.now.millis_since(time) as f64 / DAY_MS).max(0.0)
    }

    /// The latest reading of any facet of a node.
    pub fn read_at(&self, node: &Node) -> Option<Timestamp> {
        let listed = self.store.listing(node).map(|it| it.read_at);
        let facets = [listed, node.patch_state.read_at, node.findings.read_at, node.heard_at];
        let latest = facets.into_iter().flatten().max();
        latest.map(|it| it.timestamp())
    }

    fn oldest_open(&self, node: &Node) -> Value<'a> {
        let (start, count) = (node.findings.start as usize, node.findings.count as usize);
        let findings = &self.store.findings;
        let Some(oldest) = findings.first_seen.run(start, count).iter().copied().min() else {
            return Value::Absent;
        };
        // An older one may be hidden behind any bound.
        let states = findings.state.run(start, count);
        let mut bounds = states.iter().zip(findings.patch.run(start, count));
        let is_bound = bounds.any(|(state, patch)| {
            state & RowState::LOWER_BOUND != 0 && self.store.patches.released(*patch).is_none()
        });
        let date = |it: Seconds| Value::Date(it.timestamp(), Bound::when(is_bound));
        Seconds::new(oldest).map_or(Value::Absent, date)
    }

    fn baseline_name(&self, node: &Node) -> Option<&'a str> {
        self.store.baseline_of(node)?.name.as_deref()
    }

    fn tag(&self, node: &Node, column: &str) -> Value<'a> {
        let place = self.store.attribute_names.iter().position(|it| it == column);
        let row = node.attributes.and_then(|it| self.store.attributes.get(it.index()));
        self.word(place.and_then(|at| *row?.get(at)?))
    }

    /// The judgement on a node.
    pub fn judgement(&self, node: u32) -> Option<Judgement> {
        self.judgements.get(node as usize).copied()
    }

    fn judged(&self, node: u32, name: impl Fn(Judgement) -> &'static str) -> Value<'a> {
        text(self.judgement(node).map(name))
    }

    fn reason(&self, number: u32, node: &Node) -> Value<'a> {
        let Some(judgement) = self.judgement(number) else { return Value::Absent };
        let start = node.findings.start as usize;
        let covered = |place: usize| self.covered.has(start + place);
        let words = verdict::reason(self.store, node, self.rules, judgement.code, covered);
        Value::Text(Cow::Owned(words))
    }

    fn word(&self, symbol: Option<Symbol>) -> Value<'a> {
        text(self.store.word(symbol))
    }
}

/// A text; absent if the service left it out or it is empty.
fn text(text: Option<&str>) -> Value<'_> {
    match text {
        Some(text) if !text.is_empty() => Value::Text(Cow::Borrowed(text)),
        _ => Value::Absent,
    }
}

/// A text that is never absent, though it may be empty.
fn present(text: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(text))
}

fn date<'a>(time: Option<Timestamp>) -> Value<'a> {
    time.map_or(Value::Absent, |it| Value::Date(it, Bound::Exact))
}
