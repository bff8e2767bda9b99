/**
 * The examples in the documentation: every code fence of JavaScript or TypeScript in the types, the
 * README and the pages of docs/, as a module that can be checked and run.
 *
 * The text after the language of a fence names the rule by which the example runs. The rules are in
 * examples.test.js. An example without a rule is imported.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../../scripts/packages.mjs';

const FENCE = /^```(\S+)([^\n]*)\n([^]*?)^```$/gm;
const LANGUAGES = new Set(['js', 'ts', 'javascript', 'typescript', 'jsx', 'tsx', 'mjs']);

/**
 * @typedef {object} Example
 * @property {string} file relative to the root
 * @property {number} line of the fence
 * @property {string} language
 * @property {string} rule the text after the language
 * @property {string} code
 */

/** @returns {string[]} the files that have examples, relative to the root */
export function documents() {
  const named = (folder, ending) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => `${folder}/${name}`);
  const types = ['src/js', 'src/js/fleet'].flatMap((folder) => named(folder, '.d.ts'));
  return [...types, 'README.md', ...named('docs', '.md')];
}

/** @param {string} file relative to the root @returns {Example[]} */
export function examplesIn(file) {
  const source = readFileSync(join(ROOT, file), 'utf8');
  // In the types, examples stand in comments, behind asterisks.
  const text = file.endsWith('.ts') ? source.replace(/^ *(\/\*\*|\*\/|\* ?)/gm, '') : source;
  return [...text.matchAll(FENCE)]
    .map(({ index, 1: language, 2: rule, 3: code }) => {
      const line = text.slice(0, index).split('\n').length;
      return { file, line, language, rule: rule.trim(), code };
    })
    .filter(({ language }) => LANGUAGES.has(language));
}

/**
 * The example as a TypeScript module. It begins with imports of the names that the example uses, but
 * neither declares nor imports.
 *
 * @param {Example} example
 * @param {{ from: string, names: string[] }[]} sources the modules that it may assume; a name comes
 *   from the first that has it
 */
export function moduleOf({ code }, sources) {
  const { declared, used } = namesIn(code);
  const found = new Set(declared);
  const imports = sources.map(({ from, names }) => {
    const missing = names.filter((name) => used.has(name) && !found.has(name));
    missing.forEach((name) => found.add(name));
    return missing.length > 0 ? `import { ${missing.join(', ')} } from '${from}';` : '';
  });
  return [...imports, code, 'export {};', ''].filter(Boolean).join('\n');
}

const CLAIM = /^ *(?:.*console\.log\(.*)?\); \/\/ (.*)$/gm;

/**
 * What the comments behind `console.log(…);` say that an example prints; `…` stands for any text.
 *
 * @param {string} code
 * @returns {RegExp[]}
 */
export function claimsOf(code) {
  const escaped = (text) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&').replaceAll('…', '.*');
  return [...code.matchAll(CLAIM)].map(([, text]) => new RegExp(`^${escaped(text)}$`));
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
