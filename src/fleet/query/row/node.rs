//! Rows of nodes.

use std::ops::Range;
use std::rc::Rc;

use serde::Serialize;

use super::facts::{Facts, Tags};
use super::kept::NodeOrderStamp;
use super::parts::{count, number, text};
use crate::fleet::query::rank::{Direction, Rank, Ranked, depends_on_rules};
use crate::fleet::query::runs::ones;
use crate::fleet::query::{Context, NodeProperty as P, Property, QueryCache, Sort, Value, bit};
use crate::fleet::store::{CountName, Node};

/// A row of the table of nodes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct NodeRow<'a> {
    pub scope_id: &'a str,
    pub instance_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<&'a str>,
    pub region: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_group: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Tags<'a>>,
    pub verdict: &'static str,
    pub reason: String,
    pub reason_code: &'static str,
    pub stale: bool,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_at: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computer_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ping_status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_reboot: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installed: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installed_other: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_security_updates: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical_non_compliant: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_non_compliant: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_non_compliant: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<&'a str>,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_operation: Option<f64>,
    /// In days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scan_age: Option<f64>,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_compliant_since: Option<f64>,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest_open: Option<f64>,
    /// A day: `2026-06-30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_of_life: Option<&'a str>,
}

/// The row of a node; `None` if there is no node with this number.
pub fn node_row<'a>(context: &Context<'a>, number: u32) -> Option<NodeRow<'a>> {
    let node = context.store.nodes.get(number as usize)?;
    Some(row_of(context, number, &node))
}

fn row_of<'a>(context: &Context<'a>, node_number: u32, node: &Node) -> NodeRow<'a> {
    let facts = Facts::new(context, node_number, node);
    let value = |property| context.node_value(node_number, node, &property);
    let counted = |name| count(&value(P::Count(name)));
    let judgement = context.judgement(node_number);
    NodeRow {
        scope_id: facts.scope_id,
        instance_id: facts.instance_id,
        name: facts.name,
        account: facts.account,
        region: facts.region,
        platform: facts.platform,
        platform_version: facts.platform_version,
        platform_type: facts.platform_type,
        patch_group: facts.patch_group,
        baseline_id: facts.baseline_id,
        baseline_name: facts.baseline_name,
        tags: facts.tags,
        verdict: judgement.map_or("", |it| it.verdict.name()),
        reason: match value(P::Reason) {
            Value::Text(reason) => reason.into_owned(),
            _ => String::new(),
        },
        reason_code: judgement.map_or("", |it| it.code.name()),
        stale: judgement.is_some_and(|it| it.stale),
        read_at: number(&value(P::ReadAt)),
        computer_name: text(value(P::ComputerName)),
        ip_address: text(value(P::IpAddress)),
        agent_version: text(value(P::AgentVersion)),
        ping_status: text(value(P::PingStatus)),
        instance_state: text(value(P::InstanceState)),
        missing: counted(CountName::Missing),
        failed: counted(CountName::Failed),
        pending_reboot: counted(CountName::PendingReboot),
        rejected: counted(CountName::Rejected),
        installed: counted(CountName::Installed),
        installed_other: counted(CountName::InstalledOther),
        not_applicable: counted(CountName::NotApplicable),
        available_security_updates: counted(CountName::AvailableSecurityUpdate),
        critical_non_compliant: counted(CountName::CriticalNonCompliant),
        security_non_compliant: counted(CountName::SecurityNonCompliant),
        other_non_compliant: counted(CountName::OtherNonCompliant),
        operation: text(value(P::Operation)),
        last_operation: number(&value(P::LastOperation)),
        scan_age: number(&value(P::ScanAge)),
        non_compliant_since: number(&value(P::NonCompliantSince)),
        oldest_open: number(&value(P::OldestOpen)),
        end_of_life: context.last_day(node).map(|it| it.text.as_str()),
    }
}

/// The matching nodes at places `page` of an order. `matches` has a bit for each node that matches.
pub fn nodes_page(
    context: &Context,
    cache: &mut QueryCache,
    matches: &[u64],
    sort: &[Sort],
    page: Range<usize>,
) -> Vec<u32> {
    if page.is_empty() {
        return Vec::new();
    }
    if page == (0..1) {
        return first_node(context, cache, matches, sort).into_iter().collect();
    }
    let order = node_order(context, cache, sort);
    let matching = order.iter().copied().filter(|it| bit(matches, *it as usize));
    matching.skip(page.start).take(page.len()).collect()
}

/// The first matching node of an order, which need not be made for it.
fn first_node(
    context: &Context,
    cache: &mut QueryCache,
    matches: &[u64],
    sort: &[Sort],
) -> Option<u32> {
    let ranks = node_ranks(context, cache, sort);
    let rank = |node: usize| ranks.iter().map(move |(rank, to)| rank.directed(node, *to));
    let matching = ones(matches).take_while(|it| *it < context.store.nodes.len());
    matching.min_by(|one, other| rank(*one).cmp(rank(*other))).map(|it| it as u32)
}

/// All nodes in an order.
pub(in crate::fleet) fn node_order(
    context: &Context,
    cache: &mut QueryCache,
    sort: &[Sort],
) -> Rc<Vec<u32>> {
    let depends = |it: &Sort| matches!(&it.property, Property::Node(it) if depends_on_rules(it));
    let epoch = sort.iter().any(depends).then_some(cache.epoch);
    let stamp = NodeOrderStamp { sort: sort.to_vec(), version: context.store.version, epoch };
    if let Some(order) = cache.node_orders.of(&stamp, cache.epoch) {
        return order;
    }
    let ranks = node_ranks(context, cache, sort);
    let order = Rc::new(Ranked::new(context.store.nodes.len(), &ranks).permutation());
    cache.node_orders.keep(stamp, &order);
    order
}

/// The ranks that an order compares, one after the other.
fn node_ranks(
    context: &Context,
    cache: &mut QueryCache,
    sort: &[Sort],
) -> Vec<(Rc<Rank>, Direction)> {
    let mut ranks = Vec::new();
    for Sort { property, direction } in sort {
        if let Property::Node(property) = property {
            ranks.push((cache.ranks.of_nodes(context, cache.epoch, property), *direction));
        }
    }
    ranks.push((cache.ranks.by_id(context), Direction::Ascending));
    ranks
}
