import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { DEFAULT_QUERY, formatFleetQuery, isFiltering, nodesQuery, parseFleetQuery } =
  await pageCode('model/fleet-query');

const ask = (change) => nodesQuery({ ...DEFAULT_QUERY, ...change });
const tokens = (change) => ask(change).filter.tokens;

test('without a filter all nodes are asked for, the worst first', () => {
  const { filter, sort } = ask({});
  assert.deepEqual(filter, { tokens: [] });
  assert.deepEqual(sort.slice(0, 2), [
    { property: 'verdict', descending: false },
    { property: 'criticalNonCompliant', descending: true },
  ]);
});

test('several verdicts are values of one token; other filters are tokens of their own', () => {
  assert.deepEqual(tokens({ verdicts: ['stale', 'stopped'], platform: 'Ubuntu', group: 'web' }), [
    { property: 'verdict', operator: '=', value: ['stale', 'stopped'] },
    { property: 'platform', operator: '=', value: 'Ubuntu' },
    { property: 'patchGroup', operator: '=', value: 'web' },
  ]);
});

test('nodes without a patch group are those whose group contains not even the empty text', () => {
  assert.deepEqual(tokens({ group: '' }), [
    { property: 'patchGroup', operator: '!:', value: '' },
  ]);
});

test('the text is free text, without the spaces around it', () => {
  assert.equal(ask({ text: ' web 1 ' }).filter.text, 'web 1');
  assert.equal('text' in ask({ text: '  ' }).filter, false);
  assert.equal(isFiltering({ ...DEFAULT_QUERY, text: '  ' }), false);
  assert.equal(isFiltering({ ...DEFAULT_QUERY, group: '' }), true);
});

test('the conditions of a filter hold beside the others', () => {
  assert.deepEqual(tokens({ verdicts: ['stale'], filter: 'region=eu' }), [
    { property: 'verdict', operator: '=', value: ['stale'] },
    { property: 'region', operator: '=', value: 'eu' },
  ]);
});

test('a filter that is no list of conditions hides no node', () => {
  for (const filter of ['region', 'region=eu | region=us', 'no-such=1', 'region=eu "']) {
    assert.deepEqual(tokens({ filter }), [], filter);
  }
});

test('a column sorts by its properties in its direction, then the worse come first', () => {
  const { sort } = ask({ sort: { column: 'missing', descending: false } });
  assert.deepEqual(sort, [
    { property: 'missing', descending: false },
    { property: 'criticalNonCompliant', descending: true },
    { property: 'failed', descending: true },
    { property: 'availableSecurityUpdates', descending: true },
  ]);
  const names = ask({ sort: { column: 'name', descending: true } }).sort.slice(0, 2);
  assert.deepEqual(names, [
    { property: 'name', descending: true },
    { property: 'computerName', descending: true },
  ]);
});

test('a query is the same after formatting and parsing', () => {
  const query = {
    text: 'a&b #%?',
    verdicts: ['non-compliant', 'stale', 'excepted'],
    platform: 'Ubuntu 22.04',
    group: '',
    filter: 'region=eu-west-1 tag.Owner="a b"',
    sort: { column: 'lastScan', descending: true },
    staleDays: 30,
  };
  assert.deepEqual(parseFleetQuery(formatFleetQuery(query)), query);
  assert.equal(formatFleetQuery(DEFAULT_QUERY), '');
});

test('the parts of an address that make no sense are ignored', () => {
  assert.deepEqual(parseFleetQuery('verdict=green,,&sort=-secret&stale=-1'), DEFAULT_QUERY);
  assert.deepEqual(parseFleetQuery('stale=1e9'), DEFAULT_QUERY);
});
