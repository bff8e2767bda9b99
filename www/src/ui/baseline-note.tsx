import type { Filter, Token } from 'patchlens/fleet';
import { currentSource } from '../fleet';
import { namesCritical, nodePart } from '../model/filter-properties';
import { readFilter } from '../model/filter-text';
import { nodesHash } from '../model/nodes-link';
import { plural } from '../model/words';
import { fleetQuery } from '../navigation';
import { useAnswer } from './use-answer';

const BY_BASELINE: Token = { property: 'criticalNonCompliant', operator: '>', value: '0' };

/** Leads from what the vendor calls critical to the nodes with what only their baseline calls so. */
export function BaselineNote({ filter: text }: { filter: string }) {
  const { filter } = readFilter(text, 'findings');
  const isMeant = filter?.operation !== 'or' && filter?.text === undefined && namesCritical(filter ?? { tokens: [] });
  const others = useAnswer(() => (filter && isMeant ? nodesWithoutRow(filter) : undefined), [text]).value.value;
  if (!filter || !others) return null;
  const tokens = [...(nodePart('findings', filter)?.tokens ?? []), BY_BASELINE];
  return (
    <p class="table-note">
      <strong>Critical is the vendor’s word here.</strong>{' '}
      {plural(others, 'more node counts', 'more nodes count')} patches that the baseline calls critical,
      and {others === 1 ? 'has' : 'have'} no row:{' '}
      <a href={nodesHash({}, fleetQuery.value.staleDays, tokens)}>nodes with critical patches by baseline</a>.
    </p>
  );
}

/** The nodes that the filter looks at, with critical patches by their baseline and none that it means. */
async function nodesWithoutRow(filter: Filter): Promise<number | undefined> {
  const source = currentSource();
  const part = nodePart('findings', filter)?.tokens ?? [];
  const count = (tokens: Token[]) => source?.nodes({ filter: { tokens: [...tokens, BY_BASELINE] }, limit: 0 });
  const [all, shown] = await Promise.all([count(part), count(filter.tokens)]);
  return all && shown && all.total - shown.total;
}
