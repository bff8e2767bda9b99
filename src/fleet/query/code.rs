//! Numbers that stand for the values of findings.

use std::rc::Rc;

use super::clock::{Clock, Row, covering};
use super::levels::Levels;
use super::{Context, FindingProperty, QueryCache};
use crate::fleet::store::RowState;

/// Numbers that stand for the values of a property of findings, so that a text is made once for each.
#[derive(Debug)]
pub(in crate::fleet) struct FindingCode {
    clock: Clock,
    levels: Option<Rc<Levels>>,
    property: FindingProperty,
}

impl FindingCode {
    pub(in crate::fleet) fn new(
        context: &Context,
        cache: &mut QueryCache,
        property: FindingProperty,
    ) -> Self {
        let has_levels = property == FindingProperty::ComplianceLevel;
        let levels = has_levels.then(|| cache.levels(context));
        Self { clock: Clock::new(context), levels, property }
    }

    /// The property.
    pub(in crate::fleet) fn property(&self) -> FindingProperty {
        self.property
    }

    /// The number of a row.
    #[inline]
    pub(in crate::fleet) fn of(&self, context: &Context, row: &Row) -> u64 {
        use FindingProperty as P;
        match self.property {
            P::State => (row.state & RowState::CODE).into(),
            P::FirstSeen => row.first_seen.into(),
            P::AgeIsLowerBound => self.clock.is_lower_bound(row).into(),
            P::Age => self.clock.since(row).into(),
            P::Due => self.clock.due(row).map_or(u64::MAX, |it| it as u64),
            P::Overdue => self.clock.overdue(row).decided().map_or(2, u64::from),
            P::Exception => covering(context, row).map_or(u64::MAX, |it| it as u64),
            P::ComplianceLevel => {
                self.levels.as_ref().map_or(0, |it| it.of(row.node, row.patch).into())
            }
        }
    }
}
