/** The runs of a server and the alerts that it could not deliver, as its answers have them. */

export interface RunScope {
  id: string;
  /** Why the server has no present fleet of it. */
  error?: string;
  /** The number of the run that reads it now. */
  runUnderWay?: number;
  runs: readonly Run[];
}

export interface Run {
  run: number;
  status: string;
  started: Date;
  ended?: Date;
  nodes?: number;
  failedNodes?: number;
  requests?: number;
  throttled?: number;
  error?: string;
}

export interface DeadLetter {
  alertId: string;
  webhook: string;
  kind: string;
  raised: Date;
  ended: Date;
  attempts: number;
  error: string;
}

const COUNTS = ['nodes', 'failedNodes', 'requests', 'throttled'] as const;

/** @throws {TypeError} for an answer that does not say what a run must have */
export function runsOf(answer: unknown): RunScope[] {
  return listIn(answer, 'scopes').map((scope) => ({
    id: textIn(scope, 'id'),
    ...textIfAny(scope, 'error'),
    ...(scope.runUnderWay !== undefined && { runUnderWay: countIn(scope, 'runUnderWay') }),
    runs: listIn(scope, 'runs').map(runOf),
  }));
}

/** @throws {TypeError} */
export function deadLettersOf(answer: unknown): DeadLetter[] {
  return listIn(answer, 'alerts').map((alert) => ({
    alertId: textIn(alert, 'alertId'),
    webhook: textIn(alert, 'webhook'),
    kind: textIn(alert, 'kind'),
    raised: dateOf(alert.at, 'at'),
    ended: dateOf(alert.ended, 'ended'),
    attempts: countIn(alert, 'attempts'),
    error: textIn(alert, 'error'),
  }));
}

function runOf(run: Record<string, unknown>): Run {
  const counts = COUNTS.filter((name) => run[name] !== undefined).map((name) => [name, countIn(run, name)]);
  return {
    run: countIn(run, 'run'),
    status: textIn(run, 'status'),
    started: dateOf(run.started, 'started'),
    ...(run.ended !== undefined && { ended: dateOf(run.ended, 'ended') }),
    ...(Object.fromEntries(counts) as Pick<Run, (typeof COUNTS)[number]>),
    ...textIfAny(run, 'error'),
  };
}

function listIn(value: unknown, name: string): Record<string, unknown>[] {
  const list = objectOf(value)[name];
  if (Array.isArray(list)) return list.map(objectOf);
  throw wrong(name, 'a list');
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw wrong('the answer', 'an object');
}

function textIn(value: Record<string, unknown>, name: string): string {
  const { [name]: text } = value;
  if (typeof text === 'string') return text;
  throw wrong(name, 'a text');
}

function textIfAny(value: Record<string, unknown>, name: 'error'): { error?: string } {
  return value[name] === undefined ? {} : { [name]: textIn(value, name) };
}

function countIn(value: Record<string, unknown>, name: string): number {
  const { [name]: count } = value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw wrong(name, 'a number');
}

/** A time as text, or in milliseconds since 1970. */
function dateOf(value: unknown, name: string): Date {
  const isTime = typeof value === 'string' || typeof value === 'number';
  const date = new Date(isTime ? value : NaN);
  if (!Number.isNaN(date.getTime())) return date;
  throw wrong(name, 'a time');
}

function wrong(name: string, expected: string): TypeError {
  return new TypeError(`${name}: expected ${expected}`);
}

const STATUSES: Record<string, string> = {
  running: 'Under way',
  complete: 'Complete',
  failed: 'Failed',
  abandoned: 'Given up',
};

/** A status in words. One that this page does not know is shown as it is. */
export function statusWords(status: string): string {
  return Object.hasOwn(STATUSES, status) ? (STATUSES[status] ?? status) : status;
}

const KINDS: Record<string, string> = {
  overdue: 'Patches overdue',
  'scope-failed': 'Scope not read',
  'share-dropped': 'Share of compliant nodes fell',
  digest: 'Digest of the day',
};

export function kindWords(kind: string): string {
  return Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? kind) : kind;
}
