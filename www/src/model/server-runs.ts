/** The runs of a server and the alerts that it could not deliver, as its answers have them. */
import { countIn, countsIn, dateIn, listIn, textIfAny, textIn } from './server-answer';

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
    raised: dateIn(alert, 'at'),
    ended: dateIn(alert, 'ended'),
    attempts: countIn(alert, 'attempts'),
    error: textIn(alert, 'error'),
  }));
}

function runOf(run: Record<string, unknown>): Run {
  const counts = COUNTS.filter((name) => run[name] !== undefined);
  return {
    run: countIn(run, 'run'),
    status: textIn(run, 'status'),
    started: dateIn(run, 'started'),
    ...(run.ended !== undefined && { ended: dateIn(run, 'ended') }),
    ...countsIn(run, counts),
    ...textIfAny(run, 'error'),
  };
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
