//! Answers to questions.

use serde::Serialize;

use super::error::FleetError;
use super::fleet::Fleet;
use super::question::{Question, table_of};
use crate::fleet::export::{Csv, Export, ExportRows, Format, Header};
use crate::fleet::given::{self, given};
use crate::fleet::query::filter::{
    Compiled, Matches, Truth, findings_counted, matching_findings, matching_nodes,
};
use crate::fleet::query::last::Last;
use crate::fleet::query::{
    Context, CveCount, FindingRow, GroupPage, Grouped, NodeDetail, PatchCount, QueryCache, Rows,
    Table, ValueCount, bit, count_cves, count_patches, cves_page, finding_row, findings_page,
    groups, node_detail, node_row, nodes_page, patches_page, row_property, values,
};
use crate::fleet::summary::{CveCoverage, FleetSummary, coverage, summary};
use crate::time::Timestamp;

/// The rows of CVEs, with for how much of the fleet they can speak.
#[derive(Debug, Serialize)]
struct WithCoverage<R> {
    #[serde(flatten)]
    rows: R,
    coverage: CveCoverage,
}

const ACTION: &str = "query the fleet";

impl Fleet {
    /// The rows that a query of a table means, as JSON text; `clock` is the time of the question,
    /// here and below.
    pub fn rows(
        &mut self,
        table: &str,
        query: &str,
        clock: Timestamp,
    ) -> Result<String, FleetError> {
        let table = table_of(table)?;
        let question = Question::read(table, query)?;
        let (context, cache) = self.asked(clock)?;
        match table {
            Table::Nodes => {
                let matches = matching_nodes(&context, cache, &question.filter);
                let page = question.page.clone();
                let numbers = nodes_page(&context, cache, &matches.yes, &question.sort, page);
                let rows: Vec<_> =
                    numbers.into_iter().filter_map(|it| node_row(&context, it)).collect();
                text(&answer(&matches, rows))
            }
            Table::Findings => {
                let matches = matching_findings(&context, &question.filter);
                text(&findings_answer(&context, cache, &matches, &question))
            }
            Table::Patches => {
                let found = Found::<PatchCount>::of(&context, cache, &question.filter);
                let page = question.page.clone();
                let rows = patches_page(&context, cache, &found.rows, &question.sort, page);
                text(&found.answer(rows))
            }
            Table::Cves => {
                let found = Found::<CveCount>::of(&context, cache, &question.filter);
                let page = question.page.clone();
                let rows = found.answer(cves_page(&context, &found.rows, &question.sort, page));
                let nodes = matching_nodes(&context, cache, &question.filter.on_nodes()).yes;
                text(&WithCoverage { rows, coverage: coverage(&context, cache, &nodes) })
            }
        }
    }

    /// The numbers of the nodes that a query means.
    pub fn summary(&mut self, query: &str, clock: Timestamp) -> Result<FleetSummary, FleetError> {
        let question = Question::read(Table::Nodes, query)?;
        let (context, cache) = self.asked(clock)?;
        let filter = &question.filter;
        let nodes = matching_nodes(&context, cache, filter).yes;
        let mut found = summary(&context, cache, &nodes);
        if filter.chooses_by_findings() {
            // No node with a CVE says nothing of nodes whose CVEs are not named.
            let nodes = matching_nodes(&context, cache, &filter.on_nodes()).yes;
            found.coverage = coverage(&context, cache, &nodes);
        }
        Ok(found)
    }

    /// A node with its findings.
    pub fn node(
        &mut self,
        scope: &str,
        instance: &str,
        clock: Timestamp,
    ) -> Result<Option<NodeDetail<'_>>, FleetError> {
        let (context, _) = self.asked(clock)?;
        Ok(node_detail(&context, scope, instance))
    }

    /// The rows of a table by a property.
    pub fn groups(
        &mut self,
        table: &str,
        by: &str,
        query: &str,
        clock: Timestamp,
    ) -> Result<GroupPage, FleetError> {
        let table = table_of(table)?;
        let Question { filter, page, .. } = Question::read(table, query)?;
        let by = row_property(table, by)?;
        let (context, cache) = self.asked(clock)?;
        Ok(match table {
            Table::Nodes => {
                let nodes = matching_nodes(&context, cache, &filter).yes;
                groups(&context, cache, Grouped::Nodes(&nodes), &by, page)
            }
            Table::Findings => {
                let rows = matching_findings(&context, &filter).yes;
                groups(&context, cache, Grouped::Findings(&rows), &by, page)
            }
            Table::Patches => {
                let found = Found::<PatchCount>::of(&context, cache, &filter);
                groups(&context, cache, Grouped::Patches(&found.rows, &found.counted), &by, page)
            }
            Table::Cves => {
                let found = Found::<CveCount>::of(&context, cache, &filter);
                groups(&context, cache, Grouped::Cves(&found.rows, &found.counted), &by, page)
            }
        })
    }

    /// The values of a property, the most frequent first.
    pub fn values(
        &mut self,
        table: &str,
        property: &str,
        prefix: &str,
        limit: u32,
        clock: Timestamp,
    ) -> Result<Vec<ValueCount>, FleetError> {
        let table = table_of(table)?;
        let (context, cache) = self.asked(clock)?;
        Ok(values(&context, cache, table, property, prefix, limit as usize)?)
    }

    /// Begins to write a table down; `options` is the JSON text of those of `csv` and `ndjson`.
    pub fn export(
        &mut self,
        format: &str,
        table: &str,
        query: &str,
        options: &str,
        clock: Timestamp,
    ) -> Result<Chunks, FleetError> {
        let table = table_of(table)?;
        let question = Question::read(table, query)?;
        let options = ExportOptions::read(options)?;
        let how = (options.format(format)?, options.columns.as_deref());
        let (context, cache) = self.asked(clock)?;
        let filter = &question.filter;
        let order = (question.sort.as_slice(), question.export_page());
        let export = match table {
            Table::Nodes => {
                let nodes = matching_nodes(&context, cache, filter).yes;
                Export::new(&context, cache, ExportRows::Nodes(&nodes), order, how)
            }
            Table::Findings => {
                let rows = matching_findings(&context, filter).yes;
                Export::new(&context, cache, ExportRows::Findings(&rows), order, how)
            }
            Table::Patches => {
                let rows = Found::<PatchCount>::of(&context, cache, filter).rows;
                Export::new(&context, cache, ExportRows::Patches(&rows), order, how)
            }
            Table::Cves => {
                let rows = Found::<CveCount>::of(&context, cache, filter).rows;
                Export::new(&context, cache, ExportRows::Cves(&rows), order, how)
            }
        };
        Ok(Chunks(export?))
    }
}

/// The options of an export, as JavaScript gives them.
#[derive(Debug, Default)]
struct ExportOptions {
    columns: Option<Vec<String>>,
    header: Option<String>,
    bom: Option<bool>,
}

given!(strict struct ExportOptions { columns: "columns", header: "header", bom: "bom" });

impl ExportOptions {
    fn read(options: &str) -> Result<Self, FleetError> {
        given::read(options)
            .map_err(|error| FleetError::invalid(ACTION, &format!("options: {error}")))
    }

    fn format(&self, format: &str) -> Result<Format, FleetError> {
        if format == "ndjson" {
            return Ok(Format::Ndjson);
        }
        let header = match self.header.as_deref() {
            None | Some("members") => Header::Members,
            Some("aws") => Header::Aws,
            Some(other) => {
                let problem = format!("header: expected \"members\" or \"aws\", but is {other:?}");
                return Err(FleetError::invalid(ACTION, &problem));
            }
        };
        Ok(Format::Csv(Csv { header, bom: self.bom.unwrap_or(false) }))
    }
}

/// A table that is written down, chunk by chunk.
#[derive(Debug)]
pub struct Chunks(Export);

impl Chunks {
    /// The next chunk; `None` after the last one.
    pub fn next(
        &mut self,
        fleet: &mut Fleet,
        clock: Timestamp,
    ) -> Result<Option<String>, FleetError> {
        let (context, _) = fleet.asked(clock)?;
        let changed = |_| FleetError::invalid("export the fleet", "it was changed meanwhile");
        self.0.next_chunk(&context).map_err(changed)
    }
}

/// Rows of patches or CVEs that match a filter.
struct Found<R> {
    rows: Vec<R>,
    undecided: u32,
    /// The findings of which they are made.
    counted: Vec<u64>,
}

/// A row that is made of findings.
trait Made: Copy {
    /// The rows of findings.
    fn count(context: &Context, cache: &mut QueryCache, findings: &[u64]) -> Vec<Self>;
    /// Where the rows are kept for the next page.
    fn place(cache: &mut QueryCache) -> &mut Option<Last<Vec<Self>>>;
    fn number(&self) -> u32;
    fn holds(&self, context: &Context, filter: &Compiled, fulfilled: Truth) -> Truth;
}

impl Made for PatchCount {
    fn count(context: &Context, cache: &mut QueryCache, findings: &[u64]) -> Vec<Self> {
        count_patches(context, cache, findings)
    }

    fn place(cache: &mut QueryCache) -> &mut Option<Last<Vec<Self>>> {
        &mut cache.patch_counts
    }

    fn number(&self) -> u32 {
        self.patch
    }

    fn holds(&self, context: &Context, filter: &Compiled, fulfilled: Truth) -> Truth {
        filter.row_matches(context, fulfilled, &|property| self.value(context, property))
    }
}

impl Made for CveCount {
    fn count(context: &Context, cache: &mut QueryCache, findings: &[u64]) -> Vec<Self> {
        count_cves(context, cache, findings)
    }

    fn place(cache: &mut QueryCache) -> &mut Option<Last<Vec<Self>>> {
        &mut cache.cve_counts
    }

    fn number(&self) -> u32 {
        self.cve
    }

    fn holds(&self, context: &Context, filter: &Compiled, fulfilled: Truth) -> Truth {
        filter.row_matches(context, fulfilled, &|property| self.value(context, property))
    }
}

impl<R: Made> Found<R> {
    /// Rows are made of the findings that certainly count. A row of which none certainly counts is
    /// undecided.
    fn of(context: &Context, cache: &mut QueryCache, filter: &Compiled) -> Self {
        let found = findings_counted(context, filter);
        let certain = cache.last(context, &found.counted.yes, R::place, R::count);
        let fulfilled = found.fulfilled.map(|it| Fulfilled::of::<R>(context, cache, &it));
        let truth = |row: &R| {
            let fulfilled = fulfilled.as_ref().map_or(Truth::Yes, |it| it.truth(row.number()));
            row.holds(context, filter, fulfilled)
        };
        let mut undecided = certain.iter().filter(|row| truth(row) == Truth::Undecided).count();
        if found.counted.undecided > 0 {
            let known = numbers(&certain);
            let possible = R::count(context, cache, &found.counted.maybe);
            let is_new = |row: &&R| !bit(&known, row.number() as usize);
            undecided += possible.iter().filter(is_new).filter(|it| truth(it) != Truth::No).count();
        }
        let rows = certain.iter().filter(|row| truth(row) == Truth::Yes).copied().collect();
        Self { rows, undecided: undecided as u32, counted: found.counted.yes }
    }

    fn answer<S>(&self, rows: Vec<S>) -> Rows<S> {
        Rows { total: self.rows.len() as u32, undecided: self.undecided, rows }
    }
}

/// The rows that have a finding which fulfils a token, and those that may have one.
struct Fulfilled {
    yes: Vec<u64>,
    maybe: Vec<u64>,
}

impl Fulfilled {
    fn of<R: Made>(context: &Context, cache: &mut QueryCache, matches: &Matches) -> Self {
        let yes = numbers(&R::count(context, cache, &matches.yes));
        let maybe = match matches.undecided {
            0 => Vec::new(),
            _ => numbers(&R::count(context, cache, &matches.maybe)),
        };
        Self { yes, maybe }
    }

    fn truth(&self, row: u32) -> Truth {
        if bit(&self.yes, row as usize) {
            return Truth::Yes;
        }
        if bit(&self.maybe, row as usize) { Truth::Undecided } else { Truth::No }
    }
}

/// A bit for the number of each row.
fn numbers<R: Made>(rows: &[R]) -> Vec<u64> {
    let most = rows.iter().map(Made::number).max().unwrap_or(0) as usize;
    let mut bits = vec![0; most / 64 + 1];
    for row in rows {
        let number = row.number() as usize;
        bits.get_mut(number >> 6).into_iter().for_each(|word| *word |= 1 << (number & 63));
    }
    bits
}

/// A page of findings.
pub(super) fn findings_answer<'a>(
    context: &Context<'a>,
    cache: &mut QueryCache,
    matches: &Matches,
    question: &Question,
) -> Rows<FindingRow<'a>> {
    let page = question.page.clone();
    let places = findings_page(context, cache, &matches.yes, &question.sort, page);
    answer(matches, places.into_iter().filter_map(|it| finding_row(context, it)).collect())
}

fn answer<R>(matches: &Matches, rows: Vec<R>) -> Rows<R> {
    Rows { total: matches.total, undecided: matches.undecided, rows }
}

/// The JSON text of an answer.
pub(super) fn text(answer: &impl Serialize) -> Result<String, FleetError> {
    serde_json::to_string(answer).map_err(|error| FleetError::invalid(ACTION, &format!("{error}")))
}
