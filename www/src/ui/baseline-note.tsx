import { currentSource } from '../fleet';
import { baselineAlone, baselineTokens } from '../model/baseline-critical';
import { readFilter } from '../model/filter-text';
import { nodesHash } from '../model/nodes-link';
import { plural } from '../model/words';
import { fleetQuery } from '../navigation';
import { useAnswer } from './use-answer';

/** Leads from what the vendor calls critical to the nodes with what only their baseline calls so. */
export function BaselineNote({ filter: text }: { filter: string }) {
  const { filter } = readFilter(text, 'findings');
  const tokens = filter && baselineTokens('findings', filter);
  const ask = () => {
    const source = currentSource();
    return source && filter && tokens && baselineAlone(source, 'findings', filter);
  };
  const others = useAnswer(ask, [text]).value.value;
  if (!tokens || !others) return null;
  return (
    <p class="table-note is-above-rows">
      <strong>Critical is the vendor’s word here.</strong>{' '}
      {plural(others, 'more node counts', 'more nodes count')} patches that the baseline calls critical,
      and {others === 1 ? 'has' : 'have'} no row:{' '}
      <a href={nodesHash({}, fleetQuery.value.staleDays, tokens)}>nodes with critical patches by baseline</a>.
    </p>
  );
}
