/** All operations over HTTP, from a service that checks every signature and every input. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Fleet } from '../../../simulator/index.js';
import { served } from '../conversation.js';
import { EXAMPLES } from './examples/index.js';
import { sampleOf } from './examples/sample.js';
import { LISTINGS, methodOf, NAMES } from './operations.js';

let client;
let inputs;

before(async () => {
  const fleet = new Fleet({ nodes: 120, seed: 3 });
  const sample = sampleOf(fleet);
  client = (await served({ fleet })).client();
  inputs = Object.fromEntries(
    NAMES.map((name) => [name, EXAMPLES[name].simulated(sample).inputs[0]]),
  );
});

test('the service responds to every operation', async () => {
  for (const name of NAMES) {
    const { $metadata, NextToken, ...output } = await client[methodOf(name)](inputs[name]);
    assert.equal($metadata.httpStatusCode, 200);
    assert.ok($metadata.requestId);
    assert.ok(Object.keys(output).length > 0, name);
  }
});

test('small pages have the same items as large pages', async () => {
  for (const [name] of LISTINGS) {
    const list = (pageSize) =>
      client.paginate(methodOf(name), inputs[name], { pageSize, maxItems: 60 }).collect();
    const [small, large] = [await list(10), await list(50)];
    assert.ok(small.items.length > 0, name);
    assert.deepEqual(small.items, large.items, name);
  }
});
