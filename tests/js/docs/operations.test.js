/** The page for those who come from boto3 or the AWS SDK names every operation, in all three. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-ssm';
import { PatchClient } from 'patchlens';

const PAGE = new URL('../../../docs/from-boto3-and-the-aws-sdk.md', import.meta.url);
const ROW = /^\| `ssm\.(\w+)` \| `(\w+)Command` \| `client\.(\w+)` \| (yes )?\|$/gm;
const METHODS = Object.getOwnPropertyNames(PatchClient.prototype).filter((name) =>
  /^(describe|get|list)[A-Z]/.test(name),
);

const rows = [...readFileSync(PAGE, 'utf8').matchAll(ROW)].map((row) => {
  const [, python, name, method, pages] = row;
  return { python, name, method, hasPages: pages !== undefined };
});

test('the table has one row for each operation, in order', () => {
  assert.equal(METHODS.length, 17);
  assert.deepEqual(
    rows.map(({ method }) => method),
    METHODS.toSorted(),
  );
});

test('the policy in the page about credentials allows each operation, in order', () => {
  const page = new URL('../../../docs/credentials.md', import.meta.url);
  const [, policy] = /^```json\n([^]*?)^```$/m.exec(readFileSync(page, 'utf8'));
  const { Action } = JSON.parse(policy).Statement[0];
  assert.deepEqual(
    Action,
    rows.map(({ name }) => `ssm:${name}`),
  );
});

for (const { python, name, method, hasPages } of rows) {
  test(`the row of ${name} has all three names, and says whether it has pages`, async () => {
    assert.equal(typeof sdk[`${name}Command`], 'function');
    assert.equal(method, name.charAt(0).toLowerCase() + name.slice(1));
    assert.equal(python, method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    assert.equal(`paginate${name}` in sdk, hasPages);
    const client = new PatchClient({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
      fetch: async () => Response.json({}),
    });
    const listing = client.paginate(method, { Nonsense: 1 }).collect();
    await assert.rejects(listing, hasPages ? /Nonsense: is not known/ : /operation: /);
  });
}
