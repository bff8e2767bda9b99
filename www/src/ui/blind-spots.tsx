import type { Table } from 'patchlens/fleet';
import { summary } from '../fleet';
import { namesCves, namesFindings } from '../model/filter-properties';
import { readFilter } from '../model/filter-text';
import { session } from '../session';
import { CoverageLine } from './coverage-line';

interface Props {
  table: Table;
  /** The text of the filter. */
  filter: string;
}

/** What a filter cannot find, because it was never read or the service does not name it. */
export function BlindSpots({ table, filter: text }: Props) {
  const { filter } = readFilter(text, table);
  const fleet = session.value?.fleet;
  if (!filter || !fleet) return null;
  const isWhole = fleet.load.readsFindings && fleet.phase.value === 'done';
  return (
    <>
      {table === 'nodes' && !isWhole && namesFindings(filter) && (
        <p class="table-note" role="note">
          <strong>Open patches are not all read.</strong> Nodes of which they are not read cannot match
          this filter.
        </p>
      )}
      {table !== 'cves' && namesCves(filter) && (
        <CoverageLine coverage={summary.value.value?.coverage} />
      )}
    </>
  );
}
