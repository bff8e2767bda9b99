//! Questions, as JavaScript asks them in JSON.

use std::ops::Range;

use super::error::FleetError;
use crate::fleet::decimal;
use crate::fleet::given::{self, given};
use crate::fleet::query::filter::{Compiled, Filter};
use crate::fleet::query::{Direction, Sort, Table};

const ACTION: &str = "query the fleet";
const DEFAULT_LIMIT: usize = 100;

/// A question: the `Query` of the public types.
#[derive(Debug, Clone, Default)]
struct Query {
    filter: Option<Filter>,
    sort: Option<Vec<SortKey>>,
    offset: Option<f64>,
    limit: Option<f64>,
}

#[derive(Debug, Clone)]
struct SortKey {
    property: String,
    descending: Option<bool>,
}

given!(strict struct Query { filter: "filter", sort: "sort", offset: "offset", limit: "limit" });
given!(strict struct SortKey { property: "property", descending: "descending" });

/// A question that fits a table.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) filter: Compiled,
    pub(super) sort: Vec<Sort>,
    /// The places of the rows that are wanted.
    pub(super) page: Range<usize>,
    /// Whether the query says how many rows are wanted.
    pub(super) is_paged: bool,
}

impl Question {
    /// Checks the JSON text of a query.
    pub(super) fn read(table: Table, query: &str) -> Result<Self, FleetError> {
        let query: Query = given::read(query)
            .map_err(|error| FleetError::invalid(ACTION, &format!("query: {error}")))?;
        let filter = query.filter.unwrap_or_default().compile(table)?;
        let keys = query.sort.unwrap_or_default();
        let sort = keys.iter().map(|key| sort_of(table, key)).collect::<Result<_, _>>()?;
        let offset = whole("offset", query.offset)?.unwrap_or(0);
        let limit = whole("limit", query.limit)?;
        let page = offset..offset.saturating_add(limit.unwrap_or(DEFAULT_LIMIT));
        Ok(Self { filter, sort, page, is_paged: limit.is_some() })
    }

    /// The places of the rows to export: all of them unless the query has a limit.
    pub(super) fn export_page(&self) -> Range<usize> {
        if self.is_paged { self.page.clone() } else { self.page.start..usize::MAX }
    }
}

/// The table with this name.
pub(super) fn table_of(name: &str) -> Result<Table, FleetError> {
    Table::parse(name).ok_or_else(|| {
        let problem = format!("table: expected nodes, findings, patches or cves, but is {name:?}");
        FleetError::invalid(ACTION, &problem)
    })
}

fn sort_of(table: Table, key: &SortKey) -> Result<Sort, FleetError> {
    let descending = key.descending.unwrap_or(false);
    let direction = if descending { Direction::Descending } else { Direction::Ascending };
    Ok(Sort::parse(table, &key.property, direction)?)
}

fn whole(name: &str, value: Option<f64>) -> Result<Option<usize>, FleetError> {
    match value {
        None => Ok(None),
        Some(number) if number >= 0.0 && number.fract() == 0.0 => {
            Ok(Some(number.min(f64::from(u32::MAX)) as usize))
        }
        Some(number) => {
            let problem =
                format!("{name}: expected a whole number from 0, but is {}", decimal::text(number));
            Err(FleetError::invalid(ACTION, &problem))
        }
    }
}
