import type { Table } from 'patchlens/fleet';
import { currentSource, summary } from '../fleet';
import { readFilter } from '../model/filter-text';
import { filesHash } from '../model/route';
import { unknownAttributes } from '../model/unknown-attributes';
import { useAnswer } from './use-answer';

interface Props {
  table: Table;
  /** The text of the filter. */
  filter: string;
}

/** Says that a filter asks for attributes that are not loaded, as after a reload or by a link. */
export function UnknownAttributes({ table, filter }: Props) {
  const ask = () => {
    const source = currentSource();
    const asked = readFilter(filter, table).filter;
    return source && asked && unknownAttributes(source, asked);
  };
  const unknown = useAnswer(ask, [table, filter]).value.value ?? [];
  if (unknown.length === 0 || !summary.value.value?.nodes) return null;
  const names = unknown.map((name) => `“${name}”`).join(', ');
  return (
    <p class="table-note" role="status">
      <strong>
        The filter asks for the {unknown.length === 1 ? 'attribute' : 'attributes'} {names}, which no
        node has.
      </strong>{' '}
      What it does not find may still be there. Attributes come from a file and are gone after a
      reload: <a href={filesHash()}>load them again</a>.
    </p>
  );
}
