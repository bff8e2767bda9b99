//! DescribeInstanceProperties and DescribeInstanceInformation: what nodes there are.

use super::error::IngestError;
use super::page::{Ingested, Page};
use crate::fleet::json::Shape;
use crate::fleet::store::{Listing, Store, Symbol};

/// Both outputs name these members alike; only DescribeInstanceProperties has InstanceState.
const MEMBERS: [&str; 10] = [
    "InstanceId",
    "Name",
    "ComputerName",
    "IPAddress",
    "AgentVersion",
    "PingStatus",
    "InstanceState",
    "PlatformName",
    "PlatformVersion",
    "PlatformType",
];

pub(super) fn ingest(
    store: &mut Store,
    page: &Page,
    list: &'static str,
) -> Result<Ingested, IngestError> {
    let list = page.list(Shape { list, members: &MEMBERS })?;
    let mut ingested = Ingested::of(&list);
    let scope = store.scope(page.scope);
    for row in list.rows::<{ MEMBERS.len() }>() {
        let [id, texts @ ..] = row.map(|it| list.text.bytes(it));
        if id.is_empty() {
            continue;
        }
        let id = store.ids.intern_bytes(id).ok_or(IngestError::Full)?;
        let node = store.node_with(scope, id).ok_or(IngestError::Full)?;
        let [name, computer, ip, agent, ping, state, platform, version, kind] =
            texts.map(|it| store.words.intern_some_bytes(it));
        let listing = Listing {
            name,
            computer_name: computer,
            ip_address: ip,
            agent_version: agent,
            ping_status: ping,
            instance_state: state,
            platform,
            platform_version: version,
            platform_type: kind,
            read_at: page.seconds(),
        };
        set_listing(store, node, listing).ok_or(IngestError::Full)?;
        ingested.nodes.push(node);
    }
    Ok(ingested)
}

fn set_listing(store: &mut Store, number: u32, listing: Listing) -> Option<()> {
    let node = store.nodes.get_mut(number as usize)?;
    match node.listing.and_then(|it| store.listings.get_mut(it.index())) {
        Some(before) if before.read_at > listing.read_at => {}
        Some(before) => *before = listing,
        None => {
            node.listing = Some(Symbol::new(store.listings.len())?);
            store.listings.push(listing);
        }
    }
    Some(())
}
