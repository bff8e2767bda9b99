/** The comparison finds what is broken, and finds nothing where nothing is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe as show, firstDifference } from './compare.js';
import { generate } from './generate.js';
import { reference } from './reference/as-engine.js';
import { ReferenceFleet } from './reference/index.js';

const CASES = 150;

/** Each changes one answer a little, as a fault in the engine would. */
const FAULTS = {
  'a row too many in a page': class extends ReferenceFleet {
    findings(query) {
      return super.findings(query?.limit === undefined ? query : { ...query, limit: query.limit + 1 });
    }
  },
  'undecided rows counted as certain': class extends ReferenceFleet {
    nodes(query) {
      const { total, undecided, rows } = super.nodes(query);
      return { total: total + undecided, undecided: 0, rows };
    }
  },
  'an exception that is never in force': class extends ReferenceFleet {
    setExceptions() {}
  },
  'a KEV list that is not given taken as an empty one': class extends ReferenceFleet {
    setCveLists(lists) {
      super.setCveLists({ kev: [], ...lists });
    }
  },
  'closing findings of nodes that went away': class extends ReferenceFleet {
    diff(older) {
      const found = super.diff(older);
      return { ...found, closed: found.closed + found.goneNodes };
    }
  },
  'tags joined in one scope only': class extends ReferenceFleet {
    setAttributes(rows) {
      return super.setAttributes([...rows].slice(1));
    }
  },
  'no apostrophe before formulas': class extends ReferenceFleet {
    *csv(...args) {
      for (const chunk of super.csv(...args)) yield chunk.replaceAll(/(^|,|")'(?=[=+\-@])/gm, '$1');
    }
  },
  'pages taken in before the last one': class extends ReferenceFleet {
    ingest(scopeId, operation, input, body, readAt) {
      const isPatches = operation === 'DescribeInstancePatches';
      const text = new TextDecoder().decode(body).replace(/"NextToken":"token-\d+"/, '"NextToken":""');
      super.ingest(scopeId, operation, input, isPatches ? new TextEncoder().encode(text) : body, readAt);
    }
  },
  'values in the wrong order': class extends ReferenceFleet {
    values(...args) {
      return super.values(...args).reverse();
    }
  },
};

test('the reference equals itself', () => {
  for (let seed = 1; seed <= CASES; seed++)
    assert.equal(firstDifference(reference, reference, generate(seed)), undefined, `seed ${seed}`);
});

test('the same seed makes the same case, another one another', () => {
  assert.deepEqual(generate(7), generate(7));
  assert.notDeepEqual(generate(7).pages, generate(8).pages);
});

for (const [name, Fleet] of Object.entries(FAULTS))
  test(`the comparison finds ${name}`, () => {
    const broken = { ...reference, Fleet };
    for (let seed = 1; seed <= CASES * 4; seed++) {
      const example = generate(seed);
      const difference = firstDifference(reference, broken, example);
      if (difference === undefined) continue;
      const text = show(reference, broken, example, difference);
      assert.match(text, new RegExp(`^Seed ${seed}: .*\\ndiffers at .+: expected `));
      return;
    }
    assert.fail('no difference found');
  });
