import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { RowHeights } = await pageCode('model/row-heights');

const usual = (...heights) => {
  const rows = new RowHeights();
  heights.forEach((px, index) => rows.note(index, px));
  return rows.usual;
};

test('the usual height is that of most of the first rows', () => {
  assert.equal(usual(...Array(7).fill(59)), undefined);
  assert.equal(usual(44, 44, ...Array(6).fill(59)), 59);
  assert.equal(usual(44, 59, 44, 59, 44, 59, 44, 59), 44);
});

test('the usual height stays when other rows come', () => {
  assert.equal(usual(...Array(8).fill(59), ...Array(100).fill(44)), 59);
});

test('a row that is measured again counts once, as it is now', () => {
  const rows = new RowHeights();
  for (let times = 0; times < 20; times += 1) rows.note(0, 44);
  assert.equal(rows.usual, undefined);
  for (let index = 0; index < 8; index += 1) rows.note(index, 59);
  assert.equal(rows.usual, 59);
});
