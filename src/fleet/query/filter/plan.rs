//! A filter on rows of findings as sets of nodes, patches, states and times, joined 64 rows at once.

use super::bits::{Bits, fill, join, zeros};
use super::condition::Test;
use super::lanes::{self, Lanes};
use super::node_set::{is_live, nodes_holding};
use super::patch_set::patches_holding;
use super::row_set::rows_holding;
use super::times::Times;
use super::token::Operation;
use super::truth::Pass;
use crate::fleet::query::{Context, FindingProperty, Property, Value, bit};
use crate::fleet::store::{BLOCK, RowState, StateCode};

/// Conditions on rows, joined by one operation.
pub(super) struct Plan<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) operation: Operation,
    pub(super) pass: Pass,
    nodes: Option<Bits>,
    /// A byte for each patch: 0 or 1.
    patches: Option<Vec<u8>>,
    /// A bit for each state.
    states: Option<u32>,
    times: Vec<Times>,
    rows: Option<Bits>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(context: &'a Context<'a>, operation: Operation, pass: Pass) -> Self {
        let (nodes, patches, states, rows) = (None, None, None, None);
        Self { context, operation, pass, nodes, patches, states, times: Vec::new(), rows }
    }

    /// Adds a condition.
    pub(super) fn add(&mut self, test: &Test) {
        let (context, pass) = (self.context, self.pass);
        match &test.property {
            Property::Node(it) => self.add_nodes(nodes_holding(context, test, it, pass)),
            Property::Patch(it) => self.add_patches(patches_holding(context, test, *it, pass)),
            Property::Finding(FindingProperty::State) => self.add_states(test),
            Property::Finding(it) => self.add_times(test, *it),
            Property::Row(_) => {}
        }
    }

    /// Adds the condition that a row is of one of these nodes.
    pub(super) fn add_nodes(&mut self, nodes: Bits) {
        join(self.operation, &mut self.nodes, nodes);
    }

    /// Adds the condition that a row is of a patch whose byte is 1.
    pub(super) fn add_patches(&mut self, patches: Vec<u8>) {
        let Some(all) = &mut self.patches else {
            self.patches = Some(patches);
            return;
        };
        match self.operation {
            Operation::And => all.iter_mut().zip(patches).for_each(|(to, from)| *to &= from),
            Operation::Or => all.iter_mut().zip(patches).for_each(|(to, from)| *to |= from),
        }
    }

    fn add_states(&mut self, test: &Test) {
        let states = &self.context.store.states;
        let name = |code| Value::Text(states.name(code).into());
        let cves = &self.context.store.patches.cves;
        let mut all = 0;
        for code in (0..states.names().len()).filter_map(StateCode::new) {
            if self.pass.holds(test.holds(&name(code), cves)) {
                all |= 1_u32 << code.index();
            }
        }
        self.states = Some(match (self.states, self.operation) {
            (None, _) => all,
            (Some(before), Operation::And) => before & all,
            (Some(before), Operation::Or) => before | all,
        });
    }

    fn add_times(&mut self, test: &Test, property: FindingProperty) {
        use FindingProperty as P;
        let is_level_or_exception = matches!(property, P::ComplianceLevel | P::Exception);
        let times = (!is_level_or_exception)
            .then(|| Times::new(self.context, test, property, self.pass))
            .flatten();
        match times {
            Some(times) => self.times.push(times),
            None => {
                self.add_rows(rows_holding(self.context, test, property, self.pass));
            }
        }
    }

    /// Adds the condition that a row is one of these.
    pub(super) fn add_rows(&mut self, rows: Bits) {
        join(self.operation, &mut self.rows, rows);
    }

    /// The rows that fulfil the conditions; without any, every row with `and`, and none with `or`.
    pub(super) fn run(self) -> Bits {
        let findings = &self.context.store.findings;
        let mut rows = zeros(findings.len());
        let columns = (findings.patch.blocks(), findings.state.blocks());
        let times = findings.first_seen.blocks();
        let codes = self.codes();
        let by_node = self.nodes.as_ref().map(|it| rows_of_nodes(self.context, it));
        for (block, words) in rows.chunks_mut(BLOCK / 64).enumerate() {
            let (Some(patches), Some(states), Some(times)) =
                (columns.0.get(block), columns.1.get(block), times.get(block))
            else {
                break;
            };
            let sets = [&by_node, &self.rows]
                .map(|it| it.as_ref().and_then(|it| it.get(block * (BLOCK / 64)..)));
            let each = chunks(patches, 0).zip(chunks(states, RowState::DEAD.byte()));
            let each = each.zip(chunks(times, 0)).zip(words).enumerate();
            for (place, (((patches, states), times), word)) in each {
                let sets = sets.map(|it| it.map(|it| it.get(place).copied().unwrap_or(0)));
                let columns = Columns { patches: &patches, states: &states, times: &times };
                *word = self.word(&codes, sets, &columns);
            }
        }
        rows
    }

    fn codes(&self) -> Vec<u8> {
        let all = 0..StateCode::LIMIT as u8;
        let states = self.states;
        all.filter(|code| states.is_some_and(|it| it >> code & 1 != 0)).collect()
    }

    #[inline]
    fn word(&self, codes: &[u8], sets: [Option<u64>; 2], columns: &Columns) -> u64 {
        let states = || lanes::bytes_among(columns.states, RowState::CODE, codes);
        match self.operation {
            Operation::And => {
                let sets = sets.iter().flatten().fold(!0, |all, set| all & set);
                if sets == 0 {
                    return 0;
                }
                let states = if self.states.is_some() { states() } else { columns.live() };
                self.narrow(sets & states, columns)
            }
            Operation::Or => {
                let sets = sets.iter().flatten().fold(0, |all, set| all | set);
                let states = if self.states.is_some() { states() } else { 0 };
                self.widen(sets | states, columns) & columns.live()
            }
        }
    }

    #[inline]
    fn narrow(&self, mut word: u64, columns: &Columns) -> u64 {
        for times in &self.times {
            if word == 0 {
                return 0;
            }
            word &= times.word(columns.patches, columns.states, columns.times);
        }
        match &self.patches {
            Some(table) if word != 0 => word & lanes::patches_in(columns.patches, table),
            _ => word,
        }
    }

    #[inline]
    fn widen(&self, mut word: u64, columns: &Columns) -> u64 {
        for times in &self.times {
            word |= times.word(columns.patches, columns.states, columns.times);
        }
        match &self.patches {
            Some(table) if word != !0 => word | lanes::patches_in(columns.patches, table),
            _ => word,
        }
    }
}

/// 64 rows.
struct Columns<'a> {
    patches: &'a Lanes<u32>,
    states: &'a Lanes<u8>,
    times: &'a Lanes<u32>,
}

impl Columns<'_> {
    #[inline]
    fn live(&self) -> u64 {
        !lanes::bytes_among(self.states, RowState::CODE, &[RowState::DEAD.byte()])
    }
}

/// The values of a block, 64 at a time; `padding` behind the last.
fn chunks<T: Copy>(
    block: &[T],
    padding: T,
) -> impl Iterator<Item = std::borrow::Cow<'_, Lanes<T>>> {
    use std::borrow::Cow;
    let (whole, rest) = block.as_chunks::<64>();
    let mut last = [padding; 64];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let last = (!rest.is_empty()).then_some(Cow::Owned(last));
    whole.iter().map(Cow::Borrowed).chain(last)
}

/// The rows of nodes.
fn rows_of_nodes(context: &Context, nodes: &[u64]) -> Bits {
    let store = context.store;
    let mut rows = zeros(store.findings.len());
    for (number, node) in store.nodes.iter().enumerate() {
        if bit(nodes, number) && is_live(node) {
            fill(&mut rows, node.findings.start as usize, node.findings.count as usize);
        }
    }
    rows
}
