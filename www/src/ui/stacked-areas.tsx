import { area, stack } from 'd3-shape';
import type { Point } from '../model/trend';
import type { Plot } from './chart';

interface Layer {
  key: string;
  label: string;
  class: string;
}

interface Props {
  plot: Plot;
  /** Points with no gap between them. */
  runs: readonly Point[][];
  /** From the bottom to the top. */
  layers: readonly Layer[];
  valueOf: (point: Point, key: string) => number;
  /** Says a point in words. */
  wordsOf: (point: Point) => string;
}

/** The width of a point that has no neighbour. */
const ALONE_PX = 4;

/** Numbers that add up, over time. A run of one snapshot is a bar. */
export function StackedAreas({ plot, runs, layers, valueOf, wordsOf }: Props) {
  const stacked = stack<Point>()
    .keys(layers.map(({ key }) => key))
    .value(valueOf);
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
      {runs.flat().map((point) => (
        <Mark key={point.id} plot={plot} point={point} words={wordsOf(point)} />
      ))}
    </>
  );
}

type Series = ReturnType<ReturnType<typeof stack<Point>>>[number];

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

/** The numbers of a snapshot where the pointer is. */
function Mark({ plot: { x, box }, point, words }: { plot: Plot; point: Point; words: string }) {
  const half = 8;
  return (
    <g class="chart-mark">
      <rect x={x(point.at) - half} width={2 * half} y={box.top} height={box.bottom - box.top}>
        <title>{words}</title>
      </rect>
      <line x1={x(point.at)} x2={x(point.at)} y1={box.top} y2={box.bottom} />
    </g>
  );
}
