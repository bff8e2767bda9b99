/**
 * The statements of the documentation about all operations are true for each, in all three clients.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-ssm';
import { PatchClient } from 'patchlens';
import { MODEL, NAMES } from '../operations/operations.js';

const DOCS = new URL('../../../docs/', import.meta.url);
const read = (page) => readFileSync(new URL(page, DOCS), 'utf8');
const ROW = /^\| (\w+) \| `ssm\.(\w+)` \| `(\w+)` \| `client\.(\w+)` \|$/gm;

/** The names that the page for users of boto3 and the SDK teaches, by its rule. */
function spellings(name) {
  const method = name.charAt(0).toLowerCase() + name.slice(1);
  const python = method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { python, command: `${name}Command`, method };
}

test('the table of names follows the rule', () => {
  const rows = [...read('from-boto3-and-the-aws-sdk.md').matchAll(ROW)];
  assert.equal(rows.length, 3);
  for (const [, name, python, command, method] of rows) {
    assert.ok(NAMES.includes(name), name);
    assert.deepEqual({ python, command, method }, spellings(name));
  }
});

test('the page names exactly the operations without pages', () => {
  assert.match(
    read('from-boto3-and-the-aws-sdk.md'),
    /have pages, except DescribePatchGroupState and those that begin with `Get`\./,
  );
  for (const [name, { items }] of Object.entries(MODEL.operations)) {
    const isException = name === 'DescribePatchGroupState' || name.startsWith('Get');
    assert.equal(items === null, isException, name);
  }
});

test('the policy in the page about credentials allows each operation, in order', () => {
  const [, policy] = /^```json\n([^]*?)^```$/m.exec(read('credentials.md'));
  const { Action } = JSON.parse(policy).Statement[0];
  assert.deepEqual(Action, NAMES.map((name) => `ssm:${name}`).sort());
});

for (const name of NAMES) {
  test(`${name} has the name of the rule in both clients, and a paginator if it has pages`, async () => {
    const { command, method } = spellings(name);
    const hasPages = MODEL.operations[name].items !== null;
    assert.equal(typeof sdk[command], 'function');
    assert.equal(`paginate${name}` in sdk, hasPages);
    assert.equal(typeof PatchClient.prototype[method], 'function');
    const client = new PatchClient({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
      fetch: async () => Response.json({}),
    });
    const listing = client.paginate(method, { Nonsense: 1 }).collect();
    await assert.rejects(listing, hasPages ? /Nonsense: is not known/ : /operation: /);
  });
}
