/** The address of the form for a new exception, filled in for what it is opened from. */
import { formatFilter, type Token } from 'patchlens/fleet';
import { EMPTY_DRAFT, type ExceptionDraft } from './own-files/exception-draft';
import { filesHash, type NodePlace } from './route';

/** The parameter that opens the form. */
const OPENS = 'new-exception';
const FILLED = ['kb', 'title', 'cve', 'where'] as const;

interface Open {
  kb: string;
  title: string;
}

/** An open patch on one node. A patch is told from others by its KB id and its title. */
export function exceptHash({ kb, title }: Open, { scopeId, instanceId }: NodePlace): string {
  const tokens = [
    ...(scopeId === undefined ? [] : [is('scopeId', scopeId)]),
    is('instanceId', instanceId),
  ];
  return newExceptionHash({ kb, title, where: formatFilter({ tokens }) });
}

export function newExceptionHash(filled: Partial<ExceptionDraft> = {}): string {
  const params = new URLSearchParams();
  for (const name of FILLED) if (filled[name]) params.set(name, filled[name]);
  const rest = params.toString();
  return filesHash(rest ? `${OPENS}&${rest}` : OPENS);
}

/** What an address fills in; `undefined` if it does not open the form. */
export function draftOfAddress(query: string): ExceptionDraft | undefined {
  const params = new URLSearchParams(query);
  if (!params.has(OPENS)) return undefined;
  const filled = FILLED.map((name) => [name, params.get(name) ?? '']);
  return { ...EMPTY_DRAFT, ...Object.fromEntries(filled) };
}

function is(property: string, value: string): Token {
  return { property, operator: '=', value };
}
