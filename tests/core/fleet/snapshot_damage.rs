//! Damaged snapshots: refused, or consistent; never a panic, a hang or a huge allocation.

use std::collections::BTreeSet;

use patchlens::fleet::snapshot::{Extras, Parts, SnapshotError, open, write};
use patchlens::fleet::store::{Listing, Node, PatchState, SnapshotId, Store, Symbol};

use super::stores::{Random, contents, random_store};

const CASES: usize = 20_000;
const HEAD: usize = 12;

#[test]
fn damaged_snapshots_are_refused_or_consistent() {
    let mut random = Random(20_261_126);
    let extras = Extras { scan: Some("{\"scopes\":[]}".into()), progress: true };
    let mut opened = 0;
    for case in 0..CASES {
        let nodes = if case % 10 == 0 { 300 } else { 12 };
        let mut bytes = write(&random_store(&mut random, nodes), &extras);
        damage(&mut random, &mut bytes);
        if case % 2 == 0 {
            repair(&mut bytes);
        }
        match open(&bytes) {
            Ok((store, extras)) => {
                assert_consistent(&store, &extras);
                opened += 1;
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        assert_eq!(open(&bytes).is_ok(), case_opens(&bytes), "parts and whole agree");
    }
    assert!(opened > CASES / 50, "{opened} of {CASES} were opened: the checksum was not repaired");
}

fn case_opens(bytes: &[u8]) -> bool {
    let mut nodes = BTreeSet::new();
    let Ok(mut parts) = Parts::new(bytes) else { return false };
    loop {
        match parts.advance() {
            Ok(true) => {}
            Ok(false) => return true,
            Err(_) => return false,
        }
        let store = parts.store();
        // Parts do not see a node that is in two of them.
        if !store.nodes.iter().all(|it| nodes.insert((it.scope, store.ids.text(it.id).to_owned())))
        {
            return false;
        }
    }
}

fn damage(random: &mut Random, bytes: &mut Vec<u8>) {
    for _ in 0..random.below(3) + 1 {
        let at = HEAD + random.below(bytes.len() - HEAD);
        let end = at + random.below((bytes.len() - at).min(24) + 1);
        match random.below(9) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
            2 => bytes[at] = bytes[at].wrapping_add(1),
            3 => bytes[at..end].fill_with(|| random.next() as u8),
            4 => bytes[at..end].fill(0xff),
            5 => drop(bytes.drain(at..end)),
            6 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            7 if random.one_in(4) => bytes.truncate(at),
            _ => damage_section(random, bytes),
        }
        if bytes.len() <= HEAD + 8 {
            return;
        }
    }
}

/// Changes, removes or repeats a section, or changes its content and mends its length.
fn damage_section(random: &mut Random, bytes: &mut Vec<u8>) {
    let sections = sections(bytes);
    if sections.is_empty() {
        return;
    }
    let (start, end) = sections[random.below(sections.len())];
    let content = start + 12;
    match random.below(6) {
        0 => drop(bytes.drain(start..end)),
        1 => drop(bytes.splice(end..end, bytes[start..end].to_vec())),
        2 => bytes[start..start + 4].copy_from_slice([b"xtra", b"XTRA", b"NODE"][random.below(3)]),
        _ if end > content => {
            let at = content + random.below(end - content);
            let value = random.next() as u8;
            let (from, to) = [(at, at), (at, at + 1)][random.below(2)];
            let added = [vec![value], vec![]][random.below(2)].clone();
            let length = (end - content + added.len() - (to - from)) as u64;
            bytes.splice(from..to, added);
            bytes[start + 4..content].copy_from_slice(&length.to_le_bytes());
        }
        _ => {}
    }
}

fn sections(bytes: &[u8]) -> Vec<(usize, usize)> {
    let (mut found, mut at) = (Vec::new(), HEAD);
    while at + 12 + 8 <= bytes.len() {
        let length = u64::from_le_bytes(bytes[at + 4..at + 12].try_into().unwrap());
        let end = (at as u64 + 12).saturating_add(length);
        if end > bytes.len() as u64 - 8 {
            break;
        }
        found.push((at, end as usize));
        at = end as usize;
    }
    found
}

fn repair(bytes: &mut [u8]) {
    let Some((body, sum)) = bytes.split_last_chunk_mut::<8>() else { return };
    *sum = xxh64(body).to_le_bytes();
}

/// XXH64 once more, as its specification has it: for short inputs and for clarity.
fn xxh64(bytes: &[u8]) -> u64 {
    const P: [u64; 6] = [
        0,
        11_400_714_785_074_694_791,
        14_029_467_366_897_019_727,
        1_609_587_929_392_839_161,
        9_650_029_242_287_828_579,
        2_870_177_450_012_600_261,
    ];
    let mul = u64::wrapping_mul;
    let round = |lane: u64, word: &[u8]| {
        let word = u64::from_le_bytes(word.try_into().unwrap());
        mul(lane.wrapping_add(mul(word, P[2])).rotate_left(31), P[1])
    };
    let mut lanes = [P[1].wrapping_add(P[2]), P[2], 0, 0_u64.wrapping_sub(P[1])];
    let stripes = bytes.chunks_exact(32);
    let mut rest = stripes.remainder();
    stripes.for_each(|it| (0..4).for_each(|n| lanes[n] = round(lanes[n], &it[n * 8..n * 8 + 8])));
    let mut sum = P[5];
    if bytes.len() >= 32 {
        let turns = lanes.iter().zip([1, 7, 12, 18]).map(|(lane, by)| lane.rotate_left(by));
        sum = turns.fold(0, u64::wrapping_add);
        for lane in lanes {
            sum = mul(sum ^ round(0, &lane.to_le_bytes()), P[1]).wrapping_add(P[4]);
        }
    }
    sum = sum.wrapping_add(bytes.len() as u64);
    while rest.len() >= 8 {
        sum = mul((sum ^ round(0, &rest[..8])).rotate_left(27), P[1]).wrapping_add(P[4]);
        rest = &rest[8..];
    }
    if rest.len() >= 4 {
        let half = u64::from(u32::from_le_bytes(rest[..4].try_into().unwrap()));
        sum = mul((sum ^ mul(half, P[1])).rotate_left(23), P[2]).wrapping_add(P[3]);
        rest = &rest[4..];
    }
    for byte in rest {
        sum = mul((sum ^ mul((*byte).into(), P[5])).rotate_left(11), P[1]);
    }
    sum = mul(sum ^ sum >> 33, P[2]);
    sum = mul(sum ^ sum >> 29, P[3]);
    sum ^ sum >> 32
}

/// Every reference in range, and the same after another round trip.
fn assert_consistent(store: &Store, extras: &Extras) {
    for node in store.nodes.iter() {
        assert!((node.scope as usize) < store.scopes.len());
        assert!(node.id.index() < store.ids.len());
        assert!(node.failure.is_none_or(|it| it.index() < store.errors.len()));
        let words = listing_words(node.listing.map(|_| store.listing(node).unwrap()));
        let words = words.chain(state_words(&node.patch_state)).chain(attribute_words(store, node));
        words.for_each(|it| assert!(it.index() < store.words.len()));
        assert_rows_consistent(store, node);
    }
    let (again, extras_again) = open(&write(store, extras)).unwrap();
    assert_eq!(contents(&again), contents(store));
    assert_eq!(&extras_again, extras);
}

fn assert_rows_consistent(store: &Store, node: &Node) {
    let rows: Vec<_> = store.findings_of(node).collect();
    assert_eq!(rows.len(), node.findings.count as usize, "no row of a node is dead");
    let patches: BTreeSet<_> = rows.iter().map(|it| it.patch).collect();
    assert_eq!(patches.len(), rows.len(), "a node has a patch once");
    for row in rows {
        assert!((row.patch as usize) < store.patches.len());
        assert!(row.state.code().unwrap().index() < store.states.names().len());
        let cves = store.patches.cves_of(row.patch);
        assert!(cves.iter().all(|it| (*it as usize) < store.patches.cves.len()));
    }
}

fn listing_words(listing: Option<Listing>) -> impl Iterator<Item = Symbol> {
    let words = listing.map(|it| {
        [it.name, it.computer_name, it.ip_address, it.agent_version, it.ping_status]
            .into_iter()
            .chain([it.instance_state, it.platform, it.platform_version, it.platform_type])
    });
    words.into_iter().flatten().flatten()
}

fn state_words(state: &PatchState) -> impl Iterator<Item = Symbol> + use<> {
    let snapshot = match state.snapshot_id {
        SnapshotId::Text(symbol) => Some(symbol),
        _ => None,
    };
    let words = [state.patch_group, state.baseline, state.operation, state.reboot_option, snapshot];
    words.into_iter().flatten()
}

fn attribute_words(store: &Store, node: &Node) -> impl Iterator<Item = Symbol> {
    let row = node.attributes.map(|it| &store.attributes[it.index()]);
    row.into_iter().flatten().flatten().copied()
}

#[test]
fn an_unknown_optional_section_is_skipped_and_a_required_one_refused() {
    let store = random_store(&mut Random(5), 20);
    let with = |tag: &[u8; 4]| {
        let mut bytes = write(&store, &Extras::default());
        let section = [&tag[..], &3_u64.to_le_bytes(), b"abc"].concat();
        bytes.splice(HEAD..HEAD, section);
        repair(&mut bytes);
        open(&bytes).map(|(store, _)| contents(&store))
    };
    assert_eq!(
        with(b"next"),
        Ok(contents(&{
            let bytes = write(&store, &Extras::default());
            open(&bytes).unwrap().0
        }))
    );
    assert_eq!(with(b"NEXT"), Err(SnapshotError::Damaged("the list of sections")));
}

#[test]
fn a_count_beyond_the_bytes_that_are_left_is_refused() {
    // Each byte of a store without nodes as the largest number.
    let bytes = write(&random_store(&mut Random(6), 20), &Extras::default());
    for at in HEAD..bytes.len() - 8 {
        let mut changed = bytes.clone();
        changed.splice(at..=at, [0xff, 0xff, 0xff, 0xff, 0x0f]);
        repair(&mut changed);
        let _ = open(&changed).map(|(store, extras)| assert_consistent(&store, &extras));
    }
}
