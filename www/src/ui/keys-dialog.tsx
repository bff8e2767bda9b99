import { Fragment } from 'preact';
import { singleKeys, switchSingleKeys } from '../preferences';
import { Dialog } from './dialog';

/** Keys that are pressed together are joined by `+`, alternatives stand side by side. */
type Line = readonly [keys: readonly string[], effect: string];

const ANYWHERE: readonly Line[] = [
  [['/'], 'Go to the filter'],
  [['?'], 'Show this list'],
];

const TABLE: readonly Line[] = [
  [['↑', '↓', '←', '→'], 'Next cell; ↑ from the first row leads to the column titles'],
  [['Home', 'End'], 'First or last cell of the row'],
  [['Ctrl+Home', 'Ctrl+End'], 'First or last cell of the table'],
  [['Page Up', 'Page Down'], 'A window of rows up or down'],
  [['Enter'], 'Open the row; in a cell with a link, a button or a time, use that'],
  [['F2'], 'Into the cell, to its first link or button'],
  [['Tab'], 'To the links of the cell, then out of the table'],
  [['Escape'], 'From a link back to its cell; closes an exact time'],
];

const PANEL: readonly Line[] = [
  [['Space'], 'Show the node of the row beside the table'],
  [['↑', '↓'], 'The panel follows to the next node'],
  [['Enter'], 'On the row that is shown: into the panel'],
  [['Escape'], 'Close the panel, back to the row'],
  [['←', '→'], 'On its border: make the panel wider or narrower'],
];

const FILTER: readonly Line[] = [
  [['↓', '↑'], 'Through the suggestions'],
  [['Enter'], 'Take the suggestion, or apply the filter'],
  [['Escape'], 'Close the suggestions, then clear the field'],
];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div class="keys" role="group" aria-label="Keys" tabIndex={0}>
        <Keys title="On any view" lines={ANYWHERE} isOff={singleKeys.value === 'off'} />
        <Keys title="In a table" lines={TABLE} />
        <Keys title="Nodes beside the table" lines={PANEL} />
        <Keys title="In the filter" lines={FILTER} />
      </div>
      <label class="keys-switch">
        <input
          type="checkbox"
          checked={singleKeys.value === 'on'}
          onChange={(event) => switchSingleKeys(event.currentTarget.checked ? 'on' : 'off')}
        />
        <span>
          <kbd>/</kbd> and <kbd>?</kbd> do something. Switch them off if they get in your way.
        </span>
      </label>
    </Dialog>
  );
}

interface KeysProps {
  title: string;
  lines: readonly Line[];
  isOff?: boolean;
}

function Keys({ title, lines, isOff = false }: KeysProps) {
  return (
    <section aria-label={title}>
      <h3>
        {title}
        {isOff && <span class="muted"> (switched off)</span>}
      </h3>
      <dl>
        {lines.map(([keys, effect]) => (
          <div key={keys.join() + effect}>
            <dt>
              {keys.map((key) => (
                <Fragment key={key}>
                  <Key text={key} />{' '}
                </Fragment>
              ))}
            </dt>
            <dd>{effect}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const SPOKEN: Record<string, string> = {
  '↑': 'Arrow up',
  '↓': 'Arrow down',
  '←': 'Arrow left',
  '→': 'Arrow right',
  '/': 'Slash',
  '?': 'Question mark',
};

function Key({ text }: { text: string }) {
  const spoken = SPOKEN[text];
  if (!spoken) return <kbd>{text}</kbd>;
  return (
    <kbd>
      <span aria-hidden="true">{text}</span>
      <span class="visually-hidden">{spoken}</span>
    </kbd>
  );
}
