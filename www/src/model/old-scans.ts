/** Nodes with open patches by a scan that is too old: more may be open there now. */
import type { Filter, FleetSource, Token } from 'patchlens/fleet';
import { plural } from './words';

const STALE: Token = { property: 'stale', operator: '=', value: 'true' };
/** The verdicts under which a node is without a current verdict anyway. */
const OTHERS: Token = { property: 'verdict', operator: '!=', value: ['stale', 'unreported', 'stopped'] };

/** The tokens that mean these nodes, among those of a filter on nodes all of whose tokens must hold. */
export function oldScanTokens(part: Filter | undefined): Token[] {
  return [...(part?.tokens ?? []), STALE, OTHERS];
}

export async function oldScans(source: FleetSource, part: Filter | undefined): Promise<number> {
  const { nodes } = await source.summary({ filter: { tokens: oldScanTokens(part) } });
  return nodes;
}

/** `2 more nodes are judged by a scan that is too old`. */
export function oldScanWords(nodes: number): string {
  return `${plural(nodes, 'more node is', 'more nodes are')} judged by a scan that is too old`;
}
