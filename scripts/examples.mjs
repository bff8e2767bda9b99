/**
 * The examples in the documentation: every fence of JavaScript or TypeScript in the types, the
 * README and the pages of docs/, made a module that can be checked and run.
 *
 * What follows the language in a fence's info string is the rule that it is run by; the rules are in
 * tests/js/docs/examples.test.js. Without one, the module is imported.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './process.mjs';

const FENCE = /^```(\S+)([^\n]*)\n([^]*?)^```$/gm;
const LANGUAGES = new Set(['js', 'ts', 'javascript', 'typescript', 'jsx', 'tsx', 'mjs']);

/**
 * @typedef {object} Example
 * @property {string} file relative to the root
 * @property {number} line of the fence
 * @property {string} language
 * @property {string} rule the rest of the info string
 * @property {string} code
 */

/** @returns {string[]} the files that have examples, relative to the root */
export function documents() {
  const named = (folder, ending) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => `${folder}/${name}`);
  return [...named('src/js', '.d.ts'), 'README.md', ...named('docs', '.md')];
}

/** @param {string} file relative to the root @returns {Example[]} */
export function examplesIn(file) {
  const source = readFileSync(join(ROOT, file), 'utf8');
  // In the types they stand in comments, behind asterisks.
  const text = file.endsWith('.ts') ? source.replace(/^ *(\/\*\*|\*\/|\* ?)/gm, '') : source;
  return [...text.matchAll(FENCE)]
    .map(({ index, 1: language, 2: rule, 3: code }) => {
      const line = text.slice(0, index).split('\n').length;
      return { file, line, language, rule: rule.trim(), code };
    })
    .filter(({ language }) => LANGUAGES.has(language));
}

/**
 * The example as a module of TypeScript: what it uses of the package and of `assumed`, and neither
 * declares nor imports itself, is imported before it.
 *
 * @param {Example} example
 * @param {{ exported: string[], assumed: string[], world: string }} from the names that the package
 *   exports, those that may be assumed, and the module that has them
 */
export function moduleOf({ code }, { exported, assumed, world }) {
  const { declared, used } = namesIn(code);
  const isMissing = (name) => used.has(name) && !declared.has(name);
  const lines = [
    importing(exported.filter(isMissing), 'patchlens'),
    importing(assumed.filter(isMissing), world),
  ];
  return [...lines, code, 'export {};', ''].filter(Boolean).join('\n');
}

function importing(names, from) {
  return names.length > 0 ? `import { ${names.join(', ')} } from '${from}';` : '';
}

function namesIn(code) {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const [declared, used] = [new Set(), new Set()];
  const visit = (node) => {
    if (ts.isIdentifier(node)) used.add(node.text);
    const { name } = node;
    const binds =
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node);
    if (binds && name && ts.isIdentifier(name)) declared.add(name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { declared, used };
}
