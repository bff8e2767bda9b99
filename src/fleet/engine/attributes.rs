//! Columns of the users' own.

use serde::Serialize;
use serde_json::Value;

use super::error::FleetError;
use crate::fleet::given;
use crate::fleet::sorting::{self, Keyed};
use crate::fleet::store::{Store, Symbol};

/// How many rows found nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Joined {
    /// Rows of ids that are in the fleet.
    pub joined: u32,
    /// Rows of other ids.
    pub unknown: u32,
}

const ACTION: &str = "set attributes";
const ID: &str = "instanceId";

/// Sets the columns of nodes from the JSON text of rows with an `instanceId`; an empty text removes a
/// value. Later calls add to the columns of earlier ones.
pub(super) fn set_attributes(store: &mut Store, rows: &str) -> Result<Joined, FleetError> {
    let rows = given::read_list(rows)
        .map_err(|error| FleetError::invalid(ACTION, &format!("rows: {error}")))?;
    let rows = rows.iter().enumerate().map(|(at, row)| checked(at, row));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let nodes = nodes_by_id(store);
    let mut result = Joined::default();
    for (id, columns) in rows {
        let mut found = nodes_with(&nodes, store.ids.find(id)).peekable();
        match found.peek() {
            None => result.unknown += 1,
            Some(_) => result.joined += 1,
        }
        found.for_each(|node| set(store, node, &columns));
    }
    store.version = store.version.wrapping_add(1);
    Ok(result)
}

type Row<'a> = (&'a str, Vec<(&'a str, &'a str)>);

fn checked(at: usize, row: &Value) -> Result<Row<'_>, FleetError> {
    let wrong = |member: &str, value: &Value| {
        FleetError::invalid(
            ACTION,
            &format!("rows[{at}].{member}: expected a text, but is {}", given::text(value)),
        )
    };
    let members = row.as_object().ok_or_else(|| {
        FleetError::invalid(
            ACTION,
            &format!("rows[{at}]: expected an object, but is {}", given::text(row)),
        )
    })?;
    let id = members.get(ID).unwrap_or(&Value::Null);
    let id = id.as_str().ok_or_else(|| wrong(ID, id))?;
    let columns = members.iter().filter(|(name, _)| *name != ID);
    let columns = columns.map(|(name, value)| match value.as_str() {
        Some(text) => Ok((name.as_str(), text)),
        None => Err(wrong(name, value)),
    });
    Ok((id, columns.collect::<Result<_, _>>()?))
}

/// An id joins in every scope.
fn nodes_by_id(store: &Store) -> Vec<Keyed> {
    let nodes = store.live_nodes();
    let mut nodes: Vec<Keyed> = nodes.map(|(at, it)| (it.id.index() as u64, at as u32)).collect();
    sorting::sort(&mut nodes, &mut |one, other| one.cmp(&other));
    nodes
}

/// The nodes with an id, of [`nodes_by_id`].
fn nodes_with(nodes: &[Keyed], id: Option<Symbol>) -> impl Iterator<Item = u32> + '_ {
    let id = id.map_or(u64::MAX, |it| it.index() as u64);
    let from = nodes.partition_point(|it| it.0 < id);
    nodes.iter().skip(from).take_while(move |it| it.0 == id).map(|it| it.1)
}

fn set(store: &mut Store, node: u32, columns: &[(&str, &str)]) {
    let Some(row) = row_of(store, node) else { return };
    for (name, text) in columns {
        let column = column_of(store, name);
        let symbol = store.words.intern_some(Some(text));
        let Some(row) = store.attributes.get_mut(row.index()) else { return };
        if row.len() <= column {
            row.resize(column + 1, None);
        }
        if let Some(cell) = row.get_mut(column) {
            *cell = symbol;
        }
    }
}

/// The row of a node's attributes, which is added if it is new.
fn row_of(store: &mut Store, node: u32) -> Option<Symbol> {
    if let Some(row) = store.nodes.get(node as usize)?.attributes {
        return Some(row);
    }
    let row = Symbol::new(store.attributes.len())?;
    store.attributes.push(Vec::new());
    store.nodes.get_mut(node as usize)?.attributes = Some(row);
    Some(row)
}

fn column_of(store: &mut Store, name: &str) -> usize {
    if let Some(at) = store.attribute_names.iter().position(|it| it == name) {
        return at;
    }
    store.attribute_names.push(String::from(name));
    store.attribute_names.len() - 1
}
