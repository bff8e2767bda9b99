/** Who may ask the Worker, and who may change something. */
import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { openAccess } from '../../scripts/local-access.mjs';
import { workerCode } from './worker-code.js';

const { identify, checkStateChange } = await workerCode('access', ['identify', 'state-change', 'access-refused']);

const READER = 'rita@example.com';
const EDITOR = 'Edith@Example.com';
const SERVICE = '0f9c1b6e4d7a4c35.access';
const ROLES = {
  reader: { emails: [READER], groups: ['auditors'] },
  editor: { emails: [EDITOR], groups: ['patch-owners'], serviceTokens: [SERVICE] },
  groupClaim: 'groups',
};
const EDIT = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
const now = () => Math.floor(Date.now() / 1000);
const FOREIGN_TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/jsonp',
  'text/plain, application/json',
];
const coded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An Access of this test, and the questions to the Worker's code about it. */
async function rig(t, { roles = ROLES } = {}) {
  const access = await openAccess({ emails: [READER] });
  t.after(access.close);
  const env = {
    ACCESS_ISSUER: access.issuer,
    ACCESS_AUDIENCE: access.audience,
    ACCESS_ROLES: typeof roles === 'string' ? roles : JSON.stringify(roles),
  };
  const ask = (token, url = 'https://watch.test/api/v1/describe') =>
    identify(new Request(url, { headers: token ? { 'cf-access-jwt-assertion': token } : {} }), env);
  const certs = async () => (await (await fetch(`${access.issuer}/cdn-cgi/access/certs`)).json()).keys;
  return { access, env, ask, certs };
}

/** Refuses, and says nothing of the token in what it throws. */
async function refused(promise, code, token) {
  const error = await promise.then(
    (identity) => assert.fail(`accepted as ${JSON.stringify(identity)}`),
    (reason) => reason,
  );
  assert.equal(error.name, 'AccessRefused', error.stack);
  assert.equal(error.code, code, error.message);
  assert.equal(error.cause, undefined);
  const told = JSON.stringify([error.message, error.stack, { ...error }]);
  for (const part of (token ?? '').split('.').filter((it) => it.length > 8)) {
    assert.ok(!told.includes(part), `the error has a part of the token: ${told}`);
  }
  return error;
}

/** What a test writes to the log while it runs. */
function logged(t) {
  const said = [];
  for (const name of ['log', 'info', 'warn', 'error', 'debug']) {
    t.mock.method(console, name, (...given) => said.push(given.map(String).join(' ')));
  }
  return said;
}

test('a_reader_an_editor_and_a_service_token_have_their_roles', async (t) => {
  const { access, ask } = await rig(t);
  assert.deepEqual(await ask(await access.sign({ email: READER })), {
    who: READER,
    role: 'reader',
    isMachine: false,
  });
  assert.deepEqual(await ask(await access.sign({ email: 'EDITH@example.com' })), {
    who: 'edith@example.com',
    role: 'editor',
    isMachine: false,
  });
  assert.deepEqual(await ask(await access.sign({ common_name: SERVICE, sub: '' })), {
    who: SERVICE,
    role: 'editor',
    isMachine: true,
  });
});

test('a_group_of_the_identity_provider_gives_the_highest_role', async (t) => {
  const { access, ask } = await rig(t);
  const roleOf = async (custom, email = 'gus@example.com') =>
    (await ask(await access.sign({ email, custom }))).role;
  assert.equal(await roleOf({ groups: ['auditors'] }), 'reader');
  assert.equal(await roleOf({ groups: 'auditors' }), 'reader');
  assert.equal(await roleOf({ groups: ['auditors', 'patch-owners'] }), 'editor');
  assert.equal(await roleOf({ groups: ['patch-owners'] }, READER), 'editor');
  const elsewhere = { groups: ['auditors'], custom: { team: 'auditors' } };
  const other = await access.sign({ email: 'gus@example.com', ...elsewhere });
  await refused(ask(other), 'forbidden', other);
});

test('a_person_or_token_without_a_role_is_refused', async (t) => {
  const { access, ask } = await rig(t);
  for (const claims of [
    { email: 'mallory@example.com' },
    { email: `${READER}.example.org` },
    { common_name: 'other.access' },
    { common_name: READER },
    { email: SERVICE, common_name: SERVICE },
    { sub: READER },
    { email: [READER] },
  ]) {
    const token = await access.sign(claims);
    assert.equal((await refused(ask(token), 'forbidden', token)).status, 403);
  }
});

test('a_wrong_expired_or_foreign_token_is_refused', async (t) => {
  const { access, ask } = await rig(t);
  const valid = { email: READER };
  const cases = [
    ['unauthorized', { iss: 'https://evil.cloudflareaccess.com' }],
    ['unauthorized', { iss: undefined }],
    ['unauthorized', { aud: ['f'.repeat(64)] }],
    ['unauthorized', { aud: undefined }],
    ['expired', { exp: now() - 31 }],
    ['unauthorized', { exp: undefined }],
    ['unauthorized', { nbf: now() + 60 }],
    ['unauthorized', { iat: now() + 60 }],
    ['unauthorized', { iat: undefined }],
    ['expired', { iat: now() - 32 * 86_400 }],
  ];
  for (const [code, wrong] of cases) {
    const token = await access.sign({ ...valid, ...wrong });
    assert.equal((await refused(ask(token), code, token)).status, 401);
  }
  const skewed = await access.sign({ ...valid, exp: now() - 20, nbf: now() + 20 });
  assert.equal((await ask(skewed)).role, 'reader');
});

test('an_unsigned_or_tampered_token_is_refused', async (t) => {
  const { access, ask, certs } = await rig(t);
  const token = await access.sign({ email: READER });
  const [head, , signature] = token.split('.');
  const claims = { aud: [access.audience], iss: access.issuer, iat: now(), exp: now() + 60, email: EDITOR };
  const [{ kid, ...jwk }] = await certs();
  const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const hs256 = `${coded({ alg: 'HS256', kid })}.${coded(claims)}`;
  for (const forged of [
    `${coded({ alg: 'none', kid })}.${coded(claims)}.`,
    `${coded({ alg: 'none' })}.${coded(claims)}.${signature}`,
    `${hs256}.${createHmac('sha256', pem).update(hs256).digest('base64url')}`,
    `${head}.${coded(claims)}.${signature}`,
    `${head}.${coded(claims)}.`,
    `${token.slice(0, -8)}AAAAAAAA`,
    'a.b.c',
    'Bearer',
  ]) {
    assert.equal((await refused(ask(forged), 'unauthorized', forged)).status, 401);
  }
  assert.equal((await ask(token)).role, 'reader');
});

test('a_token_of_another_key_is_refused_whatever_key_it_names', async (t) => {
  const { access, ask, certs } = await rig(t);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const claims = { aud: [access.audience], iss: access.issuer, iat: now(), exp: now() + 60, email: EDITOR };
  const [{ kid }] = await certs();
  for (const header of [
    { alg: 'RS256', kid },
    { alg: 'RS256', kid: 'unknown' },
    { alg: 'RS256' },
    { alg: 'RS256', kid, jwk: publicKey.export({ format: 'jwk' }) },
    { alg: 'RS256', kid, jku: 'https://evil.example.com/certs' },
  ]) {
    const text = `${coded(header)}.${coded(claims)}`;
    const token = `${text}.${signBytes('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
    await refused(ask(token), 'unauthorized', token);
  }
});

test('a_token_that_does_not_name_its_key_is_refused', async (t) => {
  const { access, ask } = await rig(t);
  const token = await access.sign({ email: READER }, { kid: undefined });
  await refused(ask(token), 'unauthorized', token);
});

test('a_new_key_of_access_is_read_once_in_ten_seconds', async (t) => {
  const { access, ask } = await rig(t);
  const reads = t.mock.method(globalThis, 'fetch');
  const old = await access.sign({ email: READER });
  await ask(old);
  await ask(old);
  assert.equal(reads.mock.callCount(), 1);
  await access.rotate();
  const fresh = await access.sign({ email: READER });
  await refused(ask(fresh), 'unauthorized', fresh);
  assert.equal(reads.mock.callCount(), 1);
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 11_000 });
  assert.equal((await ask(fresh)).role, 'reader');
  assert.equal((await ask(old)).role, 'reader');
  assert.equal(reads.mock.callCount(), 2);
});

test('keys_that_cannot_be_read_refuse_everyone_with_503_until_they_can', async (t) => {
  const { access, env } = await rig(t);
  let certs = (response) => response.writeHead(500).end();
  const server = createServer((_request, response) => certs(response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const token = await access.sign({ email: READER, iss: issuer });
  const request = new Request('https://watch.test/', { headers: { 'cf-access-jwt-assertion': token } });
  const ask = () => identify(request, { ...env, ACCESS_ISSUER: issuer });
  for (const answer of [
    (response) => response.writeHead(500).end(),
    (response) => response.writeHead(302, { location: `${access.issuer}/cdn-cgi/access/certs` }).end(),
    (response) => response.end('no JSON'),
    (response) => response.end('{"keys":1}'),
    (response) => response.destroy(),
  ]) {
    certs = answer;
    assert.equal((await refused(ask(), 'unavailable', token)).status, 503);
  }
  const own = await (await fetch(`${access.issuer}/cdn-cgi/access/certs`)).text();
  certs = (response) => response.end(own);
  assert.equal((await ask()).role, 'reader');
});

test('a_token_counts_in_its_header_alone', async (t) => {
  const { access, env } = await rig(t);
  const token = await access.sign({ email: EDITOR });
  const urls = ['token', 'jwt', 'cf-access-jwt-assertion', 'CF_Authorization'].map(
    (name) => `https://watch.test/api/v1/describe?${name}=${token}`,
  );
  for (const url of urls) await refused(identify(new Request(url), env), 'unauthorized', token);
  for (const [name, value] of [
    ['authorization', `Bearer ${token}`],
    ['cookie', `CF_Authorization=${token}`],
    ['cf-access-authenticated-user-email', EDITOR],
  ]) {
    const request = new Request('https://watch.test/', { headers: { [name]: value } });
    await refused(identify(request, env), 'unauthorized', token);
  }
});

test('a_configuration_that_is_not_valid_refuses_everyone_and_is_logged', async (t) => {
  const said = logged(t);
  const { access, env, ask } = await rig(t, { roles: {} });
  const token = await access.sign({ email: READER });
  await refused(ask(token), 'forbidden', token);
  const request = new Request('https://watch.test/', { headers: { 'cf-access-jwt-assertion': token } });
  const wrong = [
    ['ACCESS_ISSUER', undefined],
    ['ACCESS_ISSUER', 'https://evil.example.com'],
    ['ACCESS_ISSUER', 'https://team.cloudflareaccess.com.evil.example.com'],
    ['ACCESS_ISSUER', 'http://team.cloudflareaccess.com'],
    ['ACCESS_AUDIENCE', ''],
    ['ACCESS_AUDIENCE', undefined],
    ['ACCESS_ROLES', 'no JSON'],
    ['ACCESS_ROLES', '[]'],
    ['ACCESS_ROLES', '{"readers":{}}'],
    ['ACCESS_ROLES', '{"reader":{"email":[]}}'],
    ['ACCESS_ROLES', '{"reader":{"emails":"rita@example.com"}}'],
    ['ACCESS_ROLES', '{"reader":{"emails":["*"]}}'],
    ['ACCESS_ROLES', '{"reader":{"groups":["it"]}}'],
  ];
  for (const [name, value] of wrong) {
    const before = said.length;
    const error = await refused(identify(request, { ...env, [name]: value }), 'internal', token);
    assert.equal(error.status, 500);
    assert.ok(!error.message.includes(name), error.message);
    assert.equal(said.length, before + 1);
    assert.match(said.at(-1), new RegExp(name));
  }
  assert.ok(!said.join('').includes(token.split('.')[1]));
});

test('a_change_needs_an_editor_post_json_and_the_page_of_this_origin', () => {
  const edit = (identity, { method = 'POST', headers = EDIT } = {}) =>
    checkStateChange(new Request('https://watch.test/api/v1/exceptions', { method, headers }), identity);
  const editor = { who: EDITOR, role: 'editor', isMachine: false };
  const machine = { who: SERVICE, role: 'editor', isMachine: true };
  edit(editor);
  edit(editor, { headers: { ...EDIT, 'content-type': 'Application/JSON; charset=utf-8' } });
  edit(machine, { headers: { 'content-type': 'application/json' } });
  const refusals = [
    ['forbidden', { ...editor, role: 'reader' }],
    ['forbidden', { ...machine, role: 'reader' }],
    ['method-not-allowed', editor, { method: 'GET' }],
    ['method-not-allowed', editor, { method: 'DELETE' }],
    ['method-not-allowed', machine, { method: 'PUT' }],
    ...['cross-site', 'same-site', 'none', ''].map((site) => [
      'forbidden',
      editor,
      { headers: { ...EDIT, 'sec-fetch-site': site } },
    ]),
    ['forbidden', editor, { headers: { 'content-type': 'application/json' } }],
    ...FOREIGN_TYPES.map((type) => [
      'unsupported-media-type',
      editor,
      { headers: { ...EDIT, 'content-type': type } },
    ]),
    ['unsupported-media-type', machine, { headers: {} }],
  ];
  for (const [code, ...given] of refusals) {
    assert.throws(() => edit(...given), { name: 'AccessRefused', code }, JSON.stringify(given));
  }
});
