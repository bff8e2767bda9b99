/** Columns made of one member of a row, for values without a look of their own. */
import { formatNumber } from '../model/words';
import { Count } from './count';
import type { Column } from './grid-column';
import { Dash } from './patch-cells';
import { TimeAgo } from './time-ago';

type Named<R> = keyof R & string;

const TIME_PX = 142;

export function textColumn<R>(id: Named<R>, title: string, width?: number): Column<R, string> {
  const cell = (row: R) => {
    const text = row[id] as string | undefined;
    if (!text) return <Dash />;
    return (
      <span class="clip" title={text}>
        {text}
      </span>
    );
  };
  return { id, title, first: 'ascending', ...(width && { width }), cell };
}

export function countColumn<R>(id: Named<R>, title: string): Column<R, string> {
  const cell = (row: R) => <Count count={row[id] as number | undefined} />;
  return { id, title, first: 'descending', numeric: true, width: 96, cell };
}

export function timeColumn<R>(id: Named<R>, title: string): Column<R, string> {
  const cell = (row: R, active: boolean) => (
    <TimeAgo time={row[id] as Date | undefined} active={active} />
  );
  return { id, title, first: 'ascending', width: TIME_PX, cell };
}

export function flagColumn<R>(
  id: Named<R>,
  title: string,
  unknown = 'Not reported',
): Column<R, string> {
  const cell = (row: R) => {
    const flag = row[id] as boolean | undefined;
    if (flag === undefined) return <Dash title={unknown} />;
    return flag ? 'Yes' : 'No';
  };
  return { id, title, first: 'descending', width: 92, cell };
}

export function daysColumn<R>(id: Named<R>, title: string): Column<R, string> {
  const cell = (row: R) => {
    const days = row[id] as number | undefined;
    return days === undefined ? <Dash /> : formatNumber(Math.floor(days));
  };
  return { id, title, first: 'descending', numeric: true, width: 96, cell };
}

/** A short mail address fits. */
const TAG_PX = 170;

/** An attribute of the user's own. */
export function tagColumn<R extends { tags?: Record<string, string> | undefined }>(
  id: string,
): Column<R, string> {
  const name = id.slice('tag.'.length);
  const cell = ({ tags }: R) => {
    const text = tags && Object.hasOwn(tags, name) ? tags[name] : undefined;
    if (!text) return <Dash title="No value" />;
    return (
      <span class="clip" title={text}>
        {text}
      </span>
    );
  };
  return { id, title: name, width: TAG_PX, first: 'ascending', cell };
}
