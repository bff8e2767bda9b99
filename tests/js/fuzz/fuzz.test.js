/**
 * Fuzzed responses, headers, inputs, options, requests and keys through the built package: every
 * call settles with an output or an error of the package, and the clients stay usable.
 *
 * Each case has its own seed, which its failure names. `FUZZ_SEED=7 FUZZ_CASES=1000000` runs other
 * and more cases, `FUZZ_CASE=123` repeats a single one.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  fromAssumeRole,
  fromCognitoIdentityPool,
  fromWebIdentity,
  PatchClient,
  PatchlensError,
  patchState,
  signRequest,
} from 'patchlens';
import { clientOf, KEYS, NODE_ID, REGION } from '../conversation.js';
import { methodOf, NAMES as OPERATION_NAMES, requiredInput } from '../operations/operations.js';
import { anyValue, mutated, randomOf } from './cases.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const CASES = Number(process.env.FUZZ_CASES ?? 120_000);
const ONLY = process.env.FUZZ_CASE;
/** The time limit of a call. */
const CALL_LIMIT_MS = 20_000;
/**
 * Memory for thousands of clients that wait for the garbage collector; a leak of 50 bytes per call
 * exceeds it.
 */
const MEMORY_LIMIT = 6_000_000;
const SECRET = 'QzQzQzQz';
const SECRETS = [KEYS.secretAccessKey, SECRET];

const OPERATIONS = Object.getOwnPropertyNames(PatchClient.prototype).filter((name) =>
  /^(describe|get|list)[A-Z]/.test(name),
);
const NAMES = [
  'InstanceId', 'InstanceIds', 'Filters', 'Key', 'Values', 'Type', 'MaxResults', 'NextToken', 'key',
  'valueSet', 'InstanceInformationFilterList', 'PatchGroup', 'BaselineId', 'SnapshotId', 'Property',
  'OperatingSystem', 'PatchSet', 'ResourceIds', 'ResourceTypes', 'BaselineOverride', 'Patches',
  'signal', 'timeoutMs', 'maxItems', 'pageSize', 'startingToken', 'toJSON', 'then', 'constructor',
  '__proto__', 'length', '0',
];
const BODIES = [
  '{"Patches":[{"Title":"t","KBId":"k","State":"Missing","InstalledTime":1.7E9}],"NextToken":"T"}',
  '{"InstancePatchStates":[{"InstanceId":"i-0","OperationEndTime":"2026-11-21T06:00:00Z"}]}',
  '{"InstanceInformationList":[{"LastPingDateTime":0.0,"Name":"n"},null],"NextToken":""}',
  '{"Mappings":[{"BaselineIdentity":{"BaselineId":"b"}}],"CreatedDate":1,"ModifiedDate":"x"}',
  '{"ComplianceItems":[{"ExecutionSummary":{"ExecutionTime":1.5}}],"EffectivePatches":[]}',
  '{"__type":"com.amazonaws.ssm#InvalidFilter:http://x/","message":"no"}',
  '{"__type":"ThrottlingException","Message":"Rate exceeded"}',
  '{"__type":"InvalidSignatureException","message":"Signature expired: 20261121T050000Z is now ' +
    'earlier than 20261121T055500Z (20261121T060000Z - 5 min.)"}',
  '<ErrorResponse><Error><Code>Throttling</Code><Message>no</Message></Error></ErrorResponse>',
  '<html>502</html>',
  '',
];
const WORDS = [
  'null', '[]', '{}', '""', '0', '-1', '1e999', '-62135596800.0', 'true', ',', ':', '{', '}', '[',
  '"', '\\', '\\ud800', '\ufeff', '\0', '"NextToken":', '"InstalledTime":', '"__proto__":',
  '😀', '"Patches":', '</Code>', '<Code>', '&#0;', '[[[[[[[[', '8640000000001', '"1"', 'é',
  '$metadata', ']',
];
const HEADERS = {
  'x-amzn-errortype': ['', 'a#b', 'InvalidFilter:http://x/', 'ThrottlingException', ','],
  'x-amzn-requestid': ['r-1', ''],
  'x-amzn-request-id': ['r-2'],
  date: ['Sat, 21 Nov 2026 06:00:00 GMT', 'x', '0', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  age: ['0', 'x'],
  'retry-after': ['0', '-1', '1e9', 'x', 'Sat, 21 Nov 2026 06:00:00 GMT'],
  'x-amz-retry-after': ['0', '5000', '99999999999999', '1.5', 'é'],
  'content-type': ['text/xml', 'application/json'],
};
const OPTIONS = [
  'region', 'endpoint', 'maxAttempts', 'retryMode', 'attemptTimeoutMs', 'useFipsEndpoint',
  'useDualstackEndpoint', 'fetch', 'onAttempt', 'nonsense',
];
const REGIONS = ['us-east-1', 'fips-us-east-1', 'cn-north-1', 'us-gov-west-1'];
const URLS = ['http://localhost:1/', 'https://example.com/path', 'http://127.0.0.1', 'ftp://y'];
const URL_WORDS = [
  '/', '..', '../..', '@', ':', '#', '?', '%', '%41', '&', '+', ' ', 'é', '//', '\\', '\n',
];
const SIGNED = ['host', 'Date', 'x-amz-date', 'X-A', 'a b', '', 'sec-x', '__proto__'];
const DATES = [new Date(0), new Date(NaN), new Date(8.64e15), 5, 'x', null];
const ROLE = { roleArn: 'arn:aws:iam::123456789012:role/PatchReader', roleSessionName: 'me' };
const KEY_ANSWERS = [
  [
    200,
    [
      '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId>' +
        `<SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>${SECRET}</SessionToken>` +
        '<Expiration>2036-11-21T06:00:00Z</Expiration></Credentials></AssumeRoleResult>',
      `{"IdentityId":"us-east-1:0","Credentials":{"AccessKeyId":"A","SecretKey":"${SECRET}",` +
        `"SessionToken":"${SECRET}","Expiration":2e9}}`,
    ],
  ],
  [
    400,
    [
      '<ErrorResponse><Error><Code>AccessDenied</Code><Message>a &amp; b</Message></Error>',
      '{"__type":"NotAuthorizedException","message":"no"}',
    ],
  ],
];
const RESUME_TOKEN = 'eyJOZXh0VG9rZW4iOiAiYSJ9';
const STATUSES = [200, 200, 200, 200, 201, 299, 300, 302, 400, 400, 403, 404, 429, 500, 503, 599];

const { Instance } = WebAssembly;
const { setTimeout: wait } = globalThis;
let memory;

before(() => {
  WebAssembly.Instance = function Spied(...args) {
    const instance = new Instance(...args);
    memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
    return instance;
  };
  // Delays between attempts pass at once; limits of half a minute or more are unchanged.
  globalThis.setTimeout = (run, ms, ...args) =>
    wait(run, ms >= 30_000 || ms === CALL_LIMIT_MS ? ms : 0, ...args);
});
after(() => {
  WebAssembly.Instance = Instance;
  globalThis.setTimeout = wait;
});

/** A response with any status, headers and body. */
function answerOf(random) {
  const status = random.among(STATUSES);
  const text = mutated(random, random.among(BODIES), WORDS, random.among([1, 2, 6]));
  const headers = new Headers();
  for (let count = random.below(4); count > 0; count -= 1) {
    const [name, values] = random.among(Object.entries(HEADERS));
    headers.set(name, random.among(values));
  }
  if (random.chance(0.05)) return { status: random.below(1100) - 50, headers, text: () => text };
  const body = random.chance(0.2) ? bytesOf(random, text) : text;
  return new Response(body, { status, headers });
}

function bytesOf(random, text) {
  const bytes = new TextEncoder().encode(text);
  for (let count = random.below(4); bytes.length > 0 && count > 0; count -= 1) {
    bytes[random.below(bytes.length)] = random.below(256);
  }
  return bytes;
}

/** The URL with secrets in every part that can contain them. */
function withSecrets(random, url) {
  const withUser = random.chance(0.3) ? url.replace(/^[a-z]+:\/*/, `$&x:${SECRET}@`) : url;
  return URL.canParse(url) && random.chance(0.3) ? `${withUser}?x=${SECRET}` : withUser;
}

/** For each method, a valid input. */
const FIT = Object.fromEntries(
  OPERATION_NAMES.map((name) => [methodOf(name), requiredInput(name)]),
);
/** The operations with the outputs above, which are called most. */
const DATED = [
  'describeInstancePatches',
  'describeInstancePatchStates',
  'describeInstanceInformation',
  'getPatchBaseline',
  'listComplianceItems',
];

/** The kinds of cases, each with its share of a hundred cases. */
const KINDS = {
  answers: [48, answers],
  retries: [8, retries],
  inputs: [15, inputs],
  listings: [7, listings],
  'listings of anything': [5, anyListings],
  signatures: [5, signatures],
  keys: [5, keys],
  options: [4, options],
  sources: [3, sources],
};

function answers(random, { once, answer }) {
  answer(() => answerOf(random));
  if (random.chance(0.1)) return once.send('GetInventory', {});
  const operation = random.among(random.chance(0.7) ? DATED : OPERATIONS);
  return once[operation](FIT[operation]);
}

function retries(random, { thrice, answer }) {
  answer(() => {
    if (random.chance(0.3)) throw new TypeError('Failed to fetch');
    return answerOf(random);
  });
  return thrice().describeInstancePatches({ InstanceId: NODE_ID });
}

function inputs(random, { once, answer }) {
  answer(() => Response.json({}));
  const limits = random.chance(0.3) ? anyValue(random, NAMES, 2) : undefined;
  const input = anyValue(random, NAMES);
  if (random.chance(0.1)) return once.send(random.among([...NAMES, input]), input, limits);
  return once[random.among(OPERATIONS)](input, limits);
}

function listings(random, { once, answer }) {
  let requests = 0;
  answer(() => {
    requests += 1;
    assert.ok(requests < 100, 'a listing of few tokens goes on and on');
    const InstanceInformationList = Array.from({ length: random.below(3) }, () => ({ Name: 'n' }));
    const NextToken = random.among(['a', 'b', 'c', 'd', '', null, undefined, 5]);
    return Response.json({ InstanceInformationList, NextToken });
  });
  const limits = { maxItems: random.among([undefined, 0, 1, 5, 1000]) };
  if (random.chance(0.3)) limits.startingToken = mutated(random, RESUME_TOKEN, WORDS);
  return once.paginate('describeInstanceInformation', {}, limits).collect();
}

function anyListings(random, { once, answer }) {
  answer(() => Response.json({}));
  const operation = random.among(random.chance(0.8) ? OPERATIONS : NAMES);
  const limits = random.chance(0.5) ? anyValue(random, NAMES, 2) : {};
  return once.paginate(operation, anyValue(random, NAMES, 2), limits).collect();
}

function signatures(random) {
  const headers = {};
  for (let count = random.below(4); count > 0; count -= 1) {
    headers[random.among(SIGNED)] = mutated(random, 'a value', [' ', '\t', '\n', 'é', ';', ':']);
  }
  const url = mutated(random, 'https://example.com/a/../b%20c/?x=1&y=%41+', URL_WORDS, 3);
  const request = { method: random.among(['GET', 'put', 'G ET', '', undefined]), url, headers };
  if (random.chance(0.2)) request.body = anyValue(random, NAMES, 1);
  const service = random.among(['s3', 'ssm', '', 'a/b', 5]);
  const how = { credentials: KEYS, region: REGION, service };
  if (random.chance(0.2)) how.date = random.among(DATES);
  return signRequest(random.chance(0.9) ? request : anyValue(random, NAMES, 2), how);
}

function keys(random, { answer, fetch }) {
  answer(() => Response.json({}));
  const key = () =>
    random.chance(0.5)
      ? `${mutated(random, SECRET, [' ', '\n', 'é', '\0', '/'])}${SECRET}`
      : anyValue(random, [SECRET, 'accessKeyId'], 2);
  const likely = {
    accessKeyId: random.chance(0.5) ? 'AKID' : key(),
    secretAccessKey: key(),
    sessionToken: random.chance(0.5) ? key() : undefined,
    expiration: anyValue(random, NAMES, 1),
  };
  const names = ['accessKeyId', 'secretAccessKey', SECRET];
  const given = random.chance(0.8) ? likely : anyValue(random, names);
  const credentials = random.chance(0.5) ? () => given : given;
  return clientOf(fetch, { credentials }).describeInstanceInformation();
}

function options(random, { fetch }) {
  const likely = { region: REGION, credentials: KEYS, fetch };
  const option = random.among(OPTIONS);
  likely[option] = random.chance(0.5)
    ? anyValue(random, NAMES, 2)
    : option === 'endpoint'
      ? withSecrets(random, mutated(random, random.among(URLS), URL_WORDS))
      : mutated(random, random.among(REGIONS), URL_WORDS);
  new PatchClient(random.chance(0.9) ? likely : anyValue(random, NAMES, 2));
}

function sources(random) {
  const sourceOf = random.among([fromAssumeRole, fromWebIdentity, fromCognitoIdentityPool]);
  const fetch = async () => {
    const [status, bodies] = random.among(KEY_ANSWERS);
    return new Response(mutated(random, random.among(bodies), WORDS, 3), { status });
  };
  const likely = { region: REGION, maxAttempts: 1, fetch, ...ROLE };
  if (sourceOf === fromAssumeRole) likely.source = KEYS;
  if (sourceOf === fromWebIdentity) likely.token = () => SECRET;
  if (sourceOf === fromCognitoIdentityPool) {
    for (const name of Object.keys(ROLE)) delete likely[name];
    likely.identityPoolId = 'us-east-1:00000000-0000-0000-0000-000000000000';
  }
  if (random.chance(0.3)) likely[random.among(Object.keys(likely))] = anyValue(random, NAMES, 2);
  return sourceOf(likely)();
}

/** The possible results of cases with valid inputs, options and keys. */
const OF_THE_ANSWER = ['answer', 'service', 'malformed-response', 'network'];
const RIGHT = { answers: OF_THE_ANSWER, retries: OF_THE_ANSWER };

/** The shared state of all cases: a client with one attempt, whose `fetch` each case sets. */
function bench() {
  let answering;
  const fetch = async (request) => answering(request);
  const client = (maxAttempts) => clientOf(fetch, { maxAttempts });
  return {
    once: client(1),
    // A new client, since a client with many failures stops retrying.
    thrice: () => client(3),
    fetch,
    answer: (answer) => {
      answering = answer;
    },
  };
}

function kindOf(random) {
  let place = random.below(100);
  return Object.entries(KINDS).find(([, [share]]) => (place -= share) < 0);
}

/** The result of a case: 'answer' for an output, or the code of its error. */
async function outcome(random, run, it) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the call does not settle')), CALL_LIMIT_MS);
  });
  try {
    await Promise.race([(async () => run(random, it))(), late]);
    return 'answer';
  } catch (error) {
    if (!(error instanceof PatchlensError)) throw error;
    const said = `${error.message}\n${JSON.stringify(error)}`;
    assert.match(error.message, /^Cannot [a-z]/);
    assert.ok(!SECRETS.some((secret) => said.includes(secret)), `a secret in ${said}`);
    return error.code;
  } finally {
    clearTimeout(timer);
  }
}

async function tried(index, it) {
  const random = randomOf(SEED + index * 2_654_435_761);
  const [kind, [, run]] = kindOf(random);
  try {
    const end = await outcome(random, run, it);
    assert.ok(!(kind in RIGHT) || RIGHT[kind].includes(end), `${kind} end in ${end}`);
    return [kind, end];
  } catch (cause) {
    throw new Error(`FUZZ_SEED=${SEED} FUZZ_CASE=${index} (${kind}): ${cause?.stack}`, { cause });
  }
}

async function isUsable({ once, answer }) {
  const sent = { Patches: [{ Title: 'as ever', InstalledTime: 1.5 }] };
  answer(() => Response.json(sent));
  const { Patches } = await once.describeInstancePatches({ InstanceId: NODE_ID });
  assert.deepEqual(Patches, [{ Title: 'as ever', InstalledTime: new Date(1500) }]);
}

test(`${CASES} fuzzed cases settle, and the client stays usable`, async (t) => {
  const it = bench();
  const counts = new Map();
  const indexes = ONLY === undefined ? Array(CASES).keys() : [Number(ONLY)];
  for (const index of indexes) {
    for (const key of await tried(index, it)) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (index % 1000 === 0) await isUsable(it);
  }
  await isUsable(it);
  t.diagnostic(`seed ${SEED}: ${[...counts].map(([key, count]) => `${count} ${key}`).join(', ')}`);
  const { byteLength } = memory.buffer;
  t.diagnostic(`${byteLength} bytes of memory`);
  assert.ok(byteLength < MEMORY_LIMIT, `${byteLength} bytes: something is kept for ever`);
});

test('there is a valid input for each operation', async () => {
  const { once, answer } = bench();
  answer(() => Response.json({}));
  assert.deepEqual(Object.keys(FIT).toSorted(), OPERATIONS.toSorted());
  for (const [operation, input] of Object.entries(FIT)) await once[operation](input);
});

test('patchState returns a state or the text unchanged', () => {
  for (let index = 0; index < 20_000; index += 1) {
    const random = randomOf(SEED + index);
    const text = mutated(random, random.among(['Missing', 'INSTALLED_OTHER', '']), WORDS);
    const state = patchState(text);
    assert.equal(patchState(state), state, JSON.stringify(text));
  }
});
