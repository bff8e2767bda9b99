/** An exception as a form has it: one text for each member. */
import { formatFilter, parseFilter, type Exception } from 'patchlens/fleet';
import { isAfter } from './last-moment';

export interface ExceptionDraft {
  id: string;
  cve: string;
  kb: string;
  title: string;
  /** In the language of `parseFilter`, on the table of nodes; empty for every node. */
  where: string;
  reason: string;
  by: string;
  at: string;
  until: string;
}

export type DraftField = keyof ExceptionDraft;

export const EMPTY_DRAFT: ExceptionDraft = {
  id: '',
  cve: '',
  kb: '',
  title: '',
  where: '',
  reason: '',
  by: '',
  at: '',
  until: '',
};

const MATCHES = ['cve', 'kb', 'title'] as const;

export function draftOf(exception: Exception): ExceptionDraft {
  const { match, where, ...texts } = exception;
  return { ...EMPTY_DRAFT, ...texts, ...match, where: where ? formatFilter(where) : '' };
}

/**
 * What is wrong with a draft, by field.
 *
 * @param taken the ids of the other exceptions
 */
export function draftProblems(
  draft: ExceptionDraft,
  taken: ReadonlySet<string>,
): Partial<Record<DraftField, string>> {
  const { id, where, reason, until } = trimmed(draft);
  const matchesNothing = MATCHES.every((name) => draft[name].trim() === '');
  const problems: Partial<Record<DraftField, string | undefined>> = {
    id: id === '' ? 'an id is expected' : taken.has(id) ? 'another exception has this id' : undefined,
    cve: matchesNothing ? 'a CVE, a KB id or a title is expected' : undefined,
    where: whereProblem(where),
    reason: reason === '' ? 'a reason is expected' : undefined,
    until: until === '' || isMoment(until) ? undefined : 'a day such as 2026-01-31 is expected',
  };
  const found = Object.entries(problems).filter(([, problem]) => problem !== undefined);
  return Object.fromEntries(found);
}

/** @param draft without problems */
export function exceptionOf(draft: ExceptionDraft): Exception {
  const { id, where, reason, by, at, until, ...match } = trimmed(draft);
  return {
    id,
    match: withoutEmpty(match),
    ...(where && { where: parseFilter(where, 'nodes') }),
    reason,
    ...withoutEmpty({ by, at, until }),
  };
}

function trimmed(draft: ExceptionDraft): ExceptionDraft {
  const texts = Object.entries(draft).map(([name, text]) => [name, text.trim()]);
  return Object.fromEntries(texts) as unknown as ExceptionDraft;
}

function withoutEmpty<M extends Record<string, string>>(members: M): Partial<M> {
  const given = Object.entries(members).filter(([, text]) => text !== '');
  return Object.fromEntries(given) as Partial<M>;
}

function whereProblem(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    parseFilter(text, 'nodes');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  }
}

function isMoment(text: string): boolean {
  return isAfter(0, text) !== undefined;
}
