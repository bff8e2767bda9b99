//! A fleet in numbers, and for how much of it the service names CVEs.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::query::clock::{Clock, Overdue, Row};
use super::query::runs::{Stretch, ones};
use super::query::{Context, FindingProperty, QueryCache, Value, VerdictCounts};
use super::sorting;
use super::store::RowState;
use super::verdict::{ReasonCode, Verdict, end_of_life};

/// Counts by name, which serialize as a map; only names with a count are there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally(pub Vec<(String, u32)>);

impl Tally {
    fn add(&mut self, name: &str, count: u32) {
        if count == 0 {
            return;
        }
        match self.0.iter_mut().find(|(it, _)| it == name) {
            Some((_, sum)) => *sum += count,
            None => self.0.push((String::from(name), count)),
        }
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, count) in &self.0 {
            map.serialize_entry(name, count)?;
        }
        map.end()
    }
}

/// A fleet in numbers. Findings are all open ones, those that exceptions cover included.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct FleetSummary {
    pub nodes: u32,
    pub verdicts: VerdictCounts,
    /// Nodes by the reason why nothing is known of them.
    pub unreported: Tally,
    pub findings: u32,
    pub excepted_findings: u32,
    pub overdue: u32,
    pub undecided_overdue: u32,
    pub by_severity: Tally,
    pub by_compliance_level: Tally,
    pub by_state: Tally,
    pub patches: u32,
    pub cves: u32,
    /// Nodes with a platform past its end of life.
    pub end_of_life: u32,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest_open: Option<f64>,
    pub coverage: CveCoverage,
    pub failed_scopes: u32,
    pub failed_nodes: u32,
}

/// For how many findings the service names CVEs, and where it does not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct CveCoverage {
    pub findings: u32,
    pub with_cves: u32,
    /// Those with the most findings first.
    pub blind_platforms: Vec<BlindPlatform>,
}

/// A platform none of whose findings names a CVE: no CVE there is no all-clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct BlindPlatform {
    pub platform: String,
    pub nodes: u32,
    pub findings: u32,
}

/// The chosen nodes in numbers. `nodes` has a bit for each of them.
pub fn summary(context: &Context, cache: &mut QueryCache, nodes: &[u64]) -> FleetSummary {
    let mut counts = FindingCounts::new(context);
    counts.count(cache, nodes);
    let of_nodes = NodeCounts::new(context, nodes);
    FleetSummary {
        nodes: of_nodes.verdicts.iter().sum(),
        verdicts: of_nodes.verdicts.into(),
        unreported: of_nodes.unreported,
        findings: counts.findings(),
        excepted_findings: counts.excepted,
        overdue: counts.overdue,
        undecided_overdue: counts.undecided,
        by_severity: counts.by_severity(),
        by_compliance_level: counts.by_level(),
        by_state: counts.by_state(),
        patches: counts.by_patch.iter().filter(|it| **it > 0).count() as u32,
        cves: counts.cves(),
        end_of_life: of_nodes.end_of_life,
        oldest_open: (counts.oldest < u32::MAX).then(|| f64::from(counts.oldest) * 1000.0),
        coverage: counts.coverage(),
        failed_scopes: context.store.scopes.iter().filter(|it| it.error.is_some()).count() as u32,
        failed_nodes: of_nodes.failed,
    }
}

/// For how many findings of the chosen nodes the service names CVEs.
pub fn coverage(context: &Context, cache: &mut QueryCache, nodes: &[u64]) -> CveCoverage {
    let mut counts = FindingCounts::new(context);
    counts.count(cache, nodes);
    counts.coverage()
}

/// What is counted of nodes.
#[derive(Debug, Default)]
struct NodeCounts {
    verdicts: [u32; Verdict::ALL.len()],
    unreported: Tally,
    end_of_life: u32,
    failed: u32,
}

impl NodeCounts {
    fn new(context: &Context, nodes: &[u64]) -> Self {
        let mut counts = Self::default();
        let mut unreported = [0; ReasonCode::NothingOpen as usize + 1];
        let mut names = [""; ReasonCode::NothingOpen as usize + 1];
        let mut past = PastEndOfLife::new(context);
        for number in ones(nodes) {
            let Some(node) = context.store.nodes.get(number) else { continue };
            counts.failed += u32::from(node.failure.is_some());
            counts.end_of_life += u32::from(past.has(&node));
            let Some(judgement) = context.judgement(number as u32) else { continue };
            if let Some(count) = counts.verdicts.get_mut(judgement.verdict as usize) {
                *count += 1;
            }
            let code = judgement.code as usize;
            if judgement.verdict == Verdict::Unreported
                && let (Some(count), Some(name)) = (unreported.get_mut(code), names.get_mut(code))
            {
                *count += 1;
                *name = judgement.code.name();
            }
        }
        names.iter().zip(unreported).for_each(|(name, count)| counts.unreported.add(name, count));
        counts
    }
}

/// Whether platforms are past their end of life: asked once for each that follows another one.
struct PastEndOfLife<'a> {
    context: &'a Context<'a>,
    known: Vec<([Option<super::store::Symbol>; 2], bool)>,
}

impl<'a> PastEndOfLife<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self { context, known: Vec::new() }
    }

    fn has(&mut self, node: &super::store::Node) -> bool {
        let Some(listing) = self.context.store.listing(node) else { return false };
        let platform = [listing.platform, listing.platform_version];
        if let Some((_, is_past)) = self.known.iter().find(|(it, _)| *it == platform) {
            return *is_past;
        }
        let end = end_of_life(self.context.store, node, self.context.rules);
        let is_past = end.is_some_and(|it| it <= self.context.rules.now);
        // A fleet has a dozen platforms; a hostile one with thousands is asked again for each node.
        if self.known.len() < 64 {
            self.known.push((platform, is_past));
        }
        is_past
    }
}

/// What is counted of findings.
struct FindingCounts<'a> {
    context: &'a Context<'a>,
    clock: Clock,
    by_patch: Vec<u32>,
    has_cves: Vec<bool>,
    by_code: [u32; 1 << 5],
    excepted: u32,
    overdue: u32,
    undecided: u32,
    oldest: u32,
    levels: Tally,
    platforms: Vec<Platform>,
}

/// What is counted of a platform, by the symbol of its name.
#[derive(Debug, Clone, Copy, Default)]
struct Platform {
    nodes: u32,
    findings: u32,
    has_cves: bool,
}

impl<'a> FindingCounts<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        let patches = &context.store.patches;
        let has_cves = |patch| !patches.cves_of(patch).is_empty();
        Self {
            context,
            clock: Clock::new(context),
            by_patch: vec![0; patches.len()],
            has_cves: (0..patches.len() as u32).map(has_cves).collect(),
            by_code: [0; 1 << 5],
            excepted: 0,
            overdue: 0,
            undecided: 0,
            oldest: u32::MAX,
            levels: Tally::default(),
            platforms: vec![Platform::default(); context.store.words.len() + 1],
        }
    }

    fn count(&mut self, cache: &mut QueryCache, nodes: &[u64]) {
        let runs = cache.runs(self.context);
        let has_targets = !self.context.rules.targets.is_empty();
        let has_exceptions = !self.context.covered.rows.is_empty();
        for number in ones(nodes) {
            let run = runs.of(number as u32);
            let (mut row, mut rest) = (run.start as usize, run.count as usize);
            let mut has_cves = false;
            while rest > 0 {
                let len = rest.min(64);
                let all = u64::MAX >> (64 - len);
                let stretch = Stretch { node: number as u32, row, len, bits: all };
                has_cves |= self.count_rows(&stretch);
                if has_targets {
                    self.count_due(&stretch);
                }
                if has_exceptions {
                    let covered = (row..row + len).filter(|it| self.context.covered.has(*it));
                    self.excepted += covered.count() as u32;
                }
                (row, rest) = (row + len, rest - len);
            }
            if run.count > 0 {
                self.count_platform(number as u32, run.count, has_cves);
            }
        }
    }

    /// Counts rows of a node; returns whether one of them has a CVE.
    #[inline]
    fn count_rows(&mut self, stretch: &Stretch) -> bool {
        let findings = &self.context.store.findings;
        let mut has_cves = false;
        for patch in findings.patch.run(stretch.row, stretch.len) {
            if let Some(count) = self.by_patch.get_mut(*patch as usize) {
                *count += 1;
            }
            has_cves |= self.has_cves.get(*patch as usize).copied().unwrap_or(false);
        }
        for state in findings.state.run(stretch.row, stretch.len) {
            if let Some(count) = self.by_code.get_mut(usize::from(state & RowState::CODE)) {
                *count += 1;
            }
        }
        let times = findings.first_seen.run(stretch.row, stretch.len);
        self.oldest = times.iter().fold(self.oldest, |oldest, it| oldest.min(*it));
        has_cves
    }

    #[inline]
    fn count_due(&mut self, stretch: &Stretch) {
        let Stretch { node, row, len, .. } = *stretch;
        for row in Row::several(self.context.store, node, row, len) {
            let overdue = self.clock.overdue(&row);
            self.overdue += u32::from(overdue == Overdue::Yes);
            self.undecided += u32::from(overdue == Overdue::Undecided);
        }
    }

    fn count_platform(&mut self, number: u32, findings: u32, has_cves: bool) {
        let store = self.context.store;
        let Some(node) = store.nodes.get(number as usize) else { return };
        let platform = store.listing(&node).and_then(|it| it.platform);
        let place = platform.map_or(store.words.len(), |it| it.index());
        if let Some(platform) = self.platforms.get_mut(place) {
            platform.nodes += 1;
            platform.findings += findings;
            platform.has_cves |= has_cves;
        }
        self.count_levels(&node, number);
    }

    fn count_levels(&mut self, node: &super::store::Node, number: u32) {
        if self.context.store.baselines.is_empty() {
            // Levels are those of baselines.
            return self.levels.add("", node.findings.count);
        }
        let findings = &self.context.store.findings;
        for row in
            node.findings.start as usize..(node.findings.start + node.findings.count) as usize
        {
            let Some(finding) = findings.get(row) else { continue };
            let property = FindingProperty::ComplianceLevel;
            match self.context.finding_value(number, row, &finding, property) {
                Value::Text(level) => self.levels.add(&level, 1),
                _ => self.levels.add("", 1),
            }
        }
    }

    fn findings(&self) -> u32 {
        self.by_patch.iter().sum()
    }

    fn by_severity(&self) -> Tally {
        let patches = &self.context.store.patches;
        let mut tally = Tally::default();
        let mut counts = vec![0; patches.severities.len() + 1];
        for (patch, count) in self.by_patch.iter().enumerate() {
            let symbol = patches.severity(patch as u32);
            let place = symbol.map_or(patches.severities.len(), |it| it.index());
            if let Some(sum) = counts.get_mut(place) {
                *sum += count;
            }
        }
        patches
            .severities
            .iter()
            .chain([""])
            .zip(counts)
            .for_each(|(it, count)| tally.add(it, count));
        tally
    }

    fn by_level(&mut self) -> Tally {
        std::mem::take(&mut self.levels)
    }

    fn by_state(&self) -> Tally {
        let mut tally = Tally::default();
        let names = self.context.store.states.names();
        names.iter().zip(self.by_code).for_each(|(name, count)| tally.add(name, count));
        tally
    }

    fn open_patches(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let all = self.by_patch.iter().enumerate().map(|(patch, count)| (patch as u32, *count));
        all.filter(|(_, count)| *count > 0)
    }

    fn cves(&self) -> u32 {
        let patches = &self.context.store.patches;
        let mut seen = vec![false; patches.cves.len()];
        for cve in self.open_patches().flat_map(|(patch, _)| patches.cves_of(patch)) {
            if let Some(seen) = seen.get_mut(*cve as usize) {
                *seen = true;
            }
        }
        seen.iter().filter(|it| **it).count() as u32
    }

    fn coverage(&self) -> CveCoverage {
        let has_cves =
            |(patch, _): &(u32, u32)| self.has_cves.get(*patch as usize).copied().unwrap_or(false);
        let words = self.context.store.words.iter().chain([""]);
        let blind = words.zip(&self.platforms).filter(|(_, it)| it.findings > 0 && !it.has_cves);
        let blind: Vec<_> = blind.collect();
        let name = |at: u32| blind.get(at as usize).map(|(name, _)| *name);
        let keyed = blind.iter().map(|(_, it)| u64::from(!it.findings)).zip(0..).collect();
        let order = sorting::sorted(keyed, &mut |one, other| name(one).cmp(&name(other)));
        let platform = |at: u32| {
            let (name, it) = blind.get(at as usize)?;
            Some(BlindPlatform {
                platform: String::from(*name),
                nodes: it.nodes,
                findings: it.findings,
            })
        };
        let blind_platforms = order.into_iter().filter_map(platform).collect();
        CveCoverage {
            findings: self.findings(),
            with_cves: self.open_patches().filter(has_cves).map(|(_, count)| count).sum(),
            blind_platforms,
        }
    }
}
