/**
 * The types of the installed package: programs that use every type compile with each version of
 * TypeScript, each way to resolve modules, and both meanings of optional members.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import ts from 'typescript';
import { ROOT, run } from '../../scripts/process.mjs';
import { folder, root } from './installed.js';

const PROGRAMS = join(ROOT, 'tests/types');
const COMPILERS = {
  'TypeScript 5.9': 'node_modules/.bin/tsc',
  'TypeScript 7.0': 'tests/runtimes/node_modules/.bin/tsc',
};
const NODENEXT = { module: 'NodeNext', moduleResolution: 'NodeNext' };
const WAYS = {
  'nodenext, import': { type: 'module', options: NODENEXT },
  'nodenext, require': { type: 'commonjs', options: NODENEXT },
  bundler: { type: 'module', options: { module: 'ESNext', moduleResolution: 'Bundler' } },
};
const LIMIT = { timeout: 120_000 };

// In a folder that resolves the installed copy.
let project;

before(() => {
  project = mkdtempSync(join(folder, 'types-'));
  cpSync(PROGRAMS, project, { recursive: true });
});

after(() => rmSync(project, { recursive: true, force: true }));

for (const [compiler, tsc] of Object.entries(COMPILERS)) {
  test(`the version is ${compiler}`, async () => {
    const { stdout } = await run(tsc, ['--version'], { output: 'keep' });
    assert.ok(stdout.includes(compiler.replace('TypeScript', 'Version')), stdout);
  });

  for (const [way, { type, options }] of Object.entries(WAYS)) {
    for (const exactOptionalPropertyTypes of [true, false]) {
      const exact = exactOptionalPropertyTypes ? 'exact' : 'lenient';
      test(`${compiler}, ${way}, ${exact} optional members`, LIMIT, async () => {
        assert.equal(await errors(tsc, type, { ...options, exactOptionalPropertyTypes }), '');
      });
    }
  }

  test(`${compiler}, with the types of Node and none of the DOM`, LIMIT, async () => {
    const typeRoots = [join(ROOT, 'node_modules/@types')];
    const node = { ...NODENEXT, lib: ['ES2022'], types: ['node'], typeRoots };
    const include = ['usage.ts', 'shapes.ts', 'fleet.ts'];
    assert.equal(await errors(tsc, 'module', node, include), '');
  });
}

test('the programs use every name that the package exports, or one that is declared with it', () => {
  const files = ['index.d.ts', 'slim.d.ts', 'fleet.d.ts', 'fleet.slim.d.ts'];
  const types = files.map((file) => join(root, 'dist', file));
  const declared = types.flatMap(exportedFrom);
  assert.ok(declared.length > 110, `${declared.length} names`);
  const used = programs().flatMap((file) => importedBy(join(PROGRAMS, file)));
  const reached = reachedFrom(used, types.flatMap(statementsOf));
  assert.deepEqual(
    declared.filter((name) => !reached.has(name)),
    [],
  );
  const unused = declared.filter((name) => !used.includes(name));
  // Inputs, outputs and their parts: tests/js/operations/types.test.js holds them to the model.
  assert.deepEqual(unused.filter((name) => /Client|Error|Options|Provider|Credentials|^[a-z]/.test(name)), []);
});

/** These names, and all names in their declarations. */
function reachedFrom(names, statements) {
  const declarations = new Map(statements.map((it) => [it.name?.text, it]));
  const reached = new Set();
  const visit = (name) => {
    if (reached.has(name)) return;
    reached.add(name);
    identifiersIn(declarations.get(name)).forEach(visit);
  };
  names.forEach(visit);
  return reached;
}

function identifiersIn(node) {
  const names = [];
  const walk = (it) => {
    if (ts.isIdentifier(it)) names.push(it.text);
    ts.forEachChild(it, walk);
  };
  if (node) walk(node);
  return names;
}

/** The messages of the compiler. */
async function errors(tsc, type, options, include = programs()) {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type }));
  const inherited = JSON.parse(readFileSync(join(PROGRAMS, 'tsconfig.json'), 'utf8'));
  const { paths, ...compilerOptions } = inherited.compilerOptions;
  assert.ok(paths, 'which lead into this repository, not to what is installed');
  const config = { compilerOptions: { ...compilerOptions, skipLibCheck: false, ...options }, include };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
  const args = ['--project', project, '--listFiles'];
  const { exitCode, stdout } = await run(tsc, args, { output: 'keep' });
  const read = stdout.match(/(?<=node_modules\/patchlens\/)dist\/(index|fleet)\.d\.c?ts/g);
  const expected = ['fleet', 'index'].map((it) => `dist/${it}${type === 'module' ? '.d.ts' : '.d.cts'}`);
  assert.deepEqual(read.sort(), expected, stdout);
  return exitCode === 0 ? '' : stdout;
}

function programs() {
  return readdirSync(PROGRAMS).filter((name) => name.endsWith('.ts'));
}

/** The names that a program imports from the package. The compiler reports unused ones. */
function importedBy(file) {
  return statementsOf(file)
    .filter((it) => ts.isImportDeclaration(it) && it.moduleSpecifier.text.startsWith('patchlens'))
    .flatMap(({ importClause }) => importClause.namedBindings.elements ?? [])
    .map(({ name }) => name.text);
}

function exportedFrom(file) {
  const isExported = ({ modifiers }) =>
    modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return statementsOf(file)
    .filter(isExported)
    .map(({ name }) => name.text);
}

function statementsOf(file) {
  const text = readFileSync(file, 'utf8');
  return [...ts.createSourceFile(file, text, ts.ScriptTarget.ES2022).statements];
}
