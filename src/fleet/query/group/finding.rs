//! The groups of findings by a property of theirs.

use hashbrown::HashTable;

use super::count::{Cell, count_levels, count_states, each_row, verdict_of};
use super::key::{Groups, Names};
use crate::fleet::query::clock::Row;
use crate::fleet::query::code::FindingCode;
use crate::fleet::query::row::text_of;
use crate::fleet::query::{Context, FindingProperty, QueryCache};
use crate::fleet::store::hash;

/// The groups of the matching findings by a property of theirs, counted.
pub(super) fn finding_groups(
    context: &Context,
    cache: &mut QueryCache,
    rows: &[u64],
    property: FindingProperty,
) -> (Groups, Vec<Cell>) {
    if property == FindingProperty::ComplianceLevel {
        let levels = cache.levels(context);
        let groups = Groups::of_texts(levels.names());
        return (groups, count_levels(context, cache, rows, &levels));
    }
    if property == FindingProperty::State {
        let groups = Groups::of_texts(context.store.states.names().iter().map(String::as_str));
        return (groups, count_states(context, cache, rows));
    }
    let mut numbers = FindingGroups::new(context, cache, property);
    let mut cells: Vec<Cell> = Vec::new();
    let runs = cache.runs(context);
    each_row(context, &runs, rows, |row| {
        let group = numbers.of(&row) as usize;
        if group >= cells.len() {
            cells.resize(group + 1, Cell::default());
        }
        if let Some(cell) = cells.get_mut(group) {
            cell.add(row.node, verdict_of(context, row.node), 1);
        }
    });
    (Groups::of_names(numbers.names), cells)
}

const FEW: usize = 32;

/// The groups of findings by a property of theirs: by a number that stands for the value, so that a
/// text is made once for each.
struct FindingGroups<'a> {
    context: &'a Context<'a>,
    code: FindingCode,
    names: Names,
    numbers: HashTable<(u64, u32)>,
    last: Option<(u64, u32)>,
    /// The groups of small numbers: states and flags.
    few: [u32; FEW],
}

impl<'a> FindingGroups<'a> {
    fn new(context: &'a Context<'a>, cache: &mut QueryCache, property: FindingProperty) -> Self {
        Self {
            context,
            code: FindingCode::new(context, cache, property),
            names: Names::default(),
            numbers: HashTable::new(),
            last: None,
            few: [u32::MAX; FEW],
        }
    }

    fn of(&mut self, row: &Row) -> u32 {
        let code = self.code.of(self.context, row);
        if let Some(number) = self.few.get(code as usize).filter(|_| code < FEW as u64) {
            if *number != u32::MAX {
                return *number;
            }
            let number = self.named(row);
            if let Some(place) = self.few.get_mut(code as usize) {
                *place = number;
            }
            return number;
        }
        // The findings of a node have much in common.
        if let Some((_, number)) = self.last.filter(|(last, _)| *last == code) {
            return number;
        }
        let hashed = hash(0, &code.to_le_bytes());
        let found = self.numbers.find(hashed, |it| it.0 == code).map(|it| it.1);
        let number = found.unwrap_or_else(|| {
            let number = self.named(row);
            self.numbers.insert_unique(hashed, (code, number), |it| hash(0, &it.0.to_le_bytes()));
            number
        });
        self.last = Some((code, number));
        number
    }

    fn named(&mut self, row: &Row) -> u32 {
        let value = row.finding(self.context).map(|finding| {
            self.context.finding_value(row.node, row.row, &finding, self.code.property())
        });
        let text = value.and_then(|it| text_of(self.context, it));
        self.names.number(&text.unwrap_or_default())
    }
}
