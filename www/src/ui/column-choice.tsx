import type { Table } from 'patchlens/fleet';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { TABLE_COLUMNS } from '../model/columns';
import { Icon } from './icon';

export interface ChoiceItem {
  name: string;
  isShown: boolean;
}

interface Props {
  table: Table;
  items: readonly ChoiceItem[];
  titleOf: (name: string) => string;
  onChange: (items: ChoiceItem[]) => void;
}

type Direction = 'up' | 'down';

interface Moved {
  name: string;
  direction: Direction;
}

/** Which columns a table shows, and in which order. */
export function ColumnChoice({ table, items, titleOf, onChange }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [moved, setMoved] = useState<Moved>();
  useLayoutEffect(() => {
    if (moved) focusMoved(list.current, moved);
  }, [moved]);
  const move = (index: number, direction: Direction) => {
    const next = [...items];
    const [item] = next.splice(index, 1);
    if (!item) return;
    const to = index + (direction === 'up' ? -1 : 1);
    next.splice(to, 0, item);
    onChange(next);
    setMoved({ name: item.name, direction });
    announce(`${titleOf(item.name)}: place ${to + 1} of ${items.length}`);
  };
  const show = (name: string, isShown: boolean) =>
    onChange(items.map((item) => (item.name === name ? { name, isShown } : item)));
  const { always } = TABLE_COLUMNS[table];
  return (
    <fieldset class="column-choice">
      <legend>Columns</legend>
      <ul ref={list}>
        {items.map(({ name, isShown }, index) => {
          const title = titleOf(name);
          return (
            <li key={name} data-name={name}>
              <label>
                <input
                  type="checkbox"
                  checked={isShown}
                  disabled={name === always}
                  onChange={(event) => show(name, event.currentTarget.checked)}
                />
                {title}
                {name === always && <span class="muted"> (always shown)</span>}
                {name.startsWith('tag.') && <span class="muted"> (attribute)</span>}
              </label>
              <MoveButton
                direction="up"
                title={title}
                isLast={index === 0}
                onMove={() => move(index, 'up')}
              />
              <MoveButton
                direction="down"
                title={title}
                isLast={index === items.length - 1}
                onMove={() => move(index, 'down')}
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

interface MoveProps {
  direction: Direction;
  title: string;
  isLast: boolean;
  onMove: () => void;
}

/** It keeps the focus at the end of the list, where a disabled button would lose it. */
function MoveButton({ direction, title, isLast, onMove }: MoveProps) {
  return (
    <button
      type="button"
      class="button icon-button button-small"
      data-direction={direction}
      aria-label={`Move ${title} ${direction}`}
      aria-disabled={isLast}
      onClick={() => !isLast && onMove()}
    >
      <Icon name={direction} />
    </button>
  );
}

/** The element has moved in the document, which takes the focus from it. */
function focusMoved(list: HTMLElement | null, { name, direction }: Moved): void {
  const row = [...(list?.children ?? [])].find(
    (item) => item instanceof HTMLElement && item.dataset.name === name,
  );
  const button = row?.querySelector<HTMLElement>(`[data-direction="${direction}"]`);
  button?.focus();
  button?.scrollIntoView({ block: 'nearest' });
}
