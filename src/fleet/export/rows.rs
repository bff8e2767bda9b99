//! The rows to write, as they are given.

use crate::fleet::query::{CveCount, PatchCount, Table};

/// The rows to write: a bit for each node or row, or counted patches or CVEs.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the names of the tables")]
pub enum ExportRows<'a> {
    Nodes(&'a [u64]),
    Findings(&'a [u64]),
    Patches(&'a [PatchCount]),
    Cves(&'a [CveCount]),
}

impl ExportRows<'_> {
    pub(super) fn table(&self) -> Table {
        match self {
            Self::Nodes(_) => Table::Nodes,
            Self::Findings(_) => Table::Findings,
            Self::Patches(_) => Table::Patches,
            Self::Cves(_) => Table::Cves,
        }
    }
}
