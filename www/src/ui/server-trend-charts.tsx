import type { ServerTrend, TrendDay } from '../model/server-trend';
import { daySegments, firstOfSameScopes } from '../model/server-trend';
import { gapNotes, leftOutOf, neverRead } from '../model/server-trend-words';
import { VERDICT_LABELS, VERDICTS } from '../model/verdict';
import { formatDay, formatNumber, formatShare, plural } from '../model/words';
import { Chart } from './chart';
import { StackedAreas } from './stacked-areas';
import { spanOf } from './trend-charts';

interface Props {
  trend: ServerTrend;
  /** Of the trend, with one that is known at least. */
  days: readonly TrendDay[];
}

/** From the bottom to the top. */
const STACK = [...VERDICTS].reverse();
const OPEN = [
  { key: 'missing', label: 'Missing', class: 'chart-stale' },
  { key: 'failed', label: 'Failed', class: 'chart-non-compliant' },
] as const;
const UNKNOWN = '–';

/** How many nodes had which verdict on which day. */
export function DaysComplianceChart({ trend, days }: Props) {
  const { runs, gaps, partial } = daySegments(days);
  const known = runs.flat();
  const [first, last] = [firstOfSameScopes(known), known.at(-1)!];
  const share = ({ verdicts, nodes }: TrendDay) =>
    `${formatShare(verdicts.compliant, nodes)} (${formatNumber(verdicts.compliant)} of ${plural(nodes, 'node')})`;
  return (
    <Chart
      title="Compliance over time"
      summary={`Nodes by verdict: ${share(first)} compliant on ${formatDay(first.at)}, ${share(last)} on ${formatDay(last.at)}`}
      lead={
        <p class="chart-lead">
          <strong>{share(last)}</strong> compliant on {formatDay(last.at)}; <strong>{share(first)}</strong> on{' '}
          {formatDay(first.at)}.
        </p>
      }
      legend={VERDICTS.map((it) => ({ label: VERDICT_LABELS[it], class: `chart-${it}` }))}
      notes={[
        ...gapNotes(days),
        ...neverRead(trend),
        'The height is all nodes of a day in UTC, by the verdict that they had at the end of its last complete run. Exceptions are not counted here.',
      ]}
      table={{
        head: ['Day', 'Nodes', 'Compliant share', ...VERDICTS.map((it) => VERDICT_LABELS[it]), 'Left out'],
        rows: days.map((day, at) => [
          formatDay(day.at),
          ...(day.read === 0
            ? Array.from({ length: VERDICTS.length + 2 }, () => UNKNOWN)
            : [
                formatNumber(day.nodes),
                formatShare(day.verdicts.compliant, day.nodes),
                ...VERDICTS.map((it) => formatNumber(day.verdicts[it])),
              ]),
          leftOutOf({ ...day, uncounted: 0 }, at === 0),
        ]),
      }}
      {...spanOf(days)}
      range={{ most: Math.max(...known.map(({ nodes }) => nodes)) }}
      gaps={gaps}
      partial={partial}
      of="run"
      draw={(plot) => (
        <StackedAreas
          plot={plot}
          runs={runs}
          layers={STACK.map((it) => ({ key: it, label: VERDICT_LABELS[it], class: `chart-${it}` }))}
          valueOf={({ verdicts }, key) => verdicts[key as (typeof STACK)[number]]}
          wordsOf={(day) =>
            `${formatDay(day.at)}: ${VERDICTS.map((it) => `${day.verdicts[it]} ${VERDICT_LABELS[it].toLowerCase()}`).join(', ')}`
          }
        />
      )}
    />
  );
}

/** How many patches were missing or failed on which day. */
export function DaysOpenChart({ trend, days: all }: Props) {
  // Of nodes without counts alone nothing is known, which is not 0.
  const days = all.map((day) => (day.nodes > 0 && day.uncounted === day.nodes ? { ...day, isKnown: false } : day));
  const { runs, gaps, partial } = daySegments(days);
  const known = runs.flat();
  const last = known.at(-1);
  if (!last) return null;
  const first = firstOfSameScopes(known);
  const open = ({ missing, failed }: TrendDay) => missing + failed;
  const words = (day: TrendDay) => plural(open(day), 'open patch', 'open patches');
  return (
    <Chart
      title="Open patches over time"
      summary={`Missing and failed patches: ${formatNumber(open(first))} on ${formatDay(first.at)}, ${formatNumber(open(last))} on ${formatDay(last.at)}`}
      lead={
        <p class="chart-lead">
          <strong>{formatNumber(open(last))}</strong> missing or failed on {formatDay(last.at)}, counted once for
          each node.
        </p>
      }
      legend={OPEN}
      notes={[
        ...gapNotes(days),
        ...neverRead(trend),
        ...(last.uncounted > 0
          ? [`${plural(last.uncounted, 'node')} of the last day ${last.uncounted === 1 ? 'has' : 'have'} no counts and no part in it.`]
          : []),
        'By AWS’s counts of each node. Patches that wait for a restart, or that are rejected, are not in them.',
      ]}
      table={{
        head: ['Day', 'Missing', 'Failed', 'Left out'],
        rows: days.map((day, at) => [
          formatDay(day.at),
          ...(day.read === 0 || (day.nodes > 0 && day.uncounted === day.nodes)
            ? [UNKNOWN, UNKNOWN]
            : [formatNumber(day.missing), formatNumber(day.failed)]),
          leftOutOf(day, at === 0),
        ]),
      }}
      {...spanOf(days)}
      range={{ most: Math.max(...known.map(open)) }}
      gaps={gaps}
      partial={partial}
      of="run"
      draw={(plot) => (
        <StackedAreas
          plot={plot}
          runs={runs}
          layers={[...OPEN].reverse()}
          valueOf={(day, key) => day[key as (typeof OPEN)[number]['key']]}
          wordsOf={(day) => `${formatDay(day.at)}: ${words(day)}`}
        />
      )}
    />
  );
}
