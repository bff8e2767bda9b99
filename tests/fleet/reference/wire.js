/** The readers of values as the service sends them. */
import { ReferenceError } from './error.js';

/** @returns the body as an object; lone surrogates are replaced in all texts and keys. */
export function parseBody(bytes) {
  let body;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes), wellFormed);
  } catch (error) {
    throw malformed(error.message);
  }
  if (!isObject(body)) throw malformed('the body is not an object');
  return body;
}

function wellFormed(key, value) {
  if (typeof value === 'string') return value.toWellFormed();
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toWellFormed(), one]));
}

const malformed = (detail) => new ReferenceError('malformed-response', detail);

export const isObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a list member. */
export function list(body, member) {
  const items = body[member] ?? [];
  if (!Array.isArray(items)) throw malformed(`${member} is not a list`);
  return items.filter(isObject);
}

/** A text that is not empty, or undefined. */
export const optionalText = (value) => plainText(value) || undefined;

/** A value of another type is its JSON text. */
export function plainText(value) {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** A whole number that is not negative, or undefined: never 0 for what was not reported. */
export function count(value) {
  if (typeof value === 'string') return /^[0-9]+$/.test(value) ? count(Number(value)) : undefined;
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Milliseconds after the epoch, or undefined. */
export function time(value) {
  const ms = typeof value === 'string' ? timeOfText(value) : secondsToMs(value);
  return Number.isFinite(ms) && ms > 0 && ms <= 8.64e15 ? ms : undefined;
}

const secondsToMs = (value) => (typeof value === 'number' ? Math.round(value * 1000) : NaN);

function timeOfText(text) {
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return secondsToMs(Number(text));
  return instantOfText(text) ?? httpDate(text);
}

const INSTANT = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([Zz]|[+-]\d\d:\d\d)?$/;

/** RFC 3339, or a day; without a zone it is UTC. */
export function instantOfText(text) {
  if (dayOfText(text) !== undefined) return dayOfText(text);
  const [, day, clock, zone = 'Z'] = INSTANT.exec(text) ?? [];
  if (day === undefined || dayOfText(day) === undefined) return undefined;
  const ms = Date.parse(`${day}T${clock}${zone.toUpperCase()}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The first millisecond of a day such as 2026-01-31. */
export function dayOfText(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms)) return undefined;
  return new Date(ms).toISOString().startsWith(text) ? ms : undefined;
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const httpDate = (text) => (HTTP_DATE.test(text) ? Date.parse(text) : undefined);

export const DAY_MS = 86_400_000;

/** The last millisecond of a day, or the instant. */
export function endOfText(text) {
  const day = dayOfText(text);
  return day === undefined ? instantOfText(text) : day + DAY_MS - 1;
}

export const OPEN_STATES = ['Missing', 'Failed', 'InstalledPendingReboot', 'InstalledRejected'];
const CLOSED_STATES = ['Installed', 'InstalledOther', 'NotApplicable', 'AvailableSecurityUpdate'];

const bare = (state) => state.toLowerCase().replaceAll('_', '');
const SPELLINGS = new Map([...OPEN_STATES, ...CLOSED_STATES].map((state) => [bare(state), state]));

/** The wire's spelling of a known state; other texts as they are. */
export const stateOf = (value) => {
  const text = optionalText(value) ?? 'Unknown';
  return SPELLINGS.get(bare(text)) ?? text;
};

/** Unknown states are open: never a false green. */
export const isOpen = (state) => !CLOSED_STATES.includes(state);
