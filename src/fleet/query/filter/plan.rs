//! A filter on rows of findings as sets of nodes, patches, states and times, joined 64 rows at once.

use super::bits::{Bits, fill, join, zeros};
use super::condition::Test;
use super::lanes::{self, Lanes, PatchTable};
use super::node_set::{is_live, nodes_holding};
use super::patch_set::patches_holding;
use super::row_set::rows_holding;
use super::times::{Times, TimesTable};
use super::token::Operation;
use super::truth::Pass;
use crate::fleet::query::{Context, FindingProperty, Property, Value};
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

    /// Whether it has no condition.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_none()
            && self.patches.is_none()
            && self.states.is_none()
            && self.times.is_empty()
            && self.rows.is_none()
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

    /// The conditions on patches alone: a byte for each patch, 0 or 1.
    pub(super) fn into_patches(self) -> Vec<u8> {
        self.patches.unwrap_or_default()
    }

    /// The rows that fulfil the conditions; without any, every row with `and`, and none with `or`.
    pub(super) fn run(self) -> Bits {
        let findings = &self.context.store.findings;
        let mut rows = zeros(findings.len());
        let tables = self.tables();
        let patches = findings.patch.blocks().iter();
        let columns = patches.zip(findings.state.blocks()).zip(findings.first_seen.blocks());
        let blocks = columns.zip(rows.chunks_mut(BLOCK / 64)).zip((0..).step_by(BLOCK / 64));
        for ((((patches, states), times), words), first) in blocks {
            self.run_block(&tables, [patches, times], states, words, first);
        }
        rows
    }

    /// Sets the words of a block, of which `first` is the first among those of all rows.
    fn run_block(
        &self,
        tables: &Tables,
        [patches, times]: [&[u32]; 2],
        states: &[u8],
        words: &mut [u64],
        first: usize,
    ) {
        let ([patches, times], states) = ([patches, times].map(chunks), chunks(states));
        let whole = patches.0.iter().zip(states.0).zip(times.0);
        let mut words = words.iter_mut().zip(first..);
        for (((patches, states), times), (word, place)) in whole.zip(words.by_ref()) {
            *word = self.word(tables, place, &Columns { patches, states, times });
        }
        if let Some((word, place)) = words.next() {
            let [patches, times] = [patches, times].map(|it| padded(it.1, 0));
            let states = padded(states.1, RowState::DEAD.byte());
            let columns = Columns { patches: &patches, states: &states, times: &times };
            *word = self.word(tables, place, &columns);
        }
    }

    fn tables(&self) -> Tables {
        // With `and`, tests on times need only the patches that the filter asks for: fewer groups.
        let patches = self.patches.as_deref().filter(|_| self.operation == Operation::And);
        let is_in_times = patches.is_some() && !self.times.is_empty();
        Tables {
            codes: self.codes(),
            times: self.times.iter().map(|it| it.table(patches)).collect(),
            patches: self.patches.as_deref().filter(|_| !is_in_times).map(PatchTable::new),
            nodes: self.nodes.as_ref().map(|it| rows_of_nodes(self.context, it)),
        }
    }

    fn codes(&self) -> Vec<u8> {
        let all = 0..StateCode::LIMIT as u8;
        let states = self.states;
        all.filter(|code| states.is_some_and(|it| it >> code & 1 != 0)).collect()
    }

    #[inline]
    fn word(&self, tables: &Tables, place: usize, columns: &Columns) -> u64 {
        let states = || lanes::bytes_among(columns.states, RowState::CODE, &tables.codes);
        let sets = [&tables.nodes, &self.rows].into_iter().flatten();
        let sets = sets.map(|it| it.get(place).copied().unwrap_or(0));
        match self.operation {
            Operation::And => {
                let word = sets.fold(!0, |all, set| all & set);
                if word == 0 {
                    return 0;
                }
                let states = if self.states.is_some() { states() } else { columns.live() };
                narrow(word & states, tables, columns)
            }
            Operation::Or => {
                let word = sets.fold(0, |all, set| all | set);
                let states = if self.states.is_some() { states() } else { 0 };
                widen(word | states, tables, columns) & columns.live()
            }
        }
    }
}

#[inline]
fn narrow(mut word: u64, tables: &Tables, columns: &Columns) -> u64 {
    for times in &tables.times {
        if word == 0 {
            return 0;
        }
        word &= times.word(columns.patches, columns.states, columns.times);
    }
    match &tables.patches {
        Some(table) if word != 0 => word & table.word(columns.patches),
        _ => word,
    }
}

#[inline]
fn widen(mut word: u64, tables: &Tables, columns: &Columns) -> u64 {
    for times in &tables.times {
        word |= times.word(columns.patches, columns.states, columns.times);
    }
    match &tables.patches {
        Some(table) if word != !0 => word | table.word(columns.patches),
        _ => word,
    }
}

/// The conditions, ready for rows.
struct Tables {
    /// The states to look for.
    codes: Vec<u8>,
    times: Vec<TimesTable>,
    /// Also `None` if `times` is limited to these patches.
    patches: Option<PatchTable>,
    /// The rows of the nodes to look for.
    nodes: Option<Bits>,
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

/// The values of a block, 64 at a time, and the rest of them.
fn chunks<T>(block: &[T]) -> (&[Lanes<T>], &[T]) {
    block.as_chunks()
}

fn padded<T: Copy>(rest: &[T], padding: T) -> Lanes<T> {
    let mut lanes = [padding; 64];
    lanes.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    lanes
}

/// The rows of nodes.
fn rows_of_nodes(context: &Context, nodes: &[u64]) -> Bits {
    let store = context.store;
    let mut rows = zeros(store.findings.len());
    let chunks = store.nodes.blocks().iter().flat_map(|it| it.chunks(64));
    for (chunk, word) in chunks.zip(nodes) {
        let mut rest = *word;
        while let Some(node) = chunk.get(rest.trailing_zeros() as usize) {
            if is_live(node) {
                fill(&mut rows, node.findings.start as usize, node.findings.count as usize);
            }
            rest &= rest - 1;
        }
    }
    rows
}
