import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pageCode } from './page-code.js';

const {
  draftOf,
  draftProblems,
  EMPTY_DRAFT,
  exampleValues,
  exceptionOf,
  formatExceptions,
  isAfter,
  lastMoment,
  parseAttributes,
  parseCsv,
  parseExceptions,
  parseKev,
  problemWords,
  readAttributesFile,
  readEpssFile,
  readExceptionsFile,
} = await pageCode(
  'model/own-files/attributes-file',
  'model/own-files/csv-table',
  'model/own-files/example-values',
  'model/own-files/exception-draft',
  'model/own-files/exceptions-file',
  'model/own-files/file-error',
  'model/own-files/kev-file',
  'model/own-files/last-moment',
  'model/own-files/read-file',
);

const blob = (...parts) => new Blob(parts);
/** What an error says, a line for each problem. */
const said = (read) => {
  try {
    read();
  } catch (error) {
    assert.equal(error.name, 'FileError', error.stack);
    return error.message;
  }
  throw new Error('no error');
};
const saidLater = async (read) => {
  const error = await read.then(
    () => assert.fail('no error'),
    (failure) => failure,
  );
  assert.equal(error.name, 'FileError', error.stack);
  return error.message;
};

describe('CSV', () => {
  test('separators of spreadsheets, line ends, quotes and blank lines', () => {
    const rows = (text) => parseCsv(text).rows.map(({ line, cells }) => [line, ...cells]);
    assert.deepEqual(rows('a,b\n1,2\n'), [[2, '1', '2']]);
    assert.deepEqual(rows('a;b\r\n1;2,5\r\n\r\n3;"x;y"\r\n'), [
      [2, '1', '2,5'],
      [4, '3', 'x;y'],
    ]);
    assert.deepEqual(rows('a\tb\n1\t2'), [[2, '1', '2']]);
    assert.deepEqual(rows('sep=;\r\na;b\r\n1;2'), [[3, '1', '2']]);
    assert.deepEqual(rows('a,b\n"1\n1","x""y"\n3,4'), [
      [2, '1\n1', 'x"y'],
      [4, '3', '4'],
    ]);
    assert.deepEqual(rows('a,b\r1,2\r3,4'), [
      [2, '1', '2'],
      [3, '3', '4'],
    ]);
  });

  test('what is broken is named with its line', () => {
    assert.equal(said(() => parseCsv(' \n')), 'The file is empty.');
    assert.match(said(() => parseCsv('a,b\n1,2\n1,2,3\n')), /^Line 3: the row has 3 cells, and the header has 2\. It is "1"\.$/);
    assert.match(said(() => parseCsv('a,b\n1\n')), /^Line 2: the row has 1 cells/);
    assert.match(said(() => parseCsv('a,b\n1,"2\n3,4')), /^Line 2: a quoted cell has no closing quote/);
    assert.match(said(() => parseCsv('a,,c\n')), /^Line 1: column 2 has no name/);
    assert.match(said(() => parseCsv('a,b,a\n')), /^Line 1, “a”: two columns have this name/);
  });
});

describe('attributes', () => {
  test('CSV with a byte order mark, semicolons and a name of the column as AWS writes it', async () => {
    const file = blob('\uFEFFInstance ID;Owner;Cost Center\r\ni-1;"Mara; Ben";7\r\n mi-2 ; x ;\r\n');
    assert.deepEqual(await readAttributesFile(file), {
      columns: ['Owner', 'Cost Center'],
      rows: [
        { instanceId: 'i-1', Owner: 'Mara; Ben', 'Cost Center': '7' },
        { instanceId: 'mi-2', Owner: 'x', 'Cost Center': '' },
      ],
    });
  });

  test('JSON, in which numbers and flags become texts', () => {
    const json = '[{"instanceId":"i-1","Team":"web","Cost":7,"Prod":true},{"Team":null,"instanceId":"i-2"}]';
    const { columns, rows } = parseAttributes(json);
    assert.deepEqual(columns, ['Team', 'Cost', 'Prod']);
    assert.deepEqual(rows[0], { instanceId: 'i-1', Team: 'web', Cost: '7', Prod: 'true' });
    assert.deepEqual(rows[1], { instanceId: 'i-2', Team: '' });
  });

  test('columns with the names of members of objects are columns like others', () => {
    const files = [
      'instanceId,__proto__,constructor,toString\ni-1,polluted,x,y\n',
      '[{"instanceId":"i-1","__proto__":"polluted","constructor":"x","toString":"y"}]',
    ];
    for (const text of files) {
      const { columns, rows } = parseAttributes(text);
      assert.deepEqual(columns, ['__proto__', 'constructor', 'toString']);
      assert.equal(Object.getOwnPropertyDescriptor(rows[0], '__proto__').value, 'polluted');
      assert.equal(Object.getPrototypeOf(rows[0]), Object.prototype);
      assert.equal({}.polluted, undefined);
    }
  });

  test('what is wrong is named with its line, column and value', () => {
    const wrong = (text) => said(() => parseAttributes(text));
    assert.equal(wrong('id,Owner\ni-1,x'), 'No column is named “instanceId”. The columns are “id”, “Owner”.');
    assert.equal(wrong('id,Owner\n'), 'No column is named “instanceId”. The columns are “id”, “Owner”.');
    assert.equal(wrong('instanceId,Owner\n'), 'The file has no rows.');
    assert.equal(wrong(''), 'The file is empty.');
    assert.equal(wrong('instanceId\ni-1'), 'The file has no column beside that of the ids.');
    assert.equal(
      wrong('instanceId,Owner\ni-1,x\ni-2,y\ni-1,z\n,w'),
      'Line 4, “instanceId”: line 2 has this id already. It is "i-1".\nLine 5, “instanceId”: the id is missing.',
    );
    assert.equal(wrong('[1]'), 'Item 1: an object is expected. It is 1.');
    assert.equal(wrong('{"a":1}'), 'The file must hold a list, in square brackets. It is {"a":1}.');
    assert.match(wrong('[{"instanceId":"i-1",\n"Team":]'), /^(Line 2: )?The file is no JSON: |^Line 2: the file is no JSON: /);
    assert.match(wrong('[{"instanceId":"i-1","Team":{"a":1}}]'), /^Item 1, “Team”: a text, a number .*\{"a":1\}\.$/);
    assert.equal(wrong('[]'), 'The file has no rows.');
  });

  test('a text of another encoding is refused instead of garbled, and UTF-16 is read', async () => {
    const latin = blob('instanceId,Owner\ni-1,M', new Uint8Array([0xe4]), 'rz\n');
    assert.match(await saidLater(readAttributesFile(latin)), /not UTF-8 text\. In Excel, save it as “CSV UTF-8”/);
    const utf16 = Buffer.from('\uFEFFinstanceId\tOwner\r\ni-1\tMärz\r\n', 'utf16le');
    const { rows } = await readAttributesFile(blob(utf16));
    assert.deepEqual(rows, [{ instanceId: 'i-1', Owner: 'März' }]);
  });

  test('long values are cut in errors', () => {
    const words = problemWords({ line: 2, value: 'x'.repeat(10_000), problem: 'p' });
    assert.ok(words.length < 120, words);
  });
});

describe('the KEV list', () => {
  const entry = { cveID: 'cve-2024-12345', dateAdded: '2026-10-01', dueDate: '2026-10-22', knownRansomwareCampaignUse: 'Known' };

  test('JSON of CISA', () => {
    const catalog = { catalogVersion: '2026.11.20', dateReleased: '2026-11-20T17:00:00Z', count: 1, vulnerabilities: [entry] };
    const { entries, version, released } = parseKev(JSON.stringify(catalog));
    assert.deepEqual([version, released], ['2026.11.20', '2026-11-20T17:00:00Z']);
    assert.deepEqual([...entries], [['CVE-2024-12345', { added: '2026-10-01', due: '2026-10-22', ransomware: true }]]);
  });

  test('CSV of CISA', () => {
    const csv = 'cveID,vendorProject,dateAdded,dueDate,knownRansomwareCampaignUse\nCVE-2024-12345,"A, B",2026-10-01,,Unknown\n';
    assert.deepEqual([...parseKev(csv).entries], [['CVE-2024-12345', { added: '2026-10-01', due: undefined, ransomware: false }]]);
  });

  test('a catalog that is cut short, without ids, or of another kind is refused', () => {
    const wrong = (value) => said(() => parseKev(typeof value === 'string' ? value : JSON.stringify(value)));
    assert.equal(wrong({ count: 2, vulnerabilities: [entry] }), '“count”: the file is not complete: it has 1 vulnerabilities of 2.');
    assert.match(wrong({ vulnerabilities: [{ cveID: 'KB1' }] }), /^Item 1, “cveID”: a CVE id .* It is "KB1"\.$/);
    assert.match(wrong({ vulnerabilities: [null] }), /^Item 1, “cveID”: .* It is null\.$/);
    assert.match(wrong({ a: 1 }), /“vulnerabilities” .* is missing/);
    assert.match(wrong('[]'), /“vulnerabilities” .* is missing/);
    assert.equal(wrong('cve,due\nCVE-2024-12345,x'), 'No column is named “cveID”. The columns are “cve”, “due”.');
    assert.match(wrong('cveID,due\nCVE-1,x'), /^Line 2, “cveID”: .* It is "CVE-1"\.$/);
    assert.equal(wrong('cveID,due\n'), 'The file names no vulnerability.');
  });
});

describe('EPSS scores', () => {
  const HEAD = '#model_version:v2025.03.14,score_date:2026-11-20T00:00:00+0000\ncve,epss,percentile\n';
  const lines = (count) =>
    Array.from({ length: count }, (_, i) => {
      const cve = `CVE-${1999 + (i % 28)}-${String(i).padStart(4, '0')}`;
      return `${cve},${((i % 100_000) / 100_000).toFixed(5)},0.5`;
    });

  test('the file of FIRST, packed or not, with its date and model', async () => {
    const text = `${HEAD}CVE-2024-12345,0.94312,0.99871\r\nCVE-2024-0001,1e-05,0.1\n`;
    for (const file of [blob(text), blob(gzipSync(text))]) {
      const scores = await readEpssFile(file);
      assert.deepEqual([scores.model, scores.date, scores.size], ['v2025.03.14', '2026-11-20T00:00:00+0000', 2]);
      const pairs = [['CVE-2024-12345', 0.94312], ['CVE-2024-0001', 0.00001]];
      assert.deepEqual([...scores], pairs);
      assert.deepEqual([...scores], pairs, 'it can be read again');
    }
  });

  test('300,000 rows are read in reasonable time, exactly', async () => {
    const rows = lines(300_000);
    const start = performance.now();
    const scores = await readEpssFile(blob(`${HEAD}${rows.join('\n')}\n`));
    const ms = performance.now() - start;
    assert.ok(ms < 10_000, `${ms} ms`);
    assert.equal(scores.size, 300_000);
    const read = [...scores].map(([cve, score]) => `${cve},${score.toFixed(5)},0.5`);
    assert.deepEqual(read, rows);
  });

  test('what is wrong is named with its line', async () => {
    const wrong = (text) => saidLater(readEpssFile(blob(text)));
    assert.equal(await wrong(''), 'The file is empty.');
    assert.equal(await wrong(HEAD), 'The file has no scores.');
    assert.equal(await wrong('a,b\n1,2\n'), 'Line 1: columns named “cve” and “epss” are expected. The columns are “a”, “b”.');
    assert.match(await wrong(`${HEAD}CVE-2024-12345,0.5,1\nKB1,0.5,1\n`), /^Line 4, “cve”: .* It is "KB1"\.$/);
    assert.match(await wrong(`${HEAD}CVE-2024-12345,1.5,1\n`), /^Line 3, “epss”: a number from 0 to 1 is expected\. It is "1\.5"\.$/);
    assert.match(await wrong(`${HEAD}CVE-2024-12345,,1\n`), /^Line 3, “epss”: a number/);
    const cut = gzipSync(`${HEAD}${lines(1000).join('\n')}`).subarray(0, 2000);
    assert.match(await saidLater(readEpssFile(blob(cut))), /packed file is damaged, cut short/);
  });
});

describe('exceptions', () => {
  const one = { id: 'RISK-7', match: { kb: 'KB1' }, reason: 'accepted' };
  const wrong = (...items) => said(() => parseExceptions(JSON.stringify(items)));

  test('where is a filter or its text, and the saved file reads as the same exceptions', async () => {
    const where = { operation: 'and', tokens: [{ property: 'platformType', operator: '=', value: 'Linux' }] };
    const full = { ...one, where: 'platformType=Linux', by: 'mara', at: '2026-11-20', until: '2027-01-31' };
    const [read, other] = parseExceptions(JSON.stringify([full, { ...one, id: 'b', where }]));
    assert.deepEqual(read.where, other.where);
    const { match, ...texts } = full;
    assert.deepEqual(draftOf(read), { ...EMPTY_DRAFT, ...texts, ...match }, 'a form shows the text');
  });

  test('a file that was saved is the same when it is read', async () => {
    const list = parseExceptions(JSON.stringify([{ ...one, where: 'name:"a b" | tag.Owner=x', until: '2027-01-31T12:00Z' }]));
    assert.deepEqual(await readExceptionsFile(blob('\uFEFF', formatExceptions(list))), list);
    assert.deepEqual(exceptionOf(draftOf(list[0])), list[0]);
  });

  test('each problem names the exception, the member and the value', () => {
    assert.equal(wrong({ ...one, id: ' ' }), 'Item 1, “id”: an id is expected. It is " ".');
    assert.equal(wrong(one, one), 'Item 2, “id”: another exception has this id. It is "RISK-7".');
    assert.equal(wrong({ ...one, match: {} }), 'Item 1, “match”: a CVE, a KB id or a title is expected. It is {}.');
    assert.equal(wrong({ ...one, match: { kb: 7 } }), 'Item 1, “kb”: a text is expected. It is 7.\nItem 1, “match”: a CVE, a KB id or a title is expected. It is {"kb":7}.');
    assert.match(wrong({ ...one, match: { kb: 'KB1', node: 'i-1' } }), /^Item 1, “node”: no member has this name\. The members are cve, kb, title\. It is "i-1"\.$/);
    assert.equal(wrong({ ...one, match: 'KB1' }).split('\n')[0], 'Item 1, “match”: an object with cve, kb or title is expected. It is "KB1".');
    assert.match(wrong({ ...one, where: 'nothing=1' }), /^Item 1, “where”: .*nothing.* It is "nothing=1"\.$/);
    assert.match(wrong({ ...one, where: { tokens: 7 } }), /^Item 1, “where”: .* It is \{"tokens":7\}\.$/);
    assert.equal(wrong({ ...one, reason: undefined }), 'Item 1, “reason”: a reason is expected. It is null.');
    assert.equal(wrong({ ...one, until: '31.1.2027' }), 'Item 1, “until”: a day such as 2026-01-31 is expected. It is "31.1.2027".');
    assert.match(wrong({ ...one, untill: '2027-01-31' }), /^Item 1, “untill”: no member has this name/);
    assert.equal(wrong(null), 'Item 1: an object is expected. It is null.');
    assert.equal(said(() => parseExceptions('{}')), 'The file must hold a list, in square brackets. It is {}.');
    assert.match(said(() => parseExceptions('[{"__proto__":{"id":"x"}}]')), /“__proto__”: no member has this name/);
  });

  test('a draft is checked by field', () => {
    assert.deepEqual(Object.keys(draftProblems(EMPTY_DRAFT, new Set())), ['id', 'cve', 'reason']);
    const draft = { ...EMPTY_DRAFT, id: 'a', cve: 'CVE-2024-1', reason: 'r', where: 'x=', until: '2026-02-30' };
    assert.deepEqual(Object.keys(draftProblems(draft, new Set(['a']))), ['id', 'where', 'until']);
  });

  test('an exception holds through its last day in UTC, or to its instant', () => {
    assert.equal(lastMoment('2026-01-31'), Date.parse('2026-02-01T00:00:00Z') - 1);
    assert.equal(lastMoment('2026-01-31T12:00'), Date.parse('2026-01-31T12:00:00Z'));
    assert.equal(lastMoment('2026-01-31T12:00:00+02:00'), Date.parse('2026-01-31T10:00:00Z'));
    for (const text of ['2026-02-30', '2026-13-01', 'soon', '', '2026-01-31T25:00Z', '2026-1-1'])
      assert.equal(lastMoment(text), undefined, text);
    assert.equal(isAfter(Date.parse('2026-01-31T23:59:00Z'), '2026-01-31'), false);
    assert.equal(isAfter(Date.parse('2026-02-01T00:00:00Z'), '2026-01-31'), true);
  });
});

test('the most frequent values of a column lead to its nodes', () => {
  const rows = ['b', 'a', 'b', '', ...'cdefghij'].map((Team, at) => ({ instanceId: `i-${at}`, Team }));
  assert.deepEqual(exampleValues(rows, 'Team'), ['b', 'a', ...'cdefgh']);
  assert.deepEqual(exampleValues(rows, 'toString'), []);
});
