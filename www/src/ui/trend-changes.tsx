import { line } from 'd3-shape';
import {
  meanDays,
  NOT_COMPARED,
  patchTimes,
  segments,
  steps,
  type Point,
  type Step,
  type Sum,
} from '../model/trend';
import { formatDay, formatNumber, plural } from '../model/words';
import { Chart, type Plot } from './chart';
import { gapNotes, spanOf, unrelatedNotes } from './trend-charts';

interface Props {
  points: readonly Point[];
}

/** Bars up for patches that opened, down for those that closed. */
export function ChangesChart({ points }: Props) {
  const found = steps(points);
  const last = found.at(-1);
  if (!last) return null;
  const sum = (of: (step: Step) => number) => found.reduce((total, step) => total + of(step), 0);
  const [opened, closed] = [sum((it) => it.opened), sum((it) => it.closed)];
  return (
    <Chart
      title="Opened and closed per day"
      summary={`Open patches that came and went: ${formatNumber(opened)} opened and ${formatNumber(closed)} closed from ${formatDay(found[0]!.from)} to ${formatDay(last.to)}`}
      lead={
        <p class="chart-lead">
          <strong>{formatNumber(opened)}</strong> opened and <strong>{formatNumber(closed)}</strong>{' '}
          closed from {formatDay(found[0]!.from)} to {formatDay(last.to)}.
        </p>
      }
      legend={[
        { label: 'Opened (up)', class: 'chart-opened' },
        { label: 'Closed (down)', class: 'chart-closed' },
      ]}
      notes={[
        ...longSteps(found),
        ...unrelatedNotes(points),
        ...notComparedNote(found),
        'Each snapshot is compared with the complete one before it. A patch is closed only if its node was read both times; nodes that are gone close nothing. What opened and closed again between two snapshots is not seen.',
      ]}
      table={{
        head: ['From', 'To', 'Opened', 'Closed', 'Nodes not compared'],
        rows: found.map((step) => [
          formatDay(step.from),
          formatDay(step.to),
          formatNumber(step.opened),
          formatNumber(step.closed),
          formatNumber(step.notCompared),
        ]),
      }}
      {...spanOf(points)}
      range={{
        most: Math.max(1, ...found.map(({ openedPerDay }) => openedPerDay)),
        least: -Math.max(1, ...found.map(({ closedPerDay }) => closedPerDay)),
      }}
      gaps={[]}
      partial={segments(points).partial}
      draw={(plot) => found.map((step) => <Bars key={step.to.getTime()} step={step} plot={plot} />)}
    />
  );
}

function Bars({ step, plot: { x, y } }: { step: Step; plot: Plot }) {
  const { from, to, opened, closed, openedPerDay, closedPerDay, isMean } = step;
  const left = x(from) + 1;
  const width = Math.max(1, x(to) - left - 1);
  return (
    <g class={isMean ? 'chart-mean' : undefined}>
      <title>
        {formatDay(from)} to {formatDay(to)}: {formatNumber(opened)} opened, {formatNumber(closed)}{' '}
        closed
      </title>
      <rect class="chart-opened" x={left} width={width} y={y(openedPerDay)} height={y(0) - y(openedPerDay)} />
      <rect class="chart-closed" x={left} width={width} y={y(0)} height={y(-closedPerDay) - y(0)} />
    </g>
  );
}

/** What the bars leave out. */
function notComparedNote(found: readonly Step[]): string[] {
  const some = found.filter(({ notCompared }) => notCompared > 0).length;
  if (some === 0) return [];
  return [
    `Nodes were not compared in ${formatNumber(some)} of ${plural(found.length, 'step')}, and what opened and closed on them is in no bar; the table says how many. Not compared means: ${NOT_COMPARED}`,
  ];
}

/** The height of a bar is a day's share of a step of several days. */
function longSteps(found: readonly Step[]): string[] {
  const means = found.filter(({ isMean }) => isMean);
  const spans = means.map(({ from, to }) => `${formatDay(from)} to ${formatDay(to)}`);
  return spans.length > 0
    ? [`Pale bars: a day’s mean, where snapshots are days apart (${spans.join(', ')}).`]
    : [];
}

/** How long closed patches had been open. */
export function PatchTimesChart({ points }: Props) {
  const { known, atLeast } = patchTimes(points);
  const mean = meanDays(known);
  const closings = points.flatMap(({ change }) =>
    change && !change.isUnrelated && change.closed > 0 ? [change] : [],
  );
  if (closings.length === 0) return null;
  const means = closings.map(({ patched }) => meanDays(patched.known));
  return (
    <Chart
      title="Mean time to patch"
      summary={`Mean time to patch: ${mean === undefined ? 'not known' : daysOf(mean)}, of ${formatNumber(known.count)} closed patches`}
      lead={<MeanLead known={known} atLeast={atLeast} />}
      notes={[
        ...gapNotes(points).slice(0, 1),
        'From the first snapshot in which this history saw a patch open on a node to the first one without it, so it is exact to the distance of snapshots. Patches that are still open, and nodes that are gone or were not compared, are not in it.',
      ]}
      table={{
        head: ['To', 'Closed', 'First seen by this history', 'Mean days', 'Open before it began', 'Mean days, at least'],
        rows: closings.map(({ to, closed, patched }) => [
          formatDay(to),
          formatNumber(closed),
          formatNumber(patched.known.count),
          meanWords(patched.known),
          formatNumber(patched.atLeast.count),
          meanWords(patched.atLeast),
        ]),
      }}
      {...spanOf(points)}
      range={{ most: Math.max(1, ...means.map((it) => it ?? 0)) }}
      gaps={segments(points).gaps}
      partial={[]}
      draw={({ x, y }) => {
        const draw = line<(typeof closings)[number]>()
          .defined(({ patched }) => patched.known.count > 0)
          .x(({ to }) => x(to))
          .y(({ patched }) => y(meanDays(patched.known) ?? 0));
        const isWhole = segments(points).runs.length === 1;
        return (
          <>
            {isWhole && <path class="chart-line" d={draw(closings) ?? ''} />}
            {closings.map(({ to, patched: { known: sum } }) => {
              const days = meanDays(sum);
              if (days === undefined) return null;
              return (
                <circle key={to.getTime()} class="chart-dot" cx={x(to)} cy={y(days)} r="4">
                  <title>
                    {formatDay(to)}: {daysOf(days)}, of {plural(sum.count, 'patch', 'patches')}
                  </title>
                </circle>
              );
            })}
          </>
        );
      }}
    />
  );
}

function MeanLead({ known, atLeast }: { known: Sum; atLeast: Sum }) {
  const [mean, least] = [meanDays(known), meanDays(atLeast)];
  return (
    <p class="chart-lead">
      {mean === undefined ? (
        'Not known yet: no patch opened and closed within this history.'
      ) : (
        <>
          <strong>{daysOf(mean)}</strong>, of {plural(known.count, 'patch', 'patches')} that opened
          and closed within this history.
        </>
      )}
      {least !== undefined && (
        <>
          {' '}
          Not in it: {plural(atLeast.count, 'patch', 'patches')} open before it began, closed after
          at least {daysOf(least)}.
        </>
      )}
    </p>
  );
}

function daysOf(days: number): string {
  const rounded = days < 10 ? days.toFixed(1) : formatNumber(Math.round(days));
  return `${rounded} days`;
}

function meanWords(sum: Sum): string {
  const mean = meanDays(sum);
  return mean === undefined ? '–' : mean.toFixed(1);
}
