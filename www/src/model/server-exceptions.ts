/** The exceptions of a server and their edits, as its answer has them, and what is sent to change them. */
import { formatFilter, type Exception, type Filter } from 'patchlens/fleet';
import { dateIn, listIn, objectOf, textIfAny, textIn, wrong, type Members } from './server-answer';

export interface ServerExceptions {
  /** Those that hold. */
  exceptions: Exception[];
  /** The last one first. */
  edits: ExceptionEdit[];
}

export interface ExceptionEdit {
  id: string;
  who: string;
  at: Date;
  /** What was entered; `undefined` if it was withdrawn. */
  entered: { reason?: string; until?: string } | undefined;
}

/** @throws {TypeError} for an answer that does not say what an exception must have */
export function exceptionsOf(answer: unknown): ServerExceptions {
  return {
    exceptions: listIn(answer, 'exceptions').map(exceptionIn),
    edits: listIn(answer, 'edits').map(editIn),
  };
}

const MATCHES = ['cve', 'kb', 'title'] as const;

function exceptionIn(one: Members): Exception {
  const given = objectOf(one.match);
  const match = Object.assign({}, ...MATCHES.map((name) => textIfAny(given, name))) as Exception['match'];
  if (Object.keys(match).length === 0) throw wrong('match', 'a CVE, a KB id or a title');
  return {
    id: textIn(one, 'id'),
    match,
    ...(one.where !== undefined && { where: filterIn(one.where) }),
    reason: textIn(one, 'reason'),
    ...textIfAny(one, 'by'),
    ...textIfAny(one, 'at'),
    ...textIfAny(one, 'until'),
  };
}

/** Without a condition that cannot be read, an exception would seem to be one of every node. */
function filterIn(where: unknown): Filter {
  try {
    formatFilter(where as Filter);
    return where as Filter;
  } catch {
    throw wrong('where', 'a filter');
  }
}

function editIn(edit: Members): ExceptionEdit {
  const { exception } = edit;
  if (edit.withdrawn !== true && exception === undefined) throw wrong('exception', 'what was entered');
  const entered =
    edit.withdrawn === true
      ? undefined
      : { ...textIfAny(objectOf(exception), 'reason'), ...textIfAny(objectOf(exception), 'until') };
  return { id: textIn(edit, 'id'), who: textIn(edit, 'who'), at: dateIn(edit, 'at'), entered };
}

/** What is sent: who decides it and when is added by the server. */
export function setOf({ id, match, where, reason, until }: Exception): { set: Partial<Exception> } {
  return { set: { id, match, ...(where && { where }), reason, ...(until && { until }) } };
}

/**
 * Why a change would undo what somebody else did since it was begun; `undefined` if it would not.
 *
 * @param before the exception that is changed or withdrawn; `undefined` for a new one
 * @param now those that hold
 */
export function conflict(id: string, before: Exception | undefined, now: readonly Exception[]): string | undefined {
  const found = now.find((one) => one.id === id);
  const decided = found ? `${found.by ?? 'somebody'}${found.at ? `, at ${found.at}` : ''}` : '';
  if (!before) return found && `There is an exception ${id} by now, entered by ${decided}. Give this one another id.`;
  if (!found) return `${id} does not hold any more: it was withdrawn since.`;
  const isSame = found.at === before.at && found.by === before.by;
  return isSame ? undefined : `${id} was changed since, by ${decided}. Cancel, look at it, and begin again.`;
}
