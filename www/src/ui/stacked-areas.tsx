import { area, stack } from 'd3-shape';
import type { Plot } from './chart';

interface Layer {
  key: string;
  label: string;
  class: string;
}

/** What has numbers, at a time. */
interface Timed {
  id: string;
  at: Date;
}

interface Props<P extends Timed> {
  plot: Plot;
  /** Points with no gap between them. */
  runs: readonly P[][];
  /** From the bottom to the top. */
  layers: readonly Layer[];
  valueOf: (point: P, key: string) => number;
  /** Says a point in words. */
  wordsOf: (point: P) => string;
}

/** The width of a point that has no neighbour. */
const ALONE_PX = 4;
/** Half of the width that shows the numbers of a point, where points are not closer. */
const MARK_PX = 8;

/** Numbers that add up, over time. A run of one point is a bar. */
export function StackedAreas<P extends Timed>({ plot, runs, layers, valueOf, wordsOf }: Props<P>) {
  const stacked = stack<P>()
    .keys(layers.map(({ key }) => key))
    .value(valueOf);
  const points = runs.flat();
  const half = Math.min(MARK_PX, (plot.box.right - plot.box.left) / (2 * points.length));
  return (
    <>
      {runs.flatMap((run) =>
        stacked(run).map((series, at) => (
          <path
            key={`${run[0]!.id} ${series.key}`}
            class={`chart-layer ${layers[at]!.class}`}
            d={pathOf(plot, series)}
          />
        )),
      )}
      {points.map((point) => (
        <Mark key={point.id} plot={plot} at={point.at} half={half} words={wordsOf(point)} />
      ))}
    </>
  );
}

type Series = ReturnType<ReturnType<typeof stack<Timed>>>[number];

function pathOf({ x, y, box }: Plot, series: Series): string {
  if (series.length > 1) {
    const draw = area<Series[number]>()
      .x(({ data }) => x(data.at))
      .y0(([low]) => y(low))
      .y1(([, high]) => y(high));
    return draw(series) ?? '';
  }
  const { 0: low, 1: high, data } = series[0]!;
  const left = Math.min(Math.max(x(data.at) - ALONE_PX / 2, box.left), box.right - ALONE_PX);
  return `M${left} ${y(low)}H${left + ALONE_PX}V${y(high)}H${left}Z`;
}

/** The numbers of a point where the pointer is. */
function Mark({ plot: { x, box }, at, half, words }: { plot: Plot; at: Date; half: number; words: string }) {
  return (
    <g class="chart-mark">
      <rect x={x(at) - half} width={2 * half} y={box.top} height={box.bottom - box.top}>
        <title>{words}</title>
      </rect>
      <line x1={x(at)} x2={x(at)} y1={box.top} y2={box.bottom} />
    </g>
  );
}
