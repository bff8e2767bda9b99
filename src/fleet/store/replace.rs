//! The findings of a node in the place of those of before.

use super::findings::TooManyFindings;
use super::node::FindingsFacet;
use super::number::Seconds;
use super::readings::AskedStates;
use super::tables::Store;

impl Store {
    /// Puts the rows of a whole reading, [`Readings::rows`](super::Readings::rows), in the place of
    /// the node's findings, unless those were read later. Each row has the time of the page that it
    /// was on.
    pub fn replace_findings(
        &mut self,
        node: u32,
        asked: AskedStates,
        read_at: Seconds,
    ) -> Result<(), TooManyFindings> {
        let Some(node) = self.nodes.get_mut(node as usize) else { return Ok(()) };
        let facet = &mut node.findings;
        if facet.read_at.is_some_and(|it| it > read_at) {
            return Ok(());
        }
        let readings = &mut self.readings;
        readings.known.clear();
        readings.known.extend(self.findings.run(facet.start, facet.count));
        readings.carry_over(&self.patches, facet.first_read_at.is_none());
        readings.merge_duplicates(self.patches.len());
        readings.keep_others(asked);
        let start = self.findings.replace(facet.start, facet.count, &readings.rows)?;
        *facet = FindingsFacet {
            read_at: Some(read_at),
            first_read_at: facet.first_read_at.or(Some(read_at)),
            start,
            count: readings.rows.len() as u32,
            asked: asked.asked(),
        };
        node.findings_read();
        Ok(())
    }
}
