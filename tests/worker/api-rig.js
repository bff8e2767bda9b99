/** The Worker's API, asked by people with a role, with fleets that were put there. */
import { join } from 'node:path';
import { Fleet, remoteSource } from 'patchlens/fleet';
import { openAccess } from '../../scripts/local-access.mjs';
import { fixture } from '../fleet/questions.js';
import { folderFor, openWatch, SECRETS } from './rig.js';

export const READER = 'rita@example.com';
export const EDITOR = 'edith@example.com';
const ROLES = { reader: { emails: [READER] }, editor: { emails: [EDITOR] } };
/** The run of the fleet that was put there last: minutes since 1970. Each has one of its own. */
let lastRun = Date.UTC(2026, 0, 31) / 60_000;
/** The scopes of the table of questions. */
export const SCOPES = [
  { account: '111122223333', region: 'eu-central-1' },
  { account: '444455556666', region: 'us-east-1' },
];
/** The Worker with the clock and the rules of the table. */
export const AT_ITS_TIME = join(import.meta.dirname, 'api-worker.js');

/**
 * Opens the Worker behind Access.
 *
 * @param t the test, or an object with `after`
 */
export async function openApi(t, { vars, folder = folderFor(t), ...options } = {}) {
  const access = await openAccess({ emails: [READER] });
  t.after(access.close);
  const watch = await openWatch({
    scopes: SCOPES,
    folder,
    ...options,
    vars: {
      ACCESS_ISSUER: access.issuer,
      ACCESS_AUDIENCE: access.audience,
      ACCESS_ROLES: JSON.stringify(ROLES),
      ...vars,
    },
  });
  t.after(watch.dispose);
  return { watch, ...askers(watch, access) };
}

function askers(watch, access) {
  const send = async (email, path, { headers, ...init } = {}) => {
    const token = await access.sign({ email });
    const own = { ...headers, 'cf-access-jwt-assertion': token };
    return withoutSecrets(await watch.fetch(path, { ...init, headers: own }));
  };
  const get = async (path, email = READER) => opened(await send(email, path));
  const change = async (path, body, email = EDITOR, headers = {}) => {
    const own = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers };
    return opened(await send(email, path, { method: 'POST', headers: own, body: JSON.stringify(body) }));
  };
  const fetch = async (request) => {
    const { method, url, headers } = request;
    const body = method === 'POST' ? await request.text() : undefined;
    const path = url.slice(new URL(url).origin.length);
    const response = await send(READER, path, { method, headers: Object.fromEntries(headers), body });
    return new Response(await response.arrayBuffer(), {
      status: response.status,
      headers: Object.fromEntries(response.headers),
    });
  };
  return { send, get, change, source: remoteSource('https://watch.test/api/', { fetch }) };
}

/** A response that was searched for secrets, body and headers. */
export async function withoutSecrets(response) {
  const body = Buffer.from(await response.clone().arrayBuffer());
  const found = SECRETS.find(
    (text) => body.includes(text) || [...response.headers].some(([, value]) => value.includes(text)),
  );
  if (found) throw new Error('a response has a secret');
  return response;
}

async function opened(response) {
  const { answer, error } = await response.json();
  return { status: response.status, answer, ...error };
}

/** Empties the tables that a test here fills. */
export async function empty(watch) {
  for (const table of ['scope', 'run', 'exception_edit', 'attribute_edit', 'alert', 'delivery']) {
    await watch.rows(`DELETE FROM ${table}`);
  }
}

/** Puts the fleets of the table into the stores, as complete runs. */
export async function putFixture(watch, scopes = SCOPES) {
  for (const scope of scopes) await putScope(watch, scope, snapshotOf(scope));
}

/** Puts a scope into the stores, as a complete run has left it. */
export async function putScope(watch, { account, region }, bytes) {
  const run = (lastRun += 1);
  const key = `fleet/${account}/${region}/2026-01-31.snapshot`;
  await watch.putBytes(key, bytes);
  await watch.rows(`INSERT INTO scope (account, region, role_arn) VALUES ('${account}', '${region}', '')`);
  await watch.rows(`
    INSERT INTO run (scope_id, run_id, status, started, ended, snapshot)
    SELECT scope_id, ${run}, 'complete', ${run * 60_000}, ${run * 60_000 + 1000}, '${key}'
    FROM scope WHERE account = '${account}' AND region = '${region}'`);
  return key;
}

/** Enters a later run of a scope that has failed. */
export async function failRun(watch, { account, region }, error) {
  const run = (lastRun += 1);
  await watch.rows(`
    INSERT INTO run (scope_id, run_id, status, started, ended, error, requests, throttled)
    SELECT scope_id, ${run}, 'failed', ${run * 60_000}, ${run * 60_000 + 1000},
      '${error}', 7, 3 FROM scope WHERE account = '${account}' AND region = '${region}'`);
}

export function snapshotOf({ account, region }) {
  const fleet = new Fleet();
  fleet.setRules(fixture.rules);
  for (const { scope, operation, input, body, readAt } of fixture.pages) {
    if (scope !== `${account}/${region}`) continue;
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    fleet.ingest(scope, operation, input, bytes, new Date(readAt));
  }
  return fleet.snapshot();
}
