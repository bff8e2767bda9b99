/** patchState with values that are not a state. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { patchState } from 'patchlens';

const UNKNOWN = {
  'no text': [undefined, null, 0, NaN, true, Symbol.iterator, {}, ['Missing'], () => 'Missing'],
  'a text with more than the state': ['Missing ', ' Missing', 'Missing\n', 'Missing,Failed'],
  'a state that is spelled by neither': ['Installed Other', 'INSTALLEDOTHER', 'Installed-Other'],
  // Their capitals are I and S.
  'letters that only look alike in capitals': ['m\u0131ssing', 'Mi\u017f\u017fing'],
  'a state that this version does not know': ['SomethingNew', 'SOMETHING_NEW', ''],
};

for (const [name, values] of Object.entries(UNKNOWN)) {
  test(`${name} comes back unchanged`, () => {
    for (const value of values) assert.equal(patchState(value), value);
  });
}

test('it has no lookbehind, which is a syntax error before Safari 16.4', () => {
  for (const file of ['index.js', 'index.cjs']) {
    const code = readFileSync(new URL(`../../../dist/${file}`, import.meta.url), 'utf8');
    const body = code.slice(code.indexOf('function patchState'));
    assert.doesNotMatch(body.slice(0, body.indexOf('\n}')), /\(\?<[=!]/);
  }
});
