/** The days of a server's fleet: what its answer says of each, and of which of them it says nothing. */
import type { Verdict } from 'patchlens/fleet';
import { countsIn, listIn, objectOf, textIfAny, textIn, wrong, type Members } from './server-answer';
import type { Gap } from './trend';
import { VERDICTS } from './verdict';

/** Days of scopes that a server answers at once. */
const MOST_PAIRS = 20_000;
/** Scopes that an address has room for. */
const MOST_NAMED = 200;

export interface ServerTrend {
  /** The first day that was asked for, such as `2026-11-27`. */
  from: string;
  scopes: TrendScope[];
  rows: TrendRow[];
}

export interface TrendScope {
  id: string;
  /** The first day that there is of it. */
  since?: string;
  error?: string;
}

/** A scope on a day, as of its last complete run. */
export interface TrendRow extends Counts {
  scopeId: string;
  day: string;
  verdicts: Record<Verdict, number>;
}

type Counts = Record<(typeof COUNTS)[number], number>;
const COUNTS = ['nodes', 'missing', 'failed', 'uncounted'] as const;

/** @throws {TypeError} for an answer that does not say what a day must have */
export function trendOf(answer: unknown): ServerTrend {
  return {
    from: dayIn(objectOf(answer), 'from'),
    scopes: listIn(answer, 'scopes').map((scope) => ({
      id: textIn(scope, 'id'),
      ...(scope.since !== undefined && { since: dayIn(scope, 'since') }),
      ...textIfAny(scope, 'error'),
    })),
    rows: listIn(answer, 'rows').map(rowOf),
  };
}

function rowOf(row: Members): TrendRow {
  const given = objectOf(row.verdicts);
  const verdicts = countsIn({ ...NO_NODES, ...given }, VERDICTS);
  const counts = countsIn(row, COUNTS);
  // A verdict that this page does not know would be missing in silence.
  if (sumOf(verdicts) !== counts.nodes) throw wrong('verdicts', 'those of all nodes');
  return { scopeId: textIn(row, 'scopeId'), day: dayIn(row, 'day'), verdicts, ...counts };
}

const NO_NODES = Object.fromEntries(VERDICTS.map((it) => [it, 0])) as Record<Verdict, number>;

function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function dayIn(object: Members, name: string): string {
  const text = textIn(object, name);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw wrong(name, 'a day');
}

/** The scopes of each question, so that no answer is too long; one question without names for few scopes. */
export function trendParts(ids: readonly string[], days: number): string[][] {
  const most = Math.min(MOST_NAMED, Math.floor(MOST_PAIRS / days));
  if (ids.length <= most) return [[]];
  const count = Math.ceil(ids.length / most);
  return Array.from({ length: count }, (_, at) => ids.slice(at * most, (at + 1) * most));
}

export function joinTrends([first, ...others]: readonly ServerTrend[]): ServerTrend {
  if (!first) throw new TypeError('no answer');
  const all = [first, ...others];
  // Midnight came between two of the answers.
  if (others.some(({ from }) => from !== first.from)) throw wrong('from', `${first.from} in every part`);
  return { ...first, scopes: all.flatMap((it) => it.scopes), rows: all.flatMap((it) => it.rows) };
}

/** A day of all scopes that there were on it. */
export interface TrendDay extends Counts {
  /** The day, such as `2026-11-27`. */
  id: string;
  /** Its beginning in the reader's time zone, so that it is shown as the same day. */
  at: Date;
  verdicts: Record<Verdict, number>;
  /** Whether each of them has a complete run on it. Otherwise the numbers are not those of the fleet. */
  isKnown: boolean;
  /** Those without one, though there are earlier days of them. */
  unread: string[];
  /** The number of scopes whose runs the numbers are of. */
  read: number;
  /** Those of which there is nothing before. */
  begin: string[];
}

/** Every day from the first one of a scope to today, also those of which nothing is known. */
export function trendDays({ from, scopes, rows }: ServerTrend, count: number): TrendDay[] {
  const byDay = new Map<string, TrendRow[]>();
  for (const row of rows) byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  const all = Array.from({ length: count }, (_, at) => dayAfter(from, at));
  return all.flatMap((day) => {
    const there = scopes.filter(({ since }) => since !== undefined && since <= day);
    return there.length === 0 ? [] : [dayOf(day, there, byDay.get(day) ?? [])];
  });
}

function dayOf(day: string, there: readonly TrendScope[], rows: readonly TrendRow[]): TrendDay {
  const has = new Set(rows.map(({ scopeId }) => scopeId));
  const unread = there.filter(({ id }) => !has.has(id)).map(({ id }) => id);
  const add = (name: (typeof COUNTS)[number]) => rows.reduce((sum, row) => sum + row[name], 0);
  const verdicts = VERDICTS.map((it) => [it, rows.reduce((sum, row) => sum + row.verdicts[it], 0)]);
  return {
    id: day,
    at: localDay(day),
    verdicts: Object.fromEntries(verdicts) as Record<Verdict, number>,
    ...{ nodes: add('nodes'), missing: add('missing') },
    ...{ failed: add('failed'), uncounted: add('uncounted') },
    isKnown: unread.length === 0,
    unread,
    read: rows.length,
    begin: there.filter(({ since }) => since === day).map(({ id }) => id),
  };
}

const DAY_MS = 86_400_000;

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

function localDay(day: string): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date);
}

/** Whether no node of a day has counts of its patches. */
export function isUncounted({ nodes, uncounted }: TrendDay): boolean {
  return nodes > 0 && uncounted === nodes;
}

export interface DaySegments {
  /** Known days in a row, of the same scopes. */
  runs: TrendDay[][];
  /** From the last known day before to the next one. */
  gaps: Gap[];
  /** Days on which some scopes were read and others not. */
  partial: TrendDay[];
}

/** @param days in a row; the last one is today, which may still become known */
export function daySegments(days: readonly TrendDay[]): DaySegments {
  const found: DaySegments = { runs: [], gaps: [], partial: [] };
  let before: TrendDay | undefined;
  for (const [at, day] of days.entries()) {
    if (!day.isKnown) {
      if (day.read > 0) found.partial.push(day);
      continue;
    }
    const isNext = before !== undefined && days[at - 1] === before;
    // A scope more would look like a growth of the fleet.
    if (isNext && day.begin.length === 0) found.runs.at(-1)!.push(day);
    else found.runs.push([day]);
    if (!isNext && at > 0) found.gaps.push({ from: (before ?? days[0]!).at, to: day.at });
    before = day;
  }
  const [last, yesterday] = [days.at(-1), days.at(-2)];
  const isOpen = last && before !== last && before !== yesterday;
  if (isOpen) found.gaps.push({ from: (before ?? days[0]!).at, to: last.at });
  return found;
}

/** The first of some known days, of which there is one at least, with the scopes that the last one has. */
export function firstOfSameScopes(known: readonly TrendDay[]): TrendDay {
  const begin = known.map(({ read }) => read === known.at(-1)!.read).lastIndexOf(false);
  return known[begin + 1]!;
}
