import { isFiltering, countBy, parsePatchQuery, type PatchQuery } from '../model/patch-query';
import { isOpen, stateLabel, type PatchRow } from '../model/patch';
import { formatNumber } from '../model/words';
import { Choice } from './choice';
import { Icon } from './icon';
import { PATCHES } from './patch-columns';
import { SearchField } from './search-field';
import { SortChoice } from './sort-choice';

interface Props {
  rows: readonly PatchRow[];
  shown: number;
  query: PatchQuery;
  onChange: (next: Partial<PatchQuery>) => void;
}

export function PatchToolbar({ rows, shown, query, onChange }: Props) {
  return (
    <div class="toolbar" role="search" aria-label="Filter the patches">
      <SearchField
        label="Find patches"
        placeholder="Title, KB or CVE"
        value={query.text}
        onChange={(text) => onChange({ text })}
      />
      <Choice
        label="State"
        all="All states"
        options={stateOptions(rows)}
        value={query.state}
        onChange={(state) => onChange({ state })}
      />
      <Choice
        label="Vendor severity"
        all="All severities"
        options={options(countBy(rows, 'severity'))}
        value={query.severity}
        onChange={(severity) => onChange({ severity })}
      />
      <Choice
        label="Classification"
        all="All classifications"
        options={options(countBy(rows, 'classification'))}
        value={query.classification}
        onChange={(classification) => onChange({ classification })}
      />
      <SortChoice columns={PATCHES} sort={query.sort} onSort={(sort) => onChange({ sort })} />
      <div class="shown">
        <span class="shown-count">
          <b>{formatNumber(shown)}</b> of {formatNumber(rows.length)}
        </span>
        {isFiltering(query) && (
          <button
            type="button"
            class="button button-small"
            onClick={() => onChange({ ...parsePatchQuery(''), sort: query.sort })}
          >
            <Icon name="close" />
            Clear filters
          </button>
        )}
      </div>
    </div>
  );
}

function stateOptions(rows: readonly PatchRow[]) {
  const open = rows.filter((row) => isOpen(row.state)).length;
  const states = options(countBy(rows, 'state'), stateLabel);
  return [['open', `Open problems (${open})`] as const, ...states];
}

function options(counts: Map<string, number>, labelOf = (value: string) => value || 'Not said') {
  return [...counts].map(([value, count]) => [value, `${labelOf(value)} (${count})`] as const);
}
