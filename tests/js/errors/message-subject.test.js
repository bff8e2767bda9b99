/** The resource that a message names is that of the request, whatever becomes of the input. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure } from '../conversation.js';

test('an input that is changed during the call does not change the message', async () => {
  const input = { BaselineId: 'pb-0123456789abcdef0' };
  const fetch = async () => {
    input.BaselineId = 'pb-0aaaaaaaaaaaaaaaa';
    return Response.json({ __type: 'DoesNotExistException' }, { status: 400 });
  };
  const error = await failure(clientOf(fetch, { maxAttempts: 1 }).getPatchBaseline(input));
  assert.match(error.message, /"pb-0123456789abcdef0"/);
});
