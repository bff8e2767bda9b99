/**
 * Outputs and errors, compared with recordings of botocore and of the AWS SDK for JavaScript
 * (`tests/data/vectors/response-vectors.json`).
 *
 * Every result equals that of at least one SDK. The exceptions are in the table of deviations.
 * `tests/core/responses.rs` compares the retries.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deviations } from '../../conformance/deviations.js';
import { clientOf, failure, scripted } from '../conversation.js';

const FILE = new URL('../../data/vectors/response-vectors.json', import.meta.url);
const { vectors: VECTORS } = JSON.parse(readFileSync(FILE, 'utf8'));
const ROWS = deviations('response vectors');

/** A call with one attempt that gets the vector's response. */
function call({ operation, args, status, headers, body }) {
  const client = clientOf(scripted(new Response(body, { status, headers })), { maxAttempts: 1 });
  return client[operation.charAt(0).toLowerCase() + operation.slice(1)](args);
}

const isSuccess = ({ status }) => status >= 200 && status < 300;

/** The output, or the error. */
function outcome(vector) {
  return call(vector).catch((error) => failure(Promise.reject(error)));
}

/**
 * The result of a response as a text: 'ok', the code of the package's error, or the service's
 * error.
 */
function ourVerdict(result) {
  if (!(result instanceof Error)) return 'ok';
  const { code, awsCode, status, message } = result;
  if (code !== 'service') return code;
  const [, said] = /^Cannot .*?: (.*)$/s.exec(message);
  const name = awsCode ?? `HTTP ${status}`;
  assert.ok(said.startsWith(name), said);
  return serviceError(awsCode, said.slice(`${name}: `.length));
}

const serviceError = (code, words) => (code === undefined ? words : `${code}: ${words}`);

/** botocore uses the status as the code if the response has none. */
function botocoresVerdict({ botocore, status }) {
  const { outcome, code, message } = botocore;
  return theirVerdict(outcome, ['', String(status)].includes(code) ? undefined : code, message);
}

function javascriptsVerdict({ js_v3: { outcome, name, message } }) {
  const words = message === 'UnknownError' ? '' : message;
  return theirVerdict(outcome, name === 'Unknown' ? undefined : name, words);
}

/** An exception of an SDK's parser has its own text. */
function theirVerdict(outcome, code, words = '') {
  if (outcome === 'service-error') return serviceError(code, words);
  return outcome === 'ok' ? 'ok' : 'malformed-response';
}

test('each response gives the result of one of the SDKs', async () => {
  const deviating = [];
  for (const vector of VECTORS) {
    const ours = ourVerdict(await outcome(vector));
    const theirs = [botocoresVerdict(vector), javascriptsVerdict(vector)];
    const row = ROWS.find((each) => each.case === vector.name);
    assert.equal(theirs.includes(ours), !row, `${vector.name}: ${ours}, not ${theirs.join(' or ')}`);
    if (row) assert.equal(ours, row.ours, row.case);
    if (row) deviating.push(row);
  }
  assert.equal(deviating.length, ROWS.length, 'a row is of no vector');
});

test('request ids match the JavaScript SDK', async () => {
  for (const vector of VECTORS) {
    const result = await outcome(vector);
    const ours = (result.$metadata ?? result).requestId;
    assert.equal(ours, vector.js_v3.metadata?.requestId, vector.name);
  }
});

test('outputs have all members that one of the SDKs reads', async () => {
  let compared = 0;
  for (const vector of VECTORS.filter(isSuccess)) {
    const ours = await outcome(vector);
    if (ours instanceof Error) continue;
    const theirs = [vector.botocore.output, vector.js_v3.output];
    assert.ok(theirs.some((output) => holds(ours, output)), vector.name);
    compared += 1;
  }
  assert.equal(compared, 20);
});

/**
 * Whether `ours` has everything that `theirs` has. The package keeps unknown members, which the
 * SDKs drop.
 */
function holds(ours, theirs) {
  if (typeof theirs !== 'object' || theirs === null) return ours === theirs;
  if ('$timestamp' in theirs) return ours?.getTime() === Date.parse(theirs.$timestamp);
  if (Array.isArray(theirs) && ours?.length !== theirs.length) return false;
  return Object.entries(theirs).every(([name, part]) => holds(ours?.[name], part));
}
