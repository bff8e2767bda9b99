/**
 * The speed of this machine, to compare with the one that the targets were set on: the sum of
 * 2.5 million u32 in WebAssembly, with SIMD. The module is, in text:
 *
 *     (module (memory (export "memory") 160)
 *       (func (export "sum") (param $end i32) (result i32)
 *         (local $at i32) (local $sums v128)
 *         (loop $next
 *           (local.set $sums (i32x4.add (local.get $sums) (v128.load (local.get $at))))
 *           (br_if $next (i32.lt_u
 *             (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
 *         … the sum of the four lanes))
 */
import { median } from '../measure.mjs';

const MODULE =
  '0061736d0100000001060160017f017f0302010005040100a001071002066d656d6f7279020003' +
  '73756d00000a3b013902027f017b034020032001fd000400fdae012103200141106a22012000490d' +
  '000b2003fd1b002003fd1b016a2003fd1b022003fd1b036a6a0b';
const NUMBERS = 2_500_000;
const ROUNDS = 31;
/** What the sum took where the targets were set. */
const REFERENCE_MS = 0.8;

/** @returns {{ ms: number, scale: number }} times of this machine, divided by `scale`, are those of the reference */
export function calibrated() {
  const bytes = Uint8Array.from(MODULE.match(/../g), (it) => parseInt(it, 16));
  const { memory, sum } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  new Uint32Array(memory.buffer, 0, NUMBERS).fill(3);
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    if (sum(NUMBERS * 4) !== NUMBERS * 3) throw new Error('The sum is wrong.');
    return performance.now() - start;
  });
  const ms = median(times);
  return { ms, scale: ms / REFERENCE_MS };
}
