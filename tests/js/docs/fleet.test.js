/** The tables in the documentation about fleets are complete and true. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { Fleet, parseFilter } from 'patchlens/fleet';
import { NAMES } from '../operations/operations.js';

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const PAGES = { filters: read('docs/filters.md'), fleet: read('docs/fleet.md') };
const TYPES = ts.createSourceFile(
  'index.d.ts',
  read('src/js/fleet/index.d.ts'),
  ts.ScriptTarget.Latest,
  true,
);

/** The members of an exported interface of the types. */
function membersOf(name) {
  const found = TYPES.statements.find((it) => ts.isInterfaceDeclaration(it) && it.name.text === name);
  return found.members.map((it) => it.name.text);
}

/** The literals of an exported union of the types. */
function literalsOf(name) {
  const found = TYPES.statements.find((it) => ts.isTypeAliasDeclaration(it) && it.name.text === name);
  return found.type.types.map((it) => it.literal.text);
}

/** The section of a page with this heading, as rows of cells. */
function rowsUnder(page, heading) {
  const [, text] = new RegExp(`^##+ ${heading}\n([^]*?)(?=^##|(?![^]))`, 'm').exec(page);
  const cellsOf = ([, line]) => line.split('|').map((cell) => cell.trim());
  const lines = [...text.matchAll(/^\|(.*)\|$/gm)].map(cellsOf);
  return lines.slice(2);
}

const TABLES = { nodes: 'Nodes', findings: 'Findings', patches: 'Patches', cves: 'CVEs' };
const ROWS = { nodes: 'NodeRow', findings: 'FindingRow', patches: 'PatchRow', cves: 'CveRow' };

/** The properties of a table by name, with their types. */
function propertiesOf(table) {
  const rows = rowsUnder(PAGES.filters, TABLES[table]);
  return rows.flatMap(([names, type]) =>
    names.split(', ').map((name) => [name.replaceAll('`', ''), type]),
  );
}

for (const table of Object.keys(TABLES)) {
  test(`the page about filters has every property of ${table}`, () => {
    const facts = table === 'nodes' ? membersOf('NodeFacts') : [];
    const members = [...facts, ...membersOf(ROWS[table])];
    const told = propertiesOf(table).map(([name]) => (name === 'tag.<Column>' ? 'tags' : name));
    assert.deepEqual(told.sort(), members.sort());
  });

  test(`the properties of ${table} have the operators of their type`, () => {
    const fleet = new Fleet();
    const values = { number: '1', days: '7d', date: '2026-11-25', boolean: 'true' };
    for (const [name, type] of propertiesOf(table)) {
      const property = name.replace('<Column>', 'Owner');
      const value = values[type] ?? 'x';
      const filterOf = (operator) => ({ tokens: [{ property, operator, value }] });
      const isText = ['text', 'texts', 'severity', 'verdict'].includes(type);
      assert.equal(isText, values[type] === undefined, `${name}: ${type}`);
      fleet[table]({ filter: filterOf('=') });
      const contains = () => fleet[table]({ filter: filterOf(':') });
      if (isText) contains();
      else assert.throws(contains, { code: 'invalid-input' }, name);
      const isLess = () => fleet[table]({ filter: filterOf('<') });
      if (type === 'boolean') assert.throws(isLess, { code: 'invalid-input' }, name);
      else isLess();
      assert.deepEqual(parseFilter(`${property}=${value}`, table).tokens, filterOf('=').tokens);
    }
    fleet.free();
  });
}

test('the guide has every verdict and reason, in order', () => {
  const rows = rowsUnder(PAGES.fleet, 'What the verdicts mean');
  const cells = (at) => rows.map((row) => row[at].replaceAll('`', '')).filter(Boolean);
  assert.deepEqual(cells(0), literalsOf('Verdict'));
  assert.deepEqual(cells(1).sort(), literalsOf('ReasonCode').sort());
});

test('the policy and the table of permissions name operations of the package', () => {
  const [, policy] = /^```json\n([^]*?)^```$/m.exec(PAGES.fleet);
  const { Action } = JSON.parse(policy).Statement[0];
  const rows = rowsUnder(PAGES.fleet, 'Permissions');
  const told = rows.map(([permission]) => permission.replaceAll('`', ''));
  assert.deepEqual(Action, [...Action].sort());
  for (const action of Action) assert.ok(told.includes(action), action);
  for (const permission of told) assert.ok(NAMES.includes(permission.replace('ssm:', '')), permission);
});
