import { Fleet, type Exception } from 'patchlens/fleet';
import { ApiRefused, invalid } from './api-refused.ts';
import type { Context } from './context.ts';
import { EXCEPTIONS, exceptionOf, type ExceptionRow } from './edits.ts';
import { bodyOf, paramsOf, textAt } from './input.ts';
import { answered, stored } from './response.ts';

const MEMBERS = ['id', 'match', 'where', 'reason', 'until'];

interface Edit {
  exception_id: string;
  body: string | null;
  who: string;
  at: number;
}

/** The exceptions that hold, and who has entered or withdrawn which of all, the last one first. */
export async function exceptions(request: Request, { env }: Context): Promise<Response> {
  paramsOf(request, []);
  const holding = await env.DB.prepare(EXCEPTIONS).all<ExceptionRow>();
  const edits = await env.DB.prepare(
    'SELECT exception_id, body, who, at FROM exception_edit ORDER BY edit_id DESC',
  ).all<Edit>();
  return stored(request, {
    exceptions: holding.results.map(exceptionOf),
    edits: edits.results.map(({ exception_id: id, body, who, at }) => ({
      ...{ id, who, at: new Date(at).toISOString() },
      ...(body === null ? { withdrawn: true } : { exception: JSON.parse(body) }),
    })),
  });
}

/** Enters an exception, `{ set }`, or withdraws one, `{ withdraw: id }`. */
export async function setException(request: Request, context: Context): Promise<Response> {
  const { set, withdraw } = await bodyOf(request, ['set', 'withdraw']);
  if ((set === undefined) === (withdraw === undefined)) {
    throw new ApiRefused('invalid-input', 'the body: expected either set or withdraw');
  }
  const { env, identity, now } = context;
  const id = set === undefined ? textAt('withdraw', withdraw, 200) : checked(set).id;
  if (set === undefined) await checkHolds(env.DB, id);
  await env.DB.prepare('INSERT INTO exception_edit (exception_id, body, who, at) VALUES (?, ?, ?, ?)')
    .bind(id, set === undefined ? null : JSON.stringify(set), identity.who, now)
    .run();
  return answered({ id, who: identity.who, at: new Date(now).toISOString() });
}

function checked(given: unknown): Exception {
  if (typeof given !== 'object' || given === null) throw invalid('set', 'an exception', given);
  const unknown = Object.entries(given).find(([name]) => !MEMBERS.includes(name));
  if (unknown) throw invalid(`set.${unknown[0]}`, `one of ${MEMBERS.join(', ')}`, unknown[1]);
  const exception = given as Exception;
  textAt('set.id', exception.id, 200);
  textAt('set.reason', exception.reason, 2000);
  // The engine says what else is wrong.
  using fleet = new Fleet();
  fleet.setExceptions([exception]);
  return exception;
}

async function checkHolds(db: D1Database, id: string): Promise<void> {
  const { results } = await db.prepare(EXCEPTIONS).all<ExceptionRow>();
  if (results.some((row) => row.exception_id === id)) return;
  throw invalid('withdraw', 'the id of an exception that holds', id);
}
