//! The rows that match a filter.

use super::bits::{Bits, count, has_any, join, keep, subtract};
use super::compiled::Compiled;
use super::condition::Test;
use super::free_text::{add_text, nodes_with_text};
use super::node_set::{nodes, nodes_holding};
use super::plan::Plan;
use super::token::Operation;
use super::truth::Pass;
use crate::fleet::query::{Context, Property, QueryCache};

/// The rows that match a filter, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matches {
    /// The rows that certainly match.
    pub yes: Bits,
    /// The rows that may match, because an age is only known as "at least"; empty if there is none.
    pub maybe: Bits,
    /// How many rows certainly match.
    pub total: u32,
    /// How many rows may match.
    pub undecided: u32,
}

impl Matches {
    fn certain(yes: Bits) -> Self {
        Self { total: count(&yes), yes, maybe: Bits::new(), undecided: 0 }
    }

    /// Asks for the rows that certainly match, then for those that may.
    fn of(filter: &Compiled, mut rows: impl FnMut(Pass) -> Bits) -> Self {
        let yes = rows(Pass::Certain);
        let total = count(&yes);
        let mut maybe = Bits::new();
        if filter.may_be_undecided() {
            maybe = rows(Pass::Possible);
            subtract(&mut maybe, &yes);
        }
        let undecided = count(&maybe);
        if undecided == 0 {
            maybe = Bits::new();
        }
        Self { yes, maybe, total, undecided }
    }
}

/// The findings of the rows of patches or CVEs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The findings to count.
    pub counted: Matches,
    /// Of a filter that is joined by `or`, the findings that fulfil a token on nodes or findings: a
    /// row that has one of them matches. `None` with `and`, as all counted findings fulfil all.
    pub fulfilled: Option<Matches>,
}

/// The findings that match a filter on the table of findings. Dead rows never match.
pub fn matching_findings(context: &Context, filter: &Compiled) -> Matches {
    Matches::of(filter, |pass| {
        let mut plan = Plan::new(context, filter.operation, pass);
        filter.node.iter().chain(&filter.finding).for_each(|it| plan.add(it));
        let Some(needle) = &filter.text else { return everything_if_empty(filter, plan) };
        match filter.operation {
            Operation::Or => {
                add_text(&mut plan, needle);
                plan.run()
            }
            Operation::And => {
                let mut texts = Plan::new(context, Operation::Or, pass);
                add_text(&mut texts, needle);
                if plan.is_empty() {
                    return texts.run();
                }
                plan.add_rows(texts.run());
                plan.run()
            }
        }
    })
}

/// Without a condition every row matches, with `or` as well.
fn everything_if_empty(filter: &Compiled, plan: Plan) -> Bits {
    if filter.is_empty() {
        return Plan::new(plan.context, Operation::And, plan.pass).run();
    }
    plan.run()
}

/// The nodes that match a filter on the table of nodes: one and the same open finding must fulfil
/// its tokens on findings. Nodes that were removed never match.
pub fn matching_nodes(context: &Context, cache: &mut QueryCache, filter: &Compiled) -> Matches {
    Matches::of(filter, |pass| {
        let mut found = None;
        let operation = filter.operation;
        for test in &filter.node {
            if let Property::Node(property) = &test.property {
                join(operation, &mut found, nodes_holding(context, test, property, pass));
            }
        }
        if let Some(needle) = &filter.text {
            join(operation, &mut found, nodes_with_text(context, needle));
        }
        if !filter.finding.is_empty() {
            join(operation, &mut found, nodes_with_rows(context, cache, filter, pass));
        }
        let live = cache.live_nodes(context);
        match found {
            Some(mut found) => {
                keep(&mut found, &live);
                found
            }
            None => Bits::clone(&live),
        }
    })
}

/// The nodes that have a finding which fulfils the tokens on findings.
fn nodes_with_rows(
    context: &Context,
    cache: &mut QueryCache,
    filter: &Compiled,
    pass: Pass,
) -> Bits {
    if filter.finding.iter().all(|it| matches!(it.property, Property::Patch(_)))
        && let Some(index) = cache.settled_index(context)
    {
        let mut plan = Plan::new(context, filter.operation, pass);
        filter.finding.iter().for_each(|it| plan.add(it));
        return index.nodes_of(&plan.into_patches(), context.store.nodes.len());
    }
    let rows = rows_of(context, filter.operation, pass, filter.finding.iter());
    nodes(context.store, |_, node| {
        has_any(&rows, node.findings.start as usize, node.findings.count as usize)
    })
}

/// The findings of which the rows of the tables of patches and CVEs are made. What the filter says
/// of the finished rows is up to [`Compiled::row_matches`].
pub fn findings_counted(context: &Context, filter: &Compiled) -> Counted {
    let chosen = || {
        let tests = || filter.node.iter().chain(&filter.finding);
        Matches::of(filter, |pass| rows_of(context, filter.operation, pass, tests()))
    };
    match filter.operation {
        Operation::And => Counted { counted: chosen(), fulfilled: None },
        Operation::Or => {
            let all = || Plan::new(context, Operation::And, Pass::Certain).run();
            Counted { counted: Matches::certain(all()), fulfilled: Some(chosen()) }
        }
    }
}

fn rows_of<'a>(
    context: &Context,
    operation: Operation,
    pass: Pass,
    tests: impl Iterator<Item = &'a Test>,
) -> Bits {
    let mut plan = Plan::new(context, operation, pass);
    tests.for_each(|it| plan.add(it));
    plan.run()
}
