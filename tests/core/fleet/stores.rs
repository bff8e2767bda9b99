//! Random stores, and what they hold as texts to compare.

use patchlens::fleet::store::{
    ApprovalRule, Asked, Baseline, Count, FilterKey, Finding, FindingsFacet, Listing, Millis, Node,
    PatchFilter, PatchKey, PatchState, Progress, RowState, Scope, Seconds, Silence, Since,
    SnapshotId, StateKind, Store, Symbol,
};
use patchlens::time::Timestamp;

/// Texts that parsers stumble over.
const TEXTS: [&str; 12] = [
    "",
    "web-1",
    "web-2",
    "0",
    "=1+1",
    "a,b\r\n\"c\"",
    "\0",
    "openssl 3.0 für Größe",
    "\u{1f600}\u{202e}",
    "i-0123456789abcdef0",
    "Linux",
    "a title of more than one hundred and twenty-eight bytes, as those of Windows updates often are: \
     2026-11 Cumulative Update for Windows Server 2022 for x64-based Systems (KB5068787)",
];

/// A small generator of numbers (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ it >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ it >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ it >> 31
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub(crate) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn text(&mut self) -> &'static str {
        TEXTS[self.below(TEXTS.len())]
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (!self.one_in(3)).then(|| make(self))
    }

    fn seconds(&mut self) -> Seconds {
        let edge = [1, 2, u32::MAX][self.below(3)];
        let usual = 1_790_000_000 + self.below(30) as u32 * 86_400;
        Seconds::new(if self.one_in(20) { edge } else { usual }).unwrap()
    }

    fn millis(&mut self) -> Option<Millis> {
        let edge = [-8_640_000_000_000_000, 8_640_000_000_000_000, -1][self.below(3)];
        let usual = 1_790_000_000_000 + self.below(1 << 30) as i64;
        Millis::of(Timestamp::from_millis(if self.one_in(20) { edge } else { usual }))
    }

    fn word(&mut self, store: &mut Store) -> Option<Symbol> {
        let text = self.text();
        self.some(|_| ()).and_then(|()| store.words.intern(text))
    }
}

/// A store with up to `nodes` nodes of any content.
pub(crate) fn random_store(random: &mut Random, nodes: usize) -> Store {
    let mut store = Store::default();
    for name in ["NewState", "Another_State", "\u{e9}tat"].iter().take(random.below(4)) {
        store.states.classify(name);
    }
    for number in 0..random.below(3) + 1 {
        let scope = random_scope(random, number);
        store.scopes.push(scope);
    }
    for number in 0..random.below(3) {
        let baseline = random_baseline(random, number, store.scopes.len());
        store.baselines.insert(baseline);
    }
    store.attribute_names =
        ["owner", "", "=team"].iter().take(random.below(4)).map(|it| String::from(*it)).collect();
    for _ in 0..random.below(30) {
        random_patch(random, &mut store);
    }
    for number in 0..random.below(nodes + 1) {
        random_node(random, &mut store, number);
    }
    store
}

fn random_scope(random: &mut Random, number: usize) -> Scope {
    Scope {
        label: random.some(|it| it.text().into()),
        read_at: random.some(Random::seconds),
        error: random.some(|it| it.text().into()),
        aws_compliant: random.some(|it| it.next() as u32),
        aws_non_compliant: random.some(|_| 0),
        partial: random.one_in(2),
        ..Scope::from_id(&format!("{number}/eu-central-1"))
    }
}

fn random_baseline(random: &mut Random, number: usize, scopes: usize) -> Baseline {
    let texts = |random: &mut Random| (0..random.below(3)).map(|_| random.text().into()).collect();
    let filter = |random: &mut Random| PatchFilter {
        key: [FilterKey::Classification, FilterKey::Severity][random.below(2)],
        values: texts(random),
    };
    let rule = |random: &mut Random| ApprovalRule {
        level: random.text().into(),
        filters: (0..random.below(3)).map(|_| filter(random)).collect(),
    };
    Baseline {
        scope: random.below(scopes) as u32,
        read_at: random.some(Random::seconds),
        rules: (0..random.below(3)).map(|_| rule(random)).collect(),
        approved: texts(random),
        approved_level: random.text().into(),
        id: format!("pb-{number}"),
        name: random.some(|it| it.text().into()),
        available_updates_non_compliant: random.some(|it| it.one_in(2)),
        approve_after_days: (0..random.below(4)).map(|_| random.next() as u32).collect(),
    }
}

fn random_patch(random: &mut Random, store: &mut Store) {
    let title = format!("{} {}", random.text(), random.below(20));
    let key = PatchKey {
        kb: random.text(),
        title: &title,
        severity: ["", "Critical", "Low"][random.below(3)],
        classification: ["", "Security"][random.below(2)],
    };
    let patch = store.patches.intern(&key).unwrap();
    let cves: Vec<_> = (0..random.below(4)).map(|_| format!("CVE-{}", random.below(9))).collect();
    store.patches.add_cves(patch, &cves.join(", ")).unwrap();
    let released = random.some(Random::seconds);
    store.patches.set_released(patch, released);
}

fn random_node(random: &mut Random, store: &mut Store, number: usize) {
    let id = match random.below(4) {
        0 => format!("{number}{}", random.text()),
        1 => format!("mi-{:017x}", random.next()),
        2 => format!("i-{:08x}", random.next() as u32),
        _ => format!("i-{:017x}", random.next()),
    };
    let scope = random.below(store.scopes.len()) as u32;
    let at = store.node(scope, &id).unwrap();
    let mut node = store.nodes.get(at as usize).unwrap();
    if !random.one_in(4) {
        let listing = random_listing(random, store);
        node.listing = Symbol::new(store.listings.len());
        store.listings.push(listing);
    }
    if !random.one_in(4) {
        node.patch_state = random_state(random, store);
    }
    node.silence =
        [Silence::NotAsked, Silence::NeverScanned, Silence::ScannedByAssociation][random.below(3)];
    node.non_compliant_since =
        random.some(|it| Since { at: it.seconds(), lower_bound: it.one_in(2) });
    node.attributes = random_attributes(random, store);
    let error = random.text();
    node.failure = random.some(|_| ()).and_then(|()| store.errors.intern(error));
    node.state_failed = node.failure.is_some() && random.one_in(2);
    node.judged = random.one_in(2);
    node.heard_at = random.some(|it| it.seconds());
    node.progress = Progress {
        listed: random.one_in(2),
        state_asked: random.one_in(2),
        explained: random.one_in(2),
        done: random.one_in(2),
    };
    node.findings = random_findings(random, store);
    *store.nodes.get_mut(at as usize).unwrap() = node;
}

fn random_listing(random: &mut Random, store: &mut Store) -> Listing {
    let mut word = || random.word(store);
    Listing {
        name: word(),
        computer_name: word(),
        ip_address: word(),
        agent_version: word(),
        ping_status: word(),
        instance_state: word(),
        platform: word(),
        platform_version: word(),
        platform_type: word(),
        read_at: random.seconds(),
    }
}

fn random_state(random: &mut Random, store: &mut Store) -> PatchState {
    let snapshot_id = match random.below(3) {
        0 => SnapshotId::Absent,
        1 => SnapshotId::Uuid(u128::from(random.next()).to_be_bytes()),
        _ => SnapshotId::Text(store.words.intern(random.text()).unwrap()),
    };
    let count = |random: &mut Random| [0, 1, 700, u32::MAX - 1][random.below(4)];
    PatchState {
        read_at: Some(random.seconds()),
        counts: std::array::from_fn(|_| random.some(count).and_then(Count::new)),
        patch_group: random.word(store),
        baseline: random.word(store),
        operation: random.word(store),
        reboot_option: random.word(store),
        snapshot_id,
        operation_start: random.some(Random::millis).flatten(),
        operation_end: random.some(Random::millis).flatten(),
        last_no_reboot_install: random.some(Random::millis).flatten(),
    }
}

fn random_attributes(random: &mut Random, store: &mut Store) -> Option<Symbol> {
    if store.attribute_names.is_empty() || random.one_in(2) {
        return None;
    }
    // Columns that came later are not in every row.
    let columns = random.below(store.attribute_names.len() + 1);
    let row = (0..columns).map(|_| random.word(store)).collect();
    store.attributes.push(row);
    Symbol::new(store.attributes.len() - 1)
}

fn random_findings(random: &mut Random, store: &mut Store) -> FindingsFacet {
    let read_at = random.some(Random::seconds);
    let rows = if read_at.is_some() { random_rows(random, store) } else { Vec::new() };
    let orphans = random.below(3).min(rows.len());
    let start = store.findings.replace(0, 0, &rows).unwrap();
    // Read again with fewer rows: those at the end are dead.
    let start =
        store.findings.replace(start, rows.len() as u32, &rows[orphans..]).unwrap_or_default();
    FindingsFacet {
        read_at,
        first_read_at: random.some(Random::seconds),
        start,
        count: (rows.len() - orphans) as u32,
        asked: read_at.map_or(Asked::Nothing, |_| [Asked::Some, Asked::All][random.below(2)]),
    }
}

fn random_rows(random: &mut Random, store: &Store) -> Vec<Finding> {
    let mut names = store.states.clone();
    // Seldom many times on one node, and mostly few.
    let many_times = random.one_in(4);
    let mut rows = Vec::new();
    for patch in 0..store.patches.len() as u32 {
        if random.one_in(2) {
            continue;
        }
        let name = store.states.names()[random.below(store.states.names().len())].clone();
        let StateKind::Open(code) = names.classify(&name) else { panic!("{name} is a state") };
        let first_seen =
            if many_times { random.seconds() } else { Seconds::new(1_790_000_000).unwrap() };
        rows.push(Finding { patch, state: RowState::new(code, random.one_in(2)), first_seen });
    }
    let turn = random.below(rows.len().max(1));
    rows.rotate_left(turn);
    rows
}

/// All that a store holds, in its order; findings in the order of their patches.
pub(crate) fn contents(store: &Store) -> Vec<String> {
    let mut lines = vec![
        format!("{:?} {:?} {:?}", store.scopes, store.states, store.baselines),
        format!("{:?}", store.attribute_names),
    ];
    lines.extend(store.nodes.iter().map(|it| node_text(store, it)));
    lines.extend((0..store.patches.len() as u32).filter_map(|it| patch_text(store, it)));
    lines
}

/// A node with all its facets and findings.
pub(crate) fn node_text(store: &Store, node: &Node) -> String {
    let (scope, id) = (node.scope, store.ids.text(node.id));
    let listing = store.listing(node).map(|it| listing_text(store, &it));
    let state = state_text(store, &node.patch_state);
    let facet = FindingsFacet { start: 0, ..node.findings };
    let rest = (node.silence, node.non_compliant_since, node.judged, node.progress);
    let failure = node.failure.map(|it| store.errors.text(it));
    let attributes = attribute_texts(store, node);
    let findings = findings_text(store, node);
    format!(
        "{scope} {id:?} {listing:?} {state} {facet:?} {rest:?} {failure:?} {attributes:?} \
         {findings:?}"
    )
}

/// The attributes of a node by column; those that are absent are left out.
fn attribute_texts(store: &Store, node: &Node) -> Vec<(usize, String)> {
    let row = node.attributes.map_or(&[][..], |it| &store.attributes[it.index()]);
    let cells = row.iter().enumerate();
    cells.filter_map(|(column, it)| Some((column, store.word(*it)?.into()))).collect()
}

fn listing_text(store: &Store, listing: &Listing) -> String {
    let words = [
        listing.name,
        listing.computer_name,
        listing.ip_address,
        listing.agent_version,
        listing.ping_status,
        listing.instance_state,
        listing.platform,
        listing.platform_version,
        listing.platform_type,
    ];
    format!("{:?} {:?}", words.map(|it| store.word(it)), listing.read_at)
}

fn state_text(store: &Store, state: &PatchState) -> String {
    let words = [state.patch_group, state.baseline, state.operation, state.reboot_option];
    let snapshot = match state.snapshot_id {
        SnapshotId::Text(symbol) => format!("text {:?}", store.words.text(symbol)),
        other => format!("{other:?}"),
    };
    let times = [state.operation_start, state.operation_end, state.last_no_reboot_install];
    let words = words.map(|it| store.word(it));
    format!("{:?} {:?} {words:?} {snapshot} {times:?}", state.read_at, state.counts)
}

/// The findings of a node, by patch.
pub(crate) fn findings_text(store: &Store, node: &Node) -> Vec<String> {
    let mut findings: Vec<_> = store
        .findings_of(node)
        .map(|it| {
            let state = store.states.name(it.state.code().unwrap());
            let bound = if it.state.is_lower_bound() { "≥" } else { "" };
            let key = store.patches.key(it.patch);
            format!("{key:?} {state} {bound}{}", it.first_seen.value())
        })
        .collect();
    findings.sort();
    findings
}

fn patch_text(store: &Store, patch: u32) -> Option<String> {
    let used = store.nodes.iter().any(|node| store.findings_of(node).any(|it| it.patch == patch));
    let patches = &store.patches;
    let cves: Vec<_> =
        patches.cves_of(patch).iter().map(|it| patches.cves.at(*it as usize)).collect();
    let key = patches.key(patch);
    used.then(|| format!("{key:?} {cves:?} {:?}", patches.released(patch)))
}
