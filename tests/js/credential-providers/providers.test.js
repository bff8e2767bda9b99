/** All credentials providers: options, endpoints, responses and size. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromAssumeRole, fromCognitoIdentityPool, fromWebIdentity } from 'patchlens';
import { brotli, bundled } from '../../../bench/bundled.mjs';
import { KEYS, REGION, scripted } from '../conversation.js';
import { complaint, POOL, refused, ROLE } from './rig.js';

const ALL = {
  fromAssumeRole: [fromAssumeRole, { region: REGION, roleArn: ROLE, source: KEYS }],
  fromWebIdentity: [fromWebIdentity, { region: REGION, roleArn: ROLE, token: () => 'token' }],
  fromCognitoIdentityPool: [fromCognitoIdentityPool, { region: REGION, identityPoolId: POOL }],
};
const SESSION_KEYS = {
  AccessKeyId: 'ASIA1',
  SecretAccessKey: 'a/secret+key',
  SessionToken: 'a/token+with==',
  Expiration: '2033-05-18T03:33:20Z',
};
const READ = {
  accessKeyId: 'ASIA1',
  secretAccessKey: 'a/secret+key',
  sessionToken: 'a/token+with==',
  expiration: new Date(2e12),
};

/** The error of a provider for valid options with these changes. */
async function saidOf(name, difference) {
  const [source, options] = ALL[name];
  const message = await complaint(() => source({ ...options, ...difference }));
  assert.ok(message.startsWith(`Cannot use ${name}: `), message);
  return message.slice(`Cannot use ${name}: `.length);
}

function xml(credentials) {
  const members = Object.entries(credentials).map(([name, text]) => `<${name}>${text}</${name}>`);
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <AssumedRoleUser><Arn>arn</Arn><AssumedRoleId>id</AssumedRoleId></AssumedRoleUser>
      <Credentials>\n${members.join('\n')}</Credentials>
    </AssumeRoleResult></AssumeRoleResponse>`,
    { headers: { 'content-type': 'text/xml' } },
  );
}

function json(credentials) {
  const AssumeRoleResult = { Credentials: credentials };
  return Response.json({ AssumeRoleResponse: { AssumeRoleResult } });
}

const roleFrom = (answer) =>
  fromAssumeRole({ ...ALL.fromAssumeRole[1], fetch: scripted(() => answer), maxAttempts: 1 });

test('a missing required option is an error at once', async () => {
  const missing = {
    fromAssumeRole: 'region: is required; roleArn: is required; source: is required',
    fromWebIdentity: 'region: is required; roleArn: is required; token: is required',
    fromCognitoIdentityPool: 'region: is required; identityPoolId: is required',
  };
  for (const [name, [source]] of Object.entries(ALL)) {
    for (const options of [{}, undefined]) {
      const message = await complaint(() => source(options));
      assert.equal(message, `Cannot use ${name}: ${missing[name]}`);
    }
    for (const options of [null, 'text', 5, () => {}]) {
      const message = await complaint(() => source(options));
      assert.equal(message, `Cannot use ${name}: options: expected an object`);
    }
  }
});

const ARN = 'an ARN, 20 to 2048 characters long';
const NAME = 'a string of letters, digits and _+=,.@-, 2 to 64 characters long';
const WRONG = {
  fromAssumeRole: {
    roleArn: [ARN, 'PatchReader', 5, '', `arn:aws:iam::1:role/${'x'.repeat(2048)}`, 'a:b:c:d:e:f'],
    roleSessionName: [NAME, 'x', 'x'.repeat(65), 'a b', 'a/b', 5],
    durationSeconds: ['a whole number from 900 to 43200', 899, 43_201, 900.5, '900', NaN, {}],
    externalId: [
      'a string of letters, digits and _+=,.@:/-, 2 to 1224 characters long',
      ...['x', 'x'.repeat(1225), 'a b', 5],
    ],
  },
  fromCognitoIdentityPool: {
    identityPoolId: [
      'the id of an identity pool, such as us-east-1:1a2b3c4d-…, 1 to 55 characters long',
      ...['', 'us-east-1', 5, `us-east-1:${'a'.repeat(55)}`, 'us-east-1:x y'],
    ],
    customRoleArn: [ARN, 'Admins', 5],
    accountId: ['a string of digits, 1 to 15 characters long', 'x', 123456789012, '1'.repeat(16)],
  },
};

for (const [name, options] of Object.entries(WRONG)) {
  for (const [option, [expected, ...values]] of Object.entries(options)) {
    test(`${name} checks ${option} at once`, async () => {
      for (const value of values) {
        const said = await saidOf(name, { [option]: value });
        assert.ok(said.startsWith(`${option}: expected ${expected}, got `), said);
        assert.ok(said.length < 250);
      }
    });
  }
}

test('every provider checks its endpoint and retry options', async () => {
  for (const name of Object.keys(ALL)) {
    for (const [difference, said] of [
      [{ region: 'x.example.com/' }, 'region: "x.example.com/" is not a valid region'],
      [{ endpoint: 'nowhere' }, 'endpoint: expected an absolute URL, got "nowhere"'],
      [
        { endpoint: 'http://example.com' },
        'endpoint: "http://example.com/" must be https:, since http: is for loopback hosts only',
      ],
      [{ maxAttempts: 0 }, 'maxAttempts: expected a whole number of 1 or more, got 0'],
      [
        { attemptTimeoutMs: '5' },
        'attemptTimeoutMs: expected a whole number from 1 to 2147483647, got "5"',
      ],
      [{ fetch: {} }, 'fetch: expected a function, got an object'],
      [{ useFipsEndpoint: 1 }, 'useFipsEndpoint: expected true or false, got 1'],
      [{ credentials: KEYS }, 'credentials: is not known'],
    ]) {
      assert.equal(await saidOf(name, difference), said);
    }
  }
});

test('all problems are reported at once; undefined and null count as absent', async () => {
  const wrong = { region: '', roleArn: 'x', source: {}, retries: 3, externalId: null };
  assert.deepEqual((await saidOf('fromAssumeRole', wrong)).split('; '), [
    'region: expected a string of 1 or more characters, got ""',
    'source.accessKeyId: is required',
    'source.secretAccessKey: is required',
    `roleArn: expected ${ARN}, got "x"`,
    'retries: is not known',
  ]);
});

test('no secret among the options is quoted', async () => {
  for (const [name, options] of [
    ['fromAssumeRole', { source: { ...KEYS, secretAccessKey: ['hidden'] } }],
    ['fromAssumeRole', { source: 'hidden' }],
    ['fromCognitoIdentityPool', { logins: { provider: ['hidden'] } }],
    ['fromCognitoIdentityPool', { logins: ['hidden'] }],
    ['fromAssumeRole', { endpoint: 'https://user:hidden@example.com' }],
  ]) {
    assert.ok(!(await saidOf(name, options)).includes('hidden'));
  }
});

test('a token in place of its function is not quoted', async () => {
  const said = await saidOf('fromWebIdentity', { token: 'hidden' });
  assert.equal(said, 'token: expected a function');
  const logins = await saidOf('fromCognitoIdentityPool', { logins: 'hidden' });
  assert.ok(!logins.includes('hidden'), logins);
});

test('the endpoint belongs to the region, in any partition', async () => {
  for (const [region, sts, cognito] of [
    [
      'eu-central-1',
      'sts.eu-central-1.amazonaws.com',
      'cognito-identity.eu-central-1.amazonaws.com',
    ],
    [
      'cn-north-1',
      'sts.cn-north-1.amazonaws.com.cn',
      'cognito-identity.cn-north-1.amazonaws.com.cn',
    ],
    [
      'us-gov-west-1',
      'sts.us-gov-west-1.amazonaws.com',
      'cognito-identity.us-gov-west-1.amazonaws.com',
    ],
    [
      'eusc-de-east-1',
      'sts.eusc-de-east-1.amazonaws.eu',
      'cognito-identity.eusc-de-east-1.amazonaws.eu',
    ],
    ['us-iso-east-1', 'sts.us-iso-east-1.c2s.ic.gov', 'cognito-identity.us-iso-east-1.c2s.ic.gov'],
    [
      'us-isob-east-1',
      'sts.us-isob-east-1.sc2s.sgov.gov',
      'cognito-identity.us-isob-east-1.sc2s.sgov.gov',
    ],
  ]) {
    assert.deepEqual(await hostsOf({ region }), [sts, sts, cognito]);
  }
});

test('variants and custom endpoints determine where requests go', async () => {
  const fips = [
    'sts-fips.us-east-1.amazonaws.com',
    'cognito-identity-fips.us-east-1.amazonaws.com',
  ];
  assert.deepEqual(await hostsOf({ useFipsEndpoint: true }), [fips[0], ...fips]);
  const dual = ['sts.us-east-1.api.aws', 'cognito-identity.us-east-1.amazonaws.com'];
  assert.deepEqual(await hostsOf({ useDualstackEndpoint: true }), [dual[0], ...dual]);
  const own = 'localhost:4566';
  assert.deepEqual(await hostsOf({ endpoint: new URL(`http://${own}/aws`) }), [own, own, own]);
});

/** The URL of the first request of each of the three providers. */
async function hostsOf(difference) {
  const requests = Object.values(ALL).map(async ([source, options]) => {
    const fetch = scripted(() => new Response('', { status: 418 }));
    await refused(source({ ...options, ...difference, fetch })());
    return new URL(fetch.requests[0].url).host;
  });
  return Promise.all(requests);
}

test('responses of STS are read in JSON and in XML', async () => {
  for (const answer of [
    json({ ...SESSION_KEYS, Expiration: 2e9 }),
    json(SESSION_KEYS),
    xml(SESSION_KEYS),
    xml({ ...SESSION_KEYS, SessionToken: '\n a/token&#43;with&#x3D;&#61; ' }),
  ]) {
    assert.deepEqual(await roleFrom(answer)(), READ);
  }
});

test('entities in XML are decoded, invalid ones are unchanged', async () => {
  const SessionToken = '&lt;&gt;&amp;&quot;&apos;&#9731;&#x1F600;&nope;&#x110000;&amp;lt;';
  const { sessionToken } = await roleFrom(xml({ ...SESSION_KEYS, SessionToken }))();
  assert.equal(sessionToken, `<>&"'☃😀&nope;&#x110000;&lt;`);
});

test('elements with a prefix or attributes are read, too', async () => {
  const text = `<a:R xmlns:a="x"><a:Credentials b="c">${Object.entries(SESSION_KEYS)
    .map(([name, value]) => `<a:${name} d='e'>${value}</a:${name} >`)
    .join('')}</a:Credentials></a:R>`;
  assert.deepEqual(await roleFrom(new Response(text))(), READ);
});

test('an output without credentials is malformed, and not quoted', async () => {
  const { SessionToken: _token, ...incomplete } = SESSION_KEYS;
  for (const answer of [
    new Response(''),
    new Response('hidden'),
    new Response('"hidden"'),
    new Response('5'),
    new Response('null'),
    Response.json({}),
    Response.json([]),
    Response.json({ AssumeRoleResponse: null }),
    json(incomplete),
    json({ ...SESSION_KEYS, AccessKeyId: '' }),
    json({ ...SESSION_KEYS, SecretAccessKey: ['hidden'] }),
    json({ ...SESSION_KEYS, Expiration: 'soon' }),
    json({ ...SESSION_KEYS, Expiration: null }),
    json({ ...SESSION_KEYS, Expiration: 1e300 }),
    xml(incomplete),
    xml({ ...SESSION_KEYS, SecretAccessKey: '<b>hidden</b>' }),
    new Response('<Credentials><AccessKeyId>A'),
  ]) {
    const { message, root } = await refused(roleFrom(answer)(), [SESSION_KEYS.SecretAccessKey]);
    assert.equal(root.code, 'malformed-response');
    assert.ok(!message.includes('hidden'), message);
    assert.match(message, /the answer is malformed: it has no credentials/);
  }
});

test('another output of an identity pool is malformed, too', async () => {
  const [source, options] = ALL.fromCognitoIdentityPool;
  for (const answers of [
    [new Response('<html>')],
    [{}],
    [{ IdentityId: 5 }],
    [{ IdentityId: 'us-east-1:1a' }, new Response('hidden')],
    [{ IdentityId: 'us-east-1:1a' }, { Credentials: null }],
    [{ IdentityId: 'us-east-1:1a' }, { Credentials: { AccessKeyId: 'A', SecretKey: 'hidden' } }],
  ]) {
    const { root } = await refused(source({ ...options, fetch: scripted(...answers) })(), [
      'hidden',
    ]);
    assert.equal(root.code, 'malformed-response');
  }
});

test('an app without a provider does not bundle any', async (t) => {
  const uses = (...names) => `import { ${names} } from 'patchlens'; globalThis.used = [${names}];`;
  const without = await bundled(uses('PatchClient'));
  for (const word of ['AssumeRole', 'GetCredentialsForIdentity', 'WebIdentity', 'externalId']) {
    assert.ok(!without.includes(word), word);
  }
  for (const names of [...Object.keys(ALL).map((name) => [name]), Object.keys(ALL)]) {
    const bundle = await bundled(uses('PatchClient', ...names));
    const size = brotli(bundle) - brotli(without);
    t.diagnostic(`${names.join(', ')}: ${size} bytes more after brotli`);
    assert.ok(size > 500 && size < 4000, `${size} bytes`);
  }
});
