/** Outputs and error responses match botocore's cases of the protocol awsJson 1.1. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchClient, PatchlensError } from 'patchlens';
import { cases, inexpressible, isError, times } from './protocol-cases.js';

const ALL = cases();
const GOOD = ALL.filter((given) => !isError(given));
const CLIENT = { region: 'eu-central-1', maxAttempts: 1 };
const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'of-no-account' };

test('each error has the code and the message of the case', async (t) => {
  const errors = ALL.filter(isError);
  for (const { id, response, errorCode, errorMessage } of errors) {
    const error = await answer(response).catch((error) => error);
    assert.ok(error instanceof PatchlensError, id);
    assert.deepEqual([error.code, error.awsCode], ['service', errorCode], id);
    assert.equal(error.status, response.status_code, id);
    if (errorMessage) assert.ok(error.message.includes(errorMessage), id);
  }
  t.diagnostic(`protocol cases: ${errors.length} errors alike`);
  assert.ok(errors.length >= 12, `${errors.length} errors`);
});

test('each output has all members of the case', async (t) => {
  const expressible = GOOD.filter((given) => !inexpressible(given));
  for (const given of expressible) {
    const { $metadata, ...read } = await answer(given.response);
    // Unknown members are unchanged, including timestamps, which the next test covers.
    assert.deepEqual(only(read, given.result), withTimesAsSent(given), given.id);
    assert.ok(!Object.values(read).includes(null), `${given.id}: a null is no value`);
    const requestId = given.response.headers['X-Amzn-Requestid'];
    assert.equal($metadata.requestId, requestId, given.id);
  }
  const left = GOOD.filter(inexpressible);
  for (const given of left) t.diagnostic(`left out: ${given.id}: ${inexpressible(given)}`);
  t.diagnostic(`protocol cases: ${expressible.length} of ${GOOD.length} answers alike`);
  assert.equal(left.length, 6);
});

test('an output with an empty body is malformed', async () => {
  const empty = GOOD.filter(({ response }) => !response.body);
  for (const { response, id } of empty) {
    await assert.rejects(answer(response), { code: 'malformed-response' }, id);
  }
  assert.equal(empty.length, 1);
});

test('each timestamp is read in the format of the case', async (t) => {
  const dates = GOOD.flatMap((given) => times(given).map((time) => ({ ...time, id: given.id })));
  for (const { id, seconds, sent } of dates) {
    const body = JSON.stringify({ InstanceInformationList: [{ LastPingDateTime: sent }] });
    const { InstanceInformationList } = await answer({ status_code: 200, body });
    assert.equal(+InstanceInformationList[0].LastPingDateTime, Math.round(seconds * 1000), id);
  }
  t.diagnostic(`protocol cases: ${dates.length} dates alike`);
  assert.ok(dates.length >= 7, `${dates.length} dates`);
});

/** The result of a call with this response. */
function answer({ status_code: status, headers, body }) {
  const fetch = async () => new Response(body, { status, headers });
  return new PatchClient({ ...CLIENT, credentials: KEYS, fetch }).describeInstanceInformation();
}

/** The expected output, with timestamps in their form on the wire. */
function withTimesAsSent(given) {
  const sent = JSON.parse(given.response.body);
  return only(sent, given.result);
}

/** `value` with only the members of `wanted`, at every depth. */
function only(value, wanted) {
  if (Object(wanted) !== wanted || Object(value) !== value) return value;
  const pairs = Object.keys(wanted).map((key) => [key, only(value[key], wanted[key])]);
  return Array.isArray(value) ? pairs.map(([, item]) => item) : Object.fromEntries(pairs);
}
