import { gravityOf, severityCounts } from '../model/severity';
import { knowsPatches, leftOutOf, ofLastFleet, segments, type Point } from '../model/trend';
import { formatDay, formatNumber, plural } from '../model/words';
import { Chart } from './chart';
import { complianceWords, VerdictAreas, VERDICT_HEADS, verdictCells } from './compliance-chart';
import { StackedAreas } from './stacked-areas';

/** How many nodes had which verdict. */
export function ComplianceChart({ points }: { points: readonly Point[] }) {
  const { runs, gaps, partial } = segments(points);
  const complete = runs.flat();
  const [first, last] = [ofLastFleet(complete)[0], complete.at(-1)];
  if (!first || !last) return null;
  return (
    <Chart
      {...complianceWords(first, last)}
      notes={[
        ...gapNotes(points),
        ...unrelatedNotes(points),
        'The height is all managed nodes of a snapshot. All snapshots are judged by the present limits, each as of its own time; exceptions are not in a snapshot.',
      ]}
      table={{
        head: ['Snapshot', ...VERDICT_HEADS, 'Left out'],
        rows: points.map((point) => [
          dayWords(point),
          ...verdictCells(point),
          leftOutOf(point).join('; ') || '–',
        ]),
      }}
      {...spanOf(points)}
      range={{ most: Math.max(...complete.map(({ nodes }) => nodes)) }}
      gaps={gaps}
      partial={partial}
      draw={(plot) => <VerdictAreas plot={plot} runs={runs} />}
    />
  );
}

/** How many patches were open, by the vendor's severity. */
export function FindingsChart({ points: all }: { points: readonly Point[] }) {
  const points = all.filter(knowsPatches);
  const { runs, gaps, partial } = segments(points);
  const complete = runs.flat();
  const [first, last] = [ofLastFleet(complete)[0], complete.at(-1)];
  const unread = all.length - points.length;
  if (!first || !last) return null;
  const names = severityCounts(sums(complete)).map(({ name }) => name);
  const countOf = ({ bySeverity }: Point, name: string) =>
    severityCounts(bySeverity).find((it) => same(it.name, name))?.count ?? 0;
  const layers = severityLayers(names);
  const drawnOf = (point: Point, key: string) => {
    const { names: drawn } = layers.find((layer) => layer.key === key)!;
    return drawn.reduce((sum, name) => sum + countOf(point, name), 0);
  };
  return (
    <Chart
      title="Open patches over time"
      summary={`Open patches by severity: ${formatNumber(first.findings)} on ${formatDay(first.at)}, ${formatNumber(last.findings)} on ${formatDay(last.at)}`}
      lead={
        <p class="chart-lead">
          <strong>{formatNumber(last.findings)}</strong> open on {formatDay(last.at)}, counted once
          for each node that lacks the patch.
        </p>
      }
      legend={layers}
      notes={[
        ...gapNotes(points),
        ...unrelatedNotes(points),
        ...(unread > 0 ? [`${plural(unread, 'snapshot')} without open patches that were read: not shown.`] : []),
        'By the vendor’s severity. Nodes without a usable report have no open patches here; the chart above counts them.',
      ]}
      table={{
        head: ['Snapshot', 'Open', ...names.map((name) => name || 'Not reported'), 'Left out'],
        rows: points.map((point) => [
          dayWords(point),
          formatNumber(point.findings),
          ...names.map((name) => formatNumber(countOf(point, name))),
          leftOutOf(point).join('; ') || '–',
        ]),
      }}
      {...spanOf(points)}
      range={{ most: Math.max(...complete.map(({ findings }) => findings)) }}
      gaps={gaps}
      partial={partial}
      draw={(plot) => (
        <StackedAreas
          plot={plot}
          runs={runs}
          layers={[...layers].reverse()}
          valueOf={drawnOf}
          wordsOf={(point) => `${formatDay(point.at)}: ${plural(point.findings, 'open patch', 'open patches')}`}
        />
      )}
    />
  );
}

/** One for each severity that has a rank; the others have no colours of their own, and share one. */
function severityLayers(names: readonly string[]) {
  const ranked = names.filter((name) => gravityOf(name) !== undefined);
  const others = names.filter((name) => gravityOf(name) === undefined);
  const layers = ranked.map((name) => ({
    key: name,
    label: name,
    names: [name],
    class: `chart-severity-${gravityOf(name)}`,
  }));
  if (others.length === 0) return layers;
  const label = others.map((name) => name || 'Not reported').join(', ');
  return [...layers, { key: '', label, names: others, class: 'chart-severity-other' }];
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Open patches of all snapshots by their severity. */
function sums(points: readonly Point[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [name, count] of points.flatMap(({ bySeverity }) => Object.entries(bySeverity))) {
    all[name] = (all[name] ?? 0) + count;
  }
  return all;
}

export function spanOf(points: readonly { at: Date }[]): { from: Date; to: Date } {
  return { from: points[0]!.at, to: points.at(-1)!.at };
}

export function dayWords({ at, isPresent }: Pick<Point, 'at' | 'isPresent'>): string {
  return isPresent ? `${formatDay(at)} (now)` : formatDay(at);
}

/** Time of which nothing is drawn. */
export function gapNotes(points: readonly Point[]): string[] {
  const { gaps, partial } = segments(points);
  const spans = gaps.map(({ from, to }) => `${formatDay(from)} to ${formatDay(to)}`);
  return [
    ...(spans.length > 0 ? [`Hatched: no complete snapshot from ${spans.join(', ')}.`] : []),
    ...(partial.length > 0
      ? [`Dashed: ${plural(partial.length, 'partial snapshot')}, which has no point; the numbers are in the table.`]
      : []),
  ];
}

/** Two fleets under one name. */
export function unrelatedNotes(points: readonly Point[]): string[] {
  const some = points.filter(({ change }) => change?.isUnrelated);
  return some.map(
    ({ at }) =>
      `The snapshot of ${formatDay(at)} has no node in common with the one before: it may be of another account. The two are not compared.`,
  );
}
