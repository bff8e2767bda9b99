import type { ServerTrend, TrendDay } from '../model/server-trend';
import { daySegments, firstOfSameScopes, isUncounted } from '../model/server-trend';
import { gapNotes, leftOutOf, neverRead, uncountedNotes } from '../model/server-trend-words';
import { formatDay, formatNumber, plural } from '../model/words';
import { Chart } from './chart';
import { complianceWords, VerdictAreas, VERDICT_HEADS, verdictCells } from './compliance-chart';
import { StackedAreas } from './stacked-areas';
import { spanOf } from './trend-charts';

interface Props {
  trend: ServerTrend;
  /** Of the trend, with one that is known at least. */
  days: readonly TrendDay[];
}

const OPEN = [
  { key: 'missing', label: 'Missing', class: 'chart-stale' },
  { key: 'failed', label: 'Failed', class: 'chart-non-compliant' },
] as const;
const UNKNOWN = '–';

/** How many nodes had which verdict on which day. */
export function DaysComplianceChart({ trend, days }: Props) {
  const { runs, gaps, partial } = daySegments(days);
  const known = runs.flat();
  return (
    <Chart
      {...complianceWords(firstOfSameScopes(known), known.at(-1)!)}
      notes={[
        ...gapNotes(days),
        ...neverRead(trend),
        'The height is all nodes of a day in UTC, by the verdict that they had at the end of its last complete run. Exceptions are not counted here.',
      ]}
      table={{
        head: ['Day', ...VERDICT_HEADS, 'Left out'],
        rows: days.map((day, at) => [
          formatDay(day.at),
          ...(day.read === 0 ? VERDICT_HEADS.map(() => UNKNOWN) : verdictCells(day)),
          leftOutOf({ ...day, uncounted: 0 }, at === 0),
        ]),
      }}
      {...spanOf(days)}
      range={{ most: Math.max(...known.map(({ nodes }) => nodes)) }}
      gaps={gaps}
      partial={partial}
      of="run"
      draw={(plot) => <VerdictAreas plot={plot} runs={runs} />}
    />
  );
}

/** How many patches were missing or failed on which day. */
export function DaysOpenChart({ trend, days: all }: Props) {
  // Of nodes without counts alone nothing is known, which is not 0.
  const days = all.map((day) => (isUncounted(day) ? { ...day, isKnown: false } : day));
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
        ...uncountedNotes(known),
        'By AWS’s counts of each node. Patches that wait for a restart, or that are rejected, are not in them.',
      ]}
      table={{
        head: ['Day', 'Missing', 'Failed', 'Left out'],
        rows: days.map((day, at) => [
          formatDay(day.at),
          ...(day.read === 0 || isUncounted(day)
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
