//! Orders of enough findings that buckets are divided, and that keys do not fit into 64 bits.

use patchlens::fleet::query::{
    Context, Direction, Place, QueryCache, Sort, Table, findings_page, row_property,
};
use patchlens::fleet::store::{
    Asked, Finding, FindingsFacet, PatchKey, RowState, Seconds, StateCode, Store,
};

use super::filter_store::Fleet;

const NODES: u32 = 3000;
const EACH: u32 = 20;

/// Sixty thousand findings, which were all seen in the same second but for every hundredth.
fn store() -> Store {
    let mut store = Store::default();
    let scope = store.scope("1/eu");
    for patch in 0..400 {
        let title = format!("title {}", patch % 7);
        let key = PatchKey {
            kb: &format!("KB{patch}"),
            title: &title,
            severity: "Low",
            classification: "",
        };
        store.patches.intern(&key).unwrap();
    }
    for number in 0..NODES {
        let node = store.node(scope, &format!("i-{:05}", number * 7 % NODES)).unwrap();
        let finding = |place: u32| Finding {
            patch: (number * 31 + place * 13) % 400,
            state: RowState::new(StateCode::MISSING, false),
            first_seen: Seconds::new(1_700_000_000 + u32::from(number % 100 == 0) * number)
                .unwrap(),
        };
        let rows: Vec<Finding> = (0..EACH).map(finding).collect();
        let start = store.findings.replace(0, 0, &rows).unwrap();
        store.nodes.get_mut(node as usize).unwrap().findings = FindingsFacet {
            read_at: Seconds::new(1_700_000_000),
            first_read_at: None,
            start,
            count: EACH,
            asked: Asked::All,
        };
    }
    store
}

fn key(context: &Context, place: Place, by: &str) -> (String, u32) {
    let node = context.store.nodes.get(place.node as usize).unwrap();
    let finding = context.store.findings.get(place.row as usize).unwrap();
    match by {
        "title" => (String::from(context.store.patches.title(finding.patch)), 0),
        "firstSeen" => (String::new(), finding.first_seen.value()),
        "patch" => (String::new(), finding.patch),
        _ => (String::from(context.store.ids.text(node.id)), 0),
    }
}

fn check(names: &[&str]) {
    let fleet = Fleet::of(store());
    let context = fleet.context();
    let mut places = Vec::new();
    for (number, node) in context.store.nodes.iter().enumerate() {
        let rows = node.findings.start..node.findings.start + node.findings.count;
        places.extend(rows.map(|row| Place { node: number as u32, row }));
    }
    let bits = vec![u64::MAX; context.store.findings.len() / 64]
        .into_iter()
        .chain([(1 << (context.store.findings.len() % 64)) - 1])
        .collect::<Vec<u64>>();
    let all = names.iter().chain(&["instanceId", "patch"]);
    places
        .sort_by_cached_key(|it| all.clone().map(|by| key(&context, *it, by)).collect::<Vec<_>>());
    let property = |name: &&str| row_property(Table::Findings, name).unwrap();
    let sort = |property| Sort { property, direction: Direction::Ascending };
    let sort: Vec<Sort> = names.iter().map(property).map(sort).collect();
    let mut cache = QueryCache::default();
    for at in [0, 1, 12_345, 12_445, 12_400, 30_000, 59_950, 60_000, 70_000] {
        let page = findings_page(&context, &mut cache, &bits, &sort, at..at + 100);
        let wanted: Vec<Place> = places.iter().skip(at).take(100).copied().collect();
        assert_eq!(page, wanted, "{names:?} at {at}");
    }
}

#[test]
fn a_crowded_bucket_is_divided() {
    check(&["firstSeen"]);
    check(&["firstSeen", "title"]);
    check(&[]);
    check(&["title"]);
}

#[test]
fn keys_of_more_than_64_bits_are_compared_in_full() {
    check(&["firstSeen", "title", "firstSeen", "title", "firstSeen", "title", "firstSeen"]);
}
