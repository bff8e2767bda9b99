/** What the charts of compliance have in common: that of snapshots and that of a server's days. */
import type { Verdict } from 'patchlens/fleet';
import { VERDICT_LABELS, VERDICTS } from '../model/verdict';
import { formatDay, formatNumber, formatShare, plural } from '../model/words';
import type { Plot } from './chart';
import { StackedAreas } from './stacked-areas';

/** A time with the verdicts of its nodes. */
interface Judged {
  id: string;
  at: Date;
  nodes: number;
  verdicts: Record<Verdict, number>;
}

/** From the bottom to the top. */
const STACK = [...VERDICTS].reverse();

/** What a chart says before its picture, of the first and the last time that can be compared. */
export function complianceWords(first: Judged, last: Judged) {
  const share = ({ verdicts, nodes }: Judged) =>
    `${formatShare(verdicts.compliant, nodes)} (${formatNumber(verdicts.compliant)} of ${plural(nodes, 'node')})`;
  return {
    title: 'Compliance over time',
    summary: `Nodes by verdict: ${share(first)} compliant on ${formatDay(first.at)}, ${share(last)} on ${formatDay(last.at)}`,
    lead: (
      <p class="chart-lead">
        <strong>{share(last)}</strong> compliant on {formatDay(last.at)}; <strong>{share(first)}</strong> on{' '}
        {formatDay(first.at)}.
      </p>
    ),
    legend: VERDICTS.map((it) => ({ label: VERDICT_LABELS[it], class: `chart-${it}` })),
  };
}

/** The heads of {@link verdictCells}. */
export const VERDICT_HEADS = ['Nodes', 'Compliant share', ...VERDICTS.map((it) => VERDICT_LABELS[it])];

export function verdictCells({ nodes, verdicts }: Judged): string[] {
  const counts = VERDICTS.map((it) => formatNumber(verdicts[it]));
  return [formatNumber(nodes), formatShare(verdicts.compliant, nodes), ...counts];
}

/** @param runs times with no gap between them */
export function VerdictAreas({ plot, runs }: { plot: Plot; runs: readonly Judged[][] }) {
  return (
    <StackedAreas
      plot={plot}
      runs={runs}
      layers={STACK.map((it) => ({ key: it, label: VERDICT_LABELS[it], class: `chart-${it}` }))}
      valueOf={({ verdicts }, key) => verdicts[key as Verdict]}
      wordsOf={({ at, verdicts }) =>
        `${formatDay(at)}: ${VERDICTS.map((it) => `${verdicts[it]} ${VERDICT_LABELS[it].toLowerCase()}`).join(', ')}`
      }
    />
  );
}
