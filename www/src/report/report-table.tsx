/** A table of a report. On a narrow screen it scrolls in itself; on paper its header repeats. */
import type { ComponentChildren } from 'preact';

export interface ReportColumn<R> {
  title: string;
  /** In percent of the table; the others share the rest. */
  width?: number;
  numeric?: boolean;
  cell: (row: R) => ComponentChildren;
}

interface Props<R> {
  /** Names the table. */
  label: string;
  caption?: string;
  columns: readonly ReportColumn<R>[];
  rows: readonly R[];
  /** A class of the table. */
  class?: string;
}

/** The first column names the row. */
export function ReportTable<R>({ label, caption, columns, rows, class: extra = '' }: Props<R>) {
  const classOf = ({ numeric }: ReportColumn<R>) => (numeric ? 'numeric' : undefined);
  return (
    <div class="report-scroll" role="region" aria-label={label} tabindex={0}>
      <table class={extra || undefined} aria-label={caption === undefined ? label : undefined}>
        {caption !== undefined && <caption>{caption}</caption>}
        <colgroup>
          {columns.map(({ width }, at) => (
            <col key={at} width={width === undefined ? undefined : `${width}%`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={at} scope="col" class={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={at} scope="row" class={classOf(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={at} class={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** In the place of a value that is absent. */
export function Absent({ why = 'Not reported' }: { why?: string }) {
  return <span class="absent">– {why}</span>;
}
