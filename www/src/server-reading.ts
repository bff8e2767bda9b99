/** The reading of a fleet's server: started by a person here, or found under way, and followed to its end. */
import { batch, signal } from '@preact/signals';
import { announce } from './announce';
import { description } from './fleet';
import {
  markOf,
  readingWords,
  stageOf,
  type Described,
  type Scanning,
} from './model/server-reading';
import { reload, session, type Session } from './session';

const POLL_MS = 2000;
/** So long a server can take to begin. */
const BEGIN_MS = 30_000;
/** So many questions in a row can fail. */
const MOST_FAILURES = 5;

/** `asked` until the server says that it reads. */
export const reading = signal<'none' | 'asked' | Scanning>('none');
/** Why no reading was started, or why it is not followed any more. */
export const readingError = signal<unknown>(undefined);
/** Whether a reading was started, and the server never said that it reads. */
export const isUnseen = signal(false);

/** What descriptions said of readings that are over by now. */
const over = new WeakSet<Scanning>();
/** The session whose server is followed now. */
let followed: Session | undefined;

/** Starts a reading, and follows it. If one is under way, that one is followed. */
export async function startReading(now: Session): Promise<void> {
  const { server } = now.fleet.load;
  if (!server || followed === now) return;
  begin(now, 'asked');
  announce('The server is asked to read its fleet.');
  const before = description.value.peek();
  try {
    const answer = await server.post('scan', {});
    await follow(now, before && markOf(before), hasStarted(answer) ? BEGIN_MS : 0);
  } catch (error) {
    stop(now, error);
  }
}

/** Follows a reading that the server has under way. */
export async function followReading(now: Session, scanning: Scanning): Promise<void> {
  if (followed === now || over.has(scanning)) return;
  begin(now, scanning);
  announce(`The server reads its fleet: ${readingWords(scanning)}.`);
  await follow(now);
}

/** Whether a new reading is to be waited for: of one that is under way, the server tells at once. */
function hasStarted(answer: unknown): boolean {
  const { runs } = answer as { runs?: unknown };
  return !Array.isArray(runs) || runs.some((run) => (run as { started?: unknown } | null)?.started !== false);
}

function begin(now: Session, state: 'asked' | Scanning): void {
  followed = now;
  batch(() => {
    reading.value = state;
    readingError.value = undefined;
    isUnseen.value = false;
  });
}

/** Follows no more, unless a later session is followed by now. */
function stop(now: Session, error?: unknown): void {
  if (followed !== now) return;
  followed = undefined;
  batch(() => {
    reading.value = 'none';
    readingError.value = error;
  });
}

/**
 * @param before the mark of the fleet before a reading that is to be seen; `undefined` for one that was
 * @param beginsMs how long it may take to begin
 */
async function follow(now: Session, before?: string, beginsMs = BEGIN_MS): Promise<void> {
  const beginsUntil = Date.now() + beginsMs;
  let [unseen, shown, failures] = [before, before, 0];
  for (; isOpen(now); await pause()) {
    try {
      const described = await now.fleet.load.source?.describe();
      if (!described || !isOpen(now)) break;
      failures = 0;
      const stage = stageOf(described, unseen, Date.now() >= beginsUntil);
      if (stage === 'over' || stage === 'unseen') return end(now, stage, described.complete);
      if (stage === 'reading') unseen = undefined;
      shown = show(now, described, shown);
    } catch (error) {
      failures += 1;
      if (failures >= MOST_FAILURES) return stop(now, error);
    }
  }
  stop(now);
}

/** Shows how far a reading is. What a first reading has brought since is asked for by every view. */
function show(now: Session, described: Described, shown: string | undefined): string {
  const mark = markOf(described) + JSON.stringify(described.scanning);
  batch(() => {
    if (described.scanning) reading.value = described.scanning;
    if (!described.complete && mark !== shown) now.fleet.version.value += 1;
  });
  return mark;
}

/** Shows the fleet that was read, as a press of “Refresh” does. */
function end(now: Session, stage: 'over' | 'unseen', isComplete: boolean): void {
  stop(now);
  // The description of before stays until the next one has come.
  const last = description.value.peek()?.scanning;
  if (last) over.add(last);
  isUnseen.value = stage === 'unseen';
  reload();
  if (stage === 'unseen') return announce('No new reading of the server was seen.');
  announce(`The server has read its fleet${isComplete ? '' : ', but not all of it'}.`);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

function isOpen(now: Session): boolean {
  return session.peek() === now;
}
