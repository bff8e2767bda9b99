import type { FleetSummary, Verdict } from 'patchlens/fleet';
import { compliantWithUpdates, staleNonCompliant } from '../fleet';
import { causes, VERDICT_LABELS, VERDICTS } from '../model/verdict';
import { formatNumber, formatShare } from '../model/words';
import { changeFleetQuery, fleetQuery } from '../navigation';
import { session } from '../session';
import { Icon } from './icon';
import { StackedBar } from './stacked-bar';

/** Totals by verdict; each tile shows the nodes behind it. */
export function Tiles({ summary }: { summary: FleetSummary }) {
  return (
    <section class="tiles" aria-label="Totals by verdict">
      {VERDICTS.map((verdict) => (
        <Tile key={verdict} verdict={verdict} summary={summary} />
      ))}
      <StackedBar verdicts={summary.verdicts} nodes={summary.nodes} label="All nodes" />
    </section>
  );
}

interface TileProps {
  verdict: Verdict;
  summary: FleetSummary;
}

function Tile({ verdict, summary }: TileProps) {
  const { verdicts, nodes } = summary;
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
        <Meaning verdict={verdict} summary={summary} />
      </span>
    </button>
  );
}

/** A warning about the nodes of the tile at any width; else what the verdict means, if there is room. */
function Meaning({ verdict, summary }: TileProps) {
  const warning = warningAbout(verdict, summary);
  if (warning) return <span>, {warning}</span>;
  return <span class="tile-meaning">{MEANINGS[verdict](staleWords())}</span>;
}

function warningAbout(verdict: Verdict, { unreported }: FleetSummary): string | undefined {
  const stale = staleNonCompliant.value.value ?? 0;
  const withUpdates = compliantWithUpdates.value.value ?? 0;
  if (verdict === 'non-compliant' && stale > 0) return `${formatNumber(stale)} of them stale`;
  if (verdict === 'unreported') return causes(unreported)[0];
  if (verdict === 'compliant' && withUpdates > 0) {
    return `${formatNumber(withUpdates)} with unapproved updates`;
  }
  return undefined;
}

const MEANINGS: Record<Verdict, (stale: string) => string> = {
  'non-compliant': () => ' of all nodes',
  unreported: () => ', no usable report',
  stale: (words) => `, ${words}`,
  excepted: () => ', all open is accepted',
  stopped: () => ', nothing open',
  compliant: () => ' of all nodes',
};

/** The page does not know the limit of a server. */
function staleWords(): string {
  if (session.value?.kind === 'server') return 'last scan too old';
  return `no scan for ${fleetQuery.value.staleDays} d`;
}

function toggle(verdict: Verdict): void {
  const { verdicts } = fleetQuery.value;
  const chosen = new Set(verdicts);
  if (!chosen.delete(verdict)) chosen.add(verdict);
  changeFleetQuery({ verdicts: VERDICTS.filter((one) => chosen.has(one)) });
}
