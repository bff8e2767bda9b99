/** The Worker's access in Cloudflare's runtime. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { openAccess } from '../../scripts/local-access.mjs';
import { watchConfiguration } from '../../scripts/watch-dev.mjs';

const READER = 'rita@example.com';
const EDITOR = 'edith@example.com';
const ROLES = { reader: { emails: [READER] }, editor: { emails: [EDITOR] } };
const EDIT = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };

async function open(t) {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'access-worker.js')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
  });
  const access = await openAccess({ emails: [READER] });
  const said = [];
  const note = (stream) => stream.setEncoding('utf8').on('data', (text) => said.push(text));
  const miniflare = new Miniflare({
    cf: false,
    modules: true,
    script: outputFiles[0].text,
    compatibilityDate: watchConfiguration().compatibility_date,
    handleRuntimeStdio: (stdout, stderr) => [stdout, stderr].forEach(note),
    bindings: {
      ACCESS_ISSUER: access.issuer,
      ACCESS_AUDIENCE: access.audience,
      ACCESS_ROLES: JSON.stringify(ROLES),
    },
  });
  await miniflare.ready;
  let isClosed = false;
  const close = async () => !isClosed && (isClosed = true) && access.close();
  t.after(async () => {
    await miniflare.dispose();
    await close();
  });
  const ask = async (token, path = '/', init = {}) => {
    const headers = { ...init.headers, ...(token && { 'cf-access-jwt-assertion': token }) };
    const response = await miniflare.dispatchFetch(`https://watch.test${path}`, { ...init, headers });
    return { status: response.status, ...(await response.json()) };
  };
  return { access, ask, said, close };
}

test('the runtime verifies tokens, also those of many requests at once', async (t) => {
  const { access, ask, said, close } = await open(t);
  const reader = await access.sign({ email: READER });
  const editor = await access.sign({ email: EDITOR });
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(reader)));
  for (const answer of answers) {
    assert.deepEqual(answer, { status: 200, who: READER, role: 'reader', isMachine: false });
  }
  const change = { method: 'POST', headers: EDIT, body: '{}' };
  assert.equal((await ask(editor, '/change', change)).status, 200);
  assert.equal((await ask(reader, '/change', change)).status, 403);
  const foreign = { ...change, headers: { ...EDIT, 'sec-fetch-site': 'cross-site' } };
  assert.equal((await ask(editor, '/change', foreign)).status, 403);
  const [head, claims] = reader.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const expired = await access.sign({ email: READER, exp: 1 });
  const forged = [`${head}.${claims}.AAAA`, `${none}.${claims}.`, expired];
  for (const token of [undefined, ...forged]) assert.equal((await ask(token)).status, 401);
  assert.equal((await ask(undefined, `/?token=${editor}`)).status, 401);
  await close();
  assert.equal((await ask(reader)).status, 200, 'the keys are in the memory of the isolate');
  const log = said.join('');
  assert.match(log, /AccessRefused/);
  for (const part of [claims, expired.split('.')[1], READER]) assert.ok(!log.includes(part), log);
});

test('keys that cannot be read refuse with 503', async (t) => {
  const { access, ask, close } = await open(t);
  const token = await access.sign({ email: READER });
  await close();
  const { status, code } = await ask(token);
  assert.deepEqual([status, code], [503, 'unavailable']);
});
