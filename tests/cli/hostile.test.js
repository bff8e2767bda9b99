/** Texts of AWS and of files that would do something to a terminal, a log, Markdown or a spreadsheet. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Console } from '../../cli/console.js';
import { csvOf } from '../../cli/output/csv.js';
import { fleetAnswer } from '../../cli/output/fleet-answer.js';
import { terminalTable } from '../../cli/output/table.js';
import { writeAnswer } from '../../cli/output/write.js';
import { questionOf } from '../../cli/query.js';
import { markdown, printable, printableJson, printableLines } from '../../cli/text.js';
import { Fleet } from 'patchlens/fleet';
import { escaped } from '../../cli/output/html.js';

const SCOPE = '111122223333/us-east-1';
const HOSTILE = [
  '\x1b[2J\x1b]0;title\x07',
  '\u009b31m',
  'a\r\n::error::owned',
  '::add-mask::x',
  'x ##[group]y',
  '##vso[task.setvariable variable=PATH]/evil',
  "##teamcity[buildStatus text='green']",
  '\u202etxt.exe\u2066',
  '| a | [b](javascript:1) <img src=x> `c` **d** @team https://e.example www.f.example',
  '=HYPERLINK("x")',
  '\u2028line\ufeff',
  'soft\u00adhyphen, \u{e0041}tag, $x^2$, :rocket: :white_check_mark: :+1:, GH-12, 10:20:30',
];
/** What a terminal interprets, and what turns text. The line end is the table's own. */
const DANGEROUS = /[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u00ad\u{e0000}-\u{e007f}]/u; // eslint-disable-line no-control-regex
const COMMAND = /^\s*::|##\w*\[/m;

const READ_AT = new Date();

/** A fleet with a finding for each text. */
function hostileFleet() {
  const fleet = new Fleet();
  const encode = (value) => new TextEncoder().encode(JSON.stringify(value));
  HOSTILE.forEach((text, at) => {
    const InstanceId = `i-${String(at).padStart(17, '0')}`;
    const node = { InstanceId, ComputerName: text, PlatformName: text, PlatformType: 'Linux' };
    fleet.ingest(SCOPE, 'DescribeInstanceInformation', {}, encode({ InstanceInformationList: [node] }), READ_AT);
    const patch = { Title: text, KBId: text, Classification: text, Severity: text, State: 'Missing', InstalledTime: 0 };
    fleet.ingest(SCOPE, 'DescribeInstancePatches', { InstanceId }, encode({ Patches: [patch] }), READ_AT);
  });
  return fleet;
}

async function shown(table, format, { isTTY = false, env = {} } = {}) {
  const chunks = [];
  const stream = { write: (chunk) => chunks.push(chunk), isTTY };
  const console = new Console({ stdout: stream, stderr: stream, env });
  const fleet = hostileFleet();
  const style = { hasColour: console.hasColour };
  await writeAnswer(fleetAnswer(fleet, questionOf({ table }), format, style), { format }, console);
  fleet.free();
  return chunks.join('');
}

/** Without the time at which a report was made. */
const timeless = (text) => text.replace(/(?<=Report made<\/dt><dd>)[^<]+/, '');

for (const format of ['table', 'md', 'html', 'json', 'ndjson', 'csv']) {
  for (const table of ['nodes', 'findings', 'patches', 'summary']) {
    test(`${format} of ${table} is harmless in a log of a workflow`, async () => {
      for (const name of ['GITHUB_ACTIONS', 'TF_BUILD', 'TEAMCITY_VERSION']) {
        const text = await shown(table, format, { env: { [name]: 'True' } });
        assert.ok(text.length > 100);
        assert.doesNotMatch(text, DANGEROUS);
        assert.doesNotMatch(text, COMMAND);
      }
    });
  }

  test(`${format} has no sequences but its own colours on a terminal`, async () => {
    const text = await shown('findings', format, { isTTY: true });
    const own = text.replace(/\x1b\[(?:1|0|31|32|33)m/g, ''); // eslint-disable-line no-control-regex
    assert.equal(own === text, format !== 'table');
    assert.doesNotMatch(own, DANGEROUS);
    const plain = await shown('findings', format, { isTTY: true, env: { NO_COLOR: '1' } });
    assert.equal(timeless(plain), timeless(own));
  });
}

test('HTML has each text as text, and nothing that runs or is fetched', async () => {
  for (const table of ['nodes', 'findings', 'patches', 'cves', 'summary']) {
    const html = await shown(table, 'html');
    const elements = new Set([...html.matchAll(/<\/?([a-z][\w-]*)/gi)].map(([, name]) => name));
    const own = ['html', 'head', 'meta', 'title', 'style', 'body', 'main', 'h1', 'h2', 'section', 'p', 'strong'];
    const tables = ['dl', 'dt', 'dd', 'ul', 'li', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td'];
    assert.deepEqual([...elements].filter((name) => ![...own, ...tables].includes(name)), []);
    const [, body] = html.split('</style>');
    const attributes = [...body.matchAll(/<[^>]* ([a-z-]+)=/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(attributes)].filter((name) => !['class', 'scope'].includes(name)), []);
    assert.match(html, /default-src 'none'/);
    if (table === 'findings') assert.ok(body.includes('&lt;img src=x&gt;'));
  }
  assert.equal(escaped(`<b>&"' ##[x\u202e`), '&lt;b&gt;&amp;&quot;&#39; ##&#91;x\\u202e');
});

test('JSON for a terminal has the same value', async () => {
  const { rows } = JSON.parse(await shown('findings', 'json'));
  assert.deepEqual(rows.map(({ title }) => title).sort(), [...HOSTILE].sort());
  assert.equal(printableJson('"\x9b\u2028"'), '"\\u009b\\u2028"');
  assert.equal(printableJson('"##vso[##["'), '"##vso\\u005b##\\u005b"');
});

test('CSV for a program has every character', async () => {
  const fleet = hostileFleet();
  assert.equal(await shown('findings', 'csv'), [...fleet.csv('findings', questionOf({ table: 'findings' }).query)].join(''));
  fleet.free();
});

test('CSV of changes is that of a fleet', () => {
  const columns = ['title', 'firstSeen', 'cves', 'missing'];
  const rows = [{ title: '=1', firstSeen: new Date(0), cves: ['a', 'b'] }, { title: 'a"b', missing: -1 }];
  const expected = 'title,firstSeen,cves,missing\r\n\'=1,1970-01-01T00:00:00.000Z,"a,b",\r\n"a""b",,,-1\r\n';
  assert.equal([...csvOf(columns, rows)].join(''), expected);
});

test('CSV of changes has no formula in wide characters', () => {
  const rows = ['＝1', '＋1', '－1', '＠x'].map((title) => ({ title }));
  assert.equal([...csvOf(['title'], rows)].join(''), "title\r\n'＝1\r\n'＋1\r\n'－1\r\n'＠x\r\n");
});

test('texts within a line, lines and Markdown', () => {
  assert.equal(printable('a\x1b[0m\nb\u202e'), 'a\\x1b[0m\\x0ab\\u202e');
  assert.equal(printableLines(' ::x\nperl-A::B\n##[x'), ' \\::x\nperl-A::B\n##\\[x');
  assert.equal(markdown('a|b_c <x> @y'), 'a\\|b\\_c &lt;x&gt; &#64;y');
  assert.equal(markdown('https://a www.b'), 'https:&#47;/a www&#46;b');
  assert.equal(markdown('$x^2$'), '<span>$</span>x^2<span>$</span>');
  assert.equal(markdown(':rocket: 10:20:30 :+1:'), '<span>:</span>rocket: 10:20:30 <span>:</span>+1:');
  assert.equal(markdown(':a_b:'), '<span>:</span>a\\_b:');
  assert.equal(markdown('GH-12 gh-1 EIGH-3'), 'GH<span>-</span>12 gh<span>-</span>1 EIGH-3');
  assert.equal(printable('a\u00ad\u{e0041}'), 'a\\xad\\u{e0041}');
  assert.equal(printableJson('"\u{e0041}"'), '"\\udb40\\udc41"');
  assert.equal(terminalTable(['a', 'b'], [['1\n2', '3']]), 'a       b\n1\\x0a2  3\n');
});

test('errors and names of files are harmless', () => {
  const written = [];
  const stream = { write: (chunk) => written.push(chunk) };
  const console = new Console({ stdout: stream, stderr: stream, env: {} });
  for (const text of HOSTILE) void console.error(text);
  assert.doesNotMatch(written.join(''), DANGEROUS);
  assert.doesNotMatch(written.join(''), COMMAND);
});
