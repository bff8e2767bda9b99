import { formatNumber } from '../model/words';
import { Dash } from './patch-cells';

/** A number; one that was not reported is not 0. */
export function Count({ count }: { count: number | undefined }) {
  if (count === undefined) return <Dash />;
  return <span class={count === 0 ? 'zero' : 'some'}>{formatNumber(count)}</span>;
}
