//! Which group an item belongs to.

use crate::fleet::query::row::text_of;
use crate::fleet::query::symbol::node_symbol;
use crate::fleet::query::{Context, NodeProperty, PatchProperty, Value};
use crate::fleet::store::Strings;

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

    pub(super) fn of_names(names: Names) -> Self {
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
pub(super) struct Names(Strings);

impl Names {
    pub(super) fn number(&mut self, text: &str) -> u32 {
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
            let symbol = symbols.of(context.store, node);
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
