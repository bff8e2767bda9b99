/** The file of exceptions; docs/exceptions.md describes it. */
import { formatFilter, parseFilter, type Exception, type Filter } from 'patchlens/fleet';
import {
  draftProblems,
  EMPTY_DRAFT,
  exceptionOf,
  type DraftField,
  type ExceptionDraft,
} from './exception-draft';
import { FileError, type FileProblem } from './file-error';
import { parseJson } from './json-list';

const TEXTS = ['id', 'reason', 'by', 'at', 'until'] as const;
const MATCHES = ['cve', 'kb', 'title'] as const;

/** @throws {FileError} with every problem of every exception */
export function parseExceptions(text: string): Exception[] {
  const problems: FileProblem[] = [];
  const taken = new Set<string>();
  const exceptions = parseJson(text).flatMap((item, at) => {
    const read = readItem(item, taken);
    problems.push(...read.problems.map((problem) => ({ item: at + 1, ...problem })));
    taken.add(read.draft.id.trim());
    return read.problems.length === 0 ? [exceptionOf(read.draft)] : [];
  });
  if (problems.length > 0) throw new FileError(...problems);
  return exceptions;
}

/** The file, which every program that reads it gets with `where` as a filter. */
export function formatExceptions(exceptions: readonly Exception[]): string {
  return `${JSON.stringify(exceptions, null, 2)}\n`;
}

interface ReadItem {
  draft: ExceptionDraft;
  problems: FileProblem[];
}

function readItem(item: unknown, taken: ReadonlySet<string>): ReadItem {
  const draft = { ...EMPTY_DRAFT };
  if (!isObject(item)) {
    return { draft, problems: [{ value: item, problem: 'an object is expected' }] };
  }
  const problems = unknownMembers(item, [...TEXTS, 'match', 'where']);
  for (const name of TEXTS) takeText(draft, problems, name, item[name]);
  takeMatch(draft, problems, item.match);
  takeWhere(draft, problems, item.where);
  const known = new Set(problems.map(({ field }) => field));
  for (const [name, problem] of Object.entries(draftProblems(draft, taken))) {
    const isMatch = (MATCHES as readonly string[]).includes(name);
    const field = isMatch ? 'match' : name;
    if (known.has(field)) continue;
    problems.push({ field, value: item[field] ?? null, problem });
  }
  return { draft, problems };
}

function unknownMembers(object: Record<string, unknown>, names: readonly string[]): FileProblem[] {
  const others = Object.entries(object).filter(([name]) => !names.includes(name));
  return others.map(([field, value]) => ({
    field,
    value,
    problem: `no member has this name. The members are ${names.join(', ')}`,
  }));
}

function takeText(
  draft: ExceptionDraft,
  problems: FileProblem[],
  field: DraftField,
  value: unknown,
): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'string') draft[field] = value;
  else problems.push({ field, value, problem: 'a text is expected' });
}

function takeMatch(draft: ExceptionDraft, problems: FileProblem[], match: unknown): void {
  if (match === undefined) return;
  if (!isObject(match)) {
    problems.push({ field: 'match', value: match, problem: 'an object with cve, kb or title is expected' });
    return;
  }
  problems.push(...unknownMembers(match, MATCHES));
  for (const name of MATCHES) takeText(draft, problems, name, match[name]);
}

/** A filter, or its text. */
function takeWhere(draft: ExceptionDraft, problems: FileProblem[], where: unknown): void {
  if (where === undefined || where === null) return;
  if (typeof where === 'string') {
    draft.where = where;
    return;
  }
  try {
    draft.where = formatFilter(where as Filter);
    parseFilter(draft.where, 'nodes');
  } catch (error) {
    draft.where = '';
    const said = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    problems.push({ field: 'where', value: where, problem: said });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
