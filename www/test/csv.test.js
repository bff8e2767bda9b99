/** The CSV file: what a spreadsheet makes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import papaparse from 'papaparse';
import { pageCode } from './page-code.js';

const { fleetCsv, nodeRow } = await pageCode('model/csv', 'model/node');

const NOW = Date.UTC(2026, 10, 21);
const OPTIONS = { now: NOW, staleAfterMs: 7 * 86_400_000 };
const row = ({ info, state } = {}) => nodeRow({ id: 'i-1', asked: true, info, state }, OPTIONS);

/** The file of one node, as an object by titles. */
async function parsed(parts) {
  const text = await fleetCsv([row(parts)]);
  const { data, errors } = papaparse.parse(text.slice(1), { header: true });
  assert.deepEqual(errors, []);
  assert.equal(data.length, 1);
  return data[0];
}

test('the file begins with a byte order mark, for Excel', async () => {
  const text = await fleetCsv([row()]);
  assert.deepEqual([...Buffer.from(text).subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.match(text.slice(1), /^Node id,Name,/);
});

for (const [name, text] of Object.entries({
  'an equals sign': '=1+1',
  'a plus': '+1',
  'a minus': '-1',
  'an at sign': '@SUM(A1)',
  'a full-width equals sign': '＝1+1',
  'a full-width plus': '＋1',
  'a full-width minus': '－1',
  'a full-width at sign': '＠SUM(A1)',
  'a small equals sign': '﹦1+1',
  'a line feed': '\n=1+1',
  'a line feed before plain text': '\nweb',
  'a carriage return': '\r=1+1',
  'a tab': '\t=1+1',
  'blanks before a formula': '   =1+1',
  'a no-break space before a formula': '\u00a0=1+1',
  'a zero-width space before a formula': '\u200b＝1+1',
  'a NUL before a formula': '\u0000=1+1',
})) {
  test(`text that begins with ${name} is no formula in any column`, async () => {
    const texts = {
      info: {
        Name: text,
        ComputerName: text,
        IPAddress: text,
        PlatformName: text,
        PlatformVersion: text,
        AgentVersion: text,
        PingStatus: text,
      },
      state: { PatchGroup: text, BaselineId: text, Operation: text, RebootOption: text },
    };
    const cells = Object.values(await parsed(texts));
    assert.equal(cells.filter((cell) => cell === text).length, 0);
    assert.equal(cells.filter((cell) => cell === `'${text}`).length, 11);
  });
}

test('names that only contain such characters stay as they are', async () => {
  for (const name of ['web-1', 'a=b', 'x@y', 'web\n1', 'Zürich ＝', "o'brien", 'i-0123']) {
    assert.equal((await parsed({ info: { Name: name } })).Name, name);
  }
});

test('separators and quotes in a name do not break the row', async () => {
  const name = 'a,b;"c"\r\nd';
  assert.equal((await parsed({ info: { Name: name } })).Name, name);
});

test('every count has a column; an unknown count is empty, not 0', async () => {
  const state = {
    MissingCount: 1,
    FailedCount: 2,
    InstalledPendingRebootCount: 3,
    InstalledRejectedCount: 4,
    CriticalNonCompliantCount: 5,
    SecurityNonCompliantCount: '6',
    OtherNonCompliantCount: 7,
    AvailableSecurityUpdateCount: 8,
    InstalledCount: 9,
    InstalledOtherCount: 0,
    NotApplicableCount: -1,
  };
  const cells = await parsed({ state });
  assert.deepEqual(
    [
      'Missing',
      'Failed',
      'Pending reboot',
      'Installed, rejected',
      'Critical, non-compliant',
      'Security, non-compliant',
      'Other, non-compliant',
      'Security updates, not approved',
      'Installed',
      'Installed, other',
      'Not applicable',
    ].map((title) => cells[title]),
    ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', ''],
  );
});

test('a verdict comes with its reason, and a time as ISO 8601', async () => {
  const state = { SecurityNonCompliantCount: 3, OperationEndTime: new Date(NOW) };
  const cells = await parsed({ state });
  assert.equal(cells.Verdict, 'non-compliant');
  assert.equal(cells.Reason, '3 security non-compliant');
  assert.equal(cells['Last operation end'], '2026-11-21T00:00:00.000Z');
  assert.equal((await parsed({ state: { OperationEndTime: new Date(NaN) } }))['Last operation end'], '');
});
