/** The reference by itself, with expectations written by hand. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatFilter, parseFilter, ReferenceFleet } from './reference/index.js';
import { compareText, fold } from './reference/text.js';

const SCOPE = '111122223333/eu-central-1';
const DAY = 86_400_000;
const at = (day, second = 0) => new Date(Date.UTC(2026, 0, day, 0, 0, second));
const bytes = (body) => new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));

class Scenario extends ReferenceFleet {
  constructor(now = at(31)) {
    super();
    this.setRules({ now, endOfLife: {}, targets: { critical: 7 } });
  }

  read(operation, input, body, readAt = at(30)) {
    this.ingest(SCOPE, operation, input, bytes(body), readAt);
    return this;
  }

  list(...items) {
    return this.read('DescribeInstanceProperties', {}, { InstanceProperties: items });
  }

  state(counts, readAt = at(30)) {
    const zero = { MissingCount: 0, FailedCount: 0, InstalledPendingRebootCount: 0, InstalledRejectedCount: 0 };
    const item = { InstanceId: 'i-1', OperationEndTime: readAt.getTime() / 1000, ...zero, ...counts };
    const input = { InstanceIds: ['i-1'] };
    return this.read('DescribeInstancePatchStates', input, { InstancePatchStates: [item] }, readAt);
  }

  patches(rows, readAt = at(30), { token, next, ...input } = {}) {
    const asked = { InstanceId: 'i-1', ...(token && { NextToken: token }), ...input };
    const Patches = rows.map((row) => ({ KBId: 'KB1', Title: 'One', State: 'Missing', ...row }));
    return this.read('DescribeInstancePatches', asked, { Patches, NextToken: next }, readAt);
  }

  get one() {
    return this.node(SCOPE, 'i-1');
  }
}

describe('texts', () => {
  test('fold as Unicode simple folding does', () => {
    const pairs = { ſ: 's', '\u212a': 'k', ς: 'σ', Σ: 'σ', ẞ: 'ß', ß: 'ß', İ: 'İ', ı: 'ı', ǅ: 'ǆ', µ: 'μ', '\u{10400}': '\u{10428}', Ꭰ: 'Ꭰ', ꭰ: 'Ꭰ', ᏸ: 'Ᏸ' };
    for (const [text, folded] of Object.entries(pairs)) assert.equal(fold(text), folded, text);
  });

  test('every code point folds to one that case-insensitive expressions take for equal', () => {
    for (let point = 1; point < 0x1e944; point++) {
      const char = String.fromCodePoint(point);
      const folded = fold(char);
      if (folded === char) continue;
      assert.ok(new RegExp(`^\\u{${point.toString(16)}}$`, 'iu').test(folded), char);
      assert.equal(fold(folded), folded, char);
    }
  });

  test('compare by code points, not by UTF-16 units', () => {
    assert.ok(compareText('\ue000', '\u{10000}') < 0);
    assert.ok(compareText('a', 'ab') < 0);
  });
});

describe('what pages bring', () => {
  test('rows stay until the last page of a new reading is in', () => {
    const fleet = new Scenario().state({ MissingCount: 2 }).patches([{}, { KBId: 'KB2' }]);
    fleet.patches([{ KBId: 'KB3' }], at(31), { next: 'more' });
    assert.deepEqual(fleet.findings().rows.map(({ kb }) => kb), ['KB1', 'KB2']);
    fleet.patches([], at(31, 5), { token: 'more', next: '' });
    const [row] = fleet.findings().rows;
    assert.equal(row.kb, 'KB3');
    assert.deepEqual(row.firstSeen, at(31));
    assert.equal(row.ageIsLowerBound, false);
  });

  test('a page whose first page was not seen is an error', () => {
    const fleet = new Scenario();
    assert.throws(() => fleet.patches([{}], at(30), { token: 'more' }), { code: 'invalid-input' });
    assert.equal(fleet.nodeCount, 0);
  });

  test('a reading with a filter replaces the states it asked for', () => {
    const fleet = new Scenario().patches([{}, { KBId: 'KB2', State: 'Failed' }]);
    fleet.patches([{ KBId: 'KB3' }], at(31), { Filters: [{ Key: 'State', Values: ['Missing'] }] });
    assert.deepEqual(fleet.findings().rows.map(({ kb }) => kb), ['KB2', 'KB3']);
  });

  test('a state with nothing open closes the findings', () => {
    const fleet = new Scenario().state({ MissingCount: 1 }, at(28)).patches([{}], at(28));
    assert.equal(fleet.findingCount, 1);
    fleet.state({}, at(29));
    assert.equal(fleet.findingCount, 0);
    fleet.state({ MissingCount: 1 }, at(30)).patches([{}], at(30));
    const [row] = fleet.findings().rows;
    assert.deepEqual([row.firstSeen, row.ageIsLowerBound, row.age], [at(30), false, 1]);
  });

  test('a finding keeps when it was first seen, in another state too', () => {
    const fleet = new Scenario().patches([{}], at(28)).patches([{ State: 'FAILED' }], at(29));
    const [row] = fleet.findings().rows;
    assert.deepEqual([row.state, row.firstSeen, row.ageIsLowerBound], ['Failed', at(28), true]);
  });

  test('a silent node that was asked loses its older state', () => {
    const fleet = new Scenario().state({}, at(28));
    assert.equal(fleet.one.verdict, 'compliant');
    fleet.read('DescribeInstancePatchStates', { InstanceIds: ['i-1'] }, { InstancePatchStates: [] });
    assert.equal(fleet.one.reasonCode, 'never-scanned');
  });

  test('CVEs belong to the patch on every node', () => {
    const fleet = new Scenario().patches([{ CVEIds: 'CVE-2, CVE-1,,CVE-2' }]);
    fleet.read('DescribeInstancePatches', { InstanceId: 'i-2' }, { Patches: [{ KBId: 'KB1', Title: 'One', State: 'Failed' }] });
    assert.deepEqual(fleet.findings().rows.map(({ cves }) => cves), [['CVE-1', 'CVE-2'], ['CVE-1', 'CVE-2']]);
  });

  test('lone surrogates become replacement characters', () => {
    const fleet = new Scenario().read('DescribeInstanceProperties', {}, '{"InstanceProperties":[{"InstanceId":"i-1","Name":"a\\ud800b"}]}');
    assert.equal(fleet.one.name, 'a\ufffdb');
  });

  test('what is no JSON object, and an operation of another service, are errors', () => {
    for (const body of ['', '[]', '{"InstanceProperties":{}}', '{"a":'])
      assert.throws(() => new Scenario().read('DescribeInstanceProperties', {}, body), { code: 'malformed-response' });
    assert.throws(() => new Scenario().read('ListNodes', {}, {}), { code: 'invalid-input' });
  });

  test('a scope that was not made known has its account and Region from its id', () => {
    const { account, region } = new Scenario().list({ InstanceId: 'i-1' }).one;
    assert.deepEqual([account, region], ['111122223333', 'eu-central-1']);
  });

  test('attributes join by instance id, and unknown ids are counted', () => {
    const fleet = new Scenario().list({ InstanceId: 'i-1' });
    const rows = [{ instanceId: 'i-1', Owner: 'payments', Team: '' }, { instanceId: 'i-9', Owner: 'x' }];
    assert.deepEqual(fleet.setAttributes(rows), { joined: 1, unknown: 1 });
    assert.deepEqual(fleet.one.tags, { Owner: 'payments' });
    assert.equal(fleet.nodeCount, 1);
  });
});

describe('time', () => {
  test('a release date makes an age exact', () => {
    const fleet = new Scenario().patches([{ Severity: 'Critical' }]);
    const released = at(10).getTime() / 1000;
    fleet.read('DescribeAvailablePatches', {}, { Patches: [{ KbNumber: 'KB1', Title: 'One', ReleaseDate: released }] });
    const [row] = fleet.findings().rows;
    assert.deepEqual([row.age, row.ageIsLowerBound, row.due, row.overdue], [21, false, at(17), true]);
  });

  test('an age that is a lower bound is decided only where it cannot matter', () => {
    const fleet = new Scenario().patches([{ Severity: 'Critical' }]);
    const count = (property, operator, value) => {
      const { total, undecided } = fleet.findings({ filter: { tokens: [{ property, operator, value }] } });
      return [total, undecided];
    };
    assert.deepEqual(count('age', '>=', '1'), [1, 0]);
    assert.deepEqual(count('age', '>', '1'), [0, 1]);
    assert.deepEqual(count('age', '<', '24h'), [0, 0]);
    assert.deepEqual(count('age', '<', '2d'), [0, 1]);
    assert.deepEqual(count('age', '!=', '0'), [1, 0]);
    assert.deepEqual(count('overdue', '=', 'false'), [0, 1]);
    assert.deepEqual(count('due', '<', '2026-02-07'), [1, 0]);
    assert.deepEqual(count('due', '<=', '2026-02-05'), [0, 1]);
    assert.deepEqual(count('due', '>', '2026-02-06'), [0, 0]);
    assert.equal(fleet.summary().undecidedOverdue, 1);
  });

  test('a finding without a target has no due date to be unsure of', () => {
    const fleet = new Scenario().patches([{ Severity: 'Low' }]);
    for (const operator of ['<', '>', '='])
      for (const property of ['due', 'overdue']) {
        const value = property === 'due' ? '2026-02-07' : 'true';
        if (property === 'overdue' && operator !== '=') continue;
        const { total, undecided } = fleet.findings({ filter: { tokens: [{ property, operator, value }] } });
        assert.deepEqual([total, undecided], [0, 0], `${property} ${operator}`);
      }
  });

  test('a node remembers since when it has been non-compliant', () => {
    const fleet = new Scenario().state({ MissingCount: 1 }, at(27)).state({ MissingCount: 1 }, at(28));
    assert.deepEqual(fleet.one.nonCompliantSince, at(27));
    const before = (value) => fleet.nodes({ filter: { tokens: [{ property: 'nonCompliantSince', operator: '<', value }] } });
    assert.equal(before('2026-01-27').undecided, 1);
    fleet.state({}, at(29)).state({ MissingCount: 1 }, at(30));
    assert.deepEqual(fleet.one.nonCompliantSince, at(30));
    assert.deepEqual([before('2026-01-30').undecided, before('2026-01-31').total], [0, 1]);
  });
});

describe('a comparison of two fleets', () => {
  test('tells what was opened, closed and kept, and counts what was not read', () => {
    const older = new Scenario().state({ MissingCount: 2 }, at(28)).patches([{}, { KBId: 'KB2' }], at(28));
    older.read('DescribeInstanceProperties', {}, { InstanceProperties: [{ InstanceId: 'i-gone' }] }, at(28));
    older.ingest('other/eu-west-1', 'DescribeInstanceProperties', {}, bytes({ InstanceProperties: [{ InstanceId: 'i-1' }] }), at(28));
    const newer = new Scenario().state({ MissingCount: 2 }).patches([{}, { KBId: 'KB3' }]);
    newer.read('DescribeInstancePatches', { InstanceId: 'i-new' }, { Patches: [{ KBId: 'KB9', State: 'Missing' }] });
    const { rows, free, ...numbers } = newer.diff(older);
    assert.deepEqual(numbers, {
      from: at(28), to: at(30), opened: 2, closed: 1, stillOpen: 1,
      newNodes: 1, goneNodes: 1, notCompared: 1, verdictChanges: [],
    });
    assert.deepEqual(rows('opened').rows.map(({ kb }) => kb), ['KB3', 'KB9']);
    assert.deepEqual(rows('closed').rows.map(({ kb, age }) => [kb, age]), [['KB2', 0]]);
  });

  test('does not take a node for clean whose findings were not read', () => {
    const older = new Scenario().state({ MissingCount: 1 }, at(28)).patches([{}], at(28));
    const { closed, notCompared, verdictChanges } = new Scenario().list({ InstanceId: 'i-1' }).diff(older);
    assert.deepEqual([closed, notCompared], [0, 1]);
    assert.deepEqual(verdictChanges, [{ from: 'non-compliant', to: 'unreported', nodes: 1 }]);
  });
});

describe('exports', () => {
  test('CSV quotes, defuses formulas and writes dates in seconds', () => {
    const fleet = new Scenario().list({ InstanceId: 'i-1', Name: '=1+1' }).patches([{ Title: 'a "b", c' }]);
    const [text] = fleet.csv('findings', undefined, { columns: ['name', 'title', 'firstSeen', 'age', 'due'], header: 'aws' });
    assert.equal(text, 'Instance name,Patch name,firstSeen,age,due\r\n\'=1+1,"a ""b"", c",2026-01-30T00:00:00Z,1,\r\n');
  });

  test('ages of CSV have two decimals, cut off, and those of JSON all', () => {
    const fleet = new Scenario().list({ InstanceId: 'i-1' }).patches([{}], new Date('2026-01-29T23:59:59.000Z'));
    const [text] = fleet.csv('findings', undefined, { columns: ['age'] });
    const [line] = fleet.ndjson('findings', undefined, { columns: ['age'] });
    const { age } = JSON.parse(line);
    assert.ok(!Number.isInteger(age * 100), `${age}`);
    assert.equal(text, `age\r\n${Math.floor(age * 100) / 100}\r\n`);
  });

  test('lines of JSON have the columns that were asked for', () => {
    const fleet = new Scenario().list({ InstanceId: 'i-1' });
    fleet.setAttributes([{ instanceId: 'i-1', Owner: 'me' }]);
    const [text] = fleet.ndjson('nodes', undefined, { columns: ['instanceId', 'tag.Owner', 'name'] });
    assert.equal(text, '{"instanceId":"i-1","tag.Owner":"me"}\n');
  });
});

describe('filters as text', () => {
  const cases = {
    'verdict=non-compliant,stale tag.Owner=payments title:"open ssl"': {
      operation: 'and',
      tokens: [
        { property: 'verdict', operator: '=', value: ['non-compliant', 'stale'] },
        { property: 'tag.Owner', operator: '=', value: 'payments' },
        { property: 'title', operator: ':', value: 'open ssl' },
      ],
    },
    'missing>=3 | stale!=true': {
      operation: 'or',
      tokens: [
        { property: 'missing', operator: '>=', value: '3' },
        { property: 'stale', operator: '!=', value: 'true' },
      ],
    },
    '"tag.Cost Center"="a,""b""" "hey, you!"': {
      operation: 'and',
      tokens: [{ property: 'tag.Cost Center', operator: '=', value: 'a,"b"' }],
      text: 'hey, you!',
    },
    'name=""': { operation: 'and', tokens: [{ property: 'name', operator: '=', value: '' }] },
    '': { operation: 'and', tokens: [] },
  };

  for (const [text, filter] of Object.entries(cases))
    test(`"${text}" is read and written`, () => {
      assert.deepEqual(parseFilter(text, 'nodes'), filter);
      assert.equal(formatFilter(filter), text);
    });

  test('words join, and a mark without operator belongs to a word', () => {
    const { text } = parseFilter('  open stale=true ssl! ', 'nodes');
    assert.equal(text, 'open ssl!');
  });

  for (const text of ['a=1', 'name="x', 'name="x"y', 'name=a | b stale=true', 'a | b', 'name=x|', '| name=x', 'missing=x', 'missing:1', '=x', 'x,y', '""=x', 'age<1,2'])
    test(`"${text}" is an error`, () => {
      assert.throws(() => parseFilter(text, 'nodes'), { code: 'invalid-input' });
    });
});
