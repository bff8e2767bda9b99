import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  choiceProblem,
  DEFAULT_QUERY,
  formatFleetQuery,
  isFiltering,
  nodesQuery,
  parseFleetQuery,
  readFilter,
} = await pageCode('model/fleet-query', 'model/filter-text');

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

test('words are free text, without the spaces around them', () => {
  assert.equal(ask({ filter: ' web 1 ' }).filter.text, 'web 1');
  assert.equal('text' in ask({ filter: '  ' }).filter, false);
  assert.equal(isFiltering({ ...DEFAULT_QUERY, filter: '  ' }), false);
  assert.equal(isFiltering({ ...DEFAULT_QUERY, group: '' }), true);
  assert.equal(isFiltering({ ...DEFAULT_QUERY, filter: 'name=' }), true);
});

const STALE = { property: 'verdict', operator: '=', value: 'stale' };
const MANY = { property: 'missing', operator: '>', value: '3' };

test('the filter and the choices must all hold', () => {
  const { filter } = ask({ filter: 'missing>3 web', verdicts: ['stale'] });
  assert.deepEqual(filter, { tokens: [{ ...STALE, value: ['stale'] }, MANY], text: 'web' });
});

test('any of several conditions is asked for as such', () => {
  const { filter } = ask({ filter: 'missing>3 | verdict=stale' });
  assert.deepEqual(filter, { operation: 'or', tokens: [MANY, STALE] });
});

test('any of several values goes with the choices, any of several conditions does not', () => {
  const alike = { filter: 'name:web | name:db', group: 'blue' };
  assert.deepEqual(tokens(alike).at(-1), {
    property: 'name',
    operator: ':',
    value: ['web', 'db'],
  });
  const mixed = { ...DEFAULT_QUERY, filter: 'name:web | missing>3', group: 'blue' };
  assert.deepEqual(nodesQuery(mixed).filter.tokens.length, 1);
  assert.match(
    choiceProblem(mixed, readFilter(mixed.filter, 'nodes').filter),
    /^Cannot match any .* while a verdict, platform or patch group is chosen$/,
  );
});

test('a filter that cannot be read leaves the choices in force', () => {
  const { filter } = ask({ filter: 'colour=red', verdicts: ['stale'] });
  assert.deepEqual(filter, { tokens: [{ ...STALE, value: ['stale'] }] });
});

test('the conditions of a filter hold beside the others', () => {
  assert.deepEqual(tokens({ verdicts: ['stale'], filter: 'region=eu' }), [
    { property: 'verdict', operator: '=', value: ['stale'] },
    { property: 'region', operator: '=', value: 'eu' },
  ]);
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
    filter: 'tag.Owner="a&b #%?+" verdict!=stale title:x,y',
    verdicts: ['non-compliant', 'stale', 'excepted'],
    platform: 'Ubuntu 22.04',
    group: '',
    filter: 'region=eu-west-1 tag.Owner="a b"',
    sort: { column: 'lastScan', descending: true },
    staleDays: 30,
    columns: 'name,missing,tag.Owner',
    open: { scopeId: '111122223333/eu-west-1', instanceId: 'i-0abc' },
  };
  assert.deepEqual(parseFleetQuery(formatFleetQuery(query)), query);
  assert.equal(formatFleetQuery(DEFAULT_QUERY), '');
});

test('a person can read the filter in an address', () => {
  const filter = 'verdict=non-compliant,stale title:"open ssl" kernel';
  assert.equal(
    formatFleetQuery({ ...DEFAULT_QUERY, filter }),
    'filter=verdict=non-compliant,stale+title:%22open+ssl%22+kernel',
  );
});

test('an address of earlier times has the words alone, which stay words', () => {
  assert.equal(parseFleetQuery('q=web+1&verdict=stale').filter, 'web 1');
  assert.equal(parseFleetQuery('q=a%3Db').filter, '"a=b"');
  assert.equal(nodesQuery(parseFleetQuery('q=a%3Db')).filter.text, 'a=b');
  assert.equal(parseFleetQuery('q=old&filter=new').filter, 'new');
});

test('the parts of an address that make no sense are ignored', () => {
  assert.deepEqual(parseFleetQuery('verdict=green,,&sort=-secret&stale=-1'), DEFAULT_QUERY);
  assert.deepEqual(parseFleetQuery('stale=1e9'), DEFAULT_QUERY);
});
