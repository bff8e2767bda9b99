//! How tables are written.

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv(Csv),
    /// An object a line.
    Ndjson,
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Csv {
    /// What the columns are called.
    pub header: Header,
    /// Whether the text begins with a byte order mark, which Excel needs to see UTF-8.
    pub bom: bool,
}

/// What columns are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// Like the members of rows.
    Members,
    /// Like AWS's own reports, where they have the column.
    Aws,
}
