/** Every error code of the types, through the public API, with its message. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { signRequest } from 'patchlens';
import { Fleet } from 'patchlens/fleet';
import {
  clientOf,
  failure,
  KEYS,
  listOf,
  NODE_ID,
  REGION,
  scripted,
  stalled,
} from '../conversation.js';

const OPERATION = 'DescribeInstancePatches';
const ROOT = new URL('../../../', import.meta.url);
const TYPES = readFileSync(new URL('src/js/index.d.ts', ROOT), 'utf8');

/** The error of a call whose attempts all get this response. */
function failed(fetch, client, options) {
  const it = clientOf(fetch, { maxAttempts: 1, ...client });
  return failure(it.describeInstancePatches({ InstanceId: NODE_ID }, options));
}

/**
 * Causes of each code, each with the end of the message, the error's members besides code and
 * operation (`cause` says whether there is one), and the operation if it differs.
 */
const WAYS = {
  service: {
    'an error response of AWS': {
      fail: () =>
        failed(
          scripted(
            new Response('{"__type":"AccessDeniedException","Message":"not you"}', {
              status: 400,
              headers: { 'x-amzn-requestid': 'r-1' },
            }),
          ),
        ),
      says: ': AccessDeniedException: not you',
      members: {
        awsCode: 'AccessDeniedException',
        status: 400,
        requestId: 'r-1',
        attempts: 1,
        reason: 'denied',
        retryable: false,
      },
    },
    'repeated throttling': {
      fail: () =>
        failed(scripted(new Response('{"__type":"ThrottlingException"}', { status: 400 }))),
      says: ': ThrottlingException',
      members: {
        awsCode: 'ThrottlingException',
        status: 400,
        attempts: 1,
        reason: 'throttled',
        retryable: true,
      },
    },
  },
  network: {
    'a fetch that fails': {
      fail: () => failed(() => Promise.reject(new TypeError('Failed to fetch'))),
      says: ': the request failed: Failed to fetch',
      members: { attempts: 1, reason: 'unavailable', retryable: true, cause: true },
    },
  },
  timeout: {
    'an attempt that times out': {
      fail: () => failed(stalled, { attemptTimeoutMs: 5 }),
      says: ': no answer within attemptTimeoutMs (5 ms)',
      members: { attempts: 1, reason: 'unavailable', retryable: true },
    },
    'a call that times out': {
      fail: () => failed(stalled, {}, { timeoutMs: 5 }),
      says: ': no result within timeoutMs (5 ms)',
      members: { attempts: 1, reason: 'unavailable', retryable: true },
    },
  },
  'malformed-response': {
    'a truncated body': {
      fail: () => failed(scripted(new Response('{"Patches":[{"Tit'))),
      says: ': the answer (HTTP 200) is malformed: not JSON: {"Patches":[{"Tit',
      members: { status: 200, attempts: 1, reason: 'other', retryable: false },
    },
    'an invalid timestamp': {
      fail: () => failed(scripted({ Patches: [{ InstalledTime: 'yesterday' }] })),
      says: 'InstalledTime: expected a date, got "yesterday"',
      members: { status: 200, attempts: 1, reason: 'other', retryable: false },
    },
  },
  'repeated-token': {
    'a repeated token': {
      fail: () => {
        const pages = [
          { items: [1], next: 'T1' },
          { items: [2], next: 'T1' },
        ];
        return failure(listOf(pages).listing.collect());
      },
      says: ': the service sent the next token "T1" twice',
      members: { reason: 'other', retryable: false },
      operation: 'DescribeInstanceInformation',
    },
  },
  'invalid-input': {
    'an input': {
      fail: () => failure(clientOf(scripted({})).describeInstancePatches({ InstanceId: 5 })),
      says: /: InstanceId: expected a node id .*, got 5$/,
      members: { reason: 'other', retryable: false },
    },
    'an option of a call': {
      fail: () => failed(scripted({}), {}, { timeoutMs: 'soon' }),
      says: /: timeoutMs: expected a whole number .*, got "soon"$/,
      members: { reason: 'other', retryable: false },
    },
    'an option of a paginator': {
      fail: () => {
        const client = clientOf(scripted({}));
        const listing = client.paginate('describeInstanceInformation', {}, { maxItems: -1 });
        return failure(listing.collect());
      },
      says: /: maxItems: expected a whole number .*, got -1$/,
      members: { reason: 'other', retryable: false },
      operation: 'DescribeInstanceInformation',
    },
    'an option of a client': {
      fail: () => failure(() => clientOf(scripted({}), { region: 'not a region' })),
      says: 'Cannot create a PatchClient: region: "not a region" is not a valid region',
      members: { reason: 'other', retryable: false },
      operation: '',
    },
    'an option of a signature': {
      fail: () => {
        const request = { url: 'https://example.com/' };
        return failure(signRequest(request, { credentials: KEYS, region: REGION, service: '' }));
      },
      says: /^Cannot sign the request: service: /,
      members: { reason: 'other', retryable: false },
      operation: '',
    },
  },
  credentials: {
    'a provider that fails': {
      fail: () =>
        failed(scripted({}), { credentials: () => Promise.reject(new Error('no one is in')) }),
      says: ': no credentials: the credentials provider failed; see the cause',
      members: { reason: 'other', retryable: false, cause: true },
    },
    'a provider without credentials': {
      fail: () => failed(scripted({}), { credentials: () => ({}) }),
      says: /: no credentials: .*accessKeyId: is required/,
      members: { reason: 'other', retryable: false },
    },
  },
  'bad-snapshot': {
    'bytes that are no snapshot': {
      fail: () => failure(Fleet.open(new Uint8Array([1, 2, 3]))),
      says: /^Cannot open the snapshot: /,
      members: { reason: 'other', retryable: false },
      operation: '',
    },
  },
  wasm: {
    'a runtime that forbids WebAssembly': {
      fail: () => elsewhere('WebAssembly.Module = function () { throw new Error("not here"); };'),
      says: /^Cannot instantiate WebAssembly: not here$/,
      members: { reason: 'other', retryable: false, cause: true },
      operation: '',
    },
  },
};

/** The error of creating a client in a process after `before` has run. */
function elsewhere(before) {
  const program = `${before}
    const { PatchClient, PatchlensError } = await import('patchlens');
    try {
      new PatchClient({ region: 'eu-west-1', credentials: () => ({}) });
    } catch (error) {
      if (!(error instanceof PatchlensError)) throw error;
      const { message, cause } = error;
      console.log(JSON.stringify({ ...error, message, cause: String(cause) }));
    }`;
  const args = ['--input-type=module', '--eval', program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }));
}

for (const [code, ways] of Object.entries(WAYS)) {
  for (const [way, { fail, says, members, operation = OPERATION }] of Object.entries(ways)) {
    test(`${way} is an error with code ${code}`, async () => {
      const { message, cause, ...error } = whole(await fail());
      const { cause: hasCause = false, ...expected } = members;
      assert.deepEqual(error, { code, ...(operation && { operation }), ...expected });
      assert.equal(cause !== undefined, hasCause);
      if (says instanceof RegExp) assert.match(message, says);
      else assert.ok(message.endsWith(says), message);
    });
  }
}

/** The error's own members, and those that are not enumerable. */
function whole(error) {
  const { message, cause } = error;
  return { ...error, message, cause };
}

test('this file has tests for exactly the codes of the types', () => {
  assert.deepEqual(Object.keys(WAYS).sort(), literalsOfTypes('code').sort());
  for (const ways of Object.values(WAYS)) assert.ok(Object.keys(ways).length > 0);
});

/** The first column of the table in the types whose first title this is. */
function rowsOf(title) {
  const [, table] = TYPES.split(`\n * | ${title} |`);
  const [rows] = table.split('\n *\n');
  return [...rows.matchAll(/^ \* \| `([a-z-]+)` \|/gm)].map(([, name]) => name);
}

test('the tables of codes and reasons in the types have one row per value', () => {
  assert.deepEqual(rowsOf('code'), literalsOfTypes('code'));
  assert.deepEqual(rowsOf('reason'), literalsOfTypes('reason'));
});

test('the core has the same reasons', () => {
  const source = readFileSync(new URL('src/error.rs', ROOT), 'utf8');
  const body = /pub fn as_str\(self\)[^{]*\{([^]*?)\n {4}\}/.exec(source)[1];
  const reasons = [...body.matchAll(/=> "([a-z-]+)"/g)].map(([, reason]) => reason);
  assert.deepEqual(reasons, literalsOfTypes('reason'));
});

test('the core and the fleet have the same codes, except the one for a missing core', () => {
  const source = readFileSync(new URL('src/error.rs', ROOT), 'utf8');
  const fleet = readFileSync(new URL('src/fleet/engine/error.rs', ROOT), 'utf8');
  const body = /pub fn code\(&self\)[^{]*\{([^]*?)\n {4}\}/.exec(source)[1];
  const codes = [...body.matchAll(/=> "([a-z-]+)"/g)].map(([, code]) => code);
  const ofFleet = [...fleet.matchAll(/\bcode: "([a-z-]+)"/g)].map(([, code]) => code);
  const all = new Set([...codes, ...ofFleet, 'wasm']);
  assert.deepEqual([...all].sort(), literalsOfTypes('code').sort());
});

/** The literals in the type of this member of `PatchlensError`, as the compiler reads them. */
function literalsOfTypes(member) {
  const file = ts.createSourceFile('index.d.ts', TYPES, ts.ScriptTarget.Latest);
  const isError = (node) => ts.isClassDeclaration(node) && node.name.text === 'PatchlensError';
  const { members } = file.statements.find(isError);
  const { type } = members.find(({ name }) => name?.text === member);
  return type.types.map(({ literal }) => literal.text);
}
