import type { KnownScope } from './known-scopes.ts';
import { raise, settle } from './outbox.ts';
import { dayText, lastDays, shareOf, sumOf, type DayNumbers } from './shares.ts';

/** Sums of binary fractions: 80.1 - 75.1 is a little less than 5. */
const SLACK = 1e-9;

/** Enters alerts for scopes, and for all of them together, whose compliant share has dropped. */
export async function raiseDrops(
  db: D1Database,
  scopes: KnownScope[],
  { changed, points, now }: { changed: KnownScope[]; points: number; now: number },
): Promise<void> {
  const known = await Promise.all(
    scopes.map(async (scope) => ({ scope, days: await lastDays(db, scope.scopeId) })),
  );
  for (const { scope, days } of known) {
    if (!changed.some(({ scopeId }) => scopeId === scope.scopeId)) continue;
    const [last, before] = days;
    if (last && before) await compare(db, { scope, last, before, points, now });
  }
  // A single scope is the fleet.
  if (scopes.length > 1) await compareFleet(db, known.map(({ days }) => days), { points, now });
}

/**
 * Compares the fleet as of its last day with the fleet before: a scope without a run on that day is the
 * same in both. Scopes that have one day alone are in neither.
 */
async function compareFleet(
  db: D1Database,
  scopes: DayNumbers[][],
  { points, now }: { points: number; now: number },
): Promise<void> {
  const today = Math.max(...scopes.map(([last]) => last?.day ?? 0));
  const pairs = scopes.flatMap(([last, before]) => {
    if (last && last.day < today) return [{ last, before: last }];
    return last && before ? [{ last, before }] : [];
  });
  if (pairs.length === 0) return;
  const last = sumOf(pairs.map((pair) => pair.last));
  const before = sumOf(pairs.map((pair) => pair.before));
  const leftOut = scopes.length - pairs.length;
  await compare(db, { last, before, points, now, leftOut });
}

interface Comparison {
  scope?: KnownScope;
  last: DayNumbers;
  before: DayNumbers;
  points: number;
  now: number;
  leftOut?: number;
}

async function compare(db: D1Database, given: Comparison): Promise<void> {
  const { scope, last, before, points, now, leftOut = 0 } = given;
  const key = `share-dropped/${scope?.scopeId ?? 'fleet'}/${dayText(last.day)}`;
  const shares = [shareOf(before), shareOf(last)] as const;
  const drop = (shares[0] ?? 0) - (shares[1] ?? shares[0] ?? 0);
  if (drop < points - SLACK) return settle(db, key);
  const detail = {
    scope: scope?.id ?? null,
    points: Number(drop.toFixed(2)),
    before: numbersOf(before),
    after: numbersOf(last),
    scopesWithoutEarlierDay: leftOut,
  };
  const scopeId = scope && { scopeId: scope.scopeId };
  await raise(db, { key, kind: 'share-dropped', ...scopeId, detail }, now);
}

function numbersOf({ day, nodes, compliant, verdicts }: DayNumbers): object {
  return { day: dayText(day), nodes, compliant, verdicts };
}
