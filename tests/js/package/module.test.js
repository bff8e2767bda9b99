/** Requirements on the WebAssembly modules themselves. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import binaryen from 'binaryen';

const DIST = new URL('../../../dist/', import.meta.url);

// V8 11 (Node 20) inlines calls of WebAssembly into optimised JavaScript. If V8 discards that code
// during such a call, and the call returns a single reference, the process ends: "unreachable code".
// V8 does not inline a call that returns several values: let such an export return a Result.
for (const name of ['patchlens_bg.wasm', 'fleet_bg.wasm']) {
  test(`no export of ${name} returns a single reference, which can end a process on Node 20`, () => {
    const results = resultsOfExports(readFileSync(new URL(name, DIST)));
    assert.ok(results.length > 15, 'the exports are found');
    const bare = results.filter((types) => types.length === 1 && types[0] === binaryen.externref);
    assert.equal(bare.length, 0, `${bare.length} of ${results.length} exports do`);
  });
}

/** The result types of each exported function. */
function resultsOfExports(bytes) {
  const module = binaryen.readBinary(bytes);
  try {
    return Array.from({ length: module.getNumExports() }, (_, index) =>
      binaryen.getExportInfo(module.getExportByIndex(index)),
    )
      .filter(({ kind }) => kind === binaryen.ExternalFunction)
      .map(({ value }) => binaryen.getFunctionInfo(module.getFunction(value)))
      .map(({ results }) => binaryen.expandType(results));
  } finally {
    module.dispose();
  }
}
