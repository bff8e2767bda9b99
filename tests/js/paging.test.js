/** Listings: items across pages, and where to go on. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  clientOf,
  failure,
  NODE_ID,
  rejection,
  scripted,
  served,
  stalled,
} from './conversation.js';

const NODES = 'describeInstanceInformation';
const PAGES = [
  { items: [1, 2], next: 'T1' },
  { items: [3, 4], next: 'T2' },
  { items: [5], next: undefined },
];

let ssm;
before(async () => {
  ssm = await served({ fleet: { nodes: 47, seed: 5 } });
});

/** A service with these pages, the first without a token and each behind the one before. */
function listOf(pages, { options, ...more } = {}) {
  const tokens = [];
  const fetch = scripted(async (request) => {
    const { NextToken } = await request.json();
    tokens.push(NextToken);
    const index = pages.findIndex(({ next }) => next !== undefined && next === NextToken) + 1;
    const { items, next, answer } = pages[index];
    if (answer) return answer(request);
    const InstanceInformationList = items?.map((Name) => ({ Name }));
    return Response.json({ InstanceInformationList, NextToken: next });
  });
  const client = clientOf(fetch, { maxAttempts: 1, ...more });
  return { listing: client.paginate(NODES, {}, options), client, tokens, fetch };
}

const names = (items) => items.map(({ Name }) => Name);
const namesOf = (page) => names(page.InstanceInformationList ?? []);

/** The text that boto3 writes for a place in a listing. */
function resumeToken(place) {
  const json = JSON.stringify(place).replaceAll('":', '": ').replaceAll(',"', ', "');
  return Buffer.from(json).toString('base64');
}

/** The same pages, each after a while. */
function slowed(pages, delayMs) {
  return pages.map(({ items, next }) => ({
    next,
    answer() {
      const InstanceInformationList = items.map((Name) => ({ Name }));
      return setTimeout(delayMs(), Response.json({ InstanceInformationList, NextToken: next }));
    },
  }));
}

async function upTo(count, listing) {
  const items = [];
  for await (const item of listing) {
    items.push(item);
    if (items.length === count) break;
  }
  return names(items);
}

test('a listing over HTTP gives every node once, whatever the size of its pages', async () => {
  const client = ssm.client();
  const { items } = await client.paginate(NODES).collect();
  assert.equal(new Set(items.map(({ InstanceId }) => InstanceId)).size, 47);
  for (const pageSize of [5, 47, 50]) {
    const other = await client.paginate(NODES, {}, { pageSize }).collect();
    assert.deepEqual(other, { items });
  }
});

test('every operation lists its own items', async () => {
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

test('nothing is sent before the first item is asked for, nor ahead of the next', async () => {
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

test('items, pages and collect give the same, each from the beginning', async () => {
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

test('pages are the answers, with their tokens and what the exchange was like', async () => {
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

test('an empty page with a token is followed; a page without items is an empty one', async () => {
  const { listing } = listOf([
    { items: [], next: 'a' },
    { items: undefined, next: 'b' },
    { items: [1], next: 'c' },
    { items: [], next: '' },
  ]);
  assert.deepEqual(await listing.collect(), { items: [{ Name: 1 }] });
});

test('a token that is empty or null ends the listing', async () => {
  for (const next of ['', null]) {
    const { listing, tokens } = listOf([{ items: [1], next }]);
    assert.deepEqual(await listing.collect(), { items: [{ Name: 1 }] });
    assert.equal(tokens.length, 1);
    assert.equal(listing.resumeToken, undefined);
  }
});

test('maxItems ends the listing anywhere, with the resume token that boto3 would give', async () => {
  for (const [maxItems, requests, place] of [
    [0, 1, { NextToken: null, boto_truncate_amount: 0 }],
    [1, 1, { NextToken: null, boto_truncate_amount: 1 }],
    [2, 1, { NextToken: 'T1' }],
    [3, 2, { NextToken: 'T1', boto_truncate_amount: 1 }],
    [4, 2, { NextToken: 'T2' }],
    [5, 3, undefined],
    [6, 3, undefined],
  ]) {
    const { listing, tokens } = listOf(PAGES, { options: { maxItems } });
    const { items, resumeToken: token, ...rest } = await listing.collect();
    assert.deepEqual(names(items), [1, 2, 3, 4, 5].slice(0, maxItems));
    assert.equal(token, place && resumeToken(place));
    assert.equal(listing.resumeToken, token);
    assert.equal(tokens.length, requests);
    assert.deepEqual(rest, {});
  }
});

test('pages are cut to maxItems and to the starting token', async () => {
  const startingToken = resumeToken({ NextToken: 'T1', boto_truncate_amount: 1 });
  const { listing, tokens } = listOf(PAGES, { options: { startingToken, maxItems: 1 } });
  const pages = [];
  for await (const page of listing.pages()) pages.push(namesOf(page));
  assert.deepEqual(pages, [[4]]);
  assert.deepEqual(tokens, ['T1']);
});

test('every resume token goes on where the run before ended', async () => {
  const all = names((await listOf(PAGES).listing.collect()).items);
  for (let count = 1; count <= all.length; count += 1) {
    const { listing } = listOf(PAGES);
    assert.deepEqual(await upTo(count, listing), all.slice(0, count));
    const startingToken = listing.resumeToken;
    if (count === all.length) {
      assert.equal(startingToken, undefined);
      break;
    }
    const rest = listOf(PAGES, { options: { startingToken } }).listing;
    assert.deepEqual(await upTo(Infinity, rest), all.slice(count));
    assert.equal(rest.resumeToken, undefined);
  }
});

test('after pages, too, the listing can go on', async () => {
  const { listing } = listOf(PAGES);
  for await (const page of listing.pages()) if (namesOf(page).includes(4)) break;
  assert.equal(listing.resumeToken, resumeToken({ NextToken: 'T2' }));
});

test('a listing over HTTP can be resumed again and again', async () => {
  const client = ssm.client();
  const { items } = await client.paginate(NODES).collect();
  const pieces = [];
  let startingToken;
  do {
    const options = { pageSize: 10, maxItems: 9, startingToken };
    const piece = await client.paginate(NODES, {}, options).collect();
    pieces.push(...piece.items);
    startingToken = piece.resumeToken;
  } while (startingToken);
  assert.deepEqual(pieces, items);
});

test('a token of the service starts a listing, as an option or in the input', async () => {
  const asOption = listOf(PAGES, { options: { startingToken: 'T1' } });
  assert.deepEqual(await upTo(Infinity, asOption.listing), [3, 4, 5]);
  const { client } = listOf(PAGES);
  const inInput = client.paginate(NODES, { NextToken: 'T1' }, { maxItems: 1 });
  const { items, resumeToken: token } = await inInput.collect();
  assert.deepEqual(names(items), [3]);
  assert.equal(token, resumeToken({ NextToken: 'T1', boto_truncate_amount: 1 }));
});

test('the older form of resume tokens starts a listing, too', async () => {
  const { listing } = listOf(PAGES, { options: { startingToken: 'T1___1' } });
  assert.deepEqual(await upTo(Infinity, listing), [4, 5]);
});

test('after an error the listing can go on from the page that failed', async () => {
  let fails = true;
  const failing = [...PAGES];
  failing[1] = {
    ...PAGES[1],
    answer: () =>
      fails
        ? Response.json({ __type: 'AccessDeniedException' }, { status: 400 })
        : Response.json({ InstanceInformationList: [{ Name: 3 }, { Name: 4 }], NextToken: 'T2' }),
  };
  const { listing, client } = listOf(failing);
  const items = [];
  const error = await failure(async () => {
    for await (const item of listing) items.push(item);
  });
  assert.equal(error.awsCode, 'AccessDeniedException');
  assert.deepEqual(names(items), [1, 2]);
  assert.equal(listing.resumeToken, resumeToken({ NextToken: 'T1' }));
  fails = false;
  const rest = client.paginate(NODES, {}, { startingToken: listing.resumeToken });
  assert.deepEqual(await upTo(Infinity, rest), [3, 4, 5]);
  assert.deepEqual(await upTo(Infinity, listing), [1, 2, 3, 4, 5]);
  assert.equal(listing.resumeToken, undefined);
});

test('a listing whose first page fails can start again', async () => {
  const { listing } = listOf([{ answer: () => new Response('', { status: 403 }) }]);
  assert.equal((await failure(listing.collect())).status, 403);
  assert.equal(listing.resumeToken, resumeToken({ NextToken: null }));
});

test('a token that comes twice is an error after its page was handed out', async () => {
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

test('a cycle of tokens is an error, however long', async () => {
  const pages = Array.from({ length: 9 }, (_, index) => ({ items: [index], next: `T${index}` }));
  pages.push({ items: [9], next: 'T3' });
  const { listing, tokens } = listOf(pages);
  assert.equal((await failure(listing.collect())).code, 'repeated-token');
  assert.equal(tokens.length, 10);
});

test('a service that sends the same token for ever is left, over HTTP', async () => {
  const repeating = await served({ quirks: ['repeated-token'] });
  const listing = repeating.client().paginate(NODES, {}, { pageSize: 5 });
  assert.equal((await failure(listing.collect())).code, 'repeated-token');
  assert.ok(repeating.records.length < 5);
});

test('a token that is no text is an error, never an end', async () => {
  for (const next of [5, {}, ['a'], true]) {
    const { listing } = listOf([{ items: [1], next }]);
    assert.equal((await failure(listing.collect())).code, 'malformed-response');
  }
});

test('runs of one listing at the same time do not mix; the token is of the later', async () => {
  const { listing } = listOf(PAGES);
  const [one, two] = [listing[Symbol.asyncIterator](), listing[Symbol.asyncIterator]()];
  const take = async (run, count) => {
    const seen = [];
    for (let turn = 0; turn < count; turn += 1) seen.push((await run.next()).value?.Name);
    return seen;
  };
  const third = resumeToken({ NextToken: 'T1', boto_truncate_amount: 1 });
  assert.deepEqual(await take(one, 1), [1]);
  assert.deepEqual(await take(two, 3), [1, 2, 3]);
  assert.deepEqual(await take(one, 3), [2, 3, 4]);
  assert.equal(listing.resumeToken, third);
  assert.deepEqual(await take(one, 2), [5, undefined]);
  assert.equal(listing.resumeToken, third);
  assert.deepEqual(await take(two, 1), [4]);
  assert.equal(listing.resumeToken, resumeToken({ NextToken: 'T2' }));
});

test('collecting twice at the same time gives the same twice', async () => {
  for (const [maxItems, ...place] of [
    [undefined],
    [3, { NextToken: 'T1', boto_truncate_amount: 1 }],
    [4, { NextToken: 'T2' }],
  ]) {
    let delayMs = 0;
    const { listing } = listOf(
      slowed(PAGES, () => (delayMs += 3)),
      { options: { maxItems } },
    );
    for (const { items, ...rest } of await Promise.all([listing.collect(), listing.collect()])) {
      assert.deepEqual(names(items), [1, 2, 3, 4, 5].slice(0, maxItems));
      assert.deepEqual(Object.values(rest), place.map(resumeToken));
    }
  }
});

test('items that are asked for at the same time come in their order', async () => {
  const { listing } = listOf(PAGES);
  const iterator = listing[Symbol.asyncIterator]();
  const results = await Promise.all(Array.from({ length: 7 }, () => iterator.next()));
  assert.deepEqual(
    results.map(({ value }) => value?.Name),
    [1, 2, 3, 4, 5, undefined, undefined],
  );
});

test('a signal ends a listing with its reason, and the listing can go on later', async () => {
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

test('an aborted signal keeps the next page from being asked for', async () => {
  const controller = new AbortController();
  const { listing, tokens } = listOf(PAGES, { options: { signal: controller.signal } });
  const run = rejection(async () => {
    for await (const { Name } of listing) if (Name === 2) controller.abort('enough');
  });
  assert.equal(await run, 'enough');
  assert.equal(tokens.length, 1);
});

test('timeoutMs bounds each page, not the listing', async () => {
  const slowly = slowed(PAGES, () => 60);
  const { listing } = listOf(slowly, { options: { timeoutMs: 150 } });
  assert.deepEqual(await upTo(Infinity, listing), [1, 2, 3, 4, 5]);
  const { listing: late } = listOf(slowly, { options: { timeoutMs: 20 } });
  assert.equal((await failure(late.collect())).code, 'timeout');
});

test('an input that is wrong is the failure of the first page, of each run', async () => {
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

test('a listing that nobody began has nowhere to go on', () => {
  const listing = clientOf(scripted({})).paginate('describeInstancePatches', {
    InstanceId: NODE_ID,
  });
  assert.equal(listing.resumeToken, undefined);
});
