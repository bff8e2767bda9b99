/** How patchlens reads the quirks of the simulator that no other client survives. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchClient } from 'patchlens';
import { EXAMPLES } from '../../tests/js/operations/examples/index.js';
import { sampleOf } from '../../tests/js/operations/examples/sample.js';
import { createSimulator, Fleet, SAMPLE_CREDENTIALS } from '../index.js';
import { OPERATIONS } from '../ssm/model.js';

const fleet = new Fleet({ nodes: 160, seed: 3 });
const sample = sampleOf(fleet);

async function read(name, quirks) {
  const now = fleet.start.getTime();
  const simulator = createSimulator({ fleet, quirks, now: () => now });
  const client = new PatchClient({
    region: simulator.region,
    credentials: SAMPLE_CREDENTIALS[0],
    fetch: simulator.handle,
  });
  const method = `${name[0].toLowerCase()}${name.slice(1)}`;
  const [input] = EXAMPLES[name].simulated(sample).inputs;
  const { $metadata, ...output } = await client[method](input);
  return output;
}

/** HTTP dates have no fractions of a second. */
function inSeconds(value) {
  if (value instanceof Date) return `${Math.floor(value.getTime() / 1000)} s`;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inSeconds);
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, inSeconds(own)]));
}

for (const [name, { items }] of Object.entries(OPERATIONS)) {
  test(`${name}: timestamps are the same in every spelling`, async () => {
    const plain = inSeconds(await read(name, []));
    assert.deepEqual(inSeconds(await read(name, ['mixed-dates'])), plain);
  });

  test(`${name}: new members come through`, async () => {
    const output = await read(name, ['new-members']);
    assert.deepEqual(output.IntroducedTomorrow, { Count: 1 });
    for (const item of items === null ? [] : output[items]) assert.ok('IntroducedTomorrow' in item);
  });
}
