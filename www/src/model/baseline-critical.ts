/** Nodes with patches that their baseline calls critical, beside a filter by what the vendor calls so. */
import type { Filter, FleetSource, Table, Token } from 'patchlens/fleet';
import { namesCritical, nodePart } from './filter-properties';

const BY_BASELINE: Token = { property: 'criticalNonCompliant', operator: '>', value: '0' };

/** What chooses these nodes among those that a filter looks at; `undefined` if it does not ask for Critical. */
export function baselineTokens(table: Table, filter: Filter): Token[] | undefined {
  const isMeant = filter.operation !== 'or' && filter.text === undefined && namesCritical(filter);
  return isMeant ? [...(nodePart(table, filter)?.tokens ?? []), BY_BASELINE] : undefined;
}

/** How many of these nodes have no finding that the filter means. */
export async function baselineAlone(source: FleetSource, table: Table, filter: Filter): Promise<number> {
  const tokens = baselineTokens(table, filter);
  if (!tokens) return 0;
  const count = async (of: Token[]) => (await source.nodes({ filter: { tokens: of }, limit: 0 })).total;
  const [all, shown] = await Promise.all([count(tokens), count([...filter.tokens, BY_BASELINE])]);
  return all - shown;
}
