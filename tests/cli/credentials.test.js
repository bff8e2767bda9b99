/** Where credentials come from, and what is said when they are not there. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PatchClient } from 'patchlens';
import { parseIni } from '../../cli/credentials/ini.js';
import { CommandError } from '../../cli/command-error.js';
import { fromContainer } from '../../cli/credentials/container.js';
import { credentialsIn } from '../../cli/credentials/process-output.js';
import { wordsOf } from '../../cli/credentials/program.js';
import { explained, shared } from '../../cli/credentials/shared.js';
import { createSimulator, SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { command, environment, folderOf, programIn, REGION, simulator, withoutKeys } from './rig.js';

const [keys, session] = SAMPLE_CREDENTIALS;
const ACCOUNT = '123456789012';
const OTHER = '210987654321';
const ROLES = [
  { arn: `arn:aws:iam::${OTHER}:role/First`, trusts: [`arn:aws:iam::${ACCOUNT}:root`], externalId: 'portal-42' },
  { arn: `arn:aws:iam::${OTHER}:role/Second`, trusts: [`arn:aws:iam::${OTHER}:root`] },
];
const JSON_OUTPUT = JSON.stringify({
  Version: 1,
  AccessKeyId: session.accessKeyId,
  SecretAccessKey: session.secretAccessKey,
  SessionToken: session.sessionToken,
});
let aws;
let requests = [];

before(async () => {
  const scopes = [ACCOUNT, OTHER].map((account) => ({ account, region: REGION, fleet: { nodes: 3 } }));
  aws = await simulator({ scopes, roles: ROLES, onRequest: (record) => requests.push(record) });
});

/** A scan in a home of its own, with the files of AWS's tools. */
async function scanIn(name, { config, credentials, aws: script, env = {}, args = [] }) {
  const home = folderOf(name);
  mkdirSync(join(home, '.aws'));
  if (config) writeFileSync(join(home, '.aws/config'), config);
  if (credentials) writeFileSync(join(home, '.aws/credentials'), credentials);
  if (script) programIn(home, 'aws', script);
  requests = [];
  const shell = { ...withoutKeys(environment(aws.url, home)), ...env };
  const answer = await command(['scan', '-t', 'nodes', '-f', 'json', ...args], { env: shell });
  const said = answer.stdout + answer.stderr;
  for (const { secretAccessKey, sessionToken } of [keys, session]) {
    for (const secret of [secretAccessKey, sessionToken].filter(Boolean)) {
      assert.ok(!said.includes(secret), 'a secret is printed');
    }
  }
  return answer;
}

function accountsIn({ code, stdout, stderr }) {
  assert.equal(code, 0, stderr);
  const { rows } = JSON.parse(stdout);
  assert.ok(rows.length > 0);
  return [...new Set(rows.map(({ account }) => account))];
}

const KEYS = `aws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`;

test('keys of the shared file, with comments, spaces and CR LF', async () => {
  const credentials = [
    '\ufeff# a comment',
    '; another one',
    '  [ default ]  # at the end',
    `aws_access_key_id=${keys.accessKeyId}   ; mine`,
    `\taws_secret_access_key   =   ${keys.secretAccessKey}  `,
    's3 =',
    '  aws_access_key_id = nested',
    '',
  ].join('\r\n');
  assert.deepEqual(accountsIn(await scanIn('crlf', { credentials })), [ACCOUNT]);
});

test('a chain of roles, over the profile that each names', async () => {
  const config = `
[profile "the second"]
role_arn = ${ROLES[1].arn}
source_profile = first
[profile first]
role_arn=${ROLES[0].arn}
source_profile=base
external_id=portal-42
role_session_name = night
`;
  const credentials = `[base]\n${KEYS}`;
  const args = ['--profile', 'the second'];
  assert.deepEqual(accountsIn(await scanIn('chain', { config, credentials, args })), [OTHER]);
  const sts = requests.filter(({ operation }) => operation === 'AssumeRole');
  assert.equal(sts.length, 2);
});

test('a profile that is its own source, and one with credential_source', async () => {
  const config = `[profile own]\nrole_arn=${ROLES[0].arn}\nexternal_id=portal-42\nsource_profile=own\n${KEYS}`;
  assert.deepEqual(accountsIn(await scanIn('own', { config, args: ['--profile', 'own'] })), [OTHER]);
  const fromEnv = `[profile env]\nrole_arn=${ROLES[0].arn}\nexternal_id=portal-42\ncredential_source=Environment\n`;
  const env = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
  const answer = await scanIn('source', { config: fromEnv, env, args: ['--profile', 'env'] });
  assert.deepEqual(accountsIn(answer), [OTHER]);
});

test('a program of a profile, with spaces in its arguments', async () => {
  const folder = folderOf('program');
  writeFileSync(join(folder, 'out put.json'), JSON_OUTPUT);
  const config = `[default]\ncredential_process = /bin/cat "${join(folder, 'out put.json')}"\n`;
  assert.deepEqual(accountsIn(await scanIn('process', { config })), [ACCOUNT]);
  const failing = `[default]\ncredential_process = /bin/cat "${join(folder, 'none')}"\n`;
  const { code, stderr } = await scanIn('process-failing', { config: failing });
  assert.equal(code, 1);
  assert.match(stderr, /credential_process of profile "default": the program failed/);
});

test('the AWS CLI comes after the environment and before the files', async () => {
  const script = `echo "$@" >> "$HOME/calls"; echo '${JSON_OUTPUT}'`;
  const home = { aws: script, credentials: '[default]\naws_access_key_id=WRONG\naws_secret_access_key=WRONG\n' };
  assert.deepEqual(accountsIn(await scanIn('aws-cli', home)), [ACCOUNT]);
  const env = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
  assert.deepEqual(accountsIn(await scanIn('aws-env', { aws: 'exit 9', env })), [ACCOUNT]);
  const { code, stderr } = await scanIn('aws-profile', { aws: 'echo broken >&2; exit 9', env, args: ['--profile', 'p'] });
  assert.equal(code, 1, 'the environment does not stand for a profile');
  assert.match(stderr, /The AWS CLI has no credentials for profile "p": broken/);
});

test('an AWS CLI without the command, or without credentials, leaves it to the files', async () => {
  for (const words of ["aws: error: argument operation: Invalid choice", 'Unable to retrieve credentials: no credentials found']) {
    const script = `echo "${words}" >&2; exit 252`;
    assert.deepEqual(accountsIn(await scanIn('aws-old', { aws: script, credentials: `[default]\n${KEYS}` })), [ACCOUNT]);
  }
});

test('an expired session says how to sign in', async () => {
  const script = 'echo "Error when retrieving token from sso: Token has expired and refresh failed" >&2; exit 255';
  const { code, stderr } = await scanIn('sso', { aws: script, args: ['--profile', "it's mine"] });
  assert.equal(code, 1);
  assert.ok(stderr.includes(`aws sso login --profile 'it'\\''s mine'`), stderr);
  const named = await scanIn('sso-env', { aws: script, env: { AWS_PROFILE: 'prod' } });
  assert.ok(named.stderr.includes('aws sso login --profile prod\n'), named.stderr);
});

const WITHOUT = [
  ['no place has any', {}, /There are no AWS credentials\. Name a profile/],
  ['no such profile', { args: ['--profile', 'nope'] }, /There is no profile "nope"/],
  ['SSO without the AWS CLI', { config: '[profile s]\nsso_session=x\n', args: ['--profile', 's'] }, /install the AWS CLI.*aws sso login --profile s/],
  ['MFA', { config: '[profile m]\nrole_arn=r\nmfa_serial=x\nsource_profile=m\n', args: ['--profile', 'm'] }, /mfa_serial/],
  ['a circle', { config: '[profile a]\nrole_arn=r\nsource_profile=b\n[profile b]\nrole_arn=r\nsource_profile=a\n', args: ['--profile', 'a'] }, /a → b → a/],
  ['no source', { config: '[profile n]\nrole_arn=r\n', args: ['--profile', 'n'] }, /needs a source_profile/],
  ['an empty profile', { config: '[profile e]\nregion=us-east-1\n', args: ['--profile', 'e'] }, /"e" has no credentials/],
];

const HALF = 'aws_access_key_id=AKIAHALF\n';
const KEYS_IN_ENV = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
WITHOUT.push(
  // The next place would have credentials of another account, perhaps.
  ['half of the keys', { env: { AWS_ACCESS_KEY_ID: 'AKIAHALF' }, credentials: `[default]\n${KEYS}` }, /AWS_SECRET_ACCESS_KEY is missing/],
  ['half of a profile', { credentials: `[h]\n${HALF}credential_process=/bin/true\n`, args: ['--profile', 'h'] }, /"h" .*aws_secret_access_key is missing/],
  ['half of the default', { credentials: `[default]\n${HALF}` }, /"default" .*aws_secret_access_key is missing/],
  ['AWS_PROFILE of no profile', { env: { AWS_PROFILE: 'nope' }, credentials: `[default]\n${KEYS}` }, /There is no profile "nope"/],
  ['AWS_PROFILE of no profile, with keys', { env: { ...KEYS_IN_ENV, AWS_PROFILE: 'nope' } }, /There is no profile "nope"/],
  ['AWS_PROFILE of no profile, without a Region', { env: { AWS_PROFILE: 'nope', AWS_REGION: '' } }, /There is no profile "nope"/],
);

test('an empty AWS_PROFILE counts as unset, also for the AWS CLI', async () => {
  const env = { AWS_PROFILE: '', AWS_REGION: '' };
  const home = { config: `[default]\nregion=${REGION}\n`, credentials: `[default]\n${KEYS}`, env };
  assert.deepEqual(accountsIn(await scanIn('no-profile', home)), [ACCOUNT]);
  const script = `[ -z "\${AWS_PROFILE+set}" ] && echo '${JSON_OUTPUT}'`;
  assert.deepEqual(accountsIn(await scanIn('no-profile-cli', { ...home, credentials: undefined, aws: script })), [ACCOUNT]);
});

for (const [name, home, message] of WITHOUT) {
  test(`without credentials, what to do is said: ${name}`, async () => {
    const { code, stdout, stderr } = await scanIn('without', home);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, message);
  });
}

test('a role that cannot be taken is named with its profile', async () => {
  const config = `[profile r]\nrole_arn=arn:aws:iam::${OTHER}:role/Nobody\nsource_profile=base\n`;
  const { code, stderr } = await scanIn('role', { config, credentials: `[base]\n${KEYS}`, args: ['--profile', 'r'] });
  assert.equal(code, 1);
  assert.match(stderr, /credentials of profile "r": .*trust policy/s);
});

test('several profiles are several accounts, and one account is read once', async () => {
  const config = `[profile other]\nrole_arn=${ROLES[0].arn}\nexternal_id=portal-42\nsource_profile=base\n[profile same]\n${KEYS}`;
  const home = { config, credentials: `[base]\n${KEYS}` };
  const answer = await scanIn('several', { ...home, args: ['--profile', 'base,other', '--profile', 'same'] });
  assert.deepEqual(accountsIn(answer).sort(), [ACCOUNT, OTHER]);
  assert.match(answer.stderr, /read once, with base: same is the same account/);
});

test('the Region of the profile counts if no other is named', async () => {
  const config = `[default]\nregion = eu-west-3\n${KEYS}`;
  const { stdout, stderr } = await scanIn('region', { config, env: { AWS_REGION: undefined } });
  assert.match(stdout + stderr, /eu-west-3/);
});

test('the endpoint of a container, with its token', async () => {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push([request.url, request.headers.authorization]);
    const { Version, SessionToken: Token, ...rest } = JSON.parse(JSON_OUTPUT);
    response.end(JSON.stringify({ ...rest, Token, Expiration: new Date(Date.now() + 3_600_000) }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  const env = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${server.address().port}/creds`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'the-token',
  };
  assert.deepEqual(accountsIn(await scanIn('container', { env })), [ACCOUNT]);
  assert.deepEqual(asked[0], ['/creds', 'the-token']);
  const { code, stderr } = await scanIn('container-http', { env: { ...env, AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/' } });
  assert.equal(code, 1);
  assert.match(stderr, /AWS_CONTAINER_CREDENTIALS_FULL_URI: https/);
});

test('the credentials of a container are asked of the address of ECS alone', async () => {
  const fetch = () => assert.fail('a request');
  for (const path of ['//evil.example/x', '/\\evil.example/x', '\\\\evil.example', 'http://evil.example/x', '@evil.example/x', 'x', '/\t/evil.example']) {
    await assert.rejects(fromContainer({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path }, fetch), {
      message: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: expected a path like /v2/credentials/…',
    });
  }
  const asked = [];
  const answer = async ({ url }) => asked.push(url) && new Response(JSON_OUTPUT);
  await fromContainer({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1?id=2' }, answer);
  assert.deepEqual(asked, ['http://169.254.170.2/v2/credentials/1?id=2']);
});

test('no error quotes what a program prints', () => {
  const output = { Version: 1, AccessKeyId: 'AKID', SecretAccessKey: 'secret' };
  for (const [members, message] of [
    [{ Version: 'q8xYzSecret' }, 'p: only version 1 of the output is known'],
    [{ Version: 2 }, 'p: only version 1 of the output is known, not 2'],
    [{ Expiration: 'q8xYzSecret' }, 'p: its Expiration is no time such as 2026-01-31T12:00:00Z'],
    [{ Expiration: { q8xYzSecret: 1 } }, 'p: its Expiration is no time such as 2026-01-31T12:00:00Z'],
    [{ SessionToken: { q8xYzSecret: 1 } }, 'p: its SessionToken is no text'],
  ]) {
    assert.throws(() => credentialsIn(JSON.stringify({ ...output, ...members }), 'p'), { message });
  }
  const expiration = new Date('2026-01-31T12:00:00Z');
  for (const text of ['2026-01-31T12:00:00Z', '2026-01-31T13:00:00+01:00', '2026-01-31T12:00:00+0000']) {
    assert.deepEqual(credentialsIn(JSON.stringify({ ...output, Expiration: text }), 'p').expiration, expiration);
  }
});

test('the cause is said where an error points to it', async () => {
  const file = join(folderOf('token'), 'none');
  const env = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: ROLES[0].arn };
  const { code, stderr } = await scanIn('token', { env });
  assert.equal(code, 1);
  assert.ok(!stderr.includes('see the cause') && stderr.includes(`no such file or directory, open '${file}'`), stderr);
  const failing = explained(() => Promise.reject(new CommandError('The session has ended')));
  const client = new PatchClient({ region: REGION, credentials: failing });
  await assert.rejects(client.describeInstanceInformation(), /no credentials: The session has ended$/);
});

test('a host without a dot is an endpoint, also over http', async () => {
  const hosts = new Set();
  const { handle } = createSimulator({ fleet: { nodes: 3 } });
  const fetch = (request) => {
    hosts.add(new URL(request.url).host);
    return handle(request);
  };
  const env = { ...environment(aws.url, folderOf('localstack')), AWS_ENDPOINT_URL: 'http://localstack:4566' };
  const { code, stdout, stderr } = await command(['scan', '-t', 'nodes', '-f', 'json', '-q'], { env, fetch });
  assert.deepEqual(accountsIn({ code, stdout, stderr }), [ACCOUNT]);
  assert.deepEqual([...hosts], ['localstack:4566']);
});

test('where STS cannot be asked, that is said', async () => {
  const fetch = (request) =>
    request.headers.has('x-amz-target') ? globalThis.fetch(request) : Promise.reject(new TypeError('no route'));
  const env = environment(aws.url, folderOf('no-sts'));
  const { code, stderr } = await command(['scan', '-t', 'summary', '-q'], { env, fetch });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^STS cannot be asked which account this is: no route; /);
  const silent = (request) =>
    request.headers.has('x-amz-target') ? globalThis.fetch(request) : Promise.resolve(new Response('', { status: 404 }));
  const other = await command(['scan', '-t', 'summary', '-q'], { env, fetch: silent });
  assert.match(other.stderr, /^STS does not say which account this is \(status 404\); /);
});

test('clients share a result for half a minute, and a failure is asked again', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  let calls = 0;
  const provider = shared(async () => {
    calls += 1;
    if (calls === 1) throw new Error('not yet');
    return { call: calls };
  });
  await assert.rejects(provider(), /not yet/);
  assert.deepEqual(await Promise.all([provider(), provider()]), [{ call: 2 }, { call: 2 }]);
  t.mock.timers.tick(31_000);
  assert.deepEqual(await provider(), { call: 3 });
});

test('sections and values of the shared files', () => {
  const text = '[a]\nx = 1 # one\ny=2#two\nempty =\n  nested = 3\nz : 4\n[ profile  "b c" ]\nX=5';
  const sections = parseIni(text);
  assert.deepEqual([...sections.keys()], ['a', 'profile b c']);
  assert.deepEqual(Object.fromEntries(sections.get('a')), { x: '1', y: '2#two', empty: '' });
  assert.deepEqual(Object.fromEntries(sections.get('profile b c')), { x: '5' });
});

test('a command is split as a shell splits it', () => {
  assert.deepEqual(wordsOf(`/a/b "c d" 'e "f"'g h\\ i ""`, true), ['/a/b', 'c d', 'e "f"g', 'h i', '']);
  assert.deepEqual(wordsOf('C:\\tools\\x.exe --y', false), ['C:\\tools\\x.exe', '--y']);
});
