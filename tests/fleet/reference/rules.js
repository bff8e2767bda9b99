/** ComplianceRules and Exceptions, checked and with defaults. */
import { invalidInput } from './error.js';
import { compareText, fold } from './text.js';
import { DAY_MS, endOfText } from './wire.js';

const STALE_AFTER_MS = 7 * DAY_MS;

export function readRules({ now, staleAfterMs = STALE_AFTER_MS, targets = {}, endOfLife = {} }) {
  const days = Object.entries(targets).map(([severity, target]) => [fold(severity), target]);
  return {
    now: now === undefined ? undefined : now.getTime(),
    staleAfterMs,
    targets: new Map(days),
    endOfLife: Object.entries(endOfLife).map(([platform, date]) => ({
      platform: fold(platform),
      date,
      end: requiredEnd(date, `end of life of ${platform}`),
    })),
  };
}

function requiredEnd(text, what) {
  const end = endOfText(text);
  if (end === undefined) throw invalidInput(`The ${what} is no date: "${text}"`);
  return end;
}

/** The longest key that is the platform and version, or their beginning up to a word's end. */
export function endOfLifeOf(rules, { platform, platformVersion } = {}) {
  const parts = [platform, platformVersion].map((part) => part?.trim()).filter(Boolean);
  if (platform === undefined) return undefined;
  const text = fold(parts.join(' '));
  const matching = rules.endOfLife.filter((one) => begins(text, one.platform));
  const length = ({ platform: key }) => [...key].length;
  return matching.sort((one, other) => length(other) - length(one))[0];
}

function begins(text, key) {
  if (!text.startsWith(key)) return false;
  const next = [...text.slice(key.length)][0];
  return next === undefined || !/[\p{L}\p{N}]/u.test(next);
}

/** @param checkFilter throws for a filter on nodes that cannot be */
export function readExceptions(exceptions, checkFilter) {
  return exceptions.map((exception) => {
    const { id, match = {}, where, until } = exception;
    const wanted = Object.entries(match).filter(([, value]) => value !== undefined);
    if (wanted.length === 0) throw invalidInput(`The exception "${id}" matches nothing`);
    const wrong = wanted.find(([name]) => !['cve', 'kb', 'title'].includes(name));
    if (wrong) throw invalidInput(`The exception "${id}" matches by "${wrong[0]}"`);
    if (where !== undefined) checkFilter(where);
    const end = until === undefined ? Infinity : requiredEnd(until, `end of exception "${id}"`);
    return { id, match, where, end };
  });
}

export function matches({ match }, patch) {
  const isSame = (wanted, text) => wanted === undefined || fold(wanted) === fold(text);
  return (
    isSame(match.kb, patch.kb) &&
    isSame(match.title, patch.title) &&
    (match.cve === undefined || patch.cves.some((cve) => isSame(match.cve, cve)))
  );
}

const SEVERITIES = ['low', 'medium', 'moderate', 'high', 'important', 'critical'];

/** 1 (Low) to 6 (Critical); 0 for all others. */
export const severityRank = (text) => SEVERITIES.indexOf(fold(text)) + 1;

export const VERDICTS = ['non-compliant', 'unreported', 'stale', 'excepted', 'stopped', 'compliant'];

/** The gravest of some severities; of equal rank the first by folded text. */
export function gravest(severities) {
  const known = severities.filter((one) => one !== undefined);
  const order = (one, other) =>
    severityRank(other) - severityRank(one) ||
    compareText(fold(one), fold(other)) ||
    compareText(one, other);
  return known.sort(order)[0];
}
