//! The rows to write, one after the other.

use std::ops::Range;
use std::rc::Rc;

use super::super::query::order::{Order, new_order};
use super::super::query::row::{by_patch, cve_order, node_order, patch_order};
use super::super::query::runs::{Runs, ones, ones_of};
use super::super::query::{Context, CveCount, PatchCount, Place, QueryCache, Sort, bit};
use super::rows::ExportRows;

/// A row to write.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    Node(u32),
    Finding(Place),
    Patch(PatchCount),
    Cve(CveCount),
}

/// Rows to write, and how far they are written.
#[derive(Debug)]
pub(super) enum Source {
    /// What remains, in order, the next one last.
    Listed(Vec<Line>),
    /// Findings in the default order: by node, and within a node by patch.
    ByNode {
        matches: Vec<u64>,
        runs: Rc<Runs>,
        nodes: Vec<u32>,
        left: Vec<Place>,
        page: Range<usize>,
    },
    /// Findings in another order.
    Sorted { matches: Vec<u64>, runs: Rc<Runs>, order: Box<Order>, page: Range<usize> },
}

impl Source {
    pub(super) fn new(
        context: &Context,
        cache: &mut QueryCache,
        rows: ExportRows,
        sort: &[Sort],
        page: Range<usize>,
    ) -> Self {
        let listed: Vec<Line> = match rows {
            ExportRows::Findings(matches) => return findings(context, cache, matches, sort, page),
            ExportRows::Nodes(nodes) => {
                let order = node_order(context, cache, sort);
                let chosen = order.iter().copied().filter(|it| bit(nodes, *it as usize));
                chosen.map(Line::Node).collect()
            }
            ExportRows::Patches(counts) => {
                let order = patch_order(context, cache, counts, sort).into_iter();
                order.filter_map(|it| counts.get(it as usize)).copied().map(Line::Patch).collect()
            }
            ExportRows::Cves(counts) => {
                let order = cve_order(context, counts, sort).into_iter();
                order.filter_map(|it| counts.get(it as usize)).copied().map(Line::Cve).collect()
            }
        };
        let page = listed.into_iter().skip(page.start).take(page.len());
        let mut listed: Vec<Line> = page.collect();
        listed.reverse();
        Self::Listed(listed)
    }

    /// Visits the next rows until `visit` returns false.
    pub(super) fn each(&mut self, context: &Context, mut visit: impl FnMut(Line) -> bool) {
        while let Some(line) = self.next(context) {
            if !visit(line) {
                return;
            }
        }
    }

    #[inline]
    fn next(&mut self, context: &Context) -> Option<Line> {
        match self {
            Self::Listed(lines) => lines.pop(),
            Self::ByNode { left, .. } => match left.pop() {
                Some(place) => Some(Line::Finding(place)),
                None => self.next_node(context),
            },
            Self::Sorted { matches, runs, order, page } => {
                let from = page.start;
                if from >= page.end {
                    return None;
                }
                let place = order.at(context, runs, matches, from)?;
                page.start += 1;
                Some(Line::Finding(place))
            }
        }
    }

    #[inline(never)]
    fn next_node(&mut self, context: &Context) -> Option<Line> {
        let Self::ByNode { matches, runs, nodes, left, page } = self else { return None };
        while left.is_empty() {
            if page.start >= page.end {
                return None;
            }
            let node = nodes.pop()?;
            let mut rows = Vec::new();
            Runs::stretches(node, runs.of(node), matches, &mut |stretch| {
                rows.extend(ones_of(stretch.bits).map(|at| (stretch.row + at) as u32));
            });
            left.extend(by_patch(context, &rows).into_iter().rev().map(|row| Place { node, row }));
            let skipped = left.len().min(page.start);
            left.truncate(left.len() - skipped);
            let wanted = left.len().min(page.end - page.start);
            left.drain(..left.len() - wanted);
            // The page counts from the next row on.
            *page = page.start - skipped..page.end - skipped - wanted;
        }
        left.pop().map(Line::Finding)
    }
}

fn findings(
    context: &Context,
    cache: &mut QueryCache,
    matches: &[u64],
    sort: &[Sort],
    page: Range<usize>,
) -> Source {
    let (matches, runs) = (matches.to_vec(), cache.runs(context));
    if sort.is_empty() {
        let mut nodes = node_order(context, cache, &[]).to_vec();
        nodes.reverse();
        return Source::ByNode { matches, runs, nodes, left: Vec::new(), page };
    }
    let order = Box::new(new_order(context, cache, &runs, sort));
    let total = ones(&matches).count();
    let page = page.start.min(total)..page.end.min(total);
    Source::Sorted { matches, runs, order, page }
}
