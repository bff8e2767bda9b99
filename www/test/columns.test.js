import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  chosenColumns,
  columnsParam,
  columnsText,
  DEFAULT_QUERY,
  fileColumns,
  formatFleetQuery,
  nodesQuery,
  parseFleetQuery,
  tagColumns,
  TABLE_COLUMNS,
  withoutFilters,
} = await pageCode('model/columns', 'model/fleet-query');

test('without a choice the usual columns are shown, and an address has none', () => {
  for (const table of ['nodes', 'findings', 'patches', 'cves']) {
    const { first } = TABLE_COLUMNS[table];
    assert.deepEqual(chosenColumns(table, ''), { names: first, isChosen: false, unknown: [] });
    assert.equal(columnsText(table, first), '');
    assert.equal(columnsParam(table, first.join(',')), undefined);
    assert.equal(fileColumns(table, ''), undefined);
  }
});

test('chosen columns keep their order and come back from their text', () => {
  const names = ['verdict', 'name', 'missing', 'tag.Cost, centre', 'tag.100%2C'];
  const { names: read, isChosen, unknown } = chosenColumns('nodes', columnsText('nodes', names));
  assert.deepEqual({ read, isChosen, unknown }, { read: names, isChosen: true, unknown: [] });
});

test('another order of the usual columns is a choice', () => {
  const [one, two, ...rest] = TABLE_COLUMNS.cves.first;
  assert.equal(chosenColumns('cves', [one, ...rest, two].join()).isChosen, true);
});

test('the column that opens a row is always shown', () => {
  assert.deepEqual(chosenColumns('findings', 'kb,state').names, ['name', 'kb', 'state']);
  assert.equal(columnsText('patches', ['kb']), 'title,kb');
});

test('unknown names are kept apart, and a name counts once', () => {
  const text = 'name,colour,verdict,verdict,,tag.,constructor';
  const { names, unknown } = chosenColumns('nodes', text);
  assert.deepEqual(names, ['name', 'verdict']);
  assert.deepEqual(unknown, ['colour', 'tag.', 'constructor']);
  assert.equal(chosenColumns('patches', 'title,tag.Owner').unknown[0], 'tag.Owner');
  assert.equal(chosenColumns('nodes', 'colour').isChosen, false);
});

test('an address survives the round trip through the browser', () => {
  const columns = columnsText('nodes', ['name', 'tag.Cost, centre & #1']);
  const text = formatFleetQuery({ ...DEFAULT_QUERY, columns });
  assert.equal(text, 'columns=name,tag.Cost%252C%20centre%20%26%20%231');
  assert.equal(parseFleetQuery(text).columns, columns);
});

test('a file has each member that a column shows', () => {
  assert.deepEqual(fileColumns('nodes', 'name,platform,missing,instanceId'), [
    'name',
    'computerName',
    'instanceId',
    'scopeId',
    'platform',
    'platformVersion',
    'missing',
  ]);
  assert.deepEqual(fileColumns('findings', 'kb'), ['name', 'instanceId', 'scopeId', 'kb']);
  const age = ['name', 'instanceId', 'scopeId', 'age', 'ageIsLowerBound'];
  assert.deepEqual(fileColumns('findings', 'name,age'), age, 'an age says that it is “at least”');
});

test('attributes are found among the titles of a file', () => {
  const header = '\uFEFFscopeId,Instance ID,"tag.Cost, ""x"" centre",tag.Owner,region\r\n';
  assert.deepEqual(tagColumns(header), ['tag.Cost, "x" centre', 'tag.Owner']);
});

test('a node beside the table stands in the address, whatever is in its scope', () => {
  const open = { scopeId: '111122223333/eu-central-1 #?&', instanceId: 'mi-0abc' };
  const text = formatFleetQuery({ ...DEFAULT_QUERY, open });
  assert.deepEqual(parseFleetQuery(text).open, open);
  for (const broken of ['open=', 'open=i-0abc', 'open=/i-0abc', 'open=scope/'])
    assert.equal(parseFleetQuery(broken).open, undefined, broken);
});

test('columns and the open node do not change what is asked', () => {
  const shown = { ...DEFAULT_QUERY, columns: 'name,missing', open: { scopeId: 'a', instanceId: 'b' } };
  assert.deepEqual(nodesQuery(shown), nodesQuery(DEFAULT_QUERY));
  assert.deepEqual(withoutFilters({ ...shown, filter: 'x' }), shown);
});

test('the table of nodes sorts by any of its columns but the reason', () => {
  const sortOf = (text) => nodesQuery(parseFleetQuery(text)).sort[0];
  assert.deepEqual(sortOf('sort=-agentVersion'), { property: 'agentVersion', descending: true });
  assert.deepEqual(sortOf('sort=tag.Owner'), { property: 'tag.Owner', descending: false });
  for (const none of ['reason', 'colour', 'toString'])
    assert.equal(sortOf(`sort=${none}`).property, 'verdict', none);
});
