//! What a key is made of: the rank of a row by one property, or by several of its node or patch.

use std::rc::Rc;

use super::super::clock::{Clock, Row, covering};
use super::super::rank::{Direction, Rank, Ranked};
use super::super::runs::Runs;
use super::super::{Context, FindingProperty, Value, severity_rank};
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
    Level,
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
            P::ComplianceLevel => (RowSource::Level, 7),
        };
        Self { source: Source::Row(source, direction), top }
    }

    fn state(context: &Context, direction: Direction) -> Self {
        let names = context.store.states.names().iter().map(|it| Some(it.as_str().into()));
        let rank = Rank::of_texts(&names.collect::<Vec<_>>());
        let ranked = Ranked::new(rank.of.len(), &[(Rc::new(rank), direction)]);
        Self { top: ranked.top.into(), source: Source::State(ranked.of) }
    }

    /// The rank of a row.
    #[inline]
    pub(super) fn rank(&self, context: &Context, row: &Row) -> u64 {
        let of = |ranks: &[u32], at: usize| ranks.get(at).map_or(0, |it| u64::from(*it));
        match &self.source {
            Source::Node(ranks) => of(ranks, row.node as usize),
            Source::Patch(ranks) => of(ranks, row.patch as usize),
            Source::State(ranks) => of(ranks, usize::from(row.state & RowState::CODE)),
            Source::Row(source, direction) => {
                let rank = source.rank(context, row);
                let last = self.top - u64::from(source.can_be_absent());
                match (rank, direction) {
                    (Some(rank), Direction::Ascending) => rank.min(last),
                    (Some(rank), Direction::Descending) => last - rank.min(last),
                    (None, _) => self.top,
                }
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
            Self::Level => level(context, row),
        }
    }
}

fn exceptions(context: &Context) -> (RowSource, u64) {
    let ids = context.covered.exceptions.iter().map(|it| Some(it.id.as_str().into()));
    let rank = Rank::of_texts(&ids.collect::<Vec<_>>());
    (RowSource::Exception(rank.of), rank.present.into())
}

fn level(context: &Context, row: &Row) -> Option<u64> {
    let finding = row.finding(context)?;
    let property = FindingProperty::ComplianceLevel;
    match context.finding_value(row.node, row.row, &finding, property) {
        Value::Text(level) => Some(severity_rank(&level).into()),
        _ => None,
    }
}
