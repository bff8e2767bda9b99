/** Clock skew, which the service's responses show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure, scripted } from '../conversation.js';

const NOW = Date.UTC(2026, 10, 21, 0, 0, 0);
const HOUR = 3_600_000;
const LATER = { date: 'Sat, 21 Nov 2026 01:00:00 GMT' };
const EXPIRED =
  'Signature expired: 20261121T000000Z is now earlier than ' +
  '20261121T005500Z (20261121T010000Z - 5 min.)';
const EARLY =
  'Signature not yet current: 20261121T000000Z is still later than ' +
  '20261120T230500Z (20261120T230000Z + 5 min.)';

function refused(message, headers, code = 'InvalidSignatureException') {
  return Response.json({ __type: code, message }, { status: 400, headers });
}

/** The timestamps that the requests of a call were signed with, and the result of the call. */
async function signed(t, fetch, options) {
  t.mock.timers.reset();
  t.mock.timers.enable({ apis: ['Date'], now: NOW });
  const client = clientOf(fetch, options);
  const error = await client.describeInstanceInformation().then(
    () => undefined,
    (reason) => reason,
  );
  const dates = fetch.requests.map(({ headers }) => headers.get('x-amz-date'));
  return { client, dates, error };
}

test('the skew is measured from the date of an error response, and kept for later calls', async (t) => {
  const fetch = scripted(refused('no', LATER), {});
  const { client, dates } = await signed(t, fetch);
  assert.deepEqual(dates, ['20261121T000000Z', '20261121T010000Z']);
  await client.describeInstanceInformation();
  assert.equal(fetch.requests[2].headers.get('x-amz-date'), '20261121T010000Z');
});

test('if CORS hides the date, the skew is measured from the message', async (t) => {
  for (const [message, date] of [
    [EXPIRED, '20261121T010000Z'],
    [EARLY, '20261120T230000Z'],
  ]) {
    const { dates } = await signed(t, scripted(refused(message), {}));
    assert.deepEqual(dates, ['20261121T000000Z', date]);
  }
});

test('a cached response does not show the skew, nor does another error response', async (t) => {
  for (const answer of [
    refused(EXPIRED, { ...LATER, age: '0' }),
    refused('no', LATER, 'InvalidFilter'),
    refused('no', { date: 'Sat, 21 Nov 2026 00:03:59 GMT' }),
    refused('no'),
  ]) {
    const { dates, error } = await signed(t, scripted(answer, {}));
    assert.equal(dates.length, 1);
    assert.equal(error.retryable, false);
  }
});

test('with a single attempt, the clock is corrected from the next call on', async (t) => {
  const fetch = scripted(refused('no', LATER), {});
  const { client, dates, error } = await signed(t, fetch, { maxAttempts: 1 });
  assert.equal(dates.length, 1);
  assert.equal(error.retryable, true);
  await client.describeInstanceInformation();
  assert.equal(fetch.requests[1].headers.get('x-amz-date'), '20261121T010000Z');
});

test('credentials that expire by the service’s clock are refreshed once', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: NOW });
  let asks = 0;
  const credentials = () => {
    asks += 1;
    const expiration = NOW + (asks === 1 ? HOUR : 3 * HOUR);
    return { accessKeyId: `AKID${asks}`, secretAccessKey: 'secret', expiration };
  };
  const fetch = scripted(refused('no', LATER), {});
  await clientOf(fetch, { credentials }).describeInstanceInformation();
  assert.equal(asks, 2);
  assert.match(fetch.requests[1].headers.get('authorization'), /Credential=AKID2/);
});

test('an error response for an expired token causes one refresh', async () => {
  let asks = 0;
  const credentials = async () => {
    asks += 1;
    return { accessKeyId: `AKID${asks}`, secretAccessKey: 'secret' };
  };
  const expired = refused('gone', {}, 'ExpiredTokenException');
  const fetch = scripted(expired, expired, {});
  const client = clientOf(fetch, { credentials });
  // Both get the error response at the same time, and share the refresh.
  const ends = [client.describeInstanceInformation(), client.describeInstanceInformation()];
  await Promise.all(ends);
  assert.equal(asks, 2);
  const same = () => ({ accessKeyId: 'AKID', secretAccessKey: 'secret' });
  const stubborn = clientOf(scripted(expired), { credentials: same });
  const error = await failure(stubborn.describeInstanceInformation());
  assert.deepEqual([error.awsCode, error.attempts], ['ExpiredTokenException', 1]);
});

test('an implausible date does not change the client’s clock', async () => {
  for (const date of ['Fri, 31 Dec 9999 23:59:59 GMT', 'Mon, 01 Jan 1500 00:00:00 GMT']) {
    const body = '{"__type":"InvalidSignatureException"}';
    const fetch = scripted(new Response(body, { status: 400, headers: { date } }), {});
    const client = clientOf(fetch, { maxAttempts: 1 });
    assert.equal((await failure(client.describeInstanceInformation())).code, 'service');
    const { $metadata } = await client.describeInstanceInformation();
    assert.equal($metadata.httpStatusCode, 200);
    const year = new Date().toISOString().slice(0, 4);
    assert.ok(fetch.requests[1].headers.get('x-amz-date').startsWith(year));
  }
});
