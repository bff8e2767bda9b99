/** Resuming a paginator: after maxItems, a break, an error, or with a token of another client. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clientOf,
  failure,
  listOf,
  names,
  NODE_ID,
  PAGES,
  resumeToken,
  scripted,
  served,
  slowed,
  upTo,
} from '../conversation.js';

const NODES = 'describeInstanceInformation';
const namesOf = (page) => names(page.InstanceInformationList ?? []);

test('maxItems ends the paginator at any item, with boto3’s resume token', async () => {
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

test('every resume token continues where the previous run ended', async () => {
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

test('the paginator can be resumed after pages, too', async () => {
  const { listing } = listOf(PAGES);
  for await (const page of listing.pages()) if (namesOf(page).includes(4)) break;
  assert.equal(listing.resumeToken, resumeToken({ NextToken: 'T2' }));
});

test('a paginator over HTTP can be resumed repeatedly', async () => {
  const client = (await served({ fleet: { nodes: 47, seed: 5 } })).client();
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

test('a paginator can start with a token of the service, as an option or in the input', async () => {
  const asOption = listOf(PAGES, { options: { startingToken: 'T1' } });
  assert.deepEqual(await upTo(Infinity, asOption.listing), [3, 4, 5]);
  const { client } = listOf(PAGES);
  const inInput = client.paginate(NODES, { NextToken: 'T1' }, { maxItems: 1 });
  const { items, resumeToken: token } = await inInput.collect();
  assert.deepEqual(names(items), [3]);
  assert.equal(token, resumeToken({ NextToken: 'T1', boto_truncate_amount: 1 }));
});

test('a paginator can start with the older form of resume tokens', async () => {
  const { listing } = listOf(PAGES, { options: { startingToken: 'T1___1' } });
  assert.deepEqual(await upTo(Infinity, listing), [4, 5]);
});

test('after an error the paginator can be resumed from the failed page', async () => {
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

test('a paginator whose first page fails can start again', async () => {
  const { listing } = listOf([{ answer: () => new Response('', { status: 403 }) }]);
  assert.equal((await failure(listing.collect())).status, 403);
  assert.equal(listing.resumeToken, resumeToken({ NextToken: null }));
});

test('concurrent runs of a paginator are independent; the resume token is the later run’s', async () => {
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

test('two concurrent collect() return the same items', async () => {
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

test('a paginator without a run has no resume token', () => {
  const listing = clientOf(scripted({})).paginate('describeInstancePatches', {
    InstanceId: NODE_ID,
  });
  assert.equal(listing.resumeToken, undefined);
});
