/**
 * Random fleets and questions: the engine answers as the reference does. `FLEET_SEED=7 FLEET_CASES=1`
 * repeats one case.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, firstDifference } from './compare.js';
import * as engine from './engine.js';
import { generate } from './generate.js';
import { reference } from './reference/as-engine.js';

const FIRST = Number(process.env.FLEET_SEED ?? 1);
const CASES = Number(process.env.FLEET_CASES ?? 2000);

test(`the engine answers as the reference over ${CASES} random fleets`, () => {
  for (let seed = FIRST; seed < FIRST + CASES; seed++) {
    const example = generate(seed);
    const difference = firstDifference(reference, engine, example);
    if (difference) assert.fail(describe(reference, engine, example, difference));
  }
});
