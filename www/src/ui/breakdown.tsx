import type { Groups } from 'patchlens/fleet';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { formatNumber } from '../model/words';
import { StackedBar } from './stacked-bar';

interface Props {
  title: string;
  answer: Groups | undefined;
  labelOf: (value: string) => string;
}

interface Choosing {
  chosen: string | undefined;
  /** With `undefined` to undo the choice. */
  onChoose: (value: string | undefined) => void;
}

interface Linking {
  /** The address of the nodes of a group. */
  hrefOf: (value: string) => string;
}

const SHORT = 5;
/** Closed on a narrow screen, so that the nodes come first. */
const OPEN_AT_FIRST = matchMedia('(min-width: 820px)').matches;

/** A bar for each platform or patch group, those with the most nodes first. */
export function Breakdown({ title, answer, labelOf, ...way }: Props & (Choosing | Linking)) {
  const [whole, setWhole] = useState(false);
  const { total, groups } = answer ?? { total: 0, groups: [] };
  const shown = whole ? groups : groups.slice(0, SHORT);
  return (
    <details class="card breakdown" open={OPEN_AT_FIRST}>
      <summary class="card-head">
        <h2>{title}</h2>
        <span class="muted">non-compliant / nodes</span>
      </summary>
      <ul>
        {shown.map((group) => (
          <li key={group.value}>
            {'hrefOf' in way ? (
              <a class="share" href={way.hrefOf(group.value)}>
                <Share group={group} label={labelOf(group.value)} />
              </a>
            ) : (
              <Filter {...way} value={group.value}>
                <Share group={group} label={labelOf(group.value)} />
              </Filter>
            )}
          </li>
        ))}
      </ul>
      {groups.length > SHORT && (
        <button
          type="button"
          class="link-button"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? 'Show fewer' : `Show all ${formatNumber(groups.length)}`}
        </button>
      )}
      {whole && total > groups.length && (
        <p class="muted breakdown-rest">
          {formatNumber(total - groups.length)} smaller ones are not listed.
        </p>
      )}
    </details>
  );
}

interface FilterProps extends Choosing {
  value: string;
  children: ComponentChildren;
}

function Filter({ value, chosen, onChoose, children }: FilterProps) {
  const pressed = chosen === value;
  return (
    <button
      type="button"
      class="share"
      aria-pressed={pressed}
      onClick={() => onChoose(pressed ? undefined : value)}
    >
      {children}
    </button>
  );
}

interface ShareProps {
  group: Groups['groups'][number];
  label: string;
}

function Share({ group: { nodes, verdicts }, label }: ShareProps) {
  return (
    <>
      <span class="share-label" title={label}>
        {label}
      </span>
      <StackedBar verdicts={verdicts} nodes={nodes} label={label} />
      <span class="share-count">
        <b>{formatNumber(verdicts['non-compliant'])}</b> / {formatNumber(nodes)}
      </span>
    </>
  );
}
