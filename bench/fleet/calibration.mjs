/**
 * The speed of this machine, to compare with the one that the targets were set on: the sum of
 * 2.5 million u32 in WebAssembly, by a plain loop. With SIMD it would be the speed of the memory,
 * while most questions wait for the processor. The module is, in text:
 *
 *     (module (memory (export "memory") 160)
 *       (func (export "sum") (param $end i32) (result i32)
 *         (local $at i32) (local $sum i32)
 *         (loop $next
 *           (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $at))))
 *           (br_if $next (i32.lt_u
 *             (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $end))))
 *         (local.get $sum)))
 */
import { median } from '../measure.mjs';

const MODULE =
  '0061736d0100000001060160017f017f0302010005040100a001071002066d656d6f7279020003' +
  '73756d00000a21011f01027f0340200220012802006a2102200141046a22012000490d000b20020b';
const NUMBERS = 2_500_000;
const ROUNDS = 31;
/** What the sum took where the targets were set. */
const REFERENCE_MS = 0.8;

/**
 * @typedef {object} Calibration
 * @property {number} sumMs
 * @property {number} scale by which times of this machine are divided to compare them with targets
 */

/** @returns {Calibration} */
export function calibrated() {
  const bytes = Uint8Array.from(MODULE.match(/../g), (it) => Number.parseInt(it, 16));
  const { memory, sum } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  new Uint32Array(memory.buffer, 0, NUMBERS).fill(3);
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    if (sum(NUMBERS * 4) !== NUMBERS * 3) throw new Error('The sum is wrong.');
    return performance.now() - start;
  });
  const sumMs = median(times);
  return { sumMs, scale: sumMs / REFERENCE_MS };
}
