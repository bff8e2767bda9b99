/** The table of verdicts, against any implementation of `Fleet`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const TABLE = new URL('../data/fleet/verdicts.json', import.meta.url);
export const cases = JSON.parse(readFileSync(TABLE, 'utf8'));

export function verdictSuite(test, Fleet) {
  for (const { name, rules, exceptions, scope, pages, expect } of cases)
    test(name, () => {
      const fleet = new Fleet();
      fleet.setRules({ ...rules, now: new Date(rules.now) });
      for (const { operation, input, body, readAt } of pages) {
        const bytes = new TextEncoder().encode(JSON.stringify(body));
        fleet.ingest(scope, operation, input, bytes, new Date(readAt));
      }
      fleet.setExceptions(exceptions);
      const { total, rows } = fleet.nodes();
      assert.equal(total, 1, 'the table has one node a case');
      const [{ reason, verdict, reasonCode, stale }] = rows;
      const { reasonContains, ...expected } = expect;
      assert.deepEqual({ verdict, reasonCode, stale }, expected);
      for (const words of reasonContains)
        assert.ok(reason.toLowerCase().includes(words.toLowerCase()), `"${reason}" has no "${words}"`);
      fleet.free?.();
    });
}
