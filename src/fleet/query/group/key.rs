//! Which group an item belongs to.

use hashbrown::HashTable;

use super::count::{Cell, count_levels, each_row, verdict_of};
use crate::fleet::query::clock::{FindingCode, Row};
use crate::fleet::query::row::text_of;
use crate::fleet::query::symbol::node_symbol;
use crate::fleet::query::{
    Context, FindingProperty, NodeProperty, PatchProperty, QueryCache, Value,
};
use crate::fleet::store::{Strings, hash};

/// Groups, and the group of each node or patch.
#[derive(Debug, Default)]
pub(in crate::fleet) struct Groups {
    names: Names,
    of: Vec<u32>,
}

impl Groups {
    pub(super) fn of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut names = Names::default();
        let of = texts.map(|it| names.number(it)).collect();
        Self { names, of }
    }

    fn of_names(names: Names) -> Self {
        Self { names, of: Vec::new() }
    }

    /// The same groups of other items.
    pub(super) fn with(self, of: Vec<u32>) -> Self {
        Self { of, ..self }
    }

    pub(in crate::fleet) fn len(&self) -> usize {
        self.names.0.len()
    }

    /// The value that a group has in common.
    pub(in crate::fleet) fn text(&self, group: usize) -> &str {
        self.names.0.at(group)
    }

    /// The group of an item.
    #[inline]
    pub(in crate::fleet) fn of(&self, item: usize) -> Option<usize> {
        self.of.get(item).map(|it| *it as usize)
    }

    /// The group of each item.
    pub(super) fn by_item(&self) -> &[u32] {
        &self.of
    }
}

/// Distinct texts, numbered in order of arrival.
#[derive(Debug, Default)]
struct Names(Strings);

impl Names {
    fn number(&mut self, text: &str) -> u32 {
        self.0.intern(text).map_or(u32::MAX, |it| it.index() as u32)
    }
}

/// The groups of nodes by a property.
pub(in crate::fleet) fn node_groups(context: &Context, property: &NodeProperty) -> Groups {
    let mut names = Names::default();
    if let Some(symbols) = node_symbol(property) {
        let mut by_word = vec![u32::MAX; context.store.words.len() + 1];
        let none = context.store.words.len();
        let mut number = |node| {
            let symbol = symbols.of(context, node);
            let Some(group) = by_word.get_mut(symbol.map_or(none, |it| it.index())) else {
                return u32::MAX;
            };
            if *group == u32::MAX {
                *group = names.number(context.store.word(symbol).unwrap_or_default());
            }
            *group
        };
        let of = context.store.nodes.iter().map(&mut number).collect();
        return Groups { of, names };
    }
    let mut of = Vec::with_capacity(context.store.nodes.len());
    for (number, node) in context.store.nodes.iter().enumerate() {
        let group = if *property == NodeProperty::EndOfLife {
            names.number(context.last_day(node).map_or("", |it| &it.text))
        } else {
            let value = context.node_value(number as u32, node, property);
            names.number(&text_of(context, value).unwrap_or_default())
        };
        of.push(group);
    }
    Groups { of, names }
}

/// The groups of patches by a property.
pub(in crate::fleet) fn patch_groups(context: &Context, property: PatchProperty) -> Groups {
    let all = 0..context.store.patches.len() as u32;
    let (groups, of) = row_groups(context, all.map(|it| context.patch_value(it, property)));
    groups.with(of)
}

/// The groups of rows by their values, and the group of each row.
pub(super) fn row_groups<'a>(
    context: &Context<'a>,
    values: impl Iterator<Item = Value<'a>>,
) -> (Groups, Vec<u32>) {
    let mut names = Names::default();
    let number = |value| names.number(&text_of(context, value).unwrap_or_default());
    let of = values.map(number).collect();
    (Groups::of_names(names), of)
}

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
