import { nodesWithUpdates, totals } from '../fleet';
import { formatNumber, formatShare } from '../model/words';
import { VERDICTS, type Verdict } from '../model/verdict';
import { changeFleetQuery, fleetQuery } from '../navigation';
import { Icon } from './icon';
import { StackedBar } from './stacked-bar';
import { VERDICT_LABELS } from './verdict-badge';

/** Totals by verdict; each tile shows the nodes behind it. */
export function Tiles() {
  return (
    <section class="tiles" aria-label="Totals by verdict">
      {VERDICTS.map((verdict) => (
        <Tile key={verdict} verdict={verdict} />
      ))}
      <StackedBar verdicts={totals.value.verdicts} nodes={totals.value.nodes} label="All nodes" />
    </section>
  );
}

function Tile({ verdict }: { verdict: Verdict }) {
  const { verdicts, nodes } = totals.value;
  const pressed = fleetQuery.value.verdicts.includes(verdict);
  return (
    <button
      type="button"
      class={`tile tone-${verdict}`}
      aria-pressed={pressed}
      onClick={() => toggle(verdict)}
    >
      <span class="tile-label">
        <Icon name={verdict} />
        {VERDICT_LABELS[verdict]}
      </span>
      <span class="tile-count" data-count={verdicts[verdict]}>
        {formatNumber(verdicts[verdict])}
      </span>
      <span class="tile-note">
        {formatShare(verdicts[verdict], nodes)}
        <Meaning verdict={verdict} />
      </span>
    </button>
  );
}

/** A warning about the nodes of the tile at any width; else what the verdict means, if there is room. */
function Meaning({ verdict }: { verdict: Verdict }) {
  const warning = warningAbout(verdict);
  if (warning) return <span>, {warning}</span>;
  return <span class="tile-meaning">{MEANINGS[verdict](fleetQuery.value.staleDays)}</span>;
}

function warningAbout(verdict: Verdict): string | undefined {
  const { staleNonCompliant } = totals.value;
  const withUpdates = nodesWithUpdates.value;
  if (verdict === 'non-compliant' && staleNonCompliant > 0) {
    return `${formatNumber(staleNonCompliant)} of them stale`;
  }
  if (verdict === 'compliant' && withUpdates > 0) {
    return `${formatNumber(withUpdates)} with unapproved updates`;
  }
  return undefined;
}

const MEANINGS: Record<Verdict, (staleDays: number) => string> = {
  'non-compliant': () => ' of all nodes',
  unreported: () => ', no or incomplete counts',
  stale: (days) => `, no scan for ${days} d`,
  compliant: () => ' of all nodes',
};

function toggle(verdict: Verdict): void {
  const { verdicts } = fleetQuery.value;
  const chosen = new Set(verdicts);
  if (!chosen.delete(verdict)) chosen.add(verdict);
  changeFleetQuery({ verdicts: VERDICTS.filter((one) => chosen.has(one)) });
}
