/** Every public item of the package has a description, and every function an example. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { NAMES } from '../operations/operations.js';

/** The client's types, and those of fleets. */
const FILES = ['index.d.ts', 'fleet/index.d.ts'].map((name) => {
  const text = readFileSync(new URL(`../../../src/js/${name}`, import.meta.url), 'utf8');
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
});
const [file] = FILES;

/** The exported declarations and their members, except constructors. */
const ITEMS = FILES.flatMap(({ statements }) => [...statements])
  .filter((it) => it.name && ts.getCombinedModifierFlags(it) & ts.ModifierFlags.Export)
  .flatMap((it) => [[it.name.text, it], ...(it.members ?? []).map((its) => memberOf(it, its))]);

function memberOf(item, member) {
  return [`${item.name.text}.${member.name?.text ?? 'constructor'}`, member];
}

function without(isTold, items = ITEMS) {
  return items.filter(([, node]) => !isTold(node)).map(([name]) => name);
}

function tagsOf(node) {
  return ts.getJSDocTags(node).map(({ tagName }) => tagName.text);
}

test('every public item has a description', () => {
  assert.ok(ITEMS.length > 500, `${ITEMS.length} items`);
  assert.deepEqual(
    without((node) => ts.getJSDocCommentsAndTags(node).length > 0),
    [],
  );
});

test('every function, class and method of the client has an example', () => {
  const called = ITEMS.filter(([name, node]) => {
    const isMethod = ts.isMethodDeclaration(node) && name.startsWith('PatchClient.');
    return ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || isMethod;
  });
  assert.ok(called.length > 20, `${called.length} of them`);
  assert.deepEqual(
    without((node) => tagsOf(node).includes('example'), called),
    [],
  );
});

test('every operation links to its page in AWS’s documentation', () => {
  const operations = ITEMS.filter(([name]) => /^PatchClient\.(describe|get|list)[A-Z]/.test(name));
  assert.equal(operations.length, NAMES.length);
  for (const [name, node] of operations) {
    const operation = name.replace(/^PatchClient\.(.)/, (_, first) => first.toUpperCase());
    assert.ok(node.getFullText(file).includes(`/API_${operation}.html`), name);
  }
});
