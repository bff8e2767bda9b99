/**
 * All operations, read from one simulator by patchlens, boto3 and the AWS SDK for JavaScript: the
 * same items over all pages, the same outputs of one call, the same error responses.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Fleet, SAMPLE_CREDENTIALS } from '../../../simulator/index.js';
import { serve } from '../../../simulator/serve.js';
import { awsSdk, awsSdkCall, patchlens, patchlensCall, startBoto3 } from '../../peers/readers.js';
import { EXAMPLES } from '../operations/examples/index.js';
import { sampleOf } from '../operations/examples/sample.js';
import { LISTINGS, methodOf, NAMES } from '../operations/operations.js';

const YEAR_1 = -62_135_596_800_000;
const fleet = new Fleet({ nodes: 160, seed: 11 });
const sample = sampleOf(fleet);
const CASES = NAMES.map((name) => ({ name, ...EXAMPLES[name].simulated(sample) }));
const LISTED = CASES.filter(({ name }) => LISTINGS.some(([listing]) => listing === name));

let boto3;
let simulator;
let client;

before(async () => {
  // One clock reading for all calls, because a presigned URL contains the time.
  const start = Date.now();
  simulator = await serve({ fleet, now: () => start });
  boto3 = startBoto3();
  const [credentials] = SAMPLE_CREDENTIALS;
  client = { endpoint: simulator.url, region: simulator.simulator.region, credentials };
});

after(async () => {
  await boto3?.close();
  await simulator?.close();
});

for (const { name, inputs, pageSize, filters = [] } of LISTED) {
  const [input] = inputs;

  test(`${name}: all clients list the same items, over all pages`, async () => {
    const whole = await listAlike(name, input);
    assert.ok(whole.length > pageSize, `${whole.length} items`);
    assert.deepEqual(await listAlike(name, input, { pageSize }), whole);
  });

  for (const more of filters) {
    test(`${name}: all clients filter alike by ${JSON.stringify(more)}`, async () => {
      const whole = await listAlike(name, input);
      const some = await listAlike(name, { ...input, ...more }, { pageSize });
      const all = new Set(whole.map((item) => JSON.stringify(item)));
      assert.ok(some.length > 0 && some.length < whole.length, `${some.length}/${whole.length}`);
      assert.ok(some.every((item) => all.has(JSON.stringify(item))));
    });
  }
}

for (const { name, inputs, errors = [] } of CASES) {
  test(`${name}: all clients read the same output of a call`, async () => {
    for (const input of inputs) {
      const read = { operation: methodOf(name), input, client };
      const { answer } = await patchlensCall(read);
      assert.deepEqual(withoutNoTimes((await awsSdkCall(read)).answer), answer, 'as the AWS SDK');
      assert.deepEqual(withoutNoTimes((await boto3.call(read)).answer), answer, 'as boto3');
      assert.ok(Object.keys(answer).length > 0);
    }
  });

  for (const [input, code] of errors) {
    test(`${name}: all clients get ${code} for ${JSON.stringify(input)}`, async () => {
      const read = { operation: methodOf(name), input, client };
      for (const call of [patchlensCall, awsSdkCall, boto3.call]) {
        assert.deepEqual(await call(read), { code }, call.name);
      }
    });
  }
}

test('all clients get InvalidNextToken for a token that the service did not issue', async () => {
  for (const { name, inputs } of LISTED) {
    const input = { ...inputs[0], NextToken: 'x' };
    const read = { operation: methodOf(name), input, client };
    for (const call of [patchlensCall, awsSdkCall, boto3.call]) {
      assert.deepEqual(await call(read), { code: 'InvalidNextToken' }, `${name} ${call.name}`);
    }
  }
});

/** The peers that read outputs with these quirks. */
const QUIRKS = {
  nulls: ['the AWS SDK', 'boto3'],
  'new-values': ['the AWS SDK', 'boto3'],
  'iso-dates': ['boto3'],
};
for (const [quirk, peers] of Object.entries(QUIRKS)) {
  test(`${quirk}: patchlens lists what ${peers.join(' and ')} list, with every operation`, async () => {
    const quirky = await serve({ fleet, quirks: [quirk] });
    try {
      const endpoint = { ...client, endpoint: quirky.url };
      for (const {
        name,
        inputs: [input],
        pageSize,
      } of LISTED) {
        const read = { operation: methodOf(name), input, config: { pageSize }, client: endpoint };
        const { items } = await patchlens(read);
        const outcomes = { 'the AWS SDK': awsSdk, boto3: boto3.read };
        for (const peer of peers) {
          const theirs = await outcomes[peer](read);
          assert.deepEqual(withoutNoTimes(theirs.items), items, `${name} as ${peer}`);
        }
      }
    } finally {
      await quirky.close();
    }
  });
}

/** The items of all three, without the peers' timestamps that mean "no time". */
async function listAlike(name, input, config) {
  const read = { operation: methodOf(name), input, config, client };
  const { items } = await patchlens(read);
  assert.deepEqual(withoutNoTimes((await awsSdk(read)).items), items, 'as the AWS SDK');
  assert.deepEqual(withoutNoTimes((await boto3.read(read)).items), items, 'as boto3');
  return items;
}

function withoutNoTimes(value) {
  if (Array.isArray(value)) return value.map(withoutNoTimes);
  if (typeof value !== 'object' || value === null) return value;
  const times = Object.entries(value).filter(([, member]) => !isNoTime(member));
  return Object.fromEntries(times.map(([name, member]) => [name, withoutNoTimes(member)]));
}

const isNoTime = (value) => value?.time === 0 || value?.time === YEAR_1;
