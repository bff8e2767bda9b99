import type { Groups } from 'patchlens/fleet';
import { useState } from 'preact/hooks';
import { formatNumber } from '../model/words';
import { StackedBar } from './stacked-bar';

interface Props {
  title: string;
  answer: Groups | undefined;
  labelOf: (value: string) => string;
  chosen: string | undefined;
  /** With `undefined` to undo the choice. */
  onChoose: (value: string | undefined) => void;
}

const SHORT = 5;
/** Closed on a narrow screen, so that the nodes come first. */
const OPEN_AT_FIRST = matchMedia('(min-width: 820px)').matches;

/** A bar for each platform or patch group, those with the most nodes first. */
export function Breakdown({ title, answer, labelOf, chosen, onChoose }: Props) {
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
            <Share
              group={group}
              label={labelOf(group.value)}
              pressed={chosen === group.value}
              onPress={() => onChoose(chosen === group.value ? undefined : group.value)}
            />
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

interface ShareProps {
  group: Groups['groups'][number];
  label: string;
  pressed: boolean;
  onPress: () => void;
}

function Share({ group: { nodes, verdicts }, label, pressed, onPress }: ShareProps) {
  return (
    <button type="button" class="share" aria-pressed={pressed} onClick={onPress}>
      <span class="share-label" title={label}>
        {label}
      </span>
      <StackedBar verdicts={verdicts} nodes={nodes} label={label} />
      <span class="share-count">
        <b>{formatNumber(verdicts['non-compliant'])}</b> / {formatNumber(nodes)}
      </span>
    </button>
  );
}
