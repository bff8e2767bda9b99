/** The endpoints match botocore's published cases of SSM's endpoint rules. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PatchClient, PatchlensError } from 'patchlens';
import { BOTOCORE } from '../../scripts/sources.mjs';
import { deviations } from './deviations.js';

const { testCases } = JSON.parse(readFileSync(BOTOCORE.endpoints, 'utf8'));
const ROWS = deviations('endpoint cases');
const MISSING_REGION = 'Invalid Configuration: Missing Region';
/** Missing options are an error before any rule applies. */
const IN_OUR_WORDS = { [MISSING_REGION]: 'region: is required' };
const rowOf = ({ documentation }) => ROWS.find((row) => row.case === documentation);

test('each case has the same endpoint', async (t) => {
  const alike = testCases.filter((given) => !rowOf(given));
  for (const given of alike) {
    const { documentation: name, expect } = given;
    if (expect.error) await assert.rejects(resolved(given), named(expect.error), name);
    else assert.equal(await resolved(given), new URL(expect.endpoint.url).href, name);
  }
  t.diagnostic(`endpoint cases: ${alike.length} of ${testCases.length} alike`);
  assert.ok(testCases.length >= 49, `${testCases.length} cases`);
});

test('each deviation is necessary and matches the table', async () => {
  assert.ok(ROWS.length > 0);
  for (const row of ROWS) {
    const given = testCases.find(({ documentation }) => documentation === row.case);
    assert.ok(given?.expect.endpoint, row.case);
    assert.equal(row.ours, 'refused');
    await assert.rejects(resolved(given), named(MISSING_REGION), row.case);
  }
});

/** The URL that a call is sent to. */
async function resolved({ params = {} }) {
  let url;
  const client = new PatchClient({
    region: params.Region,
    endpoint: params.Endpoint,
    useFipsEndpoint: params.UseFIPS,
    useDualstackEndpoint: params.UseDualStack,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'of-no-account' },
    fetch: async (request) => {
      ({ url } = request);
      return new Response('{}');
    },
  });
  await client.describeInstanceInformation();
  return url;
}

function named(problem) {
  return (error) => {
    assert.ok(error instanceof PatchlensError, String(error));
    assert.equal(error.code, 'invalid-input');
    assert.ok(error.message.includes(IN_OUR_WORDS[problem] ?? problem), error.message);
    return true;
  };
}
