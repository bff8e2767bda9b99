import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { UsualHeight } = await pageCode('model/usual-height');

const after = (...heights) => {
  const usual = new UsualHeight();
  heights.forEach((px) => usual.note(px));
  return usual.px;
};

test('the usual height is that of most rows', () => {
  assert.equal(after(), undefined);
  assert.equal(after(59), 59);
  assert.equal(after(59, 44, 44), 44);
  assert.equal(after(44, 59, 44, 59), 44);
});

test('it follows the rows that were measured last', () => {
  assert.equal(after(...Array(100).fill(44), ...Array(25).fill(59)), 59);
});
