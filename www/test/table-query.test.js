import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { findingsOfCve, findingsOfPatch, formatTableQuery, parseRoute, parseTableQuery, tableQuestion } =
  await pageCode('model/table-query', 'model/table-links', 'model/route');

const plain = (table) => parseTableQuery(table, '');

test('without a query all rows are asked for, the gravest first', () => {
  assert.deepEqual(tableQuestion('findings', plain('findings')), {
    filter: { tokens: [] },
    sort: [
      { property: 'severity', descending: true },
      { property: 'age', descending: true },
    ],
  });
  assert.equal(formatTableQuery('findings', plain('findings')), '');
});

test('a query is the same after formatting and parsing', () => {
  for (const filter of ['severity>=Important age>30d', 'title:"a ""b"" & #1 100% + é|"', 'a | b']) {
    const query = {
      filter,
      sort: { column: 'kb', descending: true },
      start: 400_000,
      columns: 'name,kb,tag.Owner',
    };
    assert.deepEqual(parseTableQuery('findings', formatTableQuery('findings', query)), query);
  }
});

test('an address can be read by people', () => {
  const query = { ...plain('patches'), filter: 'severity=Critical,Important title:kernel' };
  assert.equal(
    formatTableQuery('patches', query),
    'filter=severity=Critical,Important+title:kernel',
  );
});

test('the parts of an address that make no sense are ignored', () => {
  const text = 'sort=-secret&row=-3&colour=red';
  assert.deepEqual(parseTableQuery('cves', text), plain('cves'));
  assert.deepEqual(parseTableQuery('cves', 'sort=name'), plain('cves'));
  assert.equal(parseTableQuery('cves', 'row=1e99').start, 0);
});

test('a filter that cannot be read hides no row', () => {
  const { filter } = tableQuestion('cves', { ...plain('cves'), filter: 'colour=red' });
  assert.deepEqual(filter, { tokens: [] });
});

test('nodes without a name are in the order of their ids', () => {
  const sort = { column: 'name', descending: true };
  assert.deepEqual(tableQuestion('findings', { ...plain('findings'), sort }).sort.slice(0, 2), [
    { property: 'name', descending: true },
    { property: 'instanceId', descending: true },
  ]);
});

test('a patch and a CVE lead to exactly their findings, whatever is in their names', () => {
  const filterOf = (hash) => {
    const route = parseRoute(hash);
    assert.equal(route.table, 'findings');
    return tableQuestion('findings', parseTableQuery('findings', route.query)).filter.tokens;
  };
  for (const title of ['', 'plain', 'a "b", c | d & e=f #g%20+h', '名前 \u202e']) {
    assert.deepEqual(filterOf(findingsOfPatch({ kb: 'KB1', title })), [
      { property: 'kb', operator: '=', value: 'KB1' },
      { property: 'title', operator: '=', value: title },
    ]);
  }
  assert.deepEqual(filterOf(findingsOfCve({ cve: 'CVE-2026-1' })), [
    { property: 'cves', operator: '=', value: 'CVE-2026-1' },
  ]);
});
