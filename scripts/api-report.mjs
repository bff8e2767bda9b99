/**
 * The public surface of the package in one canonical text: what the types declare, sorted, without
 * comments. The text stands in the repository, and a test fails when the two differ: nothing becomes
 * public, or ceases to be, without being seen.
 *
 *     npm run api:accept    makes the surface as it is the accepted one
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { isMain, ROOT } from './process.mjs';

/** The accepted report, relative to the root. */
export const REPORT = 'docs/api-report.d.ts';

const HEAD = `// The public surface of patchlens. Made by \`npm run api:accept\`: do not edit.\n`;
const ENTRIES = { patchlens: 'src/js/index.d.ts', 'patchlens/slim': 'src/js/slim.d.ts' };

/** @returns {string} the report on the types as they are now */
export function apiReport() {
  const sections = Object.entries(ENTRIES).flatMap(([entry, file]) => [
    `// ── ${entry}\n`,
    ...declarations(file),
  ]);
  return [HEAD, subpaths(), ...sections].join('\n');
}

/** What can be imported, and under which conditions. */
function subpaths() {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const lines = Object.entries(exports).map(([path, target]) => {
    const conditions = typeof target === 'string' ? '' : `: ${Object.keys(target).join(', ')}`;
    return `// ${path.replace('.', 'patchlens')}${conditions}\n`;
  });
  return lines.join('');
}

// Those that are not exported too: exported ones are made of them.
function declarations(file) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const printer = ts.createPrinter({ removeComments: true });
  const { transformed } = ts.transform([...source.statements], [sortingMembers]);
  return sorted(transformed).map(
    (node) => `${printer.printNode(ts.EmitHint.Unspecified, node, source)}\n`,
  );
}

// Their order means nothing, but among the overloads of one name, which a stable sort keeps.
function sortingMembers(context) {
  const visit = (node) => {
    const visited = ts.visitEachChild(node, visit, context);
    return visited.members ? withMembers(context.factory, visited, sorted(visited.members)) : visited;
  };
  return visit;
}

function withMembers(factory, node, members) {
  if (ts.isTypeLiteralNode(node)) return factory.updateTypeLiteralNode(node, members);
  const { modifiers, name, typeParameters, heritageClauses } = node;
  const update = ts.isClassDeclaration(node)
    ? factory.updateClassDeclaration
    : factory.updateInterfaceDeclaration;
  return update(node, modifiers, name, typeParameters, heritageClauses, members);
}

function sorted(nodes) {
  const nameOf = ({ name }) => name?.text ?? '';
  return [...nodes].sort((one, other) => compare(nameOf(one), nameOf(other)));
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

if (isMain(import.meta.url)) {
  writeFileSync(join(ROOT, REPORT), apiReport());
  console.log(`${REPORT} is the public surface as it is now`);
}
