/** How far a scan is, on standard error. */

/** Between two lines where no terminal can replace them. */
const PLAIN_EVERY_MS = 10_000;

export class Progress {
  #console;
  #isQuiet;
  #saidAt;

  /** @param {import('./console.js').Console} console @param {{ isQuiet: boolean }} options */
  constructor(console, { isQuiet }) {
    this.#console = console;
    this.#isQuiet = isQuiet;
    this.#saidAt = Date.now();
  }

  /** @param {import('patchlens/fleet').ScanProgress} progress */
  report({ fleet, scopes }) {
    if (this.#isQuiet) return;
    const line = lineOf(fleet, scopes);
    if (this.#console.isLive) this.#console.replaceLine(line);
    else if (Date.now() - this.#saidAt >= PLAIN_EVERY_MS) this.#say(line);
  }

  /** Leaves a terminal's line free again. */
  end() {
    if (!this.#isQuiet && this.#console.isLive) this.#console.replaceLine();
  }

  #say(line) {
    this.#saidAt = Date.now();
    void this.#console.error(line);
  }
}

/** For example `1,200 of 10,000 nodes · 18/s · 340 requests, 2 throttled · 4 min left`. */
export function lineOf(fleet, scopes) {
  const sum = (name) => scopes.reduce((total, scope) => total + (scope[name] ?? 0), 0);
  const isListed = scopes.every(({ nodesTotal }) => nodesTotal !== undefined);
  const nodes = isListed
    ? `${grouped(sum('nodesDone'))} of ${grouped(sum('nodesTotal'))} nodes`
    : `${grouped(Math.max(fleet.nodeCount, sum('nodesTotal')))} nodes so far`;
  const failed = scopes.filter(({ phase }) => phase === 'failed').length;
  const parts = [
    nodes,
    `${sum('requestsPerSecond').toFixed(0)}/s`,
    `${grouped(sum('requests'))} requests, ${grouped(sum('throttled'))} throttled`,
    timeLeft(scopes),
    failed > 0 && `${failed} of ${scopes.length} scopes failed`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Scopes are read side by side. */
function timeLeft(scopes) {
  const open = scopes.filter(({ phase }) => phase !== 'done' && phase !== 'failed');
  if (open.length === 0 || open.some(({ secondsLeft }) => secondsLeft === undefined)) return undefined;
  const seconds = Math.max(...open.map(({ secondsLeft }) => secondsLeft));
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`;
}

/** `10000` as `10,000`. */
export function grouped(number) {
  return number.toLocaleString('en-US');
}
