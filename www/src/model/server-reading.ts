/** What a server says of a reading that is under way, in words and numbers. */
import type { FleetSource } from 'patchlens/fleet';
import { formatNumber, plural } from './words';

export type Described = Awaited<ReturnType<FleetSource['describe']>>;
export type Scanning = NonNullable<Described['scanning']>;

/** Changes whenever a reading has brought something. Why a scope is not read may be told in other words at any time. */
export function markOf({ scopes, scannedAt, complete }: Described): string {
  return JSON.stringify([scopes.map(({ id, readAt }) => [id, readAt]), scannedAt, complete]);
}

/**
 * Where a reading is that is followed.
 *
 * @param before the mark from before the reading was started; `undefined` once it was seen under way
 * @param isLate whether it should have begun by now
 */
export function stageOf(
  described: Described,
  before: string | undefined,
  isLate: boolean,
): 'waiting' | 'reading' | 'over' | 'unseen' {
  if (described.scanning) return 'reading';
  // One that is short begins and ends between two questions.
  if (before === undefined || markOf(described) !== before) return 'over';
  return isLate ? 'unseen' : 'waiting';
}

/** How many nodes are read, of how many; `undefined` where a scope does not tell it. */
export function readNodes({ scopes }: Scanning): { done?: number; total?: number } {
  const [done, total] = [sumOf(scopes, 'nodesDone'), sumOf(scopes, 'nodesTotal')];
  return { ...(done !== undefined && { done }), ...(total !== undefined && { total }) };
}

function sumOf(scopes: Scanning['scopes'], name: 'nodesDone' | 'nodesTotal'): number | undefined {
  if (scopes.length === 0) return undefined;
  return scopes.reduce<number | undefined>((sum, { [name]: nodes }) => {
    return sum === undefined || nodes === undefined ? undefined : sum + nodes;
  }, 0);
}

/** `12 of 40 nodes`. */
export function readingWords(scanning: Scanning): string {
  const { done, total } = readNodes(scanning);
  if (done !== undefined && total !== undefined) {
    return `${formatNumber(done)} of ${plural(total, 'node')} read`;
  }
  if (done !== undefined) return done === 0 ? 'listing the nodes' : `${plural(done, 'node')} read so far`;
  return scanning.scopes.length === 0 ? 'listing the nodes' : plural(scanning.scopes.length, 'scope');
}
