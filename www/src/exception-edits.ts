/** Changes of the exceptions of a fleet's server. */
import type { Exception } from 'patchlens/fleet';
import { conflict, exceptionsOf, setOf } from './model/server-exceptions';
import { tell } from './model/told-words';
import type { Session } from './session';

/**
 * Enters an exception, or replaces the one that is changed.
 *
 * @param before the one that is changed; `undefined` for a new one
 * @throws {Error} with words for a person. The exception may be entered if no answer came
 */
export function enterException(now: Session, made: Exception, before: Exception | undefined) {
  return edit(now, made.id, before, setOf(made));
}

/** @throws {Error} as {@link enterException} */
export function withdrawException(now: Session, before: Exception) {
  return edit(now, before.id, before, { withdraw: before.id });
}

async function edit({ fleet }: Session, id: string, before: Exception | undefined, input: object): Promise<void> {
  const { server } = fleet.load;
  if (!server) throw new Error('This fleet has no server.');
  try {
    const { exceptions } = await server.get('exceptions', exceptionsOf);
    const problem = conflict(id, before, exceptions);
    if (problem !== undefined) throw changedSince(problem);
    await server.post('exceptions', input);
  } finally {
    // Also after an error: the server can have done it, or somebody else something. Every view asks again.
    fleet.version.value += 1;
  }
}

function changedSince(problem: string): Error {
  const error = new Error(problem);
  tell(error, { title: 'Somebody else was faster', advice: problem });
  return error;
}
