import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cycles, importsOf, outward, trespasses } from '../../scripts/checks/rust-imports.mjs';
import { readCrate } from '../../scripts/checks/rust-modules.mjs';

/** A crate of these files, by their paths in src/ without `.rs`; a root that names all if none is given. */
function crate(files) {
  const names = Object.keys(files).filter((name) => !name.includes('/') || name.endsWith('/mod'));
  const declared = names.map((name) => `mod ${name.replace('/mod', '')};`).join('\n');
  const all = { lib: declared, ...files };
  return readCrate('src/lib.rs', (file) => all[file.replace(/^src\/|\.rs$/g, '')]);
}

const edges = (files) => importsOf(crate(files)).map(({ from, to }) => `${from} → ${to}`);

test('two files that import from each other are a cycle, with the place of each import', () => {
  const root = crate({
    a: 'use crate::b::B;\npub struct A;',
    b: '\npub struct B;\nuse super::a::A;',
    c: 'use crate::a::A;',
  });
  assert.deepEqual(cycles(importsOf(root)), [
    'a cycle of 2 files:\n  src/a.rs:1 → src/b.rs (crate::b::B)\n  src/b.rs:3 → src/a.rs (super::a::A)',
  ]);
});

test('a cycle of three files is found, through every form of path', () => {
  const root = crate({
    a: 'fn a() { crate::b::b(); }',
    b: 'pub fn b() { vec![crate::c::c()]; }',
    c: 'use crate::{a, b as other}; pub fn c(_: a::A) {}\npub type X = other::B;',
  });
  const [cycle, ...others] = cycles(importsOf(root));
  assert.match(cycle, /^a cycle of 3 files:/);
  assert.deepEqual(others, []);
});

test('a parent that uses its child, which uses its parent, is a cycle', () => {
  const files = { 'a/mod': 'mod child;\npub use child::Child;\npub struct A;' };
  assert.equal(cycles(importsOf(crate({ ...files, 'a/child': 'use super::A;' }))).length, 1);
  assert.equal(cycles(importsOf(crate({ ...files, 'a/child': 'pub struct Child;' }))).length, 0);
});

test('an import through a re-export depends on the file that defines the item', () => {
  const files = {
    'a/mod': 'mod one; mod two;\npub use one::One;\npub use two::*;',
    'a/one': 'use super::Two; pub struct One;',
    'a/two': 'pub struct Two;',
    b: 'use crate::a::{One, Two as Second};',
  };
  assert.deepEqual(edges(files), [
    'src/a/mod.rs → src/a/one.rs',
    'src/a/mod.rs → src/a/two.rs',
    'src/a/one.rs → src/a/two.rs',
    'src/b.rs → src/a/one.rs',
    'src/b.rs → src/a/two.rs',
  ]);
});

test('everything that is imported from a file counts', () => {
  assert.deepEqual(edges({ a: 'use crate::b::*;', b: '' }), ['src/a.rs → src/b.rs']);
});

test('a module that is imported by itself counts only where something of it is used', () => {
  assert.deepEqual(edges({ a: 'use crate::b;', b: 'pub fn b() {}' }), []);
  const used = { a: 'use crate::b;\nfn a() { b::b() }', b: 'pub fn b() {}' };
  assert.deepEqual(edges(used), ['src/a.rs → src/b.rs']);
});

test('comments, texts, other crates and tests do not count', () => {
  const a = `
    // use crate::b::B;
    /// [\`crate::b::B\`]
    const TEXT: &str = "crate::b::B";
    use std::fmt::Debug;
    #[cfg(test)]
    #[allow(unused)]
    mod tests { use super::*; use crate::b::B; }`;
  assert.deepEqual(edges({ a, b: 'pub struct B;' }), []);
});

test('inside a module within a file, super is the file', () => {
  const a = 'mod inner { use super::A; use super::super::b::B; }\npub struct A;';
  assert.deepEqual(edges({ a, b: 'pub struct B;' }), ['src/a.rs → src/b.rs']);
});

test('a module without a file is an error', () => {
  assert.throws(() => crate({ lib: 'mod missing;' }), /src\/lib\.rs: the module missing has no file/);
});

test('an import must not point outwards, nor between strangers', () => {
  const root = crate({
    web: 'use crate::client::Call;',
    client: 'pub struct Call; use crate::sigv4::sign; use crate::web::Clock;',
    sigv4: 'pub fn sign() {} use crate::ssm::Operation;',
    ssm: 'pub struct Operation;',
    attic: 'use crate::ssm::Operation;',
  });
  assert.deepEqual(outward(importsOf(root)), [
    'src/client.rs:1: crate::web::Clock is in src/web.rs: client must not use web',
    'src/sigv4.rs:1: crate::ssm::Operation is in src/ssm.rs: sigv4 must not use ssm',
    'src/attic.rs:1: crate::ssm::Operation is in src/ssm.rs: attic must not use ssm',
  ]);
});

test("only src/web and src/fetch name the browser's crates", () => {
  const names = 'use wasm_bindgen::JsValue;\nfn f() { js_sys::Date::now(); }\n// web_sys::Url';
  const root = crate({ 'web/mod': names, 'fetch/mod': 'use gloo_net::http;', time: names });
  assert.deepEqual(trespasses(root), [
    'src/time.rs:1: wasm_bindgen::JsValue belongs in src/web or src/fetch',
    'src/time.rs:2: js_sys::Date::now belongs in src/web or src/fetch',
  ]);
});
