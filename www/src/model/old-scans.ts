/** Nodes whose open patches are not known as of now: without a current verdict, or by a scan that is too old. */
import type { Filter, FleetSource, Token } from 'patchlens/fleet';
import { plural } from './words';

/** Means the nodes without a current verdict. */
export const WITHOUT_VERDICT: Token = {
  property: 'verdict',
  operator: '=',
  value: ['unreported', 'stale', 'stopped'],
};
const STALE: Token = { property: 'stale', operator: '=', value: 'true' };
const WITH_VERDICT: Token = { ...WITHOUT_VERDICT, operator: '!=' };

/** The tokens that mean the nodes with a verdict by too old a scan, among those of a filter on nodes all of whose tokens must hold. */
export function oldScanTokens(part: Filter | undefined): Token[] {
  return [...(part?.tokens ?? []), STALE, WITH_VERDICT];
}

export async function oldScans(source: FleetSource, part: Filter | undefined): Promise<number> {
  const { nodes } = await source.summary({ filter: { tokens: oldScanTokens(part) } });
  return nodes;
}

/** `2 more nodes are judged by a scan that is too old`. */
export function oldScanWords(nodes: number): string {
  return `${plural(nodes, 'more node is', 'more nodes are')} judged by a scan that is too old`;
}
