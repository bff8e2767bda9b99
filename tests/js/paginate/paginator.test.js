/** Paginators: items across pages, with one request at a time. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  clientOf,
  failure,
  listOf,
  names,
  PAGES,
  rejection,
  resumeToken,
  scripted,
  served,
  slowed,
  stalled,
  upTo,
} from '../conversation.js';

const NODES = 'describeInstanceInformation';
const namesOf = (page) => names(page.InstanceInformationList ?? []);

let ssm;
before(async () => {
  ssm = await served({ fleet: { nodes: 47, seed: 5 } });
});

test('a paginator over HTTP returns every node once, with any page size', async () => {
  const client = ssm.client();
  const { items } = await client.paginate(NODES).collect();
  assert.equal(new Set(items.map(({ InstanceId }) => InstanceId)).size, 47);
  for (const pageSize of [5, 47, 50]) {
    const other = await client.paginate(NODES, {}, { pageSize }).collect();
    assert.deepEqual(other, { items });
  }
});

test('the paginator of every operation returns its items', async () => {
  const client = ssm.client();
  const nodes = await client.paginate(NODES, {}, { maxItems: 40 }).collect();
  const InstanceIds = nodes.items.map(({ InstanceId }) => InstanceId);
  const options = { pageSize: 10 };
  const states = await client.paginate('describeInstancePatchStates', { InstanceIds }).collect();
  const { InstanceId } = states.items[0];
  const patches = await client
    .paginate('describeInstancePatches', { InstanceId }, options)
    .collect();
  assert.ok(states.items.length > 20 && states.items[0].OperationStartTime instanceof Date);
  assert.ok(patches.items.length > 10 && patches.items.every(({ Title }) => Title !== undefined));
});

test('no request is sent before its first item is needed', async () => {
  const { listing, tokens } = listOf(PAGES);
  const iterator = listing[Symbol.asyncIterator]();
  assert.deepEqual(tokens, []);
  for (const [name, asked] of [
    [1, 1],
    [2, 1],
    [3, 2],
  ]) {
    assert.deepEqual(await iterator.next(), { value: { Name: name }, done: false });
    assert.equal(tokens.length, asked);
  }
  await iterator.return();
});

test('items, pages and collect return the same items, each from the beginning', async () => {
  const { listing, tokens } = listOf(PAGES);
  for (let time = 0; time < 2; time += 1) {
    assert.deepEqual(await upTo(Infinity, listing), [1, 2, 3, 4, 5]);
    assert.deepEqual(names((await listing.collect()).items), [1, 2, 3, 4, 5]);
    const pages = [];
    for await (const page of listing.pages()) pages.push(namesOf(page));
    assert.deepEqual(pages, [[1, 2], [3, 4], [5]]);
  }
  assert.equal(tokens.length, 18);
});

test('pages are the outputs, with their tokens and metadata', async () => {
  const { listing } = listOf(PAGES);
  const pages = [];
  for await (const page of listing.pages()) pages.push(page);
  assert.deepEqual(
    pages.map(({ NextToken }) => NextToken),
    ['T1', 'T2', undefined],
  );
  assert.ok(pages.every(({ $metadata }) => $metadata.attempts === 1));
});

test('pageSize is MaxResults of each request, and wins over that of the input', async () => {
  const fetch = scripted({ NextToken: 'a' }, {});
  await clientOf(fetch).paginate(NODES, { MaxResults: 50 }, { pageSize: 7 }).collect();
  const bodies = await Promise.all(fetch.requests.map((request) => request.json()));
  assert.deepEqual(bodies, [{ MaxResults: 7 }, { MaxResults: 7, NextToken: 'a' }]);
});

test('an empty page with a token is not the last; a page without the list counts as empty', async () => {
  const { listing } = listOf([
    { items: [], next: 'a' },
    { items: undefined, next: 'b' },
    { items: [1], next: 'c' },
    { items: [], next: '' },
  ]);
  assert.deepEqual(await listing.collect(), { items: [{ Name: 1 }] });
});

test('an empty or null token ends the paginator', async () => {
  for (const next of ['', null]) {
    const { listing, tokens } = listOf([{ items: [1], next }]);
    assert.deepEqual(await listing.collect(), { items: [{ Name: 1 }] });
    assert.equal(tokens.length, 1);
    assert.equal(listing.resumeToken, undefined);
  }
});

test('a repeated token is an error after its page was returned', async () => {
  const { listing } = listOf([
    { items: [1], next: 'a' },
    { items: [2], next: 'a' },
  ]);
  const items = [];
  const error = await failure(async () => {
    for await (const item of listing) items.push(item);
  });
  assert.deepEqual(names(items), [1, 2]);
  assert.deepEqual([error.code, error.retryable], ['repeated-token', false]);
  assert.equal(error.operation, 'DescribeInstanceInformation');
  assert.equal(
    error.message,
    'Cannot list managed nodes: the service sent the next token "a" twice',
  );
  assert.equal(listing.resumeToken, resumeToken({ NextToken: 'a' }));
});

test('a cycle of tokens of any length is an error', async () => {
  const pages = Array.from({ length: 9 }, (_, index) => ({ items: [index], next: `T${index}` }));
  pages.push({ items: [9], next: 'T3' });
  const { listing, tokens } = listOf(pages);
  assert.equal((await failure(listing.collect())).code, 'repeated-token');
  assert.equal(tokens.length, 10);
});

test('a service that repeats the same token forever is an error, over HTTP', async () => {
  const repeating = await served({ quirks: ['repeated-token'] });
  const listing = repeating.client().paginate(NODES, {}, { pageSize: 5 });
  assert.equal((await failure(listing.collect())).code, 'repeated-token');
  assert.ok(repeating.records.length < 5);
});

test('a token that is not a string is an error, never the end', async () => {
  for (const next of [5, {}, ['a'], true]) {
    const { listing } = listOf([{ items: [1], next }]);
    assert.equal((await failure(listing.collect())).code, 'malformed-response');
  }
});

test('concurrent requests for items resolve in order', async () => {
  const { listing } = listOf(PAGES);
  const iterator = listing[Symbol.asyncIterator]();
  const results = await Promise.all(Array.from({ length: 7 }, () => iterator.next()));
  assert.deepEqual(
    results.map(({ value }) => value?.Name),
    [1, 2, 3, 4, 5, undefined, undefined],
  );
});

test('a signal ends a paginator with its reason, and the paginator can be resumed', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = [...PAGES];
  waiting[1] = { ...PAGES[1], answer: stalled };
  const { listing } = listOf(waiting, { options: { signal } });
  const reason = { an: 'object' };
  const items = [];
  const run = rejection(async () => {
    for await (const item of listing) {
      items.push(item);
      if (items.length === 2) setTimeout(5).then(() => controller.abort(reason));
    }
  });
  assert.equal(await run, reason);
  assert.deepEqual(names(items), [1, 2]);
  assert.equal(listing.resumeToken, resumeToken({ NextToken: 'T1' }));
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('with an aborted signal the next item of a page is not returned', async () => {
  const controller = new AbortController();
  const { listing } = listOf(PAGES, { options: { signal: controller.signal } });
  const seen = [];
  const run = rejection(async () => {
    for await (const { Name } of listing) {
      seen.push(Name);
      controller.abort('enough');
    }
  });
  assert.equal(await run, 'enough');
  assert.deepEqual(seen, [1]);
  const token = listing.resumeToken;
  assert.equal(token, resumeToken({ NextToken: null, boto_truncate_amount: 1 }));
});

test('with an aborted signal the next page is not requested', async () => {
  const controller = new AbortController();
  const { listing, tokens } = listOf(PAGES, { options: { signal: controller.signal } });
  const run = rejection(async () => {
    for await (const { Name } of listing) if (Name === 2) controller.abort('enough');
  });
  assert.equal(await run, 'enough');
  assert.equal(tokens.length, 1);
});

test('timeoutMs limits each page, not the paginator', async () => {
  const slowly = slowed(PAGES, () => 100);
  const { listing } = listOf(slowly, { options: { timeoutMs: 250 } });
  assert.deepEqual(await upTo(Infinity, listing), [1, 2, 3, 4, 5]);
  const { listing: late } = listOf(slowly, { options: { timeoutMs: 20 } });
  assert.equal((await failure(late.collect())).code, 'timeout');
});

test('an invalid input is the error of the first page, in each run', async () => {
  const fetch = scripted({});
  const listing = clientOf(fetch).paginate('describeInstancePatches', { InstanceId: 'i-1' });
  for (const run of [
    () => listing.collect(),
    () => listing.pages().next(),
    () => listing[Symbol.asyncIterator]().next(),
  ]) {
    const error = await failure(run);
    assert.equal(error.code, 'invalid-input');
    assert.match(error.message, /^Cannot list patches: InstanceId: expected a node id/);
  }
  assert.equal(listing.resumeToken, undefined);
  assert.equal(fetch.requests.length, 0);
});

test('a page of 130,000 items is collected', async () => {
  const InstanceInformationList = Array.from({ length: 130_000 }, (_, index) => ({ index }));
  const { items } = await clientOf(scripted({ InstanceInformationList }))
    .paginate('describeInstanceInformation')
    .collect();
  assert.equal(items.length, 130_000);
  assert.equal(items.at(-1).index, 129_999);
});
