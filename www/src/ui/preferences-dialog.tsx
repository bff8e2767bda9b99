import type { Table } from 'patchlens/fleet';
import { useMemo, useState } from 'preact/hooks';
import { chosenColumns, columnsText, hasTags, tagColumns } from '../model/columns';
import {
  chooseDensity,
  chooseOpensIn,
  chooseTimes,
  DENSITIES,
  density,
  opensIn,
  PLACES,
  TIMES,
  times,
} from '../preferences';
import { session } from '../session';
import { ColumnChoice, type ChoiceItem } from './column-choice';
import { Dialog } from './dialog';
import { Radios } from './radios';
import { allColumns, titleOf } from './table-columns';

interface Props {
  table: Table;
  columns: string;
  onColumns: (columns: string) => void;
  onClose: () => void;
}

/** Nothing changes before it is confirmed, and the columns change in one step of the history. */
export function PreferencesDialog({ table, columns, onColumns, onClose }: Props) {
  const names = useMemo(() => [...allColumns(table), ...ownColumns(table)], [table]);
  const [items, setItems] = useState(() => itemsOf(names, chosenColumns(table, columns).names));
  const [chosen, setChosen] = useState({
    density: density.value,
    times: times.value,
    opensIn: opensIn.value,
  });
  const reset = () => {
    setItems(itemsOf(names, chosenColumns(table, '').names));
    setChosen({ density: DENSITIES[0], times: TIMES[0], opensIn: PLACES[0] });
  };
  const confirm = () => {
    chooseDensity(chosen.density);
    chooseTimes(chosen.times);
    chooseOpensIn(chosen.opensIn);
    const shown = items.filter(({ isShown }) => isShown).map(({ name }) => name);
    const text = columnsText(table, shown);
    if (text !== columns) onColumns(text);
    onClose();
  };
  return (
    <Dialog title="Preferences" onClose={onClose}>
      <div class="preferences">
        <ColumnChoice
          table={table}
          items={items}
          titleOf={(name) => titleOf(table, name)}
          onChange={setItems}
        />
        <div class="preferences-rest">
          <Radios
            legend="Row density"
            options={[
              ['comfortable', 'Comfortable'],
              ['compact', 'Compact'],
            ]}
            value={chosen.density}
            onChange={(next) => setChosen({ ...chosen, density: next })}
          />
          <Radios
            legend="Times, on all views"
            options={[
              ['relative', 'Relative, such as “3 days ago”'],
              ['local', 'Exact, local time'],
              ['utc', 'Exact, UTC'],
            ]}
            value={chosen.times}
            onChange={(next) => setChosen({ ...chosen, times: next })}
          />
          {table === 'nodes' && (
            <Radios
              legend="A node opens"
              options={[
                ['page', 'On its own page'],
                ['beside', 'Beside the table'],
              ]}
              value={chosen.opensIn}
              onChange={(next) => setChosen({ ...chosen, opensIn: next })}
            />
          )}
          <p class="muted">
            The address has the columns, so that a link shows them. {filesWords()} The rest is kept in
            this browser.
          </p>
        </div>
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={reset}>
          Reset to defaults
        </button>
        <span class="spacer" />
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" class="button button-primary" onClick={confirm}>
          Confirm
        </button>
      </div>
    </Dialog>
  );
}

function filesWords(): string {
  if (session.peek()?.kind === 'server') {
    return 'Attributes of a server can be named there only, such as columns=name,tag.Owner.';
  }
  return 'Files have the chosen columns; if none were chosen, all that have values.';
}

/** Those that are shown come first, in their order. */
function itemsOf(all: readonly string[], shown: readonly string[]): ChoiceItem[] {
  const names = [...new Set([...shown, ...all])];
  return names.map((name) => ({ name, isShown: shown.includes(name) }));
}

/** The attributes of the fleet: a file of it has a column for each. */
function ownColumns(table: Table): string[] {
  if (!hasTags(table)) return [];
  const [header = ''] = session.peek()?.fleet.load.csv('nodes', { limit: 0 }) ?? [];
  return tagColumns(header);
}
