/** Files of attributes are read as the page reads them. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { annotationsOf } from '../../cli/annotations.js';
import { attributesIn } from '../../cli/attributes.js';
import { pageCode } from '../../www/test/page-code.js';
import { command, environment, folderOf, simulator } from './rig.js';

const { parseAttributes } = await pageCode('model/own-files/attributes-file');
const folder = folderOf('attributes');

function outcomeOf(read) {
  try {
    return { rows: read() };
  } catch (error) {
    return { error: error.message };
  }
}

const GOOD = {
  'commas and quotes': 'InstanceId,Owner,Note\ni-1,"Mara, Ben","said ""yes"""\ni-2,web,\n',
  'semicolons, spaces and Windows line ends': 'Instance ID;Owner;Cost Center\r\ni-1;"Mara; Ben";7\r\n mi-2 ; x ;\r\n',
  tabs: 'instance_id\tOwner\ni-1\tweb',
  bars: 'Owner|instanceId\nweb|i-1\n',
  'line ends of old computers': 'instanceId,Owner\ri-1,a\ri-2,b\r',
  'a line end in a cell': 'instanceId,Note\r\ni-1,"one\r\ntwo"\r\ni-2,three',
  'other line ends in a plain cell': 'instanceId,Note\r\ni-1,one\ntwo\r\ni-2,three\r\n',
  'a first line of Excel': 'sep=;\ninstanceId;Owner\ni-1;a,b\n',
  'empty lines': '\n\ninstanceId,Owner\n\ni-1,a\n,\n\ni-2,b\n\n',
  'spaces behind a quoted cell': 'instanceId,Owner\n"i-1" ,"a"  \n',
  'a quote within a plain cell': 'instanceId,Owner\ni-1,5" disk\n',
  'names of any object': 'instanceId,__proto__,constructor\ni-1,a,b\n',
  'two columns of ids': 'InstanceId,instance-id,Owner\ni-1,x,a\n',
  JSON: '[{"instanceId":"i-1","Team":"web","Cost":7,"Prod":true},{"Team":null,"instanceId":"i-2"}]',
};
const WRONG = {
  nothing: '',
  'empty lines alone': '\n\n',
  'a header alone': 'instanceId,Owner\n',
  'a header of other columns': 'Host,Owner\n',
  'no ids': 'Host,Owner\na,b\n',
  'ids alone': 'instanceId\ni-1\n',
  'an empty id': 'instanceId,Owner\n  ,a\n',
  'an id twice': 'instanceId,Owner\ni-1,a\ni-1,b\n',
  'a name twice': 'instanceId,Owner,Owner\ni-1,a,b\n',
  'a column without a name': 'instanceId,,Owner\ni-1,a,b\n',
  'a row that is too short': 'instanceId,Owner\ni-1,a\ni-2\n',
  'a row that is too long': 'instanceId,Owner\ni-1,a,b\n',
  'an open quote': 'instanceId,Owner\ni-1,"a\n',
  'text behind a quote': 'instanceId,Owner\ni-1,"a"b\n',
  'an object': '{"instanceId":"i-1"}',
  'a list in a list': '[["i-1"]]',
  'a list as a value': '[{"instanceId":"i-1","Team":[]}]',
  'no JSON': '[{]',
};

for (const [name, text] of Object.entries(GOOD)) {
  test(`${name}: the rows are those of the page`, () => {
    const rows = attributesIn(text);
    assert.ok(rows.length > 0);
    assert.deepEqual(rows.map(Object.entries), parseAttributes(text).rows.map(Object.entries));
  });
}

for (const [name, text] of Object.entries(WRONG)) {
  test(`${name}: refused, as by the page`, () => {
    assert.throws(() => parseAttributes(text));
    assert.throws(() => attributesIn(text));
  });
}

test('random texts give the same rows as in the page, or an error in both', () => {
  const parts = ['"', '""', ',', ';', '\n', '\r\n', '\r', ' ', 'a', 'i-1', 'i-2', '\t', '|', '__proto__'];
  let seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1e9);
  console.log(`FUZZ_SEED=${seed}`);
  const below = (count) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % count;
  let good = 0;
  for (let at = 0; at < 5_000; at += 1) {
    const tail = Array.from({ length: below(12) }, () => parts[below(parts.length)]).join('');
    const text = `instanceId,Owner${['\n', '\r\n', '\r'][below(3)]}i-0,x${tail}`;
    const [mine, page] = [outcomeOf(() => attributesIn(text)), outcomeOf(() => parseAttributes(text).rows)];
    assert.deepEqual(mine.rows?.map(Object.entries), page.rows?.map(Object.entries), JSON.stringify(text));
    good += mine.rows ? 1 : 0;
  }
  assert.ok(good > 500, `${good} files of 5,000 are right`);
});

test('an error names the file and the line', async () => {
  const file = join(folder, 'short.csv');
  writeFileSync(file, 'instanceId,Owner\n"i-\n1",a\n\ni-2\n');
  await assert.rejects(annotationsOf({ attributes: file }), {
    message: `${file}: line 5: the row has 1 cells, and the header has 2`,
  });
});

test('UTF-16 of spreadsheets and packed files are read, and damaged ones are refused', async () => {
  const text = 'instanceId;Owner\r\ni-1;Käthe\r\n';
  const file = join(folder, 'own.csv');
  const expected = [{ instanceId: 'i-1', Owner: 'Käthe' }];
  for (const bytes of [`\ufeff${text}`, Buffer.from(`\ufeff${text}`, 'utf16le'), gzipSync(text)]) {
    writeFileSync(file, bytes);
    assert.deepEqual((await annotationsOf({ attributes: file })).attributes, expected);
  }
  for (const bytes of [gzipSync(text).subarray(0, 20), Buffer.from(text, 'latin1')]) {
    writeFileSync(file, bytes);
    await assert.rejects(annotationsOf({ attributes: file }), /own\.csv: the (packed )?file is/);
  }
});

test('the columns of a CSV file are in filters and tables', async () => {
  const file = join(folder, 'owners.csv');
  const aws = await simulator({ fleet: { nodes: 4 } });
  const env = environment(aws.url, folder);
  const args = ['scan', '-q', '-t', 'nodes', '-f', 'csv', '--limit', '1', '--columns'];
  const [, id] = (await command([...args, 'instanceId'], { env })).stdout.split('\r\n');
  writeFileSync(file, `InstanceId,Owner\n${id},Mara\ni-unknown,Ben\n`);
  const own = ['instanceId,tag.Owner', '--filter', 'tag.Owner=Mara', '--attributes', file];
  const { code, stdout, stderr } = await command([...args, ...own], { env });
  assert.deepEqual([code, stdout], [0, `instanceId,tag.Owner\r\n${id},Mara\r\n`]);
  assert.match(stderr, /1 nodes joined, 1 ids are not in the fleet/);
});
