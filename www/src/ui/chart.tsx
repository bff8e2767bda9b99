/** What all charts have: a frame with a title and a table of the same numbers, axes, gaps. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { countTicks, dayTicks, linear } from '../model/chart-scale';
import type { Gap } from '../model/trend';
import { formatNumber } from '../model/words';
import { useWidth } from './use-width';

const HEIGHT = 220;
const MARGIN = { top: 10, right: 10, bottom: 26, left: 46 };
/** Room for the name of a day. */
const DAY_PX = 62;

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export interface Plot {
  x: (time: Date) => number;
  y: (value: number) => number;
  /** Of the area between the axes. */
  box: { left: number; right: number; top: number; bottom: number };
}

interface Props {
  title: string;
  /** What a look at the chart shows, for those who do not see it. */
  summary: string;
  /** Below the title. */
  lead?: ComponentChildren;
  legend?: readonly { label: string; class: string }[];
  /** Below the chart: how it is computed, and what it leaves out. */
  notes: readonly string[];
  table: { head: readonly string[]; rows: readonly (readonly string[])[] };
  from: Date;
  to: Date;
  /** The greatest value, and the least if that is below 0. */
  range: { most: number; least?: number };
  gaps: readonly Gap[];
  /** What has no point, because not everything was read. */
  partial: readonly { at: Date }[];
  /** What the points are of. */
  of?: 'snapshot' | 'run';
  draw: (plot: Plot) => ComponentChildren;
}

export function Chart(props: Props) {
  const { title, lead, legend = [], notes, table } = props;
  const id = useId();
  const { ref, width } = useWidth<HTMLDivElement>();
  return (
    <section class="card chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead}
      <div class="chart-area" ref={ref}>
        {width > 0 && <Drawing {...props} width={width} />}
      </div>
      {legend.length > 0 && (
        <ul class="chart-legend">
          {legend.map(({ label, class: name }) => (
            <li key={label}>
              <span class={`chart-key ${name}`} aria-hidden="true" />
              {label}
            </li>
          ))}
        </ul>
      )}
      {notes.map((note) => (
        <p key={note} class="muted note">
          {note}
        </p>
      ))}
      <NumbersTable title={title} {...table} />
    </section>
  );
}

/** What a gap and a time without a point are. */
const WORDS = {
  snapshot: { gap: 'No complete snapshot', partial: 'a partial snapshot' },
  // A day can also lack counts.
  run: { gap: 'Not everything is known', partial: 'known in part' },
};

function Drawing({ width, of = 'snapshot', ...props }: Props & { width: number }) {
  const { summary, from, to, range, gaps, partial, draw } = props;
  const words = WORDS[of];
  const hatch = useId();
  const box = {
    left: MARGIN.left,
    right: width - MARGIN.right,
    top: MARGIN.top,
    bottom: HEIGHT - MARGIN.bottom,
  };
  const { ups, downs } = ticksOf(range);
  const x = linear([from.getTime(), to.getTime()], [box.left, box.right]);
  const y = linear([downs.at(-1) ?? 0, ups.at(-1)!], [box.bottom, box.top]);
  const plot: Plot = { x: (time) => x(time.getTime()), y, box };
  const labels = dayTicks(from, to, Math.max(2, Math.floor((box.right - box.left) / DAY_PX)));
  return (
    <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={summary}>
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" class="chart-hatch">
        <path d="M0 6 6 0" />
      </pattern>
      {[...downs.slice(1), ...ups].map((value) => (
        <g key={value} class="chart-tick">
          <line x1={box.left} x2={box.right} y1={y(value)} y2={y(value)} />
          <text x={box.left - 6} y={y(value)} dy="0.32em" text-anchor="end">
            {formatNumber(Math.abs(value))}
          </text>
        </g>
      ))}
      {labels.map((day) => (
        <text
          key={day.getTime()}
          class="chart-day"
          x={Math.min(Math.max(plot.x(day), box.left + 14), box.right - 14)}
          y={HEIGHT - 8}
          text-anchor="middle"
        >
          {days.format(day)}
        </text>
      ))}
      {gaps.map((gap) => (
        <rect
          key={gap.from.getTime()}
          class="chart-gap"
          x={plot.x(gap.from)}
          width={plot.x(gap.to) - plot.x(gap.from)}
          y={box.top}
          height={box.bottom - box.top}
          fill={`url(#${hatch})`}
        >
          <title>{words.gap} between {days.format(gap.from)} and {days.format(gap.to)}</title>
        </rect>
      ))}
      {draw(plot)}
      {partial.map(({ at }) => (
        <line
          key={at.getTime()}
          class="chart-partial"
          x1={plot.x(at)}
          x2={plot.x(at)}
          y1={box.top}
          y2={box.bottom}
        >
          <title>{days.format(at)}: {words.partial}, without a point</title>
        </line>
      ))}
    </svg>
  );
}

/** Values below 0 are those of the second direction; they have ticks of the same step. */
function ticksOf({ most, least = 0 }: Props['range']): { ups: number[]; downs: number[] } {
  const all = countTicks(Math.max(most, -least));
  const step = all[1] ?? 1;
  const count = (value: number) => Math.ceil(value / step);
  const ups = all.slice(0, Math.max(1, count(most)) + 1);
  return { ups, downs: all.slice(0, count(-least) + 1).map((value) => -value) };
}

function NumbersTable({ title, head, rows }: Props['table'] & { title: string }) {
  return (
    <details class="chart-numbers">
      <summary>Numbers</summary>
      <div class="chart-scroll" role="region" aria-label={`${title}: numbers`} tabIndex={0}>
        <table class="small-table" aria-label={`${title}: numbers`}>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...cells], at) => (
              <tr key={at}>
                <th scope="row">{first}</th>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
