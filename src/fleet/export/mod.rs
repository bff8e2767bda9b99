//! Tables as CSV or as lines of JSON, in chunks: neither blocks for long nor holds a table twice.

mod columns;
mod csv;
mod format;
mod line;
mod ndjson;
mod rows;
mod source;

use std::ops::Range;

use self::columns::{columns, every_member};
use self::line::Lines;
use self::source::{Line, Source};
use super::query::{Context, QueryCache, Sort, UnknownProperty};

pub use format::{Csv, Format, Header};
pub use rows::ExportRows;

/// The data changed while it was written down: the rest would not fit the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FleetChanged;

/// A chunk ends with the line that reaches this many bytes.
const CHUNK: usize = 512 * 1024;

/// A table that is written down chunk by chunk.
#[derive(Debug)]
pub struct Export {
    version: u32,
    source: Source,
    lines: Lines,
    head: Option<String>,
}

impl Export {
    /// Begins to write the rows at places `page` of an order. `names` are the columns; without them
    /// those that have a value.
    pub fn new(
        context: &Context,
        cache: &mut QueryCache,
        rows: ExportRows,
        (sort, page): (&[Sort], Range<usize>),
        (format, names): (Format, Option<&[String]>),
    ) -> Result<Self, UnknownProperty> {
        let table = rows.table();
        let columns = match (names, format) {
            (Some(names), _) => columns::named(table, names)?,
            (None, Format::Csv(_)) => columns(context, cache, table),
            (None, Format::Ndjson) => every_member(table),
        };
        let head = match format {
            Format::Csv(style) => Some(csv::head(&columns, style)),
            Format::Ndjson => None,
        };
        let source = Source::new(context, cache, rows, sort, page);
        let lines = Lines::new(context, cache, format, columns);
        Ok(Self { version: context.store.version, source, lines, head })
    }

    /// The next chunk; `None` after the last one.
    pub fn next_chunk(&mut self, context: &Context) -> Result<Option<String>, FleetChanged> {
        if context.store.version != self.version {
            return Err(FleetChanged);
        }
        let mut chunk = self.head.take().unwrap_or_default();
        chunk.reserve(CHUNK + CHUNK / 8);
        let (source, lines) = (&mut self.source, &mut self.lines);
        source.each(context, |line: Line| {
            lines.push(context, &mut chunk, line);
            chunk.len() < CHUNK
        });
        Ok((!chunk.is_empty()).then_some(chunk))
    }
}
