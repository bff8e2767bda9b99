import { identify } from '../access/identify.ts';
import { checkStateChange } from '../access/state-change.ts';
import type { Env } from '../env.ts';
import { ApiRefused } from './api-refused.ts';
import { attributes, setAttributes } from './attributes.ts';
import type { Context, Isolate } from './context.ts';
import { cve } from './cve.ts';
import { deadLetterList } from './dead-letter-list.ts';
import { exceptions, setException } from './exceptions.ts';
import { exported } from './export.ts';
import { question } from './question.ts';
import { refusal } from './response.ts';
import { runs } from './run-list.ts';
import { scanNow } from './scan-now.ts';
import { trend } from './trend.ts';

type Answer = (request: Request, context: Context) => Promise<Response>;

const PREFIX = '/api/v1/';
/** What changes something. All of it needs an editor. */
const CHANGES: Record<string, Answer> = {
  scan: scanNow,
  exceptions: setException,
  attributes: setAttributes,
};
const READS: Record<string, Answer> = {
  ...{ trend, runs, cve, exceptions, attributes },
  ...{ export: exported, 'dead-letters': deadLetterList },
};
/** The questions of docs/backend-protocol.md. */
const QUESTIONS = new Set([
  ...['describe', 'summary', 'nodes', 'findings', 'patches', 'cves', 'node', 'groups', 'values'],
]);

/** Answers a request to the API. */
export async function answerApi(
  request: Request,
  env: Env,
  execution: ExecutionContext,
  isolate: Isolate,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/api/')) return new Response('Not found\n', { status: 404 });
  try {
    const identity = await identify(request, env);
    const name = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : '';
    const waitUntil = (promise: Promise<unknown>) => execution.waitUntil(promise);
    const { fleets } = isolate;
    const context = { env, identity, now: isolate.now(), rules: isolate.rules(env), fleets, waitUntil };
    return await answerOf(name, request, context)(request, context);
  } catch (error) {
    return refusal(error);
  }
}

function answerOf(name: string, request: Request, { identity }: Context): Answer {
  if (QUESTIONS.has(name)) return question;
  const [read, change] = [READS, CHANGES].map((it) => (Object.hasOwn(it, name) ? it[name] : undefined));
  if (!read && !change) throw new ApiRefused('not-found', `There is no path ${PREFIX}${name}`);
  if (read && request.method === 'GET') return read;
  if (change && (!read || request.method === 'POST')) {
    checkStateChange(request, identity);
    return change;
  }
  throw new ApiRefused('method-not-allowed', `This path takes GET${change ? ' and POST' : ''}`);
}
