//! Small stores with hostile texts, from a seed.

use patchlens::fleet::query::{Context, Covered, CoveredBy, Listed};
use patchlens::fleet::rules::Rules;
use patchlens::fleet::store::{
    ApprovalRule, Asked, Baseline, Count, CountName, FilterKey, Finding, FindingsFacet, Listing,
    Millis, PatchFilter, PatchKey, RowState, Seconds, Since, StateCode, StateKind, Store, Symbol,
};
use patchlens::fleet::verdict::{Judgement, judge};
use patchlens::time::Timestamp;

pub(crate) const NOW: i64 = 1_790_000_000_000;
const DAY: u32 = 86_400;

/// Texts that texts of rows and values of filters are taken from.
pub(crate) const TEXTS: [&str; 17] = [
    "",
    "a",
    "web-1",
    "WEB-10",
    "Straße ſ",
    "STRASSE S",
    "\u{212a}B5",
    "kb50",
    "ÄÖ|\"x\",y",
    "äö",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
    "the quick brown fox jumps over openSSL and lies there",
    "OpenSSL",
    "non-compliant",
    "Critical",
    "\u{10400}\u{ffff}",
    " \t=!<>:^ ",
];

/// Severities, of which some have a target.
pub(crate) const SEVERITIES: [&str; 7] =
    ["", "Critical", "IMPORTANT", "low", "Medium", "Straße ſ", "High"];

/// A store with what is needed to ask it.
pub(crate) struct Fleet {
    pub(crate) store: Store,
    pub(crate) rules: Rules,
    pub(crate) judgements: Vec<Judgement>,
    pub(crate) covered: Covered,
    pub(crate) listed: Listed,
}

impl Fleet {
    /// A store of up to a dozen nodes.
    pub(crate) fn random(seed: u64) -> Self {
        let mut dice = Dice(seed | 1);
        let mut store = Store::default();
        add_patches(&mut store, &mut dice);
        store.scope("111122223333/eu-central-1");
        store.scope("no slash");
        add_baselines(&mut store, &mut dice);
        store.attribute_names = vec![String::from("Owner"), String::from("Cost Center")];
        assert_eq!(store.states.classify("Odd state"), StateKind::Open(state(4)));
        for number in 0..dice.below(12) {
            add_node(&mut store, &mut dice, number);
        }
        Self::of(store).excepting(&mut dice)
    }

    /// A store with the judgements on its nodes, without exceptions.
    pub(crate) fn of(store: Store) -> Self {
        let mut rules = Rules::new(Timestamp::from_millis(NOW));
        rules.targets = vec![
            (String::from("critical"), 7.0),
            (String::from("Important"), 14.5),
            (String::from("STRAßE s"), 1.0),
            (String::from("Low"), 60.0),
            (String::from("Medium"), 30.0),
            (String::from("High"), 21.0),
        ];
        let judge = |node| judge(&store, node, &rules, |_| false);
        let judgements = store.nodes.iter().map(judge).collect();
        Self { store, rules, judgements, covered: Covered::default(), listed: Listed::default() }
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            store: &self.store,
            rules: &self.rules,
            judgements: &self.judgements,
            covered: &self.covered,
            listed: &self.listed,
        }
    }

    /// Covers some rows by exceptions.
    fn excepting(mut self, dice: &mut Dice) -> Self {
        let ids = ["one", "OpenSSL"];
        self.covered.exceptions = ids
            .iter()
            .map(|id| CoveredBy {
                id: String::from(*id),
                patches: vec![dice.next()],
                nodes: if dice.below(2) == 0 { Vec::new() } else { vec![dice.next()] },
            })
            .collect();
        let mut rows = vec![0_u64; self.store.findings.len().div_ceil(64)];
        for (number, node) in self.store.nodes.iter().enumerate() {
            for row in node.findings.start..node.findings.start + node.findings.count {
                let patch = self.store.findings.get(row as usize).unwrap().patch;
                let covers = |it: &CoveredBy| {
                    it.patches[0] >> patch & 1 != 0
                        && it.nodes.first().is_none_or(|nodes| nodes >> number & 1 != 0)
                };
                if self.covered.exceptions.iter().any(covers) {
                    rows[row as usize >> 6] |= 1 << (row & 63);
                }
            }
        }
        self.covered.rows = rows;
        self
    }
}

/// A number generator.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 33) as usize % limit
    }

    pub(crate) fn text(&mut self) -> String {
        String::from(TEXTS[self.below(TEXTS.len())])
    }

    /// A time in the last hundred days, or seldom in the future, often at midnight.
    fn seconds(&mut self) -> Seconds {
        let now = (NOW / 1000) as u32;
        let time = now + 2 * DAY - self.below(100 * DAY as usize) as u32;
        Seconds::new(if self.below(3) == 0 { time / DAY * DAY } else { time }).unwrap()
    }
}

pub(crate) fn state(code: usize) -> StateCode {
    StateCode::new(code).unwrap()
}

fn add_patches(store: &mut Store, dice: &mut Dice) {
    for _ in 0..14 {
        let [kb, title, classification] = [dice.text(), dice.text(), dice.text()];
        let severity = SEVERITIES[dice.below(SEVERITIES.len())];
        let key = PatchKey { kb: &kb, title: &title, severity, classification: &classification };
        let patch = store.patches.intern(&key).unwrap();
        let cves = ["", "CVE-1", "cve-2,CVE-1", "CVE-3"][dice.below(4)];
        store.patches.add_cves(patch, cves).unwrap();
        let released = (dice.below(3) == 0).then(|| dice.seconds());
        store.patches.set_released(patch, released);
    }
}

fn add_node(store: &mut Store, dice: &mut Dice, number: usize) {
    let node = store.node(dice.below(2) as u32, &format!("i-{number:04x}")).unwrap();
    if dice.below(4) > 0 {
        add_listing(store, dice, node);
    }
    let rows = |dice: &mut Dice, count: usize| {
        (0..count).map(|_| finding(store_len(store), dice)).collect::<Vec<_>>()
    };
    let first = rows(dice, 90);
    let fewer = rows(dice, 40);
    // Rows of an earlier reading that are dead now.
    let all = first[..dice.below(91)].to_vec();
    let mut start = store.findings.replace(0, 0, &all).unwrap();
    let mut count = all.len() as u32;
    if dice.below(3) == 0 {
        let less = &fewer[..dice.below(41).min(all.len())];
        start = store.findings.replace(start, count, less).unwrap();
        count = less.len() as u32;
    }
    let since = Since { at: dice.seconds(), lower_bound: dice.below(2) == 0 };
    let [group, operation, owner] = [(); 3].map(|()| {
        let text = dice.text();
        store.words.intern_some(Some(&text))
    });
    let baseline = store.words.intern(["web-1", "WEB-10"][dice.below(2)]);
    let row = Symbol::new(store.attributes.len());
    store.attributes.push(vec![owner, None]);
    let it = store.nodes.get_mut(node as usize).unwrap();
    it.findings = FindingsFacet {
        read_at: Some(dice.seconds()),
        first_read_at: None,
        start,
        count,
        asked: Asked::All,
    };
    it.non_compliant_since = (dice.below(3) > 0).then_some(since);
    it.attributes = row.filter(|_| dice.below(2) == 0);
    if dice.below(3) > 0 {
        let state = &mut it.patch_state;
        state.read_at = Some(dice.seconds());
        state.patch_group = group;
        state.operation = operation;
        state.baseline = baseline.filter(|_| dice.below(2) == 0);
        state.operation_end = Millis::of(dice.seconds().timestamp().shifted(5));
        for name in CountName::ALL {
            state.counts[name as usize] = Count::new(dice.below(3) as u32);
        }
        state.counts[dice.below(12)] = None;
    }
}

fn store_len(store: &Store) -> usize {
    store.patches.len()
}

fn finding(patches: usize, dice: &mut Dice) -> Finding {
    Finding {
        patch: dice.below(patches) as u32,
        state: RowState::new(state(dice.below(5)), dice.below(3) == 0),
        first_seen: dice.seconds(),
    }
}

fn add_listing(store: &mut Store, dice: &mut Dice, node: u32) {
    let mut word = || {
        let text = dice.text();
        store.words.intern_some(Some(&text))
    };
    let [name, computer_name, ip_address, agent_version, ping_status] = [(); 5].map(|()| word());
    let [instance_state, platform, platform_version, platform_type] = [(); 4].map(|()| word());
    let listing = Listing {
        name,
        computer_name,
        ip_address,
        agent_version,
        ping_status,
        instance_state,
        platform: platform.or_else(|| store.words.intern("Ubuntu")),
        platform_version: platform_version.or_else(|| store.words.intern("18.04")),
        platform_type,
        read_at: dice.seconds(),
    };
    let place = Symbol::new(store.listings.len());
    store.listings.push(listing);
    store.nodes.get_mut(node as usize).unwrap().listing = place;
}

/// Up to four baselines, two of them with the same id in different scopes.
fn add_baselines(store: &mut Store, dice: &mut Dice) {
    for (scope, id) in [(0, "web-1"), (1, "web-1"), (1, "WEB-10"), (0, "unused")] {
        if dice.below(4) == 0 {
            continue;
        }
        store.baselines.insert(Baseline {
            scope,
            id: String::from(id),
            name: Some(dice.text()),
            rules: (0..dice.below(3)).map(|_| rule(dice)).collect(),
            approved: (0..dice.below(3)).map(|_| dice.text()).collect(),
            approved_level: level(dice),
            ..Baseline::default()
        });
    }
}

fn rule(dice: &mut Dice) -> ApprovalRule {
    ApprovalRule { level: level(dice), filters: (0..dice.below(3)).map(|_| filter(dice)).collect() }
}

fn level(dice: &mut Dice) -> String {
    String::from(["UNSPECIFIED", "CRITICAL", "critical", "Low", "Straße ſ", ""][dice.below(6)])
}

fn filter(dice: &mut Dice) -> PatchFilter {
    if dice.below(2) == 0 {
        let values = (0..3).map(|_| dice.text()).collect();
        return PatchFilter { key: FilterKey::Classification, values };
    }
    let severity = |_| String::from(SEVERITIES[dice.below(SEVERITIES.len())]);
    PatchFilter { key: FilterKey::Severity, values: (0..4).map(severity).collect() }
}
