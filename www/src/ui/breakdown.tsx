import { useState } from 'preact/hooks';
import type { Share } from '../model/summary';
import { formatNumber } from '../model/words';
import { StackedBar } from './stacked-bar';

interface Props {
  title: string;
  shares: readonly Share[];
  labelOf: (key: string) => string;
  chosen: string | undefined;
  /** With `undefined` to undo the choice. */
  onChoose: (key: string | undefined) => void;
}

const SHORT = 5;
/** Closed on a narrow screen, so that the nodes come first. */
const OPEN_AT_FIRST = matchMedia('(min-width: 820px)').matches;

/** A bar for each platform or patch group, those with the most non-compliant nodes first. */
export function Breakdown({ title, shares, labelOf, chosen, onChoose }: Props) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? shares : shares.slice(0, SHORT);
  return (
    <details class="card breakdown" open={OPEN_AT_FIRST}>
      <summary class="card-head">
        <h2>{title}</h2>
        <span class="muted">non-compliant / nodes</span>
      </summary>
      <ul>
        {shown.map(({ key, nodes, verdicts }) => (
          <li key={key}>
            <button
              type="button"
              class="share"
              aria-pressed={chosen === key}
              onClick={() => onChoose(chosen === key ? undefined : key)}
            >
              <span class="share-label" title={labelOf(key)}>
                {labelOf(key)}
              </span>
              <StackedBar verdicts={verdicts} nodes={nodes} label={labelOf(key)} />
              <span class="share-count">
                <b>{formatNumber(verdicts['non-compliant'])}</b> / {formatNumber(nodes)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shares.length > SHORT && (
        <button
          type="button"
          class="link-button"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? 'Show fewer' : `Show all ${shares.length}`}
        </button>
      )}
    </details>
  );
}
