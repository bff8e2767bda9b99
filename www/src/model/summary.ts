/** Totals over a fleet: by verdict, and by platform or patch group. */
import type { NodeRow, RowVerdict } from './node';

export type Totals = Record<RowVerdict, number>;

export interface FleetTotals {
  nodes: number;
  verdicts: Totals;
  /** Non-compliant nodes whose last scan is stale too. */
  staleNonCompliant: number;
}

export interface Share {
  /** The platform or patch group; `''` for none. */
  key: string;
  nodes: number;
  verdicts: Totals;
}

export function fleetTotals(rows: readonly NodeRow[]): FleetTotals {
  const verdicts = noTotals();
  let staleNonCompliant = 0;
  for (const row of rows) {
    verdicts[row.verdict] += 1;
    if (row.verdict === 'non-compliant' && row.stale) staleNonCompliant += 1;
  }
  return { nodes: rows.length, verdicts, staleNonCompliant };
}

/** How many nodes are compliant and have security updates that are not approved. */
export function compliantWithUpdates(rows: readonly NodeRow[]): number {
  return rows.filter((row) => row.verdict === 'compliant' && row.securityUpdates > 0).length;
}

/**
 * The shares of a fleet by one property, those with the most non-compliant nodes first. A node's
 * patch group comes with its patch state, so by group a pending node is left out.
 */
export function sharesBy(rows: readonly NodeRow[], property: 'platform' | 'group'): Share[] {
  const shares = new Map<string, Share>();
  for (const row of rows) {
    if (property === 'group' && row.verdict === 'pending') continue;
    const key = row[property];
    const share = shares.get(key) ?? { key, nodes: 0, verdicts: noTotals() };
    share.nodes += 1;
    share.verdicts[row.verdict] += 1;
    shares.set(key, share);
  }
  return [...shares.values()].sort(worstFirst);
}

function worstFirst(a: Share, b: Share): number {
  return (
    b.verdicts['non-compliant'] - a.verdicts['non-compliant'] ||
    b.nodes - a.nodes ||
    a.key.localeCompare(b.key)
  );
}

function noTotals(): Totals {
  return { 'non-compliant': 0, unreported: 0, stale: 0, compliant: 0, pending: 0 };
}
