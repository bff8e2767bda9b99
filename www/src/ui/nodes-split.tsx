import type { NodeRow } from 'patchlens/fleet';
import { useRef } from 'preact/hooks';
import { closeBeside, followBeside, isBeside, lastRow, showBeside } from '../beside';
import { nodes } from '../fleet';
import { chosenColumns } from '../model/columns';
import { nodeHash } from '../model/route';
import { fleetQuery, go } from '../navigation';
import { opensIn } from '../preferences';
import { session } from '../session';
import { isWideWindow } from '../wide-window';
import type { RowsInSight } from '../window-rows';
import { DataGrid } from './data-grid';
import { lazyView } from './lazy-view';
import { onSort } from './node-columns';
import { rowHeight } from './row-height';
import { nodeColumnsOf } from './chosen-of';

const NodePanel = lazyView(async () => (await import('./node-panel')).NodePanel);

interface Props {
  rows: RowsInSight<NodeRow>;
  /** The index of the row that has the focus at first. */
  start: number | undefined;
}

/** The table of nodes, and one of them beside it. */
export function NodesSplit({ rows, start }: Props) {
  const whole = useRef<HTMLDivElement>(null);
  const { sort, columns, open } = fleetQuery.value;
  const isChosen = chosenColumns('nodes', columns).isChosen;
  const estimate = rowHeight('rows');
  const close = () => {
    closeBeside();
    whole.current?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
  };
  const openRow = (row: NodeRow, index: number) => {
    if (!open && opensIn.peek() === 'page') return go(nodeHash(row), index);
    if (isBeside(row)) return whole.current?.querySelector<HTMLElement>('.node-panel h2')?.focus();
    showBeside(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.preventDefault();
    close();
  };
  return (
    <div ref={whole} class={open ? 'split is-split' : 'split'} onKeyDown={onKeyDown}>
      <div class="split-table">
        <DataGrid
          key={estimate}
          label="Nodes"
          class="nodes-grid"
          columns={nodeColumnsOf(columns)}
          layout={isChosen || (open && isWideWindow.value) ? 'chosen' : 'usual'}
          rows={rows}
          estimate={estimate}
          sort={sort}
          onSort={onSort}
          onOpen={openRow}
          onAside={showBeside}
          onMove={followBeside}
          onFocusRow={(index) => {
            lastRow.index = index;
          }}
          isSelected={open && isBeside}
          onShow={(indexes) => nodes.show(indexes)}
          start={start}
        />
      </div>
      {open && session.value && <NodePanel session={session.value} place={open} onClose={close} />}
    </div>
  );
}
