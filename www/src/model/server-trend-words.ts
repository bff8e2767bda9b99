/** What a server's trend leaves out, in words. */
import type { ServerTrend, TrendDay } from './server-trend';
import { formatDay, formatNumber, plural } from './words';

/** Spans of days that are named; a table has all days. */
const MOST_SPANS = 5;
const MOST_NAMES = 3;

/** Why something is not drawn, and which numbers cannot be compared. */
export function gapNotes(days: readonly TrendDay[]): string[] {
  const today = days.at(-1);
  const unread = spansOf(days.slice(0, -1), isUnread);
  const uncounted = spansOf(days, (day) => !day.isKnown && !isUnread(day));
  return [
    ...(unread.length > 0
      ? [`Not known and not drawn: ${spansWords(unread)}. Not every scope had a complete run then; the table says which.`]
      : []),
    ...(uncounted.length > 0 ? [`Not known and not drawn: ${spansWords(uncounted)}. No node had counts then.`] : []),
    ...(days.some((day) => isUnread(day) && day.read > 0)
      ? ['Dashed: a day with complete runs of some scopes; their numbers are in the table.']
      : []),
    ...(today && isUnread(today) ? ['Today not every scope has had a complete run yet.'] : []),
    ...days.slice(1).flatMap(({ at, begin }) =>
      begin.length > 0
        ? [`New on ${formatDay(at)}: ${namesOf(begin)}. Numbers before that are without it, so the two are not joined.`]
        : [],
    ),
  ];
}

function isUnread({ unread }: TrendDay): boolean {
  return unread.length > 0;
}

/** Nodes that look like nodes without open patches. */
export function uncountedNotes(known: readonly TrendDay[]): string[] {
  const most = Math.max(0, ...known.map(({ uncounted }) => uncounted));
  if (most === 0) return [];
  const last = known.at(-1)?.uncounted ?? 0;
  return [
    `Nodes without counts have no part in it: ${formatNumber(last)} on the last day, ${formatNumber(most)} on the day with the most. With more of them, the line is lower.`,
  ];
}

/** Scopes that no number is of. */
export function neverRead({ scopes }: Pick<ServerTrend, 'scopes'>): string[] {
  const never = scopes.filter(({ since }) => since === undefined).map(({ id }) => id);
  return never.length > 0 ? [`In no number: ${namesOf(never)}, without a complete run so far.`] : [];
}

/** What a day lacks, for the table. */
export function leftOutOf({ unread, uncounted, begin }: TrendDay, isFirst: boolean): string {
  const parts = [
    unread.length > 0 && `no complete run of ${unread.join(', ')}`,
    uncounted > 0 && `${plural(uncounted, 'node')} without counts`,
    begin.length > 0 && !isFirst && `new: ${begin.join(', ')}`,
  ];
  return parts.filter((part) => typeof part === 'string').join('; ') || '–';
}

interface Span {
  first: TrendDay;
  last: TrendDay;
}

function spansOf(days: readonly TrendDay[], isMeant: (day: TrendDay) => boolean): Span[] {
  const spans: Span[] = [];
  for (const [at, day] of days.entries()) {
    if (!isMeant(day)) continue;
    const span = spans.at(-1);
    if (span && span.last === days[at - 1]) span.last = day;
    else spans.push({ first: day, last: day });
  }
  return spans;
}

function spansWords(spans: readonly Span[]): string {
  const earlier = spans.length - MOST_SPANS;
  const said = spans.slice(-MOST_SPANS).map(spanWords).join(', ');
  return earlier > 0 ? `${said}, and ${plural(earlier, 'earlier span')}` : said;
}

function spanWords({ first, last }: Span): string {
  return first === last ? formatDay(first.at) : `${formatDay(first.at)} to ${formatDay(last.at)}`;
}

function namesOf(ids: readonly string[]): string {
  const rest = ids.length - MOST_NAMES;
  return rest > 0 ? `${ids.slice(0, MOST_NAMES).join(', ')} and ${formatNumber(rest)} more` : ids.join(', ');
}
