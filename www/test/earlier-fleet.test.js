/** Which fleets a first reading may start from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

// It would keep the process of the test alive.
delete globalThis.BroadcastChannel;
const { pageCode } = await import('./page-code.js');
const { choices, earlierFleet, keepingError } = await pageCode('earlier-fleet', 'history-choice');

test('a fleet whose account is not known starts from none that was kept', async () => {
  choices.value = { own: 'keep' };
  assert.equal(await earlierFleet('aws', ['111122223333/eu-west-1', 'eu-central-1']), undefined);
  // The history was not even opened, which fails here.
  assert.equal(keepingError.value, undefined);
  assert.equal(await earlierFleet('aws', ['111122223333/eu-west-1']), undefined);
  assert.notEqual(keepingError.value, undefined);
});
