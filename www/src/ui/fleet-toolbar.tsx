import type { Groups, Verdict } from 'patchlens/fleet';
import { useState } from 'preact/hooks';
import {
  groupLabel,
  groups,
  isPartial,
  nodes,
  nodesCsv,
  platformLabel,
  platforms,
  summary,
} from '../fleet';
import { choiceProblem, isFiltering, withoutFilters } from '../model/fleet-query';
import { readFilter } from '../model/filter-text';
import { formatNumber, plural } from '../model/words';
import { VERDICT_LABELS, VERDICTS } from '../model/verdict';
import { changeFleetQuery, fleetQuery } from '../navigation';
import { session } from '../session';
import { BesideButton } from './beside-button';
import { Choice } from './choice';
import { download, fileName } from './download';
import { Field } from './field';
import { FilterField } from './filter-field';
import { NoFiles } from './no-files';
import { Icon } from './icon';
import { onSort } from './node-columns';
import { PreferencesButton } from './preferences-button';
import { SortChoice } from './sort-choice';
import { nodeColumnsOf } from './chosen-of';

const STALE_DAYS = [1, 3, 7, 14, 30, 60, 90];

export function FleetToolbar() {
  const { filter, platform, group, sort, columns } = fleetQuery.value;
  return (
    <div class="toolbar filter-toolbar" role="search" aria-label="Filter the nodes">
      <FilterField
        table="nodes"
        label="Find nodes"
        placeholder="Words, or filters such as verdict=stale"
        value={filter}
        onChange={(next, how) => changeFleetQuery({ filter: next }, how)}
        onClear={clearFilters}
        check={(next) => choiceProblem(fleetQuery.value, next)}
      />
      <VerdictChoice />
      <Choice
        label="Platform"
        all="All platforms"
        options={optionsOf(platforms.value.value, platformLabel)}
        value={platform}
        onChange={(next) => changeFleetQuery({ platform: next })}
      />
      <Choice
        label="Patch group"
        all="All groups"
        options={optionsOf(groups.value.value, groupLabel)}
        value={group}
        onChange={(next) => changeFleetQuery({ group: next })}
      />
      {session.value?.kind === 'server' ? <StaleByServer /> : <StaleChoice />}
      <SortChoice columns={nodeColumnsOf(columns)} sort={sort} onSort={onSort} />
      <Shown />
    </div>
  );
}

function clearFilters(): void {
  changeFleetQuery(withoutFilters(fleetQuery.peek()));
}

function optionsOf(answer: Groups | undefined, labelOf: (value: string) => string) {
  return (answer?.groups ?? []).map(({ value }) => [value, labelOf(value)] as const);
}

function VerdictChoice() {
  const { verdicts } = fleetQuery.value;
  const several = verdicts.length > 1 ? verdicts.join(',') : undefined;
  const options = VERDICTS.map((verdict) => [verdict as string, VERDICT_LABELS[verdict]] as const);
  return (
    <Choice
      label="Verdict"
      all="All verdicts"
      options={several ? [...options, [several, `${verdicts.length} verdicts`]] : options}
      value={several ?? verdicts[0]}
      onChange={(next) => changeFleetQuery({ verdicts: (next?.split(',') ?? []) as Verdict[] })}
    />
  );
}

function StaleChoice() {
  const { staleDays } = fleetQuery.value;
  const days = [...new Set([...STALE_DAYS, staleDays])].sort((a, b) => a - b);
  return (
    <Field label="Stale after">
      {(id) => (
        <select
          id={id}
          value={staleDays}
          onChange={(event) => changeFleetQuery({ staleDays: Number(event.currentTarget.value) })}
        >
          {days.map((count) => (
            <option key={count} value={count}>
              {plural(count, 'day')}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** In the place of the choice: a server judges by a limit of its own. */
function StaleByServer() {
  return (
    <Field label="Stale after">
      {(id) => (
        <select id={id} disabled>
          <option>By server</option>
        </select>
      )}
    </Field>
  );
}

function Shown() {
  const { total: shown = 0, undecided = 0 } = nodes.rows.value ?? {};
  const { filter } = fleetQuery.value;
  // The filter's own conditions have the button beside them.
  const hasChips = readFilter(filter, 'nodes').filter?.tokens.length;
  const [failure, setFailure] = useState<string>();
  const save = () => {
    setFailure(undefined);
    try {
      const isFiltered = isFiltering(fleetQuery.value);
      const name = fileName('patch-compliance', { isFiltered, isPartial: isPartial() });
      download(nodesCsv(), { name, format: 'csv' });
    } catch (error) {
      setFailure(String(error));
    }
  };
  return (
    <div class="shown">
      {failure && (
        <span class="shown-failure" role="alert">
          The file could not be written: {failure}
        </span>
      )}
      <span class="shown-count">
        <b>{formatNumber(shown)}</b> of {formatNumber(summary.value.value?.nodes ?? 0)} nodes
        {undecided > 0 && `, ${formatNumber(undecided)} undecided`}
      </span>
      {isFiltering(fleetQuery.value) && !hasChips && (
        <button
          type="button"
          class="button button-small"
          onClick={clearFilters}
        >
          <Icon name="close" />
          Clear filters
        </button>
      )}
      <BesideButton />
      <PreferencesButton
        table="nodes"
        columns={fleetQuery.value.columns}
        onColumns={(columns) => changeFleetQuery({ columns }, 'step')}
      />
      {session.value?.kind === 'server' ? (
        <NoFiles />
      ) : (
        <button type="button" class="button button-small" disabled={shown === 0} onClick={save}>
          <Icon name="download" />
          CSV
        </button>
      )}
    </div>
  );
}
