/** The modules of a Rust crate: their files, what they declare, import and name. */
import { posix } from 'node:path';
import { parser } from '@lezer/rust';

const PATH_START = new Set(['crate', 'self', 'super', '$crate']);
const NAME = /^(Bound|Scope|Type|Field)?Identifier$|^(crate|self|super|Metavariable)$/;
// Inside macros there are tokens only.
const TOKENS = /Tokens$/;
const ITEM = /^(Function|Struct|Enum|Union|Trait|Type|Const|Static)Item$/;

/**
 * @typedef {object} Module
 * @property {string} file
 * @property {Module | undefined} parent
 * @property {Map<string, Module>} children
 * @property {Set<string>} items names of its functions, types and constants
 * @property {Map<string, string[]>} imports paths by the names that they have here
 * @property {string[][]} globs paths that end in `::*`
 * @property {{ path: string[], line: number, isGlob?: boolean }[]} uses every path in its code
 */

/**
 * Reads a crate from its root file on. What is compiled for tests only is left out.
 *
 * @param {string} file such as `src/lib.rs`
 * @param {(file: string) => string | undefined} read the text of a file, if there is one
 * @returns {Module} the root
 * @throws {Error} if the file of a module is missing
 */
export function readCrate(file, read) {
  return readFile(file, undefined, posix.dirname(file), read);
}

function readFile(file, parent, folder, read) {
  const text = read(file);
  const module = emptyModule(file, parent);
  const tree = parser.parse(text);
  const at = (node) => text.slice(node.from, node.to);
  const lineOf = (node) => text.slice(0, node.from).split('\n').length;
  visit(tree.topNode, module, folder);
  return module;

  function visit(node, scope, place) {
    if (node.name === 'AttributeItem' && isForTests(node)) return;
    if (node.name === 'ModItem') return declareModule(node, scope, place);
    if (node.name === 'UseDeclaration') return declareUse(node, scope);
    if (TOKENS.test(node.name)) return usePathsIn(leavesOf(node), scope);
    if (/^Scoped(Type)?Identifier$/.test(node.name)) usePathsIn(leavesOf(node), scope);
    else if (ITEM.test(node.name) && !isMember(node)) declareItem(node, scope);
    for (const child of childrenOf(node)) visit(child, scope, place);
  }

  function declareModule(node, scope, place) {
    const name = at(node.getChild('BoundIdentifier'));
    const body = node.getChild('DeclarationList');
    const inside = posix.join(place, name);
    const child = body ? emptyModule(file, scope) : fileModule(name, scope, place);
    scope.children.set(name, child);
    if (body) for (const it of childrenOf(body)) visit(it, child, inside);
  }

  function fileModule(name, scope, place) {
    const inside = posix.join(place, name);
    const found = [`${inside}.rs`, `${inside}/mod.rs`].find((it) => read(it) !== undefined);
    if (!found) throw new Error(`${file}: the module ${name} has no file`);
    return readFile(found, scope, inside, read);
  }

  function declareUse(node, scope) {
    for (const { path, name } of useTree(node.lastChild.prevSibling, [])) {
      if (name === '*') scope.globs.push(path);
      else scope.imports.set(name, path);
      scope.uses.push({ path, line: lineOf(node), isGlob: name === '*' });
    }
  }

  /** The paths of a `use`, each with the name that it has here. */
  function useTree(node, before) {
    if (node.name === 'UseList') return childrenOf(node).flatMap((it) => useTree(it, before));
    if (node.name === 'ScopedUseList') {
      return useTree(node.lastChild, [...before, ...namesIn(childrenOf(node).slice(0, -1))]);
    }
    if (node.name === 'UseWildcard') return [{ path: [...before, ...namesIn([node])], name: '*' }];
    if (node.name === 'UseAsClause') {
      const [path] = useTree(node.firstChild, before);
      return [{ ...path, name: at(node.lastChild) }];
    }
    const own = namesIn([node]);
    if (own.length === 0) return [];
    // `self` at the end of a list means the path before it.
    const path = own.join() === 'self' && before.length > 0 ? before : [...before, ...own];
    return [{ path, name: path.at(-1) }];
  }

  function declareItem(node, scope) {
    const name = node.getChild('BoundIdentifier') ?? node.getChild('TypeIdentifier');
    if (name) scope.items.add(at(name));
  }

  /** The paths in a row of tokens: names that are joined by `::`. */
  function usePathsIn(leaves, scope) {
    let path = [];
    leaves.forEach((leaf, index) => {
      if (leaf.name === '::') return;
      const isJoined = leaves[index - 1]?.name === '::' && path.length > 0;
      if (!isJoined) path = [];
      if (!NAME.test(leaf.name)) return;
      path.push(at(leaf));
      const isEnd = leaves[index + 1]?.name !== '::' || !NAME.test(leaves[index + 2]?.name);
      if (isEnd && path.length > 1) scope.uses.push({ path, line: lineOf(leaf) });
    });
  }

  function namesIn(nodes) {
    return nodes.flatMap(leavesOf).filter((it) => NAME.test(it.name)).map(at);
  }

  function isForTests(node) {
    const attributes = node.getChildren('Attribute').map((it) => at(it).replace(/\s/g, ''));
    return attributes.some((it) => it === '#[cfg(test)]' || it === '#[test]');
  }
}

/**
 * The module in whose file the item of a path is defined. Re-exports are followed.
 *
 * @param {Module} module in which the path is written
 * @param {string[]} path
 * @returns {{ module: Module, isModule: boolean } | undefined} undefined if it leads out of the crate
 */
export function resolvePath(module, path, seen = new Set()) {
  let current = module;
  let index = 0;
  while (PATH_START.has(path[index])) {
    current = startOf(path[index], current);
    index += 1;
  }
  if (!current) return undefined;
  const isRelative = index > 0;
  return descend(current, path.slice(index), isRelative, seen);
}

function startOf(word, module) {
  if (word === 'self') return module;
  return word === 'super' ? module?.parent : rootOf(module);
}

function rootOf(module) {
  return module.parent ? rootOf(module.parent) : module;
}

function descend(module, [name, ...rest], isKnown, seen) {
  if (name === undefined) return { module, isModule: true };
  const child = module.children.get(name);
  if (child) return descend(child, rest, true, seen);
  const key = `${pathOf(module)} ${name}`;
  if (seen.has(key)) return undefined;
  const followed = new Set(seen).add(key);
  const imported = module.imports.get(name);
  if (imported) return resolvePath(module, [...imported, ...rest], followed);
  if (module.items.has(name)) return { module, isModule: false };
  for (const glob of module.globs) {
    const target = resolvePath(module, glob, followed);
    const found = target?.isModule && declares(target.module, name, followed);
    if (found) return descend(target.module, [name, ...rest], true, followed);
  }
  return isKnown ? { module, isModule: false } : undefined;
}

function declares(module, name, seen) {
  if (module.children.has(name) || module.imports.has(name) || module.items.has(name)) return true;
  return module.globs.some((glob) => {
    const target = resolvePath(module, glob, seen);
    return target?.isModule && target.module !== module && declares(target.module, name, seen);
  });
}

/** @param {Module} root @returns {Module[]} it and all modules in it */
export function modulesIn(root) {
  return [root, ...[...root.children.values()].flatMap(modulesIn)];
}

function pathOf(module) {
  if (!module.parent) return 'crate';
  const [name] = [...module.parent.children].find(([, it]) => it === module) ?? [module.file];
  return `${pathOf(module.parent)}::${name}`;
}

function emptyModule(file, parent) {
  const children = new Map();
  return { file, parent, children, items: new Set(), imports: new Map(), globs: [], uses: [] };
}

function isMember(node) {
  return /^(Impl|Trait)Item$/.test(node.parent?.parent?.name);
}

function childrenOf(node) {
  const children = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

function leavesOf(node) {
  return node.firstChild ? childrenOf(node).flatMap(leavesOf) : [node];
}
