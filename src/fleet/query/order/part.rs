//! What a key is made of: the rank of a row by one property, or by several of its node or patch.

use std::hint::select_unpredictable;
use std::rc::Rc;

use super::super::clock::{Clock, Overdue, Row, covering};
use super::super::levels::Levels;
use super::super::rank::{Direction, Rank, Ranked};
use super::super::runs::Runs;
use super::super::{Context, FindingProperty, severity_rank};
use crate::fleet::store::RowState;

/// A part of a key.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) source: Source,
    /// The largest rank.
    pub(super) top: u64,
}

/// Where the rank of a part comes from.
#[derive(Debug)]
pub(super) enum Source {
    Node(Vec<u32>),
    Patch(Vec<u32>),
    /// By the state's code.
    State(Vec<u32>),
    /// By the number of the level.
    Level(Rc<Levels>, Vec<u32>),
    Row(RowSource, Direction),
}

/// A property of the row itself.
#[derive(Debug)]
pub(super) enum RowSource {
    FirstSeen { from: u32 },
    Age { clock: Clock, end: u32 },
    Due { clock: Clock, from: i64 },
    Overdue(Clock),
    LowerBound(Clock),
    Exception(Vec<u32>),
}

impl Part {
    pub(super) fn node(ranked: Ranked) -> Self {
        Self { top: ranked.top.into(), source: Source::Node(ranked.of) }
    }

    pub(super) fn patch(ranked: Ranked) -> Self {
        Self { top: ranked.top.into(), source: Source::Patch(ranked.of) }
    }

    pub(super) fn finding(
        context: &Context,
        levels: impl FnOnce() -> Rc<Levels>,
        runs: &Runs,
        property: FindingProperty,
        direction: Direction,
    ) -> Self {
        use FindingProperty as P;
        let seen = runs.seen();
        let (source, top) = match property {
            P::State => return Self::state(context, direction),
            P::FirstSeen => (RowSource::FirstSeen { from: seen.0 }, u64::from(seen.1 - seen.0)),
            P::Age => {
                let clock = Clock::new(context);
                let (end, top) = clock.ages(seen);
                (RowSource::Age { clock, end }, top)
            }
            P::Due => {
                let clock = Clock::new(context);
                let (from, to) = clock.due_range(seen);
                (RowSource::Due { clock, from }, to.abs_diff(from) + 1)
            }
            P::Overdue => (RowSource::Overdue(Clock::new(context)), 2),
            P::AgeIsLowerBound => (RowSource::LowerBound(Clock::new(context)), 1),
            P::Exception => exceptions(context),
            P::ComplianceLevel => return Self::level(levels(), direction),
        };
        Self { source: Source::Row(source, direction), top }
    }

    fn state(context: &Context, direction: Direction) -> Self {
        let names = context.store.states.names().iter().map(|it| Some(it.as_str().into()));
        let rank = Rank::of_texts(&names.collect::<Vec<_>>());
        let ranked = Ranked::new(rank.of.len(), &[(Rc::new(rank), direction)]);
        Self { top: ranked.top.into(), source: Source::State(ranked.of) }
    }

    fn level(levels: Rc<Levels>, direction: Direction) -> Self {
        let rank = |it: &str| (!it.is_empty()).then(|| f64::from(severity_rank(it)));
        let rank = Rank::of_numbers(&levels.names().map(rank).collect::<Vec<_>>());
        let ranked = Ranked::new(rank.of.len(), &[(Rc::new(rank), direction)]);
        Self { top: ranked.top.into(), source: Source::Level(levels, ranked.of) }
    }

    /// Visits the ranks of rows of a node that follow each other. The choice of the source stands
    /// outside of the loop, which visits every row of the fleet.
    #[inline]
    pub(super) fn each_rank(
        &self,
        context: &Context,
        node: u32,
        start: usize,
        len: usize,
        mut visit: impl FnMut(usize, u64),
    ) {
        let rows = Row::several(context.store, node, start, len).enumerate();
        let (source, direction) = match &self.source {
            Source::Row(source, direction) => (source, direction),
            Source::Level(levels, ranks) => {
                let rank = |level: u16| ranks.get(usize::from(level)).map_or(0, |it| (*it).into());
                let table = levels.of_node(node).unwrap_or_default();
                let level = |row: &Row| table.get(row.patch as usize).copied().unwrap_or(0);
                return rows.for_each(|(place, row)| visit(place, rank(level(&row))));
            }
            _ => return rows.for_each(|(place, row)| visit(place, self.rank(context, &row))),
        };
        let directed = |rank| self.directed(source, rank, *direction);
        match source {
            RowSource::FirstSeen { from } => rows.for_each(|(place, row)| {
                visit(place, directed(Some(row.first_seen.saturating_sub(*from).into())));
            }),
            RowSource::Age { clock, end } => rows.for_each(|(place, row)| {
                visit(place, directed(Some(end.saturating_sub(clock.since(&row)).into())));
            }),
            RowSource::Due { clock, from } => rows.for_each(|(place, row)| {
                visit(place, directed(clock.due(&row).map(|it| it.abs_diff(*from))));
            }),
            RowSource::Overdue(clock) => {
                let ranks = Overdue::ALL.map(|it| directed(it.decided().map(u64::from)));
                rows.for_each(|(place, row)| {
                    let rank = ranks.get(clock.overdue(&row) as usize);
                    visit(place, rank.copied().unwrap_or(self.top));
                });
            }
            RowSource::LowerBound(clock) => {
                let ranks = [0, 1].map(|it| directed(Some(it)));
                rows.for_each(|(place, row)| {
                    let rank = ranks.get(usize::from(clock.is_lower_bound(&row)));
                    visit(place, rank.copied().unwrap_or(self.top));
                });
            }
            source => {
                rows.for_each(|(place, row)| visit(place, directed(source.rank(context, &row))));
            }
        }
    }

    /// A rank in a direction; absent values come last in both.
    #[inline]
    fn directed(&self, source: &RowSource, rank: Option<u64>, direction: Direction) -> u64 {
        let last = self.top - u64::from(source.can_be_absent());
        let known = rank.unwrap_or(0).min(last);
        let known = if direction == Direction::Descending { last - known } else { known };
        select_unpredictable(rank.is_some(), known, self.top)
    }

    /// The rank of a row.
    #[inline]
    pub(super) fn rank(&self, context: &Context, row: &Row) -> u64 {
        let of = |ranks: &[u32], at: usize| ranks.get(at).map_or(0, |it| u64::from(*it));
        match &self.source {
            Source::Node(ranks) => of(ranks, row.node as usize),
            Source::Patch(ranks) => of(ranks, row.patch as usize),
            Source::State(ranks) => of(ranks, usize::from(row.state & RowState::CODE)),
            Source::Level(levels, ranks) => of(ranks, usize::from(levels.of(row.node, row.patch))),
            Source::Row(source, direction) => {
                self.directed(source, source.rank(context, row), *direction)
            }
        }
    }
}

impl RowSource {
    /// Whether the largest rank is that of absent values.
    fn can_be_absent(&self) -> bool {
        !matches!(self, Self::FirstSeen { .. } | Self::Age { .. } | Self::LowerBound(_))
    }

    #[inline]
    fn rank(&self, context: &Context, row: &Row) -> Option<u64> {
        match self {
            Self::FirstSeen { from } => Some(row.first_seen.saturating_sub(*from).into()),
            // The later it was opened, the younger it is; from now on the age is 0.
            Self::Age { clock, end } => Some(end.saturating_sub(clock.since(row)).into()),
            Self::Due { clock, from } => clock.due(row).map(|it| it.abs_diff(*from)),
            Self::Overdue(clock) => clock.overdue(row).decided().map(u64::from),
            Self::LowerBound(clock) => Some(clock.is_lower_bound(row).into()),
            Self::Exception(ranks) => {
                let place = covering(context, row)?;
                ranks.get(place).map(|it| u64::from(*it))
            }
        }
    }
}

fn exceptions(context: &Context) -> (RowSource, u64) {
    let ids = context.covered.exceptions.iter().map(|it| Some(it.id.as_str().into()));
    let rank = Rank::of_texts(&ids.collect::<Vec<_>>());
    (RowSource::Exception(rank.of), rank.present.into())
}
